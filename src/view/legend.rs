//! The legend: every kind of mark with how many there are.
//!
//! Must hold: the kinds of quantity add up to all quantities, the strengths to all commitments.

use crate::extract::{Findings, NumberKind, StatementKind, Strength};

/// A kind of mark that the reader can switch on and off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// Numbers that measure.
    Quantity,
    /// Dates, ordinals, codes, slogans.
    OtherNumber,
    /// Commitments that bind.
    Firm,
    /// Commitments that intend.
    Intended,
    /// Commitments that explore.
    Exploratory,
    /// The reader's own notes.
    Mine,
    /// Everyone else's.
    Others,
    /// Notes whose place a person should look at.
    Review,
    /// What people corrected.
    Corrected,
}

impl Mark {
    /// All of them, as the legend lists them.
    pub const ALL: [Self; 9] = [
        Self::Quantity,
        Self::OtherNumber,
        Self::Firm,
        Self::Intended,
        Self::Exploratory,
        Self::Mine,
        Self::Others,
        Self::Review,
        Self::Corrected,
    ];

    /// The class that the page's root carries while this mark is switched off.
    pub fn off_class(self) -> &'static str {
        match self {
            Self::Quantity => "no-quantity",
            Self::OtherNumber => "no-number",
            Self::Firm => "no-firm",
            Self::Intended => "no-intended",
            Self::Exploratory => "no-exploratory",
            Self::Mine => "no-mine",
            Self::Others => "no-others",
            Self::Review => "no-review",
            Self::Corrected => "no-corrected",
        }
    }
}

/// What the legend groups quantities by: kinds that readers ask for, the rare ones together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum QuantityGroup {
    /// 计数
    Count,
    /// 百分比: per cent and percentage points.
    Percent,
    /// 金额
    Money,
    /// 面积长度
    Extent,
    /// 期限
    Duration,
    /// 其他: mass, volume, energy, concentration, ratio, rate.
    Other,
}

impl QuantityGroup {
    /// All of them, in the legend's order.
    pub const ALL: [Self; 6] =
        [Self::Count, Self::Percent, Self::Money, Self::Extent, Self::Duration, Self::Other];

    /// The group of a kind; `None` for what is no quantity.
    pub fn of(kind: NumberKind) -> Option<Self> {
        Some(match kind {
            NumberKind::Count => Self::Count,
            NumberKind::Percent | NumberKind::PercentagePoint => Self::Percent,
            NumberKind::Money => Self::Money,
            NumberKind::Length | NumberKind::Area => Self::Extent,
            NumberKind::Duration => Self::Duration,
            NumberKind::Mass
            | NumberKind::Volume
            | NumberKind::Energy
            | NumberKind::Concentration
            | NumberKind::Ratio
            | NumberKind::Rate => Self::Other,
            NumberKind::Date | NumberKind::Ordinal | NumberKind::Code | NumberKind::Policy => return None,
        })
    }
}

/// The counts of one report's findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Legend {
    /// By group, in the order of [`QuantityGroup::ALL`].
    pub quantities: [usize; QuantityGroup::ALL.len()],
    /// Dates, ordinals, codes, slogans.
    pub other_numbers: usize,
    /// Firm, intended, exploratory.
    pub commitments: [usize; 3],
    /// Results of the review.
    pub results: usize,
}

impl Legend {
    /// Counts `findings`. Linear.
    pub fn new(findings: &Findings) -> Self {
        let mut legend = Self::default();
        for number in &findings.numbers {
            match QuantityGroup::of(number.kind) {
                Some(group) => legend.quantities[group as usize] += 1,
                None => legend.other_numbers += 1,
            }
        }
        for statement in &findings.statements {
            match statement.kind {
                StatementKind::Result => legend.results += 1,
                StatementKind::Commitment { strength: Strength::Firm, .. } => legend.commitments[0] += 1,
                StatementKind::Commitment { strength: Strength::Intended, .. } => legend.commitments[1] += 1,
                StatementKind::Commitment { strength: Strength::Exploratory, .. } => {
                    legend.commitments[2] += 1;
                }
            }
        }
        legend
    }

    /// How many marks of one kind there are, `notes` being those of the document.
    pub fn count(&self, mark: Mark, notes: &NoteCounts) -> usize {
        match mark {
            Mark::Quantity => self.quantities.iter().sum(),
            Mark::OtherNumber => self.other_numbers,
            Mark::Firm => self.commitments[0],
            Mark::Intended => self.commitments[1],
            Mark::Exploratory => self.commitments[2],
            Mark::Mine => notes.mine,
            Mark::Others => notes.others,
            Mark::Review => notes.review,
            Mark::Corrected => notes.corrections,
        }
    }
}

/// The counts of a document's notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoteCounts {
    /// The reader's own.
    pub mine: usize,
    /// Everyone else's.
    pub others: usize,
    /// Those of both whose place a person should look at.
    pub review: usize,
    /// Corrections of what the engine found, without words of their own.
    pub corrections: usize,
}

impl NoteCounts {
    /// Counts one more note.
    pub fn add(&mut self, mine: bool, review: bool) {
        *(if mine { &mut self.mine } else { &mut self.others }) += 1;
        self.review += usize::from(review);
    }

    /// Counts one more correction.
    pub fn add_correction(&mut self, review: bool) {
        self.corrections += 1;
        self.review += usize::from(review);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quantity_has_a_group_and_nothing_else_has() {
        use NumberKind as K;
        for kind in [
            K::Money,
            K::Percent,
            K::PercentagePoint,
            K::Count,
            K::Length,
            K::Area,
            K::Mass,
            K::Volume,
            K::Energy,
            K::Concentration,
            K::Duration,
            K::Ratio,
            K::Rate,
            K::Date,
            K::Ordinal,
            K::Code,
            K::Policy,
        ] {
            assert_eq!(QuantityGroup::of(kind).is_some(), kind.is_quantity(), "{kind:?}");
        }
    }

    #[test]
    fn groups_are_counted_where_they_are_listed() {
        for (place, group) in QuantityGroup::ALL.into_iter().enumerate() {
            assert_eq!(group as usize, place);
        }
    }

    #[test]
    fn each_mark_has_its_own_class() {
        let classes: std::collections::BTreeSet<_> = Mark::ALL.map(Mark::off_class).into();
        assert_eq!(classes.len(), Mark::ALL.len());
    }
}

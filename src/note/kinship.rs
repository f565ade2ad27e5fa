//! Whether the document that notes were made on is the report that is open: the same file, the same report in
//! another dress, another edition of it, or another report.
//!
//! Must hold: symmetric, and blind to layout, width, variants of marks and figures.

use std::collections::BTreeSet;

use super::{
    DocumentRef,
    anchor::{Anchor, AnchorState, clauses},
};
use crate::report::Report;

/// How another document stands to a report.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kinship {
    /// The same source, to the last character.
    SameDocument,
    /// The same text in another dress: equal in normal form.
    SameText,
    /// The same report, cut, corrected, or with other things around it.
    SameReport {
        /// What both share of the shorter one, from [`ENOUGH`] to 1.
        share: f64,
    },
    /// Another report.
    Another {
        /// What both share of the shorter one, less than [`ENOUGH`].
        share: f64,
    },
    /// Nothing is known of the other document that could be compared.
    Unknown,
}

/// The share from which two documents are one report. Two editions of one report share nine tenths and more; ten
/// reports of other places and years, taken in pairs, share a hundredth at most. Half lies safely
/// between.
pub const ENOUGH: f64 = 0.5;

/// Quotations fewer than these say nothing of the document that they come from.
const ENOUGH_QUOTES: usize = 3;

impl Kinship {
    /// Whether notes on the other document may be shown on this one without asking.
    pub fn is_same(self) -> bool {
        matches!(self, Self::SameDocument | Self::SameText | Self::SameReport { .. })
    }

    /// How much of the shorter document both share, as far as it is known.
    fn share(self) -> f64 {
        match self {
            Self::SameDocument | Self::SameText => 1.0,
            Self::SameReport { share } | Self::Another { share } => share,
            Self::Unknown => 0.0,
        }
    }

    fn of_share(share: f64) -> Self {
        if share >= ENOUGH { Self::SameReport { share } } else { Self::Another { share } }
    }
}

/// How `document` stands to `report`: by its digests, else by its text, `other`, if the file holds it. Without
/// either, [`kinship_of_anchors`] can say more. O(n log n).
pub fn kinship(report: &Report, document: &DocumentRef, other: Option<&Report>) -> Kinship {
    if document.digest.as_ref() == Some(report.source.digest()) {
        return Kinship::SameDocument;
    }
    if document.fingerprint.as_ref() == Some(report.fingerprint()) {
        return Kinship::SameText;
    }
    let Some(other) = other else { return Kinship::Unknown };
    if other.source.digest() == report.source.digest() {
        return Kinship::SameDocument;
    }
    if other.fingerprint() == report.fingerprint() {
        return Kinship::SameText;
    }
    shared(&clauses(&report.text), &clauses(&other.text)).map_or(Kinship::Unknown, Kinship::of_share)
}

/// Which of several documents is the report, if one is: the one that shares most with it, the first of equals.
pub fn closest<T>(documents: impl IntoIterator<Item = (T, Kinship)>) -> Option<(T, Kinship)> {
    documents
        .into_iter()
        .filter(|(_, kinship)| kinship.is_same())
        .reduce(|best, next| if next.1.share() > best.1.share() { next } else { best })
}

/// How the document of quotations stands to a report, by how many of them are found there: `anchors` is where
/// they stand. [`Kinship::Unknown`] if there are too few.
pub fn kinship_of_anchors<'a>(anchors: impl IntoIterator<Item = &'a Anchor>) -> Kinship {
    let (mut all, mut found) = (0_u32, 0_u32);
    for anchor in anchors {
        all += 1;
        found += u32::from(anchor.state != AnchorState::Orphaned);
    }
    if (all as usize) < ENOUGH_QUOTES {
        return Kinship::Unknown;
    }
    Kinship::of_share(f64::from(found) / f64::from(all))
}

/// What two sets of clauses share of the smaller, weighed by length; `None` if one is empty.
fn shared(one: &BTreeSet<Vec<char>>, other: &BTreeSet<Vec<char>>) -> Option<f64> {
    let weight = |clauses: &mut dyn Iterator<Item = &Vec<char>>| -> u32 {
        clauses.map(|clause| u32::try_from(clause.len()).unwrap_or(u32::MAX)).fold(0, u32::saturating_add)
    };
    let smaller = weight(&mut one.iter()).min(weight(&mut other.iter()));
    (smaller > 0).then(|| f64::from(weight(&mut one.intersection(other))) / f64::from(smaller))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        report::parse,
        text::{Encoding, SourceText},
    };

    const SAMPLE: &str = include_str!("../../tests/data/xicheng-2020.txt");

    fn report(text: &str) -> Report {
        parse(SourceText::new(text.to_owned(), Encoding::Utf8))
    }

    fn nothing() -> DocumentRef {
        DocumentRef { digest: None, fingerprint: None, foreign: None }
    }

    fn check(one: &str, other: &str) -> Kinship {
        let (one, other) = (report(one), report(other));
        let kinship_of = kinship(&one, &nothing(), Some(&other));
        assert_eq!(kinship_of, kinship(&other, &nothing(), Some(&one)));
        kinship_of
    }

    #[test]
    fn digests_decide_first() {
        let sample = report(SAMPLE);
        let mut document = nothing();
        assert_eq!(kinship(&sample, &document, None), Kinship::Unknown);
        document.fingerprint = Some(sample.fingerprint().clone());
        assert_eq!(kinship(&sample, &document, None), Kinship::SameText);
        document.digest = Some(sample.source.digest().clone());
        assert_eq!(kinship(&sample, &document, None), Kinship::SameDocument);
    }

    #[test]
    fn a_web_page_with_other_figures_is_the_same_report() {
        // One paragraph a line, half-width marks, a menu around it, every 6 a 7, one paragraph in nine left out.
        let clean = report(SAMPLE);
        let page: Vec<String> = clean
            .text
            .lines()
            .enumerate()
            .filter(|(at, _)| at % 9 != 4)
            .map(|(_, line)| line.replace('，', ",").replace('6', "7"))
            .collect();
        let page = format!("首页 > 政务公开\n\n{}\n\n打印本页", page.join("\n\n"));
        assert!(matches!(check(SAMPLE, &page), Kinship::SameReport { share } if share > 0.9));
    }

    #[test]
    fn the_closest_is_the_one_that_shares_most() {
        let same = |share| Kinship::SameReport { share };
        let closest = |kinships: &[Kinship]| closest(kinships.iter().copied().enumerate()).map(|(at, _)| at);
        assert_eq!(closest(&[]), None);
        assert_eq!(closest(&[Kinship::Another { share: 0.49 }, Kinship::Unknown]), None);
        assert_eq!(closest(&[same(0.6), same(0.9), Kinship::Another { share: 0.4 }]), Some(1));
        assert_eq!(closest(&[same(0.98), Kinship::SameText]), Some(1));
        assert_eq!(closest(&[same(0.7), same(0.7)]), Some(0));
    }

    #[test]
    fn another_report_is_another() {
        let other = "各位代表：\n过去一年，我们坚持稳中求进工作总基调，全县经济社会发展取得新成绩。\n\
                     粮食总产量连续三年稳定，农村人居环境整治扎实推进，改造农村公路，建成高标准农田。";
        assert!(matches!(check(SAMPLE, other), Kinship::Another { share } if share < 0.2));
        assert_eq!(check(SAMPLE, "好"), Kinship::Unknown);
    }
}

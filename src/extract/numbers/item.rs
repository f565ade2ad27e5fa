//! A number while it is being found: places are characters of one line.

use std::ops::Range;

use super::{line::Line, numeral::Reading};
use crate::{
    extract::{Approx, Decimal, Direction, Number, NumberKind, Rule},
    text::Span,
};

/// A number of one line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    /// The whole figure.
    pub range: Range<usize>,
    pub kind: NumberKind,
    pub value: Option<Decimal>,
    pub upper: Option<Decimal>,
    pub unit: Unit,
    /// The power of ten that 万 and 亿 add.
    pub power: u8,
    pub approx: Approx,
    pub direction: Option<Direction>,
    /// The words that it measures.
    pub subject: Range<usize>,
    pub rule: Rule,
}

/// A unit as it will be told.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Unit {
    /// None.
    None,
    /// The characters of the line.
    Written(Range<usize>),
    /// A name that the line does not spell out: `%` for 百分之.
    Named(&'static str),
}

/// What the numeral at a place turned out to be.
pub(super) enum Verdict {
    /// A number.
    Item(Item),
    /// None: go on behind this place.
    Skip(usize),
}

impl Item {
    /// An item with a value and no more.
    pub fn new(range: Range<usize>, kind: NumberKind, name: &'static str, entry: &'static str) -> Self {
        Self {
            range,
            kind,
            value: None,
            upper: None,
            unit: Unit::None,
            power: 0,
            approx: Approx::Exact,
            direction: None,
            subject: 0..0,
            rule: Rule { name, entry },
        }
    }

    /// The same with the value of `reading`.
    pub fn valued(mut self, reading: &Reading) -> Self {
        self.value = reading.value;
        self.upper = reading.upper;
        self.power = reading.power;
        self
    }

    /// The same with a unit that stands in the line.
    /// An empty one is none.
    pub fn in_unit(mut self, unit: Range<usize>) -> Self {
        self.unit = if unit.is_empty() { Unit::None } else { Unit::Written(unit) };
        self
    }

    /// The same, `by` characters further on.
    pub fn shifted(mut self, by: usize) -> Self {
        let shift = |range: Range<usize>| range.start + by..range.end + by;
        self.range = shift(self.range);
        self.subject = if self.subject.is_empty() { 0..0 } else { shift(self.subject) };
        if let Unit::Written(range) = self.unit {
            self.unit = Unit::Written(shift(range));
        }
        self
    }

    /// The number as other rooms see it.
    pub fn finish(self, line: &Line) -> Number {
        let text = |range: Range<usize>| {
            let chars = line.chars.get(range).unwrap_or_default();
            let mut text = String::with_capacity(3 * chars.len());
            text.extend(chars);
            text
        };
        // A numeral that names has no value.
        let counts = !matches!(self.kind, NumberKind::Code | NumberKind::Policy);
        let subject = (!self.subject.is_empty()).then(|| self.subject.clone());
        Number {
            span: Span::of(line.bytes(self.range)),
            kind: self.kind,
            value: self.value.filter(|_| counts),
            upper: self.upper.filter(|_| counts),
            unit: match self.unit {
                Unit::None => None,
                Unit::Written(range) => Some(text(range)),
                Unit::Named(name) => Some(name.to_owned()),
            },
            approx: self.approx,
            direction: self.direction,
            subject: subject.clone().map(text),
            subject_span: subject.map(|range| Span::of(line.bytes(range))),
            rule: self.rule,
        }
    }
}

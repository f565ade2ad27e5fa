//! Offsets as types: which unit, and which text, a number counts in.
//!
//! Four kinds exist, and nothing converts between them but [`TextIndex`](super::TextIndex) (units) and
//! [`SourceMap`](super::SourceMap) (texts):
//!
//! | type | unit | text |
//! | --- | --- | --- |
//! | [`ByteOffset`] | UTF-8 bytes | the report's text |
//! | [`SourceOffset`] | UTF-8 bytes | the decoded source |
//! | [`CodePointOffset`] | Unicode code points | the decoded source: what every file speaks |
//! | [`Utf16Offset`] | UTF-16 code units | a text node of the page |
//!
//! 32 bits are enough: a source is at most 20 MB ([`crate::intake`]).

use std::ops::Range;

/// A half-open range `start..end` of offsets of one kind; bytes of the report's text unless it says
/// otherwise. `start <= end` always holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span<O = ByteOffset> {
    /// First offset inside.
    pub start: O,
    /// First offset after it.
    pub end: O,
}

/// What every offset type can do.
pub trait Offset: Copy + Ord {
    /// The offset that counts `n` units. Saturates at `u32::MAX`, which no accepted source reaches.
    fn new(n: usize) -> Self;
    /// The number of units, for slicing the text that this offset belongs to.
    fn get(self) -> usize;
}

impl<O: Offset> Span<O> {
    /// The span `start..end`; the ends are swapped if they come in the wrong order.
    pub fn new(start: O, end: O) -> Self {
        if start <= end { Self { start, end } } else { Self { start: end, end: start } }
    }

    /// The span over `range`, for code that has just sliced a string.
    pub fn of(range: Range<usize>) -> Self {
        Self::new(O::new(range.start), O::new(range.end))
    }

    /// The span as a range of plain numbers, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start.get()..self.end.get()
    }

    /// Length in units.
    pub fn len(self) -> usize {
        self.end.get() - self.start.get()
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `offset` lies inside.
    pub fn contains(self, offset: O) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether `other` lies wholly inside (an equal span does).
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether both share at least one unit.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// What both share, if anything.
    pub fn intersection(self, other: Self) -> Option<Self> {
        self.overlaps(other)
            .then(|| Self { start: self.start.max(other.start), end: self.end.min(other.end) })
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl Span {
    /// The piece of the report's text under this span; empty if the span does not fit that text.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The span, which is one of `text`, without the characters at its ends that are an `edge`; empty, at its
    /// start, if there are no others.
    #[must_use]
    pub fn trimmed(self, text: &str, edge: impl Fn(char) -> bool) -> Self {
        let words = self.slice(text);
        let end = self.start.get() + words.trim_end_matches(&edge).len();
        let start = self.end.get() - words.trim_start_matches(&edge).len();
        Self::of(start.min(end)..end)
    }
}

impl Span<SourceOffset> {
    /// The piece of the source under this span; empty if the span does not fit that text.
    pub fn slice_source(self, source: &str) -> &str {
        source.get(self.range()).unwrap_or_default()
    }
}

macro_rules! offsets {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(u32);

        impl Offset for $name {
            fn new(n: usize) -> Self {
                Self(u32::try_from(n).unwrap_or(u32::MAX))
            }

            fn get(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

offsets! {
    /// UTF-8 bytes into the report's text ([`crate::report::Report::text`]).
    ByteOffset;
    /// UTF-8 bytes into the decoded source ([`super::SourceText::text`]).
    SourceOffset;
    /// Unicode code points into the decoded source: the unit of every file we read or write.
    CodePointOffset;
    /// UTF-16 code units into a text of the page, as the DOM counts.
    Utf16Offset;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: usize, end: usize) -> Span {
        Span::of(start..end)
    }

    #[test]
    fn ends_in_the_wrong_order_are_swapped() {
        assert_eq!(Span::<ByteOffset>::new(Offset::new(5), Offset::new(2)), span(2, 5));
    }

    #[test]
    fn neighbours_do_not_overlap() {
        assert!(!span(0, 3).overlaps(span(3, 5)));
        assert_eq!(span(0, 4).intersection(span(3, 5)), Some(span(3, 4)));
        assert_eq!(span(0, 3).intersection(span(3, 5)), None);
        assert_eq!(span(0, 1).hull(span(3, 5)), span(0, 5));
    }

    #[test]
    fn a_trimmed_span_has_no_edge_at_its_ends() {
        let blank = |c: char| c.is_whitespace();
        assert_eq!(span(0, 8).trimmed(" 数 字", blank), span(1, 8));
        assert_eq!(span(0, 4).trimmed("数  字", blank), span(0, 3));
        assert_eq!(span(1, 3).trimmed("   ", blank), span(1, 1));
        assert!(span(1, 9).trimmed("数", blank).is_empty());
    }

    #[test]
    fn a_span_that_does_not_fit_slices_to_nothing() {
        assert_eq!(span(1, 9).slice("数"), "");
        assert_eq!(span(0, 3).slice("数字"), "数");
    }
}

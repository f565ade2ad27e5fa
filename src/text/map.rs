//! The way back from the report's text to the source.
//!
//! The report's text is a subsequence of the source's characters, in order, with one line break put between
//! two blocks. The map holds the runs in which both go side by side; whatever of the source lies between two
//! runs was dropped (layout white space, page numbers, web chrome), and the report lists it with its reason.
//!
//! Must hold: runs ascend in both texts and do not overlap in either.

use super::{ByteOffset, Offset, SourceOffset, Span};

/// A stretch that stands in both texts, byte for byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: usize,
    source: usize,
    len: usize,
}

/// Maps places of the report's text to the source and back. Lookups cost one binary search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    runs: Vec<Run>,
}

impl SourceMap {
    /// Says that `len` bytes at `text` stand at `source`. Calls come in ascending order; a run that
    /// continues the last one in both texts is joined to it.
    pub fn push(&mut self, text: ByteOffset, source: SourceOffset, len: usize) {
        let run = Run { text: text.get(), source: source.get(), len };
        if len == 0 {
            return;
        }
        if let Some(last) = self.runs.last_mut() {
            debug_assert!(last.text + last.len <= run.text && last.source + last.len <= run.source);
            if last.text + last.len == run.text && last.source + last.len == run.source {
                last.len += len;
                return;
            }
        }
        self.runs.push(run);
    }

    /// Where `span` of the report's text stands in the source: from its first kept character to its last.
    /// What was dropped in between is inside; what was dropped around it is not. An empty span, or one that
    /// holds only a break between blocks, maps to an empty span.
    pub fn to_source(&self, span: Span) -> Span<SourceOffset> {
        let (start, end) = (span.start.get(), span.end.get());
        let from = self.runs.partition_point(|r| r.text + r.len <= start);
        let to = self.runs.partition_point(|r| r.text < end);
        let at = |run: &Run, text: usize| run.source + text.clamp(run.text, run.text + run.len) - run.text;
        if from >= to {
            let here = self
                .runs
                .get(from)
                .map_or_else(|| self.runs.last().map_or(0, |r| r.source + r.len), |run| at(run, start));
            return Span::of(here..here);
        }
        Span::of(at(&self.runs[from], start)..at(&self.runs[to - 1], end))
    }

    /// What of the report's text stands inside `span` of the source; places that were dropped count as the
    /// next kept character (at the start) or the end of the last one (at the end).
    pub fn to_text(&self, span: Span<SourceOffset>) -> Span {
        let (start, end) = (span.start.get(), span.end.get());
        let from = self.runs.partition_point(|r| r.source + r.len <= start);
        let to = self.runs.partition_point(|r| r.source < end);
        let at =
            |run: &Run, source: usize| run.text + source.clamp(run.source, run.source + run.len) - run.source;
        if from >= to {
            let here = self
                .runs
                .get(from)
                .map_or_else(|| self.runs.last().map_or(0, |r| r.text + r.len), |run| at(run, start));
            return Span::of(here..here);
        }
        Span::of(at(&self.runs[from], start)..at(&self.runs[to - 1], end))
    }

    /// The kept stretches of the source, in order.
    pub fn kept(&self) -> impl Iterator<Item = Span<SourceOffset>> + '_ {
        self.runs.iter().map(|r| Span::of(r.source..r.source + r.len))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source `ab..cd|ef`, text `abcd\nef`: two dots dropped, a break put in.
    fn map() -> SourceMap {
        let mut map = SourceMap::default();
        map.push(Offset::new(0), Offset::new(0), 2);
        map.push(Offset::new(2), Offset::new(4), 2);
        map.push(Offset::new(5), Offset::new(7), 2);
        map
    }

    #[test]
    fn a_span_over_a_gap_holds_what_was_dropped_inside_and_not_around() {
        assert_eq!(map().to_source(Span::of(1..3)), Span::of(1..5));
        assert_eq!(map().to_source(Span::of(0..2)), Span::of(0..2));
        assert_eq!(map().to_source(Span::of(2..4)), Span::of(4..6));
        assert_eq!(map().to_source(Span::of(0..7)), Span::of(0..9));
    }

    #[test]
    fn a_break_alone_is_an_empty_place() {
        assert!(map().to_source(Span::of(4..5)).is_empty());
    }

    #[test]
    fn the_way_back_skips_what_was_dropped() {
        assert_eq!(map().to_text(Span::of(1..5)), Span::of(1..3));
        assert_eq!(map().to_text(Span::of(2..4)), Span::of(2..2));
        assert_eq!(map().to_text(Span::of(3..9)), Span::of(2..7));
    }

    #[test]
    fn runs_that_touch_are_one() {
        let mut map = SourceMap::default();
        map.push(Offset::new(0), Offset::new(3), 2);
        map.push(Offset::new(2), Offset::new(5), 2);
        assert_eq!(map.kept().collect::<Vec<_>>(), [Span::of(3..7)]);
    }
}

//! The lexicon at work: where in a report which of its words stand.
//!
//! One list holds all words of [`GROUPS`](super::lexicon::GROUPS); one pass over the review's and the plan's text
//! finds all of them, overlaps included. The list is made once a process.

use std::{collections::BTreeMap, ops::Range, sync::LazyLock};

use super::lexicon::{GROUPS, Sense};
use crate::{
    report::{Part, Report, syntax::Syntax},
    text::{Span, lexicon::Lexicon},
};

/// A word of the lexicon that stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// First byte.
    pub start: usize,
    /// First byte behind it.
    pub end: usize,
    /// What the word can be.
    pub sense: Sense,
    /// Which word: an index into the lexicon's list.
    entry: u16,
}

impl Cue {
    /// The word, as the lexicon has it.
    pub fn word(&self) -> &'static str {
        WORDS[usize::from(self.entry)].0
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        Span::of(self.start..self.end)
    }
}

/// All cues of a report: by start, the longer before the shorter, block by block; and the sentences in which they
/// stand.
#[derive(Debug, Default)]
pub struct Cues {
    cues: Vec<Cue>,
    /// For each block, where its cues end in the list.
    ends: Vec<usize>,
    syntax: Syntax,
}

impl Cues {
    /// Finds the lexicon's words in the review and the plan of `report`, and the sentences there. Linear in its
    /// length.
    pub fn of(report: &Report) -> Self {
        let mut cues = Self::default();
        for (i, block) in report.blocks.iter().enumerate() {
            let reported = matches!(block.part, Part::Review | Part::Plan);
            if reported {
                cues.add(&report.text, block.span.range());
            }
            cues.ends.push(cues.cues.len());
            cues.syntax.add(report, i, reported);
        }
        cues
    }

    /// The lexicon's words in one block, whatever its part. Linear in the block.
    pub(super) fn in_block(report: &Report, block: usize) -> Self {
        let mut cues = Self::default();
        if let Some(block) = report.blocks.get(block) {
            cues.add(&report.text, block.span.range());
        }
        cues
    }

    /// All cues, of whatever block.
    pub(super) fn all(&self) -> BlockCues<'_> {
        BlockCues(&self.cues)
    }

    /// The sentences of the review and the plan.
    pub fn syntax(&self) -> &Syntax {
        &self.syntax
    }

    /// The cues of block `block`.
    pub fn block(&self, block: usize) -> BlockCues<'_> {
        let end = self.ends.get(block).copied().unwrap_or(self.cues.len());
        let start = block.checked_sub(1).map_or(0, |before| self.ends[before.min(self.ends.len() - 1)]);
        BlockCues(&self.cues[start..end])
    }

    fn add(&mut self, text: &str, within: Range<usize>) {
        let Some(piece) = text.get(within.clone()) else { return };
        // A word every dozen bytes.
        self.cues.reserve(piece.len() / 12);
        LEXICON.each_in(piece, |at, hit| {
            let (start, entry) = (within.start + at, hit.value);
            let sense = WORDS[usize::from(entry)].1;
            self.cues.push(Cue { start, end: start + hit.entry.len(), sense, entry });
        });
    }
}

/// The cues of one block: by start, the longer before the shorter. Places are bytes of the report's text.
#[derive(Clone, Copy, Debug)]
pub struct BlockCues<'a>(&'a [Cue]);

impl<'a> BlockCues<'a> {
    /// The cues that lie wholly inside `range`, by start.
    pub fn inside(self, range: Range<usize>) -> impl Iterator<Item = &'a Cue> + Clone {
        let from = self.0.partition_point(|cue| cue.start < range.start);
        self.0[from..].iter().take_while(move |c| c.start < range.end).filter(move |c| c.end <= range.end)
    }

    /// Only the cues that start inside `range`, so that what follows searches fewer.
    #[must_use]
    pub fn within(self, range: Range<usize>) -> Self {
        let from = self.0.partition_point(|cue| cue.start < range.start);
        let inside = self.0[from..].partition_point(|cue| cue.start < range.end);
        Self(&self.0[from..from + inside])
    }

    /// Everything that some cue can be.
    pub fn senses(self) -> Sense {
        self.0.iter().fold(Sense::default(), |all, cue| all.or(cue.sense))
    }

    /// The longest cue of `sense` that starts at `start` and ends by `end`.
    pub fn at(self, start: usize, end: usize, sense: Sense) -> Option<&'a Cue> {
        let from = self.0.partition_point(|cue| cue.start < start);
        let here = self.0[from..].iter().take_while(|c| c.start == start);
        here.filter(|c| c.end <= end).find(|c| c.sense.is(sense))
    }

    /// The longest word of `sense` that ends exactly where `range` does.
    pub fn ending(self, range: Range<usize>, sense: Sense) -> Option<&'a Cue> {
        let end = range.end;
        // No word is longer than this, so that the cost does not grow with the clause.
        let from = range.start.max(end.saturating_sub(LONGEST));
        self.inside(from..end).find(|c| c.end == end && c.sense.is(sense))
    }

    /// The first cue of `sense` inside `range`.
    pub fn first(self, range: Range<usize>, sense: Sense) -> Option<&'a Cue> {
        self.inside(range).find(|c| c.sense.is(sense))
    }
}

/// At least the bytes of the longest word.
pub(super) const LONGEST: usize = 48;

/// All words with everything that each can be.
static WORDS: LazyLock<Vec<(&str, Sense)>> = LazyLock::new(|| {
    let mut senses: BTreeMap<&str, Sense> = BTreeMap::new();
    for (sense, words) in GROUPS {
        for word in words.split_whitespace() {
            let known = senses.entry(word).or_default();
            *known = known.or(*sense);
        }
    }
    senses.into_iter().collect()
});

/// The words, each with its place in [`WORDS`].
static LEXICON: LazyLock<Lexicon<u16>> =
    LazyLock::new(|| Lexicon::forward(WORDS.iter().zip(0..).map(|((word, _), entry)| (*word, entry))));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::Sample;

    #[test]
    fn the_words_can_be_numbered_and_each_is_short_enough() {
        assert!(WORDS.len() < usize::from(u16::MAX));
        assert!(WORDS.iter().all(|(word, _)| word.len() <= LONGEST));
    }

    #[test]
    fn overlapping_words_are_all_found_the_longest_first() {
        let found =
            Sample::new(&[(Part::Plan, "#一是加快推进改造"), (Part::Other, "加快"), (Part::Plan, "加快")]);
        let cues = Cues::of(&found.report);
        let block = cues.block(0);
        let words: Vec<_> = block.inside(6..24).map(Cue::word).collect();
        assert_eq!(words, ["加快推进", "加快", "推进", "改造"]);
        assert_eq!(block.at(6, 24, Sense::VERB).map(Cue::word), Some("加快推进"));
        assert_eq!(block.ending(6..24, Sense::NOMINAL).map(Cue::word), Some("改造"));
        assert_eq!(cues.block(1).0.len(), 0);
        assert_eq!(cues.block(2).0.len(), 1);
    }
}

//! The lexicon at work: where in a report which of its words stand.
//!
//! One automaton holds all words of [`GROUPS`](super::lexicon::GROUPS); one pass over the review's and the
//! plan's text finds all of them, overlaps included. The automaton is built once a process.

use std::{cmp::Reverse, collections::BTreeMap, ops::Range, sync::OnceLock};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use super::lexicon::{GROUPS, Sense};
use crate::{
    report::{Part, Report},
    text::Span,
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
        lexicon().and_then(|l| l.words.get(usize::from(self.entry))).map_or("", |(word, _)| word)
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        Span::of(self.start..self.end)
    }
}

/// All cues of a report: by start, the longer before the shorter, block by block.
#[derive(Debug, Default)]
pub struct Cues {
    cues: Vec<Cue>,
    /// For each block, where its cues end in the list.
    ends: Vec<usize>,
}

impl Cues {
    /// Finds the lexicon's words in the review and the plan of `report`. Linear in its length.
    pub fn of(report: &Report) -> Self {
        let mut cues = Self::default();
        for block in &report.blocks {
            if matches!(block.part, Part::Review | Part::Plan) {
                cues.add(&report.text, block.span.range());
            }
            cues.ends.push(cues.cues.len());
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

    /// The cues of block `block`.
    pub fn block(&self, block: usize) -> BlockCues<'_> {
        let end = self.ends.get(block).copied().unwrap_or(self.cues.len());
        let start = block.checked_sub(1).map_or(0, |before| self.ends[before.min(self.ends.len() - 1)]);
        BlockCues(&self.cues[start..end])
    }

    fn add(&mut self, text: &str, within: Range<usize>) {
        let Some(lexicon) = lexicon() else { return };
        let Some(piece) = text.get(within.clone()) else { return };
        let first = self.cues.len();
        self.cues.extend(lexicon.automaton.find_overlapping_iter(piece).map(|found| {
            let entry = found.value();
            let sense = lexicon.words[usize::from(entry)].1;
            Cue { start: within.start + found.start(), end: within.start + found.end(), sense, entry }
        }));
        self.cues[first..].sort_unstable_by_key(|cue| (cue.start, Reverse(cue.end)));
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
        self.inside(start..end).take_while(|c| c.start == start).find(|c| c.sense.is(sense))
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

struct Lexicon {
    automaton: CharwiseDoubleArrayAhoCorasick<u16>,
    words: Vec<(&'static str, Sense)>,
}

/// `None` only if the tables were empty or held too many words, which a test rules out.
fn lexicon() -> Option<&'static Lexicon> {
    static LEXICON: OnceLock<Option<Lexicon>> = OnceLock::new();
    LEXICON
        .get_or_init(|| {
            let mut senses: BTreeMap<&'static str, Sense> = BTreeMap::new();
            for (sense, words) in GROUPS {
                for word in words.split_whitespace() {
                    let known = senses.entry(word).or_default();
                    *known = known.or(*sense);
                }
            }
            let words: Vec<_> = senses.into_iter().collect();
            let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
                .match_kind(MatchKind::Standard)
                .build_with_values(words.iter().zip(0u16..).map(|((word, _), i)| (*word, i)))
                .ok()?;
            Some(Lexicon { automaton, words })
        })
        .as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::Sample;

    #[test]
    fn the_automaton_can_be_built_and_every_word_is_short_enough() {
        let lexicon = lexicon().unwrap();
        assert!(lexicon.words.len() < usize::from(u16::MAX));
        assert!(lexicon.words.iter().all(|(word, _)| word.len() <= LONGEST));
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

//! The lexicon at work: where in a text which of its words stand.
//!
//! One automaton holds all words of [`GROUPS`](super::lexicon::GROUPS); one pass over a text finds all of them,
//! overlaps included. The automaton is built once a process, in about a millisecond.

use std::{collections::BTreeMap, sync::OnceLock};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use super::lexicon::{GROUPS, Sense};

/// A word of the lexicon that stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// First byte.
    pub start: usize,
    /// First byte behind it.
    pub end: usize,
    /// What the word can be.
    pub sense: Sense,
    /// The word, as the lexicon has it.
    pub word: &'static str,
}

/// The cues of a text: by start, the longer before the shorter.
#[derive(Debug, Default)]
pub struct Cues(Vec<Cue>);

impl Cues {
    /// Finds all words in `text[within]`; places are bytes of `text`. Reuses the memory of the last call.
    pub fn find(&mut self, text: &str, within: std::ops::Range<usize>) {
        self.0.clear();
        let Some(lexicon) = lexicon() else { return };
        let Some(piece) = text.get(within.clone()) else { return };
        self.0.extend(lexicon.automaton.find_overlapping_iter(piece).map(|found| {
            let (word, sense) = lexicon.words[found.value() as usize];
            Cue { start: within.start + found.start(), end: within.start + found.end(), sense, word }
        }));
        self.0.sort_unstable_by_key(|cue| (cue.start, std::cmp::Reverse(cue.end)));
    }

    /// The cues that lie wholly inside `range`, by start.
    pub fn inside(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = &Cue> + Clone {
        let from = self.0.partition_point(|cue| cue.start < range.start);
        self.0[from..].iter().take_while(move |c| c.start < range.end).filter(move |c| c.end <= range.end)
    }

    /// The longest cue of `sense` that starts at `start` and ends by `end`.
    pub fn at(&self, start: usize, end: usize, sense: Sense) -> Option<&Cue> {
        self.inside(start..end).take_while(|c| c.start == start).find(|c| c.sense.is(sense))
    }

    /// Whether a word of `sense` ends exactly where `range` does.
    pub fn ending(&self, range: std::ops::Range<usize>, sense: Sense) -> Option<&Cue> {
        let end = range.end;
        self.inside(range).find(|c| c.end == end && c.sense.is(sense))
    }

    /// The first cue of `sense` inside `range`.
    pub fn first(&self, range: std::ops::Range<usize>, sense: Sense) -> Option<&Cue> {
        self.inside(range).find(|c| c.sense.is(sense))
    }
}

struct Lexicon {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    words: Vec<(&'static str, Sense)>,
}

/// `None` only if the tables were empty, which a test rules out.
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
                .build_with_values(words.iter().zip(0u32..).map(|((word, _), i)| (*word, i)))
                .ok()?;
            Some(Lexicon { automaton, words })
        })
        .as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_automaton_can_be_built() {
        assert!(lexicon().is_some());
    }

    #[test]
    fn overlapping_words_are_all_found_the_longest_first() {
        let text = "一是加快推进改造";
        let mut cues = Cues::default();
        cues.find(text, 6..text.len());
        let words: Vec<_> = cues.inside(6..text.len()).map(|c| c.word).collect();
        assert_eq!(words, ["加快推进", "加快", "推进", "改造"]);
        assert_eq!(cues.at(6, text.len(), Sense::VERB).map(|c| c.word), Some("加快推进"));
        assert_eq!(cues.ending(6..text.len(), Sense::NOMINAL).map(|c| c.word), Some("改造"));
    }
}

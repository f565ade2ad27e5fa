//! Sentences with their clauses, for those who need both: one walk where [`super::sentences`] would take one for
//! the sentences and one more for the clauses of each.
//!
//! Must hold: the sentences are those of [`super::sentences()`], and the clauses of each those of
//! [`super::clauses()`] in its span.

use std::ops::Range;

use super::{Report, sentences::Pieces};
use crate::text::{ByteOffset, Offset, Span};

/// The sentences of some of a report's blocks.
#[derive(Debug, Default)]
pub struct Syntax {
    sentences: Vec<Sentence>,
    clauses: Vec<Span>,
    /// For each block, where its sentences end in the list.
    ends: Vec<usize>,
}

/// A sentence.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// With the mark that ends it.
    pub span: Span,
    /// Where its first colon stands, unless a quotation or a bracket opens before it.
    pub colon: Option<ByteOffset>,
    clauses: Range<usize>,
}

impl Syntax {
    /// Takes the next block of `report`; with its sentences, or as if it had none.
    pub fn add(&mut self, report: &Report, block: usize, walk: bool) {
        if walk && let Some(block) = report.blocks.get(block) {
            self.walk(&report.text, block.span);
        }
        self.ends.push(self.sentences.len());
    }

    fn walk(&mut self, text: &str, within: Span) {
        let mut pieces = Pieces::clauses(text, within);
        let (mut start, mut first) = (within.start.get(), self.clauses.len());
        // A colon counts until something has opened.
        let (mut colon, mut open) = (None, false);
        while let Some((clause, ending)) = pieces.step() {
            self.clauses.extend(clause);
            if !open && colon.is_none() {
                colon = ending.colon;
            }
            open |= ending.opens;
            if !ending.sentence && ending.next < within.end.get() {
                continue;
            }
            if let Some(span) = pieces.sentence(start..ending.next) {
                let clauses = first..self.clauses.len();
                self.sentences.push(Sentence { span, colon: colon.map(Offset::new), clauses });
            }
            (start, first, colon, open) = (ending.next, self.clauses.len(), None, false);
        }
    }

    /// The sentences of block `block`.
    pub fn sentences(&self, block: usize) -> &[Sentence] {
        let end = self.ends.get(block).copied().unwrap_or_default();
        let start = block.checked_sub(1).map_or(0, |before| self.ends[before.min(self.ends.len() - 1)]);
        &self.sentences[start.min(end)..end]
    }

    /// The clauses of `sentence`, each without the mark that ends it.
    pub fn clauses(&self, sentence: &Sentence) -> &[Span] {
        &self.clauses[sentence.clauses.clone()]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        report::{clauses, parse, sentences},
        text::{Encoding, SourceText},
    };

    fn hard_text() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "建成", "路灯", "12", "，", "。", "；", "：", "！", "“", "”", "（", "）", "《", "》", "[", "]",
            ",", "\n", " ", "、",
        ]);
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn one_walk_finds_what_two_find(text in hard_text()) {
            let report = parse(SourceText::new(text, Encoding::Utf8));
            let mut syntax = Syntax::default();
            for block in 0..report.blocks.len() {
                syntax.add(&report, block, true);
                let found: Vec<Span> = syntax.sentences(block).iter().map(|s| s.span).collect();
                prop_assert_eq!(found, sentences(&report, block).collect::<Vec<_>>());
                for sentence in syntax.sentences(block) {
                    let expect: Vec<Span> = clauses(&report, sentence.span).collect();
                    prop_assert_eq!(syntax.clauses(sentence), expect.as_slice());
                }
            }
        }
    }

    #[test]
    fn a_colon_behind_an_opening_mark_is_none_of_the_sentence() {
        let check = |text: &str, expect: Option<usize>| {
            let report = parse(SourceText::new(text.to_owned(), Encoding::Utf8));
            let mut syntax = Syntax::default();
            syntax.add(&report, 0, true);
            let colon = syntax.sentences(0)[0].colon;
            assert_eq!(colon, expect.map(Offset::new), "{text}");
        };
        check("目标是：增收，节支。", Some("目标是".len()));
        check("年内，目标是：增收。", Some("年内，目标是".len()));
        check("“三农”目标是：增收。", None);
        check("增收，节支。", None);
    }
}

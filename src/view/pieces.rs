//! A block's text cut into pieces, each under one set of marks.
//!
//! Marks overlap freely: a figure inside a promise inside two notes, one of which goes on in the next
//! paragraph. The page wants no trees of half-open elements but a flat row of pieces, so this is a sweep over
//! the places where some mark begins or ends.
//!
//! Must hold: the pieces of a block, put together, are the block's text, none is empty, and a mark lies on
//! exactly the pieces that it covers.

use std::{cmp::Reverse, ops::Range};

use crate::{
    extract::{Findings, StatementKind, Strength},
    note::{Colour, NoteId},
    text::Span,
};

/// A note's passage, as the text shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteMark {
    /// The note.
    pub id: NoteId,
    /// Its passage, which may reach beyond the block.
    pub span: Span,
    /// The number behind the passage, counted in text order; 0 for a correction, which has none.
    pub number: u32,
    /// Its place among the numbered notes that begin in the block, from 0; `None` if it began in an earlier one.
    pub ordinal: Option<u32>,
    /// Whose it is, hence how it is tinted.
    pub tint: Tint,
    /// Whether a person should look at its place again.
    pub review: bool,
    /// Whether it is the note at hand.
    pub active: bool,
}

/// How a note tints its passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tint {
    /// The reader's own, in the colour that was chosen.
    Mine(Colour),
    /// A colleague's.
    Other,
    /// No note in words: a correction of what the engine found, which tints nothing.
    Correction,
    /// Not a note yet: the passage that the open editor is about.
    Draft,
}

/// A stretch of text under one set of marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands. Never empty.
    pub span: Span,
    /// The number that it belongs to, as an index into [`Findings::numbers`].
    pub number: Option<usize>,
    /// The statement that it belongs to, as an index into [`Findings::statements`].
    pub statement: Option<usize>,
    /// The strength of that statement, if it is a commitment.
    pub strength: Option<Strength>,
    /// Whether it belongs to that statement's verb.
    pub verb: bool,
    /// Whether it belongs to the topic sentence of its paragraph.
    pub lead: bool,
    /// The notes over it, outermost first, as indices into the marks that were given.
    pub notes: Vec<usize>,
    /// Those of them that begin here.
    pub opens: Vec<usize>,
    /// Those of them that end here, innermost first: where their numbers stand.
    pub closes: Vec<usize>,
}

impl Piece {
    /// Whether nothing lies over it.
    pub fn is_plain(&self) -> bool {
        self.number.is_none() && self.statement.is_none() && !self.lead && self.notes.is_empty()
    }
}

/// Cuts the text under `block`. `notes` come in any order. Costs the marks of this block, times their depth
/// where they overlap, and two binary searches in the findings.
pub fn cut(findings: &Findings, block: Span, notes: &[NoteMark]) -> Vec<Piece> {
    let numbers = within(&findings.numbers, |number| number.span, block);
    let statements = within(&findings.statements, |statement| statement.span, block);
    let lead = findings.statements[statements.clone()].iter().find_map(|s| s.theme?.intersection(block));
    let mut order: Vec<usize> = (0..notes.len())
        .filter(|&note| !notes[note].span.is_empty() && notes[note].span.overlaps(block))
        .collect();
    order.sort_by_key(|&note| (notes[note].span.start, Reverse(notes[note].span.end), notes[note].number));

    // A verb may be an empty span and then cuts nothing.
    let number_spans = findings.numbers[numbers.clone()].iter().map(|number| number.span);
    let statement_spans = findings.statements[statements.clone()].iter().flat_map(|s| [s.span, s.verb]);
    let spans = number_spans.chain(statement_spans).chain(lead).chain(order.iter().map(|&n| notes[n].span));
    let mut cuts = vec![block.start, block.end];
    for span in spans.filter_map(|span| span.intersection(block)) {
        cuts.extend([span.start, span.end]);
    }
    cuts.sort_unstable();
    cuts.dedup();

    let (mut number, mut statement, mut next_note) = (numbers.start, statements.start, 0);
    let mut open: Vec<usize> = Vec::new();
    let mut pieces = Vec::with_capacity(cuts.len().saturating_sub(1));
    for ends in cuts.windows(2) {
        let span = Span::new(ends[0], ends[1]);
        while number < numbers.end && findings.numbers[number].span.end <= span.start {
            number += 1;
        }
        while statement < statements.end && findings.statements[statement].span.end <= span.start {
            statement += 1;
        }
        open.retain(|&note| notes[note].span.end > span.start);
        while next_note < order.len() && notes[order[next_note]].span.start <= span.start {
            open.push(order[next_note]);
            next_note += 1;
        }
        let here = findings.statements[..statements.end].get(statement).filter(|s| s.span.covers(span));
        pieces.push(Piece {
            span,
            number: (number < numbers.end && findings.numbers[number].span.covers(span)).then_some(number),
            statement: here.is_some().then_some(statement),
            strength: here.and_then(|s| match s.kind {
                StatementKind::Commitment { strength, .. } => Some(strength),
                StatementKind::Result => None,
            }),
            verb: here.is_some_and(|s| s.verb.covers(span)),
            lead: lead.is_some_and(|lead| lead.covers(span)),
            opens: open.iter().copied().filter(|&note| notes[note].span.start == span.start).collect(),
            closes: open.iter().rev().copied().filter(|&note| notes[note].span.end == span.end).collect(),
            notes: open.clone(),
        });
    }
    pieces
}

/// The indices of the items of an ordered, disjoint list that overlap `block`.
fn within<T>(items: &[T], span: impl Fn(&T) -> Span, block: Span) -> Range<usize> {
    let from = items.partition_point(|item| span(item).end <= block.start);
    let to = items.partition_point(|item| span(item).start < block.end);
    from..to.max(from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::extract::{
        Statement,
        testing::{RULE, count},
    };
    use crate::text::Offset;

    fn commitment(span: Span, verb: Span, theme: Option<Span>) -> Statement {
        Statement {
            span,
            kind: StatementKind::Commitment { strength: Strength::Firm, deadline: None },
            verb,
            numbers: Vec::new(),
            measurable: false,
            heading: None,
            theme,
            departments: Vec::new(),
            rule: RULE,
        }
    }

    fn note(n: u32, span: Span) -> NoteMark {
        let id = NoteId(uuid::Uuid::from_u128(u128::from(n)));
        NoteMark { id, span, number: n, ordinal: None, tint: Tint::Other, review: false, active: false }
    }

    /// Pieces as text: `#` number, `c` commitment, `v` verb, `b` lead, digits the notes, `>` where one ends.
    fn check(findings: &Findings, block: Span, notes: &[NoteMark], expect: &[(usize, usize, &str)]) {
        let shown: Vec<_> = cut(findings, block, notes)
            .into_iter()
            .map(|piece| {
                let mut marks = String::new();
                marks.extend(piece.number.map(|_| '#'));
                marks.extend(piece.strength.map(|_| 'c'));
                marks.extend(piece.verb.then_some('v'));
                marks.extend(piece.lead.then_some('b'));
                marks.extend(piece.notes.iter().map(|&n| notes[n].number.to_string()));
                marks.extend(piece.closes.iter().map(|&n| format!(">{}", notes[n].number)));
                (piece.span.start.get(), piece.span.end.get(), marks)
            })
            .collect();
        let shown: Vec<_> = shown.iter().map(|(start, end, marks)| (*start, *end, marks.as_str())).collect();
        assert_eq!(shown, expect);
    }

    fn s(start: usize, end: usize) -> Span {
        Span::of(start..end)
    }

    #[test]
    fn a_block_without_marks_is_one_piece() {
        check(&Findings::default(), s(3, 9), &[], &[(3, 9, "")]);
    }

    #[test]
    fn a_promise_holds_its_verb_and_its_figure() {
        let findings = Findings {
            numbers: vec![count(s(0, 2)), count(s(16, 20))],
            statements: vec![commitment(s(10, 22), s(10, 12), Some(s(4, 8)))],
            ..Findings::default()
        };
        check(
            &findings,
            s(4, 24),
            &[],
            &[
                (4, 8, "b"),
                (8, 10, ""),
                (10, 12, "cv"),
                (12, 16, "c"),
                (16, 20, "#c"),
                (20, 22, "c"),
                (22, 24, ""),
            ],
        );
    }

    #[test]
    fn notes_overlap_at_any_depth_and_end_once() {
        let notes = [note(2, s(2, 8)), note(1, s(0, 10)), note(3, s(4, 14)), note(4, s(20, 30))];
        check(
            &Findings::default(),
            s(0, 12),
            &notes,
            &[(0, 2, "1"), (2, 4, "12"), (4, 8, "123>2"), (8, 10, "13>1"), (10, 12, "3")],
        );
    }

    #[test]
    fn two_notes_on_one_passage_close_inside_out() {
        let notes = [note(1, s(0, 4)), note(2, s(0, 4))];
        check(&Findings::default(), s(0, 6), &notes, &[(0, 4, "12>2>1"), (4, 6, "")]);
    }

    fn spans(max: usize) -> impl Strategy<Value = Vec<Span>> {
        proptest::collection::vec((0..max, 0..max).prop_map(|(a, b)| Span::of(a.min(b)..a.max(b))), 0..12)
    }

    /// Cuts a sorted list of places into disjoint spans.
    fn disjoint(places: &[usize]) -> Vec<Span> {
        places.chunks_exact(2).filter(|pair| pair[0] < pair[1]).map(|pair| s(pair[0], pair[1])).collect()
    }

    proptest! {
        #[test]
        fn pieces_tile_the_block_and_marks_cover_what_they_should(
            mut a in proptest::collection::vec(0usize..60, 0..16),
            mut b in proptest::collection::vec(0usize..60, 0..16),
            notes in spans(60),
            (from, len) in (0usize..40, 1usize..40),
        ) {
            a.sort_unstable();
            b.sort_unstable();
            let findings = Findings {
                numbers: disjoint(&a).into_iter().map(count).collect(),
                statements: disjoint(&b).into_iter().map(|span| commitment(span, span, None)).collect(),
                ..Findings::default()
            };
            let block = s(from, from + len);
            let marks: Vec<_> = notes.iter().zip(1..).map(|(&span, n)| note(n, span)).collect();
            let pieces = cut(&findings, block, &marks);

            let mut at = block.start;
            for piece in &pieces {
                prop_assert_eq!(piece.span.start, at);
                prop_assert!(!piece.span.is_empty());
                at = piece.span.end;
                for byte in piece.span.range() {
                    let byte: Span = s(byte, byte + 1);
                    let expect: Vec<_> = (0..marks.len()).filter(|&n| marks[n].span.covers(byte)).collect();
                    let mut got = piece.notes.clone();
                    got.sort_unstable();
                    prop_assert_eq!(got, expect);
                    let number = findings.numbers.iter().position(|number| number.span.covers(byte));
                    prop_assert_eq!(piece.number, number);
                    prop_assert_eq!(piece.verb, findings.statements.iter().any(|s| s.verb.covers(byte)));
                }
            }
            prop_assert_eq!(at, block.end);
            for (n, mark) in marks.iter().enumerate().filter(|(_, mark)| !mark.span.is_empty()) {
                let ends = pieces.iter().filter(|piece| piece.closes.contains(&n)).count();
                let ends_here = mark.span.end > block.start && mark.span.end <= block.end && mark.span.overlaps(block);
                prop_assert_eq!(ends, usize::from(ends_here));
            }
        }
    }
}

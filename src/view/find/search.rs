//! The search itself.
//!
//! What is listed follows from what was asked. Words alone are sought in the report and in the notes. A condition
//! lists what it is about; of several, the one on the larger thing lists and the others narrow: `刚性 >1000万元` are
//! the firm commitments with such a figure, `#口径 刚性` the notes so tagged on a firm commitment. Words beside a
//! condition narrow too, to the sentences that hold them. What could be meant as words is sought as words besides.
//!
//! Must hold: hits stand in the order of the text, those without a place at the end; a search is linear in the report
//! and the notes.

use super::query::{Group, Query, Term, all};
use crate::{
    extract::Findings,
    note::NoteId,
    report::{Report, sentences},
    text::{
        ByteOffset, Span,
        normal::{NormalText, fold_text},
    },
    view::{
        PlacedNote,
        filter::{Facet, conversation},
    },
};

/// A report that is searched again and again.
#[derive(Clone, Debug)]
pub struct Searcher {
    normal: NormalText,
}

/// What is searched besides the report's text.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The report that the [`Searcher`] was made for.
    pub report: &'a Report,
    /// What was found in it.
    pub findings: &'a Findings,
    /// The notes, deleted ones left out, in the order of the text.
    pub notes: &'a [PlacedNote],
}

/// One thing that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What.
    pub what: What,
    /// Where in the report; `None` for notes without a place.
    pub span: Option<Span>,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Words of the report.
    Text,
    /// A number, as an index into [`Findings::numbers`].
    Number(usize),
    /// A commitment, as an index into [`Findings::statements`].
    Commitment(usize),
    /// A note.
    Note(NoteId),
}

impl Hit {
    /// The list that it belongs to.
    pub fn group(&self) -> Group {
        match self.what {
            What::Text => Group::Text,
            What::Number(_) => Group::Number,
            What::Commitment(_) => Group::Commitment,
            What::Note(_) => Group::Note,
        }
    }
}

/// All that was found, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The hits.
    pub hits: Vec<Hit>,
}

impl Found {
    /// How many there are of one group.
    pub fn count(&self, group: Group) -> usize {
        self.hits.iter().filter(|hit| hit.group() == group).count()
    }

    /// The first hit that does not stand before `place`, else the first of all.
    pub fn from(&self, place: ByteOffset) -> Option<usize> {
        let after = self.hits.iter().position(|hit| hit.span.is_none_or(|span| span.start >= place));
        after.or((!self.hits.is_empty()).then_some(0))
    }

    /// The hit after or before the one at `index`, round the end.
    pub fn step(&self, index: usize, forward: bool) -> Option<usize> {
        let count = self.hits.len();
        let step = if forward { 1 } else { count.checked_sub(1)? };
        (count > 0).then(|| (index + step) % count)
    }
}

impl Searcher {
    /// Reads the report once.
    pub fn new(report: &Report) -> Self {
        Self { normal: NormalText::new(&report.text) }
    }

    /// Everything that `query` asks for.
    pub fn search(&self, ground: Ground<'_>, query: &Query) -> Found {
        let words: Vec<&str> = plain_words(query).collect();
        let of = |group| query.terms().filter(|term| term.group() == group).collect::<Vec<_>>();
        let (numbers, commitments, notes) = (of(Group::Number), of(Group::Commitment), of(Group::Note));
        let beside = |term: &Option<Term>| term.is_none();
        let narrowing: Vec<&str> = query
            .tokens
            .iter()
            .filter(|token| beside(&token.term))
            .map(|token| token.words.as_str())
            .collect();

        let mut hits = Vec::new();
        if !notes.is_empty() {
            let passages = self.passages(ground, &numbers, &commitments);
            let fits = |placed: &PlacedNote| {
                all(&notes, &|term| fits_note(term, placed, ground.report))
                    && passages.as_ref().is_none_or(|spans| placed.span().is_some_and(|at| meets(spans, at)))
                    && says(placed, &narrowing)
            };
            hits.extend(ground.notes.iter().filter(|placed| fits(placed)).map(of_note));
        } else if !numbers.is_empty() || !commitments.is_empty() {
            let near = sentences_with(ground.report, &narrowing);
            let listed = self.listed(ground, &numbers, &commitments);
            hits.extend(listed.into_iter().filter(|hit| {
                near.as_ref().is_none_or(|spans| hit.span.is_some_and(|span| meets(spans, span)))
            }));
        }
        if !words.is_empty() {
            let listed: Vec<Span> = hits
                .iter()
                .filter(|hit| matches!(hit.what, What::Number(_)))
                .filter_map(|hit| hit.span)
                .collect();
            // A sign inside a number that is listed is found already.
            let places = self.words(ground.report, &words).into_iter();
            let text = places.filter(|&place| !meets(&listed, place));
            hits.extend(text.map(|span| Hit { what: What::Text, span: Some(span) }));
            if notes.is_empty() {
                let fits = |placed: &&PlacedNote| says(placed, &words);
                hits.extend(ground.notes.iter().filter(fits).map(of_note));
            }
        }
        hits.sort_by_key(|hit| (hit.span.is_none(), hit.span.map(|span| span.start), hit.group()));
        hits.dedup();
        Found { hits }
    }

    /// The numbers, or the commitments, that conditions list.
    fn listed(&self, ground: Ground<'_>, numbers: &[&Term], commitments: &[&Term]) -> Vec<Hit> {
        let findings = ground.findings;
        let number = |index: usize| {
            findings.numbers.get(index).filter(|number| all(numbers, &|term| term.fits_number(number)))
        };
        if commitments.is_empty() {
            let found = (0..findings.numbers.len())
                .filter_map(|index| Some(Hit { what: What::Number(index), span: Some(number(index)?.span) }));
            return found.collect();
        }
        let fits = |statement: &crate::extract::Statement| {
            all(commitments, &|term| term.fits_statement(statement))
                && (numbers.is_empty() || statement.numbers.iter().any(|&index| number(index).is_some()))
        };
        let found = findings.statements.iter().enumerate().filter(|(_, statement)| fits(statement));
        found
            .map(|(index, statement)| Hit { what: What::Commitment(index), span: Some(statement.span) })
            .collect()
    }

    /// Where a note must stand to be on what the conditions list; `None` if there is none.
    fn passages(&self, ground: Ground<'_>, numbers: &[&Term], commitments: &[&Term]) -> Option<Vec<Span>> {
        let any = !numbers.is_empty() || !commitments.is_empty();
        any.then(|| {
            self.listed(ground, numbers, commitments).into_iter().filter_map(|hit| hit.span).collect()
        })
    }

    /// Where the words stand side by side; where they do so nowhere, each of them in the paragraphs that hold all.
    /// Nothing is found across the end of a paragraph.
    fn words(&self, report: &Report, words: &[&str]) -> Vec<Span> {
        let whole = self.places(report, &words.concat());
        if !whole.is_empty() || words.len() < 2 {
            return whole.into_iter().map(|(_, span)| span).collect();
        }
        let each: Vec<_> = words.iter().map(|word| self.places(report, word)).collect();
        let mut held = vec![0_usize; report.blocks.len()];
        for (number, places) in each.iter().enumerate() {
            // Only a block that holds all words before this one can still hold all.
            for (block, _) in places {
                if held[*block] == number {
                    held[*block] = number + 1;
                }
            }
        }
        let all = words.len();
        let mut found: Vec<Span> = each
            .into_iter()
            .flatten()
            .filter(|(block, _)| held[*block] == all)
            .map(|(_, span)| span)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Where a word stands, with its block.
    fn places(&self, report: &Report, word: &str) -> Vec<(usize, Span)> {
        let word: Vec<char> = word.chars().collect();
        let place = |range| {
            let span = Span::of(self.normal.original(&report.text, range));
            let block = report.block_at(span.start)?;
            report.blocks[block].span.covers(span).then_some((block, span))
        };
        self.normal.places(&word).into_iter().filter_map(place).collect()
    }
}

/// The words of a query that may be meant as nothing but words; none if a piece cannot be.
fn plain_words(query: &Query) -> impl Iterator<Item = &str> {
    let wordy = query.tokens.iter().all(|token| !token.words.is_empty());
    query.tokens.iter().filter(move |_| wordy).map(|token| token.words.as_str())
}

fn of_note(placed: &PlacedNote) -> Hit {
    Hit { what: What::Note(placed.note.id), span: placed.span() }
}

fn fits_note(term: &Term, placed: &PlacedNote, report: &Report) -> bool {
    match term {
        Term::Author(name) => {
            conversation(placed).any(|note| fold_text(&note.creator.name).contains(name.as_str()))
        }
        Term::Tag(tag) => conversation(placed)
            .flat_map(|note| &note.state.tags)
            .any(|other| fold_text(other).starts_with(tag.as_str())),
        Term::Note(facet) => Facet::fits(facet, placed, report),
        _ => false,
    }
}

/// Whether a conversation says all of `words`, in its texts, its tags or the names of those who wrote it.
fn says(placed: &PlacedNote, words: &[&str]) -> bool {
    if words.is_empty() {
        return true;
    }
    let mut said = String::new();
    for note in conversation(placed) {
        let tags = note.state.tags.iter();
        for piece in [&note.state.text, &note.creator.name].into_iter().chain(tags) {
            // A line break, which no folded word holds, parts them.
            said.push_str(&fold_text(piece));
            said.push('\n');
        }
    }
    said.contains(&words.concat()) || words.iter().all(|word| said.contains(word))
}

/// The sentences that hold all of `words`, in order; `None` if there are no words.
fn sentences_with(report: &Report, words: &[&str]) -> Option<Vec<Span>> {
    let holds = |span: &Span| {
        let folded = fold_text(report.slice(*span));
        words.iter().all(|word| folded.contains(word))
    };
    let all = (0..report.blocks.len()).flat_map(|block| sentences(report, block));
    (!words.is_empty()).then(|| all.filter(holds).collect())
}

/// Whether `span` shares something with one of `spans`, which ascend and do not overlap.
fn meets(spans: &[Span], span: Span) -> bool {
    let at = spans.partition_point(|other| other.end <= span.start);
    spans.get(at).is_some_and(|other| other.overlaps(span))
}

/// A hit with the words around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// What stands before it.
    pub before: String,
    /// The hit.
    pub hit: String,
    /// What stands behind it.
    pub after: String,
}

impl Snippet {
    /// What stands around `span` in its paragraph: so many characters before it and so many behind, and an ellipsis
    /// where the paragraph goes on.
    pub fn of_report(report: &Report, span: Span, (before, after): (usize, usize)) -> Self {
        let block = report.block_at(span.start).map_or(span, |block| report.blocks[block].span);
        let within = span.intersection(block).unwrap_or(span);
        let start = within.range().start - block.range().start;
        Self::cut(report.slice(block), start..start + within.len(), (before, after))
    }

    /// The first place in a conversation that says one of the words of `query`, else how it begins.
    pub fn of_note(placed: &PlacedNote, query: &Query, around: (usize, usize)) -> Self {
        for note in conversation(placed) {
            let text = &note.state.text;
            let normal = NormalText::new(text);
            for token in &query.tokens {
                let word: Vec<char> = token.words.chars().collect();
                if let Some(place) = normal.places(&word).into_iter().next() {
                    return Self::cut(text, normal.original(text, place), around);
                }
            }
        }
        let text = &placed.note.state.text;
        let text = if text.trim().is_empty() { &placed.note.state.target.quote.exact } else { text };
        Self::cut(text, 0..0, around)
    }

    fn cut(text: &str, at: std::ops::Range<usize>, (before, after): (usize, usize)) -> Self {
        let (head, tail) = (&text[..at.start], &text[at.end..]);
        let from = head.char_indices().rev().nth(before.saturating_sub(1)).map_or(0, |(byte, _)| byte);
        let from = if before == 0 { head.len() } else { from };
        let to = tail.char_indices().nth(after).map_or(tail.len(), |(byte, _)| byte);
        let dots = |there: bool| if there { "…" } else { "" };
        Self {
            before: format!("{}{}", dots(from > 0), &head[from..]),
            hit: text[at].to_owned(),
            after: format!("{}{}", &tail[..to], dots(to < tail.len())),
        }
    }
}

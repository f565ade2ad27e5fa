//! Items: a statement taken apart into what it measures, one indicator each.
//!
//! 改造老旧小区12个、危房300户 holds two items. A piece between 、 和 及 without a figure belongs to the next one
//! with a figure (公园、广场等绿地5处), or to the last one; a piece that holds a figure and no noun (增长6%) belongs
//! to the piece before it. Linear in the length of the blocks that hold statements.

use std::ops::Range;

use crate::{
    extract::{
        Number, Statement,
        statements::{BlockCues, Cue, Cues, Sense},
    },
    report::{
        Report,
        syntax::{Sentence, Syntax},
    },
    text::{
        Offset, Span,
        chars::{self, CharSet},
    },
};

/// The items of a report's statements, in order. What each holds stands in lists that all share, so that they cost
/// a handful of allocations.
#[derive(Debug, Default)]
pub struct Items {
    /// The items.
    pub list: Vec<Item>,
    figures: Vec<usize>,
    nouns: Vec<Noun>,
}

/// One indicator of a statement.
#[derive(Clone, Debug)]
pub struct Item {
    /// The statement that it is part of.
    pub statement: usize,
    /// Whether its figure is a share of something (占财政收入的八成), which compares only with another share.
    pub share: bool,
    figures: Range<usize>,
    content: Range<usize>,
    context: Range<usize>,
}

impl Items {
    /// Its quantities, as indices into the findings' numbers.
    pub fn figures(&self, item: &Item) -> &[usize] {
        &self.figures[item.figures.clone()]
    }

    /// Its nouns.
    pub fn content(&self, item: &Item) -> &[Noun] {
        &self.nouns[item.content.clone()]
    }

    /// The nouns of the clauses before it in its sentence, if it has few of its own.
    pub fn context(&self, item: &Item) -> &[Noun] {
        &self.nouns[item.context.clone()]
    }

    /// Whether it is understood only from the clauses before it.
    fn is_short(&self, item: &Item) -> bool {
        self.content(item).iter().map(|noun| noun.key.len()).sum::<usize>() <= SHORT
    }
}

/// A run of text without figures, verbs and particles. Never empty.
#[derive(Clone, Copy, Debug)]
pub struct Noun {
    /// As the report has it: 排水管线改造工程.
    pub words: Span,
    /// Without what every second clause has: 排水管线.
    pub key: Span,
}

/// An item with at most this many bytes of nouns (six characters) is understood from the clauses before it.
const SHORT: usize = 18;

/// How many clauses before a short item are looked at.
const CONTEXT_CLAUSES: usize = 3;

/// How much of such a clause is looked at, in bytes (eighty characters, more than any clause of a real report
/// has): many short items behind one endless clause must not read it again and again.
const CONTEXT_BYTES: usize = 240;

/// How much of an item's nouns is compared letter by letter, in bytes a noun (forty characters) and in nouns.
const COMPARED_BYTES: usize = 120;
const COMPARED_NOUNS: usize = 8;

/// A generic word is cut off a run only if as much as a word of two characters is left: 服务卡 stays whole.
const WORD: usize = 2 * '字'.len_utf8();

/// The items of all statements, in order.
pub fn of(report: &Report, numbers: &[Number], statements: &[Statement], cues: &Cues) -> Items {
    let mut items = Items { list: Vec::with_capacity(statements.len()), ..Items::default() };
    let mut place = Place::new(report, numbers, cues);
    for (i, statement) in statements.iter().enumerate() {
        let block = place.enter_block(statement.span);
        let words = Words {
            report,
            numbers,
            own: place.numbers_here(),
            cues: cues.block(block),
            senses: Sense::default(),
        };
        let first = items.list.len();
        words.within(statement.span).split(i, statement, &mut items);
        if !items.list[first..].iter().any(|item| items.is_short(item)) {
            continue;
        }
        place.enter_sentence(statement.span);
        let words = words.within(place.span);
        for at in first..items.list.len() {
            if items.is_short(&items.list[at]) {
                place.add_context(&words, statement.span, at, &mut items);
            }
        }
    }
    items
}

/// The last [`CONTEXT_BYTES`] of `clause`.
fn last(report: &Report, clause: Span) -> Span {
    let from = clause.end.get().saturating_sub(CONTEXT_BYTES).max(clause.start.get());
    Span::of(report.text.ceil_char_boundary(from)..clause.end.get())
}

/// The sentence that is being looked at, with the nouns of its clauses as far as somebody has asked for them. Goes
/// forward only.
struct Place<'a> {
    report: &'a Report,
    numbers: &'a [Number],
    syntax: &'a Syntax,
    block: usize,
    /// The numbers that stand in the block.
    here: Range<usize>,
    /// The sentences of the block from this one on.
    rest: &'a [Sentence],
    span: Span,
    clauses: &'a [Span],
    /// For each clause, where its nouns stand in `nouns`.
    known: Vec<Option<Range<usize>>>,
    nouns: Vec<Noun>,
}

impl<'a> Place<'a> {
    fn new(report: &'a Report, numbers: &'a [Number], cues: &'a Cues) -> Self {
        let syntax = cues.syntax();
        Self {
            report,
            numbers,
            syntax,
            block: 0,
            here: 0..0,
            rest: syntax.sentences(0),
            span: Span::default(),
            clauses: &[],
            known: Vec::new(),
            nouns: Vec::new(),
        }
    }

    /// Goes on to the block of `statement` and answers which it is.
    fn enter_block(&mut self, statement: Span) -> usize {
        let behind = self.report.blocks.get(self.block + 1..).unwrap_or_default();
        let further = behind.iter().take_while(|block| block.span.start <= statement.start).count();
        if further > 0 || self.here.end == 0 {
            self.block += further;
            self.rest = self.syntax.sentences(self.block);
            let block = self.report.blocks.get(self.block).map(|block| block.span).unwrap_or_default();
            let count = |from: usize, end| {
                self.numbers[from..].iter().take_while(|number| number.span.start < end).count()
            };
            let from = self.here.end + count(self.here.end, block.start);
            self.here = from..from + count(from, block.end);
        }
        self.block
    }

    /// The numbers of this block.
    fn numbers_here(&self) -> &'a [Number] {
        &self.numbers[self.here.clone()]
    }

    /// Goes on to the sentence of `statement`, which stands in this block.
    fn enter_sentence(&mut self, statement: Span) {
        if statement.end <= self.span.end {
            return;
        }
        let before = self.rest.iter().take_while(|s| s.span.end < statement.end).count();
        self.rest = &self.rest[before..];
        (self.span, self.clauses) = self
            .rest
            .first()
            .map_or((statement, &[][..]), |s| (s.span.hull(statement), self.syntax.clauses(s)));
        self.known.clear();
        self.known.resize(self.clauses.len(), None);
        self.nouns.clear();
    }

    /// Adds to item `at` what the clauses before `statement` say, the nearest first.
    fn add_context(&mut self, words: &Words<'_>, statement: Span, at: usize, items: &mut Items) {
        let end = self.clauses.partition_point(|c| c.end <= statement.start);
        let mut context = items.nouns.len()..items.nouns.len();
        for clause in (end.saturating_sub(CONTEXT_CLAUSES)..end).rev() {
            let nouns = self.nouns_of(clause, words);
            items.nouns.extend_from_slice(&self.nouns[nouns]);
            let item = &mut items.list[at];
            if item.content.is_empty() {
                // 完成投资30亿元，增长8%: a clause without nouns is about what the one before is about.
                item.content = context.start..items.nouns.len();
                context.start = items.nouns.len();
            }
        }
        context.end = items.nouns.len();
        items.list[at].context = context;
    }

    /// Where the nouns of a clause stand in `nouns`.
    fn nouns_of(&mut self, clause: usize, words: &Words<'_>) -> Range<usize> {
        if let Some(known) = &self.known[clause] {
            return known.clone();
        }
        let first = self.nouns.len();
        words.add_nouns(last(self.report, self.clauses[clause]), &mut self.nouns);
        self.known[clause] = Some(first..self.nouns.len());
        first..self.nouns.len()
    }
}

/// A block's text with its figures and cues.
#[derive(Clone, Copy)]
struct Words<'a> {
    report: &'a Report,
    numbers: &'a [Number],
    /// The numbers of this block.
    own: &'a [Number],
    cues: BlockCues<'a>,
    /// Everything that some cue can be.
    senses: Sense,
}

/// What parts the items of a statement.
static JOINTS: CharSet = CharSet::of("、和及");

impl Words<'_> {
    /// With the cues of `span` alone, so that what follows searches fewer.
    fn within(self, span: Span) -> Self {
        let cues = self.cues.within(span.range());
        Self { cues, senses: cues.senses(), ..self }
    }

    /// Takes statement `i` apart. One walk over its text and its numbers.
    fn split(&self, i: usize, statement: &Statement, items: &mut Items) {
        let first = items.list.len();
        let (mut start, end) = (statement.span.start.get(), statement.span.end.get());
        let mut numbers = statement.numbers.iter().copied().peekable();
        let mut figures = items.figures.len();
        // A statement without figures is one item.
        let joints = if statement.numbers.is_empty() { end..end } else { start..end };
        let joints = places(&self.report.text, joints, &JOINTS).map(|(at, _)| at);
        for cut in joints.chain([end]) {
            while let Some(n) = numbers.next_if(|&n| self.numbers[n].span.end.get() <= cut) {
                items.figures.extend(self.numbers[n].kind.is_quantity().then_some(n));
            }
            // 三、四个 is one figure.
            let inside_figure = numbers.peek().is_some_and(|&n| self.numbers[n].span.start.get() <= cut);
            if cut < end && (inside_figure || figures == items.figures.len()) {
                continue;
            }
            let span = Span::of(start..cut);
            start = cut;
            self.add_item(i, span, figures, first, items);
            figures = items.figures.len();
        }
    }

    /// Adds the item that `span` and the figures from `figures` on make, or adds them to the last item of the
    /// statement, whose items start at `first`, if they make none.
    fn add_item(&self, i: usize, span: Span, figures: usize, first: usize, items: &mut Items) {
        let nouns = items.nouns.len();
        self.add_nouns(self.named(span, items.figures.get(figures).copied()), &mut items.nouns);
        let (figures, content) = (figures..items.figures.len(), nouns..items.nouns.len());
        match items.list[first..].last_mut() {
            // What the last item has stands right before this.
            Some(before) if content.is_empty() || figures.is_empty() => {
                before.figures.end = figures.end;
                before.content.end = content.end;
            }
            _ => {
                let share =
                    self.senses.is(Sense::SHARE) && self.cues.first(span.range(), Sense::SHARE).is_some();
                items.list.push(Item { statement: i, share, figures, content, context: 0..0 });
            }
        }
    }

    /// `span` without the examples before its first figure: 甲公司、乙公司等5家企业 is about 企业.
    fn named(&self, span: Span, figure: Option<usize>) -> Span {
        let Some(figure) = figure.map(|first| self.numbers[first].span) else { return span };
        let before = &self.report.text[span.start.get()..figure.start.get()];
        if before.ends_with('等') && figure.end < span.end {
            Span::new(figure.start, span.end)
        } else {
            span
        }
    }

    /// Adds the nouns in `span`: what is left without figures, verbs, adverbs, frames and particles.
    fn add_nouns(&self, span: Span, nouns: &mut Vec<Noun>) {
        let range = span.range();
        let from = self.own.partition_point(|n| n.span.end <= span.start);
        let mut figures =
            self.own[from..].iter().map(|n| n.span.range()).take_while(|f| f.start < range.end).peekable();
        let mut verbs = self.cues.inside(range.clone()).filter(|c| is_no_noun(c)).peekable();
        let mut at = range.start;
        loop {
            // The next figure or word that is no noun, whichever starts first.
            let figure = figures.peek().map_or(usize::MAX, |f| f.start);
            let verb = verbs.peek().map_or(usize::MAX, |c| c.start);
            let cut = if figure <= verb { figures.next() } else { verbs.next().map(|c| c.start..c.end) };
            let Some(cut) = cut else { break };
            if cut.start > at {
                self.add_runs(at..cut.start, nouns);
            }
            at = at.max(cut.end);
        }
        if at < range.end {
            self.add_runs(at..range.end, nouns);
        }
    }

    /// Adds the runs between particles.
    fn add_runs(&self, range: Range<usize>, nouns: &mut Vec<Noun>) {
        let mut start = range.start;
        for (at, c) in places(&self.report.text, range.clone(), &PARTICLES) {
            self.add_run(start..at, nouns);
            start = at + c.len_utf8();
        }
        self.add_run(start..range.end, nouns);
    }

    fn add_run(&self, run: Range<usize>, nouns: &mut Vec<Noun>) {
        // A single character is what a cut has left over.
        if run.len() < WORD {
            return;
        }
        let words = self.cut_edges(run, Sense::FRAME);
        let key = self.cut_edges(words.clone(), Sense::GENERIC);
        let empty = Sense::FRAME.or(Sense::GENERIC).or(Sense::BARE);
        let says_nothing = self.cues.at(key.start, key.end, empty).is_some_and(|c| c.end == key.end);
        if !says_nothing && key.len() >= WORD {
            nouns.push(Noun { words: Span::of(words), key: Span::of(key) });
        }
    }

    /// `run` without the words of `sense` that it starts and ends with, as long as enough is left.
    fn cut_edges(&self, mut run: Range<usize>, sense: Sense) -> Range<usize> {
        if !self.senses.is(sense) {
            return run;
        }
        let enough = |run: &Range<usize>, cue: &&Cue| run.len() >= cue.end - cue.start + WORD;
        while let Some(cue) = self.cues.at(run.start, run.end, sense).filter(|c| enough(&run, c)) {
            run.start = cue.end;
        }
        while let Some(cue) = self.cues.ending(run.clone(), sense).filter(|c| enough(&run, c)) {
            run.end = cue.start;
        }
        run
    }
}

/// Whether a cue is a verb, an adverb or a preposition of two characters or more, and no noun as well.
fn is_no_noun(cue: &Cue) -> bool {
    let plain = Sense::VERB.or(Sense::ADVERB).or(Sense::PREPOSITION).or(Sense::CHECKABLE);
    let noun = cue.sense.is(Sense::NOMINAL) && !cue.sense.is(Sense::DELIVERY);
    cue.sense.is(plain) && !noun && cue.end - cue.start >= WORD
}

/// Characters that part nouns and mean nothing.
static PARTICLES: CharSet = CharSet::of(
    "的了和及与或等在为对以将把被由从向给于至到达其各每并也都又再还\
     、，。；：“”‘’（）《》〈〉—·!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\x0b\x0c\r\u{85}\u{a0}\u{1680}\
     \u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200a}\u{2028}\u{2029}\
     \u{202f}\u{205f}\u{3000}",
);

/// Where the characters of `set` stand in `range` of `text`, with each.
fn places<'a>(
    text: &'a str,
    range: Range<usize>,
    set: &'static CharSet,
) -> impl Iterator<Item = (usize, char)> + 'a {
    let (bytes, mut at) = (text.as_bytes(), range.start);
    std::iter::from_fn(move || {
        while at < range.end {
            let c = chars::ideograph(bytes, at).or_else(|| text[at..].chars().next())?;
            let here = at;
            at += c.len_utf8();
            if set.has(c) {
                return Some((here, c));
            }
        }
        None
    })
}

/// What a result's and a commitment's item are both about: the commitment's words around `shared`, which both
/// have in common, else the subject of its figure, else its nouns.
pub fn indicator(report: &Report, numbers: &[Number], items: &Items, shared: Span, target: &Item) -> String {
    let content = items.content(target);
    match content.iter().find(|noun| noun.key.covers(shared)) {
        Some(noun) if shared.len() >= WORD => report.slice(noun.words).to_owned(),
        _ => {
            let subject = items.figures(target).iter().find_map(|&n| numbers[n].subject.clone());
            subject.unwrap_or_else(|| content.iter().map(|noun| report.slice(noun.words)).collect())
        }
    }
}

/// Finds the longest stretch that two items share. Its tables are kept from one search to the next.
#[derive(Debug, Default)]
pub struct Comparison {
    /// The right noun's characters, and row by row of a table how many bytes the stretch takes that ends with each of
    /// them and with the character of the left noun at hand.
    right: Vec<(char, usize)>,
    above: Vec<usize>,
}

impl Comparison {
    /// The longest stretch that a noun of both items has, where it stands in the target; empty if they share
    /// nothing. Looks at the first [`COMPARED_NOUNS`] nouns of each and their first [`COMPARED_BYTES`] only.
    pub fn longest_shared(&mut self, report: &Report, items: &Items, result: &Item, target: &Item) -> Span {
        let compared = |noun: &Noun| {
            let words = report.slice(noun.key);
            &words[..words.floor_char_boundary(COMPARED_BYTES)]
        };
        let mut best = Span::of(0..0);
        for a in items.content(result).iter().take(COMPARED_NOUNS) {
            for b in items.content(target).iter().take(COMPARED_NOUNS) {
                let from = b.key.start.get();
                self.right.clear();
                self.right.extend(compared(b).char_indices().map(|(at, c)| (c, from + at + c.len_utf8())));
                self.above.clear();
                self.above.resize(self.right.len(), 0);
                for x in compared(a).chars() {
                    let mut before = 0;
                    for (&(y, end), length) in self.right.iter().zip(&mut self.above) {
                        let here = if x == y { before + x.len_utf8() } else { 0 };
                        before = std::mem::replace(length, here);
                        if here > best.len() {
                            best = Span::of(end - here..end);
                        }
                    }
                }
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_blank_and_every_mark_of_ascii_parts_nouns() {
        for c in '\0'..='\u{ffff}' {
            if c.is_whitespace() || c.is_ascii_punctuation() {
                assert!(PARTICLES.has(c), "{c:?}");
            }
        }
    }
}

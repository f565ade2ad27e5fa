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
    report::{self, Report, sentences::Pieces},
    text::{Offset, Span},
};

/// One indicator of a statement.
#[derive(Clone, Debug)]
pub struct Item {
    /// The statement that it is part of.
    pub statement: usize,
    /// Its quantities, as indices into the findings' numbers.
    pub numbers: Vec<usize>,
    /// Its nouns.
    pub content: Vec<Noun>,
    /// The nouns of the clauses before it in its sentence, if it has few of its own.
    pub context: Vec<Noun>,
    /// Whether its figure is a share of something (占财政收入的八成), which compares only with another share.
    pub share: bool,
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
pub fn of(report: &Report, numbers: &[Number], statements: &[Statement], cues: &Cues) -> Vec<Item> {
    let mut items = Vec::with_capacity(statements.len());
    let mut sentence = Sentence::new(report);
    for (i, statement) in statements.iter().enumerate() {
        let block = report.block_at(statement.span.start).unwrap_or_default();
        let words = Words { report, numbers, cues: cues.block(block) };
        let first = items.len();
        words.within(statement.span).split(i, statement, &mut items);
        let short = |item: &Item| item.content.iter().map(|noun| noun.key.len()).sum::<usize>() <= SHORT;
        if !items[first..].iter().any(short) {
            continue;
        }
        sentence.enter(block, statement.span);
        let words = words.within(sentence.span);
        for item in items[first..].iter_mut().filter(|item| short(item)) {
            for clause in sentence.before(statement.span).map(|clause| last(report, clause)) {
                if item.content.is_empty() {
                    // 完成投资30亿元，增长8%: a clause without nouns is about what the one before is about.
                    words.add_nouns(clause, &mut item.content);
                } else {
                    words.add_nouns(clause, &mut item.context);
                }
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

/// The sentence that is being looked at, and its clauses. Goes forward only.
struct Sentence<'a> {
    report: &'a Report,
    block: usize,
    rest: Pieces<'a>,
    span: Span,
    clauses: Vec<Span>,
}

impl<'a> Sentence<'a> {
    fn new(report: &'a Report) -> Self {
        Self {
            report,
            block: 0,
            rest: report::sentences(report, 0),
            span: Span::of(0..0),
            clauses: Vec::new(),
        }
    }

    /// Goes on to the sentence of `statement`, which stands in block `block`.
    fn enter(&mut self, block: usize, statement: Span) {
        if statement.end <= self.span.end {
            return;
        }
        if block != self.block {
            self.block = block;
            self.rest = report::sentences(self.report, block);
        }
        self.span = self.rest.find(|s| s.end >= statement.end).unwrap_or(statement).hull(statement);
        self.clauses.clear();
        self.clauses.extend(report::clauses(self.report, self.span));
    }

    /// The clauses before `statement`, the nearest first.
    fn before(&self, statement: Span) -> impl Iterator<Item = Span> + '_ {
        let end = self.clauses.partition_point(|c| c.end <= statement.start);
        self.clauses[end.saturating_sub(CONTEXT_CLAUSES)..end].iter().rev().copied()
    }
}

/// A block's text with its figures and cues.
#[derive(Clone, Copy)]
struct Words<'a> {
    report: &'a Report,
    numbers: &'a [Number],
    cues: BlockCues<'a>,
}

impl Words<'_> {
    /// With the cues of `span` alone, so that what follows searches fewer.
    fn within(self, span: Span) -> Self {
        Self { cues: self.cues.within(span.range()), ..self }
    }

    /// Takes statement `i` apart. One walk over its text and its numbers.
    fn split(&self, i: usize, statement: &Statement, items: &mut Vec<Item>) {
        let first = items.len();
        let (mut start, end) = (statement.span.start.get(), statement.span.end.get());
        let text = &self.report.text[start..end];
        let mut numbers = statement.numbers.iter().copied().peekable();
        let mut figures = Vec::new();
        let joints = text.char_indices().filter(|(_, c)| matches!(c, '、' | '和' | '及'));
        for cut in joints.map(|(at, _)| statement.span.start.get() + at).chain([end]) {
            while let Some(n) = numbers.next_if(|&n| self.numbers[n].span.end.get() <= cut) {
                figures.extend(self.numbers[n].kind.is_quantity().then_some(n));
            }
            // 三、四个 is one figure.
            let inside_figure = numbers.peek().is_some_and(|&n| self.numbers[n].span.start.get() <= cut);
            if cut < end && (inside_figure || figures.is_empty()) {
                continue;
            }
            let span = Span::of(start..cut);
            start = cut;
            self.add_item(i, span, std::mem::take(&mut figures), first, items);
        }
    }

    /// Adds the item that `span` and its `figures` make, or adds them to the last item of the statement, whose items
    /// start at `first`, if they make none.
    fn add_item(&self, i: usize, span: Span, figures: Vec<usize>, first: usize, items: &mut Vec<Item>) {
        let mut content = Vec::new();
        self.add_nouns(self.named(span, &figures), &mut content);
        match items[first..].last_mut() {
            Some(before) if content.is_empty() || figures.is_empty() => {
                before.numbers.extend(figures);
                before.content.extend(content);
            }
            _ => {
                let words = self.report.slice(span);
                let share = words.contains('占') || words.contains("比重");
                let context = Vec::new();
                items.push(Item { statement: i, numbers: figures, content, context, share });
            }
        }
    }

    /// `span` without the examples before its figure: 甲公司、乙公司等5家企业 is about 企业.
    fn named(&self, span: Span, figures: &[usize]) -> Span {
        let Some(&first) = figures.first() else { return span };
        let figure = self.numbers[first].span;
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
        let from = self.numbers.partition_point(|n| n.span.end <= span.start);
        let mut figures = self.numbers[from..]
            .iter()
            .map(|n| n.span.range())
            .take_while(|f| f.start < range.end)
            .peekable();
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
        for (at, c) in self.report.text[range.clone()].char_indices() {
            if is_particle(c) {
                let at = range.start + at;
                self.add_run(start..at, nouns);
                start = at + c.len_utf8();
            }
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
fn is_particle(c: char) -> bool {
    match c {
        '的' | '了' | '和' | '及' | '与' | '或' | '等' | '在' | '为' | '对' | '以' | '将' | '把' | '被'
        | '由' | '从' | '向' | '给' => true,
        '于' | '至' | '到' | '达' | '其' | '各' | '每' | '并' | '也' | '都' | '又' | '再' | '还' => {
            true
        }
        '、' | '，' | '。' | '；' | '：' | '“' | '”' | '‘' | '’' | '（' | '）' | '《' | '》' | '〈'
        | '〉' | '—' | '·' => true,
        _ => c.is_ascii_punctuation() || c.is_whitespace(),
    }
}

/// What a result's and a commitment's item are both about: the commitment's words around `shared`, which both
/// have in common, else the subject of its figure, else its nouns.
pub fn indicator(report: &Report, numbers: &[Number], shared: Span, target: &Item) -> String {
    let around = target.content.iter().find(|noun| noun.key.covers(shared));
    match around {
        Some(noun) if shared.len() >= WORD => report.slice(noun.words).to_owned(),
        _ => {
            let subject = target.numbers.iter().find_map(|&n| numbers[n].subject.clone());
            subject.unwrap_or_else(|| target.content.iter().map(|noun| report.slice(noun.words)).collect())
        }
    }
}

/// The longest stretch that a noun of both items has, where it stands in the target; empty if they share
/// nothing. Looks at the first [`COMPARED_NOUNS`] nouns of each and their first [`COMPARED_BYTES`] only.
pub fn longest_shared(report: &Report, result: &Item, target: &Item) -> Span {
    let compared = |noun: &Noun| {
        let words = report.slice(noun.key);
        &words[..words.floor_char_boundary(COMPARED_BYTES)]
    };
    let mut best = Span::of(0..0);
    // Row by row of a table: how long the stretch is that ends with this pair of characters.
    let (mut row, mut above) = (Vec::new(), Vec::new());
    for a in result.content.iter().take(COMPARED_NOUNS) {
        for b in target.content.iter().take(COMPARED_NOUNS) {
            let right = compared(b);
            above.clear();
            above.resize(right.len() + 1, 0);
            for x in compared(a).chars() {
                row.clear();
                row.resize(right.len() + 1, 0);
                for (j, _) in right.char_indices().filter(|&(_, y)| x == y) {
                    let end = j + x.len_utf8();
                    row[end] = above[j] + x.len_utf8();
                    if row[end] > best.len() {
                        let at = b.key.start.get() + end;
                        best = Span::of(at - row[end]..at);
                    }
                }
                std::mem::swap(&mut row, &mut above);
            }
        }
    }
    best
}

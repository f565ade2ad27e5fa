//! Items: a statement taken apart into what it measures, one indicator each.
//!
//! 改造老旧小区12个、危房300户 holds two items. A piece between 、 和 及 without a figure belongs to the next one
//! with a figure (公园、广场等绿地5处), or to the last one; a piece that holds a figure and no noun (增长6%) belongs
//! to the piece before it.

use std::collections::BTreeMap;

use crate::{
    extract::{
        Number, Statement,
        statements::{Cues, Sense},
    },
    report::{self, Report},
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

/// A run of text without figures, verbs and particles.
#[derive(Clone, Debug)]
pub struct Noun {
    /// As the report has it: 排水管线改造工程.
    pub words: String,
    /// Without what every second clause has: 排水管线.
    pub key: String,
}

/// An item with at most this many characters of nouns is understood from the clauses before it.
const SHORT: usize = 6;

/// How many clauses before a short item are looked at.
const CONTEXT_CLAUSES: usize = 3;

/// Characters that part nouns and mean nothing.
const PARTICLES: &str =
    "的了和及与或等在为对以将把被由从向给于至到达其各每并也都又再还、，。；：“”‘’（）()《》〈〉—-· \t%";

/// Words that say whose figure it is, not what it measures.
const FRAMES: [&str; 25] = [
    "全区",
    "全市",
    "全县",
    "全省",
    "全国",
    "我区",
    "我市",
    "我县",
    "我省",
    "全年",
    "累计",
    "预计",
    "分别",
    "同比",
    "年均",
    "工作",
    "其中",
    "今年",
    "总额达",
    "以上",
    "左右",
    "任务",
    "增长",
    "下降",
    "同比",
];

/// Nouns that every second clause has: cut off at the edges of a run.
const GENERIC: [&str; 35] = [
    "增长",
    "下降",
    "提升",
    "改造",
    "建设",
    "项目",
    "工程",
    "服务",
    "活动",
    "群众",
    "工作",
    "升级",
    "发展",
    "任务",
    "重点",
    "目标",
    "完成",
    "力度",
    "水平",
    "整治",
    "治理",
    "街道",
    "管理",
    "机制",
    "制度",
    "体系",
    "能力",
    "总数",
    "总量",
    "全部",
    "落地",
    "整体",
    "同比",
    "力争",
    "有新突破",
];

/// Nouns that tell one indicator from another inside a run (城镇收入, 农村收入) and nothing on their own.
const BARE: [&str; 9] = ["覆盖率", "文化", "企业", "土地", "城镇", "农村", "重大", "产业", "居民"];

/// A generic word is cut off a run only if as much as a word of two characters is left: 服务卡 stays whole.
const MIN_BYTES: usize = 2 * '字'.len_utf8();

/// The items of all statements, in order.
pub fn of(report: &Report, numbers: &[Number], statements: &[Statement]) -> Vec<Item> {
    let mut items = Vec::new();
    let mut cues = Cues::default();
    let mut sentence = Sentence::default();
    for (i, statement) in statements.iter().enumerate() {
        sentence.enter(report, statement.span);
        cues.find(&report.text, sentence.span.range());
        let first = items.len();
        split(report, numbers, i, statement, &cues, &mut items);
        for item in &mut items[first..] {
            if item.content.iter().map(|noun| noun.key.chars().count()).sum::<usize>() > SHORT {
                continue;
            }
            for clause in sentence.before(statement.span) {
                let nouns = content(report, numbers, clause, &cues);
                if item.content.is_empty() {
                    // 完成投资30亿元，增长8%: a clause without nouns is about what the one before is about.
                    item.content = nouns;
                } else {
                    item.context.extend(nouns);
                }
            }
        }
    }
    items
}

/// The sentence that is being looked at, and its clauses.
#[derive(Default)]
struct Sentence {
    span: Span,
    clauses: Vec<Span>,
}

impl Sentence {
    fn enter(&mut self, report: &Report, statement: Span) {
        if self.span.covers(statement) && !self.span.is_empty() {
            return;
        }
        let block = report.block_at(statement.start).unwrap_or_default();
        let found = report::sentences(report, block).find(|s| s.end >= statement.end);
        self.span = found.unwrap_or(statement).hull(statement);
        self.clauses = report::clauses(report, self.span).collect();
    }

    /// The clauses before `statement`, the nearest first.
    fn before(&self, statement: Span) -> impl Iterator<Item = Span> + '_ {
        let end = self.clauses.partition_point(|c| c.end <= statement.start);
        self.clauses[end.saturating_sub(CONTEXT_CLAUSES)..end].iter().rev().copied()
    }
}

fn split(
    report: &Report,
    numbers: &[Number],
    i: usize,
    statement: &Statement,
    cues: &Cues,
    items: &mut Vec<Item>,
) {
    let quantities: Vec<usize> =
        statement.numbers.iter().copied().filter(|&n| numbers[n].kind.is_quantity()).collect();
    let text = report.slice(statement.span);
    let base = statement.span.start.get();
    let mut start = base;
    let first = items.len();
    let mut cuts: Vec<usize> = text
        .char_indices()
        .filter(|&(at, c)| {
            matches!(c, '、' | '和' | '及') && !inside_number(numbers, &statement.numbers, base + at)
        })
        .map(|(at, _)| base + at)
        .collect();
    cuts.push(statement.span.end.get());
    for (nth, &cut) in cuts.iter().enumerate() {
        let span = Span::of(start..cut);
        let own: Vec<usize> = quantities.iter().copied().filter(|&n| span.covers(numbers[n].span)).collect();
        let last = nth + 1 == cuts.len();
        if own.is_empty() && !last {
            continue;
        }
        let nouns = content(report, numbers, named(report, numbers, span, &own), cues);
        let bare = nouns.is_empty();
        let share = report.slice(span).contains(['占']) || report.slice(span).contains("比重");
        match items[first..].last_mut() {
            Some(before) if bare || own.is_empty() => {
                before.numbers.extend(own);
                before.content.extend(nouns);
            }
            _ => items.push(Item { statement: i, numbers: own, content: nouns, context: Vec::new(), share }),
        }
        start = cut;
    }
}

/// `span` without the examples before its figure: 甲公司、乙公司等5家企业 is about 企业.
fn named(report: &Report, numbers: &[Number], span: Span, own: &[usize]) -> Span {
    let Some(&first) = own.first() else { return span };
    let start = numbers[first].span.start;
    let before = report.text.get(span.start.get()..start.get()).unwrap_or_default();
    let behind = report.text.get(numbers[first].span.end.get()..span.end.get()).unwrap_or_default();
    if before.ends_with('等') && !behind.is_empty() { Span::new(start, span.end) } else { span }
}

fn inside_number(numbers: &[Number], of: &[usize], at: usize) -> bool {
    of.iter().any(|&n| numbers[n].span.range().contains(&at))
}

/// The nouns in `span`: what is left without figures, verbs, adverbs, frames and particles.
fn content(report: &Report, numbers: &[Number], span: Span, cues: &Cues) -> Vec<Noun> {
    let from = numbers.partition_point(|n| n.span.end <= span.start);
    let figures = numbers[from..].iter().take_while(|n| n.span.start < span.end).map(|n| n.span.range());
    let plain = |sense: Sense| {
        sense.is(Sense::VERB.or(Sense::ADVERB).or(Sense::PREPOSITION).or(Sense::CHECKABLE))
            && (!sense.is(Sense::NOMINAL) || sense.is(Sense::DELIVERY))
    };
    let words = cues
        .inside(span.range())
        .filter(|c| plain(c.sense) && c.word.chars().count() > 1)
        .map(|c| c.start..c.end);
    let mut cut: BTreeMap<usize, usize> = BTreeMap::new();
    for range in figures.chain(words) {
        let end = cut.entry(range.start).or_default();
        *end = range.end.max(*end);
    }
    let mut runs = Vec::new();
    let mut at = span.start.get();
    for (start, end) in cut {
        push_runs(report.text.get(at..start).unwrap_or_default(), &mut runs);
        at = at.max(end);
    }
    push_runs(report.text.get(at..span.end.get()).unwrap_or_default(), &mut runs);
    runs
}

fn push_runs(text: &str, runs: &mut Vec<Noun>) {
    for piece in text.split(|c: char| PARTICLES.contains(c)) {
        let words = cut_edges(piece, &FRAMES);
        let key = cut_edges(words, &GENERIC);
        let says_nothing = FRAMES.iter().chain(&GENERIC).chain(&BARE).any(|word| *word == key);
        // A single character is what a cut has left over.
        if !says_nothing && key.chars().nth(1).is_some() {
            runs.push(Noun { words: words.to_owned(), key: key.to_owned() });
        }
    }
}

/// `run` without the `edges` that it starts and ends with, as long as enough is left.
fn cut_edges<'a>(mut run: &'a str, edges: &[&str]) -> &'a str {
    while let Some(edge) = edges.iter().find(|e| run.starts_with(**e) && run.len() >= e.len() + MIN_BYTES) {
        run = &run[edge.len()..];
    }
    while let Some(edge) = edges.iter().find(|e| run.ends_with(**e) && run.len() >= e.len() + MIN_BYTES) {
        run = &run[..run.len() - edge.len()];
    }
    run
}

/// What a result's and a commitment's item are both about: the commitment's words around what both have in
/// common, else the subject of its figure, else its nouns.
pub fn indicator(numbers: &[Number], result: &Item, target: &Item) -> String {
    let shared = longest_shared(result, target);
    let around = target.content.iter().find(|noun| noun.key.contains(&shared));
    match around {
        Some(noun) if shared.chars().nth(1).is_some() => noun.words.clone(),
        _ => {
            let subject = target.numbers.iter().find_map(|&n| numbers[n].subject.clone());
            subject.unwrap_or_else(|| target.content.iter().map(|noun| noun.words.as_str()).collect())
        }
    }
}

/// The longest stretch that a run of both items has. Runs are short: a clause at most.
pub fn longest_shared(result: &Item, target: &Item) -> String {
    let mut best = String::new();
    let mut longest = 0;
    for a in &result.content {
        let a: Vec<char> = a.key.chars().collect();
        for b in &target.content {
            let b: Vec<char> = b.key.chars().collect();
            for i in 0..a.len() {
                for j in 0..b.len() {
                    let len = a[i..].iter().zip(&b[j..]).take_while(|(x, y)| x == y).count();
                    if len > longest {
                        longest = len;
                        best = a[i..i + len].iter().collect();
                    }
                }
            }
        }
    }
    best
}

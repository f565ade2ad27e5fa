//! Statements: the clauses that report an outcome or promise one.
//!
//! Owns: the lexicon of verbs, adverbs and endings ([`lexicon`]), where its words stand ([`cues`]), what
//! carries a clause ([`clause`]), which clauses are results ([`review`]) and commitments ([`plan`],
//! [`judge`]), and what a commitment says of itself: measurable, by when, whose task ([`detail`]).
//!
//! Must hold: a statement is one clause between ， ； 。 of a paragraph in the review or the plan; none
//! overlaps another; each names its rule and the lexicon entry that fired. One pass of one automaton over
//! the review's and the plan's text, and bounded windows after it, keep the cost linear.

use std::ops::Range;

use super::{Decimal, Number, NumberKind, Statement};
use crate::{
    report::{
        BlockKind, Part, Report,
        syntax::{Sentence, Syntax},
    },
    text::{Offset, Span},
};

mod clause;
mod cues;
mod detail;
mod given;
mod judge;
mod lexicon;
mod plan;
mod review;

use clause::Clause;
pub use cues::Cues;
pub(in crate::extract) use cues::{BlockCues, Cue};
pub(in crate::extract) use given::amend;
pub(in crate::extract) use lexicon::Sense;

/// All results and commitments of `report`, in text order. `numbers` and `cues` are those of the same report.
pub fn find(report: &Report, numbers: &[Number], cues: &Cues) -> Vec<Statement> {
    let mut statements = Vec::new();
    let measures: Vec<bool> = numbers.iter().map(|n| is_measure(&report.text, n)).collect();
    let mut heading = None;
    let mut own = 0..0;
    let mut plan = plan::Outline::default();
    for (block, b) in report.blocks.iter().enumerate() {
        if b.kind == BlockKind::Heading {
            heading = Some(block);
        }
        let behind = &numbers[own.end..];
        own = own.end + behind.iter().take_while(|n| n.span.start < b.span.start).count()..own.end;
        own.end = own.start + numbers[own.start..].iter().take_while(|n| n.span.start < b.span.end).count();
        let reported = matches!(b.part, Part::Review | Part::Plan);
        if !reported || !matches!(b.kind, BlockKind::Heading | BlockKind::Body) {
            continue;
        }
        let context = Context {
            report,
            numbers,
            measures: &measures,
            own: own.clone(),
            cues: cues.block(block),
            syntax: cues.syntax(),
            block,
            heading,
        };
        match (b.part, b.kind) {
            (Part::Plan, BlockKind::Heading) => plan.heading(&context),
            (Part::Plan, _) => plan.paragraph(&context, &mut statements),
            (Part::Review, BlockKind::Body) => review::paragraph(&context, &mut statements),
            _ => {}
        }
    }
    statements
}

/// One block and what is known around it.
#[derive(Clone)]
struct Context<'a> {
    report: &'a Report,
    /// All numbers of the report, and which of them stand in this block.
    numbers: &'a [Number],
    own: Range<usize>,
    /// For each number of the report, whether it measures an outcome.
    measures: &'a [bool],
    /// The lexicon's words in this block.
    cues: BlockCues<'a>,
    /// The sentences of the report.
    syntax: &'a Syntax,
    block: usize,
    heading: Option<usize>,
}

impl<'a> Context<'a> {
    fn text(&self) -> &'a str {
        &self.report.text
    }

    /// The indices of the numbers that lie wholly inside `span`.
    fn numbers_in(&self, span: Span) -> Range<usize> {
        let own = &self.numbers[self.own.clone()];
        let from = self.own.start + own.partition_point(|n| n.span.start < span.start);
        let inside = self.numbers[from..].iter().take_while(|n| n.span.end <= span.end).count();
        from..from + inside
    }

    /// Whether something in `span` is measured.
    fn measures(&self, span: Span) -> bool {
        self.measures[self.numbers_in(span)].contains(&true)
    }

    /// The sentences of this block.
    fn sentences(&self) -> &'a [Sentence] {
        self.syntax.sentences(self.block)
    }

    /// What is known of one of them: its cues alone, so that what follows searches fewer.
    fn within(&self, sentence: Span) -> Self {
        Self { cues: self.cues.within(sentence.range()), ..self.clone() }
    }

    /// The clause at `span`, with its numbers.
    fn clause(&self, span: Span) -> Clause<'a> {
        let mut clause = Clause::new(self.text(), self.cues, span.start.get(), span.end.get());
        clause.numbers = self.numbers_in(span);
        clause.measured = self.measures[clause.numbers.clone()].contains(&true);
        clause
    }
}

/// Whether `number` measures an outcome. A quantity that is part of a name does not: a span of time in
/// 三年行动计划, a class in 三大体系, a reach in 15分钟生活圈.
fn is_measure(text: &str, number: &Number) -> bool {
    let (before, behind) = (&text[..number.span.start.get()], &text[number.span.end.get()..]);
    let unit = number.unit.as_deref().unwrap_or_default();
    match number.kind {
        _ if NAME_TAILS.iter().any(|tail| behind.starts_with(tail)) => false,
        NumberKind::Duration => {
            let window = &before[floor_boundary(before, 18)..];
            let told = || DURATION_LEADS.iter().any(|lead| window.contains(lead));
            matches!(unit, "小时" | "分钟" | "秒") || told() && !behind.starts_with('来')
        }
        // 万元GDP能耗: what a thing is counted by measures nothing.
        NumberKind::Money => {
            !PER_OUTPUT.iter().any(|tail| behind.starts_with(tail))
                || number.value != Some(Decimal::from(10_000))
        }
        NumberKind::Count if unit == "人" => !NAMES_OF_PEOPLE.iter().any(|tail| behind.starts_with(tail)),
        NumberKind::Count => unit != "大",
        kind => kind.is_quantity(),
    }
}

/// What stands behind a quantity that only names something.
const NAME_TAILS: [&str; 12] = [
    "服务半径",
    "生活圈",
    "服务圈",
    "便民圈",
    "健身圈",
    "医疗圈",
    "经济圈",
    "交通圈",
    "通勤圈",
    "养老圈",
    "文化圈",
    "响应",
];

/// What stands behind 万元 where that is only the base of a rate: 万元GDP能耗.
const PER_OUTPUT: [&str; 7] =
    ["GDP", "国内生产总值", "地区生产总值", "生产总值", "工业增加值", "增加值", "产值"];

/// What stands behind a number of people that only names something: 千人计划, 万人评议.
const NAMES_OF_PEOPLE: [&str; 7] = ["誓师", "大会", "评议", "计划", "签名", "合唱", "宴"];

/// What stands before a span of time that is an outcome (连续五年, 缩短至3天).
const DURATION_LEADS: [&str; 10] =
    ["连续", "缩短", "压缩", "压减", "延长", "提前", "减少", "缩减", "提速", "平均"];

/// The start of the last `bytes` bytes of `text`, moved back to a character's start.
fn floor_boundary(text: &str, bytes: usize) -> usize {
    let mut at = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

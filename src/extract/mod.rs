//! What stands in a report: numbers, statements (results and commitments), and the pairs they form.
//!
//! Owns: numerals and quantities, clauses that report or promise, which result answers which promise; each
//! lexicon stands beside the rules that use it, as a plain table.
//!
//! Must hold: [`extract`] takes any report, never fails, and is linear in its length; every finding names
//! the [`Rule`] that made it; a value is exact or absent, never rounded.

use crate::{report::Report, text::Span};

pub mod decimal;
pub mod given;
pub mod numbers;
pub mod pairs;
pub mod statements;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use decimal::Decimal;
pub use given::{Given, Verdict, amend};

/// Finds everything in `report`. Linear in the length of its text.
pub fn extract(report: &Report) -> Findings {
    let mut extraction = Extraction::default();
    while extraction.step(report) {}
    extraction.finish()
}

/// An extraction that is under way: what [`extract`] does at once, in steps of about equal length, for a page that
/// must breathe between them.
#[derive(Default)]
pub struct Extraction {
    found: Findings,
    cues: Option<statements::Cues>,
    done: usize,
}

impl Extraction {
    /// How many steps there are.
    pub const STEPS: usize = 4;

    /// Does the next step on `report`, which is the same every time. Answers whether there is another. Each is linear
    /// in the length of the report's text.
    pub fn step(&mut self, report: &Report) -> bool {
        let found = &mut self.found;
        match (self.done, &self.cues) {
            (0, _) => found.numbers = numbers::find(report),
            (_, None) => self.cues = Some(statements::Cues::of(report)),
            (2, Some(cues)) => found.statements = statements::find(report, &found.numbers, cues),
            (3, Some(cues)) => {
                found.pairs = pairs::find(report, &found.numbers, &found.statements, cues);
                found.courses = pairs::courses(report, &found.numbers, &found.statements);
            }
            _ => return false,
        }
        self.done += 1;
        self.done < Self::STEPS
    }

    /// How many steps are done.
    pub fn done(&self) -> usize {
        self.done
    }

    /// What was found. Of an extraction that was not gone through to its last step, what those before it found.
    pub fn finish(self) -> Findings {
        self.found
    }
}

/// All that was found in one report. Indices into these lists name a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Numbers, in text order; none overlaps another.
    pub numbers: Vec<Number>,
    /// Results and commitments, in text order; none overlaps another.
    pub statements: Vec<Statement>,
    /// Results with the commitments that answer them.
    pub pairs: Vec<Pair>,
    /// Results that name where a figure came from and where it went.
    pub courses: Vec<Course>,
}

/// One figure: numeral, magnitude, unit, and the qualifier that touches it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Where it stands.
    pub span: Span,
    /// What sort of figure.
    pub kind: NumberKind,
    /// The value in base units: 万 and 亿 expanded, per cent as a fraction; a date is its year or yyyymmdd;
    /// the lower end of a range. `None` for codes and slogans, and where no value is certain.
    pub value: Option<Decimal>,
    /// The upper end of a range (4.5%—5%, 三至五家), else `None`.
    pub upper: Option<Decimal>,
    /// The unit as written: 元, 平方米, 人次, `%`, 百分点; `None` for a bare ratio, code or slogan.
    pub unit: Option<String>,
    /// How the qualifier bends the value.
    pub approx: Approx,
    /// Where the governing verb sends it.
    pub direction: Option<Direction>,
    /// The indicator that it measures, in the report's words, at most 12 characters.
    pub subject: Option<String>,
    /// Where those words stand, if it is one stretch.
    pub subject_span: Option<Span>,
    /// Why it was found.
    pub rule: Rule,
}

/// Why something was found: the rule's name and the lexicon entry that fired, for the reader who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// A stable, dotted name: `number.count`, `statement.plan.verb`.
    pub name: &'static str,
    /// The entry of the lexicon, as the lexicon has it; empty if the rule needs none.
    pub entry: &'static str,
}

/// Sorts of figures. All but the last four are quantities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NumberKind {
    /// 4500亿元
    Money,
    /// 6%
    Percent,
    /// 3个百分点
    PercentagePoint,
    /// 90余万人次
    Count,
    /// 18公里
    Length,
    /// 12.5万平方米
    Area,
    /// 605吨
    Mass,
    /// 3亿立方米
    Volume,
    /// 300万千瓦
    Energy,
    /// 44微克/立方米
    Concentration,
    /// 三年（行动计划）
    Duration,
    /// 4.5:1, 1.5倍
    Ratio,
    /// 6.8吨/平方公里·月
    Rate,
    /// 2020年1月5日
    Date,
    /// 第十六届
    Ordinal,
    /// 12345, 5G, 12号线
    Code,
    /// “七有”“五性”
    Policy,
}

impl NumberKind {
    /// All of them, quantities first.
    pub const ALL: [Self; 17] = [
        Self::Money,
        Self::Percent,
        Self::PercentagePoint,
        Self::Count,
        Self::Length,
        Self::Area,
        Self::Mass,
        Self::Volume,
        Self::Energy,
        Self::Concentration,
        Self::Duration,
        Self::Ratio,
        Self::Rate,
        Self::Date,
        Self::Ordinal,
        Self::Code,
        Self::Policy,
    ];

    /// The kind of this name in files.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it measures something: all kinds but dates, ordinals, codes and slogans.
    pub fn is_quantity(self) -> bool {
        !matches!(self, Self::Date | Self::Ordinal | Self::Code | Self::Policy)
    }

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Percent => "percent",
            Self::PercentagePoint => "percentage_point",
            Self::Count => "count",
            Self::Length => "length",
            Self::Area => "area",
            Self::Mass => "mass",
            Self::Volume => "volume",
            Self::Energy => "energy",
            Self::Concentration => "concentration",
            Self::Duration => "duration",
            Self::Ratio => "ratio",
            Self::Rate => "rate",
            Self::Date => "date",
            Self::Ordinal => "ordinal",
            Self::Code => "code",
            Self::Policy => "policy",
        }
    }
}

/// How a qualifier bends a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Approx {
    /// No qualifier.
    #[default]
    Exact,
    /// 左右 约 上下
    About,
    /// 余 多 几 超 超过 逾 突破
    Over,
    /// 近
    Under,
    /// 以上 不少于 不低于 至少
    AtLeast,
    /// 以内 以下 不超过
    AtMost,
}

impl Approx {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::Over => "over",
            Self::Under => "under",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
        }
    }
}

/// Where the governing verb sends a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// 增长 提高 新增
    Increase,
    /// 下降 减少
    Decrease,
    /// 达到 提升至
    Reach,
    /// 降至 精简至
    ReduceTo,
}

impl Direction {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Increase => "increase",
            Self::Decrease => "decrease",
            Self::Reach => "reach",
            Self::ReduceTo => "reduce_to",
        }
    }
}

/// A clause that reports an outcome or promises one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The clause, without the mark that ends it.
    pub span: Span,
    /// Result or commitment, with what only a commitment has.
    pub kind: StatementKind,
    /// The verb that carries it (完成, 推动): where the page puts its 圈点. Inside `span`, may be empty.
    pub verb: Span,
    /// The numbers inside, as indices into [`Findings::numbers`].
    pub numbers: Vec<usize>,
    /// Whether anyone could check it: a numeric target, or all-or-nothing wording.
    pub measurable: bool,
    /// The block of the heading it stands under, if any, as an index into [`Report::blocks`].
    pub heading: Option<usize>,
    /// The topic sentence that opens its paragraph, if there is one.
    pub theme: Option<Span>,
    /// The departments that the text itself makes answerable, in order.
    pub departments: Vec<Span>,
    /// Why it was found.
    pub rule: Rule,
}

/// Result or commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementKind {
    /// An outcome of the review.
    Result,
    /// A promise of the plan.
    Commitment {
        /// How hard it binds.
        strength: Strength,
        /// By when, in the report's words (年内, 2020年底前), if it says.
        deadline: Option<Span>,
    },
}

/// How hard a commitment binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Strength {
    /// 探索 研究 鼓励
    Exploratory,
    /// 力争 推动 推进
    Intended,
    /// 确保 完成 新增
    Firm,
}

impl Strength {
    /// All of them, the hardest first.
    pub const ALL: [Self; 3] = [Self::Firm, Self::Intended, Self::Exploratory];

    /// The strength of this name in files.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|strength| strength.name() == name)
    }

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Firm => "firm",
            Self::Intended => "intended",
            Self::Exploratory => "exploratory",
        }
    }
}

/// A result and the commitment on the same indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Index into [`Findings::statements`] of the result.
    pub result: usize,
    /// Index into [`Findings::statements`] of the commitment.
    pub target: usize,
    /// What both are about, in the report's words.
    pub indicator: String,
    /// The two figures that compare, as indices into [`Findings::numbers`], if their units agree.
    pub figures: Option<(usize, usize)>,
    /// What sort of target it is.
    pub aim: Aim,
    /// Why they were paired.
    pub rule: Rule,
}

/// Both ends of a figure's way within one result: 由10万辆降至5万辆.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Index into [`Findings::statements`] of the result.
    pub statement: usize,
    /// Index into [`Findings::numbers`] of where it came from.
    pub from: usize,
    /// Index into [`Findings::numbers`] of where it went.
    pub to: usize,
    /// Why it was found.
    pub rule: Rule,
}

/// What sort of target a commitment sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aim {
    /// A level to reach.
    Level,
    /// A floor.
    AtLeast,
    /// A ceiling.
    AtMost,
    /// A rate of growth or decline.
    Growth,
    /// Done or not done.
    Done,
}

impl Aim {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
            Self::Growth => "growth",
            Self::Done => "done",
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        report,
        text::{Encoding, SourceText},
    };

    /// Text of the genre, torn and put together again: headings, verbs, figures, marks, and whatever else.
    fn torn_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            prop::sample::select(vec![
                "一、2025年工作回顾\n",
                "二、2026年工作安排\n",
                "主要预期目标是：",
                "总体要求是：",
                "一是",
                "（二）",
                "——",
                "推动",
                "建成",
                "探索",
                "不断提升",
                "让",
                "围绕",
                "发挥作用",
                "年底前",
                "水渠",
                "电梯",
                "由",
                "降至",
                "12部",
                "3.5万人",
                "6%左右",
                "分别",
                "，",
                "；",
                "。",
                "、",
                "和",
                "：",
                "“",
                "”",
                "（",
                "）",
                "\n",
                " ",
                "等",
                "了",
                "是",
                "占",
                "责任单位：",
            ])
            .prop_map(str::to_owned),
            ".{0,3}",
        ];
        proptest::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn findings_hang_together_whatever_the_text(text in torn_text()) {
            let report = report::parse(SourceText::new(text, Encoding::Utf8));
            let found = extract(&report);
            for pair in found.statements.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start);
            }
            for statement in &found.statements {
                prop_assert!(!report.slice(statement.span).is_empty());
                prop_assert!(statement.verb.is_empty() || statement.span.covers(statement.verb));
                prop_assert!(statement.numbers.iter().all(|&n| statement.span.covers(found.numbers[n].span)));
                prop_assert!(statement.departments.iter().all(|&d| !report.slice(d).is_empty()));
            }
            for pair in &found.pairs {
                prop_assert_eq!(found.statements[pair.result].kind, StatementKind::Result);
                prop_assert!(found.statements[pair.target].kind != StatementKind::Result);
                prop_assert!(!pair.indicator.is_empty());
                if let Some((was, is)) = pair.figures {
                    prop_assert_eq!(&found.numbers[was].unit, &found.numbers[is].unit);
                }
            }
            for course in &found.courses {
                let statement = &found.statements[course.statement];
                prop_assert!(statement.numbers.contains(&course.from) && statement.numbers.contains(&course.to));
            }
        }
    }
}

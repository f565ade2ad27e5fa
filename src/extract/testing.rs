//! Small reports for the tests of statements and pairs, with their figures marked by hand, so that a test of a
//! rule does not depend on the rules for numbers; and the barest number, for tests that need no more.

use super::{Approx, Decimal, Number, NumberKind, Rule, Statement, statements};
use crate::{
    report::{Block, BlockKind, Part, Report, parse},
    text::{Encoding, SourceText, Span},
};

/// A report, its numbers, and the statements that the rules find.
pub struct Sample {
    /// The report: one block a paragraph.
    pub report: Report,
    /// What stood in square brackets.
    pub numbers: Vec<Number>,
    /// What [`statements::find`] makes of it.
    pub statements: Vec<Statement>,
}

impl Sample {
    /// One paragraph each; a figure stands in square brackets: 新建学校[12所]. A paragraph that starts with `#`
    /// is a heading.
    pub fn new(paragraphs: &[(Part, &str)]) -> Self {
        let mut text = String::new();
        let mut numbers = Vec::new();
        let mut blocks = Vec::new();
        for &(part, paragraph) in paragraphs {
            if !text.is_empty() {
                text.push('\n');
            }
            let start = text.len();
            let heading = paragraph.strip_prefix('#');
            for piece in heading.unwrap_or(paragraph).split_inclusive([']', '[']) {
                if let Some(figure) = piece.strip_suffix(']') {
                    numbers.push(number(figure, text.len()));
                    text.push_str(figure);
                } else {
                    text.push_str(piece.trim_end_matches('['));
                }
            }
            let kind = if heading.is_some() { BlockKind::Heading } else { BlockKind::Body };
            let level = u8::from(heading.is_some());
            blocks.push(Block { kind, level, span: Span::of(start..text.len()), part });
        }
        // The blocks are given, whatever the parser would make of the text.
        let mut report = parse(SourceText::new(text.clone(), Encoding::Utf8));
        report.text = text;
        report.blocks = blocks;
        let statements = statements::find(&report, &numbers, &statements::Cues::of(&report));
        Self { report, numbers, statements }
    }
}

/// A number of the simplest sort: digits, 万, a unit, and 以上, 以内 or 以下 behind it.
fn number(figure: &str, at: usize) -> Number {
    let (bare, approx) = [("以上", Approx::AtLeast), ("以内", Approx::AtMost), ("以下", Approx::AtMost)]
        .iter()
        .find_map(|(tail, approx)| figure.strip_suffix(tail).map(|bare| (bare, *approx)))
        .unwrap_or((figure, Approx::Exact));
    let digits = bare.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = &bare[digits.len()..];
    let (kind, power, unit) = match unit {
        _ if figure.starts_with('第') => (NumberKind::Ordinal, 0, "次"),
        "%" => (NumberKind::Percent, -2, "%"),
        "年" if digits.len() == 4 => (NumberKind::Date, 0, "年"),
        "年底前" | "月底前" => (NumberKind::Date, 0, "年"),
        "公里" => (NumberKind::Length, 0, unit),
        "年" | "个月" => (NumberKind::Duration, 0, unit),
        _ if unit.contains('元') => (NumberKind::Money, if unit.starts_with('亿') { 8 } else { 0 }, "元"),
        _ => {
            unit.strip_prefix('万').map_or((NumberKind::Count, 0, unit), |unit| (NumberKind::Count, 4, unit))
        }
    };
    Number {
        kind,
        value: Decimal::parse(digits).and_then(|value| value.shift(power)),
        unit: Some(unit.to_owned()),
        approx,
        ..count(Span::of(at..at + figure.len()))
    }
}

/// The rule that a test gives what it finds by hand.
pub const RULE: Rule = Rule { name: "test", entry: "" };

/// A count at `span` of which nothing more is said.
pub fn count(span: Span) -> Number {
    Number {
        span,
        kind: NumberKind::Count,
        value: None,
        upper: None,
        unit: None,
        approx: Approx::Exact,
        direction: None,
        subject: None,
        subject_span: None,
        rule: RULE,
    }
}

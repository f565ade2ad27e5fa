//! A report's findings as files: JSON, one line of JSON, or rows of a table.
//!
//! Must hold: every place is a pair of Unicode code points of the decoded source, end exclusive; values are
//! exact decimals written as strings; a quoted `text` holds no white space, so that a passage reads the same
//! however its source was wrapped. Keys beyond the basic ones (`upper`, `verb`, `change`…) may be added to,
//! none is renamed.

use serde::Serialize;

use super::{correction, csv, instant};
use crate::{
    extract::{Course, Findings, Number, Pair, Rule, Statement, StatementKind},
    note::{Claim, Correction},
    report::{Block, BlockKind, Part, Report},
    text::{CodePointOffset, Offset, Span},
};

/// What of the findings a file tells.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The name of the report's file, if the reader should see which one it was.
    pub file: Option<&'a str>,
    /// Whether each finding names the rule that made it.
    pub explain: bool,
    /// The corrections by which the findings were amended ([`crate::note::correction`]).
    pub claims: &'a [Claim],
}

/// The findings as JSON over several lines, without a line break at the end.
pub fn to_json(report: &Report, findings: &Findings, options: Options<'_>) -> String {
    serde_json::to_string_pretty(&File::new(report, findings, options)).unwrap_or_default()
}

/// The findings as one line of JSON, without a line break at the end.
pub fn to_json_line(report: &Report, findings: &Findings, options: Options<'_>) -> String {
    serde_json::to_string(&File::new(report, findings, options)).unwrap_or_default()
}

/// The names of the columns that [`to_csv_rows`] writes.
pub const CSV_COLUMNS: [&str; 26] = [
    "file",
    "finding",
    "index",
    "start",
    "end",
    "text",
    "kind",
    "value",
    "upper",
    "unit",
    "approx",
    "direction",
    "subject",
    "numbers",
    "measurable",
    "strength",
    "deadline",
    "section",
    "theme",
    "departments",
    "result",
    "target",
    "aim",
    "change",
    "rule",
    "correction",
];

/// The findings as rows of one table (numbers, statements, pairs, courses, corrections; `finding` says which a row is),
/// in the columns of [`CSV_COLUMNS`]. No heading row: several reports can follow one another.
pub fn to_csv_rows(report: &Report, findings: &Findings, options: Options<'_>) -> String {
    let file = File::new(report, findings, options);
    let mut out = String::new();
    // Rows are written cell by cell under their column's name, so a new column cannot shift the others.
    let mut write = |named: &[(&str, &str)]| {
        let cell = |column: &str| named.iter().find(|(name, _)| *name == column).map_or("", |(_, cell)| cell);
        csv::write_row(&mut out, CSV_COLUMNS.map(cell));
    };
    let name = options.file.unwrap_or_default();
    for (i, number) in file.numbers.iter().enumerate() {
        write(&[
            ("file", name),
            ("finding", "number"),
            ("index", &i.to_string()),
            ("start", &number.span[0].to_string()),
            ("end", &number.span[1].to_string()),
            ("text", &number.text),
            ("kind", number.kind),
            ("value", number.value.as_deref().unwrap_or_default()),
            ("upper", number.upper.as_deref().unwrap_or_default()),
            ("unit", number.unit.unwrap_or_default()),
            ("approx", number.approx),
            ("direction", number.direction.unwrap_or_default()),
            ("subject", number.subject.unwrap_or_default()),
            ("rule", &rule_cell(number.rule.as_ref())),
            ("correction", &index_cell(number.correction)),
        ]);
    }
    for (i, statement) in file.statements.iter().enumerate() {
        let heading = findings.statements[i].heading.map(|block| quote(report, report.blocks[block].span));
        write(&[
            ("file", name),
            ("finding", "statement"),
            ("index", &i.to_string()),
            ("start", &statement.span[0].to_string()),
            ("end", &statement.span[1].to_string()),
            ("text", &statement.text),
            ("kind", statement.kind),
            ("numbers", &joined(statement.numbers.iter().map(ToString::to_string))),
            ("measurable", if statement.measurable { "true" } else { "false" }),
            ("strength", statement.strength.unwrap_or_default()),
            ("deadline", statement.deadline.as_deref().unwrap_or_default()),
            ("section", heading.as_deref().unwrap_or_default()),
            ("theme", statement.theme.as_deref().unwrap_or_default()),
            ("departments", &joined(statement.departments.iter().cloned())),
            ("rule", &rule_cell(statement.rule.as_ref())),
            ("correction", &index_cell(statement.correction)),
        ]);
    }
    for (i, pair) in file.pairs.iter().enumerate() {
        write(&[
            ("file", name),
            ("finding", "pair"),
            ("index", &i.to_string()),
            ("text", pair.indicator),
            ("result", &pair.result.to_string()),
            ("target", &pair.target.to_string()),
            ("aim", pair.aim),
            ("change", pair.change.as_ref().and_then(|c| c.difference.as_deref()).unwrap_or_default()),
            ("rule", &rule_cell(pair.rule.as_ref())),
        ]);
    }
    for (i, course) in file.courses.iter().enumerate() {
        write(&[
            ("file", name),
            ("finding", "course"),
            ("index", &i.to_string()),
            ("numbers", &format!("{} {}", course.change.from, course.change.to)),
            ("result", &course.statement.to_string()),
            ("change", course.change.difference.as_deref().unwrap_or_default()),
            ("rule", &rule_cell(course.rule.as_ref())),
        ]);
    }
    for (i, said) in file.corrections.iter().enumerate() {
        write(&[
            ("file", name),
            ("finding", "correction"),
            ("index", &i.to_string()),
            ("start", &said.span[0].to_string()),
            ("end", &said.span[1].to_string()),
            ("text", &said.text),
            ("kind", if said.applied { "applied" } else { "overruled" }),
            ("correction", &said.says),
        ]);
    }
    out
}

fn joined(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(" ")
}

fn rule_cell(rule: Option<&RuleRecord>) -> String {
    rule.map(|r| format!("{} {}", r.name, r.entry).trim_end().to_owned()).unwrap_or_default()
}

/// `start`, `end` in code points of the source.
type Place = [usize; 2];

#[derive(Serialize)]
struct File<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    digest: String,
    blocks: Vec<BlockRecord>,
    numbers: Vec<NumberRecord<'a>>,
    statements: Vec<StatementRecord>,
    pairs: Vec<PairRecord<'a>>,
    courses: Vec<CourseRecord>,
    /// Absent where nobody has corrected anything.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<CorrectionRecord>,
}

#[derive(Serialize)]
struct BlockRecord {
    kind: &'static str,
    level: u8,
    span: Place,
    text: String,
    part: &'static str,
    /// What a body block is in truth, where that is no paragraph: a table's row, a note.
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<&'static str>,
}

#[derive(Serialize)]
struct NumberRecord<'a> {
    span: Place,
    text: String,
    kind: &'static str,
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    upper: Option<String>,
    unit: Option<&'a str>,
    approx: &'static str,
    direction: Option<&'static str>,
    subject: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<RuleRecord>,
    /// The correction that made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    correction: Option<usize>,
}

#[derive(Serialize)]
struct StatementRecord {
    span: Place,
    text: String,
    kind: &'static str,
    numbers: Vec<usize>,
    measurable: bool,
    /// Absent from results: only a promise binds.
    #[serde(skip_serializing_if = "Option::is_none")]
    strength: Option<&'static str>,
    deadline: Option<String>,
    verb: Option<String>,
    /// The heading's block.
    heading: Option<usize>,
    theme: Option<String>,
    departments: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<RuleRecord>,
    /// The correction that made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    correction: Option<usize>,
}

#[derive(Serialize)]
struct PairRecord<'a> {
    result: usize,
    target: usize,
    indicator: &'a str,
    aim: &'static str,
    change: Option<Change>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<RuleRecord>,
}

/// A figure's way within one result.
#[derive(Serialize)]
struct CourseRecord {
    statement: usize,
    #[serde(flatten)]
    change: Change,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<RuleRecord>,
}

/// From one figure to another: last year's result and this year's target, or both ends of a course.
#[derive(Serialize)]
struct Change {
    /// The first number.
    from: usize,
    /// The second number.
    to: usize,
    /// `to - from`, exact, in base units; absent if one of them has no certain value.
    difference: Option<String>,
    /// `difference / from`, the only figure here that is rounded; absent if `from` is zero.
    #[serde(skip_serializing_if = "Option::is_none")]
    ratio: Option<f64>,
}

/// What a person says of a stretch.
#[derive(Serialize)]
struct CorrectionRecord {
    note: String,
    span: Place,
    text: String,
    says: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    by: String,
    at: String,
    /// Whether it holds: no newer one of its sort overlaps it.
    applied: bool,
}

#[derive(Serialize)]
struct RuleRecord {
    name: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    entry: &'static str,
}

impl<'a> File<'a> {
    fn new(report: &'a Report, findings: &'a Findings, options: Options<'a>) -> Self {
        let rule = |rule: &Rule| options.explain.then_some(RuleRecord { name: rule.name, entry: rule.entry });
        let made_by = |span: Span, number: bool| {
            options.claims.iter().position(|claim| claim.holds && claim.concerns(span, number))
        };
        Self {
            file: options.file,
            digest: report.source.digest().to_string(),
            blocks: report.blocks.iter().map(|b| BlockRecord::new(report, b)).collect(),
            numbers: findings
                .numbers
                .iter()
                .map(|n| NumberRecord {
                    correction: made_by(n.span, true),
                    ..NumberRecord::new(report, n, rule(&n.rule))
                })
                .collect(),
            statements: findings
                .statements
                .iter()
                .map(|s| StatementRecord {
                    correction: made_by(s.span, false),
                    ..StatementRecord::new(report, s, rule(&s.rule))
                })
                .collect(),
            pairs: findings.pairs.iter().map(|p| PairRecord::new(findings, p, rule(&p.rule))).collect(),
            courses: findings.courses.iter().map(|c| CourseRecord::new(findings, c, rule(&c.rule))).collect(),
            corrections: options.claims.iter().map(|claim| CorrectionRecord::new(report, claim)).collect(),
        }
    }
}

impl BlockRecord {
    fn new(report: &Report, block: &Block) -> Self {
        let (kind, form) = match block.kind {
            BlockKind::Title => ("title", None),
            BlockKind::Subtitle => ("subtitle", None),
            BlockKind::Byline => ("byline", None),
            BlockKind::Salutation => ("salutation", None),
            BlockKind::Heading => ("heading", None),
            BlockKind::Body => ("body", None),
            BlockKind::Row => ("body", Some("row")),
            BlockKind::Note => ("body", Some("note")),
            BlockKind::Closing => ("closing", None),
        };
        let part = match block.part {
            Part::Front => "front",
            Part::Review => "review",
            Part::Plan => "plan",
            Part::Other => "other",
        };
        let text = report.slice(block.span).to_owned();
        Self { kind, level: block.level, span: place(report, block.span), text, part, form }
    }
}

impl<'a> NumberRecord<'a> {
    fn new(report: &Report, number: &'a Number, rule: Option<RuleRecord>) -> Self {
        Self {
            span: place(report, number.span),
            text: quote(report, number.span),
            kind: number.kind.name(),
            value: number.value.map(|v| v.to_string()),
            upper: number.upper.map(|v| v.to_string()),
            unit: number.unit.as_deref(),
            approx: number.approx.name(),
            direction: number.direction.map(crate::extract::Direction::name),
            subject: number.subject.as_deref(),
            rule,
            correction: None,
        }
    }
}

impl StatementRecord {
    fn new(report: &Report, statement: &Statement, rule: Option<RuleRecord>) -> Self {
        let (kind, strength, deadline) = match statement.kind {
            StatementKind::Result => ("result", None, None),
            StatementKind::Commitment { strength, deadline } => ("commitment", Some(strength), deadline),
        };
        Self {
            span: place(report, statement.span),
            text: quote(report, statement.span),
            kind,
            numbers: statement.numbers.clone(),
            measurable: statement.measurable,
            strength: strength.map(crate::extract::Strength::name),
            deadline: deadline.map(|span| quote(report, span)),
            verb: (!statement.verb.is_empty()).then(|| quote(report, statement.verb)),
            heading: statement.heading,
            theme: statement.theme.map(|span| quote(report, span)),
            departments: statement.departments.iter().map(|&span| quote(report, span)).collect(),
            rule,
            correction: None,
        }
    }
}

impl CorrectionRecord {
    fn new(report: &Report, claim: &Claim) -> Self {
        Self {
            note: format!("urn:uuid:{}", claim.note),
            span: place(report, claim.given.span),
            text: quote(report, claim.given.span),
            says: correction::write(&Correction::from(claim.given.verdict)),
            by: claim.by.name.clone(),
            at: instant::write(claim.at),
            applied: claim.holds,
        }
    }
}

impl<'a> PairRecord<'a> {
    fn new(findings: &Findings, pair: &'a Pair, rule: Option<RuleRecord>) -> Self {
        let change = pair.figures.map(|(from, to)| Change::new(findings, from, to));
        Self {
            result: pair.result,
            target: pair.target,
            indicator: &pair.indicator,
            aim: pair.aim.name(),
            change,
            rule,
        }
    }
}

impl CourseRecord {
    fn new(findings: &Findings, course: &Course, rule: Option<RuleRecord>) -> Self {
        let change = Change::new(findings, course.from, course.to);
        Self { statement: course.statement, change, rule }
    }
}

impl Change {
    fn new(findings: &Findings, from: usize, to: usize) -> Self {
        let value = |number: usize| findings.numbers[number].value;
        let difference = value(from).zip(value(to)).and_then(|(was, is)| is.checked_sub(was));
        let ratio = difference.zip(value(from)).and_then(|(by, was)| by.ratio(was));
        let ratio = ratio.map(|r| (r * 1e6).round() / 1e6);
        Self { from, to, difference: difference.map(|d| d.to_string()), ratio }
    }
}

fn index_cell(index: Option<usize>) -> String {
    index.map(|index| index.to_string()).unwrap_or_default()
}

fn place(report: &Report, span: Span) -> Place {
    let span: Span<CodePointOffset> = report.source.code_points(report.to_source(span));
    [span.start.get(), span.end.get()]
}

fn quote(report: &Report, span: Span) -> String {
    report.slice(span).split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        extract::{Approx, Decimal, NumberKind},
        report::parse,
        text::{Encoding, SourceText},
    };

    fn report() -> Report {
        parse(SourceText::new("标题\n\n建成 12 部电梯".to_owned(), Encoding::Utf8))
    }

    fn findings(report: &Report) -> Findings {
        let at = report.text.find("12部").unwrap();
        let number = Number {
            span: Span::of(at..at + "12部".len()),
            kind: NumberKind::Count,
            value: Decimal::parse("12"),
            upper: None,
            unit: Some("部".to_owned()),
            approx: Approx::Exact,
            direction: None,
            subject: Some("电梯".to_owned()),
            subject_span: None,
            rule: Rule { name: "number.count", entry: "部" },
        };
        Findings { numbers: vec![number], ..Findings::default() }
    }

    #[test]
    fn places_are_code_points_of_the_source_and_quotes_hold_no_blanks() {
        let report = report();
        let json = to_json_line(&report, &findings(&report), Options::default());
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let number = &value["numbers"][0];
        assert_eq!(number["text"], "12部");
        assert_eq!(number["value"], "12");
        let source: Vec<char> = report.source.text().chars().collect();
        let (start, end) = (number["span"][0].as_u64().unwrap(), number["span"][1].as_u64().unwrap());
        let slice: String =
            source[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()].iter().collect();
        assert_eq!(slice.split_whitespace().collect::<String>(), "12部");
        assert!(number.get("rule").is_none());
    }

    #[test]
    fn rules_are_named_when_asked_for() {
        let report = report();
        let options = Options { explain: true, file: Some("甲.txt"), claims: &[] };
        let json = to_json_line(&report, &findings(&report), options);
        assert!(json.contains(r#""rule":{"name":"number.count","entry":"部"}"#), "{json}");
        assert!(json.starts_with(r#"{"file":"甲.txt""#), "{json}");
    }

    #[test]
    fn a_row_has_every_column() {
        let report = report();
        let rows =
            to_csv_rows(&report, &findings(&report), Options { file: Some("甲.txt"), ..Options::default() });
        assert_eq!(rows.trim_end().split(',').count(), CSV_COLUMNS.len());
        assert!(rows.starts_with("甲.txt,number,0,"), "{rows}");
    }
}

//! What the page says of a finding: its value written out, its pairs and how they changed.

use crate::{
    extract::{Decimal, Findings, Number, NumberKind, StatementKind},
    report::Report,
    text::Span,
};

/// The value of a number in base units, as a reader writes it: `450,000,000,000 元`, `6%`, `2020-01-05`.
/// `None` for codes and slogans, and where no value is certain.
pub fn value(number: &Number) -> Option<String> {
    let low = one_value(number, number.value?)?;
    let Some(high) = number.upper.and_then(|upper| one_value(number, upper)) else {
        return Some(with_unit(number, low));
    };
    Some(with_unit(number, format!("{low}–{high}")))
}

fn one_value(number: &Number, value: Decimal) -> Option<String> {
    Some(match number.kind {
        NumberKind::Date => date(value),
        NumberKind::Code | NumberKind::Policy => return None,
        _ => grouped(shown_value(number, value)?),
    })
}

/// `value`, one of the values of `number`, as the page counts it: a share is a fraction inside and hundredths (or
/// thousandths) on the page. `None` if it does not fit.
pub fn shown_value(number: &Number, value: Decimal) -> Option<Decimal> {
    match number.kind {
        NumberKind::Percent | NumberKind::PercentagePoint if number.unit.as_deref() == Some("‰") => {
            value.shift(3)
        }
        NumberKind::Percent | NumberKind::PercentagePoint => value.shift(2),
        _ => Some(value),
    }
}

fn with_unit(number: &Number, value: String) -> String {
    match number.unit.as_deref() {
        Some(unit @ ("%" | "％" | "‰")) => format!("{value}{}", if unit == "％" { "%" } else { unit }),
        Some(unit) if number.kind != NumberKind::Date => format!("{value} {unit}"),
        _ => value,
    }
}

/// `20200105` → `2020-01-05`; a year stays as it is.
fn date(value: Decimal) -> String {
    let digits = value.to_string();
    match digits.len() {
        8 if digits.is_ascii() => format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]),
        6 if digits.is_ascii() => format!("{}-{}", &digits[..4], &digits[4..]),
        _ => digits,
    }
}

/// A number with a comma between its thousands.
pub fn grouped(value: Decimal) -> String {
    let digits = value.to_string();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |digits| ("−", digits));
    let (whole, fraction) =
        digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut shown = sign.to_owned();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if let Some(fraction) = fraction {
        shown.push('.');
        shown.push_str(fraction);
    }
    shown
}

/// The other half of a pair, seen from one of its statements.
#[derive(Clone, Debug, PartialEq)]
pub struct PairView {
    /// The other statement, as an index into the findings.
    pub other: usize,
    /// Whether that one is last year's result.
    pub is_result: bool,
    /// What both are about.
    pub indicator: String,
    /// Its words.
    pub text: String,
    /// The block that it stands in.
    pub block: usize,
    /// From last year's figure to this year's, if they compare.
    pub change: Option<Change>,
}

/// Two figures that compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Last year's, in the report's words.
    pub from: String,
    /// This year's.
    pub to: String,
    /// The difference: `+25%`, or in percentage points where both are shares: `−0.5 pp`.
    pub difference: String,
}

/// The pairs that a statement is in. Linear in the pairs of the report.
pub fn pairs(report: &Report, findings: &Findings, statement: usize) -> Vec<PairView> {
    let view = |pair: &crate::extract::Pair| {
        let other = if pair.result == statement { pair.target } else { pair.result };
        let span = findings.statements.get(other)?.span;
        Some(PairView {
            other,
            is_result: findings.statements[other].kind == StatementKind::Result,
            indicator: pair.indicator.clone(),
            text: report.slice(span).to_owned(),
            block: report.block_at(span.start)?,
            change: pair.figures.and_then(|(from, to)| change(report, findings, from, to)),
        })
    };
    let of = |pair: &&crate::extract::Pair| pair.result == statement || pair.target == statement;
    findings.pairs.iter().filter(of).filter_map(view).collect()
}

fn change(report: &Report, findings: &Findings, from: usize, to: usize) -> Option<Change> {
    let (from, to) = (findings.numbers.get(from)?, findings.numbers.get(to)?);
    let slice = |span: Span| report.slice(span).to_owned();
    let (old, new) = (from.value?, to.value?);
    let shares = [from, to].map(|n| matches!(n.kind, NumberKind::Percent | NumberKind::PercentagePoint));
    let (sign, amount, unit) = match shares {
        [true, true] => (new >= old, new.checked_sub(old)?.shift(2)?.to_string(), " pp"),
        [false, false] if from.unit == to.unit => {
            let percent = (new.ratio(old)? - 1.0) * 100.0;
            (
                percent >= 0.0,
                format!("{percent:.1}").trim_end_matches('0').trim_end_matches('.').to_owned(),
                "%",
            )
        }
        _ => return None,
    };
    let amount = amount.trim_start_matches('-');
    let difference = if amount == "0" {
        "±0".to_owned()
    } else {
        format!("{}{amount}{unit}", if sign { "+" } else { "−" })
    };
    Some(Change { from: slice(from.span), to: slice(to.span), difference })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        extract::{
            Aim, Pair, Statement, Strength,
            testing::{RULE, count},
        },
        report::parse,
        text::{Encoding, SourceText},
    };

    fn number(span: Span, kind: NumberKind, value: &str, unit: Option<&str>) -> Number {
        Number { kind, value: Decimal::parse(value), unit: unit.map(str::to_owned), ..count(span) }
    }

    fn check(kind: NumberKind, value_: &str, unit: Option<&str>, expect: Option<&str>) {
        assert_eq!(value(&number(Span::of(0..0), kind, value_, unit)).as_deref(), expect);
    }

    #[test]
    fn values_are_written_out() {
        check(NumberKind::Money, "450000000000", Some("元"), Some("450,000,000,000 元"));
        check(NumberKind::Percent, "0.06", Some("%"), Some("6%"));
        check(NumberKind::Percent, "0.012", Some("‰"), Some("12‰"));
        check(NumberKind::PercentagePoint, "0.03", Some("百分点"), Some("3 百分点"));
        check(NumberKind::Date, "20200105", None, Some("2020-01-05"));
        check(NumberKind::Date, "2020", None, Some("2020"));
        check(NumberKind::Code, "12345", None, None);
        check(NumberKind::Count, "-1234.5", Some("个"), Some("−1,234.5 个"));
    }

    #[test]
    fn a_range_shows_both_ends() {
        let range = Number {
            upper: Decimal::parse("0.05"),
            ..number(Span::of(0..0), NumberKind::Percent, "0.045", Some("%"))
        };
        assert_eq!(value(&range).as_deref(), Some("4.5–5%"));
    }

    fn statement(span: Span, kind: StatementKind) -> Statement {
        Statement {
            span,
            kind,
            verb: Span::of(span.range().start..span.range().start),
            numbers: Vec::new(),
            measurable: true,
            heading: None,
            theme: None,
            departments: Vec::new(),
            rule: RULE,
        }
    }

    fn difference(kind: NumberKind, unit: &str, old: &str, new: &str) -> Option<String> {
        let report = parse(SourceText::new("去年旧，今年新".to_owned(), Encoding::Utf8));
        let findings = Findings {
            numbers: vec![
                number(Span::of(6..9), kind, old, Some(unit)),
                number(Span::of(18..21), kind, new, Some(unit)),
            ],
            statements: vec![
                statement(Span::of(0..9), StatementKind::Result),
                statement(
                    Span::of(12..21),
                    StatementKind::Commitment { strength: Strength::Firm, deadline: None },
                ),
            ],
            pairs: vec![Pair {
                result: 0,
                target: 1,
                indicator: "某".into(),
                figures: Some((0, 1)),
                aim: Aim::Level,
                rule: RULE,
            }],
            ..Findings::default()
        };
        let seen = pairs(&report, &findings, 1);
        assert_eq!((seen[0].other, seen[0].is_result, seen[0].text.as_str()), (0, true, "去年旧"));
        seen[0].change.clone().map(|change| change.difference)
    }

    #[test]
    fn a_pair_says_how_it_changed() {
        assert_eq!(difference(NumberKind::Count, "部", "12", "15").as_deref(), Some("+25%"));
        assert_eq!(difference(NumberKind::Count, "部", "15", "12").as_deref(), Some("−20%"));
        assert_eq!(difference(NumberKind::Percent, "%", "0.065", "0.06").as_deref(), Some("−0.5 pp"));
        assert_eq!(difference(NumberKind::Count, "部", "12", "12").as_deref(), Some("±0"));
        assert_eq!(difference(NumberKind::Count, "部", "0", "12"), None);
    }
}

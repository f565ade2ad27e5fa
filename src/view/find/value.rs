//! Numbers by value: what `>1000万元`, `1000万元..1亿元` and `5%以上` ask for.
//!
//! Must hold: values compare exactly, in base units; a figure without a unit compares with what stands on the page,
//! whatever is counted there.

use crate::{
    extract::{
        Approx, Decimal, Number, NumberKind, Rule,
        numbers::{find_in, in_base, numerals},
    },
    text::Span,
    view::explain,
};

/// Bounds for the value of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueRange {
    low: Option<Bound>,
    high: Option<Bound>,
    /// The unit that both bounds are in, as [`in_base`] names it; `None` for figures without a unit.
    unit: Option<String>,
    /// The unit as it was typed, and how to say the bounds in it.
    shown: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bound {
    value: Decimal,
    inclusive: bool,
}

/// Signs that compare, the longer before what they begin with.
const SIGNS: [(&str, Sign); 14] = [
    (">=", Sign::AtLeast),
    ("<=", Sign::AtMost),
    ("＞＝", Sign::AtLeast),
    ("＜＝", Sign::AtMost),
    ("≥", Sign::AtLeast),
    ("⩾", Sign::AtLeast),
    ("≤", Sign::AtMost),
    ("⩽", Sign::AtMost),
    (">", Sign::Over),
    ("＞", Sign::Over),
    ("<", Sign::Under),
    ("＜", Sign::Under),
    ("=", Sign::Equal),
    ("＝", Sign::Equal),
];

/// Words that compare. What the engine knows as a qualifier (超过, 不少于, 以上) is read by the engine.
const WORDS: [(&str, Sign); 6] = [
    ("大于", Sign::Over),
    ("多于", Sign::Over),
    ("高于", Sign::Over),
    ("小于", Sign::Under),
    ("低于", Sign::Under),
    ("等于", Sign::Equal),
];

/// What parts the two ends of a range.
const DOTS: [&str; 4] = ["...", "..", "……", "…"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Over,
    AtLeast,
    Equal,
    AtMost,
    Under,
}

/// What was read, and whether it may also be meant as words: `5%以上` stands in reports, `>5%` does not.
pub(super) struct Read {
    pub range: ValueRange,
    pub words: bool,
}

/// Reads a piece of a query that holds no blank; `None` if it asks for no value.
pub(super) fn read(piece: &str) -> Option<Read> {
    if let Some((rest, sign)) = strip(piece, &SIGNS) {
        return Some(Read { range: ValueRange::compared(sign, rest)?, words: false });
    }
    if let Some((low, high)) = DOTS.iter().find_map(|dots| piece.split_once(dots)) {
        return Some(Read { range: ValueRange::between(low, high)?, words: false });
    }
    let range = match strip(piece, &WORDS) {
        Some((rest, sign)) => ValueRange::compared(sign, rest)?,
        None => ValueRange::said(piece)?,
    };
    Some(Read { range, words: true })
}

/// Whether `piece` is a sign that still wants its figure.
pub(super) fn is_sign(piece: &str) -> bool {
    strip(piece, &SIGNS).is_some_and(|(rest, _)| rest.is_empty())
}

fn strip<'a>(piece: &'a str, signs: &[(&str, Sign)]) -> Option<(&'a str, Sign)> {
    signs.iter().find_map(|(sign, means)| Some((piece.strip_prefix(sign)?, *means)))
}

/// One figure of a query.
struct Figure {
    low: Decimal,
    high: Decimal,
    unit: Option<String>,
    approx: Approx,
    shown: String,
}

impl Figure {
    /// What the engine makes of the whole of `text`, if it makes a quantity of it.
    fn of_engine(text: &str) -> Option<Self> {
        let number = find_in(text).into_iter().next()?;
        if number.span.range() != (0..text.len()) || !number.kind.is_quantity() {
            return None;
        }
        let (unit, low) = in_base(&number, number.value?)?;
        let high = number.upper.map_or(Some(low), |upper| Some(in_base(&number, upper)?.1))?;
        let shown = explain::value(&number)?;
        Some(Self { low, high, unit: Some(unit.to_owned()), approx: number.approx, shown })
    }

    /// The same, or a bare figure, or a figure with a unit that the engine takes for something else here.
    fn read(text: &str) -> Option<Self> {
        Self::of_engine(text).or_else(|| {
            let numeral = numerals(text).into_iter().next().filter(|numeral| numeral.range.start == 0)?;
            let value = numeral.value?;
            let unit = &text[numeral.range.end..];
            if unit.is_empty() {
                return Some(Self::exact(value, None, explain::grouped(value)));
            }
            if unit.chars().count() > 6 || unit.contains(|c: char| c.is_ascii_punctuation()) {
                return None;
            }
            let number = amount(text, value, unit);
            let (base, in_base) = in_base(&number, value)?;
            Some(Self::exact(in_base, Some(base.to_owned()), explain::value(&number)?))
        })
    }

    fn exact(value: Decimal, unit: Option<String>, shown: String) -> Self {
        Self { low: value, high: value, unit, approx: Approx::Exact, shown }
    }
}

/// `text` as an amount: the engine reads a year, a code or an ordinal where a reader who compares means one.
fn amount(text: &str, value: Decimal, unit: &str) -> Number {
    Number {
        span: Span::of(0..text.len()),
        kind: NumberKind::Count,
        value: Some(value),
        upper: None,
        unit: Some(unit.to_owned()),
        approx: Approx::Exact,
        direction: None,
        subject: None,
        subject_span: None,
        rule: Rule { name: "find.value", entry: "" },
    }
}

impl ValueRange {
    fn compared(sign: Sign, text: &str) -> Option<Self> {
        let figure = Figure::read(text)?;
        let at = |value, inclusive| Some(Bound { value, inclusive });
        let (low, high, symbol) = match sign {
            Sign::Over => (at(figure.high, false), None, "> "),
            Sign::AtLeast => (at(figure.low, true), None, "≥ "),
            Sign::Equal => (at(figure.low, true), at(figure.high, true), "= "),
            Sign::AtMost => (None, at(figure.high, true), "≤ "),
            Sign::Under => (None, at(figure.low, false), "< "),
        };
        Some(Self { low, high, unit: figure.unit, shown: format!("{symbol}{}", figure.shown) })
    }

    /// A figure with its own words: 超过1000万元, 5%以上, 三至五家, 12部.
    fn said(text: &str) -> Option<Self> {
        let figure = Figure::of_engine(text)?;
        let sign = match figure.approx {
            Approx::Exact | Approx::About => Sign::Equal,
            Approx::Over => Sign::Over,
            Approx::Under => Sign::Under,
            Approx::AtLeast => Sign::AtLeast,
            Approx::AtMost => Sign::AtMost,
        };
        Self::compared(sign, text)
    }

    /// `1000万元..1亿元`; one end may be open. An end without a unit takes the other's, as in `3..5%`.
    fn between(low: &str, high: &str) -> Option<Self> {
        match (low, high) {
            ("", "") => return None,
            ("", high) => return Self::compared(Sign::AtMost, high),
            (low, "") => return Self::compared(Sign::AtLeast, low),
            _ => {}
        }
        let (from, to) = match Figure::of_engine(&format!("{low}—{high}")) {
            Some(both) => (Bound { value: both.low, inclusive: true }, (both.high, both.unit, both.shown)),
            None => {
                let (from, to) = (Figure::read(low)?, Figure::read(high)?);
                if from.unit != to.unit {
                    return None;
                }
                let shown = format!("{} – {}", from.shown, to.shown);
                (Bound { value: from.low, inclusive: true }, (to.high, to.unit, shown))
            }
        };
        let (high, unit, shown) = to;
        Some(Self { low: Some(from), high: Some(Bound { value: high, inclusive: true }), unit, shown })
    }

    /// Whether a number of the report has such a value. What the report gives as a range fits if any of it does;
    /// 超过1000万元 is more than 1000万元, 近5% is less than 5%. An exact value is sought as it is written.
    pub fn holds(&self, number: &Number) -> bool {
        self.check(number).unwrap_or(false)
    }

    fn check(&self, number: &Number) -> Option<bool> {
        if !number.kind.is_quantity() {
            return None;
        }
        let value = |value: Decimal| match &self.unit {
            Some(unit) => in_base(number, value).filter(|(base, _)| base == unit).map(|(_, value)| value),
            None => explain::shown_value(number, value),
        };
        let low = value(number.value?)?;
        let high = match number.upper {
            Some(upper) => value(upper)?,
            None => low,
        };
        let exact = self.low.is_some() && self.low == self.high;
        let (over, under) =
            (!exact && number.approx == Approx::Over, !exact && number.approx == Approx::Under);
        let above = self.low.is_none_or(|bound| {
            high > bound.value || high == bound.value && (over || bound.inclusive && !under)
        });
        let below = self.high.is_none_or(|bound| {
            low < bound.value || low == bound.value && (under || bound.inclusive && !over)
        });
        Some(above && below)
    }

    /// The bounds as a reader writes them, the same in every language: `> 10,000,000 元`.
    pub fn shown(&self) -> &str {
        &self.shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A query, the figures of a report that it finds, and those that it does not.
    fn check(query: &str, finds: &str, not: &str) {
        let range = read(query).unwrap_or_else(|| panic!("{query} asks for a value")).range;
        for (figures, expect) in [(finds, true), (not, false)] {
            for figure in figures.split(' ').filter(|figure| !figure.is_empty()) {
                let number = find_in(figure).into_iter().next();
                let number = number.unwrap_or_else(|| panic!("{figure} holds a number"));
                assert_eq!(range.holds(&number), expect, "{query} {figure} {number:?}");
            }
        }
    }

    #[test]
    fn figures_compare_by_value_in_base_units() {
        check(
            ">1000万元",
            "1001万元 0.2亿元 超过1000万元 1亿元以上",
            "1000万元 近1000万元 2000万美元 2000万人",
        );
        check("≥1000万元", "1000万元 10000000元", "近1000万元 999万元");
        check(">=1,000万元", "1000万元", "999万元");
        check("<5%", "4.9% 百分之四 近5% 千分之三", "5% 5%以上 3个百分点");
        check("＜＝５％", "5% 5%以内", "超过5% 6%");
        check("=12部", "12部 十二部 １２部 近12部", "13部 12个");
        check("=100公顷", "1500亩 1平方公里 100万平方米", "100亩");
        check("<3个百分点", "2.5个百分点", "2%");
    }

    #[test]
    fn ranges_have_two_ends_or_one() {
        check("1000万元..1亿元", "1000万元 5000万元 1亿元", "999万元 1.1亿元");
        check("3..5%", "3% 4.5%—5% 5%", "2.9% 6%");
        check("1000—2000万元", "1500万元", "1500元");
        check("..5%", "5% 1%", "6%");
        check("1亿元…", "2亿元", "5000万元");
    }

    #[test]
    fn words_of_the_report_compare_too() {
        check("超过1000万元", "1001万元 超过1000万元", "1000万元");
        check("5%以上", "5% 6%", "4%");
        check("不低于85%", "85% 90%", "84%");
        check("大于100家", "101家 超过100家", "100家 99家");
        check("三至五家", "4家", "6家");
    }

    #[test]
    fn a_bare_figure_compares_with_what_the_page_shows() {
        check(">1000", "1001个 1万元 2000平方米", "999个 5%");
        check("=6", "6% 6个 六家", "0.06亿元 2016年");
    }

    #[test]
    fn what_is_no_comparison_asks_for_no_value() {
        for query in [
            "就业",
            ">",
            ">就业",
            "..",
            "…",
            "2020",
            "十四五",
            "<b>",
            "=",
            "第一",
            "1000万元..5%",
            "a..b",
            ">1 or 2;",
        ] {
            assert!(read(query).is_none(), "{query}");
        }
    }

    #[test]
    fn the_reader_is_told_what_was_understood() {
        let shown = |query| read(query).unwrap().range.shown().to_owned();
        assert_eq!(shown(">1000万元"), "> 10,000,000 元");
        assert_eq!(shown("5%以上"), "≥ 5%");
        assert_eq!(shown("3..5%"), "3–5%");
        assert_eq!(shown("1000万元..1亿元"), "10,000,000–100,000,000 元");
        assert_eq!(shown("=12部"), "= 12 部");
        assert_eq!(shown("<1000"), "< 1,000");
    }
}

//! Numbers: numerals, what they count in, and which of them measure something.

use std::ops::Range;

use super::{Decimal, Number};
use crate::report::Report;

mod line;
mod numeral;

use line::Line;

/// All numbers of `report`, in text order. Linear in the length of its text.
pub fn find(_report: &Report) -> Vec<Number> {
    Vec::new()
}

/// A numeral in a text, for those who only compare values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// The bytes of the text that it takes, with 万, 亿 and % behind it.
    pub range: Range<usize>,
    /// Its value, 万 and 亿 expanded, % as a fraction; `None` if it is too long, or does not end (三分之一).
    pub value: Option<Decimal>,
    /// The higher value of 五六.
    pub upper: Option<Decimal>,
}

/// Every numeral of `text`, in order, whatever it means there: 1200万 and 12,000,000 have equal values.
/// A unit is no part of it. Linear.
pub fn numerals(text: &str) -> Vec<Numeral> {
    let mut line = Line::default();
    line.read(text, 0);
    let chars = line.chars.as_slice();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let Some(reading) = numeral::may_start(chars[at]).then(|| numeral::read(chars, at)).flatten() else {
            at += 1;
            continue;
        };
        let (power, end) = match chars.get(reading.end) {
            Some('%') => (-2, reading.end + 1),
            Some('‰') => (-3, reading.end + 1),
            _ => (0, reading.end),
        };
        let scaled = |v: Decimal| v.shift(power);
        found.push(Numeral {
            range: line.bytes(at..end),
            value: reading.value.and_then(scaled),
            upper: reading.upper.and_then(scaled),
        });
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_compare_by_value() {
        let values = |text: &str| numerals(text).into_iter().map(|n| n.value).collect::<Vec<_>>();
        assert_eq!(values("1200万"), values("１２，０００，０００"));
        assert_eq!(values("增长6%"), values("增长百分之六"));
        assert_ne!(values("增长6%"), values("增长5.5%"));
        assert_eq!(values("二十四"), values("24"));
    }

    #[test]
    fn numerals_name_their_bytes() {
        let text = "完成 ５．７ 万，降 3‰。";
        let found = numerals(text);
        assert_eq!(found.iter().map(|n| &text[n.range.clone()]).collect::<Vec<_>>(), ["５．７ 万", "3‰"]);
    }
}

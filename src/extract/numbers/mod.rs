//! Numbers: numerals, what they count in, and which of them measure something.
//!
//! Owns: the scanner of numerals ([`numerals`]), the unit lexicon, and the rules that tell quantities from
//! dates, ordinals, codes, slogans and idioms, and say where a quantity goes and what it measures.
//!
//! Must hold: numbers come in text order, never overlap, never cross a block, and start and end on a
//! character that is no white space; every rule looks at a bounded stretch, so the whole is linear.

use std::ops::Range;

use super::{Decimal, Number};
use crate::report::{BlockKind, Report};

mod bare;
mod base;
mod calendar;
#[cfg(test)]
mod cases;
mod code;
mod figure;
mod given;
mod govern;
mod han;
mod item;
mod line;
mod lists;
mod look;
mod nothing;
mod numeral;
mod ordinal;
mod qualifier;
mod ratio;
mod slogan;
mod subject;
mod table;
mod units;
mod verbs;
mod words;

pub use base::in_base;
pub(super) use given::amend;
use item::{Item, Verdict};
use line::Line;
use table::Table;

/// All numbers of `report`, in text order. Linear in the length of its text.
pub fn find(report: &Report) -> Vec<Number> {
    let mut line = Line::default();
    let mut table = Table::default();
    let mut items = Vec::new();
    // A number every hundred bytes.
    let mut numbers = Vec::with_capacity(report.text.len() / 100);
    for block in &report.blocks {
        line.read(report.slice(block.span), block.span.range().start);
        if block.kind == BlockKind::Row {
            table.row(&line.chars, &mut items);
        } else {
            table.leave(&line.chars);
            read(&line.chars, &mut items);
        }
        numbers.extend(items.drain(..).map(|item| item.finish(&line)));
    }
    numbers
}

/// The numbers of a text of one line that stands by itself, as a reader types it; places are its own. Linear.
pub fn find_in(text: &str) -> Vec<Number> {
    let mut line = Line::default();
    let mut items = Vec::new();
    line.read(text, 0);
    read(&line.chars, &mut items);
    items.into_iter().map(|item| item.finish(&line)).collect()
}

/// The numbers of one line of prose, with where they go and what they measure.
fn read(chars: &[char], items: &mut Vec<Item>) {
    scan(chars, items);
    lists::spread(chars, items);
    govern::direct(chars, items);
}

/// Finds the numbers of one line.
fn scan(chars: &[char], items: &mut Vec<Item>) {
    items.clear();
    let mut at = 0;
    // Where the last number ended: nothing may reach back over it.
    let mut floor = 0;
    while at < chars.len() {
        if matches!(chars[at], '“' | '"' | '「' | '‘')
            && let Some(item) = slogan::quoted(chars, at)
        {
            at = item.range.end;
            floor = at;
            items.push(item);
            continue;
        }
        if !numeral::may_start(chars[at]) {
            at += 1;
            continue;
        }
        match judge(chars, at, floor) {
            Verdict::Item(item) => {
                at = item.range.end.max(at + 1);
                floor = at;
                items.push(item);
            }
            Verdict::Skip(end) => at = end.max(at + 1),
        }
    }
}

/// What the numeral at `at` is, most certain reading first.
fn judge(chars: &[char], at: usize, floor: usize) -> Verdict {
    if let Some(item) = slogan::fixed(chars, at) {
        return Verdict::Item(item);
    }
    if let Some(item) = slogan::layout(chars, at) {
        return Verdict::Item(item);
    }
    let Some(reading) = numeral::read(chars, at) else { return Verdict::Skip(at + 1) };
    // 第四季度 and 四季度 come before the idiom 四季, and 第一批 before 一批.
    if let Some(item) = calendar::quarter(chars, at, &reading) {
        return Verdict::Item(item);
    }
    let ranked = at > floor && chars[at - 1] == '第';
    if let Some(end) = nothing::skip(chars, at, &reading).filter(|_| !ranked) {
        return Verdict::Skip(end);
    }
    if let Some(item) = slogan::one_each(chars, at) {
        return Verdict::Item(item);
    }
    match ordinal::read(chars, at, &reading) {
        Some(Verdict::Item(item)) if item.range.start < floor => {}
        Some(verdict) => return verdict,
        None => {}
    }
    let item = bare::nought(chars, at, &reading)
        .or_else(|| bare::half(chars, at, floor))
        .or_else(|| calendar::read(chars, at, &reading))
        .or_else(|| code::read(chars, at, &reading, floor))
        .or_else(|| figure::read(chars, at, &reading, floor))
        .or_else(|| code::bare(chars, at, &reading));
    // A prefix that the rule took may not reach back over the last number.
    match item {
        Some(item) if item.range.start >= floor => Verdict::Item(item),
        _ => Verdict::Skip(reading.end),
    }
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

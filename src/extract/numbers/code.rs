//! Codes: numerals that name.

use std::{ops::Range, sync::LazyLock};

use super::{
    item::Item,
    look::has,
    numeral::{Form, Reading},
    units,
};
use crate::extract::NumberKind;
use crate::text::lexicon::Lexicon;

/// What makes the numeral before it a name, and is part of the name.
static TAILS: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::of("号线 号 国道 省道 县道 版 强 环路 型机 后"));

/// Numerals that people know by heart: emergency numbers, hotlines, programmes. Source: national numbering.
const KNOWN_CODES: &[&str] = &[
    "110", "119", "120", "122", "211", "985", "863", "973", "12306", "12315", "12319", "12328", "12333",
    "12338", "12345", "12348", "12355", "12369", "12380", "12388", "12393",
];

/// 12345, 5G, PM2.5, 4+7, 12号线, 3.0版, 500强, 5A级.
pub(super) fn read(chars: &[char], at: usize, reading: &Reading, floor: usize) -> Option<Item> {
    let item = |range: Range<usize>, name: &'static str, entry: &'static str| {
        Item::new(range, NumberKind::Code, name, entry)
    };
    if reading.form == Form::Arabic {
        if let Some(range) = latin(chars, at, reading, floor) {
            return Some(item(range, "number.code.letters", ""));
        }
        if let Some(end) = sum(chars, at) {
            return Some(item(at..end, "number.code.sum", "+"));
        }
        if let Some(end) = feast(chars, at, reading) {
            return Some(item(at..end, "number.code.day", "·"));
        }
    }
    let plain = reading.power == 0
        && !reading.over
        && reading.upper.is_none()
        && !matches!(reading.form, Form::Fraction { .. });
    if let Some(hit) = TAILS.longest(chars, reading.end)
        && plain
        && (reading.form == Form::Arabic
            || hit.entry.starts_with('号')
            || hit.entry.ends_with('道')
            || hit.entry == "强")
        && !matches!(
            (hit.entry, chars.get(reading.end + hit.len)),
            ("号", Some('召' | '称')) | ("版", Some('本' | '权' | '图')) | ("后", Some(_))
        )
    {
        return Some(item(at..reading.end + hit.len, "number.code.tail", hit.entry));
    }
    None
}

/// A bare numeral in Arabic digits that nothing else explains.
pub(super) fn bare(chars: &[char], at: usize, reading: &Reading) -> Option<Item> {
    let plain = reading.form == Form::Arabic && reading.power == 0 && !reading.over;
    if !plain {
        return None;
    }
    let text: String = chars[at..reading.end].iter().collect();
    let entry = KNOWN_CODES.iter().find(|&&code| code == text).copied().unwrap_or_default();
    Some(Item::new(at..reading.end, NumberKind::Code, "number.code.bare", entry).valued(reading))
}

/// A token of Latin letters and digits: 5G, PM2.5, IPv6, 4A级. A unit in Latin letters (500kV) is none.
fn latin(chars: &[char], at: usize, reading: &Reading, floor: usize) -> Option<Range<usize>> {
    let letters = |c: &char| c.is_ascii_alphabetic();
    let word = |c: &char| c.is_ascii_alphanumeric();
    let mut start = at;
    while start > floor
        && (word(&chars[start - 1])
            || matches!(chars[start - 1], '-' | '.' | '_') && start > floor + 1 && word(&chars[start - 2]))
        && at - start < 24
    {
        start -= 1;
    }
    let leads = chars[start..at].iter().any(letters);
    let start = if leads { start } else { at };
    let unit = units::read(chars, reading.end).is_some_and(|unit| unit.entry.is_ascii() && unit.entry != "%");
    let follows = !unit && chars.get(reading.end).is_some_and(letters) && !has(chars, reading.end, "x");
    if !leads && !follows {
        return None;
    }
    let mut end = reading.end;
    while chars.get(end).is_some_and(word)
        || matches!(chars.get(end), Some('-' | '.')) && chars.get(end + 1).is_some_and(word) && end - at < 24
    {
        end += 1;
    }
    end += usize::from(chars.get(end) == Some(&'级') && !leads);
    Some(start..end)
}

/// 12·4, 9·18: a day that goes by its numerals.
fn feast(chars: &[char], at: usize, reading: &Reading) -> Option<usize> {
    let digits = |from: usize| {
        chars.get(from..).unwrap_or_default().iter().take(3).take_while(|c| c.is_ascii_digit()).count()
    };
    let (month, day) = (digits(at), digits(reading.end + 1));
    let point = chars.get(reading.end) == Some(&'·') && reading.end == at + month;
    (point && (1..=2).contains(&month) && (1..=2).contains(&day)).then_some(reading.end + 1 + day)
}

/// 4+7, 1+N, 2+4+X, 1+1+6.
pub(super) fn sum(chars: &[char], at: usize) -> Option<usize> {
    let part = |from: usize| {
        let len = chars.get(from..)?.iter().take(6).take_while(|c| c.is_ascii_digit()).count();
        match len {
            0 => chars.get(from).filter(|c| matches!(c, 'N' | 'X' | 'n' | 'x' | 'Y')).map(|_| from + 1),
            _ => Some(from + len),
        }
    };
    let mut end = part(at)?;
    let mut parts = 1;
    while chars.get(end) == Some(&'+') && parts < 12 {
        let Some(next) = part(end + 1) else { break };
        end = next;
        parts += 1;
    }
    (parts > 1).then_some(end)
}

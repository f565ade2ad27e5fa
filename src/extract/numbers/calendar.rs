//! Dates: years, months, days, quarters, decades, weekdays.

use std::ops::Range;

use super::{
    item::Item,
    look::has,
    numeral::{self, Form, Reading},
    words::PLAN_WORDS,
};
use crate::extract::{Decimal, NumberKind};

/// What closes a date inside the span: 2023年底, 6月底前, 10月上旬.
const TAILS: &[&str] = &["底前", "底", "末", "初", "上旬", "中旬", "下旬", "上半年", "下半年"];

/// The date whose first numeral `reading` stands at `at`.
pub(super) fn read(chars: &[char], at: usize, reading: &Reading) -> Option<Item> {
    if chars.get(at.wrapping_sub(1)) == Some(&'第') {
        return None;
    }
    year(chars, at, reading)
        .or_else(|| month(chars, at, reading))
        .or_else(|| era(chars, at, reading))
        .or_else(|| weekday(chars, at, reading))
        .or_else(|| bare_year(chars, at, reading))
}

fn small(reading: &Reading, from: i64, to: i64) -> bool {
    reading.value.is_some_and(|v| Decimal::from(from) <= v && v <= Decimal::from(to))
        && reading.power == 0
        && !reading.over
        && reading.upper.is_none()
}

fn is_year(reading: &Reading) -> bool {
    reading.digits == 4 && matches!(reading.form, Form::Arabic | Form::Digits) && small(reading, 1000, 2200)
}

fn date(range: Range<usize>, value: Option<Decimal>, unit: usize, name: &'static str) -> Item {
    let mut item = Item::new(range, NumberKind::Date, name, "").in_unit(unit..unit + 1);
    item.value = value;
    item
}

/// The end of a date after its tail, if it has one.
fn tail(chars: &[char], end: usize) -> usize {
    TAILS.iter().find(|word| has(chars, end, word)).map_or(end, |word| end + word.chars().count())
}

/// A numeral that a calendar unit follows, such as 5月.
fn part(chars: &[char], at: usize, unit: char, last: i64) -> Option<Reading> {
    let reading = reading_at(chars, at)?;
    (small(&reading, 1, last) && chars.get(reading.end) == Some(&unit)).then_some(reading)
}

/// 2020年1月5日, 2023年底, 二〇一九年, 2015—2018年, 2022年一季度.
fn year(chars: &[char], at: usize, reading: &Reading) -> Option<Item> {
    if !is_year(reading) {
        return None;
    }
    let mut end = reading.end;
    // 2015—2018年, 1953年到1956年 are written as two years, 2015-2018年 as one stretch.
    if matches!(chars.get(end), Some('-' | '—' | '~' | '至')) {
        let from = end + 1 + usize::from(chars.get(end + 1) == Some(&'—'));
        if let Some(second) =
            reading_at(chars, from).filter(is_year).filter(|s| chars.get(s.end) == Some(&'年'))
        {
            let mut item = date(at..second.end + 1, reading.value, second.end, "number.date.years");
            item.upper = second.value;
            return Some(item);
        }
    }
    if chars.get(end) != Some(&'年') || has(chars, end, "年会") || has(chars, end, "年版") {
        return None;
    }
    let mut unit = end;
    end += 1;
    let mut value = reading.value;
    if let Some(month) = part(chars, end, '月', 12) {
        (unit, end) = (month.end, month.end + 1);
        if let Some(day) = part(chars, end, '日', 31) {
            (unit, end) = (day.end, day.end + 1);
            let compose =
                |y: Decimal| y.shift(4)?.checked_add(month.value?.shift(2)?)?.checked_add(day.value?);
            value = value.and_then(compose);
            if let Some(last) = last_day(chars, end) {
                (unit, end) = (last - 1, last);
            }
        } else {
            end += usize::from(chars.get(end) == Some(&'份'));
        }
    } else if let Some(month) = reading_at(chars, end).and_then(|first| months(chars, &first)) {
        (unit, end) = (month - 1, month);
    } else if let Some(quarter) = quarter_at(chars, end) {
        (unit, end) = (quarter - 1, quarter);
    } else if chars.get(end) == Some(&'度') {
        end += 1;
    }
    Some(date(at..tail(chars, end), value, unit, "number.date.year"))
}

/// The numeral that starts at `at`.
fn reading_at(chars: &[char], at: usize) -> Option<Reading> {
    chars.get(at).copied().filter(|&c| numeral::may_start(c)).and_then(|_| numeral::read(chars, at))
}

/// 1—11月: the end of a stretch of months without a year, whose first numeral is `first`.
fn months(chars: &[char], first: &Reading) -> Option<usize> {
    let from = first.end + usize::from(chars.get(first.end) == Some(&'月'));
    matches!(chars.get(from), Some('-' | '—' | '~' | '至' | '到')).then_some(())?;
    let double = usize::from(chars.get(from + 1) == Some(&'—'));
    let second = part(chars, from + 1 + double, '月', 12)?;
    (small(first, 1, 12) && first.value < second.value)
        .then(|| second.end + 1 + usize::from(chars.get(second.end + 1) == Some(&'份')))
}

/// 1月5日, 6月底前, 10月份, 1—11月; 12日.
fn month(chars: &[char], at: usize, reading: &Reading) -> Option<Item> {
    if let Some(end) = months(chars, reading) {
        return Some(date(at..tail(chars, end), None, end - 1, "number.date.months"));
    }
    if small(reading, 1, 12) && chars.get(reading.end) == Some(&'月') {
        let mut end = reading.end + 1;
        let mut unit = reading.end;
        if let Some(day) = part(chars, end, '日', 31) {
            (unit, end) = (day.end, day.end + 1);
        } else {
            end += usize::from(chars.get(end) == Some(&'份'));
        }
        // 3月15日至20日, 3月15日—4月20日 are one stretch.
        if let Some(last) = last_day(chars, end) {
            (unit, end) = (last - 1, last);
        }
        return Some(date(at..tail(chars, end), None, unit, "number.date.month"));
    }
    let within = has(chars, reading.end, "日内") || has(chars, reading.end, "日以内");
    let day = reading.form == Form::Arabic && small(reading, 1, 31) && chars.get(reading.end) == Some(&'日');
    (day && !within).then(|| date(at..reading.end + 1, None, reading.end, "number.date.day"))
}

/// The end of the stretch of days whose first day stops at `at`.
fn last_day(chars: &[char], at: usize) -> Option<usize> {
    matches!(chars.get(at), Some('-' | '—' | '~' | '至' | '到')).then_some(())?;
    let month = part(chars, at + 1, '月', 12).map_or(at + 1, |month| month.end + 1);
    part(chars, month, '日', 31).map(|day| day.end + 1)
}

/// The end of 一季度, 第一季度 or 前三季度 from `at` on.
fn quarter_at(chars: &[char], at: usize) -> Option<usize> {
    let from = at + usize::from(matches!(chars.get(at), Some('第' | '前')));
    let reading = reading_at(chars, from)?;
    (small(&reading, 1, 4) && has(chars, reading.end, "季度")).then_some(reading.end + 2)
}

/// 一季度, 第四季度, 前三季度.
pub(super) fn quarter(chars: &[char], at: usize, reading: &Reading) -> Option<Item> {
    let quarter = small(reading, 1, 4) && has(chars, reading.end, "季度");
    let end = quarter.then_some(reading.end + 2)?;
    let start = at - usize::from(at > 0 && matches!(chars[at - 1], '前' | '第'));
    Some(date(start..tail(chars, end), None, end - 1, "number.date.quarter"))
}

/// 20世纪90年代, 八十年代末, 21世纪.
fn era(chars: &[char], at: usize, reading: &Reading) -> Option<Item> {
    let mut end = reading.end;
    if small(reading, 10, 30) && has(chars, end, "世纪") {
        end += 2;
        if let Some(decade) = reading_at(chars, end)
            && has(chars, decade.end, "年代")
        {
            end = decade.end + 2;
        }
        return Some(date(at..tail(chars, end), None, end - 1, "number.date.century"));
    }
    let decade = || {
        reading.value.is_some_and(|v| (10..=90).step_by(10).any(|d| v == Decimal::from(d)))
            || is_year(reading)
    };
    (has(chars, end, "年代") && decade())
        .then(|| date(at..tail(chars, end + 2), None, end + 1, "number.date.decade"))
}

/// 周六, 星期日.
fn weekday(chars: &[char], at: usize, reading: &Reading) -> Option<Item> {
    let before = at.checked_sub(1).map(|i| chars[i])?;
    let day = reading.form == Form::Han && reading.end == at + 1 && small(reading, 1, 6);
    if !day || matches!(chars.get(reading.end), Some('年' | '个' | '期' | '名')) {
        return None;
    }
    let start = match before {
        '周' if at < 2
            || !matches!(chars[at - 2], '一' | '四' | '每' | '上' | '下')
            || chars[at - 2] == '每' =>
        {
            at - 1
        }
        '期' if at >= 2 && chars[at - 2] == '星' => at - 2,
        _ => return None,
    };
    let mut item = Item::new(start..reading.end, NumberKind::Date, "number.date.weekday", "");
    item.value = reading.value;
    Some(item)
}

/// 2035 in 现代化2035: four digits that are a year and no amount.
fn bare_year(chars: &[char], at: usize, reading: &Reading) -> Option<Item> {
    if !is_year(reading)
        || !small(reading, 1900, 2100)
        || super::units::read(chars, reading.end).is_some_and(|u| u.entry != "年")
    {
        return None;
    }
    let mut item = Item::new(at..reading.end, NumberKind::Date, "number.date.bare", "").valued(reading);
    item.unit = super::item::Unit::Named("年");
    Some(item)
}

/// 十四五, 六五计划: five-year plans go by numerals. Answers the end of the name that starts at `at`.
pub(super) fn five_year_plan(chars: &[char], at: usize) -> Option<usize> {
    let digit = |i: usize| chars.get(i).copied().and_then(numeral::han_digit).filter(|d| (1..=9).contains(d));
    if chars.get(at) == Some(&'十') && digit(at + 1).is_some() && chars.get(at + 2) == Some(&'五') {
        let next = chars.get(at + 3).copied().unwrap_or(' ');
        return (numeral::magnitude(next).is_none() && !matches!(next, '个' | '年')).then_some(at + 3);
    }
    (digit(at).is_some() && chars.get(at + 1) == Some(&'五') && PLAN_WORDS.longest(chars, at + 2).is_some())
        .then_some(at + 2)
}

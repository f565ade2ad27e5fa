//! Quantities without a unit: sums, counted places, indices, and numerals that a qualifier or a 万 marks.

use std::ops::Range;

use super::{
    item::Item,
    look::{ends_with, has, is_han},
    numeral::{Form, Reading},
    qualifier,
};
use crate::extract::{Approx, Decimal, NumberKind};

/// What a sum in 亿 without a unit stands before when it is money: 千亿级, 百亿企业, 500亿产业.
const MONEYED: &[&str] = &[
    "级",
    "产业",
    "企业",
    "园区",
    "台阶",
    "关口",
    "大关",
    "集群",
    "俱乐部",
    "项目",
    "基座",
    "板块",
    "规模",
    "县",
    "镇",
    "村",
    "强县",
    "投资",
    "市值",
    "产值",
];

/// A numeral without a unit: a quantity only if its form or what stands beside it says so.
pub(super) fn read(chars: &[char], mut range: Range<usize>, reading: &Reading) -> Option<Item> {
    let sum = reading.value >= Decimal::from(1).shift(8)
        && matches!(reading.form, Form::Arabic | Form::Han | Form::Magnitude)
        && chars.get(reading.end - 1) == Some(&'亿');
    if sum && let Some(word) = MONEYED.iter().find(|word| has(chars, range.end, word)) {
        range.end += usize::from(*word == "级");
        let unit = reading.end..range.end;
        let item = Item::new(range, NumberKind::Money, "number.sum", word).valued(reading);
        return Some(if unit.is_empty() { item } else { item.in_unit(unit) });
    }
    // 过千亿, 超百亿, 签约3.5亿: a sum in 亿 that ends its clause, or that a verb bends, is money.
    let heads = chars[range.start.saturating_sub(12)..range.start]
        .windows(2)
        .any(|w| matches!(w, ['人', '口' | '数'] | ['用', '户']));
    let ends = chars.get(range.end).is_none_or(|c| !is_han(*c) && !c.is_ascii_alphanumeric());
    if sum
        && ends
        && !heads
        && (reading.form != Form::Magnitude
            || qualifier::bends(chars, range.start)
            || qualifier::exceeds(chars, range.start))
    {
        return Some(Item::new(range, NumberKind::Money, "number.sum", "亿").valued(reading));
    }
    let more = chars.get(range.end).is_some_and(|c| matches!(c, '余' | '多' | '馀'));
    let arabic = reading.form == Form::Arabic;
    let big = reading.power >= 4 && reading.form != Form::Magnitude;
    let bent = qualifier::bends(chars, range.start);
    if arabic && let Some(unit) = place_counted(chars, reading) {
        let end = reading.end + 1;
        let item = Item::new(range.start..end, NumberKind::Count, "number.count.place", unit).valued(reading);
        return Some(item.in_unit(reading.end..end));
    }
    let bounded = qualifier::bounds(chars, range.end);
    // 千万人口: who is counted makes the magnitude a number.
    let people = has(chars, range.end, "人口");
    if !(big || people || arabic && (more || reading.over || bent || bounded || is_index(chars, &range))) {
        return None;
    }
    let mut item = Item::new(range.clone(), NumberKind::Count, "number.bare", "").valued(reading);
    if more {
        range.end += 1;
        item.approx = Approx::Over;
        item.range = range;
    }
    Some(item)
}

/// Nouns for places and bodies that small counts take without a measure word (28镇, 11省), each with what must
/// not follow it.
const PLACES: &[(&str, char, &str)] = &[
    ("镇", '镇', "级"),
    ("县", '县', "级道"),
    ("乡", '乡', "级道"),
    ("村", '村', "级民庄"),
    ("省", '省', "级道内委"),
    ("市", '市', "级场委政民内"),
    ("区", '区', "级域内位间"),
    ("国", '国', "际家内道有务土企"),
    ("州", '州', ""),
    ("校", '校', "园"),
    ("企", '企', "业"),
];

/// The place that a small bare numeral counts.
fn place_counted(chars: &[char], reading: &Reading) -> Option<&'static str> {
    let noun = chars.get(reading.end)?;
    let (name, _, tails) = PLACES.iter().find(|(_, c, _)| c == noun)?;
    let fits = chars.get(reading.end + 1).is_none_or(|&next| !tails.contains(next));
    (reading.digits <= 3 && reading.power == 0 && fits).then_some(*name)
}

/// 上升为189, 达到95.6: an index or a score, between the verb that gives it and the end of its clause.
fn is_index(chars: &[char], range: &Range<usize>) -> bool {
    let ends = chars.get(range.end).is_none_or(|c| matches!(c, '，' | '。' | '；' | '、' | '）'));
    let verbs = ["为", "达到", "达", "至", "提高到", "上升到"];
    ends && verbs.iter().any(|verb| ends_with(chars, range.start, verb))
}

/// 零增长, 清零: a nought that is an outcome. [`super::nothing`] has turned all others away.
pub(super) fn nought(chars: &[char], at: usize, reading: &Reading) -> Option<Item> {
    let range = at..reading.end;
    (chars[at] == '零').then(|| Item::new(range, NumberKind::Count, "number.zero", "零").valued(reading))
}

/// 一半, 一半以上.
pub(super) fn half(chars: &[char], at: usize, floor: usize) -> Option<Item> {
    if !has(chars, at, "一半") || has(chars, at, "一半是") {
        return None;
    }
    let mut item = Item::new(at..at + 2, NumberKind::Ratio, "number.half", "半");
    item.value = Some(Decimal::new(5, 1));
    Some(qualifier::take(chars, item, false, floor))
}

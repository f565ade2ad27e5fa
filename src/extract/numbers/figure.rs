//! Quantities: a numeral, the unit behind it, and the qualifiers that touch it.
//!
//! Must hold: looks at a bounded stretch around a numeral, however long the line.

use std::ops::Range;

use super::{
    bare,
    item::{Item, Unit},
    numeral::{self, Form, Reading},
    qualifier, ratio, units,
};
use crate::extract::{Approx, Decimal, NumberKind};
use crate::text::lexicon::Hit;

/// A unit that was read, with what surrounds it.
struct Measure {
    /// The unit itself.
    unit: Unit,
    kind: NumberKind,
    entry: &'static str,
    /// First character after the unit.
    end: usize,
    /// 余 or 多 stood before it.
    over: bool,
}

/// Whether `c` joins the two ends of a range.
fn joins(c: char) -> bool {
    matches!(c, '-' | '—' | '~' | '至' | '到')
}

/// The quantity whose numeral `reading` stands at `at`, if a unit or its form makes it one.
pub(super) fn read(chars: &[char], at: usize, reading: &Reading, floor: usize) -> Option<Item> {
    if let Some(item) = ratio::read(chars, at, reading) {
        return Some(item);
    }
    let mut low = *reading;
    // 1200万人口: 人口 is what is counted.
    let people = |m: &Measure| m.entry == "人" && chars.get(m.end) == Some(&'口');
    let many = low.value >= Some(Decimal::from(10_000));
    let mut measure = measure(chars, &low).filter(|m| !(many && people(m)));
    // 3—5个, 4.5%—5%, 三至五家: one figure. The lower end takes the magnitude of the upper one.
    let mut end = measure.as_ref().map_or(low.end, |m| m.end);
    if let Some((high, other)) = upper_end(chars, end, &low, measure.as_ref()) {
        if measure.is_none() && low.power == 0 && high.power > 0 && low.value < high.value {
            low.value = low.value.and_then(|v| v.shift(i32::from(high.power)));
        }
        low.upper = high.value;
        low.over |= high.over;
        end = other.as_ref().map_or(high.end, |m| m.end);
        measure = other.or(measure);
    }
    let item = match measure {
        Some(measure) => measured(at..end, &low, measure, chars)?,
        None => bare::read(chars, at..end, &low)?,
    };
    Some(qualifier::take(chars, item, low.over, floor))
}

/// The unit behind a numeral, with 余 or 多 before it, a second unit behind a slash, another name in brackets.
fn measure(chars: &[char], reading: &Reading) -> Option<Measure> {
    if let Form::Fraction { ten_to } = reading.form {
        let (unit, kind) = match ten_to {
            Some(2) => (Unit::Named("%"), NumberKind::Percent),
            Some(3) => (Unit::Named("‰"), NumberKind::Percent),
            _ => (Unit::None, NumberKind::Ratio),
        };
        return Some(Measure { unit, kind, entry: "分之", end: reading.end, over: false });
    }
    let mut start = reading.end;
    let round = reading.form == Form::Han && matches!(chars[start - 1], '十' | '百' | '千');
    let over =
        chars.get(start).is_some_and(|c| matches!(c, '余' | '多' | '几' | '馀') || round && *c == '来');
    if over {
        start += 1;
    }
    let hit = units::read(chars, start)?;
    let mut end = start + hit.len;
    let mut kind = hit.value;
    // 吨/平方公里·月, 微克/立方米, 元/人: mass by volume is a concentration, all else a rate.
    let mut per = None;
    while let Some('/' | '·') = chars.get(end).copied().filter(|&c| c == '/' || per.is_some()) {
        let Some(next) = units::read(chars, end + 1)
            .filter(|next| next.value != NumberKind::Percent)
            .or_else(|| bare_time(chars, end + 1))
        else {
            break;
        };
        per = per.or(Some(next.value));
        end += 1 + next.len;
    }
    if let Some(per) = per {
        kind = if kind == NumberKind::Mass && per == NumberKind::Volume {
            NumberKind::Concentration
        } else {
            NumberKind::Rate
        };
    }
    if let Some('（' | '(') = chars.get(end)
        && let Some(other) = units::read(chars, end + 1)
        && matches!(chars.get(end + 1 + other.len), Some('）' | ')'))
    {
        end += other.len + 2;
    }
    Some(Measure { unit: Unit::Written(start..end), kind, entry: hit.entry, end, over })
}

/// 月 behind a slash or a point: it is a unit of time only there.
fn bare_time(chars: &[char], at: usize) -> Option<Hit<NumberKind>> {
    (chars.get(at) == Some(&'月')).then_some(Hit { len: 1, entry: "月", value: NumberKind::Duration })
}

/// The upper end of a range whose lower end stops at `end`.
fn upper_end(
    chars: &[char],
    end: usize,
    low: &Reading,
    measure_of_low: Option<&Measure>,
) -> Option<(Reading, Option<Measure>)> {
    let join = chars.get(end).copied().filter(|&c| joins(c))?;
    let double = usize::from(join == '—' && chars.get(end + 1) == Some(&'—'));
    let from = end + 1 + double;
    if !chars.get(from).copied().is_some_and(numeral::may_start) {
        return None;
    }
    let high = numeral::read(chars, from)?;
    if high.value <= low.value && high.power >= low.power {
        return None;
    }
    let measure = measure(chars, &high);
    match (measure_of_low, &measure) {
        // 百分之四到五: the upper end shares the denominator.
        (Some(m), None) if m.entry == "分之" => {
            let ten_to = if m.kind == NumberKind::Percent { -2 } else { return None };
            let high = Reading { value: high.value.and_then(|v| v.shift(ten_to)), ..high };
            Some((high, None))
        }
        (Some(a), Some(b)) if a.kind == b.kind && a.kind != NumberKind::Duration => Some((high, measure)),
        (Some(a), Some(b)) if a.entry == b.entry => Some((high, measure)),
        (None, Some(b)) if b.kind != NumberKind::Duration || low.form != Form::Arabic || low.digits < 4 => {
            Some((high, measure))
        }
        _ => None,
    }
}

/// A numeral with a unit.
fn measured(range: Range<usize>, reading: &Reading, mut measure: Measure, chars: &[char]) -> Option<Item> {
    let single_one = reading.form == Form::Han && chars.get(range.start..reading.end) == Some(&['一']);
    if single_one && !one_counts(&measure) {
        return None;
    }
    // 千亿级 is a sum, 四级 a number of tiers.
    if measure.entry == "级" && chars.get(reading.end - 1) == Some(&'亿') {
        measure.kind = NumberKind::Money;
    }
    if measure.entry == "度" && reading.power >= 4 {
        measure.kind = NumberKind::Energy;
    }
    if matches!(
        measure.entry,
        "角" | "卡" | "金" | "银" | "铜" | "分" | "度" | "升" | "折" | "方" | "P" | "里"
    ) && reading.form != Form::Arabic
        && reading.digits < 2
    {
        return None;
    }
    let power = match (measure.kind, measure.entry) {
        (NumberKind::Percent, "‰") => -3,
        (NumberKind::Percent, "成") => -1,
        (NumberKind::Percent, "分之") => 0,
        (NumberKind::Percent | NumberKind::PercentagePoint, _) => -2,
        _ => 0,
    };
    let scaled = |v: Option<Decimal>| v.and_then(|v| v.shift(power));
    let name = if measure.kind == NumberKind::Count { "number.count" } else { "number.measure" };
    let mut item = Item::new(range, measure.kind, name, measure.entry);
    item.value = scaled(reading.value);
    item.upper = scaled(reading.upper);
    item.power = reading.power;
    if measure.entry == "分之" {
        item.upper = reading.upper;
    }
    if measure.over {
        item.approx = Approx::Over;
    }
    let told = units::told_as(measure.entry);
    item.unit = if told == measure.entry { measure.unit } else { Unit::Named(told) };
    // 两个半月, 一倍半, 一年半, 三成半: half a unit more.
    if measure.entry.starts_with("个半") {
        item.value = item.value.and_then(|v| v.checked_add(Decimal::new(5, 1)));
    }
    let end = item.range.end;
    if chars.get(end) == Some(&'半') && matches!(measure.entry, "倍" | "年" | "成") {
        let half = Decimal::new(5, 1).shift(power);
        item.value = item.value.zip(half).and_then(|(v, h)| v.checked_add(h));
        item.range.end += 1;
    }
    Some(item)
}

/// Whether a lone 一 before this unit is a number: a year, a time as much, a house; not the article of 一个, 一条.
fn one_counts(measure: &Measure) -> bool {
    match measure.kind {
        NumberKind::Count => {
            matches!(measure.entry, "家" | "所" | "户" | "座" | "台" | "辆" | "栋" | "艘" | "人次")
        }
        _ => true,
    }
}

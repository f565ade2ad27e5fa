//! Slogans: numbered sayings, quoted or known by heart.

use super::{
    calendar, code,
    item::Item,
    look::{before, is_han},
    nothing,
    numeral::{self, Form},
    units,
    words::SLOGAN,
};
use crate::extract::{Decimal, NumberKind};

/// The longest quotation that is still a slogan, in characters.
const LONGEST: usize = 14;

/// A short quotation that opens at `at`, if it is a slogan with a numeral or a code.
pub(super) fn quoted(chars: &[char], at: usize) -> Option<Item> {
    let close = match chars[at] {
        '“' => '”',
        '"' => '"',
        '「' => '」',
        '‘' => '’',
        _ => return None,
    };
    let from = at + 1;
    let len = chars.get(from..)?.iter().take(LONGEST + 1).position(|&c| c == close)?;
    let inside = &chars[from..from + len];
    if let Some(end) = code::sum(chars, from).or_else(|| calendar::five_year_plan(chars, from))
        && end == from + len
    {
        let kind = if inside.contains(&'+') { NumberKind::Code } else { NumberKind::Policy };
        return Some(Item::new(from..end, kind, "number.quoted", ""));
    }
    if !inside.is_empty() && inside.iter().all(char::is_ascii_digit) {
        let year = len == 4 && matches!(inside[0], '1' | '2') && matches!(inside[1], '9' | '0');
        return (!year).then(|| Item::new(from..from + len, NumberKind::Code, "number.quoted.code", ""));
    }
    let to = from + len;
    // “五百亿”, “百分之百”: a figure in quotation marks is one.
    let figure = numeral::may_start(chars[from]).then(|| numeral::read(&chars[..to], from)).flatten();
    if figure.is_some_and(|reading| {
        reading.end == to && (reading.power >= 4 || matches!(reading.form, Form::Fraction { .. })) && len > 1
    }) {
        return None;
    }
    let first = slogan_inside(chars, from, to)?;
    // 党政同责、一岗双责: the members of a list before the first that counts are no part of it.
    let from = (from..first)
        .rev()
        .find(|&i| chars[i] == '、')
        .filter(|&i| !chars[from..i].contains(&'双'))
        .map_or(from, |i| i + 1);
    let len = to - from;
    // 清四乱, 金科十条: what stands before a numbered word of two characters is not part of the slogan.
    let trimmed = first > from && first - from <= 2 && from + len - first == 2;
    let start = if trimmed { first } else { from };
    Some(Item::new(start..from + len, NumberKind::Policy, "number.quoted.slogan", ""))
}

/// Where the first Chinese numeral of the quotation `from..to` stands, if it holds one that counts and
/// nothing that is a real figure, a rank or a name.
fn slogan_inside(chars: &[char], from: usize, to: usize) -> Option<usize> {
    let text = &chars[..to];
    // 三个100% is one slogan; other digits are figures of their own.
    let counted = text.get(from + 1) == Some(&'个') && numeral::han_digit(text[from]).is_some();
    if text[from..].iter().any(|c| c.is_ascii_digit() && !counted || matches!(c, '。' | '！' | '？')) {
        return None;
    }
    let mut at = from;
    let mut first = None;
    while at < to {
        let Some(reading) = numeral::may_start(text[at]).then(|| numeral::read(text, at)).flatten() else {
            at += 1;
            continue;
        };
        if let Some(next) = nothing::skip(text, at, &reading) {
            at = next.max(at + 1);
            continue;
        }
        let congress = text.get(reading.end) == Some(&'大') && reading.value > Some(Decimal::from(10));
        if congress || matches!(before(text, at), Some('第' | '周')) || text.get(reading.end) == Some(&'号')
        {
            return None;
        }
        // 每两块钱 in a quotation is a sum and no slogan; 万元 may be one.
        if reading.form == Form::Han
            && units::read(text, reading.end).is_some_and(|unit| unit.value == NumberKind::Money)
        {
            return None;
        }
        // 双百 is a word like 首个, 双千双百 a slogan.
        let pairs = before(text, at) == Some('双') && text[from..at - 1].contains(&'双');
        let lone_magnitude = reading.form == Form::Magnitude && reading.end == at + 1 && at > from && !pairs;
        first = first.or((!lone_magnitude).then_some(at));
        at = reading.end;
    }
    first
}

/// A slogan that stands unquoted at `at` and has a name of its own: a fixed one, a five-year plan.
pub(super) fn fixed(chars: &[char], at: usize) -> Option<Item> {
    if let Some(hit) = SLOGAN.longest(chars, at) {
        return Some(Item::new(at..at + hit.len, NumberKind::Policy, "number.policy", hit.entry));
    }
    let end = calendar::five_year_plan(chars, at)?;
    Some(Item::new(at..end, NumberKind::Policy, "number.policy.plan", "五"))
}

/// What the parts of a layout or a scheme are called: 一核两翼, 五纵六横, 四梁八柱.
const LAYOUT: &str = "核主副轴带廊环圈心极翼横纵区园城片点线面屏网射联梁柱山水江湖岸港库谷馆平星海湾";

/// 一核两翼三带: numbered parts in a row, at least two.
pub(super) fn layout(chars: &[char], at: usize) -> Option<Item> {
    let part = |i: usize| {
        let counts = chars.get(i).copied().and_then(numeral::han_digit).is_some_and(|d| d > 0)
            || chars.get(i) == Some(&'多');
        counts && chars.get(i + 1).is_some_and(|&c| LAYOUT.contains(c))
    };
    let parts = (0..8).take_while(|k| part(at + 2 * k)).count();
    (parts >= 2).then(|| Item::new(at..at + 2 * parts, NumberKind::Policy, "number.policy.layout", ""))
}

/// 一企一策, 一镇一品: one of these for each of those.
pub(super) fn one_each(chars: &[char], at: usize) -> Option<Item> {
    let han = |i: usize| chars.get(i).copied().is_some_and(is_han);
    let each = chars.get(at) == Some(&'一')
        && chars.get(at + 2) == Some(&'一')
        && (han(at + 1) && han(at + 3) && chars[at + 1] != chars[at + 3]);
    each.then(|| Item::new(at..at + 4, NumberKind::Policy, "number.policy.each", "一"))
}

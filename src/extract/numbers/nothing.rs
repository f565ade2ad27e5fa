//! Characters of numerals that are no number: idioms, names, enumerators, note marks.

use super::{
    look::{before, has},
    numeral::{Form, Reading},
    units,
    words::{IDIOM, WORD_BEFORE},
};
use crate::extract::Decimal;

/// What makes 零 an outcome (零增长) and no part of a word (零售).
const OUTCOMES: &[&str] = &[
    "增长", "排放", "发生", "事故", "死亡", "新增", "上访", "投诉", "非访", "案件", "感染", "疫情", "输入",
    "伤亡", "进京", "填埋",
];

/// Idioms, names, enumerators and note marks: where to go on if no number stands at `at`.
pub(super) fn skip(chars: &[char], at: usize, reading: &Reading) -> Option<usize> {
    // 近万家, 上千家: what a qualifier bends is a number, whatever idiom it looks like.
    let bent = reading.form == Form::Magnitude
        && matches!(before(chars, at), Some('近' | '上' | '超' | '逾' | '过'));
    let doubled = chars[at.saturating_sub(4)..at].contains(&'翻');
    // 十分钟 is no 十分, 三方面 no 三方: the longer word wins.
    let outgrown =
        |len: usize| units::read(chars, reading.end).is_some_and(|unit| reading.end + unit.len > at + len);
    if let Some(hit) = IDIOM.longest(chars, at)
        && at + hit.len >= reading.end
        && !outgrown(hit.len)
        && !bent
        && !(doubled && hit.entry == "一番")
    {
        return Some(at + hit.len);
    }
    let single = reading.end == at + 1;
    if single && WORD_BEFORE.longest(chars, reading.end).is_some() {
        return Some(reading.end);
    }
    if chars[at] == '零' && single && !zero_counts(chars, at) {
        return Some(reading.end);
    }
    enumerator(chars, at, reading)
}

/// 零增长, 清零: a nought that is an outcome; not 零售, 零部件.
fn zero_counts(chars: &[char], at: usize) -> bool {
    // 社消零 is short for a sector, not a nought.
    let sector = before(chars, at) == Some('消');
    before(chars, at) == Some('清') || !sector && OUTCOMES.iter().any(|word| has(chars, at + 1, word))
}

/// （一） (1) [12] 〔3〕 anywhere; 一、 1. at the start of a line; 一是 二是 anywhere.
fn enumerator(chars: &[char], at: usize, reading: &Reading) -> Option<usize> {
    let plain = reading.power == 0 && !reading.over && reading.value < Some(Decimal::from(400));
    if !plain {
        return None;
    }
    let (left, right) = (before(chars, at), chars.get(reading.end).copied());
    let bracketed = matches!(
        (left, right),
        (Some('（' | '('), Some('）' | ')'))
            | (Some('[' | '〔' | '【' | '［'), Some(']' | '〕' | '】' | '］'))
    );
    let opens = at == 0
        || matches!(left, Some('*' | '#' | '-' | '—'))
            && chars[..at].iter().all(|c| matches!(c, '*' | '#' | '-' | '—'));
    let listed = opens && matches!(right, Some('、' | '.' | '．' | '）' | ')' | '，' | ','));
    let pointed = reading.form == Form::Han
        && right == Some('是')
        && matches!(left, None | Some('。' | '，' | '；' | '：' | '、' | ';' | ':' | '\t' | '*' | '—'));
    (bracketed || listed || pointed).then_some(reading.end)
}

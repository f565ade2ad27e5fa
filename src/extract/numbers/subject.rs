//! What a quantity measures, in the report's words.
//!
//! The noun behind a count (12座|消防站), else the words before the number without verbs and adverbs
//! (收入|完成), else what the last number of the sentence measured (4500亿元、增长6%). 分别 hands the members of a
//! list out in order.
//!
//! Must hold: at most [`MOST`] characters, one stretch of the line, inside the sentence of its number.

use std::{ops::Range, sync::LazyLock};

use super::{
    govern::ends_clause,
    item::Item,
    lists,
    look::is_han,
    verbs::{BEFORE_SUBJECT, BEHIND_SUBJECT, VERB},
};
use crate::extract::NumberKind;
use crate::text::lexicon::Lexicon;

/// The longest subject in characters, as the gold files have it.
const MOST: usize = 12;

/// How far before a number its subject is looked for.
const REACH: usize = 60;

/// Sets the subject of every quantity of one line.
pub(super) fn assign(chars: &[char], items: &mut [Item]) {
    let mut i = 0;
    while i < items.len() {
        let mut end = i + 1;
        while end < items.len() && lists::neighbours(chars, &items[end - 1], &items[end]) {
            end += 1;
        }
        let floor = i.checked_sub(1).map_or(0, |last| items[last].range.end);
        match respective(chars, floor, &items[..i], items[i].range.start, end - i) {
            Some(subjects) => items[i..end].iter_mut().zip(subjects).for_each(|(item, s)| item.subject = s),
            None => (i..end).for_each(|k| items[k].subject = one(chars, items, k)),
        }
        i = end;
    }
}

/// The subject of one number.
fn one(chars: &[char], items: &[Item], k: usize) -> Range<usize> {
    let item = &items[k];
    if !item.kind.is_quantity() {
        return 0..0;
    }
    let counts = !matches!(
        item.kind,
        NumberKind::Money | NumberKind::Percent | NumberKind::PercentagePoint | NumberKind::Ratio
    );
    let next = items.get(k + 1).map_or(chars.len(), |next| next.range.start);
    let behind = if counts { noun_behind(chars, item.range.end, next) } else { 0..0 };
    if !behind.is_empty() {
        return behind;
    }
    let before = words_before(chars, items, k);
    if !before.is_empty() {
        return before;
    }
    let last = items[..k].iter().rev().take(4).find(|last| last.kind.is_quantity());
    let same_sentence = |last: &&Item| {
        !chars[last.range.end..item.range.start].iter().any(|c| matches!(c, '。' | '；' | ';' | '！'))
    };
    last.filter(same_sentence).map_or(0..0, |last| last.subject.clone())
}

/// The words of the clause before a number. A date or a code between them and the number is stepped over:
/// 收入由2015年的120亿元.
fn words_before(chars: &[char], items: &[Item], k: usize) -> Range<usize> {
    let first = k.saturating_sub(3);
    for i in (first..=k).rev() {
        let at = items[i].range.start;
        let last = i.checked_sub(1).map(|last| &items[last]);
        let floor = last.map_or(0, |last| last.range.end);
        let start = clause_start(chars, floor, at);
        let words = name(chars, start..at);
        let steps_over = start == floor && last.is_some_and(|last| !last.kind.is_quantity());
        if !words.is_empty() || !steps_over {
            return words;
        }
    }
    0..0
}

/// Where the clause of the number at `at` starts, not before `floor`.
fn clause_start(chars: &[char], floor: usize, at: usize) -> usize {
    let floor = floor.max(at.saturating_sub(REACH));
    (floor..at).rev().find(|&i| ends_clause(chars[i])).map_or(floor, |i| i + 1)
}

/// What ends the noun behind a count, verbs of direction apart.
static STOPS: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::of(
        "全部 均 已 被 和 及 通过 列入 纳入 入选 落户 实行 获 上岗 较 比 建成 开工 投产 竣工 完工 完成 实现 达标 投入 顺利",
    )
});

/// The noun right behind a count, up to a mark or a verb.
fn noun_behind(chars: &[char], from: usize, limit: usize) -> Range<usize> {
    let mut end = from;
    while end < limit && end - from < MOST {
        let word =
            matches!(chars[end], '\u{4e00}'..='\u{9fff}' | '“' | '”') || chars[end].is_ascii_alphanumeric();
        let verb = VERB
            .longest(chars, end)
            .is_some_and(|hit| hit.value.is_some() || matches!(hit.entry, "从" | "由" | "占"))
            || STOPS.longest(chars, end).is_some();
        if !word || verb {
            break;
        }
        end += 1;
    }
    if end > from && chars[from] == '的' { from + 1..end } else { from..end }
}

/// The words of `range` without verbs, adverbs and marks on either side; its last [`MOST`] characters.
fn name(chars: &[char], range: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = range;
    loop {
        let before = (start, end);
        while start < end && (!is_word(chars[start]) || matches!(chars[start], '”' | '）' | '》')) {
            start += 1;
        }
        while end > start && (!is_word(chars[end - 1]) || matches!(chars[end - 1], '“' | '（' | '《')) {
            end -= 1;
        }
        if let Some(hit) = BEHIND_SUBJECT.longest(chars, end).filter(|hit| start + hit.len <= end) {
            end -= hit.len;
        }
        if let Some(hit) = BEFORE_SUBJECT.longest(chars, start).filter(|hit| start + hit.len <= end) {
            start += hit.len;
        }
        if before == (start, end) {
            break;
        }
    }
    start.max(end.saturating_sub(MOST))..end
}

fn is_word(c: char) -> bool {
    is_han(c) || c.is_alphanumeric() || matches!(c, '“' | '”' | '（' | '）' | '《' | '》')
}

/// The subjects of `count` figures that 分别 hands out: the members of the list before it, or those of the
/// last figures of the sentence.
fn respective(
    chars: &[char],
    floor: usize,
    earlier: &[Item],
    at: usize,
    count: usize,
) -> Option<Vec<Range<usize>>> {
    let floor = floor.max(at.saturating_sub(REACH));
    let word = (floor..at.checked_sub(1)?).rev().find(|&i| chars[i] == '分' && chars[i + 1] == '别')?;
    let start = clause_start(chars, floor, word);
    let listed: Vec<Range<usize>> = members(chars, start..word);
    if listed.len() == count && count > 1 {
        return Some(listed);
    }
    let mut subjects: Vec<Range<usize>> = Vec::new();
    let sentence =
        (at.saturating_sub(120)..word).rev().find(|&i| matches!(chars[i], '。' | '；')).unwrap_or(0);
    for item in earlier.iter().rev().take(8).take_while(|item| item.range.start >= sentence) {
        if !item.subject.is_empty() && !subjects.contains(&item.subject) {
            subjects.push(item.subject.clone());
        }
    }
    subjects.truncate(count);
    subjects.reverse();
    (listed.is_empty() && subjects.len() == count && count > 1).then_some(subjects)
}

/// The members of a list of words: A、B和C.
fn members(chars: &[char], range: Range<usize>) -> Vec<Range<usize>> {
    let mut members = Vec::new();
    let mut start = range.start;
    for i in range.clone() {
        if matches!(chars[i], '、' | '和') {
            members.push(name(chars, start..i));
            start = i + 1;
        }
    }
    members.push(name(chars, start..range.end));
    members.retain(|member| !member.is_empty());
    members
}

//! A text as anchoring reads it: one symbol a character in normal form, and one symbol for a whole numeral.
//!
//! A figure is what an edition changes first, so it must not decide where a quotation stands: 12, 1200万 and
//! 百分之六 are the same [`NUMERAL`] while places are sought, and their values are compared at the end.
//!
//! Must hold: symbols stand for disjoint, ascending stretches of the text; white space stands between them.

use std::{collections::BTreeSet, ops::Range};

use crate::{
    extract::numbers::{Numeral, numerals},
    text::normal::fold,
};

/// Stands for any numeral. A noncharacter: no text of people holds it.
pub(super) const NUMERAL: char = '\u{10fffe}';

/// Words in which 一 and its like count nothing. Source: the guide's list of what is no number, and the words
/// of the same make that are commonest in reports.
const WORDS: [&str; 36] = [
    "统一",
    "进一步",
    "一批",
    "一些",
    "一站式",
    "一次性",
    "一线",
    "一轮",
    "一定",
    "一样",
    "一直",
    "一切",
    "一起",
    "一致",
    "一体",
    "一般",
    "一流",
    "一系列",
    "一揽子",
    "一方面",
    "一如既往",
    "一手抓",
    "唯一",
    "单一",
    "同一",
    "之一",
    "第三方",
    "一带一路",
    "百姓",
    "十分重",
    "千方百计",
    "千家万户",
    "万众",
    "万家",
    "百花齐放",
    "四川",
];

/// A text as symbols, with the way back.
#[derive(Clone, Debug, Default)]
pub(super) struct Symbols {
    pub chars: Vec<char>,
    /// The bytes of the text under each symbol.
    bytes: Vec<(u32, u32)>,
    /// The numerals, each with the index of its symbol.
    numerals: Vec<(usize, Numeral)>,
}

impl Symbols {
    /// Reads `text` in one pass.
    pub fn new(text: &str) -> Self {
        let mut symbols = Self::default();
        let mut done = 0;
        for numeral in numerals(text) {
            if is_part_of_a_word(text, &numeral.range) {
                continue;
            }
            let range = numeral.range.clone();
            let last_ends_here =
                symbols.numerals.last().is_some_and(|(_, last)| last.range.end == range.start);
            if last_ends_here {
                symbols.join(range.end);
            } else {
                symbols.push_text(text, done..range.start);
                symbols.numerals.push((symbols.chars.len(), numeral));
                symbols.push(NUMERAL, range.clone());
            }
            done = range.end;
        }
        symbols.push_text(text, done..text.len());
        symbols
    }

    fn push_text(&mut self, text: &str, range: Range<usize>) {
        let start = range.start;
        for (at, c) in text.get(range).unwrap_or_default().char_indices() {
            if let Some(folded) = fold(c) {
                self.push(folded, start + at..start + at + c.len_utf8());
            }
        }
    }

    /// Lets the last numeral reach to `end`. Two numerals side by side (十三五 is one, 十三九 would be two) are
    /// one figure to a reader; it has no value, so it equals only what is written alike.
    fn join(&mut self, end: usize) {
        if let (Some((_, last)), Some(bytes)) = (self.numerals.last_mut(), self.bytes.last_mut()) {
            (last.range.end, last.value, last.upper) = (end, None, None);
            bytes.1 = u32::try_from(end).unwrap_or(u32::MAX);
        }
    }

    fn push(&mut self, symbol: char, bytes: Range<usize>) {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.chars.push(symbol);
        self.bytes.push((clamp(bytes.start), clamp(bytes.end)));
    }

    /// How many symbols there are.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// The numeral behind the symbol `at`, if it is one. Costs one binary search.
    pub fn numeral(&self, at: usize) -> Option<&Numeral> {
        let found = self.numerals.binary_search_by_key(&at, |(symbol, _)| *symbol).ok()?;
        Some(&self.numerals[found].1)
    }

    /// The numerals among the symbols `range`, in order.
    pub fn numerals_in(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = &Numeral> {
        let at = |symbol| self.numerals.partition_point(|(s, _)| *s < symbol);
        self.numerals[at(range.start)..at(range.end.max(range.start))].iter().map(|(_, numeral)| numeral)
    }

    /// The bytes under the symbols `range`: from the start of the first to the end of the last. An empty range
    /// is the place before its symbol.
    pub fn to_bytes(&self, range: Range<usize>) -> Range<usize> {
        let end = self.bytes.last().map_or(0, |b| b.1);
        let start = self.bytes.get(range.start).map_or(end, |b| b.0) as usize;
        match range.end.checked_sub(1).and_then(|last| self.bytes.get(last)) {
            Some(last) if range.start < range.end => start..last.1 as usize,
            _ => start..start,
        }
    }

    /// The symbols that stand, if only in part, in `bytes`.
    pub fn at_bytes(&self, bytes: Range<usize>) -> Range<usize> {
        let start = self.bytes.partition_point(|b| b.1 as usize <= bytes.start);
        let end = self.bytes.partition_point(|b| (b.0 as usize) < bytes.end);
        start..end.max(start)
    }
}

/// Symbols that a clause must have to tell one report from another.
const LONG_CLAUSE: usize = 8;

/// The clauses of `text` as symbols, but for short ones that stand in every report.
pub(in crate::note) fn clauses(text: &str) -> BTreeSet<Vec<char>> {
    let symbols = Symbols::new(text);
    symbols
        .chars
        .split(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?'))
        .filter(|clause| clause.len() >= LONG_CLAUSE)
        .map(<[char]>::to_vec)
        .collect()
}

/// Whether two numerals have one value; what has none must be written alike.
pub(super) fn same_value(one: &Numeral, one_text: &str, other: &Numeral, other_text: &str) -> bool {
    match (one.value, other.value) {
        (Some(a), Some(b)) => a == b && one.upper == other.upper,
        (None, None) => written_alike(one, one_text, other, other_text),
        _ => false,
    }
}

/// Whether two numerals are written alike, but for width and blanks.
pub(super) fn written_alike(one: &Numeral, one_text: &str, other: &Numeral, other_text: &str) -> bool {
    let written = |numeral: &Numeral, text: &str| -> Vec<char> {
        text.get(numeral.range.clone()).unwrap_or_default().chars().filter_map(fold).collect()
    };
    written(one, one_text) == written(other, other_text)
}

/// Whether the numeral only spells one of the [`WORDS`]. Layout inside the word is overlooked.
fn is_part_of_a_word(text: &str, range: &Range<usize>) -> bool {
    let numeral = &text[range.clone()];
    if numeral.len() > 3 || numeral.is_ascii() {
        return false;
    }
    // Alone they are no figures in a report, but the ends of 队伍 and 大陆 and the start of 拾遗.
    if matches!(numeral, "伍" | "陆" | "拾") {
        return true;
    }
    let before = || text[..range.start].chars().rev().filter_map(fold);
    let after = || text[range.end..].chars().filter_map(fold);
    WORDS.iter().any(|word| {
        word.match_indices(numeral).any(|(at, _)| {
            let (head, tail) = (&word[..at], &word[at + numeral.len()..]);
            before().zip(head.chars().rev()).filter(|(a, b)| a == b).count() == head.chars().count()
                && after().zip(tail.chars()).filter(|(a, b)| a == b).count() == tail.chars().count()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let shown: String =
            Symbols::new(text).chars.iter().map(|&c| if c == NUMERAL { '#' } else { c }).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn a_numeral_is_one_symbol_however_it_is_written() {
        check("新增 1200万人以上", "新增#人以上");
        check("新增12,000,000人以上", "新增#人以上");
        check("增长百分之六，三年", "增长#,#年");
        check("４．５％ 左右", "#左右");
        check("“十三九”规划", "\"#\"规划");
    }

    #[test]
    fn words_are_no_numerals() {
        check("进一步统一标准，一企一策", "进一步统一标准,#企#策");
        check("进一\n步统 一，一", "进一步统一,#");
        check("干部队伍，伍拾元", "干部队伍,#元");
    }

    #[test]
    fn the_way_back_holds_whole_figures() {
        let text = "增长 6.5% 以上";
        let symbols = Symbols::new(text);
        assert_eq!(symbols.len(), 5);
        assert_eq!(&text[symbols.to_bytes(1..3)], "长 6.5%");
        let inside = text.find(".5").unwrap();
        assert_eq!(symbols.at_bytes(inside..inside + 1), 2..3);
        assert_eq!(symbols.to_bytes(5..5), text.len()..text.len());
        assert_eq!(symbols.at_bytes(0..0), 0..0);
    }
}

//! The numbers that headings and list items start with: 第一部分, 一、, （一）, 1., （1）, ①, 一是.
//!
//! Works on the normal form of a line's start ([`crate::text::normal::fold`]): widths, blanks and radicals
//! do not matter there, and brackets are ASCII.

/// The sorts of enumerators, from the widest to the narrowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Class {
    /// 第一部分, 第二章
    Division,
    /// 一、
    Chinese,
    /// 第一，
    Ordinal,
    /// （一）
    ChineseInBrackets,
    /// 1. or 1、
    Arabic,
    /// （1）
    ArabicInBrackets,
    /// ①
    Circled,
    /// 一是
    Topic,
}

/// The enumerator that `folded` starts with: its sort, its number, and its length in bytes of `folded`.
pub(super) fn enumerator(folded: &str) -> Option<(Class, u32, usize)> {
    let first = folded.chars().next()?;
    let after = |len: usize| &folded[len..];
    let single = |from: char, class| {
        let number = first as u32 - from as u32 + 1;
        Some((class, number, first.len_utf8()))
    };
    match first {
        '第' => {
            let (number, len) = numeral(after(3))?;
            let rest = &folded[3 + len..];
            let division = ["部分", "章", "编"].iter().find(|word| rest.starts_with(**word));
            if let Some(word) = division {
                return Some((Class::Division, number, 3 + len + word.len()));
            }
            let mark = rest.chars().next().filter(|c| matches!(c, '、' | ','))?;
            Some((Class::Ordinal, number, 3 + len + mark.len_utf8()))
        }
        '(' => {
            let close = folded.char_indices().take(6).find(|&(_, c)| c == ')')?.0;
            let inner = &folded[1..close];
            let (number, len) = numeral(inner)?;
            let class = if inner.is_ascii() { Class::ArabicInBrackets } else { Class::ChineseInBrackets };
            (len == inner.len()).then_some((class, number, close + 1))
        }
        '\u{3220}'..='\u{3229}' => single('\u{3220}', Class::ChineseInBrackets),
        '\u{2474}'..='\u{2487}' => single('\u{2474}', Class::ArabicInBrackets),
        '\u{2488}'..='\u{249b}' => single('\u{2488}', Class::Arabic),
        '\u{2460}'..='\u{2473}' => single('\u{2460}', Class::Circled),
        '0'..='9' => {
            let (number, len) = numeral(folded)?;
            let mut rest = after(len).chars();
            let mark = rest.next().filter(|c| matches!(c, '.' | '、'))?;
            let figure = rest.next().is_some_and(|c| c.is_ascii_digit());
            (len <= 2 && !figure).then_some((Class::Arabic, number, len + mark.len_utf8()))
        }
        _ => {
            let (number, len) = numeral(folded)?;
            let rest = after(len);
            let mark = rest.chars().next()?;
            match mark {
                '、' | '.' => Some((Class::Chinese, number, len + mark.len_utf8())),
                '是' => Some((Class::Topic, number, len + mark.len_utf8())),
                _ => None,
            }
        }
    }
}

/// The numeral from 1 to 99 that `text` starts with, all in ASCII digits or all in Chinese, and its bytes.
fn numeral(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let number = text[..digits].parse().ok().filter(|n| (1..=99).contains(n))?;
        return Some((number, digits));
    }
    let (mut number, mut unit, mut len) = (0, 0, 0);
    for c in text.chars().take(4) {
        match "一二三四五六七八九".chars().zip(1..).find(|&(digit, _)| digit == c) {
            Some((_, digit)) if unit == 0 => unit = digit,
            None if c == '十' && number == 0 => (number, unit) = (10 * unit.max(1), 0),
            _ => break,
        }
        len += c.len_utf8();
    }
    (len > 0).then_some((number + unit, len))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normal::fold_text;

    fn check(line: &str, expect: Option<(Class, u32)>) {
        let found = enumerator(&fold_text(line)).map(|(class, number, _)| (class, number));
        assert_eq!(found, expect, "{line}");
    }

    #[test]
    fn every_usual_form_is_known() {
        check("第一部分 工作回顾", Some((Class::Division, 1)));
        check("第二章　目标", Some((Class::Division, 2)));
        check("一、工作回顾", Some((Class::Chinese, 1)));
        check("⼗⼆、民生", Some((Class::Chinese, 12)));
        check("第三，抓好落实", Some((Class::Ordinal, 3)));
        check("（一）稳增长", Some((Class::ChineseInBrackets, 1)));
        check("( 二十一 ) 稳增长", Some((Class::ChineseInBrackets, 21)));
        check("㈢稳增长", Some((Class::ChineseInBrackets, 3)));
        check("１．稳增长", Some((Class::Arabic, 1)));
        check("12、稳增长", Some((Class::Arabic, 12)));
        check("（3）稳增长", Some((Class::ArabicInBrackets, 3)));
        check("⑵稳增长", Some((Class::ArabicInBrackets, 2)));
        check("④稳增长", Some((Class::Circled, 4)));
        check("一是抓生产", Some((Class::Topic, 1)));
    }

    #[test]
    fn figures_and_words_are_no_enumerators() {
        for line in
            ["1.5亿元", "2020年", "一年来，", "十年磨一剑", "第一产业", "（三期）", "（2017年）", "三项", ""]
        {
            check(line, None);
        }
    }

    #[test]
    fn numerals_below_a_hundred() {
        for (text, number) in [("一", 1), ("十", 10), ("十九", 19), ("二十", 20), ("九十九", 99), ("99", 99)]
        {
            assert_eq!(numeral(text), Some((number, text.len())), "{text}");
        }
    }
}

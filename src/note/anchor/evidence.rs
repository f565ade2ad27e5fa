//! How much speaks for a place, in bits: the measure by which short quotations do not match by luck.
//!
//! A place is believed if what agrees there is less likely to agree by luck anywhere in the text than
//! 2^-[`DOUBT`]. A text of `n` symbols offers `n` places, so luck must be beaten by log2 `n` + [`DOUBT`] bits.
//! For 20,000 characters that is 22 bits: six ideographs word for word, eight with one edit, or a figure with
//! six ideographs of its surroundings.
//!
//! * An ideograph in running text carries about 4 bits once its neighbours are known (published estimates of
//!   the entropy of Chinese lie between 3.3 and 5 bits a character: phrases repeat); letters and marks 2.
//! * A numeral carries nothing but that it is one, unless its value agrees as well: 3 bits a digit, 12 at most.
//!   So a changed figure never speaks against its own place, and an equal one elsewhere outweighs no context.
//! * An edit costs [`EDIT`] bits: luck may choose where it is (one of some twenty places) and of what kind.

use std::ops::Range;

use super::{
    align::{Fate, Run},
    symbols::{NUMERAL, Symbols, same_value},
};

/// Bits by which luck must be beaten: one chance in 128.
pub(super) const DOUBT: i32 = 7;

/// What an edit costs. Log2 of some twenty places times three kinds.
const EDIT: i32 = 6;

/// Bits of difference under which two places are equally likely: one edit.
pub(super) const MARGIN: i32 = EDIT;

/// The same where most of the context is gone: what little agrees must be more than a common word or two.
pub(super) const WIDE_MARGIN: i32 = 4 * EDIT;

/// Further bits that it takes where the words differ and no context confirms them: the formulas of the genre
/// (深化医药卫生体制改革, 人民代表大会第五次会议) stand in every report with an edit or two.
pub(super) const FORMULA: i32 = 12;

/// The same where context is known, and speaks against the place.
pub(super) const FOREIGN_FORMULA: i32 = 24;

/// How far context is followed: symbols on each side. Foreign files may bring more.
pub(super) const REACH: usize = 48;

/// How far insertions may shift context.
const DRIFT: usize = 8;

/// A text with its symbols.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub text: &'a str,
    pub symbols: &'a Symbols,
}

impl Side<'_> {
    /// Bits that speak for a place because symbol `here` of this text stands at `there` of `other`.
    fn agreement(self, here: usize, other: Side, there: usize) -> i32 {
        let symbol = self.symbols.chars[here];
        if symbol != NUMERAL {
            return weight(symbol);
        }
        let (Some(one), Some(two)) = (self.symbols.numeral(here), other.symbols.numeral(there)) else {
            return 0;
        };
        if !same_value(one, self.text, two, other.text) {
            return 0;
        }
        let digits = self.text[one.range.clone()].chars().count();
        i32::try_from(3 * digits).unwrap_or(i32::MAX).min(12)
    }
}

/// Bits that an agreeing symbol carries, if it is no numeral.
fn weight(symbol: char) -> i32 {
    if ('\u{3400}'..='\u{9fff}').contains(&symbol) || symbol >= '\u{20000}' { 4 } else { 2 }
}

/// Bits that the quotation itself brings at a place, given what became of it.
pub(super) fn of_quote(quote: Side, report: Side, script: &[Run]) -> i32 {
    script
        .iter()
        .map(|run| match run.fate {
            Fate::Kept => {
                run.old.clone().zip(run.new.clone()).map(|(a, b)| quote.agreement(a, report, b)).sum()
            }
            _ => -EDIT * i32::try_from(run.old.len().max(run.new.len())).unwrap_or(i32::MAX / EDIT),
        })
        .fold(0, i32::saturating_add)
}

/// Bits that context brings: `context` followed away from the quotation as far as it agrees. Both sequences
/// give symbols' indices, nearest first. O(reach · drift), and O(reach) where all of it agrees.
fn of_context(
    quote: Side,
    context: &mut dyn Iterator<Item = usize>,
    report: Side,
    place: &mut dyn Iterator<Item = usize>,
) -> i32 {
    const OUT: i32 = i32::MIN / 2;
    const WIDTH: usize = REACH + DRIFT + 1;
    let context: Vec<usize> = context.take(REACH).collect();
    let place: Vec<usize> = place.take(context.len() + DRIFT).collect();
    if let Some(all) = of_equal_context(quote, &context, report, &place) {
        return all;
    }
    let mut best = 0;
    let mut above = [OUT; WIDTH];
    for (score, shift) in above.iter_mut().take(place.len() + 1).zip(0..=DRIFT) {
        *score = -EDIT * i32::try_from(shift).unwrap_or(0);
    }
    // Of the two rows only the band around the diagonal is ever written, and it moves on by one a row: what lies right of
    // it is still out, and the one cell left of it is put out.
    let mut row = [OUT; WIDTH];
    for (i, &a) in context.iter().enumerate() {
        let sign = quote.symbols.chars[a];
        let (from, to) = ((i + 1).saturating_sub(DRIFT), (i + 1 + DRIFT).min(place.len()));
        if from > 0 {
            row[from - 1] = OUT;
        }
        for j in from..=to {
            let mut score = above[j] - EDIT;
            if j > 0 {
                let b = place[j - 1];
                let agrees = sign == report.symbols.chars[b];
                let step = if agrees { quote.agreement(a, report, b) } else { -EDIT };
                score = score.max(above[j - 1] + step).max(row[j - 1] - EDIT);
            }
            row[j] = score;
            best = best.max(score);
        }
        std::mem::swap(&mut above, &mut row);
    }
    best
}

/// The same where the whole context agrees symbol for symbol and value for value; no other way could bring more.
fn of_equal_context(quote: Side, context: &[usize], report: Side, place: &[usize]) -> Option<i32> {
    if place.len() < context.len() {
        return None;
    }
    let bits = context.iter().zip(place).map(|(&a, &b)| {
        let bits = quote.agreement(a, report, b);
        let whole = quote.symbols.chars[a] == report.symbols.chars[b] && bits == quote.agreement(a, quote, a);
        whole.then_some(bits)
    });
    bits.sum()
}

/// Bits that the context on both sides of `quoted` brings at `place`.
pub(super) fn of_surroundings(quote: Side, quoted: &Range<usize>, report: Side, place: &Range<usize>) -> i32 {
    let before = of_context(quote, &mut (0..quoted.start).rev(), report, &mut (0..place.start).rev());
    let after = of_context(
        quote,
        &mut (quoted.end..quote.symbols.len()),
        report,
        &mut (place.end..report.symbols.len()),
    );
    before + after
}

/// Bits that the context would bring if all of it agreed.
pub(super) fn of_whole_context(quote: Side, quoted: &Range<usize>) -> i32 {
    let all = |range: &mut dyn Iterator<Item = usize>| -> i32 {
        range.take(REACH).map(|at| quote.agreement(at, quote, at)).sum()
    };
    all(&mut (0..quoted.start).rev()) + all(&mut (quoted.end..quote.symbols.len()))
}

/// Bits that the old position brings to a place `distance` symbols from it, in a text of `n` symbols: as many
/// as it takes to name a place in the text, less those that name one within that distance.
pub(super) fn of_position(distance: usize, n: usize) -> i32 {
    let log = |x: usize| i32::try_from(x.max(1).ilog2()).unwrap_or(0);
    (log(n) - log(2 * distance + 1)).max(0)
}

/// Bits that it takes to believe a place in a text of `n` symbols.
pub(super) fn needed(n: usize) -> i32 {
    of_position(0, n) + 1 + DOUBT
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::note::anchor::align::align;

    fn bits(quote: &str, passage: &str) -> i32 {
        let (a, b) = (Symbols::new(quote), Symbols::new(passage));
        let script = align(&a.chars, &b.chars);
        of_quote(Side { text: quote, symbols: &a }, Side { text: passage, symbols: &b }, &script)
    }

    #[test]
    fn luck_is_beaten_by_six_ideographs_or_eight_with_an_edit() {
        let needed = needed(20_000);
        assert_eq!(needed, 22);
        assert!(bits("深化医疗改革", "深化医疗改革") >= needed);
        assert!(bits("营商环境", "营商环境") < needed);
        assert!(bits("深化医疗卫生改革", "深化医药卫生改革") >= needed);
        assert!(bits("深化医疗改革", "深化医药改革") < needed);
        assert!(bits("深化医疗卫生改革", "推进医药卫生改革") < needed);
    }

    #[test]
    fn a_changed_figure_speaks_neither_for_nor_against() {
        assert_eq!(bits("12", "15"), 0);
        assert_eq!(bits("1200万", "12000000"), 12);
        assert_eq!(bits("增长6%", "增长5%"), 8);
    }

    #[test]
    fn context_is_followed_as_far_as_it_agrees() {
        let check = |quote: &str, quoted: Range<usize>, report: &str, place: Range<usize>| {
            let (a, b) = (Symbols::new(quote), Symbols::new(report));
            of_surroundings(
                Side { text: quote, symbols: &a },
                &quoted,
                Side { text: report, symbols: &b },
                &place,
            )
        };
        assert_eq!(check("全年增长六成以上", 4..5, "去年增长七成左右", 4..5), 12 + 4);
        assert_eq!(check("完成投资", 0..2, "完成各类投资", 0..2), 0);
        assert_eq!(check("城市更新行动计划年", 8..9, "城市更新三年行动计划年", 10..11), 32 - 12);
    }

    /// As [`of_context`], with the whole table.
    fn plainly(quote: Side, context: &[usize], report: Side, place: &[usize]) -> i32 {
        let context = &context[..context.len().min(REACH)];
        let place = &place[..place.len().min(context.len() + DRIFT)];
        let mut table = vec![vec![i32::MIN / 2; place.len() + 1]; context.len() + 1];
        let mut best = 0;
        for i in 0..=context.len() {
            for j in 0..=place.len() {
                if i.abs_diff(j) > DRIFT {
                    continue;
                }
                let mut score = if i + j == 0 { 0 } else { i32::MIN / 2 };
                if i > 0 {
                    score = score.max(table[i - 1][j] - EDIT);
                }
                if j > 0 {
                    score = score.max(table[i][j - 1] - EDIT);
                }
                if i > 0 && j > 0 {
                    let (a, b) = (context[i - 1], place[j - 1]);
                    let agrees = quote.symbols.chars[a] == report.symbols.chars[b];
                    score = score.max(
                        table[i - 1][j - 1] + if agrees { quote.agreement(a, report, b) } else { -EDIT },
                    );
                }
                table[i][j] = score;
                best = best.max(score);
            }
        }
        best
    }

    proptest! {
        #[test]
        fn context_brings_what_the_best_alignment_brings(
            (one, two) in ("(增长|和|12|1[0-9]|城市|更新){0,40}", "(增长|和|12|1[0-9]|城市|更新){0,40}"),
            copy: bool,
        ) {
            let two = if copy { format!("{one}{two}") } else { two };
            let (a, b) = (Symbols::new(&one), Symbols::new(&two));
            let sides = [Side { text: &one, symbols: &a }, Side { text: &two, symbols: &b }];
            let (context, place): (Vec<usize>, Vec<usize>) = ((0..a.len()).collect(), (0..b.len()).collect());
            let got = of_context(sides[0], &mut (0..a.len()), sides[1], &mut (0..b.len()));
            prop_assert_eq!(got, plainly(sides[0], &context, sides[1], &place));
        }
    }

    #[test]
    fn a_near_position_says_more_than_a_far_one() {
        assert_eq!(of_position(0, 1 << 14), 14);
        assert_eq!(of_position(4, 1 << 14), 11);
        assert_eq!(of_position(1 << 15, 1 << 14), 0);
    }
}

//! Chinese numerals: 二十四, 一万五千, 四点六, 二〇一九, 几十, 百亿.

use super::numeral::{Form, Reading, belongs_to_unit, han_digit, is, is_more, magnitude, magnitude_run};
use crate::extract::Decimal;

/// What a Chinese numeral has summed up so far.
#[derive(Default)]
struct Sum {
    /// Below the last 万 or 亿.
    section: i128,
    /// Above it.
    total: i128,
    /// The last of 万 and 亿, as a power of ten.
    lift: u8,
    /// The digit that waits for its magnitude.
    digit: Option<i128>,
    /// How much higher the second digit of 五六 is, in units of its place.
    spread: Option<i128>,
    /// The last magnitude: 0 before the first, [`LIFTED`] behind a 万 or 亿.
    last: u8,
    /// What 万 and 亿 add up to, as a power of ten.
    power: u8,
    digits: usize,
    seen_digit: bool,
}

impl Sum {
    fn scale(&mut self, power: u8) {
        let factor = 10_i128.pow(u32::from(power));
        if power < 4 {
            self.section += self.digit.take().unwrap_or(1) * factor;
            return;
        }
        let here = self.section + self.digit.take().unwrap_or(0);
        // 一万二千亿: a 亿 behind a 万 scales all that came before it; 一亿二千万 adds up.
        self.total = if self.lift < power {
            (self.total + here).max(1).saturating_mul(factor)
        } else {
            self.total.saturating_add(here.max(1) * factor)
        };
        self.lift = power;
        self.section = 0;
    }

    /// Takes a digit; `false` if the numeral has ended before it.
    fn take_digit(&mut self, digit: i128) -> bool {
        match self.digit {
            // 零 only links: the next digit takes its place.
            None | Some(0) => self.digit = Some(digit),
            // 五六个 and 三五家 are ranges.
            Some(low) if self.spread.is_none() && (digit == low + 1 || (low, digit) == (3, 5)) => {
                self.spread = Some(digit - low);
            }
            Some(_) => return false,
        }
        self.seen_digit = true;
        self.digits += 1;
        true
    }

    /// Takes a magnitude; `false` if it does not go on from what stands there: 十 and its like fall (千百十)
    /// until a 万 or 亿 lifts the whole.
    fn take_magnitude(&mut self, power: u8) -> bool {
        let small = power < 4;
        let falls = self.last == 0 || self.last == LIFTED || power < self.last && self.digit.is_some();
        if small && !falls {
            return false;
        }
        if let Some(spread) = self.spread.as_mut() {
            *spread = spread.saturating_mul(10_i128.pow(u32::from(power)));
        }
        self.scale(power);
        if small {
            self.digits += 1;
            self.last = power;
        } else {
            self.power = self.power.saturating_add(power);
            self.last = LIFTED;
        }
        true
    }
}

/// The value of [`Sum::last`] behind a 万 or 亿.
const LIFTED: u8 = u8::MAX;

/// Reads the Chinese numeral at `at`.
pub(super) fn read(chars: &[char], at: usize) -> Option<Reading> {
    let row = chars[at..].iter().take(17).take_while(|&&c| is_row_digit(c)).count();
    if row >= 3 || (row == 2 && chars[at..at + 2].contains(&'〇')) {
        return digit_row(chars, at, row);
    }
    let vague = matches!(chars[at], '几' | '数');
    let start = at + usize::from(vague);
    let mut sum = Sum::default();
    let mut over = vague;
    let mut end = start;
    while let Some(&c) = chars.get(end) {
        let goes_on = if let Some(digit) = han_digit(c) {
            // 几个 has no value, 几十 has.
            !(vague && end == start) && sum.take_digit(i128::from(digit))
        } else if let Some(power) = magnitude(c) {
            !belongs_to_unit(chars, end) && sum.take_magnitude(power)
        } else {
            // 十余万, 二十几万: only behind a magnitude and before one.
            let lifts = chars.get(end + 1).copied().and_then(magnitude).is_some_and(|power| power >= 4);
            let more = is_more(c) && !over && sum.last != 0 && sum.digit.is_none() && lifts;
            over |= more;
            more
        };
        if !goes_on {
            break;
        }
        end += 1;
    }
    if end == start {
        return None;
    }
    let value = sum.total.saturating_add(sum.section).saturating_add(sum.digit.unwrap_or(0));
    let form = match (vague, sum.seen_digit, chars[at]) {
        (true, ..) => Form::Vague,
        (false, false, '百' | '千' | '万' | '亿') => Form::Magnitude,
        _ => Form::Han,
    };
    let whole = Reading {
        end,
        value: Some(Decimal::new(value, 0)),
        upper: sum.spread.map(|spread| Decimal::new(value.saturating_add(spread), 0)),
        form,
        digits: sum.digits,
        power: if form == Form::Magnitude { 0 } else { sum.power },
        over,
    };
    Some(point(chars, whole).unwrap_or(whole))
}

/// Whether `c` may stand in a row of digits: 两 never does.
fn is_row_digit(c: char) -> bool {
    han_digit(c).is_some() && c != '两'
}

/// 二〇一九: digits in a row are read as they stand.
fn digit_row(chars: &[char], at: usize, len: usize) -> Option<Reading> {
    let value = chars[at..at + len]
        .iter()
        .try_fold(0_i128, |v, &c| v.checked_mul(10)?.checked_add(i128::from(han_digit(c)?)));
    let row = Reading {
        end: at + len,
        value: value.map(|v| Decimal::new(v, 0)),
        upper: None,
        form: Form::Digits,
        digits: len,
        power: 0,
        over: false,
    };
    Some(row)
}

/// 四点六, 二十五点三亿: the digits behind 点, and a magnitude behind them.
fn point(chars: &[char], whole: Reading) -> Option<Reading> {
    if !is(chars, whole.end, '点') || !matches!(whole.form, Form::Han) {
        return None;
    }
    let from = whole.end + 1;
    let len = chars.get(from..)?.iter().take(12).take_while(|&&c| is_row_digit(c)).count();
    if len == 0 {
        return None;
    }
    let tail = digit_row(chars, from, len)?.value?.shift(-i32::try_from(len).ok()?)?;
    let (power, end) = magnitude_run(chars, from + len);
    let value = whole.value.and_then(|v| v.checked_add(tail)).and_then(|v| v.shift(i32::from(power)));
    Some(Reading { end, value, upper: None, digits: whole.digits + len, power, ..whole })
}

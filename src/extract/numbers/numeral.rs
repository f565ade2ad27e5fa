//! The scanner: from characters to one numeral with its value, whatever its script.
//!
//! Reads Arabic digits (thousands separators, decimals, 万 and 亿 behind them), Chinese numerals (二十四,
//! 二〇一九, 一万五千, 四点六), mixed ones (1.2万亿, 90余万, 1亿2千万), vague ones (几十, 数百), fractions
//! (三分之一, 百分之四点六) and bare magnitudes (百亿, 千万). Knows nothing of what stands around a numeral.
//!
//! Must hold: a reading takes at least one character; a value is exact or absent; linear in what it takes.

use super::han;
use crate::{extract::Decimal, text::chars::CharSet};

/// How a numeral is written, which decides what may be made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// 12, 26,530, 1.2万亿
    Arabic,
    /// 二十四, 一万五千, 四点六
    Han,
    /// 二〇一九, 一九八一: digits in a row
    Digits,
    /// 几十, 数百万
    Vague,
    /// 万, 百亿, 千万: the numeral is the magnitude itself
    Magnitude,
    /// 三分之一; 百分之六 (denominator 100), 千分之二
    Fraction {
        /// The number that divides, if it is a power of ten.
        ten_to: Option<u8>,
    },
}

/// One numeral in a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reading {
    /// First character after it.
    pub end: usize,
    /// Its value; `None` if it does not fit or does not end (三分之一).
    pub value: Option<Decimal>,
    /// The upper end of 五六 or 三五.
    pub upper: Option<Decimal>,
    /// How it is written.
    pub form: Form,
    /// How many digits it shows, for telling 12345 from 5.
    pub digits: usize,
    /// The power of ten that 万 and 亿 behind it add, for 3—5万.
    pub power: u8,
    /// Whether it holds 余, 多 or 几.
    pub over: bool,
}

/// The value of a Chinese digit.
pub(super) fn han_digit(c: char) -> Option<u8> {
    Some(match c {
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten that a magnitude stands for.
pub(super) fn magnitude(c: char) -> Option<u8> {
    Some(match c {
        '十' | '拾' => 1,
        '百' => 2,
        '千' => 3,
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        _ => return None,
    })
}

/// What a numeral can start with: what [`han_digit`] and [`magnitude`] know, the Arabic digits, and the vague.
static STARTS: CharSet =
    CharSet::of("0123456789〇零一壹二两贰三叁四肆五伍六陆七柒八捌九玖十拾百千万萬亿億几数");

/// Whether a numeral can start with `c`. Cheap: called on every character.
#[inline]
pub(super) fn may_start(c: char) -> bool {
    STARTS.has(c)
}

/// Reads the numeral that starts at `at`, the longest there is.
pub(super) fn read(chars: &[char], at: usize) -> Option<Reading> {
    let first = *chars.get(at)?;
    let reading = if first.is_ascii_digit() { arabic(chars, at)? } else { han::read(chars, at)? };
    Some(fraction(chars, at, reading).unwrap_or(reading))
}

pub(super) fn is(chars: &[char], at: usize, c: char) -> bool {
    chars.get(at) == Some(&c)
}

fn digits_at(chars: &[char], at: usize) -> usize {
    chars.get(at..).map_or(0, |rest| rest.iter().take_while(|c| c.is_ascii_digit()).count())
}

/// Whether `c` says that there is more than the numeral tells.
pub(super) fn is_more(c: char) -> bool {
    matches!(c, '余' | '多' | '几' | '馀')
}

/// A mantissa that grows digit by digit and remembers when it no longer fits.
#[derive(Clone, Copy, Default)]
struct Mantissa {
    value: i128,
    scale: u32,
    overflow: bool,
}

impl Mantissa {
    fn push(&mut self, c: char) {
        let digit = i128::from(c.to_digit(10).unwrap_or(0));
        match self.value.checked_mul(10).and_then(|v| v.checked_add(digit)) {
            Some(value) => self.value = value,
            None => self.overflow = true,
        }
    }

    fn decimal(self) -> Option<Decimal> {
        (!self.overflow).then(|| Decimal::new(self.value, self.scale))
    }
}

fn arabic(chars: &[char], at: usize) -> Option<Reading> {
    let mut mantissa = Mantissa::default();
    let mut digits = 0;
    let mut end = at;
    let mut take = |mantissa: &mut Mantissa, from: usize, len: usize| {
        for &c in &chars[from..from + len] {
            mantissa.push(c);
        }
        digits += len;
    };
    let lead = digits_at(chars, at);
    if lead == 0 {
        return None;
    }
    take(&mut mantissa, at, lead);
    end += lead;
    // A separator stands before exactly three digits: 26,530 and 26，530, but not 第2，102 (see `ordinal`).
    if lead <= 3 && !is(chars, at, '0') {
        let mark = chars.get(end).copied().filter(|c| matches!(c, ',' | '，'));
        let parted = at > 0 && chars[at - 1] == '第';
        while !parted && mark.is_some() && chars.get(end).copied() == mark && digits_at(chars, end + 1) == 3 {
            take(&mut mantissa, end + 1, 3);
            end += 4;
        }
    }
    // A point is a point before digits; old prints have 11·2% and 11．2% (folded).
    if chars.get(end).is_some_and(|c| matches!(c, '.' | '·')) {
        let fraction = digits_at(chars, end + 1);
        let second_point = is(chars, end + 1 + fraction, '.') && digits_at(chars, end + 2 + fraction) > 0;
        let raised = is(chars, end, '·') && !raised_point(chars, end + 1 + fraction);
        if fraction > 0 && !second_point && !raised {
            take(&mut mantissa, end + 1, fraction);
            mantissa.scale = u32::try_from(fraction).unwrap_or(u32::MAX);
            end += 1 + fraction;
        }
    }
    let head = Reading {
        end,
        value: mantissa.decimal(),
        upper: None,
        form: Form::Arabic,
        digits,
        power: 0,
        over: false,
    };
    Some(magnitudes(chars, head))
}

/// Whether a raised point before a place like this was a decimal point: 万, 亿 or % follows (11·2%), where
/// in 12·9运动 or 3·15 it parts a month from a day.
fn raised_point(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(|c| matches!(c, '%' | '‰' | '万' | '亿' | '倍' | '个'))
}

/// Takes 万, 亿, 千万 and the like behind Arabic digits, with 余 or 多 among them, and a smaller part behind
/// a larger one: 1亿2千万.
fn magnitudes(chars: &[char], mut reading: Reading) -> Reading {
    let mut end = reading.end;
    let more = chars.get(end).is_some_and(|&c| is_more(c));
    let (power, after) = magnitude_run(chars, end + usize::from(more));
    if power == 0 {
        return reading;
    }
    reading.over = more;
    end = after;
    reading.value = reading.value.and_then(|v| v.shift(i32::from(power)));
    reading.power = power;
    let rest = digits_at(chars, end);
    if (1..=4).contains(&rest) && !more {
        let (small, after) = magnitude_run(chars, end + rest);
        if 0 < small && small < power {
            let mut mantissa = Mantissa::default();
            chars[end..end + rest].iter().for_each(|&c| mantissa.push(c));
            let part = mantissa.decimal().and_then(|v| v.shift(i32::from(small)));
            reading.value = reading.value.zip(part).and_then(|(a, b)| a.checked_add(b));
            reading.digits += rest;
            reading.power = small;
            end = after;
        }
    }
    reading.end = end;
    reading
}

/// The joint power of the magnitudes from `at` on (千万 is 7), and where they end. 千 before a unit's name
/// (千瓦, 千米, 千克) belongs to the unit, and so does 百 before 分 (3个百分点).
pub(super) fn magnitude_run(chars: &[char], at: usize) -> (u8, usize) {
    let (mut power, mut end) = (0_u8, at);
    while let Some(step) = chars.get(end).copied().and_then(magnitude) {
        if belongs_to_unit(chars, end) || power.saturating_add(step) > 16 {
            break;
        }
        power += step;
        end += 1;
    }
    (power, end)
}

/// Whether the magnitude at `at` is the first letter of a unit's or another word's name.
pub(super) fn belongs_to_unit(chars: &[char], at: usize) -> bool {
    let next = chars.get(at + 1).copied().unwrap_or(' ');
    match chars.get(at) {
        Some('千') => {
            matches!(next, '瓦' | '米' | '克' | '伏' | '卡' | '焦' | '赫' | '帕' | '安' | '字')
        }
        Some('百') => next == '分' && is(chars, at + 2, '点') || next == '姓' || next == '货',
        Some('万') => next == '向',
        _ => false,
    }
}

/// 三分之一, 百分之四点六: `denominator` is the numeral just read.
fn fraction(chars: &[char], at: usize, denominator: Reading) -> Option<Reading> {
    if !is(chars, denominator.end, '分') || !is(chars, denominator.end + 1, '之') {
        return None;
    }
    let from = denominator.end + 2;
    let numerator = match chars.get(from)? {
        c if c.is_ascii_digit() => arabic(chars, from)?,
        '百' => Reading { end: from + 1, value: Some(Decimal::from(100)), ..han::read(chars, from)? },
        _ => han::read(chars, from)?,
    };
    let ten_to = match chars[at..denominator.end] {
        ['百'] => Some(2),
        ['千'] => Some(3),
        ['万'] => Some(4),
        _ => None,
    };
    let divide = |v: Decimal| v.checked_div(denominator.value?);
    Some(Reading {
        end: numerator.end,
        value: numerator.value.and_then(divide),
        upper: numerator.upper.and_then(divide),
        form: Form::Fraction { ten_to },
        digits: numerator.digits,
        power: 0,
        over: numerator.over,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, value: &str, rest: &str) {
        let chars: Vec<char> = text.chars().collect();
        let reading = read(&chars, 0).unwrap_or_else(|| panic!("no numeral in {text}"));
        let shown = reading.value.map_or_else(|| "-".to_owned(), |v| v.to_string());
        let shown = reading.upper.map_or(shown.clone(), |u| format!("{shown}..{u}"));
        assert_eq!(
            (shown.as_str(), chars[reading.end..].iter().collect::<String>().as_str()),
            (value, rest),
            "{text}"
        );
    }

    #[test]
    fn what_no_sum_holds_is_the_most_that_one_holds() {
        check("亿万亿万亿万亿万亿万个", &i128::MAX.to_string(), "个");
    }

    #[test]
    fn arabic_digits_with_separators_points_and_magnitudes() {
        check("12部", "12", "部");
        check("26，530元", "26530", "元");
        check("1,234,567.8吨", "1234567.8", "吨");
        check("3，25个", "3", "，25个");
        check("3，2500个", "3", "，2500个");
        check("431.1亿元", "43110000000", "元");
        check("1.2万亿元", "1200000000000", "元");
        check("90余万人次", "900000", "人次");
        check("5千多户", "5000", "多户");
        check("1亿2千万元", "120000000", "元");
        check("3万5千人", "35000", "人");
        check("300万千瓦", "3000000", "千瓦");
        check("5千米", "5", "千米");
        check("11·2%", "11.2", "%");
        check("12·9运动", "12", "·9运动");
        check("3.0.1版", "3", ".0.1版");
    }

    #[test]
    fn chinese_numerals() {
        check("二十四个", "24", "个");
        check("十二届", "12", "届");
        check("一百零五项", "105", "项");
        check("两千三百人", "2300", "人");
        check("三万五千户", "35000", "户");
        check("三千六百亿元", "360000000000", "元");
        check("一千零二十万吨", "10200000", "吨");
        check("一万二千亿元", "1200000000000", "元");
        check("一亿二千万元", "120000000", "元");
        check("二千公里", "2000", "公里");
        check("两万亿元", "2000000000000", "元");
        check("二〇一九年", "2019", "年");
        check("一九八一年", "1981", "年");
        check("四点六", "4.6", "");
        check("二十五点三亿元", "2530000000", "元");
        check("十余万人", "100000", "人");
        check("二十多个", "20", "多个");
        check("三千瓦", "3", "千瓦");
    }

    #[test]
    fn vague_numerals_keep_their_lower_end() {
        check("几十万人", "100000", "人");
        check("数百家", "100", "家");
        check("五六个", "5..6", "个");
        check("三五家", "3..5", "家");
        check("七八十人", "70..80", "人");
        check("十五六岁", "15..16", "岁");
        check("百亿元", "10000000000", "元");
        check("千万吨", "10000000", "吨");
        check("万元", "10000", "元");
    }

    #[test]
    fn fractions() {
        check("百分之四点六", "0.046", "");
        check("百分之百", "1", "");
        check("百分之五十以上", "0.5", "以上");
        check("千分之二", "0.002", "");
        check("十分之一以上", "0.1", "以上");
        check("四分之三", "0.75", "");
        check("三分之一", "-", "");
    }

    #[test]
    fn every_digit_and_magnitude_may_start_a_numeral() {
        for c in '\0'..='\u{ffff}' {
            let starts = c.is_ascii_digit()
                || han_digit(c).is_some()
                || magnitude(c).is_some()
                || matches!(c, '几' | '数');
            assert_eq!(may_start(c), starts, "{c}");
        }
    }

    #[test]
    fn what_is_no_numeral() {
        for text in ["几个", "数据", "几", "年", "百分点", "千瓦", ""] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(read(&chars, 0), None, "{text}");
        }
    }
}

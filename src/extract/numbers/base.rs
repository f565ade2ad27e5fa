//! Base units: 18公里 and 18000米 are one length.
//!
//! Must hold: a factor is exact. Where no finite decimal is (a 亩 is 2000/3 平方米), the base is one in which it is.

use crate::extract::{Decimal, Number, NumberKind};

/// A unit as written, the base that it belongs to, and how many of the base it holds: `factor × 10^-scale`.
/// Sources: GB 3100 and 国务院关于在我国统一实行法定计量单位的命令 (1984).
const SCALES: &[(&str, &str, i64, u32)] = &[
    ("元", "元", 1, 0),
    ("元人民币", "元", 1, 0),
    ("人民币", "元", 1, 0),
    ("元钱", "元", 1, 0),
    ("块钱", "元", 1, 0),
    ("角", "元", 1, 1),
    ("角钱", "元", 1, 1),
    ("分钱", "元", 1, 2),
    ("港币", "港元", 1, 0),
    ("米", "米", 1, 0),
    ("公尺", "米", 1, 0),
    ("公里", "米", 1000, 0),
    ("千米", "米", 1000, 0),
    ("km", "米", 1000, 0),
    ("里", "米", 500, 0),
    ("华里", "米", 500, 0),
    ("海里", "米", 1852, 0),
    ("厘米", "米", 1, 2),
    ("毫米", "米", 1, 3),
    ("微米", "米", 1, 6),
    ("纳米", "米", 1, 9),
    ("平方米", "⅓平方米", 3, 0),
    ("平米", "⅓平方米", 3, 0),
    ("㎡", "⅓平方米", 3, 0),
    ("m²", "⅓平方米", 3, 0),
    ("平方公尺", "⅓平方米", 3, 0),
    ("亩", "⅓平方米", 2000, 0),
    ("市亩", "⅓平方米", 2000, 0),
    ("公顷", "⅓平方米", 30_000, 0),
    ("平方公里", "⅓平方米", 3_000_000, 0),
    ("平方千米", "⅓平方米", 3_000_000, 0),
    ("km²", "⅓平方米", 3_000_000, 0),
    ("平方厘米", "⅓平方米", 3, 4),
    ("吨", "千克", 1000, 0),
    ("公吨", "千克", 1000, 0),
    ("公斤", "千克", 1, 0),
    ("千克", "千克", 1, 0),
    ("斤", "千克", 5, 1),
    ("市斤", "千克", 5, 1),
    ("克", "千克", 1, 3),
    ("毫克", "千克", 1, 6),
    ("微克", "千克", 1, 9),
    ("立方米", "立方米", 1, 0),
    ("升", "立方米", 1, 3),
    ("千瓦", "千瓦", 1, 0),
    ("瓦", "千瓦", 1, 3),
    ("兆瓦", "千瓦", 1000, 0),
    ("吉瓦", "千瓦", 1_000_000, 0),
    ("千瓦时", "千瓦时", 1, 0),
    ("度", "千瓦时", 1, 0),
    ("兆瓦时", "千瓦时", 1000, 0),
    ("年", "个月", 12, 0),
    ("周年", "个月", 12, 0),
    ("个月", "个月", 1, 0),
    ("天", "分钟", 1440, 0),
    ("日", "分钟", 1440, 0),
    ("周", "分钟", 10_080, 0),
    ("小时", "分钟", 60, 0),
    ("个小时", "分钟", 60, 0),
    ("分钟", "分钟", 1, 0),
];

/// `value`, one of the values of `number`, with the unit that figures must share to compare, in that unit; shares
/// are fractions of one. The unit is empty for a bare ratio. `None` if the value does not fit.
pub fn in_base(number: &Number, value: Decimal) -> Option<(&str, Decimal)> {
    let unit = match number.kind {
        NumberKind::Percent => return Some(("%", value)),
        NumberKind::PercentagePoint => return Some(("百分点", value)),
        _ => number.unit.as_deref().unwrap_or_default(),
    };
    match SCALES.iter().find(|(name, ..)| *name == unit) {
        Some(&(_, base, factor, scale)) => {
            Some((base, value.checked_mul(Decimal::new(i128::from(factor), scale))?))
        }
        None => Some((unit, value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::numbers::find_in;

    /// Two figures as a reader writes them: whether they are one.
    fn check(one: &str, other: &str, same: bool) {
        let [one, other] = [one, other].map(|text| find_in(text).remove(0));
        let value = |number: &Number| {
            in_base(number, number.value.unwrap()).map(|(unit, value)| (unit.to_owned(), value))
        };
        assert_eq!(value(&one) == value(&other), same, "{one:?} {other:?}");
    }

    #[test]
    fn figures_compare_in_base_units() {
        check("18公里", "18000米", true);
        check("1500亩", "100公顷", true);
        check("1平方公里", "100万平方米", true);
        check("1000万元", "0.1亿元", true);
        check("1000万元", "1000万美元", false);
        check("2吨", "4000斤", true);
        check("百分之五", "5%", true);
        check("50‰", "5%", true);
        check("3个百分点", "3%", false);
        check("12部", "12个", false);
        check("1年", "12个月", true);
    }

    #[test]
    fn a_unit_has_one_scale() {
        for (i, (name, ..)) in SCALES.iter().enumerate() {
            assert!(SCALES[i + 1..].iter().all(|(other, ..)| other != name), "{name}");
        }
    }
}

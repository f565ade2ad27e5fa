//! Two numerals with a mark between them: 4.5:1, 7×24小时, 1/3.

use super::{
    item::Item,
    numeral::{self, Form, Reading},
    units,
};
use crate::extract::NumberKind;

/// The ratio, product or fraction whose first numeral stands at `at`.
pub(super) fn read(chars: &[char], at: usize, first: &Reading) -> Option<Item> {
    if first.form != Form::Arabic {
        return None;
    }
    let mark =
        chars.get(first.end).copied().filter(|c| matches!(c, ':' | '：' | '×' | 'x' | 'X' | '*' | '/'))?;
    let next = chars
        .get(first.end + 1)
        .filter(|c| c.is_ascii_digit())
        .and_then(|_| numeral::read(chars, first.end + 1))?;
    match mark {
        '×' | 'x' | 'X' | '*' => {
            let unit = units::read(chars, next.end)
                .filter(|unit| matches!(unit.value, NumberKind::Duration | NumberKind::Energy))?;
            let end = next.end + unit.len;
            let mut item =
                Item::new(at..end, unit.value, "number.product", unit.entry).in_unit(next.end..end);
            item.value = first.value.zip(next.value).and_then(|(a, b)| a.checked_mul(b));
            Some(item)
        }
        // A slash parts 119/120 as well as 1/3: a fraction is below one and small.
        '/' if !(first.digits <= 2 && next.digits <= 2 && first.value < next.value) => None,
        _ => {
            let mut end = next.end;
            let mut parts = 2;
            while matches!(chars.get(end), Some(':' | '：'))
                && chars.get(end + 1).is_some_and(char::is_ascii_digit)
                && parts < 8
            {
                let Some(more) = numeral::read(chars, end + 1) else { break };
                end = more.end;
                parts += 1;
            }
            let mut item = Item::new(at..end, NumberKind::Ratio, "number.ratio", "");
            item.value = (parts == 2)
                .then(|| first.value.zip(next.value))
                .flatten()
                .and_then(|(a, b)| a.checked_div(b));
            Some(item)
        }
    }
}

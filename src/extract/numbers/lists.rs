//! What the members of a list share: a qualifier, a unit, a share of a plural subject.
//!
//! Must hold: only numbers with one mark or conjunction between them are members of one list.

use super::{
    item::{Item, Unit},
    qualifier,
};
use crate::extract::{Approx, NumberKind};

/// Hands qualifiers and units of a list to its members: 98.8%、99.5%以上, 超过98%、85%, 0.7个和0.6个百分点.
pub(super) fn spread(chars: &[char], items: &mut [Item]) {
    for i in (1..items.len()).rev() {
        let (head, tail) = items.split_at_mut(i);
        let (Some(left), Some(right)) = (head.last_mut(), tail.first()) else { continue };
        if !neighbours(chars, left, right) {
            continue;
        }
        share_unit(left, right);
        let behind = matches!(right.approx, Approx::AtLeast | Approx::AtMost | Approx::About)
            && ends_with_qualifier(chars, right);
        if behind
            && left.approx == Approx::Exact
            && left.kind == right.kind
            && left.kind != NumberKind::Duration
        {
            left.approx = right.approx;
        }
    }
    // Whether the member before has its qualifier from the head of the list: 约12.5%、21.6%、19%.
    let mut spreads = false;
    for i in 1..items.len() {
        let (head, tail) = items.split_at_mut(i);
        let (Some(left), Some(right)) = (head.last(), tail.first_mut()) else { continue };
        let before = left.approx != Approx::Exact
            && !ends_with_qualifier(chars, left)
            && (starts_with_qualifier(chars, left) || spreads);
        spreads = before
            && neighbours(chars, left, right)
            && right.approx == Approx::Exact
            && left.kind == right.kind;
        if spreads {
            right.approx = left.approx;
        }
    }
}

/// Hands the unit of the last member of a list to one before it that has none: 2.0、1.4和7.6个百分点.
fn share_unit(left: &mut Item, right: &Item) {
    let bare = left.unit == Unit::None
        && matches!(left.rule.name, "number.bare" | "number.sum" | "number.code.bare");
    let points = right.kind == NumberKind::PercentagePoint && left.rule.entry == "个";
    if !right.kind.is_quantity() || right.unit == Unit::None || !(bare || points) {
        return;
    }
    let power = if matches!(right.kind, NumberKind::Percent | NumberKind::PercentagePoint) { -2 } else { 0 };
    // 5、6万吨: whether the 万 is shared is for the reader to say.
    let doubtful = right.power > 0 && left.power == 0;
    left.value = left.value.filter(|_| !doubtful).and_then(|v| v.shift(power));
    left.kind = right.kind;
    left.unit = right.unit.clone();
    left.rule = right.rule;
}

pub(super) fn neighbours(chars: &[char], left: &Item, right: &Item) -> bool {
    matches!(chars.get(left.range.end..right.range.start), Some(['、' | '和' | '及' | '与']))
}

pub(super) fn ends_with_qualifier(chars: &[char], item: &Item) -> bool {
    let tail = &chars[item.range.end.saturating_sub(2).max(item.range.start)..item.range.end];
    matches!(tail, ['以', '上' | '下' | '内'] | ['左', '右'] | ['上', '下'])
}

/// Whether what bends `item` stands before its numeral, inside it (约5%) or outside (突破5%).
fn starts_with_qualifier(chars: &[char], item: &Item) -> bool {
    matches!(chars[item.range.start], '超' | '近' | '约' | '逾' | '不')
        || item.approx == Approx::Over && qualifier::exceeds_by_verb(chars, item.range.start)
}

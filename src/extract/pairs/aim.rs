//! What sort of target an item sets, and which of two items' figures compare.

use super::items::Item;
use crate::extract::{Aim, Approx, Direction, Number, NumberKind};

/// The sort of target that `target` sets.
pub fn of(numbers: &[Number], target: &Item) -> Aim {
    let Some(number) = target.numbers.iter().map(|&i| &numbers[i]).next() else { return Aim::Done };
    match (number.approx, number.kind, number.direction) {
        (_, NumberKind::Percent | NumberKind::Ratio, Some(Direction::Increase | Direction::Decrease)) => {
            Aim::Growth
        }
        (Approx::AtLeast | Approx::Over, ..) => Aim::AtLeast,
        (Approx::AtMost, ..) => Aim::AtMost,
        _ => Aim::Level,
    }
}

/// The two figures that compare, if any do: one kind, one unit, both growth or both level, not opposed.
pub fn figures(numbers: &[Number], result: &Item, target: &Item, aim: Aim) -> Option<(usize, usize)> {
    let growth = |n: &Number| {
        n.kind == NumberKind::Percent
            && matches!(n.direction, Some(Direction::Increase | Direction::Decrease))
    };
    target.numbers.iter().find_map(|&t| {
        let goal = &numbers[t];
        let comparable = |&&r: &&usize| {
            let was = &numbers[r];
            let opposed = matches!(
                (was.direction, goal.direction),
                (Some(Direction::Increase), Some(Direction::Decrease))
                    | (Some(Direction::Decrease), Some(Direction::Increase))
            );
            was.kind == goal.kind
                && was.unit == goal.unit
                && was.value.is_some()
                && goal.value.is_some()
                && growth(was) == (aim == Aim::Growth && growth(goal))
                && !opposed
        };
        result.numbers.iter().find(comparable).map(|&r| (r, t))
    })
}

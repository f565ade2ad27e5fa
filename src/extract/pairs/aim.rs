//! What sort of target an item sets, and which of two items' figures compare.

use super::index::is_growth;
use crate::extract::{Aim, Approx, Direction, Number, NumberKind};

/// The one of an item's figures that it is about: the one that a verb sends somewhere (万元产值能耗下降3%), else its first.
fn principal(numbers: &[Number], figures: &[usize]) -> Option<usize> {
    let sent = figures.iter().copied().find(|&i| numbers[i].direction.is_some());
    sent.or_else(|| figures.first().copied())
}

/// The sort of target that a commitment's item with these figures sets.
pub fn of(numbers: &[Number], target: &[usize]) -> Aim {
    let Some(number) = principal(numbers, target).map(|i| &numbers[i]) else { return Aim::Done };
    match (number.approx, number.kind, number.direction) {
        (_, NumberKind::Percent | NumberKind::Ratio, Some(Direction::Increase | Direction::Decrease)) => {
            Aim::Growth
        }
        (Approx::AtLeast | Approx::Over, ..) => Aim::AtLeast,
        (Approx::AtMost, ..) => Aim::AtMost,
        _ => Aim::Level,
    }
}

/// The two figures of a result and a target that compare, if any do: one kind, one unit, both growth or both level, not opposed.
pub fn figures(numbers: &[Number], result: &[usize], target: &[usize]) -> Option<(usize, usize)> {
    let t = principal(numbers, target)?;
    let goal = &numbers[t];
    let comparable = |&&r: &&usize| {
        let was = &numbers[r];
        let opposed = matches!(
            (was.direction, goal.direction),
            (Some(Direction::Increase), Some(Direction::Decrease))
                | (Some(Direction::Decrease), Some(Direction::Increase))
        );
        let valued = was.value.is_some() && goal.value.is_some();
        was.kind == goal.kind
            && was.unit == goal.unit
            && valued
            && is_growth(was) == is_growth(goal)
            && !opposed
    };
    result.iter().find(comparable).map(|&r| (r, t))
}

//! Where the notes of the margin stand, so that none covers another.
//!
//! A note wants to stand at its passage's first line. Where notes crowd, a note moves down and never up, so
//! the eye finds it by following its passage; only the note at hand keeps its line, and its neighbours give
//! way to both sides. Where so many stand before it that it would lose sight of its passage, those that have no
//! room above it leave the column until it is let go.
//!
//! Must hold: notes keep their order, between two of them lies the gap at least, and each stands either wholly
//! below the top or wholly above it, out of sight.

/// A note, or whatever else stands in the margin. All lengths are CSS pixels from the top of the column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item {
    /// Where its passage's first line is.
    pub ideal: f64,
    /// How tall it is.
    pub height: f64,
}

/// So far from its line may the note at hand be pushed down for the sake of those before it, in CSS pixels: its
/// passage is still beside it.
const GIVE: f64 = 240.0;

/// The tops of `items`, which come in the order in which they shall stand. Linear.
pub fn pack(items: &[Item], gap: f64, active: Option<usize>) -> Vec<f64> {
    let mut tops = Vec::with_capacity(items.len());
    let mut free = 0.0_f64;
    for item in items {
        let top = item.ideal.max(free);
        tops.push(top);
        free = top + item.height + gap;
    }
    let Some(active) = active.filter(|&active| active < items.len()) else {
        return tops;
    };
    let room: f64 = items[..active].iter().map(|item| item.height + gap).sum();
    let ideal = items[active].ideal.max(0.0);
    tops[active] = if room <= ideal + GIVE { ideal.max(room) } else { ideal };
    for i in (0..active).rev() {
        let mut bottom = tops[i + 1] - gap;
        if bottom < items[i].height {
            bottom = bottom.min(-gap);
        }
        tops[i] = tops[i].min(bottom - items[i].height);
    }
    let mut free = tops[active] + items[active].height + gap;
    for i in active + 1..items.len() {
        tops[i] = items[i].ideal.max(free);
        free = tops[i] + items[i].height + gap;
    }
    tops
}

/// The items that reach into `from..to`, as a range of indices: what has to be drawn. One binary search,
/// which the order that [`pack`] promises allows, and a step for each item in view.
pub fn visible(items: &[Item], tops: &[f64], from: f64, to: f64) -> std::ops::Range<usize> {
    let last = tops.partition_point(|&top| top <= to);
    // Bottoms ascend too, and the few that reach into view stand right before `last`.
    let first = (0..last).rev().take_while(|&i| tops[i] + items[i].height >= from).last().unwrap_or(last);
    first..last
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn items(list: &[(f64, f64)]) -> Vec<Item> {
        list.iter().map(|&(ideal, height)| Item { ideal, height }).collect()
    }

    fn check(list: &[(f64, f64)], active: Option<usize>, expect: &[f64]) {
        assert_eq!(pack(&items(list), 10.0, active), expect);
    }

    #[test]
    fn notes_with_room_stand_at_their_lines() {
        check(&[(0.0, 50.0), (100.0, 50.0)], None, &[0.0, 100.0]);
    }

    #[test]
    fn a_note_moves_down_and_never_up() {
        check(&[(20.0, 50.0), (30.0, 50.0), (35.0, 20.0), (400.0, 20.0)], None, &[20.0, 80.0, 140.0, 400.0]);
    }

    #[test]
    fn the_note_at_hand_keeps_its_line_and_its_neighbours_give_way() {
        check(&[(100.0, 50.0), (110.0, 50.0), (120.0, 20.0)], Some(1), &[50.0, 110.0, 170.0]);
    }

    #[test]
    fn at_the_top_of_the_page_there_is_no_room_to_give() {
        check(&[(0.0, 50.0), (5.0, 50.0)], Some(1), &[0.0, 60.0]);
    }

    #[test]
    fn in_a_crowd_the_note_at_hand_keeps_its_line_all_the_same() {
        let crowd: Vec<(f64, f64)> = (0..10).map(|_| (100.0, 90.0)).collect();
        let tops = pack(&items(&crowd), 10.0, Some(7));
        assert_eq!(tops[7], 100.0);
        assert_eq!(tops[6], 0.0, "one has room above it");
        assert_eq!((tops[5], tops[4]), (-100.0, -200.0), "the others are out of sight");
        assert_eq!(tops[8], 200.0);
    }

    proptest! {
        #[test]
        fn packing_never_overlaps(
            list in proptest::collection::vec((0.0..2000.0, 1.0..300.0), 0..40),
            active in proptest::option::of(0usize..45),
        ) {
            let mut list: Vec<(f64, f64)> = list;
            list.sort_by(|a, b| a.0.total_cmp(&b.0));
            let items = items(&list);
            let tops = pack(&items, 8.0, active);
            prop_assert_eq!(tops.len(), items.len());
            for i in 1..tops.len() {
                prop_assert!(tops[i] + 1e-6 >= tops[i - 1] + items[i - 1].height + 8.0);
            }
            for (&top, item) in tops.iter().zip(&items) {
                prop_assert!(top >= -1e-6 || top + item.height <= 1e-6, "not cut by the top: {top}");
            }
            if let Some(&top) = active.and_then(|active| tops.get(active)) {
                prop_assert!(top <= items[active.unwrap()].ideal + GIVE + 1e-6);
            }
            if active.is_none_or(|active| active >= items.len()) {
                prop_assert!(tops.iter().zip(&items).all(|(&top, item)| top >= item.ideal));
            }
        }

        #[test]
        fn what_is_drawn_is_what_can_be_seen(
            list in proptest::collection::vec((0.0..2000.0, 1.0..300.0), 0..40),
            (from, len) in (0.0..2500.0, 0.0..900.0),
        ) {
            let mut list: Vec<(f64, f64)> = list;
            list.sort_by(|a, b| a.0.total_cmp(&b.0));
            let items = items(&list);
            let tops = pack(&items, 8.0, None);
            let drawn = visible(&items, &tops, from, from + len);
            for i in 0..items.len() {
                let seen = tops[i] + items[i].height >= from && tops[i] <= from + len;
                prop_assert_eq!(drawn.contains(&i), seen);
            }
        }
    }
}

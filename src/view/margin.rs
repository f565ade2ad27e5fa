//! Where the notes of the margin stand, so that none covers another.
//!
//! A note wants to stand at its passage's first line. Where notes crowd, a note moves down and never up, so
//! the eye finds it by following its passage; only the note at hand keeps its line, and its neighbours give
//! way to both sides. A note that would stand too far below its passage to be found there is folded away, with the
//! others of its paragraph, into one line that opens them ([`fold`]). Where so many stand before the note at hand that
//! it would lose sight of its passage all the same, those that have no room above it leave the column until it is
//! let go ([`pack`]).
//!
//! Must hold: notes keep their order, between two of them lies the gap at least, and each stands either wholly
//! below the top or wholly above it, out of sight; every note is shown or stands behind exactly one line.

use std::collections::BTreeSet;

/// So far below its passage's line a note may stand, and the note at hand be pushed down for the sake of those before
/// it, in CSS pixels: about seven lines of the report, so that the passage is still beside it.
pub const REACH: f64 = 240.0;

/// How tall the line is that opens folded notes.
pub const LINE: f64 = 28.0;

/// A note, or whatever else stands in the margin. All lengths are CSS pixels from the top of the column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item {
    /// Where its passage's first line is.
    pub ideal: f64,
    /// How tall it is.
    pub height: f64,
}

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
    tops[active] = at_hand(items[active].ideal, room);
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

/// The top of the note at hand, which wants to stand at `ideal`, where those before it take up `room`.
fn at_hand(ideal: f64, room: f64) -> f64 {
    let ideal = ideal.max(0.0);
    if room <= ideal + REACH { ideal.max(room) } else { ideal }
}

/// A note that wants a place among others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Note {
    /// Where it wants to stand, and how tall it is.
    pub item: Item,
    /// The paragraph that it is about.
    pub block: usize,
    /// Whether it may be folded away: not what is at hand, or being written.
    pub folds: bool,
}

/// What is shown of a crowd.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The note with this index.
    Note(usize),
    /// The line for a paragraph: `folded` notes stand behind it, or none if it is open and can be closed again.
    Line {
        /// The paragraph.
        block: usize,
        /// How many notes.
        folded: usize,
    },
}

/// Which of `notes` are shown, in their order, with the lines for those that are not. `open` are the paragraphs
/// whose notes are all shown, however far down. Notes of one paragraph come together. Linear but for the search in
/// `open`.
pub fn fold(notes: &[Note], gap: f64, active: Option<usize>, open: &BTreeSet<usize>) -> Vec<(Shown, Item)> {
    let mut shown: Vec<(Shown, Item)> = Vec::with_capacity(notes.len());
    let (mut free, mut room) = (0.0_f64, 0.0_f64);
    // The line of the paragraph at hand: how many stand behind it, and where the first of them wanted to stand.
    let mut line: Option<(usize, f64)> = None;
    for (i, note) in notes.iter().enumerate() {
        let top = note.item.ideal.max(free);
        let far = note.folds && Some(i) != active && top - note.item.ideal > REACH;
        if far {
            line.get_or_insert((0, note.item.ideal));
        }
        if far && !open.contains(&note.block) {
            line = line.map(|(folded, ideal)| (folded + 1, ideal));
        } else {
            shown.push((Shown::Note(i), note.item));
            let top = if Some(i) == active { at_hand(note.item.ideal, room) } else { top };
            free = top + note.item.height + gap;
            room += note.item.height + gap;
        }
        let last = notes.get(i + 1).is_none_or(|next| next.block != note.block);
        if let Some((folded, ideal)) = line.take_if(|_| last) {
            shown.push((Shown::Line { block: note.block, folded }, Item { ideal, height: LINE }));
            free = free.max(ideal) + LINE + gap;
            room += LINE + gap;
        }
    }
    shown
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

    fn note(ideal: f64, height: f64, block: usize) -> Note {
        Note { item: Item { ideal, height }, block, folds: true }
    }

    /// What is shown of `notes`: indices, and lines as `block:folded`.
    fn check_fold(notes: &[Note], active: Option<usize>, open: &[usize], expect: &str) {
        let shown: Vec<String> = fold(notes, 10.0, active, &open.iter().copied().collect())
            .into_iter()
            .map(|(shown, _)| match shown {
                Shown::Note(i) => i.to_string(),
                Shown::Line { block, folded } => format!("{block}:{folded}"),
            })
            .collect();
        assert_eq!(shown.join(" "), expect);
    }

    #[test]
    fn notes_near_their_passages_all_stand() {
        check_fold(&[note(0.0, 100.0, 0), note(0.0, 100.0, 0), note(0.0, 100.0, 0)], None, &[], "0 1 2");
    }

    #[test]
    fn what_would_stand_too_far_down_is_folded_by_paragraph() {
        let crowd = [
            note(0.0, 100.0, 0),
            note(0.0, 100.0, 0),
            note(0.0, 100.0, 0),
            note(0.0, 100.0, 0),
            note(0.0, 100.0, 0),
            note(40.0, 100.0, 1),
            note(400.0, 100.0, 2),
        ];
        check_fold(&crowd, None, &[], "0 1 2 0:2 1:1 6");
        // What is at hand is shown, and what follows makes room or folds.
        check_fold(&crowd, Some(4), &[], "0 1 2 4 0:1 5 6");
        check_fold(&crowd, None, &[0], "0 1 2 3 4 0:0 1:1 6");
        check_fold(&crowd, None, &[1], "0 1 2 0:2 5 1:0 6");
    }

    #[test]
    fn what_is_being_written_is_never_folded() {
        let draft = Note { folds: false, ..note(0.0, 100.0, 0) };
        check_fold(&[note(0.0, 300.0, 0), draft, note(0.0, 50.0, 0)], None, &[], "0 1 0:1");
    }

    proptest! {
        #[test]
        fn every_note_is_shown_near_its_passage_or_stands_behind_a_line(
            list in proptest::collection::vec((0.0..900.0, 1.0..300.0, any::<bool>()), 0..40),
            active in proptest::option::of(0usize..45),
            open in proptest::collection::btree_set(0usize..9, 0..3),
        ) {
            let mut notes: Vec<Note> = list
                .into_iter()
                .map(|(ideal, height, folds)| {
                    let item = Item { ideal, height };
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a paragraph of a hundred pixels")]
                    let block = (ideal / 100.0) as usize;
                    Note { item, block, folds }
                })
                .collect();
            notes.sort_by(|a, b| a.item.ideal.total_cmp(&b.item.ideal));
            let active = active.filter(|&active| active < notes.len());
            let shown = fold(&notes, 8.0, active, &open);
            let items: Vec<Item> = shown.iter().map(|(_, item)| *item).collect();
            let at = shown.iter().position(|(shown, _)| active.is_some_and(|a| *shown == Shown::Note(a)));
            prop_assert_eq!(at.is_some(), active.is_some(), "what is at hand is shown");
            let tops = pack(&items, 8.0, at);
            let mut behind = 0;
            let mut lines = BTreeSet::new();
            for ((what, item), top) in shown.iter().zip(&tops) {
                match *what {
                    Shown::Note(i) => {
                        let far = notes[i].folds && Some(i) != active && !open.contains(&notes[i].block);
                        prop_assert!(!far || top - item.ideal <= REACH + 1e-6);
                    }
                    Shown::Line { block, folded } => {
                        prop_assert!(lines.insert(block), "one line a paragraph");
                        prop_assert_eq!(folded == 0, open.contains(&block));
                        behind += folded;
                    }
                }
            }
            let stand = shown.iter().filter(|(shown, _)| matches!(shown, Shown::Note(_))).count();
            prop_assert_eq!(stand + behind, notes.len());
        }

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
                prop_assert!(top <= items[active.unwrap()].ideal + REACH + 1e-6);
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

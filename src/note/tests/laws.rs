//! Laws of merging, over random histories of several people.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

fn union(a: &Notebook, b: &Notebook) -> Notebook {
    let mut both = a.clone();
    both.union(b);
    both
}

/// The notes as everybody who has all revisions sees them.
fn view(book: &Notebook) -> Vec<Note> {
    book.all_notes().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(300)))]

    #[test]
    fn union_is_commutative_associative_idempotent_and_grows(moves in desks::moves(40)) {
        let desks = desks::play(3, &moves);
        let [a, b, c] = [0, 1, 2].map(|i| &desks[i].book);
        prop_assert_eq!(union(a, b), union(b, a));
        prop_assert_eq!(union(&union(a, b), c), union(a, &union(b, c)));
        prop_assert_eq!(&union(a, a), a);
        let both = union(a, b);
        for revision in a.revisions() {
            prop_assert_eq!(both.revision(revision.note, revision.id), Some(revision));
        }
    }

    /// Damaged and forged files: one name for several contents, cycles, parents that are missing or elsewhere.
    #[test]
    fn the_laws_hold_whatever_the_revisions_say(
        revisions in proptest::collection::vec((0u128..4, 0u128..2, 0usize..3, proptest::collection::vec(0u128..6, 0..3), 0u8..3), 0..8),
        cut in 0usize..8,
    ) {
        let revisions: Vec<Revision> = revisions.into_iter().map(|(id, note, text, parents, author)| {
            let mut revision =
                Revision::first(stamp(id, ""), NoteId(Uuid::from_u128(note)), snapshot(["一", "二", "三"][text]));
            revision.parents = parents.into_iter().map(|n| RevisionId(Uuid::from_u128(n))).collect();
            revision.author = if author == 0 { Agent::default() } else { stamp(author.into(), "甲").author };
            revision
        }).collect();
        let (left, right) = revisions.split_at(cut.min(revisions.len()));
        let all = notebook(&revisions);
        prop_assert_eq!(&notebook(revisions.iter().rev()), &all);
        prop_assert_eq!(&union(&notebook(left), &notebook(right)), &all);
        prop_assert_eq!(&union(&notebook(right), &notebook(left)), &all);
        prop_assert_eq!(&union(&all, &notebook(right)), &all);
        for note in view(&all) {
            prop_assert!(!note.heads.is_empty());
            for c in &note.conflicts {
                prop_assert!(c.sides.len() > 1);
            }
        }
        for revision in &revisions {
            let texts = all.history(revision.note);
            prop_assert!(texts.iter().any(|kept| kept.state == revision.state));
        }
    }
}

proptest! {
    // The bar: ten thousand histories of two to five people.
    #![proptest_config(ProptestConfig { cases: cases(10_000), max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn whoever_sends_what_in_whatever_order_all_see_the_same_and_nothing_is_lost(
        people in 2usize..=5,
        moves in desks::moves(14),
        order in any::<u64>(),
    ) {
        let mut desks = desks::play(people, &moves);
        let all: BTreeSet<RevisionId> =
            desks.iter().flat_map(|desk| desk.book.revisions().map(|revision| revision.id)).collect();
        // Everybody gets everybody's notebook, each in an order of his own.
        let sent: Vec<Notebook> = desks.iter().map(|desk| desk.book.clone()).collect();
        for (i, desk) in desks.iter_mut().enumerate() {
            for step in 0..people {
                let turn = usize::try_from(order.rotate_left(8 * u32::try_from(i).unwrap()) % 5).unwrap();
                desk.book.union(&sent[(step * [1, 2, 3, 4, people - 1][turn] + turn) % people]);
            }
            // Strides that miss somebody leave gaps: a last round fills them.
            sent.iter().for_each(|book| desk.book.union(book));
        }
        let seen = view(&desks[0].book);
        for desk in &desks[1..] {
            prop_assert_eq!(&view(&desk.book), &seen);
        }
        let kept: BTreeSet<RevisionId> = desks[0].book.revisions().map(|revision| revision.id).collect();
        prop_assert_eq!(kept, all);
        for note in &seen {
            nothing_is_lost(&desks[0].book, note)?;
        }
    }
}

/// Whatever somebody wrote and nobody who knew of it wrote over is seen: as the note's text or as a side of a
/// conflict; and a deleted note has been deleted by somebody who knew all of it. This is checked by walking the
/// history, not by the way the merge works.
fn nothing_is_lost(book: &Notebook, note: &Note) -> Result<(), TestCaseError> {
    let history = book.history(note.id);
    let by_id: BTreeMap<RevisionId, &Revision> = history.iter().map(|r| (r.id, *r)).collect();
    let mut known: BTreeMap<RevisionId, BTreeSet<RevisionId>> = BTreeMap::new();
    for revision in &history {
        let mut all: BTreeSet<RevisionId> = revision.parents.iter().flat_map(|p| known[p].clone()).collect();
        all.extend(&revision.parents);
        known.insert(revision.id, all);
    }
    let parents = |r: &Revision| r.parents.iter().map(|p| by_id[p]).collect::<Vec<_>>();
    let writes =
        |r: &Revision| r.parents.is_empty() || parents(r).iter().any(|p| p.state.text != r.state.text);
    let shown: Vec<&FieldValue> =
        note.conflicts.iter().flat_map(|c| &c.sides).map(|side| &side.value).collect();
    for revision in history.iter().filter(|r| writes(r)) {
        let overwritten = history.iter().any(|later| {
            known[&later.id].contains(&revision.id)
                && (writes(later) || later.unsettled != revision.unsettled)
        });
        let said_before = known[&revision.id].iter().any(|id| by_id[id].state.text == revision.state.text);
        let text = FieldValue::Text(revision.state.text.clone());
        let is_shown = note.state.text == revision.state.text || shown.contains(&&text);
        prop_assert!(overwritten || said_before || is_shown, "{:?} is nowhere", revision.state.text);
    }
    for d in history.iter().filter(|d| d.state.deleted) {
        let later_kept = history.iter().any(|later| {
            let is_open = later.unsettled.iter().any(|conflict| conflict.field == Field::Deleted);
            known[&later.id].contains(&d.id) && !later.state.deleted && !is_open
        });
        let again = known[&d.id].iter().any(|id| by_id[id].state.deleted);
        let is_shown = note.state.deleted || shown.contains(&&FieldValue::Deleted(true));
        prop_assert!(later_kept || again || is_shown, "a deletion went unsaid");
    }
    if note.state.deleted {
        let content = |r: &Revision| Snapshot { deleted: false, ..r.state.clone() };
        for revision in &history {
            let edits = parents(revision).iter().all(|p| content(p) != content(revision));
            let seen = history.iter().any(|d| {
                d.state.deleted
                    && (d.id == revision.id
                        || known[&d.id].contains(&revision.id)
                        || known[&revision.id].contains(&d.id))
            });
            prop_assert!(!edits || seen, "an edit went with a deletion that did not know of it");
        }
    }
    Ok(())
}

#[test]
fn thousands_of_notes_merge_in_well_under_a_second() {
    let (mut mine, mut theirs) = (Notebook::default(), Notebook::default());
    for n in 1..=5000 {
        let first = Revision::first(stamp(n, "甲"), NoteId(Uuid::from_u128(n)), snapshot("一"));
        mine.insert(first.clone());
        theirs.insert(first);
    }
    for n in 1..=5000 {
        let note = mine.note(NoteId(Uuid::from_u128(n))).unwrap();
        let edit = |id: u128, text: &str| {
            note.edit(stamp(id, "乙"), Snapshot { text: text.to_owned(), ..note.state.clone() })
        };
        if n % 2 == 0 {
            mine.insert(edit(10_000 + n, "我的"));
        }
        if n % 3 == 0 {
            theirs.insert(edit(20_000 + n, "他的"));
        }
    }
    let start = std::time::Instant::now();
    mine.union(&theirs);
    let notes: Vec<Note> = mine.notes().collect();
    let took = start.elapsed();
    println!("5,000 notes, 833 of them in conflict, merged in {took:?}");
    assert_eq!((notes.len(), notes.iter().filter(|note| !note.conflicts.is_empty()).count()), (5000, 833));
    assert!(took.as_secs_f64() < 5.0, "even unoptimised");
}

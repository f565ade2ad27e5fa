//! The preview of an import tells what then happens.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use proptest::prelude::*;
use uuid::Uuid;

use super::many_notes;
use crate::{
    exchange::preview::{Change, Choice, Counts, Preview},
    note::{
        ActionKind, NoteId, Notebook, Revision, Scope, Snapshot, UndoLog,
        tests::{cases, desks, notebook, snapshot, stamp},
    },
};

fn id(n: u128) -> NoteId {
    NoteId(Uuid::from_u128(n))
}

fn edit(book: &Notebook, note: u128, stamp_id: u128, author: &str, text: &str) -> Revision {
    let note = book.note(id(note)).unwrap();
    note.edit(stamp(stamp_id, author), Snapshot { text: text.to_owned(), ..note.state.clone() })
}

/// Mine and theirs, with one note of each sort, named after the sort.
fn two_notebooks() -> (Notebook, Notebook) {
    let common: Vec<Revision> =
        (1..=6).map(|n| Revision::first(stamp(n, "甲"), id(n), snapshot("一"))).collect();
    let (mut mine, mut theirs) = (notebook(&common), notebook(&common));
    theirs.insert(Revision::first(stamp(10, "乙"), id(10), snapshot("新")));
    theirs.insert(edit(&theirs, 2, 20, "乙", "更新"));
    mine.insert(edit(&mine, 3, 30, "甲", "我的"));
    mine.insert(edit(&mine, 4, 40, "甲", "我的"));
    theirs.insert(edit(&theirs, 4, 41, "丙", "他的"));
    theirs.insert(theirs.note(id(5)).unwrap().delete(stamp(50, "乙")));
    let mut whole = snapshot("全篇");
    whole.target.scope = Scope::Report;
    theirs.insert(Revision::first(stamp(60, "丙"), id(60), whole));
    (mine, theirs)
}

#[test]
fn every_sort_is_counted_and_by_author() {
    let (mine, theirs) = two_notebooks();
    let preview = Preview::new(&mine, theirs, |_| false);
    let expected = Counts { new: 2, same: 2, newer: 1, older: 1, conflict: 1, deleted: 1, unresolved: 6 };
    assert_eq!(preview.counts(), expected);
    let authors: Vec<(String, usize, usize)> =
        preview.by_author().into_iter().map(|(author, c)| (author.name, c.new, c.conflict)).collect();
    assert_eq!(authors, [("丙".to_owned(), 1, 1), ("乙".to_owned(), 1, 0), ("甲".to_owned(), 0, 0)]);
}

#[test]
fn a_choice_takes_what_it_says_and_one_undo_takes_it_back() {
    let (mine, theirs) = two_notebooks();
    let preview = Preview::new(&mine, theirs, |_| true);
    let author = |name: &str| BTreeSet::from([format!("urn:person:{name}")]);
    for (choice, texts, conflicts) in [
        (Choice::All, vec!["一", "更新", "我的", "他的", "一", "新", "全篇"], 1),
        (Choice::WithoutConflicts, vec!["一", "更新", "我的", "我的", "一", "新", "全篇"], 0),
        (Choice::Authors(author("乙")), vec!["一", "更新", "我的", "我的", "一", "新"], 0),
        (Choice::Authors(author("丙")), vec!["一", "一", "我的", "他的", "一", "一", "全篇"], 1),
        (Choice::None, vec!["一", "一", "我的", "我的", "一", "一"], 0),
    ] {
        let (mut book, mut log) = (mine.clone(), UndoLog::default());
        let before: Vec<Snapshot> = book.notes().map(|note| note.state).collect();
        log.apply(&mut book, ActionKind::Import, preview.revisions(&choice));
        let notes: Vec<_> = book.notes().collect();
        assert_eq!(
            notes.iter().map(|note| note.state.text.as_str()).collect::<Vec<_>>(),
            texts,
            "{choice:?}"
        );
        assert_eq!(notes.iter().map(|note| note.conflicts.len()).sum::<usize>(), conflicts);
        let mut clock = 100;
        log.undo(&mut book, || {
            clock += 1;
            stamp(clock, "甲")
        });
        assert_eq!(book.notes().map(|note| note.state).collect::<Vec<_>>(), before, "{choice:?}");
    }
}

#[test]
fn importing_twice_is_the_same_and_importing_back_is_older() {
    let (mine, theirs) = two_notebooks();
    let mut merged = mine.clone();
    merged.union(&theirs);
    let again = Preview::new(&merged, theirs, |_| true).counts();
    assert_eq!((again.new, again.newer, again.conflict, again.deleted), (0, 0, 0, 0));
    let back = Preview::new(&merged, mine, |_| true);
    assert!(back.entries.iter().all(|entry| matches!(entry.change, Change::Same | Change::Older)));
}

#[test]
fn thousands_of_notes_are_compared_in_a_moment() {
    let theirs = many_notes(5000);
    let mine: Notebook = theirs.revisions().take(4000).cloned().collect();
    let start = Instant::now();
    let preview = Preview::new(&mine, theirs, |_| true);
    println!("5,000 notes compared in {:?}", start.elapsed());
    assert_eq!((preview.entries.len(), preview.counts().same >= 4000), (5000, true));
    assert!(start.elapsed() < Duration::from_secs(20), "even unoptimised, on a busy machine");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(200)))]
    #[test]
    fn what_is_shown_is_what_happens(moves in desks::moves(40)) {
        let desks = desks::play(3, &moves);
        let preview = Preview::new(&desks[0].book, desks[1].book.clone(), |_| true);
        let mut merged = desks[0].book.clone();
        UndoLog::default().apply(&mut merged, ActionKind::Import, preview.revisions(&Choice::All));
        for entry in &preview.entries {
            prop_assert_eq!(&merged.note(entry.after.id).unwrap(), &entry.after);
        }
        let mut union = desks[0].book.clone();
        union.union(&desks[1].book);
        prop_assert_eq!(merged, union);
    }
}

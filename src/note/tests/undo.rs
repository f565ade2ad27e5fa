//! Undo, case by case and over random walks.

use std::{collections::BTreeMap, sync::Arc};

use proptest::prelude::*;
use uuid::Uuid;

use super::{
    desks::{Desk, Move},
    *,
};
use crate::note::history::Kept;

fn desk_with_note() -> Desk {
    let mut desk = Desk::default();
    desk.apply(ActionKind::Add, vec![Revision::first(stamp(1, "甲"), NOTE, snapshot("一"))]);
    desk
}

fn edit(desk: &mut Desk, edit: impl FnOnce(&mut Snapshot)) {
    let note = desk.book.note(NOTE).unwrap();
    let mut state = note.state.clone();
    edit(&mut state);
    let revision = note.edit(desk.stamp(), state);
    desk.apply(ActionKind::Text, vec![revision]);
}

fn set_text(desk: &mut Desk, text: &str) {
    edit(desk, |state| text.clone_into(&mut state.text));
}

/// Somebody else's new text on top of what `note` shows.
fn theirs(note: &Note, id: u128) -> Revision {
    note.edit(stamp(id, "她"), Snapshot { text: "她的".to_owned(), ..note.state.clone() })
}

fn state(desk: &Desk) -> Snapshot {
    desk.book.note(NOTE).unwrap().state
}

#[test]
fn an_edit_goes_and_comes_back() {
    let mut desk = desk_with_note();
    set_text(&mut desk, "二");
    assert_eq!(desk.undo().unwrap().kind, ActionKind::Text);
    assert_eq!(state(&desk).text, "一");
    assert_eq!((desk.log.done().len(), desk.log.undone().len()), (1, 1));
    desk.undo();
    assert_eq!(desk.view(), "");
    assert!(desk.undo().is_none());
    desk.redo();
    desk.redo();
    assert_eq!(state(&desk).text, "二");
    assert!(desk.redo().is_none());
}

#[test]
fn somebody_elses_edit_survives_undo() {
    let mut desk = desk_with_note();
    edit(&mut desk, |state| {
        state.text = "二".to_owned();
        state.colour = Colour::Rouge;
    });
    desk.book.insert(theirs(&desk.book.note(NOTE).unwrap(), 100));
    let outcome = desk.undo().unwrap();
    assert_eq!(outcome.kept, [(NOTE, Kept::Field(Field::Text))]);
    assert_eq!((state(&desk).text.as_str(), state(&desk).colour), ("她的", Colour::Gamboge));

    let outcome = desk.undo().unwrap();
    assert_eq!((outcome.kept, outcome.revisions.len()), (vec![(NOTE, Kept::Note)], 0));
    assert_eq!(state(&desk).text, "她的");
}

#[test]
fn a_note_that_somebody_changed_after_its_deletion_comes_back_settled() {
    let mut desk = desk_with_note();
    let before = desk.book.note(NOTE).unwrap();
    let delete = before.delete(desk.stamp());
    desk.apply(ActionKind::Delete, vec![delete]);
    desk.book.insert(theirs(&before, 100));
    assert_eq!(desk.book.note(NOTE).unwrap().conflicts.len(), 1);
    desk.undo();
    let note = desk.book.note(NOTE).unwrap();
    assert_eq!((note.state.text.as_str(), note.state.deleted, note.conflicts.len()), ("她的", false, 0));
}

#[test]
fn an_import_is_one_action_even_with_a_conflict() {
    let mut desk = desk_with_note();
    let first = desk.book.note(NOTE).unwrap();
    set_text(&mut desk, "我的");
    let before = desk.view();
    let new = Revision::first(stamp(51, "她"), NoteId(Uuid::from_u128(5)), snapshot("新"));
    desk.apply(ActionKind::Import, vec![theirs(&first, 50), new]);
    let after = desk.view();
    assert_eq!(desk.book.note(NOTE).unwrap().conflicts.len(), 1);
    desk.undo();
    assert_eq!(desk.view(), before);
    desk.redo();
    assert_eq!(desk.view(), after, "the conflict is back, with its authors");
}

#[test]
fn a_settled_conflict_opens_again() {
    let mut desk = desk_with_note();
    let first = desk.book.note(NOTE).unwrap();
    set_text(&mut desk, "我的");
    desk.apply(ActionKind::Import, vec![theirs(&first, 50)]);
    let open = desk.view();
    let note = desk.book.note(NOTE).unwrap();
    let settled = note.settle(desk.stamp(), [FieldValue::Text("我的".to_owned())]);
    desk.apply(ActionKind::Settle, vec![settled]);
    assert!(desk.book.note(NOTE).unwrap().conflicts.is_empty());
    desk.undo();
    assert_eq!(desk.view(), open);
}

#[test]
fn a_new_action_ends_what_could_be_redone_and_the_log_is_bounded() {
    let mut desk = desk_with_note();
    set_text(&mut desk, "二");
    desk.undo();
    set_text(&mut desk, "三");
    assert_eq!(desk.log.undone().len(), 0);
    edit(&mut desk, |_| ());
    assert_eq!(desk.log.done().len(), 2, "what changes nothing is no action");
    for i in 0..UndoLog::LIMIT {
        set_text(&mut desk, &i.to_string());
    }
    assert_eq!(desk.log.done().len(), UndoLog::LIMIT);
}

#[test]
fn a_log_goes_on_from_an_earlier_one() {
    let mut desk = desk_with_note();
    set_text(&mut desk, "二");
    let whole = desk.log.clone();
    desk.undo();
    let earlier = desk.log.clone();
    assert_eq!(UndoLog::default().after(&earlier), earlier, "what could be redone still can be");
    // The same reader, who has begun with nothing to undo.
    let mut since = desk.clone();
    since.log = UndoLog::default();
    set_text(&mut since, "三");
    since.log = since.log.after(&earlier);
    assert_eq!((since.log.done().len(), since.log.undone().len()), (2, 0));
    since.undo();
    assert_eq!(state(&since).text, "一");
    since.undo();
    assert_eq!(since.book.notes().filter(|note| !note.state.deleted).count(), 0);
    assert_eq!(UndoLog::default().after(&whole).done().len(), 2);
}

#[test]
fn what_is_new_is_answered_for_the_store() {
    let first = Revision::first(stamp(1, "甲"), NOTE, snapshot("一"));
    let (mut book, mut log) = (notebook([&first]), UndoLog::default());
    let new = theirs(&book.note(NOTE).unwrap(), 2);
    assert_eq!(log.apply(&mut book, ActionKind::Import, vec![first, new.clone()]), [new.into()]);
}

#[test]
fn what_stands_otherwise_than_before_is_answered_too() {
    let named = Revision::first(stamp(1, "甲"), NOTE, snapshot("一"));
    let (mut book, mut log) = (notebook([&named.without_names()]), UndoLog::default());
    assert_eq!(log.apply(&mut book, ActionKind::Import, [named.clone()]), [named.clone().into()], "a name");
    // Two contents under one name: the store must hold both as the notebook does.
    let forged = Revision { state: snapshot("二"), ..named.clone() };
    for (first, second) in [(&named, &forged), (&forged, &named)] {
        let mut book = notebook([first]);
        let added = log.apply(&mut book, ActionKind::Import, [second.clone()]);
        let stored = [Arc::new((*first).clone())].into_iter().chain(added);
        let stored: BTreeMap<RevisionId, Arc<Revision>> = stored.map(|r| (r.id, r)).collect();
        assert!(book.revisions().eq(stored.values().map(Arc::as_ref)));
    }
}

#[test]
fn what_is_worked_out_aside_is_done_at_once_or_not_at_all() {
    let mut desk = desk_with_note();
    let (before, first) = (desk.book.clone(), desk.book.note(NOTE).unwrap());
    let mut pending = Pending::new(ActionKind::Import, 2);
    pending.add(&desk.book, NOTE, [Arc::new(theirs(&first, 100))]);
    let other = NoteId(Uuid::from_u128(7));
    pending.add(&desk.book, other, [Arc::new(Revision::first(stamp(70, "她"), other, snapshot("七")))]);
    assert_eq!((&desk.book, desk.log.done().len()), (&before, 1), "nothing has happened");
    assert!(pending.is_current(&desk.book));
    let late = pending.clone();
    assert_eq!(desk.log.commit(&mut desk.book, pending).len(), 2);
    assert_eq!((state(&desk).text.as_str(), desk.log.done().len()), ("她的", 2));
    assert!(!late.is_current(&desk.book), "what was worked out before is out of date");
    desk.undo();
    assert_eq!((state(&desk).text.as_str(), desk.book.notes().count()), ("一", 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(300)))]

    #[test]
    fn undoing_all_and_redoing_all_gives_the_same_states_to_the_byte(
        others in desks::moves(30),
        walk in desks::moves(40),
    ) {
        let others = desks::play(3, &others);
        let mut desk = Desk { who: 4, ..Desk::default() };
        // What was there before the walk is not the walk's to undo.
        desk.book.union(&others[0].book);
        let mut views = vec![desk.view()];
        for (_, step) in &walk {
            match step {
                Move::Undo | Move::Redo | Move::Sync(_) => continue,
                Move::Import(from) => desk.act(step, Some(&others[from % 3].book)),
                _ => desk.act(step, None),
            }
            if desk.log.done().len() == views.len() {
                views.push(desk.view());
            }
        }
        for view in views.iter().rev().skip(1) {
            let outcome = desk.undo().unwrap();
            prop_assert_eq!(outcome.kept, []);
            prop_assert_eq!(&desk.view(), view);
        }
        prop_assert!(desk.undo().is_none());
        for view in &views[1..] {
            desk.redo().unwrap();
            prop_assert_eq!(&desk.view(), view);
        }
        prop_assert!(desk.redo().is_none());
    }

    #[test]
    fn undoing_all_takes_nothing_from_anybody_else(walk in desks::moves(30), pick in any::<usize>()) {
        let mut desk = Desk::default();
        walk.iter().for_each(|(_, step)| desk.act(step, None));
        // However the walk ends, a note is there.
        desk.act(&Move::Add("一".to_owned()), None);
        let notes: Vec<Note> = desk.book.notes().collect();
        let note = &notes[pick % notes.len()];
        desk.book.insert(theirs(note, 77));
        while desk.undo().is_some() {}
        let note = desk.book.note(note.id).unwrap();
        prop_assert_eq!((note.state.text.as_str(), note.state.deleted), ("她的", false));
    }
}

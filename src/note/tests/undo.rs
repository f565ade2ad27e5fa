//! Undo, case by case and over random walks.

use super::*;

/// A reader with a notebook and an undo log.
#[derive(Default)]
struct Desk {
    book: Notebook,
    log: UndoLog,
    clock: u128,
}

impl Desk {
    fn stamp(&mut self) -> Stamp {
        self.clock += 1;
        stamp(self.clock, "我")
    }

    fn add(&mut self, id: NoteId, text: &str) {
        let first = Revision::first(self.stamp(), id, snapshot(text));
        self.log.apply(&mut self.book, ActionKind::Add, vec![first]);
    }

    fn edit(&mut self, id: NoteId, edit: impl FnOnce(&mut Snapshot)) {
        let note = self.book.note(id).unwrap();
        let mut state = note.state.clone();
        edit(&mut state);
        let revision = note.edit(self.stamp(), state);
        self.log.apply(&mut self.book, ActionKind::Text, vec![revision]);
    }

    fn undo(&mut self) -> Option<Outcome> {
        let Self { book, log, clock } = self;
        log.undo(book, || {
            *clock += 1;
            stamp(*clock, "我")
        })
    }

    fn redo(&mut self) -> Option<Outcome> {
        let Self { book, log, clock } = self;
        log.redo(book, || {
            *clock += 1;
            stamp(*clock, "我")
        })
    }

    /// What a reader sees, to the byte.
    fn view(&self) -> String {
        self.book
            .notes()
            .map(|note| format!("{:?} {:?} {:?}\n", note.id, note.state, note.conflicts))
            .collect()
    }
}

use crate::note::history::{Kept, Outcome};

#[test]
fn an_edit_goes_and_comes_back() {
    let mut desk = Desk::default();
    desk.add(NOTE, "一");
    desk.edit(NOTE, |s| s.text = "二".to_owned());
    assert_eq!(desk.undo().unwrap().kind, ActionKind::Text);
    assert_eq!(desk.book.note(NOTE).unwrap().state.text, "一");
    assert_eq!((desk.log.done().len(), desk.log.undone().len()), (1, 1));
    desk.undo();
    assert_eq!(desk.view(), "");
    assert!(desk.undo().is_none());
    desk.redo();
    desk.redo();
    assert_eq!(desk.book.note(NOTE).unwrap().state.text, "二");
    assert!(desk.redo().is_none());
}

#[test]
fn somebody_elses_edit_survives_undo() {
    let mut desk = Desk::default();
    desk.add(NOTE, "一");
    desk.edit(NOTE, |s| {
        s.text = "二".to_owned();
        s.colour = Colour::Rouge;
    });
    let note = desk.book.note(NOTE).unwrap();
    desk.book.insert(note.edit(stamp(100, "她"), Snapshot { text: "她的".to_owned(), ..note.state.clone() }));
    let outcome = desk.undo().unwrap();
    assert_eq!(outcome.kept, [(NOTE, Kept::Field(Field::Text))]);
    let state = desk.book.note(NOTE).unwrap().state;
    assert_eq!((state.text.as_str(), state.colour), ("她的", Colour::Gamboge));

    let outcome = desk.undo().unwrap();
    assert_eq!((outcome.kept, outcome.revisions.len()), (vec![(NOTE, Kept::Note)], 0));
    assert_eq!(desk.book.note(NOTE).unwrap().state.text, "她的");
}

#[test]
fn an_import_is_one_action_even_with_a_conflict() {
    let mut desk = Desk::default();
    desk.add(NOTE, "一");
    let first = desk.book.note(NOTE).unwrap();
    desk.edit(NOTE, |s| s.text = "我的".to_owned());
    let before = desk.view();
    let theirs = first.edit(stamp(50, "她"), Snapshot { text: "她的".to_owned(), ..first.state.clone() });
    let new = Revision::first(stamp(51, "她"), NoteId(Uuid::from_u128(5)), snapshot("新"));
    desk.log.apply(&mut desk.book, ActionKind::Import, vec![theirs, new]);
    let after = desk.view();
    assert_eq!(desk.book.note(NOTE).unwrap().conflicts.len(), 1);
    desk.undo();
    assert_eq!(desk.view(), before);
    desk.redo();
    assert_eq!(desk.view(), after, "the conflict is back, with its authors");
}

#[test]
fn a_settled_conflict_opens_again() {
    let mut desk = Desk::default();
    desk.add(NOTE, "一");
    let first = desk.book.note(NOTE).unwrap();
    desk.edit(NOTE, |s| s.text = "我的".to_owned());
    let theirs = first.edit(stamp(50, "她"), Snapshot { text: "她的".to_owned(), ..first.state.clone() });
    desk.log.apply(&mut desk.book, ActionKind::Import, vec![theirs]);
    let open = desk.view();
    let note = desk.book.note(NOTE).unwrap();
    let settled = note.settle(stamp(60, "我"), [FieldValue::Text("我的".to_owned())]);
    desk.log.apply(&mut desk.book, ActionKind::Settle, vec![settled]);
    assert!(desk.book.note(NOTE).unwrap().conflicts.is_empty());
    desk.clock = 70;
    desk.undo();
    assert_eq!(desk.view(), open);
}

#[test]
fn a_new_action_ends_what_could_be_redone_and_the_log_is_bounded() {
    let mut desk = Desk::default();
    desk.add(NOTE, "一");
    desk.edit(NOTE, |s| s.text = "二".to_owned());
    desk.undo();
    desk.edit(NOTE, |s| s.text = "三".to_owned());
    assert_eq!(desk.log.undone().len(), 0);
    desk.edit(NOTE, |_| ());
    assert_eq!(desk.log.done().len(), 2, "what changes nothing is no action");
    for i in 0..UndoLog::LIMIT {
        desk.edit(NOTE, |s| s.text = i.to_string());
    }
    assert_eq!(desk.log.done().len(), UndoLog::LIMIT);
}

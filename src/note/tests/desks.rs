//! People at their desks: each with a notebook, an undo log and a clock of his own, sending each other what
//! they have.

use proptest::{collection, prelude::*};

use super::*;
use crate::note::history::Outcome;

/// One person's desk.
#[derive(Clone, Debug, Default)]
pub(crate) struct Desk {
    pub who: usize,
    pub book: Notebook,
    pub log: UndoLog,
    /// How many revisions were made at this desk.
    pub made: u128,
}

/// What somebody does next. Notes are picked by a number, modulo how many there are.
#[derive(Clone, Debug)]
pub(crate) enum Move {
    Add(String),
    Edit(usize, Edit),
    Delete(usize),
    /// Settles the first conflict of a note with one of its sides.
    Settle(usize, usize),
    /// Brings back one of the revisions of a note.
    Restore(usize, usize),
    /// Changes the colour of all notes at once.
    Bulk(Colour),
    Undo,
    Redo,
    /// Takes in what somebody else has, as one action.
    Import(usize),
    /// Takes in what somebody else has as a tab does: without an action.
    Sync(usize),
}

#[derive(Clone, Debug)]
pub(crate) enum Edit {
    Text(String),
    Tag(String),
    Colour(Colour),
    Status(Option<Status>),
    Position(usize),
}

fn colour() -> impl Strategy<Value = Colour> {
    prop_oneof![Just(Colour::Gamboge), Just(Colour::Azurite), Just(Colour::Rouge)]
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        // Text is where work is lost, and few values make the same change twice.
        4 => "[一二三四]{1,2}".prop_map(Edit::Text),
        2 => "[甲乙丙]".prop_map(Edit::Tag),
        1 => colour().prop_map(Edit::Colour),
        1 => prop_oneof![Just(None), Just(Some(Status::Open)), Just(Some(Status::Done))].prop_map(Edit::Status),
        1 => (0usize..3).prop_map(Edit::Position),
    ]
}

/// Up to `most` moves, each with a number for who makes it.
pub(crate) fn moves(most: usize) -> impl Strategy<Value = Vec<(usize, Move)>> {
    let step = prop_oneof![
        2 => "[一二三四]{1,2}".prop_map(Move::Add),
        8 => (any::<usize>(), edit()).prop_map(|(note, edit)| Move::Edit(note, edit)),
        2 => any::<usize>().prop_map(Move::Delete),
        2 => any::<(usize, usize)>().prop_map(|(note, side)| Move::Settle(note, side)),
        1 => any::<(usize, usize)>().prop_map(|(note, to)| Move::Restore(note, to)),
        1 => colour().prop_map(Move::Bulk),
        2 => Just(Move::Undo),
        1 => Just(Move::Redo),
        2 => any::<usize>().prop_map(Move::Import),
        3 => any::<usize>().prop_map(Move::Sync),
    ];
    collection::vec((any::<usize>(), step), 0..most)
}

/// Lets `people` make `moves`.
pub(crate) fn play(people: usize, moves: &[(usize, Move)]) -> Vec<Desk> {
    let mut desks: Vec<Desk> = (0..people).map(|who| Desk { who, ..Desk::default() }).collect();
    for (who, step) in moves {
        let who = who % people;
        let others: Vec<Notebook> = match step {
            Move::Import(from) | Move::Sync(from) => vec![desks[from % people].book.clone()],
            _ => Vec::new(),
        };
        desks[who].act(step, others.first());
    }
    desks
}

impl Desk {
    /// Makes one move; `other` is the notebook to take in, if that is the move.
    pub fn act(&mut self, step: &Move, other: Option<&Notebook>) {
        match step {
            Move::Add(text) => {
                let stamp = self.stamp();
                let id = NoteId(stamp.id.0);
                self.apply(ActionKind::Add, vec![Revision::first(stamp, id, snapshot(text))]);
            }
            Move::Edit(note, edit) => {
                self.edit(*note, ActionKind::Text, |note, stamp| note.edit(stamp, edit.of(&note.state)));
            }
            Move::Delete(note) => self.edit(*note, ActionKind::Delete, Note::delete),
            Move::Settle(note, side) => self.edit(*note, ActionKind::Settle, |note, stamp| {
                let sides = note.conflicts.iter().flat_map(|conflict| &conflict.sides).collect::<Vec<_>>();
                let value = sides.get(side % sides.len().max(1)).map(|side| side.value.clone());
                note.settle(stamp, value)
            }),
            Move::Restore(note, to) => {
                let book = self.book.clone();
                self.edit(*note, ActionKind::Restore, |note, stamp| {
                    let history = book.history(note.id);
                    note.restore(stamp, history[to % history.len()])
                });
            }
            Move::Bulk(colour) => {
                let notes: Vec<Note> = self.book.notes().collect();
                let edit = |note: &Note| note.edit(self.stamp(), Edit::Colour(*colour).of(&note.state));
                let revisions = notes.iter().map(edit).collect();
                self.apply(ActionKind::Colour, revisions);
            }
            Move::Undo => drop(self.undo()),
            Move::Redo => drop(self.redo()),
            Move::Import(_) => {
                let revisions = other.into_iter().flat_map(Notebook::revisions).cloned().collect();
                self.apply(ActionKind::Import, revisions);
            }
            Move::Sync(_) => other.into_iter().for_each(|other| self.book.union(other)),
        }
    }

    pub fn apply(&mut self, kind: ActionKind, revisions: Vec<Revision>) {
        self.log.apply(&mut self.book, kind, revisions);
    }

    fn edit(&mut self, pick: usize, kind: ActionKind, edit: impl FnOnce(&Note, Stamp) -> Revision) {
        let ids: Vec<NoteId> = self.book.ids().collect();
        if let Some(id) = ids.get(pick % ids.len().max(1)) {
            let note = self.book.note(*id).unwrap();
            let revision = edit(&note, self.stamp());
            self.apply(kind, vec![revision]);
        }
    }

    pub fn undo(&mut self) -> Option<Outcome> {
        let mut log = std::mem::take(&mut self.log);
        let mut book = std::mem::take(&mut self.book);
        let outcome = log.undo(&mut book, || self.stamp());
        (self.log, self.book) = (log, book);
        outcome
    }

    pub fn redo(&mut self) -> Option<Outcome> {
        let mut log = std::mem::take(&mut self.log);
        let mut book = std::mem::take(&mut self.book);
        let outcome = log.redo(&mut book, || self.stamp());
        (self.log, self.book) = (log, book);
        outcome
    }

    /// A stamp that nobody else has. Clocks differ by some revisions' time, so that time tells little.
    pub fn stamp(&mut self) -> Stamp {
        self.made += 1;
        let who = self.who as u128 + 1;
        let skew = 7 * who % 5;
        let stamp = stamp(who * 1_000_000 + self.made, ["甲", "乙", "丙", "丁", "戊"][self.who % 5]);
        Stamp { at: Timestamp(i64::try_from(self.made + skew).unwrap() * 1000), ..stamp }
    }

    /// What the person sees, to the byte.
    pub fn view(&self) -> String {
        let show = |note: Note| format!("{} {:?} {:?}\n", note.id, note.state, note.conflicts);
        self.book.notes().map(show).collect()
    }
}

impl Edit {
    fn of(&self, state: &Snapshot) -> Snapshot {
        let mut state = state.clone();
        match self {
            Self::Text(text) => state.text.clone_from(text),
            Self::Tag(tag) => {
                if !state.tags.remove(tag) {
                    state.tags.insert(tag.clone());
                }
            }
            Self::Colour(colour) => state.colour = *colour,
            Self::Status(status) => state.status = *status,
            Self::Position(start) => {
                state.target.position = Some(Span::of(*start..start + 2));
            }
        }
        state
    }
}

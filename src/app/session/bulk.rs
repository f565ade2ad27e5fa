//! Changing many notes at once, as one step.

use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;

use super::{Session, placing::Known, stamp};
use crate::{
    note::{Note, NoteId, bulk::Change},
    view::PlacedNote,
};

impl Session {
    /// Makes `change` to those of `notes` that it touches, as one step for undo. Answers how many that were, once
    /// they are all changed; nothing happens if there are none.
    pub async fn change_all(self, notes: impl IntoIterator<Item = NoteId>, change: Change) -> usize {
        let touched = |note: &Note| change.touches(&note.state, untrack(|| self.is_mine(note)));
        let notes: Vec<Note> = notes.into_iter().filter_map(|note| self.note(note)).filter(touched).collect();
        let revisions: Vec<_> = notes.iter().map(|note| Arc::new(change.revise(note, stamp(self)))).collect();
        let count = revisions.len();
        if count == 0 {
            return 0;
        }
        // None of them moves: each stays where it stands.
        let known: Known = Rc::new(move |note| {
            let stands = |placed: &&PlacedNote| placed.note.state.target == note.state.target;
            self.placed.with_value(|placed| Some((*placed.find(note.id).filter(stands)?.anchor).clone()))
        });
        if self.take(change.kind(), revisions, known, |_| true).await { count } else { 0 }
    }
}

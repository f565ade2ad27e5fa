//! Taking in many notes at once: worked out in slices, then done, stored and undone as one.
//!
//! Must hold: until the work is done nothing of it is in the notebook, on the screen or in the store; then all of
//! it is, the store's part in one batch.

use std::{collections::BTreeMap, sync::Arc};

use leptos::prelude::*;

use super::{
    Progress, Session,
    keeping::{ActionLine, put_revision},
    placing::Known,
};
use crate::{
    app::pace::Pace,
    note::{ActionKind, NoteId, Pending, Revision},
    store::Batch,
};

/// An action that is worked out, with the lines in which the store will keep it.
struct Worked {
    pending: Pending,
    revisions: Batch,
    action: String,
}

impl Session {
    /// Takes in revisions as one step of this kind. `tell` hears how far the work has come and says whether to go on;
    /// `known` gives the places that were found before. Answers whether it was done.
    pub async fn take(
        self,
        kind: ActionKind,
        revisions: Vec<Arc<Revision>>,
        known: Known,
        tell: impl Fn(Progress) -> bool,
    ) -> bool {
        let Some(id) = self.document_id() else { return false };
        let mut notes: BTreeMap<NoteId, Vec<Arc<Revision>>> = BTreeMap::new();
        for revision in revisions {
            notes.entry(revision.note).or_default().push(revision);
        }
        let Worked { pending, revisions, action } = loop {
            let Some(worked) = self.work_out(&id, kind, &notes, &tell).await else { return false };
            // What another tab did meanwhile is taken into account.
            if self.book.with_value(|book| worked.pending.is_current(book)) {
                break worked;
            }
        };
        let before = self.log.get_untracked();
        let mut added = Vec::new();
        self.book.update_value(|book| self.log.update(|log| added = log.commit(book, pending)));
        self.ask_to_persist_once(added.len());
        self.keep_act(revisions, added.len(), &before, Some(action));
        self.show_in_slices(notes.into_keys().collect(), known).await;
        true
    }

    async fn work_out(
        self,
        document: &str,
        kind: ActionKind,
        notes: &BTreeMap<NoteId, Vec<Arc<Revision>>>,
        tell: &impl Fn(Progress) -> bool,
    ) -> Option<Worked> {
        let mut pending = Pending::new(kind, notes.len());
        let mut lines = Batch::default();
        let mut action = ActionLine::new(kind);
        let mut pace = Pace::new();
        for (done, (&note, revisions)) in notes.iter().enumerate() {
            self.book.with_value(|book| {
                let note = pending.add(book, note, revisions.iter().cloned());
                note.added.iter().for_each(|revision| put_revision(&mut lines, document, revision));
                note.step.iter().for_each(|step| action.push(step));
            });
            if pace.is_over() {
                let go_on = tell(Progress { done, total: notes.len() });
                pace.rest().await;
                if !go_on || self.document_id().as_deref() != Some(document) {
                    return None;
                }
            }
        }
        Some(Worked { pending, revisions: lines, action: action.finish() })
    }
}

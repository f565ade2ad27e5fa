//! Corrections: saying what a stretch of the open report is, and the findings that follow from all that is said.

use std::sync::Arc;

use leptos::prelude::*;
use uuid::Uuid;

use super::{Session, stamp};
use crate::{
    extract::Verdict,
    note::{ActionKind, Note, NoteId, Revision, Scope, Snapshot},
    text::Span,
    view::Document,
};

impl Session {
    /// The open document with all corrections in its findings. Changes when they do; its text never.
    pub fn corrected(self) -> Signal<Option<Arc<Document>>> {
        self.corrected.into()
    }

    /// `opened`, the open document as it came, with all corrections in its findings. Changes when they do.
    pub fn as_corrected(self, opened: Arc<Document>) -> Arc<Document> {
        self.corrected.get().filter(|now| now.id() == opened.id()).unwrap_or(opened)
    }

    /// Puts the corrections into the findings as they now stand, after notes have come or changed; `corrects` says
    /// whether one of these is a correction. Costs nothing where nobody corrects anything, else one look at each
    /// note, and what [`Document::corrected`] costs if a correction has come, changed or gone.
    pub(super) fn put_corrections(self, document: &Document, corrects: bool) {
        let known =
            self.corrected.with_untracked(|now| now.as_ref().is_some_and(|now| !now.claims.is_empty()));
        if !corrects && !known {
            return;
        }
        let claims = self.placed.with_value(crate::view::PlacedNotes::claims);
        let stale =
            self.corrected.with_untracked(|now| now.as_ref().is_none_or(|now| *now.claims != *claims));
        if stale {
            self.corrected.set(Some(Arc::new(document.corrected(claims))));
        }
    }

    /// Says what `span` is, as one step for undo. What the reader said before of the same finding is changed, not
    /// said twice; and taken back, if the engine says the same on its own and nobody else says otherwise.
    pub fn correct(self, span: Span, verdict: Verdict) {
        let Some(document) = self.corrected.get_untracked() else { return };
        let meets: Vec<_> =
            document.claims.iter().filter(|claim| claim.concerns(span, verdict.is_of_number())).collect();
        let (mine, others): (Vec<Note>, Vec<Note>) = meets
            .iter()
            .filter_map(|claim| self.note(claim.note))
            .partition(|note| self.me.with_untracked(|me| me.id == note.creator.id));
        let needless = others.is_empty() && document.engine_says(span, verdict);
        let mut revisions = Vec::new();
        let mut mine = mine.into_iter();
        if !needless {
            let target = document.target(Scope::Passage, span);
            revisions.push(match mine.next() {
                Some(old) => {
                    let mut state = old.state.clone();
                    state.retarget(target);
                    state.correction = Some(verdict.into());
                    old.edit(stamp(self), state)
                }
                None => {
                    let state = Snapshot { correction: Some(verdict.into()), ..Snapshot::new(target) };
                    Revision::first(stamp(self), NoteId(Uuid::now_v7()), state)
                }
            });
        }
        revisions.extend(mine.map(|old| self.without_correction(&old)));
        if !revisions.is_empty() {
            self.act(ActionKind::Correct, revisions);
        }
    }

    /// Takes a correction back. A note that says more than it stays, without it.
    pub fn take_back(self, note: NoteId) {
        if let Some(old) = self.note(note) {
            self.act(ActionKind::Correct, vec![self.without_correction(&old)]);
        }
    }

    fn without_correction(self, note: &Note) -> Revision {
        let answered =
            self.placed.with_value(|placed| placed.find(note.id).is_some_and(|p| !p.replies.is_empty()));
        if note.state.is_bare_correction() && !answered {
            return note.delete(stamp(self));
        }
        note.edit(stamp(self), Snapshot { correction: None, ..note.state.clone() })
    }
}

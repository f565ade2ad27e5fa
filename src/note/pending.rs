//! What revisions will do, worked out note by note before any of it is done.
//!
//! An import of a thousand notes is more work than the page may do in one breath. It is worked out aside, in as
//! many breaths as it takes, and done in one.
//!
//! Must hold: until [`UndoLog::commit`](super::UndoLog::commit) nothing has changed, and then everything has. What
//! is given up half way, or cut off, leaves no half of it.

use std::sync::Arc;

use super::{ActionKind, Note, NoteId, Notebook, Revision, Snapshot, history::Step, history::Version};

/// An action in the making.
#[derive(Clone, Debug)]
pub struct Pending {
    kind: ActionKind,
    notes: Vec<PendingNote>,
}

/// What it will do to one note.
#[derive(Clone, Debug)]
pub struct PendingNote {
    note: NoteId,
    /// How many revisions of the note the notebook had.
    known: usize,
    /// The revisions that are not in the notebook yet, or not as they will stand there: for the store to keep.
    pub added: Vec<Arc<Revision>>,
    /// What undo will remember of it; `None` if nobody sees a change.
    pub step: Option<Step>,
}

impl Pending {
    /// An action of this kind on so many notes, that does nothing yet.
    pub fn new(kind: ActionKind, notes: usize) -> Self {
        Self { kind, notes: Vec::with_capacity(notes) }
    }

    /// What kind of action it is.
    pub fn kind(&self) -> ActionKind {
        self.kind
    }

    /// Works out what `revisions`, all of `note`, will do to it. Costs what merging that note costs.
    pub fn add(
        &mut self,
        notebook: &Notebook,
        note: NoteId,
        revisions: impl IntoIterator<Item = Arc<Revision>>,
    ) -> &PendingNote {
        let grown = notebook.grown(note, revisions);
        let is_new = |revision: &&Arc<Revision>| {
            notebook.revision(note, revision.id).is_none_or(|known| *known != ***revision)
        };
        let added = grown.shared(note).filter(is_new).cloned().collect();
        let step = grown.note(note).and_then(|after| step(notebook.note(note), after));
        self.notes.push(PendingNote { note, known: notebook.count(note), added, step });
        &self.notes[self.notes.len() - 1]
    }

    /// Whether the notebook still has of every note what it had when the note was worked out. If not, all has to
    /// be worked out again.
    pub fn is_current(&self, notebook: &Notebook) -> bool {
        self.notes.iter().all(|pending| notebook.count(pending.note) == pending.known)
    }

    /// Its notes, in the order in which they were added.
    pub(super) fn into_notes(self) -> Vec<PendingNote> {
        self.notes
    }
}

fn step(before: Option<Note>, after: Note) -> Option<Step> {
    let note = after.id;
    let after = Version { state: after.state, conflicts: after.conflicts };
    let before = match before {
        Some(note) => Version { state: note.state, conflicts: note.conflicts },
        None => Version { state: Snapshot { deleted: true, ..after.state.clone() }, conflicts: Vec::new() },
    };
    (before != after).then_some(Step { note, before, after })
}

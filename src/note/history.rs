//! Undo and redo of whatever a reader does to notes.
//!
//! An [`Action`] remembers what it changed: each note before and after. To undo it is to append revisions that
//! say the former again, so undoing is itself part of history, and travels, and never takes anything away.
//!
//! Must hold:
//! - With nobody else at work, undoing all and redoing all gives the same states to the byte, conflicts too.
//! - Somebody else's change is never undone: where a field no longer holds what the action left there, it
//!   stays, and the answer says so; a note that somebody has changed since it was added is not taken away.

use std::{collections::BTreeMap, sync::Arc};

use super::{Conflict, Field, FieldValue, Note, NoteId, Notebook, Pending, Revision, Snapshot, Stamp};

/// What a reader did in one step, under one name in the list of things to undo.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// What it was.
    pub kind: ActionKind,
    /// What it did to each note.
    pub steps: Vec<Step>,
}

/// What was done to one note.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Which note.
    pub note: NoteId,
    /// As it stood before. A note that was not there stands here as deleted.
    pub before: Version,
    /// As it stood after.
    pub after: Version,
}

/// A note's content together with the conflicts that are open in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The content.
    pub state: Snapshot,
    /// The open conflicts.
    pub conflicts: Vec<Conflict>,
}

/// The names of actions. The page has a word for each in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActionKind {
    /// Wrote a note.
    Add,
    /// Changed its text.
    Text,
    /// Changed its tags.
    Tags,
    /// Changed its colour.
    Colour,
    /// Moved it to another passage.
    Target,
    /// Changed where its conversation stands.
    Status,
    /// Corrected the engine.
    Correct,
    /// Deleted.
    Delete,
    /// Brought back an old state.
    Restore,
    /// Settled a conflict.
    Settle,
    /// Took in a file.
    Import,
}

impl ActionKind {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Add,
        Self::Text,
        Self::Tags,
        Self::Colour,
        Self::Target,
        Self::Status,
        Self::Correct,
        Self::Delete,
        Self::Restore,
        Self::Settle,
        Self::Import,
    ];

    /// Its name in storage.
    pub fn name(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Text => "text",
            Self::Tags => "tags",
            Self::Colour => "colour",
            Self::Target => "target",
            Self::Status => "status",
            Self::Correct => "correct",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::Settle => "settle",
            Self::Import => "import",
        }
    }

    /// The kind of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What can be undone and redone, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UndoLog {
    /// Shared, because the page copies the log with each change, and an import's action is large.
    actions: Vec<Arc<Action>>,
    /// How many of them are done; those behind it are undone and can be redone.
    done: usize,
}

/// What undoing or redoing came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What was undone or redone.
    pub kind: ActionKind,
    /// The revisions that did it, already in the notebook, for the store to keep.
    pub revisions: Vec<Arc<Revision>>,
    /// What stayed as it was because somebody else had changed it since.
    pub kept: Vec<(NoteId, Kept)>,
}

/// A part of a note that undoing left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// One field.
    Field(Field),
    /// The whole note, which would have gone.
    Note,
}

impl UndoLog {
    /// How many actions it remembers: five times what is asked of an editor.
    pub const LIMIT: usize = 1000;

    /// The log that was stored as these actions, of which the first `done` are done.
    pub fn new(actions: Vec<Action>, done: usize) -> Self {
        Self::bounded(actions.into_iter().map(Arc::new).collect(), done)
    }

    fn bounded(mut actions: Vec<Arc<Action>>, done: usize) -> Self {
        let mut done = done.min(actions.len());
        let surplus = actions.len().saturating_sub(Self::LIMIT).min(done);
        actions.drain(..surplus);
        done -= surplus;
        Self { actions, done }
    }

    /// What is done and can be undone, oldest first.
    pub fn done(&self) -> &[Arc<Action>] {
        &self.actions[..self.done]
    }

    /// What is undone and can be redone, next first.
    pub fn undone(&self) -> &[Arc<Action>] {
        &self.actions[self.done..]
    }

    /// This log as it goes on from an `earlier` one, which can no longer redo anything if there is more here.
    pub fn after(self, earlier: &Self) -> Self {
        if self.actions.is_empty() {
            return earlier.clone();
        }
        let actions = earlier.done().iter().chain(&self.actions).cloned().collect();
        Self::bounded(actions, earlier.done + self.done)
    }

    /// Adds `revisions` to the notebook and remembers that as one action. Answers what was not there before, as it
    /// now stands there, for the store to keep. Nothing is remembered if no note changed.
    pub fn apply<R: Into<Arc<Revision>>>(
        &mut self,
        notebook: &mut Notebook,
        kind: ActionKind,
        revisions: impl IntoIterator<Item = R>,
    ) -> Vec<Arc<Revision>> {
        let mut notes: BTreeMap<NoteId, Vec<Arc<Revision>>> = BTreeMap::new();
        for revision in revisions.into_iter().map(Into::into) {
            notes.entry(revision.note).or_default().push(revision);
        }
        let mut pending = Pending::new(kind, notes.len());
        for (note, revisions) in notes {
            pending.add(notebook, note, revisions);
        }
        self.commit(notebook, pending)
    }

    /// Does what was worked out, all at once; it must be [current](Pending::is_current). This is the one way in which
    /// what a reader does gets into a notebook. Answers as [`apply`](Self::apply).
    pub fn commit(&mut self, notebook: &mut Notebook, pending: Pending) -> Vec<Arc<Revision>> {
        let kind = pending.kind();
        let notes = pending.into_notes();
        let (mut added, mut steps) = (Vec::new(), Vec::with_capacity(notes.len()));
        for note in notes {
            for revision in &note.added {
                notebook.insert(revision.clone());
            }
            added.extend(note.added);
            steps.extend(note.step);
        }
        if !steps.is_empty() {
            let mut actions = std::mem::take(&mut self.actions);
            actions.truncate(self.done);
            actions.push(Arc::new(Action { kind, steps }));
            *self = Self::bounded(actions, self.done + 1);
        }
        added
    }

    /// Undoes the last action that is done. `stamp` gives a fresh stamp for each revision that it takes.
    pub fn undo(&mut self, notebook: &mut Notebook, stamp: impl FnMut() -> Stamp) -> Option<Outcome> {
        self.done = self.done.checked_sub(1)?;
        let action = &self.actions[self.done];
        let steps = action.steps.iter().rev().map(|step| (step.note, &step.after, &step.before));
        Some(replay(action.kind, steps, notebook, stamp))
    }

    /// Redoes the action that was undone last.
    pub fn redo(&mut self, notebook: &mut Notebook, stamp: impl FnMut() -> Stamp) -> Option<Outcome> {
        let action = self.actions.get(self.done)?;
        self.done += 1;
        let steps = action.steps.iter().map(|step| (step.note, &step.before, &step.after));
        Some(replay(action.kind, steps, notebook, stamp))
    }
}

fn replay<'a>(
    kind: ActionKind,
    steps: impl Iterator<Item = (NoteId, &'a Version, &'a Version)>,
    notebook: &mut Notebook,
    mut stamp: impl FnMut() -> Stamp,
) -> Outcome {
    let mut outcome = Outcome { kind, revisions: Vec::new(), kept: Vec::new() };
    for (id, from, to) in steps {
        let Some(note) = notebook.note(id) else { continue };
        let (version, kept) = turn(&note, from, to);
        outcome.kept.extend(kept.into_iter().map(|kept| (id, kept)));
        if version.state != note.state || version.conflicts != note.conflicts {
            let mut revision = note.replace(stamp(), version.state);
            revision.unsettled = version.conflicts;
            let revision = Arc::new(revision);
            notebook.insert(revision.clone());
            outcome.revisions.push(revision);
        }
    }
    outcome
}

/// What `note` becomes when what turned it `from` one version `to` another is done to it, and what stays
/// because it no longer holds what it held in `from`.
fn turn(note: &Note, from: &Version, to: &Version) -> (Version, Vec<Kept>) {
    let mut now = Version { state: note.state.clone(), conflicts: note.conflicts.clone() };
    if now == *from {
        return (to.clone(), Vec::new());
    }
    let would_go = to.state.deleted && !from.state.deleted;
    if would_go {
        let content = Snapshot { deleted: false, ..from.state.clone() };
        if now.state != content {
            return (now, vec![Kept::Note]);
        }
    }
    let mut kept = Vec::new();
    for field in Field::ALL {
        let (was, becomes) = (from.get(field), to.get(field));
        if was == becomes {
            continue;
        }
        // Bringing a note back takes nothing from anybody.
        if now.get(field) == was || (field == Field::Deleted && !to.state.deleted) {
            now.set(field, becomes);
        } else if now.get(field) != becomes {
            kept.push(Kept::Field(field));
        }
    }
    for tag in from.state.tags.difference(&to.state.tags) {
        now.state.tags.remove(tag);
    }
    now.state.tags.extend(to.state.tags.difference(&from.state.tags).cloned());
    turn_extra(&mut now.state, &from.state, &to.state);
    (now, kept)
}

fn turn_extra(now: &mut Snapshot, from: &Snapshot, to: &Snapshot) {
    for key in from.extra.keys().chain(to.extra.keys()) {
        let (was, becomes) = (from.extra.get(key), to.extra.get(key));
        if was == becomes || now.extra.get(key) != was {
            continue;
        }
        match becomes {
            Some(value) => drop(now.extra.insert(key.clone(), value.clone())),
            None => drop(now.extra.shift_remove(key)),
        }
    }
}

impl Version {
    /// What a field holds, and the conflict open in it.
    fn get(&self, field: Field) -> (FieldValue, Option<Conflict>) {
        (self.state.get(field), self.conflicts.iter().find(|conflict| conflict.field == field).cloned())
    }

    fn set(&mut self, field: Field, (value, conflict): (FieldValue, Option<Conflict>)) {
        self.state.set(value);
        self.conflicts.retain(|conflict| conflict.field != field);
        self.conflicts.extend(conflict);
        self.conflicts.sort_by_key(|conflict| conflict.field);
    }
}

//! Making revisions: what a person does to a note, as the revision that says so.
//!
//! Must hold: no revision settles a conflict by accident. An edit leaves every conflict open whose field it
//! does not touch; only [`Note::settle`], [`Note::restore`] and [`Note::delete`] settle.

use std::iter;

use serde_json::Map;

use super::{Agent, FieldValue, Note, NoteId, Revision, RevisionId, Snapshot, Timestamp};

/// What the outside world gives a new revision: a fresh name, who makes it, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamp {
    /// A random name, never used before.
    pub id: RevisionId,
    /// Who makes the revision.
    pub author: Agent,
    /// When.
    pub at: Timestamp,
}

impl Revision {
    /// The first revision of a new note.
    pub fn first(stamp: Stamp, note: NoteId, state: Snapshot) -> Self {
        Self {
            id: stamp.id,
            note,
            parents: Vec::new(),
            author: stamp.author,
            at: stamp.at,
            begun: None,
            state,
            unsettled: Vec::new(),
            extra: Map::new(),
        }
    }

    /// One revision in place of `draft`, a line of revisions of one note, each on top of the one before, that
    /// nobody else has seen: it starts where they start and says what the last one says. `None` for an empty
    /// draft. Should somebody have seen them after all, both merge without a conflict, since they say the same.
    pub fn squash(id: RevisionId, draft: &[Self]) -> Option<Self> {
        let (first, last) = (draft.first()?, draft.last()?);
        Some(Self { id, parents: first.parents.clone(), begun: first.begun, ..last.clone() })
    }
}

impl Revision {
    /// The revision without the names of those who wrote it and what it leaves unsettled.
    pub fn without_names(&self) -> Self {
        let mut revision = self.clone();
        revision.authors().for_each(|author| *author = Agent::default());
        revision
    }

    /// Takes over the names that `other`, the same revision, has and this one lacks. Where both have one, the
    /// lesser stays: a name in a file is a claim that nothing proves, but all must see the same. Answers whether
    /// anything changed.
    pub(super) fn take_names(&mut self, other: &Self) -> bool {
        let rank = |author: &Agent| (*author == Agent::default(), author.clone());
        let mut changed = false;
        let mut other = other.clone();
        for (mine, theirs) in self.authors().zip(other.authors()) {
            if rank(theirs) < rank(mine) {
                mine.clone_from(theirs);
                changed = true;
            }
        }
        changed
    }

    fn authors(&mut self) -> impl Iterator<Item = &mut Agent> {
        let sides = self.unsettled.iter_mut().flat_map(|conflict| &mut conflict.sides);
        iter::once(&mut self.author).chain(sides.map(|side| &mut side.author))
    }
}

impl Note {
    /// The note with `state` instead. A conflict stays open unless `state` changes its field.
    pub fn edit(&self, stamp: Stamp, state: Snapshot) -> Revision {
        let mut revision = self.replace(stamp, state);
        revision.unsettled.clone_from(&self.conflicts);
        revision.unsettled.retain(|c| revision.state.get(c.field) == self.state.get(c.field));
        revision
    }

    /// The note with these values, which settle the conflicts of their fields: the click on one side.
    pub fn settle(&self, stamp: Stamp, values: impl IntoIterator<Item = FieldValue>) -> Revision {
        let mut revision = self.edit(stamp, self.state.clone());
        for value in values {
            revision.unsettled.retain(|conflict| conflict.field != value.field());
            revision.state.set(value);
        }
        revision
    }

    /// The note as it stood in one of its revisions, whatever has happened since.
    pub fn restore(&self, stamp: Stamp, to: &Revision) -> Revision {
        let mut revision = self.replace(stamp, to.state.clone());
        revision.unsettled.clone_from(&to.unsettled);
        revision
    }

    /// The note, deleted. Its content stays with it, open conflicts too.
    pub fn delete(&self, stamp: Stamp) -> Revision {
        self.settle(stamp, [FieldValue::Deleted(true)])
    }

    /// A revision on top of all heads that leaves nothing open.
    pub(super) fn replace(&self, stamp: Stamp, state: Snapshot) -> Revision {
        Revision { parents: self.heads.clone(), ..Revision::first(stamp, self.id, state) }
    }
}

//! The notebook: all revisions of all notes on a report.

use std::collections::BTreeMap;

use super::{Agent, NoteId, Revision, RevisionId, Snapshot, Timestamp};

/// A set of revisions. Adding is all it can do, so merging is [`union`](Self::union).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notebook {
    revisions: BTreeMap<NoteId, BTreeMap<RevisionId, Revision>>,
}

/// A note as its heads, merged, show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Its name.
    pub id: NoteId,
    /// Who wrote its first revision.
    pub creator: Agent,
    /// When the first revision was made.
    pub created: Timestamp,
    /// When the newest was.
    pub modified: Timestamp,
    /// The merged content.
    pub state: Snapshot,
    /// The revisions that nothing replaces yet: what an edit must name as its parents.
    pub heads: Vec<RevisionId>,
}

impl Notebook {
    /// Adds a revision. Answers whether it was new.
    pub fn insert(&mut self, revision: Revision) -> bool {
        self.revisions.entry(revision.note).or_default().insert(revision.id, revision).is_none()
    }

    /// Adds all revisions of `other`.
    pub fn union(&mut self, other: &Self) {
        for revision in other.revisions() {
            self.insert(revision.clone());
        }
    }

    /// All revisions, by note and id.
    pub fn revisions(&self) -> impl Iterator<Item = &Revision> {
        self.revisions.values().flat_map(BTreeMap::values)
    }
}

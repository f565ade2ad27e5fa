//! The notebook: all revisions of all notes on a report.
//!
//! Must hold: a notebook is a set, and [`union`](Notebook::union) is the union of sets, whoever sends what in
//! whatever order. A revision never changes; what a damaged or forged file says under the name of another
//! revision gets a name of its own instead of that revision's place.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, btree_map::Entry},
    sync::Arc,
};

use super::{
    Agent, Conflict, NoteId, Revision, RevisionId, Snapshot, Timestamp, lineage::Lineage, merge::merge,
};
use crate::text::Digest;

/// A set of revisions. Adding is all it can do, so merging is [`union`](Self::union). Notebooks share the
/// revisions that they have in common, so that to copy one, or to take over from another, copies no words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notebook {
    revisions: BTreeMap<NoteId, BTreeMap<RevisionId, Arc<Revision>>>,
}

/// A note as its heads, merged, show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Its name.
    pub id: NoteId,
    /// Who wrote its first revision.
    pub creator: Agent,
    /// When it was first written.
    pub created: Timestamp,
    /// When the newest was.
    pub modified: Timestamp,
    /// The merged content. A field in conflict holds the newest of its values.
    pub state: Snapshot,
    /// The fields that several people changed without knowing of each other, and all their values.
    pub conflicts: Vec<Conflict>,
    /// The revisions that nothing replaces yet: what an edit must name as its parents. Sorted.
    pub heads: Vec<RevisionId>,
}

impl Notebook {
    /// Adds a revision. Answers whether the notebook changed.
    pub fn insert(&mut self, revision: impl Into<Arc<Revision>>) -> bool {
        let revision = revision.into();
        let set = self.revisions.entry(revision.note).or_default();
        insert(set, revision)
    }

    /// Adds all revisions of `other`.
    pub fn union(&mut self, other: &Self) {
        for revision in other.revisions.values().flat_map(BTreeMap::values) {
            self.insert(revision.clone());
        }
    }

    /// All revisions, by note and id.
    pub fn revisions(&self) -> impl Iterator<Item = &Revision> {
        self.revisions.values().flat_map(BTreeMap::values).map(Arc::as_ref)
    }

    /// The revisions of one note, by id, to be shared with another notebook.
    pub fn shared(&self, id: NoteId) -> impl Iterator<Item = &Arc<Revision>> {
        self.revisions.get(&id).into_iter().flat_map(BTreeMap::values)
    }

    /// How many revisions of a note there are. They are only ever added, so a note of which there are as many as
    /// before is as before.
    pub fn count(&self, id: NoteId) -> usize {
        self.revisions.get(&id).map_or(0, BTreeMap::len)
    }

    /// One note alone, with `more` revisions of it: what the notebook would know of it if it took them in.
    pub(crate) fn grown(&self, id: NoteId, more: impl IntoIterator<Item = Arc<Revision>>) -> Self {
        self.shared(id).cloned().chain(more).collect()
    }

    /// The names of all notes, deleted ones too, in order.
    pub fn ids(&self) -> impl Iterator<Item = NoteId> {
        self.revisions.keys().copied()
    }

    /// All notes, deleted ones too, in the order of their names.
    pub fn all_notes(&self) -> impl Iterator<Item = Note> {
        self.ids().filter_map(|id| self.note(id))
    }

    /// The notes that are not deleted, in the order of their names.
    pub fn notes(&self) -> impl Iterator<Item = Note> {
        self.all_notes().filter(|note| !note.state.deleted)
    }

    /// A note as its heads, merged, show it. O(r log r) for a note of r revisions with one head, O(r²/64) with
    /// several.
    pub fn note(&self, id: NoteId) -> Option<Note> {
        let lineage = self.lineage(id)?;
        let heads = lineage.heads();
        let (state, conflicts) = merge(&lineage, &heads)?;
        let first = lineage.revisions.first()?;
        let mut heads: Vec<RevisionId> = heads.into_iter().map(|i| lineage.revisions[i].id).collect();
        heads.sort_unstable();
        Some(Note {
            id,
            creator: first.author.clone(),
            created: first.begun.unwrap_or(first.at),
            modified: lineage.revisions.iter().map(|revision| revision.at).max()?,
            state,
            conflicts,
            heads,
        })
    }

    /// The revisions of a note that nothing replaces yet, sorted by name. None if there is no such note.
    pub fn heads(&self, id: NoteId) -> Vec<RevisionId> {
        self.note(id).map(|note| note.heads).unwrap_or_default()
    }

    /// All revisions of a note, each behind those that it replaces, else by time.
    pub fn history(&self, id: NoteId) -> Vec<&Revision> {
        self.lineage(id).map(|lineage| lineage.revisions).unwrap_or_default()
    }

    /// One revision.
    pub fn revision(&self, note: NoteId, id: RevisionId) -> Option<&Revision> {
        self.revisions.get(&note)?.get(&id).map(Arc::as_ref)
    }

    pub(super) fn lineage(&self, id: NoteId) -> Option<Lineage<'_>> {
        self.revisions.get(&id).map(Lineage::new)
    }
}

impl<R: Into<Arc<Revision>>> FromIterator<R> for Notebook {
    fn from_iter<I: IntoIterator<Item = R>>(revisions: I) -> Self {
        let mut notebook = Self::default();
        for revision in revisions {
            notebook.insert(revision);
        }
        notebook
    }
}

fn insert(set: &mut BTreeMap<RevisionId, Arc<Revision>>, mut new: Arc<Revision>) -> bool {
    let mut changed = false;
    loop {
        let mut known = match set.entry(new.id) {
            Entry::Vacant(entry) => {
                entry.insert(new);
                return true;
            }
            Entry::Occupied(entry) => entry,
        };
        if Arc::ptr_eq(known.get(), &new) || known.get() == &new {
            return changed;
        }
        // A file "without names" holds the same revision without its authors.
        if known.get().without_names() == new.without_names() {
            let mut named = Revision::clone(known.get());
            let better = named.take_names(&new);
            if better {
                known.insert(named.into());
            }
            return changed || better;
        }
        // Two contents under one name. One keeps it, by a rule that does not depend on who came first; the
        // other gets the name that follows from both, so that it will be found again.
        let (mine, theirs) = (content_digest(known.get()), content_digest(&new));
        let loser_digest = if mine.cmp(&theirs) == Ordering::Greater {
            std::mem::swap(known.get_mut(), &mut new);
            changed = true;
            mine
        } else {
            theirs
        };
        let id = RevisionId::derived(&format!("{}/{loser_digest}", new.id));
        Arc::make_mut(&mut new).id = id;
    }
}

/// Tells contents apart. Any rendering that leaves nothing out will do.
fn content_digest(revision: &Revision) -> Digest {
    Digest::of(&format!("{:?}", revision.without_names()))
}

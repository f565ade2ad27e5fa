//! The story of a note: who did what to it, and when.

use std::collections::BTreeSet;

use super::{Field, NoteId, Notebook, Revision, lineage::Lineage};

/// One revision, and what it did.
#[derive(Clone, Debug, PartialEq)]
pub struct Event<'a> {
    /// The revision: its author, its time, and the state that can be brought back.
    pub revision: &'a Revision,
    /// What it did, compared with the revisions that it replaces. Empty if it only joined them.
    pub deeds: Vec<Deed>,
}

/// A thing that a revision did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Wrote the note.
    Created,
    /// Gave a field a value that it had in none of the revisions before.
    Changed(Field),
    /// Settled a conflict with one of its values.
    Settled(Field),
    /// Added tags.
    Tagged(BTreeSet<String>),
    /// Removed tags.
    Untagged(BTreeSet<String>),
    /// Deleted the note.
    Deleted,
    /// Brought the note back.
    Restored,
}

impl Notebook {
    /// What happened to a note, each event behind those that it follows from, else by time.
    pub fn timeline(&self, id: NoteId) -> Vec<Event<'_>> {
        let Some(Lineage { revisions, parents }) = self.lineage(id) else { return Vec::new() };
        let mut events = Vec::with_capacity(revisions.len());
        for (&revision, parents) in revisions.iter().zip(&parents) {
            let parents: Vec<&Revision> = parents.iter().map(|&parent| revisions[parent]).collect();
            events.push(Event { revision, deeds: deeds(revision, &parents) });
        }
        events
    }
}

fn deeds(revision: &Revision, parents: &[&Revision]) -> Vec<Deed> {
    if parents.is_empty() {
        return vec![Deed::Created];
    }
    let mut deeds = Vec::new();
    for field in Field::CONTENT {
        let value = revision.state.get(field);
        let values: Vec<_> = parents.iter().map(|parent| parent.state.get(field)).collect();
        let is_open = |revision: &Revision| revision.unsettled.iter().any(|c| c.field == field);
        let was_open = parents.iter().any(|p| is_open(p)) || values.iter().any(|v| *v != values[0]);
        if !values.contains(&value) {
            deeds.push(Deed::Changed(field));
        } else if was_open && !is_open(revision) {
            deeds.push(Deed::Settled(field));
        }
    }
    let tags = &revision.state.tags;
    let before = || parents.iter().map(|parent| &parent.state.tags);
    let added: BTreeSet<String> =
        tags.iter().filter(|t| !before().any(|b| b.contains(*t))).cloned().collect();
    let common = before().skip(1).fold(parents[0].state.tags.clone(), |common, tags| &common & tags);
    let removed = &common - tags;
    deeds.extend((!added.is_empty()).then_some(Deed::Tagged(added)));
    deeds.extend((!removed.is_empty()).then_some(Deed::Untagged(removed)));
    let was_deleted = parents.iter().filter(|parent| parent.state.deleted).count();
    if revision.state.deleted && was_deleted < parents.len() {
        deeds.push(Deed::Deleted);
    } else if !revision.state.deleted && was_deleted > 0 && !leaves_deletion_open(revision) {
        deeds.push(Deed::Restored);
    }
    deeds
}

fn leaves_deletion_open(revision: &Revision) -> bool {
    revision.unsettled.iter().any(|conflict| conflict.field == Field::Deleted)
}

//! What importing a file would do, before it is done.
//!
//! Must hold: looking changes nothing; what is shown for a note is what importing it does; a file is never
//! taken or refused as a whole because of one note.

use std::collections::{BTreeMap, BTreeSet};

use crate::note::{Agent, Note, NoteId, Notebook, Revision, RevisionId, Scope, Target};

/// What a file would do to a notebook, note by note.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// One entry for each note of the file, in the order of their names.
    pub entries: Vec<Entry>,
    theirs: Notebook,
}

/// What a file would do to one note.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What would happen.
    pub change: Change,
    /// Who made the newest revision that the file adds; if it adds none, the newest that it holds.
    pub author: Agent,
    /// Whether the note's place is in the report that is open.
    pub has_place: bool,
    /// The note as it is here; `None` if it is not.
    pub before: Option<Note>,
    /// The note as it would be.
    pub after: Note,
}

/// What a file would do to one note, as a reader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// It is not here yet.
    New,
    /// Nothing that anybody sees.
    Same,
    /// The file knows more about it.
    Newer,
    /// The file knows less about it: nothing would happen.
    Older,
    /// Both sides changed one field: it would show both values.
    Conflict,
    /// Somebody deleted it.
    Deleted,
}

/// How many notes there are of each sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each counts the notes whose change has its name")]
pub struct Counts {
    pub new: usize,
    pub same: usize,
    pub newer: usize,
    pub older: usize,
    pub conflict: usize,
    pub deleted: usize,
    /// Those of them that have no place in the report that is open.
    pub unresolved: usize,
}

/// Which notes of a file to take in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// All.
    All,
    /// All but those that would then be in conflict.
    WithoutConflicts,
    /// Those whose [`Entry::author`] is one of these, by [`author_key`].
    Authors(BTreeSet<String>),
    /// None.
    None,
}

impl Preview {
    /// Compares the notebook of a file with `mine`. `has_place` tells whether a target is found in the report that
    /// is open; it is not asked about notes on the whole report and replies, which need no place.
    pub fn new(mine: &Notebook, theirs: Notebook, has_place: impl Fn(&Target) -> bool) -> Self {
        let entries = theirs.ids().filter_map(|id| entry(mine, &theirs, id, &has_place)).collect();
        Self { entries, theirs }
    }

    /// How many notes there are of each sort.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        self.entries.iter().for_each(|entry| counts.add(entry));
        counts
    }

    /// The same, by author, in the order of their keys.
    pub fn by_author(&self) -> Vec<(Agent, Counts)> {
        let mut authors: BTreeMap<&str, (&Agent, Counts)> = BTreeMap::new();
        for entry in &self.entries {
            let (_, counts) =
                authors.entry(author_key(&entry.author)).or_insert((&entry.author, Counts::default()));
            counts.add(entry);
        }
        authors.into_values().map(|(author, counts)| (author.clone(), counts)).collect()
    }

    /// The revisions to add, for [`crate::note::UndoLog::apply`], which makes them one step.
    pub fn revisions(&self, choice: &Choice) -> Vec<Revision> {
        let chosen = self.entries.iter().filter(|entry| match choice {
            Choice::All => true,
            Choice::WithoutConflicts => entry.change != Change::Conflict,
            Choice::Authors(keys) => keys.contains(author_key(&entry.author)),
            Choice::None => false,
        });
        chosen.flat_map(|entry| self.theirs.history(entry.after.id)).cloned().collect()
    }
}

/// What tells authors apart: the id, or the name of whoever has none.
pub fn author_key(author: &Agent) -> &str {
    if author.id.is_empty() { &author.name } else { &author.id }
}

impl Counts {
    fn add(&mut self, entry: &Entry) {
        let count = match entry.change {
            Change::New => &mut self.new,
            Change::Same => &mut self.same,
            Change::Newer => &mut self.newer,
            Change::Older => &mut self.older,
            Change::Conflict => &mut self.conflict,
            Change::Deleted => &mut self.deleted,
        };
        *count += 1;
        self.unresolved += usize::from(!entry.has_place);
    }
}

fn entry(
    mine: &Notebook,
    theirs: &Notebook,
    id: NoteId,
    has_place: &impl Fn(&Target) -> bool,
) -> Option<Entry> {
    let known: BTreeSet<RevisionId> = mine.history(id).iter().map(|revision| revision.id).collect();
    let history = theirs.history(id);
    let added = history.iter().filter(|revision| !known.contains(&revision.id));
    let author = added.max_by_key(|revision| (revision.at, revision.id)).or(history.last())?.author.clone();
    let before = mine.note(id);
    let mut merged: Notebook = mine.history(id).into_iter().cloned().collect();
    let mut grew = false;
    for revision in &history {
        grew |= merged.insert((*revision).clone());
    }
    let after = merged.note(id)?;
    let change = match &before {
        None if after.state.deleted => Change::Same,
        None if after.conflicts.is_empty() => Change::New,
        None => Change::Conflict,
        Some(_) if !grew && known.len() > history.len() => Change::Older,
        Some(before) if before.state == after.state && before.conflicts == after.conflicts => Change::Same,
        Some(before) if after.conflicts.iter().any(|c| !before.conflicts.contains(c)) => Change::Conflict,
        Some(before) if after.state.deleted && !before.state.deleted => Change::Deleted,
        Some(_) => Change::Newer,
    };
    let needs_place =
        !after.state.deleted && after.state.reply_to.is_none() && after.state.target.scope != Scope::Report;
    let has_place = !needs_place || has_place(&after.state.target);
    Some(Entry { change, author, has_place, before, after })
}

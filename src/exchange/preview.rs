//! What importing a file would do, before it is done.
//!
//! Must hold: looking changes nothing; what is shown for a note is what importing it does; a file is never
//! taken or refused as a whole because of one note.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::note::{Agent, Note, NoteId, Notebook, Revision, Scope};

/// What a file would do to a notebook, note by note.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// One entry for each note of the file that was compared, in the order of their names.
    pub entries: Vec<Entry>,
    theirs: Notebook,
    /// The notes that are not compared yet, the next one last.
    rest: Vec<NoteId>,
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
    /// Compares the notebook of a file with `mine`. `has_place` tells whether a note is found in the report that is
    /// open; it is asked about each that is not deleted, as it would be.
    pub fn new(mine: &Notebook, theirs: Notebook, mut has_place: impl FnMut(&Note) -> bool) -> Self {
        let mut preview = Self::begin(theirs);
        while preview.step(mine, &mut has_place) {}
        preview
    }

    /// Begins to compare: none is compared yet.
    pub fn begin(theirs: Notebook) -> Self {
        let mut rest: Vec<NoteId> = theirs.ids().collect();
        rest.reverse();
        Self { entries: Vec::new(), theirs, rest }
    }

    /// Compares one more note, as [`new`](Self::new) does. Answers whether there was one.
    pub fn step(&mut self, mine: &Notebook, has_place: impl FnMut(&Note) -> bool) -> bool {
        let Some(note) = self.rest.pop() else { return false };
        self.entries.extend(entry(mine, &self.theirs, note, has_place));
        true
    }

    /// How many notes there are, those not compared yet too.
    pub fn total(&self) -> usize {
        self.entries.len() + self.rest.len()
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

    /// What is chosen.
    fn chosen(&self, choice: &Choice) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| match choice {
            Choice::All => true,
            Choice::WithoutConflicts => entry.change != Change::Conflict,
            Choice::Authors(keys) => keys.contains(author_key(&entry.author)),
            Choice::None => false,
        })
    }

    /// How many notes would change.
    pub fn changed(&self, choice: &Choice) -> usize {
        let changes = |entry: &&Entry| !matches!(entry.change, Change::Same | Change::Older);
        self.chosen(choice).filter(changes).count()
    }

    /// The revisions to add, for [`crate::note::UndoLog::apply`], which makes them one step.
    pub fn revisions(&self, choice: &Choice) -> Vec<Arc<Revision>> {
        self.chosen(choice).flat_map(|entry| self.theirs.shared(entry.after.id)).cloned().collect()
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
    mut has_place: impl FnMut(&Note) -> bool,
) -> Option<Entry> {
    let is_new = |revision: &&Arc<Revision>| mine.revision(id, revision.id).is_none();
    let newest = theirs.shared(id).max_by_key(|revision| (is_new(revision), revision.at, revision.id))?;
    let author = newest.author.clone();
    let before = mine.note(id);
    let merged = mine.grown(id, theirs.shared(id).cloned());
    let after = merged.note(id)?;
    let grew = !merged.shared(id).eq(mine.shared(id));
    let change = match &before {
        None if after.state.deleted => Change::Same,
        None if after.conflicts.is_empty() => Change::New,
        None => Change::Conflict,
        Some(_) if !grew && mine.count(id) > theirs.count(id) => Change::Older,
        Some(before) if before.state == after.state && before.conflicts == after.conflicts => Change::Same,
        Some(before) if after.conflicts.iter().any(|c| !before.conflicts.contains(c)) => Change::Conflict,
        Some(before) if after.state.deleted && !before.state.deleted => Change::Deleted,
        Some(_) => Change::Newer,
    };
    let state = &after.state;
    let needs_place = !state.deleted && state.reply_to.is_none() && state.target.scope != Scope::Report;
    let found = state.deleted || has_place(&after);
    Some(Entry { change, author, has_place: found || !needs_place, before, after })
}

//! What is written together.

/// The tables. Keys and values are texts; a key starts with its document's digest and a slash, where there is
/// one, so that all that belongs to a document is one range of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Table {
    /// What the list of reports shows, by digest.
    Documents,
    /// The source texts, by digest. Apart from the list, which must not load them.
    Sources,
    /// One revision each, by document and revision.
    Revisions,
    /// What can be undone and redone, one action each, by document and time.
    Actions,
    /// What was typed and is no note yet, by document and place.
    Drafts,
    /// Whatever belongs to the reader and not to a document, by name.
    Settings,
}

impl Table {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Documents, Self::Sources, Self::Revisions, Self::Actions, Self::Drafts, Self::Settings];

    /// Its name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Sources => "sources",
            Self::Revisions => "revisions",
            Self::Actions => "actions",
            Self::Drafts => "drafts",
            Self::Settings => "settings",
        }
    }
}

/// Changes that are made together or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// In the order in which they are made.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Puts a value under a key, in place of what was there.
    Put(Table, String, String),
    /// Removes what stands under a key, if anything does.
    Remove(Table, String),
    /// Removes everything whose key starts so.
    RemoveAll(Table, String),
}

impl Batch {
    /// Puts a value under a key.
    pub fn put(&mut self, table: Table, key: impl Into<String>, value: impl Into<String>) {
        self.changes.push(Change::Put(table, key.into(), value.into()));
    }

    /// Removes what stands under a key.
    pub fn remove(&mut self, table: Table, key: impl Into<String>) {
        self.changes.push(Change::Remove(table, key.into()));
    }

    /// Removes everything whose key starts with `prefix`.
    pub fn remove_all(&mut self, table: Table, prefix: impl Into<String>) {
        self.changes.push(Change::RemoveAll(table, prefix.into()));
    }

    /// Adds the changes of `later` behind its own.
    pub fn append(&mut self, mut later: Self) {
        self.changes.append(&mut later.changes);
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

//! Drafts: what was typed and is not yet a note.

use std::collections::BTreeSet;

use super::{Colour, NoteId, Scope, Snapshot, Target, Timestamp};
use crate::text::{CodePointOffset, Span};

/// What a draft is going to be. One place holds one draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DraftKey {
    /// A new note on this stretch of the source.
    New(Scope, Span<CodePointOffset>),
    /// A new text of this note.
    Edit(NoteId),
    /// An answer to this note.
    Reply(NoteId),
}

/// What was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What the note will be about.
    pub target: Target,
    /// Its text so far.
    pub text: String,
    /// Its tags so far.
    pub tags: BTreeSet<String>,
    /// Its colour.
    pub colour: Colour,
    /// When it was last typed at.
    pub at: Timestamp,
}

impl Draft {
    /// The note that it would become now.
    pub fn state(&self) -> Snapshot {
        Snapshot {
            text: self.text.clone(),
            tags: self.tags.clone(),
            colour: self.colour,
            ..Snapshot::new(self.target.clone())
        }
    }
}

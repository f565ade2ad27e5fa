//! Notes: what a reader writes about a passage, kept so that nothing is ever lost.
//!
//! Owns: the note and its target ([`Target`]), revisions and the notebook that holds them ([`Notebook`]),
//! merging and undo, one change to many notes ([`bulk`]), anchoring: where a note's quotation stands in a report now ([`anchor`]), whether that
//! report is the one that the note was made on ([`kinship`]), and which corrections of the engine hold
//! ([`correction`]).
//!
//! Must hold: a note **is** its set of revisions; a revision never changes; merging two notebooks is the
//! union of their revisions, hence commutative, associative and idempotent; deleting is a revision too; an
//! anchor that is not exact says so.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::text::{CodePointOffset, Digest, Span};

pub mod anchor;
pub mod bulk;
pub mod correction;
pub mod draft;
pub mod edit;
pub mod field;
pub mod history;
pub mod id;
pub mod kinship;
mod lineage;
mod merge;
pub mod notebook;
pub mod pending;
mod review;
pub mod timeline;

pub use anchor::{Anchor, AnchorState};
pub use correction::Claim;
pub use draft::{Draft, DraftKey};
pub use edit::Stamp;
pub use field::{Conflict, Field, FieldValue, Side};
pub use history::{Action, ActionKind, UndoLog};
pub use id::{NoteId, RevisionId};
pub use kinship::Kinship;
pub use notebook::{Note, Notebook};
pub use pending::Pending;
pub use timeline::{Deed, Event};

#[cfg(test)]
pub(crate) mod tests;

/// One state of one note, as one person left it at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// Its own random name.
    pub id: RevisionId,
    /// The note that it is a state of.
    pub note: NoteId,
    /// The states that it replaces: none for the first, several when it settles a conflict. Sorted.
    pub parents: Vec<RevisionId>,
    /// Who made it.
    pub author: Agent,
    /// When.
    pub at: Timestamp,
    /// When the note was first written, if that was earlier, in another program.
    pub begun: Option<Timestamp>,
    /// The whole note, as it then stood.
    pub state: Snapshot,
    /// The conflicts among its parents that it leaves open. It settles every other.
    pub unsettled: Vec<Conflict>,
    /// Keys that a newer version of the file's format put here, to be written back as they came.
    pub extra: Map<String, Value>,
}

/// A note's content at one moment. Each field merges on its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// What it is about.
    pub target: Target,
    /// What the reader says; empty for a mere mark.
    pub text: String,
    /// Tags, without `#`.
    pub tags: BTreeSet<String>,
    /// The colour of its tint.
    pub colour: Colour,
    /// Where the conversation stands.
    pub status: Option<Status>,
    /// The note that this one answers.
    pub reply_to: Option<NoteId>,
    /// What the reader says of the engine's finding at the target, if it is a correction.
    pub correction: Option<Correction>,
    /// Whether it was deleted. A deleted note keeps its last content, so that it can come back.
    pub deleted: bool,
    /// What a file says beyond these fields, to be written back as it came: for a note that came from
    /// another program, its whole item.
    pub extra: Map<String, Value>,
}

impl Snapshot {
    /// A mark on `target` that says nothing yet.
    pub fn new(target: Target) -> Self {
        Self {
            target,
            text: String::new(),
            tags: BTreeSet::new(),
            colour: Colour::default(),
            status: None,
            reply_to: None,
            correction: None,
            deleted: false,
            extra: Map::new(),
        }
    }
}

/// What a note is about: a passage, a paragraph, or the whole report.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Which of the three.
    pub scope: Scope,
    /// The document that it was made on.
    pub document: DocumentRef,
    /// The quotation: Web Annotation's `TextQuoteSelector`. Empty strings for the whole report.
    pub quote: Quote,
    /// Where it stood in that document's source: Web Annotation's `TextPositionSelector`.
    pub position: Option<Span<CodePointOffset>>,
    /// Selectors of other programs, to be written back as they came.
    pub other_selectors: Vec<Value>,
}

/// How much of the report a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// A stretch of text (批注).
    Passage,
    /// A whole paragraph (段评).
    Paragraph,
    /// The whole report.
    Report,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Passage, Self::Paragraph, Self::Report];
}

/// Names a document well enough to tell it from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRef {
    /// Exactly this source text; `None` if the file that the note came in does not say.
    pub digest: Option<Digest>,
    /// This text in whatever dress ([`crate::report::Report::fingerprint`]).
    pub fingerprint: Option<Digest>,
    /// The `source` of a foreign file, as it came (a URL, say).
    pub foreign: Option<String>,
}

/// A quotation with its surroundings, in the report's clean text.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Quote {
    /// The passage itself.
    pub exact: String,
    /// Up to [`Quote::CONTEXT`] characters before it.
    pub prefix: String,
    /// Up to [`Quote::CONTEXT`] characters behind it.
    pub suffix: String,
}

impl Quote {
    /// Characters of context on each side: Hypothesis' choice, enough to tell repeated phrases apart.
    pub const CONTEXT: usize = 32;
}

/// The tints a reader can choose from. Names in files are Web Annotation style classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Colour {
    /// 藤黄
    #[default]
    Gamboge,
    /// 石青
    Azurite,
    /// 石绿
    Malachite,
    /// 胭脂
    Rouge,
}

impl Colour {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Gamboge, Self::Azurite, Self::Malachite, Self::Rouge];
}

/// Where a conversation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// 待答复
    Open,
    /// 已答复
    Answered,
    /// 已办
    Done,
}

/// What a reader says of one of the engine's findings. It wins over the engine everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Correction {
    /// The target is no number.
    NotANumber,
    /// The target is a number of this kind (name as in [`crate::extract::NumberKind::name`]).
    NumberKind(String),
    /// The target is no statement.
    NotAStatement,
    /// The target is a commitment of this strength (name as in [`crate::extract::Strength::name`]).
    Commitment(String),
}

/// A person, or a program, that writes notes: Web Annotation's `Agent`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Agent {
    /// A random name that stays the same for one person on one machine, or a foreign file's `id`; empty in a
    /// file without names.
    pub id: String,
    /// The name that others see; may be empty.
    pub name: String,
}

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub i64);

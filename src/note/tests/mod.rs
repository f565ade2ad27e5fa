//! What must hold of notes, from single cases to laws over random histories.

use std::collections::BTreeSet;

use serde_json::Map;
use uuid::Uuid;

use super::*;

pub(crate) mod arbitrary;
pub(crate) mod desks;
mod laws;
mod merge;
mod undo;

/// How many random cases a law is tried on: at least `least`, and as many as `PROPTEST_CASES` asks for.
pub(crate) fn cases(least: u32) -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|asked| asked.parse().ok());
    asked.unwrap_or(0).max(least)
}

/// A note's content with this text.
pub(crate) fn snapshot(text: &str) -> Snapshot {
    let target = Target {
        scope: Scope::Passage,
        document: DocumentRef { digest: None, fingerprint: None, foreign: None },
        quote: Quote { exact: "新增绿地12公顷".to_owned(), ..Quote::default() },
        position: None,
        other_selectors: Vec::new(),
    };
    Snapshot { text: text.to_owned(), ..Snapshot::new(target) }
}

/// The revision named `id`, made by `author` at second `id`.
pub(crate) fn stamp(id: u128, author: &str) -> Stamp {
    Stamp {
        id: RevisionId(Uuid::from_u128(id)),
        author: Agent { id: format!("urn:person:{author}"), name: author.to_owned() },
        at: Timestamp(i64::try_from(id).unwrap() * 1000),
    }
}

pub(crate) const NOTE: NoteId = NoteId(Uuid::from_u128(0xabc));

/// The notebook of these revisions.
pub(crate) fn notebook<'a>(revisions: impl IntoIterator<Item = &'a Revision>) -> Notebook {
    let mut notebook = Notebook::default();
    for revision in revisions {
        notebook.insert(revision.clone());
    }
    notebook
}

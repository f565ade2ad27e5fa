//! Anchoring: where a note's quotation stands in a report now, and how sure that is.

use crate::text::Span;

/// Where a note stands in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// How it was found.
    pub state: AnchorState,
    /// The passage, unless it is ambiguous or orphaned.
    pub span: Option<Span>,
    /// The numerals that differ: what the quotation says and what now stands there.
    pub changes: Vec<Change>,
    /// The places it could mean, if it is ambiguous.
    pub candidates: Vec<Span>,
}

/// How a quotation was found. In every state but the first two a person should look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AnchorState {
    /// At its old place.
    Exact,
    /// Word for word, elsewhere.
    Moved,
    /// With other words, no numeral among them.
    Reworded,
    /// With a numeral of another value.
    NumberChanged,
    /// At several places, none better than the others.
    Ambiguous,
    /// Nowhere.
    Orphaned,
}

/// A numeral that differs from the quotation's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// As the quotation has it; empty if it has none.
    pub was: String,
    /// As the report now has it; empty if it has none.
    pub is: String,
}

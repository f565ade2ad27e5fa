//! Find: one box for words, numbers, commitments and notes.
//!
//! Owns: the language of the box ([`query`]), numbers by value, and the search ([`search`]).
//!
//! Must hold: nothing here fails, whatever is typed; a search is linear in the report and the notes.

pub mod query;
pub mod search;
#[cfg(test)]
mod tests;
mod value;

pub use query::{Group, Query, Term, Token, parse};
pub use search::{Found, Ground, Hit, Searcher, Snippet, What};
pub use value::ValueRange;

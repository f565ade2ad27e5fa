//! 眉批 Meipi: a reader and annotator for Chinese government work reports (政府工作报告).
//!
//! The rooms, in the order in which they may import each other; each imports only rooms above it:
//!
//! | room | owns |
//! | --- | --- |
//! | [`text`] | offsets as types, the decoded source, the source map, the normal form for matching |
//! | [`report`] | lines → blocks → outline → sentences → clauses; which part is review, which is plan |
//! | [`extract`] | numbers, statements (results, commitments), pairs; each lexicon beside the rules that use it |
//! | [`note`] | what a note is: revisions, merge, undo; selectors and anchoring |
//! | [`exchange`] | notes and findings in and out of files |
//! | [`intake`] | documents in: any encoding, any dress |
//! | [`view`] | what a view shows, as plain data, so that it can be tested without a browser |
//! | `store` | IndexedDB and the channel between tabs (browser only) |
//! | `app` | the page (browser only) |
//! | `cli` | the command line (native only) |
//!
//! **What must always hold.** `text` to `view` are pure: no browser, no clock, no randomness (those are
//! passed in). Parsing and analysis return data, never errors. No bare `usize` offset crosses a room.

pub mod exchange;
pub mod intake;
pub mod note;
pub mod view;

pub use meipi_engine::{extract, report, text};

#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
#[cfg(target_arch = "wasm32")]
pub mod store;

//! Notes and findings in and out of files. The only room that knows serialised forms.

pub mod any;
pub mod correction;
pub mod csv;
pub mod draft;
pub mod findings;
pub mod hypothesis;
pub mod import;
pub mod instant;
pub mod json;
pub mod kept;
pub mod left_out;
pub mod markdown;
pub mod notes_table;
pub mod placed;
pub mod preview;
pub mod readium;
pub mod revision;
pub mod selector;
pub mod undo;
pub mod web_annotation;

pub use import::{Import, Problem, ReadError, Reason, ReportCard};
pub use json::Malformed;

#[cfg(test)]
mod tests;

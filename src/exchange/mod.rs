//! Notes and findings in and out of files. The only room that knows serialised forms.

pub mod csv;
pub mod draft;
pub mod findings;
pub mod import;
pub mod instant;
pub mod json;
pub mod kept;
pub mod preview;
pub mod revision;
pub mod selector;
pub mod undo;
pub mod web_annotation;

pub use import::{Import, Problem, ReadError, Reason, ReportCard};
pub use json::Malformed;

#[cfg(test)]
mod tests;

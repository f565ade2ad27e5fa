//! Notes and findings in and out of files. The only room that knows serialised forms.

pub mod csv;
pub mod findings;
pub mod instant;
pub mod json;
pub mod revision;
pub mod undo;

pub use json::Malformed;

#[cfg(test)]
mod tests;

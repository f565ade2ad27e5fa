//! Notes and findings in and out of files. The only room that knows serialised forms.

pub mod csv;
pub mod findings;

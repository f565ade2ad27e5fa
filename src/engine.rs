//! The rooms in which the time goes, from a source's text to what is found in it, as a package of their own.
//!
//! Owns nothing but the cut: the crate `meipi` has these rooms under their own names (`meipi::text`), and nobody
//! else needs this one. It is there because Cargo chooses between speed and size for whole packages; the page is
//! built for size, these rooms for speed.

pub mod extract;
pub mod report;
pub mod text;

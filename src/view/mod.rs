//! What a view shows, as plain data: pure, so that it can be tested without a browser.
//!
//! Owns: the open document with what was found in it ([`Document`]) and the order in which its notes stand
//! ([`PlacedNotes`]).
//!
//! Must hold: nothing here knows a signal, a node or a clock.

pub mod document;
pub mod placed;

pub use document::Document;
pub use placed::{PlacedNote, PlacedNotes, Room};

//! What a view shows, as plain data: pure, so that it can be tested without a browser.
//!
//! Owns: the open document with what was found in it ([`Document`]) and the steps to it ([`opening`]), the order in which its notes stand
//! ([`PlacedNotes`]); for the reading room a block's text in pieces ([`pieces`]), the growth of a selection
//! ([`growth`]), the packing of the margin ([`margin`]), the outline and the legend; and the registry of
//! commands ([`commands`]).
//!
//! Must hold: nothing here knows a signal, a node or a clock.

pub mod address;
pub mod commands;
pub mod conflict;
pub mod document;
pub mod explain;
pub mod filter;
pub mod find;
pub mod growth;
pub mod gutter;
pub mod html;
pub mod legend;
pub mod margin;
pub mod opening;
pub mod outline;
pub mod palette;
pub mod pieces;
pub mod placed;
pub mod sentence;
pub mod sides;
pub mod steps;

pub use document::Document;
pub use placed::{PlacedNote, PlacedNotes, Room};

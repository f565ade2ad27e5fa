//! What stands around every view: the bar, the bands under it, notices, dialogs, the keys of the whole page.
//!
//! Owns: language and theme ([`preferences`]), what the page says to the reader ([`notices`]), the frame of every
//! dialog ([`dialog`]), the one place that runs a command by name ([`commands`]) with the palette over it, and the
//! address ([`address`]).
//!
//! Must hold: whatever happens is said once in a live region; a dialog gives the focus back to where it came from.

pub mod address;
pub mod bands;
pub mod bar;
pub mod commands;
pub mod dialog;
pub mod help;
pub mod icons;
pub mod keys;
pub mod notices;
pub mod palette;
pub mod preferences;
pub mod report_bar;
pub mod steps;
pub mod words;

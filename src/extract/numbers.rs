//! Numbers: numerals, what they count in, and which of them measure something.

use super::Number;
use crate::report::Report;

/// All numbers of `report`, in text order. Linear in the length of its text.
pub fn find(_report: &Report) -> Vec<Number> {
    Vec::new()
}

//! What the forms of other programs have no place for, so that whoever writes one is told.
//!
//! A correction says what the engine should have found; to a program without that engine it would be a mark that
//! means nothing. So a note that is nothing but a correction is left out of such a file, and one that has words as well
//! goes with its words.

use crate::note::{Notebook, Snapshot};

/// How much of a notebook a file in the form of another program does not hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Corrections of the engine.
    pub corrections: usize,
    /// Answers, where the form has no conversations.
    pub replies: usize,
}

impl LeftOut {
    /// Counts in the notes that are not deleted; `replies` only if the form has none. Linear.
    pub fn count(notebook: &Notebook, replies: bool) -> Self {
        let mut left_out = Self::default();
        for note in notebook.notes() {
            left_out.corrections += usize::from(note.state.correction.is_some());
            left_out.replies += usize::from(replies && note.state.reply_to.is_some());
        }
        left_out
    }
}

/// Whether there is nothing in a note that another program could show.
pub(super) fn is_correction_alone(state: &Snapshot) -> bool {
    state.correction.is_some() && state.text.trim().is_empty() && state.tags.is_empty()
}

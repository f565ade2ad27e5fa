//! The shell's words that are more than one entry of the catalogue: reasons, names of actions, sizes.
//!
//! Every function reads the language where it is called, so a reaction that calls it follows the language.

use crate::{
    app::i18n::{I18n, t_string},
    note::ActionKind,
    store::StoreError,
};

pub use crate::view::sentence::fill;

/// Why the store cannot do what it should, and what to do about it.
pub fn trouble(i18n: I18n, why: &StoreError) -> String {
    match why {
        StoreError::Unavailable(_) => t_string!(i18n, shell.store.unavailable),
        StoreError::Blocked => t_string!(i18n, shell.store.blocked),
        StoreError::Newer => t_string!(i18n, shell.store.newer),
        StoreError::Full(_) => t_string!(i18n, shell.store.full),
        StoreError::Gone(_) => t_string!(i18n, shell.store.gone),
        StoreError::Other(_) => t_string!(i18n, shell.store.other),
    }
    .to_string()
}

/// What an action is called in the list of things to undo.
pub fn action(i18n: I18n, kind: ActionKind) -> String {
    match kind {
        ActionKind::Add => t_string!(i18n, shell.action.add),
        ActionKind::Text => t_string!(i18n, shell.action.text),
        ActionKind::Tags => t_string!(i18n, shell.action.tags),
        ActionKind::Colour => t_string!(i18n, shell.action.colour),
        ActionKind::Target => t_string!(i18n, shell.action.target),
        ActionKind::Status => t_string!(i18n, shell.action.status),
        ActionKind::Correct => t_string!(i18n, shell.action.correct),
        ActionKind::Delete => t_string!(i18n, shell.action.delete),
        ActionKind::Restore => t_string!(i18n, shell.action.restore),
        ActionKind::Settle => t_string!(i18n, shell.action.settle),
        ActionKind::Import => t_string!(i18n, shell.action.import),
    }
    .to_string()
}

/// A size as people read it: 1.2 MB.
pub fn size(bytes: usize) -> String {
    #[expect(clippy::cast_precision_loss, reason = "sizes stay far below 2^53")]
    let bytes = bytes as f64;
    if bytes < 1e6 { format!("{:.0} KB", (bytes / 1e3).max(1.0)) } else { format!("{:.1} MB", bytes / 1e6) }
}

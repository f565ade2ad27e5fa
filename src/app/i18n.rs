//! The page's words in Chinese and English, from `locales/`. A key that one language lacks is an error of the
//! build (`tests/tidy.rs` says which).

#![allow(missing_docs, reason = "the macro writes this module")]
#![allow(
    deprecated,
    reason = "its successor is a build script, which native builds would compile with all its crates"
)]

leptos_i18n::load_locales!();

pub use self::i18n::*;

/// The reader's language, as views hold it.
pub type I18n = leptos_i18n::I18nContext<Locale>;

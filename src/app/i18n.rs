//! The page's words in Chinese and English, from `locales/`. A key that one language lacks is an error of the
//! build (`tests/tidy.rs` says which).
//!
//! The catalogue's crate brings a context of its own that parses every language tag there is; here there are two,
//! and its weight is more than theirs.

use leptos::prelude::*;

pub use catalogue::Locale;

mod catalogue {
    #![allow(missing_docs, unused_imports, reason = "the macro writes this module")]
    #![allow(
        deprecated,
        reason = "its successor is a build script, which native builds would compile with all its crates"
    )]

    leptos_i18n::load_locales!();

    pub use self::i18n::*;
}

/// The reader's language, as views hold it. A handle: copy it freely.
#[derive(Clone, Copy, Debug)]
pub struct I18n {
    locale: RwSignal<Locale>,
}

/// The reader's language, from the context that [`I18n::provide`] fills.
pub fn use_i18n() -> I18n {
    expect_context()
}

impl I18n {
    /// Puts the language into the context, at first the browser's, and keeps the root element's `lang` alike.
    pub fn provide() -> Self {
        let i18n = Self { locale: RwSignal::new(of_browser()) };
        provide_context(i18n);
        Effect::new(move || {
            if let Some(root) = document().document_element() {
                // The name of the attribute is sound, and nothing else can fail.
                let _ = root.set_attribute("lang", tag(i18n.get_locale()));
            }
        });
        i18n
    }

    /// The language. Tracked.
    pub fn get_locale(self) -> Locale {
        self.locale.get()
    }

    /// The language as it is now.
    pub fn get_locale_untracked(self) -> Locale {
        self.locale.get_untracked()
    }

    /// Goes to another language, at once and everywhere.
    pub fn set_locale(self, locale: Locale) {
        self.locale.set(locale);
    }
}

/// The language's tag (BCP 47).
pub fn tag(locale: Locale) -> &'static str {
    match locale {
        Locale::zh_CN => "zh-CN",
        Locale::en => "en",
    }
}

/// The first of the browser's languages that the page speaks, whatever its region and script; else Chinese.
fn of_browser() -> Locale {
    let spoken = |language: &str| match language.split('-').next() {
        Some("zh") => Some(Locale::zh_CN),
        Some("en") => Some(Locale::en),
        _ => None,
    };
    let wanted = window().navigator().languages();
    wanted.iter().find_map(|language| spoken(&language.as_string()?)).unwrap_or(Locale::zh_CN)
}

/// A text of the catalogue, for a place in a view: it follows the language.
macro_rules! t {
    ($i18n:expr, $($key:tt)+) => {{
        let i18n = $i18n;
        move || $crate::app::i18n::t_string!(i18n, $($key)+)
    }};
}

/// A text of the catalogue in the language where it is called. Tracked.
macro_rules! t_string {
    ($i18n:expr, $($key:tt)+) => { $crate::app::i18n::in_locale!($i18n.get_locale(), $($key)+) };
}

/// The same, untracked: for what is said once.
macro_rules! tu_string {
    ($i18n:expr, $($key:tt)+) => { $crate::app::i18n::in_locale!($i18n.get_locale_untracked(), $($key)+) };
}

/// A text of the catalogue in this language.
macro_rules! in_locale {
    ($locale:expr, $($key:tt)+) => { leptos_i18n::td_string!($locale, $($key)+) };
}

pub(crate) use {in_locale, t, t_string, tu_string};

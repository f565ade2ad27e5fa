//! The reader's language and theme: the browser's at first, then what he chose; whether he wants no name, and
//! whether single letters are shortcuts.
//!
//! They stand in `localStorage`, which answers before the first paint (`index.html` reads the theme there).

use leptos::prelude::*;

use crate::app::i18n::{I18n, Locale, tag, use_i18n};

const LANGUAGE: &str = "meipi.language";
const THEME: &str = "meipi.theme";
const UNSIGNED: &str = "meipi.unsigned";
const LETTERS: &str = "meipi.letters";

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The one that a click goes to.
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    /// Its name in storage and on the root element; `None` for the system's.
    fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// What the reader chose, as a context.
#[derive(Clone, Copy)]
pub struct Preferences {
    /// The chosen theme.
    pub theme: RwSignal<Theme>,
    /// Whether single letters are shortcuts.
    pub letters: RwSignal<bool>,
    unsigned: RwSignal<bool>,
}

impl Preferences {
    /// Reads what was chosen and follows what will be. Needs the context of the languages.
    pub fn provide() -> Self {
        let i18n = use_i18n();
        match stored(LANGUAGE).as_deref() {
            Some("en") => i18n.set_locale(Locale::en),
            Some("zh-CN") => i18n.set_locale(Locale::zh_CN),
            _ => {}
        }
        let theme = match stored(THEME).as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        };
        let unsigned = RwSignal::new(stored(UNSIGNED).is_some());
        let letters = RwSignal::new(stored(LETTERS).is_none());
        let preferences = Self { theme: RwSignal::new(theme), letters, unsigned };
        Effect::new(move || show(preferences.theme.get()));
        Effect::new(move || keep_letters(letters.get()));
        provide_context(preferences);
        preferences
    }

    /// Whether the reader has chosen to write without a name, and is asked for none.
    pub fn is_unsigned(self) -> bool {
        self.unsigned.get_untracked()
    }

    /// Asks the reader for no name from now on.
    pub fn leave_unsigned(self) {
        self.unsigned.set(true);
        store(UNSIGNED, Some("1"));
    }
}

/// Goes to the other language, at once and for good.
pub fn switch_language(i18n: I18n) {
    let locale = match i18n.get_locale_untracked() {
        Locale::zh_CN => Locale::en,
        Locale::en => Locale::zh_CN,
    };
    i18n.set_locale(locale);
    store(LANGUAGE, Some(tag(locale)));
}

fn show(theme: Theme) {
    let Some(root) = document().document_element() else { return };
    let shown = match theme.name() {
        Some(name) => root.set_attribute("data-theme", name),
        None => root.remove_attribute("data-theme"),
    };
    debug_assert!(shown.is_ok(), "the name of the attribute is sound");
    store(THEME, theme.name());
}

/// Remembers whether single letters are shortcuts; key caps that show one follow by the style sheet.
fn keep_letters(on: bool) {
    let off = (!on).then_some("off");
    store(LETTERS, off);
    let Some(root) = document().document_element() else { return };
    let shown = root.toggle_attribute_with_force("data-no-letters", !on);
    debug_assert!(shown.is_ok(), "the name of the attribute is sound");
}

/// What is remembered under `key`. Where storage is blocked, nothing is remembered and all else works.
pub(in crate::app) fn stored(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Remembers `value` under `key`, or forgets what stood there.
pub(in crate::app) fn store(key: &str, value: Option<&str>) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = match value {
            Some(value) => storage.set_item(key, value),
            None => storage.remove_item(key),
        };
    }
}

//! The icons of the shell: strokes on a grid of 16.

use leptos::prelude::*;

pub use crate::app::reader::icon::icon;

/// A disc of which one half is filled: neither light nor dark.
pub fn half_disc() -> impl IntoView {
    view! {
        <svg class="i" viewBox="0 0 16 16" aria-hidden="true">
            <path d=DISC />
            <path d="M8 2.5v11A5.5 5.5 0 0 0 8 2.5Z" fill="currentColor" />
        </svg>
    }
}

/// A sheet.
pub const FILE: &str = "M4 2h5.5L12.5 5v9H4V2ZM9.5 2v3h3";
/// A clipboard.
pub const PASTE: &str = "M5.5 3.5h-2v10h9v-10h-2M5.5 2.5h5v2h-5z";
/// A paragraph sign.
pub const PILCROW: &str = "M7 13V3h6M10.5 3v10M7 8.5a2.75 2.75 0 0 1 0-5.5";
/// A warning triangle.
pub const WARNING: &str = "M8 2.5 14 13H2L8 2.5ZM8 6.5v3M8 11.3v.1";
/// A tick in a circle.
pub const SAVED: &str = "M2.5 8a5.5 5.5 0 1 0 11 0 5.5 5.5 0 0 0-11 0ZM5.5 8.2l1.8 1.8 3.3-3.6";
/// An arrow into a tray.
pub const IMPORT: &str = "M8 2v8M5 7l3 3 3-3M2.5 11v2.5h11V11";
/// An arrow out of a tray.
pub const EXPORT: &str = "M8 10V2M5 5l3-3 3 3M2.5 11v2.5h11V11";
/// An arrow back.
pub const UNDO: &str = "M5.5 3 2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H6";
/// An arrow forth.
pub const REDO: &str = "M10.5 3l3 3-3 3M13.5 6H6a3.5 3.5 0 0 0 0 7h4";
pub use crate::app::reader::icon::SEARCH;
/// A small arrow down.
pub const DOWN: &str = "m4 6 4 4 4-4";
/// Three dots.
pub const MORE: &str = "M3.5 8h.01M8 8h.01M12.5 8h.01";
/// A cross.
pub const CLOSE: &str = "m4 4 8 8M12 4l-8 8";
/// A keyboard.
pub const HELP: &str = "M2 4.5h12v7H2zM4.5 7h.01M7 7h.01M9.5 7h.01M12 7h.01M5 9.5h6";
/// A tick.
pub const CHECK: &str = "m3 8.5 3.2 3.2L13 5";
/// A disc.
pub const DISC: &str = "M2.5 8a5.5 5.5 0 1 0 11 0 5.5 5.5 0 0 0-11 0Z";
/// A sun.
pub const THEME_LIGHT: &str = "M5 8a3 3 0 1 0 6 0 3 3 0 0 0-6 0ZM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7";
/// A moon.
pub const THEME_DARK: &str = "M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5Z";

//! The icons of the reading room: strokes on a grid of 16.

use leptos::prelude::*;

pub const PEN: &str = "m3 13 .8-3L11 2.8l2.2 2.2L6 12.2 3 13ZM9.6 4.2l2.2 2.2";
pub const MARKER: &str = "M5 10.5 4 13h3l.6-1.2M5 10.5l6-7.5 2.5 2-5.9 7.3L5 10.5ZM2 15h12";
pub const QUOTE: &str = "M5.5 5.5h8v8h-8zM10.5 3.5v-1h-8v8h1";
pub const WARNING: &str = "M8 2.5 14 13H2L8 2.5ZM8 6.5v3M8 11.3v.1";
pub const CLOSE: &str = "m4 4 8 8M12 4l-8 8";
pub const UP: &str = "m4 10 4-4 4 4";
pub const DOWN: &str = "m4 6 4 4 4-4";
pub const LIST: &str = "M2.5 4.5h11M2.5 8h11M2.5 11.5h11";
pub const CORRECT: &str = "M2.5 13.5h11M4 10.5l1-3L11 2l2 2-6 5.5-3 1ZM3 5.5l2.5-3";
pub const BEFORE: &str = "m10 4-4 4 4 4";
pub const BEHIND: &str = "m6 4 4 4-4 4";
/// A magnifying glass.
pub const SEARCH: &str = "M2.5 7a4.5 4.5 0 1 0 9 0 4.5 4.5 0 0 0-9 0ZM10.3 10.3 14 14";
pub const FUNNEL: &str = "M2.5 4h11M4.5 8h7M6.5 12h3";
pub const CHECK: &str = "m3.5 8.5 3 3 6-7";

/// An icon that stands beside words, or in a control that has a name.
pub fn icon(path: &'static str) -> impl IntoView {
    view! { <svg class="i" viewBox="0 0 16 16" aria-hidden="true"><path d=path /></svg> }
}

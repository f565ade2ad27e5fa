//! What the browser's interfaces take many words to say.
//!
//! Must hold: nothing here fails; what the browser refuses is as if it were not there.

use leptos::{
    prelude::window,
    web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition},
};
use wasm_bindgen::JsCast;

/// The elements below `root` that match a selector and are of this kind, in the order of the document.
pub fn all<T: JsCast>(root: &Element, selector: &str) -> Vec<T> {
    let found = root.query_selector_all(selector).ok();
    let items = found.iter().flat_map(|found| (0..found.length()).filter_map(|i| found.item(i)));
    items.filter_map(|item| item.dyn_into().ok()).collect()
}

/// Whether the window fits a media query now.
pub fn fits(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|query| query.matches())
}

/// Scrolls as little as it takes to show the whole of an element.
pub fn show_whole(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

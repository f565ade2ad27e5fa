//! The menus over the margin: each floats, fills itself when it opens, and gives the focus back when it closes.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

/// A menu that [`open`] or a button's `popovertarget` opens.
#[component]
pub fn Menu(
    /// Its id in the page.
    id: &'static str,
    /// What it is called.
    label: Signal<String>,
    /// Told whether it is open: what costs a look at every note is worked out only then.
    is_open: RwSignal<bool>,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    let menu = NodeRef::<html::Div>::new();
    let follow = move |_| {
        let menu = menu.try_get_untracked().flatten();
        is_open.set(menu.is_some_and(|menu| menu.matches(":popover-open").unwrap_or(false)));
    };
    view! {
        <div class="menu margin-menu" id=id popover="auto" role="dialog" tabindex="-1" aria-label=label node_ref=menu on:toggle=follow>
            {children()}
        </div>
    }
}

/// Opens a menu and puts the focus into it.
pub fn open(id: &str) {
    if let Some(menu) = element(id) {
        // It fails only if the menu is open already.
        let _ = menu.show_popover();
        // On the menu itself: what there is to choose from comes when it has opened, and may be nothing.
        let _ = menu.focus();
    }
}

/// Closes a menu; the browser gives the focus back.
pub fn close(id: &str) {
    if let Some(menu) = element(id) {
        // It fails only if the menu is closed already.
        let _ = menu.hide_popover();
    }
}

fn element(id: &str) -> Option<web_sys::HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

//! Pasting a report: with the key on the start screen, or into a field.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::open::{Matter, Opener};
use crate::app::{
    i18n::{t, t_string, use_i18n},
    shell::dialog::Dialog,
};

/// Takes what is pasted on the start screen, outside fields.
pub fn listen(opener: Opener) {
    let listener = window_event_listener_untyped("paste", move |event| {
        let Some(event) = event.dyn_ref::<web_sys::ClipboardEvent>() else { return };
        let in_field = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|target| target.closest("input, textarea, dialog").ok().flatten().is_some());
        let Some(data) = event.clipboard_data().filter(|_| !in_field) else { return };
        if let Some(file) = data.files().and_then(|files| files.get(0)) {
            event.prevent_default();
            opener.open(Matter::File(file));
        } else if let Ok(text) = data.get_data("text/plain")
            && !text.trim().is_empty()
        {
            event.prevent_default();
            opener.open(Matter::Text(text));
        }
    });
    on_cleanup(move || listener.remove());
}

/// A field for those who have no such key.
#[component]
pub fn PasteDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What opens the text.
    opener: Opener,
) -> impl IntoView {
    let i18n = use_i18n();
    let field = NodeRef::<html::Textarea>::new();
    let is_empty = RwSignal::new(true);
    let title = Signal::derive(move || t_string!(i18n, start.paste_title).to_string());
    let text = move || field.get_untracked().map(|field| field.value()).unwrap_or_default();
    let take = move |event: ev::SubmitEvent| {
        event.prevent_default();
        open.set(false);
        opener.open(Matter::Text(text()));
    };
    view! {
        <Dialog open title>
            <form id="paste-form" class="body" on:submit=take>
                <label class="field">
                    {t!(i18n, start.paste_label)}
                    <textarea node_ref=field autofocus on:input=move |_| is_empty.set(text().trim().is_empty())></textarea>
                </label>
            </form>
            <footer>
                <button type="button" class="btn" on:click=move |_| open.set(false)>{t!(i18n, shell.cancel)}</button>
                <button type="submit" form="paste-form" class="btn fill" disabled=move || is_empty.get()>{t!(i18n, start.paste_open)}</button>
            </footer>
        </Dialog>
    }
}

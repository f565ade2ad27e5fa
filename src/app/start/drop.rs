//! Dropping a file anywhere on the page.

use leptos::{ev, prelude::*};

use super::open::{Matter, Opener};
use crate::app::i18n::{t, use_i18n};

/// The veil that says so while a file is held over the page.
#[component]
pub fn DropZone() -> impl IntoView {
    let (opener, i18n) = (Opener::here(), use_i18n());
    let over = RwSignal::new(false);
    let holds_file = |event: &ev::DragEvent| {
        event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
    };
    let enter = window_event_listener(ev::dragover, move |event| {
        if holds_file(&event) {
            event.prevent_default();
            over.set(true);
        }
    });
    let leave = window_event_listener(ev::dragleave, move |event| {
        // Only the one that leaves the window has nothing that it goes to.
        if event.related_target().is_none() {
            over.set(false);
        }
    });
    let drop = window_event_listener(ev::drop, move |event| {
        over.set(false);
        if holds_file(&event) {
            event.prevent_default();
            let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
            if let Some(file) = file {
                opener.open(Matter::File(file));
            }
        }
    });
    on_cleanup(move || [enter, leave, drop].into_iter().for_each(WindowListenerHandle::remove));
    view! {
        <Show when=move || over.get()>
            <div class="drop-veil"><p>{t!(i18n, start.drop_here)}</p></div>
        </Show>
    }
}

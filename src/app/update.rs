//! News of a new build, and the reader's consent to it.
//!
//! `web/update.js` keeps the service worker; between it and the page go two events. It must always hold: nothing
//! is swapped in before [`agree`], so the page may offer the new build whenever no draft is unsaved.

use leptos::prelude::*;

/// Whether a new build waits for the reader's consent.
pub fn waiting() -> ReadSignal<bool> {
    // The news may be older than the page's own start, so it stands on the root too.
    let told = document().document_element().is_some_and(|root| root.has_attribute("data-update"));
    let (waiting, set_waiting) = signal(told);
    let listener = window_event_listener_untyped("meipi:update", move |_| set_waiting.set(true));
    on_cleanup(move || listener.remove());
    waiting
}

/// Swaps the new build in and reloads the page.
pub fn agree() {
    if let Ok(event) = web_sys::Event::new("meipi:update-agreed") {
        // Only a cancelled event answers with anything, and nobody cancels this one.
        let _ = window().dispatch_event(&event);
    }
}

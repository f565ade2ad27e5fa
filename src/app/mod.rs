//! The page. Browser only.

use leptos::prelude::*;

pub mod update;

/// Mounts the page into the document's body.
pub fn mount() {
    leptos::mount::mount_to_body(|| view! { <main>"眉批"</main> });
}

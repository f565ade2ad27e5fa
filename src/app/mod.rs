//! The page. Browser only.
//!
//! Owns: the state ([`session`]) and one folder a view. Views read the session's signals and call its verbs.

use leptos::prelude::*;

pub mod i18n;
pub mod reader;
pub mod session;
pub mod update;

use i18n::I18nContextProvider;
pub use session::{Session, use_session};

/// Mounts the page into the document's body.
pub fn mount() {
    console_error_panic_hook::set_once();
    mount_to_body(App);
}

/// The whole page: the start screen, or the open document.
#[component]
fn App() -> impl IntoView {
    let session = Session::provide();
    view! {
        <I18nContextProvider>
            {move || session.document().get().map(|document| view! { <reader::Reader document /> })}
        </I18nContextProvider>
    }
}

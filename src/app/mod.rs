//! The page. Browser only.
//!
//! Owns: the state ([`session`]), what stands around every view ([`shell`]), and one folder a view. Views read the
//! session's signals and call its verbs.

use leptos::prelude::*;

mod dom;
pub mod exchange;
pub mod i18n;
mod opening;
mod pace;
pub mod reader;
pub mod session;
pub mod shell;
pub mod start;
pub mod update;
mod workroom;

use exchange::Exchange;
use i18n::{I18n, t, use_i18n};
pub use session::{Session, use_session};
use shell::{
    address,
    bands::{self, Bands},
    bar::Bar,
    commands::Commands,
    notices::{Notices, Toasts},
    preferences::Preferences,
};

/// Mounts the page into the document's body.
pub fn mount() {
    std::panic::set_hook(Box::new(bands::stop));
    mount_to_body(App);
}

/// The languages, and the page in them.
#[component]
fn App() -> impl IntoView {
    I18n::provide();
    view! { <Page /> }
}

/// The whole page: the start screen, or the open document.
#[component]
fn Page() -> impl IntoView {
    let i18n = use_i18n();
    let session = Session::provide();
    Notices::provide();
    Preferences::provide();
    Exchange::provide();
    let help = Commands::provide().help;
    address::follow();
    workroom::fetch(session, help);
    let content = move || match session.document().get() {
        Some(document) => session.workroom().map(|room| room.reader(document)),
        None => session.ready().get().then(|| view! { <start::Start /> }.into_any()),
    };
    view! {
        <a class="skip" href="#main" on:click=|event| skip(&event)>{t!(i18n, shell.skip)}</a>
        <Bar help />
        <Bands />
        <main id="main" tabindex="-1">{content}</main>
        <start::drop::DropZone />
        {move || session.workroom().map(workroom::Workroom::dialogs)}
        <Toasts />
    }
}

/// Puts the focus on the view. The link's own address would leave the document.
fn skip(event: &leptos::ev::MouseEvent) {
    event.prevent_default();
    let main = document().get_element_by_id("main").and_then(|main| {
        use wasm_bindgen::JsCast;
        main.dyn_into::<web_sys::HtmlElement>().ok()
    });
    if let Some(main) = main {
        // Only an element that is not in the page refuses the focus.
        let _ = main.focus();
    }
}

//! The frame of every dialog.

use leptos::{html, prelude::*};

use super::icons::{self, icon};
use crate::app::{
    i18n::{t_string, use_i18n},
    session::Progress,
};

/// A modal dialog that is there as long as `open` says so. The browser keeps the focus inside, closes it on Escape
/// and gives the focus back to where it came from.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What it is called.
    title: Signal<String>,
    /// A class for its width.
    #[prop(optional)]
    class: &'static str,
    /// What is in it: a body and a footer.
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let children = StoredValue::new(children);
    let frame = move || {
        let dialog = NodeRef::<html::Dialog>::new();
        dialog.on_load(|dialog| {
            // It is in the page by then, and was never open before.
            let _ = dialog.show_modal();
        });
        let close = move |_| match dialog.get_untracked() {
            Some(dialog) => dialog.close(),
            None => open.set(false),
        };
        view! {
            <dialog class=format!("dialog {class}") node_ref=dialog aria-labelledby="dialog-title" on:close=move |_| open.set(false)>
                <div>
                    <header>
                        <h2 id="dialog-title">{move || title.get()}</h2>
                        <button type="button" class="btn icon" aria-label=move || t_string!(i18n, shell.close) on:click=close>
                            {icon(icons::CLOSE)}
                        </button>
                    </header>
                    {children.with_value(|children| children())}
                </div>
            </dialog>
        }
    };
    view! { <Show when=move || open.get()>{frame}</Show> }
}

/// The switch of a dialog that is there as long as work goes on. When it is closed, by the reader or because the work is
/// done, `stop` leaves nothing of the work.
pub fn open_while(
    goes_on: impl Fn() -> bool + Send + Sync + 'static,
    stop: impl Fn() + Send + Sync + 'static,
) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move || open.set(goes_on()));
    Effect::new(move |was: Option<bool>| {
        let is = open.get();
        if was == Some(true) && !is {
            stop();
        }
        is
    });
    open
}

/// What a dialog shows while long work is done: what it is, how far it has come, and the way out.
#[component]
pub fn Working(
    /// What is being done.
    said: Signal<String>,
    /// How far it has come.
    progress: Signal<Option<Progress>>,
    /// The dialog; closing it is what stops the work.
    close: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let total = move || progress.get().map_or(1, |progress| progress.total).to_string();
    let done = move || progress.get().map_or(0, |progress| progress.done).to_string();
    view! {
        <div class="body">
            <p id="working">{move || said.get()}</p>
            <progress aria-labelledby="working" max=total value=done></progress>
        </div>
        <footer><button type="button" class="btn line" on:click=move |_| close.set(false)>{move || t_string!(i18n, shell.cancel)}</button></footer>
    }
}

//! The bands under the bar: what the reader should know until it is over.

use leptos::prelude::*;

use super::{
    icons::{self, icon},
    words,
};
use crate::app::{
    exchange::use_exchange,
    i18n::{t, use_i18n},
    session::{SaveState, use_session},
    update,
};

/// A page that has stopped, saving that fails, and a new build that waits.
#[component]
pub fn Bands() -> impl IntoView {
    view! {
        <Stopped />
        <Failure />
        <Update />
    }
}

/// The id of the band that stands ready for the end.
const STOPPED: &str = "stopped";

/// Says that the page has stopped. Made with the page, because nothing can be made once it has.
#[component]
fn Stopped() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="band bad" id=STOPPED role="alert" hidden>
            {icon(icons::WARNING)}
            <p>{t!(i18n, shell.stopped)}</p>
            <a class="btn line" href="">{t!(i18n, shell.start_again)}</a>
        </div>
    }
}

/// What to do in a panic: a mistake in the program, after which it must not go on. The browser's console hears where,
/// the reader what to do.
pub fn stop(panic: &std::panic::PanicHookInfo) {
    console_error_panic_hook::hook(panic);
    if let Some(band) = document().get_element_by_id(STOPPED) {
        // Nobody is left to hear of a failure.
        let _ = band.remove_attribute("hidden");
    }
}

/// Why the page cannot save, and what to do. Stays until it can.
#[component]
fn Failure() -> impl IntoView {
    let (session, exchange, i18n) = (use_session(), use_exchange(), use_i18n());
    let why = move || match session.save_state().get() {
        SaveState::Failed(why) => Some(words::trouble(i18n, &why)),
        SaveState::Saved | SaveState::Saving => None,
    };
    // A retry says `Saving` for a moment; the band would flicker if it followed.
    let shown = RwSignal::new(None);
    Effect::new(move || match session.save_state().get() {
        SaveState::Failed(_) => shown.set(why()),
        SaveState::Saved => shown.set(None),
        SaveState::Saving => {}
    });
    let export = move || {
        session.document().get().map(|_| {
            view! {
                <button type="button" class="btn line" on:click=move |_| exchange.exporting.set(true)>{t!(i18n, shell.export)}</button>
            }
        })
    };
    view! {
        <Show when=move || shown.with(Option::is_some)>
            <div class="band bad" role="alert">
                {icon(icons::WARNING)}
                <p>{move || shown.get()}</p>
                {export}
                <button type="button" class="btn line" on:click=move |_| session.save_again()>{t!(i18n, shell.save_again)}</button>
            </div>
        </Show>
    }
}

/// A new build waits for the reader's consent.
#[component]
fn Update() -> impl IntoView {
    let (session, i18n) = (use_session(), use_i18n());
    let waiting = update::waiting();
    let later = RwSignal::new(false);
    let now = move |_| {
        session.save_drafts();
        update::agree();
    };
    view! {
        <Show when=move || waiting.get() && !later.get()>
            <div class="band" role="status">
                <p>{t!(i18n, shell.update)}<span class="q3">" · "{t!(i18n, shell.update_note)}</span></p>
                <button type="button" class="btn line" on:click=now disabled=move || session.save_state().get() != SaveState::Saved>
                    {t!(i18n, shell.update_now)}
                </button>
                <button type="button" class="btn" on:click=move |_| later.set(true)>{t!(i18n, shell.later)}</button>
            </div>
        </Show>
    }
}

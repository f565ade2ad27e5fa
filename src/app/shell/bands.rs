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

/// Saving that fails, and a new build that waits.
#[component]
pub fn Bands() -> impl IntoView {
    view! {
        <Failure />
        <Update />
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

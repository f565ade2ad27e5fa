//! What the page says to the reader: one notice at a time, in a live region, with a button if something can be
//! done about it.

use std::sync::Arc;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::icons::{self, icon};
use crate::app::i18n::{t_string, use_i18n};

/// Milliseconds that a notice stays. One that offers something stays longer; a failure stays until it is closed.
const STAY: u32 = 6_000;
const STAY_WITH_OFFER: u32 = 20_000;

/// Where notices go, as a context.
#[derive(Clone, Copy)]
pub struct Notices {
    now: RwSignal<Option<Notice>>,
    timer: StoredValue<Option<Timeout>, LocalStorage>,
}

#[derive(Clone)]
struct Notice {
    text: String,
    is_failure: bool,
    offer: Option<Offer>,
}

#[derive(Clone)]
struct Offer {
    label: String,
    act: Arc<dyn Fn() + Send + Sync>,
}

/// The page's notices, from the context that [`Notices::provide`] fills.
pub fn use_notices() -> Notices {
    expect_context()
}

impl Notices {
    /// Makes the place for notices and puts it into the context.
    pub fn provide() -> Self {
        let notices = Self { now: RwSignal::new(None), timer: StoredValue::new_local(None) };
        provide_context(notices);
        notices
    }

    /// Says what happened.
    pub fn say(self, text: String) {
        self.show(Notice { text, is_failure: false, offer: None }, Some(STAY));
    }

    /// Says what went wrong and what to do about it.
    pub fn fail(self, text: String) {
        self.show(Notice { text, is_failure: true, offer: None }, None);
    }

    /// Says what happened and offers to do something about it.
    pub fn offer(self, text: String, label: String, act: impl Fn() + Send + Sync + 'static) {
        let offer = Some(Offer { label, act: Arc::new(act) });
        self.show(Notice { text, is_failure: false, offer }, Some(STAY_WITH_OFFER));
    }

    /// Takes the notice away.
    pub fn close(self) {
        self.timer.set_value(None);
        self.now.set(None);
    }

    fn show(self, notice: Notice, stay: Option<u32>) {
        self.now.set(Some(notice));
        self.timer.set_value(stay.map(|stay| Timeout::new(stay, move || self.now.set(None))));
    }
}

/// The place where notices appear.
#[component]
pub fn Toasts() -> impl IntoView {
    let notices = use_notices();
    let i18n = use_i18n();
    let toast = move || {
        notices.now.get().map(|notice| {
            let offer = notice.offer.map(|offer| {
                let act = move |_| {
                    // First: what it does may have something to say.
                    notices.close();
                    (offer.act)();
                };
                view! { <button type="button" class="btn line" on:click=act>{offer.label}</button> }
            });
            view! {
                <div class="toast" class:bad=notice.is_failure>
                    {notice.is_failure.then(|| icon(icons::WARNING))}
                    <span>{notice.text}</span>
                    {offer}
                    <button type="button" class="btn icon" aria-label=move || t_string!(i18n, shell.close) on:click=move |_| notices.close()>
                        {icon(icons::CLOSE)}
                    </button>
                </div>
            }
        })
    };
    view! { <div class="toasts" role="status" aria-live="polite">{toast}</div> }
}

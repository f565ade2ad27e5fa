//! The top bar: where the reader is, whether his work is saved, and what he can do anywhere.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    icons::{self, icon},
    preferences::{Preferences, Theme, switch_language},
};
use crate::app::{
    i18n::{I18n, t, t_string, use_i18n},
    session::{SaveState, Session, use_session},
    workroom::Workroom,
};

/// The bar.
#[component]
pub fn Bar(
    /// Opens the list of keys.
    help: RwSignal<bool>,
) -> impl IntoView {
    let (session, i18n) = (use_session(), use_i18n());
    let open_room = open_room(session);
    let title = move || match open_room() {
        Some(room) => room.title(),
        None => view! { <span class="q2">{t!(i18n, shell.name)}</span> }.into_any(),
    };
    view! {
        <header class="bar">
            <div class="bar-l">
                <a class="logo" href="#" aria-label=move || t_string!(i18n, shell.home)>"眉"</a>
                {title}
            </div>
            <div class="bar-r">
                <Saved />
                {move || open_room().map(Workroom::tools)}
                <Language class="wide" />
                <ThemeButton class="wide" />
                <HelpButton help class="wide" />
                <More help />
            </div>
        </header>
    }
}

/// Where the open report's part of the bar comes from; `None` while none is open.
fn open_room(session: Session) -> impl Fn() -> Option<&'static dyn Workroom> + Copy {
    let is_open = Memo::new(move |_| session.document().with(Option::is_some));
    move || session.workroom().filter(|_| is_open.get())
}

/// Whether everything is saved. A live region: it is read out when it changes.
#[component]
fn Saved() -> impl IntoView {
    let (session, i18n) = (use_session(), use_i18n());
    let failed = move || matches!(session.save_state().get(), SaveState::Failed(_));
    let words = move || match (session.document().with(Option::is_some), session.save_state().get()) {
        (_, SaveState::Failed(_)) => t_string!(i18n, shell.failed),
        (false, _) => t_string!(i18n, shell.private),
        (true, SaveState::Saving) => t_string!(i18n, shell.saving),
        (true, SaveState::Saved) => t_string!(i18n, shell.saved),
    };
    let sign = move || icon(if failed() { icons::WARNING } else { icons::SAVED });
    view! { <span class="saved" class:bad=failed role="status">{sign}<span>{words}</span></span> }
}

#[component]
fn Language(class: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <button type="button" class=format!("btn {class}") aria-label=move || t_string!(i18n, shell.language) on:click=move |_| switch_language(i18n)>
            "中 / EN"
        </button>
    }
}

#[component]
fn ThemeButton(class: &'static str) -> impl IntoView {
    let (theme, i18n) = (expect_context::<Preferences>().theme, use_i18n());
    let name = move || format!("{}: {}", t_string!(i18n, shell.theme), theme_name(i18n, theme.get()));
    view! {
        <button type="button" class=format!("btn icon {class}") aria-label=name title=name on:click=move |_| theme.update(|theme| *theme = theme.next())>
            {move || theme_icon(theme.get())}
        </button>
    }
}

fn theme_name(i18n: I18n, theme: Theme) -> &'static str {
    match theme {
        Theme::System => t_string!(i18n, shell.theme_system),
        Theme::Light => t_string!(i18n, shell.theme_light),
        Theme::Dark => t_string!(i18n, shell.theme_dark),
    }
}

fn theme_icon(theme: Theme) -> impl IntoView {
    match theme {
        Theme::System => icons::half_disc().into_any(),
        Theme::Light => icon(icons::THEME_LIGHT).into_any(),
        Theme::Dark => icon(icons::THEME_DARK).into_any(),
    }
}

#[component]
fn HelpButton(help: RwSignal<bool>, class: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let name = move || t_string!(i18n, shell.help);
    view! {
        <button type="button" class=format!("btn icon {class}") aria-label=name title=name on:click=move |_| help.set(true)>
            {icon(icons::HELP)}
        </button>
    }
}

/// On a narrow screen, everything that has no room in the bar.
#[component]
fn More(help: RwSignal<bool>) -> impl IntoView {
    let (session, i18n) = (use_session(), use_i18n());
    let theme = expect_context::<Preferences>().theme;
    let open_room = open_room(session);
    let of_report = move || open_room().map(|room| room.menu(hide_more));
    let theme_words = move || format!("{}: {}", t_string!(i18n, shell.theme), theme_name(i18n, theme.get()));
    view! {
        <button type="button" class="btn icon narrow" popovertarget=MORE_MENU aria-haspopup="true" aria-label=move || t_string!(i18n, shell.more)>
            {icon(icons::MORE)}
        </button>
        <div class="menu at-end" id=MORE_MENU popover="auto">
            {of_report}
            <button type="button" class="btn" on:click=move |_| { hide_more(); switch_language(i18n) }>{t!(i18n, shell.language)}</button>
            <button type="button" class="btn" on:click=move |_| { hide_more(); theme.update(|theme| *theme = theme.next()) }>{theme_words}</button>
            <button type="button" class="btn" on:click=move |_| { hide_more(); help.set(true) }>{t!(i18n, shell.help)}</button>
        </div>
    }
}

/// The id of the menu of a narrow screen.
const MORE_MENU: &str = "more-menu";

fn hide_more() {
    hide(MORE_MENU);
}

/// Closes the menu of this id.
pub(super) fn hide(menu: &str) {
    if let Some(menu) = document().get_element_by_id(menu) {
        // It fails only if the menu is closed already.
        let _ = menu.unchecked_into::<HtmlElement>().hide_popover();
    }
}

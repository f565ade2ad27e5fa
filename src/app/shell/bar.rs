//! The top bar: where the reader is, whether his work is saved, and what he can do anywhere.

use leptos::{html, prelude::*};

use super::{
    icons::{self, icon},
    keys,
    notices::use_notices,
    preferences::{Preferences, Theme, switch_language},
    words,
};
use crate::{
    app::{
        exchange::use_exchange,
        i18n::{I18n, t, t_string, use_i18n},
        session::{SaveState, use_session},
    },
    note::UndoLog,
};

/// The bar.
#[component]
pub fn Bar(
    /// Opens the list of keys.
    help: RwSignal<bool>,
) -> impl IntoView {
    let (session, i18n) = (use_session(), use_i18n());
    let is_open = move || session.document().with(Option::is_some);
    view! {
        <header class="bar">
            <div class="bar-l">
                <a class="logo" href="#" aria-label=move || t_string!(i18n, shell.home)>"眉"</a>
                <Show when=is_open fallback=move || view! { <span class="q2">{t!(i18n, shell.name)}</span> }>
                    <Title />
                </Show>
            </div>
            <div class="bar-r">
                <Saved />
                <Show when=is_open>
                    <Changes class="wide" />
                    <Files class="wide" />
                    <span class="sep wide"></span>
                </Show>
                <Language class="wide" />
                <ThemeButton class="wide" />
                <HelpButton help class="wide" />
                <More help />
            </div>
        </header>
    }
}

/// The report's title, and what can be done with the report.
#[component]
fn Title() -> impl IntoView {
    let (session, notices, i18n) = (use_session(), use_notices(), use_i18n());
    let title = move || session.document().get().map(|open| open.title.clone()).unwrap_or_default();
    let menu = NodeRef::<html::Div>::new();
    let others = move || {
        let open = session.document().get().map(|open| open.id().clone());
        let others = session.documents().into_iter().filter(move |kept| Some(&kept.id) != open.as_ref());
        let item = |kept: crate::exchange::kept::KeptDocument| {
            view! { <a class="btn" href=format!("#doc={}", kept.id) on:click=move |_| hide(menu)>{kept.title}</a> }
        };
        others.take(8).map(item).collect_view()
    };
    let print = move |_| {
        hide(menu);
        // A page that cannot print has a browser that says so.
        let _ = window().print();
    };
    let remove = move |_| {
        hide(menu);
        if let Some(open) = session.document().get_untracked() {
            crate::app::start::remove(session, notices, i18n, open.id().clone(), &open.title);
        }
    };
    view! {
        <button type="button" class="doc" popovertarget="report-menu" aria-haspopup="true">
            <b>{title}</b>
            {icon(icons::DOWN)}
        </button>
        <div class="menu at-start" id="report-menu" popover="auto" node_ref=menu>
            {others}
            <a class="btn" href="#" on:click=move |_| hide(menu)>{t!(i18n, shell.all_reports)}</a>
            <hr />
            <button type="button" class="btn" on:click=print>{t!(i18n, shell.print)}<kbd>"Ctrl P"</kbd></button>
            <button type="button" class="btn" on:click=remove>{move || words::fill(t_string!(i18n, start.remove), &[("title", &title())])}</button>
        </div>
    }
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

/// Undo and redo.
#[component]
fn Changes(class: &'static str) -> impl IntoView {
    let (session, notices, i18n) = (use_session(), use_notices(), use_i18n());
    let undo_name = move || session.log().with(|log| undo_name(i18n, log));
    let redo_name = move || session.log().with(|log| redo_name(i18n, log));
    view! {
        <button type="button" class=format!("btn icon {class}") aria-label=undo_name title=undo_name
            disabled=move || session.log().with(|log| log.done().is_empty()) on:click=move |_| keys::undo(session, notices, i18n)>
            {icon(icons::UNDO)}
        </button>
        <button type="button" class=format!("btn icon {class}") aria-label=redo_name title=redo_name
            disabled=move || session.log().with(|log| log.undone().is_empty()) on:click=move |_| keys::redo(session, notices, i18n)>
            {icon(icons::REDO)}
        </button>
    }
}

fn undo_name(i18n: I18n, log: &UndoLog) -> String {
    log.done().last().map_or_else(
        || t_string!(i18n, shell.undo).to_string(),
        |action| {
            words::fill(t_string!(i18n, shell.undo_what), &[("what", &words::action(i18n, action.kind))])
        },
    )
}

fn redo_name(i18n: I18n, log: &UndoLog) -> String {
    log.undone().first().map_or_else(
        || t_string!(i18n, shell.redo).to_string(),
        |action| {
            words::fill(t_string!(i18n, shell.redo_what), &[("what", &words::action(i18n, action.kind))])
        },
    )
}

/// Import and export.
#[component]
fn Files(class: &'static str) -> impl IntoView {
    let (exchange, i18n) = (use_exchange(), use_i18n());
    view! {
        <button type="button" class=format!("btn {class}") on:click=move |_| exchange.choose() title=move || t_string!(i18n, shell.import)>
            {icon(icons::IMPORT)}<span class="lbl">{t!(i18n, shell.import)}</span>
        </button>
        <button type="button" class=format!("btn {class}") on:click=move |_| exchange.exporting.set(true) title=move || t_string!(i18n, shell.export)>
            {icon(icons::EXPORT)}<span class="lbl">{t!(i18n, shell.export)}</span>
        </button>
    }
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
    let (session, exchange, notices, i18n) = (use_session(), use_exchange(), use_notices(), use_i18n());
    let theme = expect_context::<Preferences>().theme;
    let menu = NodeRef::<html::Div>::new();
    let is_open = move || session.document().with(Option::is_some);
    let item = move |name: Signal<String>, disabled: Signal<bool>, act: fn(MenuContext)| {
        let context = MenuContext { session, exchange, notices, i18n, theme, help };
        view! {
            <button type="button" class="btn" disabled=move || disabled.get() on:click=move |_| { hide(menu); act(context); }>{move || name.get()}</button>
        }
    };
    let never = Signal::stored(false);
    let text = move |words: fn(I18n) -> String| Signal::derive(move || words(i18n));
    let nothing_done = Signal::derive(move || session.log().with(|log| log.done().is_empty()));
    let nothing_undone = Signal::derive(move || session.log().with(|log| log.undone().is_empty()));
    let of_report = move || {
        is_open().then(|| {
            view! {
                {item(Signal::derive(move || session.log().with(|log| undo_name(i18n, log))), nothing_done, |c| keys::undo(c.session, c.notices, c.i18n))}
                {item(Signal::derive(move || session.log().with(|log| redo_name(i18n, log))), nothing_undone, |c| keys::redo(c.session, c.notices, c.i18n))}
                {item(text(|i18n| t_string!(i18n, shell.import).to_string()), never, |c| c.exchange.choose())}
                {item(text(|i18n| t_string!(i18n, shell.export).to_string()), never, |c| c.exchange.exporting.set(true))}
                <hr />
            }
        })
    };
    view! {
        <button type="button" class="btn icon narrow" popovertarget="more-menu" aria-haspopup="true" aria-label=move || t_string!(i18n, shell.more)>
            {icon(icons::MORE)}
        </button>
        <div class="menu at-end" id="more-menu" popover="auto" node_ref=menu>
            {of_report}
            {item(text(|i18n| t_string!(i18n, shell.language).to_string()), never, |c| switch_language(c.i18n))}
            {item(Signal::derive(move || format!("{}: {}", t_string!(i18n, shell.theme), theme_name(i18n, theme.get()))), never, |c| c.theme.update(|theme| *theme = theme.next()))}
            {item(text(|i18n| t_string!(i18n, shell.help).to_string()), never, |c| c.help.set(true))}
        </div>
    }
}

/// What the entries of a menu act on.
#[derive(Clone, Copy)]
struct MenuContext {
    session: crate::app::session::Session,
    exchange: crate::app::exchange::Exchange,
    notices: super::notices::Notices,
    i18n: I18n,
    theme: RwSignal<Theme>,
    help: RwSignal<bool>,
}

fn hide(menu: NodeRef<html::Div>) {
    if let Some(menu) = menu.get_untracked() {
        // It fails only if the menu is closed already.
        let _ = menu.hide_popover();
    }
}

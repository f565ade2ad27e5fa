//! What the bar has while a report is open: its title, undo and redo, import and export.

use leptos::prelude::*;

use super::{
    bar::hide,
    icons::{self, icon},
    keys,
    notices::use_notices,
    words,
};
use crate::{
    app::{
        exchange::use_exchange,
        i18n::{I18n, t, t_string, use_i18n},
        session::use_session,
    },
    note::UndoLog,
};

/// The id of the title's menu.
const MENU: &str = "report-menu";

/// The report's title, and what can be done with the report.
pub fn title() -> impl IntoView {
    let (session, notices, i18n) = (use_session(), use_notices(), use_i18n());
    let name = move || session.document().get().map(|open| open.title.clone()).unwrap_or_default();
    let others = move || {
        let open = session.document().get().map(|open| open.id().clone());
        let others = session.documents().into_iter().filter(move |kept| Some(&kept.id) != open.as_ref());
        let item = |kept: crate::exchange::kept::KeptDocument| {
            view! { <a class="btn" href=format!("#doc={}", kept.id) on:click=move |_| hide(MENU)>{kept.title}</a> }
        };
        others.take(8).map(item).collect_view()
    };
    let print = move |_| {
        hide(MENU);
        // A page that cannot print has a browser that says so.
        let _ = window().print();
    };
    let remove = move |_| {
        hide(MENU);
        if let Some(open) = session.document().get_untracked() {
            crate::app::start::remove(session, notices, i18n, open.id().clone(), &open.title);
        }
    };
    view! {
        <button type="button" class="doc" popovertarget=MENU aria-haspopup="true">
            <b>{name}</b>
            {icon(icons::DOWN)}
        </button>
        <div class="menu at-start" id=MENU popover="auto">
            {others}
            <a class="btn" href="#" on:click=move |_| hide(MENU)>{t!(i18n, shell.all_reports)}</a>
            <hr />
            <button type="button" class="btn" on:click=print>{t!(i18n, shell.print)}<kbd>"Ctrl P"</kbd></button>
            <button type="button" class="btn" on:click=remove>{move || words::fill(t_string!(i18n, start.remove), &[("title", &name())])}</button>
        </div>
    }
}

/// Undo and redo, import and export, where there is room for them.
pub fn tools() -> impl IntoView {
    let (session, notices, exchange, i18n) = (use_session(), use_notices(), use_exchange(), use_i18n());
    let undo_name = move || session.log().with(|log| undo_name(i18n, log));
    let redo_name = move || session.log().with(|log| redo_name(i18n, log));
    view! {
        <button type="button" class="btn icon wide" aria-label=undo_name title=undo_name
            disabled=move || session.log().with(|log| log.done().is_empty()) on:click=move |_| keys::undo(session, notices, i18n)>
            {icon(icons::UNDO)}
        </button>
        <button type="button" class="btn icon wide" aria-label=redo_name title=redo_name
            disabled=move || session.log().with(|log| log.undone().is_empty()) on:click=move |_| keys::redo(session, notices, i18n)>
            {icon(icons::REDO)}
        </button>
        <button type="button" class="btn wide" on:click=move |_| exchange.choose() title=move || t_string!(i18n, shell.import)>
            {icon(icons::IMPORT)}<span class="lbl">{t!(i18n, shell.import)}</span>
        </button>
        <button type="button" class="btn wide" on:click=move |_| exchange.exporting.set(true) title=move || t_string!(i18n, shell.export)>
            {icon(icons::EXPORT)}<span class="lbl">{t!(i18n, shell.export)}</span>
        </button>
        <span class="sep wide"></span>
    }
}

/// The same as entries of a menu, which `hide` closes.
pub fn menu(hide: fn()) -> impl IntoView {
    let (session, notices, exchange, i18n) = (use_session(), use_notices(), use_exchange(), use_i18n());
    view! {
        <button type="button" class="btn" disabled=move || session.log().with(|log| log.done().is_empty())
            on:click=move |_| { hide(); keys::undo(session, notices, i18n); }>{move || session.log().with(|log| undo_name(i18n, log))}</button>
        <button type="button" class="btn" disabled=move || session.log().with(|log| log.undone().is_empty())
            on:click=move |_| { hide(); keys::redo(session, notices, i18n); }>{move || session.log().with(|log| redo_name(i18n, log))}</button>
        <button type="button" class="btn" on:click=move |_| { hide(); exchange.choose(); }>{t!(i18n, shell.import)}</button>
        <button type="button" class="btn" on:click=move |_| { hide(); exchange.exporting.set(true); }>{t!(i18n, shell.export)}</button>
        <hr />
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

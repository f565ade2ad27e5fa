//! What the bar has while a report is open: its title, the way to the search box, undo and redo, import and export.

use leptos::prelude::*;

use super::{
    bar::hide,
    commands::{self, use_commands},
    icons::{self, icon},
    keys,
    notices::use_notices,
    preferences::Preferences,
    words,
};
use crate::{
    app::{
        exchange::use_exchange,
        i18n::{I18n, t, t_string, use_i18n},
        session::use_session,
    },
    note::UndoLog,
    view::commands::{Command, shortcut_of},
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
            <Item command=Command::Palette hide=hide_title />
            <Item command=Command::Steps hide=hide_title />
            <Item command=Command::Print hide=hide_title />
            <button type="button" class="btn" on:click=remove>{move || words::fill(t_string!(i18n, start.remove), &[("title", &name())])}</button>
        </div>
    }
}

/// Undo and redo, import and export, where there is room for them.
pub fn tools() -> impl IntoView {
    let (session, notices, exchange, i18n) = (use_session(), use_notices(), use_exchange(), use_i18n());
    let commands = use_commands();
    let undo_name = move || session.log().with(|log| undo_name(i18n, log));
    let redo_name = move || session.log().with(|log| redo_name(i18n, log));
    view! {
        <button type="button" class="btn find-way" aria-label=move || t_string!(i18n, shell.command.find) on:click=move |_| commands.run(Command::Find)>
            {icon(icons::SEARCH)}<span class="lbl">{t!(i18n, shell.command.find)}</span><kbd class="letter" aria-hidden="true">"/"</kbd>
        </button>
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

/// What a menu has of the commands, where the bar has no room for them.
const MORE: [Command; 9] = [
    Command::Undo,
    Command::Redo,
    Command::Steps,
    Command::Import,
    Command::Export,
    Command::Filter,
    Command::Bulk,
    Command::Palette,
    Command::Print,
];

/// The same as entries of a menu, which `hide` closes.
pub fn menu(hide: fn()) -> impl IntoView {
    view! {
        {MORE.map(|command| view! { <Item command hide /> })}
        <hr />
    }
}

fn hide_title() {
    hide(MENU);
}

/// A command in a menu that `hide` closes: what it is called, its key, and whether it can run.
#[component]
fn Item(command: Command, hide: fn()) -> impl IntoView {
    let (session, commands, i18n) = (use_session(), use_commands(), use_i18n());
    let letters = expect_context::<Preferences>().letters;
    let label = move || match command {
        Command::Undo => session.log().with(|log| undo_name(i18n, log)),
        Command::Redo => session.log().with(|log| redo_name(i18n, log)),
        command => commands::name(i18n.get_locale(), command).to_owned(),
    };
    let key = move || {
        shortcut_of(command, letters.get()).map(|shortcut| view! { <kbd>{shortcut.caps().join(" ")}</kbd> })
    };
    view! {
        <button type="button" class="btn" disabled=move || commands.lack(command).is_some() on:click=move |_| { hide(); commands.run(command); }>
            <span>{label}</span>{key}
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

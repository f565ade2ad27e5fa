//! The keys of the whole page: undo, redo, help. A view that has taken a key says so by preventing its default.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::{notices::Notices, words};
use crate::{
    app::{
        i18n::{I18n, tu_string, use_i18n},
        reader::keys::{command, focus_kind},
        session::{Session, use_session},
        shell::notices::use_notices,
    },
    note::history::Outcome,
    view::commands::{Command, Focus},
};

/// Listens to the keys of the page until the owner at hand is cleaned up. `help` opens the list of keys.
pub fn listen(help: RwSignal<bool>) {
    let (session, notices, i18n) = (use_session(), use_notices(), use_i18n());
    let listener = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || is_dialog_open() {
            return;
        }
        let focus = focus_kind();
        let done = match command(&event, focus) {
            // In a field these keys belong to the field.
            Some(Command::Undo) if focus != Focus::Field && focus != Focus::Editor => {
                undo(session, notices, i18n);
                true
            }
            Some(Command::Redo) if focus != Focus::Field && focus != Focus::Editor => {
                redo(session, notices, i18n);
                true
            }
            Some(Command::Help) => {
                help.set(true);
                true
            }
            _ => false,
        };
        if done {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

/// Undoes the last action and says what it was.
pub fn undo(session: Session, notices: Notices, i18n: I18n) {
    if let Some(outcome) = session.undo() {
        tell(notices, i18n, tu_string!(i18n, shell.undone), &outcome);
    }
}

/// Redoes the action undone last and says what it was.
pub fn redo(session: Session, notices: Notices, i18n: I18n) {
    if let Some(outcome) = session.redo() {
        tell(notices, i18n, tu_string!(i18n, shell.redone), &outcome);
    }
}

fn tell(notices: Notices, i18n: I18n, sentence: &str, outcome: &Outcome) {
    let mut said = words::fill(sentence, &[("what", &untrack(|| words::action(i18n, outcome.kind)))]);
    if !outcome.kept.is_empty() {
        said.push_str(match i18n.get_locale_untracked() {
            crate::app::i18n::Locale::zh_CN => "；",
            crate::app::i18n::Locale::en => "; ",
        });
        said.push_str(&words::fill(tu_string!(i18n, shell.kept), &[("n", &outcome.kept.len().to_string())]));
    }
    notices.say(said);
}

fn is_dialog_open() -> bool {
    document()
        .query_selector("dialog[open]")
        .ok()
        .flatten()
        .is_some_and(|open| open.is_instance_of::<web_sys::HtmlDialogElement>())
}

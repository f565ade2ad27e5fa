//! The keys of the whole page: palette, undo, redo, help. A view that has taken a key says so by preventing its default.

use std::sync::Arc;

use leptos::{ev, prelude::*};

use super::{commands::Commands, notices::Notices, preferences::Preferences, words};
use crate::{
    app::{
        i18n::{I18n, tu_string},
        reader::keys::{command, focus_kind},
        session::Session,
    },
    note::history::Outcome,
    view::commands::{Command, Focus},
};

/// Listens to the keys of the page until the owner at hand is cleaned up.
pub fn listen(commands: Commands) {
    let letters = expect_context::<Preferences>().letters;
    let listener = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || is_dialog_open() {
            return;
        }
        let focus = focus_kind();
        let asked = command(&event, focus, letters.get_untracked());
        let ours = match asked {
            // In a field these keys belong to the field.
            Some(Command::Undo | Command::Redo) => {
                !matches!(focus, Focus::Field | Focus::Editor | Focus::Find)
            }
            Some(Command::Palette | Command::Help) => true,
            _ => false,
        };
        if let Some(asked) = asked.filter(|_| ours) {
            event.prevent_default();
            commands.run(asked);
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

/// Says what was just done and offers to undo it. Once something else was done after it, the offer says where to go.
pub fn offer_undo(session: Session, notices: Notices, i18n: I18n, said: String) {
    let last = move || session.log().with_untracked(|log| log.done().last().cloned());
    let step = last();
    notices.offer(said, tu_string!(i18n, shell.undo).to_string(), move || {
        if last().zip(step.as_ref()).is_some_and(|(last, step)| Arc::ptr_eq(&last, step)) {
            undo(session, notices, i18n);
        } else {
            notices.say(tu_string!(i18n, shell.undo_behind).to_string());
        }
    });
}

/// Undoes or redoes until `place` actions are done, and says which was the last one on the way.
pub fn go_to(session: Session, notices: Notices, i18n: I18n, place: usize) {
    let done = || session.log().with_untracked(|log| log.done().len());
    let back = done() > place;
    let mut last = None::<Outcome>;
    while done() != place {
        let Some(mut outcome) = (if back { session.undo() } else { session.redo() }) else { break };
        outcome.kept.extend(last.take().into_iter().flat_map(|last| last.kept));
        last = Some(outcome);
    }
    if let Some(outcome) = last {
        let sentence = if back { tu_string!(i18n, shell.undone) } else { tu_string!(i18n, shell.redone) };
        tell(notices, i18n, sentence, &outcome);
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

/// Whether a dialog or a menu is open, which then has the keys.
pub fn is_dialog_open() -> bool {
    document().query_selector("dialog[open], [popover]:popover-open").ok().flatten().is_some()
}

//! Running a command by name, from wherever it is asked: key, menu or palette.
//!
//! Must hold: every command of the registry that is listed runs from here, and says why when it cannot. The handle
//! belongs to the first module of the page; what it does, to the second.

use leptos::{ev, prelude::*, web_sys};
use wasm_bindgen::JsCast;

use super::{
    keys,
    notices::{Notices, use_notices},
    preferences::{Preferences, switch_language},
};
use crate::{
    app::{
        exchange::{Exchange, use_exchange},
        i18n::{I18n, Locale, in_locale, use_i18n},
        reader::{self, Desk, Selected},
        session::{Session, use_session},
    },
    view::{
        commands::Command,
        palette::{Lack, Situation, lack},
    },
};

/// The page's commands, as a context. A handle: copy it freely.
#[derive(Clone, Copy)]
pub struct Commands {
    session: Session,
    exchange: Exchange,
    notices: Notices,
    preferences: Preferences,
    i18n: I18n,
    /// Whether the list of keys is open.
    pub help: RwSignal<bool>,
    /// Whether the list of what was done is open.
    pub steps: RwSignal<bool>,
    /// Whether the palette is open.
    pub palette: RwSignal<bool>,
    /// The desk of the reading room, while it is there.
    pub desk: RwSignal<Option<Desk>>,
    /// What was selected when the palette took the focus.
    selected: StoredValue<Option<Selected>>,
}

/// The page's commands, from the context that [`Commands::provide`] fills.
pub fn use_commands() -> Commands {
    expect_context()
}

impl Commands {
    /// Puts the page's commands into the context. Needs session, notices, language, preferences and exchange.
    pub fn provide() -> Self {
        let commands = Self {
            session: use_session(),
            exchange: use_exchange(),
            notices: use_notices(),
            preferences: expect_context(),
            i18n: use_i18n(),
            help: RwSignal::new(false),
            steps: RwSignal::new(false),
            palette: RwSignal::new(false),
            desk: RwSignal::new(None),
            selected: StoredValue::new(None),
        };
        provide_context(commands);
        commands
    }

    /// Gives a selection back when the palette closes: none survives the focus in a field.
    pub fn follow(self) {
        Effect::new(move || {
            if !self.palette.get() {
                self.select_again();
            }
        });
    }

    fn select_again(self) {
        let selected = self.selected.try_update_value(Option::take).flatten();
        if let Some((desk, selected)) = self.desk.get_untracked().zip(selected) {
            reader::select(desk, selected);
        }
    }

    /// What the page holds just now. Tracks it.
    pub fn situation(self) -> Situation {
        let desk = self.desk.get();
        let (undo, redo) = self.session.log().with(|log| (!log.done().is_empty(), !log.undone().is_empty()));
        let now = Situation { undo, redo, ..desk.map(Desk::situation).unwrap_or_default() };
        Situation { selection: now.selection || self.selected.with_value(Option::is_some), ..now }
    }

    /// What keeps a command from running now. Tracks what can change it.
    pub fn lack(self, command: Command) -> Option<Lack> {
        lack(command, self.situation())
    }

    /// Runs a command, unless it lacks something.
    pub fn run(self, command: Command) {
        if untrack(|| self.lack(command)).is_some() {
            return;
        }
        match command {
            Command::Palette => {
                let desk = self.desk.get_untracked();
                self.selected.set_value(desk.and_then(|desk| desk.selection.get_untracked()));
                self.palette.set(true);
            }
            Command::Help => self.help.set(true),
            Command::Undo => keys::undo(self.session, self.notices, self.i18n),
            Command::Redo => keys::redo(self.session, self.notices, self.i18n),
            Command::Steps => self.steps.set(true),
            Command::Import => self.exchange.choose(),
            Command::Export => self.exchange.exporting.set(true),
            Command::Print => {
                // A page that cannot print has a browser that says so.
                let _ = window().print();
            }
            Command::Home => {
                let _ = window().location().set_hash("");
            }
            Command::Language => switch_language(self.i18n),
            Command::Theme => self.preferences.theme.update(|theme| *theme = theme.next()),
            Command::Letters => self.preferences.letters.update(|on| *on = !*on),
            _ => {
                if let Some(desk) = self.desk.get_untracked() {
                    reader::keys::run(desk, command);
                }
            }
        }
    }

    /// Closes the dialog that `event` came from and runs a command then, so that the focus is back where it was.
    pub fn instead(self, event: &ev::Event, command: Command) {
        close_dialog(event);
        request_animation_frame(move || {
            self.select_again();
            self.run(command);
        });
    }
}

/// Closes the dialog that an event came from; the browser gives the focus back.
pub fn close_dialog(event: &ev::Event) {
    let from = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let dialog = from.and_then(|from| from.closest("dialog").ok().flatten());
    if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<web_sys::HtmlDialogElement>().ok()) {
        dialog.close();
    }
}

/// What a command is called in a language.
pub fn name(locale: Locale, command: Command) -> &'static str {
    match command {
        Command::Palette => in_locale!(locale, shell.command.palette),
        Command::Find => in_locale!(locale, shell.command.find),
        Command::NextHit => in_locale!(locale, shell.command.next_hit),
        Command::PreviousHit => in_locale!(locale, shell.command.previous_hit),
        Command::Filter => in_locale!(locale, shell.command.filter),
        Command::Bulk => in_locale!(locale, shell.command.bulk),
        Command::NextNote => in_locale!(locale, shell.command.next_note),
        Command::PreviousNote => in_locale!(locale, shell.command.previous_note),
        Command::NextCommitment => in_locale!(locale, shell.command.next_commitment),
        Command::PreviousCommitment => in_locale!(locale, shell.command.previous_commitment),
        Command::Annotate => in_locale!(locale, shell.command.annotate),
        Command::AnnotateParagraph => in_locale!(locale, shell.command.annotate_paragraph),
        Command::Highlight => in_locale!(locale, shell.command.highlight),
        Command::Quote => in_locale!(locale, shell.command.quote),
        Command::Correct => in_locale!(locale, shell.command.correct),
        Command::Shrink => in_locale!(locale, shell.command.shrink),
        Command::Grow => in_locale!(locale, shell.command.grow),
        Command::Open => in_locale!(locale, shell.command.open),
        Command::Close => in_locale!(locale, shell.command.close),
        Command::Reply => in_locale!(locale, shell.command.reply),
        Command::Edit => in_locale!(locale, shell.command.edit),
        Command::Delete => in_locale!(locale, shell.command.delete),
        Command::Done => in_locale!(locale, shell.command.done),
        Command::Outline => in_locale!(locale, shell.command.outline),
        Command::Help => in_locale!(locale, shell.command.help),
        Command::Undo => in_locale!(locale, shell.command.undo),
        Command::Redo => in_locale!(locale, shell.command.redo),
        Command::Steps => in_locale!(locale, shell.command.steps),
        Command::Save => in_locale!(locale, shell.command.save),
        Command::Import => in_locale!(locale, shell.command.import),
        Command::Export => in_locale!(locale, shell.command.export),
        Command::Print => in_locale!(locale, shell.command.print),
        Command::Home => in_locale!(locale, shell.command.home),
        Command::Language => in_locale!(locale, shell.command.language),
        Command::Theme => in_locale!(locale, shell.command.theme),
        Command::Letters => in_locale!(locale, shell.command.letters),
        Command::View(_) | Command::ToLedger => "",
    }
}

/// Why a command cannot run, and what to do first.
pub fn reason(locale: Locale, lack: Lack) -> &'static str {
    match lack {
        Lack::Report => in_locale!(locale, shell.lack.report),
        Lack::Selection => in_locale!(locale, shell.lack.selection),
        Lack::Notes => in_locale!(locale, shell.lack.notes),
        Lack::Commitments => in_locale!(locale, shell.lack.commitments),
        Lack::Note => in_locale!(locale, shell.lack.note),
        Lack::OwnNote => in_locale!(locale, shell.lack.own),
        Lack::Hits => in_locale!(locale, shell.lack.hits),
        Lack::Undo => in_locale!(locale, shell.lack.undo),
        Lack::Redo => in_locale!(locale, shell.lack.redo),
    }
}

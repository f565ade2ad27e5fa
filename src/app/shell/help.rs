//! The list of keys, from the one registry.

use leptos::prelude::*;

use super::dialog::Dialog;
use crate::{
    app::i18n::{I18n, t, t_string, use_i18n},
    view::commands::{Command, SHORTCUTS, Shortcut},
};

/// The dialog that lists all keys.
#[component]
pub fn Help(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, shell.help).to_string());
    let row = move |shortcut: &Shortcut| {
        let name = name(i18n, shortcut.command)?;
        Some(view! {
            <tr>
                <th scope="row">{keys(*shortcut)}</th>
                <td>{name}</td>
            </tr>
        })
    };
    view! {
        <Dialog open title>
            <div class="body">
                <table class="keys"><tbody>{move || SHORTCUTS.iter().filter_map(row).collect_view()}</tbody></table>
            </div>
            <footer><p>{t!(i18n, shell.help_note)}</p></footer>
        </Dialog>
    }
}

/// A shortcut as it stands on the keys.
fn keys(shortcut: Shortcut) -> impl IntoView {
    let key = match shortcut.key {
        "Escape" => "Esc".to_owned(),
        "Delete" => "Del".to_owned(),
        key if key.len() == 1 => key.to_uppercase(),
        key => key.to_owned(),
    };
    // A question mark needs Shift on most keyboards, but says so itself.
    let shift = shortcut.shift && shortcut.key != "?";
    view! {
        {shortcut.control.then(|| view! { <kbd>"Ctrl"</kbd>" " })}
        {shift.then(|| view! { <kbd>"Shift"</kbd>" " })}
        <kbd>{key}</kbd>
    }
}

/// What a command is called; `None` for one that does not work yet.
fn name(i18n: I18n, command: Command) -> Option<&'static str> {
    Some(match command {
        Command::NextNote => t_string!(i18n, shell.command.next_note),
        Command::PreviousNote => t_string!(i18n, shell.command.previous_note),
        Command::NextCommitment => t_string!(i18n, shell.command.next_commitment),
        Command::PreviousCommitment => t_string!(i18n, shell.command.previous_commitment),
        Command::Annotate => t_string!(i18n, shell.command.annotate),
        Command::AnnotateParagraph => t_string!(i18n, shell.command.annotate_paragraph),
        Command::Highlight => t_string!(i18n, shell.command.highlight),
        Command::Quote => t_string!(i18n, shell.command.quote),
        Command::Correct => t_string!(i18n, shell.command.correct),
        Command::Shrink => t_string!(i18n, shell.command.shrink),
        Command::Grow => t_string!(i18n, shell.command.grow),
        Command::Open => t_string!(i18n, shell.command.open),
        Command::Close => t_string!(i18n, shell.command.close),
        Command::Reply => t_string!(i18n, shell.command.reply),
        Command::Edit => t_string!(i18n, shell.command.edit),
        Command::Delete => t_string!(i18n, shell.command.delete),
        Command::Done => t_string!(i18n, shell.command.done),
        Command::Outline => t_string!(i18n, shell.command.outline),
        Command::Help => t_string!(i18n, shell.command.help),
        Command::Undo => t_string!(i18n, shell.command.undo),
        Command::Redo => t_string!(i18n, shell.command.redo),
        Command::Save => t_string!(i18n, shell.command.save),
        Command::Find | Command::View(_) | Command::ToLedger => return None,
    })
}

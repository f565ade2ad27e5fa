//! The list of keys, from the one registry, and the switch for single letters.

use leptos::prelude::*;

use super::{
    commands::{name, use_commands},
    dialog::Dialog,
    preferences::Preferences,
};
use crate::{
    app::i18n::{t, t_string, use_i18n},
    view::{
        commands::{Command, SHORTCUTS, Shortcut},
        palette::is_planned,
    },
};

/// The dialog that lists all keys.
#[component]
pub fn Help() -> impl IntoView {
    let (commands, i18n) = (use_commands(), use_i18n());
    let letters = expect_context::<Preferences>().letters;
    let title = Signal::derive(move || t_string!(i18n, shell.help).to_string());
    let row = move |shortcut: &Shortcut| {
        let off = shortcut.is_letter() && !letters.get();
        view! {
            <tr class:off=off>
                <th scope="row">{caps(shortcut)}</th>
                <td>{name(i18n.get_locale(), shortcut.command)}</td>
            </tr>
        }
    };
    let rows =
        move || SHORTCUTS.iter().filter(|shortcut| !is_planned(shortcut.command)).map(row).collect_view();
    view! {
        <Dialog open=commands.help title>
            <div class="body">
                <label class="check">
                    <input type="checkbox" prop:checked=move || letters.get() on:change=move |_| letters.update(|on| *on = !*on) />
                    {t!(i18n, shell.letters)}
                    <small>{t!(i18n, shell.help_note)}</small>
                </label>
                <table class="keys"><tbody>{rows}</tbody></table>
            </div>
            <footer>
                <button type="button" class="btn line" on:click=move |event| commands.instead(&event, Command::Palette)>
                    {t!(i18n, shell.command.palette)}
                </button>
            </footer>
        </Dialog>
    }
}

/// A shortcut as it stands on the keys.
pub fn caps(shortcut: &Shortcut) -> impl IntoView + use<> {
    shortcut.caps().into_iter().map(|cap| view! { <kbd>{cap}</kbd>" " }).collect_view()
}

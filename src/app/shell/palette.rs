//! The palette: every command by name, to be typed, chosen and run.
//!
//! Must hold: nothing runs while an input method composes; what cannot run is shown with its reason.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    commands::{close_dialog, name, reason, use_commands},
    dialog::Dialog,
    help::caps,
    preferences::Preferences,
};
use crate::{
    app::{
        dom,
        i18n::{Locale, t_string, use_i18n},
        reader::keys::{command, is_composing},
    },
    view::{
        commands::{Command, Focus, shortcut_of},
        palette::{ENTRIES, lack, rank},
    },
};

/// The dialog that lists all commands.
#[component]
pub fn Palette() -> impl IntoView {
    let (commands, i18n) = (use_commands(), use_i18n());
    let title = Signal::derive(move || t_string!(i18n, shell.command.palette).to_string());
    view! { <Dialog open=commands.palette title class="palette"><Body /></Dialog> }
}

/// The commands that answer to what was typed, the best first.
fn matching(typed: &str) -> Vec<Command> {
    let mut found: Vec<(usize, Command)> = ENTRIES
        .iter()
        .filter_map(|entry| {
            let names = [Locale::zh_CN, Locale::en].map(|locale| name(locale, entry.command));
            Some((rank(typed, &names, entry.initials)?, entry.command))
        })
        .collect();
    // Stable: of equals the commoner stays first.
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, command)| command).collect()
}

#[component]
fn Body() -> impl IntoView {
    let (commands, i18n) = (use_commands(), use_i18n());
    let letters = expect_context::<Preferences>().letters;
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let field = NodeRef::<html::Input>::new();
    let list = NodeRef::<html::Ul>::new();
    let found = Memo::new(move |_| matching(&typed.get()));
    let now = commands.situation();
    let read = move || {
        if let Some(field) = field.get_untracked() {
            typed.set(field.value());
            at.set(0);
        }
    };
    let typing = move |event: &ev::Event| {
        if !event.dyn_ref::<web_sys::InputEvent>().is_some_and(web_sys::InputEvent::is_composing) {
            read();
        }
    };
    let choose = move |event: &ev::Event, index: usize| {
        let chosen = found.with_untracked(|found| found.get(index).copied());
        if let Some(chosen) = chosen.filter(|chosen| lack(*chosen, now).is_none()) {
            commands.instead(event, chosen);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let count = found.with_untracked(Vec::len).max(1);
        if is_composing(&event) {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => choose(&event, at.get_untracked()),
            // The key that opens closes too.
            _ if command(&event, Focus::Field, letters.get_untracked()) == Some(Command::Palette) => {
                close_dialog(&event);
            }
            _ => return,
        }
        event.prevent_default();
    };
    Effect::new(move || {
        let option = list.get().and_then(|list| list.children().item(u32::try_from(at.get()).ok()?));
        if let Some(option) = option {
            dom::show_whole(&option);
        }
    });
    let rows = move || {
        let locale = i18n.get_locale();
        let row = |(index, command): (usize, Command)| {
            let lack = lack(command, now).map(|lack| reason(locale, lack));
            view! {
                <li
                    id=format!("command-{index}")
                    role="option"
                    aria-selected=move || (at.get() == index).to_string()
                    aria-disabled=lack.is_some().to_string()
                    on:click=move |event| choose(&event, index)
                >
                    <span>{name(locale, command)}</span>
                    {lack.map(|lack| view! { <small>{lack}</small> })}
                    <span class="caps">{shortcut_of(command, letters.get()).map(caps)}</span>
                </li>
            }
        };
        found.get().into_iter().enumerate().map(row).collect_view()
    };
    let count = move || {
        let count = found.with(Vec::len);
        if count == 0 {
            return t_string!(i18n, shell.palette_none).to_string();
        }
        super::words::fill(t_string!(i18n, shell.palette_count), &[("n", &count.to_string())])
    };
    view! {
        <div class="body">
            <input
                node_ref=field
                type="text"
                role="combobox"
                autofocus
                autocomplete="off"
                spellcheck="false"
                aria-expanded="true"
                aria-controls="commands"
                aria-activedescendant=move || format!("command-{}", at.get())
                aria-label=move || t_string!(i18n, shell.palette_field)
                placeholder=move || t_string!(i18n, shell.palette_field)
                on:input=move |event| typing(&event)
                on:compositionend=move |_| read()
                on:keydown=on_key
            />
            <ul node_ref=list id="commands" role="listbox" aria-label=move || t_string!(i18n, shell.command.palette)>{rows}</ul>
            <p class="q3" role="status" class:vh=move || found.with(|found| !found.is_empty())>{count}</p>
        </div>
    }
}

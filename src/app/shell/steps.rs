//! The list of what was done, by name: one click goes back to any step, or forth again.

use leptos::prelude::*;

use super::{
    commands::use_commands,
    dialog::Dialog,
    keys,
    notices::use_notices,
    words::{self, fill},
};
use crate::{
    app::{
        i18n::{t, t_string, use_i18n},
        session::use_session,
    },
    view::steps::{About, Row, rows},
};

/// The dialog that lists what can be undone and redone.
#[component]
pub fn Steps() -> impl IntoView {
    let (session, commands, notices, i18n) = (use_session(), use_commands(), use_notices(), use_i18n());
    let title = Signal::derive(move || t_string!(i18n, shell.command.steps).to_string());
    let here = Memo::new(move |_| session.log().with(|log| log.done().len()));
    let state = move |place: usize| (here.get() == place).then_some("step");
    let go = move |place| move |_| keys::go_to(session, notices, i18n, place);
    let row = move |Row { place, kind, about }: Row| {
        let subject = move || match &about {
            About::Words(words) => words.clone(),
            About::Notes(count) => fill(t_string!(i18n, shell.step_notes), &[("n", &count.to_string())]),
        };
        view! {
            <li>
                <button type="button" class="btn" class:off=move || { here.get() < place } aria-current=move || state(place) on:click=go(place)>
                    <b>{move || words::action(i18n, kind)}</b><span>{subject}</span>
                    {move || (here.get() < place).then(|| view! { <small>{t!(i18n, shell.step_undone)}</small> })}
                </button>
            </li>
        }
    };
    view! {
        <Dialog open=commands.steps title>
            <div class="body">
                <ol class="steps" reversed>
                    <For each=move || session.log().with(rows) key=|row| row.clone() children=row />
                    <li>
                        <button type="button" class="btn" aria-current=move || state(0) on:click=go(0)>
                            <b>{t!(i18n, shell.step_first)}</b>
                        </button>
                    </li>
                </ol>
            </div>
            <footer><p>{t!(i18n, shell.steps_note)}</p></footer>
        </Dialog>
    }
}

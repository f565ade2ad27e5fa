//! What paper needs behind the report: what the marks mean, and the notes in a list. Made only while the page is printed.
//!
//! Must hold: what the reader has switched off or filtered out is not printed.

use std::sync::Arc;

use leptos::prelude::*;

use super::{desk::use_desk, rail, words};
use crate::{
    app::i18n::{t, t_string, use_i18n},
    note::{Note, Scope},
    view::{
        PlacedNote,
        legend::{Mark, NoteCounts},
    },
};

/// The legend, then the notes in text order, each with its number, its passage and its conversation.
#[component]
pub fn Endnotes() -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let notes = move || {
        let shown_now = desk.find.shown_now();
        let shown: Vec<PlacedNote> = desk
            .session
            .notes()
            .with(|notes| notes.iter().filter(|placed| shown_now(placed)).cloned().collect());
        (!shown.is_empty()).then(|| {
            view! {
                <h2 id="endnotes-h">{t!(i18n, reader.margin)}</h2>
                <ol aria-labelledby="endnotes-h">{shown.into_iter().map(|placed| view! { <Endnote placed /> }).collect_view()}</ol>
            }
        })
    };
    view! {
        <Show when=move || desk.printing.get()>
            <section class="endnotes">
                <Signs />
                {notes}
            </section>
        </Show>
    }
}

/// What the marks of the text mean: those that are switched on and stand in it.
#[component]
fn Signs() -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let sign = move |mark: Mark| {
        let (class, words) = rail::sample(mark);
        view! { <li><span class="smp" lang="zh-CN"><span class=class>{words}</span></span>{move || words::mark(mark)}</li> }
    };
    let signs = move || {
        let stands = |mark: Mark| {
            desk.off.with(|off| !off.contains(&mark)) && desk.legend().count(mark, &NoteCounts::default()) > 0
        };
        let shown: Vec<Mark> = Mark::ALL.into_iter().filter(|mark| stands(*mark)).collect();
        (!shown.is_empty()).then(|| {
            view! {
                <h2 id="signs-h">{t!(i18n, reader.signs)}</h2>
                <ul class="signs" aria-labelledby="signs-h">{shown.into_iter().map(sign).collect_view()}</ul>
            }
        })
    };
    view! { {signs} }
}

#[component]
fn Endnote(placed: PlacedNote) -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let note = placed.note.clone();
    let sign = move || match (desk.session.number(note.id), note.state.target.scope) {
        (Some(number), _) => number.to_string(),
        (None, _) if note.state.is_bare_correction() => t_string!(i18n, reader.corrected_sign).to_string(),
        (None, Scope::Paragraph) => t_string!(i18n, reader.paragraph_note).to_string(),
        (None, _) => "·".to_owned(),
    };
    let block = placed.span().and_then(|span| desk.document().report.block_at(span.start));
    let place = move || block.map(|block| words::fill(t_string!(i18n, reader.paragraph_no), &(block + 1)));
    let quote = placed.note.state.target.quote.exact.clone();
    let lines = std::iter::once(&placed.note).chain(placed.replies.iter()).map(|note| line(note.clone()));
    view! {
        <li>
            <span>{sign}</span>
            <div>
                <p><span class="song">{quote}</span>" "<span class="q3">{place}</span></p>
                {lines.collect_view()}
            </div>
        </li>
    }
}

fn line(note: Arc<Note>) -> impl IntoView {
    let desk = use_desk();
    let tags: String = note.state.tags.iter().map(|tag| format!(" #{tag}")).collect();
    let text = note.state.text.clone();
    let correction = note.state.correction.clone();
    let correction = move || correction.as_ref().map(words::correction);
    let by = move || {
        let name = words::name(&note.creator, desk.session.is_mine(&note));
        view! { <b>{name}</b>" "{words::date(note.modified)}"　" }
    };
    view! { <p>{by}{text}{correction}<span class="q3">{tags}</span></p> }
}

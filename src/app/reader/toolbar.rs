//! The toolbar beside a selection.

use leptos::{html, prelude::*, web_sys};

use super::{
    correct,
    desk::{Desk, Selected, use_desk},
    icon::{self, icon},
    selection, words,
};
use crate::{
    app::{
        dom,
        i18n::{t, t_string, use_i18n},
    },
    note::{Colour, Scope},
    view::growth::{self, Reach},
};

/// Note, mark, quotation, and how far the selection reaches.
#[component]
pub fn Toolbar() -> impl IntoView {
    let desk = use_desk();
    view! { <Show when=move || desk.selection.get().is_some() && desk.writing.get().is_none()><Bar /></Show> }
}

#[component]
fn Bar() -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let bar = NodeRef::<html::Div>::new();
    let place = RwSignal::new(None::<Place>);
    Effect::new(move || {
        let (selected, bar) = (desk.selection.get(), bar.get());
        desk.turn.track();
        place.set(selected.zip(bar).and_then(|(selected, bar)| {
            Place::of(desk, selected, bar.offset_width().into(), bar.offset_height().into())
        }));
    });
    let px = |read: fn(&Place) -> f64| {
        move || place.with(|place| place.as_ref().map(|place| format!("{:.0}px", read(place))))
    };
    let reach = move |reach| {
        view! {
            <button type="button" aria-pressed=move || (current(desk) == Some(reach)).to_string() on:click=move |_| selection::reach(desk, reach)>
                {match reach {
                    Reach::Word => t!(i18n, reader.word).into_any(),
                    Reach::Clause => t!(i18n, reader.clause).into_any(),
                    Reach::Sentence => t!(i18n, reader.sentence).into_any(),
                    Reach::Paragraph => t!(i18n, reader.paragraph).into_any(),
                }}
            </button>
        }
    };
    view! {
        <div
            node_ref=bar
            class="tool"
            class:below=move || place.with(|place| place.as_ref().is_some_and(|place| place.below))
            role="toolbar"
            aria-label=move || t_string!(i18n, reader.toolbar)
            style:inset-block-start=px(|place| place.top)
            style:inset-inline-start=px(|place| place.left)
            style:--tip=px(|place| place.tip)
            style:visibility=move || place.with(Option::is_none).then_some("hidden")
            // The selection must outlive the press of a button.
            on:mousedown=|event| event.prevent_default()
        >
            <button type="button" on:click=move |_| annotate(desk)>{icon(icon::PEN)}{t!(i18n, reader.note)}<kbd aria-hidden="true">"N"</kbd></button>
            <button type="button" on:click=move |_| highlight(desk)>{icon(icon::MARKER)}{t!(i18n, reader.mark)}<kbd aria-hidden="true">"H"</kbd></button>
            <button type="button" on:click=move |_| quote(desk)>{icon(icon::QUOTE)}{t!(i18n, reader.quote)}</button>
            <button type="button" on:click=move |_| { correct::select(desk); }>{icon(icon::CORRECT)}{t!(i18n, reader.correct)}</button>
            <span class="bar-sep" aria-hidden="true"></span>
            <span class="grow" role="group" aria-label=move || t_string!(i18n, reader.grow)>
                {Reach::ALL.into_iter().map(reach).collect_view()}
            </span>
        </div>
    }
}

/// Where the toolbar stands, in CSS pixels from the desk's corner.
#[derive(Clone, Copy, PartialEq)]
struct Place {
    top: f64,
    left: f64,
    tip: f64,
    below: bool,
}

impl Place {
    /// Above the selection's first line; below its last where there is no room, or where a finger selected and
    /// the system's own menu stands above.
    fn of(desk: Desk, selected: Selected, width: f64, height: f64) -> Option<Self> {
        let document = desk.document();
        let (range, origin) = desk.paper.with_value(|paper| {
            Some((paper.range(&document, selected.span)?, paper.desk.as_ref()?.get_bounding_client_rect()))
        })?;
        let rects = range.get_client_rects()?;
        let (first, last) = (rects.item(0)?, rects.item(rects.length().checked_sub(1)?)?);
        let coarse = dom::fits("(pointer: coarse)");
        let below = coarse || first.top() < 48.0 + height + 12.0;
        let line = if below { &last } else { &first };
        let room = (origin.width() - width - 8.0).max(8.0);
        let left = (line.left() - origin.left() - 8.0).clamp(8.0, room);
        Some(Self {
            top: if below {
                last.bottom() - origin.top() + 10.0
            } else {
                first.top() - origin.top() - height - 8.0
            },
            left,
            tip: (line.left() - origin.left() - left + 14.0).clamp(8.0, (width - 20.0).max(8.0)),
            below,
        })
    }
}

/// How far the selection reaches now, if it reaches a step exactly.
fn current(desk: Desk) -> Option<Reach> {
    let selected = desk.selection.get()?;
    let document = desk.document();
    Reach::ALL.into_iter().rev().find(|&step| {
        let word = selection::word_at(desk, selected.seed);
        growth::reach(&document.report, &document.findings.numbers, selected.seed, word, step)
            == selected.span
    })
}

/// Opens the field for a note on the selection.
pub fn annotate(desk: Desk) {
    if let Some(selected) = desk.selection.get_untracked() {
        selection::clear();
        desk.write(Scope::Passage, selected.span);
    }
}

/// Marks the selection without a word.
pub fn highlight(desk: Desk) {
    if let Some(selected) = desk.selection.get_untracked() {
        selection::clear();
        desk.selection.set(None);
        let target = desk.document().target(Scope::Passage, selected.span);
        let note =
            desk.session.create(target, String::new(), std::collections::BTreeSet::new(), Colour::default());
        desk.activate(&[note]);
    }
}

/// Copies the selection as a quotation with its source: “…”（《报告》，（一）…，第30段）.
pub fn quote(desk: Desk) {
    let i18n = desk.i18n;
    let Some(selected) = desk.selection.get_untracked() else { return };
    let document = desk.document();
    let Some(block) = document.report.block_at(selected.span.start) else { return };
    let outline = desk.outline();
    let section = outline.section_of(block).and_then(|index| {
        outline.sections[index].heading.clone().or_else(|| outline.sections[index].part.clone())
    });
    let mut place = vec![format!("《{}》", document.title)];
    place.extend(section.map(|(_, words)| words));
    place.push(words::fill(t_string!(i18n, reader.paragraph_no), &(block + 1)));
    let text = format!("“{}”（{}）", document.report.slice(selected.span), place.join("，"));
    if let Some(window) = web_sys::window() {
        let copied = window.navigator().clipboard().write_text(&text);
        let (done, failed) =
            (t_string!(i18n, reader.copied).to_string(), t_string!(i18n, reader.not_copied).to_string());
        leptos::task::spawn_local(async move {
            let result = wasm_bindgen_futures::JsFuture::from(copied).await;
            desk.say(if result.is_ok() { done } else { failed });
        });
    }
}

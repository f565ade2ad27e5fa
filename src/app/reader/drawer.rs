//! The sheet of a phone: what is at hand, drawn up from the lower edge, with the passage in view above it.

use leptos::{ev, prelude::*, web_sys};
use wasm_bindgen::JsCast;

use super::{
    desk::{Card, Desk, use_desk},
    icon::{self, icon},
    keys,
    margin::{Slot, content},
    words,
};
use crate::{
    app::{
        dom,
        i18n::{t, t_string, use_i18n},
        session::DraftKey,
    },
    note::Scope,
    view::commands::Command,
};

/// How far the sheet is drawn up: a line, half the window, nearly all of it. Shares of the window's height.
const STOPS: [f64; 3] = [0.16, 0.5, 0.88];

/// The sheet, while something is at hand.
#[component]
pub fn Drawer() -> impl IntoView {
    let desk = use_desk();
    let open = move || !slots(desk).is_empty();
    view! { <Show when=open><Sheet /></Show> }
}

/// What is at hand.
fn slots(desk: Desk) -> Vec<Slot> {
    match (desk.writing.get(), desk.card.get()) {
        (Some(key @ DraftKey::New(..)), _) => vec![Slot::Draft(key)],
        (Some(DraftKey::Edit(note) | DraftKey::Reply(note)), _) => vec![Slot::Note(note)],
        (None, card) => {
            let active = desk.session.active().get();
            let here = desk.here.get();
            let notes = if active.is_some_and(|active| here.contains(&active)) {
                here
            } else {
                active.into_iter().collect()
            };
            card.map(Slot::Card).into_iter().chain(notes.into_iter().map(Slot::Note)).collect()
        }
    }
}

#[component]
fn Sheet() -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let stop = RwSignal::new(STOPS[1]);
    let dragged = RwSignal::new(None::<f64>);
    let share = move |event: &ev::PointerEvent| {
        let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(1.0);
        (1.0 - f64::from(event.client_y()) / height).clamp(0.05, STOPS[2])
    };
    let settle = move || {
        if let Some(at) = dragged.get_untracked() {
            dragged.set(None);
            let nearest = STOPS.into_iter().min_by(|a, b| (a - at).abs().total_cmp(&(b - at).abs()));
            if at < STOPS[0] / 2.0 { close(desk) } else { stop.set(nearest.unwrap_or(STOPS[1])) }
        }
    };
    let notes = move || slots(desk).iter().filter(|slot| matches!(slot, Slot::Note(_))).count();
    // The passage stays in view above the sheet.
    Effect::new(move || {
        let of_card = desk.card.get().and_then(Card::span);
        let of_note = desk.session.active().get().and_then(|note| desk.session.placed(note)?.span());
        let span = desk.draft.get().map(|(_, span)| span).or(of_card).or(of_note);
        if let Some(span) = span.filter(|_| is_shown()) {
            keys::scroll_above(desk, span, 1.0 - stop.get());
        }
    });
    // Told to the whole page: notices stand on the sheet.
    Effect::new(move || {
        let share = dragged.get().unwrap_or_else(|| stop.get());
        set_height(&format!("{:.1}dvh", share * 100.0));
    });
    on_cleanup(|| set_height(""));
    let heading = move || match (notes(), desk.writing.get()) {
        (_, Some(DraftKey::New(Scope::Paragraph, _))) => t_string!(i18n, reader.paragraph_note).to_string(),
        (_, Some(_)) => t_string!(i18n, reader.note).to_string(),
        (0, None) => t_string!(i18n, reader.explanation).to_string(),
        (count, None) => words::fill(t_string!(i18n, reader.here_count), &count),
    };
    let passage = move || {
        if let Some(card) = desk.card.get() {
            let document = desk.document();
            return card.span().map(|span| document.report.slice(span).to_owned());
        }
        if let Some((_, span)) = desk.draft.get() {
            return Some(desk.document().report.slice(span).to_owned());
        }
        let active = desk.session.active().get()?;
        let span = desk.session.placed(active)?.span()?;
        Some(desk.document().report.slice(span).to_owned())
    };
    let next = move || {
        let stops = STOPS.into_iter().find(|other| *other > stop.get_untracked() + 0.01);
        stop.set(stops.unwrap_or(STOPS[0]));
    };
    view! {
        <section
            class="sheet"
            class:drag=move || dragged.get().is_some()
            role="dialog"
            aria-label=move || t_string!(i18n, reader.here)
        >
            <button
                type="button"
                class="grab"
                aria-label=move || t_string!(i18n, reader.pull)
                on:click=move |_| next()
                on:pointerdown=move |event| { let target: web_sys::HtmlElement = event_target(&event); let _ = target.set_pointer_capture(event.pointer_id()); }
                on:pointermove=move |event| if event.buttons() == 1 { dragged.set(Some(share(&event))); }
                on:pointerup=move |_| settle()
                on:pointercancel=move |_| settle()
            ></button>
            <div class="sh">
                <b>{move || heading()}</b>
                <span class="q3" lang="zh-CN">{passage}</span>
                <button type="button" class="ib" aria-label=move || t_string!(i18n, reader.previous) on:click=move |_| step(desk, Command::PreviousNote)>{icon(icon::UP)}</button>
                <button type="button" class="ib" aria-label=move || t_string!(i18n, reader.next) on:click=move |_| step(desk, Command::NextNote)>{icon(icon::DOWN)}</button>
                <button type="button" class="ib" aria-label=move || t_string!(i18n, reader.close) on:click=move |_| close(desk)>{icon(icon::CLOSE)}</button>
            </div>
            <div class="scroll">
                <For each=move || slots(desk) key=|slot| *slot children=content />
            </div>
            <p class="vh">{t!(i18n, reader.here)}</p>
        </section>
    }
}

/// Says how high the sheet is, as a length of the style sheet; nothing when there is none.
fn set_height(height: &str) {
    let root = document().document_element().and_then(|root| root.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(root) = root {
        // A name and a length that every style sheet takes.
        let _ = root.style().set_property("--sheet", height);
    }
}

fn step(desk: Desk, command: Command) {
    keys::run(desk, command);
}

/// Whether the window is as narrow as a phone's: the style sheet shows the sheet only there.
fn is_shown() -> bool {
    dom::fits("(max-width: 719.98px)")
}

/// Puts the sheet away; what was typed stays a draft.
fn close(desk: Desk) {
    desk.close_field();
    desk.explain(None);
    desk.activate(&[]);
}

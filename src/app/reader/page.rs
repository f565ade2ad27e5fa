//! The text: its blocks, and what a click on it means.

use leptos::web_sys::Element;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    desk::{Card, Desk, use_desk},
    ink::{self, Ink},
    keys, layout,
    paper::{Paper, notes_of},
    selection,
};
use crate::{
    app::dom,
    note::{NoteId, Scope},
};

/// The report as a set page.
#[component]
pub fn Page() -> impl IntoView {
    let desk = use_desk();
    let article = NodeRef::<html::Article>::new();
    let ink = Ink::new();
    ink::follow_print(desk, ink);
    article.on_load(move |article| {
        ink.lay_out(desk, &article);
        layout::follow_width(desk, &article);
    });
    ink::follow_active(desk);
    follow_card(desk);
    follow_findings(desk);
    selection::follow(desk);
    let at_hand = StoredValue::new(None);
    let title = desk.document().title.clone();
    let long = desk.document().report.text.len() > ink::LONG;
    view! {
        <article
            node_ref=article
            id="text"
            class="text report"
            class:long=long
            lang="zh-CN"
            tabindex="0"
            aria-label=title
            on:click=move |event| click(desk, &event)
            on:keydown=move |event| key(desk, &event)
            on:focus=move |event| {
                // One stop for the whole text: it hands the focus on to the paragraph that is read.
                if event.target() == event.current_target() {
                    keys::focus_block(desk, at_hand.get_value().unwrap_or_else(|| desk.reading.get_untracked()));
                }
            }
            on:focusin=move |_| keys::follow_focus(desk, at_hand)
            on:pointerdown=move |_| keys::set_stops(desk, at_hand, None)
        ></article>
    }
}

fn click(desk: Desk, event: &ev::MouseEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    // The click that ends a selection asks for nothing, and comes before the selection is read.
    if desk.selection.get_untracked().is_some() || selection::is_made() || event.detail() > 1 {
        return;
    }
    open(desk, &target);
    // Nobody pressed a button of a mouse: it was a screen reader, which goes where the focus goes.
    if event.detail() == 0 {
        enter_card(desk);
    }
}

fn key(desk: Desk, event: &ev::KeyboardEvent) {
    let enter = event.key() == "Enter" || event.key() == " ";
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    // A button makes its own click of these keys; the other marks have it from here.
    if enter && !keys::is_composing(event) && target.has_attribute("role") {
        event.prevent_default();
        open(desk, &target);
        enter_card(desk);
    }
}

/// Goes on in the card that has just been opened without a pointer, if one was.
fn enter_card(desk: Desk) {
    if desk.card.with_untracked(Option::is_some) {
        keys::focus_card();
    }
}

/// Opens what stands under `target`.
fn open(desk: Desk, target: &Element) {
    let closest = |selector: &str| target.closest(selector).ok().flatten();
    if let Some(reference) = closest(".ref") {
        if let Some(note) = notes_of(&reference, "data-ref").first().copied() {
            open_note(desk, note);
        }
        return;
    }
    if closest(".pn").is_some() {
        if let Some((block, _)) = Paper::block_of(target) {
            open_paragraph(desk, block);
        }
        return;
    }
    let Some(piece) = closest("[data-q], [data-c], [data-n]") else {
        desk.explain(None);
        desk.activate(&[]);
        return;
    };
    let notes = notes_of(&piece, "data-n");
    desk.activate(&notes);
    let card = desk.card_of(&piece);
    if notes.is_empty() || card.is_some_and(|card| card.number.is_some()) {
        desk.explain(card);
    }
}

/// Opens a note, or the card for a correction that nobody has to look at.
fn open_note(desk: Desk, note: NoteId) {
    let document = desk.document();
    let quiet = desk.session.placed(note).is_some_and(|placed| placed.is_quiet(&document.report));
    match document.claims.iter().find(|claim| claim.note == note).filter(|_| quiet) {
        Some(claim) => {
            desk.activate(&[]);
            desk.explain(Some(desk.card_at(claim.given.span, claim.given.verdict.is_of_number())));
            enter_card(desk);
        }
        None => {
            desk.activate(&[note]);
            keys::focus_note(note);
        }
    }
}

/// Opens the notes on a paragraph, or the field for the first.
fn open_paragraph(desk: Desk, block: usize) {
    let notes: Vec<NoteId> = desk.session.notes_in(block).with_untracked(|notes| {
        let of = |placed: &&crate::view::PlacedNote| placed.note.state.target.scope == Scope::Paragraph;
        notes.starting.iter().filter(of).map(|placed| placed.note.id).collect()
    });
    match notes.last() {
        Some(&last) => {
            desk.activate(&notes);
            keys::focus_note(last);
        }
        None => {
            if let Some(block) = desk.document().report.blocks.get(block) {
                desk.write(Scope::Paragraph, block.span);
            }
        }
    }
}

/// Counts the commitments beside the text anew when a correction changes what is found.
fn follow_findings(desk: Desk) {
    Effect::new(move |before: Option<()>| {
        desk.follow_findings();
        if before.is_some() {
            layout::touch_all(desk);
        }
    });
}

/// Keeps the text's emphasis on what the card explains in step.
fn follow_card(desk: Desk) {
    Effect::new(move |before: Option<Option<Card>>| {
        let now = desk.card.get();
        desk.follow_findings();
        let document = desk.document();
        let article = desk.paper.with_value(|paper| paper.article.clone());
        let selector = now.and_then(|card| card.selector(&document));
        // What the last card was about may go by another index by now.
        let was = before.flatten().map(|_| ".at".to_owned());
        for (selector, on) in [(was, false), (selector, true)] {
            let Some((selector, article)) = selector.zip(article.as_ref()) else { continue };
            for element in dom::all::<Element>(article, &selector) {
                let _ = element.class_list().toggle_with_force("at", on);
            }
        }
        now
    });
}

/// Follows the block at the reading line, a third down the window, for the outline.
pub fn follow_reading(desk: Desk) {
    let waiting = StoredValue::new(false);
    let look = move || {
        let Some(window) = web_sys::window() else { return };
        let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
        let found = desk.paper.try_with_value(|paper| paper.block_above(height / 3.0));
        if let Some(block) = found
            && desk.reading.get_untracked() != block
        {
            desk.reading.set(block);
        }
    };
    Effect::new(move |before: Option<()>| {
        desk.turn.track();
        // At first nothing is set yet, and the reader is at the beginning.
        if before.is_some() {
            look();
        }
    });
    let handle = window_event_listener(ev::scroll, move |_| {
        if !waiting.get_value() {
            waiting.set_value(true);
            request_animation_frame(move || {
                if waiting.try_set_value(false).is_none() {
                    look();
                }
            });
        }
    });
    on_cleanup(move || handle.remove());
}

//! The selection: the browser's own, read as a span of the report and set from one.
//!
//! Must hold: a selection never ends inside a user-perceived character; a double click takes a figure whole.

use leptos::{ev, prelude::*, web_sys};
use wasm_bindgen::prelude::*;

use super::desk::{Desk, Selected};
use crate::{
    text::{Offset, Span},
    view::growth::{self, Reach},
};

#[wasm_bindgen]
extern "C" {
    /// The browser's dictionary of words, which web-sys does not know yet.
    #[wasm_bindgen(js_namespace = Intl)]
    type Segmenter;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str, options: &JsValue) -> Result<Segmenter, JsValue>;
    #[wasm_bindgen(method)]
    fn segment(this: &Segmenter, text: &str) -> Segments;
    type Segments;
    #[wasm_bindgen(method)]
    fn containing(this: &Segments, unit: u32) -> JsValue;
}

/// Follows the browser's selection until the owner at hand is cleaned up.
pub fn follow(desk: Desk) {
    // While a button is down the selection is still being made: the toolbar would stand in its way.
    let pressed = StoredValue::new(false);
    let listeners = [
        document_listener("selectionchange", move |_| {
            if pressed.try_get_value() == Some(false) {
                read(desk);
            }
        }),
        document_listener("pointerdown", move |event| {
            let in_text = event.target().is_some_and(|target| is_in_text(desk, &target));
            let mouse =
                event.dyn_ref::<web_sys::PointerEvent>().is_some_and(|event| event.pointer_type() == "mouse");
            let _ = pressed.try_set_value(in_text && mouse);
        }),
        document_listener("pointerup", move |_| {
            if pressed.try_get_value() == Some(true) {
                let _ = pressed.try_set_value(false);
                // The click that ends a selection collapses an old one only after this event.
                request_animation_frame(move || read(desk));
            }
        }),
    ];
    let double = window_event_listener(ev::dblclick, move |event| {
        if event.target().is_some_and(|target| is_in_text(desk, &target)) {
            take_word(desk);
        }
    });
    // Dropped, and so taken off, with the owner at hand.
    StoredValue::new_local(listeners);
    on_cleanup(move || double.remove());
}

/// A listener on the document that lives as long as this does.
struct Listener {
    name: &'static str,
    act: Closure<dyn FnMut(web_sys::Event)>,
}

fn document_listener(name: &'static str, act: impl FnMut(web_sys::Event) + 'static) -> Listener {
    let act = Closure::new(act);
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        let _ = document.add_event_listener_with_callback(name, Closure::as_ref(&act).unchecked_ref());
    }
    Listener { name, act }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            let _ = document
                .remove_event_listener_with_callback(self.name, Closure::as_ref(&self.act).unchecked_ref());
        }
    }
}

fn is_in_text(desk: Desk, target: &web_sys::EventTarget) -> bool {
    let article = desk.paper.try_with_value(|paper| paper.article.clone()).flatten();
    article.zip(target.dyn_ref::<web_sys::Node>()).is_some_and(|(article, node)| article.contains(Some(node)))
}

/// What the browser has of a selection.
pub fn of_browser() -> Option<web_sys::Selection> {
    web_sys::window()?.get_selection().ok().flatten()
}

/// Whether the browser has something selected.
pub fn is_made() -> bool {
    of_browser().is_some_and(|selection| !selection.is_collapsed())
}

/// Reads what is selected now.
fn read(desk: Desk) {
    let Some(paper) = desk.paper.try_get_value() else { return };
    let document = desk.document();
    let span = of_browser()
        .filter(|selection| !selection.is_collapsed() && selection.range_count() > 0)
        .and_then(|selection| selection.get_range_at(0).ok())
        .and_then(|range| paper.span_of(&document, &range))
        .filter(|span| !span.is_empty());
    let selected = desk.selection.get_untracked();
    if selected.map(|selected| selected.span) == span {
        return;
    }
    desk.selection.set(span.map(|span| {
        // Widened to whole characters only: where a reader drags to is where he wants to be.
        let span = growth::whole(&document.report, &[], span);
        Selected { span, seed: span }
    }));
}

/// Takes the word under a double click, or the whole figure.
fn take_word(desk: Desk) {
    read(desk);
    let Some(selected) = desk.selection.get_untracked() else { return };
    let document = desk.document();
    let span = growth::whole(&document.report, &document.findings.numbers, selected.span);
    set(desk, Selected { span, seed: span });
}

/// Selects, and shows it.
pub fn set(desk: Desk, selected: Selected) {
    desk.selection.set(Some(selected));
    let document = desk.document();
    if let Some(range) = desk.paper.with_value(|paper| paper.range(&document, selected.span))
        && let Some(selection) = of_browser()
    {
        let _ = selection.remove_all_ranges();
        let _ = selection.add_range(&range);
    }
}

/// Drops the browser's selection.
pub fn clear() {
    if let Some(selection) = of_browser() {
        let _ = selection.remove_all_ranges();
    }
}

/// Makes the selection reach as far as `reach` from where it began.
pub fn reach(desk: Desk, reach: Reach) {
    let Some(selected) = desk.selection.get_untracked() else { return };
    let document = desk.document();
    let word = word_at(desk, selected.seed);
    let span = growth::reach(&document.report, &document.findings.numbers, selected.seed, word, reach);
    set(desk, Selected { span, ..selected });
}

/// One step larger; without a selection, the clause at hand.
pub fn grow(desk: Desk) {
    let document = desk.document();
    let (report, numbers) = (&document.report, &document.findings.numbers);
    match desk.selection.get_untracked() {
        Some(selected) => {
            if let Some((_, span)) =
                growth::grow(report, numbers, selected.span, word_at(desk, selected.span))
            {
                set(desk, Selected { span, ..selected });
            }
        }
        None => {
            if let Some(span) = clause_at_hand(desk) {
                set(desk, Selected { span, seed: span });
            }
        }
    }
}

/// One step smaller.
pub fn shrink(desk: Desk) {
    let Some(selected) = desk.selection.get_untracked() else { return };
    let document = desk.document();
    let word = word_at(desk, selected.seed);
    if let Some(span) =
        growth::shrink(&document.report, &document.findings.numbers, selected.seed, word, selected.span)
    {
        set(desk, Selected { span, ..selected });
    }
}

/// Moves the selection's end by one character, or the whole selection by one clause.
pub fn step(desk: Desk, forward: bool, by_character: bool) -> bool {
    let document = desk.document();
    let report = &document.report;
    if by_character {
        let Some(selected) = desk.selection.get_untracked() else { return false };
        let (start, mut end) = (selected.span.start.get(), selected.span.end.get());
        loop {
            let next = if forward {
                report.text[end..].chars().next().map(|c| end + c.len_utf8())
            } else {
                report.text[..end].chars().next_back().map(|c| end - c.len_utf8())
            };
            let Some(next) = next.filter(|next| *next > start) else { return true };
            end = next;
            if growth::is_grapheme_break(&report.text, end) {
                break;
            }
        }
        let span = Span::of(start..end);
        set(desk, Selected { span, seed: span });
        return true;
    }
    let Some(block) =
        super::keys::focused_block().or_else(|| report.block_at(desk.selection.get_untracked()?.span.start))
    else {
        return false;
    };
    let clauses: Vec<Span> = crate::report::clauses(report, report.blocks[block].span).collect();
    let at = desk
        .selection
        .get_untracked()
        .and_then(|selected| clauses.iter().position(|clause| clause.end > selected.span.start));
    let next = match at {
        None if forward => Some(0),
        None => clauses.len().checked_sub(1),
        Some(at) if forward => Some(at + 1),
        Some(at) => at.checked_sub(1),
    };
    let Some(span) = next.and_then(|next| clauses.get(next).copied()) else { return false };
    set(desk, Selected { span, seed: span });
    true
}

/// The first clause of the paragraph that has the focus, or of the one that is read.
pub fn clause_at_hand(desk: Desk) -> Option<Span> {
    let document = desk.document();
    let block = super::keys::focused_block().unwrap_or_else(|| desk.reading.get_untracked());
    crate::report::clauses(&document.report, document.report.blocks.get(block)?.span).next()
}

/// The span widened to whole words, by the browser's dictionary.
pub fn word_at(desk: Desk, span: Span) -> Span {
    let document = desk.document();
    let words = || {
        let block = document.report.blocks.get(document.report.block_at(span.start)?)?.span;
        let options = js_sys::Object::new();
        js_sys::Reflect::set(&options, &"granularity".into(), &"word".into()).ok()?;
        let segments = Segmenter::new("zh", &options).ok()?.segment(document.report.slice(block));
        let units = |byte: usize| document.index.utf16_at_byte(&document.report.text, byte);
        let base = units(block.start.get());
        let word = |byte: usize| {
            let segment = segments.containing(u32::try_from(units(byte) - base).ok()?);
            let start = js_sys::Reflect::get(&segment, &"index".into()).ok()?.as_f64()?;
            let text = js_sys::Reflect::get(&segment, &"segment".into()).ok()?.as_string()?;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "an index into a paragraph"
            )]
            let start = document.index.byte_at_utf16(&document.report.text, base + start as usize);
            Some(Span::of(start..start + text.len()))
        };
        let first = word(span.start.get())?;
        let last = if block.covers(span) && !span.is_empty() { word(span.end.get() - 1) } else { None };
        Some(last.map_or(first, |last| first.hull(last)))
    };
    words().map_or(span, |words| words.hull(span))
}

//! The marks of hits in the text, by the CSS Custom Highlight API: no element is added, so nothing is drawn anew and
//! no selection is lost. What it cannot say (a browser without it, a reader who hears the page) the list says.
//!
//! Commitments are marked by a class on their pieces, because a highlight takes the colour of their 圈点 away.
//!
//! Must hold: only hits near the window are marked, however many there are.

use leptos::{
    prelude::*,
    web_sys::{Element, Range},
};
use wasm_bindgen::{JsCast, JsValue};

use super::super::desk::Desk;
use crate::{
    app::dom,
    text::Span,
    view::find::{Group, Hit, What},
};

/// The names that the style sheet knows: words and numbers, passages of notes, the hit at hand.
const NAMES: [&str; 3] = ["find", "find-whole", "find-now"];

/// The classes of pieces of a commitment that was found, and of the one at hand.
const FOUND: [&str; 2] = ["found", "found-now"];

/// How far beyond the window hits are marked, as a share of its height.
const AHEAD: f64 = 1.0;

/// Marks what is found, again whenever that, the text, or the place of the window changes.
pub fn follow(desk: Desk) {
    let asked = StoredValue::new(false);
    let classed = StoredValue::new_local(Vec::new());
    Effect::new(move || {
        desk.find.found.track();
        desk.find.at.track();
        desk.turn.track();
        desk.reading.track();
        if !asked.get_value() {
            asked.set_value(true);
            request_animation_frame(move || {
                if asked.try_set_value(false).is_none() {
                    draw(desk, classed);
                }
            });
        }
    });
    on_cleanup(|| NAMES.into_iter().for_each(|name| drop(paint(name, &[]))));
}

fn draw(desk: Desk, classed: StoredValue<Vec<Element>, LocalStorage>) {
    // Without hits nothing is measured.
    let any = desk.find.found.with_untracked(|found| !found.hits.is_empty());
    let near = any.then(|| near(desk)).flatten().unwrap_or_default();
    for piece in classed.try_update_value(std::mem::take).unwrap_or_default() {
        // Only a name with a blank in it is refused.
        let _ = piece.class_list().remove_2(FOUND[0], FOUND[1]);
    }
    let article = desk.paper.with_value(|paper| paper.article.clone());
    let at = desk.find.at.get_untracked();
    let mut spans: [Vec<Span>; 3] = [const { Vec::new() }; 3];
    desk.find.found.with_untracked(|found| {
        let from = found.hits.partition_point(|hit| hit.span.is_some_and(|span| span.start < near.start));
        // A clause may begin before what is near and reach into it.
        for (index, hit) in found.hits.iter().enumerate().skip(from.saturating_sub(8)) {
            let Some(span) = hit.span.filter(|span| span.start <= near.end) else { break };
            let now = at == Some(index);
            if let What::Commitment(statement) = hit.what {
                let selector = format!(".par [data-c=\"{statement}\"]");
                let pieces =
                    article.as_ref().map_or_else(Vec::new, |article| dom::all::<Element>(article, &selector));
                for piece in &pieces {
                    let _ = piece.class_list().add_1(FOUND[usize::from(now)]);
                }
                classed.update_value(|classed| classed.extend(pieces));
                continue;
            }
            spans[kind(hit, now)].push(span);
        }
    });
    let document = desk.document();
    for (name, spans) in NAMES.into_iter().zip(spans) {
        let ranges: Vec<Range> = desk
            .paper
            .with_value(|paper| spans.into_iter().filter_map(|span| paper.range(&document, span)).collect());
        // A browser that has no such thing shows the list all the same.
        let _ = paint(name, &ranges);
    }
}

fn kind(hit: &Hit, now: bool) -> usize {
    match hit.group() {
        _ if now => 2,
        Group::Note => 1,
        _ => 0,
    }
}

/// The part of the report in the window and around it.
fn near(desk: Desk) -> Option<Span> {
    let height = window().inner_height().ok()?.as_f64()?;
    let edges = [-height * AHEAD, height * (1.0 + AHEAD)];
    let [first, last] = desk.paper.with_value(|paper| edges.map(|edge| paper.block_above(edge)));
    let document = desk.document();
    let blocks = &document.report.blocks;
    Some(blocks.get(first)?.span.hull(blocks.get(last)?.span))
}

/// Gives the browser the ranges under a name; none take the name away.
fn paint(name: &str, ranges: &[Range]) -> Result<(), JsValue> {
    let get = |from: &JsValue, name: &str| js_sys::Reflect::get(from, &name.into());
    let css = get(&window().into(), "CSS")?;
    let registry = get(&css, "highlights")?;
    if ranges.is_empty() {
        get(&registry, "delete")?.dyn_into::<js_sys::Function>()?.call1(&registry, &name.into())?;
        return Ok(());
    }
    let make = get(&window().into(), "Highlight")?.dyn_into::<js_sys::Function>()?;
    let highlight = js_sys::Reflect::construct(&make, &ranges.iter().collect::<js_sys::Array>())?;
    if name == NAMES[2] {
        // The hit at hand lies over the others.
        js_sys::Reflect::set(&highlight, &"priority".into(), &1.into())?;
    }
    get(&registry, "set")?.dyn_into::<js_sys::Function>()?.call2(&registry, &name.into(), &highlight)?;
    Ok(())
}

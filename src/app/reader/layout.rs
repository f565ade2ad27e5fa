//! What depends on where lines break: the gutter, and the lines at which the margin's notes want to stand.
//!
//! Measuring forces the browser to lay out, and writing spoils what was measured; so blocks only say that they
//! changed, and once a frame all of them are measured first and written then.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use leptos::{prelude::*, web_sys};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement, ResizeObserver};

use super::{
    desk::Desk,
    paper::{LOT, notes_of},
};
use crate::{
    app::dom,
    extract::{StatementKind, Strength},
    note::NoteId,
    text::{Offset, Span},
    view::gutter::{self, Label, Rule, Stretch},
};

/// So many blocks are drawn anew when a reader writes.
const FEW: usize = 4;

/// What layout remembers between two frames.
#[derive(Clone, Default)]
pub struct Layout {
    /// Blocks whose gutter is out of date.
    dirty: BTreeSet<usize>,
    /// Whether a frame is already asked for.
    asked: bool,
    /// Blocks that have their marks.
    inked: BTreeSet<usize>,
    /// For each block that was measured, the lines of the notes that begin in it, from the block's top.
    lines: BTreeMap<usize, BTreeMap<NoteId, f64>>,
}

/// Says that a block was drawn with its marks, or changed since.
pub fn touch(desk: Desk, block: usize) {
    desk.layout.update_value(|layout| {
        layout.dirty.insert(block);
        layout.inked.insert(block);
        layout.lines.remove(&block);
    });
    ask(desk);
}

/// Says that a block has no marks any more.
pub fn forget(desk: Desk, block: usize) {
    desk.layout.update_value(|layout| {
        layout.dirty.remove(&block);
        layout.inked.remove(&block);
        layout.lines.remove(&block);
    });
    if let Some(gutter) = gutter_of(desk, block, false) {
        gutter.remove();
    }
}

/// Says that every block may have changed: the width, the font or the text size did.
pub fn touch_all(desk: Desk) {
    desk.layout.update_value(|layout| {
        layout.dirty.clone_from(&layout.inked);
        layout.lines.clear();
    });
    ask(desk);
}

/// Whether so much is drawn anew that to measure now would be to set a page that changes again before it is shown. When it
/// is done, [`Desk::turn`] tells.
pub fn is_busy(desk: Desk) -> bool {
    desk.layout.with_value(|layout| layout.dirty.len() > FEW)
}

/// Whether a block has its marks, so that it can say where the notes on it stand.
pub fn is_inked(desk: Desk, block: usize) -> bool {
    desk.layout.with_value(|layout| layout.inked.contains(&block))
}

/// Whether every block has its marks.
pub fn is_all_inked(desk: Desk) -> bool {
    let blocks = desk.paper.with_value(|paper| paper.blocks.len());
    desk.layout.with_value(|layout| layout.inked.len() == blocks)
}

/// Measures anew when the text's width or its font changes, until the owner at hand is cleaned up.
pub fn follow_width(desk: Desk, article: &HtmlElement) {
    let width = StoredValue::new(0);
    let seen = Closure::<dyn FnMut()>::new(move || {
        let now =
            desk.paper.try_with_value(|paper| paper.article.as_ref().map_or(0, HtmlElement::offset_width));
        if let Some(now) = now.filter(|now| width.try_get_value().is_some_and(|width| width != *now)) {
            let first = width.get_value() == 0;
            let _ = width.try_set_value(now);
            if !first {
                touch_all(desk);
            }
        }
    });
    if let Ok(observer) = ResizeObserver::new(seen.as_ref().unchecked_ref()) {
        observer.observe(article);
        StoredValue::new_local(Watch { observer, _seen: seen });
    }
}

/// An observer with the closure that it calls. It must be silent before the closure goes.
struct Watch {
    observer: ResizeObserver,
    _seen: Closure<dyn FnMut()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn ask(desk: Desk) {
    let first = desk.layout.try_update_value(|layout| !std::mem::replace(&mut layout.asked, true));
    if first == Some(true) {
        request_animation_frame(move || run(desk));
    }
}

fn run(desk: Desk) {
    let dirty = desk.layout.try_update_value(|layout| {
        layout.asked = false;
        std::mem::take(&mut layout.dirty)
    });
    // The document may have been closed since.
    let Some(dirty) = dirty else { return };
    let line = line_height(desk);
    let drawn: Vec<(usize, String)> = dirty
        .into_iter()
        .filter_map(|block| {
            let (rules, labels) = gutter::draw(&stretches(desk, block)?, line);
            Some((block, markup(desk, &rules, &labels, line)))
        })
        .collect();
    for (block, markup) in drawn {
        if let Some(gutter) = gutter_of(desk, block, !markup.is_empty()) {
            gutter.set_inner_html(&markup);
        }
    }
    desk.turn.update(|turn| *turn = turn.wrapping_add(1));
}

/// The height of a line of the report in CSS pixels.
fn line_height(desk: Desk) -> f64 {
    let article = desk.paper.with_value(|paper| paper.article.clone());
    article
        .and_then(|article| web_sys::window()?.get_computed_style(&article).ok().flatten())
        .and_then(|style| style.get_property_value("line-height").ok())
        .and_then(|height| height.trim_end_matches("px").parse().ok())
        .unwrap_or(35.0)
}

/// The lines of a block's commitments. `None` if the block is not on the page.
fn stretches(desk: Desk, block: usize) -> Option<Vec<Stretch>> {
    let document = desk.document();
    let element = desk.paper.with_value(|paper| paper.blocks.get(block).cloned())?;
    let found = dom::all::<Element>(&element, ".par .c");
    if found.is_empty() {
        return Some(Vec::new());
    }
    let top = element.get_bounding_client_rect().top();
    let mut stretches = Vec::new();
    for piece in found {
        let Some(statement) = piece.get_attribute("data-c").and_then(|index| index.parse::<usize>().ok())
        else {
            continue;
        };
        let StatementKind::Commitment { strength, .. } = document.findings.statements.get(statement)?.kind
        else {
            continue;
        };
        let rects = piece.get_client_rects();
        for rect in (0..rects.length()).filter_map(|i| rects.item(i)).filter(|rect| rect.width() >= 4.0) {
            let middle = rect.top() + rect.height() / 2.0 - top;
            stretches.push(Stretch { statement, strength, middle });
        }
    }
    Some(stretches)
}

/// The gutter as SVG: its attributes are plain attributes, which a content security policy without inline
/// styles allows. Places across are the style sheet's.
fn markup(desk: Desk, rules: &[Rule], labels: &[Label], line: f64) -> String {
    let mut svg = String::new();
    for rule in rules {
        let (top, height) = (rule.first - line / 2.0 + 3.0, rule.last - rule.first + line - 6.0);
        let _ = match rule.strength {
            // A dotted rule is a line of round dashes.
            Strength::Exploratory => {
                let bottom = top + height;
                write!(svg, "<line class=\"t\" x1=\"100%\" x2=\"100%\" y1=\"{top:.1}\" y2=\"{bottom:.1}\"/>")
            }
            strength => write!(
                svg,
                "<rect class=\"{}\" x=\"100%\" y=\"{top:.1}\" height=\"{height:.1}\"/>",
                letter(strength)
            ),
        };
    }
    for label in labels {
        let _ = write!(svg, "<text x=\"100%\" y=\"{:.1}\">", label.middle + 4.0);
        for (i, &(statement, strength)) in label.statements.iter().enumerate() {
            let Some(number) = desk.commitment_number(statement) else { continue };
            let gap = if i > 0 { " dx=\"4\"" } else { "" };
            let _ = write!(
                svg,
                "<tspan class=\"{}\" data-c=\"{statement}\"{gap}>{number}</tspan>",
                letter(strength)
            );
        }
        svg.push_str("</text>");
    }
    svg
}

fn letter(strength: Strength) -> &'static str {
    match strength {
        Strength::Firm => "g",
        Strength::Intended => "y",
        Strength::Exploratory => "t",
    }
}

/// The gutter's element of a block, made if `make` and missing.
fn gutter_of(desk: Desk, block: usize, make: bool) -> Option<Element> {
    let element: HtmlElement = desk.paper.with_value(|paper| paper.blocks.get(block).cloned())?;
    if let Some(gutter) = element.query_selector(".gx").ok().flatten() {
        return Some(gutter);
    }
    if !make {
        return None;
    }
    let svg =
        web_sys::window()?.document()?.create_element_ns(Some("http://www.w3.org/2000/svg"), "svg").ok()?;
    svg.set_attribute("class", "gx").ok()?;
    svg.set_attribute("aria-hidden", "true").ok()?;
    element.append_child(&svg).ok()?;
    Some(svg)
}

/// The top of a block, from the top of the desk. Makes the browser lay out if something changed since.
pub fn top_of(desk: Desk, block: usize) -> f64 {
    desk.paper.with_value(|paper| {
        let top = |element: Option<&HtmlElement>| element.map_or(0, HtmlElement::offset_top);
        f64::from(top(paper.blocks.get(block)) + top(paper.lots.get(block / LOT)))
    })
}

/// The height at which a note on `span` of `block` wants to stand, from the block's top: its passage's first line
/// where that is drawn, else an estimate from its place in the paragraph.
pub fn line_in(desk: Desk, block: usize, span: Span, find: Find<'_>) -> f64 {
    let Some(element) = desk.paper.with_value(|paper| paper.blocks.get(block).cloned()) else { return 0.0 };
    let known = match find {
        Find::Note(note) => {
            desk.layout.with_value(|layout| Some(*layout.lines.get(&block)?.get(&note)?)).or_else(|| {
                if !is_inked(desk, block) {
                    return None;
                }
                let lines = measure(&element);
                let line = lines.get(&note).copied();
                desk.layout.update_value(|layout| drop(layout.lines.insert(block, lines)));
                line
            })
        }
        Find::Selector(selector) => element
            .query_selector(selector)
            .ok()
            .flatten()
            .map(|found| first_line(&found, element.get_bounding_client_rect().top())),
        Find::Passage => passage_line(desk, span, &element),
    };
    known.unwrap_or_else(|| {
        let shape = desk.document().report.blocks[block].span;
        #[expect(clippy::cast_precision_loss, reason = "a block is far shorter than 2^52 bytes")]
        let share = (span.start.get().saturating_sub(shape.start.get())) as f64 / shape.len().max(1) as f64;
        share * f64::from(element.offset_height())
    })
}

/// How to find a passage in its block.
#[derive(Clone, Copy)]
pub enum Find<'a> {
    /// By the note on it.
    Note(NoteId),
    /// By what the style sheet's language says.
    Selector(&'a str),
    /// By its place alone: no element marks it.
    Passage,
}

/// The first line of a passage that nothing marks.
fn passage_line(desk: Desk, span: Span, block: &HtmlElement) -> Option<f64> {
    let document = desk.document();
    let range = desk.paper.with_value(|paper| paper.range(&document, span))?;
    let line = range.get_client_rects()?.item(0)?;
    Some(line.top() - block.get_bounding_client_rect().top())
}

/// The first lines of all passages that are drawn in a block.
fn measure(block: &HtmlElement) -> BTreeMap<NoteId, f64> {
    let mut lines = BTreeMap::new();
    let found = dom::all::<Element>(block, ".par [data-n]");
    let top = if found.is_empty() { 0.0 } else { block.get_bounding_client_rect().top() };
    for piece in found {
        let mut line = None;
        for id in notes_of(&piece, "data-n") {
            lines.entry(id).or_insert_with(|| *line.get_or_insert_with(|| first_line(&piece, top)));
        }
    }
    lines
}

fn first_line(piece: &Element, top: f64) -> f64 {
    piece.get_client_rects().item(0).map_or(0.0, |rect| rect.top() - top)
}

//! Keys in the reading room, and where the focus goes.

use leptos::{ev, prelude::*, web_sys};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{
    card, correct,
    desk::{Card, Desk},
    find, note,
    paper::Paper,
    selection, sides, toolbar,
};
use crate::{
    app::{
        dom,
        shell::{keys::is_dialog_open, preferences::Preferences},
    },
    extract::StatementKind,
    note::{NoteId, Scope, Status},
    text::Span,
    view::{
        PlacedNote,
        commands::{self, Command, Focus, KeyPress},
    },
};

/// Whether an input method has the key. Some browsers send the key that ends a composition with code 229 and
/// `isComposing` already false.
pub fn is_composing(event: &ev::KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// What a key in the field of a note asks for.
pub fn in_editor(event: &ev::KeyboardEvent) -> Option<Command> {
    command(event, Focus::Editor, true)
}

/// What a key asks for. `letters`: whether single letters are shortcuts.
pub(crate) fn command(event: &ev::KeyboardEvent, focus: Focus, letters: bool) -> Option<Command> {
    let key = event.key();
    let press = KeyPress {
        key: &key,
        control: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
        composing: is_composing(event),
        focus,
    };
    commands::command(press, letters)
}

/// Listens to the keys of the page until the owner at hand is cleaned up.
pub fn listen(desk: Desk) {
    let letters = expect_context::<Preferences>().letters;
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || is_dialog_open() {
            return;
        }
        let focus = focus_kind();
        if focus != Focus::Field && arrows(desk, &event) {
            event.prevent_default();
            return;
        }
        if command(&event, focus, letters.get_untracked()).is_some_and(|command| run(desk, command)) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Where the focus is, as far as shortcuts care.
pub(crate) fn focus_kind() -> Focus {
    let Some(element) = active_element() else { return Focus::Page };
    let is = |selector: &str| element.matches(selector).unwrap_or(false);
    if is("input:not([type=checkbox]), textarea, select, [contenteditable]") {
        Focus::Field
    } else if is("button, a[href], summary, input, [role=button]") {
        Focus::Control
    } else {
        Focus::Page
    }
}

fn active_element() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}

/// The block that has the focus, itself or through one of its marks.
pub fn focused_block() -> Option<usize> {
    Paper::block_of(active_element()?.as_ref()).map(|(block, _)| block)
}

/// Does what was asked for. Answers whether there was anything to do.
pub fn run(desk: Desk, command: Command) -> bool {
    let active = desk.session.active().get_untracked();
    match command {
        Command::NextNote => step_note(desk, true),
        Command::PreviousNote => step_note(desk, false),
        Command::NextCommitment => step_commitment(desk, true),
        Command::PreviousCommitment => step_commitment(desk, false),
        Command::Annotate => return annotate(desk),
        Command::AnnotateParagraph => {
            let document = desk.document();
            let selected = desk
                .selection
                .get_untracked()
                .and_then(|selected| document.report.block_at(selected.span.start));
            let block = selected.or_else(focused_block).unwrap_or_else(|| desk.reading.get_untracked());
            let Some(block) = document.report.blocks.get(block) else { return false };
            desk.write(Scope::Paragraph, block.span);
        }
        Command::Highlight if desk.selection.get_untracked().is_some() => toolbar::highlight(desk),
        Command::Quote if desk.selection.get_untracked().is_some() => toolbar::quote(desk),
        Command::Correct => return correct::begin(desk),
        Command::Grow => selection::grow(desk),
        Command::Shrink => selection::shrink(desk),
        Command::Close => return close(desk),
        Command::Outline => sides::toggle_outline(desk),
        Command::Find => find::open(desk),
        Command::NextHit | Command::PreviousHit => return find::step(desk, command == Command::NextHit),
        Command::Filter => find::open_filters(),
        Command::Bulk => find::open_bulk(),
        Command::Reply | Command::Edit | Command::Delete | Command::Done => {
            let Some(id) = active else { return false };
            let mine = desk.session.placed(id).is_some_and(|placed| desk.session.is_mine(&placed.note));
            match command {
                Command::Reply => note::reply(desk, id),
                Command::Edit if mine => note::edit(desk, id),
                Command::Delete => note::delete(desk, id),
                Command::Done => note::set_status(desk, id, Status::Done),
                _ => return false,
            }
        }
        Command::Open => {
            let Some(block) = focused_block() else { return false };
            let Some(id) = desk
                .session
                .notes_in(block)
                .with_untracked(|notes| notes.starting.first().map(|placed| placed.note.id))
            else {
                return false;
            };
            desk.activate(&[id]);
            focus_note(id);
        }
        _ => return false,
    }
    true
}

/// A note on the selection, or on the clause at hand.
fn annotate(desk: Desk) -> bool {
    if desk.selection.get_untracked().is_some() {
        toolbar::annotate(desk);
        return true;
    }
    let Some(span) = selection::clause_at_hand(desk) else { return false };
    desk.write(Scope::Passage, span);
    true
}

/// Closes the uppermost open thing.
fn close(desk: Desk) -> bool {
    if desk.drawer.get_untracked() {
        desk.drawer.set(false);
    } else if desk.card.get_untracked().is_some() {
        card::close(desk);
    } else if desk.selection.get_untracked().is_some() {
        let block = desk
            .selection
            .get_untracked()
            .and_then(|selected| desk.document().report.block_at(selected.span.start));
        selection::clear();
        desk.selection.set(None);
        if let Some(block) = block {
            focus_block(desk, block);
        }
    } else if let Some(id) = desk.session.active().get_untracked() {
        desk.activate(&[]);
        focus_reference(desk, id);
    } else if desk.find.open.get_untracked() {
        find::close(desk);
    } else {
        return false;
    }
    true
}

/// Arrows: by paragraph; with a selection sideways, by clause, with Shift by character.
fn arrows(desk: Desk, event: &ev::KeyboardEvent) -> bool {
    if is_composing(event) || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return false;
    }
    let in_text = focused_block();
    let selected = desk.selection.get_untracked().is_some();
    match (event.key().as_str(), in_text) {
        ("ArrowDown", Some(block)) if !event.shift_key() => focus_block(desk, block + 1),
        ("ArrowUp", Some(block)) if !event.shift_key() => {
            block.checked_sub(1).is_some_and(|block| focus_block(desk, block))
        }
        (key @ ("ArrowLeft" | "ArrowRight"), _) if in_text.is_some() || selected => {
            selection::step(desk, key == "ArrowRight", event.shift_key())
        }
        _ => false,
    }
}

/// Goes to the next note in text order, from the one at hand or from where the reader is.
fn step_note(desk: Desk, forward: bool) {
    let report = desk.document().report.clone();
    let active = desk.session.active().get_untracked();
    // Notes that are not shown are passed over.
    let notes: Vec<_> = desk.session.notes().with_untracked(|notes| {
        let shown = |placed: &&PlacedNote| {
            Some(placed.note.id) == active || untrack(|| desk.find.has_place(placed, &report))
        };
        notes.iter().filter(shown).cloned().collect()
    });
    if notes.is_empty() {
        return;
    }
    let at = active.and_then(|active| notes.iter().position(|placed| placed.note.id == active));
    let next = match at {
        Some(at) if forward => (at + 1).min(notes.len() - 1),
        Some(at) => at.saturating_sub(1),
        None => {
            let document = desk.document();
            let here = document.report.blocks.get(desk.reading.get_untracked()).map(|block| block.span.start);
            let after = notes.iter().position(|placed| placed.span().map(|span| span.start) >= here);
            let after = after.unwrap_or(0);
            if forward { after } else { after.saturating_sub(1) }
        }
    };
    go_to_note(desk, notes[next].note.id);
}

/// Makes a note the one at hand and brings it and its passage into view.
pub fn go_to_note(desk: Desk, note: NoteId) {
    desk.activate(&[note]);
    if let Some(span) = desk.session.placed(note).and_then(|placed| placed.span()) {
        scroll_to(desk, span);
    }
    focus_note(note);
}

fn step_commitment(desk: Desk, forward: bool) {
    let document = desk.document();
    let statements = &document.findings.statements;
    let promise = |index: &usize| matches!(statements[*index].kind, StatementKind::Commitment { .. });
    let here = desk.card.get_untracked().and_then(|card| card.statement).map(|span| span.start);
    let here = here
        .or_else(|| Some(document.report.blocks.get(desk.reading.get_untracked())?.span.start))
        .unwrap_or_default();
    let next = if forward {
        (0..statements.len()).filter(promise).find(|&index| statements[index].span.start > here)
    } else {
        (0..statements.len()).rev().filter(promise).find(|&index| statements[index].span.start < here)
    };
    if let Some(statement) = next {
        let card = Card { statement: Some(statements[statement].span), ..Card::default() };
        desk.explain(Some(card));
        scroll_to(desk, statements[statement].span);
        focus_card_mark(desk, card);
    }
}

/// Brings a place of the report into the upper `share` of the window, unless it is there already.
pub fn scroll_above(desk: Desk, span: Span, share: f64) {
    let document = desk.document();
    let Some(range) = desk.paper.with_value(|paper| paper.range(&document, span)) else { return };
    let Some(window) = web_sys::window() else { return };
    let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(800.0);
    let place = range.get_bounding_client_rect();
    // Bar and strip cover the first lines.
    let (from, to) = (104.0, height * share - 24.0);
    if place.top() < from || place.bottom() > to {
        window.scroll_by_with_x_and_y(0.0, place.top() - from.max(to / 3.0));
    }
}

/// Brings a place of the report into view, a third down the window, unless it is in view already.
pub fn scroll_to(desk: Desk, span: Span) {
    let document = desk.document();
    let Some(range) = desk.paper.with_value(|paper| paper.range(&document, span)) else { return };
    let Some(window) = web_sys::window() else { return };
    let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(800.0);
    let top = range.get_bounding_client_rect().top();
    if top < 72.0 || top > height * 0.75 {
        window.scroll_by_with_x_and_y(0.0, top - height / 3.0);
    }
}

/// Gives the focus to a paragraph, whose marks the Tab key then walks.
pub fn focus_block(desk: Desk, block: usize) -> bool {
    desk.paper.with_value(|paper| paper.paragraph(block)).is_some_and(|paragraph| paragraph.focus().is_ok())
}

/// Gives the focus to the paragraph in which a passage starts.
pub fn focus_span(desk: Desk, span: Span) {
    scroll_to(desk, span);
    if let Some(block) = desk.document().report.block_at(span.start)
        && let Some(paragraph) = desk.paper.with_value(|paper| paper.paragraph(block))
    {
        quietly(&paragraph);
    }
}

/// Gives the focus to the card, once it is in the margin or in the sheet.
pub fn focus_card() {
    request_animation_frame(|| {
        request_animation_frame(|| {
            let Some(root) = document().document_element() else { return };
            // Where the window is narrow the sheet has it, and the one in the margin is not shown.
            let cards = dom::all::<HtmlElement>(&root, ".card");
            if let Some(card) = cards.into_iter().find(|card| card.offset_height() > 0) {
                quietly(&card);
            }
        });
    });
}

/// Gives the focus to a note, once it is in the margin, and shows all of it: an answer may have made it longer than
/// the window goes on.
pub fn focus_note(note: NoteId) {
    request_animation_frame(move || {
        request_animation_frame(move || {
            if let Some(element) = find(&format!("n-{note}")) {
                quietly(&element);
                dom::show_whole(&element);
            }
        });
    });
}

/// Puts the focus into the text where it has got lost: what had it is gone.
pub fn keep_focus(desk: Desk) {
    if active_element().is_none_or(|element| element.tag_name() == "BODY") {
        focus_block(desk, desk.reading.get_untracked());
    }
}

/// Gives the focus to the note that has it somewhere inside, before that goes away.
pub fn hold_focus() {
    let focused = document().active_element();
    let note = focused.and_then(|focused| focused.closest("article.note").ok().flatten());
    if let Some(note) = note.and_then(|note| note.dyn_into::<HtmlElement>().ok()) {
        quietly(&note);
    }
}

fn find(id: &str) -> Option<HtmlElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Focuses without scrolling: who calls this has already brought it into view.
fn quietly(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Gives the focus back to the number behind a note's passage.
fn focus_reference(desk: Desk, note: NoteId) {
    let article = desk.paper.with_value(|paper| paper.article.clone());
    let found =
        article.and_then(|article| article.query_selector(&format!("[data-ref=\"{note}\"]")).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.set_attribute("tabindex", "-1");
        let _ = element.focus();
    }
}

/// Gives the focus to the mark that a card explains.
pub fn focus_card_mark(desk: Desk, card: Card) {
    let article = desk.paper.with_value(|paper| paper.article.clone());
    let document = desk.document();
    let verb = if card.number.is_some() { "" } else { ".v" };
    let claim = document.claims.iter().find(|claim| Some(claim.given.span) == card.passage);
    let selector = match (claim, card.selector(&document)) {
        (Some(claim), _) => Some(format!("[data-ref=\"{}\"][role]", claim.note)),
        (None, selector) => selector.map(|selector| format!("{verb}{selector}[role]")),
    };
    let found = article
        .zip(selector)
        .and_then(|(article, selector)| article.query_selector(&selector).ok().flatten());
    match found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        Some(element) => {
            let _ = element.set_attribute("tabindex", "-1");
            quietly(&element);
        }
        None => {
            if let Some(span) = card.span() {
                focus_span(desk, span);
            }
        }
    }
}

/// Puts the paragraph at hand and its marks into the tab order, in the place of the last one; with `None` the
/// text is one stop again. Marks take focus only while the reader goes by key (see [`crate::view::html`]).
pub fn set_stops(desk: Desk, at_hand: StoredValue<Option<usize>>, now: Option<usize>) {
    let last = at_hand.get_value();
    if now == last {
        return;
    }
    at_hand.set_value(now);
    let (article, paragraphs) = desk.paper.with_value(|paper| {
        (paper.article.clone(), [last, now].map(|block| block.and_then(|block| paper.paragraph(block))))
    });
    if let Some(article) = article {
        let _ = article.set_attribute("tabindex", if now.is_some() { "-1" } else { "0" });
    }
    for (paragraph, index) in paragraphs.into_iter().zip(["-1", "0"]) {
        let Some(paragraph) = paragraph else { continue };
        let _ = paragraph.set_attribute("tabindex", index);
        set_marks(&paragraph, index);
    }
}

/// Puts the marks of a paragraph into the tab order, or takes them out of it.
pub fn set_marks(paragraph: &HtmlElement, index: &str) {
    for mark in dom::all::<Element>(paragraph, "[role], .pn") {
        let _ = if index == "-1" && mark.has_attribute("role") {
            mark.remove_attribute("tabindex")
        } else {
            mark.set_attribute("tabindex", index)
        };
    }
}

/// Follows the focus into a paragraph, if it came by key.
pub fn follow_focus(desk: Desk, at_hand: StoredValue<Option<usize>>) {
    let by_key = active_element().is_some_and(|element| element.matches(":focus-visible").unwrap_or(false));
    if let Some(block) = focused_block().filter(|_| by_key) {
        set_stops(desk, at_hand, Some(block));
    }
}

//! Drawing the blocks: each from its pieces, once, and again when its own notes change.
//!
//! A block is *plain* (its bare text) or *inked* (with its marks). What is near the window is inked at once; an
//! `IntersectionObserver` tells. In a report of usual length the others follow a few at a time, when all notes have
//! their places; in a long document they stay plain until they come near, and become plain again.
//!
//! Must hold: a block redraws only when its own markup changes, and neither the selection nor the focus is
//! lost by it.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local, web_sys};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
};

use super::{
    desk::Desk,
    find, keys, layout, numbers,
    paper::{LOT, Paper},
    selection, words,
};
use crate::{
    app::{dom, pace::Pace, session::BlockNotes},
    note::Scope,
    report::{Block, BlockKind},
    text::{Offset, Span},
    view::{
        Document, PlacedNote,
        html::{self, Bubble},
        pieces::{self, NoteMark, Tint},
    },
};

/// Bytes of text above which a document counts as long: some twenty times a usual report.
pub const LONG: usize = 1_200_000;

/// How far outside the window blocks are inked, as a share of the window's height.
const AHEAD: &str = "150% 0px";

/// Bytes of text from its beginning that are inked before anything is shown: a large window of it.
const FIRST: usize = 6_000;

/// Milliseconds between two slices of blocks that nobody sees yet.
const PAUSE: u32 = 20;

/// The class of the text when all its blocks are inked.
const WHOLE: &str = "whole";

/// The blocks that are inked. A handle: what it holds goes with the text, whoever still waits for his turn.
#[derive(Clone, Copy)]
pub struct Ink {
    held: StoredValue<Held, LocalStorage>,
}

struct Held {
    /// Owns what each block's reactions read.
    owner: Owner,
    /// One for each block; `None` for plain ones.
    blocks: Vec<Option<Inked>>,
    watch: Option<Watch>,
}

/// The reaction that keeps a block in step with its notes, and the owner of what it reads.
struct Inked {
    owner: Owner,
    _drawing: RenderEffect<String>,
    _numbering: RenderEffect<()>,
}

impl Drop for Inked {
    fn drop(&mut self) {
        self.owner.cleanup();
    }
}

/// An observer with the closure that it calls.
struct Watch {
    observer: IntersectionObserver,
    _seen: Closure<dyn FnMut(js_sys::Array)>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl Ink {
    /// Ink that dries up with the owner at hand.
    pub fn new() -> Self {
        let owner = Owner::current().unwrap_or_default().child();
        Self { held: StoredValue::new_local(Held { owner, blocks: Vec::new(), watch: None }) }
    }

    /// Fills `article` with the blocks of the open document, plain, and inks those that should be.
    pub fn lay_out(self, desk: Desk, article: &HtmlElement) {
        let document = desk.document();
        article.set_inner_html(&plain(&document));
        let [blocks, lots] = [".blk", ".lot"].map(|selector| dom::all::<HtmlElement>(article, selector));
        self.held.update_value(|held| held.blocks = blocks.iter().map(|_| None).collect());
        desk.paper.update_value(|paper| {
            paper.article = Some(article.clone());
            paper.blocks = blocks;
            paper.lots.clone_from(&lots);
        });
        // The text has just been put there: nobody can be in it.
        let used = Rc::new(InUse { selected: None, focused: None });
        for (block, shape) in document.report.blocks.iter().enumerate() {
            if shape.span.start.get() > FIRST {
                break;
            }
            self.ink(desk, block, &used);
        }
        self.watch(desk, &document);
        if lots.is_empty() {
            spawn_local(self.ink_rest(desk));
        }
    }

    /// Inks what nobody sees yet, in slices, when no notes are on their way: each block is drawn once then.
    async fn ink_rest(self, desk: Desk) {
        let (count, mut block) = (self.count(), 0);
        while block < count {
            TimeoutFuture::new(PAUSE).await;
            // The text may have gone since.
            if self.count() == 0 {
                return;
            }
            if desk.session.is_arriving() {
                continue;
            }
            let (pace, used) = (Pace::new(), Rc::new(InUse::now()));
            while block < count && !pace.is_over() {
                self.ink(desk, block, &used);
                block += 1;
            }
        }
        drop(self.held.try_update_value(|held| held.watch.take()));
        if let Some(article) = desk.paper.with_value(|paper| paper.article.clone()) {
            let _ = article.class_list().add_1(WHOLE);
        }
    }

    /// Inks every block: paper shows all of them.
    pub fn ink_all(self, desk: Desk) {
        self.ink_each(desk, &Rc::new(InUse::now()));
    }

    fn ink_each(self, desk: Desk, used: &Rc<InUse>) {
        (0..self.count()).for_each(|block| self.ink(desk, block, used));
    }

    /// How many blocks there are; none once the text is gone.
    fn count(self) -> usize {
        self.held.try_with_value(|held| held.blocks.len()).unwrap_or_default()
    }

    /// Draws a block with its marks, and again whenever its notes change. `used` is for the first time.
    fn ink(self, desk: Desk, block: usize, used: &Rc<InUse>) {
        let plain = |held: &Held| held.blocks.get(block)?.is_none().then(|| held.owner.clone());
        let Some(owner) = self.held.try_with_value(plain).flatten() else { return };
        let Some(paragraph) = desk.paper.with_value(|paper| paper.paragraph(block)) else { return };
        let span = desk.document().report.blocks[block].span;
        let owner = owner.child();
        let inked = owner.with(|| {
            let notes = desk.session.notes_in(block);
            let first = desk.session.first_number(block);
            let draft = Memo::new(move |_| match desk.draft.get() {
                Some((Scope::Passage, passage)) => Some(passage).filter(|passage| passage.overlaps(span)),
                _ => None,
            });
            let used = Cell::new(Some(used.clone()));
            let drawing = RenderEffect::new(move |before: Option<String>| {
                let markup = markup(desk, block, &notes.get(), first.get_untracked(), draft.get());
                if before.as_ref() != Some(&markup) {
                    let used = used.take().unwrap_or_else(InUse::of_this_turn);
                    redraw(desk, &paragraph, &markup, &used);
                    if untrack(|| desk.find.is_filtered()) {
                        untrack(|| find::fade(desk, &paragraph));
                    }
                    layout::touch(desk, block);
                }
                markup
            });
            // A note added above shifts every number below it: those are counted on, not drawn again.
            let numbering = RenderEffect::new(move |before: Option<()>| {
                first.track();
                if before.is_some() {
                    numbers::count_on(desk, block);
                }
            });
            Inked { owner: owner.clone(), _drawing: drawing, _numbering: numbering }
        });
        self.held.update_value(|held| held.blocks[block] = Some(inked));
    }

    /// Makes a block plain again, unless the reader is in it.
    fn fade(self, desk: Desk, block: usize, used: &InUse) {
        let Some(paragraph) = desk.paper.with_value(|paper| paper.paragraph(block)) else { return };
        if used.holds(&paragraph) {
            return;
        }
        let gone = self.held.try_update_value(|held| held.blocks.get_mut(block).and_then(Option::take));
        if gone.flatten().is_some() {
            let document = desk.document();
            paragraph.set_text_content(Some(document.report.slice(document.report.blocks[block].span)));
            layout::forget(desk, block);
        }
    }

    /// Inks blocks as they come near the window, by lots where there are lots, and makes those plain again that leave it.
    fn watch(self, desk: Desk, document: &Document) {
        let (blocks, lots) = desk.paper.with_value(|paper| (paper.blocks.clone(), paper.lots.clone()));
        for (blocks, element) in document.report.blocks.chunks(LOT).zip(&lots) {
            // The browser skips what is far away; this is how tall it will be, 37 characters a line.
            let height: usize = blocks.iter().map(|block| (block.span.len() / 3 / 37 + 1) * 35 + 6).sum();
            let _ = element.style().set_property("contain-intrinsic-size", &format!("auto {height}px"));
        }
        let (long, size) = if lots.is_empty() { (false, 1) } else { (true, LOT) };
        let seen = Closure::new(move |entries: js_sys::Array| {
            let used = Rc::new(InUse::now());
            for entry in entries.iter().filter_map(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok())
            {
                let target = entry.target();
                let first = if long { target.first_element_child() } else { Some(target) };
                let Some((first, _)) = first.and_then(|block| Paper::block_of(&block)) else { continue };
                for block in first..first + size {
                    if entry.is_intersecting() {
                        self.ink(desk, block, &used);
                    } else if long {
                        self.fade(desk, block, &used);
                    }
                }
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(AHEAD);
        let Ok(observer) = IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options)
        else {
            return self.ink_all(desk);
        };
        (if long { lots } else { blocks }).iter().for_each(|element| observer.observe(element));
        self.held.update_value(|held| held.watch = Some(Watch { observer, _seen: seen }));
    }
}

/// The tag and the class of a block.
fn dress(block: &Block) -> (&'static str, &'static str) {
    match (block.kind, block.level) {
        (BlockKind::Title, _) => ("h1", "k-title"),
        (BlockKind::Subtitle, _) => ("p", "k-subtitle"),
        (BlockKind::Byline, _) => ("p", "k-byline"),
        (BlockKind::Salutation, _) => ("p", "k-salutation"),
        (BlockKind::Heading, 0 | 1) => ("h2", "k-h1"),
        (BlockKind::Heading, 2) => ("h3", "k-h2"),
        (BlockKind::Heading, _) => ("h4", "k-h3"),
        (BlockKind::Body, _) => ("p", "k-body"),
        (BlockKind::Row, _) => ("p", "k-row"),
        (BlockKind::Note, _) => ("p", "k-note"),
        (BlockKind::Closing, _) => ("p", "k-closing"),
    }
}

/// The whole document without marks; a long one in lots.
fn plain(document: &Document) -> String {
    let mut markup = String::with_capacity(document.report.text.len() * 5 / 4);
    let long = document.report.text.len() > LONG;
    for (index, block) in document.report.blocks.iter().enumerate() {
        if long && index % LOT == 0 {
            markup.push_str(if index > 0 { "</div><div class=\"lot\">" } else { "<div class=\"lot\">" });
        }
        let (tag, class) = dress(block);
        markup.push_str(&format!(
            "<div class=\"blk {class}\" id=\"b{index}\" data-b=\"{index}\"><{tag} class=\"par\" tabindex=\"-1\">"
        ));
        html::escape(document.report.slice(block.span), &mut markup);
        markup.push_str(&format!("</{tag}></div>"));
    }
    if long {
        markup.push_str("</div>");
    }
    markup
}

/// What a block shows now.
fn markup(desk: Desk, block: usize, notes: &BlockNotes, first: usize, draft: Option<Span>) -> String {
    desk.follow_findings();
    let document = desk.document();
    let shape = &document.report.blocks[block];
    let mut marks: Vec<NoteMark> = notes
        .starting
        .iter()
        .filter_map(|placed| {
            mark(desk, placed, placed.ordinal.map(|ordinal| first + ordinal), placed.ordinal)
        })
        .chain(
            notes
                .entering
                .iter()
                .filter_map(|placed| mark(desk, placed, desk.session.number(placed.note.id), None)),
        )
        .collect();
    if let Some(span) = draft {
        let id = crate::note::NoteId(uuid::Uuid::nil());
        marks.push(NoteMark {
            id,
            span,
            number: 0,
            ordinal: None,
            tint: Tint::Draft,
            review: false,
            active: false,
        });
    }
    let pieces = pieces::cut(&document.findings, shape.span, &marks);
    let on_paragraph =
        notes.starting.iter().filter(|placed| placed.note.state.target.scope == Scope::Paragraph).count();
    let bubble = matches!(shape.kind, BlockKind::Body | BlockKind::Closing | BlockKind::Note)
        .then(|| words::bubble(on_paragraph))
        .map(|(label, name)| Bubble { label, name, empty: on_paragraph == 0 });
    let (text, findings) = (&document.report.text, &document.findings);
    html::block(text, findings, &pieces, &marks, &words::marks(), bubble.as_ref())
}

/// A note's mark in the text; `None` for notes without a passage.
fn mark(desk: Desk, placed: &PlacedNote, number: Option<usize>, ordinal: Option<usize>) -> Option<NoteMark> {
    let (tint, number) = match &placed.note.state {
        state if state.is_bare_correction() => (Tint::Correction, 0),
        state if desk.session.is_mine(&placed.note) => (Tint::Mine(state.colour), number?),
        _ => (Tint::Other, number?),
    };
    Some(NoteMark {
        id: placed.note.id,
        span: placed.span()?,
        number: u32::try_from(number).ok()?,
        ordinal: ordinal.and_then(|ordinal| u32::try_from(ordinal).ok()),
        tint,
        review: placed.asks(&desk.document().report),
        active: desk.session.active().with_untracked(|active| *active == Some(placed.note.id)),
    })
}

/// Puts new markup into a paragraph and gives selection and focus back.
fn redraw(desk: Desk, paragraph: &HtmlElement, markup: &str, used: &InUse) {
    if !used.holds(paragraph) {
        return paragraph.set_inner_html(markup);
    }
    InUse::forget();
    let document = desk.document();
    let selected = used
        .selected
        .as_ref()
        .and_then(|range| desk.paper.with_value(|paper| paper.span_of(&document, range)));
    let focus = used.focus_in(paragraph).map(name_of);
    paragraph.set_inner_html(markup);
    if paragraph.tab_index() == 0 {
        keys::set_marks(paragraph, "0");
    }
    if let Some(name) = focus {
        let again = name.and_then(|name| paragraph.query_selector(&name).ok().flatten());
        let again = again.and_then(|element| element.dyn_into::<HtmlElement>().ok());
        let _ = again.as_ref().unwrap_or(paragraph).focus();
    }
    if let (Some(span), Some(selection)) = (selected, selection::of_browser())
        && let Some(range) = desk.paper.with_value(|paper| paper.range(&document, span))
    {
        let _ = selection.remove_all_ranges();
        let _ = selection.add_range(&range);
    }
}

/// Where the reader's selection and focus are. To ask makes the browser lay out the page, so whoever draws many
/// blocks asks once, before the first.
struct InUse {
    selected: Option<web_sys::Range>,
    focused: Option<Element>,
}

thread_local! {
    /// What [`InUse::of_this_turn`] found.
    static OF_THIS_TURN: RefCell<Option<Rc<InUse>>> = const { RefCell::new(None) };
}

impl InUse {
    /// Asked once for all blocks that are drawn before the browser has its turn again.
    fn of_this_turn() -> Rc<Self> {
        OF_THIS_TURN.with_borrow_mut(|known| {
            let found = known.get_or_insert_with(|| {
                queue_microtask(Self::forget);
                Rc::new(Self::now())
            });
            found.clone()
        })
    }

    /// Forgets it: whoever is in a block that is drawn anew is elsewhere afterwards.
    fn forget() {
        OF_THIS_TURN.set(None);
    }

    fn now() -> Self {
        Self {
            selected: selection::of_browser()
                // To ask this first spares the browser to set the page where nothing is selected.
                .filter(|selection| selection.range_count() > 0 && !selection.is_collapsed())
                .and_then(|selection| selection.get_range_at(0).ok()),
            focused: web_sys::window()
                .and_then(|window| window.document())
                .and_then(|document| document.active_element()),
        }
    }

    /// Whether selection or focus is in `paragraph`.
    fn holds(&self, paragraph: &HtmlElement) -> bool {
        self.selected.as_ref().is_some_and(|range| range.intersects_node(paragraph).unwrap_or(false))
            || self.focus_in(paragraph).is_some()
    }

    /// What has the focus, if it is in `paragraph`.
    fn focus_in(&self, paragraph: &HtmlElement) -> Option<&Element> {
        self.focused.as_ref().filter(|focused| paragraph.contains(Some(focused)))
    }
}

/// A selector that finds a control again after a redraw; `None` for the paragraph itself.
fn name_of(control: &Element) -> Option<String> {
    ["data-ref", "data-q", "data-c"]
        .into_iter()
        .find_map(|name| Some(format!("[{name}=\"{}\"][role]", control.get_attribute(name)?)))
        .or_else(|| control.class_list().contains("pn").then(|| ".pn".to_owned()))
}

/// Keeps the text's emphasis on the note at hand in step, without redrawing a block.
pub fn follow_active(desk: Desk) {
    Effect::new(move |before: Option<Option<crate::note::NoteId>>| {
        let now = desk.session.active().get();
        if let Some(article) = desk.paper.with_value(|paper| paper.article.clone()) {
            for (note, on) in [(before.flatten().filter(|&before| Some(before) != now), false), (now, true)] {
                let Some(note) = note else { continue };
                let both = format!("[data-n~=\"{note}\"], [data-ref=\"{note}\"]");
                for element in dom::all::<Element>(&article, &both) {
                    let _ = element.class_list().toggle_with_force("on", on);
                }
            }
        }
        now
    });
}

/// Follows the browser's printing until the owner at hand is cleaned up: every block is inked for it.
pub fn follow_print(desk: Desk, ink: Ink) {
    let before = window_event_listener_untyped("beforeprint", move |_| {
        ink.ink_all(desk);
        numbers::finish(desk);
        desk.printing.set(true);
    });
    let after = window_event_listener_untyped("afterprint", move |_| desk.printing.set(false));
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
}

//! Find and filters in the reading room.
//!
//! Owns: what is sought and what was found ([`Find`]), the panel of the box, the marks of hits in the text
//! ([`marks`]), which notes are shown ([`filter`]), and what can be done to all of those at once ([`bulk`]).
//!
//! Must hold: nothing is sought while an input method composes; the last thing typed is always the one that is
//! sought; a note that is not shown is counted where that can be seen, and one click shows everything.

use std::sync::Arc;

use leptos::{prelude::*, web_sys};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{desk::Desk, keys, words::fill};
use crate::{
    app::{i18n::tu_string, session::Session},
    note::NoteId,
    report::Report,
    text::Span,
    view::{
        Document, PlacedNote,
        filter::{self, Facet},
        find::{Found, Ground, Query, Searcher, What, parse},
        legend::Mark,
    },
};

mod bulk;
mod filter_view;
mod marks;
mod menu;
mod panel;
mod words;

pub use bulk::BulkMenu;
pub use filter_view::{FilterMenu, NotesHead, fade};
pub use panel::Panel;

/// The id of the box.
const BOX: &str = "find-box";

/// What is sought, and which notes are shown. A handle: copy it freely.
#[derive(Clone, Copy)]
pub struct Find {
    session: Session,
    /// Whether the panel is open.
    pub open: RwSignal<bool>,
    /// What was typed, without what an input method still composes.
    pub typed: RwSignal<String>,
    /// The same, read.
    pub query: Memo<Query>,
    /// What was found; nothing while the panel is closed.
    pub found: Memo<Found>,
    /// The hit that the reader is at, as an index into what was found.
    pub at: RwSignal<Option<usize>>,
    /// What the reader wants to see of the notes.
    pub chosen: RwSignal<Vec<Facet>>,
    /// Whether only notes that were found are shown.
    pub only_found: RwSignal<bool>,
    /// The notes that are shown, by id; `None` for all.
    shown: Memo<Option<Arc<Vec<NoteId>>>>,
    /// The legend's switches.
    off: RwSignal<std::collections::BTreeSet<Mark>>,
    /// What had the focus before the panel.
    opener: StoredValue<Option<HtmlElement>, LocalStorage>,
    /// Where the reader was when he began to seek: the first hit is sought from there.
    from: StoredValue<Span>,
}

impl Find {
    /// Nothing sought, everything shown.
    pub fn new(
        session: Session,
        document: Arc<Document>,
        off: RwSignal<std::collections::BTreeSet<Mark>>,
    ) -> Self {
        let document = StoredValue::new(document);
        let open = RwSignal::new(false);
        let typed = RwSignal::new(String::new());
        let chosen = RwSignal::new(Vec::<Facet>::new());
        let only_found = RwSignal::new(false);
        let query = Memo::new(move |_| parse(&typed.get()));
        let searcher = StoredValue::new(None::<Arc<Searcher>>);
        let found = Memo::new(move |_| {
            if !open.get() || query.with(Query::is_empty) {
                return Found::default();
            }
            let document = session.as_corrected(document.get_value());
            // A report that nobody searches is not read for it.
            let ready = searcher.get_value().unwrap_or_else(|| {
                let made = Arc::new(Searcher::new(&document.report));
                searcher.set_value(Some(made.clone()));
                made
            });
            let notes = chosen.with(|chosen| passing(session, chosen, &document));
            let ground = Ground { report: &document.report, findings: &document.findings, notes: &notes };
            query.with(|query| ready.search(ground, query))
        });
        let shown = Memo::new(move |_| {
            let found_only = only_found.get() && open.get();
            if !found_only && chosen.with(Vec::is_empty) {
                return None;
            }
            let mut ids: Vec<NoteId> = if found_only {
                let note = |hit: &crate::view::find::Hit| match hit.what {
                    What::Note(id) => Some(id),
                    _ => None,
                };
                found.with(|found| found.hits.iter().filter_map(note).collect())
            } else {
                let notes = chosen.with(|chosen| passing(session, chosen, &document.get_value()));
                notes.iter().map(|placed| placed.note.id).collect()
            };
            ids.sort_unstable();
            Some(Arc::new(ids))
        });
        Self {
            session,
            open,
            typed,
            query,
            found,
            at: RwSignal::new(None),
            chosen,
            only_found,
            shown,
            off,
            opener: StoredValue::new_local(None),
            from: StoredValue::new(Span::of(0..0)),
        }
    }

    /// Whether some notes may be hidden. Tracks it.
    pub fn is_filtered(self) -> bool {
        self.shown.with(Option::is_some)
    }

    /// Whether a note is among those that the reader wants to see. Tracks it.
    pub fn shows(self, note: NoteId) -> bool {
        self.shown.with(|shown| shown.as_ref().is_none_or(|ids| ids.binary_search(&note).is_ok()))
    }

    /// Whether a note has something to say that the text and the card do not; a bare correction has only where the
    /// reader chose to see corrections. Tracks that.
    pub fn speaks(self, placed: &PlacedNote, report: &Report) -> bool {
        let corrections = Facet::Kind(filter::Kind::Correction);
        !placed.is_quiet(report) || self.chosen.with(|chosen| chosen.contains(&corrections))
    }

    /// Whether a note stands in the margin, as far as the choice of the reader goes. Tracks it.
    pub fn has_place(self, placed: &PlacedNote, report: &Report) -> bool {
        self.shows(placed.note.id) && self.speaks(placed, report)
    }

    /// How many of the notes that have something to say are shown, and how many there are. Tracks it.
    pub fn counts(self, report: &Report) -> (usize, usize) {
        let shown = self.shown_now();
        self.session.notes().with(|notes| {
            let speaking = notes.iter().filter(|placed| self.speaks(placed, report));
            speaking.fold((0, 0), |(seen, all), placed| (seen + usize::from(shown(placed)), all + 1))
        })
    }

    /// The notes that have something to say and are shown. Tracks them.
    pub fn seen(self, report: &Report) -> Vec<PlacedNote> {
        let shown = self.shown_now();
        let seen = |placed: &&PlacedNote| self.speaks(placed, report) && shown(placed);
        self.session.notes().with(|notes| notes.iter().filter(seen).cloned().collect())
    }

    /// Whether the reader wants to see a note: the filters and the legend's switches let it through. Tracks them.
    pub fn shown_now(self) -> impl Fn(&PlacedNote) -> bool {
        let (mine, others) = self.off.with(|off| (!off.contains(&Mark::Mine), !off.contains(&Mark::Others)));
        move |placed| {
            self.shows(placed.note.id) && if self.session.is_mine(&placed.note) { mine } else { others }
        }
    }

    /// Shows every note.
    pub fn show_all(self) {
        self.chosen.set(Vec::new());
        self.only_found.set(false);
        self.off.update(|off| off.retain(|mark| !matches!(mark, Mark::Mine | Mark::Others)));
    }
}

/// The notes that fit what was chosen. Tracks them.
fn passing(session: Session, chosen: &[Facet], document: &Document) -> Arc<[PlacedNote]> {
    let notes = session.notes().get();
    if chosen.is_empty() {
        return notes;
    }
    notes.iter().filter(|placed| filter::passes(chosen, placed, &document.report)).cloned().collect()
}

/// Opens the menu of filters.
pub fn open_filters() {
    menu::open(filter_view::MENU);
}

/// Opens the menu of what can be done to all notes that are shown.
pub fn open_bulk() {
    menu::open(bulk::MENU);
}

/// Opens the panel, or goes back into its box.
pub fn open(desk: Desk) {
    let find = desk.find;
    if !find.open.get_untracked() {
        let before = document().active_element().filter(|element| element.tag_name() != "BODY");
        find.opener.set_value(before.and_then(|element| element.dyn_into().ok()));
        let report = &desk.document().report;
        let here = report.blocks.get(desk.reading.get_untracked()).map(|block| block.span);
        find.from.set_value(here.unwrap_or_default());
        find.open.set(true);
    }
    request_animation_frame(|| {
        if let Some(field) = field() {
            let _ = field.focus();
            field.select();
        }
    });
}

/// Closes the panel. The focus goes back to what opened it, or, from the text, to the hit at hand.
pub fn close(desk: Desk) {
    let find = desk.find;
    let hit = hit_at_hand(desk);
    find.open.set(false);
    find.at.set(None);
    let opener = find.opener.try_update_value(Option::take).flatten();
    let control =
        opener.filter(|opener| opener.is_connected() && opener.closest(".blk").ok().flatten().is_none());
    match (control, hit) {
        (Some(control), _) => {
            let _ = control.focus();
        }
        (None, Some(span)) => keys::focus_span(desk, span),
        (None, None) => {
            keys::focus_block(desk, desk.reading.get_untracked());
        }
    }
}

fn hit_at_hand(desk: Desk) -> Option<Span> {
    let at = desk.find.at.get_untracked()?;
    desk.find.found.with_untracked(|found| found.hits.get(at)?.span)
}

fn field() -> Option<web_sys::HtmlInputElement> {
    document().get_element_by_id(BOX)?.dyn_into().ok()
}

/// To the next hit or the one before; answers whether there is any.
pub fn step(desk: Desk, forward: bool) -> bool {
    let find = desk.find;
    let next = find.found.with_untracked(|found| match find.at.get_untracked() {
        Some(at) => found.step(at, forward),
        None => found.from(find.from.get_value().start),
    });
    if let Some(next) = next {
        go(desk, next);
    }
    next.is_some()
}

/// To one of the hits.
pub fn go(desk: Desk, index: usize) {
    let find = desk.find;
    let hits =
        find.found.with_untracked(|found| found.hits.get(index).copied().map(|hit| (hit, found.hits.len())));
    let Some((hit, count)) = hits else { return };
    find.at.set(Some(index));
    if let What::Note(note) = hit.what {
        desk.activate(&[note]);
    }
    if let Some(span) = hit.span {
        scroll_clear(desk, span);
    }
    desk.say(format!("{} / {count}", index + 1));
}

/// Brings a place of the report into view, clear of the panel and its list where they lie over the text.
fn scroll_clear(desk: Desk, span: Span) {
    if !panel::is_sheet() {
        return keys::scroll_to(desk, span);
    }
    let edge = |selector: &str| Some(document().query_selector(selector).ok()??.get_bounding_client_rect());
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(800.0);
    let from = edge(".find").map_or(0.0, |panel| panel.bottom()) + 12.0;
    let to = edge(".find-list").map_or(height, |list| list.top()) - 12.0;
    let report = desk.document();
    let place = desk
        .paper
        .with_value(|paper| paper.range(&report, span))
        .map(|range| range.get_bounding_client_rect());
    if let Some(place) = place.filter(|place| place.top() < from || place.bottom() > to) {
        window().scroll_by_with_x_and_y(0.0, place.top() - from - (to - from) / 4.0);
    }
}

/// Keeps the hit at hand, the marks in the text and what is told in step with what was found, until the owner at hand
/// is cleaned up.
pub fn follow(desk: Desk) {
    marks::follow(desk);
    filter_view::follow(desk);
    let find = desk.find;
    Effect::new(move |before: Option<(Query, Option<crate::view::find::Hit>)>| {
        let query = find.query.get();
        find.found.track();
        let (asked, hit) = before.map_or_else(|| (Query::default(), None), |(query, hit)| (query, hit));
        if !find.open.get() || query.is_empty() {
            find.at.set(None);
            return (query, None);
        }
        if asked == query {
            // Notes came or went: the hit at hand stays the same one.
            let at = find
                .found
                .with_untracked(|found| found.hits.iter().position(|other| Some(other) == hit.as_ref()));
            find.at.set(at);
            return (query, hit);
        }
        find.at.set(None);
        if !step(desk, true) {
            desk.say(fill(tu_string!(desk.i18n, reader.find.nothing), &find.typed.get_untracked()));
        }
        let now = find
            .at
            .get_untracked()
            .and_then(|at| find.found.with_untracked(|found| found.hits.get(at).copied()));
        (query, now)
    });
}

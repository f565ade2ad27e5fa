//! Giving notes their places, in slices that leave the page room to breathe.

use std::{collections::BTreeSet, ops::Deref, rc::Rc, sync::Arc};

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::{Progress, Session, timeline};
use crate::{
    app::pace::Pace,
    note::{Anchor, Note, NoteId, anchor::AnchorIndex},
    report::Report,
    text::{ByteOffset, Offset},
    view::{Document, PlacedNotes},
};

/// So many notes are placed at once: what a reader's own change touches.
const FEW: usize = 16;

/// Milliseconds after which what was found so far is shown, however much is still sought.
const PATIENCE: f64 = 300.0;

/// Milliseconds that showing a lot of notes should take, with all that follows from it.
const LOT: f64 = 24.0;

/// A lot is at least this share of the notes that are shown already: each lot makes the lists and counts of all
/// notes anew, so lots that stay small would cost the square of what there is.
const SHARE: usize = 16;

/// Up to so many notes a lot may be twice that share: each costs a layout and a frame, and it is still a short task.
const ENOUGH: usize = 250;

/// Places that were found before, by whoever looked at the notes.
pub type Known = Rc<dyn Fn(&Note) -> Option<Anchor>>;

/// A note with its place.
struct Found {
    note: Note,
    anchor: Anchor,
    /// How many revisions the note had: with more it is another by now, and shown by whoever made it so.
    count: usize,
}

impl Session {
    /// Gives `notes` their places, as they now are, and shows them.
    pub(super) fn show(self, notes: &BTreeSet<NoteId>) {
        let Some(document) = self.document.get_untracked() else { return };
        let known: Known = Rc::new(|_| None);
        if notes.len() <= FEW {
            self.put(&document, notes.iter().filter_map(|&note| self.place(&document, note, &known)));
        } else {
            let notes = notes.iter().copied().collect();
            spawn_local(self.show_in_slices(notes, known));
        }
    }

    /// The same for many, in slices. They are shown in lots, in the order of the text, so that a paragraph is drawn
    /// once and not once for each of its notes.
    pub(super) async fn show_in_slices(self, notes: Vec<NoteId>, known: Known) {
        let Some(document) = self.document.get_untracked() else { return };
        let work = timeline::begin("meipi:place");
        let total = notes.len();
        self.placing.set(Some(Progress { done: 0, total }));
        let (mut pace, mut wait) = (Pace::new(), Pace::new());
        let mut found = Vec::new();
        for (done, note) in notes.into_iter().enumerate() {
            found.extend(self.place(&document, note, &known));
            if pace.is_over() {
                self.placing.set(Some(Progress { done, total }));
                pace.rest().await;
                if wait.taken() > PATIENCE {
                    self.show_in_lots(&document, std::mem::take(&mut found)).await;
                    wait = Pace::new();
                }
                if !self.is_open(document.id()) {
                    break;
                }
            }
        }
        self.show_in_lots(&document, found).await;
        self.placing.set(None);
        drop(work);
    }

    async fn show_in_lots(self, document: &Arc<Document>, mut found: Vec<Found>) {
        found.sort_by_key(|found| found.anchor.span.map_or(ByteOffset::new(usize::MAX), |span| span.start));
        let mut found = found.into_iter();
        let (mut lot, mut pace) = (FEW, Pace::new());
        while !found.as_slice().is_empty() && self.is_open(document.id()) {
            self.put(document, found.by_ref().take(lot));
            TimeoutFuture::new(0).await;
            let shown = self.placed.with_value(PlacedNotes::len);
            lot = next_lot(lot, pace.taken()).max((2 * shown / SHARE).min(ENOUGH)).max(shown / SHARE);
            pace = Pace::new();
        }
    }

    fn place(self, document: &Arc<Document>, note: NoteId, known: &Known) -> Option<Found> {
        let (note, count) = self.book.with_value(|book| Some((book.note(note)?, book.count(note))))?;
        let anchor = known(&note).unwrap_or_else(|| self.anchors(document).anchor(&note.state.target));
        Some(Found { note, anchor, count })
    }

    /// The index of the open document, made when the first note asks for it: a report without notes needs none.
    pub fn anchors(self, document: &Arc<Document>) -> Arc<Anchors> {
        self.anchors.with_value(Clone::clone).unwrap_or_else(|| {
            let anchors = Arc::new(AnchorIndex::new(ReportOf(document.clone())));
            self.anchors.set_value(Some(anchors.clone()));
            anchors
        })
    }

    fn put(self, document: &Document, found: impl Iterator<Item = Found>) {
        let current = |found: &Found| self.book.with_value(|book| book.count(found.note.id) == found.count);
        let mut corrects = false;
        let notes = found.filter(current).map(|found| {
            corrects |= found.note.state.correction.is_some();
            (found.note, found.anchor)
        });
        let touched = self.placed.try_update_value(|placed| placed.put_all(&document.report, notes));
        self.put_corrections(document, corrects);
        let rooms = self.rooms.get_untracked();
        self.placed.with_value(|placed| {
            rooms.show(placed, &touched.unwrap_or_default());
            self.with_entry(|entry| {
                entry.notes = placed.len();
                entry.to_check = placed.to_check(&document.report);
            });
        });
    }
}

/// How many notes to show next, when showing `lot` of them has `taken` so many milliseconds.
fn next_lot(lot: usize, taken: f64) -> usize {
    if taken > LOT {
        (lot / 2).max(FEW / 2)
    } else if taken < LOT / 2.0 {
        lot * 2
    } else {
        lot
    }
}

/// The index that finds passages in the open document.
pub type Anchors = AnchorIndex<ReportOf>;

/// The report of a document, as something that can be shared.
pub struct ReportOf(Arc<Document>);

impl Deref for ReportOf {
    type Target = Report;

    fn deref(&self) -> &Report {
        &self.0.report
    }
}

//! Giving notes their places, in slices that leave the page room to breathe.

use std::{collections::BTreeSet, ops::Deref, sync::Arc};

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::{Progress, Session, timeline};
use crate::{
    note::{Anchor, Note, NoteId, anchor::AnchorIndex},
    report::Report,
    view::Document,
};

/// Milliseconds that one slice of a long task may take: well under the 50 that a reader feels, with room for the
/// redrawing.
pub const SLICE: f64 = 12.0;

/// So many notes are placed at once: what a reader's own change touches.
const FEW: usize = 16;

impl Session {
    /// Gives `notes` their places, as they now are, and shows them.
    pub(super) fn show(self, notes: &BTreeSet<NoteId>) {
        let Some(document) = self.document.get_untracked() else { return };
        if notes.len() <= FEW {
            let placed = notes.iter().filter_map(|&note| self.place(&document, note)).collect();
            self.put(&document, placed);
        } else {
            let notes = notes.iter().copied().collect();
            spawn_local(self.show_in_slices(notes));
        }
    }

    async fn show_in_slices(self, notes: Vec<NoteId>) {
        let Some(document) = self.document.get_untracked() else { return };
        let work = timeline::begin("meipi:place");
        let mut done = 0;
        while done < notes.len() && self.is_open(document.id()) {
            let begun = js_sys::Date::now();
            let mut end = done;
            let mut slice = Vec::new();
            while end < notes.len() && js_sys::Date::now() - begun < SLICE {
                slice.extend(self.place(&document, notes[end]));
                end += 1;
            }
            self.put(&document, slice);
            done = end;
            self.placing.set(Some(Progress { done, total: notes.len() }));
            TimeoutFuture::new(0).await;
        }
        self.placing.set(None);
        drop(work);
    }

    fn place(self, document: &Arc<Document>, note: NoteId) -> Option<(Note, Anchor)> {
        let note = self.book.with_value(|book| book.note(note))?;
        let anchor = self.anchors(document).anchor(&note.state.target);
        Some((note, anchor))
    }

    /// The index of the open document, made when the first note asks for it: a report without notes needs none.
    fn anchors(self, document: &Arc<Document>) -> Arc<Anchors> {
        self.anchors.with_value(Clone::clone).unwrap_or_else(|| {
            let anchors = Arc::new(AnchorIndex::new(ReportOf(document.clone())));
            self.anchors.set_value(Some(anchors.clone()));
            anchors
        })
    }

    fn put(self, document: &Document, notes: Vec<(Note, Anchor)>) {
        let touched = self.placed.try_update_value(|placed| placed.put_all(&document.report, notes));
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

/// The index that finds passages in the open document.
pub(super) type Anchors = AnchorIndex<ReportOf>;

/// The report of a document, as something that can be shared.
pub(super) struct ReportOf(Arc<Document>);

impl Deref for ReportOf {
    type Target = Report;

    fn deref(&self) -> &Report {
        &self.0.report
    }
}

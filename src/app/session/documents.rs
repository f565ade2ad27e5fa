//! Opening, keeping, and leaving documents.

use std::{cmp::Reverse, collections::BTreeMap, ops::ControlFlow, sync::Arc};

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::{Progress, Rooms, Session, keeping, now, timeline};
use crate::{
    exchange::kept::{self, KeptDocument, ReadingPlace},
    note::{Agent, Notebook, Timestamp, UndoLog},
    store::{Batch, StoreError, Table},
    text::{Digest, SourceText},
    view::{Document, PlacedNotes, opening::Opening},
};

/// A removed report can be brought back for so many milliseconds; after that it goes for good when the page is
/// next loaded.
const REGRET: i64 = 10 * 60 * 1000;

/// Bytes of text from which on opening shows how far it has come: there it takes a fifth of a second, drawing included.
pub const LONG: usize = 1_000_000;

/// What became of a document that was to be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// It is open.
    Open,
    /// It is not kept here.
    Missing,
    /// The reader has had enough, or has gone on to another.
    Stopped,
}

impl Session {
    /// The open document; `None` on the start screen.
    pub fn document(self) -> Signal<Option<Arc<Document>>> {
        self.document.into()
    }

    /// The reports that are kept on this machine, the one that was open last first.
    pub fn documents(self) -> Vec<KeptDocument> {
        let mut kept: Vec<KeptDocument> =
            self.kept.with(|kept| kept.values().filter(|kept| kept.removed.is_none()).cloned().collect());
        kept.sort_by_key(|kept| Reverse(kept.opened));
        kept
    }

    /// Whether this report is kept here, or was a moment ago.
    pub fn is_kept(self, id: &Digest) -> bool {
        self.kept.with_untracked(|kept| kept.contains_key(&id.to_string()))
    }

    /// Whether the store has answered, so that the list of documents can be believed.
    pub fn connected(self) -> Signal<bool> {
        self.connected.into()
    }

    /// Whether it is settled what the page opens with; before that it shows nothing, lest it flicker.
    pub fn ready(self) -> Signal<bool> {
        self.ready.into()
    }

    /// Says that it is settled.
    pub fn started(self) {
        self.ready.set(true);
    }

    /// Opens `source`, which came from the file of this name. Its notes come in behind, in slices, so that the
    /// text is on screen first. `None` if the reader has had enough, or has gone on to another report; what was open
    /// is open still then.
    pub async fn open(self, source: SourceText, file: &str) -> Option<Arc<Document>> {
        let document = Arc::new(self.work_out_document(source, file).await?);
        self.close();
        self.put_up(&document, file);
        Some(document)
    }

    /// Parses and analyses `source`, a step at a time; with progress, if it is long.
    async fn work_out_document(self, source: SourceText, file: &str) -> Option<Document> {
        let _work = timeline::begin("meipi:open");
        self.openings.update_value(|openings| *openings += 1);
        let this = self.openings.get_value();
        let is_long = source.text().len() > LONG;
        let mut opening = Opening::new(source, file);
        loop {
            // One of usual length is open within one short task.
            if is_long {
                self.opening.set(Some(Progress { done: opening.done(), total: Opening::STEPS }));
                TimeoutFuture::new(0).await;
                let is_stopped = self.opening.with_untracked(Option::is_none);
                if is_stopped || self.openings.get_value() != this {
                    return None;
                }
            }
            opening = match opening.step() {
                ControlFlow::Continue(next) => next,
                ControlFlow::Break(document) => {
                    self.opening.set(None);
                    return Some(document);
                }
            };
        }
    }

    /// Puts a document in the place of the one that was open.
    fn put_up(self, document: &Arc<Document>, file: &str) {
        let id = document.id().clone();
        let known = self.kept.with_untracked(|kept| kept.get(&id.to_string()).cloned());
        let mut batch = Batch::default();
        if known.is_none() {
            batch.put(Table::Sources, id.to_string(), document.report.source.text());
        }
        let entry = known.unwrap_or_else(|| KeptDocument {
            id: id.clone(),
            title: document.title.clone(),
            file: file.to_owned(),
            fingerprint: None,
            encoding: document.report.source.encoding(),
            bytes: document.report.source.text().len(),
            opened: now(),
            place: None,
            notes: 0,
            to_check: 0,
            unexported: 0,
            exported: None,
            removed: None,
        });
        // Title and fingerprint follow from the text, by rules that may be better than when it was last open.
        let entry = KeptDocument {
            title: document.title.clone(),
            fingerprint: Some(document.report.fingerprint().clone()),
            opened: now(),
            removed: None,
            ..entry
        };
        self.kept.update(|kept| drop(kept.insert(id.to_string(), entry)));
        self.rooms.set(Arc::new(Rooms::new(document.report.blocks.len())));
        self.corrected.set(Some(document.clone()));
        self.document.set(Some(document.clone()));
        self.keep_entry(&mut batch);
        batch.put(Table::Settings, "last", id.to_string());
        self.keep(batch);
        self.loading.set(true);
        spawn_local(async move {
            if let Err(why) = self.read_notes(id.clone()).await {
                leptos::logging::warn!("{why}");
            }
            if self.is_open(&id) {
                self.loading.set(false);
            }
        });
    }

    /// Whether notes of the open document are still being read, or sought in the text.
    pub fn is_arriving(self) -> bool {
        self.loading.get_untracked() || self.placing.with_untracked(Option::is_some)
    }

    /// Waits until the notebook holds all that the store has of the open document.
    pub async fn loaded(self) {
        while self.loading.get_untracked() {
            TimeoutFuture::new(10).await;
        }
    }

    /// Opens a document that is kept.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn open_kept(self, id: &Digest) -> Result<Opened, StoreError> {
        if self.is_open(id) {
            return Ok(Opened::Open);
        }
        let kept = self.kept.with_untracked(|kept| kept.get(&id.to_string()).cloned());
        let Some(kept) = kept else { return Ok(Opened::Missing) };
        let Some(text) = self.read_source(id).await? else { return Ok(Opened::Missing) };
        let opened = self.open(SourceText::new(text, kept.encoding), &kept.file).await;
        Ok(if opened.is_some() { Opened::Open } else { Opened::Stopped })
    }

    /// The document that was open when the page was last left, if it was left open.
    pub async fn last(self) -> Option<Digest> {
        self.read_setting("last").await.and_then(|id| Digest::parse(&id))
    }

    /// Goes back to the start screen.
    pub fn leave(self) {
        let mut batch = Batch::default();
        batch.remove(Table::Settings, "last");
        self.close();
        self.keep(batch);
    }

    pub(super) fn close(self) {
        self.keep_drafts_now();
        self.forget_keys();
        self.active.set(None);
        self.document.set(None);
        self.corrected.set(None);
        self.book.set_value(Notebook::default());
        self.log.set(UndoLog::default());
        self.placed.set_value(PlacedNotes::default());
        self.anchors.set_value(None);
        self.drafts.set(BTreeMap::new());
        self.rooms.set(Arc::new(Rooms::new(0)));
    }

    /// Takes a report off the list, with its notes. [`bring_back`](Self::bring_back) undoes it.
    pub fn remove(self, id: &Digest) {
        if self.is_open(id) {
            self.leave();
        }
        self.mark_removed(id, Some(now()));
    }

    /// Puts a removed report back on the list.
    pub fn bring_back(self, id: &Digest) {
        self.mark_removed(id, None);
    }

    fn mark_removed(self, id: &Digest, removed: Option<Timestamp>) {
        let id = id.to_string();
        let mut batch = Batch::default();
        self.kept.update(|kept| {
            if let Some(entry) = kept.get_mut(&id) {
                entry.removed = removed;
                batch.put(Table::Documents, id.as_str(), kept::write(entry));
            }
        });
        self.keep(batch);
    }

    /// Takes out of the store what was removed long enough ago.
    pub(super) fn clear_removed(self) {
        let mut batch = Batch::default();
        self.kept.update(|kept| {
            kept.retain(|id, entry| {
                let gone = entry.removed.is_some_and(|at| now().0 - at.0 > REGRET);
                if gone {
                    keeping::remove_document(&mut batch, id);
                }
                !gone
            });
        });
        self.keep(batch);
    }

    /// Where the reader was in the open document.
    pub fn reading_place(self) -> Option<ReadingPlace> {
        self.entry()?.place
    }

    /// Remembers where the reader is. The furthest point that he reached stays.
    pub fn set_reading_place(self, place: ReadingPlace) {
        self.with_entry(|entry| {
            let percent = entry.place.map_or(0, |before| before.percent).max(place.percent);
            entry.place = Some(ReadingPlace { percent, ..place });
        });
        let mut batch = Batch::default();
        self.keep_entry(&mut batch);
        self.keep(batch);
    }

    /// Remembers that a file now holds everything.
    pub fn set_exported(self) {
        self.with_entry(|entry| {
            entry.unexported = 0;
            entry.exported = Some(now());
        });
        let mut batch = Batch::default();
        self.keep_entry(&mut batch);
        self.keep(batch);
    }

    /// The same of a document that is not open.
    pub fn set_exported_of(self, id: &Digest) {
        let id = id.to_string();
        let mut batch = Batch::default();
        self.kept.update(|kept| {
            if let Some(entry) = kept.get_mut(&id) {
                entry.unexported = 0;
                entry.exported = Some(now());
                batch.put(Table::Documents, id.as_str(), kept::write(entry));
            }
        });
        self.keep(batch);
    }

    /// The reader's name, as new notes will give it.
    pub fn set_name(self, name: &str) {
        let name = name.trim();
        if self.me.with_untracked(|me| me.name != name) {
            self.me.update(|me| *me = Agent { name: name.to_owned(), ..me.clone() });
        }
    }

    pub(super) fn document_id(self) -> Option<String> {
        self.document.with_untracked(|open| open.as_ref().map(|open| open.id().to_string()))
    }

    pub(super) fn is_open(self, id: &Digest) -> bool {
        self.document.with_untracked(|open| open.as_ref().is_some_and(|open| open.id() == id))
    }

    /// The open document's entry in the list.
    pub fn entry(self) -> Option<KeptDocument> {
        let id = self.document_id()?;
        self.kept.with_untracked(|kept| kept.get(&id).cloned())
    }

    pub(super) fn with_entry(self, change: impl FnOnce(&mut KeptDocument)) {
        if let Some(id) = self.document_id() {
            self.kept.update(|kept| kept.get_mut(&id).map_or((), change));
        }
    }
}

//! The session: the open document, its notes, and everything a reader can do to them.
//!
//! Owns: the one [`Session`] of the page, handed down through Leptos' context. Views read its signals and call
//! its verbs; nothing else changes a note.
//!
//! Must hold: a change is in memory and on screen at once, in the store soon after, and [`SaveState::Saved`] is
//! said only when the store has it. A change to one note redraws its own block and nothing else: views take
//! [`Session::notes_in`], one signal a block.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    sync::Arc,
};

use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;
use wasm_bindgen::{JsCast, closure::Closure};

use super::workroom::Workroom;
use crate::{
    exchange::kept::KeptDocument,
    note::{
        ActionKind, Agent, Colour, FieldValue, Note, NoteId, Notebook, Revision, RevisionId, Snapshot, Stamp,
        Target, Timestamp, UndoLog, history::Outcome,
    },
    store::StoreError,
    view::{Document, PlacedNote, PlacedNotes, Room},
};

mod bulk;
mod correcting;
mod documents;
mod dress;
mod keeping;
mod placing;
mod rooms;
mod taking;
mod timeline;

pub use crate::note::{Draft, DraftKey};
pub use documents::{LONG, Opened};
pub use dress::Brought;
use keeping::Keeper;
pub use placing::{Anchors, Known};
pub use rooms::BlockNotes;
use rooms::Rooms;

/// The page's state. A handle: copy it freely into closures.
#[derive(Clone, Copy)]
pub struct Session {
    document: RwSignal<Option<Arc<Document>>>,
    corrected: RwSignal<Option<Arc<Document>>>,
    rooms: RwSignal<Arc<Rooms>>,
    book: StoredValue<Notebook>,
    log: RwSignal<UndoLog>,
    placed: StoredValue<PlacedNotes>,
    anchors: StoredValue<Option<Arc<Anchors>>>,
    all: Memo<Arc<[PlacedNote]>>,
    active: RwSignal<Option<NoteId>>,
    is_active: StoredValue<Selector<Option<NoteId>>>,
    me: RwSignal<Agent>,
    save: RwSignal<SaveState>,
    placing: RwSignal<Option<Progress>>,
    opening: RwSignal<Option<Progress>>,
    openings: StoredValue<usize>,
    drafts: RwSignal<BTreeMap<DraftKey, Draft>>,
    kept: RwSignal<BTreeMap<String, KeptDocument>>,
    connected: RwSignal<bool>,
    ready: RwSignal<bool>,
    pub(super) workroom: RwSignal<Option<&'static dyn Workroom>>,
    loading: RwSignal<bool>,
    keeper: StoredValue<Rc<Keeper>, LocalStorage>,
}

/// What the store has of what the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Everything.
    Saved,
    /// Not yet everything.
    Saving,
    /// Less than the page shows, for this reason.
    Failed(StoreError),
}

/// How far long work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Items done.
    pub done: usize,
    /// Items in all.
    pub total: usize,
}

/// The page's session, from the context that [`Session::provide`] fills.
pub fn use_session() -> Session {
    expect_context()
}

impl Session {
    /// Makes the page's session and puts it into the context.
    pub fn provide() -> Self {
        let rooms = RwSignal::new(Arc::new(Rooms::new(0)));
        let placed = StoredValue::new(PlacedNotes::default());
        let active = RwSignal::new(None);
        let save = RwSignal::new(SaveState::Saved);
        let session = Self {
            document: RwSignal::new(None),
            corrected: RwSignal::new(None),
            rooms,
            book: StoredValue::new(Notebook::default()),
            log: RwSignal::new(UndoLog::default()),
            placed,
            anchors: StoredValue::new(None),
            all: Memo::new(move |_| {
                rooms.get().track_all();
                placed.with_value(|placed| placed.all().cloned().collect())
            }),
            active,
            is_active: StoredValue::new(Selector::new(move || active.get())),
            me: RwSignal::new(Agent { id: format!("urn:uuid:{}", Uuid::now_v7()), name: String::new() }),
            save,
            placing: RwSignal::new(None),
            opening: RwSignal::new(None),
            openings: StoredValue::new(0),
            drafts: RwSignal::new(BTreeMap::new()),
            kept: RwSignal::new(BTreeMap::new()),
            connected: RwSignal::new(false),
            ready: RwSignal::new(false),
            workroom: RwSignal::new(None),
            loading: RwSignal::new(false),
            keeper: StoredValue::new_local(Self::new_keeper(save)),
        };
        provide_context(session);
        session.follow_page();
        spawn_local(async move {
            session.connect().await;
            session.clear_removed();
        });
        session
    }
}

/// Living with the page.
impl Session {
    /// What is typed is safe before the page goes; what other tabs did is here when it comes to the front.
    fn follow_page(self) {
        let hidden = window_event_listener_untyped("pagehide", move |_| self.keep_drafts_now());
        let shown = document().add_event_listener_with_callback("visibilitychange", &{
            let look = Closure::<dyn Fn()>::new(move || {
                if document().hidden() {
                    self.keep_drafts_now();
                } else if let Some(room) = self.workroom.get_untracked() {
                    room.catch_up(self);
                }
            });
            look.into_js_value().unchecked_into()
        });
        debug_assert!(shown.is_ok(), "a document takes listeners");
        on_cleanup(move || hidden.remove());
    }
}

/// Reading notes.
impl Session {
    /// The notes at the block with this index. Changes only when one of them does.
    pub fn notes_in(self, block: usize) -> Signal<BlockNotes> {
        self.rooms.with(|rooms| rooms.notes(block)).into()
    }

    /// The number of the first numbered note that starts in the block with this index, counted through the
    /// whole text from 1. A note's own number is this plus its [`ordinal`](PlacedNote::ordinal).
    pub fn first_number(self, block: usize) -> Signal<usize> {
        self.rooms.with(|rooms| rooms.first(block)).into()
    }

    /// The notes on the whole report.
    pub fn notes_on_report(self) -> Signal<Arc<[PlacedNote]>> {
        self.rooms.with(|rooms| rooms.report()).into()
    }

    /// The notes that wait for a place: ambiguous and orphaned ones.
    pub fn notes_waiting(self) -> Signal<Arc<[PlacedNote]>> {
        self.rooms.with(|rooms| rooms.waiting()).into()
    }

    /// All notes in order: through the text, then on the whole report, then those that wait. For lists and
    /// counts; a block takes [`notes_in`](Self::notes_in), or every block redraws with every note.
    pub fn notes(self) -> Signal<Arc<[PlacedNote]>> {
        self.all.into()
    }

    /// The note, or the conversation that it is part of. Tracks the block that it stands in.
    pub fn placed(self, note: NoteId) -> Option<PlacedNote> {
        let room = self.placed.with_value(|placed| placed.room_of(note))?;
        self.rooms.with(|rooms| rooms.track(room));
        self.placed.with_value(|placed| placed.find(note).cloned())
    }

    /// The number that the note carries in the text. Tracks what can change it.
    pub fn number(self, note: NoteId) -> Option<usize> {
        let ordinal = self.placed(note)?.ordinal?;
        match self.placed.with_value(|placed| placed.room_of(note))? {
            Room::Block(block) => Some(self.rooms.with(|rooms| rooms.first(block)).get() + ordinal),
            Room::Report | Room::Waiting => None,
        }
    }

    /// The note that the reader is at. Every view follows it and may set it.
    pub fn active(self) -> RwSignal<Option<NoteId>> {
        self.active
    }

    /// Whether `note` is the active one. Tracked for this note alone, so that moving on wakes two cards and
    /// not two thousand.
    pub fn is_active(self, note: NoteId) -> bool {
        self.is_active.with_value(|selector| selector.selected(&Some(note)))
    }

    /// The reader, as new notes will name him.
    pub fn me(self) -> RwSignal<Agent> {
        self.me
    }

    /// Whether `note` is the reader's own.
    pub fn is_mine(self, note: &Note) -> bool {
        self.me.with(|me| me.id == note.creator.id)
    }

    /// What the store has.
    pub fn save_state(self) -> Signal<SaveState> {
        self.save.into()
    }

    /// How far a report that takes long to open has come. Whoever takes it away stops the opening, and what was open
    /// stays.
    pub fn opening(self) -> RwSignal<Option<Progress>> {
        self.opening
    }

    /// How far the notes of a document just opened have been given their places; `None` when all have.
    pub fn placing(self) -> Signal<Option<Progress>> {
        self.placing.into()
    }
}

/// Changing notes.
impl Session {
    /// Writes a new note.
    pub fn create(self, target: Target, text: String, tags: BTreeSet<String>, colour: Colour) -> NoteId {
        self.add(Snapshot { text, tags, colour, ..Snapshot::new(target) })
    }

    /// Answers a note.
    pub fn reply(self, to: &Note, text: String) -> NoteId {
        self.add(Snapshot { text, reply_to: Some(to.id), ..Snapshot::new(to.state.target.clone()) })
    }

    /// Changes a note. Nothing happens if `change` leaves it as it is. The name of the action follows from what
    /// changed.
    pub fn edit(self, note: NoteId, change: impl FnOnce(&mut Snapshot)) {
        let Some(old) = self.note(note) else { return };
        let mut state = old.state.clone();
        change(&mut state);
        if state != old.state {
            self.act(kind_of(&old.state, &state), vec![old.edit(stamp(self), state)]);
        }
    }

    /// Deletes a note. Its answers stay, each on its own.
    pub fn delete(self, note: NoteId) {
        let Some(old) = self.note(note) else { return };
        if self.active.get_untracked() == Some(note) {
            self.active.set(None);
        }
        self.act(ActionKind::Delete, vec![old.delete(stamp(self))]);
    }

    /// Looks at the whole notebook of the open document.
    pub fn with_notebook<T>(self, look: impl FnOnce(&Notebook) -> T) -> T {
        self.book.with_value(look)
    }

    /// Settles conflicts of a note: each of `values` becomes what its field holds.
    pub fn settle(self, note: NoteId, values: impl IntoIterator<Item = FieldValue>) {
        let Some(old) = self.note(note) else { return };
        self.act(ActionKind::Settle, vec![old.settle(stamp(self), values)]);
    }

    /// Brings back the note as one of its revisions has it.
    pub fn restore(self, note: NoteId, revision: RevisionId) {
        let Some(old) = self.note(note) else { return };
        let Some(to) = self.book.with_value(|book| book.revision(note, revision).cloned()) else { return };
        self.act(ActionKind::Restore, vec![old.restore(stamp(self), &to)]);
    }

    /// The note's revisions, oldest first: who changed what and when.
    pub fn history(self, note: NoteId) -> Vec<Revision> {
        self.book.with_value(|book| book.history(note).into_iter().cloned().collect())
    }

    /// What can be undone and redone.
    pub fn log(self) -> Signal<UndoLog> {
        self.log.into()
    }

    /// Undoes the last action. Says what came of it; `None` if there was nothing to undo.
    pub fn undo(self) -> Option<Outcome> {
        self.turn(|log, book, stamps| log.undo(book, stamps))
    }

    /// Redoes the action that was undone last.
    pub fn redo(self) -> Option<Outcome> {
        self.turn(|log, book, stamps| log.redo(book, stamps))
    }

    fn add(self, state: Snapshot) -> NoteId {
        let note = NoteId(Uuid::now_v7());
        self.act(ActionKind::Add, vec![Revision::first(stamp(self), note, state)]);
        note
    }

    fn note(self, note: NoteId) -> Option<Note> {
        self.book.with_value(|book| book.note(note))
    }

    /// Takes in revisions that the reader made, as one step for undo.
    fn act(self, kind: ActionKind, revisions: Vec<Revision>) {
        let before = self.log.get_untracked();
        let mut kept = Vec::new();
        self.book.update_value(|book| self.log.update(|log| kept = log.apply(book, kind, revisions)));
        self.after(&kept, &before);
    }

    fn after(self, revisions: &[Arc<Revision>], before: &UndoLog) {
        self.ask_to_persist_once(revisions.len());
        self.show(&revisions.iter().map(|revision| revision.note).collect());
        self.keep_revisions(revisions, before);
    }

    /// Asks the browser to keep what is written, if these revisions are the first of all.
    fn ask_to_persist_once(self, revisions: usize) {
        if revisions > 0 && self.kept.with_untracked(|kept| kept.values().all(|kept| kept.notes == 0)) {
            ask_to_persist();
        }
    }

    fn turn<F>(self, turn: F) -> Option<Outcome>
    where
        F: FnOnce(&mut UndoLog, &mut Notebook, &mut dyn FnMut() -> Stamp) -> Option<Outcome>,
    {
        let before = self.log.get_untracked();
        let mut stamps = || stamp(self);
        let outcome = self
            .book
            .try_update_value(|book| self.log.try_update(|log| turn(log, book, &mut stamps)).flatten());
        let outcome = outcome.flatten()?;
        self.after(&outcome.revisions, &before);
        Some(outcome)
    }
}

/// The name of an edit that turned `old` into `new`.
fn kind_of(old: &Snapshot, new: &Snapshot) -> ActionKind {
    if old.deleted != new.deleted {
        if new.deleted { ActionKind::Delete } else { ActionKind::Restore }
    } else if old.text != new.text {
        ActionKind::Text
    } else if old.target != new.target || old.extra != new.extra {
        ActionKind::Target
    } else if old.correction != new.correction {
        ActionKind::Correct
    } else if old.status != new.status {
        ActionKind::Status
    } else if old.tags != new.tags {
        ActionKind::Tags
    } else {
        ActionKind::Colour
    }
}

/// Drafts: what was typed and not yet made a note. Kept within half a second, and back after a reload.
impl Session {
    /// The draft under `key`, if there is one.
    pub fn draft(self, key: &DraftKey) -> Option<Draft> {
        self.drafts.with_untracked(|drafts| drafts.get(key).cloned())
    }

    /// All drafts of the open document.
    pub fn drafts(self) -> Signal<BTreeMap<DraftKey, Draft>> {
        self.drafts.into()
    }

    /// Keeps a draft. Call it with every change of the field.
    pub fn set_draft(self, key: DraftKey, draft: Draft) {
        self.drafts.update(|drafts| drop(drafts.insert(key, draft)));
        self.keep_draft(key);
    }

    /// Drops a draft: it became a note, or the reader threw it away. What was given to the store in the same breath
    /// is written together with this, so that neither stands there without the other.
    pub fn drop_draft(self, key: &DraftKey) {
        self.drafts.update(|drafts| drop(drafts.remove(key)));
        self.keep_draft(*key);
        self.keep_drafts_now();
    }
}

/// Asks the browser not to clear what the page keeps when the disk runs full. Whatever it answers, the page goes
/// on: it is asked when the first note is written, and the word about exporting stands on the start screen.
fn ask_to_persist() {
    // Where the page is not secure there is no such manager, and reading it gives nothing.
    let storage: wasm_bindgen::JsValue = window().navigator().storage().into();
    if let Some(storage) = storage.dyn_ref::<web_sys::StorageManager>() {
        let _ = storage.persist();
    }
}

fn stamp(session: Session) -> Stamp {
    Stamp { id: RevisionId(Uuid::now_v7()), author: session.me.get_untracked(), at: now() }
}

/// The clock, read in one place.
pub fn now() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 stay below 2^53")]
    Timestamp(js_sys::Date::now() as i64)
}

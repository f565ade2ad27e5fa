//! The session's side of the store: what goes into it, what comes out of it, and what other tabs put there.
//!
//! Must hold: whatever a reader changes goes through [`Session::keep`] in the same breath, so that the queue
//! knows of it before anything else can happen; what is read from the store is added to the notebook, never put
//! in its place.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    sync::Arc,
};

use gloo_timers::callback::Timeout;
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{DraftKey, SaveState, Session};
use crate::{
    app::pace::Pace,
    exchange::{self, draft, kept::KeptDocument, revision, undo},
    note::{Action, ActionKind, NoteId, Revision, UndoLog, history::Step},
    store::{Batch, Change, Channel, NAME, News, Store, StoreError, Table, Trouble, WriteState, Writer},
    text::Digest,
};

/// Milliseconds between a key press and the moment at which the draft goes to the store: half of what a reader
/// may lose at most.
const DRAFT_DELAY: u32 = 250;

/// So many revisions are read one by one when another tab tells of them; beyond that the whole document is read.
const FEW: usize = 40;

/// The session's hold on the store.
pub(super) struct Keeper {
    writer: Writer<Store>,
    store: RefCell<Option<Rc<Store>>>,
    channel: RefCell<Option<Channel>>,
    /// The drafts that changed since they last went to the store.
    typed: RefCell<BTreeSet<DraftKey>>,
    timer: RefCell<Option<Timeout>>,
    /// The keys of the actions in the undo log, in its order.
    action_keys: RefCell<Vec<String>>,
}

impl Keeper {
    fn store(&self) -> Result<Rc<Store>, StoreError> {
        self.store.borrow().clone().ok_or_else(|| StoreError::Unavailable(String::new()))
    }
}

impl Session {
    /// The queue, which keeps what it is given until [`connect`](Self::connect) has found the database.
    pub(super) fn new_keeper(save: RwSignal<SaveState>) -> Rc<Keeper> {
        Rc::new_cyclic(|keeper: &std::rc::Weak<Keeper>| {
            let keeper = keeper.clone();
            let tell = move |state| {
                save.set(match state {
                    WriteState::Saved => SaveState::Saved,
                    WriteState::Saving => SaveState::Saving,
                    WriteState::Failed(why) => SaveState::Failed(why),
                });
            };
            let written = move |batch: &Batch| {
                if let Some(keeper) = keeper.upgrade() {
                    announce(keeper.channel.borrow().as_ref(), batch);
                }
            };
            Keeper {
                writer: Writer::new(tell, written),
                store: RefCell::default(),
                channel: RefCell::default(),
                typed: RefCell::default(),
                timer: RefCell::default(),
                action_keys: RefCell::default(),
            }
        })
    }

    /// Opens the database and reads what it has apart from documents: the reader and the list of reports.
    pub(super) async fn connect(self) {
        let keeper = self.keeper();
        match Store::open(NAME, move |trouble| self.lose_store(trouble)).await {
            Ok(store) => {
                let store = Rc::new(store);
                *keeper.store.borrow_mut() = Some(store.clone());
                *keeper.channel.borrow_mut() = Channel::open(NAME, move |news| self.hear(news));
                self.read_me(&store).await;
                self.read_documents().await;
                keeper.writer.connect(store);
            }
            Err(why) => keeper.writer.disconnect(why),
        }
        self.connected.set(true);
    }

    /// What to do when the connection goes. A new one is made at once where that can work, and everything on
    /// screen is written again, since the database may be empty now.
    fn lose_store(self, trouble: Trouble) {
        let keeper = self.keeper();
        let why = match trouble {
            Trouble::Blocked => StoreError::Blocked,
            Trouble::Upgrade => StoreError::Newer,
            Trouble::Cleared => StoreError::Gone(String::new()),
        };
        *keeper.store.borrow_mut() = None;
        keeper.writer.disconnect(why);
        // A page that must wait for its store can be read all the same.
        self.connected.set(true);
        if trouble == Trouble::Cleared {
            spawn_local(async move {
                if let Ok(store) = Store::open(NAME, move |trouble| self.lose_store(trouble)).await {
                    let store = Rc::new(store);
                    *keeper.store.borrow_mut() = Some(store.clone());
                    keeper.writer.connect(store);
                    if let Some(room) = self.workroom.get_untracked() {
                        room.keep_all(self);
                    }
                }
            });
        }
    }

    pub(super) fn keeper(self) -> Rc<Keeper> {
        self.keeper.with_value(Rc::clone)
    }

    /// Gives changes to the queue.
    pub(super) fn keep(self, batch: Batch) {
        self.keeper().writer.push(batch);
    }

    /// Tries again at once to write what could not be written.
    pub fn save_again(self) {
        self.keeper().writer.retry();
    }

    /// Writes everything that is open once more.
    pub(in crate::app) fn keep_all(self) {
        let Some(document) = self.document.get_untracked() else { return };
        let mut batch = Batch::default();
        let id = document.id().to_string();
        batch.put(Table::Sources, id.as_str(), document.report.source.text());
        self.book.with_value(|book| {
            for revision in book.revisions() {
                put_revision(&mut batch, &id, revision);
            }
        });
        self.keep_entry(&mut batch);
        self.drafts.with_untracked(|drafts| {
            for (key, typed) in drafts {
                batch.put(Table::Drafts, draft_key(&id, key), draft::write(typed));
            }
        });
        self.keep(batch);
    }

    async fn read_me(self, store: &Store) {
        let me = store.get(Table::Settings, "me").await.ok().flatten();
        match me.and_then(|json| exchange::kept::read_agent(&json).ok()) {
            Some(me) => self.me.set(me),
            // The first visit: whoever this is keeps the name that the session just made up.
            None => self.keep_me(),
        }
        Effect::new(move |before: Option<()>| {
            self.me.track();
            if before.is_some() {
                self.keep_me();
            }
        });
    }

    fn keep_me(self) {
        let mut batch = Batch::default();
        self.me.with_untracked(|me| {
            batch.put(Table::Settings, "me", exchange::kept::write_agent(me));
        });
        self.keep(batch);
    }
}

/// The notes of the open document.
impl Session {
    /// Adds the revisions, and what undo has to remember of them, to what is written.
    pub(super) fn keep_revisions(self, revisions: &[Arc<Revision>], before: &UndoLog) {
        let Some(id) = self.document_id() else { return };
        let mut batch = Batch::default();
        for revision in revisions {
            put_revision(&mut batch, &id, revision);
        }
        self.keep_act(batch, revisions.len(), before, None);
    }

    /// Adds what undo has to remember to a batch of so many revisions, and writes it. `action` is the new action's
    /// line, if it was made before.
    pub(super) fn keep_act(
        self,
        mut batch: Batch,
        revisions: usize,
        before: &UndoLog,
        action: Option<String>,
    ) {
        let Some(id) = self.document_id() else { return };
        self.log.with_untracked(|log| self.keep_log(&mut batch, &id, before, log, action));
        self.with_entry(|entry| entry.unexported += revisions);
        self.keep_entry(&mut batch);
        self.keep(batch);
    }

    /// Writes what has changed between two states of the undo log: one step of a reader's changes one action, or
    /// adds one and drops those that can no longer be redone or are too old.
    fn keep_log(
        self,
        batch: &mut Batch,
        document: &str,
        before: &UndoLog,
        now: &UndoLog,
        line: Option<String>,
    ) {
        let keeper = self.keeper();
        let mut keys = keeper.action_keys.borrow_mut();
        let (was, is) = (before.done().len(), now.done().len());
        let turned = before.done().len() + before.undone().len() == is + now.undone().len() && was != is;
        if turned {
            let (at, undone) = if is < was { (is, true) } else { (was, false) };
            let action = if undone { now.undone().first() } else { now.done().last() };
            if let (Some(key), Some(action)) = (keys.get(at), action) {
                batch.put(Table::Actions, key.as_str(), action_line(action, undone));
            }
            return;
        }
        for gone in keys.drain(was..) {
            batch.remove(Table::Actions, gone);
        }
        if let Some(action) = now.done().last() {
            let key = format!("{document}/{}", Uuid::now_v7());
            batch.put(Table::Actions, key.as_str(), line.unwrap_or_else(|| action_line(action, false)));
            keys.push(key);
        }
        let surplus = keys.len().saturating_sub(is);
        for old in keys.drain(..surplus) {
            batch.remove(Table::Actions, old);
        }
    }

    /// Reads the notes, the undo log and the drafts of the open document.
    pub(super) async fn read_notes(self, id: Digest) -> Result<(), StoreError> {
        let keeper = self.keeper();
        let store = keeper.store()?;
        let prefix = format!("{id}/");
        let actions = store.list(Table::Actions, &prefix).await?;
        let drafts = store.list(Table::Drafts, &prefix).await?;
        if !self.is_open(&id) {
            return Ok(());
        }
        self.drafts.update(|open| {
            for (key, line) in drafts {
                let key = key.strip_prefix(&prefix).and_then(draft::read_key);
                if let (Some(key), Ok(draft)) = (key, draft::read(&line)) {
                    open.entry(key).or_insert(draft);
                }
            }
        });
        self.read_revisions(&id).await?;
        if self.is_open(&id) {
            self.read_actions(actions);
        }
        Ok(())
    }

    /// Puts what was done before behind what has been done since. The notes are there by now: a step that is undone
    /// without its note would be none.
    fn read_actions(self, lines: Vec<(String, String)>) {
        let (mut keys, earlier) = read_log(lines);
        let keeper = self.keeper();
        let mut known = keeper.action_keys.borrow_mut();
        if !known.is_empty() {
            let mut batch = Batch::default();
            for gone in keys.drain(earlier.done().len()..) {
                batch.remove(Table::Actions, gone);
            }
            self.keep(batch);
        }
        keys.append(&mut known);
        let log = self.log.get_untracked().after(&earlier);
        keys.drain(..keys.len().saturating_sub(log.done().len() + log.undone().len()));
        *known = keys;
        self.log.set(log);
    }

    /// Reads all revisions of the open document that the notebook lacks.
    async fn read_revisions(self, id: &Digest) -> Result<(), StoreError> {
        let lines = self.keeper().store()?.list(Table::Revisions, &format!("{id}/")).await?;
        self.take_in(id, lines.into_iter().map(|(_, line)| line)).await;
        Ok(())
    }

    /// Adds revisions as they stand in the store, in slices.
    async fn take_in(self, id: &Digest, lines: impl IntoIterator<Item = String>) {
        let mut notes: BTreeSet<NoteId> = BTreeSet::new();
        let mut pace = Pace::new();
        for line in lines {
            if pace.is_over() {
                pace.rest().await;
            }
            if !self.is_open(id) {
                return;
            }
            let Ok(revision) = revision::read(&line) else { continue };
            let note = revision.note;
            if self.book.try_update_value(|book| book.insert(revision)) == Some(true) {
                notes.insert(note);
            }
        }
        if !notes.is_empty() {
            self.show(&notes);
        }
    }

    /// What another tab tells.
    fn hear(self, news: News) {
        spawn_local(async move {
            match (news, self.workroom.get_untracked()) {
                (News::Documents, _) => self.read_documents().await,
                (news, Some(room)) => room.hear(self, news).await,
                // Nothing is open yet.
                (News::Revisions { .. }, None) => {}
            }
        });
    }

    /// Takes in what another tab tells of the open document.
    pub(in crate::app) async fn take_in_news(self, news: News) {
        if let News::Revisions { document, keys } = news {
            // A tab that cannot read now reads when it comes to the front.
            let _ = self.read_told(&document, &keys).await;
        }
    }

    async fn read_told(self, document: &str, keys: &[String]) -> Result<(), StoreError> {
        let Some(id) = Digest::parse(document).filter(|id| self.is_open(id)) else { return Ok(()) };
        if keys.len() > FEW {
            return self.read_revisions(&id).await;
        }
        let store = self.keeper().store()?;
        let mut lines = Vec::new();
        for key in keys {
            lines.extend(store.get(Table::Revisions, key).await?);
        }
        self.take_in(&id, lines).await;
        Ok(())
    }

    /// Reads what other tabs wrote while this one could not listen.
    pub(in crate::app) fn catch_up(self) {
        let Some(document) = self.document.get_untracked() else { return };
        spawn_local(async move {
            if let Err(why) = self.read_revisions(document.id()).await {
                leptos::logging::warn!("{why}");
            }
        });
    }
}

/// Drafts.
impl Session {
    /// Sees to it that the draft under `key`, or its absence, is in the store within half a second.
    pub(super) fn keep_draft(self, key: DraftKey) {
        let keeper = self.keeper();
        keeper.typed.borrow_mut().insert(key);
        let mut timer = keeper.timer.borrow_mut();
        if timer.is_none() {
            *timer = Some(Timeout::new(DRAFT_DELAY, move || self.keep_drafts_now()));
        }
    }

    /// Sees to it that drafts are on their way to the store before the page goes.
    pub fn save_drafts(self) {
        self.keep_drafts_now();
    }

    /// Gives all drafts that changed to the queue.
    pub(super) fn keep_drafts_now(self) {
        let keeper = self.keeper();
        keeper.timer.borrow_mut().take();
        let Some(id) = self.document_id() else { return };
        let mut batch = Batch::default();
        let typed = std::mem::take(&mut *keeper.typed.borrow_mut());
        self.drafts.with_untracked(|drafts| {
            for key in typed {
                match drafts.get(&key) {
                    Some(typed) => batch.put(Table::Drafts, draft_key(&id, &key), draft::write(typed)),
                    None => batch.remove(Table::Drafts, draft_key(&id, &key)),
                }
            }
        });
        self.keep(batch);
    }
}

/// The list of documents.
impl Session {
    async fn read_documents(self) {
        let Ok(store) = self.keeper().store() else { return };
        let Ok(lines) = store.list(Table::Documents, "").await else { return };
        let mut kept: BTreeMap<String, KeptDocument> = lines
            .into_iter()
            .filter_map(|(id, line)| Some((id, exchange::kept::read(&line).ok()?)))
            .collect();
        // What this tab has open it knows better than the line in the store.
        if let (Some(id), Some(mine)) = (self.document_id(), self.entry()) {
            kept.insert(id, mine);
        }
        self.kept.set(kept);
    }

    /// One of the reader's settings.
    pub(super) async fn read_setting(self, name: &str) -> Option<String> {
        self.keeper().store().ok()?.get(Table::Settings, name).await.ok().flatten()
    }

    /// The text of a kept document.
    pub(super) async fn read_source(self, id: &Digest) -> Result<Option<String>, StoreError> {
        self.keeper().store()?.get(Table::Sources, &id.to_string()).await
    }

    /// A kept document's text and its revisions as they stand in the store.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn read_all(self, id: &Digest) -> Result<Option<(String, Vec<String>)>, StoreError> {
        let Some(text) = self.read_source(id).await? else { return Ok(None) };
        let lines = self.keeper().store()?.list(Table::Revisions, &format!("{id}/")).await?;
        Ok(Some((text, lines.into_iter().map(|(_, line)| line).collect())))
    }

    /// Adds the open document's entry to what is written.
    pub(super) fn keep_entry(self, batch: &mut Batch) {
        if let Some(entry) = self.entry() {
            batch.put(Table::Documents, entry.id.to_string(), exchange::kept::write(&entry));
        }
    }

    /// Starts a document's notes anew: nothing of the one before is left in the hands.
    pub(super) fn forget_keys(self) {
        let keeper = self.keeper();
        keeper.action_keys.borrow_mut().clear();
        keeper.typed.borrow_mut().clear();
        keeper.timer.borrow_mut().take();
    }
}

/// Takes everything that belongs to a document out of the store.
pub(super) fn remove_document(batch: &mut Batch, id: &str) {
    batch.remove(Table::Documents, id);
    batch.remove(Table::Sources, id);
    for table in [Table::Revisions, Table::Actions, Table::Drafts] {
        batch.remove_all(table, format!("{id}/"));
    }
}

pub(super) fn put_revision(batch: &mut Batch, document: &str, revision: &Revision) {
    batch.put(Table::Revisions, format!("{document}/{}", revision.id), revision::write(revision));
}

fn draft_key(document: &str, key: &DraftKey) -> String {
    format!("{document}/{}", draft::write_key(key))
}

/// An action as it is kept: whether it is done, then the action.
fn action_line(action: &Action, undone: bool) -> String {
    format!("{}{}", sign(undone), undo::write_action(action))
}

fn sign(undone: bool) -> &'static str {
    if undone { "-" } else { "+" }
}

/// The line of an action that is done, written step by step.
pub(super) struct ActionLine(undo::ActionWriter);

impl ActionLine {
    pub fn new(kind: ActionKind) -> Self {
        Self(undo::ActionWriter::new(sign(false), kind))
    }

    pub fn push(&mut self, step: &Step) {
        self.0.push(step);
    }

    pub fn finish(self) -> String {
        self.0.finish()
    }
}

/// The undo log of what all tabs did to a document, in the order in which they did it.
fn read_log(lines: Vec<(String, String)>) -> (Vec<String>, UndoLog) {
    let read = |(key, line): (String, String)| {
        let action = undo::read_one(line.get(1..)?).ok()?;
        Some((line.starts_with('-'), key, action))
    };
    let mut actions: Vec<(bool, String, Action)> = lines.into_iter().filter_map(read).collect();
    actions.sort_by_key(|(undone, ..)| *undone);
    let done = actions.iter().filter(|(undone, ..)| !undone).count();
    let (keys, actions) = actions.into_iter().map(|(_, key, action)| (key, action)).unzip();
    (keys, UndoLog::new(actions, done))
}

/// Tells the other tabs what has arrived on the disk.
fn announce(channel: Option<&Channel>, batch: &Batch) {
    let Some(channel) = channel else { return };
    let mut revisions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut documents = false;
    for change in &batch.changes {
        match change {
            Change::Put(Table::Revisions, key, _) => {
                if let Some((document, _)) = key.split_once('/') {
                    revisions.entry(document.to_owned()).or_default().push(key.clone());
                }
            }
            Change::Put(Table::Documents, ..) | Change::Remove(Table::Documents, _) => documents = true,
            _ => {}
        }
    }
    for (document, keys) in revisions {
        channel.tell(&News::Revisions { document, keys });
    }
    if documents {
        channel.tell(&News::Documents);
    }
}

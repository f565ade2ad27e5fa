//! The store in a real browser: what is written whole, what is kept when writing fails, and two tabs at once.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test; clippy knows only those of the standard harness")]

use std::{cell::RefCell, collections::BTreeSet, rc::Rc};

use gloo_timers::future::TimeoutFuture;
use indexed_db_futures::{database::Database, prelude::*, transaction::TransactionMode};
use meipi::store::{Batch, Channel, Keep, News, Store, StoreError, Table, Trouble, WriteState, Writer};
use uuid::Uuid;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// A database that no other test has seen.
fn fresh() -> String {
    format!("meipi.test.{}", Uuid::now_v7())
}

async fn open(name: &str) -> Store {
    Store::open(name, |_| ()).await.unwrap()
}

fn one(table: Table, key: &str, value: &str) -> Batch {
    let mut batch = Batch::default();
    batch.put(table, key, value);
    batch
}

#[wasm_bindgen_test]
async fn what_is_written_is_there_after_closing() {
    let name = fresh();
    let store = open(&name).await;
    let mut batch = one(Table::Documents, "a", "甲");
    batch.put(Table::Revisions, "a/1", "一");
    batch.put(Table::Revisions, "a/2", "二");
    batch.put(Table::Revisions, "b/1", "他");
    store.write(&batch).await.unwrap();
    store.close();
    let store = open(&name).await;
    assert_eq!(store.get(Table::Documents, "a").await.unwrap().as_deref(), Some("甲"));
    assert_eq!(store.get(Table::Documents, "b").await.unwrap(), None);
    let of_a = store.list(Table::Revisions, "a/").await.unwrap();
    assert_eq!(of_a, [("a/1".to_owned(), "一".to_owned()), ("a/2".to_owned(), "二".to_owned())]);
    let mut batch = Batch::default();
    batch.remove_all(Table::Revisions, "a/");
    batch.remove(Table::Documents, "a");
    store.write(&batch).await.unwrap();
    assert_eq!(store.keys(Table::Revisions, "").await.unwrap(), ["b/1"]);
    assert_eq!(store.get(Table::Documents, "a").await.unwrap(), None);
}

/// What the store relies on: a transaction that is dropped half-way takes back what it did.
#[wasm_bindgen_test]
async fn a_write_that_is_not_committed_is_rolled_back() {
    let name = fresh();
    let store = open(&name).await;
    store.write(&one(Table::Revisions, "a/1", "一")).await.unwrap();
    let database = Database::open(name.as_str()).await.unwrap();
    {
        let table = Table::Revisions.name();
        let transaction = database.transaction(table).with_mode(TransactionMode::Readwrite).build().unwrap();
        let revisions = transaction.object_store(table).unwrap();
        revisions.put("改").with_key("a/1").without_key_type().await.unwrap();
        revisions.put("二").with_key("a/2").without_key_type().await.unwrap();
    }
    let there = store.list(Table::Revisions, "").await.unwrap();
    assert_eq!(there, [("a/1".to_owned(), "一".to_owned())]);
}

#[wasm_bindgen_test]
async fn two_connections_see_what_the_other_wrote() {
    let name = fresh();
    let (one_tab, other_tab) = (open(&name).await, open(&name).await);
    one_tab.write(&one(Table::Revisions, "a/1", "一")).await.unwrap();
    other_tab.write(&one(Table::Revisions, "a/2", "二")).await.unwrap();
    assert_eq!(one_tab.keys(Table::Revisions, "a/").await.unwrap(), ["a/1", "a/2"]);
    assert_eq!(other_tab.keys(Table::Revisions, "a/").await.unwrap(), ["a/1", "a/2"]);
}

#[wasm_bindgen_test]
async fn a_newer_build_in_another_tab_gets_the_database() {
    let name = fresh();
    let closing = Rc::new(RefCell::new(None));
    let heard = closing.clone();
    let store = Store::open(&name, move |why| *heard.borrow_mut() = Some(why)).await.unwrap();
    let newer = Database::open(name.as_str()).with_version(99u32).await.unwrap();
    TimeoutFuture::new(50).await;
    assert_eq!(*closing.borrow(), Some(Trouble::Upgrade));
    assert!(matches!(store.write(&one(Table::Settings, "a", "1")).await, Err(StoreError::Gone(_))));
    newer.close();
    assert!(matches!(Store::open(&name, |_| ()).await, Err(StoreError::Newer)));
}

/// A database whose disk is full as long as the test says so. Between the queue and a real store, since no test
/// should fill a real disk.
struct Full {
    store: Store,
    full: RefCell<bool>,
}

impl Keep for Full {
    async fn write(&self, batch: &Batch) -> Result<(), StoreError> {
        if *self.full.borrow() {
            return Err(StoreError::Full("QuotaExceededError".to_owned()));
        }
        self.store.write(batch).await
    }
}

#[wasm_bindgen_test]
async fn a_full_disk_is_told_and_nothing_is_lost() {
    let keep = Rc::new(Full { store: open(&fresh()).await, full: RefCell::new(false) });
    let states = Rc::new(RefCell::new(Vec::new()));
    let told = states.clone();
    let writer = Writer::new(move |state| told.borrow_mut().push(state), |_| ());
    writer.connect(keep.clone());
    writer.push(one(Table::Revisions, "a/1", "一"));
    settle(&states).await;
    assert_eq!(states.borrow_mut().split_off(0), [WriteState::Saving, WriteState::Saved]);

    *keep.full.borrow_mut() = true;
    writer.push(one(Table::Revisions, "a/2", "二"));
    settle(&states).await;
    let full = WriteState::Failed(StoreError::Full("QuotaExceededError".to_owned()));
    assert_eq!(states.borrow_mut().split_off(0), [WriteState::Saving, full]);
    assert_eq!(keep.store.keys(Table::Revisions, "").await.unwrap(), ["a/1"]);

    *keep.full.borrow_mut() = false;
    writer.push(one(Table::Revisions, "a/3", "三"));
    settle(&states).await;
    assert_eq!(states.borrow().last(), Some(&WriteState::Saved));
    assert_eq!(keep.store.keys(Table::Revisions, "").await.unwrap(), ["a/1", "a/2", "a/3"]);
}

/// Waits until the last thing told is no `Saving`.
async fn settle(states: &RefCell<Vec<WriteState>>) {
    for _ in 0..400 {
        TimeoutFuture::new(5).await;
        if states.borrow().last().is_some_and(|state| *state != WriteState::Saving) {
            return;
        }
    }
    panic!("the queue never came to rest: {:?}", states.borrow());
}

#[wasm_bindgen_test]
async fn saved_is_said_only_of_what_is_on_the_disk() {
    let store = Rc::new(open(&fresh()).await);
    let written = Rc::new(RefCell::new(BTreeSet::new()));
    let states = Rc::new(RefCell::new(Vec::new()));
    let (on_disk, told, seen) = (written.clone(), states.clone(), written.clone());
    let writer = Writer::new(
        move |state| {
            if state == WriteState::Saved {
                told.borrow_mut().push(seen.borrow().len());
            }
        },
        move |batch: &Batch| on_disk.borrow_mut().extend(batch.changes.iter().map(|c| format!("{c:?}"))),
    );
    writer.connect(store.clone());
    for n in 0..20 {
        writer.push(one(Table::Revisions, &format!("a/{n:02}"), "改"));
    }
    for _ in 0..400 {
        TimeoutFuture::new(5).await;
        if written.borrow().len() == 20 && states.borrow().last() == Some(&20) {
            break;
        }
    }
    assert_eq!(states.borrow().last(), Some(&20));
    assert_eq!(store.keys(Table::Revisions, "a/").await.unwrap().len(), 20);
}

#[wasm_bindgen_test]
async fn tabs_hear_each_others_news_but_not_their_own() {
    let name = fresh();
    let heard = Rc::new(RefCell::new(Vec::new()));
    let (first, second) = (heard.clone(), heard.clone());
    let one_tab = Channel::open(&name, move |news| first.borrow_mut().push((1, news))).unwrap();
    let other_tab = Channel::open(&name, move |news| second.borrow_mut().push((2, news))).unwrap();
    let news = News::Revisions { document: "a".to_owned(), keys: vec!["a/1".to_owned()] };
    one_tab.tell(&news);
    other_tab.tell(&News::Documents);
    for _ in 0..100 {
        TimeoutFuture::new(5).await;
        if heard.borrow().len() == 2 {
            break;
        }
    }
    let mut heard = heard.borrow().clone();
    heard.sort_by_key(|(tab, _)| *tab);
    assert_eq!(heard, [(1, News::Documents), (2, news)]);
}

/// A small generator of its own, so that a failing order can be run again from its seed (Steele, Lea and Flood,
/// “Fast splittable pseudorandom number generators”, 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}

/// A tab as far as the store knows it: its own queue, what it has in memory, and the news that came in.
struct Tab {
    store: Rc<Store>,
    writer: Writer<Store>,
    memory: Rc<RefCell<BTreeSet<String>>>,
    saved: Rc<RefCell<BTreeSet<String>>>,
    news: Rc<RefCell<Vec<String>>>,
}

impl Tab {
    async fn open(name: &str, others_news: Rc<RefCell<Vec<String>>>, news: Rc<RefCell<Vec<String>>>) -> Self {
        let store = Rc::new(open(name).await);
        let saved = Rc::new(RefCell::new(BTreeSet::new()));
        let mine = saved.clone();
        let writer = Writer::new(
            |_| (),
            move |batch: &Batch| {
                for change in &batch.changes {
                    if let meipi::store::Change::Put(_, key, _) = change {
                        mine.borrow_mut().insert(key.clone());
                        others_news.borrow_mut().push(key.clone());
                    }
                }
            },
        );
        writer.connect(store.clone());
        Self { store, writer, memory: Rc::default(), saved, news }
    }

    /// Reads the revisions that the other tab told of.
    async fn listen(&self) {
        let keys = self.news.borrow_mut().split_off(0);
        for key in keys {
            let there = self.store.get(Table::Revisions, &key).await.unwrap();
            assert!(there.is_some(), "{key} was told before it was on the disk");
            self.memory.borrow_mut().insert(key);
        }
    }
}

#[wasm_bindgen_test]
async fn two_tabs_lose_nothing_in_a_thousand_orders() {
    let mut random = Random(20_200_105);
    let name = fresh();
    for round in 0..1_000 {
        let (to_first, to_second) = (Rc::default(), Rc::default());
        let first = Tab::open(&name, Rc::clone(&to_second), Rc::clone(&to_first)).await;
        let second = Tab::open(&name, to_first, to_second).await;
        let mut made = BTreeSet::new();
        for step in 0..6 + random.below(6) {
            let tab = if random.below(2) == 0 { &first } else { &second };
            match random.below(4) {
                0 | 1 => {
                    let key = format!("{round:04}/{step:02}");
                    tab.memory.borrow_mut().insert(key.clone());
                    tab.writer.push(one(Table::Revisions, &key, "改"));
                    made.insert(key);
                }
                2 => tab.listen().await,
                _ => TimeoutFuture::new(0).await,
            }
        }
        let mut patience = 0;
        while first.saved.borrow().len() + second.saved.borrow().len() < made.len() {
            TimeoutFuture::new(0).await;
            patience += 1;
            assert!(patience < 2_000, "round {round}: some writes never arrived");
        }
        first.listen().await;
        second.listen().await;
        assert_eq!(*first.memory.borrow(), made, "round {round}");
        assert_eq!(*second.memory.borrow(), made, "round {round}");
        let on_disk = first.store.keys(Table::Revisions, &format!("{round:04}/")).await.unwrap();
        assert_eq!(on_disk.into_iter().collect::<BTreeSet<_>>(), made, "round {round}");
    }
}

//! The queue before the database: what is written, in order, and what a reader may be told of it.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use super::{Batch, Store, StoreError};

/// Milliseconds after which a write that failed is tried again on its own.
const RETRY: u32 = 10_000;

/// Something that keeps batches: the [`Store`], or in a test one that fails.
pub trait Keep {
    /// Makes all changes of `batch` or none.
    fn write(&self, batch: &Batch) -> impl Future<Output = Result<(), StoreError>>;
}

impl Keep for Store {
    async fn write(&self, batch: &Batch) -> Result<(), StoreError> {
        Self::write(self, batch).await
    }
}

/// What the store has of what it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteState {
    /// Everything.
    Saved,
    /// Not yet everything.
    Saving,
    /// Less than it was given; the rest is kept and tried again.
    Failed(StoreError),
}

/// Writes batches one after the other. What comes while one is being written goes together into the next.
pub struct Writer<K> {
    queue: Rc<Queue<K>>,
}

struct Queue<K> {
    keep: RefCell<Option<Rc<K>>>,
    waiting: RefCell<Waiting>,
    tell: Box<dyn Fn(WriteState)>,
    written: Box<dyn Fn(&Batch)>,
}

#[derive(Default)]
struct Waiting {
    batch: Batch,
    busy: bool,
    retry: Option<Timeout>,
}

impl<K> Clone for Writer<K> {
    fn clone(&self) -> Self {
        Self { queue: self.queue.clone() }
    }
}

impl<K: Keep + 'static> Writer<K> {
    /// A queue without a database yet: it keeps what it is given until [`connect`](Self::connect). `tell` hears
    /// every change of state, `written` every batch that has arrived on the disk.
    pub fn new(tell: impl Fn(WriteState) + 'static, written: impl Fn(&Batch) + 'static) -> Self {
        let queue = Queue {
            keep: RefCell::new(None),
            waiting: RefCell::new(Waiting::default()),
            tell: Box::new(tell),
            written: Box::new(written),
        };
        Self { queue: Rc::new(queue) }
    }

    /// Gives it the database, the first or another one.
    pub fn connect(&self, keep: Rc<K>) {
        *self.queue.keep.borrow_mut() = Some(keep);
        self.start();
    }

    /// Takes the database away: what comes is kept until there is another.
    pub fn disconnect(&self, why: StoreError) {
        *self.queue.keep.borrow_mut() = None;
        (self.queue.tell)(WriteState::Failed(why));
    }

    /// Writes `batch` behind everything that came before.
    pub fn push(&self, batch: Batch) {
        if !batch.is_empty() {
            self.queue.waiting.borrow_mut().batch.append(batch);
            self.start();
        }
    }

    /// Tries again at once what could not be written.
    pub fn retry(&self) {
        self.start();
    }

    fn start(&self) {
        let Some(keep) = self.queue.keep.borrow().clone() else { return };
        let mut waiting = self.queue.waiting.borrow_mut();
        waiting.retry = None;
        if !waiting.busy && !waiting.batch.is_empty() {
            waiting.busy = true;
            drop(waiting);
            spawn_local(self.clone().write_all(keep));
        }
    }

    async fn write_all(self, keep: Rc<K>) {
        (self.queue.tell)(WriteState::Saving);
        loop {
            let batch = std::mem::take(&mut self.queue.waiting.borrow_mut().batch);
            if batch.is_empty() {
                self.queue.waiting.borrow_mut().busy = false;
                (self.queue.tell)(WriteState::Saved);
                return;
            }
            match keep.write(&batch).await {
                Ok(()) => (self.queue.written)(&batch),
                Err(error) => {
                    self.put_back(batch);
                    (self.queue.tell)(WriteState::Failed(error));
                    return;
                }
            }
        }
    }

    /// Nothing that was not written is lost: it goes back to the head of the queue.
    fn put_back(&self, mut batch: Batch) {
        let mut waiting = self.queue.waiting.borrow_mut();
        batch.append(std::mem::take(&mut waiting.batch));
        waiting.batch = batch;
        waiting.busy = false;
        let again = self.clone();
        waiting.retry = Some(Timeout::new(RETRY, move || again.start()));
    }
}

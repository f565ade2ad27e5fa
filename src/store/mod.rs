//! The store: IndexedDB and the channel between tabs. Browser only.
//!
//! Owns: the database ([`Store`]), the queue before it ([`Writer`]), and the news that tabs send each other
//! ([`Channel`]). It knows tables, keys and lines of text; what the lines mean is [`crate::exchange`]'s.
//!
//! Must hold:
//! - A [`Batch`] is written whole or not at all, and [`Store::write`] answers only when the browser says that it
//!   is on the disk (durability `strict`).
//! - Revisions are only ever added. Two tabs that write at once lose nothing, since each revision has its own key.
//! - Nothing that could not be written is forgotten: the queue keeps it and tries again.

use thiserror::Error;

mod batch;
mod channel;
mod database;
mod writer;

pub use batch::{Batch, Change, Table};
pub use channel::{Channel, News};
pub use database::{Store, Trouble};
pub use writer::{Keep, WriteState, Writer};

/// The name of the database and of the channel. All pages opened from a disk share one place for databases in
/// Chromium, so the name says whose it is.
pub const NAME: &str = "meipi.annotator";

/// Why the store cannot do what it should. The page has a sentence for each.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The browser gives this page no database: storage is blocked, or the window is private.
    #[error("the browser gives no storage: {0}")]
    Unavailable(String),
    /// Another tab holds the database in an older form and does not let go.
    #[error("another tab holds the database in an older form")]
    Blocked,
    /// Another tab has brought the database into a newer form than this build knows.
    #[error("the database is of a newer version of this program")]
    Newer,
    /// No room: the quota is used up or the disk is full. The browser tells no more when it drops a write.
    #[error("no room, or the disk cannot be written: {0}")]
    Full(String),
    /// The database was closed or cleared under the page.
    #[error("the database is gone: {0}")]
    Gone(String),
    /// Anything else, in the browser's words.
    #[error("{0}")]
    Other(String),
}

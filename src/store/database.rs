//! The database itself.

use indexed_db_futures::{
    KeyRange,
    database::Database,
    error::{Error, OpenDbError, UnexpectedDataError},
    prelude::*,
    transaction::{TransactionDurability, TransactionMode, TransactionOptions},
};
use wasm_bindgen_futures::spawn_local;

use super::{Batch, Change, StoreError, Table};

/// The form of the database. A new table or another meaning of a key needs a new number and a way up to it.
const VERSION: u32 = 1;

/// Behind every key that starts with a prefix: no key of ours holds this character.
const LAST: char = '\u{ffff}';

/// So much of a large batch is handed over at once, in bytes; then the page may breathe until the browser has
/// taken it.
const SLICE: usize = 128 * 1024;

/// What it costs to hand a value over, whatever its size, in bytes.
const COST: usize = 512;

/// A connection to the database.
pub struct Store {
    database: Database,
}

/// What happens to a connection from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It cannot be opened while another tab holds the database in an older form. It opens once that tab goes.
    Blocked,
    /// It was closed, since another tab brings the database into a newer form, or deletes it.
    Upgrade,
    /// It was closed, since the browser cleared the database.
    Cleared,
}

impl Store {
    /// Opens the database, making its tables if it is new. `tell` hears what happens to the connection later.
    ///
    /// # Errors
    /// Says why there is no database; it then never will be until the page is loaded again or the other tab goes.
    pub async fn open(name: &str, tell: impl Fn(Trouble) + Clone + 'static) -> Result<Self, StoreError> {
        let blocked = tell.clone();
        let database = Database::open(name)
            .with_version(VERSION)
            .with_on_blocked(move |_| {
                blocked(Trouble::Blocked);
                Ok(())
            })
            .with_on_upgrade_needed(|_, database| {
                let there: Vec<String> = database.object_store_names().collect();
                for table in Table::ALL.into_iter().filter(|table| !there.iter().any(|t| t == table.name())) {
                    database.create_object_store(table.name()).build()?;
                }
                Ok(())
            })
            .await
            .map_err(open_error)?;
        let mut changes = database.version_changes()?;
        spawn_local(async move {
            // Whoever holds on to an old form keeps every other tab out, so this one lets go at once.
            let trouble = match changes.recv().await {
                Some(_) => Trouble::Upgrade,
                None => Trouble::Cleared,
            };
            changes.db().clone().close();
            tell(trouble);
        });
        Ok(Self { database })
    }

    /// Makes all changes of `batch` or none. Answers when they are on the disk.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn write(&self, batch: &Batch) -> Result<(), StoreError> {
        let mut strict = TransactionOptions::new();
        strict.set_durability(TransactionDurability::Strict);
        let transaction = self
            .database
            .transaction(Table::ALL.map(Table::name))
            .with_mode(TransactionMode::Readwrite)
            .with_options(strict)
            .build()?;
        // No await between these requests but on the transaction's own: one that waits for anything else is
        // closed by the browser behind our back.
        let mut since_pause = 0;
        for change in &batch.changes {
            match change {
                Change::Put(table, key, value) => {
                    let table = transaction.object_store(table.name())?;
                    let put = table.put(value.as_str()).with_key(key.as_str()).without_key_type().build()?;
                    since_pause += COST + value.len();
                    if since_pause > SLICE {
                        since_pause = 0;
                        put.await?;
                    }
                }
                Change::Remove(table, key) => {
                    transaction.object_store(table.name())?.delete(key.as_str()).build()?;
                }
                Change::RemoveAll(table, prefix) => {
                    transaction
                        .object_store(table.name())?
                        .delete::<String, _>(starting_with(prefix))
                        .build()?;
                }
            }
        }
        Ok(transaction.commit().await?)
    }

    /// What stands under a key.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn get(&self, table: Table, key: &str) -> Result<Option<String>, StoreError> {
        let transaction = self.database.transaction(table.name()).build()?;
        Ok(transaction.object_store(table.name())?.get(key).primitive()?.await?)
    }

    /// All keys that start with `prefix`, in order, with what stands under them.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn list(&self, table: Table, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        let transaction = self.database.transaction(table.name()).build()?;
        let table = transaction.object_store(table.name())?;
        let keys =
            table.get_all_keys::<String>().with_query::<String, _>(starting_with(prefix)).primitive()?;
        let values = table.get_all::<String>().with_query::<String, _>(starting_with(prefix)).primitive()?;
        let keys = keys.await?.collect::<Result<Vec<_>, _>>()?;
        let values = values.await?.collect::<Result<Vec<_>, _>>()?;
        Ok(keys.into_iter().zip(values).collect())
    }

    /// All keys that start with `prefix`, in order.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn keys(&self, table: Table, prefix: &str) -> Result<Vec<String>, StoreError> {
        let transaction = self.database.transaction(table.name()).build()?;
        let table = transaction.object_store(table.name())?;
        let keys = table
            .get_all_keys::<String>()
            .with_query::<String, _>(starting_with(prefix))
            .primitive()?
            .await?;
        Ok(keys.collect::<Result<Vec<_>, _>>()?)
    }

    /// Closes the connection once its transactions are done.
    pub fn close(self) {
        self.database.close();
    }
}

fn starting_with(prefix: &str) -> KeyRange<String> {
    KeyRange::Bound(prefix.to_owned(), false, format!("{prefix}{LAST}"), true)
}

fn open_error(error: OpenDbError) -> StoreError {
    match error {
        OpenDbError::Base(error) => match StoreError::from(error) {
            StoreError::Other(why) if why.contains("VersionError") => StoreError::Newer,
            StoreError::Full(why) => StoreError::Full(why),
            other => StoreError::Unavailable(other.to_string()),
        },
        other => StoreError::Unavailable(other.to_string()),
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error {
            // What the browser drops without us asking for it, it drops for want of room.
            Error::MissingData(UnexpectedDataError::TransactionAborted) => {
                Self::Full("the write was dropped".to_owned())
            }
            Error::DomException(exception) => {
                let exception: web_sys::DomException = exception.into();
                let (name, why) = (exception.name(), exception.message());
                match name.as_str() {
                    "QuotaExceededError" => Self::Full(why),
                    "InvalidStateError" | "NotFoundError" | "TransactionInactiveError" => Self::Gone(why),
                    "SecurityError" | "NotAllowedError" => Self::Unavailable(why),
                    _ => Self::Other(format!("{name}: {why}")),
                }
            }
            other => Self::Other(other.to_string()),
        }
    }
}

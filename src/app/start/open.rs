//! The ways in: a file, a drop, pasted text, the sample.

use leptos::task::spawn_local;
use web_sys::File;

use crate::app::{
    exchange::{Exchange, use_exchange},
    i18n::{I18n, use_i18n},
    session::{Session, use_session},
    shell::notices::{Notices, use_notices},
};

/// What the picker offers: text in any dress that is read now, and files of notes.
pub const ACCEPT: &str = ".txt,.md,.markdown,.json,.jsonld,.annotation,.meipi,text/plain,text/markdown,application/json,application/ld+json";

/// What a reader brings.
pub enum Matter {
    /// A file: a report, or notes.
    File(File),
    /// Pasted text.
    Text(String),
    /// The report that comes with the page.
    Sample,
}

/// What opening needs. A handle: copy it freely.
#[derive(Clone, Copy)]
pub struct Opener {
    pub(in crate::app) session: Session,
    pub(in crate::app) exchange: Exchange,
    pub(in crate::app) notices: Notices,
    pub(in crate::app) i18n: I18n,
}

impl Opener {
    /// From the contexts of the component at hand.
    pub fn here() -> Self {
        Self { session: use_session(), exchange: use_exchange(), notices: use_notices(), i18n: use_i18n() }
    }

    /// Opens it, or says why it cannot be opened.
    pub fn open(self, matter: Matter) {
        spawn_local(async move {
            if let Some(room) = self.session.enter_or_tell(self.notices, self.i18n).await {
                room.open(self, matter).await;
            }
        });
    }
}

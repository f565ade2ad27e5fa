//! The door to everything that needs a report: the engine, the notes, the reading room, the dialogs.
//!
//! Owns: the line along which the page is cut in two. A first visit downloads the first module: the start screen,
//! the bar and the store. The second comes in behind while the reader looks at the start screen, or when a report
//! is opened before that. `tools/finish.mjs` makes the cut in a release build; any other build is one module.
//!
//! Must hold: the first module reaches the second through [`Workroom`] alone. Any other call would keep what it
//! calls, and all that this calls, in the first (`script/size` tells).

#![cfg_attr(feature = "split", allow(unsafe_code, reason = "the macro declares what the loader links to"))]

use std::{pin::Pin, sync::Arc};

use leptos::{prelude::*, task::spawn_local, wasm_split::SplitLoaderError};

use super::{
    exchange::{Exchange, ExportDialog, ImportDialog},
    i18n::{I18n, tu_string, use_i18n},
    opening::{self, OpeningDialog},
    reader::ReaderProps,
    session::{Opened, Session},
    shell::{
        commands::use_commands,
        help::Help,
        keys,
        notices::{Notices, use_notices},
        palette::Palette,
        report_bar,
        steps::Steps,
    },
    start::open::{Matter, Opener},
};
use crate::{
    store::{News, StoreError},
    text::Digest,
    view::Document,
};

/// Work that goes on while the page is used.
pub type Pending<T> = Pin<Box<dyn Future<Output = T>>>;

/// What the first module asks of the second.
pub trait Workroom: Sync {
    /// The reading room of a document.
    fn reader(&self, document: Arc<Document>) -> AnyView;
    /// What belongs to the page once reports can be opened: the dialogs and the keys.
    fn dialogs(&self) -> AnyView;
    /// The open report's part of the bar at its beginning: its title and what can be done with it.
    fn title(&self) -> AnyView;
    /// The open report's part of the bar at its end: undo, redo, import, export.
    fn tools(&self) -> AnyView;
    /// The same as entries of the menu of a narrow screen, which `hide` closes.
    fn menu(&self, hide: fn()) -> AnyView;
    /// Opens what the reader brought.
    fn open(&self, opener: Opener, matter: Matter) -> Pending<()>;
    /// Opens a document that is kept: [`Session::open_kept`].
    fn open_kept(&self, session: Session, id: Digest) -> Pending<Result<Opened, StoreError>>;
    /// Exports every report with changes that no file holds.
    fn export_all(&self, exchange: Exchange) -> Pending<()>;
    /// Takes in what another tab tells of the open document.
    fn hear(&self, session: Session, news: News) -> Pending<()>;
    /// Takes in what other tabs wrote while this one could not listen.
    fn catch_up(&self, session: Session);
    /// Writes everything that is open once more, into a database that is new.
    fn keep_all(&self, session: Session);
}

impl Session {
    /// The second module, once it is there.
    pub fn workroom(self) -> Option<&'static dyn Workroom> {
        self.workroom.get()
    }

    /// Brings the second module in, if it is not there yet.
    ///
    /// # Errors
    /// It cannot be loaded. The next call tries again.
    async fn enter(self) -> Result<&'static dyn Workroom, SplitLoaderError> {
        if let Some(room) = self.workroom.get_untracked() {
            return Ok(room);
        }
        #[cfg(feature = "split")]
        let room = door().await?;
        #[cfg(not(feature = "split"))]
        let room = door()?;
        if self.workroom.with_untracked(Option::is_none) {
            self.workroom.set(Some(room));
        }
        Ok(room)
    }

    /// The same for something that the reader asked for: if it cannot be loaded, he is told.
    pub async fn enter_or_tell(self, notices: Notices, i18n: I18n) -> Option<&'static dyn Workroom> {
        let room = self.enter().await;
        if room.is_err() {
            notices.fail(tu_string!(i18n, shell.not_loaded).to_string());
        }
        room.ok()
    }
}

/// Brings the second module in behind the start screen, or at once when `help` is asked for. A network that fails
/// is told of when something is wanted from it.
pub fn fetch(session: Session, help: RwSignal<bool>) {
    let (notices, i18n) = (use_notices(), use_i18n());
    Effect::new(move || {
        let asked = help.get();
        if session.ready().get() || asked {
            spawn_local(async move {
                if !asked {
                    // Whoever wants something from it tries again, and is told.
                    let _ = session.enter().await;
                } else if session.enter_or_tell(notices, i18n).await.is_none() {
                    help.set(false);
                }
            });
        }
    });
}

/// The door itself: the only function of the second module that the first one names.
#[cfg_attr(
    feature = "split",
    leptos::wasm_split::wasm_split(workroom, wasm_split_path = ::leptos::wasm_split, fallible)
)]
#[cfg_attr(
    not(feature = "split"),
    expect(clippy::unnecessary_wraps, reason = "it fails where it must be loaded")
)]
fn door() -> Result<&'static dyn Workroom, SplitLoaderError> {
    Ok(&Here)
}

struct Here;

impl Workroom for Here {
    fn reader(&self, document: Arc<Document>) -> AnyView {
        super::reader::Reader(ReaderProps { document }).into_any()
    }

    fn dialogs(&self) -> AnyView {
        let commands = use_commands();
        commands.follow();
        keys::listen(commands);
        view! {
            <ExportDialog />
            <OpeningDialog />
            <ImportDialog />
            <Help />
            <Steps />
            <Palette />
        }
        .into_any()
    }

    fn title(&self) -> AnyView {
        report_bar::title().into_any()
    }

    fn tools(&self) -> AnyView {
        report_bar::tools().into_any()
    }

    fn menu(&self, hide: fn()) -> AnyView {
        report_bar::menu(hide).into_any()
    }

    fn open(&self, opener: Opener, matter: Matter) -> Pending<()> {
        Box::pin(opening::open(opener, matter))
    }

    fn open_kept(&self, session: Session, id: Digest) -> Pending<Result<Opened, StoreError>> {
        Box::pin(async move { session.open_kept(&id).await })
    }

    fn export_all(&self, exchange: Exchange) -> Pending<()> {
        Box::pin(exchange.export_all())
    }

    fn hear(&self, session: Session, news: News) -> Pending<()> {
        Box::pin(session.take_in_news(news))
    }

    fn catch_up(&self, session: Session) {
        session.catch_up();
    }

    fn keep_all(&self, session: Session) {
        session.keep_all();
    }
}

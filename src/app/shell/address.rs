//! The page's address: `#doc=…` names the open document, so that a reload, a bookmark and the back button find it.

use leptos::{prelude::*, task::spawn_local};

use super::notices::{Notices, use_notices};
use crate::{
    app::{
        i18n::{I18n, t_string, tu_string, use_i18n},
        session::{Opened, Session, use_session},
        shell::words::trouble,
    },
    text::Digest,
    view::{Document, address::Address},
};

/// Keeps address and session alike: each follows the other.
pub fn follow() {
    let (session, notices, i18n) = (use_session(), use_notices(), use_i18n());
    Effect::new(move |started: Option<bool>| {
        let connected = session.connected().get();
        if connected && started != Some(true) {
            spawn_local(start(session, notices, i18n));
        }
        connected
    });
    Effect::new(move |before: Option<()>| {
        let open = session.document().get();
        let address = address_of(open.as_deref());
        let title = open.map_or_else(
            || t_string!(i18n, shell.name).to_string(),
            |open| format!("{} · {}", open.title, t_string!(i18n, shell.name)),
        );
        document().set_title(&title);
        // At first the address leads; later it follows.
        if before.is_some() {
            lead_to(&address);
        }
    });
    let listener = window_event_listener_untyped("hashchange", move |_| {
        spawn_local(async move {
            match here().document {
                Some(id) => open(session, notices, i18n, &id).await,
                None if session.document().get_untracked().is_some() => session.leave(),
                None => {}
            }
        });
    });
    on_cleanup(move || listener.remove());
}

/// What the page opens with: what the address says, else what was open when it was last left.
async fn start(session: Session, notices: Notices, i18n: I18n) {
    let wanted = match here().document {
        Some(id) => Some(id),
        None => session.last().await,
    };
    if let Some(id) = wanted.filter(|_| session.document().get_untracked().is_none()) {
        open(session, notices, i18n, &id).await;
    }
    session.started();
}

async fn open(session: Session, notices: Notices, i18n: I18n, id: &Digest) {
    let Some(room) = session.enter_or_tell(notices, i18n).await else { return };
    match room.open_kept(session, id.clone()).await {
        Ok(Opened::Open) => {}
        Ok(Opened::Stopped) => match session.document().get_untracked() {
            Some(open) => lead_to(&address_of(Some(&open))),
            None => session.leave(),
        },
        Ok(Opened::Missing) => {
            session.leave();
            notices.fail(tu_string!(i18n, start.error.lost).to_string());
        }
        Err(why) => notices.fail(untrack(|| trouble(i18n, &why))),
    }
}

fn address_of(open: Option<&Document>) -> Address {
    Address { document: open.map(|open| open.id().clone()) }
}

fn lead_to(address: &Address) {
    if here() != *address {
        let _ = window().location().set_hash(&address.to_string());
    }
}

fn here() -> Address {
    Address::parse(&window().location().hash().unwrap_or_default())
}

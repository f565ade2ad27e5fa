//! How far a long report has come on its way in, with the way out.

use leptos::prelude::*;

use crate::app::{
    i18n::{t_string, use_i18n},
    session::use_session,
    shell::dialog::{Dialog, Working, open_while},
};

/// The dialog that is there while a long report is read, parsed and analysed. Closing it leaves all as it was.
#[component]
pub fn OpeningDialog() -> impl IntoView {
    let (session, i18n) = (use_session(), use_i18n());
    let progress = session.opening();
    let open = open_while(move || progress.with(Option::is_some), move || progress.set(None));
    let title = Signal::derive(move || t_string!(i18n, start.opening_title).to_string());
    let said = Signal::derive(move || t_string!(i18n, start.opening).to_string());
    view! {
        <Dialog open title>
            <Working said progress=progress.into() close=open />
        </Dialog>
    }
}

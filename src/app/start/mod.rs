//! The start screen: one leaf to open a report from, and the reports that are kept.
//!
//! Owns: the ways in ([`open`]): picker, drop, paste, sample; and the list.
//!
//! Must hold: a file that cannot be read changes nothing and gets one sentence: what, where, what to do.

use leptos::{html, prelude::*, task::spawn_local};

use super::{
    exchange::use_exchange,
    i18n::{I18n, t, t_string, tu_string, use_i18n},
    reader,
    session::{Session, use_session},
    shell::{
        icons::{self, icon},
        notices::{Notices, use_notices},
        words::{fill, size},
    },
};
use crate::{
    exchange::kept::{self, KeptDocument},
    text::Digest,
};

pub mod drop;
pub mod open;
pub mod paste;

use open::{Matter, Opener};

/// So many changes that no file holds are worth a word.
const MANY_CHANGES: usize = 20;

/// The start screen.
#[component]
pub fn Start() -> impl IntoView {
    view! {
        <div class="st0">
            <Leaf />
            <Recent />
        </div>
    }
}

/// The leaf, with the ways to open a report.
#[component]
fn Leaf() -> impl IntoView {
    let (opener, i18n) = (Opener::here(), use_i18n());
    let pasting = RwSignal::new(false);
    let file = NodeRef::<html::Input>::new();
    let choose = move |_| {
        if let Some(file) = file.get_untracked() {
            file.click();
        }
    };
    let chosen = move |_| {
        if let Some(field) = file.get_untracked() {
            let chosen = field.files().and_then(|files| files.get(0));
            // The same file can be chosen again.
            field.set_value("");
            if let Some(chosen) = chosen {
                opener.open(Matter::File(chosen));
            }
        }
    };
    paste::listen(opener);
    view! {
        <section class="leaf" aria-labelledby="start-title">
            <div class="sky" aria-hidden="true"><p class="mp" lang="zh-CN">{move || t_string!(i18n, start.brow)}</p></div>
            <div class="in">
                <h1 id="start-title">{t!(i18n, start.title)}</h1>
                <p class="lead"><span>{t!(i18n, start.lead_1)}</span>" "<span>{t!(i18n, start.lead_2)}</span></p>
                <div class="dz">
                    <button type="button" class="btn fill big" on:click=choose>{icon(icons::FILE)}{t!(i18n, start.open)}</button>
                    <input type="file" node_ref=file hidden accept=open::ACCEPT on:change=chosen />
                    <p><span>{t!(i18n, start.drop)}</span><span>{t!(i18n, start.formats)}</span></p>
                </div>
                <div class="alt">
                    <button type="button" class="lnk" on:click=move |_| pasting.set(true)>
                        {icon(icons::PASTE)}<span>{t!(i18n, start.paste)}</span><kbd>"Ctrl V"</kbd>
                    </button>
                    <button type="button" class="lnk" on:click=move |_| opener.open(Matter::Sample)>{icon(icons::PILCROW)}<span>{t!(i18n, start.sample)}</span></button>
                </div>
            </div>
        </section>
        <paste::PasteDialog open=pasting opener />
    }
}

/// The kept reports.
#[component]
fn Recent() -> impl IntoView {
    let (session, i18n) = (use_session(), use_i18n());
    let kept = Memo::new(move |_| session.documents());
    let where_kept = move || {
        let (n, bytes) = kept.with(|kept| (kept.len(), kept.iter().map(|kept| kept.bytes).sum()));
        let words = [("n", n.to_string()), ("size", size(bytes))];
        (n > 0).then(|| {
            fill(
                t_string!(i18n, start.kept_where),
                &words.each_ref().map(|(name, word)| (*name, word.as_str())),
            )
        })
    };
    view! {
        <section class="rec" aria-labelledby="recent">
            <div class="rh"><h2 id="recent">{t!(i18n, start.recent)}</h2><span class="q3">{where_kept}</span></div>
            <Show when=move || kept.with(|kept| !kept.is_empty()) fallback=Nothing>
                <ul>
                    <For each=move || kept.get() key=kept::write let:kept><Entry kept /></For>
                </ul>
                <Backup />
            </Show>
        </section>
    }
}

/// What stands where there are no reports yet.
#[component]
fn Nothing() -> impl IntoView {
    let (opener, i18n) = (Opener::here(), use_i18n());
    view! {
        <div class="none">
            <h3>{t!(i18n, start.none)}</h3>
            <p>{t!(i18n, start.none_note)}</p>
            <button type="button" class="lnk" on:click=move |_| opener.open(Matter::Sample)><span>{t!(i18n, start.first_sample)}</span></button>
        </div>
    }
}

/// A line of the list.
#[component]
fn Entry(kept: KeptDocument) -> impl IntoView {
    let (session, notices, i18n) = (use_session(), use_notices(), use_i18n());
    let KeptDocument { id, title, opened, notes, to_check, place, .. } = kept;
    let percent = place.map_or(0, |place| place.percent.min(100));
    let notes = move || match notes {
        0 => t_string!(i18n, start.no_notes).to_string(),
        1 => t_string!(i18n, start.one_note).to_string(),
        n => fill(t_string!(i18n, start.notes), &[("n", &n.to_string())]),
    };
    let read = move || match percent {
        0 => t_string!(i18n, start.unread).to_string(),
        100 => t_string!(i18n, start.read_all).to_string(),
        n => fill(t_string!(i18n, start.read_to), &[("n", &n.to_string())]),
    };
    let check = move || {
        (to_check > 0).then(|| {
            view! { <span class="flag">{icon(icons::WARNING)}{fill(t_string!(i18n, start.to_check), &[("n", &to_check.to_string())])}</span> }
        })
    };
    let width = 120 * u32::from(percent) / 100;
    let href = format!("#doc={id}");
    let name = title.clone();
    let remove_name = move || fill(t_string!(i18n, start.remove), &[("title", &name)]);
    let removed = title.clone();
    view! {
        <li>
            <a href=href>
                <span class="t">{title}</span>
                <span class="m"><span>{move || reader::words::date(opened)}</span><span>{notes}</span>{check}</span>
                <span class="p">
                    <svg width="120" height="8" viewBox="0 0 120 8" preserveAspectRatio="none" aria-hidden="true">
                        <rect class="bg" y="3" width="120" height="2" />
                        <rect class="fg" y="2" width=width height="4" />
                    </svg>
                    <span>{read}</span>
                </span>
            </a>
            <button type="button" class="btn icon rm" aria-label=remove_name.clone() title=remove_name on:click=move |_| remove(session, notices, i18n, id.clone(), &removed)>
                {icon(icons::CLOSE)}
            </button>
        </li>
    }
}

/// Takes a report off the list and offers to bring it back.
pub fn remove(session: Session, notices: Notices, i18n: I18n, id: Digest, title: &str) {
    session.remove(&id);
    notices.offer(
        fill(tu_string!(i18n, start.removed), &[("title", title)]),
        tu_string!(i18n, start.bring_back).to_string(),
        move || session.bring_back(&id),
    );
}

/// A word about many changes that only this browser holds.
#[component]
fn Backup() -> impl IntoView {
    let (session, exchange, notices, i18n) = (use_session(), use_exchange(), use_notices(), use_i18n());
    let changes = Memo::new(move |_| session.documents().iter().map(|kept| kept.unexported).sum::<usize>());
    let export = move |_| {
        spawn_local(async move {
            if let Some(room) = session.enter_or_tell(notices, i18n).await {
                room.export_all(exchange).await;
            }
        });
    };
    view! {
        <Show when=move || { changes.get() >= MANY_CHANGES }>
            <p class="bk">
                {icon(icons::WARNING)}
                <span>{move || fill(t_string!(i18n, start.backup), &[("n", &changes.get().to_string())])}</span>
                <button type="button" class="btn line" on:click=export>{t!(i18n, start.export_all)}</button>
            </p>
        </Show>
    }
}

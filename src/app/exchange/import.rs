//! The import dialog: what a file would do, and which of it to do.

use std::{collections::BTreeSet, sync::Arc};

use leptos::{ev, prelude::*, task::spawn_local};

use super::{Incoming, Stage, use_exchange, words};
use crate::{
    app::{
        i18n::{t, t_string, use_i18n},
        reader::{self, conflict::ConflictView},
        session::{Progress, use_session},
        shell::{
            dialog::{Dialog, Working, open_while},
            icons::{self, icon},
            words::fill,
        },
        start::open::{ACCEPT, Matter, Opener},
    },
    exchange::preview::{Change, Choice, Counts, Entry, author_key},
    note::{Agent, kinship::Kinship},
};

/// The sorts of notes, in the order of the list, with their signs.
const CHANGES: [(Change, &str); 6] = [
    (Change::New, "+"),
    (Change::Same, "="),
    (Change::Newer, "›"),
    (Change::Older, "‹"),
    (Change::Conflict, "≠"),
    (Change::Deleted, "−"),
];

/// Which notes are wanted: what the buttons say, before authors are counted in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    All,
    WithoutConflicts,
    Authors,
}

/// The import dialog, with the picker that feeds it.
#[component]
pub fn ImportDialog() -> impl IntoView {
    let (exchange, opener, i18n) = (use_exchange(), Opener::here(), use_i18n());
    let is_busy = move || exchange.incoming.with(Option::is_some) || exchange.progress.with(Option::is_some);
    // Closed by the reader, the file is forgotten, and comparing stops.
    let open = open_while(is_busy, move || {
        exchange.incoming.set(None);
        exchange.progress.set(None);
    });
    let chosen = move |event: ev::Event| {
        let field: web_sys::HtmlInputElement = event_target(&event);
        let file = field.files().and_then(|files| files.get(0));
        field.set_value("");
        if let Some(file) = file {
            opener.open(Matter::File(file));
        }
    };
    let title = Signal::derive(move || t_string!(i18n, exchange.import_title).to_string());
    let content = move || match exchange.incoming.get() {
        Some(incoming) => view! { <Preview incoming close=open /> }.into_any(),
        None => view! { <Comparing close=open /> }.into_any(),
    };
    view! {
        <input type="file" hidden node_ref=exchange.picker accept=ACCEPT on:change=chosen />
        <Dialog open title class="import">{content}</Dialog>
    }
}

/// How far the comparison, or the taking in, has come.
#[component]
fn Comparing(close: RwSignal<bool>) -> impl IntoView {
    let (exchange, i18n) = (use_exchange(), use_i18n());
    let progress = Signal::derive(move || exchange.progress.get().map(|(_, progress)| progress));
    let said = Signal::derive(move || {
        let said = exchange.progress.get().map(|(stage, Progress { done, total })| {
            let words = match stage {
                Stage::Comparing => t_string!(i18n, exchange.looking),
                Stage::Taking => t_string!(i18n, exchange.taking),
            };
            fill(words, &[("done", &done.to_string()), ("total", &total.to_string())])
        });
        said.unwrap_or_default()
    });
    view! { <Working said progress close /> }
}

/// What the file would do.
#[component]
fn Preview(incoming: Arc<Incoming>, close: RwSignal<bool>) -> impl IntoView {
    let (exchange, i18n) = (use_exchange(), use_i18n());
    let counts = incoming.preview.counts();
    let authors = incoming.preview.by_author();
    let wanted = RwSignal::new(Wanted::All);
    let chosen: BTreeSet<String> = authors.iter().map(|(author, _)| author_key(author).to_owned()).collect();
    let chosen = RwSignal::new(chosen);
    let choice = move || match wanted.get() {
        Wanted::All => Choice::All,
        Wanted::WithoutConflicts => Choice::WithoutConflicts,
        Wanted::Authors => Choice::Authors(chosen.get()),
    };
    let count = Memo::new({
        let incoming = incoming.clone();
        move |_| incoming.preview.changed(&choice())
    });
    let apply_name = move || match count.get() {
        0 => t_string!(i18n, exchange.nothing).to_string(),
        n => fill(t_string!(i18n, exchange.apply), &[("n", &n.to_string())]),
    };
    let apply = {
        let incoming = incoming.clone();
        move |_| spawn_local(exchange.apply(incoming.clone(), choice()))
    };
    let option = move |value: Wanted, name: Signal<&'static str>| {
        view! {
            <label>
                <input type="radio" name="wanted" prop:checked=move || wanted.get() == value on:change=move |_| wanted.set(value) />
                {move || name.get()}
            </label>
        }
    };
    let several = authors.len() > 1;
    view! {
        <div class="body">
            <About incoming=incoming.clone() />
            <ByResult counts />
            <ByAuthor authors wanted chosen />
            <Conflicts incoming=incoming.clone() />
            <Problems incoming />
            <fieldset class="choices">
                <legend>{t!(i18n, exchange.take)}</legend>
                {option(Wanted::All, Signal::derive(move || t_string!(i18n, exchange.all)))}
                {(counts.conflict > 0).then(|| option(Wanted::WithoutConflicts, Signal::derive(move || t_string!(i18n, exchange.without_conflicts))))}
                {several.then(|| option(Wanted::Authors, Signal::derive(move || t_string!(i18n, exchange.by_authors))))}
            </fieldset>
        </div>
        <footer>
            <p>{icon(icons::UNDO)}{t!(i18n, exchange.one_undo)}</p>
            <button type="button" class="btn" on:click=move |_| close.set(false)>{t!(i18n, shell.cancel)}</button>
            <button type="button" class="btn fill" disabled=move || count.get() == 0 on:click=apply>{apply_name}</button>
        </footer>
    }
}

/// The file, and how it stands to the open report.
#[component]
fn About(incoming: Arc<Incoming>) -> impl IntoView {
    let i18n = use_i18n();
    let notes = incoming.preview.entries.len().to_string();
    let percent = |share: f64| format!("{:.0}", (share * 100.0).floor());
    let file = incoming.file.clone();
    let kinship = move || match incoming.kinship {
        Kinship::SameDocument => Ok(t_string!(i18n, exchange.same_document).to_string()),
        Kinship::SameText => Ok(t_string!(i18n, exchange.same_text).to_string()),
        Kinship::SameReport { share } => {
            Ok(fill(t_string!(i18n, exchange.same_report), &[("n", &percent(share))]))
        }
        Kinship::Another { .. } if incoming.title.is_empty() => {
            Err(t_string!(i18n, exchange.another_unnamed).to_string())
        }
        Kinship::Another { .. } => {
            Err(fill(t_string!(i18n, exchange.another), &[("title", &incoming.title)]))
        }
        Kinship::Unknown => Err(t_string!(i18n, exchange.unknown).to_string()),
    };
    let sign = move || match kinship() {
        Ok(same) => {
            view! { <p class="about"><span class="okline">{icon(icons::CHECK)}{same}</span></p> }.into_any()
        }
        Err(other) => view! { <p class="warn">{icon(icons::WARNING)}<span>{other}</span></p> }.into_any(),
    };
    view! {
        <p class="about"><span>{file}</span><span>{move || fill(t_string!(i18n, exchange.notes_in), &[("n", &notes)])}</span></p>
        {sign}
    }
}

/// How many notes of each sort.
#[component]
fn ByResult(counts: Counts) -> impl IntoView {
    let i18n = use_i18n();
    let row =
        move |sign: &'static str, urgent: bool, count: usize, words: Signal<(&'static str, &'static str)>| {
            view! {
                <tr class:zero=count == 0>
                    <td class="gl" class:z=urgent && count != 0 aria-hidden="true">{sign}</td>
                    <th scope="row">{move || words.get().0}</th>
                    <td class="num">{count}</td>
                    <td class="q3 why">{move || words.get().1}</td>
                </tr>
            }
        };
    let unresolved = Signal::derive(move || {
        (t_string!(i18n, exchange.change.unresolved), t_string!(i18n, exchange.change_note.unresolved))
    });
    let rows = CHANGES.map(|(change, sign)| {
        let words = Signal::derive(move || words::change(i18n, change));
        row(sign, change == Change::Conflict, count_of(&counts, change), words)
    });
    view! {
        <table class="states">
            <caption class="vh">{t!(i18n, exchange.by_result)}</caption>
            <tbody>{rows.into_iter().collect_view()}{row("?", true, counts.unresolved, unresolved)}</tbody>
        </table>
    }
}

fn count_of(counts: &Counts, change: Change) -> usize {
    match change {
        Change::New => counts.new,
        Change::Same => counts.same,
        Change::Newer => counts.newer,
        Change::Older => counts.older,
        Change::Conflict => counts.conflict,
        Change::Deleted => counts.deleted,
    }
}

/// The same by author; with boxes if authors are what is chosen by.
#[component]
fn ByAuthor(
    authors: Vec<(Agent, Counts)>,
    wanted: RwSignal<Wanted>,
    chosen: RwSignal<BTreeSet<String>>,
) -> impl IntoView {
    let (session, i18n) = (use_session(), use_i18n());
    let head = CHANGES.map(|(change, sign)| {
        let words = move || words::change(i18n, change).0;
        let optional = matches!(change, Change::Same | Change::Older);
        view! { <th scope="col" class="num" class:opt=optional aria-label=words title=words>{sign}</th> }
    });
    let row = move |(author, counts): (Agent, Counts)| {
        let key = StoredValue::new(author_key(&author).to_owned());
        let mine = session.me().with_untracked(|me| me.id == author.id);
        let shown = Signal::derive(move || reader::words::name(&author, mine));
        let seal = move || shown.get().chars().take(1).collect::<String>();
        let toggle = move |event: ev::Event| {
            chosen.update(|chosen| {
                if event_target_checked(&event) {
                    chosen.insert(key.get_value());
                } else {
                    chosen.remove(&key.get_value());
                }
            });
        };
        let tick = move || {
            (wanted.get() == Wanted::Authors).then(|| {
                let checked = move || chosen.with(|chosen| key.with_value(|key| chosen.contains(key)));
                view! { <input type="checkbox" prop:checked=checked on:change=toggle /> }
            })
        };
        let cells = CHANGES.map(|(change, _)| {
            let count = count_of(&counts, change);
            let optional = matches!(change, Change::Same | Change::Older);
            view! { <td class="num" class:opt=optional>{if count == 0 { "·".to_owned() } else { count.to_string() }}</td> }
        });
        view! {
            <tr>
                <th scope="row"><label>{tick}<span class="seal" class:me=mine aria-hidden="true">{seal}</span>{move || shown.get()}</label></th>
                {cells.into_iter().collect_view()}
            </tr>
        }
    };
    view! {
        <table class="authors">
            <caption>{t!(i18n, exchange.by_author)}</caption>
            <thead><tr><td></td>{head.into_iter().collect_view()}</tr></thead>
            <tbody>{authors.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// So many conflicts are shown before they are taken in; after that each stands in its note.
const SHOWN: usize = 50;

/// The notes that would be in conflict, each with its sides beside each other.
#[component]
fn Conflicts(incoming: Arc<Incoming>) -> impl IntoView {
    let i18n = use_i18n();
    let entries = &incoming.preview.entries;
    let open: Vec<&Entry> = entries.iter().filter(|entry| entry.change == Change::Conflict).collect();
    if open.is_empty() {
        return None;
    }
    let count = open.len();
    let notes = open.into_iter().take(SHOWN).map(|entry| {
        let quote = entry.after.state.target.quote.exact.clone();
        let conflicts = entry.after.conflicts.iter().cloned();
        let conflicts = conflicts.map(|conflict| view! { <ConflictView conflict settle=None edit=None /> });
        view! { <li><p class="quoted" lang="zh-CN">{quote}</p>{conflicts.collect_view()}</li> }
    });
    let notes = notes.collect_view();
    let more = (count > SHOWN).then(|| {
        view! { <p class="q3">{move || fill(t_string!(i18n, exchange.more), &[("n", &(count - SHOWN).to_string())])}</p> }
    });
    Some(view! {
        <details class="conflicts" open>
            <summary>{move || fill(t_string!(i18n, exchange.conflicts), &[("n", &count.to_string())])}</summary>
            <ul>{notes}</ul>
            {more}
        </details>
    })
}

/// The items that could not be read, each with its reason.
#[component]
fn Problems(incoming: Arc<Incoming>) -> impl IntoView {
    let i18n = use_i18n();
    if incoming.problems.is_empty() {
        return None;
    }
    let count = incoming.problems.len().to_string();
    let list = move || {
        incoming
            .problems
            .iter()
            .map(|problem| view! { <li>{words::problem(i18n, problem)}</li> })
            .collect_view()
    };
    Some(view! {
        <details class="problems">
            <summary>{move || fill(t_string!(i18n, exchange.problems), &[("n", &count)])}</summary>
            <ul>{list}</ul>
        </details>
    })
}

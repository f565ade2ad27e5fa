//! The panel: the box, what it understood, and the list of what was found.

use gloo_timers::callback::Timeout;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    super::{
        desk::{Desk, use_desk},
        icon::{self, icon},
        keys,
        words::{fill, name},
    },
    BOX, close, go, step, words,
};
use crate::{
    app::{
        dom,
        i18n::{t, t_string, use_i18n},
    },
    view::{
        commands::{Command, Focus},
        find::{Group, Hit, Query, Snippet, What},
    },
};

/// Milliseconds of rest after which what was typed is sought. A key that goes to a hit seeks at once.
const REST: u32 = 60;

/// So many hits of a group are listed at first, and so many more each time.
const PAGE: usize = 40;

/// Characters of the report that stand before and behind a hit in the list.
const AROUND: (usize, usize) = (12, 30);

/// The panel, while it is open.
#[component]
pub fn Panel() -> impl IntoView {
    let desk = use_desk();
    view! { <Show when=move || desk.find.open.get()><Open /></Show> }
}

/// Whether the window is so narrow that the list is a sheet.
pub fn is_sheet() -> bool {
    dom::fits("(max-width: 899.98px)")
}

/// Whether the change comes from an input method that has not ended yet.
fn is_being_composed(event: &ev::Event) -> bool {
    event.dyn_ref::<web_sys::InputEvent>().is_some_and(web_sys::InputEvent::is_composing)
}

#[component]
fn Open() -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let find = desk.find;
    let field = NodeRef::<html::Input>::new();
    let waiting = StoredValue::new_local(None::<Timeout>);
    let listed = RwSignal::new(true);
    let read = move || {
        // The box is gone when it loses the focus by being taken away.
        let Some(field) = field.try_get_untracked().flatten() else { return };
        waiting.set_value(None);
        if find.typed.with_untracked(|typed| *typed != field.value()) {
            find.typed.set(field.value());
        }
    };
    let typing = move |event: &ev::Event| {
        if !is_being_composed(event) {
            waiting.set_value(Some(Timeout::new(REST, read)));
        }
    };
    let later = move || waiting.set_value(Some(Timeout::new(REST, read)));
    // The box is the browser's: it is written only when something else than typing changed the query.
    Effect::new(move || {
        let typed = find.typed.get();
        if let Some(field) = field.get().filter(|field| field.value() != typed) {
            field.set_value(&typed);
        }
    });
    let on_key = move |event: ev::KeyboardEvent| {
        let done = match keys::command(&event, Focus::Find, true) {
            Some(Command::NextHit | Command::PreviousHit) => {
                read();
                step(desk, !event.shift_key());
                true
            }
            _ => false,
        };
        if done {
            event.prevent_default();
        }
    };
    let on_escape = move |event: ev::KeyboardEvent| {
        if keys::command(&event, Focus::Field, true) == Some(Command::Close) {
            event.prevent_default();
            event.stop_propagation();
            close(desk);
        }
    };
    let place = move || {
        let count = find.found.with(|found| found.hits.len());
        match find.at.get() {
            _ if find.query.with(Query::is_empty) => String::new(),
            Some(at) => format!("{} / {count}", at + 1),
            None => count.to_string(),
        }
    };
    let none = move || find.found.with(|found| found.hits.is_empty());
    view! {
        <search class="find" class:bare=move || !listed.get() aria-label=move || t_string!(i18n, reader.find.title) on:keydown=on_escape>
            <div class="find-row">
                {icon(icon::SEARCH)}
                <input
                    node_ref=field
                    id=BOX
                    type="text"
                    inputmode="search"
                    enterkeyhint="search"
                    autocomplete="off"
                    spellcheck="false"
                    maxlength="200"
                    aria-label=move || t_string!(i18n, reader.find.title)
                    aria-describedby="find-hint"
                    placeholder=move || t_string!(i18n, reader.find.placeholder)
                    on:input=move |event| typing(&event)
                    on:compositionend=move |_| later()
                    on:blur=move |_| read()
                    on:keydown=on_key
                />
                <span class="find-at" aria-hidden="true">{place}</span>
                <button type="button" class="btn icon" disabled=none aria-label=move || t_string!(i18n, reader.previous) on:click=move |_| { step(desk, false); }>{icon(icon::UP)}</button>
                <button type="button" class="btn icon" disabled=none aria-label=move || t_string!(i18n, reader.next) on:click=move |_| { step(desk, true); }>{icon(icon::DOWN)}</button>
                <button type="button" class="btn icon" aria-expanded=move || listed.get().to_string() aria-label=move || t_string!(i18n, reader.find.list) title=move || t_string!(i18n, reader.find.list) on:click=move |_| listed.update(|on| *on = !*on)>{icon(icon::LIST)}</button>
                <button type="button" class="btn icon" aria-label=move || t_string!(i18n, reader.close) on:click=move |_| close(desk)>{icon(icon::CLOSE)}</button>
            </div>
            <p class="vh" id="find-hint">{t!(i18n, reader.find.hint)}</p>
            <Understood />
            <Show when=move || listed.get()><List /></Show>
        </search>
    }
}

/// What the box understood, where it is more than words; each piece can be switched off.
#[component]
fn Understood() -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let find = desk.find;
    let chips = move || {
        let (query, typed) = (find.query.get(), find.typed.get_untracked());
        query.terms().next()?;
        let chip = |(index, token)| {
            let (sort, asked) = words::token(desk, token, &typed);
            let off = format!("{} {sort} {asked}", t_string!(i18n, reader.find.without));
            let without = query.without(&typed, index);
            view! {
                <li><button type="button" class="chip" aria-label=off on:click=move |_| find.typed.set(without.clone())>
                    <i>{sort}</i>" "<b>{asked}</b>{icon(icon::CLOSE)}
                </button></li>
            }
        };
        let chips = query.tokens.iter().enumerate().map(chip).collect_view();
        Some(view! { <ul class="chips" aria-label=t_string!(i18n, reader.find.understood)>{chips}</ul> })
    };
    view! { {chips} }
}

#[component]
fn List() -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let find = desk.find;
    let limit = RwSignal::new(PAGE);
    let typed = move |words: String| {
        find.typed.set(words);
        super::open(desk);
    };
    let body = move || {
        if find.query.with(Query::is_empty) {
            let sample = move |words: &'static str| {
                view! { <li><button type="button" class="chip" on:click=move |_| typed(words.to_owned())><b>{words}</b></button></li> }
            };
            // What the box can be asked, for who has not typed yet.
            let samples = move || t_string!(i18n, reader.find.samples).split('|').map(sample).collect_view();
            return view! {
                <div class="find-empty">
                    <p>{t!(i18n, reader.find.hint)}</p>
                    <ul class="chips">{samples}</ul>
                </div>
            }
            .into_any();
        }
        if find.found.with(|found| found.hits.is_empty()) {
            return view! {
                <div class="find-empty">
                    <p><b>{move || fill(t_string!(i18n, reader.find.nothing), &find.typed.get())}</b></p>
                    <p>{t!(i18n, reader.find.nowhere)}</p>
                    <button type="button" class="btn line" on:click=move |_| typed(String::new())>{t!(i18n, reader.find.clear)}</button>
                </div>
            }
            .into_any();
        }
        Group::ALL.into_iter().map(|group| lines(desk, group, limit)).collect_view().into_any()
    };
    let only = move || {
        let notes = find.found.with(|found| found.count(Group::Note));
        (notes > 0 || find.only_found.get()).then(|| {
            view! {
                <label class="check">
                    <input type="checkbox" prop:checked=move || find.only_found.get() on:change=move |_| find.only_found.update(|on| *on = !*on) />
                    {t!(i18n, reader.find.only)}
                </label>
            }
        })
    };
    view! { <div class="find-list" tabindex="-1">{body}{only}</div> }
}

/// The hits of one group, under its name and their number.
fn lines(desk: Desk, group: Group, limit: RwSignal<usize>) -> impl IntoView {
    let find = desk.find;
    let i18n = use_i18n();
    let hits: Vec<(usize, Hit)> = find.found.with(|found| {
        found.hits.iter().copied().enumerate().filter(|(_, hit)| hit.group() == group).collect()
    });
    let count = hits.len();
    // The hit at hand is always in the list.
    let at = Memo::new({
        let hits = hits.clone();
        move |_| {
            let at = find.at.get();
            let place = at.and_then(|at| hits.iter().position(|(index, _)| *index == at));
            place.map_or(0, |place| (place / PAGE + 1) * PAGE)
        }
    });
    let rows = move || {
        let shown = limit.get().max(at.get());
        hits.iter().take(shown).map(|&(index, hit)| line(desk, index, hit)).collect_view()
    };
    let more = move || {
        let left = count.saturating_sub(limit.get().max(at.get()));
        (left > 0).then(|| {
            view! {
                <button type="button" class="btn" on:click=move |_| limit.update(|limit| *limit += PAGE)>
                    {move || fill(t_string!(i18n, reader.find.more), &left.min(PAGE))}
                </button>
            }
        })
    };
    (count > 0).then(|| {
        view! {
            <section>
                <h3>{move || words::group(group)}<b>{count}</b></h3>
                <ol>{rows}</ol>
                {more}
            </section>
        }
    })
}

/// One hit with what stands around it.
fn line(desk: Desk, index: usize, hit: Hit) -> impl IntoView {
    let find = desk.find;
    let i18n = use_i18n();
    let document = desk.document();
    let snippet = match (hit.what, hit.span) {
        (What::Note(note), _) => untrack(|| {
            desk.session
                .placed(note)
                .map(|placed| Snippet::of_note(&placed, &find.query.get_untracked(), AROUND))
        }),
        (_, span) => span.map(|span| Snippet::of_report(&document.report, span, AROUND)),
    };
    let Snippet { before, hit: words, after } = snippet.unwrap_or_default();
    let block = hit.span.and_then(|span| document.report.block_at(span.start));
    let place = move || block.map(|block| fill(t_string!(i18n, reader.paragraph_no), &(block + 1)));
    let who = match hit.what {
        What::Note(note) => untrack(|| desk.session.placed(note)).map(|placed| {
            let mine = desk.session.is_mine(&placed.note);
            name(&placed.note.creator, mine)
        }),
        _ => None,
    };
    let current = move || (find.at.get() == Some(index)).then_some("true");
    let element = NodeRef::<html::Button>::new();
    Effect::new(move || {
        if find.at.get() == Some(index)
            && let Some(element) = element.get()
        {
            dom::show_whole(&element);
        }
    });
    view! {
        <li>
            <button type="button" node_ref=element aria-current=current on:click=move |_| go(desk, index)>
                <span lang="zh-CN">{before}<mark>{words}</mark>{after}</span>
                <small>{who.map(|who| format!("{who} "))}{place}</small>
            </button>
        </li>
    }
}

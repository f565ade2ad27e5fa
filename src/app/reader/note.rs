//! A note in the margin or in the sheet: who, when, what, and what can be done with it.

use std::sync::Arc;

use leptos::{html, prelude::*};

use super::{
    conflict::ConflictView,
    desk::{Desk, use_desk},
    editor::Editor,
    icon::{self, icon},
    keys, words,
};
use crate::{
    app::{
        i18n::{t, t_string, tu_string, use_i18n},
        session::DraftKey,
        shell::keys::offer_undo,
    },
    note::{Conflict, Note, NoteId, Scope, Status},
    text::Span,
    view::{PlacedNote, html::colour_class},
};

/// A note with its conversation.
#[component]
pub fn NoteView(
    /// Which.
    note: NoteId,
) -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let session = desk.session;
    let placed = Memo::new(move |_| session.placed(note));
    let active = move || session.is_active(note);
    let here = move || {
        desk.here.with(|here| here.len() > 1 && here.contains(&note)) && session.active().get().is_some()
    };
    let number = Memo::new(move |_| session.number(note));
    let mine = Memo::new(move |_| {
        placed.with(|placed| placed.as_ref().is_some_and(|placed| session.is_mine(&placed.note)))
    });
    let paragraph =
        move || with(placed, |placed| placed.note.state.target.scope == Scope::Paragraph).unwrap_or(false);
    let asks = Memo::new(move |_| with(placed, |placed| placed.asks(&desk.document().report)) == Some(true));
    let review = move || asks.get();
    let left = move || with(placed, |placed| is_left(desk, placed)) == Some(true);
    let class = move || {
        let colour = with(placed, |placed| colour_class(placed.note.state.colour)).unwrap_or_default();
        format!(
            "note {} {}{}{}{}",
            if mine.get() { "mine" } else { "o" },
            if mine.get() { colour } else { "" },
            if active() || here() { " on" } else { "" },
            if paragraph() { " para" } else { "" },
            if review() { " rev" } else { "" }
        )
    };
    let label = move || {
        let kind =
            if paragraph() { t_string!(i18n, reader.paragraph_note) } else { t_string!(i18n, reader.note) };
        number.get().map_or_else(|| kind.to_string(), |number| format!("{kind} {number}"))
    };
    let editing = move || desk.writing.get() == Some(DraftKey::Edit(note));
    let replying = move || desk.writing.get() == Some(DraftKey::Reply(note));
    let root = NodeRef::<html::Article>::new();

    view! {
        <article
            node_ref=root
            id=format!("n-{note}")
            class=class
            tabindex="-1"
            aria-label=label
            on:click=move |_| if !session.active().with_untracked(|active| *active == Some(note)) { desk.activate(&[note]); }
        >
            <div class="by">
                {move || number.get().map(|number| view! { <span class="ix">{number}</span> })}
                {move || with(placed, |placed| by(placed.note.clone()))}
                <span class="st8">
                    {move || if review() {
                        view! { <span class="flag">{icon(icon::WARNING)}{t!(i18n, reader.review)}</span> }.into_any()
                    } else if paragraph() {
                        view! { {t!(i18n, reader.paragraph_note)} }.into_any()
                    } else {
                        with(placed, |placed| placed.note.state.status.map(words::status)).flatten().into_any()
                    }}
                </span>
            </div>
            <Show when=move || review() || (active() && left())><Review placed /></Show>
            <Show when=editing fallback=move || view! { <Body placed /> }><Editor key=DraftKey::Edit(note) /></Show>
            <Conflicts placed />
            {move || with(placed, |placed| {
                placed.replies.iter().cloned().map(|reply| view! { <ReplyView reply /> }).collect_view()
            })}
            <Show when=replying><div class="reply"><Editor key=DraftKey::Reply(note) /></div></Show>
            <Show when=move || active() && !editing() && !replying()><Actions note placed mine /></Show>
        </article>
    }
}

fn with<T>(placed: Memo<Option<PlacedNote>>, read: impl FnOnce(&PlacedNote) -> T) -> Option<T> {
    placed.with(|placed| placed.as_ref().map(read))
}

/// Seal, name and time, in the language of the moment.
fn by(note: Arc<Note>) -> impl IntoView {
    let desk = use_desk();
    move || {
        let mine = desk.session.is_mine(&note);
        let name = words::name(&note.creator, mine);
        let seal = name.chars().next().unwrap_or('·').to_string();
        view! {
            <span class="seal" class:me=mine aria-hidden="true">{seal}</span>
            <b>{name}</b>
            <time datetime=words::machine_date(note.modified)>{words::date(note.modified)}</time>
        }
    }
}

/// Text and tags.
#[component]
fn Body(placed: Memo<Option<PlacedNote>>) -> impl IntoView {
    move || {
        with(placed, |placed| {
            let state = &placed.note.state;
            let tags: Vec<String> = state.tags.iter().cloned().collect();
            view! {
                {state.correction.clone().map(|said| view! { <p class="said"><b>{t!(use_i18n(), reader.correction)}</b>" "{move || words::correction(&said)}</p> })}
                {(!state.text.is_empty()).then(|| view! { <p class="body">{state.text.clone()}</p> })}
                {(!tags.is_empty()).then(|| view! {
                    <div class="tagsrow">{tags.into_iter().map(|tag| view! { <span class="tag">{tag}</span> }).collect_view()}</div>
                })}
            }
        })
    }
}

fn is_left(desk: Desk, placed: &PlacedNote) -> bool {
    placed.note.state.is_left(&placed.anchor, &desk.document().report)
}

/// What a note's passage was and is, and the three ways out: keep, move, leave.
#[component]
fn Review(placed: Memo<Option<PlacedNote>>) -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let changes = move || {
        with(placed, |placed| {
            let now = placed.span().map(|span| desk.document().report.slice(span).to_owned());
            let quote = placed.note.state.target.quote.exact.clone();
            let pairs = if placed.anchor.changes.is_empty() {
                vec![(quote, now.unwrap_or_default())]
            } else {
                placed.anchor.changes.iter().map(|change| (change.was.clone(), change.is.clone())).collect()
            };
            let state = words::anchor(placed.anchor.state);
            view! {
                <p class="was"><i>{state}</i></p>
                {pairs.into_iter().map(|(was, is)| view! {
                    <p class="was">
                        <i>{t!(i18n, reader.was)}</i><s>{was}</s>
                        {(!is.is_empty()).then(|| view! { <i>{t!(i18n, reader.is)}</i><b>{is}</b> })}
                    </p>
                }).collect_view()}
            }
        })
    };
    let candidates =
        move || {
            with(placed, |placed| {
                let note = placed.note.clone();
                placed.anchor.candidates.iter().map(|&span| {
                let note = note.clone();
                let document = desk.document();
                let block = document.report.block_at(span.start).map_or(0, |block| block + 1);
                view! {
                    <li><button type="button" class="btn" on:click=move |_| retarget(desk, &note, span)>
                        {move || words::fill(t_string!(i18n, reader.candidate), &block)}
                    </button></li>
                }
            }).collect_view()
            })
        };
    let keep = move |_| {
        if let Some((note, Some(span))) = with(placed, |placed| (placed.note.clone(), placed.span())) {
            retarget(desk, &note, span);
        }
    };
    let here = move |_| {
        if let (Some(note), Some(selected)) =
            (with(placed, |placed| placed.note.clone()), desk.selection.get_untracked())
        {
            retarget(desk, &note, selected.span);
        }
    };
    let leave = move |_| {
        if let Some((note, anchor)) = with(placed, |placed| (placed.note.id, placed.anchor.clone())) {
            desk.session.edit(note, |state| state.leave(&anchor, &desk.document().report));
        }
    };
    let can_leave = move || with(placed, |placed| !is_left(desk, placed)) == Some(true);
    let can_keep = move || with(placed, |placed| placed.span().is_some()).unwrap_or(false);
    view! {
        {changes}
        <ul>{candidates}</ul>
        <div class="acts">
            <Show when=can_keep><button type="button" class="btn" on:click=keep>{t!(i18n, reader.keep)}</button></Show>
            <button type="button" class="btn" aria-disabled=move || desk.selection.get().is_none().then_some("true") title=move || t_string!(i18n, reader.move_hint) on:mousedown=|event| event.prevent_default() on:click=here>
                {t!(i18n, reader.move_here)}
            </button>
            <Show when=can_leave><button type="button" class="btn" on:click=leave>{t!(i18n, reader.leave)}</button></Show>
        </div>
    }
}

/// Says that a note is about `span` from now on.
fn retarget(desk: Desk, note: &Note, span: Span) {
    let scope = note.state.target.scope;
    let target = desk.document().target(scope, span);
    desk.session.edit(note.id, |state| state.retarget(target));
}

/// Fields that several people changed without knowing of each other: all values, and a click that settles it.
#[component]
fn Conflicts(placed: Memo<Option<PlacedNote>>) -> impl IntoView {
    let desk = use_desk();
    move || {
        with(placed, |placed| {
            let id = placed.note.id;
            let settle = Some(Callback::new(move |value| {
                // The button that was pressed goes with the conflict.
                keys::hold_focus();
                desk.session.settle(id, [value]);
            }));
            let edit = Some(Callback::new(move |()| edit(desk, id)));
            let view = |conflict: &Conflict| view! { <ConflictView conflict=conflict.clone() settle edit /> };
            placed.note.conflicts.iter().map(view).collect_view()
        })
    }
}

/// An answer.
#[component]
fn ReplyView(reply: Arc<Note>) -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let id = reply.id;
    let mine = untrack(|| desk.session.is_mine(&reply));
    let editing = move || desk.writing.get() == Some(DraftKey::Edit(id));
    let text = reply.state.text.clone();
    view! {
        <div class="reply">
            <div class="by">
                {by(reply.clone())}
                {mine.then(|| view! {
                    <span class="st8">
                        <button type="button" class="btn" on:click=move |_| edit(desk, id)>{t!(i18n, reader.edit)}</button>
                    </span>
                })}
            </div>
            <Show when=editing fallback=move || view! { <p class="body">{text.clone()}</p> }>
                <Editor key=DraftKey::Edit(id) />
            </Show>
        </div>
    }
}

/// What can be done with the note at hand.
#[component]
fn Actions(note: NoteId, placed: Memo<Option<PlacedNote>>, mine: Memo<bool>) -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let done = move || with(placed, |placed| placed.note.state.status == Some(Status::Done)).unwrap_or(false);
    let past = RwSignal::new(false);
    let asks = move || with(placed, |placed| placed.note.state.status == Some(Status::Open)).unwrap_or(false);
    view! {
        <div class="acts">
            <button type="button" class="btn" on:click=move |_| reply(desk, note)>{t!(i18n, reader.reply)}</button>
            <Show when=move || mine.get()>
                <button type="button" class="btn" on:click=move |_| edit(desk, note)>{t!(i18n, reader.edit)}</button>
            </Show>
            <button type="button" class="btn" aria-pressed=move || asks().to_string() on:click=move |_| set_status(desk, note, Status::Open)>
                {t!(i18n, reader.status.open)}
            </button>
            <button type="button" class="btn" aria-pressed=move || done().to_string() on:click=move |_| set_status(desk, note, Status::Done)>
                {t!(i18n, reader.status.done)}
            </button>
            <button type="button" class="btn" on:click=move |_| delete(desk, note)>{t!(i18n, reader.delete)}</button>
            <button type="button" class="btn" aria-expanded=move || past.get().to_string() on:click=move |_| past.update(|past| *past = !*past)>
                {t!(i18n, reader.history)}
            </button>
        </div>
        <Show when=move || past.get()><Past note placed /></Show>
    }
}

/// The note's states, the newest first, each with the way back to it.
#[component]
fn Past(note: NoteId, placed: Memo<Option<PlacedNote>>) -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let rows = move || {
        placed.track();
        desk.session
            .history(note)
            .into_iter()
            .rev()
            .enumerate()
            .map(|(age, revision)| {
                let id = revision.id;
                let who = words::name(&revision.author, desk.session.me().with(|me| me.id == revision.author.id));
                let text = if revision.state.deleted {
                    t_string!(i18n, reader.deleted_value).to_string()
                } else {
                    revision.state.text.clone()
                };
                view! {
                    <li>
                        <span>{text}<br /><span class="q3">{who}" "{words::date(revision.at)}</span></span>
                        {(age > 0).then(|| view! {
                            <button type="button" class="btn line" on:click=move |_| desk.session.restore(note, id)>{t!(i18n, reader.restore)}</button>
                        })}
                    </li>
                }
            })
            .collect_view()
    };
    view! { <ol class="past" aria-label=move || t_string!(i18n, reader.history)>{rows}</ol> }
}

/// Opens the field of a note.
pub fn edit(desk: Desk, note: NoteId) {
    desk.open_draft(DraftKey::Edit(note));
}

/// Opens a field for an answer.
pub fn reply(desk: Desk, note: NoteId) {
    desk.open_draft(DraftKey::Reply(note));
}

/// Sets where a conversation stands, or takes that back if it already stands there.
pub fn set_status(desk: Desk, note: NoteId, status: Status) {
    desk.session
        .edit(note, |state| state.status = if state.status == Some(status) { None } else { Some(status) });
}

/// Deletes a note, with a way back.
pub fn delete(desk: Desk, note: NoteId) {
    desk.session.delete(note);
    desk.here.update(|here| here.retain(|other| *other != note));
    offer_undo(desk.session, desk.notices, desk.i18n, tu_string!(desk.i18n, reader.deleted).to_string());
}

/// Notes on the whole report, and notes that wait for a place.
#[component]
pub fn Loose() -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let session = desk.session;
    let ids = |notes: &[PlacedNote]| notes.iter().map(|placed| placed.note.id).collect::<Vec<_>>();
    let waiting = move || session.notes_waiting().with(|notes| ids(notes));
    let whole = move || session.notes_on_report().with(|notes| ids(notes));
    view! {
        <details class="loose">
            <summary>
                {move || {
                    let (waiting, whole) = (waiting().len(), whole().len());
                    let mut parts = Vec::new();
                    if waiting > 0 { parts.push(words::fill(t_string!(i18n, reader.waiting), &waiting)); }
                    if whole > 0 { parts.push(words::fill(t_string!(i18n, reader.on_report), &whole)); }
                    parts.join(" · ")
                }}
            </summary>
            <For each=move || waiting().into_iter().chain(whole()) key=|id| *id children=|note| view! { <NoteView note /> } />
        </details>
    }
}

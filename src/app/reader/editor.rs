//! Writing a note: text, tags, colour.
//!
//! Must hold: what is typed is a draft at once; nothing saves, closes or redraws while an input method
//! composes; the field's text is the browser's and is never written under the caret.

use std::collections::BTreeSet;

use leptos::{ev, html, prelude::*, web_sys};

use super::{
    desk::{Desk, use_desk},
    icon::{self, icon},
    keys, words,
};
use crate::{
    app::{
        i18n::{t, t_string, use_i18n},
        session::{Draft, DraftKey, now},
        shell::preferences::Preferences,
    },
    note::{Colour, NoteId, Scope},
    view::{commands::Command, html::colour_class},
};

/// The field of one draft, or the draft as a closed note if another field is open.
#[component]
pub fn Editor(
    /// Which.
    key: DraftKey,
) -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let open = move || desk.writing.get() == Some(key);
    let text = move || {
        desk.session
            .drafts()
            .with(|drafts| drafts.get(&key).map(|draft| draft.text.clone()).unwrap_or_default())
    };
    view! {
        <Show when=open fallback=move || view! {
            <article class="note mine" aria-label=move || t_string!(i18n, reader.draft) on:click=move |_| desk.open_draft(key)>
                <div class="by"><span class="st8">{t!(i18n, reader.draft)}</span></div>
                <p class="body">{text}</p>
                <div class="acts">
                    <button type="button" class="btn">{t!(i18n, reader.go_on)}</button>
                    <button type="button" class="btn" on:click=move |event| { event.stop_propagation(); desk.session.drop_draft(&key); }>
                        {t!(i18n, reader.throw_away)}
                    </button>
                </div>
            </article>
        }>
            <Field key />
        </Show>
    }
}

/// What the field starts with: the draft, else what it is a draft of.
fn start(desk: Desk, key: DraftKey) -> Option<Draft> {
    desk.session.draft(&key).or_else(|| {
        let of = |note: NoteId| {
            desk.session.placed(note).and_then(|placed| {
                std::iter::once(&placed.note)
                    .chain(placed.replies.iter())
                    .find(|other| other.id == note)
                    .map(|note| note.state.clone())
            })
        };
        let (state, text) = match key {
            DraftKey::New(..) => return None,
            DraftKey::Edit(note) => {
                let state = of(note)?;
                let text = state.text.clone();
                (state, text)
            }
            DraftKey::Reply(note) => (of(note)?, String::new()),
        };
        let tags = if matches!(key, DraftKey::Edit(_)) { state.tags } else { BTreeSet::new() };
        Some(Draft { target: state.target, text, tags, colour: state.colour, at: now() })
    })
}

#[component]
fn Field(key: DraftKey) -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let Some(first) = untrack(|| start(desk, key)) else { return ().into_any() };
    let draft = StoredValue::new(first.clone());
    let tags = RwSignal::new(first.tags.clone());
    let colour = RwSignal::new(first.colour);
    let field = NodeRef::<html::Textarea>::new();
    let keep = move |change: &dyn Fn(&mut Draft)| {
        draft.update_value(|draft| {
            change(draft);
            draft.at = now();
        });
        desk.session.set_draft(key, draft.get_value());
    };
    let keep_tags = move |tags: BTreeSet<String>| keep(&|draft| draft.tags.clone_from(&tags));
    let preferences = expect_context::<Preferences>();
    let asks_for_name =
        desk.session.me().with_untracked(|me| me.name.is_empty()) && !preferences.is_unsigned();
    let name = NodeRef::<html::Input>::new();
    let save = move || {
        match name.get_untracked().map(|name| name.value()) {
            Some(name) if name.trim().is_empty() => preferences.leave_unsigned(),
            Some(name) => desk.session.set_name(&name),
            None => {}
        }
        if let Some(field) = field.get_untracked() {
            keep(&|draft| draft.text = field.value());
        }
        keep_note(desk, key, &draft.get_value());
    };
    let on_key = move |event: ev::KeyboardEvent| match keys::in_editor(&event) {
        Some(Command::Save) => {
            event.prevent_default();
            event.stop_propagation();
            save();
        }
        Some(Command::Close) => {
            event.prevent_default();
            event.stop_propagation();
            close(desk, key);
        }
        _ => {}
    };
    field.on_load(move |field| {
        let focus = move || {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = field.focus_with_options(&options);
            let end = u32::try_from(field.value().encode_utf16().count()).ok();
            let _ = field.set_selection_start(end).and_then(|()| field.set_selection_end(end));
            field.clone()
        };
        // At once: what is typed before the next frame must not go past the field.
        let field = focus();
        // And again if the slot had to be moved to its place, which takes the focus away.
        request_animation_frame(move || {
            let has_it = document().active_element().is_some_and(|active| field.is_same_node(Some(&active)));
            if !has_it {
                focus();
            }
        });
    });
    let quote = first.target.quote.exact.clone();
    let is_new = matches!(key, DraftKey::New(..));
    let is_reply = matches!(key, DraftKey::Reply(_));
    let label = move || match key {
        DraftKey::New(Scope::Paragraph, _) => t_string!(i18n, reader.paragraph_note_text).to_string(),
        DraftKey::Reply(_) => t_string!(i18n, reader.reply_text).to_string(),
        _ => t_string!(i18n, reader.note_text).to_string(),
    };
    view! {
        <form
            class="editor"
            class:note=is_new
            class:on=is_new
            class:mine=is_new
            aria-label=label
            on:submit=move |event: ev::SubmitEvent| { event.prevent_default(); save(); }
            on:keydown=on_key
            on:click=|event| event.stop_propagation()
        >
            {is_new.then(|| view! { <p class="quoted" lang="zh-CN">{quote}</p> })}
            <textarea
                node_ref=field
                rows="3"
                aria-label=label
                prop:value=first.text.clone()
                on:input=move |_| if let Some(field) = field.get_untracked() { keep(&|draft| draft.text = field.value()); }
            ></textarea>
            {(!is_reply).then(|| view! {
                <div class="row">
                    <Tags tags on_change=keep_tags />
                    <div class="swatches" role="radiogroup" aria-label=move || t_string!(i18n, reader.colour)>
                        {Colour::ALL.into_iter().map(|choice| view! {
                            <button
                                type="button"
                                role="radio"
                                class=colour_class(choice)
                                aria-checked=move || (colour.get() == choice).to_string()
                                aria-label=move || words::colour(choice)
                                on:click=move |_| { colour.set(choice); keep(&|draft| draft.colour = choice); }
                            >
                                {move || (colour.get() == choice).then(|| icon(icon::CHECK))}
                            </button>
                        }).collect_view()}
                    </div>
                </div>
            })}
            <div class="row">
                {asks_for_name.then(|| view! {
                    <label class="sign">
                        {t!(i18n, reader.sign)}
                        <input type="text" autocomplete="name" maxlength="40" node_ref=name
                            placeholder=move || t_string!(i18n, reader.sign_optional) on:keydown=|event| not_while_composing(&event) />
                    </label>
                })}
                <span class="end">
                    <button type="button" class="btn" on:click=move |_| throw_away(desk, key)>{t!(i18n, reader.cancel)}</button>
                    <button type="submit" class="btn fill">{t!(i18n, reader.save)}<kbd aria-hidden="true">"⌃↵"</kbd></button>
                </span>
            </div>
        </form>
    }
    .into_any()
}

/// Keeps the key that ends a composition from sending the form as well.
pub fn not_while_composing(event: &ev::KeyboardEvent) {
    if keys::is_composing(event) {
        event.prevent_default();
    }
}

/// The tags that were typed, with whatever people put between them.
pub fn tags_in(words: &str) -> impl Iterator<Item = &str> {
    words.split([' ', ',', '，', '、', '#', '　']).map(str::trim).filter(|word| !word.is_empty())
}

/// Tags, as words that can be taken away, and a field for the next.
#[component]
fn Tags(
    tags: RwSignal<BTreeSet<String>>,
    on_change: impl Fn(BTreeSet<String>) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    let field = NodeRef::<html::Input>::new();
    let set = move |change: &dyn Fn(&mut BTreeSet<String>)| {
        tags.update(|tags| change(tags));
        on_change(tags.get_untracked());
    };
    let take = move || {
        // It is gone when it loses the focus by being taken away.
        let Some(field) = field.try_get_untracked().flatten() else { return };
        let words = field.value();
        if tags_in(&words).next().is_some() {
            set(&|tags| tags.extend(tags_in(&words).map(str::to_owned)));
        }
        field.set_value("");
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let empty = field.get_untracked().is_some_and(|field| field.value().is_empty());
        match event.key().as_str() {
            _ if keys::is_composing(&event) => {}
            // The form saves with this key: with the tag that is still being written.
            "Enter" if event.ctrl_key() || event.meta_key() => take(),
            _ if event.ctrl_key() || event.meta_key() => {}
            "Enter" | "," | "，" if !empty => {
                event.prevent_default();
                take();
            }
            "Enter" => event.prevent_default(),
            "Backspace" if empty => set(&|tags| drop(tags.pop_last())),
            _ => {}
        }
    };
    view! {
        <div class="tagbox">
            <For each=move || tags.get() key=Clone::clone children=move |tag| {
                let gone = tag.clone();
                let name = tag.clone();
                view! {
                    <span class="tag">{tag}
                        <button type="button" aria-label=move || words::fill(t_string!(i18n, reader.remove_tag), &name) on:click=move |_| set(&|tags| {
                                tags.remove(&gone);
                            })>"×"</button>
                    </span>
                }
            } />
            <input
                node_ref=field
                type="text"
                autocomplete="off"
                aria-label=move || t_string!(i18n, reader.tags)
                placeholder=move || t_string!(i18n, reader.tags)
                on:keydown=on_key
                on:blur=move |_| take()
            />
        </div>
    }
}

/// Makes the draft a note, or the note's new state. An empty new note is a mark.
fn keep_note(desk: Desk, key: DraftKey, draft: &Draft) {
    let session = desk.session;
    let text = draft.text.trim_end().to_owned();
    let note = match key {
        DraftKey::New(..) => session.create(draft.target.clone(), text, draft.tags.clone(), draft.colour),
        DraftKey::Edit(note) => {
            session.edit(note, |state| {
                state.text = text;
                state.tags.clone_from(&draft.tags);
                state.colour = draft.colour;
            });
            note
        }
        DraftKey::Reply(to) => {
            if let Some(placed) = session.placed(to).filter(|_| !text.is_empty()) {
                session.reply(&placed.note, text);
            }
            to
        }
    };
    session.drop_draft(&key);
    desk.close_field();
    desk.activate(&[note]);
    keys::focus_note(note);
}

/// Closes the field and keeps what was typed.
fn close(desk: Desk, key: DraftKey) {
    desk.close_field();
    leave(desk, key);
}

/// Closes the field and drops what was typed.
fn throw_away(desk: Desk, key: DraftKey) {
    desk.session.drop_draft(&key);
    desk.close_field();
    leave(desk, key);
}

/// Gives the focus back to where the field was opened from.
fn leave(desk: Desk, key: DraftKey) {
    match key {
        DraftKey::New(..) => {
            if let Some(span) = desk.draft_span(&key) {
                keys::focus_span(desk, span);
            }
        }
        DraftKey::Edit(note) | DraftKey::Reply(note) => keys::focus_note(note),
    }
}

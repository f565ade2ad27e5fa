//! Changing all notes that are shown at once: the menu that says how many each change touches, and makes it.
//!
//! Must hold: nothing is changed that is not shown; every change is one step, and the notice that tells of it offers
//! to take it back.

use leptos::{ev, html, prelude::*, task::spawn_local};

use super::{
    super::{
        desk::{Desk, use_desk},
        editor, keys, words,
    },
    menu::{self, Menu},
};
use crate::{
    app::{
        i18n::{t, t_string, tu_string, use_i18n},
        shell::keys::offer_undo,
    },
    note::{ActionKind, Colour, NoteId, Status, bulk::Change},
    view::{PlacedNote, html::colour_class, sentence},
};

/// The id of the menu.
pub const MENU: &str = "bulk-menu";

/// What can be done to all notes that are shown.
#[component]
pub fn BulkMenu() -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    let shown = Memo::new(move |_| if is_open.get() { Shown::now(desk) } else { Shown::default() });
    let title = Signal::derive(move || {
        sentence::fill(t_string!(i18n, reader.bulk.title), &[("n", &shown.with(Shown::count).to_string())])
    });
    let own = move || {
        let (all, own) = shown.with(|shown| (shown.count(), shown.own()));
        (own < all).then(|| sentence::fill(t_string!(i18n, reader.bulk.own), &[("n", &own.to_string())]))
    };
    let states = [Some(Status::Open), Some(Status::Answered), Some(Status::Done), None].map(|status| {
        let name = Signal::derive(move || {
            status.map_or_else(|| t_string!(i18n, reader.find.no_state).to_string(), words::status)
        });
        view! { <Choice change=Change::Status(status) name shown /> }
    });
    let colours = Colour::ALL.map(|colour| {
        let name = Signal::derive(move || words::colour(colour));
        view! { <Choice change=Change::Colour(colour) name shown swatch=colour_class(colour) /> }
    });
    let tags = move || shown.with(Shown::tags);
    let choice_of_tag = move |tag: String| {
        let name = Signal::stored(format!("# {tag}"));
        view! { <Choice change=Change::Untag(tag) name shown /> }
    };
    let delete = move || words::fill(t_string!(i18n, reader.bulk.delete), &shown.with(Shown::count));
    view! {
        <Menu id=MENU label=title is_open>
            <h2>{title}</h2>
            <p class="q3">{t!(i18n, reader.bulk.note)}{move || own().map(|own| view! { <br />{own} })}</p>
            <fieldset><legend>{t!(i18n, reader.find.state)}</legend>{states.into_iter().collect_view()}</fieldset>
            <fieldset><legend>{t!(i18n, reader.colour)}</legend>{colours.into_iter().collect_view()}</fieldset>
            <fieldset><legend>{t!(i18n, reader.bulk.tag)}</legend><NewTag shown /></fieldset>
            <Show when=move || !tags().is_empty()>
                <fieldset>
                    <legend>{t!(i18n, reader.bulk.untag)}</legend>
                    <For each=tags key=Clone::clone children=choice_of_tag />
                </fieldset>
            </Show>
            <button type="button" class="btn line" disabled=move || shown.with(Shown::count) == 0 on:click=move |_| change_all(desk, Change::Delete)>
                {delete}
            </button>
            <Show when=move || shown.with(Shown::is_answered)><p class="q3">{t!(i18n, reader.bulk.answers)}</p></Show>
        </Menu>
    }
}

/// The notes that are shown, each with whether it is the reader's own.
#[derive(Clone, Default, PartialEq)]
struct Shown(Vec<(PlacedNote, bool)>);

impl Shown {
    fn now(desk: Desk) -> Self {
        let seen = desk.find.seen(&desk.document().report).into_iter();
        let with_owner = |placed: PlacedNote| {
            let mine = desk.session.is_mine(&placed.note);
            (placed, mine)
        };
        Self(seen.map(with_owner).collect())
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn own(&self) -> usize {
        self.0.iter().filter(|(_, mine)| *mine).count()
    }

    /// How many of them a change touches.
    fn touched(&self, change: &Change) -> usize {
        self.0.iter().filter(|(placed, mine)| change.touches(&placed.note.state, *mine)).count()
    }

    /// The tags that can be taken away, each once.
    fn tags(&self) -> Vec<String> {
        let own = self.0.iter().filter(|(_, mine)| *mine);
        let mut tags: Vec<String> = own.flat_map(|(placed, _)| placed.note.state.tags.clone()).collect();
        tags.sort();
        tags.dedup();
        tags
    }

    fn is_answered(&self) -> bool {
        self.0.iter().any(|(placed, _)| !placed.replies.is_empty())
    }
}

/// One change, with how many notes it touches.
#[component]
fn Choice(
    change: Change,
    name: Signal<String>,
    shown: Memo<Shown>,
    /// The class of its colour.
    #[prop(optional)]
    swatch: Option<&'static str>,
) -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let count = {
        let change = change.clone();
        Memo::new(move |_| shown.with(|shown| shown.touched(&change)))
    };
    view! {
        <button type="button" class="chip" disabled=move || count.get() == 0 on:click=move |_| change_all(desk, change.clone())>
            {swatch.map(|class| view! { <s class=class></s> })}<b>{name}</b>" "<i>{count}</i><span class="vh">" "{t!(i18n, reader.bulk.touched)}</span>
        </button>
    }
}

/// A field for tags that all get.
#[component]
fn NewTag(shown: Memo<Shown>) -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let field = NodeRef::<html::Input>::new();
    let typed = RwSignal::new(String::new());
    let change = move || Change::Tag(typed.with(|typed| editor::tags_in(typed).map(str::to_owned).collect()));
    let count = Memo::new(move |_| shown.with(|shown| shown.touched(&change())));
    // What was typed for other notes is not left for these.
    Effect::new(move || {
        if shown.with(Shown::count) == 0 {
            typed.set(String::new());
        }
    });
    let label = move || match count.get() {
        0 => t_string!(i18n, reader.bulk.add).to_string(),
        count => words::fill(t_string!(i18n, reader.bulk.add_to), &count),
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if count.get_untracked() > 0 {
            change_all(desk, untrack(change));
        }
    };
    view! {
        <form class="new-tag" on:submit=submit>
            <input
                node_ref=field
                type="text"
                autocomplete="off"
                aria-label=move || t_string!(i18n, reader.bulk.tag)
                placeholder=move || t_string!(i18n, reader.tags)
                prop:value=typed
                on:keydown=|event| editor::not_while_composing(&event)
                on:input=move |_| if let Some(field) = field.get_untracked() { typed.set(field.value()); }
            />
            <button type="submit" class="btn line" disabled=move || count.get() == 0>
                {label}
            </button>
        </form>
    }
}

/// Makes a change to all notes that are shown, and tells of it with the way back.
fn change_all(desk: Desk, change: Change) {
    let shown = untrack(|| desk.find.seen(&desk.document().report));
    let notes: Vec<NoteId> = shown.iter().map(|placed| placed.note.id).collect();
    menu::close(MENU);
    // What is being written stays as a draft.
    desk.close_field();
    if change == Change::Delete
        && desk.session.active().get_untracked().is_some_and(|note| notes.contains(&note))
    {
        desk.activate(&[]);
    }
    let kind = change.kind();
    spawn_local(async move {
        let count = desk.session.change_all(notes, change).await;
        if count == 0 {
            return;
        }
        let told = match kind {
            ActionKind::Tags => tu_string!(desk.i18n, reader.bulk.told.tags),
            ActionKind::Colour => tu_string!(desk.i18n, reader.bulk.told.colour),
            ActionKind::Delete => tu_string!(desk.i18n, reader.bulk.told.deleted),
            _ => tu_string!(desk.i18n, reader.bulk.told.status),
        };
        offer_undo(desk.session, desk.notices, desk.i18n, words::fill(told, &count));
        request_animation_frame(move || keys::keep_focus(desk));
    });
}

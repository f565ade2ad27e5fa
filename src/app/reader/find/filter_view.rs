//! Which notes are shown: the head of the margin, which says so, and the menu to choose from.

use leptos::prelude::*;

use super::{
    super::{
        desk::{Desk, use_desk},
        icon::{self, icon},
        keys,
        paper::notes_of,
        words::fill,
    },
    bulk,
    menu::Menu,
    words,
};
use crate::{
    app::{
        dom,
        i18n::{t, t_string, use_i18n},
    },
    view::{
        commands::Command,
        filter::{self, Facet},
        sentence,
    },
};

/// The id of the menu.
pub const MENU: &str = "filter-menu";

/// The head of the margin: how many notes there are, which of them are shown, and the way from one to the next.
#[component]
pub fn NotesHead() -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let find = desk.find;
    let counts = Memo::new(move |_| find.counts(&desk.document().report));
    let any = move || counts.get().1 > 0;
    let hides = move || counts.get().0 < counts.get().1;
    let sentence = move || {
        let (shown, all) = counts.get();
        let words =
            if shown == all { t_string!(i18n, reader.find.all) } else { t_string!(i18n, reader.find.some) };
        sentence::fill(words, &[("n", &all.to_string()), ("m", &shown.to_string())])
    };
    let hidden = move || {
        let (shown, all) = counts.get();
        fill(t_string!(i18n, reader.find.hidden), &(all - shown))
    };
    let chips = move || {
        let chip = |facet: Facet| {
            let name = words::facet(desk, &facet);
            let off = format!("{} {} {name}", t_string!(i18n, reader.find.without), words::sort(&facet));
            view! {
                <li><button type="button" class="chip" aria-label=off on:click=move |_| find.chosen.update(|chosen| filter::toggle(chosen, &facet))>
                    <b>{name}</b>{icon(icon::CLOSE)}
                </button></li>
            }
        };
        let only = find.only_found.get().then(|| {
            view! {
                <li><button type="button" class="chip" on:click=move |_| find.only_found.set(false)>
                    <b>{t!(i18n, reader.find.only)}</b>{icon(icon::CLOSE)}
                </button></li>
            }
        });
        let chips = find.chosen.get().into_iter().map(chip).collect_view();
        view! { {chips}{only} }
    };
    let has_chips = move || find.only_found.get() || find.chosen.with(|chosen| !chosen.is_empty());
    view! {
        <Show when=any>
            <div class="notes-head" class:on=hides role="group" aria-label=move || t_string!(i18n, reader.find.shown)>
                <p>
                    <span role="status">{sentence}</span>
                    <span class="end">
                        <button type="button" class="btn" popovertarget=MENU aria-haspopup="dialog">{icon(icon::FUNNEL)}{t!(i18n, reader.find.filter)}</button>
                        <button type="button" class="btn" popovertarget=bulk::MENU aria-haspopup="dialog" disabled=move || counts.get().0 == 0 title=move || t_string!(i18n, shell.command.bulk)>{t!(i18n, reader.bulk.open)}</button>
                        <button type="button" class="btn icon" aria-label=move || t_string!(i18n, shell.command.previous_note) on:click=move |_| { keys::run(desk, Command::PreviousNote); }>{icon(icon::UP)}</button>
                        <button type="button" class="btn icon" aria-label=move || t_string!(i18n, shell.command.next_note) on:click=move |_| { keys::run(desk, Command::NextNote); }>{icon(icon::DOWN)}</button>
                    </span>
                </p>
                <Show when=hides>
                    <p>
                        <span class="q3">{hidden}</span>
                        <button type="button" class="btn" on:click=move |_| find.show_all()>{t!(i18n, reader.find.show_all)}</button>
                    </p>
                </Show>
                <Show when=has_chips><ul class="chips">{chips}</ul></Show>
            </div>
        </Show>
    }
}

/// Takes the tint of notes that are not shown from the text under `root`, or gives it back. Tracks what is shown.
pub fn fade(desk: Desk, root: &web_sys::Element) {
    for name in ["data-ref", "data-n"] {
        for piece in dom::all::<web_sys::Element>(root, &format!("[{name}]")) {
            let shown = notes_of(&piece, name).into_iter().any(|id| desk.find.shows(id));
            let _ = piece.class_list().toggle_with_force("out", !shown);
        }
    }
}

/// Keeps the tints in step with what is shown, until the owner at hand is cleaned up.
pub fn follow(desk: Desk) {
    // A note at hand that a new choice leaves out is put away; one that somebody asks for later stays.
    Effect::new(move || {
        desk.find.chosen.track();
        desk.find.only_found.track();
        let active = desk.session.active().get_untracked();
        if active.is_some_and(|note| untrack(|| !desk.find.shows(note)))
            && desk.writing.get_untracked().is_none()
        {
            desk.activate(&[]);
        }
    });
    Effect::new(move |was: Option<bool>| {
        let is = desk.find.is_filtered();
        if is || was == Some(true) {
            let article = desk.paper.with_value(|paper| paper.article.clone());
            article.inspect(|article| fade(desk, article));
        }
        is
    });
}

/// Everything that can be asked of the notes, with how many have it.
#[component]
pub fn FilterMenu() -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let find = desk.find;
    // Counted while it is open only: every note is asked for everything.
    let is_open = RwSignal::new(false);
    let facets = move || {
        if !is_open.get() {
            return Vec::new();
        }
        let document = desk.document();
        let report = &document.report;
        desk.session.notes().with(|notes| {
            let spoken = notes.iter().filter(|placed| !placed.is_quiet(report));
            let mut facets = filter::facets(spoken, report);
            // Bare corrections stand in the margin for who asks for them, and count for nothing else.
            let corrections = Facet::Kind(filter::Kind::Correction);
            facets.retain(|(facet, _)| *facet != corrections);
            let count = notes.iter().filter(|placed| corrections.fits(placed, report)).count();
            facets.extend((count > 0).then_some((corrections, count)));
            facets
        })
    };
    let groups = move || {
        let mut groups: Vec<Vec<(Facet, usize)>> = Vec::new();
        for (facet, count) in facets() {
            match groups.last_mut().filter(|group| group[0].0.is_like(&facet)) {
                Some(group) => group.push((facet, count)),
                None => groups.push(vec![(facet, count)]),
            }
        }
        if groups.is_empty() {
            return view! { <p class="q3">{t!(i18n, reader.find.filter_none)}</p> }.into_any();
        }
        view! {
            {groups.into_iter().map(|group| choices(desk, group)).collect_view()}
            <p class="q3">{t!(i18n, reader.find.filter_note)}</p>
            <button type="button" class="btn line" on:click=move |_| find.show_all()>{t!(i18n, reader.find.show_all)}</button>
        }
        .into_any()
    };
    let label = Signal::derive(move || t_string!(i18n, shell.command.filter).to_string());
    view! { <Menu id=MENU label is_open>{groups}</Menu> }
}

/// The choices of one sort.
fn choices(desk: Desk, group: Vec<(Facet, usize)>) -> impl IntoView {
    let find = desk.find;
    let sort = group.first().map(|(facet, _)| words::sort(facet));
    let choice = |(facet, count): (Facet, usize)| {
        let name = words::facet(desk, &facet);
        let is_on = {
            let facet = facet.clone();
            move || find.chosen.with(|chosen| chosen.contains(&facet)).to_string()
        };
        view! {
            <button type="button" class="chip" aria-pressed=is_on on:click=move |_| find.chosen.update(|chosen| filter::toggle(chosen, &facet))>
                <b>{name}</b>" "<i>{count}</i>
            </button>
        }
    };
    view! {
        <fieldset>
            <legend>{sort}</legend>
            {group.into_iter().map(choice).collect_view()}
        </fieldset>
    }
}

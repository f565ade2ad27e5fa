//! The reading room: the report as a printed page, its marks, and the notes in its margin.
//!
//! Owns: the page ([`page`], [`ink`], [`paper`]), what depends on where lines break ([`layout`]), the margin
//! ([`margin`], [`note`], [`editor`], [`card`]) or on a phone the sheet ([`drawer`]), the selection and its
//! toolbar, the rail, the borders of the two sides ([`sides`]), what is sought and which notes are shown
//! ([`find`]), and the keys. What the parts share is the [`desk`].
//!
//! Must hold: the text is never redrawn for what can be said with a class; a key never acts while an input
//! method composes; whatever closes gives the focus back to where it was opened from.

use std::sync::Arc;

use leptos::{html, prelude::*};

use crate::{
    app::{
        i18n::{t, t_string, use_i18n},
        shell::commands::use_commands,
    },
    view::{Document, legend::Mark, sides::Edge},
};

mod card;
pub mod conflict;
mod correct;
mod desk;
mod drawer;
mod editor;
mod endnotes;
mod find;
pub(crate) mod icon;
mod ink;
pub(crate) mod keys;
mod layout;
mod margin;
mod note;
mod numbers;
mod ordered;
mod page;
mod paper;
mod place;
mod rail;
mod selection;
mod sides;
mod toolbar;
pub(crate) mod words;

pub use desk::{Desk, Selected};
pub use selection::set as select;

/// The reading room of one document.
#[component]
pub fn Reader(
    /// The document.
    document: Arc<Document>,
) -> impl IntoView {
    let desk = Desk::provide(document);
    let root = NodeRef::<html::Div>::new();
    root.on_load(move |element| desk.paper.update_value(|paper| paper.desk = Some((*element).clone())));
    page::follow_reading(desk);
    place::remember(desk);
    keys::listen(desk);
    find::follow(desk);
    let commands = use_commands();
    commands.desk.set(Some(desk));
    on_cleanup(move || commands.desk.set(None));
    let off = move || {
        let mut class = "room".to_owned();
        desk.off.with(|off| {
            off.iter().for_each(|mark: &Mark| {
                class.push(' ');
                class.push_str(mark.off_class());
            });
        });
        if desk.find.is_filtered() {
            class.push_str(" filtered");
        }
        desk.groups_off
            .with(|off| off.iter().for_each(|group| class.push_str(&format!(" no-u{}", *group as usize))));
        for (edge, name) in [(Edge::Rail, " rail-shut"), (Edge::Margin, " margin-shut")] {
            class.push_str(if desk.sides.is_shut(edge) { name } else { "" });
        }
        class
    };
    view! {
        <div class=off style:--rail=move || desk.sides.width(Edge::Rail) style:--margin=move || desk.sides.width(Edge::Margin)>
            <rail::Rail />
            <sides::Border edge=Edge::Rail />
            <find::Panel />
            <Crumb />
            <div class="desk" node_ref=root>
                <page::Page />
                <toolbar::Toolbar />
                <sides::Border edge=Edge::Margin />
                <find::NotesHead />
                <margin::Margin />
            </div>
            <find::FilterMenu />
            <find::BulkMenu />
            <endnotes::Endnotes />
            <drawer::Drawer />
            <p class="vh" role="status" aria-live="polite">{move || desk.said.get()}</p>
        </div>
    }
}

/// Where the reader is, and the way to the outline where that is a drawer.
#[component]
fn Crumb() -> impl IntoView {
    let desk = desk::use_desk();
    let i18n = use_i18n();
    let outline = desk.outline();
    let section = move || {
        let section = &outline.sections[outline.section_of(desk.reading.get())?];
        section.heading.as_ref().or(section.part.as_ref()).map(|(_, words)| words.clone())
    };
    let paragraph = move || words::fill(t_string!(i18n, reader.paragraph_no), &(desk.reading.get() + 1));
    let share = move || {
        let document = desk.document();
        let blocks = document.report.blocks.len().max(2) - 1;
        format!("{}%", desk.reading.get() * 100 / blocks)
    };
    view! {
        <button
            type="button"
            class="crumb"
            aria-expanded=move || desk.drawer.get().to_string()
            on:click=move |_| sides::toggle_outline(desk)
        >
            {icon::icon(icon::LIST)}
            <span class="vh">{t!(i18n, reader.outline)}" "</span>
            <span class="nm" lang="zh-CN">{section}</span>
            <span class="q3">{paragraph}</span>
            <i class="read" style:inline-size=share></i>
        </button>
    }
}

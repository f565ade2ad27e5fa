//! The rail: the outline with what each section holds, and the legend that switches marks on and off.

use std::fmt::Write as _;

use gloo_timers::future::TimeoutFuture;
use leptos::{ev, prelude::*, task::spawn_local};

use super::{
    desk::{Desk, use_desk},
    icon::{self, icon},
    keys, words,
};
use crate::{
    app::{
        i18n::{t, t_string, use_i18n},
        shell::commands,
    },
    text::Span,
    view::{
        commands::Command,
        legend::{Mark, NoteCounts, QuantityGroup},
        outline::Section,
    },
};

/// The width of a density strip in its own units.
const STRIP: f64 = 232.0;

/// The same in whole steps, for ticks.
const STRIP_STEPS: usize = 232;

/// So many rows of the outline are drawn before the text is shown.
const ROWS: usize = 60;

/// Milliseconds between two slices of the others.
const PAUSE: u32 = 20;

/// Outline and legend.
#[component]
pub fn Rail() -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    view! {
        <aside class="rail" id="rail" class:open=move || desk.drawer.get() aria-label=move || t_string!(i18n, reader.rail)>
            <Outline />
            <Legend />
        </aside>
        <Show when=move || desk.drawer.get()>
            <div class="scrim" on:click=move |_| desk.drawer.set(false)></div>
        </Show>
    }
}

#[component]
fn Outline() -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let outline = desk.outline();
    // How many notes stand in each section.
    let notes = {
        let outline = outline.clone();
        Memo::new(move |_| {
            let document = desk.document();
            let mut counts = vec![0; outline.sections.len()];
            desk.session.notes().with(|notes| {
                let shown = notes.iter().filter(|placed| desk.find.has_place(placed, &document.report));
                for span in shown.filter_map(crate::view::PlacedNote::span) {
                    let section =
                        document.report.block_at(span.start).and_then(|block| outline.section_of(block));
                    if let Some(count) = section.and_then(|section| counts.get_mut(section)) {
                        *count += 1;
                    }
                }
            });
            counts
        })
    };
    let current = {
        let outline = outline.clone();
        Memo::new(move |_| outline.section_of(desk.reading.get()))
    };
    // What was found, and where only some notes are shown, these: one tick in the strips for each pixel that has any.
    let ticks = {
        let outline = outline.clone();
        Memo::new(move |_| {
            let document = desk.document();
            let places = |spans: &mut dyn Iterator<Item = Span>| {
                outline.places(&document.report, spans.map(|span| span.start), STRIP_STEPS)
            };
            let found =
                desk.find.found.with(|found| places(&mut found.hits.iter().filter_map(|hit| hit.span)));
            let notes = desk.find.is_filtered().then(|| {
                desk.session.notes().with(|notes| {
                    let shown = notes.iter().filter(|placed| desk.find.shows(placed.note.id));
                    places(&mut shown.filter_map(crate::view::PlacedNote::span))
                })
            });
            (found, notes.unwrap_or_default())
        })
    };
    let longest = outline.longest;
    let drawn = draw_in_slices(outline.sections.len());
    let rows = {
        let outline = outline.clone();
        move |index: usize| {
            let section = &outline.sections[index];
            let part = section.part.clone().map(|(block, words)| {
                view! {
                    <li class="part">
                        <a href=format!("#b{block}") lang="zh-CN" on:click=move |event| go(desk, &event, block)>{words}</a>
                    </li>
                }
            });
            // A part without a text of its own shows its name alone.
            let row = (!section.is_empty() || section.heading.is_some()).then(|| {
                let block = section.heading.as_ref().map_or(section.blocks.start, |(block, _)| *block);
                let name = section.heading.clone().map(|(_, words)| words);
                let first = index == 0 && section.part.is_none();
                // Its words stay; what it holds changes with what people correct.
                let held = move |read: fn(&Section) -> usize| Signal::derive(move || {
                    desk.follow_findings();
                    desk.outline().sections.get(index).map_or(0, read)
                });
                let label = move || {
                    let fallback = || if first { t_string!(i18n, reader.opening) } else { t_string!(i18n, reader.overview) };
                    name.clone().unwrap_or_else(|| fallback().to_string())
                };
                let strip = move || {
                    desk.follow_findings();
                    desk.outline().sections.get(index).map(|section| strip(section, longest))
                };
                let bars = section.bars.clone();
                let eye = move || {
                    (current.get() == Some(index)).then(|| {
                        let at = bars.iter().rfind(|bar| bar.block <= desk.reading.get()).map_or(0, |bar| bar.start);
                        let x = scaled(at, longest);
                        view! { <path class="eye" d=format!("M{x:.1} 1V15") /> }
                    })
                };
                let path = move |places: &[Vec<usize>]| {
                    let mut path = String::new();
                    for &at in places.get(index).into_iter().flatten() {
                        let _ = write!(path, "M{:.1} 0V15", scaled(at, longest));
                    }
                    path
                };
                view! {
                    <li>
                        <a href=format!("#b{block}") aria-current=move || (current.get() == Some(index)).then_some("location") on:click=move |event| go(desk, &event, block)>
                            <span class="nm" lang="zh-CN">{label}</span>
                            <Count n=held(|section| section.quantities) what=Signal::derive(move || t_string!(i18n, reader.quantity)) />
                            <Count n=held(|section| section.commitments) what=Signal::derive(move || t_string!(i18n, reader.commitment)) />
                            <Count n=Signal::derive(move || notes.with(|notes| notes.get(index).copied().unwrap_or(0))) what=Signal::derive(move || t_string!(i18n, reader.note)) />
                            <svg class="strip" viewBox="0 0 232 15" preserveAspectRatio="none" aria-hidden="true">
                                <g inner_html=strip></g>
                                <path class="m" d=move || ticks.with(|(_, notes)| path(notes)) />
                                <path class="hit" d=move || ticks.with(|(found, _)| path(found)) />
                                {eye}
                            </svg>
                        </a>
                    </li>
                }
            });
            view! { {part} {row} }
        }
    };
    view! {
        <nav aria-labelledby="toc-h">
            <div class="hd">
                <h2 id="toc-h">{t!(i18n, reader.outline)}</h2>
                <abbr class="k" title=move || t_string!(i18n, reader.quantity)>{t!(i18n, reader.quantity_short)}</abbr>
                <abbr class="k" title=move || t_string!(i18n, reader.commitment)>{t!(i18n, reader.commitment_short)}</abbr>
                <abbr class="k" title=move || t_string!(i18n, reader.note)>{t!(i18n, reader.note_short)}</abbr>
            </div>
            <ul class="toc"><For each=move || 0..drawn.get() key=|index| *index children=rows /></ul>
        </nav>
    }
}

/// How many of so many rows are there: [`ROWS`] at once, the rest a few at a time when the text is on screen. Only a
/// document many times as long as a usual report has more.
fn draw_in_slices(rows: usize) -> RwSignal<usize> {
    let drawn = RwSignal::new(rows.min(ROWS));
    if rows > ROWS {
        spawn_local(async move {
            let mut there = ROWS;
            // The room may have been left since.
            while there < rows && drawn.try_set(there).is_none() {
                there += ROWS / 4;
                TimeoutFuture::new(PAUSE).await;
            }
            drawn.try_set(rows);
        });
    }
    drawn
}

/// A count, a dot for none; who hears it is told of what, since the column's head is far away.
#[component]
fn Count(n: Signal<usize>, what: Signal<&'static str>) -> impl IntoView {
    view! {
        <span class="k" aria-hidden="true">{move || match n.get() { 0 => "·".to_owned(), n => n.to_string() }}</span>
        <span class="vh">{move || format!(" {} {} ", what.get(), n.get())}</span>
    }
}

fn go(desk: Desk, event: &ev::MouseEvent, block: usize) {
    event.prevent_default();
    desk.drawer.set(false);
    let Some(shape) = desk.document().report.blocks.get(block).cloned() else { return };
    if let Some(element) = desk.paper.with_value(|paper| paper.blocks.get(block).cloned()) {
        element.scroll_into_view();
    }
    let start = shape.span.start;
    keys::focus_span(desk, Span::new(start, start));
}

fn scaled(chars: usize, longest: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a drawing")]
    let share = chars as f64 / longest.max(1) as f64;
    share * STRIP
}

/// The bars of a section: quantities upwards, commitments downwards, as the root of their number, so that a
/// full paragraph does not dwarf the rest.
fn strip(section: &Section, longest: usize) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a drawing")]
    let height = |count: usize| (1.45 * (count as f64).sqrt()).min(8.0);
    let mut svg = String::new();
    for bar in &section.bars {
        let (x, width) = (scaled(bar.start, longest), (scaled(bar.len, longest) - 1.5).max(1.0));
        let _ = write!(svg, "<rect class=\"b\" x=\"{x:.1}\" y=\"8\" width=\"{width:.1}\" height=\"1\"/>");
        let up = height(bar.quantities);
        if up > 0.0 {
            let _ = write!(
                svg,
                "<rect class=\"u\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{up:.1}\"/>",
                8.0 - up
            );
        }
        let down = height(bar.commitments);
        if down > 0.0 {
            let _ = write!(
                svg,
                "<rect class=\"w\" x=\"{x:.1}\" y=\"9\" width=\"{width:.1}\" height=\"{down:.1}\"/>"
            );
        }
    }
    svg
}

#[component]
fn Legend() -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let none = move || {
        desk.follow_findings();
        desk.legend().commitments.iter().sum::<usize>() == 0
    };
    let counts = Memo::new(move |_| {
        let mut counts = NoteCounts::default();
        let document = desk.document();
        desk.session.notes().with(|notes| {
            for placed in notes.iter() {
                let asks = placed.asks(&document.report);
                if placed.note.state.is_bare_correction() {
                    counts.add_correction(asks);
                } else {
                    counts.add(desk.session.is_mine(&placed.note), asks);
                }
            }
        });
        counts
    });
    let count = move |mark: Mark| {
        desk.follow_findings();
        desk.legend().count(mark, &counts.get())
    };
    let row = move |mark: Mark| {
        let groups = (mark == Mark::Quantity).then(|| {
            let kinds = move || {
                desk.follow_findings();
                let quantities = desk.legend().quantities;
                let groups =
                    QuantityGroup::ALL.into_iter().map(move |group| (group, quantities[group as usize]));
                groups
                    .filter(|(_, count)| *count > 0)
                    .map(|(group, count)| view! { <li><Kind group count /></li> })
                    .collect_view()
            };
            view! { <ul class="kinds">{kinds}</ul> }
        });
        let (class, sample) = sample(mark);
        let on = move || desk.off.with(|off| !off.contains(&mark));
        view! {
            // Nobody has corrected anything yet: nothing to switch.
            <li hidden=move || mark == Mark::Corrected && count(mark) == 0>
                <label>
                    <input
                        type="checkbox"
                        prop:checked=on
                        on:change=move |_| desk.off.update(|off| if !off.remove(&mark) { off.insert(mark); })
                    />
                    <span class="smp" aria-hidden="true"><span class=class data-no=move || (mark == Mark::Corrected).then(|| t_string!(i18n, reader.corrected_sign))>{sample}</span></span>
                    <span class="wd">{move || words::mark(mark)}</span>
                    <b class:zhu=move || mark == Mark::Review && counts.get().review != 0>{move || count(mark)}</b>
                </label>
                {groups}
            </li>
        }
    };
    view! {
        <section class="legend" aria-labelledby="legend-h">
            <div class="legend-hd">
                <h2 id="legend-h">{t!(i18n, reader.legend)}</h2>
                <span aria-hidden="true">{t!(i18n, reader.commitment)}</span>
                {[(Command::PreviousCommitment, icon::UP), (Command::NextCommitment, icon::DOWN)].map(|(command, sign)| view! {
                    <button type="button" class="btn icon" disabled=none aria-label=move || commands::name(i18n.get_locale(), command) on:click=move |_| { keys::run(desk, command); }>
                        {icon(sign)}
                    </button>
                })}
            </div>
            <ul>{Mark::ALL.into_iter().map(row).collect_view()}</ul>
        </section>
    }
}

/// What a mark looks like, in the words that mean it.
pub(super) fn sample(mark: Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Quantity => ("q", "12.5万"),
        Mark::OtherNumber => ("d", "十四五"),
        Mark::Firm => ("c g v", "完成"),
        Mark::Intended => ("c y v", "推进"),
        Mark::Exploratory => ("c t v", "探索"),
        Mark::Mine => ("n mine", "我的"),
        Mark::Others => ("n o", "同事"),
        Mark::Review => ("chg chg-a chg-z", "6%"),
        Mark::Corrected => ("ref cor", ""),
    }
}

/// A kind of quantity, to switch on and off.
#[component]
fn Kind(group: QuantityGroup, count: usize) -> impl IntoView {
    let desk = use_desk();
    let on = move || desk.groups_off.with(|off| !off.contains(&group));
    view! {
        <button
            type="button"
            class="kd"
            aria-pressed=move || on().to_string()
            on:click=move |_| desk.groups_off.update(|off| if !off.remove(&group) { off.insert(group); })
        >
            {move || words::group(group)}" "<b>{count}</b>
        </button>
    }
}

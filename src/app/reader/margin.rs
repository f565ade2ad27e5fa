//! The margin: notes beside their passages, the note that is being written, and the card that explains a mark.
//!
//! Must hold: nothing in it covers another; only what is near the window is in the DOM, however many notes
//! there are, and in the order of the text; a field that somebody writes in stays, wherever the window goes.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use leptos::{ev, html, prelude::*, web_sys};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement, ResizeObserver, ResizeObserverEntry};

use super::{
    card::CardView,
    desk::{Card, Desk, use_desk},
    editor::Editor,
    layout::{self, Find},
    note::{Loose, NoteView},
    ordered::keep_in_order,
    words,
};
use crate::{
    app::{
        i18n::{t_string, use_i18n},
        session::DraftKey,
    },
    note::{NoteId, Scope},
    text::Span,
    view::margin::{self, Item, Shown, fold, pack, visible},
};

/// Between two things in the margin, in CSS pixels.
const GAP: f64 = 10.0;

/// How far beyond the window notes are drawn, in CSS pixels.
const AHEAD: f64 = 900.0;

/// How long notes glide: the style sheet's `--calm`, and a frame.
const GLIDE: Duration = Duration::from_millis(220);

/// What stands in the margin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// Notes on the whole report, and those that wait for a place.
    Loose,
    /// A note.
    Note(NoteId),
    /// A note that is being written.
    Draft(DraftKey),
    /// The card.
    Card(Card),
    /// The line that opens the folded notes of a block, or closes them again.
    More(usize),
}

/// A slot with its place in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stand {
    slot: Slot,
    block: usize,
    span: Span,
    /// Whether it is about the paragraph as a whole.
    paragraph: bool,
    /// Characters that it will show, for its height until it is measured.
    chars: usize,
}

/// What the margin remembers of its last arrangement.
#[derive(Clone, Default)]
struct Arrangement {
    slots: Vec<Slot>,
    items: Vec<Item>,
    tops: Vec<f64>,
}

/// The margin.
#[component]
pub fn Margin() -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let column = NodeRef::<html::Aside>::new();
    let heights = RwSignal::new(BTreeMap::<Slot, f64>::new());
    let arrangement = StoredValue::new(Arrangement::default());
    let tops = RwSignal::new(Arc::new(BTreeMap::<Slot, f64>::new()));
    let shown = RwSignal::new(Vec::<Slot>::new());
    let lead = RwSignal::new(String::new());
    // How many notes stand behind the line of a block, and the blocks whose notes are all shown.
    let folded = RwSignal::new(Arc::new(BTreeMap::<usize, usize>::new()));
    let open = RwSignal::new(BTreeSet::<usize>::new());
    let drafts = Memo::new(move |_| drafts(desk));
    // A correction that is not shown otherwise is while it is at hand.
    let quiet = Memo::new(move |_| {
        let note = desk.session.active().get()?;
        desk.session.placed(note)?.is_quiet(&desk.document().report).then_some(note)
    });
    let stands = Memo::new(move |_| Arc::new(stands(desk, &drafts.get(), quiet.get())));
    let active = Memo::new(move |_| stands.with(|stands| active_slot(desk, stands)));
    // Notes glide when another one is at hand, and only then: measuring must not be seen.
    let gliding = RwSignal::new(false);
    Effect::new(move |before: Option<(Option<Slot>, usize)>| {
        let now = (active.get(), open.with(BTreeSet::len));
        if before.is_some_and(|before| before != now) {
            gliding.set(true);
            set_timeout(
                move || {
                    gliding.try_set(false);
                },
                GLIDE,
            );
        }
        now
    });
    // What stands where, before it is packed: changes with the text and the notes, not with the window.
    let lines = RwSignal::new(Arc::new(Vec::<(f64, Stand)>::new()));
    Effect::new(move || {
        desk.turn.track();
        // Only where some blocks have no marks is a note at hand left out.
        let active = if layout::is_all_inked(desk) { None } else { active.get() };
        stands.track();
        if layout::is_busy(desk) {
            return;
        }
        lines.set(Arc::new(stands.with(|stands| ideals(desk, stands, active))));
    });

    let is_written = move |slot: &Slot| match (*slot, desk.writing.get_untracked()) {
        (Slot::Note(note), Some(DraftKey::Edit(of) | DraftKey::Reply(of))) => note == of,
        (slot, _) => matches!(slot, Slot::Draft(_)),
    };
    let show = move || {
        arrangement.with_value(|last| {
            // To ask where the window is makes the browser set the page: nothing to place, nothing to ask.
            let (from, to) =
                if last.items.is_empty() { (0.0, 0.0) } else { window_on(column.get_untracked().as_ref()) };
            let range = visible(&last.items, &last.tops, (from - AHEAD).max(0.0), to + AHEAD);
            let all = last.slots.iter().copied().zip(last.tops.iter().copied()).enumerate();
            // What is being written keeps its field, wherever the reader looks.
            let near = all.filter(|(i, (slot, _))| range.contains(i) || is_written(slot));
            let (slots, near): (Vec<Slot>, BTreeMap<Slot, f64>) =
                near.map(|(_, (slot, top))| (slot, (slot, top))).unzip();
            if tops.with_untracked(|tops| **tops != near) {
                tops.set(Arc::new(near));
            }
            if shown.with_untracked(|shown| *shown != slots) {
                shown.set(slots);
            }
        });
    };
    Effect::new(move || {
        let lines = lines.get();
        let active = active.get();
        let at = active.and_then(|active| lines.iter().position(|(_, stand)| stand.slot == active));
        // What is at hand has a stand: its line is on the way, and without it everything else would move for a moment.
        if active.is_some() && at.is_none() {
            return;
        }
        let here = desk.here.get();
        let notes: Vec<margin::Note> = heights.with(|heights| {
            let height =
                |stand: &Stand| heights.get(&stand.slot).copied().unwrap_or_else(|| estimate(stand.chars));
            let note = |(ideal, stand): &(f64, Stand)| margin::Note {
                item: Item { ideal: *ideal, height: height(stand) },
                block: stand.block,
                folds: matches!(stand.slot, Slot::Note(note) if !here.contains(&note)),
            };
            lines.iter().map(note).collect()
        });
        let crowd = open.with(|open| fold(&notes, GAP, at, open));
        let at = at.and_then(|at| crowd.iter().position(|(shown, _)| *shown == Shown::Note(at)));
        let mut behind = BTreeMap::new();
        let slots: Vec<Slot> = crowd
            .iter()
            .map(|(shown, _)| match *shown {
                Shown::Note(i) => lines[i].1.slot,
                Shown::Line { block, folded } => {
                    behind.insert(block, folded);
                    Slot::More(block)
                }
            })
            .collect();
        if folded.with_untracked(|folded| **folded != behind) {
            folded.set(Arc::new(behind));
        }
        let items: Vec<Item> = crowd.into_iter().map(|(_, item)| item).collect();
        let tops = pack(&items, GAP, at);
        lead.set(at.and_then(|at| leader(desk, slots[at], tops[at], items[at].height)).unwrap_or_default());
        arrangement.set_value(Arrangement { slots, items, tops });
        show();
    });
    let waiting = StoredValue::new(false);
    let on_scroll = window_event_listener(ev::scroll, move |_| {
        if !waiting.get_value() {
            waiting.set_value(true);
            request_animation_frame(move || {
                if waiting.try_set_value(false).is_none() {
                    show();
                }
            });
        }
    });
    on_cleanup(move || on_scroll.remove());
    let sizes = Sizes::new(heights);

    let place = move |slot: Slot| {
        let element = NodeRef::<html::Div>::new();
        let sizes = sizes.clone();
        element.on_load(move |element| sizes.watch(&element, slot));
        let top = move || tops.with(|tops| tops.get(&slot).copied());
        view! {
            <div
                node_ref=element
                class="slot"
                class:still=move || !gliding.get()
                class:wide=move || active.get() == Some(slot)
                class:mine=move || owner(desk, slot) == Some(true)
                class:other=move || owner(desk, slot) == Some(false)
                style:transform=move || top().map(|top| format!("translateY({top:.1}px)"))
                // Out of sight until it has its place, and yet able to take the focus: what is typed at
                // once must not go past a field.
                style:opacity=move || top().is_none().then_some("0")
            >
                {match slot {
                    Slot::More(block) => more(block, folded, open),
                    slot => content(slot),
                }}
            </div>
        }
        .into_any()
    };
    keep_in_order(column, shown.into(), place);

    view! {
        <aside node_ref=column class="meipi" id="margin" aria-label=move || t_string!(i18n, reader.margin)>
            <svg class="lead-line" aria-hidden="true"><path d=move || lead.get() /></svg>
        </aside>
    }
}

/// What a slot shows.
pub fn content(slot: Slot) -> AnyView {
    match slot {
        Slot::Loose => view! { <Loose /> }.into_any(),
        Slot::Note(note) => view! { <NoteView note /> }.into_any(),
        Slot::Draft(key) => view! { <Editor key /> }.into_any(),
        Slot::Card(card) => view! { <CardView card /> }.into_any(),
        Slot::More(_) => ().into_any(),
    }
}

/// The line of a block with folded notes.
fn more(
    block: usize,
    folded: RwSignal<Arc<BTreeMap<usize, usize>>>,
    open: RwSignal<BTreeSet<usize>>,
) -> AnyView {
    let i18n = use_i18n();
    let is_open = move || open.with(|open| open.contains(&block));
    let words = move || {
        if is_open() {
            return t_string!(i18n, reader.fold).to_string();
        }
        let count = folded.with(|folded| folded.get(&block).copied().unwrap_or(0));
        words::fill(t_string!(i18n, reader.more_notes), &count)
    };
    view! {
        <button
            type="button"
            class="btn more"
            aria-expanded=move || is_open().to_string()
            on:click=move |_| open.update(|open| if !open.remove(&block) { open.insert(block); })
        >
            {words}
        </button>
    }
    .into_any()
}

/// Whether what stands in a slot is the reader's own, if it is anyone's.
fn owner(desk: Desk, slot: Slot) -> Option<bool> {
    let Slot::Note(note) = slot else { return None };
    desk.session.placed(note).map(|placed| desk.session.is_mine(&placed.note))
}

/// The drafts of new notes that have a place of their own: what is open, and what was typed and closed.
fn drafts(desk: Desk) -> Vec<(DraftKey, Span)> {
    let writing = desk.writing.get();
    desk.session.drafts().with(|drafts| {
        let shown =
            drafts.iter().filter(|(key, draft)| writing == Some(**key) || !draft.text.trim().is_empty());
        shown.filter_map(|(key, _)| Some((*key, desk.draft_span(key)?))).collect()
    })
}

/// All that wants a place in the margin, in text order.
fn stands(desk: Desk, drafts: &[(DraftKey, Span)], quiet: Option<NoteId>) -> Vec<Stand> {
    let document = desk.document();
    let block_at = |span: Span| document.report.block_at(span.start).unwrap_or(0);
    let stand = |slot, span, paragraph, chars| Stand { slot, block: block_at(span), span, paragraph, chars };
    let mut stands = Vec::new();
    let any = |signal: Signal<Arc<[crate::view::PlacedNote]>>| signal.with(|notes| !notes.is_empty());
    if any(desk.session.notes_waiting()) || any(desk.session.notes_on_report()) {
        stands.push(stand(Slot::Loose, Span::of(0..0), false, 60));
    }
    // The note at hand has its place even if it is filtered out: somebody asked for it.
    let at_hand = if desk.find.is_filtered() { desk.session.active().get() } else { None };
    desk.session.notes().with(|notes| {
        let shown = |placed: &&crate::view::PlacedNote| {
            desk.find.shows(placed.note.id) || Some(placed.note.id) == at_hand
        };
        for placed in notes.iter().filter(shown) {
            let scope = placed.note.state.target.scope;
            let Some(span) = placed.span().filter(|_| scope != Scope::Report) else { continue };
            // What the text and the card say of a correction is enough, unless somebody went to the note.
            if !desk.find.speaks(placed, &document.report) && quiet != Some(placed.note.id) {
                continue;
            }
            let words = |note: &crate::note::Note| note.state.text.len() / 3 + 20;
            let chars =
                words(&placed.note) + placed.replies.iter().map(|reply| words(reply) + 20).sum::<usize>();
            stands.push(stand(Slot::Note(placed.note.id), span, scope == Scope::Paragraph, chars));
        }
    });
    for &(key, span) in drafts {
        stands.push(stand(Slot::Draft(key), span, matches!(key, DraftKey::New(Scope::Paragraph, _)), 90));
    }
    if let Some(card) = desk.card.get()
        && let Some(span) = card.span()
    {
        stands.push(stand(Slot::Card(card), span, false, 130));
    }
    // A field or a card stands behind the notes that begin where it does.
    stands.sort_by_key(|stand| stand.span.start);
    stands
}

/// What keeps its line: the field that is being written in, else the card, else the note at hand.
fn active_slot(desk: Desk, stands: &[Stand]) -> Option<Slot> {
    let wanted = match (desk.writing.get(), desk.card.get(), desk.session.active().get()) {
        (Some(key @ DraftKey::New(..)), ..) => Slot::Draft(key),
        (Some(DraftKey::Edit(note) | DraftKey::Reply(note)), ..) => Slot::Note(note),
        (None, Some(card), _) => Slot::Card(card),
        (None, None, note) => Slot::Note(note?),
    };
    stands.iter().any(|stand| stand.slot == wanted).then_some(wanted)
}

/// The heights at which `stands` want to stand, the uppermost first. Notes on blocks without marks are left out: those
/// are far from the window, and there may be thousands.
fn ideals(desk: Desk, stands: &[Stand], active: Option<Slot>) -> Vec<(f64, Stand)> {
    let mut tops = BTreeMap::new();
    let is_near = |stand: &&Stand| {
        let far = matches!(stand.slot, Slot::Note(_)) && Some(stand.slot) != active;
        !far || layout::is_inked(desk, stand.block)
    };
    let mut ideals: Vec<(f64, Stand)> = stands
        .iter()
        .filter(is_near)
        .map(|stand| {
            let top = *tops.entry(stand.block).or_insert_with(|| layout::top_of(desk, stand.block));
            (ideal(desk, stand, top), *stand)
        })
        .collect();
    ideals.sort_by(|a, b| a.0.total_cmp(&b.0));
    ideals
}

/// The height at which a slot wants to stand, `top` being that of its block.
fn ideal(desk: Desk, stand: &Stand, top: f64) -> f64 {
    // The text of a note starts this much below its top edge; then both first lines stand side by side.
    const LIFT: f64 = 3.0;
    let line = |find| layout::line_in(desk, stand.block, stand.span, find);
    let line = match stand.slot {
        // Below the head of the margin.
        Slot::Loose | Slot::More(_) => return 52.0,
        _ if stand.paragraph => line(Find::Selector(".pn")),
        Slot::Note(note) => line(Find::Note(note)),
        Slot::Draft(_) => line(Find::Selector(".sel")),
        Slot::Card(card) => match card.selector(&desk.document()) {
            Some(selector) => line(Find::Selector(&format!(".par {selector}"))),
            None => line(Find::Passage),
        },
    };
    top + line - LIFT
}

/// The height of a note that was never drawn: 21 characters a line of 24 pixels, and what stands around them.
fn estimate(chars: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    let lines = (chars / 21 + 1).min(8) as f64;
    lines.mul_add(24.0, 38.0)
}

/// The part of the margin that the window shows.
fn window_on(margin: Option<&HtmlElement>) -> (f64, f64) {
    let Some((window, margin)) = web_sys::window().zip(margin) else { return (0.0, 0.0) };
    let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    let top = -margin.get_bounding_client_rect().top();
    (top, top + height)
}

/// The line from the note at hand to its passage, as the data of an SVG path.
fn leader(desk: Desk, slot: Slot, top: f64, height: f64) -> Option<String> {
    let article = desk.paper.with_value(|paper| paper.article.clone())?;
    let selector = match slot {
        Slot::Note(note) => format!(".par [data-n~=\"{note}\"]"),
        Slot::Draft(_) => ".par .sel".to_owned(),
        Slot::Card(_) | Slot::Loose | Slot::More(_) => return None,
    };
    let passage = article.query_selector(&selector).ok()??;
    let line = passage.get_client_rects().item(0)?;
    let margin = desk
        .paper
        .with_value(|paper| paper.desk.clone())?
        .query_selector(".meipi")
        .ok()??
        .get_bounding_client_rect();
    // From the column's edge: across the text it would look like one more underline.
    let column = passage.closest(".par").ok()??.get_bounding_client_rect().right();
    let (from, y) = (column - margin.left() + 4.0, line.bottom() - margin.top() - 1.0);
    let to = y.clamp(top + 8.0, (top + height - 8.0).max(top + 8.0));
    Some(format!("M{from:.1} {y:.1}H6V{to:.1}H20"))
}

/// Measures the slots, each time that one changes its height.
#[derive(Clone)]
struct Sizes {
    observer: StoredValue<Option<ResizeObserver>, LocalStorage>,
    slots: StoredValue<BTreeMap<u32, Slot>>,
    next: StoredValue<u32>,
}

impl Sizes {
    fn new(heights: RwSignal<BTreeMap<Slot, f64>>) -> Self {
        let slots = StoredValue::new(BTreeMap::<u32, Slot>::new());
        let seen = Closure::new(move |entries: js_sys::Array| {
            let mut news = Vec::new();
            for entry in entries.iter().filter_map(|entry| entry.dyn_into::<ResizeObserverEntry>().ok()) {
                let Ok(element) = entry.target().dyn_into::<HtmlElement>() else { continue };
                let key = element.get_attribute("data-slot").and_then(|key| key.parse::<u32>().ok());
                let slot =
                    key.and_then(|key| slots.try_with_value(|slots| slots.get(&key).copied()).flatten());
                let height = f64::from(element.offset_height());
                if let Some(slot) = slot.filter(|_| height > 0.0) {
                    news.push((slot, height));
                }
            }
            let changed = heights.with_untracked(|heights| {
                news.iter().any(|(slot, height)| heights.get(slot) != Some(height))
            });
            if changed {
                heights.update(|heights| heights.extend(news));
            }
        });
        let observer =
            ResizeObserver::new(Closure::<dyn FnMut(js_sys::Array)>::as_ref(&seen).unchecked_ref()).ok();
        let observer = StoredValue::new_local(observer);
        let seen = StoredValue::new_local(seen);
        on_cleanup(move || {
            let _ = observer.try_with_value(|observer| observer.as_ref().map(ResizeObserver::disconnect));
            seen.dispose();
        });
        Self { observer, slots, next: StoredValue::new(0) }
    }

    fn watch(&self, element: &Element, slot: Slot) {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        self.slots.update_value(|slots| {
            slots.insert(key, slot);
        });
        let _ = element.set_attribute("data-slot", &key.to_string());
        self.observer.with_value(|observer| {
            if let Some(observer) = observer {
                observer.observe(element);
            }
        });
        let (observer, slots, element) = (self.observer, self.slots, element.clone());
        let element = StoredValue::new_local(element);
        on_cleanup(move || {
            let _ = slots.try_update_value(|slots| slots.remove(&key));
            let _ = observer.try_with_value(|observer| {
                if let (Some(observer), Some(element)) = (observer, element.try_get_value()) {
                    observer.unobserve(&element);
                }
            });
        });
    }
}

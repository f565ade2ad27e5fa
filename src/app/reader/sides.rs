//! The borders of outline and margin: dragged, moved by key, put away, and remembered.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    desk::{Desk, use_desk},
    icon::{self, icon},
};
use crate::{
    app::{
        dom,
        i18n::{t_string, use_i18n},
        shell::preferences::{store, stored},
    },
    view::sides::{Edge, Side},
};

/// From here on the outline stands beside the text, as the style sheet has it; below it is a drawer.
const WIDE: &str = "(min-width: 1360px)";

/// Both sides, as the reader has set them. A handle.
#[derive(Clone, Copy)]
pub struct Sides {
    rail: RwSignal<Side>,
    margin: RwSignal<Side>,
}

impl Sides {
    /// As they were left.
    pub fn remembered() -> Self {
        let read = |edge: Edge| stored(name(edge)).map_or(edge.usual(), |stored| edge.read(&stored));
        Self { rail: RwSignal::new(read(Edge::Rail)), margin: RwSignal::new(read(Edge::Margin)) }
    }

    fn of(self, edge: Edge) -> RwSignal<Side> {
        match edge {
            Edge::Rail => self.rail,
            Edge::Margin => self.margin,
        }
    }

    /// Sets a side, and remembers it. Nothing is stored of what nobody has touched.
    fn set(self, edge: Edge, side: Side) {
        self.of(edge).set(side);
        store(name(edge), (side != edge.usual()).then(|| side.write()).as_deref());
    }

    /// Whether a side is put away.
    pub fn is_shut(self, edge: Edge) -> bool {
        self.of(edge).with(|side| side.shut)
    }

    /// The width of a side for the style sheet.
    pub fn width(self, edge: Edge) -> String {
        format!("{}px", self.of(edge).with(|side| side.width))
    }

    /// Puts a side away, or brings it back.
    pub fn toggle(self, edge: Edge) {
        let side = self.of(edge).get_untracked();
        self.set(edge, Side { shut: !side.shut, ..side });
    }
}

/// Where a side is remembered.
fn name(edge: Edge) -> &'static str {
    match edge {
        Edge::Rail => "meipi.rail",
        Edge::Margin => "meipi.margin",
    }
}

/// Shows or hides the outline: where there is room for it beside the text, for good.
pub fn toggle_outline(desk: Desk) {
    if dom::fits(WIDE) {
        desk.sides.toggle(Edge::Rail);
    } else {
        desk.drawer.update(|open| *open = !*open);
    }
}

/// The border of a side, and the button that puts it away.
#[component]
pub fn Border(
    /// Whose.
    edge: Edge,
) -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let side = desk.sides.of(edge);
    let [least, _, greatest] = edge.widths();
    let is_rail = edge == Edge::Rail;
    let dragged = move |event: &ev::PointerEvent| {
        let Some(border) =
            event.current_target().and_then(|border| border.dyn_into::<web_sys::Element>().ok())
        else {
            return;
        };
        // How far the border is from the pointer: the column is centred, so it may take more than one step.
        let place = border.get_bounding_client_rect();
        let off = f64::from(event.client_x()) - (place.left() + place.width() / 2.0);
        let before = side.get_untracked();
        let width = before.width + if is_rail { off } else { -off };
        desk.sides.set(edge, edge.dragged(before, width));
    };
    let words = move |rail: &'static str, margin: &'static str| if is_rail { rail } else { margin };
    let hide = move || match side.with(|side| side.shut) {
        true => words(t_string!(i18n, reader.show_outline), t_string!(i18n, reader.show_margin)),
        false => words(t_string!(i18n, reader.hide_outline), t_string!(i18n, reader.hide_margin)),
    };
    view! {
        <div class="border" class:at-end=!is_rail>
            <div
                class="grip"
                role="separator"
                tabindex="0"
                aria-orientation="vertical"
                aria-controls=if is_rail { "rail" } else { "margin" }
                aria-label=move || words(t_string!(i18n, reader.outline_width), t_string!(i18n, reader.margin_width))
                aria-valuemin=least
                aria-valuemax=greatest
                aria-valuenow=move || side.with(|side| if side.shut { 0.0 } else { side.width })
                on:pointerdown=move |event| {
                    event.prevent_default();
                    let border: web_sys::HtmlElement = event_target(&event);
                    let _ = border.set_pointer_capture(event.pointer_id());
                    let _ = border.focus();
                }
                on:pointermove=move |event| if event.buttons() == 1 { dragged(&event); }
                on:dblclick=move |_| desk.sides.set(edge, edge.usual())
                on:keydown=move |event| {
                    if let Some(now) = edge.pressed(side.get_untracked(), &event.key()) {
                        event.prevent_default();
                        desk.sides.set(edge, now);
                    }
                }
            ></div>
            <button type="button" class="shut" aria-label=hide title=hide on:click=move |_| desk.sides.toggle(edge)>
                {icon(if is_rail { icon::BEFORE } else { icon::BEHIND })}
            </button>
        </div>
    }
}

//! Where the reader was: remembered while he reads, found again when he comes back.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::{desk::Desk, keys};
use crate::{
    exchange::kept::ReadingPlace,
    text::{Offset, Span},
};

/// Milliseconds of rest after which a place is worth remembering.
const REST: u32 = 800;

/// Goes to where the reader was, and remembers from then on where he is.
pub fn remember(desk: Desk) {
    if let Some(place) = desk.session.reading_place() {
        // The blocks have no height before they are drawn.
        request_animation_frame(move || request_animation_frame(move || go(desk, place)));
    }
    let timer = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |before: Option<usize>| {
        let block = desk.reading.get();
        if before.is_some_and(|before| before != block) {
            timer.set_value(Some(Timeout::new(REST, move || keep(desk, block))));
        }
        block
    });
}

fn go(desk: Desk, place: ReadingPlace) {
    let document = desk.document();
    let report = &document.report;
    let first = Span::new(place.at, Offset::new(place.at.get() + 1));
    let at = report.map.to_text(report.source.bytes(first));
    let block = report.block_at(at.start).filter(|block| *block > 0);
    if let Some(block) = block.and_then(|block| report.blocks.get(block)) {
        keys::scroll_to(desk, block.span);
    }
}

fn keep(desk: Desk, block: usize) {
    let document = desk.document();
    let report = &document.report;
    let Some(span) = report.blocks.get(block).map(|block| block.span) else { return };
    let at = report.source.code_points(report.to_source(span)).start;
    let share = if is_at_end() { 100 } else { 100 * span.end.get() / report.text.len().max(1) };
    desk.session.set_reading_place(ReadingPlace { at, percent: u8::try_from(share.min(100)).unwrap_or(100) });
}

/// Whether the last line is in the window.
fn is_at_end() -> bool {
    let seen = || Some(window().scroll_y().ok()? + window().inner_height().ok()?.as_f64()?);
    let all = document().document_element().map_or(0, |root| root.scroll_height());
    seen().is_some_and(|seen| seen + 2.0 >= f64::from(all))
}

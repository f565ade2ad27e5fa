//! The numbers of the notes in the text, counted on when a note above them comes or goes.
//!
//! A note on the first page shifts every number behind it, and writing them all makes the browser set the whole text
//! anew. So those near the reader are counted on at once, and the others a little later, a few at a time.
//!
//! Must hold: no number that a reader can see is out of date, on paper neither.

use std::collections::BTreeSet;

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local, web_sys};
use web_sys::Element;

use super::desk::Desk;
use crate::{
    app::{dom, i18n::tu_string},
    view::html,
};

/// So many blocks before and behind the one that is read are near: a window of text each way.
const NEAR: usize = 6;

/// So many numbers are written at a time: some milliseconds of setting.
const LOT: usize = 160;

/// Milliseconds until those far away are counted on, and between two lots of them.
const PAUSE: u32 = 60;

/// What is still to be counted on.
#[derive(Clone, Default)]
pub struct Numbering {
    blocks: BTreeSet<usize>,
    busy: bool,
}

/// Counts the numbers of a block on, now if the reader may see it, else soon.
pub fn count_on(desk: Desk, block: usize) {
    if desk.reading.get_untracked().abs_diff(block) <= NEAR {
        write(desk, block);
        return;
    }
    let idle = desk.numbering.try_update_value(|numbering| {
        numbering.blocks.insert(block);
        !std::mem::replace(&mut numbering.busy, true)
    });
    if idle == Some(true) {
        spawn_local(write_soon(desk));
    }
}

/// Counts on what waits, at once.
pub fn finish(desk: Desk) {
    let waiting = desk.numbering.try_update_value(|numbering| std::mem::take(&mut numbering.blocks));
    for block in waiting.into_iter().flatten() {
        write(desk, block);
    }
}

async fn write_soon(desk: Desk) {
    loop {
        TimeoutFuture::new(PAUSE).await;
        let mut written = 0;
        while written < LOT {
            // The document may have been closed since.
            let Some(next) = desk.numbering.try_update_value(|numbering| {
                let next = nearest(&numbering.blocks, desk.reading.get_untracked());
                numbering.busy = next.is_some_and(|next| numbering.blocks.remove(&next));
                next
            }) else {
                return;
            };
            let Some(block) = next else { return };
            written += write(desk, block);
        }
    }
}

/// The block that the reader is likely to see first.
fn nearest(blocks: &BTreeSet<usize>, reading: usize) -> Option<usize> {
    let below = blocks.range(reading..).next();
    let above = blocks.range(..reading).next_back();
    below.into_iter().chain(above).min_by_key(|block| block.abs_diff(reading)).copied()
}

/// Writes the numbers of a block as they are. Answers how many there are.
fn write(desk: Desk, block: usize) -> usize {
    let Some(paragraph) = desk.paper.with_value(|paper| paper.paragraph(block)) else { return 0 };
    let first = untrack(|| desk.session.first_number(block).get());
    let note = tu_string!(desk.i18n, reader.note);
    let mut written = 0;
    for reference in dom::all::<Element>(&paragraph, "[data-ord]") {
        let ordinal = reference.get_attribute("data-ord").and_then(|ordinal| ordinal.parse::<usize>().ok());
        let Some(number) = ordinal.map(|ordinal| first + ordinal) else { continue };
        let _ = reference.set_attribute("data-no", &number.to_string());
        let _ = reference.set_attribute("aria-label", &html::reference_name(note, number));
        written += 1;
    }
    written
}

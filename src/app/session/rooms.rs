//! The rooms of [`PlacedNotes`] as signals: what a view watches.

use std::{collections::BTreeSet, sync::Arc};

use leptos::prelude::*;

use crate::view::{PlacedNote, PlacedNotes, Room};

/// The notes at one block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BlockNotes {
    /// Those whose passage starts in it, in order: what its margin shows and its numbers count.
    pub starting: Arc<[PlacedNote]>,
    /// Those whose passage reaches into it from an earlier block: it tints them, and that is all.
    pub entering: Arc<[PlacedNote]>,
}

/// One signal for each room, and one for each block's first number.
pub(super) struct Rooms {
    blocks: Vec<(ArcRwSignal<BlockNotes>, ArcRwSignal<usize>)>,
    report: ArcRwSignal<Arc<[PlacedNote]>>,
    waiting: ArcRwSignal<Arc<[PlacedNote]>>,
    any: ArcTrigger,
}

impl Rooms {
    /// The rooms of a document of so many blocks, all empty.
    pub fn new(blocks: usize) -> Self {
        let empty = || (ArcRwSignal::new(BlockNotes::default()), ArcRwSignal::new(1));
        Self {
            blocks: (0..blocks).map(|_| empty()).collect(),
            report: ArcRwSignal::default(),
            waiting: ArcRwSignal::default(),
            any: ArcTrigger::new(),
        }
    }

    /// Shows what `placed` now has in the rooms `touched`. Costs those rooms and one comparison a block.
    pub fn show(&self, placed: &PlacedNotes, touched: &BTreeSet<Room>) {
        for &room in touched {
            match room {
                Room::Block(block) => {
                    if let Some((notes, _)) = self.blocks.get(block) {
                        let entering = placed.entering(block).into();
                        notes.set(BlockNotes { starting: placed.room(room), entering });
                    }
                }
                Room::Report => self.report.set(placed.room(room)),
                Room::Waiting => self.waiting.set(placed.room(room)),
            }
        }
        let mut next = 1;
        for (notes, first) in &self.blocks {
            if first.get_untracked() != next {
                first.set(next);
            }
            let numbered = |placed: &&PlacedNote| placed.ordinal.is_some();
            next += notes.with_untracked(|notes| notes.starting.iter().filter(numbered).count());
        }
        if !touched.is_empty() {
            self.any.notify();
        }
    }

    pub fn notes(&self, block: usize) -> ArcReadSignal<BlockNotes> {
        self.blocks.get(block).map_or_else(ArcRwSignal::default, |(notes, _)| notes.clone()).read_only()
    }

    pub fn first(&self, block: usize) -> ArcReadSignal<usize> {
        self.blocks.get(block).map_or_else(ArcRwSignal::default, |(_, first)| first.clone()).read_only()
    }

    pub fn report(&self) -> ArcReadSignal<Arc<[PlacedNote]>> {
        self.report.read_only()
    }

    pub fn waiting(&self) -> ArcReadSignal<Arc<[PlacedNote]>> {
        self.waiting.read_only()
    }

    /// Makes the reaction at hand run again when this room changes.
    pub fn track(&self, room: Room) {
        match room {
            Room::Block(block) => self.notes(block).track(),
            Room::Report => self.report.track(),
            Room::Waiting => self.waiting.track(),
        }
    }

    /// Makes the reaction at hand run again when any room changes.
    pub fn track_all(&self) {
        self.any.track();
    }
}

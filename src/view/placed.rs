//! The notes of a document in the order in which a reader meets them.
//!
//! Notes are kept by block, so that a change to one note costs what its own block holds and nothing more: a
//! page of two thousand notes redraws one paragraph when one is added. Replies live inside the note that
//! they answer.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

use crate::{
    note::{Anchor, Claim, Note, NoteId, Scope, correction},
    report::Report,
    text::{ByteOffset, Span},
};

/// Replies to replies are followed so far and no further, so that a file whose notes answer each other in a
/// ring cannot hold the page.
const DEEPEST_REPLY: usize = 64;

/// All notes of one document, deleted ones left out, each in its [`Room`].
#[derive(Clone, Debug, Default)]
pub struct PlacedNotes {
    notes: BTreeMap<NoteId, (Arc<Note>, Arc<Anchor>)>,
    /// Who answers whom: all replies by the note that they name.
    answers: BTreeMap<NoteId, BTreeSet<NoteId>>,
    rooms: BTreeMap<Room, Arc<[PlacedNote]>>,
    homes: BTreeMap<NoteId, Room>,
    /// The notes whose passage goes on in a block in which it does not start, by that block.
    entering: BTreeMap<usize, BTreeSet<NoteId>>,
}

/// A note where a reader meets it, with its conversation. Two are equal if they hold the same allocations,
/// which makes comparing cheap and is exact enough for redrawing.
#[derive(Clone, Debug)]
pub struct PlacedNote {
    /// The note.
    pub note: Arc<Note>,
    /// Where it stands.
    pub anchor: Arc<Anchor>,
    /// The answers to it, and to them, oldest first.
    pub replies: Arc<[Arc<Note>]>,
    /// Its place among the numbered notes of its block, from 0; `None` if it carries no number, as notes on
    /// paragraphs and on the whole report. The number that a reader sees adds the notes of earlier blocks.
    pub ordinal: Option<usize>,
}

/// Where a note is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Room {
    /// Beside the block with this index, in which its passage starts.
    Block(usize),
    /// With the whole report: it is about no passage.
    Report,
    /// Among those that wait for a place: ambiguous or orphaned.
    Waiting,
}

impl PartialEq for PlacedNote {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.note, &other.note)
            && Arc::ptr_eq(&self.anchor, &other.anchor)
            && self.ordinal == other.ordinal
            && self.replies.len() == other.replies.len()
            && self.replies.iter().zip(&*other.replies).all(|(a, b)| Arc::ptr_eq(a, b))
    }
}

impl PlacedNote {
    /// The passage, or the start of the paragraph, that it stands at, if it has a place.
    pub fn span(&self) -> Option<Span> {
        self.anchor.span
    }

    /// Whether a person should look at it: its passage is no longer what it was, and nobody has said so yet.
    pub fn asks(&self, report: &Report) -> bool {
        self.note.state.asks(&self.anchor, report)
    }

    /// Whether all that it has to say is in the findings: a correction without words, answers or conflicts that is
    /// not asked about. The text and the card show it; the margin need not.
    pub fn is_quiet(&self, report: &Report) -> bool {
        let alone = self.replies.is_empty() && self.note.conflicts.is_empty();
        alone && self.note.state.is_bare_correction() && !self.asks(report)
    }

    fn carries_number(&self) -> bool {
        let state = &self.note.state;
        state.target.scope == Scope::Passage && self.anchor.span.is_some() && !state.is_bare_correction()
    }

    /// The order of notes in one room: by place, a longer passage before what it holds, then by age.
    fn key(&self) -> impl Ord {
        let (start, end) = self.anchor.span.map_or_else(Default::default, |s| (s.start, s.end));
        (start, Reverse(end), self.note.created, self.note.id)
    }
}

impl PlacedNotes {
    /// Adds a note, or puts a newer state in the place of an older one; a deleted note goes. Answers the
    /// rooms whose list changed. Costs what the notes of those rooms cost.
    pub fn put(&mut self, report: &Report, note: Note, anchor: Anchor) -> BTreeSet<Room> {
        self.put_all(report, [(note, anchor)])
    }

    /// As [`put`](Self::put) for many at once, each touched room rebuilt once.
    pub fn put_all(
        &mut self,
        report: &Report,
        notes: impl IntoIterator<Item = (Note, Anchor)>,
    ) -> BTreeSet<Room> {
        let mut moved = BTreeSet::new();
        for (note, anchor) in notes {
            let id = note.id;
            moved.insert(id);
            // Answers move with the note that they hang on.
            moved.extend(self.descendants(id));
            let old = self.notes.remove(&id).and_then(|(old, _)| old.state.reply_to);
            if let Some(parent) = old {
                moved.extend(self.root(parent));
                self.answers.entry(parent).or_default().remove(&id);
            }
            if note.state.deleted {
                continue;
            }
            if let Some(parent) = note.state.reply_to {
                self.answers.entry(parent).or_default().insert(id);
            }
            self.notes.insert(id, (Arc::new(note), Arc::new(anchor)));
            moved.extend(self.root(id));
        }
        self.rebuild(report, &moved)
    }

    /// The notes of one room, in order.
    pub fn room(&self, room: Room) -> Arc<[PlacedNote]> {
        self.rooms.get(&room).cloned().unwrap_or_default()
    }

    /// The notes whose passage reaches into the block with this index from an earlier one, in no order that
    /// means something.
    pub fn entering(&self, block: usize) -> Vec<PlacedNote> {
        let ids = self.entering.get(&block).into_iter().flatten();
        ids.filter_map(|&id| self.find(id)).cloned().collect()
    }

    /// All notes in order: through the text, then those on the whole report, then those that wait.
    pub fn all(&self) -> impl Iterator<Item = &PlacedNote> {
        self.rooms.values().flat_map(|notes| notes.iter())
    }

    /// How many of them a person should look at ([`PlacedNote::asks`]).
    pub fn to_check(&self, report: &Report) -> usize {
        self.all().filter(|placed| placed.asks(report)).count()
    }

    /// The corrections among them that stand in the report ([`correction::claims`]).
    pub fn claims(&self) -> Vec<Claim> {
        correction::claims(self.notes.values().map(|(note, anchor)| (&**note, &**anchor)))
    }

    /// Where the conversation that `note` belongs to is met.
    pub fn room_of(&self, note: NoteId) -> Option<Room> {
        self.homes.get(&self.root(note)?).copied()
    }

    /// The note, or the conversation that it belongs to.
    pub fn find(&self, note: NoteId) -> Option<&PlacedNote> {
        let root = self.root(note)?;
        self.rooms.get(self.homes.get(&root)?)?.iter().find(|placed| placed.note.id == root)
    }

    /// The note's own newest state, be it a reply or not.
    pub fn note(&self, note: NoteId) -> Option<&Arc<Note>> {
        self.notes.get(&note).map(|(note, _)| note)
    }

    /// How many notes there are, replies included.
    pub fn len(&self) -> usize {
        self.notes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// The note at the top of the conversation: itself unless it answers a note that is here.
    fn root(&self, note: NoteId) -> Option<NoteId> {
        let mut here = note;
        let mut state = &self.notes.get(&here)?.0.state;
        for _ in 0..DEEPEST_REPLY {
            let Some((parent, (above, _))) = state.reply_to.and_then(|id| Some((id, self.notes.get(&id)?)))
            else {
                return Some(here);
            };
            (here, state) = (parent, &above.state);
        }
        Some(note)
    }

    /// All answers below `note`, however deep.
    fn descendants(&self, note: NoteId) -> BTreeSet<NoteId> {
        let mut found = BTreeSet::new();
        let mut open = vec![note];
        while let Some(next) = open.pop() {
            let below = self.answers.get(&next).into_iter().flatten();
            open.extend(below.copied().filter(|&id| id != note && found.insert(id)));
        }
        found
    }

    /// Takes the notes `moved` out of their rooms and puts them where they belong now.
    fn rebuild(&mut self, report: &Report, moved: &BTreeSet<NoteId>) -> BTreeSet<Room> {
        let mut lists: BTreeMap<Room, Vec<PlacedNote>> = BTreeMap::new();
        let rooms = &self.rooms;
        let open = |room: Room| rooms.get(&room).map_or_else(Vec::new, |notes| notes.to_vec());
        for id in moved {
            if let Some(home) = self.homes.remove(id) {
                lists.entry(home).or_insert_with(|| open(home));
            }
        }
        for list in lists.values_mut() {
            list.retain(|placed| !moved.contains(&placed.note.id));
        }
        for &id in moved {
            if self.root(id) != Some(id) {
                continue;
            }
            if let Some(placed) = self.placed(id) {
                let home = Room::of(report, &placed);
                lists.entry(home).or_insert_with(|| open(home)).push(placed);
                self.homes.insert(id, home);
            }
        }
        let mut touched: BTreeSet<Room> = lists.keys().copied().collect();
        self.entering.retain(|&block, ids| {
            let before = ids.len();
            ids.retain(|id| !moved.contains(id));
            if ids.len() < before {
                touched.insert(Room::Block(block));
            }
            !ids.is_empty()
        });
        for placed in lists.values().flatten().filter(|placed| moved.contains(&placed.note.id)) {
            for block in blocks_entered(report, placed.anchor.span) {
                self.entering.entry(block).or_default().insert(placed.note.id);
                touched.insert(Room::Block(block));
            }
        }
        for (room, mut list) in lists {
            list.sort_by(|a, b| a.key().cmp(&b.key()));
            let mut numbered = 0..;
            for placed in &mut list {
                placed.ordinal = if placed.carries_number() { numbered.next() } else { None };
            }
            if list.is_empty() {
                self.rooms.remove(&room)
            } else {
                self.rooms.insert(room, list.into())
            };
        }
        touched
    }

    fn placed(&self, id: NoteId) -> Option<PlacedNote> {
        let (note, anchor) = self.notes.get(&id)?;
        let mut replies: Vec<Arc<Note>> =
            self.descendants(id).iter().filter_map(|id| Some(self.notes.get(id)?.0.clone())).collect();
        replies.sort_by_key(|reply| (reply.created, reply.id));
        Some(PlacedNote {
            note: note.clone(),
            anchor: anchor.clone(),
            replies: replies.into(),
            ordinal: None,
        })
    }
}

/// The blocks that `span` reaches into behind the one in which it starts.
fn blocks_entered(report: &Report, span: Option<Span>) -> Range<usize> {
    let Some((span, first)) = span.and_then(|span| Some((span, report.block_at(span.start)?))) else {
        return 0..0;
    };
    let behind = report.blocks.partition_point(|block| block.span.start < span.end);
    first + 1..behind.max(first + 1)
}

impl Room {
    fn of(report: &Report, placed: &PlacedNote) -> Self {
        if placed.note.state.target.scope == Scope::Report {
            return Self::Report;
        }
        let start: Option<ByteOffset> = placed.anchor.span.map(|span| span.start);
        start.and_then(|start| report.block_at(start)).map_or(Self::Waiting, Self::Block)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        note::{Agent, AnchorState, DocumentRef, Quote, Snapshot, Target, Timestamp},
        report,
        text::{Encoding, SourceText},
    };

    fn report() -> Report {
        report::parse(SourceText::new("甲乙丙丁戊己庚辛\n\n子丑寅卯辰巳午未\n".to_owned(), Encoding::Utf8))
    }

    fn id(n: u128) -> NoteId {
        NoteId(Uuid::from_u128(n))
    }

    /// Note `n` on the `at`th character of the report (a line break counts one), or without a place.
    fn note(n: u8, at: Option<usize>, scope: Scope) -> (Note, Anchor) {
        let document = DocumentRef { digest: None, fingerprint: None, foreign: None };
        let target =
            Target { scope, document, quote: Quote::default(), position: None, other_selectors: Vec::new() };
        let state = Snapshot { text: format!("{n}"), ..Snapshot::new(target) };
        let me = Agent { id: "me".to_owned(), name: "陈默".to_owned() };
        let at_byte = |i: usize| 3 * i.min(8) + i.saturating_sub(8).min(1) + 3 * i.saturating_sub(9);
        let anchor = Anchor {
            state: if at.is_some() { AnchorState::Exact } else { AnchorState::Orphaned },
            span: at.map(|at| Span::of(at_byte(at)..at_byte(at) + 3)),
            changes: Vec::new(),
            candidates: Vec::new(),
            difference: Vec::new(),
        };
        let note = Note {
            id: id(n.into()),
            creator: me,
            created: Timestamp(n.into()),
            modified: Timestamp(n.into()),
            state,
            conflicts: Vec::new(),
            heads: Vec::new(),
        };
        (note, anchor)
    }

    fn passage(n: u8, at: usize) -> (Note, Anchor) {
        note(n, Some(at), Scope::Passage)
    }

    fn reply(n: u8, to: u8) -> (Note, Anchor) {
        let (mut note, anchor) = passage(n, 0);
        note.state.reply_to = Some(id(to.into()));
        (note, anchor)
    }

    fn order(placed: &PlacedNotes) -> Vec<u128> {
        placed.all().map(|placed| placed.note.id.0.as_u128()).collect()
    }

    #[test]
    fn notes_stand_in_the_order_of_their_passages() {
        let (mut placed, report) = (PlacedNotes::default(), report());
        let notes = [
            note(6, None, Scope::Report),
            passage(1, 10),
            note(5, None, Scope::Passage),
            passage(2, 4),
            note(3, Some(4), Scope::Paragraph),
            passage(4, 1),
        ];
        let touched = placed.put_all(&report, notes);
        assert_eq!(order(&placed), [4, 2, 3, 1, 6, 5]);
        assert_eq!(touched, [Room::Block(0), Room::Block(1), Room::Report, Room::Waiting].into());
        let ordinals: Vec<_> = placed.room(Room::Block(0)).iter().map(|placed| placed.ordinal).collect();
        assert_eq!(ordinals, [Some(0), Some(1), None], "a note on a paragraph carries no number");
    }

    #[test]
    fn a_note_that_was_left_waits_for_nobody() {
        let (mut placed, report) = (PlacedNotes::default(), report());
        let lost = || note(1, None, Scope::Passage);
        placed.put_all(&report, [lost(), passage(2, 4)]);
        assert_eq!(placed.to_check(&report), 1);
        let (mut note, anchor) = lost();
        note.state.leave(&anchor, &report);
        placed.put(&report, note, anchor);
        assert_eq!(placed.to_check(&report), 0);
    }

    #[test]
    fn a_change_touches_its_own_room_alone() {
        let (mut placed, report) = (PlacedNotes::default(), report());
        placed.put_all(&report, [passage(1, 1), passage(2, 10)]);
        let second = placed.room(Room::Block(1));
        assert_eq!(placed.put(&report, passage(1, 2).0, passage(1, 2).1), [Room::Block(0)].into());
        assert!(Arc::ptr_eq(&second, &placed.room(Room::Block(1))));
    }

    #[test]
    fn a_note_that_moves_leaves_its_old_room() {
        let (mut placed, report) = (PlacedNotes::default(), report());
        placed.put_all(&report, [passage(1, 1)]);
        let (note, anchor) = passage(1, 10);
        assert_eq!(placed.put(&report, note, anchor), [Room::Block(0), Room::Block(1)].into());
        assert!(placed.room(Room::Block(0)).is_empty());
        assert_eq!(placed.room_of(id(1)), Some(Room::Block(1)));
    }

    #[test]
    fn a_passage_over_two_paragraphs_enters_the_second() {
        let (mut placed, report) = (PlacedNotes::default(), report());
        let (note, mut anchor) = passage(1, 6);
        anchor.span = Some(Span::of(18..28));
        let touched = placed.put(&report, note, anchor);
        assert_eq!(touched, [Room::Block(0), Room::Block(1)].into());
        assert_eq!(placed.entering(1).len(), 1);
        let (note, anchor) = passage(1, 6);
        assert_eq!(placed.put(&report, note, anchor), [Room::Block(0), Room::Block(1)].into());
        assert!(placed.entering(1).is_empty());
    }

    #[test]
    fn a_deleted_note_goes_and_its_answers_stand_alone() {
        let (mut placed, report) = (PlacedNotes::default(), report());
        placed.put_all(&report, [passage(1, 1), reply(2, 1), reply(3, 2)]);
        assert_eq!(order(&placed), [1]);
        assert_eq!(placed.find(id(3)).map(|placed| placed.note.id), Some(id(1)));
        let (mut gone, anchor) = passage(1, 1);
        gone.state.deleted = true;
        placed.put(&report, gone, anchor);
        assert_eq!(order(&placed), [2]);
        assert_eq!(placed.len(), 2);
    }

    #[test]
    fn an_answer_that_comes_before_its_note_joins_it_later() {
        let (mut placed, report) = (PlacedNotes::default(), report());
        placed.put_all(&report, [reply(2, 1)]);
        assert_eq!(order(&placed), [2]);
        placed.put_all(&report, [passage(1, 10)]);
        assert_eq!(order(&placed), [1]);
        assert_eq!(placed.find(id(1)).map(|placed| placed.replies.len()), Some(1));
    }

    #[test]
    fn notes_that_answer_each_other_in_a_ring_are_all_shown() {
        let (mut placed, report) = (PlacedNotes::default(), report());
        placed.put_all(&report, [reply(1, 2), reply(2, 1), reply(3, 3)]);
        assert_eq!(order(&placed), [1, 2, 3]);
    }
}

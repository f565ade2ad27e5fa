//! Notes in the order in which a reader meets them, each with where it now stands.

use std::collections::BTreeMap;

use crate::{
    note::{Anchor, Note, NoteId, Notebook, Target, anchor::AnchorIndex},
    report::{BlockKind, Report},
    text::Offset,
};

/// The places of a notebook's notes in a report.
#[derive(Debug)]
pub struct Places<'r> {
    report: &'r Report,
    anchors: BTreeMap<NoteId, Anchor>,
}

/// A note with its place and the answers to it.
#[derive(Debug)]
pub struct PlacedNote {
    /// The note.
    pub note: Note,
    /// Where it stands, if a report was given.
    pub anchor: Option<Anchor>,
    /// The heading that it stands under, if it was found under one.
    pub heading: Option<String>,
    /// How many notes it answers, one behind the other: 0 for a note on the report.
    pub depth: usize,
}

impl<'r> Places<'r> {
    /// Anchors all notes of `notebook` that are not deleted. An answer stands where its conversation stands.
    pub fn new(report: &'r Report, notebook: &Notebook) -> Self {
        let index = AnchorIndex::new(report);
        let anchors =
            notebook.notes().map(|note| (note.id, index.anchor(&root_target(notebook, &note)))).collect();
        Self { report, anchors }
    }

    /// Where a note stands.
    pub fn anchor(&self, note: NoteId) -> Option<&Anchor> {
        self.anchors.get(&note)
    }

    /// The report.
    pub fn report(&self) -> &'r Report {
        self.report
    }

    /// The last heading before the passage of `anchor`.
    fn heading(&self, anchor: &Anchor) -> Option<&'r str> {
        let block = self.report.block_at(anchor.span?.start)?;
        let before = self.report.blocks.get(..=block)?.iter().rev();
        let heading = before.into_iter().find(|block| block.kind == BlockKind::Heading)?;
        Some(self.report.slice(heading.span))
    }
}

/// What the first note of the conversation is about.
fn root_target(notebook: &Notebook, note: &Note) -> Target {
    let mut target = note.state.target.clone();
    let mut parent = note.state.reply_to;
    // A circle of answers, which only a forged file can hold, ends here as well.
    for _ in 0..MOST_ANSWERS {
        let Some(answered) = parent.and_then(|id| notebook.note(id)) else { break };
        target = answered.state.target;
        parent = answered.state.reply_to;
    }
    target
}

/// How long a chain of answers is followed.
const MOST_ANSWERS: usize = 64;

/// The notes of `notebook` by place, those without one at the end, by time where the place says nothing; answers
/// behind what they answer.
pub fn in_order(notebook: &Notebook, places: Option<&Places<'_>>) -> Vec<PlacedNote> {
    let mut answers: BTreeMap<Option<NoteId>, Vec<Note>> = BTreeMap::new();
    let mut notes: Vec<Note> = notebook.notes().collect();
    let place = |note: &Note| {
        let span = places.and_then(|places| places.anchor(note.id)?.span).map(|span| span.range().start);
        let source = note.state.target.position.map(|span| span.start.get());
        (span.unwrap_or(usize::MAX), source.unwrap_or(usize::MAX), note.created, note.id)
    };
    notes.sort_by_key(place);
    for note in notes {
        // An answer to a note that is not here, or to itself, starts a conversation of its own.
        let parent = note
            .state
            .reply_to
            .filter(|id| *id != note.id && notebook.note(*id).is_some_and(|n| !n.state.deleted));
        answers.entry(parent).or_default().push(note);
    }
    let mut ordered = Vec::new();
    let mut stack: Vec<(Note, usize)> =
        answers.remove(&None).unwrap_or_default().into_iter().rev().map(|note| (note, 0)).collect();
    loop {
        while let Some((note, depth)) = stack.pop() {
            let below = answers.remove(&Some(note.id)).unwrap_or_default();
            stack.extend(below.into_iter().rev().map(|answer| (answer, depth + 1)));
            let anchor = places.and_then(|places| places.anchor(note.id)).cloned();
            let heading = places.zip(anchor.as_ref()).and_then(|(p, a)| p.heading(a)).map(str::to_owned);
            ordered.push(PlacedNote { note, anchor, heading, depth });
        }
        // Whatever is left answers itself in a circle; none is lost.
        let Some((_, circle)) = answers.pop_first() else { return ordered };
        stack.extend(circle.into_iter().map(|note| (note, 1)));
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        note::{
            AnchorState, Revision,
            tests::{snapshot, stamp},
        },
        report::parse,
        text::{Encoding, SourceText},
    };

    fn id(n: u128) -> NoteId {
        NoteId(Uuid::from_u128(n))
    }

    /// Notes 1 to n: what each quotes, and which one it answers.
    fn notebook(notes: &[(&str, Option<u128>)]) -> Notebook {
        let mut notebook = Notebook::default();
        for (n, (exact, parent)) in (1..).zip(notes) {
            let mut state = snapshot("批注");
            state.target.quote.exact = (*exact).to_owned();
            state.reply_to = parent.map(id);
            notebook.insert(Revision::first(stamp(n, "甲"), id(n), state));
        }
        notebook
    }

    #[test]
    fn notes_stand_by_place_and_answers_behind_them() {
        let report = parse(SourceText::new(
            "政府工作报告\n一、去年工作回顾\n建成城市绿道三十公里。\n二、今年主要任务\n新增公共停车位五百个。\n".to_owned(),
            Encoding::Utf8,
        ));
        let notebook = notebook(&[
            ("新增公共停车位", None),
            ("没有这句话", None),
            ("", Some(1)),
            ("建成城市绿道", None),
        ]);
        let places = Places::new(&report, &notebook);
        let order: Vec<_> = in_order(&notebook, Some(&places))
            .into_iter()
            .map(|placed| (placed.note.id, placed.depth, placed.heading.unwrap_or_default()))
            .collect();
        let (first, second) = ("一、去年工作回顾".to_owned(), "二、今年主要任务".to_owned());
        assert_eq!(
            order,
            [(id(4), 0, first), (id(1), 0, second.clone()), (id(3), 1, second), (id(2), 0, String::new()),]
        );
        assert_eq!(places.anchor(id(2)).map(|a| a.state), Some(AnchorState::Orphaned));
    }

    #[test]
    fn a_circle_of_answers_loses_no_note() {
        let notebook = notebook(&[("甲", Some(2)), ("乙", Some(1)), ("丙", Some(3)), ("丁", Some(9))]);
        assert_eq!(in_order(&notebook, None).len(), 4);
    }
}

//! Which notes the reader wants to see: by author, tag, colour, state and kind.
//!
//! Must hold: within one sort any of the chosen will do, and every sort that is chosen from must agree; a
//! conversation is shown whole or not at all.

use std::mem::discriminant;

use super::PlacedNote;
use crate::{
    note::{Agent, Colour, Note, Scope, Status},
    report::Report,
};

/// One thing that can be asked of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Facet {
    /// Who wrote it, or answered it; people are told apart by their ids.
    Author(Agent),
    /// A tag that it carries.
    Tag(String),
    /// The colour of its tint.
    Colour(Colour),
    /// Where it stands.
    State(State),
    /// What sort of note it is.
    Kind(Kind),
}

/// Where a note stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// 待答复
    Open,
    /// 已答复
    Answered,
    /// 已办
    Done,
    /// Nobody said.
    Plain,
    /// 需复核: a person should look at its place.
    Review,
}

/// Sorts of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// On a passage, in words.
    Passage,
    /// On a passage, without a word.
    Mark,
    /// 段评
    Paragraph,
    /// On the whole report.
    Report,
    /// What the reader says of a finding of the engine.
    Correction,
}

impl Kind {
    fn of(note: &Note) -> Self {
        let state = &note.state;
        match state.target.scope {
            _ if state.correction.is_some() => Self::Correction,
            Scope::Paragraph => Self::Paragraph,
            Scope::Report => Self::Report,
            Scope::Passage if state.text.trim().is_empty() => Self::Mark,
            Scope::Passage => Self::Passage,
        }
    }
}

impl Facet {
    /// Whether a conversation has it.
    pub fn fits(&self, placed: &PlacedNote, report: &Report) -> bool {
        let state = &placed.note.state;
        match self {
            Self::Author(agent) => conversation(placed).any(|note| note.creator.id == agent.id),
            Self::Tag(tag) => conversation(placed).any(|note| note.state.tags.contains(tag)),
            Self::Colour(colour) => state.colour == *colour,
            Self::State(State::Review) => placed.asks(report),
            Self::State(State::Open) => state.status == Some(Status::Open),
            Self::State(State::Answered) => state.status == Some(Status::Answered),
            Self::State(State::Done) => state.status == Some(Status::Done),
            Self::State(State::Plain) => state.status.is_none(),
            Self::Kind(kind) => Kind::of(&placed.note) == *kind,
        }
    }

    /// Whether both are of one sort, so that either will do.
    pub fn is_like(&self, other: &Self) -> bool {
        discriminant(self) == discriminant(other)
    }
}

/// The note and its answers.
pub(super) fn conversation(placed: &PlacedNote) -> impl Iterator<Item = &Note> {
    std::iter::once(&*placed.note).chain(placed.replies.iter().map(|reply| &**reply))
}

/// Whether a conversation fits all of `chosen`. No choice lets everything through.
pub fn passes(chosen: &[Facet], placed: &PlacedNote, report: &Report) -> bool {
    chosen.iter().all(|facet| chosen.iter().any(|other| other.is_like(facet) && other.fits(placed, report)))
}

/// Everything that can be asked of `notes`, sort by sort, with how many have it: people and tags in the order in
/// which the notes name them, the rest in a fixed order. A sort that tells nothing apart is left out. Costs the notes
/// times what is found.
pub fn facets<'a>(notes: impl Iterator<Item = &'a PlacedNote>, report: &Report) -> Vec<(Facet, usize)> {
    let notes: Vec<&PlacedNote> = notes.collect();
    let mut found: Vec<Facet> = Vec::new();
    let mut meet = |facet: Facet| {
        if !found.contains(&facet) {
            found.push(facet);
        }
    };
    for note in notes.iter().flat_map(|placed| conversation(placed)) {
        let known = Facet::Author(note.creator.clone());
        meet(known);
    }
    for tag in notes.iter().flat_map(|placed| conversation(placed)).flat_map(|note| &note.state.tags) {
        meet(Facet::Tag(tag.clone()));
    }
    found.extend(Colour::ALL.map(Facet::Colour));
    found.extend([State::Review, State::Open, State::Answered, State::Done, State::Plain].map(Facet::State));
    found.extend(
        [Kind::Passage, Kind::Mark, Kind::Paragraph, Kind::Report, Kind::Correction].map(Facet::Kind),
    );
    let count = |facet: &Facet| notes.iter().filter(|placed| facet.fits(placed, report)).count();
    let counted: Vec<(Facet, usize)> = found
        .into_iter()
        .map(|facet| (count(&facet), facet))
        .filter(|(n, _)| *n > 0)
        .map(|(n, f)| (f, n))
        .collect();
    let tells = |(facet, count): &(Facet, usize)| {
        *count < notes.len() || counted.iter().any(|(other, _)| other != facet && other.is_like(facet))
    };
    counted.iter().filter(|choice| tells(choice)).cloned().collect()
}

/// Switches one choice on or off.
pub fn toggle(chosen: &mut Vec<Facet>, facet: &Facet) {
    match chosen.iter().position(|other| other == facet) {
        Some(at) => drop(chosen.remove(at)),
        None => chosen.push(facet.clone()),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Arc;

    use uuid::Uuid;

    use super::*;
    use crate::{
        note::{Anchor, AnchorState, DocumentRef, NoteId, Quote, Snapshot, Target, Timestamp},
        report,
        text::{Encoding, SourceText, Span},
    };

    pub fn report() -> Report {
        report::parse(SourceText::new(
            "甲乙丙丁戊己庚辛。\n\n子丑寅卯辰巳午未。\n".to_owned(),
            Encoding::Utf8,
        ))
    }

    /// A note by `author` on `span`, or on nothing.
    pub fn note(n: u128, author: &str, text: &str, tags: &[&str], span: Option<Span>) -> PlacedNote {
        let document = DocumentRef { digest: None, fingerprint: None, foreign: None };
        let scope = Scope::Passage;
        let target =
            Target { scope, document, quote: Quote::default(), position: None, other_selectors: Vec::new() };
        let mut state = Snapshot { text: text.to_owned(), ..Snapshot::new(target) };
        state.tags = tags.iter().map(|&tag| tag.to_owned()).collect();
        let note = Note {
            id: NoteId(Uuid::from_u128(n)),
            creator: Agent { id: format!("urn:{author}"), name: author.to_owned() },
            created: Timestamp(0),
            modified: Timestamp(0),
            state,
            conflicts: Vec::new(),
            heads: Vec::new(),
        };
        let state = if span.is_some() { AnchorState::Exact } else { AnchorState::Orphaned };
        let anchor =
            Anchor { state, span, changes: Vec::new(), candidates: Vec::new(), difference: Vec::new() };
        PlacedNote { note: Arc::new(note), anchor: Arc::new(anchor), replies: Arc::new([]), ordinal: None }
    }

    /// Three people's notes: 1 陈默 #口径 待答复, 2 林晓岚 #口径 #就业 with an answer of 陈默, 3 周启明 a mark in azurite.
    fn notes() -> Vec<PlacedNote> {
        let span = Some(Span::of(0..3));
        let mut notes =
            vec![note(1, "陈默", "一", &["口径"], span), note(2, "林晓岚", "二", &["口径", "就业"], span)];
        Arc::make_mut(&mut notes[0].note).state.status = Some(Status::Open);
        notes[1].replies = Arc::new([note(9, "陈默", "答", &[], None).note]);
        notes.push(note(3, "周启明", "", &[], span));
        Arc::make_mut(&mut notes[2].note).state.colour = Colour::Azurite;
        notes
    }

    fn by(author: &str) -> Facet {
        Facet::Author(Agent { id: format!("urn:{author}"), name: String::new() })
    }

    /// The numbers of the notes that pass.
    fn check(chosen: &[Facet], expect: &[u128]) {
        let (report, notes) = (report(), notes());
        let shown: Vec<u128> = notes
            .iter()
            .filter(|placed| passes(chosen, placed, &report))
            .map(|placed| placed.note.id.0.as_u128())
            .collect();
        assert_eq!(shown, expect);
    }

    #[test]
    fn nothing_chosen_shows_everything() {
        check(&[], &[1, 2, 3]);
    }

    #[test]
    fn any_of_one_sort_and_all_sorts() {
        let tag = |tag: &str| Facet::Tag(tag.to_owned());
        check(&[tag("口径")], &[1, 2]);
        check(&[tag("就业"), tag("没有")], &[2]);
        check(&[by("周启明"), by("林晓岚")], &[2, 3]);
        check(&[tag("口径"), Facet::State(State::Open)], &[1]);
        check(&[Facet::Kind(Kind::Mark)], &[3]);
        check(&[Facet::Kind(Kind::Mark), Facet::Colour(Colour::Gamboge)], &[]);
        check(&[Facet::State(State::Plain), Facet::Kind(Kind::Passage)], &[2]);
    }

    #[test]
    fn who_answers_takes_part() {
        check(&[by("陈默")], &[1, 2]);
    }

    #[test]
    fn what_can_be_chosen_is_counted_and_nothing_else_is_offered() {
        let (report, notes) = (report(), notes());
        let found = facets(notes.iter(), &report);
        let shown: Vec<String> = found
            .iter()
            .map(|(facet, count)| match facet {
                Facet::Author(agent) => format!("{} {count}", agent.name),
                Facet::Tag(tag) => format!("#{tag} {count}"),
                other => format!("{other:?} {count}"),
            })
            .collect();
        assert_eq!(
            shown,
            [
                "陈默 2",
                "林晓岚 1",
                "周启明 1",
                "#口径 2",
                "#就业 1",
                "Colour(Gamboge) 2",
                "Colour(Azurite) 1",
                "State(Open) 1",
                "State(Plain) 2",
                "Kind(Passage) 2",
                "Kind(Mark) 1",
            ]
        );
    }

    #[test]
    fn a_sort_that_tells_nothing_apart_is_not_offered() {
        let found = facets(notes()[..1].iter(), &report());
        assert_eq!(found, []);
    }

    #[test]
    fn a_choice_is_switched_on_and_off() {
        let mut chosen = Vec::new();
        toggle(&mut chosen, &by("陈默"));
        toggle(&mut chosen, &Facet::Kind(Kind::Mark));
        toggle(&mut chosen, &by("陈默"));
        assert_eq!(chosen, [Facet::Kind(Kind::Mark)]);
    }
}

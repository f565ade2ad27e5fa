//! One change made to many notes.
//!
//! Must hold: a change reaches exactly the notes that a reader could change in the same way one by one: where a
//! conversation stands and whether it stays is anybody's to say, its tags and its colour are its author's. A note that
//! already is as the change would have it gets no revision.

use super::{ActionKind, Colour, Note, Revision, Snapshot, Stamp, Status};

/// What becomes of each note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It gets these tags too.
    Tag(Vec<String>),
    /// It loses this tag.
    Untag(String),
    /// Its conversation stands here now.
    Status(Option<Status>),
    /// It has this colour.
    Colour(Colour),
    /// It is deleted. Its answers stay, each on its own.
    Delete,
}

impl Change {
    /// The name of the step that it makes.
    pub fn kind(&self) -> ActionKind {
        match self {
            Self::Tag(_) | Self::Untag(_) => ActionKind::Tags,
            Self::Status(_) => ActionKind::Status,
            Self::Colour(_) => ActionKind::Colour,
            Self::Delete => ActionKind::Delete,
        }
    }

    /// Whether it changes a note in this state; `mine`: the note is the reader's own.
    pub fn touches(&self, state: &Snapshot, mine: bool) -> bool {
        !state.deleted
            && match self {
                Self::Tag(tags) => mine && tags.iter().any(|tag| !state.tags.contains(tag)),
                Self::Untag(tag) => mine && state.tags.contains(tag),
                Self::Status(status) => state.status != *status,
                Self::Colour(colour) => mine && state.colour != *colour,
                Self::Delete => true,
            }
    }

    /// The note's next revision, for one that it [touches](Self::touches).
    pub fn revise(&self, note: &Note, stamp: Stamp) -> Revision {
        let mut state = note.state.clone();
        match self {
            Self::Delete => return note.delete(stamp),
            Self::Tag(tags) => state.tags.extend(tags.iter().cloned()),
            Self::Untag(tag) => drop(state.tags.remove(tag)),
            Self::Status(status) => state.status = *status,
            Self::Colour(colour) => state.colour = *colour,
        }
        note.edit(stamp, state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::{
        UndoLog,
        tests::{NOTE, notebook, snapshot, stamp},
    };

    /// Open, in azurite, with the tag 口径.
    fn state() -> Snapshot {
        let mut state = snapshot("一");
        state.tags.insert("口径".to_owned());
        state.status = Some(Status::Open);
        state.colour = Colour::Azurite;
        state
    }

    #[test]
    fn tags_and_colour_are_the_authors_the_rest_is_anybodys() {
        let tag = |tags: &[&str]| Change::Tag(tags.iter().map(|&tag| tag.to_owned()).collect());
        for (change, mine, others) in [
            (tag(&["就业"]), true, false),
            (tag(&["口径", "就业"]), true, false),
            (tag(&["口径"]), false, false),
            (tag(&[]), false, false),
            (Change::Untag("口径".to_owned()), true, false),
            (Change::Untag("就业".to_owned()), false, false),
            (Change::Status(Some(Status::Done)), true, true),
            (Change::Status(None), true, true),
            (Change::Status(Some(Status::Open)), false, false),
            (Change::Colour(Colour::Rouge), true, false),
            (Change::Colour(Colour::Azurite), false, false),
            (Change::Delete, true, true),
        ] {
            assert_eq!(change.touches(&state(), true), mine, "{change:?}, my own");
            assert_eq!(change.touches(&state(), false), others, "{change:?}, somebody else's");
            let gone = Snapshot { deleted: true, ..state() };
            assert!(!change.touches(&gone, true), "{change:?}, deleted");
        }
    }

    #[test]
    fn what_it_touches_is_then_as_it_says_and_undone_in_one_step() {
        let first = Revision::first(stamp(1, "甲"), NOTE, state());
        for change in [
            Change::Tag(vec!["就业".to_owned(), "民生".to_owned()]),
            Change::Untag("口径".to_owned()),
            Change::Status(None),
            Change::Colour(Colour::Rouge),
            Change::Delete,
        ] {
            let (mut book, mut log) = (notebook([&first]), UndoLog::default());
            let note = book.note(NOTE).unwrap();
            log.apply(&mut book, change.kind(), [change.revise(&note, stamp(2, "乙"))]);
            let after = book.note(NOTE).unwrap().state;
            assert_ne!(after, state(), "{change:?}");
            assert!(!change.touches(&after, true), "{change:?} has nothing left to do");
            log.undo(&mut book, || stamp(3, "乙")).unwrap();
            assert_eq!(book.note(NOTE).unwrap().state, state(), "{change:?}");
        }
    }
}

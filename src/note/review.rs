//! Review: whether a person has to look at a note whose passage is no longer what it was.
//!
//! Three decisions end it, each a revision like any other. To keep the note, or to move it, gives it a target
//! as things stand now ([`Snapshot::retarget`]). To leave it changes nothing but records what the person saw
//! ([`Snapshot::leave`]).
//!
//! Must hold: a note that was left asks again as soon as its anchor's state, or the text at its place, is
//! another than the person saw.

use serde_json::{Value, json};

use super::{Anchor, Snapshot, Target};
use crate::report::Report;

/// Where the decision is kept in [`Snapshot::extra`]: in files it is the key `left` of the state, which a
/// program that does not know it hands on.
const LEFT: &str = "meipi:left";

impl Snapshot {
    /// Whether a person should look at this note, which stands in `report` as `anchor` says.
    pub fn asks(&self, anchor: &Anchor, report: &Report) -> bool {
        anchor.state.asks_for_a_look() && !self.is_left(anchor, report)
    }

    /// Whether a person looked at the note as it stands and left it so.
    pub fn is_left(&self, anchor: &Anchor, report: &Report) -> bool {
        anchor.state.asks_for_a_look() && self.extra.get(LEFT) == Some(&seen(anchor, report))
    }

    /// Records that a person looked at the note as it stands and leaves it so.
    pub fn leave(&mut self, anchor: &Anchor, report: &Report) {
        self.extra.insert(LEFT.to_owned(), seen(anchor, report));
    }

    /// Makes the note one on `target`, whether it is kept or moved; selectors of other programs stay.
    pub fn retarget(&mut self, target: Target) {
        let other_selectors = std::mem::take(&mut self.target.other_selectors);
        self.target = Target { other_selectors, ..target };
        self.extra.shift_remove(LEFT);
    }
}

/// What a person who looks at the note sees of its place.
fn seen(anchor: &Anchor, report: &Report) -> Value {
    json!({"state": anchor.state.name(), "text": anchor.span.map(|span| report.slice(span))})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        note::{AnchorState, DocumentRef, Quote, Scope},
        report,
        text::{Encoding, SourceText, Span},
    };

    fn report(text: &str) -> Report {
        report::parse(SourceText::new(text.to_owned(), Encoding::Utf8))
    }

    fn anchor(state: AnchorState) -> Anchor {
        let placed = !matches!(state, AnchorState::Ambiguous | AnchorState::Orphaned);
        Anchor {
            state,
            span: placed.then(|| Span::of(0..6)),
            changes: Vec::new(),
            candidates: Vec::new(),
            difference: Vec::new(),
        }
    }

    fn note() -> Snapshot {
        let document = DocumentRef { digest: None, fingerprint: None, foreign: None };
        let quote = Quote { exact: "甲丙".to_owned(), ..Quote::default() };
        let (scope, other_selectors) = (Scope::Passage, vec![json!({"type": "FragmentSelector"})]);
        Snapshot::new(Target { scope, document, quote, position: None, other_selectors })
    }

    const UNSURE: [AnchorState; 4] =
        [AnchorState::Reworded, AnchorState::NumberChanged, AnchorState::Ambiguous, AnchorState::Orphaned];

    #[test]
    fn what_stands_word_for_word_asks_nothing() {
        let report = report("甲乙丙丁\n");
        for state in [AnchorState::Exact, AnchorState::Moved] {
            assert!(!note().asks(&anchor(state), &report));
        }
        for state in UNSURE {
            assert!(note().asks(&anchor(state), &report), "{state:?}");
        }
    }

    #[test]
    fn a_note_that_was_left_asks_again_when_its_state_changes() {
        let report = report("甲乙丙丁\n");
        for left in UNSURE {
            let mut note = note();
            note.leave(&anchor(left), &report);
            assert!(note.is_left(&anchor(left), &report));
            for now in UNSURE {
                assert_eq!(note.asks(&anchor(now), &report), now != left, "left {left:?}, now {now:?}");
            }
        }
    }

    #[test]
    fn a_note_that_was_left_asks_again_when_other_words_stand_there() {
        let mut note = note();
        note.leave(&anchor(AnchorState::Reworded), &report("甲乙丙丁\n"));
        assert!(!note.asks(&anchor(AnchorState::Reworded), &report("甲乙子丑\n")), "the same words");
        assert!(note.asks(&anchor(AnchorState::Reworded), &report("子乙丙丁\n")));
    }

    #[test]
    fn a_new_target_forgets_that_the_note_was_left() {
        let report = report("甲乙丙丁\n");
        let mut left = note();
        left.leave(&anchor(AnchorState::Reworded), &report);
        let target = Target { other_selectors: Vec::new(), ..note().target };
        left.retarget(target);
        assert_eq!(left, note(), "and keeps the selectors of other programs");
    }
}

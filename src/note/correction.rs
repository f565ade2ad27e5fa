//! Corrections: notes that say what one of the engine's findings really is.
//!
//! A correction is a note like any other: it merges, is undone, travels and finds its place like one. It is applied
//! only where its passage stands word for word; one whose passage has changed, its figure above all, asks a person
//! for a look first.
//!
//! Where corrections of one sort (of numbers, or of statements) overlap, the one that was changed last holds, and of
//! two at the same time the one with the greater id. The others stay, and hold again when it is taken back.
//!
//! Must hold: which corrections hold depends on the set of notes alone, not on any order.

use std::cmp::Reverse;

use super::{Agent, Anchor, Correction, Note, NoteId, Scope, Snapshot, Timestamp};
use crate::{
    extract::{self, Findings, Given, NumberKind, Strength, Verdict},
    report::Report,
    text::Span,
};

impl Correction {
    /// What it says, in the engine's terms. `None` if it names a kind or a strength that only a newer program knows.
    pub fn verdict(&self) -> Option<Verdict> {
        Some(match self {
            Self::NotANumber => Verdict::NotANumber,
            Self::NumberKind(kind) => Verdict::Number(NumberKind::parse(kind)?),
            Self::NotAStatement => Verdict::NotAStatement,
            Self::Commitment(strength) => Verdict::Commitment(Strength::parse(strength)?),
        })
    }
}

impl From<Verdict> for Correction {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::NotANumber => Self::NotANumber,
            Verdict::Number(kind) => Self::NumberKind(kind.name().to_owned()),
            Verdict::NotAStatement => Self::NotAStatement,
            Verdict::Commitment(strength) => Self::Commitment(strength.name().to_owned()),
        }
    }
}

impl Snapshot {
    /// Whether it corrects the engine and says nothing else: no words, no tags.
    pub fn is_bare_correction(&self) -> bool {
        self.correction.is_some() && self.text.is_empty() && self.tags.is_empty() && self.reply_to.is_none()
    }
}

/// A correction with its place in a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The note that makes it.
    pub note: NoteId,
    /// What it says of which stretch.
    pub given: Given,
    /// Whose it is.
    pub by: Agent,
    /// When it was last changed.
    pub at: Timestamp,
    /// Whether it is applied: no newer one of its sort overlaps it.
    pub holds: bool,
}

impl Claim {
    /// Whether both speak of numbers, or both of statements, on stretches that overlap.
    pub fn meets(&self, other: &Self) -> bool {
        self.concerns(other.given.span, other.given.verdict.is_of_number())
    }

    /// Whether it speaks of the numbers, or else of the statements, that `span` overlaps.
    pub fn concerns(&self, span: Span, numbers: bool) -> bool {
        self.given.verdict.is_of_number() == numbers && self.given.span.overlaps(span)
    }
}

/// The corrections among `notes` that stand word for word, by place. Quadratic only in those that hold.
pub fn claims<'a>(notes: impl IntoIterator<Item = (&'a Note, &'a Anchor)>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = notes.into_iter().filter_map(|(note, anchor)| claim(note, anchor)).collect();
    claims.sort_by_key(|claim| Reverse((claim.at, claim.note)));
    for i in 0..claims.len() {
        let (newer, claim) = claims.split_at(i);
        let overruled = newer.iter().any(|newer| newer.holds && newer.meets(&claim[0]));
        claims[i].holds = !overruled;
    }
    claims.sort_by_key(|claim| (claim.given.span, claim.note));
    claims
}

fn claim(note: &Note, anchor: &Anchor) -> Option<Claim> {
    let state = &note.state;
    let stands = !state.deleted && state.target.scope == Scope::Passage && !anchor.state.asks_for_a_look();
    let verdict = state.correction.as_ref().filter(|_| stands)?.verdict()?;
    let given = Given { span: anchor.span.filter(|span| !span.is_empty())?, verdict };
    Some(Claim { note: note.id, given, by: note.creator.clone(), at: note.modified, holds: false })
}

/// `findings`, which are the engine's of `report`, with the claims that hold in place ([`extract::amend`]).
pub fn amend(report: &Report, findings: &Findings, claims: &[Claim]) -> Findings {
    let given: Vec<Given> = claims.iter().filter(|claim| claim.holds).map(|claim| claim.given).collect();
    extract::amend(report, findings, &given)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{
        note::{
            AnchorState, Notebook, Revision,
            anchor::AnchorIndex,
            tests::{snapshot, stamp},
        },
        report,
        text::{Digest, Encoding, SourceText},
    };

    const TEXT: &str = "政府工作报告\n二、2026年工作安排\n新建停车场15座，完成3号线前期工作，增长5个点。\n";

    fn parsed(text: &str) -> Report {
        report::parse(SourceText::new(text.to_owned(), Encoding::Utf8))
    }

    /// The notebook of corrections: on which words, at which second, what.
    fn notebook(corrections: &[(&str, u128, Correction)]) -> Notebook {
        let mut notebook = Notebook::default();
        for (words, second, correction) in corrections {
            let mut state = snapshot("");
            state.target.quote.exact = (*words).to_owned();
            let start = TEXT.chars().count() - TEXT[TEXT.find(*words).unwrap()..].chars().count();
            state.target.position = Some(Span::of(start..start + words.chars().count()));
            state.target.document.digest = Some(Digest::of(TEXT));
            state.correction = Some(correction.clone());
            let id = NoteId(Uuid::from_u128(*second));
            notebook.insert(Revision::first(stamp(*second, "甲"), id, state));
        }
        notebook
    }

    fn claims_in(report: &Report, notebook: &Notebook) -> Vec<Claim> {
        let index = AnchorIndex::new(report);
        let placed: Vec<(Note, Anchor)> =
            notebook.notes().map(|note| (note.clone(), index.anchor(&note.state.target))).collect();
        claims(placed.iter().map(|(note, anchor)| (note, anchor)))
    }

    /// The words that the claims of `corrections` stand on in [`TEXT`], and whether they hold.
    fn check(corrections: &[(&str, u128, Correction)], expect: &[(&str, bool)]) {
        let report = parsed(TEXT);
        let claims = claims_in(&report, &notebook(corrections));
        let shown: Vec<_> = claims.iter().map(|c| (report.slice(c.given.span), c.holds)).collect();
        assert_eq!(shown, expect);
    }

    fn kind(name: &str) -> Correction {
        Correction::NumberKind(name.to_owned())
    }

    #[test]
    fn the_newest_of_those_that_overlap_holds() {
        check(&[("停车场15座", 1, kind("count"))], &[("停车场15座", true)]);
        check(
            &[("停车场15座", 1, Correction::NotANumber), ("15座", 2, kind("area"))],
            &[("停车场15座", false), ("15座", true)],
        );
        // What a newest one overrules no longer stands in the way of an older one.
        check(
            &[
                ("新建停车场15座", 1, Correction::NotANumber),
                ("15座，完成3号线", 2, kind("money")),
                ("3号线前期", 3, kind("code")),
            ],
            &[("新建停车场15座", true), ("15座，完成3号线", false), ("3号线前期", true)],
        );
    }

    #[test]
    fn numbers_and_statements_do_not_dispute() {
        let firm = Correction::Commitment("firm".to_owned());
        check(
            &[("新建停车场15座", 1, firm), ("停车场15座", 2, Correction::NotANumber)],
            &[("新建停车场15座", true), ("停车场15座", true)],
        );
    }

    #[test]
    fn what_only_a_newer_program_understands_is_not_applied() {
        check(&[("停车场15座", 1, kind("wavelength"))], &[]);
    }

    #[test]
    fn a_correction_whose_figure_has_changed_is_not_applied() {
        let report = parsed(&TEXT.replace("15座", "16座"));
        let notebook = notebook(&[("新建停车场15座，完成3号线前期工作", 1, Correction::NotANumber)]);
        let note = notebook.notes().next().unwrap();
        let anchor = AnchorIndex::new(&report).anchor(&note.state.target);
        assert_eq!(anchor.state, AnchorState::NumberChanged);
        assert!(note.state.asks(&anchor, &report));
        assert_eq!(claims_in(&report, &notebook), []);
    }

    #[test]
    fn claims_win_over_the_engine() {
        let report = parsed(TEXT);
        let found = extract::extract(&report);
        let claims = claims_in(
            &report,
            &notebook(&[
                ("停车场15座", 1, Correction::NotANumber),
                ("增长5个点", 2, Correction::NotAStatement),
            ]),
        );
        let amended = amend(&report, &found, &claims);
        assert_eq!(found.numbers.len(), amended.numbers.len() + 1);
        assert_eq!(found.statements.len(), amended.statements.len() + 1);
        assert_eq!(amend(&report, &amended, &claims), amended);
        assert_eq!(amend(&report, &found, &[]), found);
    }

    #[test]
    fn verdicts_are_read_as_they_are_written() {
        let kinds = NumberKind::ALL.map(Verdict::Number);
        let strengths = Strength::ALL.map(Verdict::Commitment);
        let all = kinds.into_iter().chain(strengths).chain([Verdict::NotANumber, Verdict::NotAStatement]);
        for verdict in all {
            assert_eq!(Correction::from(verdict).verdict(), Some(verdict));
        }
    }

    const WORDS: [&str; 5] =
        ["新建停车场15座", "停车场15座，完成3号线", "3号线前期", "增长5个点", "15座，完成3号线前期工作"];

    proptest! {
        #[test]
        fn which_claims_hold_does_not_depend_on_the_order(
            list in proptest::collection::vec((0..WORDS.len(), any::<bool>()), 0..6),
            turn in 0usize..6,
        ) {
            let report = parsed(TEXT);
            let verdict = |not| if not { Correction::NotANumber } else { kind("count") };
            let corrections: Vec<_> =
                list.iter().zip(1..).map(|(&(words, not), n)| (WORDS[words], n, verdict(not))).collect();
            let notebook = notebook(&corrections);
            let index = AnchorIndex::new(&report);
            let mut placed: Vec<(Note, Anchor)> =
                notebook.notes().map(|note| (note.clone(), index.anchor(&note.state.target))).collect();
            let straight = claims(placed.iter().map(|(note, anchor)| (note, anchor)));
            if !placed.is_empty() {
                let by = turn % placed.len();
                placed.rotate_left(by);
            }
            let turned = claims(placed.iter().map(|(note, anchor)| (note, anchor)));
            prop_assert_eq!(&straight, &turned);
            let holding: Vec<&Claim> = straight.iter().filter(|claim| claim.holds).collect();
            for (i, one) in holding.iter().enumerate() {
                prop_assert!(holding[i + 1..].iter().all(|other| !other.meets(one)));
            }
            for claim in straight.iter().filter(|claim| !claim.holds) {
                prop_assert!(holding.iter().any(|other| other.meets(claim) && other.at >= claim.at));
            }
        }
    }
}

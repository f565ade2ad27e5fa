//! The desk: what the reading room's parts share while one document is open.
//!
//! Owns: which marks are switched off, what is selected, which note is being written, which card is open, and
//! the handle on the page's elements ([`Paper`]). Lives as long as the document is open.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use leptos::prelude::*;

use super::{find::Find, layout::Layout, numbers::Numbering, paper::Paper, sides::Sides};
use crate::{
    app::{
        Session,
        i18n::{I18n, use_i18n},
        session::{Draft, DraftKey, now},
        shell::notices::{Notices, use_notices},
        use_session,
    },
    extract::{Findings, StatementKind},
    note::{Colour, NoteId, Scope},
    text::Span,
    view::{
        Document,
        legend::{Legend, Mark, QuantityGroup},
        outline::Outline,
        palette::Situation,
    },
};

/// What the parts of the reading room share. A handle: copy it freely into closures.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The page's session.
    pub session: Session,
    document: StoredValue<Arc<Document>>,
    shown: Memo<Shown>,
    /// The page's elements.
    pub paper: StoredValue<Paper, LocalStorage>,
    /// What layout remembers between two frames.
    pub layout: StoredValue<Layout, LocalStorage>,
    /// The numbers in the text that are still to be counted on.
    pub numbering: StoredValue<Numbering>,
    /// Rises when something in the text has moved.
    pub turn: RwSignal<u32>,
    /// The marks that are switched off.
    pub off: RwSignal<BTreeSet<Mark>>,
    /// The kinds of quantity that are switched off.
    pub groups_off: RwSignal<BTreeSet<QuantityGroup>>,
    /// What is selected.
    pub selection: RwSignal<Option<Selected>>,
    /// The note that is being written, if its field is open.
    pub writing: RwSignal<Option<DraftKey>>,
    /// The passage that it is about.
    pub draft: RwSignal<Option<(Scope, Span)>>,
    /// The finding that is explained.
    pub card: RwSignal<Option<Card>>,
    /// Whether the card offers to correct it.
    pub correcting: RwSignal<bool>,
    /// The notes at the place that was last asked about, the one at hand among them.
    pub here: RwSignal<Vec<NoteId>>,
    /// The block at the reading line, a third down the window.
    pub reading: RwSignal<usize>,
    /// How wide outline and margin are.
    pub sides: Sides,
    /// Whether the outline is open where it is a drawer.
    pub drawer: RwSignal<bool>,
    /// Whether the page is being printed.
    pub printing: RwSignal<bool>,
    /// What the live region says.
    pub said: RwSignal<String>,
    /// What is sought, and which notes are shown.
    pub find: Find,
    /// Where to say what was done, with a way back.
    pub notices: Notices,
    /// The reader's language, for what is said outside a reaction.
    pub i18n: I18n,
}

/// A selection in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selected {
    /// What is selected.
    pub span: Span,
    /// Where it began, before it was grown.
    pub seed: Span,
}

/// What is explained: a number, the statement round it, or both; or a passage of which nothing is found, or nothing
/// more since it was corrected. By place, since corrections change what is found and nothing moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Card {
    /// The number.
    pub number: Option<Span>,
    /// The statement.
    pub statement: Option<Span>,
    /// The passage.
    pub passage: Option<Span>,
}

impl Card {
    /// The card of the numbers and statements with these indices.
    pub fn of(findings: &Findings, number: Option<usize>, statement: Option<usize>) -> Option<Self> {
        let card = Self {
            number: number.and_then(|index| Some(findings.numbers.get(index)?.span)),
            statement: statement.and_then(|index| Some(findings.statements.get(index)?.span)),
            passage: None,
        };
        (card != Self::default()).then_some(card)
    }

    /// Where what it explains stands.
    pub fn span(self) -> Option<Span> {
        self.number.or(self.statement).or(self.passage)
    }

    /// The index of its number, if it is still found.
    pub fn number_in(self, findings: &Findings) -> Option<usize> {
        findings.numbers.binary_search_by_key(&self.number?, |number| number.span).ok()
    }

    /// The index of its statement, if it is still found.
    pub fn statement_in(self, findings: &Findings) -> Option<usize> {
        findings.statements.binary_search_by_key(&self.statement?, |statement| statement.span).ok()
    }

    /// What in the text it explains, as a selector.
    pub fn selector(self, document: &Document) -> Option<String> {
        if let Some(number) = self.number_in(&document.findings) {
            return Some(format!("[data-q=\"{number}\"]"));
        }
        if let Some(statement) = self.statement_in(&document.findings) {
            return Some(format!("[data-c=\"{statement}\"]"));
        }
        let passage = self.passage?;
        let claim = document.claims.iter().find(|claim| claim.given.span == passage)?;
        Some(format!("[data-k~=\"{}\"]", claim.note))
    }
}

/// What follows from the findings as they stand corrected.
#[derive(Clone, PartialEq)]
struct Shown {
    outline: Arc<Outline>,
    legend: Arc<Legend>,
    ledger: Arc<BTreeMap<usize, usize>>,
}

impl Shown {
    fn of(document: &Document) -> Self {
        let promises = document.findings.statements.iter().enumerate();
        let promises = promises.filter(|(_, s)| matches!(s.kind, StatementKind::Commitment { .. }));
        Self {
            outline: Arc::new(Outline::new(&document.report, &document.findings)),
            legend: Arc::new(Legend::new(&document.findings)),
            ledger: Arc::new(promises.zip(1..).map(|((index, _), number)| (index, number)).collect()),
        }
    }
}

impl Desk {
    /// Lays out `document` and puts the desk into the context.
    pub fn provide(document: Arc<Document>) -> Self {
        let session = use_session();
        let opened = document.clone();
        let shown = Memo::new(move |_| Shown::of(&session.as_corrected(opened.clone())));
        let off = RwSignal::default();
        let desk = Self {
            session,
            find: Find::new(session, document.clone(), off),
            shown,
            document: StoredValue::new(document),
            paper: StoredValue::new_local(Paper::default()),
            layout: StoredValue::new_local(Layout::default()),
            numbering: StoredValue::new(Numbering::default()),
            turn: RwSignal::new(0),
            off,
            groups_off: RwSignal::default(),
            selection: RwSignal::new(None),
            writing: RwSignal::new(None),
            draft: RwSignal::new(None),
            card: RwSignal::new(None),
            correcting: RwSignal::new(false),
            here: RwSignal::default(),
            reading: RwSignal::new(0),
            sides: Sides::remembered(),
            drawer: RwSignal::new(false),
            printing: RwSignal::new(false),
            said: RwSignal::default(),
            notices: use_notices(),
            i18n: use_i18n(),
        };
        provide_context(desk);
        desk
    }

    /// The open document, its findings as they stand corrected. Not tracked, for most that ask want its text:
    /// what shows findings calls [`follow_findings`](Self::follow_findings) too.
    pub fn document(self) -> Arc<Document> {
        untrack(|| self.session.as_corrected(self.document.get_value()))
    }

    /// Makes the reaction at hand run again when a correction changes what is found.
    pub fn follow_findings(self) {
        self.session.corrected().track();
    }

    /// Its outline. Not tracked.
    pub fn outline(self) -> Arc<Outline> {
        self.shown.with_untracked(|shown| shown.outline.clone())
    }

    /// The counts of its findings. Not tracked.
    pub fn legend(self) -> Arc<Legend> {
        self.shown.with_untracked(|shown| shown.legend.clone())
    }

    /// The number of a commitment, counted in text order from 1; `None` for results. Not tracked.
    pub fn commitment_number(self, statement: usize) -> Option<usize> {
        self.shown.with_untracked(|shown| shown.ledger.get(&statement).copied())
    }

    /// The card of what is found at `span` (a number, or else a statement), or of the passage itself.
    pub fn card_at(self, span: Span, numbers: bool) -> Card {
        let document = self.document();
        let findings = &document.findings;
        let number = findings.numbers.iter().find(|number| numbers && number.span.overlaps(span));
        let statement = findings.statements.iter().find(|statement| statement.span.overlaps(span));
        let found = if numbers { number.is_some() } else { statement.is_some() };
        Card {
            number: number.map(|number| number.span),
            statement: statement.map(|statement| statement.span),
            passage: (!found).then_some(span),
        }
    }

    /// The card of what a mark in the text stands for.
    pub fn card_of(self, mark: &web_sys::Element) -> Option<Card> {
        let index = |name: &str| mark.get_attribute(name).and_then(|index| index.parse::<usize>().ok());
        Card::of(&self.document().findings, index("data-q"), index("data-c"))
    }

    /// Opens a card.
    pub fn explain(self, card: Option<Card>) {
        if card.is_none() || self.card.get_untracked() != card {
            self.correcting.set(false);
        }
        self.card.set(card);
    }

    /// Makes `note` the one at hand, together with the others at its place. `None` closes it.
    pub fn activate(self, notes: &[NoteId]) {
        self.here.set(notes.to_vec());
        // The innermost passage is what was meant.
        self.session.active().set(notes.last().copied());
        if !notes.is_empty() {
            self.explain(None);
        }
    }

    /// Opens the field for a new note on `span`, with what was typed there before, if anything was.
    pub fn write(self, scope: Scope, span: Span) {
        let document = self.document();
        let target = document.target(scope, span);
        let Some(position) = target.position else { return };
        let key = DraftKey::New(scope, position);
        if self.session.draft(&key).is_none() {
            let draft = Draft {
                target,
                text: String::new(),
                tags: BTreeSet::new(),
                colour: Colour::default(),
                at: now(),
            };
            self.session.set_draft(key, draft);
        }
        self.open_draft(key);
    }

    /// Opens the field of a draft.
    pub fn open_draft(self, key: DraftKey) {
        self.close_field();
        self.explain(None);
        self.selection.set(None);
        match key {
            DraftKey::New(scope, _) => {
                self.session.active().set(None);
                self.draft.set(self.draft_span(&key).map(|span| (scope, span)));
            }
            DraftKey::Edit(note) | DraftKey::Reply(note) => self.session.active().set(Some(note)),
        }
        self.writing.set(Some(key));
    }

    /// Closes the field. What was typed stays as a draft; an empty one goes.
    pub fn close_field(self) {
        if let Some(key) = self.writing.get_untracked() {
            let empty = self
                .session
                .draft(&key)
                .is_none_or(|draft| draft.text.trim().is_empty() && draft.tags.is_empty());
            if empty {
                self.session.drop_draft(&key);
            }
            self.writing.set(None);
        }
        self.draft.set(None);
    }

    /// Where the passage of a new note's draft stands.
    pub fn draft_span(self, key: &DraftKey) -> Option<Span> {
        let DraftKey::New(_, position) = key else { return None };
        let document = self.document();
        Some(document.report.map.to_text(document.report.source.bytes(*position)))
    }

    /// What there is for commands to act on. Tracks it.
    pub fn situation(self) -> Situation {
        let note = self.session.active().get();
        let own =
            note.and_then(|note| self.session.placed(note)).map(|placed| self.session.is_mine(&placed.note));
        Situation {
            report: true,
            selection: self.selection.get().is_some(),
            notes: self.session.notes().with(|notes| !notes.is_empty()),
            commitments: self.shown.with(|shown| !shown.ledger.is_empty()),
            note: note.is_some(),
            own: own == Some(true),
            hits: self.find.found.with(|found| !found.hits.is_empty()),
            ..Situation::default()
        }
    }

    /// Says something to those who hear the page.
    pub fn say(self, words: impl Into<String>) {
        self.said.set(words.into());
    }
}

/// The desk of the open document, from the context that [`Desk::provide`] fills.
pub fn use_desk() -> Desk {
    expect_context()
}

//! The desk: what the reading room's parts share while one document is open.
//!
//! Owns: which marks are switched off, what is selected, which note is being written, which card is open, and
//! the handle on the page's elements ([`Paper`]). Lives as long as the document is open.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use leptos::prelude::*;

use super::{layout::Layout, numbers::Numbering, paper::Paper};
use crate::{
    app::{
        Session,
        i18n::{I18n, use_i18n},
        session::{Draft, DraftKey, now},
        use_session,
    },
    extract::StatementKind,
    note::{Colour, NoteId, Scope},
    text::Span,
    view::{
        Document,
        legend::{Legend, Mark, QuantityGroup},
        outline::Outline,
    },
};

/// What the parts of the reading room share. A handle: copy it freely into closures.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The page's session.
    pub session: Session,
    document: StoredValue<Arc<Document>>,
    outline: StoredValue<Arc<Outline>>,
    legend: StoredValue<Arc<Legend>>,
    ledger: StoredValue<Arc<BTreeMap<usize, usize>>>,
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
    /// The notes at the place that was last asked about, the one at hand among them.
    pub here: RwSignal<Vec<NoteId>>,
    /// The block at the reading line, a third down the window.
    pub reading: RwSignal<usize>,
    /// Whether the outline is open where it is a drawer.
    pub drawer: RwSignal<bool>,
    /// Whether the page is being printed.
    pub printing: RwSignal<bool>,
    /// The note that was just deleted, while the way back is offered.
    pub deleted: RwSignal<Option<NoteId>>,
    /// What the live region says.
    pub said: RwSignal<String>,
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

/// A finding that is explained: a number, the statement round it, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Card {
    /// The number, as an index into the findings.
    pub number: Option<usize>,
    /// The statement, likewise.
    pub statement: Option<usize>,
}

impl Desk {
    /// Lays out `document` and puts the desk into the context.
    pub fn provide(document: Arc<Document>) -> Self {
        let ledger: BTreeMap<usize, usize> = document
            .findings
            .statements
            .iter()
            .enumerate()
            .filter(|(_, statement)| matches!(statement.kind, StatementKind::Commitment { .. }))
            .zip(1..)
            .map(|((index, _), number)| (index, number))
            .collect();
        let desk = Self {
            session: use_session(),
            outline: StoredValue::new(Arc::new(Outline::new(&document.report, &document.findings))),
            legend: StoredValue::new(Arc::new(Legend::new(&document.findings))),
            ledger: StoredValue::new(Arc::new(ledger)),
            document: StoredValue::new(document),
            paper: StoredValue::new_local(Paper::default()),
            layout: StoredValue::new_local(Layout::default()),
            numbering: StoredValue::new(Numbering::default()),
            turn: RwSignal::new(0),
            off: RwSignal::default(),
            groups_off: RwSignal::default(),
            selection: RwSignal::new(None),
            writing: RwSignal::new(None),
            draft: RwSignal::new(None),
            card: RwSignal::new(None),
            here: RwSignal::default(),
            reading: RwSignal::new(0),
            drawer: RwSignal::new(false),
            printing: RwSignal::new(false),
            deleted: RwSignal::new(None),
            said: RwSignal::default(),
            i18n: use_i18n(),
        };
        provide_context(desk);
        desk
    }

    /// The open document.
    pub fn document(self) -> Arc<Document> {
        self.document.get_value()
    }

    /// Its outline.
    pub fn outline(self) -> Arc<Outline> {
        self.outline.get_value()
    }

    /// The counts of its findings.
    pub fn legend(self) -> Arc<Legend> {
        self.legend.get_value()
    }

    /// The number of a commitment, counted in text order from 1; `None` for results.
    pub fn commitment_number(self, statement: usize) -> Option<usize> {
        self.ledger.with_value(|ledger| ledger.get(&statement).copied())
    }

    /// Makes `note` the one at hand, together with the others at its place. `None` closes it.
    pub fn activate(self, notes: &[NoteId]) {
        self.here.set(notes.to_vec());
        // The innermost passage is what was meant.
        self.session.active().set(notes.last().copied());
        if !notes.is_empty() {
            self.card.set(None);
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
        self.card.set(None);
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

    /// Says something to those who hear the page.
    pub fn say(self, words: impl Into<String>) {
        self.said.set(words.into());
    }
}

/// The desk of the open document, from the context that [`Desk::provide`] fills.
pub fn use_desk() -> Desk {
    expect_context()
}

//! Notes in and out of files: the export and import dialogs.
//!
//! Owns: which report a file of notes belongs to, what the dialogs show, and the files that are written.
//!
//! Must hold: looking at a file changes nothing; an import is one step that one undo takes back; a file on another
//! report says so before anything happens.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use gloo_timers::future::TimeoutFuture;
use leptos::{html, prelude::*};

use super::{
    i18n::{I18n, tu_string, use_i18n},
    session::{Progress, SLICE, Session, use_session},
    shell::{
        notices::{Notices, use_notices},
        words::fill,
    },
};
use crate::{
    exchange::{
        Import, Problem, ReadError, ReportCard,
        preview::{Change, Choice, Entry, Preview, author_key},
    },
    note::{
        DocumentRef, Notebook, Target,
        anchor::{Anchor, AnchorIndex, AnchorState},
        kinship::{Kinship, kinship, kinship_of_anchors},
    },
    report,
    text::{Encoding, SourceText},
    view::Document,
};

mod export;
mod import;
mod words;

pub use export::ExportDialog;
pub use import::ImportDialog;

/// So many quotations say which report a file is about.
const SAMPLE: usize = 100;

/// The page's exchange of notes, as a context. A handle: copy it freely.
#[derive(Clone, Copy)]
pub struct Exchange {
    session: Session,
    notices: Notices,
    i18n: I18n,
    /// Whether the export dialog is open.
    pub exporting: RwSignal<bool>,
    incoming: RwSignal<Option<Arc<Incoming>>>,
    progress: RwSignal<Option<Progress>>,
    picker: NodeRef<html::Input>,
}

/// A file of notes that was read and compared, before anything is done with it.
struct Incoming {
    file: String,
    title: String,
    kinship: Kinship,
    preview: Preview,
    problems: Vec<Problem>,
}

/// The exchange, from the context that [`Exchange::provide`] fills.
pub fn use_exchange() -> Exchange {
    expect_context()
}

impl Exchange {
    /// Makes the page's exchange and puts it into the context. Needs session, notices and language.
    pub fn provide() -> Self {
        let exchange = Self {
            session: use_session(),
            notices: use_notices(),
            i18n: use_i18n(),
            exporting: RwSignal::new(false),
            incoming: RwSignal::new(None),
            progress: RwSignal::new(None),
            picker: NodeRef::new(),
        };
        provide_context(exchange);
        exchange
    }

    /// Asks for a file to import.
    pub fn choose(self) {
        if let Some(picker) = self.picker.get_untracked() {
            picker.click();
        }
    }

    /// Says why a file of notes cannot be read. Nothing has changed then.
    pub fn refuse(self, file: &str, why: &ReadError) {
        self.notices.fail(untrack(|| words::refusal(self.i18n, file, why)));
    }

    /// Takes a file of notes that was read: finds its report, compares, and asks. A file that brings a report which
    /// is not here yet is taken in whole, for there is nothing to compare it with.
    pub async fn take(self, import: Import, file: &str) {
        let Import { notebook, report: card, problems } = import;
        let was_open = self.session.document().get_untracked();
        let home = match &was_open {
            Some(open) => Some((open.clone(), false)),
            None => self.find_home(card.as_ref(), &notebook).await,
        };
        let Some((document, is_new)) = home else {
            self.notices.fail(untrack(|| words::no_report(self.i18n, file, card.as_ref())));
            return;
        };
        self.session.loaded().await;
        let anchors = AnchorIndex::new(&document.report);
        let Some(places) = self.find_places(&anchors, &notebook).await else { return };
        let kinship = kinship_of(&document, card.as_ref(), &places);
        let has_place = |target: &Target| match places.get(&place_key(target)) {
            Some(anchor) => is_placed(anchor),
            None => is_placed(&anchors.anchor(target)),
        };
        let preview = self.session.with_notebook(|mine| Preview::new(mine, notebook, has_place));
        let title = card.map(|card| card.title).unwrap_or_default();
        let incoming = Incoming { file: file.to_owned(), title, kinship, preview, problems };
        if is_new && incoming.problems.is_empty() {
            self.apply(&incoming, &Choice::All);
        } else {
            self.incoming.set(Some(Arc::new(incoming)));
        }
    }

    /// The report that the notes are about: one that is kept, or the one that the file brings. Says whether it is
    /// new here.
    async fn find_home(self, card: Option<&ReportCard>, book: &Notebook) -> Option<(Arc<Document>, bool)> {
        let mut digests: BTreeSet<_> = card.and_then(|card| card.digest.clone()).into_iter().collect();
        let mut fingerprints: BTreeSet<_> =
            card.and_then(|card| card.fingerprint.clone()).into_iter().collect();
        for note in book.notes().take(SAMPLE) {
            digests.extend(note.state.target.document.digest);
            fingerprints.extend(note.state.target.document.fingerprint);
        }
        let kept = untrack(|| self.session.documents());
        let same = kept.iter().find(|kept| digests.contains(&kept.id)).or_else(|| {
            kept.iter()
                .find(|kept| kept.fingerprint.as_ref().is_some_and(|print| fingerprints.contains(print)))
        });
        if let Some(kept) = same
            && self.session.open_kept(&kept.id).await == Ok(true)
        {
            return Some((self.session.document().get_untracked()?, false));
        }
        let card = card?;
        let source = SourceText::new(card.text.clone()?, Encoding::Utf8);
        Some((self.session.open(source, &card.title), true))
    }

    /// Looks for the places of all quotations in slices, with progress. `None` if the reader has had enough.
    async fn find_places(
        self,
        anchors: &AnchorIndex<&report::Report>,
        book: &Notebook,
    ) -> Option<BTreeMap<String, Anchor>> {
        let notes: Vec<_> = book.notes().collect();
        let mut places = BTreeMap::new();
        let mut rest = notes.iter();
        while !rest.as_slice().is_empty() {
            let begun = js_sys::Date::now();
            for note in rest.by_ref() {
                let target = &note.state.target;
                places.insert(place_key(target), anchors.anchor(target));
                if js_sys::Date::now() - begun > SLICE {
                    break;
                }
            }
            if !rest.as_slice().is_empty() {
                let done = notes.len() - rest.as_slice().len();
                self.progress.set(Some(Progress { done, total: notes.len() }));
                TimeoutFuture::new(0).await;
                // Whoever closes the dialog takes the progress away.
                self.progress.get_untracked()?;
            }
        }
        self.progress.set(None);
        Some(places)
    }

    /// Takes the chosen notes in, as one step, and says how many there were.
    fn apply(self, incoming: &Incoming, choice: &Choice) {
        self.incoming.set(None);
        let count = effective(&incoming.preview, choice);
        if count == 0 {
            self.notices.say(tu_string!(self.i18n, exchange.nothing_new).to_string());
            return;
        }
        self.session.import(incoming.preview.revisions(choice));
        let (session, said) = (self.session, tu_string!(self.i18n, exchange.imported));
        self.notices.offer(
            fill(said, &[("n", &count.to_string())]),
            tu_string!(self.i18n, exchange.undo).to_string(),
            move || drop(session.undo()),
        );
    }
}

/// How many notes would change.
fn effective(preview: &Preview, choice: &Choice) -> usize {
    let is_chosen = |entry: &&Entry| match choice {
        Choice::All => true,
        Choice::WithoutConflicts => entry.change != Change::Conflict,
        Choice::Authors(keys) => keys.contains(author_key(&entry.author)),
        Choice::None => false,
    };
    let changes = |entry: &&Entry| !matches!(entry.change, Change::Same | Change::Older);
    preview.entries.iter().filter(is_chosen).filter(changes).count()
}

fn kinship_of(document: &Document, card: Option<&ReportCard>, places: &BTreeMap<String, Anchor>) -> Kinship {
    let named = card.map_or(Kinship::Unknown, |card| {
        let named =
            DocumentRef { digest: card.digest.clone(), fingerprint: card.fingerprint.clone(), foreign: None };
        let known = kinship(&document.report, &named, None);
        match (&known, &card.text) {
            (Kinship::Unknown, Some(text)) => {
                let other = report::parse(SourceText::new(text.clone(), Encoding::Utf8));
                kinship(&document.report, &named, Some(&other))
            }
            _ => known,
        }
    });
    if named == Kinship::Unknown { kinship_of_anchors(places.values()) } else { named }
}

fn is_placed(anchor: &Anchor) -> bool {
    !matches!(anchor.state, AnchorState::Orphaned | AnchorState::Ambiguous)
}

/// What tells the places of quotations apart.
fn place_key(target: &Target) -> String {
    let quote = &target.quote;
    format!("{:?}\0{}\0{}\0{}", target.position, quote.prefix, quote.exact, quote.suffix)
}

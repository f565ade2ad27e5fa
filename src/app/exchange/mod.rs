//! Notes in and out of files: the export and import dialogs.
//!
//! Owns: which report a file of notes belongs to, what the dialogs show, and the files that are written.
//!
//! Must hold: looking at a file changes nothing; an import is one step that one undo takes back; a file on another
//! report says so before anything happens.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    sync::Arc,
};

use leptos::{html, prelude::*};

use super::{
    i18n::{I18n, tu_string, use_i18n},
    pace::Pace,
    session::{Opened, Progress, Session, use_session},
    shell::{
        keys::offer_undo,
        notices::{Notices, use_notices},
        words::fill,
    },
};
use crate::{
    exchange::{
        Import, Problem, ReadError, ReportCard,
        preview::{Choice, Preview},
        web_annotation::Reading,
    },
    note::{
        ActionKind, DocumentRef, Note, NoteId, Notebook,
        anchor::{Anchor, AnchorState},
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
    progress: RwSignal<Option<(Stage, Progress)>>,
    picker: NodeRef<html::Input>,
}

/// A file of notes that was read and compared, before anything is done with it.
struct Incoming {
    file: String,
    title: String,
    kinship: Kinship,
    preview: Preview,
    places: Places,
    problems: Vec<Problem>,
}

/// The report that a file of notes is about.
enum Home {
    /// It is open. Says whether it is new here.
    Found(Arc<Document>, bool),
    /// It is not here, and the file does not bring it.
    Unknown,
    /// It was not opened, because the reader has had enough.
    Stopped,
}

/// What takes its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Comparing,
    Taking,
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

    /// Takes a file of notes: reads it, finds its report, compares, and asks. A file that brings a report which is
    /// not here yet is taken in whole, for there is nothing to compare it with.
    pub async fn take(self, mut reading: Reading, file: &str) {
        let mut pace = Pace::new();
        while reading.step() {
            if pace.is_over() {
                pace.rest().await;
            }
        }
        let Import { notebook, report: card, problems } = reading.finish();
        let was_open = self.session.document().get_untracked();
        let home = match &was_open {
            Some(open) => Home::Found(open.clone(), false),
            None => self.find_home(card.as_ref(), &notebook).await,
        };
        let (document, is_new) = match home {
            Home::Found(document, is_new) => (document, is_new),
            Home::Unknown => {
                self.notices.fail(untrack(|| words::no_report(self.i18n, file, card.as_ref())));
                return;
            }
            Home::Stopped => return,
        };
        self.session.loaded().await;
        let Some((preview, places)) = self.compare(&document, notebook).await else { return };
        let kinship = kinship_of(&document, card.as_ref(), &places);
        let title = card.map(|card| card.title).unwrap_or_default();
        let incoming = Incoming { file: file.to_owned(), title, kinship, preview, places, problems };
        let incoming = Arc::new(incoming);
        if is_new && incoming.problems.is_empty() {
            self.apply(incoming, Choice::All).await;
        } else {
            self.progress.set(None);
            self.incoming.set(Some(incoming));
        }
    }

    /// Opens the report that the notes are about: one that is kept, or the one that the file brings.
    async fn find_home(self, card: Option<&ReportCard>, book: &Notebook) -> Home {
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
        if let Some(kept) = same {
            let opened = self.session.open_kept(&kept.id).await;
            match (opened, self.session.document().get_untracked()) {
                (Ok(Opened::Open), Some(document)) => return Home::Found(document, false),
                (Ok(Opened::Stopped), _) => return Home::Stopped,
                _ => {}
            }
        }
        let brought = card.and_then(|card| Some((card, card.text.clone()?)));
        let Some((card, text)) = brought else { return Home::Unknown };
        let opened = self.session.open(SourceText::new(text, Encoding::Utf8), &card.title).await;
        opened.map_or(Home::Stopped, |document| Home::Found(document, true))
    }

    /// Compares the notes of a file with those here and looks for their places, in slices, with progress. `None` if
    /// the reader has had enough.
    async fn compare(self, document: &Arc<Document>, theirs: Notebook) -> Option<(Preview, Places)> {
        let anchors = self.session.anchors(document);
        let mut preview = Preview::begin(theirs);
        let mut places = Places::new();
        let mut has_place = |note: &Note| {
            let anchor = anchors.anchor(&note.state.target);
            let is_placed = !matches!(anchor.state, AnchorState::Orphaned | AnchorState::Ambiguous);
            places.insert(note.id, anchor);
            is_placed
        };
        let mut pace = Pace::new();
        while self.session.with_notebook(|mine| preview.step(mine, &mut has_place)) {
            if pace.is_over() {
                let (done, total) = (preview.entries.len(), preview.total());
                self.progress.set(Some((Stage::Comparing, Progress { done, total })));
                pace.rest().await;
                // Whoever closes the dialog takes the progress away.
                self.progress.get_untracked()?;
            }
        }
        Some((preview, places))
    }

    /// Takes the chosen notes in, as one step, and says how many there were.
    async fn apply(self, incoming: Arc<Incoming>, choice: Choice) {
        let count = incoming.preview.changed(&choice);
        if count == 0 {
            self.progress.set(None);
            self.incoming.set(None);
            self.notices.say(tu_string!(self.i18n, exchange.nothing_new).to_string());
            return;
        }
        let tell = move |progress| {
            // Whoever closes the dialog takes the progress away.
            let goes_on = self.progress.with_untracked(Option::is_some);
            if goes_on {
                self.progress.set(Some((Stage::Taking, progress)));
            }
            goes_on
        };
        self.progress.set(Some((Stage::Taking, Progress { done: 0, total: count })));
        self.incoming.set(None);
        let revisions = incoming.preview.revisions(&choice);
        let known = Rc::new(move |note: &Note| incoming.place(note));
        let taken = self.session.take(ActionKind::Import, revisions, known, tell).await;
        self.progress.set(None);
        if !taken {
            return;
        }
        let said = fill(tu_string!(self.i18n, exchange.imported), &[("n", &count.to_string())]);
        offer_undo(self.session, self.notices, self.i18n, said);
    }
}

/// Where the notes of a file stand, as they would be once it is taken in.
type Places = BTreeMap<NoteId, Anchor>;

impl Incoming {
    /// Where `note` stands, if it was looked for as it is.
    fn place(&self, note: &Note) -> Option<Anchor> {
        let entries = &self.preview.entries;
        let entry = entries.binary_search_by_key(&note.id, |entry| entry.after.id).ok()?;
        let is_same = entries[entry].after.state.target == note.state.target;
        self.places.get(&note.id).filter(|_| is_same).cloned()
    }
}

fn kinship_of(document: &Document, card: Option<&ReportCard>, places: &Places) -> Kinship {
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

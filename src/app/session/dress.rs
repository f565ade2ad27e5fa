//! A report that is kept in another dress: its notes come along when the new one is first opened.

use std::{rc::Rc, sync::Arc};

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::Session;
use crate::{
    exchange::{kept::KeptDocument, revision},
    note::{
        ActionKind, DocumentRef, Kinship,
        kinship::{closest, kinship},
    },
    report,
    text::SourceText,
    view::Document,
};

/// So many kept reports, the last ones read, are compared by their text. A fingerprint is compared with all.
const COMPARED: usize = 12;

/// What came along.
pub struct Brought {
    /// The title of the report that the notes were written on.
    pub title: String,
    /// How it stands to the open one.
    pub kinship: Kinship,
    /// How many notes came.
    pub notes: usize,
}

impl Session {
    /// Brings the notes of the open report's other dress along, as one step that one undo takes back: the same
    /// revisions, so that merging the two later makes nothing twice. The other keeps its own. `None` if no kept
    /// report with notes is this one.
    pub async fn bring_along(self) -> Option<Brought> {
        let document = self.document.get_untracked()?;
        let (kept, kinship) = self.other_dress(&document).await?;
        let (_, lines) = self.read_all(&kept.id).await.ok()??;
        self.loaded().await;
        if !self.is_open(document.id()) || self.with_notebook(|book| book.ids().next().is_some()) {
            return None;
        }
        let revisions = lines.iter().filter_map(|line| Some(Arc::new(revision::read(line).ok()?))).collect();
        self.take(ActionKind::Import, revisions, Rc::new(|_| None), |_| true).await;
        let notes = self.with_notebook(|book| book.notes().count());
        (notes > 0).then_some(Brought { title: kept.title, kinship, notes })
    }

    /// The kept report with notes that is `document` in another dress, or else another edition of it.
    async fn other_dress(self, document: &Document) -> Option<(KeptDocument, Kinship)> {
        let report = &document.report;
        let mut others = untrack(|| self.documents());
        others.retain(|kept| kept.notes > 0 && kept.id != *document.id());
        let named = |kept: &KeptDocument| DocumentRef {
            digest: Some(kept.id.clone()),
            fingerprint: kept.fingerprint.clone(),
            foreign: None,
        };
        if let Some(kept) = others.iter().find(|kept| kinship(report, &named(kept), None).is_same()) {
            return Some((kept.clone(), Kinship::SameText));
        }
        let mut compared = Vec::new();
        for kept in others.into_iter().take(COMPARED) {
            let Ok(Some(text)) = self.read_source(&kept.id).await else { continue };
            let other = report::parse(SourceText::new(text, kept.encoding));
            let kinship = kinship(report, &named(&kept), Some(&other));
            compared.push((kept, kinship));
            // The page is in use meanwhile.
            TimeoutFuture::new(0).await;
        }
        closest(compared)
    }
}

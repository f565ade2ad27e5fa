//! `meipi anchor`: where notes stand in a report now, one line of JSON a note.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::{Problem, Tally, notes};
use crate::{
    exchange::{placed::Places, web_annotation},
    note::{Anchor, Kinship, Note, kinship},
    report::Report,
    text::{Offset, Span},
};

/// The arguments of `meipi anchor`.
#[derive(Args)]
pub struct AnchorNotes {
    /// The report as it is now, or - for standard input.
    report: PathBuf,
    /// Notes: a Web Annotation file of Meipi's or any other program, Hypothesis' export, Readium's annotations.
    notes: PathBuf,
}

impl AnchorNotes {
    /// Prints where each note stands. Places are code points of the report's source.
    pub fn run(self) -> Result<Tally, Problem> {
        let report = notes::read_report(&self.report)?;
        let import = notes::read(&self.notes)?;
        let places = Places::new(&report, &import.notebook);
        let mut sorted: Vec<Note> = import.notebook.notes().collect();
        sorted.sort_by_key(|note| (note.created, note.id));
        if !sorted.is_empty() && is_foreign(&report, &sorted, &places) {
            Problem::OtherReport { report: self.report, notes: self.notes }.tell();
        }
        let mut lines = String::new();
        for note in &sorted {
            if let Some(anchor) = places.anchor(note.id) {
                lines.push_str(&line(&report, note, anchor).to_string());
                lines.push('\n');
            }
        }
        notes::print(&lines)?;
        // A file without notes is read whole: there is nothing to tell of it.
        Ok(Tally { done: sorted.len().max(1), failed: import.problems.len() })
    }
}

/// Whether the notes were made on another report, as far as they tell.
fn is_foreign(report: &Report, notes: &[Note], places: &Places<'_>) -> bool {
    let known = notes.iter().map(|note| kinship::kinship(report, &note.state.target.document, None));
    if known.into_iter().any(Kinship::is_same) {
        return false;
    }
    let anchors = notes.iter().filter_map(|note| places.anchor(note.id));
    matches!(kinship::kinship_of_anchors(anchors), Kinship::Another { .. })
}

fn line(report: &Report, note: &Note, anchor: &Anchor) -> Value {
    let place = |span: Span| -> Value {
        let span = report.source.code_points(report.to_source(span));
        json!([span.start.get(), span.end.get()])
    };
    let changes: Vec<Value> =
        anchor.changes.iter().map(|change| json!({"was": change.was, "is": change.is})).collect();
    json!({
        "id": web_annotation::iri(note.id, Some(&note.state)),
        "state": anchor.state.name(),
        "span": anchor.span.map(place),
        "exact": note.state.target.quote.exact,
        "changes": changes,
        "candidates": anchor.candidates.iter().copied().map(place).collect::<Vec<_>>(),
    })
}

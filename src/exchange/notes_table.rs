//! Notes as a table, one row a note, for Excel and WPS.

use super::{
    correction, csv, instant,
    placed::{Places, in_order},
    revision::{colour_name, status_name},
    web_annotation::{Export, iri},
};
use crate::{note::Anchor, text::Offset};

/// The columns, in order. `start` and `end` are code points of the report's source.
pub const COLUMNS: [&str; 16] = [
    "id",
    "section",
    "quote",
    "start",
    "end",
    "state",
    "changes",
    "text",
    "tags",
    "colour",
    "status",
    "author",
    "created",
    "modified",
    "reply_to",
    "correction",
];

/// Writes the notes of `export` with the places that they have in a report, if one is given.
pub fn write(export: &Export<'_>, places: Option<&Places<'_>>) -> String {
    let mut out = csv::BYTE_ORDER_MARK.to_owned();
    csv::write_row(&mut out, COLUMNS);
    for placed in in_order(export.notebook, places) {
        let (note, state) = (&placed.note, &placed.note.state);
        let found = places.zip(placed.anchor.as_ref().and_then(|anchor| anchor.span));
        let span = found.map(|(places, span)| {
            let report = places.report();
            report.source.code_points(report.to_source(span))
        });
        let span = if places.is_some() { span } else { state.target.position };
        let [start, end] = span
            .map_or_else(Default::default, |span| [span.start.get().to_string(), span.end.get().to_string()]);
        let author = if export.names { note.creator.name.as_str() } else { "" };
        let parent = state
            .reply_to
            .map(|parent| iri(parent, export.notebook.note(parent).map(|note| note.state).as_ref()));
        csv::write_row(
            &mut out,
            [
                iri(note.id, Some(state)).as_str(),
                placed.heading.as_deref().unwrap_or_default(),
                &state.target.quote.exact,
                &start,
                &end,
                placed.anchor.as_ref().map_or("", |anchor| anchor.state.name()),
                &placed.anchor.as_ref().map(changes).unwrap_or_default(),
                &state.text,
                &state.tags.iter().map(String::as_str).collect::<Vec<_>>().join("; "),
                colour_name(state.colour),
                state.status.map_or("", status_name),
                author,
                &instant::write(note.created),
                &instant::write(note.modified),
                parent.as_deref().unwrap_or_default(),
                &state.correction.as_ref().map(correction::write).unwrap_or_default(),
            ],
        );
    }
    out
}

/// The figures that changed, as in `6% → 5%; 三年 → 五年`.
pub(super) fn changes(anchor: &Anchor) -> String {
    let changes = anchor.changes.iter().map(|change| format!("{} → {}", change.was, change.is));
    changes.collect::<Vec<_>>().join("; ")
}

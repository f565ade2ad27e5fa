//! A notebook as one file.

use serde_json::{Map, Value, json};

use super::{CONTEXT, DELETED_KEY, NAMESPACE, REPORT_KEY, VERSION, VERSION_KEY, item};
use crate::{
    exchange::{import::ReportCard, instant},
    note::{Agent, Note, NoteId, Notebook, Revision},
};

/// What to write.
#[derive(Clone, Copy, Debug)]
pub struct Export<'a> {
    /// The notes, with all their history.
    pub notebook: &'a Notebook,
    /// The report that they are about, with its text if a colleague may not have it.
    pub report: Option<&'a ReportCard>,
    /// Who hands the notes on.
    pub by: Option<&'a Agent>,
    /// Whether the file says who wrote what.
    pub names: bool,
}

/// Writes an `AnnotationCollection`. Equal exports give equal bytes: nothing of the machine or the moment is in it.
pub fn write(export: &Export<'_>) -> String {
    let notebook = export.notebook;
    let mut notes: Vec<Note> = notebook.notes().collect();
    notes.sort_by_key(|note| (note.created, note.id));
    let items: Vec<Value> =
        notes.iter().map(|note| item::write(notebook, note, export.names).into()).collect();
    let id = collection_id(notebook);
    let page = format!("{id}#1");

    let mut file = Map::new();
    file.insert("@context".to_owned(), json!([CONTEXT, {"meipi": NAMESPACE}]));
    file.insert("id".to_owned(), id.as_str().into());
    file.insert("type".to_owned(), "AnnotationCollection".into());
    if let Some(report) = export.report.filter(|report| !report.title.is_empty()) {
        file.insert("label".to_owned(), report.title.as_str().into());
    }
    if let Some(creator) = export.by.filter(|_| export.names).and_then(item::agent) {
        file.insert("creator".to_owned(), creator);
    }
    let times = || notebook.revisions().map(|revision| revision.at);
    for (key, time) in [("created", times().min()), ("modified", times().max())] {
        if let Some(time) = time {
            file.insert(key.to_owned(), instant::write(time).into());
        }
    }
    file.insert("generator".to_owned(), json!({"type": "Software", "name": GENERATOR}));
    file.insert(VERSION_KEY.to_owned(), VERSION.into());
    if let Some(report) = export.report {
        file.insert(REPORT_KEY.to_owned(), report_to_value(report));
    }
    file.insert("total".to_owned(), items.len().into());
    file.insert(
        "first".to_owned(),
        json!({"id": page, "type": "AnnotationPage", "partOf": id, "startIndex": 0, "items": items}),
    );
    file.insert("last".to_owned(), page.into());
    let deleted = deleted(notebook);
    if !deleted.is_empty() {
        file.insert(DELETED_KEY.to_owned(), item::revisions(&deleted, export.names));
    }
    let mut text = serde_json::to_string_pretty(&Value::Object(file)).unwrap_or_default();
    text.push('\n');
    text
}

/// Without a version: the same notes give the same bytes whichever wrote them.
const GENERATOR: &str = "Meipi";

/// Names exactly this set of revisions.
fn collection_id(notebook: &Notebook) -> String {
    let ids: Vec<String> = notebook.revisions().map(|revision| revision.id.to_string()).collect();
    format!("urn:uuid:{}", NoteId::derived(&ids.join(" ")))
}

fn deleted(notebook: &Notebook) -> Vec<&Revision> {
    let gone = notebook.all_notes().filter(|note| note.state.deleted);
    gone.flat_map(|note| notebook.history(note.id)).collect()
}

fn report_to_value(report: &ReportCard) -> Value {
    let mut map = Map::new();
    map.insert("title".to_owned(), report.title.as_str().into());
    let digest = report.digest.as_ref().map(ToString::to_string);
    let fingerprint = report.fingerprint.as_ref().map(ToString::to_string);
    for (key, value) in [("digest", digest), ("fingerprint", fingerprint), ("text", report.text.clone())] {
        if let Some(value) = value {
            map.insert(key.to_owned(), value.into());
        }
    }
    map.into()
}

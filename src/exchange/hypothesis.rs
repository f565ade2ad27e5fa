//! Notes in the form of Hypothesis: rows of its search service, and the file that its client exports.
//!
//! A row becomes a Web Annotation that keeps the row whole under [`ROW`], so nothing in it is lost: a row that
//! nobody has changed is written exactly as it came. Hypothesis counts positions in UTF-16 units of a web page,
//! which name no place in our source; its quotation does.

use serde_json::{Map, Value, json};

use super::{
    instant,
    left_out::is_correction_alone,
    web_annotation::{Export, iri, source},
};
use crate::note::{Agent, Note, Notebook, Snapshot};

/// Where a Web Annotation keeps the row that it came from.
pub(super) const ROW: &str = "hypothesis:row";

/// How the name of an annotation starts on Hypothesis' own server.
const ADDRESS: &str = "https://hypothes.is/a/";

/// The keys under which a file has its rows: the search service's, and the client's.
const ROW_LISTS: [&str; 2] = ["rows", "annotations"];

/// Whether a file is of this form.
pub fn is_export(file: &Value) -> bool {
    match file {
        Value::Array(rows) => rows.iter().any(is_row),
        Value::Object(map) => {
            let is_list = |key: &str| map.get(key).is_some_and(Value::is_array);
            is_row(file) || (!map.contains_key("type") && ROW_LISTS.iter().any(|key| is_list(key)))
        }
        _ => false,
    }
}

/// Whether a value looks like a row. Web Annotations have `type`, rows have `uri`.
fn is_row(value: &Value) -> bool {
    value.get("uri").is_some_and(Value::is_string)
        && value.get("type").is_none()
        && ["user", "target", "text", "tags"].iter().any(|key| value.get(*key).is_some())
}

/// The rows of a file as a list of Web Annotations.
pub fn to_web_annotations(file: Value) -> Value {
    let rows = match file {
        Value::Array(rows) => rows,
        Value::Object(mut map) => match ROW_LISTS.iter().find_map(|key| map.shift_remove(*key)) {
            Some(Value::Array(rows)) => rows,
            Some(other) => vec![other],
            None => vec![map.into()],
        },
        other => vec![other],
    };
    rows.into_iter().map(item).collect()
}

/// One row as a Web Annotation. What is no object stays what it is: the reader of annotations says so.
fn item(row: Value) -> Value {
    let Value::Object(map) = row else { return row };
    let text = |key: &str| map.get(key).and_then(Value::as_str);
    let mut item = Map::new();
    if let Some(id) = text("id").filter(|id| !id.is_empty()) {
        item.insert("id".to_owned(), address(id).into());
    }
    item.insert("type".to_owned(), "Annotation".into());
    for (key, theirs) in [("created", "created"), ("modified", "updated")] {
        // The standard wants UTC; the row keeps the time as it was written.
        if let Some(time) = text(theirs).and_then(instant::parse) {
            item.insert(key.to_owned(), instant::write(time).into());
        }
    }
    if let Some(user) = text("user") {
        let shown = map.get("user_info").and_then(|info| info.get("display_name")).and_then(Value::as_str);
        let name = shown.unwrap_or_else(|| user_name(user));
        item.insert("creator".to_owned(), json!({"id": user, "type": "Person", "name": name}));
    }
    let bodies = bodies(&map);
    if !bodies.is_empty() {
        item.insert("body".to_owned(), bodies.into());
    }
    let parent = map.get("references").and_then(|list| list.as_array()?.last()?.as_str());
    item.insert("motivation".to_owned(), motivation(&map, parent.is_some()).into());
    if let Some(target) = parent.map_or_else(|| target(&map), |parent| Some(address(parent).into())) {
        item.insert("target".to_owned(), target);
    }
    item.insert(ROW.to_owned(), map.into());
    item.into()
}

/// The address by which an annotation is known. What has a UUID came from elsewhere, and keeps it.
fn address(id: &str) -> String {
    match uuid::Uuid::try_parse(id) {
        Ok(uuid) => format!("urn:uuid:{uuid}"),
        Err(_) if id.contains(':') => id.to_owned(),
        Err(_) => format!("{ADDRESS}{id}"),
    }
}

/// `acct:name@server` without what is not the name.
fn user_name(user: &str) -> &str {
    let user = user.strip_prefix("acct:").unwrap_or(user);
    user.split_once('@').map_or(user, |(name, _)| name)
}

fn bodies(row: &Map<String, Value>) -> Vec<Value> {
    let text = row.get("text").and_then(Value::as_str).filter(|text| !text.is_empty());
    let text = text.map(|text| {
        json!({"type": "TextualBody", "purpose": "commenting", "value": text, "format": "text/markdown"})
    });
    let tags = row.get("tags").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let tags = tags.iter().filter_map(Value::as_str);
    text.into_iter()
        .chain(tags.map(|tag| json!({"type": "TextualBody", "purpose": "tagging", "value": tag})))
        .collect()
}

fn motivation(row: &Map<String, Value>, is_reply: bool) -> &'static str {
    let says = row.get("text").and_then(Value::as_str).is_some_and(|text| !text.is_empty());
    match (is_reply, says) {
        (true, _) => "replying",
        (false, true) => "commenting",
        (false, false) => "highlighting",
    }
}

/// What a row is about: its quotation, and fragments, which name places in any text.
fn target(row: &Map<String, Value>) -> Option<Value> {
    let target = row.get("target").and_then(|list| list.get(0));
    let source = target.and_then(|target| target.get("source")).or_else(|| row.get("uri"))?.as_str()?;
    let selectors = target.and_then(|target| target.get("selector")?.as_array());
    let usable: Vec<Value> = selectors
        .into_iter()
        .flatten()
        .filter(|selector| {
            let name = selector.get("type").and_then(Value::as_str);
            matches!(name, Some("TextQuoteSelector" | "FragmentSelector"))
        })
        .cloned()
        .collect();
    Some(if usable.is_empty() {
        source.into()
    } else {
        json!({"type": "SpecificResource", "source": source, "selector": usable})
    })
}

/// Writes what Hypothesis' client exports. Corrections are left out: the form has no place for them ([`LeftOut`]).
/// Equal notes give equal bytes.
///
/// [`LeftOut`]: super::left_out::LeftOut
pub fn write(export: &Export<'_>) -> String {
    let mut notes: Vec<Note> =
        export.notebook.notes().filter(|note| !is_correction_alone(&note.state)).collect();
    notes.sort_by_key(|note| (note.created, note.id));
    let rows: Vec<Value> = notes.iter().map(|note| row(export, note)).collect();
    let mut file = Map::new();
    if let Some(time) = export.notebook.revisions().map(|revision| revision.at).max() {
        file.insert("export_date".to_owned(), instant::write(time).into());
    }
    let by = export.by.filter(|_| export.names).map_or_else(|| ANONYMOUS.to_owned(), user);
    file.insert("export_userid".to_owned(), by.into());
    file.insert("client_version".to_owned(), "Meipi".into());
    file.insert("annotations".to_owned(), rows.into());
    let mut text = serde_json::to_string_pretty(&Value::Object(file)).unwrap_or_default();
    text.push('\n');
    text
}

/// Who wrote what a file without names holds.
const ANONYMOUS: &str = "acct:anonymous@meipi";

fn row(export: &Export<'_>, note: &Note) -> Value {
    let state = &note.state;
    let came = state.extra.get(ROW).and_then(Value::as_object).filter(|_| export.names);
    // What the row said when it came. A row that says the same now is written as it was.
    let said = came.and_then(|row| said(row, export.notebook, note));
    if let (Some(row), true) = (came, said.is_some()) {
        return row.clone().into();
    }
    let fresh = fresh(export, note);
    let mut row = came.cloned().unwrap_or_default();
    for (key, value) in fresh {
        // Of a row that came, only what people write changes; its server's keys stay.
        let written = matches!(key.as_str(), "text" | "tags" | "updated");
        if written || !row.contains_key(&key) {
            row.insert(key, value);
        }
    }
    row.into()
}

/// Whether `row` still says what `note` says.
fn said(row: &Map<String, Value>, notebook: &Notebook, note: &Note) -> Option<()> {
    let text = row.get("text").and_then(Value::as_str).unwrap_or_default();
    let tags = row.get("tags").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let tags = tags.iter().filter_map(Value::as_str).map(|tag| tag.trim().trim_start_matches('#'));
    let same = text == note.state.text
        && tags.filter(|tag| !tag.is_empty()).map(str::to_owned).collect::<std::collections::BTreeSet<_>>()
            == note.state.tags
        && notebook.history(note.id).len() == 1;
    same.then_some(())
}

fn fresh(export: &Export<'_>, note: &Note) -> Map<String, Value> {
    let state = &note.state;
    let about = source(state);
    let title = export.report.map(|report| report.title.as_str()).filter(|title| !title.is_empty());
    let author = if export.names { user(&note.creator) } else { ANONYMOUS.to_owned() };
    let mut row = Map::new();
    row.insert("id".to_owned(), own_id(&iri(note.id, Some(state))).into());
    row.insert("created".to_owned(), instant::write(note.created).into());
    row.insert("updated".to_owned(), instant::write(note.modified).into());
    row.insert("user".to_owned(), author.into());
    row.insert("uri".to_owned(), about.as_str().into());
    row.insert("text".to_owned(), state.text.as_str().into());
    row.insert("tags".to_owned(), state.tags.iter().map(String::as_str).collect());
    row.insert("group".to_owned(), "__world__".into());
    row.insert("permissions".to_owned(), json!({"read": ["group:__world__"]}));
    row.insert("target".to_owned(), json!([target_row(state, &about)]));
    row.insert("document".to_owned(), title.map_or_else(|| json!({}), |title| json!({"title": [title]})));
    if let Some(parent) = state.reply_to {
        let parent_state = export.notebook.note(parent).map(|note| note.state);
        row.insert("references".to_owned(), json!([own_id(&iri(parent, parent_state.as_ref()))]));
    }
    if export.names && !note.creator.name.is_empty() {
        row.insert("user_info".to_owned(), json!({"display_name": note.creator.name}));
    }
    row
}

fn target_row(state: &Snapshot, about: &str) -> Value {
    let quote = &state.target.quote;
    if quote.exact.is_empty() || state.reply_to.is_some() {
        return json!({"source": about});
    }
    let quote = json!({
        "type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix,
    });
    json!({"source": about, "selector": [quote]})
}

/// The `id` of a row: without the address of Hypothesis' server, or the scheme of UUIDs.
fn own_id(iri: &str) -> &str {
    iri.strip_prefix(ADDRESS).or_else(|| iri.strip_prefix("urn:uuid:")).unwrap_or(iri)
}

/// A person in Hypothesis' form.
fn user(agent: &Agent) -> String {
    if agent.id.starts_with("acct:") {
        return agent.id.clone();
    }
    let name = if agent.name.is_empty() { "anonymous" } else { agent.name.as_str() };
    format!("acct:{}@meipi", name.replace(|c: char| c.is_whitespace() || c == '@', "_"))
}

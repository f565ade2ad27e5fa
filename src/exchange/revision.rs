//! The one serialised form of a revision: a line in IndexedDB, an entry of a file.
//!
//! Must hold: what is written is read back the same. The form has a version. Keys that a newer program adds to a
//! revision or to its state survive; any other change needs a new version, which an older program refuses
//! rather than misread. Fields that hold nothing are not written.

use serde_json::{Map, Value, json};

use super::{
    instant,
    json::{Fields, Malformed, text, uuid},
};
use crate::{
    note::{
        Agent, Colour, Conflict, Correction, DocumentRef, Field, FieldValue, NoteId, Quote, Revision,
        RevisionId, Scope, Side, Snapshot, Status, Target, Timestamp,
    },
    text::{CodePointOffset, Digest, Offset, Span},
};

/// The version that this program writes, and the newest that it reads.
pub const VERSION: u64 = 1;

/// Prefix, in [`Snapshot::extra`], of the state's keys that only a newer program understands.
const NEWER: &str = "meipi:";

/// Writes a revision as one line of JSON.
pub fn write(revision: &Revision) -> String {
    to_value(revision).to_string()
}

/// Reads a revision from JSON.
pub fn read(json: &str) -> Result<Revision, Malformed> {
    let not_json = |_| Malformed::Unexpected { at: String::new(), expected: "JSON" };
    from_value(serde_json::from_str(json).map_err(not_json)?)
}

/// The revision as JSON.
pub fn to_value(revision: &Revision) -> Value {
    let mut map = Map::new();
    map.insert("v".to_owned(), VERSION.into());
    map.insert("id".to_owned(), revision.id.to_string().into());
    map.insert("note".to_owned(), revision.note.to_string().into());
    let parents: Vec<String> = revision.parents.iter().map(ToString::to_string).collect();
    put(&mut map, "parents", parents);
    map.insert("author".to_owned(), agent_to_value(&revision.author));
    map.insert("at".to_owned(), instant::write(revision.at).into());
    put(&mut map, "begun", revision.begun.map(instant::write));
    map.insert("state".to_owned(), state_to_value(&revision.state));
    put(&mut map, "unsettled", conflicts_to_value(&revision.unsettled));
    for (key, value) in &revision.extra {
        map.entry(key).or_insert_with(|| value.clone());
    }
    Value::Object(map)
}

/// The revision that this JSON describes.
pub fn from_value(value: Value) -> Result<Revision, Malformed> {
    let mut fields = Fields::new(value, "")?;
    let version = fields.required("v", "a version", Value::as_u64)?;
    if version > VERSION {
        return Err(Malformed::Newer { version });
    }
    let parent = |value: &Value| uuid(value).map(RevisionId);
    Ok(Revision {
        id: RevisionId(fields.uuid("id")?),
        note: NoteId(fields.uuid("note")?),
        parents: fields
            .optional("parents", "a list of UUIDs", |list| list.as_array()?.iter().map(parent).collect())?
            .unwrap_or_default(),
        author: read_agent(fields.object("author")?)?,
        at: read_time(&mut fields, "at")?,
        begun: fields.optional("begun", "a time", |value| instant::parse(value.as_str()?))?,
        state: read_state(fields.object("state")?)?,
        unsettled: read_conflicts(fields.list("unsettled")?)?,
        extra: fields.rest(),
    })
}

/// A state as JSON.
pub(super) fn state_to_value(state: &Snapshot) -> Value {
    let mut map = Map::new();
    for field in Field::ALL {
        put(&mut map, field.name(), field_to_value(&state.get(field)));
    }
    put(&mut map, "tags", state.tags.iter().map(String::as_str).collect::<Vec<_>>());
    let mut extra = Map::new();
    for (key, value) in &state.extra {
        match key.strip_prefix(NEWER).filter(|newer| !is_state_key(newer)) {
            Some(newer) => map.insert(newer.to_owned(), value.clone()),
            None => extra.insert(key.clone(), value.clone()),
        };
    }
    put(&mut map, "extra", extra);
    Value::Object(map)
}

fn is_state_key(key: &str) -> bool {
    Field::parse(key).is_some() || matches!(key, "tags" | "extra")
}

/// The state that these entries describe.
pub(super) fn read_state(mut fields: Fields) -> Result<Snapshot, Malformed> {
    let tag = |value: &Value| value.as_str().map(str::to_owned);
    let mut state = Snapshot {
        target: read_target(fields.object("target")?)?,
        text: fields.text("text")?,
        tags: fields
            .optional("tags", "a list of texts", |list| list.as_array()?.iter().map(tag).collect())?
            .unwrap_or_default(),
        colour: fields.optional("colour", "a colour", read_colour)?.unwrap_or_default(),
        status: fields.optional("status", "a status", read_status)?,
        reply_to: fields.optional("reply_to", "a UUID", |value| uuid(value).map(NoteId))?,
        correction: fields.optional("correction", "a correction", read_correction)?,
        deleted: fields.optional("deleted", "true or false", Value::as_bool)?.unwrap_or(false),
        extra: Map::new(),
    };
    if let Some(extra) = fields.optional("extra", "an object", |value| value.as_object().cloned())? {
        state.extra = extra;
    }
    for (key, value) in fields.rest() {
        state.extra.insert(format!("{NEWER}{key}"), value);
    }
    Ok(state)
}

/// Conflicts as JSON.
pub(super) fn conflicts_to_value(conflicts: &[Conflict]) -> Vec<Value> {
    let side = |side: &Side| {
        let author = agent_to_value(&side.author);
        let (at, revision) = (instant::write(side.at), side.revision.to_string());
        json!({"value": field_to_value(&side.value), "author": author, "at": at, "revision": revision})
    };
    let conflict = |conflict: &Conflict| {
        let mut map = Map::new();
        map.insert("field".to_owned(), conflict.field.name().into());
        if let Some(base) = &conflict.base {
            map.insert("base".to_owned(), json!({"value": field_to_value(base)}));
        }
        map.insert("sides".to_owned(), conflict.sides.iter().map(side).collect());
        Value::Object(map)
    };
    conflicts.iter().map(conflict).collect()
}

/// The conflicts that this list describes.
pub(super) fn read_conflicts(list: Vec<Value>) -> Result<Vec<Conflict>, Malformed> {
    list.into_iter().map(read_conflict).collect()
}

fn read_conflict(value: Value) -> Result<Conflict, Malformed> {
    let mut fields = Fields::new(value, "unsettled")?;
    let field = fields.required("field", "the name of a field", |value| Field::parse(value.as_str()?))?;
    let base = fields.optional_object("base")?.map(|mut base| read_field(field, &mut base)).transpose()?;
    let mut sides = Vec::new();
    for side in fields.list("sides")? {
        let mut side = Fields::new(side, "unsettled.sides")?;
        sides.push(Side {
            value: read_field(field, &mut side)?,
            author: read_agent(side.object("author")?)?,
            at: read_time(&mut side, "at")?,
            revision: RevisionId(side.uuid("revision")?),
        });
    }
    Ok(Conflict { field, base, sides })
}

fn field_to_value(value: &FieldValue) -> Value {
    match value {
        FieldValue::Text(text) => text.as_str().into(),
        FieldValue::Target(target) => target_to_value(target),
        FieldValue::Colour(colour) => colour_name(*colour).into(),
        FieldValue::Status(status) => status.map(status_name).into(),
        FieldValue::ReplyTo(note) => note.map(|note| note.to_string()).into(),
        FieldValue::Correction(correction) => correction.as_ref().map(correction_to_value).into(),
        FieldValue::Deleted(deleted) => (*deleted).into(),
    }
}

/// Reads the value of `field` that stands under `value`.
fn read_field(field: Field, fields: &mut Fields) -> Result<FieldValue, Malformed> {
    Ok(match field {
        Field::Text => FieldValue::Text(fields.text("value")?),
        Field::Target => FieldValue::Target(Box::new(read_target(fields.object("value")?)?)),
        Field::Colour => FieldValue::Colour(fields.required("value", "a colour", read_colour)?),
        Field::Status => FieldValue::Status(fields.optional("value", "a status", read_status)?),
        Field::ReplyTo => {
            FieldValue::ReplyTo(fields.optional("value", "a UUID", |value| uuid(value).map(NoteId))?)
        }
        Field::Correction => {
            FieldValue::Correction(fields.optional("value", "a correction", read_correction)?)
        }
        Field::Deleted => FieldValue::Deleted(fields.required("value", "true or false", Value::as_bool)?),
    })
}

fn target_to_value(target: &Target) -> Value {
    let mut map = Map::new();
    map.insert("scope".to_owned(), scope_name(target.scope).into());
    let mut document = Map::new();
    put(&mut document, "digest", target.document.digest.as_ref().map(ToString::to_string));
    put(&mut document, "fingerprint", target.document.fingerprint.as_ref().map(ToString::to_string));
    put(&mut document, "source", target.document.foreign.as_deref());
    put(&mut map, "document", document);
    let mut quote = Map::new();
    put(&mut quote, "exact", target.quote.exact.as_str());
    put(&mut quote, "prefix", target.quote.prefix.as_str());
    put(&mut quote, "suffix", target.quote.suffix.as_str());
    put(&mut map, "quote", quote);
    put(&mut map, "position", target.position.map(|span| json!([span.start.get(), span.end.get()])));
    put(&mut map, "selectors", target.other_selectors.as_slice());
    Value::Object(map)
}

fn read_target(mut fields: Fields) -> Result<Target, Malformed> {
    let mut target = Target {
        scope: fields.required("scope", "a scope", |value| {
            let name = value.as_str()?;
            [Scope::Passage, Scope::Paragraph, Scope::Report].into_iter().find(|s| scope_name(*s) == name)
        })?,
        document: DocumentRef { digest: None, fingerprint: None, foreign: None },
        quote: Quote::default(),
        position: fields.optional("position", "two offsets", read_position)?,
        other_selectors: fields.list("selectors")?,
    };
    if let Some(mut document) = fields.optional_object("document")? {
        let digest = |value: &Value| Digest::parse(value.as_str()?);
        target.document.digest = document.optional("digest", "a SHA-256", digest)?;
        target.document.fingerprint = document.optional("fingerprint", "a SHA-256", digest)?;
        target.document.foreign = document.optional("source", "a text", text)?;
    }
    if let Some(mut quote) = fields.optional_object("quote")? {
        target.quote.exact = quote.text("exact")?;
        target.quote.prefix = quote.text("prefix")?;
        target.quote.suffix = quote.text("suffix")?;
    }
    Ok(target)
}

fn read_position(value: &Value) -> Option<Span<CodePointOffset>> {
    let [start, end] = value.as_array()?.as_slice() else { return None };
    let offset = |value: &Value| usize::try_from(value.as_u64()?).ok().map(CodePointOffset::new);
    Some(Span::new(offset(start)?, offset(end)?))
}

fn agent_to_value(agent: &Agent) -> Value {
    let mut map = Map::new();
    put(&mut map, "id", agent.id.as_str());
    put(&mut map, "name", agent.name.as_str());
    Value::Object(map)
}

fn read_agent(mut fields: Fields) -> Result<Agent, Malformed> {
    Ok(Agent { id: fields.text("id")?, name: fields.text("name")? })
}

fn read_time(fields: &mut Fields, key: &str) -> Result<Timestamp, Malformed> {
    fields.required(key, "a time", |value| instant::parse(value.as_str()?))
}

/// Inserts a value that says something.
fn put(map: &mut Map<String, Value>, key: &str, value: impl Into<Value>) {
    let value = value.into();
    let says_nothing = match &value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    if !says_nothing {
        map.insert(key.to_owned(), value);
    }
}

/// The name of a scope in files.
pub(super) fn scope_name(scope: Scope) -> &'static str {
    match scope {
        Scope::Passage => "passage",
        Scope::Paragraph => "paragraph",
        Scope::Report => "report",
    }
}

/// The name of a colour in files.
pub(super) fn colour_name(colour: Colour) -> &'static str {
    match colour {
        Colour::Gamboge => "gamboge",
        Colour::Azurite => "azurite",
        Colour::Malachite => "malachite",
        Colour::Rouge => "rouge",
    }
}

fn read_colour(value: &Value) -> Option<Colour> {
    parse_colour(value.as_str()?)
}

/// The colour of this name.
pub(super) fn parse_colour(name: &str) -> Option<Colour> {
    Colour::ALL.into_iter().find(|colour| colour_name(*colour) == name)
}

/// The name of a status in files.
pub(super) fn status_name(status: Status) -> &'static str {
    match status {
        Status::Open => "open",
        Status::Answered => "answered",
        Status::Done => "done",
    }
}

fn read_status(value: &Value) -> Option<Status> {
    let name = value.as_str()?;
    [Status::Open, Status::Answered, Status::Done].into_iter().find(|status| status_name(*status) == name)
}

fn correction_to_value(correction: &Correction) -> Value {
    match correction {
        Correction::NotANumber => json!({"not": "number"}),
        Correction::NumberKind(kind) => json!({"number": kind}),
        Correction::NotAStatement => json!({"not": "statement"}),
        Correction::Commitment(strength) => json!({"commitment": strength}),
    }
}

fn read_correction(value: &Value) -> Option<Correction> {
    let (key, value) = value.as_object()?.iter().next()?;
    match (key.as_str(), value.as_str()?) {
        ("not", "number") => Some(Correction::NotANumber),
        ("not", "statement") => Some(Correction::NotAStatement),
        ("number", kind) => Some(Correction::NumberKind(kind.to_owned())),
        ("commitment", strength) => Some(Correction::Commitment(strength.to_owned())),
        _ => None,
    }
}

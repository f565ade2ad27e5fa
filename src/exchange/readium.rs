//! Notes in the form of Readium Annotations 1.0, which Thorium Reader exchanges as `.annotation` files.
//!
//! The set is a Web Annotation in all but its container and its bodies: each annotation has one body object that
//! holds text, tag and colour together. Source: Thorium's JSON schema of the form.

use serde_json::{Map, Value, json};

use super::{
    instant,
    left_out::is_correction_alone,
    selector,
    web_annotation::{CONTEXT, Export, agent, css_colour, iri, source},
};
use crate::note::{Agent, Colour, Note, NoteId};

/// The type of the container.
const SET: &str = "AnnotationSet";

/// Where a Web Annotation keeps the body that it came with.
const BODY: &str = "readium:body";

/// Whether a file is of this form.
pub fn is_set(file: &Value) -> bool {
    file.as_object().is_some_and(|map| selector::has_type(map, SET))
}

/// The annotations of a set as a list of Web Annotations, which keep the body that they came with.
pub fn to_web_annotations(file: Value) -> Value {
    let items = match file {
        Value::Object(mut map) => map.shift_remove("items"),
        _ => None,
    };
    match items {
        Some(Value::Array(items)) => items.into_iter().map(item).collect(),
        Some(other) => vec![other].into(),
        None => Value::Array(Vec::new()),
    }
}

/// One annotation with its tags as bodies of their own, where Web Annotation has them.
fn item(mut item: Value) -> Value {
    let Some(map) = item.as_object_mut() else { return item };
    // The standard requires the type, Readium's schema does not.
    if let Some(target) = map.get_mut("target").and_then(Value::as_object_mut)
        && target.contains_key("source")
    {
        target.entry("type").or_insert_with(|| "SpecificResource".into());
    }
    let Some(body) = map.get("body").and_then(Value::as_object).cloned() else { return item };
    let tags = tags(&body);
    let says = body.get("value").and_then(Value::as_str).is_some_and(|text| !text.is_empty());
    if !tags.is_empty() || !says {
        let text = says.then(|| Value::Object(body.clone()));
        let tags = tags.iter().map(|tag| json!({"type": "TextualBody", "purpose": "tagging", "value": tag}));
        let bodies: Vec<Value> = text.into_iter().chain(tags).collect();
        match bodies.is_empty() {
            true => drop(map.shift_remove("body")),
            false => drop(map.insert("body".to_owned(), bodies.into())),
        }
    }
    if let Some(colour) = body.get("color").and_then(Value::as_str).and_then(nearest)
        && let Some(target) = map.get_mut("target").and_then(Value::as_object_mut)
        && !target.contains_key("styleClass")
    {
        let class = format!("meipi-{}", super::revision::colour_name(colour));
        let style = format!(".{class}{{background-color:{}}}", css_colour(colour));
        target.insert("styleClass".to_owned(), class.into());
        map.insert("stylesheet".to_owned(), json!({"type": "CssStylesheet", "value": style}));
    }
    map.insert(BODY.to_owned(), body.into());
    item
}

/// The tags of a body: `tag` in the schema, `tags` or `keyword` in files of other versions.
fn tags(body: &Map<String, Value>) -> Vec<String> {
    let values = ["tag", "tags", "keyword"].iter().filter_map(|key| body.get(*key));
    values
        .flat_map(|value| value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice))
        .filter_map(Value::as_str)
        .map(str::trim)
        .filter(|tag| !tag.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The tint that comes nearest to a colour: one of Thorium's six names, or `#rrggbb`.
fn nearest(colour: &str) -> Option<Colour> {
    let channel = |at: usize| colour.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
    match colour {
        "yellow" | "orange" => Some(Colour::Gamboge),
        "blue" | "bluegreen" | "cyan" => Some(Colour::Azurite),
        "green" => Some(Colour::Malachite),
        "red" | "pink" | "purple" => Some(Colour::Rouge),
        _ if colour.starts_with('#') && colour.len() == 7 => {
            let (red, green, blue) = (channel(1)?, channel(3)?, channel(5)?);
            let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
            Some(if least == blue && red.abs_diff(green) < most / 4 {
                Colour::Gamboge
            } else if most == red {
                Colour::Rouge
            } else if most == green {
                Colour::Malachite
            } else {
                Colour::Azurite
            })
        }
        _ => None,
    }
}

/// What Thorium calls a tint that comes near ours.
fn colour_value(colour: Colour) -> &'static str {
    match colour {
        Colour::Gamboge => "#f0d97a",
        Colour::Azurite => "#8fb3d9",
        Colour::Malachite => "#93c9a1",
        Colour::Rouge => "#e3a3b0",
    }
}

/// Writes an `AnnotationSet`. Answers and corrections are left out: the form has no place for them ([`LeftOut`]).
/// Equal notes give equal bytes.
///
/// [`LeftOut`]: super::left_out::LeftOut
pub fn write(export: &Export<'_>) -> String {
    let has_place = |note: &Note| note.state.reply_to.is_none() && !is_correction_alone(&note.state);
    let mut notes: Vec<Note> = export.notebook.notes().filter(has_place).collect();
    notes.sort_by_key(|note| (note.created, note.id));
    let ids: Vec<String> = notes.iter().flat_map(|note| &note.heads).map(ToString::to_string).collect();
    let mut file = Map::new();
    file.insert("@context".to_owned(), CONTEXT.into());
    file.insert("id".to_owned(), format!("urn:uuid:{}", NoteId::derived(&ids.join(" "))).into());
    file.insert("type".to_owned(), SET.into());
    file.insert("generator".to_owned(), json!({"id": GENERATOR, "type": "Software", "name": "Meipi"}));
    if let Some(time) = notes.iter().map(|note| note.modified).max() {
        file.insert("generated".to_owned(), instant::write(time).into());
    }
    let mut about = Map::new();
    if let Some(report) = export.report {
        if !report.title.is_empty() {
            file.insert("title".to_owned(), report.title.as_str().into());
            about.insert("dc:title".to_owned(), report.title.as_str().into());
        }
        if let Some(digest) = &report.digest {
            about.insert("dc:identifier".to_owned(), json!([format!("urn:sha256:{digest}")]));
        }
    }
    about.insert("dc:format".to_owned(), "text/plain".into());
    file.insert("about".to_owned(), about.into());
    let items: Vec<Value> = notes.iter().map(|note| annotation(export, note)).collect();
    file.insert("items".to_owned(), items.into());
    let mut text = serde_json::to_string_pretty(&Value::Object(file)).unwrap_or_default();
    text.push('\n');
    text
}

/// Names the program; a UUID needs no domain.
const GENERATOR: &str = "urn:uuid:2deff320-4950-466f-bcc1-797424134728";

fn annotation(export: &Export<'_>, note: &Note) -> Value {
    let state = &note.state;
    let mut item = Map::new();
    item.insert("@context".to_owned(), CONTEXT.into());
    item.insert("id".to_owned(), iri(note.id, Some(state)).into());
    item.insert("created".to_owned(), instant::write(note.created).into());
    item.insert("modified".to_owned(), instant::write(note.modified).into());
    item.insert("type".to_owned(), "Annotation".into());
    if let Some(creator) = creator(&note.creator).filter(|_| export.names) {
        item.insert("creator".to_owned(), creator);
    }
    item.insert("body".to_owned(), body(note).into());
    let selectors = selector::write(&state.target);
    item.insert("target".to_owned(), json!({"source": source(state), "selector": selectors}));
    item.into()
}

/// The one body: what it came with, with our text, tags and colour laid over it. The schema has one `tag`; all of
/// them stand in `tags`.
fn body(note: &Note) -> Map<String, Value> {
    let state = &note.state;
    let mut body = state.extra.get(BODY).and_then(Value::as_object).cloned().unwrap_or_default();
    body.insert("type".to_owned(), "TextualBody".into());
    body.insert("value".to_owned(), state.text.as_str().into());
    body.entry("format").or_insert_with(|| "text/plain".into());
    let kept = body.get("color").and_then(Value::as_str).and_then(nearest) == Some(state.colour);
    if !kept {
        body.insert("color".to_owned(), colour_value(state.colour).into());
    }
    if tags(&body).into_iter().collect::<std::collections::BTreeSet<_>>() != state.tags {
        ["tag", "tags", "keyword"].iter().for_each(|key| drop(body.shift_remove(*key)));
        if let Some(first) = state.tags.first() {
            body.insert("tag".to_owned(), first.as_str().into());
        }
        if state.tags.len() > 1 {
            body.insert("tags".to_owned(), state.tags.iter().map(String::as_str).collect());
        }
    }
    body
}

/// A person as the schema wants one: with an IRI.
fn creator(person: &Agent) -> Option<Value> {
    let mut creator = agent(person)?;
    let id = creator.get("id").and_then(Value::as_str).filter(|id| id.contains(':')).map(str::to_owned);
    let id = id.unwrap_or_else(|| {
        format!("urn:uuid:{}", NoteId::derived(&format!("{} {}", person.id, person.name)))
    });
    creator.as_object_mut()?.insert("id".to_owned(), id.into());
    Some(creator)
}

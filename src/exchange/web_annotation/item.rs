//! A note as an item of a file.
//!
//! A note of ours is written from nothing, one of another program's is its item with what has changed laid over it.

use serde_json::{Map, Value, json};

use super::{
    DIGEST_SCHEME, REVISIONS_KEY, SCOPE_KEY, STYLE_PREFIX,
    body::{self, Bodies},
    foreign,
    mend::mend,
};
use crate::{
    exchange::{
        hypothesis, instant,
        json::is_iri,
        revision::{self, colour_name},
        selector,
    },
    note::{Agent, Colour, Note, NoteId, Notebook, Revision, Scope, Snapshot},
};

/// `note` of `notebook` as an item, without names if `names` is false.
pub(super) fn write(notebook: &Notebook, note: &Note, names: bool) -> Map<String, Value> {
    let history = notebook.history(note.id);
    let keep_musts = |item| mend(item, &iri(note.id, Some(&note.state)), &source(&note.state));
    let mut item = match original(&note.state) {
        Some(item) if is_as_it_came(item, &history) => {
            let mended = keep_musts(item.clone());
            if mended == *item {
                return nameless_unless(names, mended);
            }
            mended
        }
        Some(item) => keep_musts(overlay(notebook, note, item)),
        None => keep_musts(fresh(notebook, note)),
    };
    item = nameless_unless(names, item);
    item.insert(REVISIONS_KEY.to_owned(), revisions(&history, names));
    item
}

/// Revisions as a file holds them.
pub(super) fn revisions(history: &[&Revision], names: bool) -> Value {
    history
        .iter()
        .map(|&revision| match names {
            true => revision::to_value(revision),
            false => revision::to_value(&without_names(revision)),
        })
        .collect()
}

/// The item that the note came as, if another program made it.
fn original(state: &Snapshot) -> Option<&Map<String, Value>> {
    Some(&state.extra).filter(|extra| extra.contains_key("target"))
}

/// Whether reading the item again gives all that is known of the note.
fn is_as_it_came(item: &Map<String, Value>, history: &[&Revision]) -> bool {
    let [only] = history else { return false };
    foreign::revision(item).is_ok_and(|read| read == **only)
}

/// The parts of `note` that the standard has words for.
fn fresh(notebook: &Notebook, note: &Note) -> Map<String, Value> {
    let mut item = Map::new();
    let id = iri(note.id, Some(&note.state));
    item.insert("id".to_owned(), id.as_str().into());
    item.insert("type".to_owned(), "Annotation".into());
    item.insert("canonical".to_owned(), id.into());
    item.insert("motivation".to_owned(), body::motivation(&note.state));
    if let Some(creator) = agent(&note.creator) {
        item.insert("creator".to_owned(), creator);
    }
    item.insert("created".to_owned(), instant::write(note.created).into());
    item.insert("modified".to_owned(), instant::write(note.modified).into());
    let bodies = body::write(&note.state, &Bodies::default());
    if !bodies.is_empty() {
        item.insert("body".to_owned(), bodies.into());
    }
    put_target(&mut item, notebook, &note.state);
    for (key, value) in &note.state.extra {
        // Keys under our prefix stand in the revisions.
        if !key.starts_with("meipi:") && !item.contains_key(key) {
            item.insert(key.clone(), value.clone());
        }
    }
    item
}

/// `item` with what of `note` is no longer as it says. Every other key stays, in its place.
fn overlay(notebook: &Notebook, note: &Note, item: &Map<String, Value>) -> Map<String, Value> {
    let state = &note.state;
    let mut new = item.clone();
    // What cannot be read is wholly replaced by what can.
    let Ok(old) = foreign::state(item) else { return fresh(notebook, note) };
    let was = (&old.text, &old.tags, old.reply_to, &old.correction);
    if (&state.text, &state.tags, state.reply_to, &state.correction) != was {
        let bodies = body::write(state, &Bodies::read(item));
        new.shift_remove("bodyValue");
        match bodies.is_empty() {
            true => drop(new.shift_remove("body")),
            false => drop(new.insert("body".to_owned(), bodies.into())),
        }
        new.insert("motivation".to_owned(), body::motivation(state));
    }
    if (&state.target, state.colour) != (&old.target, old.colour) {
        put_target(&mut new, notebook, state);
    }
    new.insert("modified".to_owned(), instant::write(note.modified).into());
    new
}

fn put_target(item: &mut Map<String, Value>, notebook: &Notebook, state: &Snapshot) {
    if let Some(parent) = state.reply_to {
        let parent_state = notebook.note(parent).map(|note| note.state);
        item.insert("target".to_owned(), iri(parent, parent_state.as_ref()).into());
        return;
    }
    let class = format!("{STYLE_PREFIX}{}", colour_name(state.colour));
    let style = format!(".{class}{{background-color:{}}}", css_colour(state.colour));
    item.insert("stylesheet".to_owned(), json!({"type": "CssStylesheet", "value": style}));
    let mut target = Map::new();
    target.insert("type".to_owned(), "SpecificResource".into());
    target.insert("source".to_owned(), source(state).into());
    target.insert("styleClass".to_owned(), class.into());
    if state.target.scope == Scope::Paragraph {
        target.insert(SCOPE_KEY.to_owned(), "paragraph".into());
    }
    let selectors = selector::write(&state.target);
    if !selectors.is_empty() {
        target.insert("selector".to_owned(), selectors.into());
    }
    item.insert("target".to_owned(), target.into());
}

/// The address of the document: as another program gave it, else its digest.
pub(in crate::exchange) fn source(state: &Snapshot) -> String {
    let document = &state.target.document;
    let digest = document.digest.as_ref().or(document.fingerprint.as_ref());
    match (&document.foreign, digest) {
        (Some(address), _) if is_iri(address) => address.clone(),
        (_, Some(digest)) => format!("{DIGEST_SCHEME}{digest}"),
        // A source is a must; this one says that it is not known.
        (_, None) => format!("{DIGEST_SCHEME}unknown"),
    }
}

/// The name of a note in files: the one that another program gave it, or its own.
pub fn iri(id: NoteId, state: Option<&Snapshot>) -> String {
    let foreign = state.and_then(original).and_then(foreign::iri);
    let foreign = foreign.filter(|iri| foreign::note_id(iri) == id && is_iri(iri));
    foreign.map_or_else(|| format!("urn:uuid:{id}"), str::to_owned)
}

/// An agent in the standard's form; `None` for nobody.
pub(in crate::exchange) fn agent(agent: &Agent) -> Option<Value> {
    if *agent == Agent::default() {
        return None;
    }
    let mut map = Map::new();
    if !agent.id.is_empty() {
        // An agent's id must be an IRI, and a bare UUID is none. What is neither is a name.
        let is_uuid = uuid::Uuid::try_parse(&agent.id).is_ok() && !agent.id.contains(':');
        let id = if is_uuid { format!("urn:uuid:{}", agent.id) } else { agent.id.clone() };
        if is_iri(&id) {
            map.insert("id".to_owned(), id.into());
        } else if agent.name.is_empty() {
            map.insert("name".to_owned(), id.into());
        }
    }
    map.insert("type".to_owned(), "Person".into());
    if !agent.name.is_empty() {
        map.insert("name".to_owned(), agent.name.as_str().into());
    }
    Some(map.into())
}

/// Named colours of CSS that come near our tints, for programs that paint by the stylesheet.
pub(in crate::exchange) fn css_colour(colour: Colour) -> &'static str {
    match colour {
        Colour::Gamboge => "khaki",
        Colour::Azurite => "lightsteelblue",
        Colour::Malachite => "darkseagreen",
        Colour::Rouge => "lightpink",
    }
}

/// `item` as it is, or without the persons in it.
fn nameless_unless(names: bool, mut item: Map<String, Value>) -> Map<String, Value> {
    if !names {
        item =
            item.into_iter().filter_map(|(key, value)| Some((key.clone(), nameless(&key, value)?))).collect();
    }
    item
}

/// Keys under which persons stand: the standard's, and the row of another program.
const PERSONS: [&str; 3] = ["creator", "audience", hypothesis::ROW];

fn nameless(key: &str, value: Value) -> Option<Value> {
    if PERSONS.contains(&key) {
        return None;
    }
    Some(match value {
        Value::Object(map) => Value::Object(nameless_unless(false, map)),
        Value::Array(items) => items.into_iter().filter_map(|item| nameless("", item)).collect(),
        other => other,
    })
}

/// A revision as it stands in a file without names.
fn without_names(revision: &Revision) -> Revision {
    let mut revision = revision.without_names();
    revision.state.extra = nameless_unless(false, revision.state.extra);
    revision
}

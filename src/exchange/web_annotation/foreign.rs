//! Items of other programs as notes.
//!
//! Must hold: what an item becomes depends on that item alone, so that whoever reads it gets the same note and
//! the same revision; the item stays with the note ([`Snapshot::extra`]), so that nothing in it is lost.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    DIGEST_SCHEME, SCOPE_KEY, STYLE_PREFIX,
    body::{Bodies, motivations},
};
use crate::{
    exchange::{
        import::Reason,
        instant,
        json::canonical,
        revision,
        selector::{Selectors, has_type},
    },
    note::{
        Agent, Colour, DocumentRef, NoteId, Revision, RevisionId, Scope, Snapshot, Stamp, Target, Timestamp,
    },
    text::Digest,
};

/// The first revision that this item of another program is.
pub(super) fn revision(item: &Map<String, Value>) -> Result<Revision, Reason> {
    if !is_annotation(item) {
        return Err(Reason::NotAnAnnotation(kind(item)));
    }
    let time = |key: &str| item.get(key).and_then(Value::as_str).and_then(instant::parse);
    let (created, modified) = (time("created"), time("modified"));
    let content = canonical(&Value::Object(item.clone())).to_string();
    let note = iri(item).map_or_else(|| NoteId::derived(&content), note_id);
    let stamp = Stamp {
        id: RevisionId::derived(&content),
        author: item.get("creator").map(agent).unwrap_or_default(),
        // Without a time it counts as older than anything.
        at: modified.or(created).unwrap_or(Timestamp(0)),
    };
    let begun = created.filter(|created| *created < stamp.at);
    Ok(Revision { begun, ..Revision::first(stamp, note, state(item)?) })
}

/// Whether an object is an annotation: it says so, or says nothing and has a target.
fn is_annotation(item: &Map<String, Value>) -> bool {
    !(item.contains_key("type") || item.contains_key("@type")) || has_type(item, "Annotation")
}

/// What an object calls itself, in a few words.
pub(super) fn kind(item: &Map<String, Value>) -> String {
    match item.get("type").or_else(|| item.get("@type")) {
        Some(Value::String(name)) => name.chars().take(40).collect(),
        _ => "an object without a type".to_owned(),
    }
}

/// The name that an item goes by: `canonical`, which stays whoever passes it on, else `id`.
pub(super) fn iri(item: &Map<String, Value>) -> Option<&str> {
    ["canonical", "id", "@id"].iter().find_map(|key| item.get(*key)?.as_str()).filter(|iri| !iri.is_empty())
}

/// The note that goes by the name `iri` in a file.
pub fn note_id(iri: &str) -> NoteId {
    Uuid::try_parse(iri).map_or_else(|_| NoteId::derived(iri), NoteId)
}

/// What an item says.
pub(super) fn state(item: &Map<String, Value>) -> Result<Snapshot, Reason> {
    let bodies = Bodies::read(item);
    let target = match item.get("target") {
        Some(Value::Array(targets)) => targets.first(),
        target => target,
    };
    let target = target.filter(|target| target.is_string() || target.is_object()).ok_or(Reason::NoTarget)?;
    let is_reply = motivations(item).contains(&"replying");
    Ok(Snapshot {
        target: read_target(target),
        text: bodies.text(),
        tags: bodies.tags,
        colour: colour(target).unwrap_or_default(),
        status: None,
        reply_to: source(target).filter(|_| is_reply && target.get("selector").is_none()).map(note_id),
        correction: bodies.correction,
        deleted: false,
        extra: item.clone(),
    })
}

fn read_target(target: &Value) -> Target {
    let selectors = Selectors::read(target.get("selector"));
    let source = source(target);
    let digest = source.and_then(|iri| Digest::parse(iri.strip_prefix(DIGEST_SCHEME)?));
    let foreign = source.filter(|_| digest.is_none()).map(str::to_owned);
    let scope = if target.get(SCOPE_KEY).and_then(Value::as_str) == Some("paragraph") {
        Scope::Paragraph
    } else if selectors == Selectors::default() {
        Scope::Report
    } else {
        Scope::Passage
    };
    Target {
        scope,
        document: DocumentRef { digest, fingerprint: None, foreign },
        quote: selectors.quote.unwrap_or_default(),
        position: selectors.position,
        other_selectors: selectors.others,
    }
}

/// The address of what a target is about.
fn source(target: &Value) -> Option<&str> {
    let source = target.get("source").unwrap_or(target);
    let address = source.as_str().or_else(|| source.get("id").or_else(|| source.get("@id"))?.as_str());
    address.filter(|address| !address.is_empty())
}

fn colour(target: &Value) -> Option<Colour> {
    let classes = target.get("styleClass")?.as_str()?;
    classes.split_whitespace().find_map(|class| revision::parse_colour(class.strip_prefix(STYLE_PREFIX)?))
}

/// The person or program that `creator` names: an object, an address, or the first of a list.
pub(super) fn agent(creator: &Value) -> Agent {
    let text = |keys: &[&str]| {
        let value = keys.iter().find_map(|key| creator.get(*key))?;
        value.as_str().or_else(|| value.get(0)?.as_str()).map(str::to_owned)
    };
    match creator {
        Value::Array(creators) => creators.first().map(agent).unwrap_or_default(),
        Value::String(id) => Agent { id: id.clone(), name: String::new() },
        _ => Agent {
            id: text(&["id", "@id"]).unwrap_or_default(),
            name: text(&["name", "nickname", "email"]).unwrap_or_default(),
        },
    }
}

/// What of `state` a program that knows only the standard can have changed, as `seen` shows it.
pub(super) fn adopt(state: &mut Snapshot, shown: &Snapshot, seen: Snapshot) {
    if seen.text != shown.text {
        state.text = seen.text;
    }
    let added: BTreeSet<String> = seen.tags.difference(&shown.tags).cloned().collect();
    state.tags.retain(|tag| seen.tags.contains(tag) || !shown.tags.contains(tag));
    state.tags.extend(added);
    // A program that leaves out what it does not understand has not taken it back.
    if seen.correction.is_some() && seen.correction != shown.correction {
        state.correction = seen.correction;
    }
    if seen.colour != shown.colour {
        state.colour = seen.colour;
    }
    if (&seen.target.quote, seen.target.position) != (&shown.target.quote, shown.target.position) {
        state.target.quote = seen.target.quote;
        state.target.position = seen.target.position;
    }
}

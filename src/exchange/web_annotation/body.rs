//! Bodies: what an annotation says, as text and tags, and the bodies that are neither.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::{
    exchange::{correction, json::is_iri, selector::is_type},
    note::{Correction, Snapshot},
};

/// The standard's word for saying what kind of thing a passage is: the purpose of a correction.
const CLASSIFYING: &str = "classifying";

/// What the bodies of an item say.
#[derive(Debug, Default)]
pub(super) struct Bodies<'a> {
    /// The bodies that hold the text.
    pub texts: Vec<(&'a Value, &'a str)>,
    /// The tags.
    pub tags: BTreeSet<String>,
    /// What the passage is said to be, if that is said in our words.
    pub correction: Option<Correction>,
    /// Images, links, and whatever else there may be.
    pub others: Vec<&'a Value>,
}

impl<'a> Bodies<'a> {
    /// Reads the `body` or `bodyValue` of an item.
    pub fn read(item: &'a Map<String, Value>) -> Self {
        let mut bodies = Self::default();
        let motivations = motivations(item);
        let only_tags = !motivations.is_empty() && motivations.iter().all(|name| *name == "tagging");
        for body in ["body", "bodyValue"].iter().filter_map(|key| item.get(*key)) {
            for body in body.as_array().map_or(std::slice::from_ref(body), Vec::as_slice) {
                bodies.add(body, only_tags);
            }
        }
        bodies
    }

    fn add(&mut self, body: &'a Value, only_tags: bool) {
        let Some(text) = text_of(body) else {
            self.others.push(body);
            return;
        };
        let purposes = names(body.get("purpose"));
        if let Some(correction) = correction::parse(text).filter(|_| purposes.contains(&CLASSIFYING)) {
            self.correction = Some(correction);
            return;
        }
        let is_tag = if purposes.is_empty() { only_tags } else { purposes.contains(&"tagging") };
        if is_tag {
            let tag = text.trim().trim_start_matches('#');
            self.tags.extend((!tag.is_empty()).then(|| tag.to_owned()));
        } else {
            self.texts.push((body, text));
        }
    }

    /// The text, paragraphs of several bodies parted by an empty line.
    pub fn text(&self) -> String {
        self.texts.iter().map(|(_, text)| *text).collect::<Vec<_>>().join("\n\n")
    }
}

/// The text of a body that is text. HTML in it stays what it is, text.
fn text_of(body: &Value) -> Option<&str> {
    match body {
        // By the standard a bare string is an address. Some programs put the text itself there.
        Value::String(text) => (!is_iri(text)).then_some(text),
        Value::Object(map) => match map.get("value").or_else(|| map.get("chars")) {
            Some(Value::String(text)) => Some(text),
            // A textual body may be wrapped in a specific resource; a choice starts with what is preferred.
            _ if is_type(body, "Choice") => text_of(map.get("items")?.get(0)?),
            _ => text_of(map.get("source").filter(|source| source.is_object())?),
        },
        _ => None,
    }
}

/// The bodies that say what `state` says, and before them whatever the item had in `old` that is no text or tag.
/// Empty if there is nothing to say: a list of no bodies would be against the standard.
pub(super) fn write(state: &Snapshot, old: &Bodies<'_>) -> Vec<Value> {
    let mut bodies: Vec<Value> = old.others.iter().copied().cloned().collect();
    if !state.text.is_empty() {
        bodies.push(text_body(state, old));
    }
    if let Some(correction) = &state.correction {
        let value = correction::write(correction);
        bodies.push(json!({"type": "TextualBody", "purpose": CLASSIFYING, "value": value}));
    }
    bodies.extend(
        state.tags.iter().map(|tag| json!({"type": "TextualBody", "purpose": "tagging", "value": tag})),
    );
    bodies
}

/// The text as a body: the old one with its other keys, if there was just one.
fn text_body(state: &Snapshot, old: &Bodies<'_>) -> Value {
    if let [(Value::Object(body), _)] = old.texts.as_slice()
        && body.contains_key("value")
    {
        let mut body = body.clone();
        body.insert("value".to_owned(), state.text.as_str().into());
        return body.into();
    }
    let purpose = if state.reply_to.is_some() { "replying" } else { "commenting" };
    let mut body = Map::new();
    body.insert("type".to_owned(), "TextualBody".into());
    body.insert("purpose".to_owned(), purpose.into());
    body.insert("value".to_owned(), state.text.as_str().into());
    body.insert("format".to_owned(), "text/plain".into());
    if state.text.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
        body.insert("language".to_owned(), "zh".into());
    }
    body.into()
}

/// Why a note was made, in the standard's words.
pub(super) fn motivation(state: &Snapshot) -> Value {
    let reasons = [
        (state.reply_to.is_some(), "replying"),
        (!state.text.is_empty() && state.reply_to.is_none(), "commenting"),
        (!state.tags.is_empty(), "tagging"),
        // A correction says what kind of thing the passage is.
        (state.correction.is_some(), CLASSIFYING),
    ];
    let names: Vec<&str> = reasons.into_iter().filter(|(holds, _)| *holds).map(|(_, name)| name).collect();
    match names.as_slice() {
        [] => "highlighting".into(),
        [only] => (*only).into(),
        several => several.into(),
    }
}

/// The motivations of an item, without their prefix.
pub(super) fn motivations(item: &Map<String, Value>) -> Vec<&str> {
    names(item.get("motivation"))
}

fn names(value: Option<&Value>) -> Vec<&str> {
    let values = match value {
        None => &[],
        Some(Value::Array(items)) => items.as_slice(),
        Some(value) => std::slice::from_ref(value),
    };
    values.iter().filter_map(Value::as_str).map(|name| name.strip_prefix("oa:").unwrap_or(name)).collect()
}

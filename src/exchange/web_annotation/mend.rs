//! An item as the standard wants it, whatever it came as.
//!
//! Other programs leave out ids, write local times, or put bare text where an address belongs. Passed on as it is,
//! that would be our file breaking the standard. So what breaks a MUST is said properly where it can be, and left
//! out where it cannot; the item as it came stays with the note's history.
//!
//! Must hold: an item that keeps every MUST stays as it is, and so does every key that the standard does not know.
//! Numbers in comments are sections of <https://www.w3.org/TR/annotation-model/>.

use serde_json::{Map, Value, json};

use crate::exchange::{
    instant,
    json::is_iri,
    selector::{RFC_5147, has_type, is_type},
};

/// `item` with every MUST kept. It goes by the name `iri` if it has none, and is about `source` if it does not say.
pub(super) fn mend(mut item: Map<String, Value>, iri: &str, source: &str) -> Map<String, Value> {
    by_the_standards_names(&mut item);
    // 3.1: exactly one IRI that identifies it; the class Annotation.
    if !item.get("id").is_some_and(is_iri_value) {
        item.insert("id".to_owned(), iri.into());
    }
    let is_annotation = |value: &Value| value == "Annotation";
    match item.get("type") {
        Some(Value::Array(types)) if types.iter().any(is_annotation) => {}
        Some(kind) if is_annotation(kind) => {}
        _ => drop(item.insert("type".to_owned(), "Annotation".into())),
    }
    // 3.2.5: a body in one word is a text, and the only one.
    if let Some(text) = item.get("bodyValue").filter(|text| !text.is_string() || item.contains_key("body")) {
        let body = text.as_str().map(|text| json!({"type": "TextualBody", "value": text}));
        item.shift_remove("bodyValue");
        if let Some(body) = body {
            let mut bodies = listed(item.get("body"));
            bodies.push(body);
            item.insert("body".to_owned(), bodies.into());
        }
    }
    change(&mut item, "body", |body| several(body, |body| resource(body, true)));
    change(&mut item, "target", |target| several(target, |target| resource(target, false)));
    item.entry("target").or_insert_with(|| source.into());
    // A target that says where in it, but not what it is.
    if let Some(targets) = item.get_mut("target") {
        each(targets, |target| {
            if !target.contains_key("source") && !target.contains_key("id") && !is_set(target) {
                target.insert("source".to_owned(), source.into());
            }
        });
    }
    change(&mut item, "motivation", |reasons| several(reasons, reason));
    change(&mut item, "generated", time);
    // 4.4: an address, or the style itself.
    change(&mut item, "stylesheet", |sheet| {
        let is_style = is_type(&sheet, "CssStylesheet") && sheet.get("value").is_none_or(Value::is_string);
        (is_iri_value(&sheet) || is_style).then_some(sheet)
    });
    lifecycle(&mut item);
    item
}

/// 2.1: the keys are those of the standard's context, not those of JSON-LD.
fn by_the_standards_names(map: &mut Map<String, Value>) {
    for (key, name) in [("@id", "id"), ("@type", "type")] {
        if let Some(value) = map.shift_remove(key)
            && !map.contains_key(name)
        {
            map.insert(name.to_owned(), value);
        }
    }
}

/// What may stand on an annotation, a body and a target alike.
fn lifecycle(map: &mut Map<String, Value>) {
    // 3.3.1: times in UTC, written with a Z; persons and programs.
    for key in ["created", "modified"] {
        change(map, key, time);
    }
    for key in ["creator", "generator"] {
        change(map, key, |agents| several(agents, agent));
    }
    // 3.3.6 and 3.3.7: addresses.
    for key in ["rights", "via"] {
        change(map, key, |all| several(all, |one| is_iri_value(&one).then_some(one)));
    }
    change(map, "canonical", |one| is_iri_value(&one).then_some(one));
}

/// A body or a target; `None` if it can be neither.
fn resource(value: Value, is_body: bool) -> Option<Value> {
    let mut map = match value {
        Value::Object(map) => map,
        Value::String(_) if is_iri_value(&value) => return Some(value),
        // 3.2.4: text is no address.
        Value::String(text) if is_body => return Some(json!({"type": "TextualBody", "value": text})),
        _ => return None,
    };
    by_the_standards_names(&mut map);
    lifecycle(&mut map);
    // 3.2.1
    change(&mut map, "id", |id| is_iri_value(&id).then_some(id));
    change(&mut map, "textDirection", |way| ["ltr", "rtl", "auto"].iter().any(|w| way == *w).then_some(way));
    change(&mut map, "purpose", |all| several(all, reason));
    change(&mut map, "selector", |all| several(all, selector));
    change(&mut map, "styleClass", |all| several(all, |one| one.is_string().then_some(one)));
    // 4: exactly one source, an address or the resource itself.
    change(&mut map, "source", |source| match source {
        Value::Object(_) => resource(source, is_body),
        source => is_iri_value(&source).then_some(source),
    });
    if is_set(&map) {
        // 3.2.7: a set has members, and is nothing else.
        for key in ["value", "source", "purpose"] {
            map.shift_remove(key);
        }
        let members = map.shift_remove("items").map(|all| listed(Some(&all))).unwrap_or_default();
        let members: Vec<Value> = members.into_iter().filter_map(|one| resource(one, is_body)).collect();
        if members.is_empty() {
            return None;
        }
        map.insert("items".to_owned(), members.into());
        return Some(map.into());
    }
    map.shift_remove("items");
    let is_text = map.get("value").is_some_and(Value::is_string);
    if is_body && (has_type(&map, "TextualBody") || is_text) {
        // 3.2.4: exactly one value, and it is no specific resource.
        map.shift_remove("source");
        return is_text.then(|| map.into());
    }
    // 3.3.5: only a text or a specific resource has a purpose.
    if !map.contains_key("source") {
        let is_about_nothing = !map.contains_key("id");
        if is_body || !is_about_nothing {
            map.shift_remove("purpose");
        }
        // 4: a specific resource without its source is none. A target's can be told.
        if is_body && (is_about_nothing || has_type(&map, "SpecificResource")) {
            return None;
        }
        if !is_body && has_type(&map, "SpecificResource") {
            map.shift_remove("id");
        }
    }
    Some(map.into())
}

/// 4.2: selectors say what they are and what that takes. A class that the standard does not know may be an
/// extension, and stays.
fn selector(value: Value) -> Option<Value> {
    let Value::Object(mut map) = value else { return is_iri_value(&value).then_some(value) };
    let is_text = |key: &str| map.get(key).is_some_and(Value::is_string);
    let is_offset = |key: &str| map.get(key).is_some_and(Value::is_u64);
    let is = |names: &[&str]| names.iter().any(|name| has_type(&map, name));
    let holds = if is(&["TextQuoteSelector"]) {
        is_text("exact")
    } else if is(&["TextPositionSelector", "DataPositionSelector"]) {
        is_offset("start") && is_offset("end")
    } else if is(&["FragmentSelector", "CssSelector", "XPathSelector"]) {
        is_text("value")
    } else if is(&["SvgSelector"]) {
        is_text("value") || map.get("id").is_some_and(is_iri_value)
    } else {
        is_text("type") || map.get("type").is_some_and(Value::is_array)
    };
    if !holds {
        return None;
    }
    for key in ["prefix", "suffix"] {
        change(&mut map, key, |text| text.is_string().then_some(text));
    }
    change(&mut map, "conformsTo", |standard| is_iri_value(&standard).then_some(standard));
    if is_rfc_5147_misspelt(&map) {
        map.insert("conformsTo".to_owned(), RFC_5147.into());
    }
    change(&mut map, "refinedBy", |all| several(all, selector));
    if has_type(&map, "RangeSelector") {
        // 4.2.8. Its older form names containers, which the standard does not know.
        for key in ["startSelector", "endSelector"] {
            change(&mut map, key, selector);
        }
    }
    Some(map.into())
}

/// 4.2.1 lists the address of the standard without an s.
fn is_rfc_5147_misspelt(map: &Map<String, Value>) -> bool {
    let standard = map.get("conformsTo").and_then(Value::as_str).unwrap_or_default();
    has_type(map, "FragmentSelector") && standard != RFC_5147 && standard.ends_with("/rfc5147")
}

/// 3.3.2: a person or program is an address, or has a name. Anything else names itself.
fn agent(value: Value) -> Option<Value> {
    match value {
        Value::Object(mut map) => {
            if let Some(id) = map.get("id").filter(|id| !is_iri_value(id)).cloned() {
                map.shift_remove("id");
                if id.is_string() && !map.contains_key("name") {
                    map.insert("name".to_owned(), id);
                }
            }
            Some(map.into())
        }
        Value::String(_) if is_iri_value(&value) => Some(value),
        Value::String(name) if !name.trim().is_empty() => Some(json!({"type": "Person", "name": name})),
        _ => None,
    }
}

/// 3.3.5: the standard's reasons, or an address of somebody else's.
fn reason(value: Value) -> Option<Value> {
    const REASONS: [&str; 13] = [
        "assessing",
        "bookmarking",
        "classifying",
        "commenting",
        "describing",
        "editing",
        "highlighting",
        "identifying",
        "linking",
        "moderating",
        "questioning",
        "replying",
        "tagging",
    ];
    (REASONS.iter().any(|name| value == *name) || is_iri_value(&value)).then_some(value)
}

/// 3.3.1: one `xsd:dateTime` in UTC, written with a Z.
fn time(value: Value) -> Option<Value> {
    let text = value.as_str()?;
    let at = instant::parse(text)?;
    let is_written_so = text.ends_with('Z') && text.contains('T') && text.trim() == text;
    Some(if is_written_so { value } else { instant::write(at).into() })
}

fn is_iri_value(value: &Value) -> bool {
    value.as_str().is_some_and(is_iri)
}

/// 3.2.7: bodies or targets taken together.
fn is_set(map: &Map<String, Value>) -> bool {
    ["Choice", "Composite", "List", "Independents"].iter().any(|name| has_type(map, name))
}

fn listed(value: Option<&Value>) -> Vec<Value> {
    match value {
        None => Vec::new(),
        Some(Value::Array(all)) => all.clone(),
        Some(one) => vec![one.clone()],
    }
}

/// Puts what `mend` makes of it in the place of what stands under `key`, or nothing.
fn change(map: &mut Map<String, Value>, key: &str, mend: impl FnOnce(Value) -> Option<Value>) {
    if let Some(place) = map.get_mut(key) {
        match mend(place.take()) {
            Some(mended) => *place = mended,
            None => drop(map.shift_remove(key)),
        }
    }
}

/// Mends one value or each of a list. A list of nothing is nothing.
fn several(value: Value, mend: impl Fn(Value) -> Option<Value>) -> Option<Value> {
    match value {
        Value::Array(all) => {
            let mended: Vec<Value> = all.into_iter().filter_map(mend).collect();
            (!mended.is_empty()).then(|| mended.into())
        }
        one => mend(one),
    }
}

/// Does `work` to an object, or to each of a list.
fn each(value: &mut Value, work: impl Fn(&mut Map<String, Value>)) {
    match value {
        Value::Array(all) => all.iter_mut().filter_map(Value::as_object_mut).for_each(work),
        Value::Object(map) => work(map),
        _ => {}
    }
}

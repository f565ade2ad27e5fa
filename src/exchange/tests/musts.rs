//! The MUSTs of the Web Annotation model (<https://www.w3.org/TR/annotation-model/>), one check each: its section,
//! and the name that the W3C's own suite gives it (<https://github.com/w3c/web-annotation-tests>: annotationMusts,
//! targetMusts, bodyMusts, specificResourceMusts, collectionMusts, pageMusts) or one in its manner.
//!
//! They hold of every item that is written: of notes made here (below), of items of other programs, whatever was in
//! them (`foreign.rs`), and of files that mean harm (`hostile.rs`).

use serde_json::{Value, json};

use super::many_notes;
use crate::{
    exchange::{
        instant,
        web_annotation::{Export, write},
    },
    note::Agent,
};

/// Exactly as the model lists it.
const RFC_5147: &str = "http://tools.ietf.org/rfc/rfc5147";

type Must = (&'static str, fn(&Value) -> bool);

const ANNOTATION: [Must; 19] = [
    ("3.1-annotationContextValidated", context),
    ("3.1-annotationIdValidated", id),
    ("3.1-annotationTypeValidated", |item| {
        listed(item.get("type")).iter().any(|class| class == "Annotation")
    }),
    ("3.1-targetKeyFound", |item| item.get("target").is_some()),
    ("3.1-bodyCardinalityValidated", |item| item.get("body").is_none_or(is_one_or_more)),
    ("3.2-targetObjectsRecognized", |item| !targets(item).is_empty() && targets(item).iter().all(recognized)),
    ("3.2.5-notBodyBodyValue", |item| item.get("body").is_none() || item.get("bodyValue").is_none()),
    ("3.2.5-bodyValueValidated", |item| item.get("bodyValue").is_none_or(Value::is_string)),
    ("3.3.1-annotationCreatedValidated", |item| time(item.get("created"))),
    ("3.3.1-annotationModifiedValidated", |item| time(item.get("modified"))),
    ("3.3.1-annotationGeneratedValidated", |item| time(item.get("generated"))),
    ("3.3.2-annotationCreatorValidated", |item| agents(item.get("creator"))),
    ("3.3.2-annotationGeneratorValidated", |item| agents(item.get("generator"))),
    ("3.3.5-annotationMotivationValidated", |item| listed(item.get("motivation")).iter().all(is_motivation)),
    ("3.3.5-annotationNoPurpose", |item| item.get("purpose").is_none()),
    ("3.3.6-annotationRightsValidated", |item| iris(item.get("rights"))),
    ("3.3.7-annotationCanonicalValidated", |item| iri_or_none(item.get("canonical"))),
    ("3.3.7-annotationViaValidated", |item| iris(item.get("via"))),
    ("4.4-stylesheetValid", |item| {
        item.get("stylesheet").is_none_or(|sheet| {
            is_iri(sheet)
                || (sheet["type"] == "CssStylesheet" && sheet.get("value").is_none_or(Value::is_string))
        })
    }),
];

const RESOURCE: [Must; 11] = [
    ("3.2.1-idValidated", |part| !part.is_object() || iri_or_none(part.get("id"))),
    ("3.2.1-textDirectionValidated", |part| {
        part.get("textDirection")
            .is_none_or(|d| ["ltr", "rtl", "auto"].contains(&d.as_str().unwrap_or_default()))
    }),
    ("3.3.1-createdValidated", |part| time(part.get("created"))),
    ("3.3.1-modifiedValidated", |part| time(part.get("modified"))),
    ("3.3.2-creatorValidated", |part| agents(part.get("creator"))),
    ("3.3.2-generatorValidated", |part| agents(part.get("generator"))),
    ("3.3.6-rightsValidated", |part| iris(part.get("rights"))),
    ("3.3.7-canonicalValidated", |part| iri_or_none(part.get("canonical"))),
    ("3.3.7-viaValidated", |part| iris(part.get("via"))),
    ("3.2.7-noItemsOutsideSets", |part| part.get("items").is_none() || is_set(part)),
    ("3.2.7-setHasItems", |part| {
        !is_set(part) || part["items"].as_array().is_some_and(|all| !all.is_empty())
    }),
];

const TARGET: [Must; 8] = [
    ("3.2.1-targEWRHasId", |target| {
        is_iri(target) || is_set(target) || target.get("source").is_some() || id(target)
    }),
    ("3.3.5-targEWRNoPurpose", |target| target.get("source").is_some() || target.get("purpose").is_none()),
    ("3.2.4-targChoiceSetNoValue", |target| !is_set(target) || target.get("value").is_none()),
    ("4-targChoiceSetNoSource", |target| !is_set(target) || target.get("source").is_none()),
    ("3.3.5-targChoiceSetNoPurpose", |target| !is_set(target) || target.get("purpose").is_none()),
    ("3.2.7-targSpecificResourceNoItems", |target| {
        target.get("source").is_none() || target.get("items").is_none()
    }),
    ("4-targSpecificResourceNoSource", |target| {
        target["type"] != "SpecificResource" || target.get("source").is_some_and(is_source)
    }),
    ("3.2.7-targEWRNoItems", |target| target.get("items").is_none() || is_set(target)),
];

const BODY: [Must; 12] = [
    ("3.2-bodyObjectsRecognized", |body| is_iri(body) || body.is_object()),
    ("3.2.1-bodyEWRHasId", |body| {
        is_iri(body) || is_set(body) || body["value"].is_string() || body.get("source").is_some() || id(body)
    }),
    ("3.2.4-bodyTextualValue", |body| body["type"] != "TextualBody" || body["value"].is_string()),
    ("3.3.5-bodyPurpose", |body| listed(body.get("purpose")).iter().all(is_motivation)),
    ("3.3.5-bodyEWRNoPurpose", |body| {
        body.get("purpose").is_none() || body["value"].is_string() || body.get("source").is_some()
    }),
    ("3.2.4-bodyChoiceSetNoValue", |body| !is_set(body) || body.get("value").is_none()),
    ("4-bodyChoiceSetNoSource", |body| !is_set(body) || body.get("source").is_none()),
    ("3.3.5-bodyChoiceSetNoPurpose", |body| !is_set(body) || body.get("purpose").is_none()),
    ("3.2.7-bodyEmbeddedTextualNoItems", |body| body.get("value").is_none() || body.get("items").is_none()),
    ("4-bodyEmbeddedTextualNoSource", |body| body.get("value").is_none() || body.get("source").is_none()),
    ("3.2.7-bodySpecificResourceNoItems", |body| body.get("source").is_none() || body.get("items").is_none()),
    ("4-bodySpecificResourceNoSource", |body| {
        body["type"] != "SpecificResource" || body.get("source").is_some_and(is_source)
    }),
];

/// Of whatever has a source: the class need not be said.
const SPECIFIC_RESOURCE: [Must; 11] = [
    ("4-sourceValidated", |part| is_source(&part["source"])),
    ("4.2-selectorValidIfPresent", |part| part.get("selector").is_none_or(is_one_or_more)),
    ("4.2-selectorsRecognized", |part| selectors(part).iter().all(selector)),
    ("4.2.9-refinedByValidated", |part| {
        selectors(part).iter().all(|s| listed(s.get("refinedBy")).iter().all(selector))
    }),
    ("4.4-styleClassValidIfPresent", |part| listed(part.get("styleClass")).iter().all(Value::is_string)),
    ("4.2.1-fragmentCssXPathSelectorValid", |part| {
        of_type(part, &["FragmentSelector", "CssSelector", "XPathSelector"]).all(|s| s["value"].is_string())
    }),
    ("4.2.1-fragmentConformsTo", |part| {
        of_type(part, &["FragmentSelector"]).all(|s| {
            let misspelt = |of: &Value| of.as_str().is_some_and(|of| of.ends_with("/rfc5147"));
            s.get("conformsTo").is_none_or(|of| is_iri(of) && (*of == RFC_5147 || !misspelt(of)))
        })
    }),
    ("4.2.4-textQuoteSelectorValid", |part| {
        let context = |s: &Value, key| s.get(key).is_none_or(Value::is_string);
        of_type(part, &["TextQuoteSelector"])
            .all(|s| s["exact"].is_string() && context(&s, "prefix") && context(&s, "suffix"))
    }),
    ("4.2.5-textDataPositionSelectorValid", |part| {
        of_type(part, &["TextPositionSelector", "DataPositionSelector"])
            .all(|s| s["start"].is_u64() && s["end"].is_u64())
    }),
    ("4.2.7-svgSelectorValid", |part| {
        of_type(part, &["SvgSelector"]).all(|s| s["value"].is_string() || id(&s))
    }),
    ("4.2.8-rangeSelectorValid", |part| {
        of_type(part, &["RangeSelector"])
            .all(|s| ["startSelector", "endSelector"].iter().all(|end| s.get(*end).is_none_or(selector)))
    }),
];

/// Of what is made here alone: stricter than the standard, which leaves these to others.
const OURS: [Must; 6] = [
    ("4-specificResourceSaysHow", |target| {
        let keys = ["selector", "state", "styleClass", "scope", "renderedVia", "purpose"];
        keys.iter().any(|key| target.get(*key).is_some())
    }),
    ("4.2-selectorsOfTheStandard", |target| {
        selectors(target).iter().all(|s| {
            ["TextQuoteSelector", "TextPositionSelector", "FragmentSelector"]
                .iter()
                .any(|name| s["type"] == *name)
        })
    }),
    ("4.2.1-fragmentConformsToOurs", |target| {
        of_type(target, &["FragmentSelector"]).all(|s| s["conformsTo"] == RFC_5147)
    }),
    ("4.2.5-startBeforeEnd", |target| {
        of_type(target, &["TextPositionSelector"]).all(|s| s["start"].as_u64() <= s["end"].as_u64())
    }),
    ("4.3-noState", |target| target.get("state").is_none()),
    ("4.4-styleClassHasAStylesheet", |target| target["styleClass"].is_string()),
];

const COLLECTION: [Must; 13] = [
    ("5.1-collectionContextValidated", context),
    ("5.1-collectionIdValidated", id),
    ("5.1-collectionTypeValidated", |file| file["type"] == "AnnotationCollection"),
    ("5.1-collectionLabelValidated", |file| file.get("label").is_none_or(Value::is_string)),
    ("5.1-collectionTotalValidated", |file| file["total"].as_u64() == Some(items(file).len() as u64)),
    ("5.1-collectionFirstValidated", |file| file["first"]["type"] == "AnnotationPage" && id(&file["first"])),
    // There is one page, and it is the last.
    ("5.1-collectionLastValidated", |file| is_iri(&file["last"]) && file["last"] == file["first"]["id"]),
    ("3.3.1-collectionCreatedValidated", |file| time(file.get("created"))),
    ("3.3.1-collectionModifiedValidated", |file| time(file.get("modified"))),
    ("3.3.2-collectionCreatorValidated", |file| agents(file.get("creator"))),
    ("3.3.2-collectionGeneratorValidated", |file| agents(file.get("generator"))),
    ("3.3.6-collectionRightsValidated", |file| iris(file.get("rights"))),
    ("5.2-pageIsPartOfIt", |file| file["first"]["partOf"] == file["id"]),
];

const PAGE: [Must; 15] = [
    ("5.2-pageContextValidated", context),
    ("5.2-pageIdValidated", id),
    ("5.2-pageTypeValidated", |page| page["type"] == "AnnotationPage"),
    ("5.2-pageItemsFound", |page| page["items"].is_array()),
    ("5.2-pageItemsValidated", |page| {
        page["items"].as_array().unwrap().iter().all(|item| is_iri(item) || item["type"] == "Annotation")
    }),
    ("5.2-pagePartOfValidated", |page| page.get("partOf").is_none_or(|of| is_iri(of) || id(of))),
    // The only page has none before it and none behind it.
    ("5.2-pageNextValidated", |page| page.get("next").is_none()),
    ("5.2-pagePrevValidated", |page| page.get("prev").is_none()),
    ("5.2-pageStartIndexValidated", |page| page["startIndex"] == 0),
    ("3.3.1-pageCreatedValidated", |page| time(page.get("created"))),
    ("3.3.1-pageModifiedValidated", |page| time(page.get("modified"))),
    ("3.3.1-pageGeneratedValidated", |page| time(page.get("generated"))),
    ("3.3.6-pageRightsValidated", |page| iris(page.get("rights"))),
    ("3.3.7-pageCanonicalValidated", |page| iri_or_none(page.get("canonical"))),
    ("3.3.7-pageViaValidated", |page| iris(page.get("via"))),
];

/// One or more, and the standard's among them; a single one is no list.
fn context(value: &Value) -> bool {
    let ours = json!("http://www.w3.org/ns/anno.jsonld");
    let among = |list: &Vec<Value>| list.len() > 1 && list.contains(&ours);
    value["@context"] == ours || value["@context"].as_array().is_some_and(among)
}

fn is_one_or_more(value: &Value) -> bool {
    !value.is_null() && value.as_array().is_none_or(|all| !all.is_empty())
}

/// Exactly one: an address, or the resource itself.
fn is_source(value: &Value) -> bool {
    is_iri(value) || value.is_object()
}

/// Persons and programs: addresses, or objects whose id, if they have one, is an address.
fn agents(value: Option<&Value>) -> bool {
    value.is_none_or(|all| {
        is_one_or_more(all)
            && listed(Some(all))
                .iter()
                .all(|one| is_iri(one) || one.is_object() && iri_or_none(one.get("id")))
    })
}

fn id(value: &Value) -> bool {
    value.get("id").is_some_and(is_iri)
}

/// An absolute IRI: a scheme, a colon, no white space.
fn is_iri(value: &Value) -> bool {
    let Some((scheme, rest)) = value.as_str().and_then(|text| text.split_once(':')) else { return false };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme && !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || "<>\"{}|\\^`".contains(c))
}

fn iri_or_none(value: Option<&Value>) -> bool {
    value.is_none_or(is_iri)
}

fn iris(value: Option<&Value>) -> bool {
    value.is_none_or(|value| {
        value.as_array().map_or(is_iri(value), |all| !all.is_empty() && all.iter().all(is_iri))
    })
}

fn time(value: Option<&Value>) -> bool {
    value.is_none_or(|value| {
        value
            .as_str()
            .is_some_and(|text| text.contains('T') && text.ends_with('Z') && instant::parse(text).is_some())
    })
}

fn is_motivation(value: &Value) -> bool {
    let known = [
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
    // An address of somebody else's is an extension.
    is_iri(value) || value.as_str().is_some_and(|name| known.contains(&name))
}

fn is_set(value: &Value) -> bool {
    ["Choice", "Composite", "List", "Independents"].iter().any(|set| value["type"] == *set)
}

fn listed(value: Option<&Value>) -> Vec<Value> {
    match value {
        None => Vec::new(),
        Some(Value::Array(list)) => list.clone(),
        Some(one) => vec![one.clone()],
    }
}

fn targets(item: &Value) -> Vec<Value> {
    listed(item.get("target"))
}

fn selectors(target: &Value) -> Vec<Value> {
    listed(target.get("selector"))
}

fn of_type(target: &Value, names: &'static [&'static str]) -> impl Iterator<Item = Value> {
    selectors(target).into_iter().filter(move |s| names.iter().any(|name| s["type"] == *name))
}

fn recognized(target: &Value) -> bool {
    is_iri(target) || target.get("source").is_some() || id(target) || is_set(target)
}

/// An address, or something that says what it is. Other classes than the standard's are extensions.
fn selector(value: &Value) -> bool {
    is_iri(value) || value["type"].is_string() || value["type"].is_array()
}

pub(super) fn items(file: &Value) -> &[Value] {
    file["first"]["items"].as_array().map_or(&[], Vec::as_slice)
}

fn check(musts: &[Must], value: &Value) {
    for (name, holds) in musts {
        assert!(holds(value), "{name}: {value:#}");
    }
}

/// Asserts every MUST of the model for one item of a file with this context.
pub(super) fn check_item(item: &Value, context: &Value) {
    let mut item = item.clone();
    item["@context"] = context.clone();
    check(&ANNOTATION, &item);
    for target in targets(&item) {
        check(&RESOURCE, &target);
        check(&TARGET, &target);
        check_source(&target);
    }
    for body in listed(item.get("body")) {
        check(&RESOURCE, &body);
        check(&BODY, &body);
        check_source(&body);
    }
}

fn check_source(part: &Value) {
    if part.get("source").is_some() {
        check(&SPECIFIC_RESOURCE, part);
    }
}

#[test]
fn a_thousand_notes_keep_every_must() {
    let notebook = many_notes(1000);
    let me = Agent { id: "3f7c1a52-9a3c-4c7e-8f0e-2b1d6e5a4c3b".to_owned(), name: "王小明".to_owned() };
    for names in [true, false] {
        let text = write(&Export { notebook: &notebook, report: None, by: Some(&me), names });
        let file: Value = serde_json::from_str(&text).unwrap();
        check(&COLLECTION, &file);
        let mut page = file["first"].clone();
        page["@context"] = file["@context"].clone();
        check(&PAGE, &page);
        assert_eq!(items(&file).len(), notebook.notes().count());
        assert!(items(&file).len() > 400);
        for item in items(&file) {
            check_item(item, &file["@context"]);
            targets(item).iter().filter(|target| target.is_object()).for_each(|target| check(&OURS, target));
        }
    }
}

#[test]
fn the_musts_tell_right_from_wrong() {
    let right = json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"meipi": "urn:x#"}],
        "id": "urn:uuid:1", "type": "Annotation", "created": "2025-03-05T09:30:00Z",
        "target": {"type": "SpecificResource", "source": "urn:sha256:0", "selector": [
            {"type": "TextPositionSelector", "start": 1, "end": 2}]},
    });
    let fails = |pointer: &str, value: Value| {
        let mut wrong = right.clone();
        match pointer.rsplit_once('/') {
            Some((parent, key)) => wrong.pointer_mut(parent).unwrap()[key] = value,
            None => unreachable!(),
        }
        let breaks = |musts: &[Must], part: &Value| musts.iter().any(|(_, holds)| !holds(part));
        breaks(&ANNOTATION, &wrong)
            || targets(&wrong).iter().any(|t| breaks(&TARGET, t) || breaks(&SPECIFIC_RESOURCE, t))
    };
    assert!(!fails("/id", json!("urn:uuid:2")));
    assert!(fails("/@context", json!("https://www.w3.org/ns/anno.jsonld")));
    assert!(fails("/id", json!("my note")));
    assert!(fails("/type", json!("Note")));
    assert!(fails("/created", json!("yesterday")));
    assert!(fails("/target", json!([])));
    assert!(fails("/@context", json!(["http://www.w3.org/ns/anno.jsonld"])));
    assert!(fails("/created", json!("2025-03-05T17:30:00+08:00")));
    assert!(fails("/created", json!(["2025-03-05T09:30:00Z"])));
    assert!(fails("/creator", json!({"id": "王小明"})));
    assert!(fails("/creator", json!([])));
    assert!(fails("/motivation", json!("praising")));
    assert!(fails("/purpose", json!("tagging")));
    assert!(fails("/rights", json!("all of them")));
    assert!(fails("/body", json!([])));
    assert!(fails("/bodyValue", json!(5)));
    assert!(fails("/stylesheet", json!("a b")));
    assert!(fails("/target/styleClass", json!(5)));
    assert!(fails("/target/source", json!(["x:y"])));
    assert!(fails("/target/items", json!(["x:y"])));
    assert!(fails("/target/source", json!("a b")));
    assert!(fails("/target/selector", json!([])));
    assert!(fails("/target/selector", json!([{"exact": "增长"}])));
    assert!(fails("/target/selector", json!([{"type": "TextQuoteSelector", "prefix": "增长"}])));
    assert!(fails(
        "/target/selector",
        json!({"type": "FragmentSelector", "conformsTo": "https://tools.ietf.org/rfc/rfc5147", "value": "char=1,2"})
    ));
    assert!(fails("/target/selector", json!([{"type": "TextPositionSelector", "start": -1, "end": 2}])));
    assert!(fails("/target/selector", json!([{"type": "RangeSelector", "startSelector": 5}])));
}

//! Files of other programs: read whatever their shape, written back as they came.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::musts::check_item;
use crate::{
    exchange::web_annotation::{Export, note_id, read, write},
    note::{
        Colour, Notebook, Snapshot,
        tests::{arbitrary, cases, stamp},
    },
};

fn read_one(item: &Value) -> (Notebook, Snapshot) {
    let import = read(&item.to_string()).unwrap();
    assert_eq!(import.problems, []);
    let state = import.notebook.notes().next().unwrap().state;
    (import.notebook, state)
}

fn items(notebook: &Notebook) -> Vec<Value> {
    let text = write(&Export { notebook, report: None, by: None, names: true });
    let file: Value = serde_json::from_str(&text).unwrap();
    file["first"]["items"].as_array().unwrap().clone()
}

fn hypothesis_like() -> Value {
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://hypothes.is/a/1", "type": "Annotation",
        "created": "2024-01-02T03:04:05.678901Z", "modified": "2024-02-02T03:04:05Z",
        "creator": "acct:li@hypothes.is",
        "custom:rating": [1, {"deep": null}], "rights": "https://creativecommons.org/publicdomain/zero/1.0/",
        "body": [
            {"type": "TextualBody", "value": "<b>好</b>", "format": "text/markdown", "lang:x": 1},
            {"type": "TextualBody", "purpose": "tagging", "value": "民生"},
            {"type": "Image", "id": "https://example.org/a.png"},
        ],
        "target": [{"source": "https://www.gov.cn/1.htm", "selector": [
            {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]"},
            {"type": "TextPositionSelector", "start": 5, "end": 9},
            {"type": "TextQuoteSelector", "exact": "增长6%", "prefix": "产值", "suffix": "左右"},
        ]}],
    })
}

#[test]
fn an_item_is_understood_as_far_as_it_goes() {
    let (notebook, state) = read_one(&hypothesis_like());
    assert_eq!(state.text, "<b>好</b>", "HTML stays text");
    assert_eq!(state.tags.iter().collect::<Vec<_>>(), ["民生"]);
    assert_eq!((state.target.quote.exact.as_str(), state.target.quote.suffix.as_str()), ("增长6%", "左右"));
    assert_eq!(state.target.document.foreign.as_deref(), Some("https://www.gov.cn/1.htm"));
    assert_eq!(state.target.other_selectors.len(), 1);
    let note = notebook.notes().next().unwrap();
    assert_eq!(note.creator.id, "acct:li@hypothes.is");
    assert_eq!((note.created.0, note.modified.0), (1_704_164_645_678, 1_706_843_045_000));
}

#[test]
fn an_item_that_nobody_changed_is_written_as_it_came() {
    for item in [
        hypothesis_like(),
        json!({"id": "https://a.org/1", "type": "Annotation", "target": "https://example.org/", "bodyValue": "短评"}),
        json!({"type": "Annotation", "id": "x:1", "z": [[], null],
               "target": {"source": "x:y", "selector": {"type": "SvgSelector", "value": "<svg/>"}, "z": 1, "a": 2}}),
        json!({"id": "urn:uuid:0e1a1a52-9a3c-4c7e-8f0e-2b1d6e5a4c3b", "canonical": "https://a.org/1", "via": ["x:y"],
               "type": ["Annotation", "my:Note"], "motivation": "linking", "body": "https://example.org/b",
               "target": {"id": "https://example.org/t", "type": "Text"}}),
    ] {
        let (notebook, _) = read_one(&item);
        let written = items(&notebook);
        // Compared as text: the order of the keys stays, too.
        assert_eq!(written[0].to_string(), item.to_string());
    }
}

#[test]
fn what_breaks_the_standard_is_mended_and_kept_as_it_came() {
    let check = |mut item: Value, key: &str, mended: Value| {
        item["target"] = item.get("target").cloned().unwrap_or_else(|| "https://e.org/".into());
        item["my:key"] = json!([null, {"deep": []}]);
        let (notebook, _) = read_one(&item);
        let text = write(&Export { notebook: &notebook, report: None, by: None, names: true });
        let file: Value = serde_json::from_str(&text).unwrap();
        let written = &file["first"]["items"][0];
        assert_eq!(written.get(key).unwrap_or(&Value::Null), &mended, "{item}");
        assert_eq!(written["my:key"], item["my:key"]);
        check_item(written, &file["@context"]);
        // Read back it is the note that it was, to the last key.
        let again = read(&text).unwrap().notebook;
        assert_eq!(again, notebook);
        assert_eq!(Value::Object(again.notes().next().unwrap().state.extra), item);
    };
    let text = |text: &str| json!({"type": "TextualBody", "value": text});
    let gone = || Value::Null;
    check(json!({"id": "x:1"}), "type", json!("Annotation"));
    check(json!({"@id": "x:1", "@type": "oa:Annotation"}), "id", json!("x:1"));
    check(
        json!({"id": "第一条", "type": "Annotation"}),
        "id",
        json!(format!("urn:uuid:{}", note_id("第一条"))),
    );
    check(json!({"created": "2025-03-05T17:30:00+08:00"}), "created", json!("2025-03-05T09:30:00Z"));
    check(json!({"modified": "long ago"}), "modified", gone());
    check(json!({"generated": "2025-03-05"}), "generated", json!("2025-03-05T00:00:00Z"));
    check(json!({"body": []}), "body", gone());
    check(json!({"body": [null, [], 5]}), "body", gone());
    check(json!({"body": "短评"}), "body", text("短评"));
    check(json!({"body": [{"type": "TextualBody", "value": 5}, text("好")]}), "body", json!([text("好")]));
    check(json!({"body": text("一"), "bodyValue": "二"}), "body", json!([text("一"), text("二")]));
    check(json!({"bodyValue": {}}), "bodyValue", gone());
    check(json!({"body": {"type": "Choice", "items": []}}), "body", gone());
    check(json!({"body": {"id": "x:y", "purpose": "tagging", "items": [1]}}), "body", json!({"id": "x:y"}));
    check(json!({"body": {"type": "SpecificResource", "purpose": "tagging"}}), "body", gone());
    check(json!({"creator": "李明"}), "creator", json!({"type": "Person", "name": "李明"}));
    check(json!({"creator": [{"id": "李明"}, 5]}), "creator", json!([{"name": "李明"}]));
    check(json!({"motivation": ["praising", "tagging"]}), "motivation", json!(["tagging"]));
    check(json!({"rights": "all of them"}), "rights", gone());
    check(json!({"canonical": "第一条", "via": []}), "via", gone());
    check(json!({"target": ["第三段", "https://e.org/"]}), "target", json!(["https://e.org/"]));
    check(json!({"target": "第三段"}), "target", json!("urn:sha256:unknown"));
    let target = |selector: Value| json!({"source": "https://e.org/", "selector": selector});
    let broken =
        json!([{"type": "TextQuoteSelector"}, {"type": "TextPositionSelector", "start": -1, "end": 2}, {}]);
    check(json!({"target": target(broken)}), "target", json!({"source": "https://e.org/"}));
    let quote = json!({"type": "TextQuoteSelector", "exact": "增长"});
    let mut cut = quote.clone();
    cut["prefix"] = json!(7);
    check(json!({"target": target(cut)}), "target", target(quote.clone()));
    check(
        json!({"target": {"selector": quote}}),
        "target",
        json!({"selector": quote, "source": "urn:sha256:unknown"}),
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(300)))]

    /// Whatever stood in an item, and whatever was done to it here, it keeps the standard in our file.
    #[test]
    fn what_is_passed_on_keeps_every_must(
        wrong in proptest::collection::vec((0..KEYS.len(), arbitrary::json()), 0..4),
        within in proptest::collection::vec((0..INNER.len(), arbitrary::json()), 0..3),
        edits in any::<[bool; 3]>(),
    ) {
        let mut item = hypothesis_like();
        for (key, value) in within {
            // A place may be in another that has gone.
            if let Some(place) = item.pointer_mut(INNER[key]) {
                *place = value;
            }
        }
        for (key, value) in wrong {
            item[KEYS[key]] = value;
        }
        let mut notebook = read(&json!([item]).to_string()).unwrap().notebook;
        let first = notebook.notes().next();
        if let Some(note) = first {
            let mut state = note.state.clone();
            let [text, colour, tag] = edits;
            state.text.push_str(if text { "改" } else { "" });
            state.colour = if colour { Colour::Rouge } else { state.colour };
            state.tags.extend(tag.then(|| "绿".to_owned()));
            if state != note.state {
                notebook.insert(note.edit(stamp(2_000_000_000, "我"), state));
            }
        }
        for names in [true, false] {
            let text = write(&Export { notebook: &notebook, report: None, by: None, names });
            let file: Value = serde_json::from_str(&text).unwrap();
            for item in file["first"]["items"].as_array().unwrap() {
                check_item(item, &file["@context"]);
            }
            if names {
                prop_assert_eq!(&read(&text).unwrap().notebook, &notebook);
                prop_assert_eq!(write(&Export { notebook: &read(&text).unwrap().notebook, report: None, by: None, names }), text);
            }
        }
    }
}

/// Keys of an item, and places in [`hypothesis_like`], that the standard has rules for.
const KEYS: [&str; 14] = [
    "id",
    "type",
    "canonical",
    "via",
    "rights",
    "created",
    "modified",
    "generated",
    "creator",
    "motivation",
    "body",
    "bodyValue",
    "target",
    "stylesheet",
];
const INNER: [&str; 12] = [
    "/body/0",
    "/body/0/type",
    "/body/0/value",
    "/body/1/purpose",
    "/body/2/id",
    "/body/2",
    "/target/0/source",
    "/target/0/selector",
    "/target/0/selector/0",
    "/target/0/selector/1/start",
    "/target/0/selector/2/exact",
    "/target/0/selector/2/prefix",
];

#[test]
fn a_change_leaves_every_other_key_alone() {
    let original = hypothesis_like();
    let (mut notebook, state) = read_one(&original);
    let note = notebook.notes().next().unwrap();
    let edit = note.edit(stamp(9, "我"), Snapshot { text: "更好".to_owned(), ..state });
    notebook.insert(edit);
    let written = items(&notebook)[0].clone();
    for key in ["@context", "id", "custom:rating", "rights", "creator", "created", "target"] {
        assert_eq!(written[key], original[key], "{key}");
    }
    let body = written["body"].as_array().unwrap();
    assert!(
        body.contains(
            &json!({"type": "TextualBody", "value": "更好", "format": "text/markdown", "lang:x": 1})
        )
    );
    assert!(body.contains(&original["body"][1]) && body.contains(&original["body"][2]));
    let text = write(&Export { notebook: &notebook, report: None, by: None, names: true });
    assert_eq!(read(&text).unwrap().notebook, notebook);
}

#[test]
fn every_shape_of_file_is_read() {
    let one = json!({"id": "urn:x:1", "type": "Annotation", "target": "https://e.org/"});
    let two = json!({"@id": "urn:x:2", "@type": "oa:Annotation", "target": "https://e.org/"});
    let page = json!({"type": "AnnotationPage", "items": [one, two]});
    for (file, count) in [
        (one.clone(), 1),
        (json!([one, two]), 2),
        (page.clone(), 2),
        (json!({"type": "AnnotationCollection", "first": page}), 2),
        (json!({"type": ["BasicContainer", "AnnotationCollection"], "items": [one]}), 1),
        (json!({"@graph": [one, two]}), 2),
        (json!({"type": "AnnotationCollection", "total": 0}), 0),
        (json!([]), 0),
    ] {
        let import = read(&file.to_string()).unwrap();
        assert_eq!((import.notebook.ids().count(), import.problems.len()), (count, 0), "{file}");
    }
}

#[test]
fn reading_twice_adds_nothing_and_order_of_keys_is_nothing() {
    let text =
        json!([{"type": "Annotation", "target": "https://e.org/", "bodyValue": "无名"}, hypothesis_like()]);
    let once = read(&text.to_string()).unwrap().notebook;
    let mut twice = once.clone();
    twice.union(&read(&text.to_string()).unwrap().notebook);
    assert_eq!(twice, once);

    let turned = json!([{"bodyValue": "无名", "target": "https://e.org/", "type": "Annotation"}]);
    twice.union(&read(&turned.to_string()).unwrap().notebook);
    assert_eq!(twice, once);
}

#[test]
fn canonical_names_a_note_whoever_passes_it_on() {
    let item =
        |id: &str| json!({"id": id, "canonical": "https://a.org/1", "type": "Annotation", "target": "x:y"});
    let (mut notebook, _) = read_one(&item("https://a.org/1"));
    notebook.union(&read_one(&item("https://mirror.org/9")).0);
    assert_eq!(notebook.ids().collect::<Vec<_>>(), [note_id("https://a.org/1")]);
    // Whoever made it, we invent no canonical for it.
    let (plain, _) = read_one(&json!({"id": "https://a.org/2", "type": "Annotation", "target": "x:y"}));
    let note = plain.notes().next().unwrap();
    let mut edited = plain.clone();
    edited.insert(note.edit(stamp(3, "我"), Snapshot { text: "评".to_owned(), ..note.state.clone() }));
    assert_eq!(items(&edited)[0].get("canonical"), None);
}

#[test]
fn a_newer_state_of_a_foreign_note_merges_with_what_was_done_to_it_here() {
    let (mut notebook, state) = read_one(&hypothesis_like());
    let note = notebook.notes().next().unwrap();
    let mut mine = state;
    mine.tags.insert("我的".to_owned());
    notebook.insert(note.edit(stamp(2_000_000_000, "我"), mine));
    let mut newer = hypothesis_like();
    newer["modified"] = json!("2024-03-02T03:04:05+00:00");
    newer["body"][0]["value"] = json!("改了");
    notebook.union(&read_one(&newer).0);
    let note = notebook.notes().next().unwrap();
    assert_eq!((note.state.text.as_str(), note.conflicts.len()), ("改了", 0));
    assert!(note.state.tags.contains("我的"));
}

#[test]
fn a_foreign_reply_answers_its_parent() {
    let parent = json!({"id": "https://a.org/1", "type": "Annotation", "target": "https://e.org/"});
    let reply = json!({"id": "https://a.org/2", "type": "Annotation", "motivation": "replying",
        "body": {"type": "TextualBody", "value": "同意"}, "target": "https://a.org/1"});
    let notebook = read(&json!([parent, reply]).to_string()).unwrap().notebook;
    let replies: Vec<_> = notebook.notes().filter_map(|note| note.state.reply_to).collect();
    assert_eq!(replies, [note_id("https://a.org/1")]);
}

#[test]
fn texts_and_tags_of_any_body() {
    let check = |body: Value, text: &str, tags: &[&str]| {
        let (_, state) = read_one(&json!({"type": "Annotation", "target": "x:y", "body": body}));
        assert_eq!(state.text, text);
        assert_eq!(state.tags.iter().map(String::as_str).collect::<Vec<_>>(), tags);
    };
    check(json!([{"value": "一"}, {"value": "二"}]), "一\n\n二", &[]);
    check(json!("https://example.org/a"), "", &[]);
    check(json!("就是文字"), "就是文字", &[]);
    check(json!({"type": "TextualBody", "purpose": ["tagging", "describing"], "value": "#绿 "}), "", &["绿"]);
    check(json!({"type": "SpecificResource", "purpose": "tagging", "source": {"value": "水"}}), "", &["水"]);
    check(json!({"type": "Choice", "items": [{"value": "中"}, {"value": "en"}]}), "中", &[]);
    check(json!([{"type": "TextualBody", "value": 5}, null, [], {"type": "Dataset", "data": []}]), "", &[]);
}

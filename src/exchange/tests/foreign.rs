//! Files of other programs: read whatever their shape, written back as they came.

use serde_json::{Value, json};

use crate::{
    exchange::web_annotation::{Export, note_id, read, write},
    note::{Notebook, Snapshot, tests::stamp},
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
        "created": "2024-01-02T03:04:05.678901+00:00", "modified": "2024-02-02T03:04:05+00:00",
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
        json!({"type": "Annotation", "target": "https://example.org/", "bodyValue": "短评"}),
        json!({"target": {"selector": {"type": "SvgSelector", "value": "<svg/>"}, "z": 1, "a": 2}, "body": []}),
        json!({"id": "urn:uuid:0e1a1a52-9a3c-4c7e-8f0e-2b1d6e5a4c3b", "canonical": "https://a.org/1", "via": ["x:y"],
               "type": ["Annotation", "my:Note"], "motivation": "linking", "body": "https://example.org/b",
               "target": {"id": "https://example.org/t", "type": "Text"}, "created": "long ago"}),
    ] {
        let (notebook, _) = read_one(&item);
        let written = items(&notebook);
        // Compared as text: the order of the keys stays, too.
        assert_eq!(written[0].to_string(), item.to_string());
    }
}

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

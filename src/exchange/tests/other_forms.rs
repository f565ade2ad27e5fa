//! Notes in the forms of other programs: in and out.

use serde_json::{Value, json};

use super::{many_notes, musts};
use crate::{
    exchange::{
        ReportCard, any, hypothesis,
        left_out::is_correction_alone,
        markdown, notes_table,
        placed::Places,
        readium,
        web_annotation::{self, Export},
    },
    note::{Colour, Note, NoteId, Notebook, Snapshot, tests::stamp},
    report::parse,
    text::{Encoding, SourceText},
};

fn export(notebook: &Notebook) -> Export<'_> {
    Export { notebook, report: None, by: None, names: true }
}

fn read(file: &Value) -> Notebook {
    let import = any::read(&file.to_string()).unwrap();
    assert_eq!(import.problems, []);
    import.notebook
}

fn only(notebook: &Notebook) -> Note {
    let mut notes = notebook.notes();
    let note = notes.next().unwrap();
    assert!(notes.next().is_none());
    note
}

fn hypothesis_row() -> Value {
    json!({
        "id": "Xy12", "created": "2024-03-01T01:02:03.5+00:00", "updated": "2024-03-02T01:02:03+00:00",
        "user": "acct:li@example.org", "uri": "https://example.org/report", "text": "要**核对**", "tags": ["增长", ""],
        "group": "abc", "permissions": {"read": ["group:abc"]}, "flagged": false,
        "target": [{"source": "https://example.org/report", "selector": [
            {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 3, "endContainer": "/p[1]", "endOffset": 7},
            {"type": "TextPositionSelector", "start": 3, "end": 7},
            {"type": "TextQuoteSelector", "exact": "增长6%", "prefix": "总值", "suffix": "，"},
        ]}],
        "user_info": {"display_name": "李"}, "document": {"title": ["报告"]},
    })
}

fn hypothesis_reply() -> Value {
    json!({
        "id": "Zz9", "created": "2024-03-03T01:02:03+00:00", "updated": "2024-03-03T01:02:03+00:00",
        "user": "acct:wang@example.org", "uri": "https://example.org/report", "text": "已核对", "tags": [],
        "references": ["Q0", "Xy12"], "target": [{"source": "https://example.org/report"}],
    })
}

fn readium_item() -> Value {
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:uuid:00000000-0000-0000-0000-0000000000aa",
        "created": "2024-03-01T01:02:03Z", "type": "Annotation",
        "creator": {"id": "urn:uuid:00000000-0000-0000-0000-0000000000bb", "type": "Person", "name": "王"},
        "body": {"type": "TextualBody", "value": "很好", "tag": "民生", "highlight": "underline", "color": "#2f70c8"},
        "target": {"source": "chapter1.xhtml", "meta": {"headings": [{"level": 1, "txt": "一"}]}, "selector": [
            {"type": "ProgressionSelector", "value": 0.25},
            {"type": "TextQuoteSelector", "exact": "老楼加装电梯", "prefix": "", "suffix": ""},
        ]},
    })
}

fn readium_set(items: &Value) -> Value {
    json!({"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:uuid:1", "type": "AnnotationSet",
           "about": {"dc:title": "报告"}, "items": items})
}

#[test]
fn hypothesis_rows_are_read_in_each_of_their_files() {
    let row = hypothesis_row();
    let files = [
        json!({"rows": [row], "total": 1}),
        json!({"export_date": "2024-04-01", "export_userid": "acct:li@example.org", "annotations": [row]}),
        json!([row]),
        row.clone(),
    ];
    for file in files {
        let note = only(&read(&file));
        let state = &note.state;
        assert_eq!((state.text.as_str(), state.target.quote.exact.as_str()), ("要**核对**", "增长6%"));
        assert_eq!(state.tags.iter().collect::<Vec<_>>(), ["增长"]);
        assert_eq!((note.creator.name.as_str(), note.creator.id.as_str()), ("李", "acct:li@example.org"));
        // UTF-16 units of a web page are no place in our source.
        assert_eq!(state.target.position, None);
    }
}

#[test]
fn an_unchanged_hypothesis_row_is_written_as_it_came() {
    let rows = json!([hypothesis_row(), hypothesis_reply()]);
    let notebook = read(&rows);
    let file: Value = serde_json::from_str(&hypothesis::write(&export(&notebook))).unwrap();
    assert_eq!(file["annotations"], rows);
    // By way of our own form, too.
    let ours = web_annotation::write(&export(&notebook));
    let again = any::read(&ours).unwrap().notebook;
    assert_eq!(hypothesis::write(&export(&again)), hypothesis::write(&export(&notebook)));
}

#[test]
fn what_other_programs_wrote_keeps_every_must() {
    let mut notebook = read(&json!([hypothesis_row(), hypothesis_reply()]));
    let mut item = readium_item();
    // The model knows no progression: a program that writes one breaks it, and we keep what it wrote.
    item["target"]["selector"] = json!([{"type": "TextQuoteSelector", "exact": "老楼加装电梯"}]);
    // So does an address inside a book, which no program but the book's own can make whole.
    item["target"]["source"] = "https://example.org/chapter1.xhtml".into();
    notebook.union(&read(&readium_set(&json!([item]))));
    let file: Value = serde_json::from_str(&web_annotation::write(&export(&notebook))).unwrap();
    assert_eq!(musts::items(&file).len(), 3);
    for item in musts::items(&file) {
        musts::check_item(item, &file["@context"]);
    }
}

#[test]
fn a_changed_hypothesis_row_keeps_what_the_change_does_not_touch() {
    let mut notebook = read(&hypothesis_row());
    let note = only(&notebook);
    let state = Snapshot { text: "核对过了".to_owned(), ..note.state.clone() };
    notebook.insert(note.edit(stamp(9_999_999_999, "乙"), state));
    let file: Value = serde_json::from_str(&hypothesis::write(&export(&notebook))).unwrap();
    let row = &file["annotations"][0];
    assert_eq!(row["text"], "核对过了");
    for key in ["id", "created", "user", "uri", "group", "permissions", "flagged", "target", "document"] {
        assert_eq!(row[key], hypothesis_row()[key], "{key}");
    }
}

#[test]
fn a_hypothesis_reply_answers_its_parent() {
    let notebook = read(&json!([hypothesis_row(), hypothesis_reply()]));
    let reply = notebook.notes().find(|note| note.state.reply_to.is_some()).unwrap();
    let parent = notebook.note(reply.state.reply_to.unwrap()).unwrap();
    assert_eq!(parent.state.target.quote.exact, "增长6%");
}

#[test]
fn a_readium_annotation_keeps_tag_colour_and_unknown_selectors() {
    let notebook = read(&readium_set(&json!([readium_item()])));
    let note = only(&notebook);
    assert_eq!(note.id, web_annotation::note_id("urn:uuid:00000000-0000-0000-0000-0000000000aa"));
    assert_eq!(note.state.text, "很好");
    assert_eq!(note.state.tags.iter().collect::<Vec<_>>(), ["民生"]);
    assert_eq!(note.state.colour, Colour::Azurite);
    assert_eq!(note.state.target.other_selectors, [json!({"type": "ProgressionSelector", "value": 0.25})]);
    let file: Value = serde_json::from_str(&readium::write(&export(&notebook))).unwrap();
    assert_eq!(file["items"][0]["body"]["highlight"], "underline");
    assert_eq!(file["items"][0]["body"]["color"], "#2f70c8");
    assert_eq!(file["items"][0]["body"]["tag"], "民生");
}

/// What Thorium's JSON schema of a set requires.
fn assert_is_readium(file: &Value) {
    let is_iri = |value: &Value| value.as_str().is_some_and(|text| text.contains(':'));
    assert_eq!(
        (&file["@context"], &file["type"]),
        (&json!(web_annotation::CONTEXT), &json!("AnnotationSet"))
    );
    assert!(is_iri(&file["id"]) && file["about"].is_object());
    for item in file["items"].as_array().unwrap() {
        assert_eq!(
            (&item["@context"], &item["type"]),
            (&json!(web_annotation::CONTEXT), &json!("Annotation"))
        );
        assert!(is_iri(&item["id"]) && item["created"].is_string());
        if let Some(creator) = item.get("creator") {
            assert!(is_iri(&creator["id"]) && creator["type"] == "Person");
        }
        assert!(item["body"]["type"] == "TextualBody" && item["body"]["value"].is_string());
        for key in ["tag", "color", "format"] {
            assert!(item["body"].get(key).is_none_or(Value::is_string));
        }
        assert!(item["target"]["source"].is_string());
        assert!(item["target"]["selector"].as_array().unwrap().iter().all(|s| s["type"].is_string()));
    }
}

#[test]
fn a_thousand_notes_keep_readiums_schema_and_come_back() {
    let notebook = many_notes(1000);
    let file: Value = serde_json::from_str(&readium::write(&export(&notebook))).unwrap();
    assert_is_readium(&file);
    let back = any::read(&file.to_string()).unwrap();
    let has_place = |note: &Note| note.state.reply_to.is_none() && !is_correction_alone(&note.state);
    let roots = notebook.notes().filter(has_place).count();
    // Selectors of the random notes may be no objects, which the schema forbids and the reader refuses.
    assert!(back.notebook.notes().count() + back.problems.len() >= roots);
}

#[test]
fn hypothesis_and_back_keeps_what_people_wrote() {
    let notebook = many_notes(300);
    let text = hypothesis::write(&export(&notebook));
    let back = any::read(&text).unwrap().notebook;
    for note in notebook.notes().filter(|note| !is_correction_alone(&note.state)) {
        let other = back.note(note.id).unwrap_or_else(|| panic!("{} is lost", note.id));
        // An answer is about its parent, and a quotation of nothing is none.
        let quote = &note.state.target.quote;
        if note.state.reply_to.is_none() && !quote.exact.is_empty() {
            assert_eq!(other.state.target.quote, *quote);
        }
        assert_eq!(other.state.text.trim(), note.state.text.trim());
    }
}

#[test]
fn files_without_names_hold_none() {
    let names = ["acct:li", "李", "acct:wang", "王"];
    for file in [json!([hypothesis_row(), hypothesis_reply()]), readium_set(&json!([readium_item()]))] {
        let notebook = read(&file);
        let export = Export { names: false, ..export(&notebook) };
        let files = [
            web_annotation::write(&export),
            hypothesis::write(&export),
            readium::write(&export),
            markdown::write(&export, None),
            notes_table::write(&export, None),
        ];
        for text in files {
            for name in names {
                assert!(!text.contains(name), "{name} in {text}");
            }
        }
    }
}

#[test]
fn a_table_starts_with_a_mark_and_runs_no_formula() {
    let mut row = hypothesis_row();
    row["text"] = "=HYPERLINK(\"http://e.org\")".into();
    row["tags"] = json!(["+1", "a,b"]);
    let notebook = read(&row);
    let table = notes_table::write(&export(&notebook), None);
    assert!(table.starts_with("\u{feff}id,section,quote,"));
    assert!(table.contains(",\"'=HYPERLINK(\"\"http://e.org\"\")\","), "{table}");
    assert!(table.contains("\"'+1; a,b\""), "{table}");
}

#[test]
fn a_text_follows_the_report() {
    let report = parse(SourceText::new(
        "政府工作报告\n\n一、去年工作回顾\n\n地区生产总值增长5%，社会保持稳定。\n\n二、今年主要任务\n\n推动老楼加装电梯三十部。\n".to_owned(),
        Encoding::Utf8,
    ));
    let mut notebook = read(&json!([hypothesis_row(), hypothesis_reply()]));
    notebook.union(&read(&readium_set(&json!([readium_item()]))));
    let places = Places::new(&report, &notebook);
    let card = ReportCard::new(&report, false);
    let export = Export { report: Some(&card), ..export(&notebook) };
    expect_test::expect![[r"
        # 政府工作报告

        ## 一、去年工作回顾

        > 增长6%

        要\*\*核对\*\*

        — 李 · 2024-03-02 · \#增长 · 数字已变：6% → 5%
        >
        > 已核对
        >
        > — wang · 2024-03-03

        ## 二、今年主要任务

        > 老楼加装电梯

        很好

        — 王 · 2024-03-01 · \#民生
    "]]
    .assert_eq(&markdown::write(&export, Some(&places)));
}

/// Every file that these tests know to be good.
pub(super) fn good_files() -> Vec<Value> {
    let notebook = many_notes(8);
    vec![
        json!({"rows": [hypothesis_row(), hypothesis_reply()], "total": 2}),
        json!([hypothesis_row(), hypothesis_reply()]),
        readium_set(&json!([readium_item(), readium_item()])),
        serde_json::from_str(&web_annotation::write(&export(&notebook))).unwrap(),
        serde_json::from_str(&readium::write(&export(&notebook))).unwrap(),
    ]
}

#[test]
fn names_of_notes_are_those_of_their_files() {
    let id = |file: &Value| only(&read(file)).id;
    assert_eq!(id(&hypothesis_row()), NoteId::derived("https://hypothes.is/a/Xy12"));
}

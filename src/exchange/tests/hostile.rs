//! Files that are broken or mean harm: a sentence, no panic, and the good items are still read.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::many_notes;
use crate::{
    exchange::{
        ReadError, Reason, revision,
        web_annotation::{Export, read, write},
    },
    note::{
        Revision,
        tests::{NOTE, arbitrary, snapshot, stamp},
    },
};

fn check(text: &str, sentence: &str) {
    assert_eq!(read(text).unwrap_err().to_string(), sentence);
}

#[test]
fn a_file_that_cannot_be_read_says_why_and_where() {
    check("", "the file is empty");
    check(" \n\t", "the file is empty");
    check("<html>", "line 1, column 1 is not JSON");
    check("{\"a\": 1,\n \"b\": oops}", "line 2, column 7 is not JSON");
    check("{\"type\": \"Annotation\",\n", "the file ends too soon, in line 2: it was cut off");
    check(&"[".repeat(10_000), "line 1 is nested too deeply");
    check("7", "the file holds no notes but a number");
    check("null", "the file holds no notes but a single word");
    check("{}", "the file holds no notes but an object without a type");
    check("{\"type\": \"FeatureCollection\"}", "the file holds no notes but FeatureCollection");
    check(
        "{\"type\": \"AnnotationCollection\", \"meipi:version\": 9}",
        "the file has version 9, which is newer than this program",
    );
    assert_eq!(read("\u{feff}[]").unwrap().problems, []);
}

#[test]
fn a_file_of_more_than_100_megabytes_is_not_even_parsed() {
    let text = " ".repeat(100_000_001);
    assert_eq!(read(&text), Err(ReadError::TooLarge { bytes: 100_000_001 }));
}

#[test]
fn one_bad_item_blocks_no_other() {
    let good = json!({"type": "Annotation", "target": "https://e.org/"});
    let file = json!([
        3, good, {"type": "Annotation"}, {"type": "Person", "id": "urn:x:p"}, "https://e.org/page2", [],
        {"type": "Annotation", "target": 5}, {"meipi:revisions": [{"v": 1}, {"v": 7}]},
    ]);
    let import = read(&file.to_string()).unwrap();
    assert_eq!(import.notebook.ids().count(), 1);
    let problems: Vec<(usize, String)> =
        import.problems.iter().map(|problem| (problem.item, problem.reason.to_string())).collect();
    assert_eq!(
        problems.iter().map(|(item, reason)| (*item, reason.as_str())).collect::<Vec<_>>(),
        [
            (1, "it is not an object"),
            (3, "it has no target"),
            (4, "it is not an annotation but Person"),
            (5, "it is not in the file but at https://e.org/page2"),
            (6, "it is not an object"),
            (7, "it has no target"),
            (8, "one of its revisions cannot be read: id: expected a UUID"),
            (8, "one of its revisions cannot be read: version 7 is newer than this program"),
        ]
    );
    assert_eq!(import.problems[2].id.as_deref(), Some("urn:x:p"));
}

#[test]
fn a_history_without_end_is_cut() {
    let mut revisions = Vec::new();
    for n in 1..3000 {
        let mut revision = Revision::first(stamp(n, "甲"), NOTE, snapshot("一"));
        revision.parents = (1..n.min(3)).map(|parent| stamp(parent, "").id).collect();
        revisions.push(revision::to_value(&revision));
    }
    let import = read(&json!([{"meipi:revisions": revisions}]).to_string()).unwrap();
    assert_eq!(import.notebook.history(NOTE).len(), 2000);
    assert_eq!(import.problems[0].reason, Reason::TooLong { limit: 2000 });
}

/// Puts `poison` in the place of each value of `file` in turn.
fn poisoned(file: &Value, poison: &Value, out: &mut Vec<Value>) {
    fn places(value: &Value, at: &str, out: &mut Vec<String>) {
        out.push(at.to_owned());
        let inside: Vec<(String, &Value)> = match value {
            Value::Array(items) => items.iter().enumerate().map(|(i, v)| (i.to_string(), v)).collect(),
            Value::Object(map) => {
                map.iter().map(|(k, v)| (k.replace('~', "~0").replace('/', "~1"), v)).collect()
            }
            _ => Vec::new(),
        };
        for (key, value) in inside {
            places(value, &format!("{at}/{key}"), out);
        }
    }
    let mut all = Vec::new();
    places(file, "", &mut all);
    for place in all {
        let mut copy = file.clone();
        *copy.pointer_mut(&place).unwrap() = poison.clone();
        out.push(copy);
    }
}

#[test]
fn whatever_stands_anywhere_in_a_file_does_no_harm() {
    let text = write(&Export { notebook: &many_notes(3), report: None, by: None, names: true });
    let file: Value = serde_json::from_str(&text).unwrap();
    let script = "<script>alert(1)</script>";
    for poison in [json!(null), json!(-1), json!(1e300), json!(script), json!([[]]), json!({"": {}})] {
        let mut files = Vec::new();
        poisoned(&file, &poison, &mut files);
        assert!(files.len() > 100);
        for file in files {
            if let Ok(import) = read(&file.to_string()) {
                // What was read can be shown, written and read again.
                let export = Export { notebook: &import.notebook, report: None, by: None, names: true };
                assert_eq!(read(&write(&export)).unwrap().notebook, import.notebook);
            }
        }
    }
}

proptest! {
    #[test]
    fn any_text_and_any_json_is_survived(text in ".{0,60}", value in arbitrary::json()) {
        let _ = read(&text);
        let _ = read(&json!([{"type": "Annotation", "target": value, "body": value, "creator": value, "id": value}]).to_string());
    }

    #[test]
    fn a_file_cut_off_anywhere_changes_nothing(share in 0usize..1000) {
        let text = write(&Export { notebook: &many_notes(3), report: None, by: None, names: true });
        let mut end = text.trim_end().len() * share / 1000;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let cut_off = matches!(read(&text[..end]), Err(ReadError::CutOff { .. } | ReadError::Empty));
        prop_assert!(cut_off);
    }
}

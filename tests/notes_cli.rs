//! The command line on notes, as a person or a script runs it.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail the test")]

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

/// A folder of its own for each test.
struct Desk(PathBuf);

impl Desk {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("meipi-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.0.join(name)).ok()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_meipi")).args(arguments).current_dir(&self.0).output().unwrap()
    }

    /// Runs a command, and answers its exit status and what it printed on each stream.
    fn check(&self, arguments: &[&str], status: i32) -> (String, String) {
        let output = self.run(arguments);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let (out, err) = (text(output.stdout), text(output.stderr));
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {out}{err}");
        (out, err)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const REPORT: &str = "政府工作报告\n\n一、去年工作回顾\n\n全区生产总值增长5.5%左右，新\n\n增就业1200万人。\n";

fn annotation(id: &str, exact: &str, position: Option<(usize, usize)>) -> Value {
    let mut selector = vec![json!({"type": "TextQuoteSelector", "exact": exact, "prefix": "全区生产总值"})];
    if let Some((start, end)) = position {
        selector.push(json!({"type": "TextPositionSelector", "start": start, "end": end}));
    }
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": id, "type": "Annotation", "created": "2024-01-01T00:00:00Z",
        "body": {"type": "TextualBody", "value": "批注"},
        "target": {"source": "https://example.org/report", "selector": selector},
    })
}

#[test]
fn anchor_prints_one_line_a_note() {
    let desk = Desk::new("anchor");
    desk.write("报告.txt", REPORT);
    let exact = REPORT.chars().position(|c| c == '全').unwrap();
    let notes = json!([
        annotation("urn:x:1", "增长6%左右", None),
        annotation("urn:x:2", "增长5.5%左右，新\n\n增就业12,000,000人", Some((exact + 6, exact + 30))),
        annotation("urn:x:3", "增长5.5%左右", Some((exact + 6, exact + 14))),
        annotation("urn:x:4", "公园绿地面积", None),
    ]);
    desk.write("批注.json", &notes.to_string());
    let (out, err) = desk.check(&["anchor", "报告.txt", "批注.json"], 0);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let line = |id: &str| lines.iter().find(|line| line["id"] == id).unwrap();
    assert_eq!((lines.len(), err.as_str()), (4, ""));
    let span = json!([exact + 6, exact + 14]);
    assert_eq!(
        line("urn:x:1"),
        &json!({
            "id": "urn:x:1", "state": "number_changed", "span": span, "exact": "增长6%左右",
            "changes": [{"was": "6%左右", "is": "5.5%左右"}], "candidates": [],
        })
    );
    assert_eq!(line("urn:x:2")["state"], "reworded");
    assert_eq!(line("urn:x:3")["state"], "exact");
    assert_eq!(line("urn:x:3")["span"], span);
    assert_eq!((&line("urn:x:4")["state"], &line("urn:x:4")["span"]), (&json!("orphaned"), &Value::Null));
}

#[test]
fn merge_gives_the_same_bytes_in_any_order() {
    let desk = Desk::new("merge");
    for n in 1..=3 {
        let notes =
            json!([annotation(&format!("urn:x:{n}"), "增长", None), annotation("urn:x:0", "就业", None)]);
        desk.write(&format!("{n}.json"), &notes.to_string());
    }
    desk.check(&["merge", "1.json", "2.json", "3.json", "-o", "a.json"], 0);
    desk.check(&["merge", "3.json", "1.json", "2.json", "1.json", "-o", "b.json"], 0);
    desk.check(&["merge", "b.json", "2.json", "a.json", "-o", "c.json"], 0);
    let merged = desk.read("a.json").unwrap();
    assert_eq!(desk.read("b.json").as_ref(), Some(&merged));
    assert_eq!(desk.read("c.json").as_ref(), Some(&merged));
    assert_eq!(serde_json::from_str::<Value>(&merged).unwrap()["total"], 4);
}

#[test]
fn what_fails_is_told_and_the_rest_is_done() {
    let desk = Desk::new("failures");
    desk.write(
        "good.json",
        &json!([annotation("urn:x:1", "增长", None), 7, {"id": "urn:x:2", "type": "Annotation"}]).to_string(),
    );
    desk.write("broken.json", "{\"type\": \"Annotation\",");
    let (_, err) = desk.check(&["merge", "broken.json", "good.json", "-o", "out.json"], 1);
    assert!(err.contains("broken.json: the file ends too soon, in line 1: it was cut off"), "{err}");
    assert!(err.contains("good.json: item 2: it is not an object"), "{err}");
    assert!(err.contains("good.json: item 3 (urn:x:2): it has no target"), "{err}");
    assert_eq!(serde_json::from_str::<Value>(&desk.read("out.json").unwrap()).unwrap()["total"], 1);
}

#[test]
fn nothing_done_leaves_files_alone() {
    let desk = Desk::new("nothing");
    desk.write("报告.txt", REPORT);
    desk.write("out.json", "old");
    desk.write("broken.json", "<html>");
    desk.check(&["merge", "broken.json", "missing.json", "-o", "out.json"], 2);
    desk.check(&["convert", "broken.json", "-o", "out.json", "--to", "w3c"], 2);
    desk.check(&["anchor", "报告.txt", "missing.json"], 2);
    desk.check(&["anchor", "missing.txt", "broken.json"], 2);
    desk.write("bad.json", "[7]");
    desk.check(&["convert", "bad.json", "-o", "out.json", "--to", "csv"], 2);
    assert_eq!(desk.read("out.json").as_deref(), Some("old"));
}

#[test]
fn every_form_is_written_and_each_that_has_notes_is_read_again() {
    let desk = Desk::new("convert");
    desk.write("报告.txt", REPORT);
    desk.write("in.json", &json!([annotation("urn:x:1", "增长5.5%", None)]).to_string());
    for form in ["w3c", "readium", "hypothesis", "markdown", "csv"] {
        let (out, _) =
            desk.check(&["convert", "in.json", "-o", "-", "--to", form, "--report", "报告.txt"], 0);
        desk.check(&["convert", "in.json", "-o", form, "--to", form, "--report", "报告.txt"], 0);
        assert_eq!(desk.read(form).as_ref(), Some(&out));
        assert!(out.contains("增长5.5%") && out.contains("批注"), "{out}");
    }
    for form in ["w3c", "readium", "hypothesis"] {
        let (out, _) = desk.check(&["convert", form, "-o", "-", "--to", "csv"], 0);
        assert!(out.contains("增长5.5%"), "{form}: {out}");
    }
}

#[test]
fn notes_on_another_report_are_said_to_be() {
    let desk = Desk::new("other");
    desk.write("报告.txt", REPORT);
    let quotes = ["推动公共交通优先发展", "完善城市绿道和滨水空间", "鼓励社会力量兴办养老机构"];
    let notes: Vec<Value> =
        (1..).zip(quotes).map(|(n, exact)| annotation(&format!("urn:x:{n}"), exact, None)).collect();
    desk.write("notes.json", &Value::from(notes).to_string());
    let (out, err) = desk.check(&["anchor", "报告.txt", "notes.json"], 0);
    assert_eq!(out.lines().count(), 3);
    assert!(err.contains("notes.json: these notes seem to be on another report than 报告.txt"), "{err}");
}

#[test]
fn corrections_are_applied_where_their_passage_stands() {
    let desk = Desk::new("corrections");
    desk.write("报告.txt", REPORT);
    desk.write("别的.txt", "政府工作报告\n\n全区生产总值增长7%。\n");
    let said = |id: &str, exact: &str, value: &str| {
        let mut item = annotation(id, exact, None);
        item["body"] = json!({"type": "TextualBody", "purpose": "classifying", "value": value});
        item
    };
    let notes = json!([
        said("urn:x:1", "增长5.5%左右", "not a number"),
        said("urn:x:2", "就业1200万人", "number: ratio"),
        said("urn:x:3", "全区生产总值增长6%左右，新增就业1200万人", "not a statement"),
    ]);
    desk.write("批注.json", &notes.to_string());
    let numbers = |out: &str| -> Vec<String> {
        let file: Value = serde_json::from_str(out).unwrap();
        let numbers = file["numbers"].as_array().unwrap();
        numbers
            .iter()
            .map(|n| format!("{} {}", n["text"].as_str().unwrap(), n["kind"].as_str().unwrap()))
            .collect()
    };
    let (out, err) = desk.check(&["extract", "报告.txt"], 0);
    assert_eq!((numbers(&out), err.as_str()), (vec!["5.5%左右 percent".into(), "1200万人 count".into()], ""));
    let (out, err) = desk.check(&["extract", "报告.txt", "--notes", "批注.json"], 0);
    assert_eq!(numbers(&out), ["就业1200万人 ratio"]);
    assert!(err.contains("报告.txt: corrections not applied: 1;"), "{err}");
    let file: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(file["corrections"].as_array().unwrap().len(), 2);
    assert_eq!(file["numbers"][0]["correction"], 1);
    assert_eq!(file["corrections"][1]["says"], "number: ratio");
    let (out, _) = desk.check(&["extract", "报告.txt", "--notes", "批注.json", "--format", "csv"], 0);
    assert!(out.contains(",correction,1,") && out.contains("applied"), "{out}");
    // With several reports, only those that a note names take it.
    let (out, err) = desk.check(&["extract", "报告.txt", "别的.txt", "--notes", "批注.json", "-q"], 0);
    assert!(!out.contains("corrections") && err.is_empty(), "{out}{err}");
}

#[test]
fn a_file_that_is_too_large_is_refused_at_once() {
    let desk = Desk::new("large");
    fs::File::create(desk.0.join("大.json")).unwrap().set_len(100_000_001).unwrap();
    let began = Instant::now();
    let (_, err) = desk.check(&["convert", "大.json", "-o", "-", "--to", "csv"], 2);
    assert_eq!(err, "meipi: 大.json: the file has 100000001 bytes; at most 100000000 can be read\n");
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!(desk.read("-"), None);
}

#[test]
fn what_a_form_has_no_place_for_is_told() {
    let desk = Desk::new("left-out");
    let note = |id: &str, body: Value| {
        let mut note = annotation(id, "增长5.5%左右", None);
        note["body"] = body;
        note
    };
    let correction = json!({"type": "TextualBody", "purpose": "classifying", "value": "not a number"});
    let text = json!({"type": "TextualBody", "value": "请核对"});
    let mut reply = note("urn:x:4", text.clone());
    (reply["motivation"], reply["target"]) = (json!("replying"), json!("urn:x:3"));
    let notes = json!([
        note("urn:x:1", correction.clone()),
        note("urn:x:2", json!([correction, text])),
        note("urn:x:3", text),
        reply,
    ]);
    desk.write("批注.json", &notes.to_string());
    let (_, err) = desk.check(&["convert", "批注.json", "-o", "r.annotation", "--to", "readium"], 0);
    let sentence = "has no place for 2 corrections and 1 answer; a Web Annotation file (--to w3c) has";
    assert_eq!(err, format!("meipi: r.annotation: this form {sentence}\n"));
    let file = |name: &str| serde_json::from_str::<Value>(&desk.read(name).unwrap()).unwrap();
    assert_eq!(
        file("r.annotation")["items"].as_array().unwrap().len(),
        2,
        "words go, and are not taken for more"
    );
    let (_, err) = desk.check(&["convert", "批注.json", "-o", "h.json", "--to", "hypothesis"], 0);
    assert!(err.contains("has no place for 2 corrections;"), "{err}");
    assert_eq!(file("h.json")["annotations"].as_array().unwrap().len(), 3);
    for form in ["w3c", "markdown", "csv"] {
        let (_, err) = desk.check(&["convert", "批注.json", "-o", "all", "--to", form], 0);
        assert_eq!(err, "");
        let written = desk.read("all").unwrap();
        assert!(written.contains("not a number") || written.contains("更正"), "{form}");
    }
}

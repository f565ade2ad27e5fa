//! Files of our own: what is in them, and that nothing gets lost on the way.

use std::time::{Duration, Instant};

use expect_test::expect_file;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::many_notes;
use crate::{
    exchange::{
        ReportCard,
        web_annotation::{Export, read, write},
    },
    note::{
        Agent, Correction, NoteId, Notebook, Revision, Scope, Snapshot,
        tests::{NOTE, arbitrary, cases, desks, notebook, snapshot, stamp},
    },
    text::{Digest, Span},
};

fn export(notebook: &Notebook) -> String {
    write(&Export { notebook, report: None, by: None, names: true })
}

fn nameless(notebook: &Notebook) -> String {
    write(&Export { notebook, report: None, by: None, names: false })
}

fn union(mut a: Notebook, b: &Notebook) -> Notebook {
    a.union(b);
    a
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(64)))]

    #[test]
    fn a_notebook_is_read_as_it_is_written(revisions in proptest::collection::vec(arbitrary::revision(), 0..6)) {
        let notebook = notebook(&revisions);
        let text = export(&notebook);
        let import = read(&text).unwrap();
        prop_assert_eq!(import.problems, []);
        prop_assert_eq!(&import.notebook, &notebook);
        prop_assert_eq!(export(&import.notebook), text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(500)))]

    /// The laws of merging, with files between the people.
    #[test]
    fn files_carry_all_of_a_history(moves in desks::moves(30)) {
        let desks = desks::play(3, &moves);
        let [a, b, c] = [0, 1, 2].map(|i| &desks[i].book);
        let file = |book: &Notebook| read(&export(book)).unwrap().notebook;
        prop_assert_eq!(&file(a), a);
        prop_assert_eq!(&union(a.clone(), &file(a)), a);
        prop_assert_eq!(export(&union(a.clone(), &file(b))), export(&union(file(b), a)));
        let all = union(union(a.clone(), b), c);
        prop_assert_eq!(&union(file(&union(file(a), b)), &file(c)), &all);
        // Names come back from any file that has them.
        let bare = read(&nameless(&all)).unwrap().notebook;
        prop_assert_eq!(&union(bare.clone(), &all), &all);
        prop_assert_eq!(union(all.clone(), &bare), all);
    }
}

#[test]
fn a_file_looks_like_this() {
    let mut state = snapshot("目标偏高");
    state.tags.insert("存疑".to_owned());
    state.target.position = Some(Span::of(12..20));
    state.target.quote.prefix = "计划".to_owned();
    state.target.document.digest = Some(Digest::of("原文"));
    let mut notebook = notebook(&[Revision::first(stamp(1, "甲"), NOTE, state)]);
    let mark = Snapshot { text: String::new(), ..snapshot("") };
    notebook.insert(Revision::first(stamp(2, "乙"), NoteId(uuid::Uuid::from_u128(2)), mark));
    let card = ReportCard {
        title: "政府工作报告".to_owned(),
        digest: Some(Digest::of("原文")),
        fingerprint: Some(Digest::of("正文")),
        text: Some("原文".to_owned()),
    };
    let text = write(&Export { notebook: &notebook, report: Some(&card), by: None, names: true });
    expect_file!["web_annotation.json"].assert_eq(&text);
    let import = read(&text).unwrap();
    assert_eq!((import.notebook, import.report), (notebook, Some(card)));
}

#[test]
fn motivations_say_why() {
    let check = |edit: fn(&mut Snapshot), motivation: Value, bodies: usize| {
        let mut state = snapshot("");
        edit(&mut state);
        let file: Value =
            serde_json::from_str(&export(&notebook(&[Revision::first(stamp(1, "甲"), NOTE, state)])))
                .unwrap();
        let item = &file["first"]["items"][0];
        assert_eq!(item["motivation"], motivation);
        assert_eq!(item.get("body").map_or(0, |body| body.as_array().unwrap().len()), bodies);
    };
    check(|_| (), json!("highlighting"), 0);
    check(|s| s.text.push('评'), json!("commenting"), 1);
    check(|s| s.tags.extend(["一".to_owned(), "二".to_owned()]), json!("tagging"), 2);
    check(|s| s.correction = Some(Correction::NotANumber), json!("classifying"), 1);
    check(
        |s| {
            s.text.push('答');
            s.reply_to = Some(NoteId(uuid::Uuid::from_u128(9)));
        },
        json!("replying"),
        1,
    );
}

#[test]
fn a_correction_survives_a_program_that_knows_only_the_standard() {
    let mut state = snapshot("");
    state.correction = Some(Correction::NumberKind("money".to_owned()));
    let book = notebook(&[Revision::first(stamp(1, "甲"), NOTE, state)]);
    let text = export(&book);
    assert_eq!(read(&text).unwrap().notebook, book);
    let mut item: Value = serde_json::from_str::<Value>(&text).unwrap()["first"]["items"][0].take();
    let correction = |item: &Value| {
        let notebook = read(&item.to_string()).unwrap().notebook;
        notebook.notes().next().and_then(|note| note.state.correction)
    };
    let money = book.note(NOTE).unwrap().state.correction;
    // One that drops the body it does not understand has not taken the correction back.
    let mut without = item.clone();
    without["body"] = json!([{"type": "TextualBody", "purpose": "commenting", "value": "好"}]);
    assert_eq!(correction(&without), money);
    // One that says something else of the passage has corrected it.
    let mut other = item.clone();
    other["body"][0]["value"] = "not a number".into();
    assert_eq!(correction(&other), Some(Correction::NotANumber));
    // Where the history is lost, the body says it alone.
    item.as_object_mut().unwrap().shift_remove("meipi:revisions");
    assert_eq!(correction(&item), money);
}

#[test]
fn a_reply_names_its_parent() {
    let mut state = snapshot("同意");
    state.reply_to = Some(NOTE);
    let reply = Revision::first(stamp(2, "乙"), NoteId(uuid::Uuid::from_u128(2)), state);
    let book = notebook(&[Revision::first(stamp(1, "甲"), NOTE, snapshot("问")), reply]);
    let file: Value = serde_json::from_str(&export(&book)).unwrap();
    assert_eq!(file["first"]["items"][1]["target"], json!(format!("urn:uuid:{NOTE}")));
}

#[test]
fn deletions_travel_but_are_no_items() {
    let first = Revision::first(stamp(1, "甲"), NOTE, snapshot("一"));
    let book = notebook([&first]);
    let gone = book.note(NOTE).unwrap().delete(stamp(2, "甲"));
    let theirs = notebook([&first, &gone]);
    let text = export(&theirs);
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["total"], 0);
    let mut mine = book.clone();
    mine.union(&read(&text).unwrap().notebook);
    assert!(mine.note(NOTE).unwrap().state.deleted);
}

#[test]
fn a_file_without_names_names_nobody_and_merges_with_the_one_with_names() {
    let notebook = many_notes(50);
    let me = Agent { id: "urn:uuid:7".to_owned(), name: "王小明".to_owned() };
    let text = write(&Export { notebook: &notebook, report: None, by: Some(&me), names: false });
    for name in ["王小明", "甲", "乙", "urn:person", "creator"] {
        // The notes' own words may hold these characters; as names they stand in quotation marks.
        assert!(!text.contains(&format!("\"{name}\"")), "{name}");
    }
    let mut merged = read(&text).unwrap().notebook;
    merged.union(&notebook);
    assert_eq!(merged, notebook);
}

#[test]
fn what_another_program_changed_in_an_item_is_a_revision() {
    let mut state = snapshot("原话");
    state.tags.insert("旧".to_owned());
    state.target.scope = Scope::Paragraph;
    let book = notebook(&[Revision::first(stamp(1, "甲"), NOTE, state)]);
    let mut file: Value = serde_json::from_str(&export(&book)).unwrap();
    let item = &mut file["first"]["items"][0];
    item["body"][0]["value"] = json!("别人改的");
    item["body"][1]["value"] = json!("新");
    item["modified"] = json!("2025-03-05T09:30:00Z");
    let import = read(&file.to_string()).unwrap();
    let note = import.notebook.note(NOTE).unwrap();
    assert_eq!((note.state.text.as_str(), note.state.target.scope), ("别人改的", Scope::Paragraph));
    assert_eq!(note.state.tags.iter().collect::<Vec<_>>(), ["新"]);
    let history = import.notebook.history(NOTE);
    assert_eq!((history.len(), history[0].state.text.as_str()), (2, "原话"));
    assert_eq!(read(&file.to_string()).unwrap(), import, "twice is as good as once");

    // Its history stripped, the item is a newer state of the same note.
    let item = file["first"]["items"][0].as_object_mut().unwrap();
    item.remove("meipi:revisions");
    let mut mine = book.clone();
    mine.union(&read(&file.to_string()).unwrap().notebook);
    let note = mine.note(NOTE).unwrap();
    assert_eq!((note.state.text.as_str(), note.conflicts.len(), mine.ids().count()), ("别人改的", 0, 1));
}

#[test]
fn a_note_edited_by_two_is_exported_with_both_hands() {
    let first = Revision::first(stamp(1, "甲"), NOTE, snapshot("一"));
    let note = notebook([&first]).note(NOTE).unwrap();
    let edit = |id, author: &str, text: &str| {
        note.edit(stamp(id, author), Snapshot { text: text.to_owned(), ..note.state.clone() })
    };
    let book = notebook(&[first.clone(), edit(2, "乙", "二"), edit(3, "丙", "三")]);
    let back = read(&export(&book)).unwrap().notebook;
    assert_eq!(back.note(NOTE).unwrap().conflicts, book.note(NOTE).unwrap().conflicts);
    assert_eq!(back.note(NOTE).unwrap().conflicts.len(), 1);
}

#[test]
fn thousands_of_notes_are_written_and_read_in_a_moment() {
    let notebook = many_notes(5000);
    let start = Instant::now();
    let text = export(&notebook);
    let (wrote, bytes) = (start.elapsed(), text.len());
    let import = read(&text).unwrap();
    println!("5,000 notes, {bytes} bytes: written in {wrote:?}, read in {:?}", start.elapsed() - wrote);
    assert_eq!(import.notebook, notebook);
    assert!(start.elapsed() < Duration::from_secs(30), "even unoptimised, on a busy machine");
}

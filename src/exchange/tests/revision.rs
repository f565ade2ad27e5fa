//! The serialised form of revisions and of the undo log.

use expect_test::expect;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{
    exchange::{Malformed, revision, undo},
    note::{
        Action, ActionKind, Anchor, AnchorState, Revision, UndoLog,
        history::{Step, Version},
        tests::{NOTE, arbitrary, snapshot, stamp},
    },
    text::{Encoding, SourceText},
};

proptest! {
    #[test]
    fn a_revision_is_read_as_it_is_written(revision in arbitrary::revision()) {
        let json = revision::write(&revision);
        let read = revision::read(&json).unwrap();
        prop_assert_eq!(&read, &revision);
        prop_assert_eq!(revision::write(&read), json);
    }

    #[test]
    fn no_json_is_misread_or_panics(value in arbitrary::json()) {
        prop_assert!(revision::from_value(value).is_err());
    }

    #[test]
    fn a_log_is_read_as_it_is_written(states in proptest::collection::vec(arbitrary::revision(), 2..6), done in 0usize..4) {
        let version = |r: &Revision| Version { state: r.state.clone(), conflicts: r.unsettled.clone() };
        let step = |pair: &[Revision]| Step { note: pair[0].note, before: version(&pair[0]), after: version(&pair[1]) };
        let actions = states.windows(2).map(|pair| Action { kind: ActionKind::Tags, steps: vec![step(pair)] });
        let log = UndoLog::new(actions.collect(), done);
        prop_assert_eq!(undo::read(&undo::write(&log)).unwrap(), log.clone());
        for action in log.done() {
            prop_assert_eq!(&undo::read_one(&undo::write_action(action)).unwrap(), &**action);
        }
    }
}

#[test]
fn the_form_is_this() {
    let mut state = snapshot("目标偏高");
    state.tags.insert("存疑".to_owned());
    let revision = Revision::first(stamp(1, "甲"), NOTE, state);
    expect![[r#"{"v":1,"id":"00000000-0000-0000-0000-000000000001","note":"00000000-0000-0000-0000-000000000abc","author":{"id":"urn:person:甲","name":"甲"},"at":"1970-01-01T00:00:01Z","state":{"text":"目标偏高","target":{"scope":"passage","quote":{"exact":"新增绿地12公顷"}},"colour":"gamboge","tags":["存疑"]}}"#]]
    .assert_eq(&revision::write(&revision));
}

#[test]
fn keys_of_a_newer_program_survive_an_edit() {
    let mut json = revision::to_value(&Revision::first(stamp(1, "甲"), NOTE, snapshot("一")));
    json["signature"] = json!("abc");
    json["state"]["priority"] = json!(3);
    let read = revision::from_value(json.clone()).unwrap();
    assert_eq!(revision::to_value(&read), json);
    let edited = Revision { state: read.state, ..Revision::first(stamp(2, "乙"), NOTE, snapshot("")) };
    assert_eq!(revision::to_value(&edited)["state"]["priority"], json!(3));
}

#[test]
fn errors_name_the_place() {
    let check = |pointer: &str, value: Value, error: &str| {
        let mut json = revision::to_value(&Revision::first(stamp(1, "甲"), NOTE, snapshot("一")));
        *json.pointer_mut(pointer).unwrap() = value;
        assert_eq!(revision::from_value(json).unwrap_err().to_string(), error);
    };
    check("/id", json!(5), "id: expected a UUID");
    check("/at", json!("gestern"), "at: expected a time");
    check("/author", json!("甲"), "author: expected an object");
    check("/state", json!(null), "state: expected an object");
    check("/state/target/scope", json!("word"), "state.target.scope: expected a scope");
    check("/state/target/quote/exact", json!(["a"]), "state.target.quote.exact: expected a text");
    check("/state/colour", json!("ochre"), "state.colour: expected a colour");
    check("/v", json!(2), "version 2 is newer than this program");
    assert_eq!(revision::read("{"), Err(Malformed::Unexpected { at: String::new(), expected: "JSON" }));
}

#[test]
fn a_decision_to_leave_is_a_key_of_the_state() {
    let report = crate::report::parse(SourceText::new("新增绿地12公顷。\n".to_owned(), Encoding::Utf8));
    let anchor = Anchor {
        state: AnchorState::Orphaned,
        span: None,
        changes: Vec::new(),
        candidates: Vec::new(),
        difference: Vec::new(),
    };
    let mut state = snapshot("目标偏高");
    state.leave(&anchor, &report);
    let revision = Revision::first(stamp(1, "甲"), NOTE, state);
    let json: Value = serde_json::from_str(&revision::write(&revision)).unwrap();
    assert_eq!(json["state"]["left"], json!({"state": "orphaned", "text": null}));
    let read = revision::from_value(json).unwrap();
    assert!(read.state.is_left(&anchor, &report));
}

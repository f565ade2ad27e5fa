//! Good files of every form with anything wrong in them: any value in any place, cut, nested, with keys twice,
//! numbers that no machine holds, and markup in every text.
//!
//! Must hold of each: it is told in a sentence, or read with a reason for each item that was not; what was read can
//! be written in every form, keeps the standard, and is read again; a notebook is changed by all of it or by nothing.

use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};

use super::{
    musts::{check_item, items},
    other_forms::good_files,
};
use crate::{
    exchange::{
        any, hypothesis, markdown, notes_table,
        placed::Places,
        preview::{Choice, Preview},
        readium,
        web_annotation::{self, Export},
    },
    note::{
        Notebook, Revision,
        tests::{cases, desks},
    },
    report::parse,
    text::{Encoding, SourceText},
};

fn export(notebook: &Notebook) -> Export<'_> {
    Export { notebook, report: None, by: None, names: true }
}

/// Reads a file, compares it with `mine`, and writes whatever it holds in every form.
fn survive(text: &str, mine: &Notebook) {
    let import = match any::read(text) {
        Ok(import) => import,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    for problem in &import.problems {
        assert!(problem.item > 0 && !problem.reason.to_string().is_empty());
    }
    let before = mine.clone();
    let preview = Preview::new(mine, import.notebook.clone(), |_| true);
    assert_eq!(*mine, before, "to look changes nothing");
    assert!(preview.revisions(&Choice::None).is_empty());
    let mut all = mine.clone();
    all.union(&import.notebook);
    for revision in mine.revisions() {
        // Under its own id, or another one if the file has something else by that name.
        let kept = |other: &&Revision| other.state == revision.state;
        assert!(all.history(revision.note).iter().any(kept), "no file takes anything away: {revision:?}");
    }

    let report = parse(SourceText::new("推动老楼加装电梯，增长6%。".to_owned(), Encoding::Utf8));
    let places = Places::new(&report, &import.notebook);
    let export = Export { report: import.report.as_ref(), ..export(&import.notebook) };
    markdown::write(&export, Some(&places));
    notes_table::write(&export, Some(&places));
    for written in [hypothesis::write(&export), readium::write(&export)] {
        assert!(any::read(&written).is_ok());
    }
    let written = web_annotation::write(&export);
    let again = any::read(&written).unwrap();
    assert_eq!((&again.notebook, again.problems.len()), (&import.notebook, 0));
    let file: Value = serde_json::from_str(&written).unwrap();
    items(&file).iter().for_each(|item| check_item(item, &file["@context"]));
}

/// Puts `with` in place of the `at`th value, counted through the whole tree. Answers what is left to count.
fn replace(value: &mut Value, at: usize, with: &Value) -> Option<usize> {
    if at == 0 {
        *value = with.clone();
        return None;
    }
    let mut left = at - 1;
    let children: Box<dyn Iterator<Item = &mut Value>> = match value {
        Value::Array(items) => Box::new(items.iter_mut()),
        Value::Object(map) => Box::new(map.values_mut()),
        _ => return Some(left),
    };
    for child in children {
        left = replace(child, left, with)?;
    }
    Some(left)
}

/// How many values there are in the whole tree.
fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(map) => map.values().map(size).sum::<usize>(),
        _ => 0,
    }
}

/// Texts that stand for JSON which a value cannot hold, and what takes their place in the file.
fn raw() -> [(&'static str, String); 6] {
    [
        ("@many digits@", "123456789012345678901234567890".to_owned()),
        ("@no float@", "1e999".to_owned()),
        ("@tiny@", "-1e-999".to_owned()),
        ("@deep@", format!("{}{}", "[".repeat(100), "]".repeat(100))),
        ("@too deep@", format!("{}1{}", "{\"a\":".repeat(5_000), "}".repeat(5_000))),
        ("@open@", "[[[[".to_owned()),
    ]
}

const MARKUP: &str = "<img src=x onerror=alert(1)><script>alert(1)</script>";

/// What anything may be replaced with.
fn wrong() -> impl Strategy<Value = Value> {
    let whole = [u64::MAX, 1 << 53, 1 << 32, 1 << 31];
    prop_oneof![
        Just(json!(null)),
        Just(json!(true)),
        Just(json!(-1)),
        Just(json!(1e300)),
        Just(json!(0.5)),
        prop::sample::select(whole.to_vec()).prop_map(Value::from),
        Just(json!("")),
        Just(json!(MARKUP)),
        Just(json!("javascript:alert(1)")),
        Just(json!("\u{0}\u{202e}=cmd|' /C calc'!A0")),
        Just(json!("9999-12-31T23:59:59.999999999999+23:59")),
        Just(json!("长".repeat(20_000))),
        Just(json!([])),
        Just(json!([[[]]])),
        Just(json!({})),
        Just(json!({"type": "TextQuoteSelector", "exact": {"type": 3}})),
        Just(json!({"rows": [1], "items": "x", "annotations": {}})),
        prop::sample::select(raw().map(|(name, _)| name).to_vec()).prop_map(Value::from),
    ]
}

/// What is done to the text of a file.
#[derive(Clone, Debug)]
enum Slip {
    CutOff(Index),
    Insert(Index, String),
    /// A key stands twice in its object, first with another value.
    Twice(Index, Value),
    /// A piece of the file stands in it again.
    Again(Index, Index),
}

fn slip() -> impl Strategy<Value = Slip> {
    let index = any::<Index>;
    let signs = prop_oneof!["[\\[\\]{},:\"0-9]{1,4}", any::<String>()];
    prop_oneof![
        1 => index().prop_map(Slip::CutOff),
        2 => (index(), signs).prop_map(|(at, signs)| Slip::Insert(at, signs)),
        3 => (index(), wrong()).prop_map(|(at, value)| Slip::Twice(at, value)),
        1 => (index(), index()).prop_map(|(from, to)| Slip::Again(from, to)),
    ]
}

impl Slip {
    fn happen(&self, text: &mut String) {
        let place = |index: &Index| {
            let at = index.index(text.len() + 1);
            (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
        };
        match self {
            Self::CutOff(at) => text.truncate(place(at)),
            Self::Insert(at, signs) => text.insert_str(place(at), signs),
            Self::Again(from, to) => {
                let (from, to) = (place(from), place(to));
                let piece = text[from.min(to)..from.max(to)].to_owned();
                text.insert_str(from, &piece);
            }
            Self::Twice(at, value) => {
                let keys: Vec<(usize, &str)> = text.match_indices("\":").collect();
                let Some((end, _)) = (!keys.is_empty()).then(|| keys[at.index(keys.len())]) else { return };
                let Some(start) = text[..end].rfind('"') else { return };
                let twin = format!("{}:{value},", &text[start..=end]);
                text.insert_str(start, &twin);
            }
        }
    }
}

/// A good file to which all this happened.
fn spoilt(file: &Value, values: &[(Index, Value)], slips: &[Slip]) -> String {
    let mut file = file.clone();
    for (at, value) in values {
        let at = at.index(size(&file));
        replace(&mut file, at, value);
    }
    let mut text = file.to_string();
    if text.contains("\"@") {
        for (name, json) in raw() {
            text = text.replace(&format!("\"{name}\""), &json);
        }
    }
    slips.iter().for_each(|slip| slip.happen(&mut text));
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(600)))]

    #[test]
    fn whatever_is_wrong_with_a_file_nothing_breaks(
        file in any::<Index>(),
        values in prop::collection::vec((any::<Index>(), wrong()), 0..4),
        slips in prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(slip(), 1..3)],
        mine in desks::moves(8),
    ) {
        let files = good_files();
        let mine = &desks::play(2, &mine)[0].book;
        survive(&spoilt(file.get(&files), &values, &slips), mine);
    }

    /// The same of a real history, as it goes from hand to hand.
    #[test]
    fn a_history_that_came_to_harm_takes_nothing_away(
        moves in desks::moves(20),
        values in prop::collection::vec((any::<Index>(), wrong()), 1..4),
        slips in prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(slip(), 1..3)],
    ) {
        let desks = desks::play(2, &moves);
        let theirs: Value = serde_json::from_str(&web_annotation::write(&export(&desks[1].book))).unwrap();
        survive(&spoilt(&theirs, &values, &slips), &desks[0].book);
    }
}

#[test]
fn every_place_of_every_form_may_hold_anything() {
    let mine = Notebook::default();
    for file in good_files() {
        for at in 0..size(&file) {
            for value in [json!(null), json!(7), json!(MARKUP), json!({})] {
                let mut file = file.clone();
                replace(&mut file, at, &value);
                survive(&file.to_string(), &mine);
            }
        }
    }
}

#[test]
fn markup_in_every_field_stays_text() {
    let script = "<script>alert(1)</script>";
    for file in good_files() {
        for at in 1..120 {
            let mut file = file.clone();
            replace(&mut file, at, &json!(script));
            let Ok(import) = any::read(&file.to_string()) else { continue };
            let text = markdown::write(&export(&import.notebook), None);
            assert!(!text.replace("\\<", "").contains('<'), "{text}");
        }
    }
}

//! The search, on small reports.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::{
    extract,
    note::Status,
    report::{self, Report},
    text::{ByteOffset, Encoding, Offset, SourceText, Span},
    view::{PlacedNote, filter::tests::note},
};

const TEXT: &str = "\
某区政府工作报告
一、2024年工作回顾
去年完成投资1200万元，城镇登记失业率下降0.5个百分点。新增就业3.2万人。
二、2025年主要任务
（一）稳定就业
确保新增就业３万 人以上，投资2000万元。推动老旧小区加装电梯12部。
探索建立共管机制，失业率控制在5%以内。";

struct Bench {
    report: Report,
    findings: extract::Findings,
    notes: Vec<PlacedNote>,
}

fn bench() -> Bench {
    let report = report::parse(SourceText::new(TEXT.to_owned(), Encoding::Utf8));
    let findings = extract::extract(&report);
    let on = |words: &str| report.text.find(words).map(|at| Span::of(at..at + words.len()));
    let mut notes = vec![
        note(1, "陈默", "就业口径是否变化", &["口径"], on("新增就业3.2万人")),
        note(2, "林晓岚", "谁来考核", &["电梯", "口径"], on("确保新增就业")),
        note(3, "陈默", "", &[], on("12部")),
        note(4, "周启明", "放在哪里", &["就业"], None),
    ];
    Arc::make_mut(&mut notes[1].note).state.status = Some(Status::Open);
    notes[2].replies = Arc::new([note(9, "林晓岚", "去年下降不少", &[], None).note]);
    Bench { report, findings, notes }
}

impl Bench {
    fn search(&self, typed: &str) -> Found {
        let ground = Ground { report: &self.report, findings: &self.findings, notes: &self.notes };
        Searcher::new(&self.report).search(ground, &parse(typed))
    }
}

/// What a query finds: words as they stand, `#` numbers, `c` commitments, `n1` notes.
fn check(typed: &str, expect: &[&str]) {
    let bench = bench();
    let found = bench.search(typed);
    let shown: Vec<String> = found
        .hits
        .iter()
        .map(|hit| {
            let words = hit.span.map(|span| bench.report.slice(span)).unwrap_or_default();
            match hit.what {
                What::Text => words.to_owned(),
                What::Number(_) => format!("#{words}"),
                What::Commitment(_) => format!("c {words}"),
                What::Note(id) => format!("n{}", id.0.as_u128()),
            }
        })
        .collect();
    assert_eq!(shown, expect, "{typed}");
}

#[test]
fn words_are_found_in_the_report_and_in_the_notes() {
    check("就业", &["n1", "就业", "就业", "就业", "n4"]);
}

#[test]
fn width_blanks_and_variants_do_not_matter() {
    check("３.２ 万", &["3.2万"]);
    check("新增就业3万", &["新增就业３万"]);
    check("加装 电梯", &["加装电梯"]);
    check("(一)", &["（一）"]);
}

#[test]
fn nothing_is_found_across_paragraphs() {
    check("回顾去年", &[]);
}

#[test]
fn words_that_stand_apart_are_sought_in_one_paragraph() {
    check("电梯 投资", &["投资", "电梯"]);
    check("“电梯投资”", &[]);
    check("电梯 没有的", &[]);
}

#[test]
fn numbers_are_found_by_value_kind_way_and_qualifier() {
    check(">1000万元", &["#1200万元", "#2000万元"]);
    check(">1000万元 确保", &["#2000万元"]);
    check("<=5%", &["#5%以内"]);
    check("=12部", &["#12部"]);
    check("1500万元..1亿元", &["#2000万元"]);
    check("%", &["#0.5个百分点", "#5%以内"]);
}

#[test]
fn what_is_also_a_word_is_sought_as_one_too() {
    check("下降", &["下降", "#0.5个百分点", "n3"]);
    check("“下降”", &["下降", "n3"]);
    check("以上", &["#３万人以上"]);
    check("3万人", &["#３万人以上"]);
}

#[test]
fn commitments_are_found_by_strength_and_what_they_hold() {
    check("刚性 >1000万元", &["c 投资2000万元"]);
    check("探索", &["探索", "c 探索建立共管机制"]);
}

#[test]
fn notes_are_found_by_people_tags_and_state() {
    check("@陈默", &["n1", "n3"]);
    check("@林", &["n2", "n3"]);
    check("#口径 就业", &["n1"]);
    check("#口径 待答复", &["n2"]);
    check("@陈默 =12部", &["n3"]);
    check("#没有", &[]);
    check("周启明", &["n4"]);
}

#[test]
fn nothing_typed_finds_nothing() {
    check("", &[]);
    check("  ", &[]);
}

#[test]
fn one_goes_round_the_hits() {
    let bench = bench();
    let found = bench.search("就业");
    let count = found.hits.len();
    assert_eq!(found.from(ByteOffset::new(0)), Some(0));
    let last = found.hits.iter().rposition(|hit| hit.what == What::Text);
    assert_eq!(found.from(found.hits[last.unwrap()].span.unwrap().start), last);
    assert_eq!(found.step(count - 1, true), Some(0));
    assert_eq!(found.step(0, false), Some(count - 1));
    assert_eq!(Found::default().step(0, true), None);
    assert_eq!(Found::default().from(ByteOffset::new(0)), None);
    assert_eq!(Group::ALL.map(|group| found.count(group)).iter().sum::<usize>(), count);
}

#[test]
fn a_hit_is_shown_with_what_stands_around_it() {
    let bench = bench();
    let at = bench.report.text.find("12部").unwrap();
    let snippet = Snippet::of_report(&bench.report, Span::of(at..at + "12部".len()), (4, 1));
    assert_eq!(
        (snippet.before.as_str(), snippet.hit.as_str(), snippet.after.as_str()),
        ("…加装电梯", "12部", "。")
    );
    let shown = |note: usize, typed: &str| {
        let Snippet { before, hit, after } = Snippet::of_note(&bench.notes[note], &parse(typed), (2, 3));
        format!("{before}[{hit}]{after}")
    };
    assert_eq!(shown(0, "口径"), "就业[口径]是否变…");
    assert_eq!(shown(2, "下降"), "去年[下降]不少");
    assert_eq!(shown(1, "@林"), "[]谁来考…");
}

proptest! {
    #[test]
    fn hits_stand_in_the_order_of_the_text(typed in "[就业口径>万元1%@#陈默刚性下降 ]{0,12}") {
        let bench = bench();
        let found = bench.search(&typed);
        for pair in found.hits.windows(2) {
            prop_assert!(pair[1].span.is_none() || pair[0].span.map(|s| s.start) <= pair[1].span.map(|s| s.start));
        }
        for hit in &found.hits {
            prop_assert!(hit.span.is_none_or(|span| !bench.report.slice(span).is_empty()));
        }
    }
}

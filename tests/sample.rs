//! The sample report against its gold file: blocks with their kinds and places, and the part of each statement.

#![allow(clippy::unwrap_used)] // A test that cannot read its data has nothing to say but that.

use meipi::{
    report::{Block, BlockKind, Part, Report, parse},
    text::{Encoding, Offset, SourceText, Span},
};
use serde_json::Value;

fn sample() -> (Report, Value) {
    let text = include_str!("data/xicheng-2020.txt").to_owned();
    let gold = serde_json::from_str(include_str!("data/xicheng-2020.json")).unwrap();
    (parse(SourceText::new(text, Encoding::Utf8)), gold)
}

fn gold_span(value: &Value) -> (usize, usize) {
    let at = |i: usize| usize::try_from(value[i].as_u64().unwrap()).unwrap();
    (at(0), at(1))
}

fn source_span(report: &Report, span: Span) -> (usize, usize) {
    let span = report.source.code_points(report.to_source(span));
    (span.start.get(), span.end.get())
}

fn kind_name(block: &Block) -> String {
    match block.kind {
        BlockKind::Heading => format!("heading{}", block.level),
        kind => format!("{kind:?}").to_lowercase(),
    }
}

#[test]
fn the_sample_has_the_blocks_of_the_gold() {
    let (report, gold) = sample();
    let expect: Vec<(String, (usize, usize))> = gold["paragraphs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|block| (block["kind"].as_str().unwrap().to_owned(), gold_span(&block["span"])))
        .collect();
    let found: Vec<_> =
        report.blocks.iter().map(|block| (kind_name(block), source_span(&report, block.span))).collect();
    assert_eq!(expect.len(), 78);
    assert_eq!(found, expect);
}

#[test]
fn results_stand_in_the_review_and_commitments_in_the_plan() {
    let (report, gold) = sample();
    for statement in gold["statements"].as_array().unwrap() {
        let (start, end) = gold_span(&statement["spans"][0]);
        let span = report.map.to_text(report.source.bytes(Span::of(start..end)));
        let block = &report.blocks[report.block_at(span.start).unwrap()];
        let part = if statement["kind"] == "result" { Part::Review } else { Part::Plan };
        assert_eq!(block.part, part, "{}", report.slice(span));
    }
}

#[test]
fn the_text_is_whole_and_without_layout() {
    let (report, _) = sample();
    for piece in ["等一批新机制", "低保金1.8亿元", "2020年主要任务", "检查重型柴油车5.7万辆次"]
    {
        assert_eq!(report.text.matches(piece).count(), 1, "{piece}");
    }
    // What is left of the blanks parts an office from a name and English words from each other.
    let blanks: Vec<&str> =
        report.blocks.iter().map(|b| report.slice(b.span)).filter(|t| t.contains(' ')).collect();
    assert_eq!(blanks.len(), 2);
    assert_eq!(meipi::report::name(&report).as_deref(), Some("北京市西城区政府工作报告（2020）"));
}

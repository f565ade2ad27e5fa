//! The bars of the extraction on the sample report, whose every paragraph two labellers have read.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test that cannot read its files fails, and that is right")]

use meipi::{
    exchange::findings,
    extract::extract,
    report::parse,
    text::{Encoding, SourceText},
};
use serde_json::Value;

#[path = "accuracy/numbers.rs"]
mod numbers;
#[path = "accuracy/score.rs"]
mod score;
#[path = "accuracy/statements.rs"]
mod statements;

/// The gold file, and what `meipi extract` prints for the report.
fn sample() -> (Value, Value) {
    let gold = serde_json::from_str(include_str!("data/xicheng-2020.json")).unwrap();
    let report = parse(SourceText::new(include_str!("data/xicheng-2020.txt").to_owned(), Encoding::Utf8));
    let json = findings::to_json(&report, &extract(&report), findings::Options::default());
    (gold, serde_json::from_str(&json).unwrap())
}

#[test]
fn numbers_of_the_sample_reach_their_bars() {
    let (gold, found) = sample();
    let figures = numbers::score(&gold, &found);
    let shown = figures.errors.join("\n");
    println!("{shown}\nquantities {:?} F1 {:.4}", figures.quantities, figures.quantities.f1());
    println!("all numbers {:?} F1 {:.4}\n{:?}", figures.all, figures.all.f1(), figures.fields);
    assert!(figures.quantities.f1() >= 0.99, "quantities: F1 {:.4}\n{shown}", figures.quantities.f1());
    assert!(figures.all.f1() >= 0.98, "all numbers: F1 {:.4}\n{shown}", figures.all.f1());
    for (field, share) in figures.fields {
        let bar = if field == "direction" { 0.95 } else { 0.99 };
        assert!(share >= bar, "{field}: {share:.4} right\n{shown}");
    }
}

#[test]
fn statements_of_the_sample_reach_their_bars() {
    let (gold, found) = sample();
    let figures = statements::score(&gold, &found);
    let shown = figures.errors.join("\n");
    println!("{shown}\nresults {:?} F1 {:.4}", figures.results, figures.results.f1());
    println!(
        "commitments {:?} F1 {:.4}\n{:?}",
        figures.commitments,
        figures.commitments.f1(),
        figures.fields
    );
    assert!(figures.results.f1() >= 0.95, "results: F1 {:.4}\n{shown}", figures.results.f1());
    assert!(figures.commitments.f1() >= 0.92, "commitments: F1 {:.4}\n{shown}", figures.commitments.f1());
    for (field, share) in figures.fields {
        let bar = if field == "strength" { 0.90 } else { 0.92 };
        assert!(share >= bar, "{field}: {share:.4} right\n{shown}");
    }
}

#[test]
fn pairs_of_the_sample_reach_their_bars() {
    let (gold, found) = sample();
    let figures = statements::score_pairs(&gold, &found);
    let shown = figures.errors.join("\n");
    println!("{shown}\npairs: recall {:.4}, precision {:.4}", figures.recall, figures.precision);
    assert!(figures.recall >= 0.85, "pairs: recall {:.4}\n{shown}", figures.recall);
    assert!(figures.precision >= 0.80, "pairs: precision {:.4}\n{shown}", figures.precision);
}

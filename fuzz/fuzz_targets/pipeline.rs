//! Any bytes to findings: nothing panics, nothing is lost. With cargo-fuzz and a nightly compiler, starting
//! from the corpus that `tests/corpus.rs` replays:
//!
//! ```text
//! cargo +nightly fuzz run pipeline tests/corpus/pipeline
//! ```

#![no_main]

use libfuzzer_sys::fuzz_target;
use meipi::{extract, intake, report, text::Offset};

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = intake::decode(bytes) else { return };
    let report = report::parse(source);
    let kept: usize = report.map.kept().map(|span| span.len()).sum();
    let dropped: usize = report.dropped.iter().map(|dropped| dropped.span.len()).sum();
    assert_eq!(kept + dropped, report.source.text().len());
    let findings = extract::extract(&report);
    for number in &findings.numbers {
        assert!(number.span.end.get() <= report.text.len() && !report.slice(number.span).is_empty());
    }
    for statement in &findings.statements {
        assert!(!report.slice(statement.span).is_empty());
    }
});

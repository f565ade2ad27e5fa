//! Replays the fuzzer's corpus: what once broke, or may break, a step from bytes to findings.
//!
//! The files are small on purpose and each says in its name what it tries. A file that the fuzzer finds goes
//! to `tests/corpus/pipeline` under such a name.

#![allow(clippy::unwrap_used)] // In a test a failed unwrap is the failure.

use std::{fs, path::Path};

use meipi::{extract, intake, report};

#[test]
fn every_file_of_the_corpus_passes_the_whole_pipeline() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/pipeline");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut read, mut refused) = (0, 0);
    for file in &files {
        match intake::decode(&fs::read(file).unwrap()) {
            Ok(source) => {
                let report = report::parse(source);
                let kept: usize = report.map.kept().map(meipi::text::Span::len).sum();
                let dropped: usize = report.dropped.iter().map(|dropped| dropped.span.len()).sum();
                assert_eq!(kept + dropped, report.source.text().len(), "{}", file.display());
                let findings = extract::extract(&report);
                assert!(findings.numbers.iter().all(|number| !report.slice(number.span).is_empty()));
                assert!(findings.statements.iter().all(|found| !report.slice(found.span).is_empty()));
                read += 1;
            }
            Err(_) => refused += 1,
        }
    }
    assert!(read > 20 && refused > 5, "the corpus is gone: {read} files read, {refused} refused");
}

//! Replays the fuzzers' corpora: what once broke, or may break, a step from bytes to findings, or a file of notes
//! from reading to writing.
//!
//! The files are small on purpose and each says in its name what it tries. A file that a fuzzer finds goes to
//! `tests/corpus/pipeline` or `tests/corpus/notes` under such a name.

#![allow(clippy::unwrap_used)] // In a test a failed unwrap is the failure.

use std::{fs, path::Path};

use meipi::{
    exchange::{
        any, hypothesis, markdown, notes_table,
        placed::Places,
        readium,
        web_annotation::{self, Export},
    },
    extract, intake, report,
    text::{Encoding, SourceText},
};

/// The files of a corpus with their names, in order of names.
fn files(corpus: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(corpus);
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut files: Vec<_> = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn every_file_of_the_corpus_passes_the_whole_pipeline() {
    let (mut read, mut refused) = (0, 0);
    for (name, bytes) in &files("pipeline") {
        match intake::decode(bytes) {
            Ok(source) => {
                let report = report::parse(source);
                let kept: usize = report.map.kept().map(meipi::text::Span::len).sum();
                let dropped: usize = report.dropped.iter().map(|dropped| dropped.span.len()).sum();
                assert_eq!(kept + dropped, report.source.text().len(), "{name}");
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

/// A report in which the corpus' quotations stand.
const REPORT: &str = "今年推广Web 3 平台。老旧小区改造12部电梯。增长率为5%左右。";

/// The same as the fuzzer does: a file is refused in a sentence, or its notes can be anchored, written in every
/// form, and read again as they were.
#[test]
fn every_file_of_notes_is_refused_or_read_and_written() {
    let report = report::parse(SourceText::new(REPORT.to_owned(), Encoding::Utf8));
    let (mut read, mut refused) = (0, 0);
    for (name, bytes) in &files("notes") {
        let import = match std::str::from_utf8(bytes).map(any::read) {
            Ok(Ok(import)) => import,
            Ok(Err(error)) => {
                assert!(!error.to_string().is_empty(), "{name}");
                refused += 1;
                continue;
            }
            Err(_) => continue,
        };
        read += 1;
        let places = Places::new(&report, &import.notebook);
        let export = Export { notebook: &import.notebook, report: None, by: None, names: true };
        let again = any::read(&web_annotation::write(&export)).unwrap();
        assert_eq!(again.notebook, import.notebook, "{name}");
        assert_eq!(again.problems, [], "{name}");
        for text in [hypothesis::write(&export), readium::write(&export)] {
            assert!(any::read(&text).is_ok(), "{name}: {text}");
        }
        assert!(!markdown::write(&export, Some(&places)).contains('\0'), "{name}");
        assert!(!notes_table::write(&export, Some(&places)).is_empty(), "{name}");
    }
    assert!(read > 35 && refused > 8, "the corpus is gone: {read} files read, {refused} refused");
}

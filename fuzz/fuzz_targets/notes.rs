//! Any text as a file of notes: it is refused, or its notes are anchored, written, and read again as they were.
//! With cargo-fuzz and a nightly compiler, starting from the corpus that `tests/corpus.rs` replays:
//!
//! ```text
//! cargo +nightly fuzz run notes tests/corpus/notes
//! ```

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use meipi::{
    exchange::{
        any, hypothesis, markdown, notes_table,
        placed::Places,
        readium,
        web_annotation::{self, Export},
    },
    report::{self, Report},
    text::{Encoding, SourceText},
};

/// A report in which the corpus' quotations stand.
static REPORT: LazyLock<Report> = LazyLock::new(|| {
    let text = "今年推广Web 3 平台。老旧小区改造12部电梯。增长率为5%左右。";
    report::parse(SourceText::new(text.to_owned(), Encoding::Utf8))
});

fuzz_target!(|text: &str| {
    let Ok(import) = any::read(text) else { return };
    let places = Places::new(&REPORT, &import.notebook);
    let export = Export { notebook: &import.notebook, report: None, by: None, names: true };
    let again = any::read(&web_annotation::write(&export)).expect("what is written can be read");
    assert_eq!(again.notebook, import.notebook);
    assert_eq!(again.problems, []);
    for text in [hypothesis::write(&export), readium::write(&export)] {
        any::read(&text).expect("what is written can be read");
    }
    markdown::write(&export, Some(&places));
    notes_table::write(&export, Some(&places));
});

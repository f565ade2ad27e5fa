//! `meipi merge`: the notes of several files in one.

use std::path::PathBuf;

use clap::Args;

use super::{Problem, Tally, notes};
use crate::{
    exchange::{
        ReportCard,
        web_annotation::{Export, write},
    },
    note::Notebook,
};

/// The arguments of `meipi merge`.
#[derive(Args)]
pub struct Merge {
    /// Files of notes, in whatever order.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The file to write, or - for standard output.
    #[arg(long, short, value_name = "OUT")]
    output: PathBuf,
}

impl Merge {
    /// Writes the union of all files. The order in which they are given makes no difference to a byte. A file that
    /// cannot be read is told and left out; if none can, nothing is written.
    pub fn run(self) -> Result<Tally, Problem> {
        let mut notebook = Notebook::default();
        let mut cards = Vec::new();
        let mut tally = Tally::default();
        for path in &self.files {
            match notes::read(path) {
                Ok(import) => {
                    notebook.union(&import.notebook);
                    cards.extend(import.report);
                    tally.done += 1;
                    tally.failed += import.problems.len();
                }
                Err(problem) => {
                    problem.tell();
                    tally.failed += 1;
                }
            }
        }
        if tally.done > 0 {
            let card = choose(cards);
            let export = Export { notebook: &notebook, report: card.as_ref(), by: None, names: true };
            notes::write(&self.output, &write(&export))?;
        }
        Ok(tally)
    }
}

/// The report that the merged file names: one whose text is known, and whichever digest sorts first, so that the
/// files' order has no say.
fn choose(mut cards: Vec<ReportCard>) -> Option<ReportCard> {
    cards.sort_by_key(|card| {
        let fingerprint = card.fingerprint.as_ref().map(ToString::to_string);
        let digest = card.digest.as_ref().map(ToString::to_string);
        (card.text.is_none(), digest.is_none(), digest, fingerprint, card.title.clone())
    });
    cards.into_iter().next()
}

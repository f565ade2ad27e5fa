//! `meipi convert`: notes from one form into another.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Problem, Tally, notes};
use crate::exchange::{
    ReportCard, hypothesis,
    left_out::LeftOut,
    markdown, notes_table,
    placed::Places,
    readium,
    web_annotation::{self, Export},
};

/// The arguments of `meipi convert`.
#[derive(Args)]
pub struct Convert {
    /// Notes in any form that can be read, or - for standard input.
    input: PathBuf,
    /// The file to write, or - for standard output.
    #[arg(long, short, value_name = "OUT")]
    output: PathBuf,
    /// The form to write.
    #[arg(long, value_enum)]
    to: Form,
    /// The report that the notes are about: gives tables and texts its order and headings, and its name to all.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Leave out who wrote what.
    #[arg(long)]
    without_names: bool,
}

/// Forms of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A Web Annotation collection: all there is, history included.
    W3c,
    /// A Readium annotation set, for Thorium Reader: notes as they are now, without answers and corrections.
    Readium,
    /// What Hypothesis' client exports and imports: notes as they are now, without corrections.
    Hypothesis,
    /// A text to read, by the report's headings.
    Markdown,
    /// A table for Excel or WPS.
    Csv,
}

impl Convert {
    /// Converts the notes. Items that cannot be read are told and left out.
    pub fn run(self) -> Result<Tally, Problem> {
        let import = notes::read(&self.input)?;
        let report = self.report.as_deref().map(notes::read_report).transpose()?;
        let places = report.as_ref().map(|report| Places::new(report, &import.notebook));
        let card = report.as_ref().map(|report| ReportCard::new(report, false)).or(import.report);
        let export = Export {
            notebook: &import.notebook,
            report: card.as_ref(),
            by: None,
            names: !self.without_names,
        };
        let text = match self.to {
            Form::W3c => web_annotation::write(&export),
            Form::Readium => readium::write(&export),
            Form::Hypothesis => hypothesis::write(&export),
            Form::Markdown => markdown::write(&export, places.as_ref()),
            Form::Csv => notes_table::write(&export, places.as_ref()),
        };
        notes::write(&self.output, &text)?;
        let left_out = match self.to {
            Form::Readium => LeftOut::count(&import.notebook, true),
            Form::Hypothesis => LeftOut::count(&import.notebook, false),
            Form::W3c | Form::Markdown | Form::Csv => LeftOut::default(),
        };
        if left_out != LeftOut::default() {
            Problem::LeftOut { path: self.output, left_out }.tell();
        }
        Ok(Tally { done: 1, failed: import.problems.len() })
    }
}

//! `meipi extract`: what stands in reports, as JSON or a table.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};

use super::{Problem, Tally, files, notes, progress::Progress};
use crate::{
    exchange::{
        csv,
        findings::{self, Options},
    },
    extract, intake,
    note::{
        Anchor, Claim, Note, Notebook,
        anchor::AnchorIndex,
        correction::{amend, claims},
        kinship::kinship,
    },
    report::{self, Report},
    text::SourceText,
};

/// The arguments of `meipi extract`.
#[derive(Args)]
pub struct Extract {
    /// Reports, folders that hold reports, or - for standard input.
    #[arg(required_unless_present = "files_from")]
    paths: Vec<PathBuf>,
    /// Take the names of more reports from this file, one a line; - is standard input.
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,
    /// How to write what was found.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Apply the corrections in this file of notes. With several reports, each takes those that were made on it.
    #[arg(long, value_name = "FILE")]
    notes: Vec<PathBuf>,
    /// Name the rule and the lexicon entry behind every finding.
    #[arg(long)]
    explain: bool,
    /// Tell errors alone on standard error, no progress.
    #[arg(long, short)]
    quiet: bool,
}

/// Forms of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One object for one file, an array for several files or a folder.
    Json,
    /// One line a file.
    Ndjson,
    /// One table for all files, a row a finding, readable by Excel.
    Csv,
}

impl Extract {
    /// Extracts file after file. One that fails is told and does not stop the others.
    pub fn run(self) -> Result<Tally, Problem> {
        let mut paths = self.paths.clone();
        if let Some(list) = &self.files_from {
            paths.extend(files::read_list(list)?);
        }
        let (files, problems) = files::expand(&paths);
        let mut tally = Tally { done: 0, failed: problems.len() };
        problems.iter().for_each(Problem::tell);
        if files.is_empty() && problems.is_empty() {
            return Err(Problem::NoFiles { folders: paths });
        }
        // The shape depends on what was asked for, not on how many files a folder happens to hold.
        let several = self.files_from.is_some() || paths.len() > 1 || paths.iter().any(|p| p.is_dir());
        let notes = Corrections::read(&self.notes, several)?;
        let mut writer = Writer { format: self.format, several, explain: self.explain, written: 0, notes };
        let mut progress = Progress::new(files.len(), self.quiet);
        let written = files.iter().try_for_each(|path| {
            let bytes = match read(path) {
                Ok((source, bytes)) => {
                    writer.write(path, source)?;
                    tally.done += 1;
                    bytes
                }
                Err(problem) => {
                    progress.clear();
                    problem.tell();
                    tally.failed += 1;
                    0
                }
            };
            progress.step(path, bytes);
            Ok(())
        });
        match written.and_then(|()| writer.finish()).map_err(|cause| Problem::Write { cause }) {
            Err(problem) if !problem.is_closed_pipe() => return Err(problem),
            _ => progress.finish(tally.failed),
        }
        Ok(tally)
    }
}

/// A report's source, and how many bytes its file had.
fn read(path: &Path) -> Result<(SourceText, usize), Problem> {
    let bytes = files::read(path)?;
    let length = bytes.len();
    let source = intake::decode(&bytes).map_err(|cause| Problem::Intake { path: path.to_owned(), cause })?;
    Ok((source, length))
}

/// Writes files' findings in one form. Holds no more than one file at a time.
struct Writer {
    format: Format,
    several: bool,
    explain: bool,
    written: usize,
    notes: Corrections,
}

/// The corrections that reports are read with.
struct Corrections {
    notes: Vec<Note>,
    /// Whether each report takes only those that name it.
    named: bool,
}

impl Corrections {
    fn read(paths: &[PathBuf], named: bool) -> Result<Self, Problem> {
        let mut notebook = Notebook::default();
        for path in paths {
            notebook.union(&notes::read(path)?.notebook);
        }
        let notes = notebook.notes().filter(|note| note.state.correction.is_some()).collect();
        Ok(Self { notes, named })
    }

    /// Those that stand in `report`. Tells of those whose passage is no longer what it was.
    fn claims(&self, path: &Path, report: &Report) -> Vec<Claim> {
        let is_its =
            |note: &&Note| !self.named || kinship(report, &note.state.target.document, None).is_same();
        let notes: Vec<&Note> = self.notes.iter().filter(is_its).collect();
        if notes.is_empty() {
            return Vec::new();
        }
        let index = AnchorIndex::new(report);
        let anchors: Vec<Anchor> = notes.iter().map(|note| index.anchor(&note.state.target)).collect();
        let unsure = anchors.iter().filter(|anchor| anchor.state.asks_for_a_look()).count();
        if unsure > 0 {
            Problem::Unsure { report: path.to_owned(), count: unsure }.tell();
        }
        claims(notes.into_iter().zip(&anchors))
    }
}

impl Writer {
    fn write(&mut self, path: &Path, source: SourceText) -> io::Result<()> {
        let report = report::parse(source);
        let claims = self.notes.claims(path, &report);
        let found = amend(&report, &extract::extract(&report), &claims);
        let name = path.to_string_lossy();
        let options = Options { file: Some(&name), explain: self.explain, claims: &claims };
        let text = match self.format {
            Format::Json => findings::to_json(&report, &found, options),
            Format::Ndjson => findings::to_json_line(&report, &found, options) + "\n",
            Format::Csv => findings::to_csv_rows(&report, &found, options),
        };
        let mut out = io::stdout().lock();
        out.write_all(self.between().as_bytes())?;
        out.write_all(text.as_bytes())?;
        self.written += 1;
        out.flush()
    }

    /// What stands before the next file's findings.
    fn between(&self) -> String {
        match (self.format, self.written) {
            (Format::Json, 0) if self.several => "[\n".to_owned(),
            (Format::Json, n) if n > 0 => ",\n".to_owned(),
            (Format::Csv, 0) => {
                let mut head = csv::BYTE_ORDER_MARK.to_owned();
                csv::write_row(&mut head, findings::CSV_COLUMNS);
                head
            }
            _ => String::new(),
        }
    }

    fn finish(&self) -> io::Result<()> {
        let end = match (self.format, self.written) {
            (Format::Json, 0) if self.several => "[]\n",
            (Format::Json, n) if n > 0 && self.several => "\n]\n",
            (Format::Json, n) if n > 0 => "\n",
            _ => "",
        };
        io::stdout().lock().write_all(end.as_bytes())
    }
}

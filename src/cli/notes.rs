//! Files of notes and reports as commands read and write them.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{Problem, files};
use crate::{
    exchange::{self, Import, ReadError},
    intake,
    report::{self, Report},
};

/// Reads a file of notes in whatever form; `-` is standard input. Items that fail are told, and left out.
pub fn read(path: &Path) -> Result<Import, Problem> {
    let notes = |cause| Problem::Notes { path: path.to_owned(), cause };
    let bytes = files::read(path)?;
    let text = String::from_utf8(bytes).or_else(|error| {
        // JSON is UTF-8 by its standard, but editors save it in what they like.
        match intake::decode(error.as_bytes()) {
            Ok(source) => Ok(source.text().to_owned()),
            Err(cause) => Err(Problem::Intake { path: path.to_owned(), cause }),
        }
    })?;
    let import = exchange::any::read(&text).map_err(notes)?;
    for problem in &import.problems {
        Problem::Item { path: path.to_owned(), problem: problem.clone() }.tell();
    }
    if import.problems.is_empty() || import.notebook.ids().next().is_some() {
        return Ok(import);
    }
    Err(notes(ReadError::NotNotes { found: "items that cannot be read".to_owned() }))
}

/// Reads and parses a report; `-` is standard input.
pub fn read_report(path: &Path) -> Result<Report, Problem> {
    let bytes = files::read(path)?;
    let source = intake::decode(&bytes).map_err(|cause| Problem::Intake { path: path.to_owned(), cause })?;
    Ok(report::parse(source))
}

/// Writes `text` to `path`, or to standard output for `-`. A file is replaced as a whole or not at all.
pub fn write(path: &Path, text: &str) -> Result<(), Problem> {
    let problem = |cause| Problem::WriteFile { path: path.to_owned(), cause };
    if path.as_os_str() == files::STANDARD_INPUT {
        return print(text);
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let draft: PathBuf = path.with_file_name(name);
    fs::write(&draft, text).and_then(|()| fs::rename(&draft, path)).map_err(|cause| {
        // What could not be finished is of no use to anyone; if even that fails, the first cause is told.
        let _ = fs::remove_file(&draft);
        problem(cause)
    })
}

/// Writes `text` to standard output.
pub fn print(text: &str) -> Result<(), Problem> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written.map_err(|cause| Problem::Write { cause }) {
        Err(problem) if !problem.is_closed_pipe() => Err(problem),
        _ => Ok(()),
    }
}

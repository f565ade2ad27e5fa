//! What can go wrong at this door, and the one place that says it to the reader.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{
    exchange::{self, ReadError, left_out::LeftOut},
    intake::IntakeError,
};

/// Why a command, or one of its items, failed. Each sentence names the file.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// A file or folder cannot be read.
    #[error("{}: {}", .path.display(), reason(.cause))]
    Read {
        /// As the reader gave it.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// A file is not text that we can read.
    #[error("{}: {}", .path.display(), advice(.cause))]
    Intake {
        /// As the reader gave it.
        path: PathBuf,
        /// What is wrong with it.
        cause: IntakeError,
    },
    /// Folders were given, and nothing in them is a report.
    #[error("nothing to read: no .txt, .md, .html or .htm file in {}", listed(.folders))]
    NoFiles {
        /// As the reader gave them.
        folders: Vec<PathBuf>,
    },
    /// A file of notes cannot be read.
    #[error("{}: {cause}", .path.display())]
    Notes {
        /// As the reader gave it.
        path: PathBuf,
        /// What is wrong with it.
        cause: ReadError,
    },
    /// An item of a file of notes cannot be read.
    #[error("{}: item {}{}: {}", .path.display(), .problem.item, named(.problem), .problem.reason)]
    Item {
        /// As the reader gave it.
        path: PathBuf,
        /// Which item, and what is wrong with it.
        problem: exchange::Problem,
    },
    /// Notes were made on another report. They are anchored all the same.
    #[error("{}: these notes seem to be on another report than {}; most quotations are not in it", .notes.display(), .report.display())]
    OtherReport {
        /// As the reader gave it.
        report: PathBuf,
        /// As the reader gave it.
        notes: PathBuf,
    },
    /// Corrections are not applied, because a person should look first.
    #[error("{}: corrections not applied: {count}; the passage has changed, or is not there; `meipi anchor` tells which", .report.display())]
    Unsure {
        /// As the reader gave it.
        report: PathBuf,
        /// How many.
        count: usize,
    },
    /// The form that was asked for has no place for some of what there is. The file is written all the same.
    #[error("{}: this form has no place for {}; a Web Annotation file (--to w3c) has", .path.display(), counted(*.left_out))]
    LeftOut {
        /// As the reader gave it.
        path: PathBuf,
        /// What it has no place for.
        left_out: LeftOut,
    },
    /// A file cannot be written.
    #[error("{}: cannot be written: {}", .path.display(), reason(.cause))]
    WriteFile {
        /// As the reader gave it.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// What was found cannot be written.
    #[error("standard output: {}", reason(.cause))]
    Write {
        /// What the system says.
        cause: io::Error,
    },
}

impl Problem {
    pub(super) fn read(path: &Path, cause: io::Error) -> Self {
        Self::Read { path: path.to_owned(), cause }
    }

    /// Whether the reader of our output has gone away (`| head`): no fault, and nobody left to tell.
    pub(super) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Write { cause } if cause.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Tells it on standard error. A standard error that is closed has no reader to miss it.
    pub(super) fn tell(&self) {
        let _ = writeln!(io::stderr().lock(), "meipi: {self}");
    }
}

fn reason(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission is denied".to_owned(),
        _ => cause.to_string(),
    }
}

/// What is wrong with a file's bytes, and what to do about it.
fn advice(cause: &IntakeError) -> String {
    let advice = match cause {
        IntakeError::Empty => "",
        IntakeError::TooLarge { .. } => "; split it into one file a report",
        IntakeError::Foreign(_) => "; save it as text first",
        IntakeError::Binary { .. } | IntakeError::Damaged { .. } => "; save it again as UTF-8 text",
        IntakeError::UnknownEncoding { .. } => "; save it as UTF-8 text",
    };
    format!("{cause}{advice}")
}

/// The name that an item gives itself, in brackets.
fn named(problem: &exchange::Problem) -> String {
    problem.id.as_ref().map(|id| format!(" ({id})")).unwrap_or_default()
}

/// What is left out, in words: 1 correction and 2 answers.
fn counted(left_out: LeftOut) -> String {
    let parts = [(left_out.corrections, "correction"), (left_out.replies, "answer")];
    let told = parts.iter().filter(|(count, _)| *count > 0);
    let words = told.map(|(count, word)| format!("{count} {word}{}", if *count == 1 { "" } else { "s" }));
    words.collect::<Vec<_>>().join(" and ")
}

fn listed(paths: &[PathBuf]) -> String {
    paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_names_the_file_and_the_reason() {
        let problem = Problem::read(Path::new("甲.txt"), io::Error::from(io::ErrorKind::NotFound));
        assert_eq!(problem.to_string(), "甲.txt: there is no such file or folder");
        let problem =
            Problem::Intake { path: PathBuf::from("乙.txt"), cause: IntakeError::Damaged { at: 7 } };
        let sentence = "乙.txt: the UTF-8 text is damaged at byte 7; save it again as UTF-8 text";
        assert_eq!(problem.to_string(), sentence);
    }
}

//! What can go wrong at this door, and the one place that says it to the reader.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
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
    /// A file is not text in an encoding that we know.
    #[error("{}: this is not text in UTF-8; save it as UTF-8 and try again", .path.display())]
    NotText {
        /// As the reader gave it.
        path: PathBuf,
    },
    /// A file holds no text.
    #[error("{}: the file is empty", .path.display())]
    Empty {
        /// As the reader gave it.
        path: PathBuf,
    },
    /// Folders were given, and nothing in them is a report.
    #[error("nothing to read: no .txt, .md, .html or .htm file in {}", listed(.folders))]
    NoFiles {
        /// As the reader gave them.
        folders: Vec<PathBuf>,
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
        io::ErrorKind::PermissionDenied => "you may not read it; check its permissions".to_owned(),
        _ => cause.to_string(),
    }
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
    }
}

//! What reading a file of notes comes to, whatever its format.
//!
//! Must hold: a file that cannot be read changes nothing and says why and where; an item that cannot be read
//! is listed and blocks no other; reading a file twice gives the same revisions.

use thiserror::Error;

use super::json::Malformed;
use crate::{
    note::Notebook,
    report::{self, Report},
    text::{Digest, SourceText},
};

/// A file's notes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// What the file holds.
    pub notebook: Notebook,
    /// The report that the file says its notes are about.
    pub report: Option<ReportCard>,
    /// The items that could not be read.
    pub problems: Vec<Problem>,
}

/// Names a report in a file, and may bring its text along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportCard {
    /// What people call it.
    pub title: String,
    /// Exactly this source text.
    pub digest: Option<Digest>,
    /// This text in whatever dress ([`Report::fingerprint`]).
    pub fingerprint: Option<Digest>,
    /// The decoded source, so that the file is all that a colleague needs.
    pub text: Option<String>,
}

impl ReportCard {
    /// The card of `report`, with its text if `with_text`.
    pub fn new(report: &Report, with_text: bool) -> Self {
        let source: &SourceText = &report.source;
        Self {
            title: report::name(report).unwrap_or_default(),
            digest: Some(source.digest().clone()),
            fingerprint: Some(report.fingerprint().clone()),
            text: with_text.then(|| source.text().to_owned()),
        }
    }
}

/// An item of a file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which item, counted from 1.
    pub item: usize,
    /// The name that the item gives itself, if it does.
    pub id: Option<String>,
    /// What is wrong with it.
    pub reason: Reason,
}

/// Why an item cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Reason {
    /// It is no object.
    #[error("it is not an object")]
    NotAnObject,
    /// It is an object of another kind.
    #[error("it is not an annotation but {0}")]
    NotAnAnnotation(String),
    /// It does not say what it is about.
    #[error("it has no target")]
    NoTarget,
    /// It is not in the file but at an address, and nothing is ever loaded from one.
    #[error("it is not in the file but at {0}")]
    Elsewhere(String),
    /// One of its revisions is not what it should be.
    #[error("one of its revisions cannot be read: {0}")]
    Revision(#[from] Malformed),
    /// It has more revisions, or a revision has more parents, than any person makes.
    #[error("its history is longer than {limit} entries")]
    TooLong {
        /// How many there may be.
        limit: usize,
    },
}

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is larger than [`MAX_BYTES`].
    #[error("the file has {bytes} bytes; at most {MAX_BYTES} can be read")]
    TooLarge {
        /// How large it is.
        bytes: usize,
    },
    /// It ends before it is complete.
    #[error("the file ends too soon, in line {line}: it was cut off")]
    CutOff {
        /// Where it ends, counted from 1.
        line: usize,
    },
    /// It is not JSON.
    #[error("line {line}, column {column} is not JSON")]
    NotJson {
        /// The line, counted from 1.
        line: usize,
        /// The column, counted from 1.
        column: usize,
    },
    /// Lists and objects stand in each other deeper than any file of notes needs.
    #[error("line {line} is nested too deeply")]
    TooDeep {
        /// The line, counted from 1.
        line: usize,
    },
    /// It is JSON, but no notes.
    #[error("the file holds no notes but {found}")]
    NotNotes {
        /// What it holds.
        found: String,
    },
    /// A newer version of Meipi wrote it.
    #[error("the file has version {version}, which is newer than this program")]
    Newer {
        /// The version that it names.
        version: u64,
    },
}

/// The largest file that is read: a hundred times the largest notebook anyone has made.
pub const MAX_BYTES: usize = 100_000_000;

/// Parses the JSON of a file, with its limits. Nesting is limited to 128 levels by serde_json.
pub(super) fn parse_json(text: &str) -> Result<serde_json::Value, ReadError> {
    let text = text.trim_start_matches('\u{feff}');
    if text.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { bytes: text.len() });
    }
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        if error.is_eof() {
            ReadError::CutOff { line }
        } else if error.to_string().starts_with("recursion limit") {
            ReadError::TooDeep { line }
        } else {
            ReadError::NotJson { line, column }
        }
    })
}

//! Files of notes in whatever form: the one door that import and the command line use.

use serde_json::Value;

use super::{Import, ReadError, hypothesis, import::parse_json, readium, web_annotation::Reading};

/// Reads a file of notes: ours, any other Web Annotations, Hypothesis' exports, Readium's annotations. Which of
/// them it is shows in its content; its name does not matter.
///
/// # Errors
/// It is no file of notes.
pub fn read(text: &str) -> Result<Import, ReadError> {
    begin(text).map(Reading::finish)
}

/// Begins to read what [`read`] reads.
///
/// # Errors
/// It is no file of notes.
pub fn begin(text: &str) -> Result<Reading, ReadError> {
    let file: Value = parse_json(text)?;
    Reading::begin(match () {
        () if hypothesis::is_export(&file) => hypothesis::to_web_annotations(file),
        () if readium::is_set(&file) => readium::to_web_annotations(file),
        () => file,
    })
}

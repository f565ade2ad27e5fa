//! Files of notes in whatever form: the one door that import and the command line use.

use serde_json::Value;

use super::{Import, ReadError, hypothesis, import::parse_json, readium, web_annotation};

/// Reads a file of notes: ours, any other Web Annotations, Hypothesis' exports, Readium's annotations. Which of
/// them it is shows in its content; its name does not matter.
pub fn read(text: &str) -> Result<Import, ReadError> {
    let file: Value = parse_json(text)?;
    if hypothesis::is_export(&file) {
        return web_annotation::read_value(hypothesis::to_web_annotations(file));
    }
    if readium::is_set(&file) {
        return web_annotation::read_value(readium::to_web_annotations(file));
    }
    web_annotation::read_value(file)
}

//! Why a file was refused, and what came along with one that was not, as sentences.

use crate::{
    app::{
        i18n::{I18n, t_string},
        session::Brought,
        shell::words::{fill, size},
    },
    intake::{FileKind, IntakeError},
    note::Kinship,
};

/// What is wrong with the file, where, and what to do.
pub fn refusal(i18n: I18n, file: &str, why: IntakeError) -> String {
    let at_byte =
        |sentence: &str, at: usize| fill(sentence, &[("file", file), ("at", &(at + 1).to_string())]);
    match why {
        IntakeError::Empty => fill(t_string!(i18n, start.error.empty), &[("file", file)]),
        IntakeError::TooLarge { bytes, limit } => fill(
            t_string!(i18n, start.error.too_large),
            &[("file", file), ("size", &size(bytes)), ("limit", &size(limit))],
        ),
        IntakeError::Foreign(kind) => {
            fill(t_string!(i18n, start.error.foreign), &[("file", file), ("kind", name(i18n, kind))])
        }
        IntakeError::Binary { at } => at_byte(t_string!(i18n, start.error.binary), at),
        IntakeError::Damaged { at } => at_byte(t_string!(i18n, start.error.damaged), at),
        IntakeError::UnknownEncoding { at } => at_byte(t_string!(i18n, start.error.encoding), at),
    }
}

/// That notes came along from another dress of the report, and what to look at.
pub fn brought(i18n: I18n, brought: &Brought) -> String {
    let sentence = match brought.kinship {
        Kinship::SameReport { .. } => t_string!(i18n, start.brought_edition),
        _ => t_string!(i18n, start.brought_dress),
    };
    fill(sentence, &[("title", &brought.title), ("n", &brought.notes.to_string())])
}

fn name(i18n: I18n, kind: FileKind) -> &'static str {
    match kind {
        FileKind::Pdf => t_string!(i18n, start.kind.pdf),
        FileKind::Docx => t_string!(i18n, start.kind.docx),
        FileKind::Xlsx => t_string!(i18n, start.kind.xlsx),
        FileKind::Pptx => t_string!(i18n, start.kind.pptx),
        FileKind::Ofd => t_string!(i18n, start.kind.ofd),
        FileKind::OldOffice => t_string!(i18n, start.kind.old_office),
        FileKind::Rtf => t_string!(i18n, start.kind.rtf),
        FileKind::Image => t_string!(i18n, start.kind.image),
        FileKind::Archive => t_string!(i18n, start.kind.archive),
    }
}

//! What is wrong with a file of notes, or with one of its items, as a sentence.

use crate::{
    app::{
        i18n::{I18n, t_string},
        shell::words::{fill, size},
    },
    exchange::{Problem, ReadError, Reason, ReportCard, import::MAX_BYTES, preview::Change},
};

/// What is wrong with the file, where, and what to do.
pub fn refusal(i18n: I18n, file: &str, why: &ReadError) -> String {
    let with = |sentence: &str, words: &[(&str, &str)]| fill(&fill(sentence, &[("file", file)]), words);
    match why {
        ReadError::Empty => with(t_string!(i18n, exchange.error.empty), &[]),
        ReadError::TooLarge { bytes } => with(
            t_string!(i18n, exchange.error.too_large),
            &[("size", &size(*bytes)), ("limit", &size(MAX_BYTES))],
        ),
        ReadError::CutOff { line } => {
            with(t_string!(i18n, exchange.error.cut_off), &[("line", &line.to_string())])
        }
        ReadError::NotJson { line, column } => with(
            t_string!(i18n, exchange.error.not_json),
            &[("line", &line.to_string()), ("column", &column.to_string())],
        ),
        ReadError::TooDeep { line } => {
            with(t_string!(i18n, exchange.error.too_deep), &[("line", &line.to_string())])
        }
        ReadError::NotNotes { .. } => with(t_string!(i18n, exchange.error.not_notes), &[]),
        ReadError::Newer { .. } => with(t_string!(i18n, exchange.error.newer), &[]),
    }
}

/// That a file's report is neither here nor in the file.
pub fn no_report(i18n: I18n, file: &str, card: Option<&ReportCard>) -> String {
    match card.filter(|card| !card.title.is_empty()) {
        Some(card) => {
            fill(t_string!(i18n, exchange.error.no_report), &[("file", file), ("title", &card.title)])
        }
        None => fill(t_string!(i18n, exchange.error.no_report_unnamed), &[("file", file)]),
    }
}

/// What is wrong with one item.
pub fn problem(i18n: I18n, problem: &Problem) -> String {
    let with = |sentence: &str, what: &str| fill(sentence, &[("what", what), ("n", what)]);
    let reason = match &problem.reason {
        Reason::NotAnObject => t_string!(i18n, exchange.reason.not_an_object).to_string(),
        Reason::NotAnAnnotation(what) => with(t_string!(i18n, exchange.reason.not_an_annotation), what),
        Reason::NoTarget => t_string!(i18n, exchange.reason.no_target).to_string(),
        Reason::Elsewhere(what) => with(t_string!(i18n, exchange.reason.elsewhere), what),
        Reason::Revision(why) => with(t_string!(i18n, exchange.reason.revision), &why.to_string()),
        Reason::TooLong { limit } => with(t_string!(i18n, exchange.reason.too_long), &limit.to_string()),
    };
    fill(t_string!(i18n, exchange.problem), &[("item", &problem.item.to_string()), ("reason", &reason)])
}

/// What a change is called, and what it means.
pub fn change(i18n: I18n, change: Change) -> (&'static str, &'static str) {
    match change {
        Change::New => (t_string!(i18n, exchange.change.new), t_string!(i18n, exchange.change_note.new)),
        Change::Same => (t_string!(i18n, exchange.change.same), t_string!(i18n, exchange.change_note.same)),
        Change::Newer => {
            (t_string!(i18n, exchange.change.newer), t_string!(i18n, exchange.change_note.newer))
        }
        Change::Older => {
            (t_string!(i18n, exchange.change.older), t_string!(i18n, exchange.change_note.older))
        }
        Change::Conflict => {
            (t_string!(i18n, exchange.change.conflict), t_string!(i18n, exchange.change_note.conflict))
        }
        Change::Deleted => {
            (t_string!(i18n, exchange.change.deleted), t_string!(i18n, exchange.change_note.deleted))
        }
    }
}

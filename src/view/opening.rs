//! From a source's text to an open document, in steps.
//!
//! Must hold: gone through to the end it is what [`Document::new`] makes at once; a step is linear in the length of
//! the text, so a page that rests between steps answers while a long document opens.

use std::ops::ControlFlow;

use super::Document;
use crate::{
    extract::{Extraction, Findings},
    report::{self, Report},
    text::SourceText,
};

/// A document that is being opened.
pub struct Opening {
    name: String,
    stage: Stage,
}

/// How far it has come.
enum Stage {
    Source(SourceText),
    Parsed(Report, Extraction),
    Found(Report, Findings),
}

impl Opening {
    /// How many steps there are.
    pub const STEPS: usize = 2 + Extraction::STEPS;

    /// Begins to open `source`. `name` stands in for a title where the report has none.
    pub fn new(source: SourceText, name: &str) -> Self {
        Self { name: name.to_owned(), stage: Stage::Source(source) }
    }

    /// How many steps are done.
    pub fn done(&self) -> usize {
        match &self.stage {
            Stage::Source(_) => 0,
            Stage::Parsed(_, extraction) => 1 + extraction.done(),
            Stage::Found(..) => Self::STEPS - 1,
        }
    }

    /// Does the next step, the last of which breaks with the open document.
    pub fn step(self) -> ControlFlow<Document, Self> {
        let stage = match self.stage {
            Stage::Source(source) => Stage::Parsed(report::parse(source), Extraction::default()),
            Stage::Parsed(report, mut extraction) => {
                if extraction.step(&report) {
                    Stage::Parsed(report, extraction)
                } else {
                    Stage::Found(report, extraction.finish())
                }
            }
            Stage::Found(report, findings) => {
                return ControlFlow::Break(Document::of(report, findings, &self.name));
            }
        };
        ControlFlow::Continue(Self { stage, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Encoding;

    #[test]
    fn steps_lead_to_the_document() {
        let text =
            "县政府工作报告\n一、2025年工作回顾\n安装路灯300盏。\n二、2026年工作安排\n新装路灯不少于260盏。";
        let source = SourceText::new(text.to_owned(), Encoding::Utf8);
        let mut opening = Opening::new(source, "稿.txt");
        for done in 0..Opening::STEPS - 1 {
            assert_eq!(opening.done(), done);
            opening = match opening.step() {
                ControlFlow::Continue(next) => next,
                ControlFlow::Break(_) => panic!("open after {done} steps"),
            };
        }
        let ControlFlow::Break(document) = opening.step() else { panic!("a step too many") };
        assert_eq!(*document.findings, crate::extract::extract(&document.report));
        assert_eq!(document.findings.pairs.len(), 1);
    }
}

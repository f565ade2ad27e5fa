//! An open document: the parsed report with everything that was found in it.

use std::{ops::ControlFlow, sync::Arc};

use crate::{
    extract::{self, Findings, Verdict},
    note::{Claim, DocumentRef, Quote, Scope, Target, correction},
    report::{self, Report},
    text::{Digest, SourceText, Span, TextIndex},
    view::opening::Opening,
};

/// A report that is open. Its text never changes while it is; what was found in it changes with the corrections
/// that people make, and then there is a new `Document` that shares all else with the old one.
#[derive(Clone, Debug)]
pub struct Document {
    /// What the reader knows it by: the report's name ([`report::name`]), or the file's if it has none.
    pub title: String,
    /// The report.
    pub report: Arc<Report>,
    /// What was found in it, corrected.
    pub findings: Arc<Findings>,
    /// The corrections that stand in it, by place; those that hold are in the findings.
    pub claims: Arc<[Claim]>,
    /// What the engine found.
    engine: Arc<Findings>,
    /// Converts places of [`Report::text`] between bytes and UTF-16.
    pub index: Arc<TextIndex>,
}

impl Document {
    /// Parses and analyses `source`. `name` stands in for a title where the report has none. Linear.
    pub fn new(source: SourceText, name: &str) -> Self {
        let mut opening = Opening::new(source, name);
        loop {
            match opening.step() {
                ControlFlow::Continue(next) => opening = next,
                ControlFlow::Break(document) => return document,
            }
        }
    }

    /// The document of a report and of all that the engine finds in it.
    pub(super) fn of(report: Report, findings: Findings, name: &str) -> Self {
        let findings = Arc::new(findings);
        let index = Arc::new(TextIndex::new(&report.text));
        let title = report::name(&report).unwrap_or_else(|| name.to_owned());
        let engine = findings.clone();
        Self { title, report: Arc::new(report), findings, claims: Arc::default(), engine, index }
    }

    /// The same document with these corrections, and no others, in its findings. Costs what
    /// [`extract::amend`] costs, and nothing without any.
    #[must_use]
    pub fn corrected(&self, claims: Vec<Claim>) -> Self {
        let findings = if claims.is_empty() {
            self.engine.clone()
        } else {
            Arc::new(correction::amend(&self.report, &self.engine, &claims))
        };
        Self { findings, claims: claims.into(), ..self.clone() }
    }

    /// Whether the engine on its own says this of the very stretch `span`: then no correction is needed to say it.
    pub fn engine_says(&self, span: Span, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Number(kind) => self.engine.numbers.iter().any(|n| n.span == span && n.kind == kind),
            Verdict::Commitment(strength) => self.engine.statements.iter().any(|s| {
                let firm = matches!(s.kind, extract::StatementKind::Commitment { strength: own, .. } if own == strength);
                s.span == span && firm
            }),
            Verdict::NotANumber => !self.engine.numbers.iter().any(|n| n.span.overlaps(span)),
            Verdict::NotAStatement => !self.engine.statements.iter().any(|s| s.span.overlaps(span)),
        }
    }

    /// What the engine found at `span`: its numbers, or else its statements, that this overlaps.
    pub fn engine_at(&self, span: Span, numbers: bool) -> Vec<Found<'_>> {
        let engine = &*self.engine;
        if numbers {
            let found = engine.numbers.iter().filter(|number| number.span.overlaps(span));
            return found.map(Found::Number).collect();
        }
        let found = engine.statements.iter().filter(|statement| statement.span.overlaps(span));
        found.map(Found::Statement).collect()
    }

    /// Its name in the store and in the page's address: the digest of its source, so that opening the same
    /// file twice opens one document.
    pub fn id(&self) -> &Digest {
        self.report.source.digest()
    }

    /// What a new note on `span` is about: the quotation with its surroundings and its place in the source.
    /// The span is ignored for [`Scope::Report`].
    pub fn target(&self, scope: Scope, span: Span) -> Target {
        let document = DocumentRef {
            digest: Some(self.id().clone()),
            fingerprint: Some(self.report.fingerprint().clone()),
            foreign: None,
        };
        let (quote, position) = if scope == Scope::Report {
            (Quote::default(), None)
        } else {
            let text = self.report.text.as_str();
            let before = text.get(..span.range().start).unwrap_or_default();
            let after = text.get(span.range().end..).unwrap_or_default();
            let from = before.char_indices().rev().nth(Quote::CONTEXT - 1).map_or(0, |(byte, _)| byte);
            let quote = Quote {
                exact: span.slice(text).to_owned(),
                prefix: before[from..].to_owned(),
                suffix: after.chars().take(Quote::CONTEXT).collect(),
            };
            (quote, Some(self.report.source.code_points(self.report.to_source(span))))
        };
        Target { scope, document, quote, position, other_selectors: Vec::new() }
    }
}

/// A number or a statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Found<'a> {
    /// A number.
    Number(&'a extract::Number),
    /// A statement.
    Statement(&'a extract::Statement),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        extract::{Given, NumberKind},
        note::{Agent, NoteId, Timestamp},
        text::Encoding,
    };

    fn document(text: &str) -> Document {
        Document::new(SourceText::new(text.to_owned(), Encoding::Utf8), "稿.txt")
    }

    #[test]
    fn a_target_quotes_its_passage_and_says_where_it_stood() {
        let document = document("甲乙丙丁\n戊己庚");
        let start = document.report.text.find('丁').unwrap_or_default();
        let target = document.target(Scope::Passage, Span::of(start..start + "丁\n戊".len()));
        assert_eq!(target.quote.exact, "丁\n戊");
        assert_eq!(target.quote.prefix, "甲乙丙");
        assert_eq!(target.quote.suffix, "己庚");
        assert_eq!(target.position, Some(Span::of(3..6)));
        assert_eq!(target.document.digest.as_ref(), Some(document.id()));
    }

    #[test]
    fn context_is_no_longer_than_the_model_says() {
        let text = "字".repeat(100);
        let document = document(&text);
        let quote = document.target(Scope::Passage, Span::of(150..153)).quote;
        assert_eq!(quote.prefix.chars().count(), Quote::CONTEXT);
        assert_eq!(quote.suffix.chars().count(), Quote::CONTEXT);
    }

    #[test]
    fn a_document_without_text_goes_by_its_file_name() {
        assert_eq!(document(" \n").title, "稿.txt");
    }

    #[test]
    fn corrections_are_in_the_findings_and_go_without_a_trace() {
        let document = document("政府工作报告\n二、今年任务\n新建停车场15座。\n");
        let start = document.report.text.find("15座").unwrap_or_default();
        let span = Span::of(start..start + "15座".len());
        let verdict = Verdict::Number(NumberKind::Area);
        let claim = Claim {
            note: NoteId(uuid::Uuid::nil()),
            given: Given { span, verdict },
            by: Agent::default(),
            at: Timestamp(0),
            holds: true,
        };
        assert!(document.engine_says(span, Verdict::Number(NumberKind::Count)));
        let corrected = document.corrected(vec![claim.clone()]);
        assert_eq!(corrected.findings.numbers[0].kind, NumberKind::Area);
        let holding =
            |numbers| corrected.claims.iter().find(|claim| claim.holds && claim.concerns(span, numbers));
        assert_eq!(holding(true), Some(&claim));
        assert_eq!(holding(false), None);
        assert!(corrected.engine_says(span, Verdict::Number(NumberKind::Count)), "whatever people say");
        assert_eq!(corrected.engine_at(span, true).len(), 1);
        assert_eq!(corrected.corrected(Vec::new()).findings, document.findings);
    }
}

//! An open document: the parsed report with everything that was found in it.

use crate::{
    extract::{self, Findings},
    note::{DocumentRef, Quote, Scope, Target},
    report::{self, Report},
    text::{Digest, SourceText, Span, TextIndex},
};

/// A report that is open. Never changes while it is.
#[derive(Clone, Debug)]
pub struct Document {
    /// What the reader knows it by: the report's name ([`report::name`]), or the file's if it has none.
    pub title: String,
    /// The report.
    pub report: Report,
    /// What was found in it.
    pub findings: Findings,
    /// Converts places of [`Report::text`] between bytes and UTF-16.
    pub index: TextIndex,
}

impl Document {
    /// Parses and analyses `source`. `name` stands in for a title where the report has none. Linear.
    pub fn new(source: SourceText, name: &str) -> Self {
        let report = report::parse(source);
        let findings = extract::extract(&report);
        let index = TextIndex::new(&report.text);
        let title = report::name(&report).unwrap_or_else(|| name.to_owned());
        Self { title, report, findings, index }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Encoding;

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
}

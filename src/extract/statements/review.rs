//! Results: clauses of the review that measure an outcome.

use super::{Context, clause::Clause, lexicon::Sense};
use crate::{
    extract::{Rule, Statement, StatementKind},
    report,
    text::{Offset, Span},
};

/// Adds the results of one paragraph of the review.
pub fn paragraph(context: &Context<'_>, statements: &mut Vec<Statement>) {
    let block = context.report.blocks[context.block].span;
    if !context.measures(block) {
        return;
    }
    for span in report::clauses(context.report, block) {
        if !context.measures(span) {
            continue;
        }
        let clause = Clause::new(context.text(), context.cues, span.start.get(), span.end.get());
        if clause.holds(Sense::NOT_YET).is_some() {
            continue;
        }
        let verb = clause.head.map_or(Span::of(clause.start..clause.start), |h| h.cue.span());
        statements.push(Statement {
            span,
            kind: StatementKind::Result,
            verb,
            numbers: context.numbers_in(span).collect(),
            measurable: true,
            heading: context.heading,
            theme: None,
            departments: Vec::new(),
            rule: Rule {
                name: if clause.holds(Sense::CHECKABLE).is_some() { "result.done" } else { "result.figure" },
                entry: clause.head.map_or("", |h| h.cue.word()),
            },
        });
    }
}

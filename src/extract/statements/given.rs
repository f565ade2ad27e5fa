//! Commitments that a reader gave, with all that the rules can say of them.

use super::{Context, Cues, Statement, detail, is_measure};
use crate::{
    extract::{
        Number, StatementKind, Strength,
        given::{self, Given, Verdict},
    },
    report::{BlockKind, Report},
    text::Span,
};

/// Puts what is `given` into `statements`, which are those of `report` and `numbers`.
pub(in crate::extract) fn amend(
    report: &Report,
    numbers: &[Number],
    statements: &mut Vec<Statement>,
    given: &[Given],
) {
    let measures: Vec<bool> = numbers.iter().map(|number| is_measure(&report.text, number)).collect();
    for given in given {
        let Some(span) = without_marks(report, given.span) else { continue };
        statements.retain(|statement| !statement.span.overlaps(span));
        if let Verdict::Commitment(strength) = given.verdict
            && let Some(statement) = commitment(report, (numbers, &measures), statements, span, strength)
        {
            let at = statements.partition_point(|other| other.span.start < span.start);
            statements.insert(at, statement);
        }
    }
}

/// A stretch without the marks that end a clause. `None` if nothing is left.
fn without_marks(report: &Report, span: Span) -> Option<Span> {
    let mark = |c: char| c.is_whitespace() || "，；。：！？、,;".contains(c);
    Some(span.trimmed(&report.text, mark)).filter(|span| !span.is_empty())
}

fn commitment(
    report: &Report,
    (numbers, measures): (&[Number], &[bool]),
    statements: &[Statement],
    span: Span,
    strength: Strength,
) -> Option<Statement> {
    let block = report.block_at(span.start)?;
    let shape = report.blocks[block].span;
    let is_heading = |block: &usize| report.blocks[*block].kind == BlockKind::Heading;
    let own = numbers.partition_point(|number| number.span.start < shape.start);
    // The lexicon is asked of this block whatever its part: the engine would not have looked at all of them.
    let cues = Cues::in_block(report, block);
    let context = Context {
        report,
        numbers,
        measures,
        own: own..own + numbers[own..].partition_point(|number| number.span.start < shape.end),
        cues: cues.all(),
        syntax: cues.syntax(),
        block,
        heading: (0..=block).rev().find(is_heading),
    };
    let clause = context.clause(span);
    let verb = clause.head.map_or(Span::of(clause.start..clause.start), |head| head.cue.span());
    // The topic sentence of a paragraph is the same for all of its statements.
    let theme = statements.iter().filter(|other| shape.covers(other.span)).find_map(|other| other.theme);
    Some(Statement {
        span,
        kind: StatementKind::Commitment { strength, deadline: detail::deadline(&context, &clause) },
        verb,
        numbers: clause.numbers.clone().collect(),
        measurable: detail::measurable(&context, &clause),
        heading: context.heading,
        theme: theme.filter(|theme| !theme.overlaps(span)),
        departments: detail::departments(&context, span),
        rule: given::COMMITMENT,
    })
}

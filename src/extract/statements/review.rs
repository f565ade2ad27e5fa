//! Results: clauses of the review that measure an outcome.

use super::{Context, clause::Clause, lexicon::Sense};
use crate::{
    extract::{Number, NumberKind, Rule, Statement, StatementKind},
    text::{Offset, Span},
};

/// Adds the results of one paragraph of the review.
pub fn paragraph(context: &Context<'_>, statements: &mut Vec<Statement>) {
    let block = context.report.blocks[context.block].span;
    if !context.measures(block) {
        return;
    }
    for &span in context.sentences().iter().flat_map(|sentence| context.syntax.clauses(sentence)) {
        if !context.measures(span) {
            continue;
        }
        let span = behind_announcement(context, span);
        let clause = context.clause(span);
        if clause.holds(Sense::NOT_YET).is_some() || sets_the_scene(&clause) || ranks(context, &clause) {
            continue;
        }
        let verb = clause.head.map_or(Span::new(span.start, span.start), |h| h.cue.span());
        statements.push(Statement {
            span,
            kind: StatementKind::Result,
            verb,
            numbers: clause.numbers.clone().collect(),
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

/// `span` without what only announces its figure (多数产品增产：原煤增长17%).
fn behind_announcement(context: &Context<'_>, span: Span) -> Span {
    let Some(at) = context.report.slice(span).rfind(['：', ':']) else { return span };
    let colon = span.start.get() + at;
    let rest =
        Span::of(colon + context.text()[colon..].chars().next().map_or(0, char::len_utf8)..span.end.get());
    let announces =
        context.numbers_in(Span::of(span.start.get()..colon)).is_empty() && context.measures(rest);
    if announces { rest.trimmed(context.text(), char::is_whitespace) } else { span }
}

/// Whether a clause only says what the rest was done under, for or among: 面对两次台风, 在45种产品中.
fn sets_the_scene(clause: &Clause<'_>) -> bool {
    let words = clause.words();
    clause.opens_with(Sense::LEAD_IN).is_some_and(|lead| SCENES.contains(&lead.word()))
        || words.starts_with(['在', '从', '自']) && words.ends_with(['中', '时', '后', '来'])
}

/// Whether a clause only ranks what it counts: 两项指标居全市第一.
fn ranks(context: &Context<'_>, clause: &Clause<'_>) -> bool {
    let mut counted =
        clause.numbers.clone().map(|i| &context.numbers[i]).filter(|n| n.kind != NumberKind::Ordinal);
    let few = |n: &Number| {
        n.kind == NumberKind::Count
            && !context
                .report
                .slice(n.span)
                .contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
    };
    let words = clause.words();
    let last = clause.numbers.clone().next_back().map(|i| &context.numbers[i]);
    let ranked = ["前列", "首位", "榜首"].iter().any(|end| words.ends_with(end))
        || last.is_some_and(|n| n.kind == NumberKind::Ordinal && n.span.end.get() == clause.end);
    ranked && counted.all(few)
}

/// The lead-ins that no outcome stands in.
const SCENES: [&str; 19] = [
    "抓住",
    "把握",
    "顺应",
    "面对",
    "围绕",
    "紧紧围绕",
    "聚焦",
    "针对",
    "按照",
    "根据",
    "紧扣",
    "抢抓",
    "坚持",
    "随着",
    "适应",
    "立足",
    "着眼",
    "着眼于",
    "对标",
];

#[cfg(test)]
mod tests {
    use crate::{extract::testing::Sample, report::Part};

    fn check(text: &str, expect: &[&str]) {
        let found = Sample::new(&[(Part::Review, text)]);
        let words: Vec<_> = found.statements.iter().map(|s| found.report.slice(s.span)).collect();
        assert_eq!(words, expect);
    }

    #[test]
    fn a_clause_with_a_measure_is_a_result() {
        check("粮食产量达到[32万吨]，增长[4%]；完成[2024年]任务。", &["粮食产量达到32万吨", "增长4%"]);
        check("建成渔港[2座]、灯塔[1座]，渔民安居乐业。", &["建成渔港2座、灯塔1座"]);
    }

    #[test]
    fn a_quantity_inside_a_name_measures_nothing() {
        check("[3年]行动计划圆满收官。", &[]);
        check("[1年]来，我们埋头苦干。", &[]);
        check("召开了[1000人]大会，培训[1000人]。", &["培训1000人"]);
        check("连续[3年]获评先进，办理时限缩短[5天]。", &["连续3年获评先进", "办理时限缩短5天"]);
    }

    #[test]
    fn what_announces_a_figure_is_no_part_of_its_result() {
        check("多数产品有了增长：原煤增长[17%]，焦炭增长[22%]。", &["原煤增长17%", "焦炭增长22%"]);
        check("完成投资[3亿元]：其中技改[1亿元]。", &["完成投资3亿元：其中技改1亿元"]);
    }

    #[test]
    fn what_a_figure_is_counted_among_is_no_result() {
        check("在[45种]主要产品中，[37种]超额完成。", &["37种超额完成"]);
        check("在[45个]社区推行网格管理。", &["在45个社区推行网格管理"]);
    }

    #[test]
    fn a_rank_is_no_result() {
        check("[两项]指标居全市前列，增长[5%]、居全省前列。", &["增长5%、居全省前列"]);
        check("[12项]指标居全市前列。", &["12项指标居全市前列"]);
    }

    #[test]
    fn what_lies_ahead_is_no_result() {
        check("面对[2次]洪灾，抢修堤坝[40处]。", &["抢修堤坝40处"]);
        check("全县遭受[2次]洪灾，抢修堤坝[40处]。", &["抢修堤坝40处"]);
        check("大桥将于[10个]月后通车，有望带动[3万人]就业。", &[]);
    }
}

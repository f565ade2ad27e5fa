//! Pairs: which result answers which commitment, and figures that tell a course within one result.
//!
//! Owns: the items of a statement, each one indicator ([`items`]), how alike two items are ([`index`]), what
//! sort of target a commitment sets ([`aim`]), and from–to figures ([`course`]).
//!
//! Must hold: a pair ties a result to a later or earlier commitment of the same report on one indicator,
//! whatever the wording, order and sentence; no item is in two pairs; what is compared per commitment is
//! bounded ([`index::NEAREST`], [`index::REACH`], [`CANDIDATES`]), so the cost is linear but for sorting
//! the candidates.

use super::{Course, Number, Pair, Rule, Statement, StatementKind, statements::Cues};
use crate::{report::Report, text::Span};

mod aim;
mod course;
mod index;
mod items;

use index::{Index, Likeness};
use items::{Comparison, Item, Items};

/// How many results are candidates for one commitment: the most alike. A real report has two or three.
const CANDIDATES: usize = 16;

/// What speaks for a pair; the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// The commitment has a figure.
    Measured,
    /// It has none but can be checked.
    Checkable,
    /// It cannot even be checked: nothing but words speaks for the pair.
    Words,
}

impl Rank {
    fn of(target: &Item, items: &Items, statements: &[Statement]) -> Self {
        match (items.figures(target).is_empty(), statements[target.statement].measurable) {
            (false, _) => Self::Measured,
            (true, true) => Self::Checkable,
            (true, false) => Self::Words,
        }
    }

    /// How alike two items must be, on the scale of [`Index::alike`]. Chosen on labelled reports so that
    /// four of five pairs hold.
    fn needs(self) -> f32 {
        match self {
            Self::Measured => 0.5,
            Self::Checkable => 0.55,
            Self::Words => 0.8,
        }
    }
}

/// A result and a commitment that may be a pair.
#[derive(Clone, Copy)]
struct Likely {
    rank: Rank,
    likeness: Likeness,
    result: usize,
    target: usize,
}

/// A result that a commitment's item already has.
#[derive(Clone, Copy, Debug)]
struct Taken {
    likeness: Likeness,
    name: Span,
}

/// Whether a second result may join the first: on another name of a commitment on two things at once (确保甲零增长、
/// 乙清零), or nearly as alike in its own nouns.
fn joins(report: &Report, first: &Taken, likeness: Likeness, name: Span) -> bool {
    let other_name = is_name(report, name) && !name.overlaps(first.name);
    other_name && likeness.own >= 0.6 || likeness.own >= 0.9 && likeness.all >= 0.9 * first.likeness.all
}

fn is_name(report: &Report, shared: Span) -> bool {
    report.slice(shared).chars().nth(2).is_some()
}

/// The pairs among `statements`, in the order of their commitments.
pub fn find(report: &Report, numbers: &[Number], statements: &[Statement], cues: &Cues) -> Vec<Pair> {
    let mut items = items::of(report, numbers, statements, cues);
    let is_result = |item: &Item| statements[item.statement].kind == StatementKind::Result;
    let (results, targets): (Vec<Item>, Vec<Item>) =
        std::mem::take(&mut items.list).into_iter().partition(is_result);
    let mut comparison = Comparison::default();
    let likely = likely(report, numbers, statements, &items, [&results, &targets], &mut comparison);
    let mut result_used = vec![false; results.len()];
    let mut taken: Vec<Vec<Taken>> = vec![Vec::new(); targets.len()];
    let mut pairs = Vec::new();
    for Likely { likeness, result, target, .. } in likely {
        if result_used[result] || taken[target].len() > 1 {
            continue;
        }
        let name = comparison.longest_shared(report, &items, &results[result], &targets[target]);
        if taken[target].first().is_none_or(|first| joins(report, first, likeness, name)) {
            result_used[result] = true;
            taken[target].push(Taken { likeness, name });
            pairs.push(pair(report, numbers, &items, name, [&results[result], &targets[target]]));
        }
    }
    pairs.sort_by_key(|pair| (pair.target, pair.result));
    pairs
}

/// All candidates: figures before words, the most alike first.
fn likely(
    report: &Report,
    numbers: &[Number],
    statements: &[Statement],
    items: &Items,
    [results, targets]: [&[Item]; 2],
    comparison: &mut Comparison,
) -> Vec<Likely> {
    let best_first = |a: &Likely, b: &Likely| {
        let places = |l: &Likely| (l.target, l.result);
        a.rank.cmp(&b.rank).then(b.likeness.all.total_cmp(&a.likeness.all)).then(places(a).cmp(&places(b)))
    };
    let mut index = Index::new(report, numbers, items, results, targets);
    let (mut likely, mut candidates) = (Vec::new(), Vec::new());
    for (target, item) in targets.iter().enumerate() {
        let rank = Rank::of(item, items, statements);
        candidates.clear();
        index.alike(target, rank.needs(), |result, likeness| {
            candidates.push(Likely { rank, likeness, result, target });
        });
        if candidates.len() > CANDIDATES {
            candidates.select_nth_unstable_by(CANDIDATES, best_first);
            candidates.truncate(CANDIDATES);
        }
        // Where no figure speaks for it, a pair needs a name of three characters or more: two are too common a word.
        likely.extend(candidates.iter().copied().filter(|candidate| {
            let mut shared = || comparison.longest_shared(report, items, &results[candidate.result], item);
            rank == Rank::Measured || is_name(report, shared())
        }));
    }
    likely.sort_unstable_by(best_first);
    likely
}

/// The courses that results tell (由10万辆降至5万辆), in text order.
pub fn courses(report: &Report, numbers: &[Number], statements: &[Statement]) -> Vec<Course> {
    let results = statements.iter().enumerate().filter(|(_, s)| s.kind == StatementKind::Result);
    results.flat_map(|(i, statement)| course::of(report, numbers, i, statement)).collect()
}

fn pair(
    report: &Report,
    numbers: &[Number],
    items: &Items,
    shared: Span,
    [result, target]: [&Item; 2],
) -> Pair {
    let goals = items.figures(target);
    let aim = aim::of(numbers, goals);
    let figures = aim::figures(numbers, items.figures(result), goals);
    Pair {
        result: result.statement,
        target: target.statement,
        indicator: items::indicator(report, numbers, items, shared, target),
        figures,
        aim,
        rule: Rule {
            name: if goals.is_empty() {
                "pair.words"
            } else if figures.is_some() {
                "pair.figures"
            } else {
                "pair.indicator"
            },
            entry: "",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        extract::{Aim, Decimal, testing},
        report::Part,
    };

    /// The pairs of a review and a plan, as (indicator, result's words, commitment's words).
    fn check(review: &str, plan: &str, expect: &[(&str, &str)]) {
        let found = testing::Sample::new(&[(Part::Review, review), (Part::Plan, plan)]);
        let pairs = find(&found.report, &found.numbers, &found.statements, &Cues::of(&found.report));
        let words = |i: usize| found.report.slice(found.statements[i].span);
        let pairs: Vec<_> = pairs.iter().map(|p| (words(p.result), words(p.target))).collect();
        assert_eq!(pairs, expect);
    }

    #[test]
    fn one_indicator_in_other_words_and_order() {
        check(
            "全年植树造林[8万亩]，改造农村危房[1200户]，安装路灯[300盏]。",
            "完成[1500户]农村危房改造，栽植苗木[20万株]，新装路灯不少于[260盏]。",
            &[("改造农村危房1200户", "完成1500户农村危房改造"), ("安装路灯300盏", "新装路灯不少于260盏")],
        );
    }

    #[test]
    fn a_commitment_without_figure_pairs_on_a_name() {
        check(
            "改造老旧供水管网[36公里]。",
            "全面完成老旧供水管网改造。",
            &[("改造老旧供水管网36公里", "全面完成老旧供水管网改造")],
        );
        check("新增公交线路[6条]。", "推进职业教育改革。", &[]);
    }

    #[test]
    fn figures_compare_only_where_units_agree() {
        let check = |review: &str, plan: &str, change: Option<&str>, aim: Aim| {
            let found = testing::Sample::new(&[(Part::Review, review), (Part::Plan, plan)]);
            let pairs = find(&found.report, &found.numbers, &found.statements, &Cues::of(&found.report));
            assert_eq!(pairs.len(), 1, "{review} {plan}");
            let value = |i: usize| found.numbers[i].value.unwrap();
            let difference = pairs[0].figures.map(|(was, is)| value(is).checked_sub(value(was)).unwrap());
            assert_eq!(difference, change.and_then(Decimal::parse), "{review} {plan}");
            assert_eq!(pairs[0].aim, aim);
        };
        check("新建养老驿站[12家]。", "新建养老驿站[15家]。", Some("3"), Aim::Level);
        check("建成绿道[12公里]。", "建成绿道[3条]。", None, Aim::Level);
        check("城镇登记失业率[2.1%]。", "城镇登记失业率控制在[3%以内]。", Some("0.009"), Aim::AtMost);
    }

    #[test]
    fn a_result_can_hold_both_ends() {
        let found = testing::Sample::new(&[(Part::Review, "审批事项由[120项]精简至[45项]。")]);
        let courses = courses(&found.report, &found.numbers, &found.statements);
        assert_eq!(courses.len(), 1);
        assert_eq!((courses[0].from, courses[0].to), (0, 1));
        let found = testing::Sample::new(&[(Part::Review, "改造道路[12条]，治理河道[4条]。")]);
        assert!(super::courses(&found.report, &found.numbers, &found.statements).is_empty());
    }
}

//! What a reader says of the engine's findings, put in their place.
//!
//! A given verdict speaks for every finding of its sort (numbers, or statements) that its stretch overlaps: those
//! go, and where it names one, that one stands instead. What hangs on them follows by the engine's own rules:
//! the value, unit and subject of a number, the verb and deadline of a commitment, which figures a statement
//! holds, and all pairs and courses.
//!
//! Must hold: without verdicts nothing changes; what was amended once stays as it is when it is amended by the
//! same verdicts again; findings keep their order and never overlap.

use super::{Findings, NumberKind, Rule, Strength, numbers, pairs, statements};
use crate::{report::Report, text::Span};

/// What is said of a stretch of the report's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// The stretch.
    pub span: Span,
    /// What is said of it.
    pub verdict: Verdict,
}

/// What a stretch is, or is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No number.
    NotANumber,
    /// One number of this kind.
    Number(NumberKind),
    /// Neither a result nor a commitment.
    NotAStatement,
    /// One commitment that binds so hard.
    Commitment(Strength),
}

impl Verdict {
    /// Whether it is about numbers, and not about statements.
    pub fn is_of_number(self) -> bool {
        matches!(self, Self::NotANumber | Self::Number(_))
    }
}

impl Rule {
    /// Whether a reader gave what it stands behind, and not the engine.
    pub fn is_readers(&self) -> bool {
        [NUMBER.name, COMMITMENT.name].contains(&self.name)
    }
}

/// The rule behind a number that a reader gave.
pub(super) const NUMBER: Rule = Rule { name: "reader.number", entry: "" };

/// The rule behind a commitment that a reader gave.
pub(super) const COMMITMENT: Rule = Rule { name: "reader.commitment", entry: "" };

/// `findings`, which are those of `report`, with what is `given` in place. Where two verdicts of one sort overlap,
/// the later one in the list holds. What is blank, or stands in no block, is left out; a stretch over several
/// blocks counts as far as the first of them goes. Costs what finding statements and pairs costs.
pub fn amend(report: &Report, findings: &Findings, given: &[Given]) -> Findings {
    let given: Vec<Given> = given.iter().filter_map(|given| fitted(report, *given)).collect();
    if given.is_empty() {
        return findings.clone();
    }
    let (of_numbers, of_statements): (Vec<Given>, Vec<Given>) =
        given.into_iter().partition(|given| given.verdict.is_of_number());
    let cues = statements::Cues::of(report);
    let (numbers, mut statements) = if of_numbers.is_empty() {
        (findings.numbers.clone(), findings.statements.clone())
    } else {
        let numbers = numbers::amend(report, &findings.numbers, &of_numbers);
        let statements = statements::find(report, &numbers, &cues);
        (numbers, statements)
    };
    statements::amend(report, &numbers, &mut statements, &of_statements);
    let pairs = pairs::find(report, &numbers, &statements, &cues);
    let courses = pairs::courses(report, &numbers, &statements);
    Findings { numbers, statements, pairs, courses }
}

/// The same with a stretch that lies in one block and neither begins nor ends blank. `None` if nothing is left.
fn fitted(report: &Report, given: Given) -> Option<Given> {
    let block = report.blocks.get(report.block_at(given.span.start)?)?;
    let span = given.span.intersection(block.span)?;
    let span = span.trimmed(&report.text, char::is_whitespace);
    (!span.is_empty()).then_some(Given { span, ..given })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        extract::{StatementKind, extract},
        report,
        text::{Encoding, Offset, SourceText},
    };

    const REPORT: &str = "政府工作报告\n一、2025年工作回顾\n新建停车场12座，改造老旧小区30个。\n\
        二、2026年工作安排\n新建停车场15座，力争增长5个点；完成3号线前期工作，推动老旧小区改造40个。\n";

    fn parsed(text: &str) -> Report {
        report::parse(SourceText::new(text.to_owned(), Encoding::Utf8))
    }

    /// The last place of `words`.
    fn at(report: &Report, words: &str) -> Span {
        let start = report.text.rfind(words).unwrap_or_else(|| panic!("{words} is not in the report"));
        Span::of(start..start + words.len())
    }

    /// What stands in the report's plan once `given` is in place: numbers as `words kind value`, statements as
    /// `words strength`.
    fn check(given: &[(&str, Verdict)], numbers: &[&str], statements: &[&str]) {
        let report = parsed(REPORT);
        let given: Vec<Given> =
            given.iter().map(|&(words, verdict)| Given { span: at(&report, words), verdict }).collect();
        let found = amend(&report, &extract(&report), &given);
        let plan = at(&report, "二、").start;
        let shown: Vec<String> = found
            .numbers
            .iter()
            .filter(|n| n.span.start > plan && n.kind != NumberKind::Date)
            .map(|n| {
                let value = n.value.map_or_else(|| "-".to_owned(), |value| value.to_string());
                format!("{} {} {value}", report.slice(n.span), n.kind.name())
            })
            .collect();
        assert_eq!(shown, numbers);
        let shown: Vec<String> = found
            .statements
            .iter()
            .filter_map(|s| match s.kind {
                StatementKind::Commitment { strength, .. } => {
                    Some(format!("{} {}", report.slice(s.span), strength.name()))
                }
                StatementKind::Result => None,
            })
            .collect();
        assert_eq!(shown, statements);
    }

    const NUMBERS: [&str; 4] = ["15座 count 15", "5个 count 5", "3号线 code -", "40个 count 40"];
    const STATEMENTS: [&str; 4] = [
        "新建停车场15座 firm",
        "力争增长5个点 intended",
        "完成3号线前期工作 firm",
        "推动老旧小区改造40个 intended",
    ];

    #[test]
    fn what_the_engine_finds_is_the_start() {
        check(&[], &NUMBERS, &STATEMENTS);
    }

    #[test]
    fn a_number_can_be_none() {
        check(
            &[("5个", Verdict::NotANumber)],
            &["15座 count 15", "3号线 code -", "40个 count 40"],
            &STATEMENTS,
        );
    }

    #[test]
    fn a_number_can_be_of_another_kind_and_over_another_stretch() {
        check(
            &[("5个点", Verdict::Number(NumberKind::PercentagePoint))],
            &["15座 count 15", "5个点 percentage_point 0.05", "3号线 code -", "40个 count 40"],
            &STATEMENTS,
        );
        check(
            &[("3号线", Verdict::Number(NumberKind::Ordinal)), ("15", Verdict::Number(NumberKind::Count))],
            &["15 count 15", "5个 count 5", "3号线 ordinal 3", "40个 count 40"],
            &STATEMENTS,
        );
    }

    #[test]
    fn a_stretch_without_a_numeral_is_a_number_without_a_value() {
        check(
            &[("前期", Verdict::Number(NumberKind::Policy))],
            &["15座 count 15", "5个 count 5", "3号线 code -", "前期 policy -", "40个 count 40"],
            &STATEMENTS,
        );
    }

    #[test]
    fn a_commitment_can_be_none_or_bind_harder() {
        check(
            &[
                ("完成3号线前期工作", Verdict::NotAStatement),
                ("推动老旧小区改造40个", Verdict::Commitment(Strength::Firm)),
            ],
            &NUMBERS,
            &["新建停车场15座 firm", "力争增长5个点 intended", "推动老旧小区改造40个 firm"],
        );
    }

    #[test]
    fn a_commitment_can_be_a_smaller_or_a_larger_stretch() {
        check(
            &[("老旧小区改造40个。", Verdict::Commitment(Strength::Firm))],
            &NUMBERS,
            &[STATEMENTS[0], STATEMENTS[1], STATEMENTS[2], "老旧小区改造40个 firm"],
        );
        check(
            &[("完成3号线前期工作，推动老旧小区改造40个", Verdict::Commitment(Strength::Exploratory))],
            &NUMBERS,
            &[STATEMENTS[0], STATEMENTS[1], "完成3号线前期工作，推动老旧小区改造40个 exploratory"],
        );
    }

    #[test]
    fn of_two_verdicts_on_one_stretch_the_later_holds() {
        check(
            &[("15座", Verdict::Number(NumberKind::Money)), ("15座", Verdict::Number(NumberKind::Area))],
            &["15座 area 15", "5个 count 5", "3号线 code -", "40个 count 40"],
            &STATEMENTS,
        );
        check(
            &[("15座", Verdict::Number(NumberKind::Money)), ("15座", Verdict::NotANumber)],
            &["5个 count 5", "3号线 code -", "40个 count 40"],
            &STATEMENTS,
        );
    }

    #[test]
    fn pairs_follow_what_was_given() {
        let report = parsed(REPORT);
        let found = extract(&report);
        let promised = |found: &Findings| -> Vec<String> {
            let target = |pair: &crate::extract::Pair| found.statements[pair.target].span;
            found.pairs.iter().map(|pair| report.slice(target(pair)).to_owned()).collect()
        };
        let promise = "推动老旧小区改造40个".to_owned();
        assert!(promised(&found).contains(&promise));
        let given = Given { span: at(&report, &promise), verdict: Verdict::NotAStatement };
        let amended = amend(&report, &found, &[given]);
        assert!(!promised(&amended).is_empty() && !promised(&amended).contains(&promise));
        let back = Given { verdict: Verdict::Commitment(Strength::Intended), ..given };
        assert_eq!(promised(&amend(&report, &amended, &[back])), promised(&found));
    }

    #[test]
    fn a_given_commitment_has_its_verb_its_figures_and_its_deadline() {
        let report = parsed("政府工作报告\n各位代表：\n年底前建成水厂2座，惠及群众。\n");
        let found = extract(&report);
        let given = Given {
            span: at(&report, "年底前建成水厂2座"),
            verdict: Verdict::Commitment(Strength::Firm),
        };
        let amended = amend(&report, &found, &[given]);
        let [statement] = amended.statements.as_slice() else { panic!("one statement") };
        let StatementKind::Commitment { deadline, .. } = statement.kind else { panic!("a commitment") };
        assert_eq!(report.slice(statement.verb), "建成");
        assert_eq!(deadline.map(|span| report.slice(span)), Some("年底前"));
        assert!(statement.measurable);
        assert_eq!(statement.numbers.len(), 1);
        assert_eq!(statement.rule, COMMITMENT);
    }

    #[test]
    fn a_stretch_outside_or_over_a_border_does_no_harm() {
        let report = parsed(REPORT);
        let found = extract(&report);
        let end = report.text.len();
        let commitment = Verdict::Commitment(Strength::Firm);
        for span in [Span::of(end..end), Span::of(0..0), Span::of(end + 9..end + 12)] {
            assert_eq!(amend(&report, &found, &[Given { span, verdict: commitment }]), found);
        }
        // From the end of a paragraph into the next one: only what stands in the first counts.
        let from = at(&report, "30个").start.get();
        let span = Span::of(from..at(&report, "15座").end.get());
        let amended = amend(&report, &found, &[Given { span, verdict: Verdict::NotANumber }]);
        let gone: Vec<_> = found.numbers.iter().filter(|n| !amended.numbers.contains(n)).collect();
        assert_eq!(gone.iter().map(|n| report.slice(n.span)).collect::<Vec<_>>(), ["30个"]);
    }

    fn verdict() -> impl Strategy<Value = Verdict> {
        prop_oneof![
            Just(Verdict::NotANumber),
            prop::sample::select(NumberKind::ALL.to_vec()).prop_map(Verdict::Number),
            Just(Verdict::NotAStatement),
            prop::sample::select(Strength::ALL.to_vec()).prop_map(Verdict::Commitment),
        ]
    }

    const TEXTS: [&str; 3] = [
        REPORT,
        "政府工作报告\n一、去年工作\n地区生产总值增长6%左右，由10万辆降至5万辆。\n二、今年工作\n\
         主要预期目标是：增长5.5%以上；新增就业1.2万人、3万人次，22%、26%、48%。深入推进“双控”，第七次普查。\n",
        "报告\n项目\t单位\t去年\t今年\n投资\t亿元\t120\t150\n失业率\t%\t2.1\t2\n二、今年任务\n建设60公里道路。\n",
    ];

    proptest! {
        #[test]
        fn amending_twice_is_amending_once_and_findings_hang_together(
            text in 0..TEXTS.len(),
            list in proptest::collection::vec((0.0..1.0f64, 1usize..24, verdict()), 0..6),
        ) {
            let report = parsed(TEXTS[text]);
            let found = extract(&report);
            let places: Vec<usize> = report.text.char_indices().map(|(at, _)| at).chain([report.text.len()]).collect();
            let place = |i: usize| places[i.min(places.len() - 1)];
            #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place at random")]
            let given: Vec<Given> = list
                .into_iter()
                .map(|(share, len, verdict)| {
                    let first = (share * places.len() as f64) as usize;
                    Given { span: Span::of(place(first)..place(first + len)), verdict }
                })
                .collect();
            let once = amend(&report, &found, &given);
            prop_assert_eq!(&amend(&report, &once, &given), &once);
            if given.is_empty() {
                prop_assert_eq!(&once, &found);
            }
            for pair in once.numbers.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start);
            }
            for pair in once.statements.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start);
            }
            for statement in &once.statements {
                prop_assert!(statement.numbers.iter().all(|&n| statement.span.covers(once.numbers[n].span)));
                prop_assert!(statement.verb.is_empty() || statement.span.covers(statement.verb));
            }
            for pair in &once.pairs {
                prop_assert!(pair.result < once.statements.len() && pair.target < once.statements.len());
            }
        }

        #[test]
        fn blocks_of_which_nothing_is_said_keep_their_numbers(text in 0..TEXTS.len(), verdict in verdict()) {
            let report = parsed(TEXTS[text]);
            let found = extract(&report);
            let block = report.blocks[report.blocks.len() - 1].span;
            let amended = amend(&report, &found, &[Given { span: block, verdict }]);
            let before = |f: &Findings| -> Vec<_> {
                f.numbers.iter().filter(|n| n.span.end <= block.start).cloned().collect()
            };
            prop_assert_eq!(before(&amended), before(&found));
        }
    }
}

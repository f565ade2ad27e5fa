//! Growing a selection the way Chinese is read: word, figure, clause, sentence, paragraph.
//!
//! Must hold: each step covers the selection that it grew from, none ends inside a user-perceived character
//! or inside a figure, and growing ends at whole paragraphs.

use crate::{
    extract::Number,
    report::{Report, clauses, sentences_in},
    text::{Offset, Span},
};

/// How far a selection reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// A word, or the whole figure where there is one: 超过1200万人, 5%左右.
    Word,
    /// 分句: what stands between ， ； and the ends of the sentence, without the marks.
    Clause,
    /// 句: up to 。！？ with the mark.
    Sentence,
    /// 段: the paragraph.
    Paragraph,
}

impl Reach {
    /// All of them, the smallest first.
    pub const ALL: [Self; 4] = [Self::Word, Self::Clause, Self::Sentence, Self::Paragraph];
}

/// The selection that starts from `span` and reaches as far as `reach`. `word` is the span widened to whole
/// words, which the browser's dictionary knows and this room does not; pass `span` itself where there is
/// none. Costs the paragraphs that it ends in.
pub fn reach(report: &Report, numbers: &[Number], span: Span, word: Span, reach: Reach) -> Span {
    let (Some(first), Some(last)) = (report.block_at(span.start), report.block_at(span.end.max(span.start)))
    else {
        return span;
    };
    let (first, last) = (report.blocks[first].span, report.blocks[last].span);
    let paragraph = span.hull(first).hull(if last.start < span.end { last } else { first });
    match reach {
        Reach::Word => whole(report, numbers, span.hull(word)),
        Reach::Clause => whole(report, numbers, touched(span, [first, last], |b| clauses(report, b))),
        Reach::Sentence => whole(report, numbers, touched(span, [first, last], |b| sentences_in(report, b))),
        Reach::Paragraph => paragraph,
    }
}

/// The next larger selection, if there is one: the smallest reach that adds something to `span`.
pub fn grow(report: &Report, numbers: &[Number], span: Span, word: Span) -> Option<(Reach, Span)> {
    Reach::ALL
        .into_iter()
        .map(|step| (step, reach(report, numbers, span, word, step)))
        .find(|&(_, grown)| grown != span && grown.covers(span))
}

/// The next smaller selection: the largest reach from `seed`, where the selection began, that leaves
/// something out of `span`; the seed itself if nothing else does.
pub fn shrink(report: &Report, numbers: &[Number], seed: Span, word: Span, span: Span) -> Option<Span> {
    Reach::ALL
        .into_iter()
        .rev()
        .map(|step| reach(report, numbers, seed, word, step))
        .chain([seed])
        .find(|&smaller| smaller != span && span.covers(smaller))
}

/// Widens `span` to whole figures and whole user-perceived characters.
pub fn whole(report: &Report, numbers: &[Number], span: Span) -> Span {
    let from = numbers.partition_point(|number| number.span.end <= span.start);
    let touched = numbers[from..]
        .iter()
        .take_while(|number| number.span.start < span.end || number.span.contains(span.start))
        .fold(span, |span, number| span.hull(number.span));
    let text = &report.text;
    let (mut start, mut end) = (touched.start.get(), touched.end.get());
    while !is_grapheme_break(text, start) {
        start -= 1;
    }
    while !is_grapheme_break(text, end) {
        end += 1;
    }
    Span::of(start..end)
}

/// Whether a selection may end at byte `at`: a part of UAX #29 that holds for what reports are made of.
/// Combining marks, variation selectors, joiners and skin tones stay with what they follow, what follows a
/// joiner stays with it, and flags are not parted.
pub fn is_grapheme_break(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else {
        return at > text.len();
    };
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else {
        return true;
    };
    let flag = |c: char| matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
    if flag(last) && flag(next) {
        return before.chars().rev().take_while(|&c| flag(c)).count() % 2 == 0;
    }
    !extends(next) && last != '\u{200d}' && (last, next) != ('\r', '\n')
}

fn extends(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{200c}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}' | '\u{302a}'..='\u{302f}' | '\u{3099}' | '\u{309a}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
}

/// The hull of `span` and the pieces of its first and its last block that it touches.
fn touched<I: Iterator<Item = Span>>(span: Span, ends: [Span; 2], walk: impl Fn(Span) -> I) -> Span {
    let touches = |piece: &Span| {
        piece.overlaps(span) || span.is_empty() && (piece.contains(span.start) || piece.end == span.start)
    };
    ends.into_iter().flat_map(walk).filter(touches).fold(span, Span::hull)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        extract::testing,
        report,
        text::{Encoding, SourceText},
    };

    fn report(text: &str) -> Report {
        report::parse(SourceText::new(text.to_owned(), Encoding::Utf8))
    }

    fn numbers(report: &Report, figures: &[&str]) -> Vec<Number> {
        let mut from = 0;
        figures
            .iter()
            .map(|figure| {
                let start = from + report.text[from..].find(figure).unwrap();
                from = start + figure.len();
                testing::count(Span::of(start..from))
            })
            .collect()
    }

    /// Grows the selection between the two `|` step by step and shows each.
    fn check(text: &str, figures: &[&str], expect: &[&str]) {
        let start = text.find('|').unwrap();
        let end = text[start + 1..].find('|').unwrap() + start;
        let report = report(&text.replace('|', ""));
        let numbers = numbers(&report, figures);
        let mut span = Span::of(start..end);
        let mut steps = Vec::new();
        while let Some((_, grown)) = grow(&report, &numbers, span, span) {
            steps.push(report.slice(grown));
            span = grown;
        }
        assert_eq!(steps, expect);
    }

    #[test]
    fn a_selection_grows_as_chinese_is_read() {
        check(
            "今年要做三件事。|修缮|校舍50所以上，新增学位；其他从略。末句。",
            &["50所以上"],
            &[
                "修缮校舍50所以上",
                "修缮校舍50所以上，新增学位；其他从略。",
                "今年要做三件事。修缮校舍50所以上，新增学位；其他从略。末句。",
            ],
        );
    }

    #[test]
    fn a_figure_is_taken_whole() {
        check(
            "培训超过1200|万|人。",
            &["超过1200万人"],
            &["超过1200万人", "培训超过1200万人", "培训超过1200万人。"],
        );
        check(
            "按4：|1|配比，共1,000元。",
            &["4：1", "1,000元"],
            &["4：1", "按4：1配比", "按4：1配比，共1,000元。"],
        );
    }

    #[test]
    fn closing_quotation_marks_belong_to_the_sentence_before() {
        check("他说：“好。”|再|来一次。", &[], &["再来一次", "再来一次。", "他说：“好。”再来一次。"]);
    }

    #[test]
    fn over_two_paragraphs_it_grows_to_both() {
        check("一段，尾|句\n二|段，末句。", &[], &["尾句\n二段", "一段，尾句\n二段，末句。"]);
    }

    #[test]
    fn shrinking_goes_back_the_way_it_came() {
        let report = report("甲乙丙，丁戊。己。");
        let seed = Span::of(3..6);
        let paragraph = reach(&report, &[], seed, seed, Reach::Paragraph);
        let mut span = paragraph;
        let mut steps = Vec::new();
        while let Some(smaller) = shrink(&report, &[], seed, seed, span) {
            steps.push(report.slice(smaller));
            span = smaller;
        }
        assert_eq!(steps, ["甲乙丙，丁戊。", "甲乙丙", "乙"]);
    }

    #[test]
    fn graphemes_are_not_parted() {
        for whole in ["e\u{301}", "👨\u{200d}👩\u{200d}👧", "🇨🇳", "👍🏽", "葛\u{e0100}"] {
            let text = format!("甲{whole}乙");
            for at in text.char_indices().map(|(at, _)| at) {
                let inside = at > 3 && at < 3 + whole.len();
                assert_eq!(is_grapheme_break(&text, at), !inside, "{whole} at {at}");
            }
        }
    }

    proptest! {
        #[test]
        fn growing_only_adds_and_ends_at_paragraphs(
            text in "[甲乙，。；“”！\n1e\u{301}👨\u{200d}]{1,40}",
            (a, b) in (0usize..60, 0usize..60),
        ) {
            let report = report(&text);
            let places: Vec<usize> = (0..=report.text.len()).filter(|&at| report.text.is_char_boundary(at)).collect();
            let (a, b) = (places[a % places.len()], places[b % places.len()]);
            let mut span = Span::of(a.min(b)..a.max(b));
            for _ in 0..8 {
                let Some((reach, grown)) = grow(&report, &[], span, span) else { break };
                prop_assert!(grown.covers(span) && grown != span);
                prop_assert!(reach == Reach::Paragraph || is_grapheme_break(&report.text, grown.end.get()));
                span = grown;
            }
            prop_assert!(grow(&report, &[], span, span).is_none());
        }
    }
}

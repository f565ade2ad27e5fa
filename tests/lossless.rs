//! Laws of parsing, on any text: nothing is lost, nothing is made up, every place has its way back.

#![allow(clippy::unwrap_used)] // In a test a failed unwrap is the failure.

use meipi::{
    report::{BlockKind, DropReason, Report, clauses, parse, sentences},
    text::{Encoding, Offset, SourceText, Span, normal::ideograph},
};
use proptest::prelude::*;

fn parsed(text: &str) -> Report {
    parse(SourceText::new(text.to_owned(), Encoding::Utf8))
}

/// Every law, on one text.
fn check(text: &str) {
    let report = parsed(text);
    each_byte_is_kept_or_dropped_once(&report);
    the_text_is_a_subsequence(&report);
    blocks_fit(&report);
    layout_is_only_layout(&report);
    pieces_fit(&report);
}

fn each_byte_is_kept_or_dropped_once(report: &Report) {
    let dropped = report.dropped.iter().map(|d| d.span);
    let mut pieces: Vec<_> = report.map.kept().chain(dropped).collect();
    pieces.sort_unstable();
    let mut at = 0;
    for piece in pieces {
        assert_eq!(piece.start.get(), at, "a gap or an overlap");
        assert!(!piece.is_empty());
        at = piece.end.get();
    }
    assert_eq!(at, report.source.text().len());
}

/// What is kept stands in the text in order, changed only where a radical became an ideograph; what is put in
/// between is a line break, a tab or a blank.
fn the_text_is_a_subsequence(report: &Report) {
    let mut at = 0;
    for piece in report.map.kept() {
        let source = piece.slice_source(report.source.text());
        let put_in =
            report.text[at..].chars().take_while(|c| matches!(c, '\n' | '\t' | ' ')).map(char::len_utf8);
        let skipped: Vec<usize> = std::iter::once(0)
            .chain(put_in.scan(0, |sum, len| {
                *sum += len;
                Some(*sum)
            }))
            .collect();
        let same = |from: usize| {
            report.text[from..]
                .chars()
                .zip(source.chars())
                .filter(|&(t, s)| t == s || ideograph(s) == Some(t))
                .count()
                == source.chars().count()
        };
        let here = report.map.to_text(piece).start.get();
        assert!(skipped.contains(&(here - at)), "something was made up");
        assert!(same(here), "{source:?}");
        at = here + source.len();
    }
    assert_eq!(at, report.text.len());
}

fn blocks_fit(report: &Report) {
    let mut at = 0;
    for (i, block) in report.blocks.iter().enumerate() {
        let text = report.slice(block.span);
        assert!(!text.trim().is_empty());
        assert_eq!(text.trim_end(), text);
        assert!(block.kind == BlockKind::Row || text.trim_start() == text, "{text:?}");
        assert_eq!(block.span.start.get(), at + usize::from(i > 0));
        assert!(block.kind == BlockKind::Heading || block.level == 0);
        assert!(block.kind != BlockKind::Heading || block.level > 0);
        assert_eq!(report.block_at(block.span.start), Some(i));
        assert!(!report.to_source(block.span).is_empty());
        assert_eq!(report.map.to_text(report.to_source(block.span)).slice(&report.text).trim(), text.trim());
        at = block.span.end.get();
    }
    assert_eq!(at, report.text.len());
}

/// No letter, digit or mark is dropped as layout, the tags and escapes that break lines aside.
fn layout_is_only_layout(report: &Report) {
    for dropped in report.dropped.iter().filter(|d| d.reason == DropReason::Layout) {
        let mut rest = dropped.span.slice_source(report.source.text());
        while let Some(c) = rest.chars().next() {
            let unseen = |c: char| {
                c.is_whitespace()
                    || c.is_control()
                    || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
            };
            let literal = ["\\r\\n", "\\n", "\\r"].iter().find(|&&escape| rest.starts_with(escape));
            let len = match (c, literal) {
                (_, Some(escape)) => escape.len(),
                ('<', _) => rest.find('>').unwrap() + 1,
                ('&', _) => rest.find(';').unwrap() + 1,
                _ => {
                    assert!(unseen(c), "{c:?} was dropped as layout");
                    c.len_utf8()
                }
            };
            rest = &rest[len..];
        }
    }
}

fn pieces_fit(report: &Report) {
    for (i, block) in report.blocks.iter().enumerate() {
        let mut at = block.span.start;
        for sentence in sentences(report, i) {
            assert!(at <= sentence.start && block.span.covers(sentence) && !sentence.is_empty());
            assert!(report.text.get(sentence.range()).is_some());
            at = sentence.end;
            let mut inner = sentence.start;
            for clause in clauses(report, sentence) {
                assert!(inner <= clause.start && sentence.covers(clause) && !clause.is_empty());
                inner = clause.end;
            }
        }
    }
}

/// Pieces that reports are made of, and pieces that break parsers.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "政府工作报告",
        "——2020年1月5日在某区第九届人民代表大会第一次会议上",
        "某区人民政府区长  王某",
        "各位代表：",
        "各位代表！",
        "一、2019年工作回顾",
        "（一）稳增长",
        "（一）稳增长。全年投资向好，成效明显，就业稳定。",
        "1.",
        "⑴",
        "①",
        "一是",
        "第一部分",
        "完成投资12.5亿元，增长6%。",
        "“一网通办”",
        "《条例》",
        "[12]",
        "〔 3〕",
        "17",
        "- 3 -",
        "第3页 共9页",
        "---",
        "| 甲 | 乙 |",
        "|---|---|",
        "\t",
        "  ",
        "　　",
        "\n",
        "\n\n",
        " \n",
        "\r\n",
        "\\r\\n",
        "\\n",
        "<br>",
        "<p>",
        "<",
        ">",
        "&nbsp;",
        "**",
        "#",
        "*",
        "\\",
        "![图](/a)",
        "[文](http://a)",
        "](",
        "来源：市府办",
        "责任编辑：王某",
        "首页 > 公开",
        "名词解释",
        "注：",
        "⽬标",
        "⻓",
        "各各位位代代表表们们",
        "\u{200b}",
        "\u{feff}",
        "\u{c}",
        "\u{2028}",
        "\u{a0}",
        "e\u{301}",
        "𠮷",
        "😃",
        "AI",
        "GDP",
        "12",
        "0",
        "年",
        "，",
        "。",
        "；",
        "：",
        "“",
        "”",
        "（",
        "）",
        "《",
        "同时，我们也清醒地看到存在的困难和问题。",
        "今年工作的总体要求是",
        "过去五年",
        "让我们努力奋斗！",
    ])
    .prop_map(ToOwned::to_owned);
    prop_oneof![8 => known, 2 => "[\u{4e00}-\u{9fff}]{1,30}", 1 => ".{0,6}", 1 => "[ -~]{0,12}"]
}

#[test]
fn a_tag_that_holds_doubled_glyphs_is_layout_as_a_whole() {
    check("<P 各各位位代代表表们们>");
    check("一、回顾\n<br 各各位位代代表表们们>各各位位代代表表们们<p>二");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_arrangement_of_known_pieces(pieces in prop::collection::vec(piece(), 0..120)) {
        check(&pieces.concat());
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_sample_without_any_break(start in 0usize..14_000) {
        let text: String = include_str!("data/xicheng-2020.txt").chars().filter(|c| !c.is_whitespace()).skip(start).take(3000).collect();
        check(&text);
    }

    #[test]
    fn any_wrap_of_the_sample(width in 8usize..60, gap in 1usize..4, start in 0usize..6000) {
        let text: String = include_str!("data/xicheng-2020.txt").chars().filter(|c| !c.is_whitespace()).skip(start).take(3000).collect();
        let lines: Vec<String> = text.chars().collect::<Vec<_>>().chunks(width).map(|line| line.iter().collect()).collect();
        check(&lines.join(&"\n".repeat(gap)));
    }
}

#[test]
fn the_sample_obeys_every_law() {
    check(include_str!("data/xicheng-2020.txt"));
}

#[test]
fn a_report_of_nothing_has_no_blocks() {
    for text in ["", "\n\n", " \u{feff}\r\n", "<br>", "---", "\\r\\n"] {
        check(text);
        assert_eq!(parsed(text).blocks, []);
    }
}

/// The cost of a byte does not grow with the text: what is hostile to one step is repeated thirty thousand
/// times, and has to be done within a time that a quadratic step would miss by far.
#[test]
fn hostile_texts_take_linear_time() {
    let pieces = [
        "“",
        "（",
        " ",
        "　　。",
        "[",
        "![",
        "<",
        "<p",
        "\\",
        "17\n",
        "|",
        "| 甲 ",
        "\t",
        "一、\n",
        "各各",
        "（一）",
        "。一、",
        "。（一）回顾",
        "。第 ",
        "&",
        "年",
        "1",
        "*",
        "甲\n",
    ];
    for piece in pieces {
        let text = piece.repeat(30_000);
        let started = std::time::Instant::now();
        let report = parsed(&text);
        let walked: usize = (0..report.blocks.len()).map(|i| sentences(&report, i).count()).sum();
        assert!(walked <= text.len());
        assert!(started.elapsed().as_secs() < 20, "{piece:?} took {:?}", started.elapsed());
    }
}

#[test]
fn spans_of_two_texts_meet() {
    let report = parsed("标题\n\n增长 6 %，建成 12\n公里。");
    let at = report.text.find("12公里").unwrap();
    let span = Span::of(at..at + "12公里".len());
    assert_eq!(report.to_source(span).slice_source(report.source.text()), "12\n公里");
}

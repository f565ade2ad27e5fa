//! Reports that have lost their line breaks: a line that holds a good part of the text is cut where paragraphs
//! surely began.
//!
//! Must hold: every cut lies between two characters that no sentence joins; linear; lines that hold little of
//! the text stay whole.

use super::{
    heading::{Class, enumerator},
    lines::{Line, is_blank},
};
use crate::text::normal::fold_text;

/// A line with fewer bytes than this is a paragraph, however few the lines are.
const LEAST: usize = 3_000;

/// A line with a smaller share of the text than this is one paragraph of many.
const SHARE: usize = 12;

/// The farthest that a salutation stands from the start, in bytes.
const FRONT: usize = 600;

/// The most bytes of a heading whose end no break shows.
const HEADING: usize = 100;

/// What headings end in that say which part begins. Source: the first-rank headings of 2,991 reports by
/// frequency.
const ENDS: [&str; 19] = [
    "回顾",
    "总结",
    "工作安排",
    "总体安排",
    "工作部署",
    "总体部署",
    "工作",
    "任务",
    "目标",
    "总体要求",
    "要求",
    "建议",
    "打算",
    "思路",
    "成就",
    "成效",
    "措施",
    "工作重点",
    "自身建设",
];

/// What goes on with such a heading.
const GOES_ON: [&str; 26] = [
    "和", "及", "与", "的", "、", "，", ",", "。", "：", ":", "（", "任务", "安排", "回顾", "目标", "要求",
    "建议", "情况", "思路", "重点", "打算", "部署", "总体", "简要", "总结", "报告",
];

/// Cuts the lines that have lost their breaks.
pub(super) fn restore(source: &str, lines: Vec<Line>) -> Vec<Line> {
    let long = |line: &Line| line.end - line.start >= LEAST.max(source.len() / SHARE);
    if !lines.iter().any(long) {
        return lines;
    }
    let mut cut = Vec::with_capacity(lines.len() + 50);
    for line in lines {
        if !long(&line) {
            cut.push(line);
            continue;
        }
        let mut rest = line.clone();
        for seam in seams(line.text(source)) {
            let at = line.start + seam;
            if at > rest.start {
                let [head, tail] = rest.cut(source, at);
                cut.push(head);
                rest = tail;
            }
        }
        cut.push(rest);
    }
    cut.retain(|line| line.start < line.end);
    cut
}

/// The bytes of `line` at which a paragraph begins, in order.
fn seams(line: &str) -> Vec<usize> {
    let mut seams = Vec::new();
    let greeted = ["各位代表：", "各位代表:"]
        .iter()
        .filter_map(|who| Some((line.find(who).filter(|&at| at < FRONT)?, who.len())))
        .min();
    if let Some((at, len)) = greeted {
        seams.extend([at, at + len]);
    }
    let ends = |c: char| matches!(c, '。' | '！' | '？' | '：' | '；' | '”' | '!' | ':' | ';');
    let mut from = seams.last().copied().unwrap_or(0);
    while from < line.len() {
        if let Some(end) = opening(&line[from..]) {
            seams.push(from);
            if end > 0 {
                seams.push(from + end);
            }
        }
        let Some(next) = line[from..].find(ends) else { break };
        from += next + line[from + next..].chars().next().map_or(1, char::len_utf8);
    }
    seams.dedup();
    seams
}

/// Whether `rest` starts a paragraph; if so, where the heading that opens it ends, or 0.
fn opening(rest: &str) -> Option<usize> {
    let bare = rest.trim_start_matches(is_blank);
    let blanks = rest.len() - bare.len();
    if bare.starts_with("各位代表") {
        return Some(0);
    }
    // Few sentences start with what an enumerator starts with.
    if !bare.starts_with(|c| "一二三四五六七八九十第（(".contains(c)) {
        return None;
    }
    let start: String = bare.chars().take(8).collect();
    let (class, ..) = enumerator(&fold_text(&start))?;
    match class {
        Class::ChineseInBrackets => Some(0),
        Class::Chinese | Class::Division => Some(end_of_heading(bare).map_or(0, |end| blanks + end)),
        _ => None,
    }
}

/// Where the heading at the start of `text` ends, if its words say so.
fn end_of_heading(text: &str) -> Option<usize> {
    let window = &text[..text.floor_char_boundary(HEADING)];
    let words = |c: char| matches!(c, '，' | '。' | '；' | '：' | '！' | ',' | ';');
    let window = &window[..window.find(words).unwrap_or(window.len())];
    let ends = ENDS.iter().flat_map(|end| window.match_indices(end).map(move |(at, _)| at + end.len()));
    ends.filter(|&end| {
        let next = text[end..].trim_start_matches(is_blank);
        !next.is_empty() && !GOES_ON.iter().any(|word| next.starts_with(word))
    })
    .min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::lines::split;

    fn check(source: &str, expect: &[&str]) {
        let filler = "全县产业稳步发展，群众生活不断改善。".repeat(70);
        let source = &source.replace('~', &filler);
        let lines = restore(source, split(source));
        let found: Vec<_> = lines.iter().map(|line| line.text(source).replace(&filler, "~")).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn a_text_on_one_line_is_cut_where_paragraphs_began() {
        check(
            "县长 王某各位代表：现在，我代表县政府报告工作。一、2021年工作回顾2021年，全县修渠8条。~\
             （一）农业稳步发展。~各位代表，成绩来之不易。二、2022年总体要求和目标任务今年要修渠9条。",
            &[
                "县长 王某",
                "各位代表：",
                "现在，我代表县政府报告工作。",
                "一、2021年工作回顾",
                "2021年，全县修渠8条。~",
                "（一）农业稳步发展。~",
                "各位代表，成绩来之不易。",
                "二、2022年总体要求和目标任务",
                "今年要修渠9条。",
            ],
        );
    }

    #[test]
    fn what_only_looks_like_a_beginning_is_none() {
        check("一季度修渠8条。一批项目开工。~", &["一季度修渠8条。一批项目开工。~"]);
        check("一、重点抓好水利，修渠8条。~", &["一、重点抓好水利，修渠8条。~"]);
    }

    #[test]
    fn a_short_line_stays_whole() {
        let source = "稳中有进。二、2022年工作安排今年要修渠9条。";
        assert_eq!(restore(source, split(source)).len(), 1);
    }
}

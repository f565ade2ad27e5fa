//! Lines that belong to the page and not to the text: page numbers, running heads, rules, front matter.
//!
//! A bare figure on a line may be a page number or the half of a broken sentence (`新增` / `80` / `万吨`), so
//! it is furniture only where its neighbours say so.

use std::collections::BTreeMap;

use super::{
    DropReason::{self, Chrome, PageFurniture},
    join::{Wrap, ends_sentence},
    lines::Line,
};
use crate::text::normal::fold_text;

/// For each line why it is dropped, or `None` for text.
pub(super) fn roles(source: &str, lines: &[Line], wrap: &Wrap) -> Vec<Option<DropReason>> {
    let mut roles = vec![None; lines.len()];
    front_matter(source, lines, &mut roles);
    for (line, role) in
        lines.iter().zip(&mut roles).filter(|(line, role)| role.is_none() && line.end < line.start + 200)
    {
        if is_rule(line.text(source)) {
            *role = Some(Chrome);
        }
    }
    let numbers = page_numbers(source, lines, wrap, &roles);
    running_heads(source, lines, wrap, &numbers, &mut roles);
    for (line, _) in numbers {
        roles[line] = Some(PageFurniture);
    }
    roles
}

/// YAML between two `---` at the very top.
fn front_matter(source: &str, lines: &[Line], roles: &mut [Option<DropReason>]) {
    let is_fence = |line: &Line| line.text(source) == "---";
    if !lines.first().is_some_and(is_fence) {
        return;
    }
    if let Some(close) = lines.iter().skip(1).take(40).position(is_fence) {
        roles[..close + 2].fill(Some(Chrome));
    }
}

/// A rule (`---`, `***`, `====`), or the row of dashes under a Markdown table's head.
fn is_rule(text: &str) -> bool {
    if !text.starts_with(['-', '=', '*', '_', '~', '─', '━', '—', '|', ':', '+']) {
        return false;
    }
    let dashes = text.chars().filter(|c| "-=*_~─━—".contains(*c)).count();
    dashes >= 3 && text.chars().all(|c| "-=*_~─━— |:+\t".contains(c)) && !(text.contains('—') && dashes < 5)
}

/// A line that is a page number alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct PageNumber {
    number: u32,
    /// Without dashes, 第…页 or anything else that tells it from a figure.
    bare: bool,
}

/// Reads `3`, `- 3 -`, `·3·`, `第3页`, `第3页共20页`, `3/20`.
fn page_number(text: &str) -> Option<PageNumber> {
    if text.len() > 40 {
        return None;
    }
    let folded = fold_text(text);
    let core = folded.trim_matches(['-', '·', '~', '|', '_']);
    let decorated = core.len() < folded.len();
    let digits = core.bytes().take_while(u8::is_ascii_digit).count();
    let number = |text: &str| text.parse().ok().filter(|_| text.len() <= 4);
    if digits > 0 && digits == core.len() {
        return Some(PageNumber { number: number(core)?, bare: !decorated });
    }
    let page = core.strip_prefix('第').or_else(|| core.strip_prefix("page"));
    let body = page.unwrap_or(core);
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let value = number(&body[..digits])?;
    let rest = &body[digits..];
    let total = rest.trim_start_matches(['页', '/', ',', 'o', 'f', '共', '总']).trim_end_matches('页');
    let shaped = !rest.is_empty() && total.bytes().all(|b| b.is_ascii_digit());
    let framed = page.is_some() || rest.starts_with('页') || (rest.starts_with('/') && !total.is_empty());
    (shaped && framed && total.len() <= 4).then_some(PageNumber { number: value, bare: false })
}

/// What may follow a figure in a sentence that a bad export has broken around it.
const AFTER_FIGURE: &str = "年月日号个万亿千百十元项家户人亩公里平方吨条名所座件次倍岁世多余以左％%‰时分秒米种类处台辆套间栋\
                            幢张部级届期度克升瓦只头株棵对批支队场艘架美英欧港成，。；、．.,;)）";

fn page_numbers(
    source: &str,
    lines: &[Line],
    wrap: &Wrap,
    roles: &[Option<DropReason>],
) -> Vec<(usize, PageNumber)> {
    let mut found: Vec<(usize, PageNumber)> = lines
        .iter()
        .enumerate()
        .filter(|&(i, _)| roles[i].is_none())
        .filter_map(|(i, line)| Some((i, page_number(line.text(source))?)))
        .collect();
    let in_sequence: Vec<bool> = {
        let numbers: Vec<u32> = found.iter().map(|(_, page)| page.number).collect();
        let rises = |i: usize| i + 1 < numbers.len() && numbers[i] + 1 == numbers[i + 1];
        (0..numbers.len())
            .map(|i| {
                let (before, after) = (i > 0 && rises(i - 1), rises(i));
                (after && (before || rises(i + 1))) || (before && i > 1 && rises(i - 2))
            })
            .collect()
    };
    let mut sequence = in_sequence.into_iter();
    found.retain(|&(i, page)| {
        let rising = sequence.next().unwrap_or(false);
        if !page.bare || wrap.is_wrapped() || rising {
            return true;
        }
        let next = lines.get(i + 1).map_or("", |line| line.text(source));
        let goes_on = next.starts_with(|c| AFTER_FIGURE.contains(c));
        let before = i.checked_sub(1).map_or("", |before| lines[before].text(source));
        !goes_on && ends_sentence(before)
    });
    found
}

/// Short lines that stand again and again at the pages' edges, the page number in them or beside them.
fn running_heads(
    source: &str,
    lines: &[Line],
    wrap: &Wrap,
    numbers: &[(usize, PageNumber)],
    roles: &mut [Option<DropReason>],
) {
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, line) in lines.iter().enumerate() {
        let text = line.text(source);
        let long = text.len() > 180 || wrap.is_full(text);
        if roles[i].is_some() || long || text.starts_with('|') || ends_sentence(text) {
            continue;
        }
        let mut key = fold_text(text);
        key.retain(|c| !c.is_ascii_digit() && !"-·/".contains(c));
        if key.chars().count() >= 4 {
            places.entry(key).or_default().push(i);
        }
    }
    let is_number = |i: usize| numbers.binary_search_by_key(&i, |&(line, _)| line).is_ok();
    let at_edge = |i: usize| {
        let breaks = lines[i].page || lines.get(i + 1).is_some_and(|next| next.page);
        let beside = i.checked_sub(1).is_some_and(is_number) || is_number(i + 1);
        let mid_sentence = wrap.is_wrapped()
            && i.checked_sub(1).is_some_and(|before| !ends_sentence(lines[before].text(source)));
        let address = lines[i].text(source).contains("://");
        breaks || beside || mid_sentence || address
    };
    for lines_of_head in places.into_values().filter(|places| places.len() >= 3) {
        let edges = lines_of_head.iter().filter(|&&i| at_edge(i)).count();
        if 2 * edges < lines_of_head.len() {
            continue;
        }
        // The first one may be the title itself.
        let first_is_title = lines_of_head[0] < 12 && !at_edge(lines_of_head[0]);
        for i in lines_of_head.into_iter().skip(usize::from(first_is_title)) {
            roles[i] = Some(PageFurniture);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::lines::{split, tests::without_role};

    fn kept(source: &str) -> Vec<&str> {
        let lines = split(source);
        let wrap = Wrap::of(source, &lines);
        let roles = roles(source, &lines, &wrap);
        without_role(source, &lines, &roles)
    }

    #[test]
    fn page_numbers_in_every_dress() {
        for text in
            ["- 3 -", "— 3 —", "–3–", "·3·", "第3页", "第 3 页 共 20 页", "3/20", "Page 3 of 20", "３"]
        {
            assert_eq!(page_number(text).map(|page| page.number), Some(3), "{text}");
        }
        for text in ["3.", "3年", "第三", "3个", "12345", "2/3强", "一", "共3页面向全市的活动"]
        {
            assert_eq!(page_number(text), None, "{text}");
        }
    }

    #[test]
    fn a_bare_figure_between_two_paragraphs_is_a_page_number() {
        assert_eq!(kept("全年投资增长。\n7\n就业稳中有进。"), ["全年投资增长。", "就业稳中有进。"]);
    }

    #[test]
    fn a_bare_figure_in_a_broken_sentence_is_text() {
        assert_eq!(kept("建成通车，累计铺设\n80\n万米管网。"), ["建成通车，累计铺设", "80", "万米管网。"]);
        assert_eq!(kept("就业向好。\n2021\n年是开局之年。").len(), 3);
    }

    #[test]
    fn running_heads_go_and_the_title_stays() {
        let page = |n: u32| format!("某市工作报告\n\n第{n}段文字在这里说明全年的工作情况。\n- {n} -\n");
        let source = format!("某市工作报告\n\n各位代表：\n{}{}{}", page(1), page(2), page(3));
        let kept = kept(&source);
        assert_eq!(kept.iter().filter(|line| **line == "某市工作报告").count(), 1);
        assert_eq!(kept.len(), 5);
    }

    #[test]
    fn front_matter_and_rules_go() {
        assert_eq!(kept("---\ntitle: 报告\n---\n正文。\n***\n| --- | :-: |"), ["正文。"]);
        assert_eq!(kept("——2020年在会议上"), ["——2020年在会议上"]);
    }
}

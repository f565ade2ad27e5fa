//! Which lines are one paragraph.
//!
//! Either every line is a paragraph, and only a broken sentence goes on in the next line; or a printer has
//! wrapped the text, and the layout tells where a paragraph ends: by a blank behind its last line, by an
//! indent, by an empty line, or only by a short line that ends a sentence. [`Wrap`] finds out which of these
//! a document uses before [`paragraphs`] trusts it.

use std::ops::Range;

use super::{
    DropReason, front,
    heading::enumerator,
    lines::{Line, is_blank},
};
use crate::text::{
    chars::{CharSet, leads_ideograph},
    normal::fold,
};

/// The lines of one paragraph, as a range of line numbers; lines that are dropped may lie between them.
pub(super) type Lines = Range<usize>;

/// Whether `text` ends a sentence, a closing quotation mark or bracket aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    // A sentence ends in no ideograph.
    if text.as_bytes().last_chunk().is_some_and(|&[lead, _, _]| leads_ideograph(lead)) {
        return false;
    }
    let mut back = text.chars().rev().filter(|c| !matches!(c, '”' | '’' | '"' | '）' | ')' | '》' | '*'));
    match back.next() {
        Some('。' | '！' | '？' | '；' | '：' | '!' | '?' | ';' | ':' | '…') => true,
        Some('.') => back.next().is_some_and(|c| !c.is_ascii()),
        _ => false,
    }
}

/// How many columns a wrapped line may fall short: a mark that must not start a line takes its
/// neighbour along, and a number is not broken.
const SLACK: usize = 8;

/// The narrowest page, in columns. (The national standard for official papers, GB/T 9704, has 56.)
const NARROWEST: usize = 28;

/// The widest wrapped line, in columns. Wider lines are paragraphs.
const WIDEST: usize = 150;

/// How the document parts its paragraphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wrap {
    /// The width of a full line in columns, if a printer wrapped the text.
    width: Option<usize>,
    /// What tells the end of a paragraph.
    sign: Sign,
}

/// What tells the end of a paragraph in wrapped text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Sign {
    /// Nothing but a short line that ends a sentence.
    #[default]
    ShortLine,
    /// A blank behind the last line.
    Trailing,
    /// An indent of at least so many columns before the next line.
    Indent(u8),
    /// At least so many empty lines.
    Gap(u8),
}

/// The width of a line in columns: two for a Chinese character, one for an ASCII character.
fn columns(text: &str) -> usize {
    let ascii = text.bytes().filter(u8::is_ascii).count();
    ascii + (text.len() - ascii) * 2 / 3
}

impl Wrap {
    /// Measures the document. Looks at every line once, and at no more than [`WIDEST`] columns of it.
    pub fn of(source: &str, lines: &[Line]) -> Self {
        let measured = |line: &Line| {
            let text = line.text(source);
            if text.len() > 3 * WIDEST { WIDEST + 1 } else { columns(text) }
        };
        let texts = lines.iter().filter(|line| !line.text(source).starts_with('|'));
        let widths: Vec<(usize, &Line)> = texts.map(|line| (measured(line), line)).collect();
        let mut sorted: Vec<usize> = widths.iter().map(|&(width, _)| width).collect();
        sorted.sort_unstable();
        let width = sorted.get(sorted.len() * 9 / 10).copied().unwrap_or_default();
        let full = widths.iter().filter(|(w, _)| w + SLACK >= width);
        let (all, broken) = full.fold((0, 0), |(all, broken), (_, line)| {
            (all + 1, broken + usize::from(!ends_sentence(line.text(source))))
        });
        let wrapped = (NARROWEST..=WIDEST).contains(&width)
            && lines.len() >= 8
            && 5 * all >= 2 * widths.len()
            && 2 * broken > all;
        if !wrapped {
            let indented = lines.iter().filter(|line| line.indent >= 4).count();
            let sign = if 2 * indented > lines.len() { Sign::Indent(4) } else { Sign::ShortLine };
            return Self { width: None, sign };
        }
        Self { width: Some(width), sign: Sign::of(source, &widths, width) }
    }

    /// Whether a printer wrapped the text.
    pub fn is_wrapped(&self) -> bool {
        self.width.is_some()
    }

    /// Whether a wrapped line is as wide as the page.
    pub fn is_full(&self, text: &str) -> bool {
        self.width.is_some_and(|width| columns(text) + SLACK >= width)
    }
}

impl Sign {
    /// The sign that stands at most of the places where a short line ends a sentence and the next starts with no
    /// number, and hardly ever where a full line ends none.
    fn of(source: &str, lines: &[(usize, &Line)], width: usize) -> Self {
        let neighbours = || lines.windows(2).map(|pair| (pair[0], pair[1].1));
        let short = |w: usize| w + SLACK < width;
        let ends = |&((w, line), next): &((usize, &Line), &Line)| {
            short(w) && ends_sentence(line.text(source)) && !starts_item(next.text(source))
        };
        let may_end =
            |&((w, line), _): &((usize, &Line), &Line)| short(w) || ends_sentence(line.text(source));
        let typical_gap = {
            let mut gaps: Vec<u8> = lines.iter().skip(1).map(|(_, line)| line.gap).collect();
            gaps.sort_unstable();
            gaps.get(gaps.len() / 2).copied().unwrap_or_default()
        };
        let typical_indent = {
            let mut indents: Vec<u8> = lines.iter().map(|(_, line)| line.indent).collect();
            indents.sort_unstable();
            indents.get(indents.len() / 2).copied().unwrap_or_default()
        };
        let signs =
            [Self::Trailing, Self::Indent(typical_indent.saturating_add(2)), Self::Gap(typical_gap + 1)];
        signs
            .into_iter()
            .find(|sign| {
                let shown = |pair: &((usize, &Line), &Line)| sign.stands_between(pair.0.1, pair.1);
                let (places, told) =
                    (neighbours().filter(ends).count(), neighbours().filter(ends).filter(shown).count());
                let (all, sound) =
                    (neighbours().filter(shown).count(), neighbours().filter(shown).filter(may_end).count());
                all >= 3 && 10 * sound >= 9 * all && 4 * told >= 3 * places && 5 * all <= 3 * lines.len()
            })
            .unwrap_or_default()
    }

    fn stands_between(self, before: &Line, after: &Line) -> bool {
        match self {
            Self::ShortLine => false,
            Self::Trailing => before.trailing,
            Self::Indent(columns) => after.indent >= columns,
            Self::Gap(lines) => after.gap >= lines,
        }
    }
}

/// Joins the lines that are text into paragraphs.
pub(super) fn paragraphs(
    source: &str,
    lines: &[Line],
    roles: &[Option<DropReason>],
    wrap: &Wrap,
) -> Vec<Lines> {
    let mut paragraphs: Vec<Lines> = Vec::new();
    let front = front::end(source, lines, roles);
    let mut stopped = false;
    for (i, line) in lines.iter().enumerate().filter(|&(i, _)| roles[i].is_none()) {
        if let Some(last) = paragraphs.last_mut() {
            let so_far =
                SoFar { source, before: &lines[last.end - 1], start: lines[last.start].start, stopped };
            let joined = if i < front {
                front::goes_on(so_far.before.text(source), line.text(source))
            } else {
                last.start >= front && goes_on(&so_far, line, wrap)
            };
            if joined {
                stopped |= has_stop(line.text(source));
                last.end = i + 1;
                continue;
            }
        }
        stopped = has_stop(line.text(source));
        paragraphs.push(i..i + 1);
    }
    paragraphs
}

/// A paragraph before its next line.
struct SoFar<'a> {
    source: &'a str,
    /// Its last line.
    before: &'a Line,
    /// Where it starts.
    start: usize,
    /// Whether a mark that ends a sentence stands in it.
    stopped: bool,
}

impl SoFar<'_> {
    /// Whether it can be no heading.
    fn is_running(&self) -> bool {
        self.stopped || self.before.end - self.start > 3 * 45 || self.start < self.before.start
    }
}

/// The marks that end a sentence, or a part of one.
static STOPS: CharSet = CharSet::of("。！；？");

fn has_stop(line: &str) -> bool {
    line.len() > 3 * 45 || line.chars().any(|c| STOPS.has(c))
}

/// The marks that start no line.
static STARTS_NOTHING: CharSet = CharSet::of("，。、；：！？”’）》,.;:%％‰");

fn goes_on(so_far: &SoFar, next: &Line, wrap: &Wrap) -> bool {
    let (before, after) = (so_far.before.text(so_far.source), next.text(so_far.source));
    let in_row = |line: &str| line.as_bytes().first() == Some(&b'|');
    if in_row(before) || in_row(after) {
        return false;
    }
    let ended = ends_sentence(before);
    if front::is_salutation(after) || (starts_item(after) && (ended || !so_far.is_running())) {
        return false;
    }
    // A line that starts with a mark which starts nothing belongs to the one before.
    if after.starts_with(|c| STARTS_NOTHING.has(c)) {
        return true;
    }
    let full = wrap.is_full(before);
    match (wrap.width, wrap.sign) {
        // Word processors also leave one where they break between two Latin words.
        (Some(_), Sign::Trailing) => !so_far.before.trailing || (full && !ended && so_far.is_running()),
        (Some(_), Sign::Indent(columns)) => next.indent < columns && (full || !ended),
        (Some(_), Sign::Gap(gap)) => next.gap < gap || (full && !ended),
        (Some(_), Sign::ShortLine) => full || (!ended && so_far.is_running()),
        (None, sign) => {
            let indented = matches!(sign, Sign::Indent(columns) if next.indent >= columns);
            !ended && !indented && (so_far.is_running() || is_torn(before, after))
        }
    }
}

/// Whether a short line without an end is torn off from the next: by a figure, a comma or an open bracket.
fn is_torn(before: &str, after: &str) -> bool {
    let figure = before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '%' | '．'));
    figure && !after.starts_with(|c: char| c.is_ascii_digit())
        || before.ends_with(['，', '、', '《', '（', '“', ','])
}

/// What the number of a heading starts with in normal form, circled and bracketed numbers apart.
static STARTS_ITEM: CharSet = CharSet::of("(第0123456789一二三四五六七八九十");

/// Whether a line starts with the number of a heading or of a paragraph.
fn starts_item(line: &str) -> bool {
    let first = line.chars().find(|&c| !is_blank(c) && c != '*' && c != '#');
    let may =
        first.and_then(fold).is_some_and(|c| STARTS_ITEM.has(c) || ('\u{2460}'..='\u{3229}').contains(&c));
    if !may {
        return false;
    }
    let start: String = line.chars().filter_map(fold).filter(|c| !matches!(c, '*' | '#')).take(8).collect();
    enumerator(&start).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::lines::split;

    fn check(source: &str, expect: &[&str]) {
        let lines = split(source);
        let wrap = Wrap::of(source, &lines);
        let roles = vec![None; lines.len()];
        let joined: Vec<String> = paragraphs(source, &lines, &roles, &wrap)
            .into_iter()
            .map(|range| lines[range].iter().map(|line| line.text(source)).collect())
            .collect();
        assert_eq!(joined, expect, "{wrap:?}");
    }

    /// Twelve full lines of one paragraph, then a short one that ends it, wrapped at 20 characters.
    fn wrapped(paragraphs: &[(&str, &str, &str)]) -> String {
        paragraphs.iter().map(|(before, line, after)| format!("{before}{line}{after}")).collect()
    }

    #[test]
    fn a_sentence_ends_with_its_mark() {
        for text in ["完成。", "完成！”", "如下：", "（完成。）", "完成**。**", "完成."]
        {
            assert!(ends_sentence(text), "{text}");
        }
        for text in ["完成", "增长6.5", "完成，", "“十四五”", ""] {
            assert!(!ends_sentence(text), "{text}");
        }
    }

    #[test]
    fn a_paragraph_a_line_stays_so() {
        check(
            "一、工作回顾\n全年工作取得新成效，主要指标好于预期。\n二是就业稳定。\n民生改善",
            &["一、工作回顾", "全年工作取得新成效，主要指标好于预期。", "二是就业稳定。", "民生改善"],
        );
    }

    #[test]
    fn a_sentence_broken_around_a_figure_is_whole_again() {
        check(
            "全年工作的回顾\n2016\n年以来，完成投资\n80\n亿元，增长\n7.5% 。\n过去的 5\n年，成绩来之不易。",
            &["全年工作的回顾", "2016年以来，完成投资80亿元，增长7.5% 。", "过去的 5年，成绩来之不易。"],
        );
    }

    #[test]
    fn a_blank_behind_the_last_line_ends_a_wrapped_paragraph() {
        let full = "全市上下团结一心奋力拼搏完成各项任务成绩";
        let ends_full = "全市上下团结一心奋力拼搏完成各项任务啊。";
        let line = |text, end| ("", text, end);
        let source = wrapped(&[
            line(full, "\n\n"),
            line(ends_full, "\n\n"),
            line(full, "\n\n"),
            line("完成了。", " \n\n"),
            line(full, "\n\n"),
            line(ends_full, " \n\n"),
            line(full, "\n\n"),
            line("再创佳绩。", " \n\n"),
            line(full, "\n\n"),
            line("又一年。", " \n"),
        ]);
        let join = |parts: &[&str]| parts.concat();
        check(
            &source,
            &[
                &join(&[full, ends_full, full, "完成了。"]),
                &join(&[full, ends_full]),
                &join(&[full, "再创佳绩。"]),
                &join(&[full, "又一年。"]),
            ],
        );
    }

    #[test]
    fn an_indent_starts_a_wrapped_paragraph() {
        let full = "全市上下团结一心奋力拼搏完成各项任务成绩";
        let indented = "　　全市上下团结一心奋力拼搏完成各项任务";
        let source =
            [indented, full, full, "完成了。", indented, full, "好。", indented, full, full, "再会。"]
                .join("\n");
        let lines = split(&source);
        let wrap = Wrap::of(&source, &lines);
        assert_eq!(paragraphs(&source, &lines, &[None; 11], &wrap), [0..4, 4..7, 7..11]);
    }

    #[test]
    fn without_a_sign_a_short_end_of_a_sentence_ends_the_paragraph() {
        let full = "全市上下团结一心奋力拼搏完成各项任务成绩";
        let source = [full, full, "完成了。", full, full, "好。", full, full, "再会。"].join("\n");
        let lines = split(&source);
        let wrap = Wrap::of(&source, &lines);
        assert_eq!(paragraphs(&source, &lines, &[None; 9], &wrap), [0..3, 3..6, 6..9]);
    }
}

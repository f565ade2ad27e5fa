//! Sentences and clauses of the report's text.
//!
//! A sentence ends at 。！？, a clause also at ， and ；. What stands between quotation marks, in 《》 or in
//! brackets is one piece and ends neither, and a comma inside a number (26，530元) ends nothing; 、 keeps a
//! clause going. The ASCII forms of the marks count like their Chinese forms.
//!
//! Must hold: spans ascend, lie inside the span asked for, start and end on no white space, and are never
//! empty. Each walk is lazy and linear: an opening mark looks at most [`REACH`] bytes ahead for its partner.

use std::ops::Range;

use super::Report;
use crate::text::{Span, chars};

/// How far a quotation or bracket may reach, in bytes. A partner farther away is a typing error more often
/// than a quotation, and the limit keeps the walk linear.
const REACH: usize = 600;

/// The sentences of block `block`, each with the mark that ends it. Empty if there is no such block.
pub fn sentences(report: &Report, block: usize) -> Pieces<'_> {
    let span = report.blocks.get(block).map_or_else(|| Span::of(0..0), |b| b.span);
    Pieces::new(&report.text, span, Mode::Sentences)
}

/// The sentences inside `within`, each with the mark that ends it.
pub fn sentences_in(report: &Report, within: Span) -> Pieces<'_> {
    Pieces::new(&report.text, within, Mode::Sentences)
}

/// The clauses inside `within` (a block, a sentence), each without the mark that ends it.
pub fn clauses(report: &Report, within: Span) -> Pieces<'_> {
    Pieces::new(&report.text, within, Mode::Clauses)
}

/// A lazy walk over sentences or clauses.
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    mode: Mode,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Sentences,
    Clauses,
}

impl<'a> Pieces<'a> {
    fn new(text: &'a str, within: Span, mode: Mode) -> Self {
        let range = within.range();
        let fits = text.get(range.clone()).is_some();
        Self { text, at: range.start, end: if fits { range.end } else { range.start }, mode }
    }

    /// A walk over the clauses in `within` of `text`.
    pub(super) fn clauses(text: &'a str, within: Span) -> Self {
        Self::new(text, within, Mode::Clauses)
    }

    /// Whether `c` at byte `at` ends a piece.
    fn ends_at(&self, c: char, at: usize, mode: Mode) -> bool {
        match c {
            '。' | '！' | '？' | '!' | '?' => true,
            '；' | ';' => mode == Mode::Clauses,
            '，' | ',' => mode == Mode::Clauses && !comma_in_number(self.text, at, c),
            _ => false,
        }
    }

    /// How the piece ends that starts at `from`.
    fn ending(&self, from: usize) -> Ending {
        let mut ending = Ending { end: self.end, next: self.end, sentence: true, colon: None, opens: false };
        let mut at = from;
        loop {
            at = skip_ideographs(&self.text.as_bytes()[..self.end], at);
            let Some(c) = self.text[at..self.end].chars().next() else { break };
            let after = at + c.len_utf8();
            if self.ends_at(c, at, self.mode) {
                ending.end = if self.mode == Mode::Sentences { after } else { at };
                ending.next = after;
                ending.sentence = !matches!(c, '；' | ';' | '，' | ',');
                break;
            }
            if c == '：' && !ending.opens && ending.colon.is_none() {
                ending.colon = Some(at);
            }
            at = after;
            let Some(close) = partner(c) else { continue };
            ending.opens |= matches!(c, '《' | '“' | '（');
            let Some(inside) = reach(&self.text[after..self.end], c, close) else { continue };
            at = after + inside + close.len_utf8();
            // A quotation that holds a whole sentence ends the sentence around it: 他说：“……。”
            let whole = self.text[after..after + inside].ends_with(['。', '！', '？']);
            if whole && close == '”' {
                (ending.end, ending.next) = (at, at);
                break;
            }
        }
        ending
    }

    /// The next piece, unless it is empty, and how it ends; `None` at the end of the text.
    pub(super) fn step(&mut self) -> Option<(Option<Span>, Ending)> {
        if self.at >= self.end {
            return None;
        }
        let from = self.at;
        let ending = self.ending(from);
        self.at = ending.next;
        Some((self.trimmed(from..ending.end, self.mode), ending))
    }

    /// The sentence that stands in `range`, if it is one.
    pub(super) fn sentence(&self, range: Range<usize>) -> Option<Span> {
        self.trimmed(range, Mode::Sentences)
    }

    /// What stands in `range` without the blanks around it. A mark on its own (！！) is nothing.
    fn trimmed(&self, range: Range<usize>, mode: Mode) -> Option<Span> {
        let piece = &self.text[range.clone()];
        let end = range.start + piece.trim_end().len();
        if chars::ideograph(piece.as_bytes(), 0).is_some() {
            return Some(Span::of(range.start..end));
        }
        let start = range.end - piece.trim_start().len();
        let bare = piece.trim();
        let some = !bare.is_empty() && !bare.chars().all(|c| self.ends_at(c, start, mode));
        some.then(|| Span::of(start..end))
    }
}

/// How a piece ends.
pub(super) struct Ending {
    /// Its end, with the mark that ends a sentence and without the one that ends a clause.
    end: usize,
    /// Where the next piece starts.
    pub next: usize,
    /// Whether a sentence ends here.
    pub sentence: bool,
    /// The first colon in it before anything opens.
    pub colon: Option<usize>,
    /// Whether a quotation, a title or a bracket opens in it.
    pub opens: bool,
}

impl Iterator for Pieces<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        loop {
            if let (Some(piece), _) = self.step()? {
                return Some(piece);
            }
        }
    }
}

/// The first place at or behind `at` where no ideograph stands.
fn skip_ideographs(text: &[u8], mut at: usize) -> usize {
    while text.get(at).is_some_and(|&byte| chars::leads_ideograph(byte)) {
        at += 3;
    }
    at
}

/// The closing mark of an opening one.
fn partner(open: char) -> Option<char> {
    Some(match open {
        '“' => '”',
        '‘' => '’',
        '《' => '》',
        '〈' => '〉',
        '「' => '」',
        '『' => '』',
        '（' => '）',
        '(' => ')',
        '【' => '】',
        '〔' => '〕',
        '[' => ']',
        _ => return None,
    })
}

/// Where in `rest` the partner of an opening mark stands; marks of the same sort nest.
fn reach(rest: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in rest.char_indices().take_while(|&(at, c)| at < REACH && c != '\n') {
        if c == close {
            if depth == 0 {
                return Some(at);
            }
            depth -= 1;
        } else if c == open {
            depth += 1;
        }
    }
    None
}

/// Whether the comma at byte `at` parts the thousands of one number: three digits and no fourth follow, one
/// to three stand before it, and no 第 makes those an ordinal (居全省第2，102个小区).
pub fn comma_in_number(text: &str, at: usize, comma: char) -> bool {
    let digit = |c: &char| c.is_ascii_digit() || matches!(c, '０'..='９');
    let after = text[at + comma.len_utf8()..].chars().take(4).take_while(digit).count();
    if after != 3 {
        return false;
    }
    let mut before = text[..at].chars().rev();
    let digits = before.by_ref().take(4).take_while(digit).count();
    let ahead = text[..at].chars().rev().nth(digits);
    (1..=3).contains(&digits) && !matches!(ahead, Some('第' | '.' | '．'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        report::parse,
        text::{Encoding, SourceText},
    };

    fn pieces(text: &str, mode: Mode) -> Vec<&str> {
        Pieces::new(text, Span::of(0..text.len()), mode).map(|span| span.slice(text)).collect()
    }

    fn check_clauses(text: &str, expect: &[&str]) {
        assert_eq!(pieces(text, Mode::Clauses), expect);
    }

    #[test]
    fn clauses_end_at_marks() {
        check_clauses(
            "建成学校8所，新增学位2万个；改造3条路。",
            &["建成学校8所", "新增学位2万个", "改造3条路"],
        );
        check_clauses("完成植树、护林任务!", &["完成植树、护林任务"]);
        check_clauses("地区生产总值,增长6%", &["地区生产总值", "增长6%"]);
    }

    #[test]
    fn a_comma_in_a_number_ends_nothing() {
        check_clauses("人均收入26，530元，增长9%", &["人均收入26，530元", "增长9%"]);
        check_clauses("收入２７，２０３，０００元", &["收入２７，２０３，０００元"]);
        check_clauses("投资1,200万元", &["投资1,200万元"]);
        check_clauses("居全省第2，102个小区完成改造", &["居全省第2", "102个小区完成改造"]);
        check_clauses("拆除5，1024户搬迁", &["拆除5", "1024户搬迁"]);
    }

    #[test]
    fn quotations_and_brackets_are_one_piece() {
        check_clauses("推进“一网通办，一次办成”改革，见效", &["推进“一网通办，一次办成”改革", "见效"]);
        check_clauses("落实《关于甲，乙的意见》", &["落实《关于甲，乙的意见》"]);
        check_clauses("改造小区（含老旧，危房）5个，完工", &["改造小区（含老旧，危房）5个", "完工"]);
    }

    #[test]
    fn an_opening_mark_without_partner_is_a_plain_character() {
        check_clauses("推进“一网通办，一次办成", &["推进“一网通办", "一次办成"]);
    }

    #[test]
    fn sentences_keep_their_mark() {
        assert_eq!(
            pieces("各位代表！成绩来之不易。 谢谢", Mode::Sentences),
            ["各位代表！", "成绩来之不易。", "谢谢"]
        );
        assert_eq!(pieces("他说：“干得好。”大家同意。", Mode::Sentences), ["他说：“干得好。”", "大家同意。"]);
        assert_eq!(pieces("甲，乙；丙。", Mode::Sentences), ["甲，乙；丙。"]);
    }

    #[test]
    fn a_span_that_does_not_fit_holds_nothing() {
        let report = parse(SourceText::new("数。".to_owned(), Encoding::Utf8));
        assert_eq!(clauses(&report, Span::of(1..99)).count(), 0);
        assert_eq!(sentences(&report, 7).count(), 0);
        assert_eq!(sentences(&report, 0).count(), 1);
    }
}

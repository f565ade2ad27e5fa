//! One line of the source into the report's text: what stays, and what goes with which reason.
//!
//! Blanks go; one is put in their place between two Latin words or two figures, but none where Chinese stands
//! on either side (`增长 6%`, `2020 年`). Footnotes' marks, Markdown's links and escapes go.
//!
//! Must hold: linear in the line; the line's bytes are handed to the writer in order.

use super::{
    DropReason::{Chrome, Layout, NoteMark},
    lines::{Line, is_blank, tag},
    writer::Writer,
};
use crate::text::chars::leads_ideograph;

/// Writes `line` as running text. `names` keeps one blank between any two words: 市长 汪泉.
pub(super) fn write(line: &Line, names: bool, out: &mut Writer) {
    Cleaner { source: out.source, names, out, blank: false }.run(line.start, line.end);
}

/// Writes a table's row: cells parted by tabs, an empty cell kept as nothing between two tabs.
pub(super) fn write_row(line: &Line, out: &mut Writer) {
    let source = out.source;
    let text = line.text(source);
    let mark = if text.starts_with('|') { '|' } else { '\t' };
    let body = text.strip_prefix('|').unwrap_or(text);
    let mut at = line.end - body.len();
    out.discard(line.start, at, Chrome);
    for (i, cell) in body.split(mark).enumerate() {
        if i > 0 {
            out.discard(at - 1, at, if mark == '|' { Chrome } else { Layout });
            out.insert('\t');
        }
        let start = at + cell.len() - cell.trim_start_matches(is_blank).len();
        let end = start + cell.trim_matches(is_blank).len();
        Cleaner { source, names: false, out, blank: false }.run(start, end);
        at += cell.len() + 1;
    }
}

struct Cleaner<'w, 'a> {
    source: &'a str,
    names: bool,
    out: &'w mut Writer<'a>,
    /// Whether a blank parts what is written from what may follow.
    blank: bool,
}

/// The bytes at which something may have to go.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut i = 0;
    while i <= 0x20 {
        table[i] = true;
        i += 1;
    }
    let others = [0x7f, b'<', b'[', b']', b'!', b'\\', 0xc2, 0xe2, 0xe3, 0xef];
    i = 0;
    while i < others.len() {
        table[others[i] as usize] = true;
        i += 1;
    }
    table
};

impl Cleaner<'_, '_> {
    fn run(&mut self, from: usize, to: usize) {
        let bytes = self.source.as_bytes();
        let (mut kept, mut at) = (from, from);
        while at < to {
            if !SPECIAL[usize::from(bytes[at])] {
                at += if leads_ideograph(bytes[at]) { 3 } else { 1 };
                continue;
            }
            let after = self.special(kept, at, to);
            at = if after == at { at + 1 } else { after };
            if after > kept && after == at {
                kept = at;
            }
        }
        self.keep(kept, to);
    }

    /// Deals with what stands at byte `at`, after keeping what came before. Answers with the byte after it,
    /// or with `at` if it is plain text after all.
    fn special(&mut self, kept: usize, at: usize, to: usize) -> usize {
        let rest = &self.source[at..to];
        let bytes = rest.as_bytes();
        // The common punctuation marks share their first byte with what is special.
        if let [0xe2, 0x80, 0x90..=0xa7, ..]
        | [0xe3, 0x80, 0x81..=0x93 | 0x95.., ..]
        | [0xef, 0xbc, 0x81..=0xba | 0xbc.., ..] = bytes
        {
            return at;
        }
        let Some(c) = rest.chars().next() else { return at };
        if is_blank(c) {
            self.keep(kept, at);
            return self.blank(at, to);
        }
        let gone = match c {
            '\\' => bytes.get(1).filter(|b| b.is_ascii_punctuation()).map(|_| (1, Chrome)),
            '<' => tag(rest).map(|(_, len)| (len, Chrome)),
            '!' | '[' | ']' => link(rest).map(|len| (len, Chrome)).or_else(|| self.note_mark(kept, at, rest)),
            '〔' | '［' => self.note_mark(kept, at, rest),
            '\u{2460}'..='\u{2473}' => self.circled_mark(kept, at, rest),
            _ => None,
        };
        if let Some((len, reason)) = gone {
            self.keep(kept, at);
            self.out.discard(at, at + len, reason);
            return at + len;
        }
        at
    }

    fn keep(&mut self, from: usize, to: usize) {
        if from < to {
            self.flush_blank();
            self.out.keep(from, to);
        }
    }

    fn flush_blank(&mut self) {
        if std::mem::take(&mut self.blank) {
            self.out.insert(' ');
        }
    }

    /// Passes the blanks at `at`. All of them are layout; one is put in their place where words need it.
    fn blank(&mut self, at: usize, to: usize) -> usize {
        let run = &self.source[at..to];
        let next = run.trim_start_matches(is_blank);
        let shown = run[..run.len() - next.len()].contains(char::is_whitespace);
        if let (true, Some(before), Some(after)) = (shown, self.out.last(), next.chars().next()) {
            self.blank |= self.names || parts_words(before, after);
        }
        to - next.len()
    }

    /// A footnote's mark `[12]` 〔69〕 after some text: one to three digits, and no 号 behind it, which would
    /// make it part of a document's number.
    fn note_mark(&self, kept: usize, at: usize, rest: &str) -> Option<(usize, super::DropReason)> {
        if kept == at && self.out.last().is_none() {
            return None;
        }
        let (open, close) = match rest.chars().next()? {
            '[' => ('[', ']'),
            '〔' => ('〔', '〕'),
            _ => ('［', '］'),
        };
        let inner = rest.strip_prefix(open)?;
        let inside = inner.chars().take(8).take_while(|&c| c != close);
        let (digits, bytes) = inside.fold((0, 0), |(digits, bytes), c| match c {
            '0'..='9' | '０'..='９' => (digits + 1, bytes + c.len_utf8()),
            ' ' | '注' | '^' => (digits, bytes + c.len_utf8()),
            _ => (9, bytes),
        });
        let after = inner.get(bytes..)?.strip_prefix(close)?;
        let number = after.trim_start_matches(char::is_numeric).starts_with('号');
        ((1..=3).contains(&digits) && !number).then_some((rest.len() - after.len(), NoteMark))
    }

    /// A footnote's mark ① before a punctuation mark; elsewhere it numbers an item of a list.
    fn circled_mark(&self, kept: usize, at: usize, rest: &str) -> Option<(usize, super::DropReason)> {
        let mut chars = rest.chars();
        let mark = chars.next()?;
        let closes = chars.next().is_none_or(|c| "，。；、：！？）”’》".contains(c));
        (closes && !(kept == at && self.out.last().is_none())).then_some((mark.len_utf8(), NoteMark))
    }
}

/// Whether a blank between these two parts words or figures that would run into one.
fn parts_words(before: char, after: char) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric() || ('\u{c0}'..='\u{24f}').contains(&c);
    let ends = latin(before) || matches!(before, ',' | '.' | ';' | ':' | '!' | '?' | ')' | '&' | '/');
    let starts = latin(after) || matches!(after, '(' | '&' | '/');
    ends && starts
}

/// The length of the part of a Markdown link or picture that goes: `[` before a link's text, `](address)`
/// behind it, a picture whole.
fn link(rest: &str) -> Option<usize> {
    let address = |rest: &str| {
        let inner = rest.strip_prefix("](")?;
        let close = inner.bytes().take(300).position(|b| b == b')' || b == b' ')?;
        let known = ["http", "/", "#", ".", "mailto:", "javascript:", "data:"];
        let end = inner.as_bytes()[close] == b')' && known.iter().any(|start| inner.starts_with(start));
        end.then_some(close + 3)
    };
    let behind = |rest: &str| {
        let close = rest.bytes().take(300).position(|b| b == b']' || b == b'\n')?;
        Some(close + address(&rest[close..])?)
    };
    match rest.as_bytes() {
        [b'!', b'[', ..] => behind(&rest[2..]).map(|len| len + 2),
        [b'[', ..] => behind(&rest[1..]).map(|_| 1),
        [b']', b'(', ..] => address(rest),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{BlockKind, disguise::Disguise, lines};

    fn cleaned(source: &str, names: bool) -> String {
        let lifted = Disguise::lift(source);
        let mut out = Writer::new(&lifted);
        out.open();
        for line in lines::split(source) {
            write(&line, names, &mut out);
        }
        out.close(BlockKind::Body, 0);
        out.text
    }

    fn check(source: &str, expect: &str) {
        assert_eq!(cleaned(source, false), expect);
    }

    #[test]
    fn blanks_go_beside_chinese_and_stay_between_words() {
        check("2020 年 12 月 30 日，增长 6 %。", "2020年12月30日，增长6%。");
        check("采用 Open  Data 标准", "采用Open Data标准");
        check("投资 12 30 亿元", "投资12 30亿元");
        check("零\u{200b}增\u{ad}长&nbsp;。", "零增长。");
        assert_eq!(cleaned("市长  汪 泉", true), "市长 汪 泉");
    }

    #[test]
    fn marks_of_markdown_and_html_go() {
        check("**一、工作回顾**，**二**", "一、工作回顾，二");
        check("注：*为预计数", "注：*为预计数");
        check(r"63（\*）", "63（*）");
        check("<b>完成</b>投资<5亿元", "完成投资<5亿元");
        check("见[细则](http://a.cn/b)和![图](/c.png)", "见细则和");
        check("[四个意识](摘)", "[四个意识](摘)");
    }

    #[test]
    fn footnote_marks_go_and_document_numbers_stay() {
        check("“零关税”清单[1]扩容，“双创”〔 12〕见效", "“零关税”清单扩容，“双创”见效");
        check("印发政发〔12〕3号、国发〔2013〕5号", "印发政发〔12〕3号、国发〔2013〕5号");
        check("实施“三大工程”①，①抓生产②抓销售", "实施“三大工程”，①抓生产②抓销售");
        check("[1] 零关税：指免征关税", "[1]零关税：指免征关税");
    }

    #[test]
    fn a_row_has_its_cells_parted_by_tabs() {
        let source = "| 1 | 生产　　总值 |  | 12.5（\\*） |";
        let lifted = Disguise::lift(source);
        let mut out = Writer::new(&lifted);
        out.open();
        write_row(&lines::split(source)[0], &mut out);
        out.close(BlockKind::Row, 0);
        assert_eq!(out.text, "1\t生产总值\t\t12.5（*）");
    }
}

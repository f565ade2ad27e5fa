//! One line of the source into the report's text: what stays, and what goes with which reason.
//!
//! Blanks go; one is put in their place between two Latin words or two figures, but none where Chinese stands
//! on either side (`增长 6%`, `2020 年`). Marks of Markdown, HTML and footnotes go; a radical that a PDF tool wrote for
//! an ideograph becomes the ideograph; of glyphs that a printer doubled for bold one stays.
//!
//! Must hold: linear in the line; the line's bytes are handed to the writer in order.

use super::{
    DropReason::{Chrome, Doubled, Layout, NoteMark},
    lines::{Line, is_blank, tag},
    writer::Writer,
};
use crate::text::normal::ideograph;

/// What the whole document tells about its lines.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Dress {
    /// `**` is Markdown's bold, not a note to a figure.
    pub markdown: bool,
    /// Some line has doubled glyphs.
    pub doubled: bool,
}

impl Dress {
    /// Looks at the whole source once.
    pub fn of(source: &str) -> Self {
        Self {
            markdown: source.matches("**").take(2).count() == 2,
            doubled: may_be_doubled(source.as_bytes()) && doubled_run(source, false).is_some(),
        }
    }
}

/// Writes `line` as running text. `names` keeps one blank between any two words: 市长 汪泉.
pub(super) fn write(line: &Line, names: bool, out: &mut Writer) {
    let (source, dress) = (out.source, out.dress);
    let mut cleaner = Cleaner { source, dress, names, out, blank: false };
    if !dress.doubled {
        return cleaner.run(line.start, line.end);
    }
    let mut at = line.start;
    let whole = is_doubled(line.text(source));
    while let Some((from, to)) = doubled_run(&source[at..line.end], whole) {
        cleaner.run(at, at + from);
        cleaner.halve(at + from, at + to);
        at += to;
    }
    cleaner.run(at, line.end);
}

/// Writes a table's row: cells parted by tabs, an empty cell kept as nothing between two tabs.
pub(super) fn write_row(line: &Line, out: &mut Writer) {
    let (source, dress) = (out.source, out.dress);
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
        Cleaner { source, dress, names: false, out, blank: false }.run(start, end);
        at += cell.len() + 1;
    }
}

struct Cleaner<'w, 'a> {
    source: &'a str,
    dress: Dress,
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
    let others = [0x7f, b'&', b'*', b'<', b'[', b']', b'!', b'\\', 0xc2, 0xe2, 0xe3, 0xef];
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
                at += 1;
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
            '*' if self.dress.markdown && rest.starts_with("**") => {
                Some((rest.bytes().take_while(|&b| b == b'*').count(), Chrome))
            }
            '\\' => bytes.get(1).filter(|b| b.is_ascii_punctuation()).map(|_| (1, Chrome)),
            '<' => tag(rest).map(|(_, len)| (len, Chrome)),
            '&' => entity(rest).map(|len| (len, Layout)),
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
        if ideograph(c).is_some() {
            self.keep(kept, at);
            self.flush_blank();
            self.out.keep_radical(at, c);
            return at + c.len_utf8();
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

    /// A footnote's mark `[12]` 〔69〕 after some text: one to three digits, and no 号 or digit behind it,
    /// which would make it the year of a document's number.
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
        let number = after.starts_with(|c: char| c == '号' || c.is_numeric());
        ((1..=3).contains(&digits) && !number).then_some((rest.len() - after.len(), NoteMark))
    }

    /// A footnote's mark ① before a punctuation mark; elsewhere it numbers an item of a list.
    fn circled_mark(&self, kept: usize, at: usize, rest: &str) -> Option<(usize, super::DropReason)> {
        let mut chars = rest.chars();
        let mark = chars.next()?;
        let closes = chars.next().is_none_or(|c| "，。；、：！？）”’》".contains(c));
        (closes && !(kept == at && self.out.last().is_none())).then_some((mark.len_utf8(), NoteMark))
    }

    /// Keeps every other character of a doubled run.
    fn halve(&mut self, from: usize, to: usize) {
        let mut second = false;
        for (i, c) in self.source[from..to].char_indices() {
            let (at, after) = (from + i, from + i + c.len_utf8());
            if is_blank(c) {
                continue;
            }
            if second {
                self.out.discard(at, after, Doubled);
            } else {
                self.run(at, after);
            }
            second = !second;
        }
    }
}

/// Whether a blank between these two parts words or figures that would run into one.
fn parts_words(before: char, after: char) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric() || ('\u{c0}'..='\u{24f}').contains(&c);
    let ends = latin(before) || matches!(before, ',' | '.' | ';' | ':' | '!' | '?' | ')' | '&' | '/');
    let starts = latin(after) || matches!(after, '(' | '&' | '/');
    ends && starts
}

/// The length of the HTML entity for a blank that `rest` starts with, if it is one.
fn entity(rest: &str) -> Option<usize> {
    ["&nbsp;", "&emsp;", "&ensp;", "&thinsp;", "&#160;", "&#xa0;", "&#12288;", "&#8195;"]
        .iter()
        .find(|name| rest.starts_with(**name))
        .map(|name| name.len())
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

/// How many pairs in a row are no chance. The longest in plain Chinese are like 认认真真扎扎实实.
const PAIRS: usize = 5;

/// Whether the line is nothing but pairs, three at least, two of them of ideographs.
fn is_doubled(line: &str) -> bool {
    let mut chars = line.chars().filter(|&c| !is_blank(c));
    let (mut pairs, mut ideographs) = (0, 0);
    while let Some(c) = chars.next() {
        if chars.next() != Some(c) {
            return false;
        }
        pairs += 1;
        ideographs += usize::from(c >= '\u{2e80}');
    }
    pairs >= 3 && ideographs >= 2
}

/// Whether three pairs of ideographs stand side by side somewhere, for which one look at each byte is enough.
fn may_be_doubled(bytes: &[u8]) -> bool {
    bytes.windows(18).any(|w| {
        (0xe2..=0xe9).contains(&w[0]) && [0, 1, 2, 6, 7, 8, 12, 13, 14].iter().all(|&i| w[i] == w[i + 3])
    })
}

/// The first run of doubled glyphs in `text`, as bytes: at least [`PAIRS`] pairs that differ from their
/// neighbours, three of them of ideographs (a row of zeros or dashes is none); or the text if `whole`.
fn doubled_run(text: &str, whole: bool) -> Option<(usize, usize)> {
    if whole {
        return (!text.is_empty()).then_some((0, text.len()));
    }
    let mut chars = text.char_indices().filter(|&(_, c)| !is_blank(c)).peekable();
    let (mut start, mut end, mut pairs, mut ideographs, mut last) = (0, 0, 0, 0, '\0');
    while let Some((at, c)) = chars.next() {
        let second = chars.next_if(|&(_, next)| next == c);
        if second.is_none() || c == last {
            if pairs >= PAIRS && ideographs >= 3 {
                return Some((start, end));
            }
            (pairs, ideographs) = (0, 0);
        }
        last = c;
        if let Some((next, _)) = second {
            if pairs == 0 {
                start = at;
            }
            end = next + c.len_utf8();
            pairs += 1;
            ideographs += usize::from(c >= '\u{2e80}');
        }
    }
    (pairs >= PAIRS && ideographs >= 3).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{BlockKind, lines};

    fn cleaned(source: &str, names: bool) -> String {
        let mut out = Writer::new(source);
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
    fn of_doubled_glyphs_one_stays() {
        check("一一、、工工作作回回顾顾\n全年完成投资", "一、工作回顾全年完成投资");
        check("22002200年年任任务务总总结结如下", "2020年任务总结如下");
        check("认认真真扎扎实实干事", "认认真真扎扎实实干事");
        check("投资100000000000元——————————完", "投资100000000000元——————————完");
        check("热热闹闹", "热热闹闹");
    }

    #[test]
    fn a_radical_becomes_its_ideograph() {
        check("⼯作⽬标：⺠⽣", "工作目标：民生");
    }

    #[test]
    fn a_row_has_its_cells_parted_by_tabs() {
        let source = "| 1 | 生产　　总值 |  | 12.5（\\*） |";
        let mut out = Writer::new(source);
        out.open();
        write_row(&lines::split(source)[0], &mut out);
        out.close(BlockKind::Row, 0);
        assert_eq!(out.text, "1\t生产总值\t\t12.5（*）");
    }
}

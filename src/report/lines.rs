//! The source cut into lines, with what the layout says around each of them.
//!
//! Must hold: lines ascend and do not overlap, none is empty or starts or ends with a blank, and what lies
//! between two lines is layout alone: blanks, line breaks in any of their forms, HTML tags that break a line.

use crate::text::chars::leads_ideograph;

/// A line of the source, without the blanks around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// First byte of the source.
    pub start: usize,
    /// Byte of the source after the last one.
    pub end: usize,
    /// Blanks before it, in columns (a Chinese blank is two), at most 255.
    pub indent: u8,
    /// Whether a blank follows it before the break. Word processors leave one at the end of a paragraph.
    pub trailing: bool,
    /// Empty lines before it, at most 255.
    pub gap: u8,
    /// Whether a page begins with it.
    pub page: bool,
}

impl Line {
    /// The line's text.
    pub fn text<'a>(&self, source: &'a str) -> &'a str {
        &source[self.start..self.end]
    }

    /// Its two parts at byte `at` of the source, without the blanks between them.
    pub fn cut(&self, source: &str, at: usize) -> [Self; 2] {
        let head = source[self.start..at].trim_end_matches(is_blank).len();
        let tail = source[at..self.end].trim_start_matches(is_blank).len();
        let first = Self { end: self.start + head, trailing: false, ..self.clone() };
        [first, Self { start: self.end - tail, indent: 0, gap: 0, page: false, ..self.clone() }]
    }
}

/// White space, control characters and marks that no one sees.
#[inline]
pub(super) fn is_blank(c: char) -> bool {
    // Nearly every character of a report is an ideograph.
    if matches!(c, '\u{4e00}'..='\u{9fff}') {
        return false;
    }
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Cuts `source` into lines. Breaks are the line and page breaks of Unicode, the literal `\r\n` and `\n` that
/// careless exports leave, tags like `<br>` and `</p>`, and two Chinese blanks after the end of a sentence:
/// text that was indented before its line breaks were lost. In a table's row tags and blanks are no breaks.
pub(super) fn split(source: &str) -> Vec<Line> {
    let mut lines = Lines { source, found: Vec::with_capacity(source.len() / 100), gap: 0, page: false };
    let bytes = source.as_bytes();
    let (mut from, mut at, mut row) = (0, 0, None);
    while at < bytes.len() {
        let passed = no_break(&bytes[at..]);
        if passed > 0 {
            at += passed;
            continue;
        }
        let in_row = *row.get_or_insert_with(|| {
            let text = bytes[from..].iter().find(|byte| !matches!(byte, b' ' | b'\t'));
            text == Some(&b'|')
        });
        match break_at(source, from, at).filter(|found| !in_row || found.hard) {
            Some(found) => {
                lines.push(from, at, &found);
                at += found.len;
                (from, row) = (at, None);
                at += source[at..].chars().next().filter(|_| found.len == 0).map_or(0, char::len_utf8);
            }
            None => at += 1,
        }
    }
    lines.push(from, bytes.len(), &Break { len: 0, hard: true, page: false });
    lines.found
}

/// What ends a line.
struct Break {
    /// Its bytes; 0 where only blanks part two lines.
    len: usize,
    /// Whether it ends a line even in a table's row.
    hard: bool,
    /// Whether a page ends with it.
    page: bool,
}

/// The bytes at which a break may start.
const BREAKS: [bool; 256] = {
    let mut table = [false; 256];
    let starts = [b'\n', b'\r', 0x0b, 0x0c, b'\\', b'<', b' ', 0xc2, 0xe2, 0xe3];
    let mut i = 0;
    while i < starts.len() {
        table[starts[i] as usize] = true;
        i += 1;
    }
    table
};

/// How many bytes to pass because no break can start at the first: an ideograph, a mark like 。 that shares its first
/// byte with some break, or a byte with which none starts.
fn no_break(rest: &[u8]) -> usize {
    match rest {
        [lead, ..] if leads_ideograph(*lead) => 3,
        [0xe2 | 0xe3, 0x80, 0x81..=0xa7, ..] | [0xe2 | 0xe3, 0x81..=0xff, ..] => 3,
        [byte, ..] => usize::from(!BREAKS[usize::from(*byte)]),
        [] => 0,
    }
}

/// Tags that end a line. Source: the block-level elements of HTML, and `br`.
const BLOCK_TAGS: &[&str] =
    &["br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section", "hr"];

/// Whether a tag of this name ends a line.
pub(super) fn is_block_tag(name: &str) -> bool {
    BLOCK_TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name))
}

fn break_at(source: &str, line: usize, at: usize) -> Option<Break> {
    let rest = &source.as_bytes()[at..];
    let hard = |len| Some(Break { len, hard: true, page: false });
    match rest {
        [b'\r', b'\n', ..] => hard(2),
        [b'\n' | b'\r' | 0x0b, ..] => hard(1),
        [0x0c, ..] => Some(Break { len: 1, hard: true, page: true }),
        [0xc2, 0x85, ..] => hard(2),
        [0xe2, 0x80, 0xa8 | 0xa9, ..] => hard(3),
        [b'\\', b'r', b'\\', b'n', ..] => hard(4),
        [b'\\', b'n' | b'r', after @ ..] if !after.first().is_some_and(u8::is_ascii_alphabetic) => hard(2),
        [b'<', ..] => tag(&source[at..]).filter(|(name, _)| is_block_tag(name)).map(|(_, len)| Break {
            len,
            hard: false,
            page: false,
        }),
        [b' ', b' ', b' ', b' ', ..] | [0xe3, 0x80, 0x80, 0xe3, 0x80, 0x80, ..] => {
            // Only the first blank of a run has such a character before it, so the look ahead stays linear.
            let ends = source[line..at].ends_with(['。', '！', '？', '：', '；', '”']);
            let after = || source[at..].chars().find(|&c| c == '\n' || !is_blank(c));
            (ends && after().is_some_and(|c| c != '\n')).then_some(Break { len: 0, hard: false, page: false })
        }
        _ => None,
    }
}

/// The most bytes of a tag behind its first sign.
pub(super) const LONGEST_TAG: usize = 300;

/// The name and length of the HTML tag that `rest` starts with, if it is one. At most [`LONGEST_TAG`] bytes long.
pub(super) fn tag(rest: &str) -> Option<(&str, usize)> {
    let inner = rest.strip_prefix('<')?;
    let bare = inner.strip_prefix('/').unwrap_or(inner);
    let name = bare.bytes().take_while(u8::is_ascii_alphanumeric).take(12).count();
    if !bare.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let close = inner.bytes().take(LONGEST_TAG).position(|b| matches!(b, b'>' | b'\n' | b'<'))?;
    (inner.as_bytes()[close] == b'>').then(|| (&bare[..name], close + 2))
}

struct Lines<'a> {
    source: &'a str,
    found: Vec<Line>,
    gap: u8,
    page: bool,
}

impl Lines<'_> {
    fn push(&mut self, from: usize, to: usize, end: &Break) {
        let raw = &self.source[from..to];
        let start = raw.trim_start_matches(is_blank);
        let text = start.trim_end_matches(is_blank);
        if text.is_empty() {
            self.gap = self.gap.saturating_add(u8::from(end.len > 0));
        } else {
            let start = to - start.len();
            let columns =
                |c: char| if c == '\u{3000}' { 2 } else { u8::from(c == ' ') + 4 * u8::from(c == '\t') };
            let indent = self.source[from..start].chars().map(columns).fold(0, u8::saturating_add);
            let line = Line {
                start,
                end: start + text.len(),
                indent,
                trailing: start + text.len() < to,
                gap: self.gap,
                page: self.page,
            };
            self.found.push(line);
            self.gap = 0;
            self.page = false;
        }
        self.page |= end.page;
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::report::DropReason;

    /// The texts of the lines that no rule has given a role, for the tests of those rules.
    pub fn without_role<'a>(source: &'a str, lines: &[Line], roles: &[Option<DropReason>]) -> Vec<&'a str> {
        let left = lines.iter().zip(roles).filter(|(_, role)| role.is_none());
        left.map(|(line, _)| line.text(source)).collect()
    }

    fn check(source: &str, expect: &[&str]) {
        let lines = split(source);
        assert_eq!(lines.iter().map(|line| line.text(source)).collect::<Vec<_>>(), expect, "{source:?}");
    }

    #[test]
    fn every_form_of_break_ends_a_line() {
        check("甲\n乙\r\n丙\r丁\u{2028}戊\u{c}己", &["甲", "乙", "丙", "丁", "戊", "己"]);
        check(r"甲 \r\n乙\n丙\next", &["甲", "乙", r"丙\next"]);
        check("<p>甲<br/>乙</p><DIV class='x'>丙</DIV>", &["甲", "乙", "丙"]);
        check("增长<5%\n甲<b>乙</b>", &["增长<5%", "甲<b>乙</b>"]);
    }

    #[test]
    fn lost_line_breaks_show_in_the_indent() {
        check("稳中有进。　　今年要抓好落实。", &["稳中有进。", "今年要抓好落实。"]);
        check("稳中有进。    今年要抓好落实。", &["稳中有进。", "今年要抓好落实。"]);
        check("市长　　张三", &["市长　　张三"]);
        check("甲。    \n乙", &["甲。", "乙"]);
    }

    #[test]
    fn a_row_is_one_line() {
        check("| 甲<br>乙 | 丙。　　丁 |\n| 戊 |", &["| 甲<br>乙 | 丙。　　丁 |", "| 戊 |"]);
    }

    #[test]
    fn the_layout_around_a_line_is_kept() {
        let lines = split("甲 \n\n\u{c}　　乙");
        assert_eq!((lines[0].trailing, lines[0].gap, lines[0].indent), (true, 0, 0));
        assert_eq!((lines[1].page, lines[1].gap, lines[1].indent), (true, 2, 4));
    }

    #[test]
    fn a_line_is_cut_without_the_blanks() {
        let source = "政府工作报告  ——在会议上";
        let [head, tail] = split(source)[0].cut(source, 18);
        assert_eq!((head.text(source), tail.text(source)), ("政府工作报告", "——在会议上"));
    }
}

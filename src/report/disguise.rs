//! The source without its disguise: the same text, byte for byte in the same places, in which marks that no reader
//! sees are covered.
//!
//! Covered are tags and entities inside a line, Markdown's `**`, and the second of two glyphs that a printer
//! doubled for bold; a radical that a PDF tool wrote for an ideograph is the ideograph. Every later step reads
//! this text, so none of them has to know of these things, and every place in it is a place in the source.

use std::{borrow::Cow, ops::Range};

use super::{
    DropReason::{self, Chrome, Doubled, Layout},
    lines::{LONGEST_TAG, is_blank, is_block_tag, tag},
};
use crate::text::{chars::leads_ideograph, normal::ideograph};

/// What covers a byte: a control character, which later steps take for a blank that no one sees.
const COVER: u8 = 0x01;

/// What is covered and why, in order.
type Covered = Vec<(Range<usize>, DropReason)>;

/// The source as later steps read it.
pub(super) struct Disguise<'a> {
    /// The text, as long as the source.
    pub text: Cow<'a, str>,
    /// What is covered and why, in order.
    covered: Covered,
}

impl<'a> Disguise<'a> {
    /// Looks at every byte of the source a few times at most. Sources without disguise are not copied.
    pub fn lift(source: &'a str) -> Self {
        let markdown = source.contains('*') && source.matches("**").take(2).count() == 2;
        let (mut covered, radicals) = marks(source, markdown);
        if may_be_doubled(source.as_bytes()) {
            cover_doubled(source, &mut covered);
        }
        if covered.is_empty() && radicals.is_empty() {
            return Self { text: Cow::Borrowed(source), covered };
        }
        let mut bytes = source.as_bytes().to_vec();
        for (at, c) in radicals {
            c.encode_utf8(&mut bytes[at..at + c.len_utf8()]);
        }
        for (range, _) in &covered {
            bytes[range.clone()].fill(COVER);
        }
        // Whole characters were covered or replaced by characters of the same length, so this is UTF-8.
        let text = String::from_utf8(bytes).map_or(Cow::Borrowed(source), Cow::Owned);
        Self { text, covered }
    }

    /// Cuts a piece of layout at what is covered in it.
    pub fn reasons(&self, piece: Range<usize>, mut each: impl FnMut(Range<usize>, DropReason)) {
        if self.covered.is_empty() {
            return each(piece, Layout);
        }
        let first = self.covered.partition_point(|(range, _)| range.end <= piece.start);
        let mut at = piece.start;
        for (range, reason) in self.covered[first..].iter().take_while(|(range, _)| range.start < piece.end) {
            let (start, end) = (range.start.max(at), range.end.min(piece.end));
            each(at..start, Layout);
            each(start..end, *reason);
            at = end;
        }
        each(at..piece.end, Layout);
    }
}

/// The marks to cover, and the radicals with what they stand for.
fn marks(source: &str, markdown: bool) -> (Covered, Vec<(usize, char)>) {
    let bytes = source.as_bytes();
    let (mut covered, mut radicals, mut at) = (Vec::new(), Vec::new(), 0);
    while at < bytes.len() {
        let found = match bytes[at] {
            // Nearly everything.
            byte if leads_ideograph(byte) => {
                at += 3;
                continue;
            }
            b'<' => tag(&source[at..]).filter(|(name, _)| !is_block_tag(name)).map(|(_, len)| (len, Chrome)),
            b'&' => entity(&source[at..]).map(|len| (len, Layout)),
            b'*' if markdown && bytes[at..].starts_with(b"**") => {
                Some((bytes[at..].iter().take_while(|&&b| b == b'*').count(), Chrome))
            }
            0xe2 if bytes.get(at + 1).is_some_and(|b| (0xba..=0xbf).contains(b)) => {
                radicals.extend(source[at..].chars().next().and_then(ideograph).map(|c| (at, c)));
                None
            }
            _ => None,
        };
        at += found.map_or(1, |(len, reason)| {
            covered.push((at..at + len, reason));
            len
        });
    }
    (covered, radicals)
}

/// The length of the HTML entity for a blank that `rest` starts with, if it is one.
fn entity(rest: &str) -> Option<usize> {
    ["&nbsp;", "&emsp;", "&ensp;", "&thinsp;", "&#160;", "&#xa0;", "&#12288;", "&#8195;"]
        .iter()
        .find(|name| rest.starts_with(**name))
        .map(|name| name.len())
}

/// How many pairs in a row are no chance. The longest in plain Chinese are like 认认真真扎扎实实.
const PAIRS: usize = 5;

/// Whether three pairs of ideographs stand side by side somewhere, for which one look at each byte is enough.
fn may_be_doubled(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(w) = bytes.get(at..at + 18) {
        if !(0xe2..=0xe9).contains(&w[0]) {
            at += 1;
        } else if w[2] != w[5] || w[1] != w[4] || w[0] != w[3] {
            at += 3;
        } else if [6, 7, 8, 12, 13, 14].iter().all(|&i| w[i] == w[i + 3]) {
            return true;
        } else {
            at += 3;
        }
    }
    false
}

fn cover_doubled(source: &str, covered: &mut Covered) {
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let mut at = 0;
        while let Some((from, to)) = doubled_run(&line[at..]) {
            // A tag is dropped as a whole; what is doubled in it is no text.
            if is_in_tag(source, start + at + from) {
                at += to;
                continue;
            }
            let mut glyphs = line[at + from..at + to].char_indices().filter(|&(_, c)| !is_blank(c));
            while let (Some(_), Some((i, c))) = (glyphs.next(), glyphs.next()) {
                let place = start + at + from + i;
                covered.push((place..place + c.len_utf8(), Doubled));
            }
            at += to;
        }
        start += line.len();
    }
    covered.sort_by_key(|(range, _)| (range.start, range.end));
    covered.dedup_by(|next, last| next.0.start < last.0.end);
}

/// Whether byte `at` of `source` stands inside a tag.
fn is_in_tag(source: &str, at: usize) -> bool {
    let from = at.saturating_sub(LONGEST_TAG);
    let open = source.as_bytes()[from..at].iter().rposition(|&byte| byte == b'<').map(|open| from + open);
    open.is_some_and(|open| tag(&source[open..]).is_some_and(|(_, len)| open + len > at))
}

/// The first run of doubled glyphs in a line, as bytes: at least [`PAIRS`] pairs that differ from the one before
/// (a row of zeros or dashes has one), or all that the line has; three at least of ideographs.
fn doubled_run(line: &str) -> Option<(usize, usize)> {
    let mut chars = line.char_indices().filter(|&(_, c)| !is_blank(c)).peekable();
    let (mut start, mut end, mut pairs, mut ideographs, mut last, mut alone) = (0, 0, 0, 0, '\0', true);
    while let Some((at, c)) = chars.next() {
        let Some((next, _)) = chars.next_if(|&(_, next)| next == c) else {
            if pairs >= PAIRS && ideographs >= 3 {
                return Some((start, end));
            }
            (pairs, ideographs, alone, last) = (0, 0, false, '\0');
            continue;
        };
        if pairs == 0 {
            start = at;
        }
        end = next + c.len_utf8();
        pairs += usize::from(c != last);
        ideographs += usize::from(c != last && c >= '\u{2e80}');
        last = c;
    }
    ((pairs >= PAIRS || alone) && ideographs >= 3).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left to see.
    fn check(source: &str, expect: &str) {
        let lifted = Disguise::lift(source);
        assert_eq!(lifted.text.len(), source.len());
        assert_eq!(lifted.text.replace(char::from(COVER), ""), expect);
    }

    #[test]
    fn marks_inside_a_line_are_covered() {
        check("**一、回顾**，<b>二</b>&nbsp;三<br>四", "一、回顾，二三<br>四");
        check("注：*为预计数，投资<5亿元", "注：*为预计数，投资<5亿元");
    }

    #[test]
    fn a_radical_becomes_its_ideograph() {
        check("⼯作⽬标：⺠⽣", "工作目标：民生");
    }

    #[test]
    fn of_doubled_glyphs_one_stays() {
        check("一一、、工工作作回回顾顾\n全年完成投资", "一、工作回顾\n全年完成投资");
        check("各各位位代代表表：：", "各位代表：");
        // A tag that ends a line stays for whoever cuts the lines, whatever stands in it.
        check("<P 各各位位代代表表们们>", "<P 各各位位代代表表们们>");
        check("<P 甲>各各位位代代表表们们", "<P 甲>各位代表们");
        check("22002200年年任任务务总总结结如下", "2020年任务总结如下");
        check("认认真真扎扎实实干事", "认认真真扎扎实实干事");
        check("投资100000000000元——————————完", "投资100000000000元——————————完");
        check("二二、、22002222年年任任务务", "二、2022年任务");
        check("热热闹闹", "热热闹闹");
    }

    #[test]
    fn what_is_covered_keeps_its_reason() {
        let lifted = Disguise::lift(" <b>  ");
        let mut found = Vec::new();
        lifted.reasons(0..6, |range, reason| found.push((range, reason)));
        assert_eq!(found, [(0..1, Layout), (1..4, Chrome), (4..6, Layout)]);
    }
}

//! What each paragraph is: heading with its level, body, row, note, closing.

use super::{
    BlockKind, front,
    heading::{Class, enumerator},
    join::{Lines, ends_sentence},
    lines::{Line, is_blank},
    notes, parts,
};
use crate::text::normal::fold_text;

/// A paragraph with what it is.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Its lines.
    pub lines: Lines,
    /// What it is.
    pub kind: BlockKind,
    /// The level of a heading, else 0.
    pub level: u8,
    /// The byte of the source behind a heading that runs into its paragraph: （一）突出重点。坚持……
    pub cut: Option<usize>,
}

/// The longest heading, in characters.
const LONGEST: usize = 60;

/// The start of a paragraph, which tells what it is.
struct Start {
    /// Its first [`LONGEST`] characters without blanks and Markdown's signs.
    raw: String,
    /// The same in normal form.
    folded: String,
    /// Whether that is all of it.
    whole: bool,
    /// How many `#` Markdown put before it.
    hashes: u8,
    number: Option<(Class, u32)>,
}

impl Start {
    fn of(source: &str, lines: &[Line]) -> Self {
        let (mut raw, mut length, mut hashes) = (String::with_capacity(3 * LONGEST), 0, 0);
        let mut chars = lines.iter().flat_map(|line| line.text(source).chars());
        let whole = loop {
            match chars.next() {
                Some(c) if is_blank(c) || c == '*' => {}
                Some('#') if length == 0 => hashes += 1,
                Some(_) if length == LONGEST => break false,
                Some(c) => {
                    raw.push(c);
                    length += 1;
                }
                None => break true,
            }
        };
        let folded = fold_text(&raw);
        let number = enumerator(&folded).map(|(class, number, _)| (class, number));
        Self { raw, folded, whole, hashes, number }
    }

    /// Whether it could stand as a heading by its shape: whole, short, no sentence.
    fn is_short(&self) -> bool {
        if !self.whole || !(2..=45).contains(&self.raw.chars().count()) {
            return false;
        }
        let sentence = self.raw.contains(['。', '；', '！', '？', ';']) || ends_sentence(&self.raw);
        let torn = self.raw.ends_with(['，', '、', ',']) || self.raw.ends_with(|c: char| c.is_ascii_digit());
        let figure = || {
            self.raw.contains(['%', '％', '‰']) || ["亿元", "万元"].iter().any(|unit| self.raw.contains(unit))
        };
        !sentence && !torn && (self.number.is_some() || !figure())
    }

    /// Whether it surely opens a part of the report.
    fn opens_part(&self) -> bool {
        parts::of_heading(&self.folded).is_some_and(parts::Heading::is_certain)
    }

    /// Whether it is a numbered heading.
    fn is_numbered_heading(&self) -> bool {
        let Some((class, _)) = self.number else { return false };
        if class == Class::Topic {
            return false;
        }
        let inner = self.raw.trim_end_matches(['。', '：', ':']);
        let ends = inner.len() < self.raw.len();
        let sentence =
            inner.contains(['。', '；', '！', '？', ';']) || inner.ends_with(['，', '、', '；', ';']);
        let limit = if class <= Class::ChineseInBrackets { LONGEST } else { 32 };
        self.whole
            && self.raw.chars().count() < limit
            && !sentence
            && !inner.ends_with(['！', '？'])
            && (!ends || (class <= Class::Chinese && inner.chars().count() <= 22 && self.opens_part()))
    }
}

/// Says what each of `paragraphs` is. The first `front` lines stand before the text.
pub(super) fn classify(source: &str, lines: &[Line], paragraphs: Vec<Lines>, front: usize) -> Vec<Draft> {
    let starts: Vec<Start> =
        paragraphs.iter().map(|range| Start::of(source, &lines[range.clone()])).collect();
    let mut drafts: Vec<Draft> = Vec::with_capacity(paragraphs.len());
    let mut annex = false;
    for (i, range) in paragraphs.into_iter().enumerate() {
        let first = lines[range.start].text(source);
        let start = &starts[i];
        let late = lines[range.start].start > source.len() / 2;
        annex |= late && start.whole && notes::is_head(&start.raw);
        let kind = if range.start < front {
            front::kind(&start.raw).unwrap_or(BlockKind::Subtitle)
        } else if is_row(first) {
            BlockKind::Row
        } else if annex {
            let heads = start.is_short() && start.number.is_none() && !start.raw.contains(['：', ':']);
            let followed =
                starts.get(i + 1).is_some_and(|next| next.raw.starts_with('|') || !next.is_short());
            if notes::is_head(&start.raw) && start.whole || heads && followed {
                BlockKind::Heading
            } else {
                BlockKind::Note
            }
        } else if notes::is_note(&start.folded) {
            BlockKind::Note
        } else if start.hashes > 0 && start.whole
            || start.is_numbered_heading()
            || is_plain_heading(&starts, i)
        {
            BlockKind::Heading
        } else {
            BlockKind::Body
        };
        let cut = if kind == BlockKind::Body { run_in(source, &lines[range.clone()], start) } else { None };
        drafts.push(Draft { lines: range, kind, level: 0, cut });
    }
    close(&mut drafts, &starts);
    levels(&mut drafts, &starts);
    drafts
}

/// A table's row: cells between bars, or three and more parted by tabs.
pub(super) fn is_row(line: &str) -> bool {
    (line.starts_with('|') && line[1..].contains('|')) || line.matches('\t').count() >= 2
}

/// A short line without a number that stands before a paragraph: 过去五年工作回顾. A row of such lines is a list.
fn is_plain_heading(starts: &[Start], i: usize) -> bool {
    let plain = |start: &Start| start.number.is_none() && start.is_short();
    let start = &starts[i];
    if !plain(start) {
        return false;
    }
    let lonely = !i.checked_sub(1).is_some_and(|before| plain(&starts[before]));
    let followed = starts.get(i + 1).is_some_and(|next| !plain(next));
    followed && (lonely || parts::of_heading(&start.folded).is_some())
}

/// Where the heading ends that runs into its paragraph, as a byte of the source: a first sentence behind 一、
/// or （一） that is short, holds no figure, and is not all.
fn run_in(source: &str, lines: &[Line], start: &Start) -> Option<usize> {
    let (class, _) = start.number?;
    if !matches!(class, Class::Chinese | Class::ChineseInBrackets)
        || (start.whole && start.raw.ends_with('。'))
    {
        return None;
    }
    let head = &start.raw[..start.raw.find('。')?];
    let plain = head.chars().count() <= 45
        && !head.contains(['；', '：', ':', ';'])
        && !head.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let rest = start.raw.chars().count() - head.chars().count();
    if !plain || (start.whole && rest < 12) {
        return None;
    }
    lines.iter().find_map(|line| {
        let at = line.text(source).find('。')? + '。'.len_utf8();
        let bold = line.text(source)[at..].starts_with("**");
        Some(line.start + at + if bold { 2 } else { 0 })
    })
}

/// Finds the last appeal to the assembly, with the sentence or two that may follow it, and the notes behind it.
fn close(drafts: &mut [Draft], starts: &[Start]) {
    let bodies: Vec<usize> = (0..drafts.len()).filter(|&i| drafts[i].kind == BlockKind::Body).collect();
    let appeals = |&at: &usize| {
        let folded = &starts[bodies[at]].folded;
        ["各位代表", "同志们", "各位委员", "各位领导"].iter().any(|who| folded.starts_with(who))
            || folded.contains("让我们")
    };
    let Some(appeal) = (bodies.len() / 2..bodies.len()).rev().find(appeals) else { return };
    let entries =
        bodies[appeal + 1..].iter().rev().take_while(|&&i| notes::is_entry(&starts[i].folded)).count();
    let (text, notes) = bodies.split_at(bodies.len() - entries);
    for &i in notes {
        drafts[i].kind = BlockKind::Note;
    }
    if text.len() - appeal <= 3 && text.len() > 3 {
        for &i in &text[appeal..] {
            drafts[i].kind = BlockKind::Closing;
            drafts[i].cut = None;
        }
    }
}

/// Gives headings their levels: 一、 is 1, （一） 2, what is narrower 3; one more where headings without a number,
/// or 第一部分, stand above 一、.
fn levels(drafts: &mut [Draft], starts: &[Start]) {
    let headings: Vec<usize> = (0..drafts.len())
        .filter(|&i| drafts[i].kind == BlockKind::Heading || drafts[i].cut.is_some())
        .collect();
    let firsts = headings.iter().filter(|&&i| starts[i].number == Some((Class::Chinese, 1))).count();
    let wide = headings.iter().position(|&i| is_wide(&starts[i]));
    let chinese = headings.iter().position(|&i| matches!(starts[i].number, Some((Class::Chinese, _))));
    let above = matches!((wide, chinese), (Some(wide), Some(chinese)) if wide < chinese) || firsts > 1;
    let shift = u8::from(above);
    let mut open: Option<(Class, u32, u8)> = None;
    for (at, &i) in headings.iter().enumerate() {
        let level = match starts[i].number {
            _ if starts[i].hashes > 0 => starts[i].hashes,
            Some((Class::Division, _)) => 1,
            Some((class, number)) => {
                let level = shift
                    + match class {
                        Class::Division | Class::Chinese | Class::Ordinal => 1,
                        Class::ChineseInBrackets => 2,
                        _ => 3,
                    };
                open = Some((class, number, level));
                level
            }
            // Between 二、 and 三、 it stands below 二、; elsewhere it is a heading of the first rank.
            None => {
                let next = headings[at + 1..].iter().find_map(|&next| starts[next].number);
                match (open, next) {
                    (Some((class, number, level)), Some((other, follower)))
                        if class == other && follower == number + 1 && !is_wide(&starts[i]) =>
                    {
                        level + 1
                    }
                    _ => 1,
                }
            }
        };
        drafts[i].level = level;
    }
}

/// Whether a heading stands above 一、: one of 第一部分, or a part's name without a number.
fn is_wide(start: &Start) -> bool {
    match start.number {
        Some((class, _)) => class == Class::Division,
        None => parts::of_heading(&start.folded).is_some_and(|heading| heading.is_wide(&start.folded)),
    }
}

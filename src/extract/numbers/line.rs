//! One line of text as the number rules see it: folded characters with the way back to bytes.
//!
//! Must hold: `chars` and the spans have one entry a kept character, spans ascend, and a kept character is
//! never white space but for a tab (a table's cell border) or a blank between two Latin words or digits.

use std::ops::Range;

use crate::text::{chars, normal};

/// A folded line. Kept between lines, so that a report costs a handful of allocations.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Full-width letters and digits as ASCII, radicals as ideographs, layout blanks gone.
    pub chars: Vec<char>,
    /// For each character, the bytes it came from.
    places: Vec<Place>,
}

/// The bytes of one character: where it starts, times eight, and how many it takes. A source of 20 MB fits.
#[derive(Clone, Copy, Debug)]
struct Place(u32);

impl Place {
    fn new(start: usize, width: usize) -> Self {
        Self(u32::try_from(start << 3 | width).unwrap_or(u32::MAX))
    }

    fn start(self) -> usize {
        self.0 as usize >> 3
    }

    fn end(self) -> usize {
        self.start() + (self.0 as usize & 7)
    }
}

impl Line {
    /// Reads `text`, whose first byte stands at `offset`. One pass.
    pub fn read(&mut self, text: &str, offset: usize) {
        self.chars.clear();
        self.places.clear();
        let bytes = text.as_bytes();
        let (mut at, mut blank, mut torn) = (0, None, false);
        while at < bytes.len() {
            if let Some(c) = chars::ideograph(bytes, at) {
                self.push(c, offset + at, 3);
                blank = None;
                at += 3;
                continue;
            }
            let Some(c) = text[at..].chars().next() else { break };
            let (here, width) = (at, c.len_utf8());
            at += width;
            let Some(folded) = fold(c) else { continue };
            if folded == ' ' {
                blank = Some(here);
                continue;
            }
            if let (Some(gap), Some(last)) = (blank.take(), self.chars.last())
                && folded.is_ascii_alphanumeric()
                && last.is_ascii_alphanumeric()
            {
                torn |= folded.is_ascii_digit() && last.is_ascii_digit();
                self.push(' ', offset + gap, 1);
            }
            self.push(folded, offset + here, width);
        }
        if torn {
            self.join_digits();
        }
    }

    /// Joins the pieces of a number that a careless export has parted by blanks: 1 7 00, 36.5 9, but not two
    /// numbers side by side. A single digit is no number of its own there, nor is one that starts with 0.
    fn join_digits(&mut self) {
        let mut kept = 0;
        for i in 0..self.chars.len() {
            let inside = kept > 0 && i + 1 < self.chars.len();
            let joins = inside
                && parts_digits([self.chars[kept - 1], self.chars[i], self.chars[i + 1]])
                && self.one_number(kept, i + 1);
            if !joins {
                self.chars[kept] = self.chars[i];
                self.places[kept] = self.places[i];
                kept += 1;
            }
        }
        self.chars.truncate(kept);
        self.places.truncate(kept);
    }

    /// Whether the digits before `left` and from `right` on are pieces of one number. Looks at a dozen
    /// characters on each side.
    fn one_number(&self, left: usize, right: usize) -> bool {
        let numeric = |c: &char| c.is_ascii_digit() || *c == '.';
        let head: Vec<char> =
            self.chars[..left].iter().rev().take(12).take_while(|c| numeric(c)).copied().collect();
        let tail: Vec<char> =
            self.chars[right..].iter().take(12).take_while(|c| numeric(c)).copied().collect();
        let after = self.chars.get(right + tail.len());
        let year = head.len() == 4 && matches!(head.last(), Some('1' | '2'));
        let points = head.iter().chain(&tail).filter(|c| **c == '.').count();
        let whole = tail.iter().take_while(|c| **c != '.').count();
        let torn = head.len() == 1 || whole == 1 || tail.first() == Some(&'0');
        torn && points < 2 && !year && !after.is_some_and(char::is_ascii_alphabetic)
    }

    fn push(&mut self, c: char, start: usize, width: usize) {
        self.chars.push(c);
        self.places.push(Place::new(start, width));
    }

    /// The bytes under the characters `range`: from the start of the first to the end of the last. Empty
    /// for an empty range.
    pub fn bytes(&self, range: Range<usize>) -> Range<usize> {
        match (self.places.get(range.start), range.end.checked_sub(1).and_then(|last| self.places.get(last)))
        {
            (Some(first), Some(last)) if range.start < range.end => first.start()..last.end(),
            _ => 0..0,
        }
    }
}

/// A blank between two digits.
fn parts_digits([left, blank, right]: [char; 3]) -> bool {
    blank == ' ' && left.is_ascii_digit() && right.is_ascii_digit()
}

/// One character as the rules read it; `' '` for any blank, `None` for an invisible mark. Punctuation that
/// decides the reading of a numeral (，against ,) stays as it is.
fn fold(c: char) -> Option<char> {
    Some(match c {
        '\u{4e00}'..='\u{9fff}' | '\t' | '!'..='~' => c,
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '％' | '＋' | '／' | '～' | '－' | '＊' => {
            char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
        }
        '﹪' => '%',
        '∶' | '︰' => ':',
        '○' | '◯' | 'Ο' => '〇',
        '−' | '–' | '─' | '―' | '━' => '—',
        '〜' | '∼' | '˜' => '~',
        '・' | '•' | '･' | '‧' => '·',
        '\u{2f00}'..='\u{2fd5}' => normal::fold(c).unwrap_or(c),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => return None,
        c if c.is_whitespace() => ' ',
        _ => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_of_the_layout_go_and_blanks_between_words_stay() {
        let mut line = Line::default();
        line.read("完成 １２ 部 Web 2 台\t⽉", 0);
        assert_eq!(line.chars.iter().collect::<String>(), "完成12部Web 2台\t月");
    }

    #[test]
    fn a_number_torn_by_blanks_is_one_again() {
        let mut line = Line::default();
        for (torn, whole) in [
            ("征收 1 7 00 户", "征收1700户"),
            ("完成 36.5 9亿元", "完成36.59亿元"),
            ("到 202 1年", "到2021年"),
            ("2018 2019", "2018 2019"),
            ("12.8 14.9", "12.8 14.9"),
            ("2020 5G", "2020 5G"),
        ] {
            line.read(torn, 0);
            assert_eq!(line.chars.iter().collect::<String>(), whole, "{torn}");
        }
    }

    #[test]
    fn the_way_back_leaves_out_blanks_at_the_ends() {
        let text = "完成 １２ 部 。";
        let mut line = Line::default();
        line.read(text, 0);
        assert_eq!(&text[line.bytes(2..5)], "１２ 部");
        assert_eq!(line.bytes(3..3), 0..0);
    }
}

//! A quotation made ready for searching: cleaned of its layout and read with its context as one text.
//!
//! Quotations come as clean text or as the raw source has it, with hard wraps, blanks and page numbers. Reading
//! prefix, quotation and suffix as one text keeps a figure whole that the quotation cuts.

use std::ops::Range;

use super::{evidence::Side, symbols::Symbols};
use crate::{note::Quote, text::normal::fold};

/// A quotation between its contexts, as symbols.
pub(super) struct Sought {
    /// Prefix, quotation and suffix, without layout.
    pub text: String,
    pub symbols: Symbols,
    /// The bytes of the quotation in `text`, from its first symbol to its last, or the part of them that it
    /// holds: never more than the symbols of `quoted` take.
    pub bytes: Range<usize>,
    /// The symbols of the quotation; a figure that it cuts is wholly in.
    pub quoted: Range<usize>,
}

impl Sought {
    /// Reads `quote`. Linear.
    pub fn new(quote: &Quote) -> Self {
        let mut text = String::new();
        let mut ends = [0; 3];
        let mut joined = Cleaner::default();
        for (piece, end) in [&quote.prefix, &quote.exact, &quote.suffix].into_iter().zip(&mut ends) {
            for line in without_page_numbers(piece) {
                line.chars().for_each(|c| joined.push(c, &mut text));
            }
            *end = text.len();
        }
        let bytes = without_edges(&text, ends[0]..ends[1]);
        let symbols = Symbols::new(&text);
        let quoted = if bytes.is_empty() { 0..0 } else { symbols.at_bytes(bytes.clone()) };
        Self { text, symbols, bytes, quoted }
    }

    /// The symbols of the quotation alone.
    pub fn pattern(&self) -> &[char] {
        &self.symbols.chars[self.quoted.clone()]
    }

    pub fn side(&self) -> Side<'_> {
        Side { text: &self.text, symbols: &self.symbols }
    }
}

/// The bytes `range` of `text` without what is no symbol at either end: a blank between two words, an invisible
/// mark.
fn without_edges(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = text.get(range.clone()).unwrap_or_default();
    let from_start = piece.trim_start_matches(|c| fold(c).is_none());
    let start = range.end - from_start.len();
    start..start + from_start.trim_end_matches(|c| fold(c).is_none()).len()
}

/// The lines of `piece`, line breaks included, but for page numbers that a printer put between two lines. Where
/// there is nothing else, they are what is quoted.
fn without_page_numbers(piece: &str) -> impl Iterator<Item = &str> {
    let lines: Vec<&str> = piece.split_inclusive('\n').collect();
    let last = lines.len().saturating_sub(1);
    let has_words = lines.iter().any(|line| !line.trim().is_empty() && !is_page_number(line));
    lines
        .into_iter()
        .enumerate()
        .filter(move |(at, line)| *at == 0 || *at == last || !has_words || !is_page_number(line))
        .map(|(_, line)| line)
}

fn is_page_number(line: &str) -> bool {
    let mut marks = line.trim().chars().peekable();
    marks.peek().is_some()
        && marks.clone().any(|c| c.is_ascii_digit())
        && marks.all(|c| c.is_ascii_digit() || matches!(c, '-' | '—' | '–' | ' ' | '·'))
}

/// Drops white space that belongs to the layout: with a line break in it, or beside an ideograph or a mark.
/// A blank between two Latin words or figures stays, since it keeps them apart.
#[derive(Default)]
struct Cleaner {
    blank: Option<bool>,
    last: Option<char>,
}

impl Cleaner {
    fn push(&mut self, c: char, out: &mut String) {
        if c.is_whitespace() {
            let broken = matches!(c, '\n' | '\r');
            self.blank = Some(self.blank.unwrap_or(false) || broken);
            return;
        }
        if self.blank.take() == Some(false) && c.is_ascii() && self.last.is_some_and(|l| l.is_ascii()) {
            out.push(' ');
        }
        self.last = Some(c);
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(prefix: &str, exact: &str, suffix: &str, text: &str, quoted: &str) {
        let quote = Quote { exact: exact.into(), prefix: prefix.into(), suffix: suffix.into() };
        let sought = Sought::new(&quote);
        assert_eq!(sought.text, text);
        assert_eq!(&sought.text[sought.bytes.clone()], quoted);
    }

    #[test]
    fn layout_goes_and_the_quotation_stays() {
        check("全年", "改造 12 部\n\n电梯", "。\n", "全年改造12部电梯。", "改造12部电梯");
        check("", "完成1\n2部", "", "完成12部", "完成12部");
        check("", "Web 3\n版", "", "Web 3版", "Web 3版");
    }

    #[test]
    fn what_is_no_symbol_is_outside_the_quotation() {
        check("Web", " 3版", "", "Web 3版", "3版");
        check("", "\u{200b}电梯\u{feff}", "", "\u{200b}电梯\u{feff}", "电梯");
        check("老旧", "\u{200b} \u{ad}", "小区", "老旧\u{200b}\u{ad}小区", "");
    }

    #[test]
    fn page_numbers_between_lines_go_but_a_quoted_figure_stays() {
        check("", "推进老旧\n\n — 7 — \n\n小区改造", "", "推进老旧小区改造", "推进老旧小区改造");
        check("电梯\n", "12", "\n部", "电梯12部", "12");
        check("电梯\n", "12\n", "部", "电梯12部", "12");
    }

    #[test]
    fn a_figure_that_the_quotation_cuts_is_wholly_in() {
        let quote = Quote { exact: "500亿元".into(), prefix: "达到4".into(), suffix: String::new() };
        let sought = Sought::new(&quote);
        assert_eq!(sought.quoted, 2..4);
    }
}

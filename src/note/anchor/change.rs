//! What differs between a quotation and the passage that stands there now: figures, and all other words.

use std::ops::Range;

use super::{
    Change, Edit,
    align::{Fate, Run},
    evidence::Side,
    symbols::{same_value, written_alike},
};
use crate::{
    extract::{Approx, numbers},
    report,
    text::{Encoding, Offset, SourceOffset, SourceText, Span, normal::fold},
};

/// The figures that differ in value, as a reader sees them: whole, with unit and qualifier.
pub(super) fn changes(quote: Side, report: Side, script: &[Run]) -> Vec<Change> {
    let mut changes = Vec::new();
    for hunk in hunks(quote, report, script) {
        let (old, new) = (hunk.old, hunk.new);
        let (ours, theirs): (Vec<_>, Vec<_>) = (
            quote.symbols.numerals_in(old.clone()).collect(),
            report.symbols.numerals_in(new.clone()).collect(),
        );
        let same = ours.len() == theirs.len()
            && ours.iter().zip(&theirs).all(|(a, b)| same_value(a, quote.text, b, report.text));
        let old_text = &quote.text[quote.symbols.to_bytes(old.clone())];
        let new_text = &report.text[report.symbols.to_bytes(new.clone())];
        // A numeral that became part of a word, or was part of one, still stands there: 一批 → 一.
        let word = (ours.is_empty() || theirs.is_empty()) && signs(old_text).eq(signs(new_text));
        if same || word {
            continue;
        }
        let mut was = Figure::new(quote, &ours, old);
        let mut is = Figure::new(report, &theirs, new);
        was.grow_like(&is);
        is.grow_like(&was);
        changes.push(Change { was: was.shown(), is: is.shown() });
    }
    changes
}

/// The characters of `text` that numerals are made of.
fn signs(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        .filter_map(fold)
        .filter(|c| c.is_ascii_digit() || "〇零一二两三四五六七八九十百千万亿".contains(*c))
}

/// The quotation turned into the passage, piece by piece. What stays is told in the report's words.
pub(super) fn difference(quote: Side, report: Side, script: &[Run]) -> Vec<Edit> {
    let ours = |range: Range<usize>| quote.text[quote.symbols.to_bytes(range)].to_owned();
    let theirs = |range: Range<usize>| report.text[report.symbols.to_bytes(range)].to_owned();
    let mut edits = Vec::new();
    let mut done = script.first().map_or(0, |run| run.new.start);
    for hunk in hunks(quote, report, script) {
        if done < hunk.new.start {
            edits.push(Edit::Kept(theirs(done..hunk.new.start)));
        }
        if !hunk.old.is_empty() {
            edits.push(Edit::Removed(ours(hunk.old)));
        }
        done = hunk.new.end;
        if !hunk.new.is_empty() {
            edits.push(Edit::Added(theirs(hunk.new)));
        }
    }
    let end = script.last().map_or(0, |run| run.new.end);
    if done < end {
        edits.push(Edit::Kept(theirs(done..end)));
    }
    edits
}

/// A stretch of both sides that is not written alike.
#[derive(Debug)]
struct Hunk {
    old: Range<usize>,
    new: Range<usize>,
}

/// The stretches that are not written alike, as long as they can be.
fn hunks(quote: Side, report: Side, script: &[Run]) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    let mut push = |old: Range<usize>, new: Range<usize>| match hunks.last_mut() {
        Some(last) if last.old.end == old.start && last.new.end == new.start => {
            (last.old.end, last.new.end) = (old.end, new.end);
        }
        _ => hunks.push(Hunk { old, new }),
    };
    for run in script {
        if run.fate != Fate::Kept {
            push(run.old.clone(), run.new.clone());
            continue;
        }
        for (a, b) in run.old.clone().zip(run.new.clone()) {
            let (Some(one), Some(two)) = (quote.symbols.numeral(a), report.symbols.numeral(b)) else {
                continue;
            };
            if !written_alike(one, quote.text, two, report.text) {
                push(a..a + 1, b..b + 1);
            }
        }
    }
    // What one side reads as a numeral and the other as part of a word may still be written alike.
    let folded = |side: Side, range: &Range<usize>| -> Vec<char> {
        side.text[side.symbols.to_bytes(range.clone())].chars().filter_map(fold).collect()
    };
    hunks.retain(|hunk| folded(quote, &hunk.old) != folded(report, &hunk.new));
    hunks
}

/// Whether the quotation and the passage are written alike, but for layout, width and variants of marks.
pub(super) fn word_for_word(quote: Side, report: Side, script: &[Run]) -> bool {
    hunks(quote, report, script).is_empty()
}

/// Symbols of the longest qualifier of a figure (不低于, 不超过).
pub(super) const QUALIFIER: usize = 3;

/// Whether a figure of the quotation still has its value in the passage.
pub(super) fn keeps_a_figure(quote: Side, report: Side, script: &[Run]) -> bool {
    let kept = script.iter().filter(|run| run.fate == Fate::Kept);
    kept.flat_map(|run| run.old.clone().zip(run.new.clone())).any(|(a, b)| {
        let figures = quote.symbols.numeral(a).zip(report.symbols.numeral(b));
        figures.is_some_and(|(one, two)| same_value(one, quote.text, two, report.text))
    })
}

/// Characters around a numeral that are read to find its whole figure.
const AROUND: usize = 24;

/// What a change shows of one side.
struct Figure<'a> {
    text: &'a str,
    /// The bytes of the numerals, or of the words that stand in their place.
    numeral: Range<usize>,
    /// The same with unit and qualifier.
    whole: Range<usize>,
}

impl<'a> Figure<'a> {
    fn new(side: Side<'a>, numerals: &[&numbers::Numeral], symbols: Range<usize>) -> Self {
        let text = side.text;
        match (numerals.first(), numerals.last()) {
            (Some(first), Some(last)) => {
                let numeral = first.range.start..last.range.end;
                Self { text, whole: whole_figure(text, numeral.clone()), numeral }
            }
            _ => {
                let words = side.symbols.to_bytes(symbols);
                Self { text, numeral: words.clone(), whole: words }
            }
        }
    }

    /// Takes what stands around the numeral into the figure if it does so in `other`: two values of one figure
    /// are shown alike, even where the engine knows only one of them (119 is a code, 118 a count).
    fn grow_like(&mut self, other: &Self) {
        if self.numeral.is_empty() || other.numeral.is_empty() {
            return;
        }
        let before = &other.text[other.whole.start..other.numeral.start];
        if self.text[..self.numeral.start].ends_with(before) {
            self.whole.start = self.whole.start.min(self.numeral.start - before.len());
        }
        let after = &other.text[other.numeral.end..other.whole.end];
        if self.text[self.numeral.end..].starts_with(after) {
            self.whole.end = self.whole.end.max(self.numeral.end + after.len());
        }
    }

    fn shown(&self) -> String {
        self.text[self.whole.clone()].to_owned()
    }
}

/// Characters beside a quotation in which what bends its figure stands, and which must be known to tell.
const BESIDE: usize = 6;

/// The figures at the ends of a quotation that have their value still, but another qualifier or unit, which the
/// quotation leaves out: 5% of 5%左右 where 5%以上 stands now. The quotation's symbols `quoted` stand at `place`
/// word for word.
pub(super) fn requalified(
    quote: Side,
    quoted: &Range<usize>,
    report: Side,
    place: &Range<usize>,
) -> Vec<Change> {
    let here = quote.symbols.to_bytes(quoted.clone());
    let there = report.symbols.to_bytes(place.clone());
    let words = &quote.text[here.clone()];
    // The quotation as it stood, and the same words between what stands around them now.
    let (before, after) = beside(quote.text, &here);
    let (now_before, now_after) = beside(report.text, &there);
    let (was_text, is_text) = (format!("{before}{words}{after}"), format!("{now_before}{words}{now_after}"));
    let mut changes = Vec::new();
    let numerals: Vec<_> = quote.symbols.numerals_in(quoted.clone()).map(|numeral| &numeral.range).collect();
    let (Some(first), Some(last)) = (numerals.first(), numerals.last()) else { return changes };
    // A figure in the middle is bent by nothing outside; context that is not known tells nothing.
    let touches = |between: Range<usize>, context: &str, now: &str| {
        let apart = quote.text.get(between).unwrap_or_default().chars().count();
        let known = context.chars().nth(BESIDE).is_some();
        apart <= BESIDE && known && !context.chars().filter_map(fold).eq(now.chars().filter_map(fold))
    };
    let at_start = touches(here.start..first.start, before, now_before);
    let at_end = touches(last.end..here.end, after, now_after);
    let mut tell = |numeral: &Range<usize>| {
        let inside = |before: &str| {
            let (start, end) = (numeral.start.max(here.start), numeral.end.min(here.end));
            start - here.start + before.len()..end - here.start + before.len()
        };
        let was = read_figure(&was_text, inside(before));
        let is = read_figure(&is_text, inside(now_before));
        let (shown, now) = (&was_text[was.whole], &is_text[is.whole]);
        if was.bend != is.bend && shown != now {
            changes.push(Change { was: shown.to_owned(), is: now.to_owned() });
        }
    };
    if at_start || (at_end && first == last) {
        tell(first);
    }
    if at_end && first != last {
        tell(last);
    }
    changes
}

/// What stands right before and behind `range` of `text`, in the same paragraph.
fn beside<'a>(text: &'a str, range: &Range<usize>) -> (&'a str, &'a str) {
    let before = text[..range.start].chars().rev().take(AROUND).take_while(|&c| c != '\n');
    let after = text[range.end..].chars().take(AROUND).take_while(|&c| c != '\n');
    let start = range.start - before.map(char::len_utf8).sum::<usize>();
    let end = range.end + after.map(char::len_utf8).sum::<usize>();
    (&text[start..range.start], &text[range.end..end])
}

/// A figure as the number engine reads it.
struct FigureRead {
    /// Its bytes, with its unit and what bends it.
    whole: Range<usize>,
    /// What bends it, and its unit; `None` if the engine knows no such figure.
    bend: Option<(Approx, Option<String>)>,
}

/// The bytes of the figure around the numeral at `range` of `text`: with its unit, and with 以上 or 左右.
fn whole_figure(text: &str, range: Range<usize>) -> Range<usize> {
    read_figure(text, range).whole
}

fn read_figure(text: &str, range: Range<usize>) -> FigureRead {
    let (before, after) = beside(text, &range);
    let (start, end) = (range.start - before.len(), range.end + after.len());
    let piece = report::parse(SourceText::new(text[start..end].to_owned(), Encoding::Utf8));
    let numeral: Span<SourceOffset> = Span::of(range.start - start..range.end - start);
    let (mut whole, mut bend) = (numeral, None);
    for number in numbers::find(&piece) {
        let span = piece.to_source(number.span);
        if span.overlaps(numeral) {
            whole = whole.hull(span);
            bend = Some((number.approx, number.unit));
        }
    }
    FigureRead { whole: start + whole.start.get()..start + whole.end.get(), bend }
}

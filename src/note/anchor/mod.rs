//! Anchoring: where a note's quotation stands in a report now, and how sure that is.
//!
//! [`AnchorIndex`] is made once a report; [`AnchorIndex::anchor`] then answers for one note at a time:
//!
//! 1. At its old place, if the note was made on this very document: exact.
//! 2. Word for word in normal form (width, blanks, variants of marks and radicals), figures aside.
//! 3. Approximately, around the old place and in the whole text ([`search`]).
//!
//! Figures are left out of the search ([`symbols`]), so a changed one is found at its own place and not at an
//! equal one elsewhere. Every place is weighed by what agrees there, context included ([`evidence`]); one that
//! luck could explain is no anchor. What differs is told at the end ([`change`]), figures by value.
//!
//! Must hold: a note never moves silently. Whatever is not word for word says so; a numeral of another value
//! is [`AnchorState::NumberChanged`], however alike the rest is; where two places are as likely, none is taken.

use std::ops::{Deref, Range};

use super::{Scope, Target};
use crate::{
    report::Report,
    text::{
        Span,
        grams::Bigrams,
        normal::{NormalText, fold},
    },
};

mod align;
mod change;
mod evidence;
mod search;
mod sought;
mod symbols;

pub(super) use symbols::clauses;

use align::{Fate, Run, align};
use evidence::Side;
use search::Search;
use sought::Sought;
use symbols::Symbols;

/// Places that are weighed, and told at most if none is better than the others.
const MOST_PLACES: usize = 32;

/// Bits that a quotation without context must carry to be believed where it stands word for word, and only
/// there: three ideographs.
const LONE: i32 = 12;

/// Where a note stands in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// How it was found.
    pub state: AnchorState,
    /// The passage, unless it is ambiguous or orphaned; the whole text for a note on the whole report.
    pub span: Option<Span>,
    /// The numerals that differ: what the quotation says and what now stands there.
    pub changes: Vec<Change>,
    /// The places it could mean, if it is ambiguous, in text order; at most 32. A single one if the words stand
    /// there but all around them speaks against it.
    pub candidates: Vec<Span>,
    /// The quotation turned into what now stands there; empty if it stands word for word or nowhere.
    pub difference: Vec<Edit>,
}

/// How a quotation was found. In every state but the first two a person should look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AnchorState {
    /// At its old place: word for word where the note's position says, in the document that it was made on.
    Exact,
    /// Word for word, elsewhere, or in another document (another dress of the report, another edition).
    Moved,
    /// With other words, or a figure of the same value written otherwise.
    Reworded,
    /// With a numeral of another value.
    NumberChanged,
    /// At several places, none better than the others; or at one that only the words themselves speak for, too
    /// few to be trusted.
    Ambiguous,
    /// Nowhere.
    Orphaned,
}

impl AnchorState {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Moved => "moved",
            Self::Reworded => "reworded",
            Self::NumberChanged => "number_changed",
            Self::Ambiguous => "ambiguous",
            Self::Orphaned => "orphaned",
        }
    }

    /// Whether a person should look before the note is trusted: in all states but the first two.
    pub fn asks_for_a_look(self) -> bool {
        !matches!(self, Self::Exact | Self::Moved)
    }
}

/// A figure that differs from the quotation's: whole, with unit and qualifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// As the quotation has it; empty if it has none.
    pub was: String,
    /// As the report now has it; empty if it has none.
    pub is: String,
}

/// One piece of what became of a quotation. Kept and removed pieces in order are the quotation (but for layout
/// and variants of marks); kept and added ones are the passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// In both.
    Kept(String),
    /// Only in the quotation.
    Removed(String),
    /// Only in the passage.
    Added(String),
}

/// A report made ready for anchoring. `R` is any pointer to it: a reference, an `Rc`, an `Arc`.
pub struct AnchorIndex<R> {
    report: R,
    symbols: Symbols,
    grams: Bigrams,
}

/// How the document that a note was made on stands to this one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home {
    /// This very document: its positions are ours.
    Here,
    /// The note does not say: its positions may be ours.
    Unknown,
    /// Another one: its positions are a hint.
    Elsewhere,
}

/// A place that the quotation may have, weighed.
struct Candidate {
    /// Its symbols.
    place: Range<usize>,
    script: Vec<Run>,
    /// All that speaks for it.
    bits: i32,
    /// What the quotation's own words say for it.
    own: i32,
    /// What its surroundings say for it.
    around: i32,
    /// Symbols of the quotation that stand there.
    kept: usize,
    word_for_word: bool,
}

impl<R: Deref<Target = Report>> AnchorIndex<R> {
    /// Indexes `report`. Linear in its text.
    pub fn new(report: R) -> Self {
        let symbols = Symbols::new(&report.text);
        let grams = Bigrams::new(&symbols.chars);
        Self { report, symbols, grams }
    }

    /// Where `target` stands in the report now. The work is bounded: a fraction of a millisecond on a report
    /// of 20,000 characters, a few milliseconds on one of a million.
    pub fn anchor(&self, target: &Target) -> Anchor {
        let home = self.home(target);
        if target.scope == Scope::Report {
            let state = if home == Home::Elsewhere { AnchorState::Moved } else { AnchorState::Exact };
            return Anchor::at(state, Span::of(0..self.report.text.len()));
        }
        let place = target.position.map(|position| {
            let bytes = self.report.source.bytes(position);
            (bytes, self.report.map.to_text(bytes))
        });
        let stands = place.filter(|(bytes, span)| {
            let raw = bytes.slice_source(self.report.source.text());
            let exact = target.quote.exact.as_str();
            let here = raw == exact || span.slice(&self.report.text) == exact;
            !span.is_empty() && (here || NormalText::new(raw).chars == NormalText::new(exact).chars)
        });
        if let (Home::Here, Some((_, span))) = (home, stands) {
            return Anchor::at(AnchorState::Exact, span);
        }
        let place = place.map(|(_, span)| span);
        let sought = Sought::new(&target.quote);
        if sought.quoted.is_empty() {
            return self.without_words(home, place);
        }
        self.seek(&sought, home, place)
    }

    fn home(&self, target: &Target) -> Home {
        match &target.document.digest {
            Some(digest) if digest == self.report.source.digest() => Home::Here,
            Some(_) => Home::Elsewhere,
            None => Home::Unknown,
        }
    }

    /// A note that quotes nothing has only its position, which nothing confirms but the document's name.
    fn without_words(&self, home: Home, place: Option<Span>) -> Anchor {
        match (home, place) {
            (_, None) | (Home::Elsewhere, _) => Anchor::nowhere(),
            (_, Some(span)) if span.is_empty() => Anchor::nowhere(),
            (Home::Here, Some(span)) => Anchor::at(AnchorState::Exact, span),
            (Home::Unknown, Some(span)) => Anchor::among(vec![span]),
        }
    }

    fn side(&self) -> Side<'_> {
        Side { text: &self.report.text, symbols: &self.symbols }
    }

    fn seek(&self, sought: &Sought, home: Home, place: Option<Span>) -> Anchor {
        let near = place.map(|span| self.symbols.at_bytes(span.range()));
        let weigh = |place: Range<usize>| self.weigh(sought, home, near.as_ref(), place);
        let mut candidates: Vec<Candidate> =
            self.alike(sought, near.as_ref()).into_iter().map(weigh).collect();
        let context = evidence::of_whole_context(sought.side(), &sought.quoted);
        let convincing = |c: &Candidate| c.word_for_word && context > 0 && 2 * c.around >= context;
        if !candidates.iter().any(convincing) {
            let search = Search { symbols: &self.symbols, grams: &self.grams };
            let places = search.approximate(sought, near.as_ref().map(|near| near.start));
            candidates.extend(places.into_iter().map(weigh));
        }
        self.decide(sought, home, place, candidates)
    }

    /// The places where the quotation stands but for its figures: those with most of the context, with equal
    /// figures, and nearest to the old place.
    fn alike(&self, sought: &Sought, near: Option<&Range<usize>>) -> Vec<Range<usize>> {
        let (ours, theirs) = (&sought.symbols.chars, &self.symbols.chars);
        let quoted = &sought.quoted;
        let rank = |start: usize| {
            let end = start + quoted.len();
            let same = |(a, b): &(&char, &char)| a == b;
            let before = ours[..quoted.start].iter().rev().zip(theirs[..start].iter().rev());
            let after = ours[quoted.end..].iter().zip(&theirs[end..]);
            let around = before.take_while(same).count() + after.take_while(same).count();
            let figures =
                sought.symbols.numerals_in(quoted.clone()).zip(self.symbols.numerals_in(start..end));
            let changed =
                figures.filter(|(a, b)| !symbols::same_value(a, &sought.text, b, &self.report.text)).count();
            let distance = near.map_or(0, |near| near.start.abs_diff(start));
            (usize::MAX - around, changed, distance)
        };
        let mut places: Vec<_> =
            self.grams.find(theirs, sought.pattern()).map(|start| (rank(start), start)).collect();
        places.sort_unstable();
        places.truncate(MOST_PLACES);
        places.into_iter().map(|(_, start)| start..start + quoted.len()).collect()
    }

    fn weigh(
        &self,
        sought: &Sought,
        home: Home,
        near: Option<&Range<usize>>,
        place: Range<usize>,
    ) -> Candidate {
        let (ours, theirs) = (sought.side(), self.side());
        let mut script = align(sought.pattern(), &self.symbols.chars[place.clone()]);
        for run in &mut script {
            run.old = run.old.start + sought.quoted.start..run.old.end + sought.quoted.start;
            run.new = run.new.start + place.start..run.new.end + place.start;
        }
        let own = evidence::of_quote(ours, theirs, &script);
        let around = evidence::of_surroundings(ours, &sought.quoted, theirs, &place);
        let position = near.map_or(0, |near| {
            let n = self.symbols.len();
            let bits = match home {
                _ if *near == place => evidence::needed(n),
                _ => evidence::of_position(near.start.abs_diff(place.start), n),
            };
            // The position is believed as far as the context confirms it.
            let whole = evidence::of_whole_context(ours, &sought.quoted);
            match (home, whole) {
                (Home::Elsewhere, 0) => 0,
                (_, 0) => bits,
                (Home::Elsewhere, _) => bits * around.min(whole) / whole / 2,
                _ => bits * around.min(whole) / whole,
            }
        });
        let kept = script.iter().filter(|run| run.fate == Fate::Kept).map(|run| run.old.len()).sum();
        let word_for_word = change::word_for_word(ours, theirs, &script);
        let bits = own.saturating_add(around).saturating_add(position);
        Candidate { place, script, bits, own, around, kept, word_for_word }
    }

    /// Takes the best of the `candidates` that luck does not explain, unless another is as good.
    fn decide(
        &self,
        sought: &Sought,
        home: Home,
        place: Option<Span>,
        mut candidates: Vec<Candidate>,
    ) -> Anchor {
        candidates.sort_by_key(|c| (std::cmp::Reverse(c.bits), c.place.start, c.place.end));
        candidates.dedup_by(|later, earlier| later.place == earlier.place);
        let needed = evidence::needed(self.symbols.len());
        let quoted = sought.quoted.len();
        let whole = evidence::of_whole_context(sought.side(), &sought.quoted);
        // Words that name their own place have gone there, unless the old place, with its surroundings on both
        // sides, still holds nearly the same: then it was the old place that changed.
        if candidates.iter().any(|c| c.word_for_word && c.own >= needed) {
            candidates.retain(|c| {
                c.word_for_word || (4 * c.kept >= 3 * quoted && whole > 0 && 8 * c.around >= 5 * whole)
            });
        }
        let plausible = |c: &&Candidate| {
            // Of a figure alone little is left when its qualifier changes (5%左右 → 5%以上): it is the same one
            // if its value and all around it stay.
            let requalified = whole > 0
                && 4 * c.around >= 3 * whole
                && quoted.max(c.place.len()) <= c.kept + change::QUALIFIER
                && change::keeps_a_figure(sought.side(), self.side(), &c.script);
            let alike = (2 * c.kept >= quoted || requalified) && c.place.len() <= 2 * quoted + 8;
            let lone = c.word_for_word && whole == 0 && c.own >= LONE;
            let formula = match whole {
                _ if c.word_for_word => 0,
                0 => evidence::FORMULA,
                whole if 4 * c.around < whole => evidence::FOREIGN_FORMULA,
                _ => 0,
            };
            alike && (c.bits >= needed + formula || lone)
        };
        let Some(best) = candidates.iter().find(plausible) else {
            let alike = candidates.iter().filter(|c| c.word_for_word);
            let spans: Vec<Span> = alike.map(|c| self.span(sought, c)).collect();
            return if spans.is_empty() { Anchor::nowhere() } else { Anchor::among(spans) };
        };
        let margin = if 2 * best.around >= whole { evidence::MARGIN } else { evidence::WIDE_MARGIN };
        let rivals: Vec<Span> = candidates
            .iter()
            .filter(plausible)
            .filter(|c| c.bits > best.bits - margin && !is_same_place(&c.place, &best.place))
            .map(|c| self.span(sought, c))
            .collect();
        let span = self.span(sought, best);
        if !rivals.is_empty() {
            return Anchor::among(rivals.into_iter().chain([span]).collect());
        }
        let (ours, theirs) = (sought.side(), self.side());
        let mut changes = change::changes(ours, theirs, &best.script);
        if best.word_for_word && changes.is_empty() {
            changes = change::requalified(ours, &sought.quoted, theirs, &best.place);
        }
        let state = match home {
            _ if !changes.is_empty() => AnchorState::NumberChanged,
            _ if !best.word_for_word => AnchorState::Reworded,
            Home::Here | Home::Unknown if place == Some(span) => AnchorState::Exact,
            _ => AnchorState::Moved,
        };
        let difference = match state {
            AnchorState::Exact | AnchorState::Moved => Vec::new(),
            _ => change::difference(ours, theirs, &best.script),
        };
        Anchor { changes, difference, ..Anchor::at(state, span) }
    }

    /// The passage of `candidate`. A figure that the quotation cuts is cut at the same digit if it is written
    /// alike, and whole otherwise.
    fn span(&self, sought: &Sought, candidate: &Candidate) -> Span {
        let (ours, theirs) = (&sought.symbols, &self.symbols);
        let mut bytes = theirs.to_bytes(candidate.place.clone());
        let whole = ours.to_bytes(sought.quoted.clone());
        let alike = |run: &Run, mine: usize, other: usize| {
            let figures = ours.numeral(mine).zip(theirs.numeral(other));
            candidate.word_for_word
                || run.fate == Fate::Kept
                    && figures
                        .is_some_and(|(a, b)| symbols::written_alike(a, &sought.text, b, &self.report.text))
        };
        let (Some(first), Some(last)) = (candidate.script.first(), candidate.script.last()) else {
            return Span::of(bytes);
        };
        // Counted in normal form, in which the two are the same.
        let signs = |cut: Range<usize>| sought.text[cut].chars().filter(|c| fold(*c).is_some()).count();
        let head = signs(whole.start..sought.bytes.start);
        let tail = signs(sought.bytes.end..whole.end);
        let sign = |(_, c): &(usize, char)| fold(*c).is_some();
        if head > 0 && alike(first, first.old.start, first.new.start) {
            let passage = &self.report.text[bytes.clone()];
            bytes.start += passage.char_indices().filter(sign).nth(head).map_or(0, |(at, _)| at);
        }
        if tail > 0 && alike(last, last.old.end.saturating_sub(1), last.new.end.saturating_sub(1)) {
            let passage = &self.report.text[bytes.clone()];
            let kept = passage.char_indices().rev().filter(sign).nth(tail);
            bytes.end = kept.map_or(bytes.end, |(at, c)| bytes.start + at + c.len_utf8());
        }
        Span::of(bytes)
    }
}

/// Whether two places are two readings of one: they share more than half of the shorter.
fn is_same_place(one: &Range<usize>, other: &Range<usize>) -> bool {
    let shared = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    2 * shared > one.len().min(other.len())
}

impl Anchor {
    fn at(state: AnchorState, span: Span) -> Self {
        Self { state, span: Some(span), changes: Vec::new(), candidates: Vec::new(), difference: Vec::new() }
    }

    fn among(mut candidates: Vec<Span>) -> Self {
        candidates.sort_unstable();
        Self { candidates, span: None, ..Self::at(AnchorState::Ambiguous, Span::default()) }
    }

    fn nowhere() -> Self {
        Self { span: None, ..Self::at(AnchorState::Orphaned, Span::default()) }
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;

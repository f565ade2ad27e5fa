//! Places in the report where a quotation may stand.
//!
//! Word for word (but for the figures) by the rarest pair of its symbols; approximately by Myers' search, only
//! in windows: around the old place, and where pairs of the pattern fall close to one diagonal. A piece with
//! `k` edits keeps at least `m - 1 - 2k` of the `m - 1` pairs of a pattern (Ukkonen's q-gram lemma), and they
//! all lie within `k` diagonals, so the windows with most pairs hold the best pieces.
//!
//! Must hold: the work for one quotation is bounded, whatever its length and the report's.

use std::ops::Range;

use super::{
    align::{align, project},
    sought::Sought,
    symbols::Symbols,
};
use crate::text::{grams::Bigrams, myers};

/// Symbols of context that a pattern takes along on each side.
const CONTEXT: usize = 32;

/// Longer quotations are sought by their first and last symbols.
const LONG: usize = 192;

/// The part of a long quotation that stands for its start or end.
const END: usize = 96;

/// Edits a piece may have, as a share of the pattern: two in five. Evidence decides later; this only prunes.
fn most_edits(pattern: usize) -> usize {
    pattern * 2 / 5
}

/// Width of a band of diagonals.
const BAND: usize = 32;

/// Windows that are read for one pattern.
const WINDOWS: usize = 6;

/// Places that are kept of one pattern.
const BEST: usize = 4;

/// Shorter patterns say too little with an edit in them.
const LEAST: usize = 6;

/// Places of pairs that are looked at for one pattern; rare pairs come first.
const MOST_PAIRS: usize = 1 << 17;

/// The report as it is searched.
#[derive(Clone, Copy)]
pub(super) struct Search<'a> {
    pub symbols: &'a Symbols,
    pub grams: &'a Bigrams,
}

impl Search<'_> {
    /// Places that may hold the quotation with edits; `near` is where it once stood. Places may repeat.
    pub fn approximate(self, sought: &Sought, near: Option<usize>) -> Vec<Range<usize>> {
        let quoted = sought.quoted.clone();
        let from = quoted.start.saturating_sub(CONTEXT);
        let to = (quoted.end + CONTEXT).min(sought.symbols.len());
        if quoted.len() > LONG {
            let head = quoted.start..quoted.start + END;
            let tail = quoted.end - END..quoted.end;
            let starts = self.part(sought, &(from..head.end), &head, near);
            let after = near.map(|at| at + quoted.len() - END);
            let ends = self.part(sought, &(tail.start..to), &tail, after);
            return pair_up(&starts, &ends, quoted.len());
        }
        let patterns = [from..to, from..quoted.end, quoted.start..to, quoted.clone()];
        let mut places = Vec::new();
        for (i, pattern) in patterns.iter().enumerate() {
            if pattern.len() >= LEAST && !patterns[..i].contains(pattern) {
                places.extend(self.part(sought, pattern, &quoted, near));
            }
            // With all its context nearly intact it stands nowhere better by itself.
            if i == 0 && places.iter().any(|(_, distance)| 8 * distance <= pattern.len()) {
                break;
            }
        }
        places.into_iter().map(|(place, _)| place).collect()
    }

    /// What `part` became at the best places of `pattern`, which holds it, each with the edits of the whole
    /// pattern. `near` is where `part` once stood.
    fn part(
        self,
        sought: &Sought,
        pattern: &Range<usize>,
        part: &Range<usize>,
        near: Option<usize>,
    ) -> Vec<(Range<usize>, usize)> {
        let symbols = &sought.symbols.chars[pattern.clone()];
        let offset = part.start - pattern.start;
        let inside = offset..offset + part.len();
        let mut found = Vec::new();
        for window in self.windows(symbols, near.map(|at| at.saturating_sub(offset))) {
            let text = &self.symbols.chars[window.clone()];
            for here in myers::best(symbols, text, most_edits(symbols.len())) {
                found.push((here.distance, window.start + here.range.start, window.start + here.range.end));
            }
        }
        found.sort_unstable();
        found.dedup();
        found.truncate(BEST);
        let place = |(distance, start, end): (usize, usize, usize)| {
            let place = project(&align(symbols, &self.symbols.chars[start..end]), &inside)?;
            Some((start + place.start..start + place.end, distance))
        };
        found.into_iter().filter_map(place).collect()
    }

    /// Stretches of the report to read for `pattern`, the old place first.
    fn windows(self, pattern: &[char], near: Option<usize>) -> Vec<Range<usize>> {
        let n = self.symbols.len();
        let slack = BAND / 2 + pattern.len() / 4;
        let around = |start: usize, width: usize| {
            start.saturating_sub(slack).min(n)..(start + width + pattern.len() + slack).min(n)
        };
        let mut windows: Vec<_> = near.map(|at| around(at, 0)).into_iter().collect();
        windows.extend(self.bands(pattern).into_iter().map(|start| around(start, 2 * BAND)));
        windows
    }

    /// Where the bands of diagonals with most pairs of `pattern` start, best first.
    fn bands(self, pattern: &[char]) -> Vec<usize> {
        let text = &self.symbols.chars;
        let mut pairs: Vec<(usize, usize)> = pattern
            .windows(2)
            .enumerate()
            .map(|(at, pair)| (self.grams.count(pair[0], pair[1]), at))
            .filter(|(count, _)| *count > 0)
            .collect();
        pairs.sort_unstable();
        // Band `b` holds the diagonals that start at text symbol `b * BAND - pattern.len()`.
        let mut votes = vec![0_u32; (text.len() + pattern.len()) / BAND + 2];
        let mut budget = MOST_PAIRS;
        for (count, at) in pairs {
            if count > budget {
                break;
            }
            budget -= count;
            for place in self.grams.places(text, pattern[at], pattern[at + 1]) {
                votes[(place + pattern.len() - at) / BAND] += 1;
            }
        }
        let least = u32::try_from((pattern.len() / 8).max(1)).unwrap_or(u32::MAX);
        let mut best: Vec<(u32, usize)> = Vec::with_capacity(WINDOWS + 1);
        for (band, pair) in votes.windows(2).enumerate() {
            let sum = pair[0] + pair[1];
            let beside = best.iter().position(|&(_, other)| other + 1 == band);
            if sum < least || beside.is_some_and(|at| best[at].0 >= sum) {
                continue;
            }
            if let Some(at) = beside {
                best.remove(at);
            }
            let at = best.partition_point(|&(other, _)| other >= sum);
            if at < WINDOWS {
                best.insert(at, (sum, band));
                best.truncate(WINDOWS);
            }
        }
        best.into_iter().map(|(_, band)| (band * BAND).saturating_sub(pattern.len())).collect()
    }
}

/// Each start with each end that lies about one quotation's length behind it.
fn pair_up(
    starts: &[(Range<usize>, usize)],
    ends: &[(Range<usize>, usize)],
    len: usize,
) -> Vec<Range<usize>> {
    let fits =
        |start: usize, end: usize| end.checked_sub(start).is_some_and(|l| len / 2 <= l && l <= 2 * len);
    let pairs = starts.iter().flat_map(|a| ends.iter().map(move |b| (a.0.start, b.0.end)));
    pairs.filter(|&(start, end)| fits(start, end)).map(|(start, end)| start..end).collect()
}

//! Which symbol of a quotation became which symbol of a passage.
//!
//! Must hold: a script consumes exactly both sides; a numeral is never replaced by a word, only by a numeral
//! (so that what a figure became can be told); the work is bounded whatever the lengths.

use std::ops::Range;

use super::symbols::NUMERAL;

/// The largest edit-distance table that is filled. Larger gaps are split at common stretches first, and told
/// as wholly rewritten if they have none.
const MOST_CELLS: usize = 1 << 17;

/// Symbols that a common stretch must have to split a long alignment: seldom twice in one report.
const STRETCH: usize = 8;

/// What became of a run of symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Stands in both (two numerals of any value stand in both).
    Kept,
    /// Another symbol stands there.
    Replaced,
    /// Only in the quotation.
    Gone,
    /// Only in the passage.
    New,
}

/// One run of an edit script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub fate: Fate,
    /// Symbols of the quotation; empty if new.
    pub old: Range<usize>,
    /// Symbols of the passage; empty if gone.
    pub new: Range<usize>,
}

/// An edit script from `old` to `new` with the fewest edits, unless they are too long for a table.
pub(super) fn align(old: &[char], new: &[char]) -> Vec<Run> {
    let mut script = Script::default();
    script.align(old, new);
    script.runs
}

/// The symbols of the passage that the symbols `part` of the quotation became: from the first that was kept
/// or replaced to the last. `None` if all are gone.
pub(super) fn project(script: &[Run], part: &Range<usize>) -> Option<Range<usize>> {
    let mut hull: Option<Range<usize>> = None;
    for run in script.iter().filter(|run| matches!(run.fate, Fate::Kept | Fate::Replaced)) {
        let (start, end) = (run.old.start.max(part.start), run.old.end.min(part.end));
        if start < end {
            let here = run.new.start + (start - run.old.start)..run.new.start + (end - run.old.start);
            hull = Some(hull.map_or(here.start, |h| h.start)..here.end);
        }
    }
    hull
}

#[derive(Default)]
struct Script {
    runs: Vec<Run>,
    /// Symbols already consumed on each side.
    old: usize,
    new: usize,
}

impl Script {
    fn push(&mut self, fate: Fate, len: usize) {
        if len == 0 {
            return;
        }
        let old = self.old..self.old + if fate == Fate::New { 0 } else { len };
        let new = self.new..self.new + if fate == Fate::Gone { 0 } else { len };
        (self.old, self.new) = (old.end, new.end);
        match self.runs.last_mut() {
            Some(last) if last.fate == fate => (last.old.end, last.new.end) = (old.end, new.end),
            _ => self.runs.push(Run { fate, old, new }),
        }
    }

    fn align(&mut self, old: &[char], new: &[char]) {
        let same = |(a, b): &(&char, &char)| a == b;
        let head = old.iter().zip(new).take_while(same).count();
        let (old, new) = (&old[head..], &new[head..]);
        let tail = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
        let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
        self.push(Fate::Kept, head);
        if old.is_empty() || new.is_empty() {
            self.push(Fate::Gone, old.len());
            self.push(Fate::New, new.len());
        } else if (old.len() + 1) * (new.len() + 1) <= MOST_CELLS {
            self.table(old, new);
        } else if let Some((at_old, at_new)) = split(old, new) {
            self.align(&old[..at_old], &new[..at_new]);
            self.align(&old[at_old..], &new[at_new..]);
        } else {
            self.push(Fate::Gone, old.len());
            self.push(Fate::New, new.len());
        }
        self.push(Fate::Kept, tail);
    }

    /// The textbook table, from the end to the start, so that the walk along it goes forwards.
    fn table(&mut self, old: &[char], new: &[char]) {
        let width = new.len() + 1;
        let mut cost = vec![0_u32; (old.len() + 1) * width];
        let at = |i: usize, j: usize| i * width + j;
        let replaceable = |a: char, b: char| (a == NUMERAL) == (b == NUMERAL);
        for i in (0..=old.len()).rev() {
            for j in (0..=new.len()).rev() {
                let mut best = u32::MAX;
                if i < old.len() && j < new.len() && replaceable(old[i], new[j]) {
                    best = cost[at(i + 1, j + 1)] + u32::from(old[i] != new[j]);
                }
                if i < old.len() {
                    best = best.min(cost[at(i + 1, j)] + 1);
                }
                if j < new.len() {
                    best = best.min(cost[at(i, j + 1)] + 1);
                }
                cost[at(i, j)] = if best == u32::MAX { 0 } else { best };
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < old.len() || j < new.len() {
            let here = cost[at(i, j)];
            let both = i < old.len() && j < new.len() && replaceable(old[i], new[j]);
            if both && here == cost[at(i + 1, j + 1)] + u32::from(old[i] != new[j]) {
                self.push(if old[i] == new[j] { Fate::Kept } else { Fate::Replaced }, 1);
                (i, j) = (i + 1, j + 1);
            } else if i < old.len() && here == cost[at(i + 1, j)] + 1 {
                self.push(Fate::Gone, 1);
                i += 1;
            } else {
                self.push(Fate::New, 1);
                j += 1;
            }
        }
    }
}

/// A place at which both sides can be cut: the start of a stretch that stands once in each, the one nearest to
/// the middle. O(n log n).
fn split(old: &[char], new: &[char]) -> Option<(usize, usize)> {
    let (ours, theirs) = (stretches(old), stretches(new));
    ours.into_iter()
        .filter_map(|(hash, at)| Some((at, theirs[theirs.binary_search_by_key(&hash, |s| s.0).ok()?].1)))
        .filter(|&(a, b)| (a, b) != (0, 0) && old[a..a + STRETCH] == new[b..b + STRETCH])
        .min_by_key(|&(a, _)| a.abs_diff(old.len() / 2))
}

/// The stretches that stand once in `side`, as hashes with their places, sorted.
fn stretches(side: &[char]) -> Vec<(u64, usize)> {
    // FNV-1a over characters: two stretches that fall together are told apart by the caller.
    let hash = |stretch: &[char]| {
        stretch.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &c| {
            (hash ^ u64::from(c as u32)).wrapping_mul(0x0100_0000_01b3)
        })
    };
    let mut all: Vec<(u64, usize)> =
        side.windows(STRETCH).enumerate().map(|(at, stretch)| (hash(stretch), at)).collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() == 1).map(|same| same[0]).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().map(|c| if c == '#' { NUMERAL } else { c }).collect()
    }

    fn check(old: &str, new: &str, expected: &[(Fate, Range<usize>, Range<usize>)]) {
        let runs: Vec<_> =
            align(&chars(old), &chars(new)).into_iter().map(|r| (r.fate, r.old, r.new)).collect();
        assert_eq!(runs, expected, "{old} → {new}");
    }

    #[test]
    fn scripts_of_small_edits() {
        check("增长#", "增长#", &[(Fate::Kept, 0..3, 0..3)]);
        check("加快", "加大", &[(Fate::Kept, 0..1, 0..1), (Fate::Replaced, 1..2, 1..2)]);
        check("加快", "加", &[(Fate::Kept, 0..1, 0..1), (Fate::Gone, 1..2, 1..1)]);
    }

    #[test]
    fn a_numeral_is_replaced_by_no_word() {
        check(
            "共#个",
            "共多个",
            &[
                (Fate::Kept, 0..1, 0..1),
                (Fate::Gone, 1..2, 1..1),
                (Fate::New, 2..2, 1..2),
                (Fate::Kept, 2..3, 2..3),
            ],
        );
    }

    #[test]
    fn a_part_becomes_what_its_symbols_became() {
        let script = align(&chars("甲乙丙丁戊"), &chars("甲乙子丁戊"));
        assert_eq!(project(&script, &(1..4)), Some(1..4));
        let script = align(&chars("甲乙丙"), &chars("甲丙"));
        assert_eq!(project(&script, &(1..2)), None);
    }

    #[test]
    fn long_texts_are_cut_where_they_agree() {
        let old: Vec<char> = (0..4000_u32).filter_map(|i| char::from_u32(0x4e00 + i * 7919 % 3001)).collect();
        let mut new = old.clone();
        new[100] = '甲';
        new.insert(3900, '乙');
        let kept: usize =
            align(&old, &new).iter().filter(|r| r.fate == Fate::Kept).map(|r| r.old.len()).sum();
        assert_eq!(kept, old.len() - 1);
    }

    proptest! {
        #[test]
        fn a_script_consumes_both_sides(old in "[甲乙#]{0,40}", new in "[甲乙#]{0,40}") {
            let (old, new) = (chars(&old), chars(&new));
            let (mut i, mut j) = (0, 0);
            for run in align(&old, &new) {
                prop_assert_eq!((run.old.start, run.new.start), (i, j));
                if run.fate == Fate::Kept {
                    prop_assert_eq!(&old[run.old.clone()], &new[run.new.clone()]);
                }
                (i, j) = (run.old.end, run.new.end);
            }
            prop_assert_eq!((i, j), (old.len(), new.len()));
        }
    }
}

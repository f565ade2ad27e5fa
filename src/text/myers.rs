//! Approximate search: where a pattern stands in a text with the fewest edits.
//!
//! Owns Myers' bit-parallel algorithm in Hyyrö's block form, over characters, for patterns of any length: a
//! column of the edit-distance table is kept as two bits a row (does the next cell go up, does it go down), so
//! one text character costs a few machine words for every 64 characters of pattern. Sources: G. Myers, "A fast
//! bit-vector algorithm for approximate string matching based on dynamic programming", J. ACM 46 (1999);
//! H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances" (2003).
//!
//! Must hold: distances are exact Levenshtein distances (insertion, deletion, replacement: one each).

use std::ops::Range;

/// Pattern characters in one machine word.
const WORD: usize = 64;

/// A pattern, ready for searching. Building it costs O(m log m), `m` its length.
#[derive(Clone, Debug)]
pub struct Pattern {
    len: usize,
    blocks: usize,
    /// The distinct characters, sorted.
    alphabet: Vec<char>,
    /// For each of them, `blocks` words with a bit set wherever it stands in the pattern.
    masks: Vec<u64>,
}

/// A place where the pattern stands with few edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The characters of the text that it takes.
    pub range: Range<usize>,
    /// The edits between pattern and text.
    pub distance: usize,
}

impl Pattern {
    /// Prepares `pattern`.
    pub fn new(pattern: &[char]) -> Self {
        let mut alphabet = pattern.to_vec();
        alphabet.sort_unstable();
        alphabet.dedup();
        let blocks = pattern.len().div_ceil(WORD);
        let mut masks = vec![0; alphabet.len() * blocks];
        for (i, c) in pattern.iter().enumerate() {
            if let Ok(letter) = alphabet.binary_search(c) {
                masks[letter * blocks + i / WORD] |= 1 << (i % WORD);
            }
        }
        Self { len: pattern.len(), blocks, alphabet, masks }
    }

    /// Tells `found` for every end in `text`, the empty one first, the least distance between the pattern and
    /// a piece that ends there. Costs O(n · m / 64).
    pub fn scan(&self, text: &[char], found: impl FnMut(usize, usize)) {
        self.run(text, 0, found);
    }

    /// As [`scan`](Self::scan), but every piece starts where `text` starts.
    pub fn scan_anchored(&self, text: &[char], found: impl FnMut(usize, usize)) {
        self.run(text, 1, found);
    }

    /// `top` is how much the distance of the empty pattern grows with each character of the text.
    fn run(&self, text: &[char], top: i32, mut found: impl FnMut(usize, usize)) {
        let mut columns = vec![Column { up: !0, down: 0 }; self.blocks];
        let mut distance = self.len;
        found(0, distance);
        for (at, c) in text.iter().enumerate() {
            let masks = self.alphabet.binary_search(c).ok().map(|letter| letter * self.blocks);
            let mut carry = top;
            for (block, column) in columns.iter_mut().enumerate() {
                let equal = masks.map_or(0, |first| self.masks[first + block]);
                let last = if block + 1 == self.blocks { (self.len - 1) % WORD } else { WORD - 1 };
                carry = column.advance(equal, carry, last);
            }
            distance = match carry {
                1 => distance + 1,
                -1 => distance - 1,
                _ => distance,
            };
            found(at + 1, distance);
        }
    }
}

/// 64 rows of one column, as the differences between neighbours.
#[derive(Clone, Copy, Debug)]
struct Column {
    /// Rows that are one more than the row above.
    up: u64,
    /// Rows that are one less.
    down: u64,
}

impl Column {
    /// Moves one text character on. `carry` is the difference that comes in from the block above, the answer
    /// is the one at row `last` of this block.
    fn advance(&mut self, equal: u64, carry: i32, last: usize) -> i32 {
        let vertical = equal | self.down;
        let equal = equal | u64::from(carry < 0);
        let horizontal = ((equal & self.up).wrapping_add(self.up) ^ self.up) | equal;
        let grows = self.down | !(horizontal | self.up);
        let falls = self.up & horizontal;
        let out = i32::from(grows >> last & 1 == 1) - i32::from(falls >> last & 1 == 1);
        let grows = grows << 1 | u64::from(carry > 0);
        let falls = falls << 1 | u64::from(carry < 0);
        self.up = falls | !(vertical | grows);
        self.down = grows & vertical;
        out
    }
}

/// The places of `text` where `pattern` stands with the fewest edits, if those are at most `most`; of places
/// that end within half a pattern of each other only the first. Costs O(n · m / 64).
pub fn best(pattern: &[char], text: &[char], most: usize) -> Vec<Match> {
    if pattern.is_empty() {
        return Vec::new();
    }
    let (mut least, mut ends) = (most, Vec::<usize>::new());
    Pattern::new(pattern).scan(text, |end, distance| {
        if distance < least {
            ends.clear();
            least = distance;
        }
        if distance == least && ends.last().is_none_or(|last| end - last > pattern.len() / 2) {
            ends.push(end);
        }
    });
    if ends.is_empty() {
        return Vec::new();
    }
    let backwards = Pattern::new(&pattern.iter().rev().copied().collect::<Vec<_>>());
    ends.into_iter()
        .map(|end| Match { range: start(&backwards, text, end, least)..end, distance: least })
        .collect()
}

/// Where the piece that ends at `end` with `distance` edits starts; of several starts the one that makes it
/// nearest to the pattern in length.
fn start(backwards: &Pattern, text: &[char], end: usize, distance: usize) -> usize {
    let from = end.saturating_sub(backwards.len + distance);
    let piece: Vec<char> = text[from..end].iter().rev().copied().collect();
    let mut length = None;
    backwards.scan_anchored(&piece, |len, d| {
        let nearer = |old: usize| len.abs_diff(backwards.len) <= old.abs_diff(backwards.len);
        if d == distance && length.is_none_or(nearer) {
            length = Some(len);
        }
    });
    end - length.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    fn check(pattern: &str, text: &str, most: usize, expected: &[(&str, usize)]) {
        let text = chars(text);
        let found: Vec<_> = best(&chars(pattern), &text, most)
            .into_iter()
            .map(|m| (text[m.range].iter().collect::<String>(), m.distance))
            .collect();
        let found: Vec<_> = found.iter().map(|(s, d)| (s.as_str(), *d)).collect();
        assert_eq!(found, expected, "{pattern} in {text:?}");
    }

    #[test]
    fn places_with_the_fewest_edits() {
        check("老楼加装电梯", "今年为老楼加装电梯二十部", 2, &[("老楼加装电梯", 0)]);
        check("老楼加装电梯", "今年为老旧楼房加装电梯", 2, &[("楼房加装电梯", 2)]);
        check("老楼加装电梯", "今年为老楼增装了电梯", 2, &[("老楼增装了电梯", 2)]);
        check("老楼加装电梯", "今年修路", 2, &[]);
        check("😃😃", "一😃😃二𠮷", 0, &[("😃😃", 0)]);
    }

    #[test]
    fn equal_places_are_all_told() {
        check("ana", "bananas", 0, &[("ana", 0), ("ana", 0)]);
        check("学位", "学位、学位", 0, &[("学位", 0), ("学位", 0)]);
    }

    /// The edit distance of `pattern` to the best piece of `text` that ends at each place, cell by cell.
    fn naive(pattern: &[char], text: &[char], anchored: bool) -> Vec<usize> {
        let mut column: Vec<usize> = (0..=pattern.len()).collect();
        let mut last = vec![pattern.len()];
        for (j, c) in text.iter().enumerate() {
            let mut diagonal = column[0];
            column[0] = if anchored { j + 1 } else { 0 };
            for i in 1..=pattern.len() {
                let cell =
                    (diagonal + usize::from(pattern[i - 1] != *c)).min(column[i] + 1).min(column[i - 1] + 1);
                diagonal = std::mem::replace(&mut column[i], cell);
            }
            last.push(column[pattern.len()]);
        }
        last
    }

    proptest! {
        #[test]
        fn distances_are_those_of_the_table(
            pattern in "[甲乙丙a]{1,150}", text in "[甲乙丙a]{0,200}", anchored in any::<bool>(),
        ) {
            let (pattern, text) = (chars(&pattern), chars(&text));
            let mut distances = Vec::new();
            let prepared = Pattern::new(&pattern);
            let keep = |_: usize, d: usize| distances.push(d);
            if anchored { prepared.scan_anchored(&text, keep) } else { prepared.scan(&text, keep) }
            prop_assert_eq!(distances, naive(&pattern, &text, anchored));
        }

        #[test]
        fn a_match_has_the_distance_that_it_tells(pattern in "[甲乙丙]{1,80}", text in "[甲乙丙]{0,120}") {
            let (pattern, text) = (chars(&pattern), chars(&text));
            for found in best(&pattern, &text, pattern.len()) {
                let whole = naive(&pattern, &text[found.range.clone()], true);
                prop_assert_eq!(whole.last(), Some(&found.distance));
            }
        }
    }
}

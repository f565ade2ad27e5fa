//! Where each pair of neighbouring characters stands in a text: what keeps a search from reading all of it.
//!
//! Pairs are hashed into buckets and laid out with one counting sort, so building is two passes over the text
//! and a lookup is a slice. Must hold: every place of a pair is found; places ascend.

use std::ops::Range;

/// Pairs of neighbours of one text. It does not own the text: pass the same one every time.
#[derive(Clone, Debug, Default)]
pub struct Bigrams {
    /// Where each bucket starts in `places`, and one more entry for the end.
    buckets: Vec<u32>,
    places: Vec<u32>,
}

impl Bigrams {
    /// Indexes `text`. Linear: 8 bytes a character.
    pub fn new(text: &[char]) -> Self {
        let size = text.len().next_power_of_two().clamp(1 << 8, 1 << 18);
        let mut ends = vec![0_u32; size + 1];
        for pair in text.windows(2) {
            ends[bucket(pair[0], pair[1], size) + 1] += 1;
        }
        for i in 1..ends.len() {
            ends[i] += ends[i - 1];
        }
        let mut next = ends.clone();
        let mut places = vec![0; text.len().saturating_sub(1)];
        for (at, pair) in text.windows(2).enumerate() {
            let slot = &mut next[bucket(pair[0], pair[1], size)];
            places[*slot as usize] = u32::try_from(at).unwrap_or(u32::MAX);
            *slot += 1;
        }
        Self { buckets: ends, places }
    }

    /// How many places may hold `first` and `second` side by side: a few too many at most.
    pub fn count(&self, first: char, second: char) -> usize {
        self.slots(first, second).len()
    }

    /// Where `first` and `second` stand side by side in `text`, in order.
    pub fn places<'a>(
        &'a self,
        text: &'a [char],
        first: char,
        second: char,
    ) -> impl Iterator<Item = usize> + 'a {
        let slots = self.places.get(self.slots(first, second)).unwrap_or_default();
        slots.iter().map(|&at| at as usize).filter(move |&at| text.get(at..at + 2) == Some(&[first, second]))
    }

    /// Every place of `pattern` in `text`, in order; overlapping ones too. Reads the text only where the
    /// rarest pair of the pattern stands; a pattern of one character reads all of it.
    pub fn find<'a>(&'a self, text: &'a [char], pattern: &'a [char]) -> Box<dyn Iterator<Item = usize> + 'a> {
        let rarest = pattern.windows(2).enumerate().min_by_key(|(_, pair)| self.count(pair[0], pair[1]));
        match (rarest, pattern) {
            (Some((offset, pair)), _) => {
                let starts = self.places(text, pair[0], pair[1]).filter_map(move |at| at.checked_sub(offset));
                Box::new(starts.filter(move |&at| text.get(at..at + pattern.len()) == Some(pattern)))
            }
            (None, &[only]) => Box::new((0..text.len()).filter(move |&at| text[at] == only)),
            _ => Box::new(std::iter::empty()),
        }
    }

    fn slots(&self, first: char, second: char) -> Range<usize> {
        let Some(size) = self.buckets.len().checked_sub(1) else { return 0..0 };
        let bucket = bucket(first, second, size);
        self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize
    }
}

/// Multiplicative hashing with the odd constants of xxHash32; `size` is a power of two.
fn bucket(first: char, second: char, size: usize) -> usize {
    let mixed = (first as u32).wrapping_mul(0x9e37_79b1) ^ (second as u32).wrapping_mul(0x85eb_ca77);
    (mixed ^ mixed >> 15) as usize & (size - 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn find(text: &str, pattern: &str) -> Vec<usize> {
        let (text, pattern): (Vec<char>, Vec<char>) = (text.chars().collect(), pattern.chars().collect());
        Bigrams::new(&text).find(&text, &pattern).collect()
    }

    #[test]
    fn every_place_is_found() {
        assert_eq!(find("bananas", "ana"), [1, 3]);
        assert_eq!(find("一二一二", "二"), [1, 3]);
        assert!(find("一二", "三四").is_empty());
        assert!(find("一", "一二").is_empty());
        assert!(find("", "").is_empty());
    }

    proptest! {
        #[test]
        fn as_reading_the_whole_text_finds_them(text in "[甲乙丙]{0,60}", pattern in "[甲乙丙]{1,4}") {
            let (t, p): (Vec<char>, Vec<char>) = (text.chars().collect(), pattern.chars().collect());
            let all: Vec<usize> = (0..t.len()).filter(|&at| t[at..].starts_with(&p)).collect();
            prop_assert_eq!(find(&text, &pattern), all);
        }
    }
}

//! A word list: which of its words stand at a place, end before a place, or stand anywhere in a text.
//!
//! Must hold: a lookup costs one look into a hash table and the words that share its first two characters; a place
//! where no word can start mostly costs two bits. So a text costs less than an automaton over all words would take,
//! and the words come in the order of their places.

use std::{cmp::Reverse, ops::Range};

use super::chars::ideograph;

/// Words that start (or end, see [`Lexicon::backward`]) with two characters, longest first.
#[derive(Debug)]
pub struct Lexicon<T: 'static> {
    words: Vec<Word<T>>,
    /// One bit for a hash of each word's key, to turn most places away before any search: sixteen bits a word.
    keys: Vec<u64>,
    /// An open hash table over the keys, at most half full: which words have this key. Its size is a power of two.
    slots: Vec<Option<(Key, Range<u16>)>>,
    backward: bool,
}

/// The first two characters of a word.
type Key = (char, Option<char>);

#[derive(Debug)]
struct Word<T: 'static> {
    /// Its first two characters, by which words are sorted.
    key: Key,
    chars: Vec<char>,
    entry: &'static str,
    value: T,
}

/// A word that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit<T> {
    /// Its length in characters.
    pub len: usize,
    /// The word as the table has it.
    pub entry: &'static str,
    /// What the table says of it.
    pub value: T,
}

impl Lexicon<()> {
    /// A forward list of words parted by blanks.
    pub fn of(words: &'static str) -> Self {
        Self::forward(words.split(' ').map(|word| (word, ())))
    }
}

impl<T: Copy> Lexicon<T> {
    /// A list whose words are matched from a place onwards.
    pub fn forward(words: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        Self::build(words, false)
    }

    /// A list whose words are matched up to a place.
    pub fn backward(words: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        Self::build(words, true)
    }

    fn build(words: impl IntoIterator<Item = (&'static str, T)>, backward: bool) -> Self {
        let mut list: Vec<Word<T>> = words
            .into_iter()
            .filter_map(|(entry, value)| {
                let mut chars: Vec<char> = entry.chars().collect();
                if backward {
                    chars.reverse();
                }
                let key = (*chars.first()?, chars.get(1).copied());
                Some(Word { key, chars, entry, value })
            })
            .collect();
        list.sort_by_key(|word| (word.key, Reverse(word.chars.len())));
        let mut lexicon = Self {
            keys: vec![0; (list.len() / 4).next_power_of_two()],
            slots: vec![None; (2 * list.len()).next_power_of_two()],
            words: Vec::new(),
            backward,
        };
        let mut from = 0;
        for group in list.chunk_by(|a, b| a.key == b.key) {
            let to = from + u16::try_from(group.len()).unwrap_or(u16::MAX);
            lexicon.put(group[0].key, from..to);
            from = to;
        }
        lexicon.words = list;
        lexicon
    }

    /// Multiplicative hashing (Knuth, TAOCP 3, 6.4) of both characters.
    #[inline]
    fn hash((first, second): Key) -> usize {
        let second = second.map_or(0, u32::from).wrapping_mul(0x85eb_ca77);
        let hash = u32::from(first).wrapping_mul(0x9e37_79b1) ^ second;
        (hash ^ (hash >> 15)) as usize
    }

    /// Where in `keys` the bit of a hash stands.
    #[inline]
    fn bit(&self, hash: usize) -> (usize, u64) {
        ((hash / 64) & (self.keys.len() - 1), 1 << (hash % 64))
    }

    /// Whether a key can have this hash.
    #[inline]
    fn may_hold(&self, hash: usize) -> bool {
        let (place, bit) = self.bit(hash);
        self.keys[place] & bit != 0
    }

    fn put(&mut self, key: Key, words: Range<u16>) {
        let hash = Self::hash(key);
        let (place, bit) = self.bit(hash);
        self.keys[place] |= bit;
        let size = self.slots.len();
        let start = hash & (size - 1);
        if let Some(free) = (start..start + size).find(|at| self.slots[at % size].is_none()) {
            self.slots[free % size] = Some((key, words));
        }
    }

    /// The longest word that starts at `at`; of a backward list, the longest that ends before `at`.
    #[inline]
    pub fn longest(&self, chars: &[char], at: usize) -> Option<Hit<T>> {
        self.all(chars, at).next()
    }

    /// All words there, longest first.
    #[inline]
    pub fn all<'a>(&'a self, chars: &'a [char], at: usize) -> impl Iterator<Item = Hit<T>> + 'a {
        let (first, second) = if self.backward {
            (at.checked_sub(1).and_then(|i| chars.get(i)), at.checked_sub(2).and_then(|i| chars.get(i)))
        } else {
            (chars.get(at), chars.get(at + 1))
        };
        let (long, short) = first.map_or((&[][..], &[][..]), |&first| {
            let long = second.map_or(&[][..], |&second| self.starting_with((first, Some(second))));
            (long, self.starting_with((first, None)))
        });
        long.iter().chain(short).filter(move |word| self.stands(word, chars, at)).map(|word| Hit {
            len: word.chars.len(),
            entry: word.entry,
            value: word.value,
        })
    }

    /// Calls `found` with every word that stands in `text`, and with the byte where it starts: by place, the longer
    /// before the shorter. Not for a backward list.
    pub fn each_in(&self, text: &str, mut found: impl FnMut(usize, Hit<T>)) {
        let bytes = text.as_bytes();
        let char_at = |at: usize| ideograph(bytes, at).or_else(|| text.get(at..)?.chars().next());
        let (mut at, mut first) = (0, char_at(0));
        while let Some(c) = first {
            let (here, next) = (at, at + c.len_utf8());
            first = char_at(next);
            at = next;
            let (long, short) = (Self::hash((c, first)), Self::hash((c, None)));
            // One branch for both: at most places no word starts.
            if !(self.may_hold(long) | self.may_hold(short)) {
                continue;
            }
            if first.is_some() {
                for word in self.of_key((c, first), long) {
                    let len = word.chars.len();
                    if len == 2 || bytes[here..].starts_with(word.entry.as_bytes()) {
                        found(here, Hit { len, entry: word.entry, value: word.value });
                    }
                }
            }
            for word in self.of_key((c, None), short) {
                found(here, Hit { len: 1, entry: word.entry, value: word.value });
            }
        }
    }

    /// The words of these two characters and more; of the first alone if there is no second.
    #[inline]
    fn starting_with(&self, key: Key) -> &[Word<T>] {
        let hash = Self::hash(key);
        if self.may_hold(hash) { self.of_key(key, hash) } else { &[] }
    }

    /// The words of this key, whose hash is `hash`.
    fn of_key(&self, key: Key, hash: usize) -> &[Word<T>] {
        let last = self.slots.len() - 1;
        let mut at = hash & last;
        while let Some((known, words)) = &self.slots[at] {
            if *known == key {
                return &self.words[usize::from(words.start)..usize::from(words.end)];
            }
            at = (at + 1) & last;
        }
        &[]
    }

    /// Whether the rest of a word whose key stands there does so too.
    fn stands(&self, word: &Word<T>, chars: &[char], at: usize) -> bool {
        let len = word.chars.len();
        if len <= 2 {
            true
        } else if self.backward {
            at >= len && chars[at - len..at - 2].iter().rev().eq(&word.chars[2..])
        } else {
            chars.get(at + 2..at + len).is_some_and(|text| *text == word.chars[2..])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_wins_in_both_directions() {
        let chars: Vec<char> = "平方公里以上".chars().collect();
        let forward = Lexicon::forward([("平", 1), ("平方", 2), ("平方公里", 3), ("平方米", 4)]);
        assert_eq!(forward.longest(&chars, 0).map(|hit| (hit.len, hit.value)), Some((4, 3)));
        assert_eq!(forward.all(&chars, 0).count(), 3);
        assert_eq!(forward.longest(&chars, 1), None);
        let backward = Lexicon::backward([("里", 1), ("公里", 2), ("以上", 3)]);
        assert_eq!(backward.longest(&chars, 4).map(|hit| (hit.entry, hit.value)), Some(("公里", 2)));
        assert_eq!(backward.longest(&chars, 0), None);
    }

    #[test]
    fn every_word_in_a_text_is_found_the_longer_first() {
        let lexicon = Lexicon::of("加快 加快推进 推进 a 快a𠮷 了");
        let mut found = Vec::new();
        lexicon.each_in("加快推进a了，加快a𠮷", |at, hit| found.push((at, hit.entry)));
        assert_eq!(
            found,
            [
                (0, "加快推进"),
                (0, "加快"),
                (6, "推进"),
                (12, "a"),
                (13, "了"),
                (19, "加快"),
                (22, "快a𠮷"),
                (25, "a")
            ]
        );
    }
}

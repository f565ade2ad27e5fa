//! A word list with longest match, from a place on or up to a place.
//!
//! Must hold: a lookup costs two binary searches and the words that share its first two characters; a place
//! where no word can start mostly costs two bits.

use std::cmp::Reverse;

/// Words that start (or end, see [`Lexicon::backward`]) with one character, longest first.
#[derive(Debug)]
pub(super) struct Lexicon<T: 'static> {
    words: Vec<Word<T>>,
    /// One bit for a hash of each word's key, to turn most places away before any search.
    keys: [u64; 64],
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
pub(super) struct Hit<T> {
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
        let mut keys = [0; 64];
        for word in &list {
            let (slot, bit) = Self::bit(word.key);
            keys[slot] |= bit;
        }
        Self { words: list, keys, backward }
    }

    fn bit((first, second): Key) -> (usize, u64) {
        let hash = (first as usize).wrapping_mul(31) ^ second.map_or(0, |c| c as usize);
        (hash / 64 % 64, 1 << (hash % 64))
    }

    /// The longest word that starts at `at`; of a backward list, the longest that ends before `at`.
    pub fn longest(&self, chars: &[char], at: usize) -> Option<Hit<T>> {
        self.all(chars, at).next()
    }

    /// All words there, longest first.
    pub fn all<'a>(&'a self, chars: &'a [char], at: usize) -> impl Iterator<Item = Hit<T>> + 'a {
        let (first, second) = if self.backward {
            (at.checked_sub(1).and_then(|i| chars.get(i)), at.checked_sub(2).and_then(|i| chars.get(i)))
        } else {
            (chars.get(at), chars.get(at + 1))
        };
        let (long, short) = first.map_or((&[][..], &[][..]), |&first| {
            let long = second.map_or(&[][..], |&second| self.starting_with(first, Some(second)));
            (long, self.starting_with(first, None))
        });
        long.iter().chain(short).filter(move |word| self.stands(word, chars, at)).map(|word| Hit {
            len: word.chars.len(),
            entry: word.entry,
            value: word.value,
        })
    }

    /// The words of these two characters and more; of the first alone if there is no second.
    fn starting_with(&self, first: char, second: Option<char>) -> &[Word<T>] {
        let key = (first, second);
        let (slot, bit) = Self::bit(key);
        if self.keys[slot] & bit == 0 {
            return &[];
        }
        let from = self.words.partition_point(|word| word.key < key);
        let len = self.words[from..].iter().take_while(|word| word.key == key).count();
        &self.words[from..from + len]
    }

    fn stands(&self, word: &Word<T>, chars: &[char], at: usize) -> bool {
        let len = word.chars.len();
        if self.backward {
            at >= len && chars[at - len..at].iter().rev().eq(&word.chars)
        } else {
            chars.get(at..at + len).is_some_and(|text| *text == *word.chars)
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
}

//! Looking at the characters around a place.

/// Whether `word` stands at `at`.
pub(super) fn has(chars: &[char], at: usize, word: &str) -> bool {
    let mut text = chars.get(at..).unwrap_or_default().iter();
    word.chars().all(|c| text.next() == Some(&c))
}

/// Whether `word` ends right before `at`.
pub(super) fn ends_with(chars: &[char], at: usize, word: &str) -> bool {
    at.checked_sub(word.chars().count()).is_some_and(|from| has(chars, from, word))
}

/// The character right before `at`.
pub(super) fn before(chars: &[char], at: usize) -> Option<char> {
    at.checked_sub(1).and_then(|i| chars.get(i)).copied()
}

/// Whether `c` is a Chinese character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

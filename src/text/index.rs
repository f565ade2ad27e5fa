//! Conversion between UTF-8 bytes, Unicode code points and UTF-16 units of one text.
//!
//! Every [`STRIDE`] bytes the index keeps how many code points and UTF-16 units came before, so a conversion
//! costs one binary search and a scan of at most [`STRIDE`] bytes, and building it is one pass. The idea is
//! that of `typst-syntax`'s `Lines`, with fixed strides in place of lines: a report may be one line.

/// Bytes between two checkpoints: 24 bytes of index for 512 bytes of text.
const STRIDE: usize = 512;

/// How many of each unit come before a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
struct Checkpoint {
    byte: usize,
    code_point: usize,
    utf16: usize,
}

impl Checkpoint {
    fn after(self, c: char) -> Self {
        Self {
            byte: self.byte + c.len_utf8(),
            code_point: self.code_point + 1,
            utf16: self.utf16 + c.len_utf16(),
        }
    }
}

/// Converts places of one text between units. It does not own the text: pass the same one every time.
///
/// A place inside a character (a byte in the middle, the second half of a surrogate pair) counts as the
/// start of that character; a place behind the end counts as the end.
#[derive(Clone, Debug, Default)]
pub struct TextIndex {
    checkpoints: Vec<Checkpoint>,
}

impl TextIndex {
    /// Builds the index in one pass over `text`.
    pub fn new(text: &str) -> Self {
        let mut checkpoints = vec![Checkpoint::default()];
        let mut here = Checkpoint::default();
        let mut next = STRIDE;
        for c in text.chars() {
            if here.byte >= next {
                checkpoints.push(here);
                next = here.byte + STRIDE;
            }
            here = here.after(c);
        }
        Self { checkpoints }
    }

    /// Bytes → code points.
    pub fn code_points_at_byte(&self, text: &str, byte: usize) -> usize {
        self.find(text, byte, |c| c.byte).code_point
    }

    /// Code points → bytes.
    pub fn byte_at_code_point(&self, text: &str, code_point: usize) -> usize {
        self.find(text, code_point, |c| c.code_point).byte
    }

    /// Bytes → UTF-16 units.
    pub fn utf16_at_byte(&self, text: &str, byte: usize) -> usize {
        self.find(text, byte, |c| c.byte).utf16
    }

    /// UTF-16 units → bytes.
    pub fn byte_at_utf16(&self, text: &str, utf16: usize) -> usize {
        self.find(text, utf16, |c| c.utf16).byte
    }

    /// The last character boundary whose `unit` is at most `target`.
    fn find(&self, text: &str, target: usize, unit: impl Fn(&Checkpoint) -> usize) -> Checkpoint {
        let from = self.checkpoints.partition_point(|c| unit(c) <= target).saturating_sub(1);
        let mut here = self.checkpoints.get(from).copied().unwrap_or_default();
        for c in text.get(here.byte..).unwrap_or_default().chars() {
            let next = here.after(c);
            if unit(&next) > target {
                break;
            }
            here = next;
        }
        here
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Text biased to what breaks offsets: astral ideographs, emoji, combining marks, plain Chinese, ASCII.
    fn hard_text() -> impl Strategy<Value = String> {
        proptest::collection::vec(
            prop_oneof![
                Just("𠮷".to_owned()),
                Just("😃".to_owned()),
                Just("e\u{301}".to_owned()),
                Just("数".to_owned()),
                "[ -~]{1,3}",
                ".{0,4}",
            ],
            0..400,
        )
        .prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn units_agree_at_every_character(text in hard_text()) {
            let index = TextIndex::new(&text);
            let mut here = Checkpoint::default();
            for c in text.chars() {
                prop_assert_eq!(index.code_points_at_byte(&text, here.byte), here.code_point);
                prop_assert_eq!(index.utf16_at_byte(&text, here.byte), here.utf16);
                prop_assert_eq!(index.byte_at_code_point(&text, here.code_point), here.byte);
                prop_assert_eq!(index.byte_at_utf16(&text, here.utf16), here.byte);
                here = here.after(c);
            }
            prop_assert_eq!(index.byte_at_code_point(&text, here.code_point + 7), text.len());
        }

        #[test]
        fn a_place_inside_a_character_counts_as_its_start(text in hard_text(), byte in 0usize..3000) {
            let index = TextIndex::new(&text);
            let byte = byte.min(text.len());
            let code_points = index.code_points_at_byte(&text, byte);
            let start = index.byte_at_code_point(&text, code_points);
            prop_assert!(start <= byte && text.is_char_boundary(start));
            prop_assert!(byte == text.len() || byte - start < 4);
        }
    }
}

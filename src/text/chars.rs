//! Classes of characters, told by one look into a small table.

/// The most pages of 256 characters that a set can touch, the empty one included.
const PAGES: usize = 64;

/// A set of characters below U+10000, made when the program is compiled. Asking costs two loads.
#[derive(Clone, Copy, Debug)]
pub struct CharSet {
    /// For the high byte of a character, which of `bits` tells of it; 0 is empty.
    page: [u8; 256],
    /// One bit for each low byte.
    bits: [[u64; 4]; PAGES],
}

impl CharSet {
    /// The characters of `text`. Fails to compile (where the set is a constant) if one stands at U+10000 or above.
    pub const fn of(text: &str) -> Self {
        let mut set = Self { page: [0; 256], bits: [[0; 4]; PAGES] };
        let (bytes, mut at, mut pages) = (text.as_bytes(), 0, 1);
        while at < bytes.len() {
            let (c, len) = match bytes[at] {
                lead @ ..0x80 => (lead as usize, 1),
                lead @ 0xc0..0xe0 => ((lead as usize & 0x1f) << 6 | low(bytes[at + 1]), 2),
                lead @ 0xe0..0xf0 => {
                    ((lead as usize & 0xf) << 12 | low(bytes[at + 1]) << 6 | low(bytes[at + 2]), 3)
                }
                _ => panic!("a character above U+FFFF"),
            };
            at += len;
            if set.page[c >> 8] == 0 {
                set.page[c >> 8] = pages;
                pages += 1;
            }
            set.bits[set.page[c >> 8] as usize][c >> 6 & 3] |= 1 << (c & 63);
        }
        set
    }

    /// Whether `c` is one of them.
    #[inline]
    pub fn has(&self, c: char) -> bool {
        let c = c as usize;
        c < 0x1_0000 && self.bits[usize::from(self.page[c >> 8]) % PAGES][c >> 6 & 3] >> (c & 63) & 1 != 0
    }
}

/// What a continuation byte of UTF-8 holds.
const fn low(byte: u8) -> usize {
    byte as usize & 0x3f
}

/// Whether a character with this first byte is an ideograph from U+4000 to U+9FFF: most of a Chinese text. They are
/// three bytes each, none is a mark, a digit or a blank, and each is its own normal form.
#[inline]
pub const fn leads_ideograph(byte: u8) -> bool {
    matches!(byte, 0xe4..=0xe9)
}

/// The character at byte `at`, if its first byte [leads an ideograph](leads_ideograph).
#[inline]
pub fn ideograph(text: &[u8], at: usize) -> Option<char> {
    match text.get(at..at + 3)? {
        &[a, b, c] if leads_ideograph(a) => {
            char::from_u32((u32::from(a) & 0xf) << 12 | (u32::from(b) & 0x3f) << 6 | u32::from(c) & 0x3f)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_its_characters_and_no_others() {
        const TEXT: &str = "aé了的—，。｡十\u{ffff}";
        const SET: CharSet = CharSet::of(TEXT);
        for c in '\0'..='\u{10ffff}' {
            assert_eq!(SET.has(c), TEXT.contains(c), "{c:?}");
        }
    }

    #[test]
    fn ideographs_are_read_from_their_bytes() {
        for c in '\u{3ff0}'..='\u{a010}' {
            let text = c.to_string();
            let expect = ('\u{4000}'..='\u{9fff}').contains(&c).then_some(c);
            assert_eq!(ideograph(text.as_bytes(), 0), expect);
        }
        assert_eq!(ideograph("数".as_bytes(), 1), None);
        assert_eq!(ideograph("数".as_bytes(), 3), None);
    }
}

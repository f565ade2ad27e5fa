//! UTF-16, with a byte order mark or recognised by what it reads as.

use crate::text::Encoding;

/// Decodes UTF-16 strictly. The error is the byte at which the first unit without its partner stands; a last
/// odd byte counts as one.
pub(super) fn decode(bytes: &[u8], encoding: Encoding) -> Result<String, usize> {
    let mut text = String::with_capacity(bytes.len());
    let mut at = 0;
    for unit in char::decode_utf16(units(bytes, encoding)) {
        let c = unit.map_err(|_| at)?;
        at += 2 * c.len_utf16();
        text.push(c);
    }
    if bytes.len().is_multiple_of(2) { Ok(text) } else { Err(bytes.len() - 1) }
}

/// Reads `bytes` without a byte order mark as UTF-16 if nine of ten characters are then such as Chinese text
/// is made of. (GBK text read as UTF-16 lands in the Hangul, Yi and private areas.)
pub(super) fn sniff(bytes: &[u8]) -> Option<(String, Encoding)> {
    [Encoding::Utf16Le, Encoding::Utf16Be].into_iter().find_map(|encoding| {
        let (likely, all) = char::decode_utf16(units(bytes, encoding))
            .fold((0usize, 0usize), |(likely, all), c| {
                (likely + usize::from(c.is_ok_and(is_likely)), all + 1)
            });
        if all == 0 || 10 * likely < 9 * all {
            return None;
        }
        Some((decode(bytes, encoding).ok()?, encoding))
    })
}

fn units(bytes: &[u8], encoding: Encoding) -> impl Iterator<Item = u16> {
    let big = encoding == Encoding::Utf16Be;
    bytes
        .as_chunks::<2>()
        .0
        .iter()
        .map(move |&pair| if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
}

/// ASCII text, general and Chinese punctuation, the common hanzi, full-width forms.
fn is_likely(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{2010}'..='\u{2026}' | '\u{3000}'..='\u{301f}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ff5e}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_byte_of_a_broken_unit_is_told() {
        assert_eq!(decode(b"a\0\x00\xd8b\0", Encoding::Utf16Le), Err(2));
        assert_eq!(decode(b"a\0b", Encoding::Utf16Le), Err(2));
        assert_eq!(decode(b"\xd8\x42\xdf\xb7", Encoding::Utf16Be), Ok("𠮷".to_owned()));
    }

    #[test]
    fn gbk_is_no_utf16() {
        let gbk = encoding_rs::GB18030.encode("各位代表：现在我代表市人民政府向大会报告工作").0;
        assert_eq!(sniff(&gbk), None);
    }
}

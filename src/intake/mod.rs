//! Documents in: bytes of any encoding to a [`SourceText`].
//!
//! Owns: which encoding a file has ([`decode_with`]), what a file is that holds no plain text ([`FileKind`]),
//! and the one error type of this door ([`IntakeError`]).
//!
//! Must hold: a text is taken whole and unchanged, or not at all. No byte is replaced by U+FFFD: a file that
//! one encoding cannot read to its last byte is read by the next one, or refused with the place.
//!
//! GB18030 needs tables of half a million entries, which every browser already has. So the decoder is handed
//! in: the page passes its `TextDecoder` (`fatal`), the command line passes [`gb18030`].

use thiserror::Error;

use crate::text::{Encoding, SourceText};

mod kind;
mod utf16;

pub use kind::FileKind;

/// The largest file that is accepted, in bytes: 20 MB. A report has about 60 KB; the offsets of
/// [`crate::text`] hold 32 bits.
pub const MAX_BYTES: usize = 20_000_000;

/// Why a file was refused. Nothing has changed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IntakeError {
    /// No byte, or nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// Larger than [`MAX_BYTES`].
    #[error("the file has {bytes} bytes, at most {limit} are accepted")]
    TooLarge {
        /// The file's size.
        bytes: usize,
        /// [`MAX_BYTES`].
        limit: usize,
    },
    /// A known format that holds no plain text.
    #[error("this is {0}, not plain text")]
    Foreign(FileKind),
    /// Control characters that no text has.
    #[error("this is not text: byte {at} is a control character")]
    Binary {
        /// The first of them, in bytes from the start of the file.
        at: usize,
    },
    /// UTF-8 with a damaged place. (A reader is told where, for the rest of the file is sound.)
    #[error("the UTF-8 text is damaged at byte {at}")]
    Damaged {
        /// The first byte that fits no character, from the start of the file.
        at: usize,
    },
    /// None of the encodings fits.
    #[error("the encoding is none of UTF-8, UTF-16 and GB18030: byte {at} fits none of them")]
    UnknownEncoding {
        /// The first byte that is not UTF-8, from the start of the file.
        at: usize,
    },
}

/// Decodes `bytes` with the native GB18030 decoder: [`decode_with`] for the command line and the tests.
///
/// # Errors
/// As [`decode_with`].
#[cfg(not(target_arch = "wasm32"))]
pub fn decode(bytes: &[u8]) -> Result<SourceText, IntakeError> {
    decode_with(bytes, gb18030)
}

/// Decodes GB18030 strictly; `None` if some byte fits no character.
#[cfg(not(target_arch = "wasm32"))]
pub fn gb18030(bytes: &[u8]) -> Option<String> {
    encoding_rs::GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(std::borrow::Cow::into_owned)
}

/// Decodes `bytes`: byte order mark, strict UTF-8, UTF-16 that looks like text, then GB18030 by `gb18030`,
/// which must answer `None` for bytes that are not GB18030 from the first to the last. Linear.
///
/// # Errors
/// Says why the file is no text that we can read; see [`IntakeError`].
pub fn decode_with(
    bytes: &[u8],
    gb18030: impl FnOnce(&[u8]) -> Option<String>,
) -> Result<SourceText, IntakeError> {
    if bytes.len() > MAX_BYTES {
        return Err(IntakeError::TooLarge { bytes: bytes.len(), limit: MAX_BYTES });
    }
    if let Some(kind) = kind::of(bytes) {
        return Err(IntakeError::Foreign(kind));
    }
    let (text, encoding) = read(bytes, gb18030)?;
    if text.chars().all(|c| c.is_whitespace() || c == '\0') {
        return Err(IntakeError::Empty);
    }
    match text.bytes().position(is_binary) {
        // In UTF-8 and GB18030 a control character is the one byte that it is; in UTF-16 it is two.
        Some(at) => Err(IntakeError::Binary { at: byte_in_file(&text, at, encoding) }),
        None => Ok(SourceText::new(text, encoding)),
    }
}

fn read(
    bytes: &[u8],
    gb18030: impl FnOnce(&[u8]) -> Option<String>,
) -> Result<(String, Encoding), IntakeError> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        let read = std::str::from_utf8(rest).map_err(|e| IntakeError::Damaged { at: 3 + e.valid_up_to() })?;
        return Ok((read.to_owned(), Encoding::Utf8));
    }
    for (mark, encoding) in [(b"\xff\xfe", Encoding::Utf16Le), (b"\xfe\xff", Encoding::Utf16Be)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            let read = utf16::decode(rest, encoding).map_err(|at| IntakeError::Binary { at: 2 + at })?;
            return Ok((read, encoding));
        }
    }
    if let Some(rest) = bytes.strip_prefix(b"\x84\x31\x95\x33") {
        let read = gb18030(rest).ok_or(IntakeError::UnknownEncoding { at: 4 })?;
        return Ok((read, Encoding::Gb18030));
    }
    let nul = bytes.iter().position(|&b| b == 0);
    let utf8 = std::str::from_utf8(bytes);
    if let (Ok(read), None) = (utf8, nul) {
        return Ok((read.to_owned(), Encoding::Utf8));
    }
    if let Some(read) = utf16::sniff(bytes) {
        return Ok(read);
    }
    if let Some(at) = nul {
        return Err(IntakeError::Binary { at });
    }
    let at = utf8.err().map_or(0, |e| e.valid_up_to());
    if is_damaged_utf8(bytes) {
        return Err(IntakeError::Damaged { at });
    }
    match gb18030(bytes) {
        Some(read) if looks_like_gb(bytes) => Ok((read, Encoding::Gb18030)),
        _ => Err(bytes
            .iter()
            .position(|&b| is_binary(b))
            .map_or(IntakeError::UnknownEncoding { at }, |at| IntakeError::Binary { at })),
    }
}

/// Whether a byte is a control character that text does not have. Tab, the line and page breaks, and escape
/// (old word processors leave it) are text.
fn is_binary(byte: u8) -> bool {
    matches!(byte, 0x00..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f)
}

/// Where byte `at` of the decoded text stands in the file.
fn byte_in_file(text: &str, at: usize, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 | Encoding::Gb18030 => at,
        Encoding::Utf16Le | Encoding::Utf16Be => 2 * text[..at].encode_utf16().count(),
    }
}

/// Whether `bytes` are UTF-8 but for a few places: four sound Chinese characters for each broken one (in GBK
/// text three bytes hardly ever form one). Such a file must not be taken for GB18030, in which it would be
/// read as nonsense without an error.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|&b| b >= 0xe0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound >= 4 * broken
}

/// Whether the two-byte characters are mostly those that Chinese text is made of: punctuation (rows A1–A3)
/// and the 3,755 hanzi of GB 2312 level 1 (rows B0–D7). Tells GBK from Latin-1, Big5 and chance.
fn looks_like_gb(bytes: &[u8]) -> bool {
    let (mut common, mut all) = (0usize, 0usize);
    let mut rest = bytes;
    while let [lead, tail @ ..] = rest {
        rest = tail;
        if *lead >= 0x80 {
            all += 1;
            common += usize::from(matches!(lead, 0xa1..=0xa3 | 0xb0..=0xd7));
            rest = tail.get(1..).unwrap_or_default();
        }
    }
    5 * common >= 3 * all
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "政府工作报告\r\n完成投资12.5亿元，增长６％。";

    fn utf16(text: &str, encoding: Encoding) -> Vec<u8> {
        let bytes = |u: u16| if encoding == Encoding::Utf16Le { u.to_le_bytes() } else { u.to_be_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    }

    fn check(bytes: &[u8], encoding: Encoding) {
        let source = decode(bytes).unwrap();
        assert_eq!((source.text(), source.encoding()), (TEXT, encoding));
    }

    fn refuse(bytes: &[u8], expect: IntakeError) {
        assert_eq!(decode(bytes).unwrap_err(), expect);
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        check(TEXT.as_bytes(), Encoding::Utf8);
        check(&[b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), Encoding::Utf8);
        for (mark, encoding) in [(b"\xff\xfe", Encoding::Utf16Le), (b"\xfe\xff", Encoding::Utf16Be)] {
            check(&utf16(TEXT, encoding), encoding);
            check(&[mark, utf16(TEXT, encoding).as_slice()].concat(), encoding);
        }
        let gb = encoding_rs::GB18030.encode(TEXT).0;
        check(&gb, Encoding::Gb18030);
        check(&[b"\x84\x31\x95\x33", &*gb].concat(), Encoding::Gb18030);
    }

    #[test]
    fn gb18030_reads_characters_outside_gbk() {
        let text = "推进㐂𠮷村整治，完成12户改造，新增绿地3处，惠及居民百余人";
        let source = decode(&encoding_rs::GB18030.encode(text).0).unwrap();
        assert_eq!(source.text(), text);
    }

    #[test]
    fn nothing_to_read_is_empty() {
        refuse(b"", IntakeError::Empty);
        refuse(b"\xef\xbb\xbf \r\n\t", IntakeError::Empty);
        refuse(b"\xff\xfe", IntakeError::Empty);
    }

    #[test]
    fn size_is_bounded() {
        let bytes = vec![b'a'; MAX_BYTES + 1];
        refuse(&bytes, IntakeError::TooLarge { bytes: MAX_BYTES + 1, limit: MAX_BYTES });
        assert!(decode(&bytes[1..]).is_ok());
    }

    #[test]
    fn what_is_no_text_says_so() {
        refuse("报告\0\0\0".as_bytes(), IntakeError::Binary { at: 6 });
        refuse(b"abc\x01def", IntakeError::Binary { at: 3 });
        let units = TEXT.encode_utf16().count();
        refuse(&utf16(&format!("{TEXT}\u{1}"), Encoding::Utf16Le), IntakeError::Binary { at: 2 * units });
        refuse(b"\xff\xfe\x00\xd8\x41\x00", IntakeError::Binary { at: 2 });
    }

    #[test]
    fn damaged_utf8_is_not_taken_for_gb18030() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes[4] = b'?';
        refuse(&bytes, IntakeError::Damaged { at: 3 });
        let cut = [b"\xef\xbb\xbf", &TEXT.as_bytes()[..4]].concat();
        refuse(&cut, IntakeError::Damaged { at: 6 });
    }

    #[test]
    fn other_encodings_are_refused() {
        let latin = b"Les mesures adopt\xe9es ont \xe9t\xe9 appliqu\xe9es.";
        refuse(latin, IntakeError::UnknownEncoding { at: 17 });
        let big5 = encoding_rs::BIG5.encode("政府工作報告：各位代表，現在我向大會報告工作，請予審議。").0;
        assert!(matches!(decode(&big5), Err(IntakeError::UnknownEncoding { .. })));
    }
}

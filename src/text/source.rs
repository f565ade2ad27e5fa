//! The decoded source of a document: the text exactly as the file has it, and the digest that names it.

use std::fmt;

use sha2::{Digest as _, Sha256};

use super::{CodePointOffset, Offset, SourceOffset, Span, TextIndex};

/// A document's text, decoded and otherwise untouched: line breaks, page numbers and all.
#[derive(Clone, Debug)]
pub struct SourceText {
    text: String,
    encoding: Encoding,
    digest: Digest,
    index: TextIndex,
}

impl SourceText {
    /// Takes over `text`, which was decoded from `encoding` and holds no byte order mark.
    pub fn new(text: String, encoding: Encoding) -> Self {
        let (digest, index) = (Digest::of(&text), TextIndex::new(&text));
        Self { text, encoding, digest, index }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How the file was encoded.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The name of exactly this text.
    pub fn digest(&self) -> &Digest {
        &self.digest
    }

    /// Bytes → the code points that files speak.
    pub fn code_points(&self, span: Span<SourceOffset>) -> Span<CodePointOffset> {
        let at = |o: SourceOffset| Offset::new(self.index.code_points_at_byte(&self.text, o.get()));
        Span::new(at(span.start), at(span.end))
    }

    /// The code points of a file → bytes.
    pub fn bytes(&self, span: Span<CodePointOffset>) -> Span<SourceOffset> {
        let at = |o: CodePointOffset| Offset::new(self.index.byte_at_code_point(&self.text, o.get()));
        Span::new(at(span.start), at(span.end))
    }
}

/// How a file was encoded, byte order mark included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// GB18030, which holds GBK and GB2312.
    Gb18030,
}

/// The SHA-256 of a text in UTF-8. Two sources with one digest are the same text to the last character.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Digests `text`.
    pub fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }

    /// Reads the 64 hexadecimal digits that [`Display`](fmt::Display) writes.
    pub fn parse(hex: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if hex.len() != 64 || !hex.is_ascii() {
            return None;
        }
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_read_as_it_is_written() {
        let digest = Digest::of("眉批");
        assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
        assert_eq!(Digest::parse("眉批"), None);
    }

    #[test]
    fn files_count_code_points() {
        let source = SourceText::new("𠮷数😃".to_owned(), Encoding::Utf8);
        let span = source.code_points(Span::of(4..7));
        assert_eq!(span, Span::of(1..2));
        assert_eq!(source.bytes(span), Span::of(4..7));
    }
}

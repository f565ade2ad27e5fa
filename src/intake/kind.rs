//! What a file is that holds no plain text, from its first bytes.

use std::fmt;

/// A known format that is not plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// PDF.
    Pdf,
    /// Word, `.docx`.
    Docx,
    /// Excel, `.xlsx`.
    Xlsx,
    /// PowerPoint, `.pptx`.
    Pptx,
    /// OFD, the page format of GB/T 33190.
    Ofd,
    /// Word, Excel, PowerPoint or WPS before 2007: `.doc`, `.xls`, `.ppt`, `.wps`.
    OldOffice,
    /// Rich text, `.rtf`.
    Rtf,
    /// A picture: PNG, JPEG, GIF, TIFF, WebP.
    Image,
    /// A packed archive: ZIP, RAR, 7z, gzip.
    Archive,
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pdf => "a PDF file",
            Self::Docx => "a Word file (.docx)",
            Self::Xlsx => "an Excel file (.xlsx)",
            Self::Pptx => "a PowerPoint file (.pptx)",
            Self::Ofd => "an OFD file",
            Self::OldOffice => "an old Office or WPS file (.doc, .xls, .wps)",
            Self::Rtf => "a rich text file (.rtf)",
            Self::Image => "a picture",
            Self::Archive => "a packed archive",
        })
    }
}

/// The signatures, in the order in which they are tried. Source: the file formats' own specifications, as
/// gathered in the `file` program's `magic` table.
const SIGNATURES: &[(&[u8], FileKind)] = &[
    (b"%PDF-", FileKind::Pdf),
    (b"{\\rtf", FileKind::Rtf),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind::OldOffice),
    (b"\x89PNG\r\n\x1a\n", FileKind::Image),
    (b"\xff\xd8\xff", FileKind::Image),
    (b"GIF8", FileKind::Image),
    (b"II*\0", FileKind::Image),
    (b"MM\0*", FileKind::Image),
    (b"Rar!\x1a\x07", FileKind::Archive),
    (b"7z\xbc\xaf\x27\x1c", FileKind::Archive),
    (b"\x1f\x8b\x08", FileKind::Archive),
];

/// Members by which a ZIP file tells what it is. They stand in the first file headers or in the directory
/// at the end, so both ends are searched.
const MEMBERS: &[(&[u8], FileKind)] = &[
    (b"word/", FileKind::Docx),
    (b"xl/", FileKind::Xlsx),
    (b"ppt/", FileKind::Pptx),
    (b"OFD.xml", FileKind::Ofd),
];

/// How many bytes of each end of a ZIP file are searched.
const ENDS: usize = 4096;

/// What `bytes` are, if their signature is known. Looks at a few KB at most.
pub(super) fn of(bytes: &[u8]) -> Option<FileKind> {
    if bytes.starts_with(b"PK\x03\x04") {
        let head = &bytes[..bytes.len().min(ENDS)];
        let tail = &bytes[bytes.len().saturating_sub(ENDS)..];
        let has = |name: &[u8]| [head, tail].iter().any(|part| part.windows(name.len()).any(|w| w == name));
        return Some(MEMBERS.iter().find(|(name, _)| has(name)).map_or(FileKind::Archive, |&(_, kind)| kind));
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(FileKind::Image);
    }
    SIGNATURES.iter().find(|(sign, _)| bytes.starts_with(sign)).map(|&(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_their_first_bytes() {
        let check = |bytes: &[u8], kind| assert_eq!(of(bytes), kind, "{bytes:?}");
        check(b"%PDF-1.7\n", Some(FileKind::Pdf));
        check(b"{\\rtf1\\ansi", Some(FileKind::Rtf));
        check(b"PK\x03\x04....[Content_Types].xml....word/document.xml", Some(FileKind::Docx));
        check(b"PK\x03\x04....xl/workbook.xml", Some(FileKind::Xlsx));
        check(b"PK\x03\x04....OFD.xml", Some(FileKind::Ofd));
        check(b"PK\x03\x04....notes.txt", Some(FileKind::Archive));
        check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Some(FileKind::OldOffice));
        check(b"\x89PNG\r\n\x1a\n", Some(FileKind::Image));
        check(b"RIFF\x10\0\0\0WEBPVP8 ", Some(FileKind::Image));
        check("政府工作报告".as_bytes(), None);
        check(b"", None);
    }
}

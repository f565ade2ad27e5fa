//! What the page remembers of a document that it keeps, apart from its text and notes: one line in IndexedDB.
//!
//! Must hold: what is written is read back the same, and a line that an older build wrote is read with what
//! it has.

use serde_json::{Value, json};

use super::json::{Fields, Malformed};
use crate::{
    note::{Agent, Timestamp},
    text::{CodePointOffset, Digest, Encoding, Offset},
};

/// A document in the list of kept reports.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptDocument {
    /// The digest of its source: its name everywhere.
    pub id: Digest,
    /// What the list calls it.
    pub title: String,
    /// The file that it came from; empty for pasted text.
    pub file: String,
    /// This text in whatever dress, to know it again.
    pub fingerprint: Option<Digest>,
    /// How the file was encoded.
    pub encoding: Encoding,
    /// The size of its text in bytes of UTF-8.
    pub bytes: usize,
    /// When it was last open.
    pub opened: Timestamp,
    /// Where the reader was.
    pub place: Option<ReadingPlace>,
    /// How many notes it has, answers included.
    pub notes: usize,
    /// How many of them ask for a look.
    pub to_check: usize,
    /// How many revisions no exported file holds yet.
    pub unexported: usize,
    /// When it was last exported.
    pub exported: Option<Timestamp>,
    /// When the reader removed it from the list; it goes for good a while later.
    pub removed: Option<Timestamp>,
}

/// Where a reader was in a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadingPlace {
    /// The first line on screen, in the source.
    pub at: CodePointOffset,
    /// How much of the report has been read, furthest point, in per cent.
    pub percent: u8,
}

/// Writes a line.
pub fn write(kept: &KeptDocument) -> String {
    json!({
        "id": kept.id.to_string(),
        "title": kept.title,
        "file": kept.file,
        "fingerprint": kept.fingerprint.as_ref().map(Digest::to_string),
        "encoding": encoding_name(kept.encoding),
        "bytes": kept.bytes,
        "opened": kept.opened.0,
        "place": kept.place.map(|place| json!({"at": place.at.get(), "percent": place.percent})),
        "notes": kept.notes,
        "to_check": kept.to_check,
        "unexported": kept.unexported,
        "exported": kept.exported.map(|at| at.0),
        "removed": kept.removed.map(|at| at.0),
    })
    .to_string()
}

/// Reads a line.
pub fn read(json: &str) -> Result<KeptDocument, Malformed> {
    let not_json = |_| Malformed::Unexpected { at: String::new(), expected: "JSON" };
    let mut fields = Fields::new(serde_json::from_str(json).map_err(not_json)?, "")?;
    let digest = |value: &Value| Digest::parse(value.as_str()?);
    let place = |value: &Value| {
        let percent = u8::try_from(value.get("percent")?.as_u64()?).ok()?;
        Some(ReadingPlace { at: Offset::new(count(value.get("at")?)?), percent })
    };
    Ok(KeptDocument {
        id: fields.required("id", "a digest", digest)?,
        title: fields.text("title")?,
        file: fields.text("file")?,
        fingerprint: fields.optional("fingerprint", "a digest", digest)?,
        encoding: fields.optional("encoding", "an encoding", read_encoding)?.unwrap_or(Encoding::Utf8),
        bytes: fields.optional("bytes", "a count", count)?.unwrap_or(0),
        opened: fields.optional("opened", "a time", time)?.unwrap_or_default(),
        place: fields.optional("place", "a place", place)?,
        notes: fields.optional("notes", "a count", count)?.unwrap_or(0),
        to_check: fields.optional("to_check", "a count", count)?.unwrap_or(0),
        unexported: fields.optional("unexported", "a count", count)?.unwrap_or(0),
        exported: fields.optional("exported", "a time", time)?,
        removed: fields.optional("removed", "a time", time)?,
    })
}

/// Writes the reader as the page remembers him.
pub fn write_agent(agent: &Agent) -> String {
    json!({"id": agent.id, "name": agent.name}).to_string()
}

/// Reads what [`write_agent`] writes.
pub fn read_agent(json: &str) -> Result<Agent, Malformed> {
    let not_json = |_| Malformed::Unexpected { at: String::new(), expected: "JSON" };
    let mut fields = Fields::new(serde_json::from_str(json).map_err(not_json)?, "")?;
    Ok(Agent { id: fields.text("id")?, name: fields.text("name")? })
}

fn count(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}

fn time(value: &Value) -> Option<Timestamp> {
    value.as_i64().map(Timestamp)
}

const ENCODINGS: [Encoding; 4] = [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030];

/// The name that the WHATWG Encoding Standard gives it.
fn encoding_name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "utf-8",
        Encoding::Utf16Le => "utf-16le",
        Encoding::Utf16Be => "utf-16be",
        Encoding::Gb18030 => "gb18030",
    }
}

fn read_encoding(value: &Value) -> Option<Encoding> {
    let name = value.as_str()?;
    ENCODINGS.into_iter().find(|encoding| encoding_name(*encoding) == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept() -> KeptDocument {
        KeptDocument {
            id: Digest::of("正文"),
            title: "某区政府工作报告".to_owned(),
            file: "报告.txt".to_owned(),
            fingerprint: Some(Digest::of("正文")),
            encoding: Encoding::Gb18030,
            bytes: 57_000,
            opened: Timestamp(1_700_000_000_000),
            place: Some(ReadingPlace { at: Offset::new(812), percent: 81 }),
            notes: 23,
            to_check: 1,
            unexported: 9,
            exported: Some(Timestamp(1_690_000_000_000)),
            removed: None,
        }
    }

    #[test]
    fn lines_are_read_as_they_are_written() {
        assert_eq!(read(&write(&kept())), Ok(kept()));
        for encoding in ENCODINGS {
            let kept = KeptDocument { encoding, place: None, removed: Some(Timestamp(1)), ..kept() };
            assert_eq!(read(&write(&kept)), Ok(kept));
        }
    }

    #[test]
    fn a_line_of_an_older_build_is_read_with_what_it_has() {
        let id = Digest::of("正文");
        let kept = read(&format!(r#"{{"id":"{id}","title":"报告"}}"#)).unwrap();
        assert_eq!((kept.id, kept.title.as_str(), kept.notes), (id, "报告", 0));
        assert!(read("{}").is_err());
    }

    #[test]
    fn the_reader_is_read_as_written() {
        let me = Agent { id: "urn:uuid:7".to_owned(), name: "陈默".to_owned() };
        assert_eq!(read_agent(&write_agent(&me)), Ok(me));
    }
}

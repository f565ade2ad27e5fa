//! The one serialised form of a draft: a line in IndexedDB under a key that says what it will be.
//!
//! Must hold: what is written is read back the same.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    json::{Fields, Malformed},
    revision,
};
use crate::{
    note::{Draft, DraftKey, NoteId, Scope, Timestamp},
    text::{Offset, Span},
};

/// The key under which a draft is kept.
pub fn write_key(key: &DraftKey) -> String {
    match key {
        DraftKey::New(scope, span) => {
            format!("new.{}.{}.{}", revision::scope_name(*scope), span.start.get(), span.end.get())
        }
        DraftKey::Edit(note) => format!("edit.{note}"),
        DraftKey::Reply(note) => format!("reply.{note}"),
    }
}

/// Reads a key; `None` for what [`write_key`] does not write.
pub fn read_key(key: &str) -> Option<DraftKey> {
    let mut parts = key.split('.');
    let kind = parts.next()?;
    let first = parts.next()?;
    if kind == "new" {
        let scope = Scope::ALL.into_iter().find(|scope| revision::scope_name(*scope) == first)?;
        let mut place = || parts.next()?.parse::<usize>().ok().map(Offset::new);
        return Some(DraftKey::New(scope, Span::new(place()?, place()?)));
    }
    let note = NoteId(Uuid::try_parse(first).ok()?);
    match kind {
        "edit" => Some(DraftKey::Edit(note)),
        "reply" => Some(DraftKey::Reply(note)),
        _ => None,
    }
}

/// Writes a draft.
pub fn write(draft: &Draft) -> String {
    json!({"at": draft.at.0, "state": revision::state_to_value(&draft.state())}).to_string()
}

/// Reads a draft.
pub fn read(json: &str) -> Result<Draft, Malformed> {
    let not_json = |_| Malformed::Unexpected { at: String::new(), expected: "JSON" };
    let mut fields = Fields::new(serde_json::from_str(json).map_err(not_json)?, "")?;
    let at = Timestamp(fields.required("at", "a time", Value::as_i64)?);
    let state = revision::read_state(fields.object("state")?)?;
    Ok(Draft { target: state.target, text: state.text, tags: state.tags, colour: state.colour, at })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::{Colour, DocumentRef, Quote, Target};

    #[test]
    fn keys_are_read_as_they_are_written() {
        let note = NoteId(Uuid::from_u128(7));
        for key in [
            DraftKey::New(Scope::Paragraph, Span::of(3..14)),
            DraftKey::New(Scope::Report, Span::of(0..0)),
            DraftKey::Edit(note),
            DraftKey::Reply(note),
        ] {
            assert_eq!(read_key(&write_key(&key)), Some(key));
        }
        for damaged in ["", "new", "new.passage.1", "edit.7", "other.passage.1.2"] {
            assert_eq!(read_key(damaged), None, "{damaged}");
        }
    }

    #[test]
    fn drafts_are_read_as_they_are_written() {
        let target = Target {
            scope: Scope::Passage,
            document: DocumentRef { digest: None, fingerprint: None, foreign: None },
            quote: Quote {
                exact: "绿地3处".to_owned(), prefix: "新增".to_owned(), suffix: "。".to_owned()
            },
            position: Some(Span::of(2..6)),
            other_selectors: Vec::new(),
        };
        let draft = Draft {
            target,
            text: "哪三处？\n“东”？".to_owned(),
            tags: ["绿化".to_owned()].into(),
            colour: Colour::Azurite,
            at: Timestamp(1_577_836_800_000),
        };
        assert_eq!(read(&write(&draft)).unwrap(), draft);
    }
}

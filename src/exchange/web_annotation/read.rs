//! A file of annotations as a notebook.

use std::{collections::BTreeMap, vec};

use serde_json::{Map, Value};

use super::{
    DELETED_KEY, REPORT_KEY, REVISIONS_KEY, VERSION, VERSION_KEY,
    foreign::{self, adopt, iri, kind},
    item,
};
use crate::{
    exchange::{
        import::{Import, Problem, ReadError, Reason, ReportCard, parse_json},
        instant,
        json::canonical,
        revision,
        selector::has_type,
    },
    note::{Agent, NoteId, Notebook, Revision, RevisionId, Stamp},
    text::Digest,
};

/// How many revisions a note, and how many parents a revision may have. People make dozens; merging takes time
/// that grows with the square.
const MAX_REVISIONS: usize = 2000;
const MAX_PARENTS: usize = 64;

/// Reads a collection, a page, a list of annotations, or a single one, of ours or of any other program.
pub fn read(text: &str) -> Result<Import, ReadError> {
    Ok(Reading::begin(parse_json(text)?)?.finish())
}

/// A file that is read item by item, for those who have other things to do in between.
pub struct Reading {
    reader: Reader,
    items: vec::IntoIter<Value>,
    /// Revisions of notes that are gone, which stand apart from the items.
    deleted: vec::IntoIter<Value>,
    /// The items that came with their history, once all of the file is read.
    compared: Option<vec::IntoIter<(NoteId, Map<String, Value>)>>,
    edits: Vec<Revision>,
}

impl Reading {
    /// Begins to read what [`read`] reads, once it is parsed.
    ///
    /// # Errors
    /// It holds no notes, or a newer program wrote it.
    pub fn begin(mut file: Value) -> Result<Self, ReadError> {
        let mut reader = Reader::default();
        let mut deleted = Vec::new();
        if let Value::Object(map) = &mut file {
            let version = map.get(VERSION_KEY).and_then(Value::as_u64).unwrap_or(VERSION);
            if version > VERSION {
                return Err(ReadError::Newer { version });
            }
            reader.import.report = map.get(REPORT_KEY).and_then(report);
            if let Some(Value::Array(revisions)) = map.shift_remove(DELETED_KEY) {
                deleted = revisions;
            }
        }
        let items = items(file)?.into_iter();
        Ok(Self { reader, items, deleted: deleted.into_iter(), compared: None, edits: Vec::new() })
    }

    /// Reads a little more. Answers whether there was any.
    pub fn step(&mut self) -> bool {
        if let Some(item) = self.items.next() {
            self.reader.item(item);
        } else if let Some(revision) = self.deleted.next() {
            self.reader.deleted(revision);
        } else {
            // A program that knows only the standard changes an item and leaves its history: that is a
            // revision, too.
            let reader = &mut self.reader;
            let compared = self.compared.get_or_insert_with(|| std::mem::take(&mut reader.items).into_iter());
            let Some((note, item)) = compared.next() else { return false };
            self.edits.extend(edit(&reader.import.notebook, note, &item));
        }
        true
    }

    /// Reads what is left, and answers all of it.
    pub fn finish(mut self) -> Import {
        while self.step() {}
        let mut import = self.reader.import;
        for edit in self.edits {
            import.notebook.insert(edit);
        }
        import
    }
}

/// The items of a file, whatever stands around them.
fn items(file: Value) -> Result<Vec<Value>, ReadError> {
    let not_notes = |found: &str| Err(ReadError::NotNotes { found: found.to_owned() });
    let mut map = match file {
        Value::Array(items) => return Ok(items),
        Value::Object(map) => map,
        Value::String(_) => return not_notes("a text"),
        Value::Number(_) => return not_notes("a number"),
        Value::Bool(_) | Value::Null => return not_notes("a single word"),
    };
    let is_container = has_type(&map, "AnnotationCollection") || has_type(&map, "AnnotationPage");
    let is_item = map.contains_key("target") || has_type(&map, "Annotation");
    if is_container || (!is_item && ["first", "items", "@graph"].iter().any(|key| map.contains_key(*key))) {
        return Ok(contained(&mut map));
    }
    if is_item { Ok(vec![map.into()]) } else { not_notes(&kind(&map)) }
}

/// The items of a collection or a page. Pages that are not in the file stand for themselves.
fn contained(map: &mut Map<String, Value>) -> Vec<Value> {
    let mut items = Vec::new();
    for key in ["items", "@graph", "first", "next"] {
        match map.shift_remove(key) {
            Some(Value::Array(list)) => items.extend(list),
            Some(Value::Object(mut page)) => items.extend(contained(&mut page)),
            Some(Value::String(address)) => items.push(address.into()),
            _ => {}
        }
    }
    items
}

fn report(value: &Value) -> Option<ReportCard> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let digest = |key: &str| Digest::parse(value.get(key)?.as_str()?);
    let source = text("text");
    Some(ReportCard {
        title: text("title")?,
        // A text that is there speaks for itself.
        digest: source.as_deref().map(Digest::of).or_else(|| digest("digest")),
        fingerprint: digest("fingerprint"),
        text: source,
    })
}

#[derive(Default)]
struct Reader {
    import: Import,
    /// How many items there were.
    count: usize,
    /// Items that came with their history, to be compared with it once all of the file is read.
    items: Vec<(NoteId, Map<String, Value>)>,
    /// How many revisions each note has so far.
    counts: BTreeMap<NoteId, usize>,
}

impl Reader {
    fn item(&mut self, item: Value) {
        self.count += 1;
        let id = item.as_object().and_then(iri).map(|iri| iri.chars().take(200).collect());
        for reason in self.try_item(item) {
            self.import.problems.push(Problem { item: self.count, id: id.clone(), reason });
        }
    }

    fn try_item(&mut self, item: Value) -> Vec<Reason> {
        let mut map = match item {
            Value::Object(map) => map,
            Value::String(address) => return vec![Reason::Elsewhere(address.chars().take(200).collect())],
            _ => return vec![Reason::NotAnObject],
        };
        let revisions = match map.shift_remove(REVISIONS_KEY) {
            Some(Value::Array(revisions)) if !revisions.is_empty() => revisions,
            _ => {
                let read = foreign::revision(&map).and_then(|revision| self.revision(revision));
                return read.err().into_iter().collect();
            }
        };
        let (notes, problems) = self.revisions(revisions);
        self.items.extend(notes.first().map(|note| (*note, map)));
        problems
    }

    /// Takes in revisions. Answers which notes they are of, and what is wrong with the others.
    fn revisions(&mut self, revisions: Vec<Value>) -> (Vec<NoteId>, Vec<Reason>) {
        let (mut notes, mut problems) = (Vec::new(), Vec::new());
        for value in revisions {
            let read = revision::from_value(value).map_err(Reason::from);
            match read.and_then(|revision| self.revision(revision)) {
                Ok(note) => notes.push(note),
                Err(reason) => problems.push(reason),
            }
        }
        (notes, problems)
    }

    /// Takes in one revision, within the limits.
    fn revision(&mut self, revision: Revision) -> Result<NoteId, Reason> {
        let count = self.counts.entry(revision.note).or_default();
        *count += 1;
        if *count > MAX_REVISIONS {
            return Err(Reason::TooLong { limit: MAX_REVISIONS });
        }
        if revision.parents.len() > MAX_PARENTS {
            return Err(Reason::TooLong { limit: MAX_PARENTS });
        }
        let note = revision.note;
        self.import.notebook.insert(revision);
        Ok(note)
    }

    /// A revision of a note that is gone. All of them count as one more item.
    fn deleted(&mut self, revision: Value) {
        let item = self.count + 1;
        for reason in self.revisions(vec![revision]).1 {
            self.import.problems.push(Problem { item, id: None, reason });
        }
    }
}

/// What `item` says beyond the revisions that came with it.
fn edit(notebook: &Notebook, id: NoteId, item: &Map<String, Value>) -> Option<Revision> {
    let note = notebook.note(id).filter(|note| !note.state.deleted)?;
    let shown = foreign::state(&item::write(notebook, &note, true)).ok()?;
    let seen = foreign::state(item).ok()?;
    let mut state = note.state.clone();
    adopt(&mut state, &shown, seen);
    if state == note.state {
        return None;
    }
    let heads: Vec<String> = note.heads.iter().map(ToString::to_string).collect();
    let content = canonical(&Value::Object(item.clone()));
    let modified = item.get("modified").and_then(Value::as_str).and_then(instant::parse);
    let stamp = Stamp {
        id: RevisionId::derived(&format!("{} {content}", heads.join(" "))),
        // Who it was the standard has no place to say.
        author: Agent::default(),
        at: modified.unwrap_or(note.modified).max(note.modified),
    };
    Some(note.edit(stamp, state))
}

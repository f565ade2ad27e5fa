//! Files of notes in the standard form: a Web Annotation `AnnotationCollection` in JSON-LD
//! (<https://www.w3.org/TR/annotation-model/>).
//!
//! What the standard has a word for is said in its words, for every program to read. What it has none for, a
//! note's history above all, stands under our own prefix.
//!
//! Must hold:
//! - every item keeps the standard's MUSTs; writing is a pure function, so the same notes give the same bytes;
//! - what [`write()`] writes, [`read()`] reads back whole, deletions and conflicts too;
//! - an item of another program that nobody has changed is written exactly as it came if it keeps the MUSTs, and one
//!   that somebody has keeps every key that the change does not touch; what breaks a MUST is mended ([`mend`]), and
//!   the item as it came stays with the note's history;
//! - the same file read twice gives the same revisions, so it adds nothing the second time.

mod body;
mod foreign;
mod item;
mod mend;
mod read;
mod write;

pub use foreign::note_id;
pub use item::iri;
pub(super) use item::{agent, css_colour, source};
pub use read::{Reading, read};
pub use write::{Export, write};

/// The standard's context, exactly as the standard spells it: `https` is another name and conforms to nothing.
pub const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// Our own prefix. JSON-LD wants a name that nobody else will ever use, and a UUID needs no domain.
const NAMESPACE: &str = "urn:uuid:2deff320-4950-466f-bcc1-797424134728#";

/// The version of what stands under our prefix in a collection.
const VERSION: u64 = 1;

/// In a collection: [`VERSION`].
const VERSION_KEY: &str = "meipi:version";
/// In a collection: the report that the notes are about.
const REPORT_KEY: &str = "meipi:report";
/// In a collection: the revisions of notes that are deleted. They are no items, for no program should show them.
const DELETED_KEY: &str = "meipi:deleted";
/// In an item: all its revisions.
const REVISIONS_KEY: &str = "meipi:revisions";
/// In a target: `paragraph`, where the standard cannot tell a note on a paragraph from one on its words.
const SCOPE_KEY: &str = "meipi:scope";

/// How a source is named of which only the text is known.
const DIGEST_SCHEME: &str = "urn:sha256:";
/// How the classes of our tints start.
const STYLE_PREFIX: &str = "meipi-";

//! The fields of a note as values, and conflicts between them.
//!
//! Must hold: every field of a [`Snapshot`] is either one of [`Field`] or a set whose members merge one by one
//! (tags, foreign keys), so that nothing a person writes is outside the merge.

use super::{Agent, Colour, Correction, NoteId, RevisionId, Snapshot, Status, Target, Timestamp};

/// A field that merges as a whole. Tags do not appear: a set has no conflicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// [`Snapshot::text`]
    Text,
    /// [`Snapshot::target`]
    Target,
    /// [`Snapshot::colour`]
    Colour,
    /// [`Snapshot::status`]
    Status,
    /// [`Snapshot::reply_to`]
    ReplyTo,
    /// [`Snapshot::correction`]
    Correction,
    /// [`Snapshot::deleted`]
    Deleted,
}

impl Field {
    /// All of them, in the order in which conflicts are listed.
    pub const ALL: [Self; 7] = [
        Self::Text,
        Self::Target,
        Self::Colour,
        Self::Status,
        Self::ReplyTo,
        Self::Correction,
        Self::Deleted,
    ];

    /// All but whether the note is deleted.
    pub(super) const CONTENT: [Self; 6] =
        [Self::Text, Self::Target, Self::Colour, Self::Status, Self::ReplyTo, Self::Correction];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::Text => "text",
            Self::Colour => "colour",
            Self::Status => "status",
            Self::ReplyTo => "reply_to",
            Self::Correction => "correction",
            Self::Deleted => "deleted",
        }
    }

    /// The field of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// What one field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    /// Of [`Field::Target`].
    Target(Box<Target>),
    /// Of [`Field::Text`].
    Text(String),
    /// Of [`Field::Colour`].
    Colour(Colour),
    /// Of [`Field::Status`].
    Status(Option<Status>),
    /// Of [`Field::ReplyTo`].
    ReplyTo(Option<NoteId>),
    /// Of [`Field::Correction`].
    Correction(Option<Correction>),
    /// Of [`Field::Deleted`].
    Deleted(bool),
}

impl FieldValue {
    /// The field that it is a value of.
    pub fn field(&self) -> Field {
        match self {
            Self::Target(_) => Field::Target,
            Self::Text(_) => Field::Text,
            Self::Colour(_) => Field::Colour,
            Self::Status(_) => Field::Status,
            Self::ReplyTo(_) => Field::ReplyTo,
            Self::Correction(_) => Field::Correction,
            Self::Deleted(_) => Field::Deleted,
        }
    }
}

impl Snapshot {
    /// What `field` holds.
    pub fn get(&self, field: Field) -> FieldValue {
        match field {
            Field::Target => FieldValue::Target(Box::new(self.target.clone())),
            Field::Text => FieldValue::Text(self.text.clone()),
            Field::Colour => FieldValue::Colour(self.colour),
            Field::Status => FieldValue::Status(self.status),
            Field::ReplyTo => FieldValue::ReplyTo(self.reply_to),
            Field::Correction => FieldValue::Correction(self.correction.clone()),
            Field::Deleted => FieldValue::Deleted(self.deleted),
        }
    }

    /// Puts `value` into its field.
    pub fn set(&mut self, value: FieldValue) {
        match value {
            FieldValue::Target(target) => self.target = *target,
            FieldValue::Text(text) => self.text = text,
            FieldValue::Colour(colour) => self.colour = colour,
            FieldValue::Status(status) => self.status = status,
            FieldValue::ReplyTo(note) => self.reply_to = note,
            FieldValue::Correction(correction) => self.correction = correction,
            FieldValue::Deleted(deleted) => self.deleted = deleted,
        }
    }
}

/// A field that several people changed without knowing of each other. It is shown with all its values until a
/// person settles it ([`super::Note::settle`]); meanwhile the note's state has the newest of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Which field.
    pub field: Field,
    /// What it held before; `None` where the sides have no one beginning in common.
    pub base: Option<FieldValue>,
    /// Two or more different values, oldest first.
    pub sides: Vec<Side>,
}

/// One of the values in a conflict.
#[derive(Clone, Debug, PartialEq)]
pub struct Side<V = FieldValue> {
    /// What it is.
    pub value: V,
    /// Who wrote it.
    pub author: Agent,
    /// When.
    pub at: Timestamp,
    /// The revision that wrote it.
    pub revision: RevisionId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_they_are_written() {
        for field in Field::ALL {
            assert_eq!(Field::parse(field.name()), Some(field));
        }
        assert_eq!(Field::parse("tags"), None);
    }
}

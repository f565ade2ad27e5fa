//! Reading JSON that nobody has checked: each value is taken by key, with its type, or the answer names the
//! place and what should stand there.

use serde_json::{Map, Value};
use thiserror::Error;
use uuid::Uuid;

/// Why a piece of JSON is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Malformed {
    /// Something else stands there, or nothing.
    #[error("{at}: expected {expected}")]
    Unexpected {
        /// The way to the place, as in `target.quote.exact`.
        at: String,
        /// What should stand there.
        expected: &'static str,
    },
    /// A newer version of Meipi wrote it.
    #[error("version {version} is newer than this program")]
    Newer {
        /// The version that it names.
        version: u64,
    },
}

/// The entries of one object. What is not taken is left, in order.
#[derive(Debug)]
pub(super) struct Fields {
    map: Map<String, Value>,
    at: String,
}

impl Fields {
    /// The entries of `value`, which stands at `at`.
    pub fn new(value: Value, at: impl Into<String>) -> Result<Self, Malformed> {
        let at = at.into();
        match value {
            Value::Object(map) => Ok(Self { map, at }),
            _ => Err(Malformed::Unexpected { at, expected: "an object" }),
        }
    }

    /// What nobody has taken.
    pub fn rest(self) -> Map<String, Value> {
        self.map
    }

    /// The error that says what should stand under `key`.
    pub fn expected(&self, key: &str, expected: &'static str) -> Malformed {
        Malformed::Unexpected { at: self.path(key), expected }
    }

    /// Whatever stands under `key`; `null` counts as nothing.
    pub fn take(&mut self, key: &str) -> Option<Value> {
        // Not `swap_remove`: what is left keeps its order.
        self.map.shift_remove(key).filter(|value| !value.is_null())
    }

    /// What `read` makes of the value under `key`, if there is one.
    pub fn optional<T>(
        &mut self,
        key: &str,
        expected: &'static str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Result<Option<T>, Malformed> {
        let Some(value) = self.take(key) else { return Ok(None) };
        read(&value).map(Some).ok_or_else(|| self.expected(key, expected))
    }

    /// What `read` makes of the value under `key`, which must be there.
    pub fn required<T>(
        &mut self,
        key: &str,
        expected: &'static str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Result<T, Malformed> {
        self.optional(key, expected, read)?.ok_or_else(|| self.expected(key, expected))
    }

    /// A text; empty if there is none.
    pub fn text(&mut self, key: &str) -> Result<String, Malformed> {
        Ok(self.optional(key, "a text", text)?.unwrap_or_default())
    }

    /// A UUID.
    pub fn uuid(&mut self, key: &str) -> Result<Uuid, Malformed> {
        self.required(key, "a UUID", uuid)
    }

    /// A list; empty if there is none.
    pub fn list(&mut self, key: &str) -> Result<Vec<Value>, Malformed> {
        match self.take(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(items)) => Ok(items),
            Some(_) => Err(self.expected(key, "a list")),
        }
    }

    /// An object inside this one, which must be there.
    pub fn object(&mut self, key: &str) -> Result<Self, Malformed> {
        self.optional_object(key)?.ok_or_else(|| self.expected(key, "an object"))
    }

    /// An object inside this one, if there is one.
    pub fn optional_object(&mut self, key: &str) -> Result<Option<Self>, Malformed> {
        let at = self.path(key);
        self.take(key).map(|value| Self::new(value, at)).transpose()
    }

    fn path(&self, key: &str) -> String {
        if self.at.is_empty() { key.to_owned() } else { format!("{}.{key}", self.at) }
    }
}

/// A text.
pub(super) fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// A UUID in its usual form, with or without `urn:uuid:`.
pub(super) fn uuid(value: &Value) -> Option<Uuid> {
    value.as_str().and_then(|text| Uuid::try_parse(text).ok())
}
/// `value` with the keys of every object sorted: equal for two writings of one thing.
pub(super) fn canonical(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(canonical).collect(),
        Value::Object(map) => {
            let mut entries: Vec<(&String, &Value)> = map.iter().collect();
            entries.sort_unstable_by_key(|(key, _)| *key);
            entries.into_iter().map(|(key, value)| (key.clone(), canonical(value))).collect()
        }
        other => other.clone(),
    }
}

/// Whether this is an absolute IRI: a scheme, a colon, and no sign that may not stand in one (RFC 3987).
pub(super) fn is_iri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_foreign = |c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && !rest.is_empty()
        && !rest.contains(is_foreign)
}

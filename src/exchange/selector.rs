//! Web Annotation's selectors, in and out.
//!
//! Must hold: offsets in files are Unicode code points; a selector that we do not use is kept as it came.

use serde_json::{Map, Value, json};

use crate::{
    note::{Quote, Target},
    text::{CodePointOffset, Offset, Span},
};

/// What RFC 5147 fragments (`char=5,9`) name as their standard, exactly as the Web Annotation model lists it.
pub const RFC_5147: &str = "http://tools.ietf.org/rfc/rfc5147";

/// What the selectors of one target say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selectors {
    /// The first quotation, wherever it stands.
    pub quote: Option<Quote>,
    /// The first position in the whole source.
    pub position: Option<Span<CodePointOffset>>,
    /// Everything else, as it came.
    pub others: Vec<Value>,
}

impl Selectors {
    /// Reads one selector, a list of them, or nothing.
    pub fn read(value: Option<&Value>) -> Self {
        let mut selectors = Self::default();
        match value {
            None | Some(Value::Null) => {}
            Some(Value::Array(items)) => items.iter().for_each(|item| selectors.add(item)),
            Some(item) => selectors.add(item),
        }
        selectors
    }

    fn add(&mut self, selector: &Value) {
        let is_refined = selector.get("refinedBy").is_some();
        let used = !is_refined && (self.use_quote(selector) || self.use_position(selector));
        if used {
            return;
        }
        // A quotation inside another selector is as good as any: it is looked for in the whole text.
        if self.quote.is_none() {
            self.quote = innermost_quote(selector);
        }
        self.others.push(selector.clone());
    }

    fn use_quote(&mut self, selector: &Value) -> bool {
        let is_first = self.quote.is_none();
        if is_first {
            self.quote = quote(selector);
        }
        is_first && self.quote.is_some()
    }

    /// A fragment that says the same as the position is not kept: it is written anew beside it.
    fn use_position(&mut self, selector: &Value) -> bool {
        let position = position(selector);
        if self.position.is_none() {
            self.position = position;
        }
        position.is_some() && position == self.position
    }
}

/// The `TextQuoteSelector` that this is.
fn quote(selector: &Value) -> Option<Quote> {
    if !is_type(selector, "TextQuoteSelector") {
        return None;
    }
    let text = |key: &str| selector.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let exact = selector.get("exact")?.as_str()?.to_owned();
    Some(Quote { exact, prefix: text("prefix"), suffix: text("suffix") })
}

/// The quotation that a selector is, or holds in whatever depth; the parser limits that.
fn innermost_quote(selector: &Value) -> Option<Quote> {
    quote(selector).or_else(|| innermost_quote(selector.get("refinedBy")?))
}

/// The place in the whole source that this `TextPositionSelector` or RFC 5147 fragment names.
fn position(selector: &Value) -> Option<Span<CodePointOffset>> {
    let offset = |n: u64| u32::try_from(n).ok().map(|n| CodePointOffset::new(n as usize));
    if is_type(selector, "TextPositionSelector") {
        let at = |key: &str| offset(selector.get(key)?.as_u64()?);
        return Some(Span::new(at("start")?, at("end")?));
    }
    if !is_rfc_5147(selector) {
        return None;
    }
    let (start, end) = selector.get("value")?.as_str()?.strip_prefix("char=")?.split_once(',')?;
    // An integrity check may follow, as in `char=5,9;length=20`.
    let end = end.split(';').next()?;
    Some(Span::new(offset(start.parse().ok()?)?, offset(end.parse().ok()?)?))
}

fn is_rfc_5147(selector: &Value) -> bool {
    is_type(selector, "FragmentSelector")
        && selector.get("conformsTo").and_then(Value::as_str).is_some_and(|uri| uri.ends_with("rfc5147"))
}

/// Whether `value` is an object of this type, alone or among others.
pub(super) fn is_type(value: &Value, name: &str) -> bool {
    value.as_object().is_some_and(|map| has_type(map, name))
}

/// Whether an object is of this type, alone or among others.
pub(super) fn has_type(map: &Map<String, Value>, name: &str) -> bool {
    let is = |value: &Value| value.as_str().is_some_and(|found| found.rsplit(':').next() == Some(name));
    match map.get("type").or_else(|| map.get("@type")) {
        Some(Value::Array(types)) => types.iter().any(is),
        Some(value) => is(value),
        None => false,
    }
}

/// The selectors of `target`: quotation, position, the same as a fragment, and those of other programs.
pub fn write(target: &Target) -> Vec<Value> {
    let mut selectors = Vec::new();
    let Quote { exact, prefix, suffix } = &target.quote;
    if !exact.is_empty() {
        let mut quote = Map::new();
        quote.insert("type".to_owned(), "TextQuoteSelector".into());
        quote.insert("exact".to_owned(), exact.as_str().into());
        for (key, context) in [("prefix", prefix), ("suffix", suffix)] {
            if !context.is_empty() {
                quote.insert(key.to_owned(), context.as_str().into());
            }
        }
        selectors.push(quote.into());
    }
    if let Some(span) = target.position {
        let (start, end) = (span.start.get(), span.end.get());
        selectors.push(json!({"type": "TextPositionSelector", "start": start, "end": end}));
        let value = format!("char={start},{end}");
        selectors.push(json!({"type": "FragmentSelector", "conformsTo": RFC_5147, "value": value}));
    }
    selectors.extend(target.other_selectors.iter().cloned());
    selectors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(selector: &Value, exact: Option<&str>, position: Option<(usize, usize)>, others: usize) {
        let read = Selectors::read(Some(selector));
        assert_eq!(read.quote.as_ref().map(|quote| quote.exact.as_str()), exact, "{selector}");
        assert_eq!(read.position, position.map(|(start, end)| Span::of(start..end)), "{selector}");
        assert_eq!(read.others.len(), others, "{selector}");
    }

    #[test]
    fn whatever_selectors_there_are_are_read_or_kept() {
        let quote = json!({"type": "TextQuoteSelector", "exact": "增长6%", "prefix": "预计"});
        let position = json!({"type": "TextPositionSelector", "start": 5, "end": 9});
        let fragment =
            json!({"type": "FragmentSelector", "conformsTo": RFC_5147, "value": "char=5,9;length=20"});
        let css = json!({"type": "CssSelector", "value": "#p", "refinedBy": position});
        let xpath = json!({"type": "XPathSelector", "value": "/p", "refinedBy": quote});
        check(&json!([quote, position]), Some("增长6%"), Some((5, 9)), 0);
        check(&quote, Some("增长6%"), None, 0);
        check(&fragment, None, Some((5, 9)), 0);
        check(&json!([position, fragment]), None, Some((5, 9)), 0);
        check(&css, None, None, 1);
        check(&xpath, Some("增长6%"), None, 1);
        check(&json!([quote, quote]), Some("增长6%"), None, 1);
        check(&json!({"type": "ProgressionSelector", "value": 0.5}), None, None, 1);
        check(&json!({"type": "TextPositionSelector", "start": -1, "end": "9"}), None, None, 1);
        check(&json!({"type": "TextQuoteSelector", "exact": 7}), None, None, 1);
        check(&json!("https://example.org/selector"), None, None, 1);
        check(&json!(null), None, None, 0);
        check(&json!([[]]), None, None, 1);
        check(&json!({"type": ["oa:TextQuoteSelector"], "exact": "旧"}), Some("旧"), None, 0);
    }
}

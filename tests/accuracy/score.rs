//! How far an extraction agrees with a gold file. Spans must equal an accepted variant, statements must
//! overlap one by half of the union; what only one labeller listed is optional: neither rewarded nor
//! punished; what the labellers disagreed on is contested and not scored.

use serde_json::Value;

/// Precision and recall over what is required.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// Required items that were found.
    pub hits: usize,
    /// What was found and is in no list.
    pub extra: usize,
    /// Required items that were missed.
    pub missed: usize,
}

impl Agreement {
    /// The harmonic mean of precision and recall; 0 if nothing was found.
    pub fn f1(self) -> f64 {
        let both = 2 * self.hits;
        if both == 0 { 0.0 } else { ratio(both, both + self.extra + self.missed) }
    }
}

/// A share as a float.
pub fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        f64::from(u32::try_from(part).unwrap()) / f64::from(u32::try_from(whole).unwrap())
    }
}

/// The code points `start..end`.
pub type Place = (u64, u64);

/// A list in a gold file or an extraction.
pub fn list<'a>(file: &'a Value, name: &str) -> Vec<&'a Value> {
    file[name].as_array().map(|items| items.iter().collect()).unwrap_or_default()
}

/// Every accepted place of a gold item.
pub fn places(gold: &Value) -> Vec<Place> {
    gold["spans"].as_array().into_iter().flatten().map(place_of).collect()
}

/// The place of an extracted item.
pub fn place(found: &Value) -> Place {
    place_of(&found["span"])
}

fn place_of(span: &Value) -> Place {
    (span[0].as_u64().unwrap(), span[1].as_u64().unwrap())
}

/// Whether only one labeller listed it.
pub fn optional(gold: &Value) -> bool {
    gold["optional"] == true
}

/// Whether the labellers disagreed on `field`.
pub fn contested(gold: &Value, field: &str) -> bool {
    gold["contested"].as_array().is_some_and(|fields| fields.iter().any(|f| f == field))
}

/// Gold items and found items that belong together, best first, one to one.
pub struct Matching<'a> {
    /// Those that agree.
    pub pairs: Vec<(&'a Value, &'a Value)>,
    /// Required gold items without a partner.
    pub missed: Vec<&'a Value>,
    /// Found items without a partner.
    pub extra: Vec<&'a Value>,
}

impl<'a> Matching<'a> {
    /// Matches by `alike`, which is 0 for what does not belong together.
    pub fn new(gold: &[&'a Value], found: &[&'a Value], alike: impl Fn(&Value, &Value) -> f64) -> Self {
        let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
        for (i, g) in gold.iter().enumerate() {
            for (j, f) in found.iter().enumerate() {
                let score = alike(g, f);
                if score > 0.0 {
                    candidates.push((score, i, j));
                }
            }
        }
        candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
        let (mut gold_used, mut found_used) = (vec![false; gold.len()], vec![false; found.len()]);
        let mut pairs = Vec::new();
        for (_, i, j) in candidates {
            if !gold_used[i] && !found_used[j] {
                (gold_used[i], found_used[j]) = (true, true);
                pairs.push((gold[i], found[j]));
            }
        }
        let missed =
            gold.iter().zip(gold_used).filter(|(g, used)| !used && !optional(g)).map(|(g, _)| *g).collect();
        let extra = found.iter().zip(found_used).filter(|(_, used)| !used).map(|(f, _)| *f).collect();
        Self { pairs, missed, extra }
    }

    /// The figures of this matching.
    pub fn agreement(&self) -> Agreement {
        let hits = self.pairs.iter().filter(|(g, _)| !optional(g)).count();
        Agreement { hits, extra: self.extra.len(), missed: self.missed.len() }
    }
}

/// 1 if the found place is one of the accepted ones.
pub fn same_place(gold: &Value, found: &Value) -> f64 {
    if places(gold).contains(&place(found)) { 1.0 } else { 0.0 }
}

/// Equal as numbers, or as texts where they are none; absent equals absent alone.
pub fn same_value(gold: &Value, found: &Value) -> bool {
    let text = |v: &Value| match v {
        Value::Null => None,
        Value::String(s) if s.is_empty() => None,
        Value::String(s) => Some(s.clone()),
        other => Some(other.to_string()),
    };
    match (text(gold), text(found)) {
        (None, None) => true,
        (Some(a), Some(b)) => match (a.parse::<f64>(), b.parse::<f64>()) {
            (Ok(x), Ok(y)) => (x - y).abs() <= 1e-9 * x.abs().max(1.0),
            _ => a == b,
        },
        _ => false,
    }
}

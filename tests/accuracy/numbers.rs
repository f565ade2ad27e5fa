//! Numbers: spans, kinds, values, units, qualifiers and directions.

use serde_json::Value;

use crate::score::{Agreement, Matching, contested, list, optional, ratio, same_place, same_value};

/// The figures of one report.
pub struct Numbers {
    /// All numbers.
    pub all: Agreement,
    /// Quantities alone.
    pub quantities: Agreement,
    /// The share that is right, of the numbers found: kind, and value, unit, approx, direction of quantities.
    pub fields: Vec<(&'static str, f64)>,
    /// What went wrong, a line each.
    pub errors: Vec<String>,
}

fn is_quantity(item: &Value) -> bool {
    !matches!(item["kind"].as_str(), Some("date" | "ordinal" | "code" | "policy"))
}

/// Scores the numbers of `found` against `gold`.
pub fn score(gold: &Value, found: &Value) -> Numbers {
    let (gold, found) = (list(gold, "numbers"), list(found, "numbers"));
    let all = Matching::new(&gold, &found, same_place);
    let mut errors: Vec<String> = Vec::new();
    errors.extend(all.missed.iter().map(|g| format!("missed {} ({})", g["quote"], g["kind"])));
    errors.extend(all.extra.iter().map(|f| format!("extra {} ({})", f["text"], f["kind"])));

    let gold_quantities: Vec<&Value> = gold.iter().copied().filter(|g| is_quantity(g)).collect();
    let found_quantities: Vec<&Value> = found.iter().copied().filter(|f| is_quantity(f)).collect();
    let mut quantities = Matching::new(&gold_quantities, &found_quantities, same_place);
    // What may be a quantity, or may be no number at all, is no false alarm.
    let soft =
        |f: &Value| gold.iter().any(|g| (optional(g) || contested(g, "kind")) && same_place(g, f) > 0.0);
    quantities.extra.retain(|f| !soft(f));

    let fields = ["kind", "value", "unit", "approx", "direction"].map(|field| {
        let pool: Vec<_> = all
            .pairs
            .iter()
            .filter(|(g, _)| !optional(g) && !contested(g, field) && (field == "kind" || is_quantity(g)))
            .collect();
        let right = |(g, f): &(&Value, &Value)| match field {
            "value" => same_value(&g[field], &f[field]),
            _ => g[field] == f[field],
        };
        let wrong = pool.iter().filter(|pair| !right(pair));
        errors.extend(wrong.map(|(g, f)| format!("{field} of {}: {} is {}", g["quote"], f[field], g[field])));
        (field, ratio(pool.iter().filter(|pair| right(pair)).count(), pool.len()))
    });
    Numbers { all: all.agreement(), quantities: quantities.agreement(), fields: fields.to_vec(), errors }
}

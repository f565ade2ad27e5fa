//! Statements and pairs: results, commitments with their strength and measurability, and what ties them.

use serde_json::Value;

use crate::score::{Agreement, Matching, Place, contested, list, optional, place, places, ratio};

/// The figures of one report's statements.
pub struct Statements {
    /// Results.
    pub results: Agreement,
    /// Commitments.
    pub commitments: Agreement,
    /// The share that is right, of the commitments found: strength, measurable.
    pub fields: Vec<(&'static str, f64)>,
    /// What went wrong, a line each.
    pub errors: Vec<String>,
}

/// The figures of one report's pairs.
pub struct Pairs {
    /// The share of the strictly comparable pairs that were found.
    pub recall: f64,
    /// The share of the pairs found that a labeller listed.
    pub precision: f64,
    /// What went wrong, a line each.
    pub errors: Vec<String>,
}

/// Scores the statements of `found` against `gold`.
pub fn score(gold: &Value, found: &Value) -> Statements {
    let mut errors = Vec::new();
    let mut matching = |kind: &str| {
        let of = |file| -> Vec<&Value> {
            list(file, "statements").into_iter().filter(|s: &&Value| s["kind"] == kind).collect()
        };
        let matching = Matching::new(&of(gold), &of(found), |g, f| {
            let best = places(g).into_iter().map(|variant| iou(variant, place(f))).fold(0.0, f64::max);
            if best >= 0.5 { best } else { 0.0 }
        });
        errors.extend(matching.missed.iter().map(|g| format!("missed {kind} {}", g["quote"])));
        errors.extend(matching.extra.iter().map(|f| format!("extra {kind} {}", f["text"])));
        matching
    };
    let (results, commitments) = (matching("result"), matching("commitment"));
    let fields = ["strength", "measurable"].map(|field| {
        let pool: Vec<_> =
            commitments.pairs.iter().filter(|(g, _)| !optional(g) && !contested(g, field)).collect();
        let wrong: Vec<_> = pool.iter().filter(|(g, f)| g[field] != f[field]).collect();
        errors.extend(
            wrong.iter().map(|(g, f)| format!("{field} of {}: {} is {}", g["quote"], f[field], g[field])),
        );
        (field, ratio(pool.len() - wrong.len(), pool.len()))
    });
    let (results, commitments) = (results.agreement(), commitments.agreement());
    Statements { results, commitments, fields: fields.to_vec(), errors }
}

/// Scores the pairs of `found` against `gold`: both ends must overlap.
pub fn score_pairs(gold: &Value, found: &Value) -> Pairs {
    let statements = list(found, "statements");
    let end = |pair: &Value, name: &str| statements[usize::try_from(pair[name].as_u64().unwrap()).unwrap()];
    let gold = list(gold, "pairs");
    let pairs: Vec<(&Value, &Value)> =
        list(found, "pairs").into_iter().map(|p| (end(p, "result"), end(p, "target"))).collect();
    let hit = |g: &Value, (result, target): &(&Value, &Value)| {
        let ends = |name: &str| (g[name][0].as_u64().unwrap(), g[name][1].as_u64().unwrap());
        shared(ends("result"), place(result)) > 0 && shared(ends("target"), place(target)) > 0
    };
    let strict: Vec<_> = gold.iter().filter(|g| !optional(g)).collect();
    let missed: Vec<_> = strict.iter().filter(|g| !pairs.iter().any(|p| hit(g, p))).collect();
    let wrong: Vec<_> = pairs.iter().filter(|p| !gold.iter().any(|g| hit(g, p))).collect();
    let mut errors: Vec<String> = missed.iter().map(|g| format!("missed pair {}", g["indicator"])).collect();
    errors.extend(wrong.iter().map(|(r, t)| format!("extra pair {} | {}", r["text"], t["text"])));
    Pairs {
        recall: ratio(strict.len() - missed.len(), strict.len()),
        precision: ratio(pairs.len() - wrong.len(), pairs.len()),
        errors,
    }
}

fn shared(a: Place, b: Place) -> u64 {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

/// Intersection over union.
fn iou(a: Place, b: Place) -> f64 {
    let both = shared(a, b);
    let count = |n: u64| usize::try_from(n).unwrap();
    ratio(count(both), count(a.1 - a.0 + b.1 - b.0 - both))
}

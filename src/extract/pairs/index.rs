//! How alike two items are: an inverted index over pairs of characters.
//!
//! Chinese words are mostly two characters, so two neighbours are a good stand-in for a word and need no
//! dictionary. A feature weighs by how rare it is among the items (inverse document frequency, Spärck Jones
//! 1972); likeness is the overlap coefficient (Szymkiewicz–Simpson) of the weighted features, so that a short
//! wording (电梯15部) can lie wholly inside a long one (老旧住宅增设电梯12部).

use std::collections::HashMap;

use super::items::Item;
use crate::extract::{Decimal, Direction, Number, NumberKind};

/// How many results per feature are compared with one commitment: those that stand nearest before it. Keeps
/// the cost linear however long the text and however common the word.
pub const NEAREST: usize = 48;

/// A single character says less than two neighbours.
const SINGLE: f32 = 0.2;

/// A noun of the clauses before says less than one of the clause itself.
const CONTEXT: f32 = 0.5;

/// What one unit adds to a likeness, for each unit of its rarity: 部 says more than 个.
const SAME_UNIT: f32 = 0.05;

/// What conflicting kinds of figures take away.
const OTHER_KIND: f32 = -0.25;

/// What a figure takes away that is a sum of money on one side only.
const MONEY: f32 = -0.5;

/// Nouns that weigh less than this (about one rare word) cannot be told apart from luck, however much of them
/// is shared.
const FLOOR: f32 = 5.0;

/// A report counts as part of a body of text with this many items more that have none of its words: in a
/// short report a word that stands in both its clauses is still a rare word.
const OTHERS: usize = 200;

/// With less in common than this in their own nouns, two items need one unit to be told alike.
const OWN: f32 = 0.2;

/// Two neighbouring characters, or one (then the upper half is zero).
type Feature = u64;

/// The results' features, and how much each weighs.
pub struct Index {
    weights: HashMap<Feature, f32>,
    postings: HashMap<Feature, Vec<Posting>>,
    result_norms: Vec<f32>,
    /// How rare each unit is among the items.
    units: HashMap<String, f32>,
    /// Scratch: what each result shares with the target at hand, and which share anything.
    shared: Vec<Shared>,
    touched: Vec<u32>,
}

/// How alike two items are.
#[derive(Clone, Copy, Debug)]
pub struct Likeness {
    /// In all: 1 for the same nouns, more if the units agree too.
    pub all: f32,
    /// In their own nouns alone.
    pub own: f32,
}

/// A result that has a feature.
#[derive(Clone, Copy)]
struct Posting {
    result: u32,
    /// Whether it stands only in the clauses before it.
    context: bool,
}

/// Weight that a result and a target have in common.
#[derive(Clone, Copy, Default, PartialEq)]
struct Shared {
    /// In their own nouns.
    own: f32,
    /// In the result's own nouns and the target's context.
    result_own: f32,
    /// In the target's own nouns and the result's context.
    target_own: f32,
}

impl Index {
    /// Indexes `results`; `targets` only count for how rare a feature is.
    pub fn new(results: &[Item], targets: &[Item], numbers: &[Number]) -> Self {
        let result_features: Vec<_> = results.iter().map(features).collect();
        let mut frequency: HashMap<Feature, u32> = HashMap::new();
        let mut postings: HashMap<Feature, Vec<Posting>> = HashMap::new();
        for (result, list) in (0u32..).zip(&result_features) {
            for &(feature, context) in list {
                *frequency.entry(feature).or_default() += 1;
                postings.entry(feature).or_default().push(Posting { result, context });
            }
        }
        for target in targets {
            for (feature, _) in features(target) {
                *frequency.entry(feature).or_default() += 1;
            }
        }
        let total = results.len() + targets.len();
        let weights =
            frequency.into_iter().map(|(feature, df)| (feature, weight(feature, df, total))).collect();
        let mut units: HashMap<String, u32> = HashMap::new();
        for number in results.iter().chain(targets).flat_map(|item| &item.numbers).map(|&n| &numbers[n]) {
            *units.entry(number.unit.clone().unwrap_or_default()).or_default() += 1;
        }
        let units = units.into_iter().map(|(unit, df)| (unit, rarity(df, total))).collect();
        let shared = vec![Shared::default(); results.len()];
        let mut index =
            Self { weights, postings, result_norms: Vec::new(), units, shared, touched: Vec::new() };
        index.result_norms = result_features.iter().map(|list| index.norm(list)).collect();
        index
    }

    /// Calls `found` with each result that shares something with `target`, and their likeness.
    pub fn alike(
        &mut self,
        results: &[Item],
        target: &Item,
        numbers: &[Number],
        mut found: impl FnMut(usize, Likeness),
    ) {
        let own = features(target);
        for &(feature, context) in &own {
            let (Some(list), Some(&weight)) = (self.postings.get(&feature), self.weights.get(&feature))
            else {
                continue;
            };
            for posting in nearest(list, results, target.statement) {
                let shared = &mut self.shared[posting.result as usize];
                if *shared == Shared::default() {
                    self.touched.push(posting.result);
                }
                match (context, posting.context) {
                    (false, false) => shared.own += weight,
                    (true, false) => shared.result_own += weight,
                    (false, true) => shared.target_own += weight,
                    (true, true) => {}
                }
            }
        }
        let target_norm = self.norm(&own).max(FLOOR);
        let mut touched = std::mem::take(&mut self.touched);
        for r in touched.drain(..) {
            let shared = std::mem::take(&mut self.shared[r as usize]);
            let result_norm = self.result_norms[r as usize].max(FLOOR);
            let overlap = shared.own / target_norm.min(result_norm);
            let dice = 2.0 * shared.own / (target_norm + result_norm);
            let own = f32::midpoint(overlap, dice);
            // A short item is understood from the clauses before it: 全年新增60户 behind 扶持小微企业.
            let context = (shared.result_own / result_norm).max(shared.target_own / target_norm);
            let agreement = self.agreement(numbers, &results[r as usize], target);
            if own < OWN && !agreement.is_some_and(|a| a > 0.0) {
                continue;
            }
            let all = (own + CONTEXT * context).min(1.0) + agreement.unwrap_or(0.0);
            found(r as usize, Likeness { all, own });
        }
        self.touched = touched;
    }

    /// Whether the figures of both measure in the same way: what that adds or takes away.
    fn agreement(&self, numbers: &[Number], result: &Item, target: &Item) -> Option<f32> {
        let pairs = || {
            let of = |&r: &usize| target.numbers.iter().map(move |&t| (&numbers[r], &numbers[t]));
            result.numbers.iter().flat_map(of)
        };
        let whole = |n: &Number| n.kind == NumberKind::Percent && n.value == Some(Decimal::from(1));
        let comparable = |(a, b): &(&Number, &Number)| a.kind == b.kind && is_growth(a) == is_growth(b);
        let same = |pair: &(&Number, &Number)| comparable(pair) && pair.0.unit == pair.1.unit;
        if result.share != target.share {
            return Some(OTHER_KIND);
        }
        if result.numbers.is_empty() || target.numbers.is_empty() {
            None
        } else if let Some((number, _)) = pairs().find(same) {
            let rarity = self.units.get(number.unit.as_deref().unwrap_or_default());
            Some(SAME_UNIT * rarity.copied().unwrap_or_default())
        } else if pairs().any(|pair| comparable(&pair)) || target.numbers.iter().any(|&t| whole(&numbers[t]))
        {
            Some(0.0)
        } else if pairs().all(|(a, b)| a.kind == NumberKind::Money || b.kind == NumberKind::Money) {
            Some(MONEY)
        } else {
            Some(OTHER_KIND)
        }
    }

    fn norm(&self, list: &[(Feature, bool)]) -> f32 {
        list.iter().filter(|(_, context)| !context).filter_map(|(f, _)| self.weights.get(f)).sum()
    }
}

/// The last [`NEAREST`] of `list` that stand before statement `target`, or the first behind it.
fn nearest<'a>(list: &'a [Posting], results: &[Item], target: usize) -> &'a [Posting] {
    let end =
        list.partition_point(|p| results[p.result as usize].statement < target).max(NEAREST.min(list.len()));
    &list[end.saturating_sub(NEAREST)..end]
}

/// Whether `number` is a rate of growth or decline.
pub fn is_growth(number: &Number) -> bool {
    number.kind == NumberKind::Percent
        && matches!(number.direction, Some(Direction::Increase | Direction::Decrease))
}

#[expect(clippy::cast_precision_loss, reason = "counts of items, far below the limit")]
fn rarity(df: u32, total: usize) -> f32 {
    ((total + OTHERS) as f32 / df as f32).ln()
}

fn weight(feature: Feature, df: u32, total: usize) -> f32 {
    if feature >> 32 == 0 { SINGLE * rarity(df, total) } else { rarity(df, total) }
}

/// The features of an item, each once: pairs of neighbours and single characters, and whether it stands in the
/// context only. Sorted.
fn features(item: &Item) -> Vec<(Feature, bool)> {
    let mut list = Vec::new();
    for (runs, context) in [(&item.content, false), (&item.context, true)] {
        for noun in runs {
            let mut before = None;
            for c in noun.key.chars() {
                let c = u64::from(u32::from(c));
                list.push((c, context));
                if let Some(before) = before.replace(c) {
                    list.push((before << 32 | c, context));
                }
            }
        }
    }
    list.sort_unstable();
    // `false` sorts first: what stands in the item itself counts in full.
    list.dedup_by_key(|(feature, _)| *feature);
    list
}

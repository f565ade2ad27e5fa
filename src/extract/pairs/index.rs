//! How alike two items are: an inverted index over pairs of characters.
//!
//! Chinese words are mostly two characters, so two neighbours are a good stand-in for a word and need no
//! dictionary. A feature weighs by how rare it is among the items (inverse document frequency, Spärck Jones
//! 1972). Likeness is the mean of the overlap coefficient (Szymkiewicz–Simpson), under which a short wording
//! (电梯15部) lies wholly inside a long one (老旧住宅增设电梯12部), and of Dice's, which prefers the nearest.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    ops::Range,
};

use super::items::{Item, Noun};
use crate::{
    extract::{Decimal, Direction, Number, NumberKind},
    report::Report,
};

/// How many results per feature are compared with one commitment: those that stand nearest before it. Keeps
/// the cost linear however long the text and however common the word.
pub const NEAREST: usize = 48;

/// How many results before one commitment are compared with it at all: more than a review holds, so that only a
/// text of many reports is cut, each to itself and its neighbours.
pub const REACH: usize = 512;

/// How many figures of an item are compared with the other's.
const FIGURES: usize = 8;

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

/// How alike two items are.
#[derive(Clone, Copy, Debug)]
pub struct Likeness {
    /// In all: 1 for the same nouns, more if the units agree too.
    pub all: f32,
    /// In their own nouns alone.
    pub own: f32,
}

/// A feature of an item: which, and whether it stands only in the clauses before the item.
type Feature = (u32, bool);

/// All items' features, and how much each weighs.
pub struct Index<'a> {
    results: &'a [Item],
    targets: &'a [Item],
    numbers: &'a [Number],
    /// The features of the results, then of the targets, and where each item's stand.
    features: Vec<Feature>,
    ends: Vec<usize>,
    /// By feature: its weight, and where its results stand in `postings`.
    weights: Vec<f32>,
    lists: Vec<Range<usize>>,
    postings: Vec<Posting>,
    norms: Vec<f32>,
    /// By feature: the first of its postings that does not stand before the target at hand.
    cursors: Vec<usize>,
    /// How rare each unit is among the items.
    units: HashMap<&'a str, f32>,
    /// Scratch: what each result shares with the target at hand, and which share anything.
    shared: Vec<Shared>,
    touched: Vec<u32>,
}

/// A result that has a feature.
#[derive(Clone, Copy, Default)]
struct Posting {
    result: u32,
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

impl<'a> Index<'a> {
    /// Indexes `results`; `targets` count for how rare a feature is. Linear in the length of their nouns.
    pub fn new(report: &Report, numbers: &'a [Number], results: &'a [Item], targets: &'a [Item]) -> Self {
        // About a dozen pairs of neighbours an item.
        let expected = 12 * (results.len() + targets.len());
        let mut names = Names(HashMap::with_capacity_and_hasher(expected, BuildHasherDefault::default()));
        let (mut features, mut ends) = (Vec::with_capacity(expected), Vec::new());
        for item in results.iter().chain(targets) {
            let first = features.len();
            names.add(report, &item.content, false, &mut features);
            names.add(report, &item.context, true, &mut features);
            dedup_from(&mut features, first);
            ends.push(features.len());
        }
        let total = results.len() + targets.len();
        let count = names.count();
        let mut frequency = vec![0; count];
        features.iter().for_each(|&(f, _)| frequency[f as usize] += 1);
        let mut index = Self {
            results,
            targets,
            numbers,
            weights: frequency.iter().map(|&df| rarity(df, total)).collect(),
            lists: Vec::new(),
            postings: Vec::new(),
            norms: Vec::new(),
            cursors: vec![0; count],
            units: units(numbers, results, targets, total),
            shared: vec![Shared::default(); results.len()],
            touched: Vec::new(),
            features,
            ends,
        };
        index.fill_postings(count);
        index.norms = (0..total).map(|item| index.norm(item)).collect();
        index
    }

    /// Sorts the results' features by feature: a counting sort.
    fn fill_postings(&mut self, count: usize) {
        let of_results = self.results.len().checked_sub(1).map_or(0, |last| self.ends[last]);
        let mut sizes = vec![0; count];
        self.features[..of_results].iter().for_each(|&(f, _)| sizes[f as usize] += 1);
        let mut start = 0;
        self.lists = sizes
            .iter()
            .map(|size| {
                start += size;
                start - size..start - size
            })
            .collect();
        self.postings = vec![Posting::default(); of_results];
        for (result, item) in (0u32..).zip(0..self.results.len()) {
            for at in self.range(item) {
                let (feature, context) = self.features[at];
                let list = &mut self.lists[feature as usize];
                self.postings[list.end] = Posting { result, context };
                list.end += 1;
            }
        }
    }

    /// Where the features of an item stand; results come before targets.
    fn range(&self, item: usize) -> Range<usize> {
        item.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[item]
    }

    /// Calls `found` with each result that is at least `needed` alike to target `target`. Targets are asked for in
    /// order, each once.
    pub fn alike(&mut self, target: usize, needed: f32, mut found: impl FnMut(usize, Likeness)) {
        let item = self.results.len() + target;
        let statement = self.targets[target].statement;
        let before = self.results.partition_point(|result| result.statement < statement);
        for at in self.range(item) {
            let (feature, context) = self.features[at];
            let weight = self.weights[feature as usize];
            let list = &self.postings[self.lists[feature as usize].clone()];
            for posting in nearest(list, &mut self.cursors[feature as usize], before) {
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
        let mut touched = std::mem::take(&mut self.touched);
        for result in touched.drain(..) {
            let result = result as usize;
            let shared = std::mem::take(&mut self.shared[result]);
            let (words, own) = self.in_words(shared, result, item);
            // No unit can add more than this; most candidates end here.
            if words + SAME_UNIT * rarity(1, self.results.len() + self.targets.len()) < needed {
                continue;
            }
            let agreement = self.agreement(&self.results[result], &self.targets[target]);
            let all = words + agreement.unwrap_or(0.0);
            if all >= needed && (own >= OWN || agreement.is_some_and(|a| a > 0.0)) {
                found(result, Likeness { all, own });
            }
        }
        self.touched = touched;
    }

    /// How alike two items are in words, with what stands before them and without.
    fn in_words(&self, shared: Shared, result: usize, target: usize) -> (f32, f32) {
        let (result, target) = (self.norms[result], self.norms[target]);
        let overlap = shared.own / target.min(result);
        let dice = 2.0 * shared.own / (target + result);
        let own = f32::midpoint(overlap, dice);
        // A short item is understood from the clauses before it: 全年新增60户 behind 扶持小微企业.
        let context = (shared.result_own / result).max(shared.target_own / target);
        ((own + CONTEXT * context).min(1.0), own)
    }

    /// Whether the figures of both measure in the same way: what that adds or takes away.
    fn agreement(&self, result: &Item, target: &Item) -> Option<f32> {
        let numbers = self.numbers;
        let pairs = || {
            let of =
                |&r: &usize| target.numbers.iter().take(FIGURES).map(move |&t| (&numbers[r], &numbers[t]));
            result.numbers.iter().take(FIGURES).flat_map(of)
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
        } else if pairs().any(|pair| comparable(&pair))
            || target.numbers.iter().take(FIGURES).any(|&t| whole(&numbers[t]))
        {
            Some(0.0)
        } else if pairs().all(|(a, b)| a.kind == NumberKind::Money || b.kind == NumberKind::Money) {
            Some(MONEY)
        } else {
            Some(OTHER_KIND)
        }
    }

    fn norm(&self, item: usize) -> f32 {
        let own = self.features[self.range(item)].iter().filter(|(_, context)| !context);
        own.map(|&(feature, _)| self.weights[feature as usize]).sum::<f32>().max(FLOOR)
    }
}

/// Whether `number` is a rate of growth or decline.
pub fn is_growth(number: &Number) -> bool {
    number.kind == NumberKind::Percent
        && matches!(number.direction, Some(Direction::Increase | Direction::Decrease))
}

/// The last [`NEAREST`] of `list` that stand within [`REACH`] before result `before`, or the first behind it.
/// `cursor` moves on to the first that does not stand before it.
fn nearest<'a>(list: &'a [Posting], cursor: &mut usize, before: usize) -> &'a [Posting] {
    *cursor += list[*cursor..].iter().take_while(|p| (p.result as usize) < before).count();
    let end = (*cursor).max(NEAREST.min(list.len()));
    let list = &list[end.saturating_sub(NEAREST)..end];
    let reach = before.saturating_sub(REACH)..before.max(REACH);
    let far = list.iter().take_while(|p| (p.result as usize) < reach.start).count();
    let near = list[far..].iter().take_while(|p| (p.result as usize) < reach.end).count();
    &list[far..far + near]
}

fn units<'a>(
    numbers: &'a [Number],
    results: &[Item],
    targets: &[Item],
    total: usize,
) -> HashMap<&'a str, f32> {
    let mut frequency: HashMap<&str, u32> = HashMap::new();
    for &number in results.iter().chain(targets).flat_map(|item| &item.numbers) {
        *frequency.entry(numbers[number].unit.as_deref().unwrap_or_default()).or_default() += 1;
    }
    frequency.into_iter().map(|(unit, df)| (unit, rarity(df, total))).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of items, far below the limit")]
fn rarity(df: u32, total: usize) -> f32 {
    ((total + OTHERS) as f32 / df as f32).ln()
}

/// Sorts the features from `first` on and keeps each once; what stands in the item itself wins over its context.
fn dedup_from(features: &mut Vec<Feature>, first: usize) {
    features[first..].sort_unstable();
    let mut kept = first;
    for at in first..features.len() {
        if kept == first || features[kept - 1].0 != features[at].0 {
            features[kept] = features[at];
            kept += 1;
        }
    }
    features.truncate(kept);
}

/// Numbers for features, in order of appearance.
struct Names(HashMap<u64, u32, BuildHasherDefault<Mixer>>);

impl Names {
    /// Adds the pairs of neighbours in `nouns` to `features`.
    fn add(&mut self, report: &Report, nouns: &[Noun], context: bool, features: &mut Vec<Feature>) {
        for noun in nouns {
            let mut before = 0;
            for c in report.slice(noun.key).chars() {
                let c = u64::from(u32::from(c));
                if before != 0 {
                    let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
                    features.push((*self.0.entry(before << 32 | c).or_insert(next), context));
                }
                before = c;
            }
        }
    }

    fn count(&self) -> usize {
        self.0.len()
    }
}

/// A hasher for keys that are one integer: Fibonacci hashing (Knuth, TAOCP 3, 6.4). Nobody chooses the keys to do
/// harm: a report that makes them collide only slows its own page.
#[derive(Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u64(self.0 << 8 | u64::from(byte)));
    }

    fn write_u64(&mut self, key: u64) {
        // Both halves of the product are well mixed only together: hash tables use the lowest and highest bits.
        let product = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = product ^ product >> 32;
    }
}

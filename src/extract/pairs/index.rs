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

use super::items::{Item, Items, Noun};
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

/// A feature of an item: which, times two, and one more if it stands only in the clauses before the item.
type Feature = u32;

/// How a figure measures: its kind, whether it is a rate of growth, its unit.
#[derive(Clone, Copy, PartialEq)]
struct Measure {
    kind: NumberKind,
    growth: bool,
    unit: u32,
    /// A share that is all there is.
    whole: bool,
}

impl Measure {
    /// Whether both say the same sort of thing.
    fn compares(&self, other: &Self) -> bool {
        self.kind == other.kind && self.growth == other.growth
    }
}

/// All items' features, and how much each weighs.
pub struct Index<'a> {
    results: &'a [Item],
    targets: &'a [Item],
    /// The measures of the first figures of all items, results before targets, and where each item's end.
    measures: Vec<Measure>,
    measured: Vec<usize>,
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
    /// What each unit adds to a likeness.
    units: Vec<f32>,
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
#[derive(Clone, Copy, Default)]
struct Shared {
    /// Whether there is any.
    touched: bool,
    /// In their own nouns.
    own: f32,
    /// In the result's own nouns and the target's context.
    result_own: f32,
    /// In the target's own nouns and the result's context.
    target_own: f32,
}

impl<'a> Index<'a> {
    /// Indexes `results`; `targets` count for how rare a feature is. Linear in the length of their nouns.
    pub fn new(
        report: &Report,
        numbers: &[Number],
        items: &Items,
        results: &'a [Item],
        targets: &'a [Item],
    ) -> Self {
        // About a dozen pairs of neighbours an item.
        let expected = 12 * (results.len() + targets.len());
        // Most of them stand in other items too.
        let mut names = Names(HashMap::with_capacity_and_hasher(expected / 4, BuildHasherDefault::default()));
        let (mut features, mut ends) = (Vec::with_capacity(expected), Vec::new());
        for item in results.iter().chain(targets) {
            let first = features.len();
            names.add(report, items.content(item), 0, &mut features);
            names.add(report, items.context(item), 1, &mut features);
            dedup_from(&mut features, first);
            ends.push(features.len());
        }
        let total = results.len() + targets.len();
        let count = names.count();
        let mut frequency = vec![0; count];
        features.iter().for_each(|&f| frequency[f as usize / 2] += 1);
        let all = || results.iter().chain(targets).map(|item| items.figures(item));
        let (measures, measured) = measures(numbers, all());
        let mut index = Self {
            results,
            targets,
            weights: frequency.iter().map(|&df| rarity(df, total)).collect(),
            lists: Vec::new(),
            postings: Vec::new(),
            norms: Vec::new(),
            cursors: vec![0; count],
            units: units(&measures, total),
            measures,
            measured,
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
        self.features[..of_results].iter().for_each(|&f| sizes[f as usize / 2] += 1);
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
                let feature = self.features[at];
                let list = &mut self.lists[feature as usize / 2];
                self.postings[list.end] = Posting { result, context: feature % 2 == 1 };
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
            let (feature, context) = (self.features[at] as usize / 2, self.features[at] % 2 == 1);
            let weight = self.weights[feature];
            let list = &self.postings[self.lists[feature].clone()];
            for posting in nearest(list, &mut self.cursors[feature], before) {
                let shared = &mut self.shared[posting.result as usize];
                if !shared.touched {
                    shared.touched = true;
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
        // The most that its units can add: most candidates end there.
        let most = self.measures_of(item).iter().map(|m| self.units[m.unit as usize]).fold(0.0, f32::max);
        let mut touched = std::mem::take(&mut self.touched);
        for result in touched.drain(..) {
            let result = result as usize;
            let shared = std::mem::take(&mut self.shared[result]);
            let (words, own) = self.in_words(shared, result, item);
            if words + most < needed {
                continue;
            }
            let agreement = self.agreement(result, target);
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

    /// Whether the figures of a result and a target measure in the same way: what that adds or takes away.
    fn agreement(&self, result: usize, target: usize) -> Option<f32> {
        if self.results[result].share != self.targets[target].share {
            return Some(OTHER_KIND);
        }
        let (was, is) = (self.measures_of(result), self.measures_of(self.results.len() + target));
        let pairs = || was.iter().flat_map(move |a| is.iter().map(move |b| (a, b)));
        if was.is_empty() || is.is_empty() {
            None
        } else if let Some((measure, _)) = pairs().find(|(a, b)| a.compares(b) && a.unit == b.unit) {
            Some(self.units[measure.unit as usize])
        } else if pairs().any(|(a, b)| a.compares(b)) || is.iter().any(|m| m.whole) {
            Some(0.0)
        } else if pairs().all(|(a, b)| a.kind == NumberKind::Money || b.kind == NumberKind::Money) {
            Some(MONEY)
        } else {
            Some(OTHER_KIND)
        }
    }

    /// How the first [`FIGURES`] figures of an item measure; results come before targets.
    fn measures_of(&self, item: usize) -> &[Measure] {
        let from = item.checked_sub(1).map_or(0, |before| self.measured[before]);
        &self.measures[from..self.measured[item]]
    }

    fn norm(&self, item: usize) -> f32 {
        let own = self.features[self.range(item)].iter().filter(|&feature| feature % 2 == 0);
        own.map(|&feature| self.weights[feature as usize / 2]).sum::<f32>().max(FLOOR)
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

/// How the figures of items measure, at most [`FIGURES`] of each, and where each item's end; units are numbered in
/// order of appearance.
fn measures<'a>(
    numbers: &[Number],
    figures: impl Iterator<Item = &'a [usize]>,
) -> (Vec<Measure>, Vec<usize>) {
    let mut units: HashMap<&str, u32> = HashMap::new();
    let (mut measures, mut ends) = (Vec::new(), Vec::new());
    for figures in figures {
        for number in figures.iter().take(FIGURES).map(|&i| &numbers[i]) {
            let next = u32::try_from(units.len()).unwrap_or(u32::MAX);
            measures.push(Measure {
                kind: number.kind,
                growth: is_growth(number),
                unit: *units.entry(number.unit.as_deref().unwrap_or_default()).or_insert(next),
                whole: number.kind == NumberKind::Percent && number.value == Some(Decimal::from(1)),
            });
        }
        ends.push(measures.len());
    }
    (measures, ends)
}

/// What each unit adds to a likeness: the rarer it is, the more.
fn units(measures: &[Measure], total: usize) -> Vec<f32> {
    let count = measures.iter().map(|m| m.unit as usize + 1).max().unwrap_or_default();
    let mut frequency = vec![0; count];
    measures.iter().for_each(|m| frequency[m.unit as usize] += 1);
    frequency.into_iter().map(|df| SAME_UNIT * rarity(df, total)).collect()
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
        if kept == first || features[kept - 1] / 2 != features[at] / 2 {
            features[kept] = features[at];
            kept += 1;
        }
    }
    features.truncate(kept);
}

/// Numbers for features, in order of appearance. Two characters above U+FFFF may be taken for two others, which makes
/// two rare names a little more alike.
struct Names(HashMap<u32, u32, BuildHasherDefault<Mixer>>);

impl Names {
    /// Adds the pairs of neighbours in `nouns` to `features`; `context` is 1 if the nouns stand before the item.
    fn add(&mut self, report: &Report, nouns: &[Noun], context: u32, features: &mut Vec<Feature>) {
        for noun in nouns {
            let mut before = 0;
            for c in report.slice(noun.key).chars().map(u32::from) {
                if before != 0 {
                    let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
                    features.push(*self.0.entry(before << 16 ^ c).or_insert(next) << 1 | context);
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

    fn write_u32(&mut self, key: u32) {
        self.write_u64(key.into());
    }

    fn write_u64(&mut self, key: u64) {
        // Both halves of the product are well mixed only together: hash tables use the lowest and highest bits.
        let product = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = product ^ product >> 32;
    }
}

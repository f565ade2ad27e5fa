//! The order in which the revisions of one note replace each other.
//!
//! Must hold: any set of revisions, however damaged, has a lineage, and it depends on the set alone.
//! - A parent that is missing, or of another note, is no parent: the revision starts anew.
//! - Revisions that name no parents at all (a note has one such; a foreign file read twice, with changes in
//!   between, gives several) form a line by time, each replacing the one before.
//! - In a cycle, which only a forged file can hold, the oldest revision loses its parents.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Revision, RevisionId, Timestamp};

/// The revisions of one note, each behind all that it replaces.
pub(super) struct Lineage<'a> {
    /// In order; an index into this list names a revision.
    pub revisions: Vec<&'a Revision>,
    /// For each of them, the ones that it replaces directly.
    pub parents: Vec<Vec<usize>>,
}

/// What orders revisions that do not know of each other: time, then name.
pub(super) fn age(revision: &Revision) -> (Timestamp, RevisionId) {
    (revision.at, revision.id)
}

impl<'a> Lineage<'a> {
    /// Orders the revisions of one note. O(r log r) for r revisions and their parents.
    pub fn new(set: &'a BTreeMap<RevisionId, Arc<Revision>>) -> Self {
        let by_id: Vec<&Revision> = set.values().map(Arc::as_ref).collect();
        let place = |id: &RevisionId| by_id.binary_search_by_key(id, |revision| revision.id).ok();
        let mut parents: Vec<Vec<usize>> = Vec::with_capacity(by_id.len());
        for (i, revision) in by_id.iter().enumerate() {
            let mut known: Vec<usize> = revision.parents.iter().filter_map(place).collect();
            known.retain(|&parent| parent != i);
            known.sort_unstable();
            known.dedup();
            parents.push(known);
        }
        let mut roots: Vec<usize> = (0..by_id.len()).filter(|&i| by_id[i].parents.is_empty()).collect();
        roots.sort_by_key(|&root| age(by_id[root]));
        for pair in roots.windows(2) {
            parents[pair[1]].push(pair[0]);
        }
        Self::sorted(&by_id, &parents)
    }

    /// Kahn's algorithm, oldest first among those that are ready.
    fn sorted(by_id: &[&'a Revision], parents: &[Vec<usize>]) -> Self {
        let mut children = vec![Vec::new(); by_id.len()];
        for (child, parents) in parents.iter().enumerate() {
            parents.iter().for_each(|&parent| children[parent].push(child));
        }
        let mut awaited: Vec<usize> = parents.iter().map(Vec::len).collect();
        let entry = |i: usize| (age(by_id[i]), i);
        let (mut ready, mut waiting): (BTreeSet<_>, BTreeSet<_>) =
            (0..by_id.len()).map(entry).partition(|&(_, i)| awaited[i] == 0);
        let mut sorted = Self { revisions: Vec::with_capacity(by_id.len()), parents: Vec::new() };
        let mut place = vec![None; by_id.len()];
        // What is left when nothing is ready is a cycle: it opens at its oldest revision.
        while let Some((_, i)) = ready.pop_first().or_else(|| waiting.pop_first()) {
            place[i] = Some(sorted.revisions.len());
            sorted.parents.push(parents[i].iter().filter_map(|&parent| place[parent]).collect());
            sorted.revisions.push(by_id[i]);
            for &child in &children[i] {
                awaited[child] -= 1;
                if awaited[child] == 0 && waiting.remove(&entry(child)) {
                    ready.insert(entry(child));
                }
            }
        }
        sorted
    }

    /// The revisions that nothing replaces.
    pub fn heads(&self) -> Vec<usize> {
        let mut replaced = vec![false; self.revisions.len()];
        for &parent in self.parents.iter().flatten() {
            replaced[parent] = true;
        }
        (0..replaced.len()).filter(|&i| !replaced[i]).collect()
    }

    /// For each revision, itself and all that it replaces, directly or not. O(r²/64).
    pub fn ancestors(&self) -> Ancestors {
        let mut sets: Vec<Bits> = Vec::with_capacity(self.revisions.len());
        for (i, parents) in self.parents.iter().enumerate() {
            let mut set = Bits::new(self.revisions.len());
            set.insert(i);
            for &parent in parents {
                set.join(&sets[parent]);
            }
            sets.push(set);
        }
        Ancestors { sets }
    }
}

/// Who descends from whom.
pub(super) struct Ancestors {
    sets: Vec<Bits>,
}

impl Ancestors {
    /// Whether `late` is `early` or descends from it.
    pub fn knows(&self, late: usize, early: usize) -> bool {
        self.sets[late].contains(early)
    }

    /// Those of `revisions` that none of the others descends from, in order.
    pub fn newest(&self, mut revisions: Vec<usize>) -> Vec<usize> {
        revisions.sort_unstable();
        revisions.dedup();
        let Some(first) = self.sets.first() else { return revisions };
        let mut seen = Bits { words: vec![0; first.words.len()] };
        let mut newest = Vec::new();
        // Descendants stand behind their ancestors, so going backwards meets the newest first.
        for &revision in revisions.iter().rev() {
            if !seen.contains(revision) {
                newest.push(revision);
                seen.join(&self.sets[revision]);
            }
        }
        newest.reverse();
        newest
    }

    /// The nearest common ancestors of `revisions`: one where history is plain, several where it crosses.
    pub fn nearest_common(&self, revisions: &[usize]) -> Vec<usize> {
        let Some((&first, rest)) = revisions.split_first() else { return Vec::new() };
        let mut common = self.sets[first].clone();
        for &other in rest {
            common.meet(&self.sets[other]);
        }
        self.newest((0..self.sets.len()).filter(|&i| common.contains(i)).collect())
    }
}

/// A set of small numbers.
#[derive(Clone)]
struct Bits {
    words: Vec<u64>,
}

impl Bits {
    fn new(size: usize) -> Self {
        Self { words: vec![0; size.div_ceil(64)] }
    }

    fn insert(&mut self, i: usize) {
        self.words[i / 64] |= 1 << (i % 64);
    }

    fn contains(&self, i: usize) -> bool {
        self.words[i / 64] & (1 << (i % 64)) != 0
    }

    fn join(&mut self, other: &Self) {
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    fn meet(&mut self, other: &Self) {
        for (word, only) in self.words.iter_mut().zip(&other.words) {
            *word &= only;
        }
    }
}

//! Several heads of one note as one state.
//!
//! Each field is merged on its own. Its **writers** at a revision are the revisions that last wrote what it
//! holds there; of the writers at all heads, those that no other descends from are the candidates:
//! - all wrote one value: that is it;
//! - some only wrote back the value at their nearest common ancestor: the others win (the three-way rule);
//! - else it is a conflict, and all values stay.
//!
//! Where history crosses, there are several nearest common ancestors; a field then has a base only if all of
//! them agree on it. A tag is a field of its own, there or not, so tags never conflict: without a base, there
//! wins. So are the keys of foreign files, where the newest wins.
//!
//! A deletion wins only over what the deleter knew. Against a change that he had not seen it is a conflict,
//! and the note stays.
//!
//! Must hold: the answer depends on the set of revisions alone, not on any order.

use std::{collections::BTreeSet, rc::Rc};

use super::{
    Conflict, Field, FieldValue, Revision, Side, Snapshot,
    lineage::{Ancestors, Lineage},
};

/// Merges the heads of a note. `None` only if there are none. Costs nothing for one head, else O(r²/64) for r
/// revisions.
pub(super) fn merge(lineage: &Lineage<'_>, heads: &[usize]) -> Option<(Snapshot, Vec<Conflict>)> {
    let (&last, others) = heads.split_last()?;
    let head = lineage.revisions[last];
    if others.is_empty() {
        return Some((head.state.clone(), head.unsettled.clone()));
    }
    let merger = Merger {
        revisions: &lineage.revisions,
        parents: &lineage.parents,
        heads,
        ancestors: lineage.ancestors(),
    };
    Some(merger.merge())
}

struct Merger<'a> {
    revisions: &'a [&'a Revision],
    parents: &'a [Vec<usize>],
    heads: &'a [usize],
    ancestors: Ancestors,
}

impl Merger<'_> {
    fn merge(&self) -> (Snapshot, Vec<Conflict>) {
        let mut state = self.revisions[self.heads[0]].state.clone();
        let mut conflicts = Vec::new();
        for field in Field::CONTENT {
            if let Some(verdict) = self.field(field) {
                state.set(verdict.value);
                conflicts.extend(verdict.open.map(|Open { base, sides }| Conflict { field, base, sides }));
            }
        }
        self.merge_tags(&mut state);
        self.merge_extra(&mut state);
        let deletion = self.deletion();
        state.set(deletion.value);
        let field = Field::Deleted;
        conflicts.extend(deletion.open.map(|Open { base, sides }| Conflict { field, base, sides }));
        (state, conflicts)
    }

    fn head_states(&self) -> impl Iterator<Item = &Snapshot> {
        self.heads.iter().map(|&head| &self.revisions[head].state)
    }

    /// What `field` holds; `None` if all heads agree on it.
    fn field(&self, field: Field) -> Option<Verdict<FieldValue>> {
        let given = |i: usize| given(self.revisions[i], field);
        let first = given(self.heads[0]);
        let agreed = first.open.is_none() && self.heads[1..].iter().all(|&head| given(head) == first);
        (!agreed).then(|| Column::new(self, given).at_heads())
    }

    fn merge_tags(&self, state: &mut Snapshot) {
        let all: BTreeSet<&String> = self.head_states().flat_map(|head| &head.tags).collect();
        for tag in all {
            if self.head_states().all(|head| head.tags.contains(tag)) {
                continue;
            }
            let has = |i: usize| Verdict::settled(self.revisions[i].state.tags.contains(tag));
            let verdict = Column::new(self, has).at_heads();
            if verdict.value || verdict.open.is_some() {
                state.tags.insert(tag.clone());
            } else {
                state.tags.remove(tag);
            }
        }
    }

    fn merge_extra(&self, state: &mut Snapshot) {
        let all: BTreeSet<&String> = self.head_states().flat_map(|head| head.extra.keys()).collect();
        for key in all {
            let first = self.revisions[self.heads[0]].state.extra.get(key);
            if self.head_states().all(|head| head.extra.get(key) == first) {
                continue;
            }
            let value = |i: usize| Verdict::settled(self.revisions[i].state.extra.get(key));
            match Column::new(self, value).at_heads().value.cloned() {
                Some(value) => drop(state.extra.insert(key.clone(), value)),
                // Not `swap_remove`: the other keys keep their order.
                None => drop(state.extra.shift_remove(key)),
            }
        }
    }

    /// Whether the note is deleted, once every head has had its say.
    fn deletion(&self) -> Verdict<FieldValue> {
        let candidates = self.deletion_writers();
        let (deleters, keepers): (Vec<usize>, Vec<usize>) =
            candidates.iter().partition(|&&i| self.revisions[i].state.deleted);
        let was_deleted = || {
            let common = self.ancestors.nearest_common(&candidates);
            !common.is_empty() && common.iter().all(|&i| self.revisions[i].state.deleted)
        };
        if deleters.is_empty() || (!keepers.is_empty() && was_deleted()) {
            return Verdict::settled(FieldValue::Deleted(false));
        }
        let edits: Vec<usize> = (0..self.revisions.len()).filter(|&i| self.is_edit(i)).collect();
        let unseen_by = |deleter: usize| -> Vec<usize> {
            let knows = |a, b| self.ancestors.knows(a, b);
            edits.iter().copied().filter(|&edit| !knows(deleter, edit) && !knows(edit, deleter)).collect()
        };
        let least_unseen = deleters.iter().map(|&i| unseen_by(i)).min_by_key(Vec::len).unwrap_or_default();
        let against = keepers.into_iter().chain(least_unseen);
        let newest = against.map(|i| self.side(i, FieldValue::Deleted(false))).max_by_key(Side::age);
        let oldest = deleters.iter().map(|&i| self.side(i, FieldValue::Deleted(true))).min_by_key(Side::age);
        let (Some(kept), Some(deleted)) = (newest, oldest) else {
            return Verdict::settled(FieldValue::Deleted(true));
        };
        let mut sides = vec![deleted, kept];
        sides.sort_by_key(Side::age);
        let base = Some(FieldValue::Deleted(false));
        Verdict { value: FieldValue::Deleted(false), open: Some(Open { base, sides }) }
    }

    /// The revisions that last said whether the note is deleted. They differ from other writers in that a
    /// revision that leaves the question open says nothing, and one that joins a deleted head with a living
    /// one decides, whichever way.
    fn deletion_writers(&self) -> Vec<usize> {
        let mut writers: Vec<Rc<[usize]>> = Vec::with_capacity(self.revisions.len());
        for (i, parents) in self.parents.iter().enumerate() {
            let given = |i: usize| given(self.revisions[i], Field::Deleted);
            let mine = given(i);
            let silent = mine.open.is_some() || parents.iter().all(|&parent| given(parent) == mine);
            writers.push(match parents[..] {
                [parent] if silent => Rc::clone(&writers[parent]),
                [_, ..] if silent => self.newest_writers(&writers, parents).into(),
                _ => Rc::new([i]),
            });
        }
        self.newest_writers(&writers, self.heads)
    }

    fn newest_writers(&self, writers: &[Rc<[usize]>], at: &[usize]) -> Vec<usize> {
        self.ancestors.newest(at.iter().flat_map(|&i| writers[i].iter().copied()).collect())
    }

    /// Whether a revision says something that none of its parents said.
    fn is_edit(&self, i: usize) -> bool {
        let mine = &self.revisions[i].state;
        !self.parents[i].iter().any(|&parent| {
            let theirs = &self.revisions[parent].state;
            Snapshot { deleted: mine.deleted, ..theirs.clone() } == *mine
        })
    }

    fn side<V>(&self, i: usize, value: V) -> Side<V> {
        let Revision { author, at, id, .. } = self.revisions[i];
        Side { value, author: author.clone(), at: *at, revision: *id }
    }
}

impl<V> Side<V> {
    fn age(&self) -> (super::Timestamp, super::RevisionId) {
        (self.at, self.revision)
    }
}

/// What a field holds somewhere: a value, and the conflict behind it if it is open.
#[derive(Clone, PartialEq)]
struct Verdict<V> {
    value: V,
    open: Option<Open<V>>,
}

#[derive(Clone, PartialEq)]
struct Open<V> {
    base: Option<V>,
    sides: Vec<Side<V>>,
}

impl<V> Verdict<V> {
    fn settled(value: V) -> Self {
        Self { value, open: None }
    }
}

/// What `revision` itself says of `field`.
fn given(revision: &Revision, field: Field) -> Verdict<FieldValue> {
    let conflict = revision.unsettled.iter().find(|conflict| conflict.field == field);
    Verdict {
        value: revision.state.get(field),
        open: conflict.map(|c| Open { base: c.base.clone(), sides: c.sides.clone() }),
    }
}

/// One field through a note's whole lineage.
struct Column<'a, V> {
    merger: &'a Merger<'a>,
    /// What each revision says.
    given: Vec<Verdict<V>>,
    /// For each revision, the revisions that last wrote what it says.
    writers: Vec<Rc<[usize]>>,
}

impl<'a, V: Clone + PartialEq> Column<'a, V> {
    fn new(merger: &'a Merger<'a>, given: impl Fn(usize) -> Verdict<V>) -> Self {
        let given = (0..merger.revisions.len()).map(given).collect();
        let mut column = Self { merger, given, writers: Vec::with_capacity(merger.revisions.len()) };
        for i in 0..merger.revisions.len() {
            let writers = column.writers_of(i);
            column.writers.push(writers);
        }
        column
    }

    fn writers_of(&self, i: usize) -> Rc<[usize]> {
        match self.merger.parents[i][..] {
            [parent] if self.given[parent] == self.given[i] => Rc::clone(&self.writers[parent]),
            [] | [_] => Rc::new([i]),
            ref parents => {
                let candidates = self.merger.newest_writers(&self.writers, parents);
                if self.verdict(&candidates) == self.given[i] { candidates.into() } else { Rc::new([i]) }
            }
        }
    }

    fn at_heads(&self) -> Verdict<V> {
        self.verdict(&self.merger.newest_writers(&self.writers, self.merger.heads))
    }

    /// What writers that do not know of each other come to.
    fn verdict(&self, candidates: &[usize]) -> Verdict<V> {
        if let [only] = candidates {
            return self.given[*only].clone();
        }
        let base = self.base(candidates);
        let mut sides: Vec<Side<V>> = Vec::new();
        for &i in candidates {
            match &self.given[i] {
                Verdict { open: Some(open), .. } => sides.extend(open.sides.iter().cloned()),
                Verdict { value, .. } if base.as_ref() == Some(value) => {}
                Verdict { value, .. } => sides.push(self.merger.side(i, value.clone())),
            }
        }
        sides.sort_by_key(Side::age);
        let mut distinct: Vec<Side<V>> = Vec::new();
        for side in sides {
            if distinct.iter().all(|other| other.value != side.value) {
                distinct.push(side);
            }
        }
        match distinct.last() {
            Some(newest) => {
                let value = newest.value.clone();
                let open = (distinct.len() > 1).then_some(Open { base, sides: distinct });
                Verdict { value, open }
            }
            // Every candidate wrote back what was there before.
            None => self.given[candidates[0]].clone(),
        }
    }

    /// What the field held before the candidates parted, if that is one settled value.
    fn base(&self, candidates: &[usize]) -> Option<V> {
        let common = self.merger.ancestors.nearest_common(candidates);
        let (&first, rest) = common.split_first()?;
        let base = &self.given[first];
        let agreed = base.open.is_none() && rest.iter().all(|&i| self.given[i] == *base);
        agreed.then(|| base.value.clone())
    }
}

//! Notes, revisions and histories at random.

use proptest::{collection, option, prelude::*};
use serde_json::{Value, json};

use super::*;
use crate::text::{CodePointOffset, Digest, Span};

/// Text as people write it and as nobody should: Chinese, signs beyond the basic plane, HTML, quotation marks.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[眉批数字增长承诺，。%0-9 a-z]{0,12}",
        1 => "[𠮷😃é\u{301}<>&\"'\\\\\n]{0,6}",
        1 => Just("<script>alert(1)</script>".to_owned()),
    ]
}

fn target() -> impl Strategy<Value = Target> {
    let scope = prop_oneof![4 => Just(Scope::Passage), 1 => Just(Scope::Paragraph), 1 => Just(Scope::Report)];
    let position = option::of((0usize..60_000, 1usize..200));
    (scope, text(), text(), text(), position, any::<bool>()).prop_map(
        |(scope, exact, prefix, suffix, at, known)| {
            let document = DocumentRef {
                digest: known.then(|| Digest::of("原文")),
                fingerprint: known.then(|| Digest::of("正文")),
                foreign: None,
            };
            let whole = scope == Scope::Report;
            Target {
                scope,
                document,
                quote: if whole { Quote::default() } else { Quote { exact, prefix, suffix } },
                position: at
                    .filter(|_| !whole)
                    .map(|(start, len)| Span::<CodePointOffset>::of(start..start + len)),
                other_selectors: Vec::new(),
            }
        },
    )
}

fn correction() -> impl Strategy<Value = Correction> {
    prop_oneof![
        Just(Correction::NotANumber),
        Just(Correction::NotAStatement),
        Just(Correction::NumberKind("money".to_owned())),
        Just(Correction::Commitment("firm".to_owned())),
    ]
}

/// A JSON value of a few levels.
pub(crate) fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            collection::vec(("[a-z@:]{1,6}", inner), 0..3)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// A note's content.
pub(crate) fn state() -> impl Strategy<Value = Snapshot> {
    let colour = prop_oneof![
        Just(Colour::Gamboge),
        Just(Colour::Azurite),
        Just(Colour::Malachite),
        Just(Colour::Rouge)
    ];
    let status = option::of(prop_oneof![Just(Status::Open), Just(Status::Answered), Just(Status::Done)]);
    let tags = collection::btree_set("[民生绿化重点]{1,3}", 0..3);
    let reply_to = option::weighted(0.2, (1u128..5).prop_map(|n| NoteId(Uuid::from_u128(n))));
    (target(), text(), tags, colour, status, reply_to, option::weighted(0.2, correction()), any::<bool>())
        .prop_map(|(target, text, tags, colour, status, reply_to, correction, deleted)| Snapshot {
            target,
            text,
            tags,
            colour,
            status,
            reply_to,
            correction,
            deleted,
            extra: Map::new(),
        })
}

/// A revision with everything that a revision can hold.
pub(crate) fn revision() -> impl Strategy<Value = Revision> {
    let id = || any::<u128>().prop_map(Uuid::from_u128);
    let conflict = (state(), state(), 0..Field::ALL.len(), any::<bool>());
    let extra = collection::vec(("[a-z]{1,3}", json()), 0..3);
    (id(), id(), collection::vec(id(), 0..3), state(), collection::vec(conflict, 0..2), extra, any::<u32>())
        .prop_map(|(id, note, parents, mut state, conflicts, extra, at)| {
            state.extra = extra.into_iter().collect();
            let side = |value: FieldValue, id: u128| {
                let Stamp { id, author, at } = stamp(id, "丁");
                Side { value, author, at, revision: id }
            };
            let unsettled = conflicts.into_iter().map(|(a, b, field, based)| {
                let field = Field::ALL[field];
                let base = based.then(|| a.get(field));
                Conflict { field, base, sides: vec![side(a.get(field), 7), side(b.get(field), 8)] }
            });
            let author = Agent { id: "urn:uuid:1".to_owned(), name: "甲".to_owned() };
            let mut extra = Map::new();
            extra.insert("later".to_owned(), json!({"version": 2}));
            Revision {
                id: RevisionId(id),
                note: NoteId(note),
                parents: parents.into_iter().map(RevisionId).collect(),
                author,
                at: Timestamp(i64::from(at) * 997),
                begun: (at % 2 == 0).then_some(Timestamp(at.into())),
                state,
                unsettled: unsettled.collect(),
                extra,
            }
        })
}

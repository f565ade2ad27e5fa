//! Merging, case by case.

use super::*;

fn change(base: &Revision, id: u128, author: &str, edit: impl FnOnce(&mut Snapshot)) -> Revision {
    let mut state = base.state.clone();
    edit(&mut state);
    Revision { parents: vec![base.id], ..Revision::first(stamp(id, author), NOTE, state) }
}

fn base() -> Revision {
    let mut state = snapshot("原文");
    state.tags.extend(["绿化".to_owned(), "存疑".to_owned()]);
    Revision::first(stamp(1, "甲"), NOTE, state)
}

/// Merges in every order and answers the one result.
fn merged(revisions: &[&Revision]) -> Note {
    let note = notebook(revisions.iter().copied()).note(NOTE).unwrap();
    assert_eq!(notebook(revisions.iter().copied().rev()).note(NOTE).unwrap(), note);
    note
}

fn sides(note: &Note, field: Field) -> Vec<(FieldValue, &str)> {
    let conflict = note.conflicts.iter().find(|conflict| conflict.field == field);
    conflict.into_iter().flat_map(|c| &c.sides).map(|s| (s.value.clone(), s.author.name.as_str())).collect()
}

fn text(text: &str) -> FieldValue {
    FieldValue::Text(text.to_owned())
}

#[test]
fn changes_to_different_fields_both_hold() {
    let base = base();
    let a = change(&base, 2, "乙", |s| s.text = "改".to_owned());
    let b = change(&base, 3, "丙", |s| s.colour = Colour::Rouge);
    let note = merged(&[&base, &a, &b]);
    assert_eq!((note.state.text.as_str(), note.state.colour), ("改", Colour::Rouge));
    assert_eq!(note.conflicts, []);
    assert_eq!(note.heads, [a.id, b.id]);
    assert_eq!((note.creator, note.created, note.modified), (base.author, base.at, b.at));
}

#[test]
fn two_values_of_one_field_are_a_conflict_with_both() {
    let base = base();
    let a = change(&base, 2, "乙", |s| s.text = "甲方案".to_owned());
    let b = change(&base, 3, "丙", |s| s.text = "乙方案".to_owned());
    let note = merged(&[&base, &a, &b]);
    assert_eq!(sides(&note, Field::Text), [(text("甲方案"), "乙"), (text("乙方案"), "丙")]);
    assert_eq!(note.conflicts[0].base, Some(text("原文")));
    assert_eq!(note.state.text, "乙方案", "the newest shows");
}

#[test]
fn sides_stand_by_time_whatever_came_before_them() {
    let base = base();
    let coloured = change(&base, 9, "乙", |s| s.colour = Colour::Rouge);
    let slow =
        Revision { at: Timestamp(2000), ..change(&coloured, 10, "乙", |s| s.text = "慢钟".to_owned()) };
    let other = change(&base, 5, "丙", |s| s.text = "快钟".to_owned());
    let note = merged(&[&base, &coloured, &slow, &other]);
    assert_eq!(sides(&note, Field::Text), [(text("慢钟"), "乙"), (text("快钟"), "丙")]);
    assert_eq!(note.state.text, "快钟");
}

#[test]
fn the_story_of_a_note_is_told() {
    let base = base();
    let a = change(&base, 2, "乙", |s| {
        s.text = "甲方案".to_owned();
        s.tags.insert("重点".to_owned());
        s.tags.remove("存疑");
    });
    let b = change(&base, 3, "丙", |s| s.text = "乙方案".to_owned());
    let settled = merged(&[&base, &a, &b]).settle(stamp(4, "甲"), [text("甲方案")]);
    let delete = change(&settled, 5, "甲", |s| s.deleted = true);
    let back = change(&delete, 6, "甲", |s| s.deleted = false);
    let book = notebook([&base, &a, &b, &settled, &delete, &back]);
    let told: Vec<Vec<Deed>> = book.timeline(NOTE).into_iter().map(|event| event.deeds).collect();
    let tags = |tag: &str| BTreeSet::from([tag.to_owned()]);
    assert_eq!(
        told,
        [
            vec![Deed::Created],
            vec![Deed::Changed(Field::Text), Deed::Tagged(tags("重点")), Deed::Untagged(tags("存疑"))],
            vec![Deed::Changed(Field::Text)],
            vec![Deed::Settled(Field::Text)],
            vec![Deed::Deleted],
            vec![Deed::Restored],
        ]
    );
}

#[test]
fn the_same_change_twice_is_no_conflict() {
    let base = base();
    let a = change(&base, 2, "乙", |s| s.text = "改".to_owned());
    let b = change(&base, 3, "丙", |s| s.text = "改".to_owned());
    assert_eq!(merged(&[&base, &a, &b]).conflicts, []);
}

#[test]
fn who_changed_it_back_does_not_stand_against_who_changed_it() {
    let base = base();
    let there = change(&base, 2, "乙", |s| s.text = "改".to_owned());
    let back = change(&there, 3, "乙", |s| s.text = "原文".to_owned());
    let other = change(&base, 4, "丙", |s| s.text = "新".to_owned());
    let note = merged(&[&base, &there, &back, &other]);
    assert_eq!((note.state.text.as_str(), note.conflicts.len()), ("新", 0));
}

#[test]
fn a_third_head_from_further_back_makes_no_false_conflict() {
    let base = base();
    let second = change(&base, 2, "甲", |s| s.text = "二稿".to_owned());
    let third = change(&second, 3, "乙", |s| s.text = "三稿".to_owned());
    let tagged = change(&second, 4, "丙", |s| s.tags.extend(["新标签".to_owned()]));
    let coloured = change(&base, 5, "丁", |s| s.colour = Colour::Azurite);
    let note = merged(&[&base, &second, &third, &tagged, &coloured]);
    assert_eq!((note.state.text.as_str(), note.state.colour), ("三稿", Colour::Azurite));
    assert!(note.state.tags.contains("新标签"));
    assert_eq!(note.conflicts, []);
}

#[test]
fn tags_merge_one_by_one() {
    let base = base();
    let a = change(&base, 2, "乙", |s| {
        s.tags.remove("存疑");
        s.tags.insert("属实".to_owned());
    });
    let b = change(&base, 3, "丙", |s| s.tags.extend(["重点".to_owned()]));
    let note = merged(&[&base, &a, &b]);
    assert_eq!(note.state.tags.iter().map(String::as_str).collect::<Vec<_>>(), ["属实", "绿化", "重点"]);
}

#[test]
fn a_deletion_wins_over_what_the_deleter_knew() {
    let base = base();
    let edit = change(&base, 2, "乙", |s| s.text = "改".to_owned());
    let delete = change(&edit, 3, "丙", |s| s.deleted = true);
    assert!(merged(&[&base, &edit, &delete]).state.deleted);
    let twice = change(&edit, 4, "丁", |s| s.deleted = true);
    let note = merged(&[&base, &edit, &delete, &twice]);
    assert!(note.state.deleted && note.conflicts.is_empty());
}

#[test]
fn a_deletion_against_an_edit_is_a_conflict_and_the_note_stays() {
    let base = base();
    let (gone, kept) = (FieldValue::Deleted(true), FieldValue::Deleted(false));
    for (edit, deleted_at) in [
        (change(&base, 3, "乙", |s| s.text = "改".to_owned()), 2),
        (change(&base, 3, "乙", |s| s.tags.extend(["重点".to_owned()])), 4),
        (change(&base, 3, "乙", |s| s.status = Some(Status::Done)), 4),
    ] {
        let delete = change(&base, deleted_at, "丙", |s| s.deleted = true);
        let note = merged(&[&base, &edit, &delete]);
        assert!(!note.state.deleted);
        let mut expected = [(gone.clone(), "丙"), (kept.clone(), "乙")];
        if deleted_at > 3 {
            expected.reverse();
        }
        assert_eq!(sides(&note, Field::Deleted), expected);
        // Either way of settling it holds.
        for value in [gone.clone(), kept.clone()] {
            let settled = note.settle(stamp(9, "甲"), [value.clone()]);
            let after = merged(&[&base, &edit, &delete, &settled]);
            assert_eq!((after.state.get(Field::Deleted), after.conflicts.len()), (value, 0));
        }
    }
}

#[test]
fn a_note_that_was_brought_back_stays() {
    let base = base();
    let delete = change(&base, 2, "乙", |s| s.deleted = true);
    let restored = change(&delete, 3, "丙", |s| s.deleted = false);
    assert!(!merged(&[&base, &delete, &restored]).state.deleted);
    let other = change(&delete, 4, "丁", |s| s.colour = Colour::Rouge);
    let note = merged(&[&base, &delete, &restored, &other]);
    assert!(!note.state.deleted && note.conflicts.is_empty());
}

#[test]
fn who_brought_it_back_and_deleted_it_again_does_not_stand_against_who_brought_it_back() {
    let base = base();
    let delete = change(&base, 2, "乙", |s| s.deleted = true);
    let restored = change(&delete, 3, "丙", |s| s.deleted = false);
    let there = change(&delete, 4, "丁", |s| s.deleted = false);
    let again = change(&there, 5, "丁", |s| s.deleted = true);
    let note = merged(&[&base, &delete, &restored, &there, &again]);
    assert!(!note.state.deleted && note.conflicts.is_empty());
}

#[test]
fn settling_has_all_heads_as_parents_and_is_final() {
    let base = base();
    let a = change(&base, 2, "乙", |s| s.text = "甲方案".to_owned());
    let b = change(&base, 3, "丙", |s| s.text = "乙方案".to_owned());
    let note = merged(&[&base, &a, &b]);
    let settled = note.settle(stamp(4, "甲"), [text("甲方案")]);
    assert_eq!(settled.parents, [a.id, b.id]);
    let note = merged(&[&base, &a, &b, &settled]);
    assert_eq!((note.state.text.as_str(), note.conflicts.len()), ("甲方案", 0));
}

#[test]
fn an_edit_of_another_field_leaves_the_conflict_open() {
    let base = base();
    let a = change(&base, 2, "乙", |s| {
        s.text = "甲方案".to_owned();
        s.colour = Colour::Rouge;
    });
    let b = change(&base, 3, "丙", |s| {
        s.text = "乙方案".to_owned();
        s.colour = Colour::Azurite;
    });
    let note = merged(&[&base, &a, &b]);
    let tagged = note.edit(stamp(4, "甲"), Snapshot { status: Some(Status::Open), ..note.state.clone() });
    let after = merged(&[&base, &a, &b, &tagged]);
    assert_eq!((after.heads.as_slice(), after.state.status), ([tagged.id].as_slice(), Some(Status::Open)));
    assert_eq!(after.conflicts, note.conflicts);

    // One of two conflicts settled: the other stays, with its first authors.
    let half = after.settle(stamp(5, "甲"), [FieldValue::Colour(Colour::Rouge)]);
    let after = merged(&[&base, &a, &b, &tagged, &half]);
    assert_eq!(sides(&after, Field::Text), [(text("甲方案"), "乙"), (text("乙方案"), "丙")]);
    assert_eq!(sides(&after, Field::Colour), []);

    // Somebody who knew only one side goes on from it: his text replaces that side, not the other.
    let later = change(&a, 6, "丁", |s| s.text = "丁方案".to_owned());
    let after = merged(&[&base, &a, &b, &tagged, &half, &later]);
    assert_eq!(sides(&after, Field::Text), [(text("乙方案"), "丙"), (text("丁方案"), "丁")]);
}

#[test]
fn crossing_merges_that_settle_alike_agree_and_otherwise_conflict() {
    let base = base();
    let a = change(&base, 2, "乙", |s| s.text = "甲方案".to_owned());
    let b = change(&base, 3, "丙", |s| s.text = "乙方案".to_owned());
    let note = merged(&[&base, &a, &b]);
    let x = note.settle(stamp(4, "甲"), [text("甲方案")]);
    let y = note.settle(stamp(5, "丁"), [text("乙方案")]);
    let z = note.settle(stamp(6, "戊"), [text("甲方案")]);
    assert_eq!(merged(&[&base, &a, &b, &x, &z]).conflicts, []);
    let crossed = merged(&[&base, &a, &b, &x, &y]);
    assert_eq!(sides(&crossed, Field::Text), [(text("甲方案"), "甲"), (text("乙方案"), "丁")]);
    assert_eq!(crossed.conflicts[0].base, None, "two nearest common ancestors that disagree are no base");
}

#[test]
fn a_foreign_note_read_again_after_a_change_is_a_newer_state_of_it() {
    let first = Revision::first(stamp(1, "外"), NOTE, snapshot("一"));
    let mine = change(&first, 2, "甲", |s| s.colour = Colour::Rouge);
    let second = Revision::first(stamp(3, "外"), NOTE, snapshot("二"));
    let note = merged(&[&first, &mine, &second]);
    assert_eq!((note.state.text.as_str(), note.state.colour, note.conflicts.len()), ("二", Colour::Rouge, 0));
}

#[test]
fn missing_parents_and_cycles_do_no_harm() {
    let base = base();
    let orphan = Revision {
        parents: vec![RevisionId(Uuid::from_u128(99))],
        ..change(&base, 2, "乙", |s| s.text.push('改'))
    };
    let note = merged(&[&base, &orphan]);
    assert_eq!(sides(&note, Field::Text).len(), 2, "no common beginning: both stay");
    assert_eq!(note.conflicts[0].base, None);

    let mut a = change(&base, 2, "乙", |s| s.text = "甲方案".to_owned());
    let mut b = change(&a, 3, "丙", |s| s.text = "乙方案".to_owned());
    a.parents = vec![b.id, a.id];
    b.parents = vec![a.id];
    let note = merged(&[&a, &b]);
    assert_eq!((note.heads, note.state.text.as_str()), (vec![b.id], "乙方案"));
}

#[test]
fn a_squashed_draft_that_somebody_saw_merges_without_a_conflict() {
    let base = base();
    let draft = [
        change(&base, 2, "乙", |s| s.text = "半".to_owned()),
        change(&base, 3, "乙", |s| s.text = "整".to_owned()),
    ];
    let draft = [draft[0].clone(), Revision { parents: vec![draft[0].id], ..draft[1].clone() }];
    let squashed = Revision::squash(RevisionId(Uuid::from_u128(7)), &draft).unwrap();
    assert_eq!(squashed.parents, [base.id]);
    let note = merged(&[&base, &draft[0], &draft[1], &squashed]);
    assert_eq!((note.state.text.as_str(), note.conflicts.len()), ("整", 0));
    assert_eq!(Revision::squash(base.id, &[]), None);
}

#[test]
fn history_is_in_order_and_any_state_comes_back() {
    let base = base();
    let a = change(&base, 5, "乙", |s| s.text = "改".to_owned());
    let b = change(&a, 3, "丙", |s| s.deleted = true); // his clock is slow
    let book = notebook([&b, &a, &base]);
    assert_eq!(book.history(NOTE), [&base, &a, &b]);
    let back = book.note(NOTE).unwrap().restore(stamp(6, "甲"), &a);
    assert_eq!(merged(&[&base, &a, &b, &back]).state, a.state);
}

#[test]
fn a_forged_revision_takes_nobodys_place() {
    let base = base();
    let forged = Revision { state: snapshot("伪造"), ..base.clone() };
    let book = notebook([&base, &forged]);
    let texts: BTreeSet<&str> = book.history(NOTE).iter().map(|r| r.state.text.as_str()).collect();
    assert_eq!(texts, BTreeSet::from(["伪造", "原文"]));
    assert_eq!(book, notebook([&forged, &base, &forged]));

    let nameless = Revision { author: Agent::default(), ..base.clone() };
    assert_eq!(notebook([&base, &nameless]), notebook([&nameless, &base]));
    assert_eq!(notebook([&nameless, &base]).history(NOTE), [&base]);
}

//! A conflict side by side: what each person made of the common beginning.

use crate::note::{Conflict, FieldValue};

/// A text in three parts: what stands between `before` and `after` is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parted {
    /// As it was.
    pub before: String,
    /// Not as it was; empty if something was only taken out.
    pub changed: String,
    /// As it was.
    pub after: String,
}

/// `text` beside `base`, from which it came: the least stretch that holds all that differs, in whole characters.
/// Linear.
pub fn parted(base: &str, text: &str) -> Parted {
    let before: usize =
        base.chars().zip(text.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (base, rest) = (&base[before..], &text[before..]);
    let ends = base.chars().rev().zip(rest.chars().rev()).take_while(|(a, b)| a == b);
    let after: usize = ends.map(|(a, _)| a.len_utf8()).sum();
    let (changed, end) = rest.split_at(rest.len() - after);
    Parted { before: text[..before].to_owned(), changed: changed.to_owned(), after: end.to_owned() }
}

/// All texts of a conflict under each other, the oldest first: nobody's words are lost. `None` where a field holds
/// anything but text, for which there can be only one value.
pub fn both(conflict: &Conflict) -> Option<FieldValue> {
    let mut texts = Vec::new();
    for side in &conflict.sides {
        let FieldValue::Text(text) = &side.value else { return None };
        if !text.trim().is_empty() {
            texts.push(text.trim_end());
        }
    }
    (texts.len() > 1).then(|| FieldValue::Text(texts.join("\n")))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::note::{Agent, Field, RevisionId, Side, Timestamp};

    #[test]
    fn what_changed_is_marked_in_whole_characters() {
        let check = |base: &str, text: &str, expect: (&str, &str, &str)| {
            let Parted { before, changed, after } = parted(base, text);
            assert_eq!((before.as_str(), changed.as_str(), after.as_str()), expect, "{base} → {text}");
        };
        check("请说明原因", "请说明下调原因", ("请说明", "下调", "原因"));
        check("请说明原因", "请说明", ("请说明", "", ""));
        check("一一", "一一一", ("一一", "一", ""));
        check("", "新的", ("", "新的", ""));
        check("同", "同", ("同", "", ""));
        check("甲😀乙", "甲😃乙", ("甲", "😃", "乙"));
    }

    fn conflict(values: Vec<FieldValue>) -> Conflict {
        let side = |value| Side {
            value,
            author: Agent::default(),
            at: Timestamp(0),
            revision: RevisionId(Uuid::from_u128(1)),
        };
        Conflict { field: Field::Text, base: None, sides: values.into_iter().map(side).collect() }
    }

    #[test]
    fn texts_can_stand_together_and_nothing_else() {
        let text = |text: &str| FieldValue::Text(text.to_owned());
        assert_eq!(both(&conflict(vec![text("甲\n"), text("乙")])), Some(text("甲\n乙")));
        assert_eq!(both(&conflict(vec![text("甲"), text(" ")])), None);
        assert_eq!(both(&conflict(vec![FieldValue::Deleted(true), FieldValue::Deleted(false)])), None);
    }
}

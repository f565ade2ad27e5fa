//! Notes behind the report: glossaries, foot and end notes, annexes.

use super::heading::{Class, enumerator};
use crate::text::normal::fold_text;

/// What heads a list of notes or an annex, in normal form.
const HEADS: &[&str] = &[
    "名词解释",
    "名词注解",
    "名词注释",
    "名词说明",
    "名词术语",
    "有关名词",
    "相关名词",
    "部分名词",
    "术语解释",
    "注释",
    "注解",
    "尾注",
    "脚注",
    "附录",
    "附件",
    "附表",
    "附注",
    "附:",
];

/// What may stand anywhere in such a heading.
const INSIDE: &[&str] = &["名词解释", "名词注解", "名词注释", "名词说明", "用语说明", "注释:"];

/// Whether a line heads a list of notes or an annex.
pub(super) fn is_head(line: &str) -> bool {
    if line.len() > 120 {
        return false;
    }
    let folded = fold_text(line);
    let folded = folded.trim_matches(['*', '#', '[', ']', '(', ')']);
    let short = folded.chars().count() <= 30 && !folded.contains([',', ';']) && !folded.ends_with('.');
    short
        && (HEADS.iter().any(|head| folded.starts_with(head))
            || INSIDE.iter().any(|word| folded.contains(word)))
}

/// Whether a paragraph in the text is a note by its own mark: `[1] …`, `〔1〕…`, 注：…
pub(super) fn is_note(folded: &str) -> bool {
    let numbered = folded.strip_prefix('[').is_some_and(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        (1..=3).contains(&digits) && rest[digits..].starts_with(']')
    });
    numbered || folded.starts_with("注:") || folded.starts_with("注1") || folded.starts_with("*注")
}

/// Whether a paragraph behind the closing goes on a list of notes: a number and a term, then what it means.
pub(super) fn is_entry(folded: &str) -> bool {
    let listed = enumerator(folded).is_some_and(|(class, ..)| class > Class::Ordinal);
    is_note(folded) || (listed && folded.contains([':', '指', '是']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_notes_are_known() {
        for line in
            ["名词解释", "**名词解释：**", "附 录", "附件1：项目表", "《政府工作报告》名词解释", "（注释）"]
        {
            assert!(is_head(line), "{line}");
        }
        for line in ["附近小区改造完成", "注释工作，要做好", "附属医院", "名词要规范使用。"]
        {
            assert!(!is_head(line), "{line}");
        }
    }

    #[test]
    fn notes_are_known_by_their_mark() {
        assert!(is_note("[12]零关税:指免征"));
        assert!(is_note("注:*为预计数"));
        assert!(!is_note("[第一组]讨论"));
        assert!(is_entry("1、“六权”:指六种权利"));
        assert!(!is_entry("各位代表!"));
    }
}

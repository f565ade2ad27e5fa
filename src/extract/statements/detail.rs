//! What a commitment says of itself: how hard it binds, whether anyone could check it, by when, whose task.

use super::{Context, clause::Clause, cues::Cue, lexicon::Sense};
use crate::{
    extract::{NumberKind, Strength},
    text::{Offset, Span},
};

/// How hard `clause` binds. `measured` says whether it holds a numeric target.
pub fn strength(clause: &Clause<'_>, measured: bool) -> Strength {
    let Some(head) = clause.head else { return Strength::Firm };
    let sense = head.cue.sense;
    if sense.is(Sense::EXPLORATORY) {
        Strength::Exploratory
    } else if head.effort {
        Strength::Intended
    } else if sense.is(Sense::FIRM) || measured && sense.is(Sense::DEGREE) && reaches(clause) {
        Strength::Firm
    } else {
        Strength::Intended
    }
}

/// Whether a verb of degree names its end: 提高到95%, 提升至12家.
fn reaches(clause: &Clause<'_>) -> bool {
    clause.text[clause.object()].contains(['至', '到', '达'])
}

/// Whether `clause` has all-or-nothing wording that anyone can check: 全覆盖, 上市. Not if all it does is try
/// (鼓励企业上市) or push (加大上市力度).
pub fn checkable(clause: &Clause<'_>) -> bool {
    clause.holds(Sense::CHECKABLE).is_some()
        && !clause.head.is_some_and(|h| h.cue.sense.is(Sense::EXPLORATORY))
        && clause.ends_in(Sense::MECHANISM).is_none()
        && !clause.words().ends_with("力度")
}

/// Whether anyone could check `clause` when the year is over: it has a numeric target, all-or-nothing
/// wording, or delivers a named document, event or building. A mechanism cannot be ticked off.
pub fn measurable(context: &Context<'_>, clause: &Clause<'_>) -> bool {
    if clause.measured || checkable(clause) {
        return true;
    }
    let Some(head) = clause.head else { return false };
    let object = clause.text[clause.object()].trim_end_matches(['”', '）', '》']);
    if clause.ends_in(Sense::MECHANISM.or(Sense::ABSTRACT)).is_some() || object.chars().count() < 2 {
        return false;
    }
    // 推动…实现升级 delivers though its first verb does not; 扩建 inside a name (景区扩建) does not.
    let delivery = |c: &Cue| {
        c.sense.is(Sense::DELIVERY) && c.end < clause.end && (c == head.cue || !c.sense.is(Sense::NOMINAL))
    };
    if clause.cues.inside(head.cue.start..clause.end).any(delivery) {
        return true;
    }
    let stands = clause.ends_in(Sense::FACILITY).is_some() && !object.contains('等');
    match head.cue.word() {
        "开展" | "开展好" | "做好" | "组织" | "组织开展" => one_of_a_row(context, clause),
        "建设" => !head.effort && stands,
        "创建" | "争创" | "申报" => object.contains('“') || one_of_a_row(context, clause),
        _ => false,
    }
}

/// Whether it names one event of a row: 第七次全国人口普查.
fn one_of_a_row(context: &Context<'_>, clause: &Clause<'_>) -> bool {
    clause.numbers.clone().any(|i| context.numbers[i].kind == NumberKind::Ordinal)
}

/// By when, in the report's words: a date or a word of time that governs the verb.
pub fn deadline(context: &Context<'_>, clause: &Clause<'_>) -> Option<Span> {
    let dated = clause.numbers.clone().map(|i| &context.numbers[i]).find(|n| {
        n.kind == NumberKind::Date && {
            let words = context.report.slice(n.span);
            // A date inside the object is part of a name: 制定2020年行动计划.
            words.ends_with(['前', '底', '末']) || clause.head.is_none_or(|h| n.span.end.get() <= h.cue.start)
        }
    });
    let words = clause.holds(Sense::DEADLINE).filter(|cue| {
        // 今年 opens a clause or stands before its verb; inside the object it is part of a name.
        clause.head.is_none_or(|head| {
            cue.start <= head.cue.start || cue.word().ends_with('前') || cue.word() == "年内"
        })
    });
    dated.map(|n| n.span).or_else(|| words.map(Cue::span))
}

/// The departments that `sentence` itself makes answerable: what stands behind 责任单位： or in brackets before
/// 牵头 or 负责, each by itself.
pub fn departments(context: &Context<'_>, sentence: Span) -> Vec<Span> {
    let mut cues = context.cues.inside(sentence.range()).filter(|c| c.sense.is(Sense::ANSWERABLE));
    let Some(list) = cues.find_map(|cue| answerable(context, sentence, cue)) else { return Vec::new() };
    let mut found = Vec::new();
    let mut at = list.start.get();
    for name in context.report.slice(list).split_inclusive(['、', '，', ',', ' ']) {
        let bare = name.trim_end_matches(['、', '，', ',', ' ']);
        let start = at + bare.len() - bare.trim_start_matches('由').len();
        if start < at + bare.len() {
            found.push(Span::of(start..at + bare.len()));
        }
        at += name.len();
    }
    found
}

/// How long a list of departments may be, in bytes, so that unfinished lists are not read again and again.
const LIST: usize = 600;

/// The list of departments that `cue` points to.
fn answerable(context: &Context<'_>, sentence: Span, cue: &Cue) -> Option<Span> {
    let text = context.text();
    let behind = &text[cue.end..sentence.end.get()];
    if !matches!(cue.word(), "负责" | "牵头") {
        let list = behind.strip_prefix(['：', ':'])?;
        let start = sentence.end.get() - list.len();
        let list = &list[..list.floor_char_boundary(LIST)];
        return Some(Span::of(start..start + list.find(['）', ')', '。', '；', '，']).unwrap_or(list.len())));
    }
    behind.strip_prefix(['）', ')'])?;
    let from = text.ceil_char_boundary(sentence.start.get().max(cue.start.saturating_sub(LIST)));
    let before = &text[from..cue.start];
    let list = before.rsplit_once(['（', '('])?.1;
    Some(Span::of(cue.start - list.len()..cue.start))
}

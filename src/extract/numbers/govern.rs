//! What governs a quantity: the verb that sends it somewhere, the words that it measures, and qualifiers
//! and units that a list shares.
//!
//! Must hold: every stretch between two numbers is read a bounded number of times.

use std::{ops::Range, sync::LazyLock};

use super::{
    item::{Item, Unit},
    lexicon::Lexicon,
};
use crate::extract::{
    Approx, Direction,
    Direction::{Decrease, Increase, Reach, ReduceTo},
    NumberKind,
};

/// Verbs with the way they send a quantity; `None` ends the reach of an earlier verb. Source: the guide,
/// and the verbs that stand before numbers in 2,991 reports.
const VERBS: &[(&str, Option<Direction>)] = &[
    ("增长", Some(Increase)),
    ("提高", Some(Increase)),
    ("新增", Some(Increase)),
    ("增设", Some(Increase)),
    ("加装", Some(Increase)),
    ("增加", Some(Increase)),
    ("提升", Some(Increase)),
    ("上升", Some(Increase)),
    ("上涨", Some(Increase)),
    ("净增", Some(Increase)),
    ("净增长", Some(Increase)),
    ("净增加", Some(Increase)),
    ("递增", Some(Increase)),
    ("扩大", Some(Increase)),
    ("增收", Some(Increase)),
    ("增添", Some(Increase)),
    ("增配", Some(Increase)),
    ("上调", Some(Increase)),
    ("加快", Some(Increase)),
    ("零增长", Some(Increase)),
    ("下降", Some(Decrease)),
    ("减少", Some(Decrease)),
    ("消减", Some(Decrease)),
    ("削减", Some(Decrease)),
    ("降低", Some(Decrease)),
    ("减排", Some(Decrease)),
    ("压减", Some(Decrease)),
    ("压缩", Some(Decrease)),
    ("缩短", Some(Decrease)),
    ("缩减", Some(Decrease)),
    ("精简", Some(Decrease)),
    ("净减少", Some(Decrease)),
    ("缩小", Some(Decrease)),
    ("回落", Some(Decrease)),
    ("收窄", Some(Decrease)),
    ("负增长", Some(Decrease)),
    ("下调", Some(Decrease)),
    ("下滑", Some(Decrease)),
    ("下跌", Some(Decrease)),
    ("减免", None),
    ("达到", Some(Reach)),
    ("突破", Some(Reach)),
    ("提高到", Some(Reach)),
    ("提高至", Some(Reach)),
    ("提升到", Some(Reach)),
    ("提升至", Some(Reach)),
    ("增加到", Some(Reach)),
    ("增加至", Some(Reach)),
    ("增长到", Some(Reach)),
    ("增长至", Some(Reach)),
    ("上升到", Some(Reach)),
    ("上升至", Some(Reach)),
    ("扩大到", Some(Reach)),
    ("扩大至", Some(Reach)),
    ("增至", Some(Reach)),
    ("增到", Some(Reach)),
    ("升至", Some(Reach)),
    ("提至", Some(Reach)),
    ("提到", Some(Reach)),
    ("发展到", Some(Reach)),
    ("扩展到", Some(Reach)),
    ("延长到", Some(Reach)),
    ("延长至", Some(Reach)),
    ("降至", Some(ReduceTo)),
    ("降到", Some(ReduceTo)),
    ("降低到", Some(ReduceTo)),
    ("降低至", Some(ReduceTo)),
    ("下降到", Some(ReduceTo)),
    ("下降至", Some(ReduceTo)),
    ("减至", Some(ReduceTo)),
    ("减到", Some(ReduceTo)),
    ("减少到", Some(ReduceTo)),
    ("减少至", Some(ReduceTo)),
    ("压减至", Some(ReduceTo)),
    ("压减到", Some(ReduceTo)),
    ("压缩至", Some(ReduceTo)),
    ("压缩到", Some(ReduceTo)),
    ("精简至", Some(ReduceTo)),
    ("精简到", Some(ReduceTo)),
    ("缩短至", Some(ReduceTo)),
    ("缩短到", Some(ReduceTo)),
    ("缩减至", Some(ReduceTo)),
    ("缩小到", Some(ReduceTo)),
    ("缩小至", Some(ReduceTo)),
    ("收窄至", Some(ReduceTo)),
    ("收窄到", Some(ReduceTo)),
    ("下调至", Some(ReduceTo)),
    ("清", Some(ReduceTo)),
    ("控制在", None),
    ("保持在", None),
    ("稳定在", None),
    ("维持在", None),
    ("完成", None),
    ("实现", None),
    ("建成", None),
    ("建设", None),
    ("新建", None),
    ("改造", None),
    ("开展", None),
    ("举办", None),
    ("发放", None),
    ("拆除", None),
    ("检查", None),
    ("查处", None),
    ("推动", None),
    ("推进", None),
    ("启动", None),
    ("打造", None),
    ("引进", None),
    ("培育", None),
    ("创建", None),
    ("实施", None),
    ("覆盖", None),
    ("惠及", None),
    ("占", None),
    ("高于", None),
    ("低于", None),
    ("快于", None),
    ("达标", None),
    ("从", None),
    ("由", None),
    ("获得", None),
    ("投资", None),
    ("投入", None),
    ("累计", None),
    ("增长率", None),
    ("增长点", None),
    ("下降率", None),
    ("超过", None),
    ("居", None),
    ("列", None),
];

/// Verbs of one character, which count only right before the number.
const TOUCHING: &[(char, Direction)] = &[
    ('增', Increase),
    ('升', Increase),
    ('涨', Increase),
    ('降', Decrease),
    ('减', Decrease),
    ('达', Reach),
    ('至', Reach),
];

static VERB: LazyLock<Lexicon<Option<Direction>>> = LazyLock::new(|| Lexicon::forward(VERBS.iter().copied()));

/// Hands qualifiers and units of a list to its members: 98.8%、99.5%以上, 超过98%、85%, 0.7个和0.6个百分点.
pub(super) fn spread(chars: &[char], items: &mut [Item]) {
    for i in (1..items.len()).rev() {
        let (head, tail) = items.split_at_mut(i);
        let (Some(left), Some(right)) = (head.last_mut(), tail.first()) else { continue };
        if !neighbours(chars, left, right) {
            continue;
        }
        share_unit(left, right);
        let behind = matches!(right.approx, Approx::AtLeast | Approx::AtMost | Approx::About)
            && ends_with_qualifier(chars, right);
        if behind
            && left.approx == Approx::Exact
            && left.kind == right.kind
            && left.kind != NumberKind::Duration
        {
            left.approx = right.approx;
        }
    }
    for i in 1..items.len() {
        let (head, tail) = items.split_at_mut(i);
        let (Some(left), Some(right)) = (head.last(), tail.first_mut()) else { continue };
        let before = left.approx != Approx::Exact
            && !ends_with_qualifier(chars, left)
            && starts_with_qualifier(chars, left);
        if before
            && neighbours(chars, left, right)
            && right.approx == Approx::Exact
            && left.kind == right.kind
        {
            right.approx = left.approx;
        }
    }
}

/// Hands the unit of the last member of a list to one before it that has none: 2.0、1.4和7.6个百分点.
fn share_unit(left: &mut Item, right: &Item) {
    let bare = left.unit == Unit::None && matches!(left.rule.name, "number.bare" | "number.code.bare");
    let points = right.kind == NumberKind::PercentagePoint && left.rule.entry == "个";
    if !right.kind.is_quantity() || right.unit == Unit::None || !(bare || points) {
        return;
    }
    let power = if matches!(right.kind, NumberKind::Percent | NumberKind::PercentagePoint) { -2 } else { 0 };
    // 5、6万吨: whether the 万 is shared is for the reader to say.
    let doubtful = right.power > 0 && left.power == 0;
    left.value = left.value.filter(|_| !doubtful).and_then(|v| v.shift(power));
    left.kind = right.kind;
    left.unit = right.unit.clone();
    left.rule = right.rule.clone();
}

fn neighbours(chars: &[char], left: &Item, right: &Item) -> bool {
    matches!(chars.get(left.range.end..right.range.start), Some(['、' | '和' | '及' | '与']))
}

fn ends_with_qualifier(chars: &[char], item: &Item) -> bool {
    let tail = &chars[item.range.end.saturating_sub(2).max(item.range.start)..item.range.end];
    matches!(tail, ['以', '上' | '下' | '内'] | ['左', '右'] | ['上', '下'])
}

fn starts_with_qualifier(chars: &[char], item: &Item) -> bool {
    matches!(chars[item.range.start], '超' | '近' | '约' | '逾' | '不')
}

/// Whether `c` ends a clause.
fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '；' | '。' | '！' | '？' | ';' | '：' | ',' | '\t')
}

/// What is known of a clause while its numbers are walked over.
#[derive(Default)]
struct Clause {
    /// The last verb.
    verb: Option<Verb>,
    /// Whether 至少 stood in it.
    at_least: bool,
    subject: Range<usize>,
}

#[derive(Clone, Copy)]
struct Verb {
    direction: Option<Direction>,
    entry: &'static str,
    /// A number stands right behind it, or behind such a number in a list.
    touches: bool,
}

impl Clause {
    /// Where the verb sends a quantity of this kind. 提升 and its like act on things as often as on
    /// figures, and a span of time is more often a name's part (三年行动) than what changes.
    fn direction(&self, kind: NumberKind) -> Option<Direction> {
        let verb = self.verb?;
        let acts = matches!(verb.entry, "提升" | "提高" | "扩大" | "缩小" | "上升" | "加快");
        let runs = matches!(verb.entry, "缩短" | "压缩" | "压减" | "延长" | "增加" | "减少");
        let fits =
            if kind == NumberKind::Duration { runs || !acts && verb.touches } else { verb.touches || !acts };
        verb.direction.filter(|_| fits)
    }
}

/// Sets direction and subject of the quantities of one line. One walk over the line.
pub(super) fn direct(chars: &[char], items: &mut [Item]) {
    let mut clause = Clause::default();
    let mut from = 0;
    for item in items {
        let here = item.range.clone();
        let mut chunk = from;
        let mut named = None;
        let mut met = false;
        let mut at = from;
        while at < here.start {
            if ends_clause(chars[at]) {
                clause = Clause::default();
                (chunk, named) = (at + 1, None);
                at += 1;
            } else if let Some(hit) = VERB.longest(chars, at).filter(|hit| at + hit.len <= here.start) {
                let touches = at + hit.len == here.start;
                met = touches;
                clause.verb = Some(Verb { direction: hit.value, entry: hit.entry, touches });
                named = named.or(Some(chunk..at));
                at += hit.len;
            } else {
                clause.at_least |= chars[at] == '至' && chars.get(at + 1) == Some(&'少');
                at += 1;
            }
        }
        if let Some(direction) = touching(chars, here.start, from).filter(|_| !met) {
            clause.verb = Some(Verb { direction: Some(direction), entry: "", touches: true });
        }
        if item.kind.is_quantity() {
            let nought_grows =
                chars[here.start] == '零' && chars.get(here.end..here.end + 2) == Some(&['增', '长'][..]);
            item.direction = if nought_grows { Some(Increase) } else { clause.direction(item.kind) };
            if clause.at_least && item.approx == Approx::Exact {
                item.approx = Approx::AtLeast;
            }
            let own = name_of(chars, named.unwrap_or(chunk..here.start));
            if !own.is_empty() {
                clause.subject = own;
            }
            item.subject = clause.subject.clone();
        }
        from = here.end;
    }
}

/// The verb of one character right before `at`, unless it ends another word.
fn touching(chars: &[char], at: usize, floor: usize) -> Option<Direction> {
    let last = at.checked_sub(1).filter(|&i| i >= floor).map(|i| chars[i])?;
    let &(_, direction) = TOUCHING.iter().find(|&&(c, _)| c == last)?;
    VERBS_END.longest(chars, at).is_none().then_some(direction)
}

/// Words that end with one of [`TOUCHING`] and are no such verb or already counted.
static VERBS_END: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::backward(
        [
            "降至",
            "减至",
            "精简至",
            "缩短至",
            "压减至",
            "压缩至",
            "下降至",
            "降低至",
            "减少至",
            "收窄至",
            "缩小至",
            "甚至",
            "以至",
            "截至",
            "发达",
            "到达",
        ]
        .map(|w| (w, ())),
    )
});

/// The words of a subject inside `range`: without marks at its ends, at most twelve characters.
fn name_of(chars: &[char], range: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start, range.end);
    while start < end && !chars[start].is_alphanumeric() && chars[start] != '“' {
        start += 1;
    }
    while end > start && !chars[end - 1].is_alphanumeric() && chars[end - 1] != '”' {
        end -= 1;
    }
    start.max(end.saturating_sub(12))..end
}

//! What governs a quantity: the verb that sends it somewhere, and a qualifier that stands apart from it.
//!
//! Must hold: one walk over the line, however many numbers stand in it.

use super::{
    item::Item,
    lists, subject,
    verbs::{self, VERB},
};
use crate::{
    extract::{
        Approx,
        Direction::{self, Increase},
        NumberKind,
    },
    text::chars::CharSet,
};

/// What ends a clause.
static ENDS: CharSet = CharSet::of("，；。！？;：,\t");

/// Whether `c` ends a clause.
#[inline]
pub(super) fn ends_clause(c: char) -> bool {
    ENDS.has(c)
}

/// What is known of a clause while its numbers are walked over.
#[derive(Clone, Copy, Default)]
struct Clause {
    /// The last verb.
    verb: Option<Verb>,
    /// Whether 至少 stood in it.
    at_least: bool,
}

#[derive(Clone, Copy)]
struct Verb {
    direction: Option<Direction>,
    entry: &'static str,
    /// A number stands right behind it, or behind such a number in a list.
    touches: bool,
}

impl Verb {
    /// Whether it tells how one figure went (增长, 达到, 降至) and stood right before it.
    fn tells_a_course(self) -> bool {
        let brings = self.entry.starts_with("新增")
            || self.entry.starts_with("增设")
            || self.entry.starts_with("加装");
        let moves = matches!(
            self.entry,
            "增加" | "减少" | "净增" | "净减少" | "消减" | "压减" | "增添" | "增配" | "增建"
        );
        self.touches && !brings && !moves
    }
}

impl Clause {
    /// Where the verb sends a quantity of this kind. 提升 and its like act on things as often as on
    /// figures, and a span of time is more often a name's part (三年行动) than what changes.
    fn direction(self, kind: NumberKind) -> Option<Direction> {
        let verb = self.verb?;
        let acts = matches!(verb.entry, "提升" | "提高" | "扩大" | "缩小" | "上升" | "加快" | "延长");
        let runs = matches!(verb.entry, "缩短" | "压缩" | "压减" | "增加" | "减少");
        let fits = match kind {
            NumberKind::Duration => runs || verb.touches && !acts || verb.touches && verb.entry == "延长",
            _ => verb.touches || !acts,
        };
        verb.direction.filter(|_| fits)
    }
}

/// Sets the directions of the quantities of one line, and what they measure.
pub(super) fn direct(chars: &[char], items: &mut [Item]) {
    let mut clause = Clause::default();
    let mut from = 0;
    for item in items.iter_mut() {
        let here = item.range.clone();
        // What stands before the clause of the number governs nothing.
        if let Some(end) = chars[from..here.start].iter().rposition(|&c| ends_clause(c)) {
            clause = Clause::default();
            from += end + 1;
        }
        clause = walk(chars, from, here.start, clause);
        from = here.end;
        if !item.kind.is_quantity() {
            continue;
        }
        let nought_grows = chars[here.start] == '零' && chars[here.end..].starts_with(&['增', '长']);
        let direction = if nought_grows { Some(Increase) } else { clause.direction(item.kind) };
        item.direction = direction.filter(|_| !is_threshold(chars, item));
        if clause.at_least && item.approx == Approx::Exact {
            item.approx = Approx::AtLeast;
        }
    }
    subject::assign(chars, items);
}

/// Reads on from `at` to the number at `to` in the same clause.
fn walk(chars: &[char], mut at: usize, to: usize, mut clause: Clause) -> Clause {
    let floor = at;
    let mut met = false;
    // 增长6%、收入5亿元: a verb that tells a figure's own course ends with it; what 新增 brings goes on.
    let listed = matches!(chars.get(at..to), Some(['、' | '和' | '及' | '与']));
    if !listed && clause.verb.is_some_and(Verb::tells_a_course) {
        clause.verb = None;
    }
    while at < to {
        if let Some(hit) = VERB.longest(chars, at).filter(|hit| at + hit.len <= to) {
            let touches = at + hit.len == to;
            met = touches;
            // 增长的贡献: a verb before 的 only describes.
            let direction = hit.value.filter(|_| chars.get(at + hit.len) != Some(&'的'));
            clause.verb = Some(Verb { direction, entry: hit.entry, touches });
            at += hit.len;
        } else {
            clause.at_least |= chars[at] == '至' && chars.get(at + 1) == Some(&'少');
            at += 1;
        }
    }
    if let Some(direction) = verbs::touching(chars, to, floor).filter(|_| !met) {
        clause.verb = Some(Verb { direction: Some(direction), entry: "", touches: true });
    }
    clause
}

/// 新增亿元以上项目20个: what a sum with 以上 stands before is counted, and the sum itself goes nowhere.
fn is_threshold(chars: &[char], item: &Item) -> bool {
    let noun = chars
        .get(item.range.end)
        .is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}') && *c != '和' && *c != '的');
    item.approx == Approx::AtLeast && noun && lists::ends_with_qualifier(chars, item)
}

//! Whether one clause of a plan promises something, and how.
//!
//! Nearly every clause of a plan does. What does not is told by its words and its place: descriptions, adverbial
//! lead-ins, declarations of attitude, what an action is good for, and states that are hoped for. A figure or
//! all-or-nothing wording outweighs most of these.

use super::{
    Context,
    clause::{Clause, Head},
    cues::Cue,
    detail,
    lexicon::Sense,
};
use crate::{
    extract::{NumberKind, Strength},
    text::Offset,
};

/// Why a clause counts.
#[derive(Clone, Copy)]
pub struct Verdict {
    /// The rule's name.
    pub rule: &'static str,
    /// The word of the lexicon that fired.
    pub entry: &'static str,
    /// How hard the clause binds.
    pub strength: Strength,
}

/// Where a clause stands in its sentence.
#[derive(Clone, Copy)]
pub struct Place {
    /// How many clauses stand before it.
    pub index: usize,
    /// How many commitments the sentence has had so far.
    pub found: usize,
    /// Whether it is the last clause.
    pub last: bool,
}

/// Whether `clause` promises something, and why.
pub fn judge(context: &Context<'_>, clause: &Clause<'_>, place: Place) -> Option<Verdict> {
    let measured = clause.measured;
    let checkable = detail::checkable(clause);
    let sure = measured || checkable;
    let Some(head) = clause.head else {
        let entry = "";
        let stated = sets_a_figure(context, clause)
            && clause.holds(Sense::DESCRIPTION).is_none()
            && clause.opens_with(Sense::LEAD_IN).is_none();
        return stated.then_some(Verdict { rule: "commitment.figure", entry, strength: Strength::Firm });
    };
    if is_description(clause, measured) || is_lead_in(clause, place, sure) || !sure && is_attitude(clause) {
        return None;
    }
    if !sure && is_whole_work(clause) || announces_list(clause) || only_dates(context, clause) {
        return None;
    }
    if !sure && (is_tail(clause, place) || is_state(clause)) {
        return None;
    }
    // 让…成为…: whatever it counts, somebody else does it.
    if head.cue.sense.is(Sense::PURPOSE) && !head.cue.sense.is(Sense::INTENDED) {
        return None;
    }
    let rule = if head.leads { "commitment.verb" } else { "commitment.subject" };
    Some(Verdict { rule, entry: head.cue.word(), strength: detail::strength(clause, measured) })
}

/// Whether a figure is what `clause` says (奶牛存栏3.75万头, 共办20场展会), not what describes a noun in it (产值过亿元
/// 的企业).
fn sets_a_figure(context: &Context<'_>, clause: &Clause<'_>) -> bool {
    let last = clause.numbers.clone().rfind(|&i| context.measures[i]).map(|i| context.numbers[i].span);
    last.is_some_and(|figure| !context.text()[figure.end.get()..clause.end].contains('的'))
}

/// Says what is, not what will be done.
fn is_description(clause: &Clause<'_>, measured: bool) -> bool {
    let Some(head) = clause.head else { return false };
    if clause.holds(Sense::FOLLOWS).is_some() {
        return true;
    }
    if is_past(clause) || !measured && is_copular(clause) {
        return true;
    }
    if head.leads {
        // 推动转型任务艰巨: what leads is the subject.
        let opens = clause.cues.at(clause.core, clause.end, Sense::DESCRIPTION).is_some();
        return opens || clause.ends_in(Sense::DESCRIPTION.or(Sense::SITUATION)).is_some();
    }
    clause.holds(Sense::DESCRIPTION).is_some()
}

/// Says that something is something: 创新的本质是….
fn is_copular(clause: &Clause<'_>) -> bool {
    let copula = |cue: &&Cue| cue.sense.is(Sense::COPULA);
    let joins = |cue: &Cue| {
        let before = &clause.text[clause.core..cue.start];
        !NOT_COPULAS.iter().any(|word| before.ends_with(word)) && !before.ends_with(['“', '《'])
    };
    clause.may(Sense::COPULA) && clause.cues.inside(clause.core..clause.end).filter(copula).any(joins)
}

/// What makes 是 part of another word.
const NOT_COPULAS: [&str; 9] = ["但", "还", "尤其", "特别", "凡", "于", "总", "实事求", "一"];

/// Tells what was done: 奠定了基础.
pub fn is_past(clause: &Clause<'_>) -> bool {
    let particle = |cue: &&Cue| cue.sense.is(Sense::PAST);
    let tells = |cue: &Cue| {
        !clause.text[clause.start..cue.start].ends_with('为') && !clause.text[cue.end..].starts_with('解')
    };
    clause.may(Sense::PAST) && clause.cues.inside(clause.start..clause.end).filter(particle).any(tells)
}

/// An adverbial lead-in: 围绕…, 以…为…, 发挥…作用.
pub fn is_lead_in(clause: &Clause<'_>, place: Place, sure: bool) -> bool {
    // 突出抓好…: a longer verb starts where the means does.
    let verb = clause.head.map(|h| h.cue);
    let means =
        clause.opens_with(Sense::MEANS).filter(|m| verb.is_none_or(|v| v.start > m.start || v.end <= m.end));
    if let Some(means) = means {
        let used = clause.ends_in(Sense::RESOURCE).is_some() || means.word().contains("发挥");
        let tool = !means.sense.is(Sense::FIRM.or(Sense::INTENDED)) && !place.last;
        if used || tool && !sure {
            return true;
        }
    }
    if !sure && clause.ends_in(Sense::SCOPE).is_some() {
        return true;
    }
    if let (Some(phrase), Some(head)) =
        (clause.cues.at(clause.core, clause.end, Sense::PREPOSITION), clause.head)
    {
        // 在…服务领域求突破: only a noun stands in the phrase.
        let noun = head.cue.sense.is(Sense::NOMINAL) && !head.adverb;
        let scope = ["领域", "方面", "上"].iter().any(|word| clause.text[clause.object()].contains(word));
        if matches!(phrase.word(), "在" | "从" | "与") && noun && scope && !sure {
            return true;
        }
    }
    let Some(lead) = clause.opens_with(Sense::LEAD_IN) else { return false };
    let swallowed = |v: &Cue| v.start == lead.start && v.end > lead.end;
    let adverb = |h: &Head<'_>| lead.sense.is(Sense::ADVERB) && h.leads && h.cue.start >= lead.end;
    if clause.head.is_some_and(|h| swallowed(h.cue) || adverb(&h)) {
        // 突出抓好…: an adverb or part of a verb, unlike 突出重点.
        return false;
    }
    let verb_behind = clause.head.is_some_and(|h| h.cue.start >= lead.end);
    let kept = lead.word() == "坚持" && clause.ends_in(Sense::MECHANISM).is_some();
    match lead.word() {
        _ if kept => false,
        "通过" if clause.words().contains("验收") || clause.words().contains("评审") => false,
        "以" => {
            !place.last && !sure
                || !clause.head.is_some_and(|h| h.cue.start >= lead.end && !h.cue.sense.is(Sense::NOMINAL))
        }
        "把" => ["作为", "摆在", "放在", "贯穿", "落到", "变为", "转化"]
            .iter()
            .any(|w| clause.words().contains(w)),
        _ if place.last => !verb_behind,
        _ => !sure || lead.word() != "按照",
    }
}

/// Promises no more than to do the work: 做好今年各项工作, but not 做好人防、气象等各项工作.
fn is_whole_work(clause: &Clause<'_>) -> bool {
    clause.ends_in(Sense::WHOLE_WORK).is_some() && !clause.text[clause.object()].contains('、')
}

/// Only says by when what follows is done: 力争到2018年.
fn only_dates(context: &Context<'_>, clause: &Clause<'_>) -> bool {
    let mut numbers = clause.numbers.clone().map(|i| &context.numbers[i]);
    let (Some(date), None) = (numbers.next(), numbers.next()) else { return false };
    let before = &clause.text[clause.start..date.span.start.get()];
    date.kind == NumberKind::Date
        && date.span.end.get() == clause.end
        && before.ends_with(['到', '在', '至'])
        && before.chars().count() <= 4
}

/// Only says how many things follow: 重点抓好九个方面工作, but not 完成12项工作.
fn announces_list(clause: &Clause<'_>) -> bool {
    let words = clause.words().trim_end_matches('：');
    let counted = LISTS.iter().find_map(|end| words.strip_suffix(end));
    counted.is_some_and(|before| before.ends_with(|c| "二三四五六七八九十".contains(c)))
        && ANNOUNCERS.iter().any(|verb| words.contains(verb))
}

/// What is counted where a list is announced.
const LISTS: [&str; 8] =
    ["个方面工作", "个方面的工作", "方面工作", "方面的工作", "项工作", "项重点工作", "个方面", "项任务"];

/// The verbs of such an announcement.
const ANNOUNCERS: [&str; 7] = ["抓好", "做好", "抓住", "推进", "突出", "从", "围绕"];

/// A declaration of attitude.
fn is_attitude(clause: &Clause<'_>) -> bool {
    if clause.ends_in(Sense::SPIRIT).is_some() {
        // 落实…规定精神 is about the rule.
        return clause.holds(Sense::DOCUMENT).is_none();
    }
    let Some(attitude) = clause.opens_with(Sense::ATTITUDE) else { return false };
    let stronger = clause.head.is_some_and(|h| h.cue.start == attitude.start && h.cue.end > attitude.end);
    !stronger && !clause.text[attitude.end..clause.end].starts_with('《')
}

/// What an action is good for: 让…, 促进…, 不断提升…水平.
fn is_tail(clause: &Clause<'_>, place: Place) -> bool {
    let Some(head) = clause.head else { return false };
    let sense = head.cue.sense;
    let vague = clause.ends_in(Sense::ABSTRACT).is_some();
    let follows = place.found > 0;
    if head.effort {
        return false;
    }
    if sense.is(Sense::PURPOSE) {
        return follows && clause.ends_in(Sense::MECHANISM).is_none() || vague;
    }
    if sense.is(Sense::DEGREE) {
        return vague && (place.index > 0 || head.endless);
    }
    match head.cue.word() {
        "确保" | "保证" | "实现" | "做到" => vague,
        // 推动金融业稳步发展 is a hope, 推动高铁经济区发展 a task.
        "推动" | "推进" => follows && place.last && (vague && head.endless || in_good_order(clause)),
        _ => false,
    }
}

/// Whether it ends in how something goes on, rather than in what: 规范运行, 良性互动.
fn in_good_order(clause: &Clause<'_>) -> bool {
    let manner = 4 * '字'.len_utf8();
    clause.ends_in(Sense::ABSTRACT).is_some_and(|cue| cue.end - cue.start >= manner)
}

/// Whether a thing is there, or nearer, when the verb behind it is done: 二期项目开工建设, 东线水库加快建设.
fn stands(clause: &Clause<'_>, head: &Head<'_>) -> bool {
    let there = ["开工", "开工建设", "竣工", "投产", "投用", "通车", "贯通", "开业", "开园", "建成", "完工"];
    let nearer = clause.words().ends_with("加快建设") || clause.words().ends_with("加快推进");
    !head.leads && (nearer || head.cue.end == clause.end && there.contains(&head.cue.word()))
}

/// A state that is told of a subject, without an object: 群众获得感不断增强.
fn is_state(clause: &Clause<'_>) -> bool {
    // 能力显著增强: the last verb has an adverb and no object.
    let changed = clause.ends_in(Sense::VERB).is_some_and(|verb| {
        clause
            .cues
            .inside(clause.start..verb.start)
            .any(|c| c.end == verb.start && c.sense.is(Sense::ENDLESS))
    });
    clause.head.filter(|head| !stands(clause, head)).is_some_and(|head| {
        let object = clause.text[head.cue.end..clause.end].chars().count();
        let phrase = Sense::PREPOSITION.or(Sense::LEAD_IN);
        let prepositional = clause.cues.at(clause.core, clause.end, phrase).is_some();
        // 海洋开发潜力很大: without a modal or an adverb what could be a noun is one.
        let modal = clause.text[clause.start..head.cue.start].contains(['要', '将', '须', '应']);
        let noun = head.cue.sense.is(Sense::NOMINAL) && !modal && !head.adverb;
        !head.leads
            && (object < 2
                || changed
                || noun && !prepositional
                || !prepositional && !head.cue.sense.is(Sense::FIRM) && !head.effort && object < 3)
    })
}

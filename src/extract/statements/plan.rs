//! Commitments: clauses of the plan that promise one concrete action or target.
//!
//! Nearly every clause of a plan promises something; the work is to tell what does not: the guiding thought,
//! topic sentences, adverbial lead-ins, declarations of attitude, and what an action is good for.

use super::{Context, clause::Clause, detail, lexicon::Sense};
use crate::{
    extract::{Rule, Statement, StatementKind, Strength},
    report,
    text::{Offset, Span},
};

/// A topic sentence is short; a longer one says something.
const TOPIC_CHARS: usize = 44;

/// Where in the plan we are.
#[derive(Default)]
pub struct Outline {
    /// Under a heading of guiding thought.
    guiding: bool,
    /// In a list of targets that the paragraph before has opened, with its deadline.
    targets: Option<Targets>,
}

/// A list of targets.
#[derive(Clone, Copy)]
struct Targets {
    /// The year that it names.
    deadline: Option<Span>,
}

/// Why a clause counts.
#[derive(Clone, Copy)]
struct Verdict {
    rule: &'static str,
    entry: &'static str,
    strength: Strength,
}

impl Outline {
    /// Takes note of a heading.
    pub fn heading(&mut self, context: &Context<'_>) {
        let range = context.report.blocks[context.block].span.range();
        self.guiding = context.cues.first(range.clone(), Sense::GUIDING).is_some()
            && !context.report.text[range].contains("目标");
        self.targets = None;
    }

    /// Adds the commitments of one paragraph.
    pub fn paragraph(&mut self, context: &Context<'_>, statements: &mut Vec<Statement>) {
        let block = context.report.blocks[context.block].span;
        let sentences: Vec<Span> = report::sentences(context.report, context.block).collect();
        let listed = context.report.slice(block).starts_with(['—', '－', '-', '─']);
        let carried = self.targets.take().filter(|_| listed || context.measures(block));
        let mut guiding = self.guiding;
        let mut theme = None;
        let mut situation = false;
        for (i, &sentence) in sentences.iter().enumerate() {
            let cues = context.cues;
            let (lead, body) = split_lead(context, sentence);
            guiding |= states_guidance(context, sentence);
            let opened = cues
                .first(lead.range(), Sense::TARGETS)
                .is_some()
                .then(|| Targets { deadline: year_of(context, lead) });
            if opened.is_some() && body.is_empty() {
                self.targets = opened;
                continue;
            }
            let targets = opened.or(carried);
            if guiding && targets.is_none() {
                continue;
            }
            if let Some(targets) = targets {
                add_targets(context, body, targets, statements);
                continue;
            }
            // A paragraph that starts with the situation is about it.
            let described = is_situation(context, sentence);
            situation |= described && i == 0;
            if described || situation && !context.measures(sentence) {
                continue;
            }
            // A topic opens a paragraph, or an item (一是…) that later sentences fill.
            let next = sentences.get(i + 1);
            let opens = i == 0 || is_item(context, sentence) && next.is_some_and(|&n| !is_item(context, n));
            if opens && next.is_some() && is_topic(context, sentence) {
                theme = Some(trim_mark(context, sentence));
                continue;
            }
            add_sentence(context, sentence, theme, statements);
        }
        self.targets = self.targets.or(carried);
    }
}

/// Whether `sentence` opens the guiding thought: 总体要求是…, 指导思想：….
fn states_guidance(context: &Context<'_>, sentence: Span) -> bool {
    let mut cues = context.cues.inside(sentence.range()).filter(|c| c.sense.is(Sense::GUIDING));
    cues.any(|cue| context.text()[cue.end..].starts_with(['是', '：', ':', '为', '，']))
}

/// A sentence's lead before its first colon (empty if it has none) and the rest.
fn split_lead(context: &Context<'_>, sentence: Span) -> (Span, Span) {
    let text = context.report.slice(sentence);
    let start = sentence.start.get();
    match text.find('：') {
        Some(at) if !text[..at].contains(['《', '“', '（']) => {
            let after = start + at + '：'.len_utf8();
            (Span::of(start..start + at), Span::of(after..sentence.end.get()))
        }
        _ => (Span::of(start..start), sentence),
    }
}

/// The year or word of time that a list of targets names.
fn year_of(context: &Context<'_>, lead: Span) -> Option<Span> {
    let word = context.cues.first(lead.range(), Sense::DEADLINE).map(|cue| cue.span());
    let date = context
        .numbers_in(lead)
        .map(|i| &context.numbers[i])
        .find(|n| n.kind == crate::extract::NumberKind::Date)
        .map(|n| n.span);
    date.or(word)
}

/// Every item of a list of targets is firm and due in the year that the list names.
fn add_targets(context: &Context<'_>, body: Span, targets: Targets, statements: &mut Vec<Statement>) {
    for span in report::clauses(context.report, body) {
        let clause = clause(context, span);
        let checkable = clause.holds(Sense::CHECKABLE);
        let binds = clause.head.is_some_and(|h| h.cue.sense.is(Sense::FIRM) && !h.effort);
        if !context.measures(span) && checkable.is_none() && !binds {
            continue;
        }
        let deadline = detail::deadline(context, &clause, span).or(targets.deadline);
        let entry = clause.head.map(|h| h.cue).or(checkable).map_or("", |cue| cue.word());
        let verdict = Verdict { rule: "commitment.target", entry, strength: Strength::Firm };
        statements.push(statement(context, &clause, span, verdict, deadline, None, body));
    }
}

fn add_sentence(context: &Context<'_>, sentence: Span, theme: Option<Span>, statements: &mut Vec<Statement>) {
    let (lead, body) = split_lead(context, sentence);
    // What stands before the colon announces (着重抓好三个方面：), unless it sets a figure.
    let leads = report::clauses(context.report, lead);
    let mut spans: Vec<Span> = leads.filter(|&s| s.end < lead.end || context.measures(s)).collect();
    spans.extend(report::clauses(context.report, body));
    let mut found = 0;
    let mut deadline = None;
    for (i, &span) in spans.iter().enumerate() {
        let clause = clause(context, span);
        let place = Place { index: i, found, last: i + 1 == spans.len() };
        let own = detail::deadline(context, &clause, span);
        let Some(verdict) = judge(context, &clause, span, place) else {
            // 年底前，完成…: a deadline that stands alone governs what follows.
            deadline = own.or(deadline);
            continue;
        };
        found += 1;
        statements.push(statement(context, &clause, span, verdict, own.or(deadline), theme, sentence));
    }
}

fn clause<'a>(context: &Context<'a>, span: Span) -> Clause<'a> {
    Clause::new(context.text(), context.cues, span.start.get(), span.end.get())
}

fn statement(
    context: &Context<'_>,
    clause: &Clause<'_>,
    span: Span,
    verdict: Verdict,
    deadline: Option<Span>,
    theme: Option<Span>,
    sentence: Span,
) -> Statement {
    let verb = clause.head.map_or(Span::of(clause.core..clause.core), |h| h.cue.span());
    Statement {
        span,
        kind: StatementKind::Commitment { strength: verdict.strength, deadline },
        verb,
        numbers: context.numbers_in(span).collect(),
        measurable: detail::measurable(context, clause, span),
        heading: context.heading,
        theme,
        departments: detail::departments(context, sentence),
        rule: Rule { name: verdict.rule, entry: verdict.entry },
    }
}

/// Where a clause stands in its sentence.
#[derive(Clone, Copy)]
struct Place {
    /// How many clauses stand before it.
    index: usize,
    /// How many commitments the sentence has had so far.
    found: usize,
    /// Whether it is the last clause.
    last: bool,
}

/// Whether `clause` promises something, and why.
fn judge(context: &Context<'_>, clause: &Clause<'_>, span: Span, place: Place) -> Option<Verdict> {
    let measured = context.measures(span);
    let checkable = detail::checkable(clause);
    let sure = measured || checkable;
    let Some(head) = clause.head else {
        let entry = "";
        let stated = ends_in_figure(context, span)
            && clause.holds(Sense::DESCRIPTION).is_none()
            && clause.opens_with(Sense::LEAD_IN).is_none();
        return stated.then_some(Verdict { rule: "commitment.figure", entry, strength: Strength::Firm });
    };
    if is_description(clause, measured) || is_lead_in(clause, place, sure) || !sure && is_attitude(clause) {
        return None;
    }
    if !sure && is_whole_work(clause) {
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

/// Whether a figure is what `span` says last: 奶牛存栏3.75万头.
fn ends_in_figure(context: &Context<'_>, span: Span) -> bool {
    let last = context.numbers_in(span).next_back().map(|i| &context.numbers[i]);
    last.is_some_and(|n| n.kind.is_quantity() && span.end.get() - n.span.end.get() < FIGURE_TAIL)
}

/// How many bytes may stand behind the figure: a bracket, 以上.
const FIGURE_TAIL: usize = 9;

/// Says what is, not what will be done.
fn is_description(clause: &Clause<'_>, measured: bool) -> bool {
    let Some(head) = clause.head else { return false };
    let described = |c: &super::cues::Cue| c.sense.is(Sense::DESCRIPTION);
    if clause
        .cues
        .inside(clause.start..clause.end)
        .any(|c| c.word().starts_with("以下") || c.word() == "如下")
    {
        return true;
    }
    // 创新的本质是…: a verb that is a noun leads.
    let copula = clause.text[clause.core..clause.end].contains('是') && !measured;
    if head.leads {
        let opens = clause.cues.at(clause.core, clause.end, Sense::DESCRIPTION).is_some();
        return opens || is_past(clause) || copula && head.cue.sense.is(Sense::NOMINAL);
    }
    copula || is_past(clause) || clause.cues.inside(clause.start..clause.end).any(described)
}

/// Tells what was done: 奠定了基础.
fn is_past(clause: &Clause<'_>) -> bool {
    let words = clause.words();
    words.match_indices('了').any(|(at, _)| !words[..at].ends_with('为') && !words[at..].starts_with("了解"))
}

/// An adverbial lead-in: 围绕…, 以…为…, 发挥…作用.
fn is_lead_in(clause: &Clause<'_>, place: Place, sure: bool) -> bool {
    if let Some(means) = clause.opens_with(Sense::MEANS) {
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
        // 在…服务领域求突破: only a noun stands behind the phrase.
        if matches!(phrase.word(), "在" | "从" | "与")
            && head.cue.sense.is(Sense::NOMINAL)
            && !head.effort
            && !sure
        {
            return true;
        }
    }
    let Some(lead) = clause.opens_with(Sense::LEAD_IN) else { return false };
    if lead.sense.is(Sense::ADVERB) && clause.head.is_some_and(|h| h.leads && h.cue.start >= lead.end) {
        // 突出抓好…: an adverb, unlike 突出重点.
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
        "推动" | "推进" => follows && place.last && vague,
        _ => false,
    }
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
    clause.head.is_some_and(|head| {
        let object = clause.text[head.cue.end..clause.end].chars().count();
        let prepositional = clause.cues.at(clause.core, clause.end, Sense::PREPOSITION).is_some();
        !head.leads
            && (object < 2
                || changed
                || !prepositional && !head.cue.sense.is(Sense::FIRM) && !head.effort && object < 3)
    })
}

/// A sentence that describes where things stand (今年是…之年, 当前…面临…) and sets no figure.
fn is_situation(context: &Context<'_>, sentence: Span) -> bool {
    if context.cues.first(sentence.range(), Sense::SITUATION).is_none() || context.measures(sentence) {
        return false;
    }
    let place = Place { index: 0, found: 0, last: false };
    report::clauses(context.report, sentence).map(|span| clause(context, span)).any(|c| {
        c.holds(Sense::SITUATION).is_some()
            && c.head.is_none_or(|h| !h.leads)
            && !is_lead_in(&c, place, false)
    })
}

/// Whether `sentence` opens one item of a list in running text.
fn is_item(context: &Context<'_>, sentence: Span) -> bool {
    let clause = clause(context, sentence);
    context.cues.at(sentence.start.get(), sentence.end.get(), Sense::ITEM).is_some()
        || clause.text[sentence.start.get()..clause.core].contains(['）', ')', '、', '.', '．'])
}

/// A short sentence without a figure that opens a paragraph and says what the rest is about.
fn is_topic(context: &Context<'_>, sentence: Span) -> bool {
    let text = context.report.slice(sentence);
    if text.chars().count() > TOPIC_CHARS || context.measures(sentence) {
        return false;
    }
    let mut found = 0;
    for (index, span) in report::clauses(context.report, sentence).enumerate() {
        let place = Place { index, found, last: false };
        found += usize::from(judge(context, &clause(context, span), span, place).is_some());
    }
    found <= 1
}

fn trim_mark(context: &Context<'_>, sentence: Span) -> Span {
    let text = context.report.slice(sentence).trim_end_matches(['。', '！', '？', '；']);
    Span::of(sentence.start.get()..sentence.start.get() + text.len())
}

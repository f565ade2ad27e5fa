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
        for (i, &sentence) in sentences.iter().enumerate() {
            let cues = context.cues;
            let (lead, body) = split_lead(context, sentence);
            guiding |= cues.first(sentence.range(), Sense::GUIDING).is_some();
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
            if i == 0 && sentences.len() > 1 && is_topic(context, sentence) {
                theme = Some(trim_mark(context, sentence));
                continue;
            }
            add_sentence(context, body, theme, statements);
        }
        self.targets = self.targets.or(carried);
    }
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
    let word = context.cues.first(lead.range(), Sense::DEADLINE).map(|cue| Span::of(cue.start..cue.end));
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
        let measured = context.measures(span);
        if !measured && checkable.is_none() && clause.head.is_none() {
            continue;
        }
        let deadline = detail::deadline(context, &clause, span).or(targets.deadline);
        let entry = clause.head.map(|h| h.cue).or(checkable).map_or("", |cue| cue.word);
        let verdict = Verdict { rule: "commitment.target", entry, strength: Strength::Firm };
        statements.push(statement(context, &clause, span, verdict, deadline, None, body));
    }
}

fn add_sentence(context: &Context<'_>, sentence: Span, theme: Option<Span>, statements: &mut Vec<Statement>) {
    let spans: Vec<Span> = report::clauses(context.report, sentence).collect();
    let mut found = 0;
    let mut deadline = None;
    for (i, &span) in spans.iter().enumerate() {
        let clause = clause(context, span);
        let place = Place { found, last: i + 1 == spans.len() };
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
    let verb = clause.head.map_or(Span::of(clause.core..clause.core), |h| Span::of(h.cue.start..h.cue.end));
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
    /// How many commitments the sentence has had so far.
    found: usize,
    /// Whether it is the last clause.
    last: bool,
}

/// Whether `clause` promises something, and why.
fn judge(context: &Context<'_>, clause: &Clause<'_>, span: Span, place: Place) -> Option<Verdict> {
    let measured = context.measures(span);
    let checkable = clause.holds(Sense::CHECKABLE).is_some();
    let sure = measured || checkable;
    let Some(head) = clause.head else {
        let entry = "";
        let stated = measured
            && clause.holds(Sense::DESCRIPTION).is_none()
            && clause.opens_with(Sense::LEAD_IN).is_none();
        return stated.then_some(Verdict { rule: "commitment.figure", entry, strength: Strength::Firm });
    };
    if is_description(clause, measured) || is_lead_in(clause, place, sure) || !sure && is_attitude(clause) {
        return None;
    }
    if !sure && (is_tail(clause, place) || is_state(clause)) {
        return None;
    }
    let rule = if head.leads { "commitment.verb" } else { "commitment.subject" };
    Some(Verdict { rule, entry: head.cue.word, strength: detail::strength(clause, measured) })
}

/// Says what is, not what will be done.
fn is_description(clause: &Clause<'_>, measured: bool) -> bool {
    let Some(head) = clause.head else { return false };
    let described = |c: &super::cues::Cue| c.sense.is(Sense::DESCRIPTION);
    if clause.cues.inside(clause.start..clause.end).any(|c| c.word.starts_with("以下") || c.word == "如下")
    {
        return true;
    }
    if head.leads {
        return clause.cues.at(clause.core, clause.end, Sense::DESCRIPTION).is_some();
    }
    let copula = clause.words().contains('是') && !measured;
    copula || clause.cues.inside(clause.start..clause.end).any(described)
}

/// An adverbial lead-in: 围绕…, 以…为…, 发挥…作用.
fn is_lead_in(clause: &Clause<'_>, place: Place, sure: bool) -> bool {
    if let Some(means) = clause.opens_with(Sense::MEANS) {
        let used = clause.ends_in(Sense::RESOURCE).is_some();
        let tool = !means.sense.is(Sense::FIRM.or(Sense::INTENDED)) && !place.last;
        if used || tool && !sure {
            return true;
        }
    }
    let Some(lead) = clause.opens_with(Sense::LEAD_IN) else { return false };
    let verb_behind = clause.head.is_some_and(|h| h.cue.start >= lead.end);
    let kept = lead.word == "坚持" && clause.ends_in(Sense::MECHANISM).is_some();
    match lead.word {
        _ if kept => false,
        "通过" if clause.words().contains("验收") || clause.words().contains("评审") => false,
        "以" => clause.words().contains('为') && !place.last || !verb_behind || !place.last && !sure,
        "把" => ["作为", "摆在", "放在", "贯穿", "落到", "变为", "转化"]
            .iter()
            .any(|w| clause.words().contains(w)),
        _ if place.last => !verb_behind,
        _ => !sure || lead.word != "按照",
    }
}

/// A declaration of attitude.
fn is_attitude(clause: &Clause<'_>) -> bool {
    if clause.ends_in(Sense::SPIRIT).is_some() {
        return true;
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
    if sense.is(Sense::PURPOSE) && !sense.is(Sense::INTENDED) {
        return true;
    }
    if sense.is(Sense::PURPOSE) {
        return follows && clause.ends_in(Sense::MECHANISM).is_none() || vague;
    }
    if sense.is(Sense::DEGREE) {
        return vague && (follows || head.endless);
    }
    match head.cue.word {
        "确保" | "保证" | "实现" | "做到" => follows && place.last && vague,
        "推动" | "推进" => follows && place.last && vague,
        _ => false,
    }
}

/// A state that is told of a subject, without an object: 群众获得感不断增强.
fn is_state(clause: &Clause<'_>) -> bool {
    clause.head.is_some_and(|head| {
        let object = clause.text[head.cue.end..clause.end].chars().count();
        let prepositional = clause.cues.at(clause.core, clause.end, Sense::PREPOSITION).is_some();
        !head.leads
            && (object < 2 || !prepositional && !head.cue.sense.is(Sense::FIRM) && !head.effort && object < 3)
    })
}

/// A short sentence without a figure that opens a paragraph and says what the rest is about.
fn is_topic(context: &Context<'_>, sentence: Span) -> bool {
    let text = context.report.slice(sentence);
    if text.chars().count() > TOPIC_CHARS || context.measures(sentence) {
        return false;
    }
    let place = Place { found: 0, last: false };
    let saying = report::clauses(context.report, sentence)
        .map(|span| clause(context, span))
        .filter(|c| !is_lead_in(c, place, false) && !is_attitude(c))
        .count();
    saying <= 1
}

fn trim_mark(context: &Context<'_>, sentence: Span) -> Span {
    let text = context.report.slice(sentence).trim_end_matches(['。', '！', '？', '；']);
    Span::of(sentence.start.get()..sentence.start.get() + text.len())
}

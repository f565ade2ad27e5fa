//! Commitments: clauses of the plan that promise one concrete action or target.
//!
//! Nearly every clause of a plan promises something; the work is to tell what does not: the guiding thought,
//! topic sentences, adverbial lead-ins, declarations of attitude, and what an action is good for.

use super::{
    Context,
    clause::{Clause, Head},
    cues::Cue,
    detail,
    lexicon::Sense,
};
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
            if is_situation(context, sentence) {
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
        let stated = sets_a_figure(context, span)
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

/// Whether a figure is what `span` says (奶牛存栏3.75万头, 共办20场展会), not what describes a noun in it (产值过亿元
/// 的企业).
fn sets_a_figure(context: &Context<'_>, span: Span) -> bool {
    let last = context.numbers_in(span).map(|i| &context.numbers[i]).rfind(|n| context.is_measure(n));
    last.is_some_and(|n| !context.text()[n.span.end.get()..span.end.get()].contains('的'))
}

/// Says what is, not what will be done.
fn is_description(clause: &Clause<'_>, measured: bool) -> bool {
    let Some(head) = clause.head else { return false };
    let described = |c: &Cue| c.sense.is(Sense::DESCRIPTION);
    if clause
        .cues
        .inside(clause.start..clause.end)
        .any(|c| c.word().starts_with("以下") || c.word() == "如下")
    {
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
    clause.cues.inside(clause.start..clause.end).any(described)
}

/// Says that something is something: 创新的本质是….
fn is_copular(clause: &Clause<'_>) -> bool {
    let words = &clause.text[clause.core..clause.end];
    words.match_indices('是').any(|(at, _)| {
        !NOT_COPULAS.iter().any(|word| words[..at].ends_with(word)) && !words[..at].ends_with(['“', '《'])
    })
}

/// What makes 是 part of another word.
const NOT_COPULAS: [&str; 9] = ["但", "还", "尤其", "特别", "凡", "于", "总", "实事求", "一"];

/// Tells what was done: 奠定了基础.
fn is_past(clause: &Clause<'_>) -> bool {
    let words = clause.words();
    words.match_indices('了').any(|(at, _)| !words[..at].ends_with('为') && !words[at..].starts_with("了解"))
}

/// An adverbial lead-in: 围绕…, 以…为…, 发挥…作用.
fn is_lead_in(clause: &Clause<'_>, place: Place, sure: bool) -> bool {
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

/// A sentence that describes where things stand (今年是…之年, 当前…面临…) and sets no figure.
fn is_situation(context: &Context<'_>, sentence: Span) -> bool {
    let told = context.report.slice(sentence).contains('了');
    if !told && context.cues.first(sentence.range(), Sense::SITUATION).is_none() || context.measures(sentence)
    {
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

#[cfg(test)]
mod tests {
    use crate::{
        extract::{
            StatementKind,
            Strength::{self, Exploratory, Firm, Intended},
            testing::Sample,
        },
        report::Part,
    };

    /// The commitments of the paragraphs of a plan: their words and their strength.
    fn check(paragraphs: &[&str], expect: &[(&str, Strength)]) {
        let parts: Vec<_> = paragraphs.iter().map(|&p| (Part::Plan, p)).collect();
        let found = Sample::new(&parts);
        let strength = |kind| match kind {
            StatementKind::Commitment { strength, .. } => strength,
            StatementKind::Result => unreachable!("a plan has no results"),
        };
        let statements: Vec<_> =
            found.statements.iter().map(|s| (found.report.slice(s.span), strength(s.kind))).collect();
        assert_eq!(statements, expect);
    }

    #[test]
    fn each_clause_of_a_plan_promises_and_its_verb_says_how_hard() {
        check(
            &["推广节水灌溉，建成高标准农田[3万亩]；探索土地托管。"],
            &[("推广节水灌溉", Intended), ("建成高标准农田3万亩", Firm), ("探索土地托管", Exploratory)],
        );
        check(
            &["力争新开班列[20列]，确保按期通航。"],
            &[("力争新开班列20列", Intended), ("确保按期通航", Firm)],
        );
    }

    #[test]
    fn a_topic_sentence_opens_a_paragraph_and_promises_nothing() {
        check(&["加快发展现代渔业。新建渔港[2座]。"], &[("新建渔港2座", Firm)]);
        check(
            &["着力抓好两件事。一是壮大养殖业。新增网箱[500个]。二是修建冷库[3座]。"],
            &[("新增网箱500个", Firm), ("二是修建冷库3座", Firm)],
        );
        check(
            &["加快发展现代渔业，新建渔港[2座]。"],
            &[("加快发展现代渔业", Intended), ("新建渔港2座", Firm)],
        );
    }

    #[test]
    fn a_lead_in_is_no_promise() {
        check(
            &["围绕建设陶瓷名城，以园区为载体，发挥协会作用，办好瓷器博览会。"],
            &[("办好瓷器博览会", Firm)],
        );
        check(&["通过发放消费券等方式，在城郊结合部方面，支持夜市经营。"], &[("支持夜市经营", Intended)]);
        check(&["突出抓好春耕生产，落实种粮补贴。"], &[("突出抓好春耕生产", Firm), ("落实种粮补贴", Firm)]);
    }

    #[test]
    fn what_an_action_is_good_for_is_no_promise() {
        check(
            &["改造老旧站台[15座]，不断提升服务水平，让乘客更加方便，促进客运繁荣发展。"],
            &[("改造老旧站台15座", Firm)],
        );
        check(
            &["深化医保改革，着力提高报销比例，提高住院报销率至[80%]。"],
            &[("深化医保改革", Intended), ("着力提高报销比例", Intended), ("提高住院报销率至80%", Firm)],
        );
    }

    #[test]
    fn attitude_and_situation_are_no_promise() {
        check(&["自觉接受群众监督，牢固树立法治意识，坚决反对形式主义。"], &[]);
        check(&["当前，全县发展面临转型压力。推动产业升级任务艰巨。"], &[]);
        check(&["多年积累奠定了良好基础，做好各项工作。"], &[]);
    }

    #[test]
    fn the_guiding_thought_is_left_out_and_its_targets_are_not() {
        check(
            &[
                "今年工作的总体要求是：深化改革，扩大开放，建设文明县城。",
                "今年的主要预期目标是：财政收入增长[7%]，居民收入与经济增长同步；粮食产量稳定在[12万吨]以上。",
            ],
            &[("财政收入增长7%", Firm), ("居民收入与经济增长同步", Firm), ("粮食产量稳定在12万吨以上", Firm)],
        );
        check(
            &["#（一）总体要求", "加强学习，深化改革。", "#（二）主要任务", "修建水渠[8条]。"],
            &[("修建水渠8条", Firm)],
        );
    }

    #[test]
    fn targets_can_stand_a_line_each() {
        check(
            &[
                "[2026年]经济社会发展的主要目标是：",
                "——生产总值增长[6%]；",
                "——新增就业[2万人]。",
                "深化改革。",
            ],
            &[("——生产总值增长6%", Firm), ("——新增就业2万人", Firm), ("深化改革", Intended)],
        );
    }

    /// The deadline and measurability of the only commitment.
    fn check_detail(text: &str, deadline: Option<&str>, measurable: bool) {
        let found = Sample::new(&[(Part::Plan, text)]);
        let [statement] = found.statements.as_slice() else {
            panic!("{text}: {} statements", found.statements.len())
        };
        let StatementKind::Commitment { deadline: due, .. } = statement.kind else {
            panic!("{text}: a result")
        };
        assert_eq!(due.map(|span| found.report.slice(span)), deadline, "{text}");
        assert_eq!(statement.measurable, measurable, "{text}");
    }

    #[test]
    fn a_deadline_governs_the_verb() {
        check_detail("年内建成输油管道[90公里]。", Some("年内"), true);
        check_detail("[2026年底前]，完成县志编纂工作。", Some("2026年底前"), true);
        check_detail("制定[2026年]禁渔方案。", None, true);
    }

    #[test]
    fn what_anyone_can_check_is_measurable() {
        check_detail("实现行政村通班车全覆盖。", None, true);
        check_detail("推动罐头厂挂牌上市。", None, true);
        check_detail("鼓励罐头厂上市。", None, false);
        check_detail("建立护林员巡山机制。", None, false);
        check_detail("深入实施[3年]行动计划。", None, false);
        check_detail("打造[15分钟]生活圈。", None, false);
        check_detail("开展好[第五次]经济普查工作。", None, true);
        check_detail("出台夜间停车管理办法。", None, true);
        check_detail("加强河道巡查。", None, false);
    }

    #[test]
    fn the_departments_that_a_text_names_are_kept() {
        let found = Sample::new(&[(Part::Plan, "修建泵站[4座]（县水利局、县财政局负责）。")]);
        let names: Vec<_> = found.statements[0].departments.iter().map(|&s| found.report.slice(s)).collect();
        assert_eq!(names, ["县水利局", "县财政局"]);
    }
}

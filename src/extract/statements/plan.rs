//! Commitments: clauses of the plan that promise one concrete action or target.
//!
//! This file walks paragraphs and sentences and leaves out the guiding thought, topic sentences and descriptions;
//! lists of targets are firm whatever their words. [`super::judge`] decides about each clause.

use super::{
    Context,
    clause::{Clause, behind_openings},
    cues::Cue,
    detail,
    judge::{Place, Verdict, is_lead_in, is_past, judge},
    lexicon::Sense,
};
use crate::{
    extract::{NumberKind, Rule, Statement, StatementKind, Strength},
    report::syntax::Sentence,
    text::{Offset, Span},
};

/// A topic sentence is short; a longer one says something.
const TOPIC_CHARS: usize = 44;

/// A motto has at most eight characters and the mark that ends it: this many bytes.
const MOTTO: usize = 9 * '字'.len_utf8();

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
        let sentences = context.sentences();
        let listed = context.report.slice(block).starts_with(['—', '－', '-', '─']);
        let carried = self.targets.take().filter(|_| listed || context.measures(block));
        let mut guiding = self.guiding;
        let mut theme = None;
        for (i, sentence) in sentences.iter().enumerate() {
            let said = Said::of(context, sentence);
            guiding |= said.states_guidance();
            let opened = said.opens_targets();
            if opened.is_some() && said.body.is_empty() {
                self.targets = opened;
                continue;
            }
            let targets = opened.or(carried);
            if guiding && targets.is_none() {
                continue;
            }
            if let Some(targets) = targets {
                said.add_targets(targets, statements);
                continue;
            }
            if said.is_situation() {
                continue;
            }
            // A topic opens a paragraph, or an item (一是…) that later sentences fill.
            let next = sentences.get(i + 1);
            let opens = || {
                let item =
                    || is_item(context, sentence.span) && next.is_some_and(|n| !is_item(context, n.span));
                i == 0 || said.is_motto() && next.is_some_and(|n| !Said::of(context, n).is_motto()) || item()
            };
            if next.is_some() && opens() && said.is_topic() {
                theme = Some(trim_mark(context, sentence.span));
                continue;
            }
            said.add(theme, statements);
        }
        self.targets = self.targets.or(carried);
    }
}

/// A sentence of the plan with what is known of it.
struct Said<'a> {
    /// The block with the sentence's cues alone.
    context: Context<'a>,
    /// Everything that some word of it can be.
    senses: Sense,
    span: Span,
    clauses: &'a [Span],
    /// What stands before the first colon (empty if there is none), and the rest.
    lead: Span,
    body: Span,
}

impl<'a> Said<'a> {
    fn of(context: &Context<'a>, sentence: &Sentence) -> Self {
        let context = context.within(sentence.span);
        let Span { start, end } = sentence.span;
        let (lead, body) = match sentence.colon {
            Some(at) => (Span::new(start, at), Span::of(at.get() + '：'.len_utf8()..end.get())),
            None => (Span::new(start, start), sentence.span),
        };
        let (senses, clauses) = (context.cues.senses(), context.syntax.clauses(sentence));
        Self { context, senses, span: sentence.span, clauses, lead, body }
    }

    /// Its clauses inside `part`, cut off where that ends.
    fn clauses_in(&self, part: Span) -> impl Iterator<Item = Span> {
        let inside = self.clauses.iter().filter_map(move |clause| clause.intersection(part));
        let text = self.context.text();
        inside.map(move |span| span.trimmed(text, char::is_whitespace)).filter(|span| !span.is_empty())
    }

    fn first(&self, part: Span, sense: Sense) -> Option<&'a Cue> {
        self.senses.is(sense).then(|| self.context.cues.first(part.range(), sense)).flatten()
    }

    /// Whether it opens the guiding thought: 总体要求是…, 指导思想：….
    fn states_guidance(&self) -> bool {
        let behind = |cue: &Cue| self.context.text()[cue.end..].starts_with(['是', '：', ':', '为', '，']);
        let mut cues = self.context.cues.inside(self.span.range()).filter(|c| c.sense.is(Sense::GUIDING));
        self.senses.is(Sense::GUIDING) && cues.any(behind)
    }

    /// The list of targets that its lead opens.
    fn opens_targets(&self) -> Option<Targets> {
        self.first(self.lead, Sense::TARGETS).map(|_| Targets { deadline: self.year_of_lead() })
    }

    /// The year or word of time that a list of targets names.
    fn year_of_lead(&self) -> Option<Span> {
        let word = self.first(self.lead, Sense::DEADLINE).map(Cue::span);
        let mut numbers = self.context.numbers_in(self.lead).map(|i| &self.context.numbers[i]);
        numbers.find(|n| n.kind == NumberKind::Date).map(|n| n.span).or(word)
    }

    /// The departments that `part` of it makes answerable.
    fn departments(&self, part: Span) -> Vec<Span> {
        let named = self.senses.is(Sense::ANSWERABLE);
        if named { detail::departments(&self.context, part) } else { Vec::new() }
    }

    /// Adds a list of targets: every item is firm and due in the year that the list names.
    fn add_targets(&self, targets: Targets, statements: &mut Vec<Statement>) {
        let departments = self.departments(self.body);
        for span in self.clauses_in(self.body) {
            let clause = self.context.clause(span);
            let checkable = clause.holds(Sense::CHECKABLE);
            let binds = clause.head.is_some_and(|h| h.cue.sense.is(Sense::FIRM) && !h.effort);
            // 为此要抓好以下五项工作: the list is over.
            if clause.holds(Sense::FOLLOWS).is_some() {
                continue;
            }
            if !clause.measured && checkable.is_none() && !binds {
                continue;
            }
            let deadline = detail::deadline(&self.context, &clause).or(targets.deadline);
            let entry = clause.head.map(|h| h.cue).or(checkable).map_or("", |cue| cue.word());
            let verdict = Verdict { rule: "commitment.target", entry, strength: Strength::Firm };
            statements.push(statement(&self.context, &clause, span, verdict, deadline, None, &departments));
        }
    }

    /// Adds what it promises.
    fn add(&self, theme: Option<Span>, statements: &mut Vec<Statement>) {
        let context = &self.context;
        // What stands before the colon announces (着重抓好三个方面：), unless it sets a figure.
        let lead = self.lead;
        let leads = self.clauses_in(lead).filter(|&s| s.end < lead.end || context.measures(s));
        let mut spans = leads.chain(self.clauses_in(self.body)).enumerate().peekable();
        let departments = self.departments(self.span);
        let mut found = 0;
        let mut deadline = None;
        while let Some((index, span)) = spans.next() {
            let clause = context.clause(span);
            let place = Place { index, found, last: spans.peek().is_none() };
            let own = detail::deadline(context, &clause);
            let Some(verdict) = judge(context, &clause, place) else {
                // 年底前，完成…: a deadline that stands alone governs what follows.
                deadline = own.or(deadline);
                continue;
            };
            found += 1;
            let due = own.or(deadline);
            statements.push(statement(context, &clause, span, verdict, due, theme, &departments));
        }
    }

    /// Whether it describes where things stand (今年是…之年, 当前…面临…) or tells what was done (奠定了基础), and sets
    /// no figure.
    fn is_situation(&self) -> bool {
        if !self.senses.is(Sense::PAST.or(Sense::SITUATION)) || self.context.measures(self.span) {
            return false;
        }
        let place = Place { index: 0, found: 0, last: false };
        self.clauses.iter().map(|&span| self.context.clause(span)).any(|c| {
            let states = c.holds(Sense::SITUATION).is_some() && c.head.is_none_or(|h| !h.leads);
            is_past(&c) || states && !is_lead_in(&c, place, false)
        })
    }

    /// Whether it is but a verb and a noun (强化人才支撑): what the next sentences spell out.
    fn is_motto(&self) -> bool {
        let text = self.context.report.slice(self.span);
        text.len() <= MOTTO && self.clauses.len() == 1 && self.context.numbers_in(self.span).is_empty() && {
            let clause = self.context.clause(self.clauses[0]);
            detail::deadline(&self.context, &clause).is_none() && !detail::measurable(&self.context, &clause)
        }
    }

    /// Whether it is short, has no figure, and says what the rest of its paragraph is about.
    fn is_topic(&self) -> bool {
        let text = self.context.report.slice(self.span);
        if text.chars().count() > TOPIC_CHARS || self.context.measures(self.span) {
            return false;
        }
        let mut found = 0;
        for (index, &span) in self.clauses.iter().enumerate() {
            let place = Place { index, found, last: false };
            found += usize::from(judge(&self.context, &self.context.clause(span), place).is_some());
        }
        found <= 1
    }
}

fn statement(
    context: &Context<'_>,
    clause: &Clause<'_>,
    span: Span,
    verdict: Verdict,
    deadline: Option<Span>,
    theme: Option<Span>,
    departments: &[Span],
) -> Statement {
    let verb = clause.head.map_or(Span::of(clause.core..clause.core), |h| h.cue.span());
    Statement {
        span,
        kind: StatementKind::Commitment { strength: verdict.strength, deadline },
        verb,
        numbers: clause.numbers.clone().collect(),
        measurable: detail::measurable(context, clause),
        heading: context.heading,
        theme,
        departments: departments.to_vec(),
        rule: Rule { name: verdict.rule, entry: verdict.entry },
    }
}

/// Whether `sentence` opens one item of a list in running text.
fn is_item(context: &Context<'_>, sentence: Span) -> bool {
    let (start, end) = (sentence.start.get(), sentence.end.get());
    let cues = context.cues.within(start..end);
    let first = behind_openings(context.text(), cues, start..end);
    cues.at(start, end, Sense::ITEM).is_some()
        || context.text()[start..first].contains(['）', ')', '、', '.', '．'])
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
    fn a_motto_opens_what_the_next_sentences_spell_out() {
        check(
            &["修建水渠[8条]。强化种业支撑。加大良种补贴力度，推广新稻种。培育种羊。完善草场。"],
            &[
                ("修建水渠8条", Firm),
                ("加大良种补贴力度", Intended),
                ("推广新稻种", Intended),
                ("培育种羊", Intended),
                ("完善草场", Intended),
            ],
        );
    }

    #[test]
    fn what_announces_a_list_is_no_promise() {
        check(
            &["今年的主要预期目标是：", "粮食产量增长[2%]。", "为实现上述目标，我们将抓好以下[四项]工作。"],
            &[("粮食产量增长2%", Firm)],
        );
        check(&["实现上述目标，必须苦干实干。修建水渠[8条]。"], &[("修建水渠8条", Firm)]);
    }

    #[test]
    fn how_many_things_follow_is_no_promise_and_a_work_that_stands_is_one() {
        check(&["重点抓好八个方面工作。"], &[]);
        check(&["完成12项工作。"], &[("完成12项工作", Firm)]);
        check(&["力争到[2018年]，建成水厂[2座]。"], &[("建成水厂2座", Firm)]);
        check(
            &["推动东港码头尽早落地，西港综合利用项目开工建设，北港、南港项目加快建设。"],
            &[
                ("推动东港码头尽早落地", Intended),
                ("西港综合利用项目开工建设", Firm),
                ("北港、南港项目加快建设", Intended),
            ],
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

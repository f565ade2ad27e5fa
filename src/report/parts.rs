//! Which part of the report a block stands in: review of last year, plan for this year, or neither.
//!
//! Headings say it where they can (2019年工作回顾, 今年重点工作, 过去五年的工作), the first words of a paragraph
//! where one part of a section turns into another (刚刚过去的2016年…, 今后五年…, 同时，我们也清醒地看到…), and
//! tense where neither does. What was done in five years or a term of office is review as last year is. What
//! is to be done in years to come is no plan for this year; it is the plan of a report that has no other.
//!
//! Must hold: linear; every block gets a part.

use super::{
    Block, BlockKind, Part,
    cues::{self, Cue, Cues},
};
use crate::text::normal::fold_text;

/// What a heading tells of time and purpose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Heading {
    /// Where it names several years (过去五年, “十四五”), in bytes from its start.
    long: Option<usize>,
    /// Where it names one year, and which; 0 for 今年, 1 for 去年.
    year: Option<(usize, u32)>,
    /// It looks back.
    back: bool,
    /// It looks ahead.
    ahead: bool,
}

/// Reads the heading `folded`, a line in normal form; `None` if it tells nothing.
pub(super) fn of_heading(folded: &str) -> Option<Heading> {
    Heading::read(folded, &Cues::of(folded))
}

impl Heading {
    fn read(folded: &str, cues: &Cues) -> Option<Self> {
        let heading = Self {
            long: cues.first(Cue::Long),
            year: cues.year(folded),
            back: cues.has(Cue::Back),
            ahead: cues.has(Cue::Ahead),
        };
        // A bare slogan with a year in it (迈向2035) tells nothing of the part.
        let time = heading.long.or(heading.year.map(|(at, _)| at));
        (heading.back || heading.ahead || time.is_some_and(|at| at <= 12)).then_some(heading)
    }

    /// Whether it can stand above 一、 without a number: it names a time, looks back, or is short.
    pub fn is_wide(self, folded: &str) -> bool {
        self.back || self.long.is_some() || self.year.is_some() || folded.chars().count() <= 14
    }

    /// Whether it names a year or looks back, as hardly a task does.
    pub fn is_certain(self) -> bool {
        self.back || self.year.is_some()
    }

    /// The part that starts under this heading in a report of the year `now`.
    fn part(self, now: Option<u32>) -> Part {
        let last = self.year.is_some_and(|(_, year)| year == 1 || now.is_some_and(|now| year + 1 == now));
        let this = self.year.is_some_and(|(_, year)| year == 0 || now == Some(year));
        let year_first = match (self.long, self.year) {
            (Some(long), Some((year, _))) => year < long,
            (long, _) => long.is_none(),
        };
        match (self.back, self.ahead) {
            (true, _) if !year_first => Part::Review,
            _ if !year_first => Part::Other,
            (true, false) => Part::Review,
            (false, true) if last && !this => Part::Review,
            (false, true) => Part::Plan,
            _ if last => Part::Review,
            _ if this => Part::Plan,
            (true, true) => Part::Review,
            _ => Part::Other,
        }
    }

    /// The year of the report, as far as this heading tells it.
    fn now(self) -> Option<u32> {
        let (_, year) = self.year.filter(|&(_, year)| year > 1)?;
        match (self.back, self.ahead) {
            (true, false) => Some(year + 1),
            (false, true) => Some(year),
            _ => None,
        }
    }
}

/// Gives every block of a report its part.
pub(super) fn assign(blocks: &mut [Block], text: &str) {
    let now = report_year(blocks, text);
    let last_text =
        blocks.iter().rposition(|block| matches!(block.kind, BlockKind::Body | BlockKind::Closing));
    let start = Part::Front;
    let mut walk =
        Walk { text, now, last_text, base: None, here: start, problems: false, ahead: false, plan_at: None };
    walk.plan_at = blocks.iter().rposition(|block| walk.heads_plan(block));
    let mut years_ahead = Vec::new();
    for i in 0..blocks.len() {
        blocks[i].part = walk.part(blocks, i);
        if walk.ahead && blocks[i].part == Part::Other {
            years_ahead.push(i);
        }
    }
    if !blocks.iter().any(|block| block.part == Part::Plan && block.kind == BlockKind::Body) {
        for i in years_ahead {
            blocks[i].part = Part::Plan;
        }
    }
}

/// The year in which the report is given: what the headings say, else the date under the title.
fn report_year(blocks: &[Block], text: &str) -> Option<u32> {
    let of_kind = |kind| blocks.iter().filter(move |block| block.kind == kind);
    let told = of_kind(BlockKind::Heading).filter(|block| block.level <= 2);
    let by_headings = told.filter_map(|block| of_heading(&start_of(block.span.slice(text)))?.now()).max();
    let dated = |kind| {
        of_kind(kind).find_map(|block| {
            let start = start_of(block.span.slice(text));
            Cues::of(&start).year(&start)
        })
    };
    let year = by_headings.or_else(|| {
        let dated = dated(BlockKind::Subtitle).or_else(|| dated(BlockKind::Title));
        dated.map(|(_, year)| year)
    });
    year.filter(|&year| year > 1)
}

/// The first words of a block in normal form, without the greeting.
fn start_of(text: &str) -> String {
    let end = text.char_indices().nth(70).map_or(text.len(), |(at, _)| at);
    let mut folded = fold_text(&text[..end]);
    let bare = ["各位代表", "同志们", "各位委员"].iter().find_map(|who| folded.strip_prefix(who));
    if let Some(rest) = bare.and_then(|rest| rest.strip_prefix(['!', ',', ':'])) {
        folded.drain(..folded.len() - rest.len());
    }
    folded
}

struct Walk<'a> {
    text: &'a str,
    now: Option<u32>,
    /// The last block that is text and no annex.
    last_text: Option<usize>,
    /// The part of the open section, as its heading tells it.
    base: Option<Part>,
    /// The part of the last block.
    here: Part,
    /// Whether the section has come to its problems.
    problems: bool,
    /// Whether it speaks of years to come.
    ahead: bool,
    /// The last heading of the first rank that says it opens the plan for this year.
    plan_at: Option<usize>,
}

impl Walk<'_> {
    fn part(&mut self, blocks: &[Block], i: usize) -> Part {
        let block = &blocks[i];
        let start = start_of(block.span.slice(self.text));
        let cues = Cues::of(&start);
        match block.kind {
            BlockKind::Title | BlockKind::Subtitle | BlockKind::Byline | BlockKind::Salutation => Part::Front,
            BlockKind::Note => Part::Other,
            BlockKind::Closing => {
                (self.base, self.here, self.ahead) = (Some(Part::Other), Part::Other, false);
                Part::Other
            }
            BlockKind::Heading => {
                self.enter(blocks, i, &start, &cues);
                self.here
            }
            BlockKind::Row => self.here,
            BlockKind::Body => self.body(blocks, i, &start, &cues),
        }
    }

    /// Whether `block` is a heading of the first rank that says it opens the plan for this year.
    fn heads_plan(&self, block: &Block) -> bool {
        block.kind == BlockKind::Heading
            && block.level == 1
            && of_heading(&start_of(block.span.slice(self.text)))
                .is_some_and(|heading| heading.year.is_some() && heading.part(self.now) == Part::Plan)
    }

    /// A heading: a new section, or a new part of the section if it says so.
    fn enter(&mut self, blocks: &[Block], i: usize, start: &str, cues: &Cues) {
        let level = blocks[i].level;
        let told = Heading::read(start, cues).filter(|heading| level == 1 || heading.opens(start));
        let annex = self.last_text.is_none_or(|last| i > last);
        let part = match told {
            _ if annex => Part::Other,
            Some(heading) => heading.part(self.now),
            None if level > 1 => match self.base {
                // Below 过去五年 and “十四五” a paragraph may have turned the part; it stays turned.
                Some(Part::Review | Part::Plan) if !self.problems => self.base.unwrap_or(self.here),
                _ if self.here == Part::Front => Part::Review,
                _ => self.here,
            },
            None => self.untold(blocks, i),
        };
        if level == 1 || told.is_some() {
            self.base = Some(part);
            self.problems = false;
            self.ahead = part == Part::Other && told.is_some_and(|heading| heading.long.is_some()) && !annex;
        }
        self.here = part;
    }

    /// A section whose heading tells nothing goes on with the plan once there is one; before that its tense
    /// decides.
    fn untold(&self, blocks: &[Block], i: usize) -> Part {
        if self.base == Some(Part::Plan) {
            return Part::Plan;
        }
        let next = |block: &&Block| block.kind != BlockKind::Heading || block.level > 1;
        let section = blocks[i + 1..].iter().take_while(next).filter(|block| block.kind == BlockKind::Body);
        let ahead: i64 = section.map(|block| cues::tense(block.span.slice(self.text))).sum();
        match self.base {
            _ if ahead > 0 && self.base != Some(Part::Other) => Part::Plan,
            Some(part) => part,
            None => Part::Review,
        }
    }

    fn body(&mut self, blocks: &[Block], i: usize, start: &str, cues: &Cues) -> Part {
        let whole = blocks[i].span.slice(self.text);
        if self.here == Part::Front && self.base.is_none() {
            if cues.has(Cue::Opening) {
                return Part::Front;
            }
            self.here = if cues::tense(whole) > 0 { Part::Plan } else { Part::Review };
        }
        if let Some(part) = self.turn(i, whole, start, cues) {
            self.here = part;
        }
        if self.base != Some(Part::Plan) && self.here != Part::Plan {
            self.problems |= cues.tell_problems();
            if self.problems || cues::gives_thanks(whole) {
                return Part::Other;
            }
        }
        self.here
    }

    /// The part to which the first words of a paragraph turn, if they do.
    fn turn(&mut self, i: usize, whole: &str, start: &str, cues: &Cues) -> Option<Part> {
        let year = cues.year(start).filter(|&(at, _)| at <= 18);
        let last = year.is_some_and(|(_, year)| year == 1 || self.now.is_some_and(|now| year + 1 == now));
        let this = year.is_some_and(|(_, year)| year == 0 || self.now == Some(year));
        let long = cues.first(Cue::SpanOfYears).filter(|&at| at <= 30);
        if long.is_some_and(|at| year.is_none_or(|(year, _)| at < year)) {
            return Some(self.years(whole, cues));
        }
        let waits = self.here == Part::Other && !self.problems && self.base != Some(Part::Review);
        // A review given before the year is out calls it 今年; the plan has a heading of its own.
        let reviewed = self.base == Some(Part::Review) && self.plan_at.is_some_and(|at| at > i);
        if this && !reviewed && (cues.has(Cue::Planned) || waits) {
            self.problems = false;
            self.base = Some(Part::Plan);
            return Some(Part::Plan);
        }
        let back = last || cues.first(Cue::LastYear).is_some_and(|at| at <= 18);
        (back && self.base != Some(Part::Plan) && !self.problems).then_some(Part::Review)
    }
}

impl Walk<'_> {
    /// The part of a paragraph that starts with several years, by its first words, its section and its tense.
    fn years(&mut self, whole: &str, cues: &Cues) -> Part {
        let past = cues.first(Cue::YearsPast).is_some_and(|at| at <= 30);
        let to_come = cues.first(Cue::YearsToCome).is_some_and(|at| at <= 30);
        let told = self.ahead || matches!(self.base, Some(Part::Plan));
        if to_come || !past && (told || cues::tense(whole) > 0) {
            self.ahead = true;
            return Part::Other;
        }
        self.ahead = false;
        Part::Review
    }
}

impl Heading {
    /// Whether a heading below the first rank opens a part: it starts with a time and says what is done there.
    fn opens(self, start: &str) -> bool {
        let at = self.long.into_iter().chain(self.year.map(|(at, _)| at)).min();
        (self.back || self.ahead) && at.is_some_and(|at| at <= 12) && start.chars().count() <= 30
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        report::parse,
        text::{Encoding, SourceText},
    };

    fn check_heading(line: &str, now: u32, expect: Option<Part>) {
        let part = of_heading(&fold_text(line)).map(|heading| heading.part(Some(now)));
        assert_eq!(part, expect, "{line}");
    }

    #[test]
    fn headings_tell_the_part_whatever_they_are_called() {
        for line in [
            "2014年工作回顾",
            "一、过去一年工作回顾",
            "第一部分　二〇一四年政府工作总结",
            "去年工作完成情况",
            "过去五年的工作",
            "本届政府工作回顾",
            "一、“十二五”发展成就",
            "——这五年，是聚焦实体、推动转型的五年",
            "2014年主要工作",
        ] {
            check_heading(line, 2015, Some(Part::Review));
        }
        for line in [
            "二、2015年工作安排",
            "今年重点工作",
            "下一步工作打算",
            "2015年政府工作的总体要求和主要任务",
            "2015年主要工作",
        ] {
            check_heading(line, 2015, Some(Part::Plan));
        }
        for line in ["今后五年的奋斗目标", "“十三五”时期主要任务"] {
            check_heading(line, 2015, Some(Part::Other));
        }
        for line in ["（一）狠抓招商引资", "三、奋楫扬帆", "（三）迈向2035"] {
            check_heading(line, 2015, None);
        }
    }

    #[test]
    fn of_two_times_in_a_heading_the_first_one_leads() {
        check_heading("2020年和“十三五”时期工作回顾", 2021, Some(Part::Review));
        check_heading("“十三五”时期任务和2020年工作", 2020, Some(Part::Other));
    }

    /// The parts of the lines of a report, a letter each.
    fn check(lines: &[&str], expect: &str) {
        let report = parse(SourceText::new(lines.join("\n"), Encoding::Utf8));
        let letter = |part| match part {
            Part::Front => 'F',
            Part::Review => 'R',
            Part::Plan => 'P',
            Part::Other => 'O',
        };
        let found: String = report.blocks.iter().map(|block| letter(block.part)).collect();
        assert_eq!(found, expect, "{lines:?}");
    }

    #[test]
    fn a_paragraph_turns_from_five_years_to_the_last_one_and_to_this_one() {
        check(
            &[
                "各位代表：",
                "现在，我代表市政府报告工作，请予审议。",
                "“十二五”发展及2015年工作成效",
                "过去五年，是我市发展最快的五年，生产总值翻了一番。",
                "财政收入年均增长12%，五年累计完成300亿元。",
                "刚刚过去的2015年，我们完成投资100亿元，新增就业2万人。",
                "各位代表，五年来的成绩来之不易，是全市人民团结奋斗的结果。",
                "“十三五”目标及2016年工作安排",
                "“十三五”时期，是全面建成小康社会的决胜阶段。",
                "到2020年，生产总值突破千亿元，城镇化率达到60%。",
                "2016年是“十三五”开局之年。做好今年工作意义重大。",
                "一、扩大有效投资",
                "建成高速公路50公里，改造农村公路200公里。",
            ],
            "FFRRRRROOOPPP",
        );
    }

    #[test]
    fn years_to_come_are_the_plan_of_a_report_without_another() {
        let five = [
            "各位代表：",
            "一、过去五年工作回顾",
            "——这五年，是全力推动转型的五年。新增企业300家。",
            "二、今后五年目标任务",
            "到2026年，新增企业400家。",
        ];
        check(&five, "FRRPP");
        let year = ["三、2022年重点工作", "新增企业80家。"];
        check(&[five.as_slice(), &year].concat(), "FRROOPP");
    }

    #[test]
    fn a_review_of_a_year_not_yet_over_is_none_of_the_plan() {
        check(
            &[
                "各位代表：",
                "一、2023年工作回顾",
                "今年是新一届政府的开局之年。预计财政收入增长8%。",
                "二、2024年工作安排",
                "财政收入增长7%。",
            ],
            "FRRPP",
        );
    }

    #[test]
    fn problems_and_thanks_are_no_results() {
        check(
            &[
                "各位代表：",
                "一、2019年工作回顾",
                "全年新增就业2万人，改造小区30个。",
                "一年来，我们还完成了机构改革。在此，我代表县政府表示衷心的感谢！",
                "同时，我们也清醒地认识到存在的问题：经济总量偏小，增长只有3%。",
                "这些困难要在今后的工作中认真解决。",
                "二、2020年工作安排",
                "新增就业2.2万人，解决好群众反映的困难和问题。",
            ],
            "FRROOOPP",
        );
    }

    #[test]
    fn headings_that_say_nothing_are_told_by_tense() {
        check(
            &[
                "各位代表：",
                "一、砥砺前行，发展质量稳步提升",
                "完成投资100亿元，同比增长9%，新增企业300家，已建成厂房12万平方米。",
                "二、乘势而上，奋力开创新局面",
                "确保完成投资110亿元，力争新增企业320家，加快推进厂房建设，进一步优化环境。",
                "三、担当作为，建设人民满意政府",
                "严格执行规定，压减支出5%。",
            ],
            "FRRPPPP",
        );
    }

    #[test]
    fn without_headings_the_first_words_tell() {
        check(
            &[
                "各位代表：",
                "现在，我代表乡政府向大会报告工作。",
                "过去的一年，全乡完成植树3000亩，人均收入增长8%。",
                "全年修路12公里，新建水库2座。",
                "今年工作的总体要求是：稳中求进，确保增收。",
                "要修路15公里，新建水库1座。",
            ],
            "FFRRPP",
        );
    }
}

//! Which part of the report a block stands in: review of last year, plan for this year, or neither.
//!
//! Headings say it where they can (2019年工作回顾, 今年重点工作, 过去五年的工作), the first words of a paragraph
//! where one part of a section turns into another (刚刚过去的2016年…, 今后五年…, 同时，我们也清醒地看到…), and
//! tense where neither does. Five years, whether past or to come, are neither review nor plan.
//!
//! Must hold: linear; every block gets a part.

use super::{
    Block, BlockKind, Part,
    cues::{self, Cue, Cues},
};
use crate::text::normal::fold;

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
    let mut walk = Walk { text, now, last_text, base: None, here: Part::Front, problems: false };
    for i in 0..blocks.len() {
        blocks[i].part = walk.part(blocks, i);
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
    let folded: String = text.chars().take(70).filter_map(fold).collect();
    let bare = ["各位代表", "同志们", "各位委员"].iter().find_map(|who| folded.strip_prefix(who));
    bare.and_then(|rest| rest.strip_prefix(['!', ',', ':'])).map_or_else(|| folded.clone(), ToOwned::to_owned)
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
                (self.base, self.here) = (Some(Part::Other), Part::Other);
                Part::Other
            }
            BlockKind::Heading => {
                self.enter(blocks, i, &start, &cues);
                self.here
            }
            BlockKind::Row => self.here,
            BlockKind::Body => self.body(block, &start, &cues),
        }
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

    fn body(&mut self, block: &Block, start: &str, cues: &Cues) -> Part {
        let whole = block.span.slice(self.text);
        if self.here == Part::Front && self.base.is_none() {
            if cues.has(Cue::Opening) {
                return Part::Front;
            }
            self.here = if cues::tense(whole) > 0 { Part::Plan } else { Part::Review };
        }
        if let Some(part) = self.turn(start, cues) {
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
    fn turn(&mut self, start: &str, cues: &Cues) -> Option<Part> {
        let year = cues.year(start).filter(|&(at, _)| at <= 18);
        let last = year.is_some_and(|(_, year)| year == 1 || self.now.is_some_and(|now| year + 1 == now));
        let this = year.is_some_and(|(_, year)| year == 0 || self.now == Some(year));
        let long = cues.first(Cue::SpanOfYears).filter(|&at| at <= 30);
        if long.is_some_and(|at| year.is_none_or(|(year, _)| at < year)) {
            return Some(Part::Other);
        }
        let waits = self.here == Part::Other && !self.problems && self.base != Some(Part::Review);
        if this && (cues.has(Cue::Planned) || waits) {
            self.problems = false;
            self.base = Some(Part::Plan);
            return Some(Part::Plan);
        }
        let back = last || cues.first(Cue::LastYear).is_some_and(|at| at <= 18);
        (back && self.base != Some(Part::Plan) && !self.problems).then_some(Part::Review)
    }
}

impl Heading {
    /// Whether a heading below the first rank opens a part: it starts with a time and says what is done there.
    fn opens(self, start: &str) -> bool {
        let at = self.long.into_iter().chain(self.year.map(|(at, _)| at)).min();
        (self.back || self.ahead) && at.is_some_and(|at| at <= 12) && start.chars().count() <= 30
    }
}

//! Which part of the report a block stands in: review of last year, plan for this year, or neither.
//!
//! Headings say it where they can (2019年工作回顾, 今年重点工作, 过去五年的工作), the first words of a paragraph
//! where one part of a section turns into another (刚刚过去的2016年…, 今后五年…, 同时，我们也清醒地看到…), and
//! tense where neither does. Five years, whether past or to come, are neither review nor plan.
//!
//! Must hold: linear; every block gets a part.

use super::{Block, BlockKind, Part, cues};
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
    let heading = Heading {
        long: cues::first_of(folded, cues::LONG),
        year: cues::year(folded),
        back: cues::first_of(folded, cues::BACK).is_some(),
        ahead: cues::first_of(folded, cues::AHEAD).is_some(),
    };
    let tells = heading.back || heading.ahead || heading.year.is_some() || heading.long.is_some();
    // A bare slogan with a year in it (迈向2035) tells nothing of the part.
    (tells
        && (heading.back
            || heading.ahead
            || heading.long.or(heading.year.map(|(at, _)| at)).is_some_and(|at| at <= 12)))
    .then_some(heading)
}

impl Heading {
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
    let mut walk = Walk { text, now, base: None, here: Part::Front, problems: false };
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
        of_kind(kind).find_map(|block| cues::year(&start_of(block.span.slice(text)))).map(|(_, year)| year)
    };
    by_headings
        .or_else(|| dated(BlockKind::Subtitle))
        .or_else(|| dated(BlockKind::Title))
        .filter(|&year| year > 1)
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
        match block.kind {
            BlockKind::Title | BlockKind::Subtitle | BlockKind::Byline | BlockKind::Salutation => Part::Front,
            BlockKind::Note => Part::Other,
            BlockKind::Closing => {
                (self.base, self.here) = (Some(Part::Other), Part::Other);
                Part::Other
            }
            BlockKind::Heading => {
                self.enter(blocks, i, &start);
                self.here
            }
            BlockKind::Row => self.here,
            BlockKind::Body => self.body(block, &start),
        }
    }

    /// A heading: a new section, or a new part of the section if it says so.
    fn enter(&mut self, blocks: &[Block], i: usize, start: &str) {
        let level = blocks[i].level;
        let told = of_heading(start).filter(|heading| level == 1 || heading.opens(start));
        let annex =
            blocks[i..].iter().take(3).any(|block| matches!(block.kind, BlockKind::Note | BlockKind::Row))
                && blocks[i..].iter().all(|block| block.kind != BlockKind::Body);
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

    fn body(&mut self, block: &Block, start: &str) -> Part {
        let whole = block.span.slice(self.text);
        if self.here == Part::Front && self.base.is_none() {
            if cues::first_of(start, cues::OPENING).is_some() {
                return Part::Front;
            }
            self.here = if cues::tense(whole) > 0 { Part::Plan } else { Part::Review };
        }
        if let Some(part) = self.turn(start) {
            self.here = part;
        }
        if self.base != Some(Part::Plan) && self.here != Part::Plan {
            self.problems |= cues::tells_problems(start);
            if self.problems || cues::gives_thanks(whole) {
                return Part::Other;
            }
        }
        self.here
    }

    /// The part to which the first words of a paragraph turn, if they do.
    fn turn(&mut self, start: &str) -> Option<Part> {
        let head: String = start.chars().take(24).collect();
        let year = cues::year(&head).filter(|&(at, _)| at <= 18);
        let last = year.is_some_and(|(_, year)| year == 1 || self.now.is_some_and(|now| year + 1 == now));
        let this = year.is_some_and(|(_, year)| year == 0 || self.now == Some(year));
        let long = cues::first_of(&head, cues::SPAN_OF_YEARS).filter(|&at| at <= 30);
        if long.is_some_and(|at| year.is_none_or(|(year, _)| at < year)) {
            return Some(Part::Other);
        }
        let planned = cues::first_of(start, cues::PLANNED).is_some();
        if this
            && (planned || (self.here == Part::Other && !self.problems && self.base != Some(Part::Review)))
        {
            self.problems = false;
            self.base = Some(Part::Plan);
            return Some(Part::Plan);
        }
        let back = last || cues::first_of(&head, cues::LAST_YEAR).is_some_and(|at| at <= 18);
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

//! The outline of a report: its sections, what each holds, and where in it.
//!
//! Must hold: the sections follow each other and every block stands in exactly one of them.

use std::ops::Range;

use crate::{
    extract::{Findings, StatementKind},
    report::{BlockKind, Report},
    text::{ByteOffset, Offset, Span},
};

/// The outline of one report. Does not change with its notes: those are counted by [`notes_in`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// Characters of the longest section: what the density strips are measured against.
    pub longest: usize,
}

/// A stretch of the report under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its heading: the block, and the words to show. `None` for the text before the first heading of its
    /// part.
    pub heading: Option<(usize, String)>,
    /// The heading of the part (一、) that it opens, if it opens one.
    pub part: Option<(usize, String)>,
    /// Its blocks, its own heading and its part's included.
    pub blocks: Range<usize>,
    /// How many quantities it holds.
    pub quantities: usize,
    /// How many commitments.
    pub commitments: usize,
    /// One bar a paragraph.
    pub bars: Vec<Bar>,
}

/// A paragraph in a section's density strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The block.
    pub block: usize,
    /// Characters of the section before it.
    pub start: usize,
    /// Its own characters.
    pub len: usize,
    /// How many quantities it holds.
    pub quantities: usize,
    /// How many commitments.
    pub commitments: usize,
}

impl Outline {
    /// The outline of `report`. Headings of the two upper levels open sections; lower ones stay inside.
    /// Linear in the blocks and the findings.
    pub fn new(report: &Report, findings: &Findings) -> Self {
        let quantities =
            counts(report, findings.numbers.iter().filter(|n| n.kind.is_quantity()).map(|n| n.span));
        let promised = |kind: &StatementKind| matches!(kind, StatementKind::Commitment { .. });
        let commitments =
            counts(report, findings.statements.iter().filter(|s| promised(&s.kind)).map(|s| s.span));

        let mut sections: Vec<Section> = Vec::new();
        for (index, block) in report.blocks.iter().enumerate() {
            let words = || (index, shown(report.slice(block.span)).to_owned());
            let heading = block.kind == BlockKind::Heading;
            if heading && block.level == 1 {
                sections.push(Section::empty(None, Some(words()), index));
            } else if heading && block.level == 2 {
                // A part whose first line is a heading needs no section of its own before it.
                match sections.last_mut() {
                    Some(last) if last.heading.is_none() && last.part.is_some() && last.bars.is_empty() => {
                        last.heading = Some(words());
                    }
                    _ => sections.push(Section::empty(Some(words()), None, index)),
                }
            } else if sections.is_empty() {
                sections.push(Section::empty(None, None, index));
            }
            let Some(section) = sections.last_mut() else { continue };
            section.blocks.end = index + 1;
            section.quantities += quantities[index];
            section.commitments += commitments[index];
            if !heading {
                let start = section.bars.last().map_or(0, |bar| bar.start + bar.len);
                let len = report.slice(block.span).chars().count();
                let (quantities, commitments) = (quantities[index], commitments[index]);
                section.bars.push(Bar { block: index, start, len, quantities, commitments });
            }
        }
        let longest = sections.iter().map(Section::len).max().unwrap_or(0);
        Self { sections, longest }
    }

    /// Where places of the report, which ascend, stand in the density strips: for each section, how many of its
    /// characters come before each; of places that share one of `steps` steps of the longest strip, the first. Linear.
    pub fn places(
        &self,
        report: &Report,
        places: impl Iterator<Item = ByteOffset>,
        steps: usize,
    ) -> Vec<Vec<usize>> {
        let step = (self.longest / steps.max(1)).max(1);
        let mut sections = vec![Vec::new(); self.sections.len()];
        for place in places {
            let Some(block) = report.block_at(place) else { continue };
            let Some(index) = self.section_of(block) else { continue };
            let section = &self.sections[index];
            // A heading stands at the beginning of what follows it.
            let after = section.bars.partition_point(|bar| bar.block < block);
            let Some(bar) = section.bars.get(after).or(section.bars.last()) else { continue };
            let span = report.blocks[block].span;
            let inside = if bar.block == block { place.get().saturating_sub(span.start.get()) } else { 0 };
            // Characters of one paragraph are of about one width in bytes.
            let chars = bar.start + bar.len * inside / span.len().max(1);
            let list: &mut Vec<usize> = &mut sections[index];
            if list.last().is_none_or(|last| chars >= last + step) {
                list.push(chars);
            }
        }
        sections
    }

    /// The section that `block` stands in, as an index. One binary search.
    pub fn section_of(&self, block: usize) -> Option<usize> {
        let after = self.sections.partition_point(|section| section.blocks.start <= block);
        after.checked_sub(1).filter(|&section| self.sections[section].blocks.contains(&block))
    }
}

impl Section {
    fn empty(heading: Option<(usize, String)>, part: Option<(usize, String)>, block: usize) -> Self {
        Self { heading, part, blocks: block..block, quantities: 0, commitments: 0, bars: Vec::new() }
    }

    /// Characters of its paragraphs.
    pub fn len(&self) -> usize {
        self.bars.last().map_or(0, |bar| bar.start + bar.len)
    }

    /// Whether it has no paragraph.
    pub fn is_empty(&self) -> bool {
        self.bars.is_empty()
    }
}

/// What of a heading is shown in a narrow column: up to its first comma.
fn shown(heading: &str) -> &str {
    heading.split(['，', ',', '；', '。']).next().unwrap_or(heading).trim_end()
}

/// How many of `spans`, which ascend, start in each block.
fn counts(report: &Report, spans: impl Iterator<Item = Span>) -> Vec<usize> {
    let mut counts = vec![0; report.blocks.len()];
    for block in spans.filter_map(|span| report.block_at(span.start)) {
        counts[block] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        report::{self, Block, Part},
        text::{Encoding, SourceText},
    };

    /// Lines with their level: `1`, `2`, `3` for headings, `0` for text.
    fn check(lines: &[(u8, &str)], expect: &[(Option<&str>, Option<&str>, Range<usize>)]) {
        let text: Vec<&str> = lines.iter().map(|(_, text)| *text).collect();
        let mut report = report::parse(SourceText::new(text.join("\n"), Encoding::Utf8));
        let mut at = 0;
        report.text = text.join("\n");
        report.blocks = lines
            .iter()
            .map(|&(level, text)| {
                let span = Span::of(at..at + text.len());
                at += text.len() + 1;
                let kind = if level > 0 { BlockKind::Heading } else { BlockKind::Body };
                Block { kind, level, span, part: Part::Plan }
            })
            .collect();
        let outline = Outline::new(&report, &Findings::default());
        let words = |heading: &Option<(usize, String)>| heading.clone().map(|(_, words)| words);
        let shown: Vec<_> =
            outline.sections.iter().map(|s| (words(&s.part), words(&s.heading), s.blocks.clone())).collect();
        let expect: Vec<_> = expect
            .iter()
            .map(|(part, heading, blocks)| {
                (part.map(str::to_owned), heading.map(str::to_owned), blocks.clone())
            })
            .collect();
        assert_eq!(shown, expect);
        for (index, _) in report.blocks.iter().enumerate() {
            let section = outline.section_of(index).unwrap();
            assert!(outline.sections[section].blocks.contains(&index));
        }
    }

    #[test]
    fn parts_and_sections_make_the_outline() {
        check(
            &[
                (0, "题"),
                (1, "一、回顾"),
                (0, "总述"),
                (2, "（一）治理，抓实"),
                (0, "文"),
                (3, "1.细目"),
                (0, "文"),
                (1, "二、任务"),
                (2, "（一）规划"),
                (0, "文"),
            ],
            &[
                (None, None, 0..1),
                (Some("一、回顾"), None, 1..3),
                (None, Some("（一）治理"), 3..7),
                (Some("二、任务"), Some("（一）规划"), 7..10),
            ],
        );
    }

    #[test]
    fn a_report_without_headings_is_one_section() {
        check(&[(0, "甲"), (0, "乙")], &[(None, None, 0..2)]);
    }

    #[test]
    fn hits_stand_in_the_strips_where_they_stand_in_the_text() {
        let text = "一、回顾\n甲乙丙丁戊己庚辛。\n子丑寅卯。\n二、任务\n壬癸。";
        let report = report::parse(SourceText::new(text.to_owned(), Encoding::Utf8));
        let outline = Outline::new(&report, &Findings::default());
        let at = |words: &str| Offset::new(report.text.find(words).unwrap());
        let places = |words: &[&str], steps| outline.places(&report, words.iter().map(|w| at(w)), steps);
        assert_eq!(places(&["甲", "丙", "庚", "子", "二", "癸"], 100), [vec![0, 2, 6, 9], vec![0, 1]]);
        assert_eq!(places(&["甲", "乙", "丙", "庚"], 3), [vec![0, 6], vec![]]);
    }

    #[test]
    fn nothing_has_no_outline() {
        assert_eq!(
            Outline::new(
                &report::parse(SourceText::new(String::new(), Encoding::Utf8)),
                &Findings::default()
            ),
            Outline::default()
        );
    }
}

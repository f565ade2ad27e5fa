//! From the source to blocks. (First step: one block a line.)

use super::{Block, BlockKind, DropReason, Dropped, Part, Report};
use crate::text::{Digest, Offset, SourceMap, SourceText, Span, normal::NormalText};

/// Parses `source` into a report. Takes any text; linear in its length.
pub fn parse(source: SourceText) -> Report {
    let mut report = Report {
        text: String::new(),
        map: SourceMap::default(),
        blocks: Vec::new(),
        dropped: Vec::new(),
        fingerprint: Digest::of(""),
        source,
    };
    let text = report.source.text().to_owned();
    let mut done = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if trimmed.is_empty() {
            continue;
        }
        if done < start {
            report.dropped.push(Dropped { span: Span::of(done..start), reason: DropReason::Layout });
        }
        if !report.text.is_empty() {
            report.text.push('\n');
        }
        let from = report.text.len();
        report.text.push_str(trimmed);
        report.map.push(Offset::new(from), Offset::new(start), trimmed.len());
        done = start + trimmed.len();
        let span = Span::of(from..report.text.len());
        report.blocks.push(Block { kind: BlockKind::Body, level: 0, span, part: Part::Other });
    }
    if done < text.len() {
        report.dropped.push(Dropped { span: Span::of(done..text.len()), reason: DropReason::Layout });
    }
    report.fingerprint = Digest::of(&NormalText::new(&report.text).to_text());
    report
}

//! From the source to blocks, step by step: lines, furniture, paragraphs, kinds, text, parts.

use std::sync::OnceLock;

use super::{
    BlockKind, Report, chrome, clean,
    disguise::Disguise,
    front, furniture, glued,
    join::{self, Wrap},
    lines::{self, Line},
    outline::{self, Draft},
    parts,
    writer::Writer,
};
use crate::text::SourceText;

/// Parses `source` into a report. Takes any text; linear in its length.
pub fn parse(source: SourceText) -> Report {
    let disguise = Disguise::lift(source.text());
    let text = &*disguise.text;
    let lines = front::cut_glued(text, glued::restore(text, lines::split(text)));
    let wrap = Wrap::of(text, &lines);
    let mut roles = furniture::roles(text, &lines, &wrap);
    chrome::mark(text, &lines, &wrap, &mut roles);
    let paragraphs = join::paragraphs(text, &lines, &roles, &wrap);
    let drafts = outline::classify(text, &lines, paragraphs, front::end(text, &lines, &roles));

    let mut out = Writer::new(&disguise);
    let mut next = 0;
    for draft in &drafts {
        drop_lines(&lines, &roles, next..draft.lines.start, &mut out);
        write_block(&lines, &roles, draft, &mut out);
        next = draft.lines.end;
    }
    drop_lines(&lines, &roles, next..lines.len(), &mut out);
    out.finish();

    let Writer { text, map, mut blocks, dropped, .. } = out;
    parts::assign(&mut blocks, &text);
    Report { source, text, map, blocks, dropped, fingerprint: OnceLock::new() }
}

type Roles = [Option<super::DropReason>];

fn drop_lines(lines: &[Line], roles: &Roles, range: std::ops::Range<usize>, out: &mut Writer) {
    for i in range {
        if let Some(reason) = roles[i] {
            out.discard(lines[i].start, lines[i].end, reason);
        }
    }
}

/// Writes one paragraph: a block, or a heading and its body where the heading runs in.
fn write_block(lines: &[Line], roles: &Roles, draft: &Draft, out: &mut Writer) {
    out.open();
    for i in draft.lines.clone() {
        let line = &lines[i];
        if roles[i].is_some() {
            drop_lines(lines, roles, i..i + 1, out);
            continue;
        }
        if draft.kind == BlockKind::Row {
            clean::write_row(line, out);
            continue;
        }
        let names = draft.kind == BlockKind::Byline;
        match draft.cut.filter(|&cut| (line.start..=line.end).contains(&cut)) {
            Some(cut) => {
                let [head, rest] = line.cut(out.source, cut);
                write_line(&head, names, out);
                out.close(BlockKind::Heading, draft.level);
                out.open();
                write_line(&rest, names, out);
            }
            None => write_line(line, names, out),
        }
    }
    let level = if draft.kind == BlockKind::Heading { draft.level } else { 0 };
    out.close(draft.kind, level);
}

/// Writes one line of a block, after a blank where two words, or an office and a name, would run into one.
fn write_line(line: &Line, names: bool, out: &mut Writer) {
    let first = line.text(out.source).chars().next();
    if let (Some(before), Some(first)) = (out.last(), first)
        && (names || (before.is_ascii_alphabetic() && first.is_ascii_alphabetic()))
    {
        out.insert(' ');
    }
    clean::write(line, names, out);
}

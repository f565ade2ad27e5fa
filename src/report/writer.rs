//! Writes the report's text while it keeps the books: every byte of the source is either kept or dropped.
//!
//! Must hold: calls come in the order of the source. What no call names between two calls is layout.

use super::{Block, BlockKind, DropReason, Dropped, Part, disguise::Disguise};
use crate::text::{Offset, SourceMap, Span};

/// The report's text in the making.
pub(super) struct Writer<'a> {
    /// The source as it is read, for slicing.
    pub source: &'a str,
    /// What is covered in it.
    disguise: &'a Disguise<'a>,
    /// Bytes of the source that are accounted for.
    done: usize,
    /// Where the open block starts in `text`.
    open: usize,
    /// The text so far.
    pub text: String,
    /// The way back.
    pub map: SourceMap,
    /// The blocks that are closed.
    pub blocks: Vec<Block>,
    /// What is not in the text.
    pub dropped: Vec<Dropped>,
}

impl<'a> Writer<'a> {
    pub fn new(disguise: &'a Disguise<'a>) -> Self {
        let source = &*disguise.text;
        Self {
            source,
            disguise,
            done: 0,
            open: 0,
            text: String::with_capacity(source.len()),
            map: SourceMap::default(),
            blocks: Vec::new(),
            dropped: Vec::new(),
        }
    }

    /// Keeps `from..to` of the source as it stands.
    pub fn keep(&mut self, from: usize, to: usize) {
        if from < to {
            self.pass_to(from);
            self.map.push(Offset::new(self.text.len()), Offset::new(from), to - from);
            self.text.push_str(&self.source[from..to]);
            self.done = to;
        }
    }

    /// Drops `from..to` of the source.
    pub fn discard(&mut self, from: usize, to: usize, reason: DropReason) {
        self.pass_to(from);
        self.note(from, to, reason);
        self.done = self.done.max(to);
    }

    /// Puts `c`, which has no place in the source, between two kept pieces of a block.
    pub fn insert(&mut self, c: char) {
        self.text.push(c);
    }

    /// The last character of the open block.
    pub fn last(&self) -> Option<char> {
        self.text[self.open..].chars().next_back()
    }

    /// Opens the next block. The one before is closed.
    pub fn open(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.open = self.text.len();
    }

    /// Closes the open block. One in which nothing was kept never was.
    pub fn close(&mut self, kind: BlockKind, level: u8) {
        let kept = self.text[self.open..].trim_end().len();
        self.text.truncate(self.open + kept);
        if kept == 0 {
            self.text.truncate(self.open.saturating_sub(1));
        } else {
            let span = Span::of(self.open..self.text.len());
            self.blocks.push(Block { kind, level, span, part: Part::Other });
        }
        self.open = self.text.len();
    }

    /// Accounts for the rest of the source.
    pub fn finish(&mut self) {
        self.pass_to(self.source.len());
    }

    fn pass_to(&mut self, to: usize) {
        if self.done < to {
            self.note(self.done, to, DropReason::Layout);
            self.done = to;
        }
    }

    fn note(&mut self, from: usize, to: usize, reason: DropReason) {
        if from >= to {
            return;
        }
        let dropped = &mut self.dropped;
        let mut add = |from: usize, to: usize, reason| match dropped.last_mut() {
            _ if from == to => {}
            Some(last) if last.reason == reason && last.span.end.get() == from => {
                last.span.end = Offset::new(to);
            }
            _ => dropped.push(Dropped { span: Span::of(from..to), reason }),
        };
        if reason == DropReason::Layout {
            self.disguise.reasons(from..to, |range, reason| add(range.start, range.end, reason));
        } else {
            add(from, to, reason);
        }
    }
}

//! A report: blocks of clean text with their place in the source.
//!
//! Owns: the way from lines to blocks, outline, sentences and clauses, and which part of the report is
//! review and which is plan.
//!
//! Must hold: **lossless** (every character of the source is in exactly one block or in exactly one
//! [`Dropped`] piece) and **total** ([`parse`] takes any text, answers with a report and never fails).
//!
//! The way, one module a step: [`disguise`] covers what no reader sees; [`lines`] cuts the source, and [`glued`] a text that
//! has lost its breaks; [`furniture`] and [`chrome`] tell what belongs to the page and not to the text; [`join`] makes paragraphs of lines; [`front`], [`heading`], [`notes`] and
//! [`outline`] say what each paragraph is; [`clean`] and [`writer`] write the text and keep the books; [`parts`]
//! with its words in [`cues`] tells review from plan. [`sentences`] and [`syntax`] walk over the result; [`name()`] tells the report
//! from others.

use std::sync::OnceLock;

use crate::text::{ByteOffset, Digest, SourceMap, SourceOffset, SourceText, Span, normal::fold_text};

mod chrome;
mod clean;
mod cues;
mod disguise;
mod front;
mod furniture;
mod glued;
mod heading;
mod join;
mod lines;
mod name;
mod notes;
mod outline;
mod parse;
mod parts;
pub mod sentences;
pub mod syntax;
mod writer;

pub use name::name;
pub use parse::parse;
pub use sentences::{clauses, sentences, sentences_in};

/// A parsed report.
///
/// [`text`](Self::text) is what a reader reads: the blocks' texts joined by one line break each. Every
/// [`Span`] of the crate without another unit is a range of bytes of this text.
#[derive(Clone, Debug)]
pub struct Report {
    /// The document that it was parsed from.
    pub source: SourceText,
    /// The clean text: hard wraps rejoined, furniture gone. Characters are dropped, none is changed but the
    /// radicals that PDF tools write for ideographs; what is put in has no place in the source: a line break
    /// between two blocks, a tab between two cells, a blank between two Latin words.
    pub text: String,
    /// Where each piece of `text` stands in `source`.
    pub map: SourceMap,
    /// The blocks, in order. Their spans ascend, and one line break stands between two of them.
    pub blocks: Vec<Block>,
    /// What of the source is not in `text`, in order.
    pub dropped: Vec<Dropped>,
    /// What [`Self::fingerprint`] has answered.
    pub(crate) fingerprint: OnceLock<Digest>,
}

impl Report {
    /// The text under `span`.
    pub fn slice(&self, span: Span) -> &str {
        span.slice(&self.text)
    }

    /// The digest of the text in normal form: equal for two dresses (PDF, web page) of one report. Made when it is
    /// first asked for, because most do not ask.
    pub fn fingerprint(&self) -> &Digest {
        self.fingerprint.get_or_init(|| Digest::of(&fold_text(&self.text)))
    }

    /// Where `span` stands in the source, in bytes.
    pub fn to_source(&self, span: Span) -> Span<SourceOffset> {
        self.map.to_source(span)
    }

    /// The index of the block that holds `offset`; a break belongs to the block before it. `None` only for
    /// a report without blocks. Costs one binary search.
    pub fn block_at(&self, offset: ByteOffset) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.span.start <= offset);
        if self.blocks.is_empty() { None } else { Some(after.saturating_sub(1)) }
    }
}

/// A paragraph, heading, or another piece that a reader sees as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Depth in the outline: 1 for 一、, 2 for （一）, 3 for 1. or （1）; 0 for what is no heading.
    pub level: u8,
    /// Its text. Never empty, never starts or ends with white space, but for the tab that a row starts with
    /// if its first cell is empty.
    pub span: Span,
    /// Which part of the report it stands in.
    pub part: Part,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// 政府工作报告
    Title,
    /// ——2020年1月5日在…第七次会议上
    Subtitle,
    /// Who gives the report.
    Byline,
    /// 各位代表：
    Salutation,
    /// A section's heading; its [`level`](Block::level) says which.
    Heading,
    /// A paragraph.
    Body,
    /// One row of a table, cells parted by tabs.
    Row,
    /// A foot or end note, or a line of an annex's glossary.
    Note,
    /// The last appeal: 各位代表！…奋力谱写…篇章！
    Closing,
}

/// Which part of the report a block stands in: what decides whether a figure is a result or a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Title to opening words.
    Front,
    /// The review of last year: results.
    Review,
    /// The plan for this year: commitments.
    Plan,
    /// Anything else: a five-year review or plan, problems, thanks, the closing.
    Other,
}

/// A piece of the source that is not in the report's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Where it stands.
    pub span: Span<SourceOffset>,
    /// Why it was dropped.
    pub reason: DropReason,
}

/// Why a piece of the source is not in the report's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DropReason {
    /// White space and line breaks of the layout, literal `\r\n` among them.
    Layout,
    /// A page number or running head.
    PageFurniture,
    /// Menus, by-lines and buttons of a web page around the text; front matter; Markdown's signs.
    Chrome,
    /// The second copy of a glyph that a printer doubled for bold.
    Doubled,
    /// A footnote's mark in the text.
    NoteMark,
}

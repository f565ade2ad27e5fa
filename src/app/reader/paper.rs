//! The page's elements, and the two ways between them and the report's text.
//!
//! Must hold: a block's `.par` holds the block's text and nothing else, so UTF-16 units counted in it are
//! units of the report.

use leptos::web_sys::{self, Element, HtmlElement, Node, Range};
use wasm_bindgen::JsCast;

use crate::{
    note::NoteId,
    text::{Offset, Span},
    view::Document,
};

/// `NodeFilter.SHOW_TEXT`.
const SHOW_TEXT: u32 = 4;

/// The elements of the open page: one `.blk` a block, its text in `.par`.
#[derive(Clone, Default)]
pub struct Paper {
    /// What everything is measured from: the element that text and margin stand in.
    pub desk: Option<HtmlElement>,
    /// The text.
    pub article: Option<HtmlElement>,
    /// The blocks.
    pub blocks: Vec<HtmlElement>,
    /// In a long document, the elements that hold [`LOT`] blocks each; else none.
    pub lots: Vec<HtmlElement>,
}

/// The browser leaves out what is far from the window by lots of so many blocks. It asks every lot in every frame, so they
/// must not be many; it draws a whole lot when its edge comes near, so they must not be large.
pub const LOT: usize = 16;

impl Paper {
    /// The element that holds the text of a block.
    pub fn paragraph(&self, block: usize) -> Option<HtmlElement> {
        self.blocks.get(block)?.first_element_child()?.dyn_into().ok()
    }

    /// The last block that begins above a height of the window, in CSS pixels; the first if none does. Blocks follow each
    /// other down the page, so it is found by halving: first the lot, because to measure a block in one that is left out
    /// would make the browser set it.
    pub fn block_above(&self, edge: f64) -> usize {
        let above = |list: &[HtmlElement]| {
            list.partition_point(|element| element.get_bounding_client_rect().top() <= edge).saturating_sub(1)
        };
        let from = above(&self.lots) * LOT;
        let to = if self.lots.is_empty() { self.blocks.len() } else { self.blocks.len().min(from + LOT) };
        from + self.blocks.get(from..to).map_or(0, above)
    }

    /// The block that `node` stands in.
    pub fn block_of(node: &Node) -> Option<(usize, Element)> {
        let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
        let block = element.closest(".blk").ok().flatten()?;
        Some((block.get_attribute("data-b")?.parse().ok()?, block))
    }

    /// The byte of the report's text at a place of the DOM; `None` outside the text.
    pub fn byte_at(&self, document: &Document, node: &Node, offset: u32) -> Option<usize> {
        let text = &document.report.text;
        let article = self.article.as_ref()?;
        if !article.contains(Some(node)) {
            return None;
        }
        let Some((index, block)) = Self::block_of(node) else {
            // Between two blocks, or two lots.
            let next = next_block(article, node, offset).and_then(|block| document.report.blocks.get(block));
            return Some(next.map_or(text.len(), |block| block.span.start.get()));
        };
        let span = document.report.blocks.get(index)?.span;
        let paragraph = self.paragraph(index)?;
        if !paragraph.contains(Some(node)) {
            let before = node == block.as_ref() as &Node && offset == 0;
            return Some(if before { span.start.get() } else { span.end.get() });
        }
        let range = Range::new().ok()?;
        range.set_start(&paragraph, 0).ok()?;
        range.set_end(node, offset).ok()?;
        let units = range.to_string().length() as usize;
        let before = document.index.utf16_at_byte(text, span.start.get());
        Some(document.index.byte_at_utf16(text, before + units).min(span.end.get()))
    }

    /// The place of the DOM at a byte of the report's text. At the edge between two pieces it is the end of
    /// the first, unless `after`.
    pub fn place_of(&self, document: &Document, byte: usize, after: bool) -> Option<(Node, u32)> {
        let text = &document.report.text;
        let index = document.report.block_at(Offset::new(byte))?;
        let span = document.report.blocks[index].span;
        let at = |byte: usize| document.index.utf16_at_byte(text, byte);
        let mut left = u32::try_from(at(byte.min(span.end.get())) - at(span.start.get())).ok()?;
        let paragraph = self.paragraph(index)?;
        let walker = web_sys::window()?
            .document()?
            .create_tree_walker_with_what_to_show(&paragraph, SHOW_TEXT)
            .ok()?;
        let mut last = None;
        while let Ok(Some(node)) = walker.next_node() {
            let len = node.unchecked_ref::<web_sys::Text>().length();
            if left < len || left == len && !after {
                return Some((node, left));
            }
            left -= len;
            last = Some((node, len));
        }
        last.or_else(|| Some((paragraph.into(), 0)))
    }

    /// The DOM's range over `span`.
    pub fn range(&self, document: &Document, span: Span) -> Option<Range> {
        let (start, start_at) = self.place_of(document, span.start.get(), true)?;
        let (end, end_at) = self.place_of(document, span.end.get(), false)?;
        let range = Range::new().ok()?;
        range.set_start(&start, start_at).ok()?;
        range.set_end(&end, end_at).ok()?;
        Some(range)
    }

    /// What a range of the DOM covers of the report's text, without line breaks and blanks at its ends.
    pub fn span_of(&self, document: &Document, range: &Range) -> Option<Span> {
        let start = self.byte_at(document, &range.start_container().ok()?, range.start_offset().ok()?)?;
        let end = self.byte_at(document, &range.end_container().ok()?, range.end_offset().ok()?)?;
        Some(Span::of(start..end).trimmed(&document.report.text, char::is_whitespace))
    }
}

/// The notes that a piece of the text names in an attribute.
pub fn notes_of(piece: &Element, attribute: &str) -> Vec<NoteId> {
    let ids = piece.get_attribute(attribute).unwrap_or_default();
    ids.split(' ').filter_map(|id| uuid::Uuid::parse_str(id).ok()).map(NoteId).collect()
}

/// The first block behind a place among the children of the article or of a lot.
fn next_block(article: &HtmlElement, node: &Node, offset: u32) -> Option<usize> {
    let is_lot = node != article.as_ref() as &Node;
    let next = node.child_nodes().item(offset).or_else(|| node.next_sibling().filter(|_| is_lot))?;
    let next = next.dyn_into::<Element>().ok()?;
    let block = if next.matches(".blk").ok()? { next } else { next.query_selector(".blk").ok()?? };
    block.get_attribute("data-b")?.parse().ok()
}

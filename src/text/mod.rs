//! Text and places in it.
//!
//! Owns: offsets as types ([`offset`]), the index that converts between units ([`index`]), the decoded
//! source ([`source`]), the map from the report's text back to the source ([`map`]), the normal form in
//! which two dresses of one text are equal ([`normal`]), classes of characters ([`chars`]), lists of words ([`lexicon`]), and
//! search over characters: exact by pairs ([`grams`]), approximate by bit-parallel edit distance ([`myers`]).
//!
//! Must hold: inside the crate places are bytes of the report's text; files speak Unicode code points of the
//! source; UTF-16 appears only where the DOM is touched.

pub mod chars;
pub mod grams;
pub mod index;
pub mod lexicon;
pub mod map;
pub mod myers;
pub mod normal;
pub mod offset;
pub mod source;

pub use index::TextIndex;
pub use map::SourceMap;
pub use offset::{ByteOffset, CodePointOffset, Offset, SourceOffset, Span, Utf16Offset};
pub use source::{Digest, Encoding, SourceText};

//! What the part of the page's address behind `#` says.

use std::fmt;

use crate::text::Digest;

/// Where the reader is: `#doc=` and the digest of the open document, or nothing on the start screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The open document.
    pub document: Option<Digest>,
}

impl Address {
    /// Reads an address, with or without its `#`. What it does not know it passes over, so that an address of a
    /// newer build opens the same document.
    pub fn parse(hash: &str) -> Self {
        let parts = hash.trim_start_matches('#').split('&').filter_map(|part| part.split_once('='));
        let document = parts.filter(|(key, _)| *key == "doc").find_map(|(_, value)| Digest::parse(value));
        Self { document }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.document.iter().try_for_each(|id| write!(f, "doc={id}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_is_written() {
        let address = Address { document: Some(Digest::of("正文")) };
        assert_eq!(Address::parse(&format!("#{address}")), address);
        assert_eq!(Address::parse(&format!("#view=figures&{address}&a=7")), address);
    }

    #[test]
    fn what_is_no_address_is_the_start_screen() {
        for hash in ["", "#", "#doc=", "#doc=7", "#main", "#doc"] {
            assert_eq!(Address::parse(hash), Address::default(), "{hash}");
        }
        assert_eq!(Address::default().to_string(), "");
    }
}

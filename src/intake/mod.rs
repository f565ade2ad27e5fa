//! Documents in: bytes of any encoding and dress to a [`SourceText`](crate::text::SourceText).

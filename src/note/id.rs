//! The names of notes and revisions.
//!
//! Must hold: a name is random, or a pure function of what it names; either way it is never used twice.

use std::fmt;

use sha2::{Digest as _, Sha256};
use uuid::{Builder, Uuid};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl $name {
            /// The name that follows from `name`: equal for equal names, whoever computes it.
            pub fn derived(name: &str) -> Self {
                Self(name_based(stringify!($name), name))
            }
        }
    )*};
}

ids! {
    /// Names a note for ever.
    NoteId;
    /// Names a revision for ever.
    RevisionId;
}

/// A UUID of version 8 made from a name as RFC 9562 shows in appendix B.2: the first 128 bits of a SHA-256.
/// (Version 5 does the same with SHA-1, which would be one more hash to download.)
fn name_based(space: &str, name: &str) -> Uuid {
    let digest: [u8; 32] =
        Sha256::new().chain_update(space).chain_update([0]).chain_update(name).finalize().into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_derived_name_depends_on_the_name_and_the_kind() {
        assert_eq!(NoteId::derived("甲"), NoteId::derived("甲"));
        assert_ne!(NoteId::derived("甲"), NoteId::derived("乙"));
        assert_ne!(NoteId::derived("甲").0, RevisionId::derived("甲").0);
        assert_eq!(NoteId::derived("甲").0.get_version_num(), 8);
    }
}

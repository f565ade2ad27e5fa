//! What must hold of everything that goes into files and comes out of them.

use proptest::{prelude::Strategy, strategy::ValueTree, test_runner::TestRunner};
use uuid::Uuid;

use crate::note::{
    NoteId, Notebook, Revision,
    tests::{arbitrary, stamp},
};

mod foreign;
mod hostile;
mod musts;
mod mutated;
mod other_forms;
mod preview;
mod revision;
mod web_annotation;

/// A notebook of `count` notes of every sort, the same each time.
fn many_notes(count: u128) -> Notebook {
    let mut runner = TestRunner::deterministic();
    let mut notebook = Notebook::default();
    for n in 1..=count {
        let state = arbitrary::state().new_tree(&mut runner).unwrap().current();
        let author = if n % 3 == 0 { "甲" } else { "乙" };
        notebook.insert(Revision::first(stamp(n, author), NoteId(Uuid::from_u128(n)), state));
    }
    notebook
}

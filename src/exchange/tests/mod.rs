//! What must hold of everything that goes into files and comes out of them.

mod revision;

//! The store: IndexedDB and the channel between tabs. Browser only.

//! How long work took, in the browser's own timeline: its profiler shows it, and `script/bench-browser` reads it.

use leptos::prelude::window;

/// A stretch of work. Its name stands in the timeline from its beginning until it is dropped.
pub(super) struct Work(&'static str);

/// Begins a stretch of work.
pub(super) fn begin(name: &'static str) -> Work {
    if let Some(performance) = window().performance() {
        // A timeline that takes no mark has no measure later, and the work goes on.
        let _ = performance.mark(name);
    }
    Work(name)
}

impl Drop for Work {
    fn drop(&mut self) {
        if let Some(performance) = window().performance() {
            let _ = performance.measure_with_start_mark(self.0, self.0);
        }
    }
}

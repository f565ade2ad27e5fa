//! How far a long command is, told on standard error so that standard output stays clean.

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
    time::{Duration, Instant},
};

/// Between two lines on a terminal: faster than an eye needs would only cost time.
const ON_TERMINAL: Duration = Duration::from_millis(100);
/// Between two lines in a log.
const IN_LOG: Duration = Duration::from_secs(5);

/// Counts items and tells now and then. Failures to write are ignored: nobody is left to miss them.
pub struct Progress {
    total: usize,
    done: usize,
    bytes: usize,
    quiet: bool,
    terminal: bool,
    started: Instant,
    told: Instant,
}

impl Progress {
    /// For `total` items. A single one is quiet: it is over before a line could be read.
    pub fn new(total: usize, quiet: bool) -> Self {
        let now = Instant::now();
        Self {
            total,
            done: 0,
            bytes: 0,
            quiet: quiet || total < 2,
            terminal: io::stderr().is_terminal(),
            started: now,
            told: now,
        }
    }

    /// `path` is finished; it had `bytes` bytes.
    pub fn step(&mut self, path: &Path, bytes: usize) {
        self.done += 1;
        self.bytes += bytes;
        let pause = if self.terminal { ON_TERMINAL } else { IN_LOG };
        if self.quiet || self.told.elapsed() < pause {
            return;
        }
        self.told = Instant::now();
        let (line, end) = if self.terminal { ("\r\x1b[2K", "") } else { ("", "\n") };
        let _ = write!(io::stderr().lock(), "{line}{} of {}: {}{end}", self.done, self.total, path.display());
    }

    /// Clears the line on a terminal, so that a message starts on a clean one.
    pub fn clear(&self) {
        if self.terminal && !self.quiet {
            let _ = write!(io::stderr().lock(), "\r\x1b[2K");
        }
    }

    /// Everything is finished: what was done, and at what rate.
    #[expect(clippy::cast_precision_loss, reason = "megabytes for a reader's eye")]
    pub fn finish(&self, failed: usize) {
        if self.quiet {
            return;
        }
        self.clear();
        let (seconds, megabytes) = (self.started.elapsed().as_secs_f64(), self.bytes as f64 / 1e6);
        let rate = megabytes / seconds.max(1e-9);
        let _ = writeln!(
            io::stderr().lock(),
            "{} files, {failed} failed; {megabytes:.1} MB in {seconds:.1} s, {rate:.1} MB/s",
            self.done
        );
    }
}

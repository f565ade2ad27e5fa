//! How fast a text becomes findings, step by step: `cargo bench --bench pipeline`.
//!
//! One core, texts of 50 KB to 10 MB made from the sample by repeating it with other digits in each copy, so that
//! no step can profit from equal figures. Each step runs until it has taken a second (at least three times);
//! what counts is the mean time of the processor, where the system tells it (Linux), so that what else the machine
//! does only shows through its caches. The page is measured elsewhere, through the browser.

#![allow(clippy::print_stdout)] // The table is what this program is for.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use meipi::{extract, intake, report};

const SAMPLE: &str = include_str!("../tests/data/xicheng-2020.txt");

fn main() {
    let only = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    println!(
        "{:>8} | {:>9} | {:>9} | {:>9} | {:>10} | {:>9} | {:>9}",
        "size", "decode", "parse", "numbers", "statements", "pairs", "all"
    );
    println!("{}", "-".repeat(82));
    for (name, size) in [("50 KB", 50_000), ("500 KB", 500_000), ("2 MB", 2_000_000), ("10 MB", 10_000_000)] {
        if only.as_deref().is_none_or(|only| name.starts_with(only)) {
            measure(name, &text_of(size));
        }
    }
    println!("MB/s of source text; all = text to pairs, without decoding");
}

/// A text of about `size` bytes.
fn text_of(size: usize) -> String {
    let mut text = String::with_capacity(size + SAMPLE.len());
    let mut seed = 1_u32;
    while text.len() < size {
        text.extend(SAMPLE.chars().map(|c| match c.to_digit(10) {
            // A linear congruential generator is random enough for digits; 0 stays, so that no number starts with it.
            Some(1..) => {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                char::from_digit(1 + (seed >> 24) % 9, 10).unwrap_or(c)
            }
            _ => c,
        }));
    }
    let end = (0..=size).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
    text.truncate(end);
    text
}

fn measure(name: &str, text: &str) {
    let source = intake::decode(text.as_bytes()).expect("the sample is UTF-8");
    let parsed = report::parse(source.clone());
    let numbers = extract::numbers::find(&parsed);
    let cues = extract::statements::Cues::of(&parsed);
    let statements = extract::statements::find(&parsed, &numbers, &cues);
    let rates = [
        mean(|| intake::decode(text.as_bytes())),
        mean(|| report::parse(source.clone())),
        mean(|| extract::numbers::find(&parsed)),
        mean(|| extract::statements::find(&parsed, &numbers, &extract::statements::Cues::of(&parsed))),
        mean(|| extract::pairs::find(&parsed, &numbers, &statements, &cues)),
        mean(|| extract::extract(&report::parse(source.clone()))),
    ]
    .map(|time| text.len() as f64 / 1e6 / time.as_secs_f64());
    let [decode, parse, numbers, statements, pairs, all] = rates;
    println!(
        "{name:>8} | {decode:>9.1} | {parse:>9.1} | {numbers:>9.1} | {statements:>10.1} | {pairs:>9.1} | {all:>9.1}"
    );
}

/// The mean time of as many runs as a second holds, three at least.
fn mean<T>(step: impl Fn() -> T) -> Duration {
    let started = Clock::now();
    let mut runs = 0;
    while runs < 3 || started.spent() < Duration::from_secs(1) {
        black_box(step());
        runs += 1;
    }
    started.spent() / runs
}

/// A moment in the life of this thread.
struct Clock {
    wall: Instant,
    processor: Option<Duration>,
}

impl Clock {
    fn now() -> Self {
        Self { wall: Instant::now(), processor: processor_time() }
    }

    fn spent(&self) -> Duration {
        let processor = self.processor.zip(processor_time()).map(|(from, to)| to - from);
        processor.unwrap_or_else(|| self.wall.elapsed())
    }
}

/// How long this thread has run, exact to a tick of the scheduler: the first field of Linux's `schedstat`.
fn processor_time() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

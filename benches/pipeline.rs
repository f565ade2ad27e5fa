//! How fast a text becomes findings, step by step: `cargo bench --bench pipeline`.
//!
//! One core, texts of 50 KB to 10 MB made from the sample by repeating it with other digits in each copy, so that
//! no step can profit from equal figures. Each step runs until it has taken a second (at least three times),
//! and its best time counts: what else the machine does can only make a run slower. The page is
//! measured elsewhere, through the browser.

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
        best(|| intake::decode(text.as_bytes())),
        best(|| report::parse(source.clone())),
        best(|| extract::numbers::find(&parsed)),
        best(|| extract::statements::find(&parsed, &numbers, &extract::statements::Cues::of(&parsed))),
        best(|| extract::pairs::find(&parsed, &numbers, &statements, &cues)),
        best(|| extract::extract(&report::parse(source.clone()))),
    ]
    .map(|time| text.len() as f64 / 1e6 / time.as_secs_f64());
    let [decode, parse, numbers, statements, pairs, all] = rates;
    println!(
        "{name:>8} | {decode:>9.1} | {parse:>9.1} | {numbers:>9.1} | {statements:>10.1} | {pairs:>9.1} | {all:>9.1}"
    );
}

/// The shortest of as many runs as a second holds, three at least.
fn best<T>(step: impl Fn() -> T) -> Duration {
    let (mut best, mut spent, mut runs) = (Duration::MAX, Duration::ZERO, 0);
    while runs < 3 || spent < Duration::from_secs(1) {
        let started = Instant::now();
        black_box(step());
        let time = started.elapsed();
        (best, spent, runs) = (best.min(time), spent + time, runs + 1);
    }
    best
}

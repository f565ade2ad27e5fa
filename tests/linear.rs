//! The cost of a byte does not grow with the text: what is hostile to one step of finding is repeated without end.

use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};

use meipi::{
    extract, report,
    text::{Encoding, SourceText},
};

/// How long this thread has run, exact to a tick of the scheduler: the first field of Linux's `schedstat`. Elsewhere
/// the time on the wall, which other programs lengthen.
fn now() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let run = stat.and_then(|stat| stat.split(' ').next()?.parse().ok());
    run.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// How long it takes to find everything in a review and a plan of `length` bytes of `piece` each: the better of two.
fn time(piece: &str, length: usize) -> Duration {
    let repeated = piece.repeat(length / piece.len());
    let text = format!("一、2025年工作回顾\n{repeated}\n二、2026年工作安排\n{repeated}\n");
    let parsed = report::parse(SourceText::new(text, Encoding::Utf8));
    let run = || {
        let started = now();
        std::hint::black_box(extract::extract(&parsed));
        now().saturating_sub(started)
    };
    (0..2).map(|_| run()).min().unwrap_or_default()
}

/// Four times the text may take four times as long; ten times are granted, with a few ticks of the clock, and a
/// quadratic step takes sixteen.
#[test]
fn hostile_texts_take_linear_time() {
    let pieces = [
        "十次、",
        "十次和",
        "第十次、",
        "甲、",
        "路灯",
        "建设",
        "建成",
        "全面",
        "力争",
        "同时",
        "分别",
        "分别增长6%、",
        "占八成、",
        "由十盏降至九盏",
        "建成路灯十盏、",
        "建成路灯十盏，",
        "建成路灯十盏；",
        "建成路灯十盏。",
        "建成路灯十盏\n",
        "完善公共服务。",
        "推动实现路灯全覆盖，",
        "路灯十盏、水渠九条，",
        "负责）",
        "（责任单位：",
        "牵头、",
        "建成路灯（甲局牵头），",
        "建成路灯（责任单位：甲局），",
        "为路灯",
        "精细化",
        "1",
        "1.",
        "1,",
        "1、",
        "1:",
        "1/",
        "1-",
        "十",
        "万",
        "亿元",
        "%",
        "年",
        "2月",
        "第",
        "两",
        "百分之",
        "近",
        "多",
        "等",
        "“五",
        "“",
        "A1",
        "(",
        " ",
        "\t1",
        "| 1 ",
        "| 元 | 1 |\n",
    ];
    let mut slow = Vec::new();
    for piece in pieces {
        let (short, long) = (time(piece, 10_000), time(piece, 40_000));
        if long > 10 * short + Duration::from_millis(40) {
            slow.push(format!("{piece:?}: {short:?}, four times as much {long:?}"));
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

//! Ordinals: places in a row, with 第 or without.

use std::sync::LazyLock;

use super::{
    item::{Item, Verdict},
    look::{before, ends_with, has},
    numeral::{self, Form, Reading},
    units,
};
use crate::extract::{Decimal, NumberKind};
use crate::text::lexicon::Lexicon;

/// What makes 第 and a numeral part of a name: 第三方, 第一中学.
const NAME_WORDS: &str = "方 时间 线 书记 责任人 要务 资源 动力 生产力 医院 中学 小学 中级 污水 水厂 实验 附属 幼儿园 高级中学 汽车 机械 人民 机床 课堂 热电 议 关 保障 国策";

static NAMES: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(NAME_WORDS));

/// What follows a 次 that is a place in a row: 十二届十次全会, 五次会议.
static SESSIONS: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::of("全会 全体会议 会议 代表大会 党代会 常委会 全国 人民代表大会 学代会 大会 常务会议")
});

/// What is counted where 十N大 is no congress: 十一大行动.
static THINGS: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::of(
        "行动 工程 任务 产业 项目 举措 攻坚 专项 重点 体系 集群 板块 领域 类 平台 场景 系统 片区 园区 主导 优势 \
         特色 新兴 民生 措施 计划 提升 提质 赋能 战略 方面 品牌 基地 景区 商圈",
    )
});

/// 第十六届, 第2, 第一个; 十二届, 十次全会, 四中, 十九大, 二期, 前5.
pub(super) fn read(chars: &[char], at: usize, reading: &Reading) -> Option<Verdict> {
    if before(chars, at) == Some('第') {
        return Some(after_di(chars, at, reading));
    }
    let item = |end: usize, entry: &'static str| {
        Verdict::Item(
            Item::new(at..end, NumberKind::Ordinal, "number.ordinal", entry)
                .valued(reading)
                .in_unit(reading.end..end),
        )
    };
    let after = reading.end;
    let unit = chars.get(after).copied().unwrap_or(' ');
    let whole = reading.power == 0 && !reading.over && reading.upper.is_none();
    if !whole {
        return None;
    }
    let single = Some(Decimal::from(10)) >= reading.value;
    match unit {
        '届' if !counted(chars, at) => Some(item(after + 1, "届")),
        '次' if session_follows(chars, after + 1, '次') && chars[at] != '两' => {
            Some(item(after + 1, "次"))
        }
        '中' if reading.form == Form::Han
            && (has(chars, after + 1, "全会") || list_goes_on(chars, after + 1, '中')) =>
        {
            Some(item(after + 1, "中全会"))
        }
        '大' if reading.form == Form::Han
            && (Some(Decimal::from(10)) < reading.value || has(chars, at.saturating_sub(2), "党的"))
            && THINGS.longest(chars, after + 1).is_none() =>
        {
            Some(item(after + 1, "大"))
        }
        '期' if single
            && (reading.form == Form::Han || matches!(before(chars, at), Some('（' | '(')))
            && !counted(chars, at) =>
        {
            Some(item(after + 1, "期"))
        }
        _ => front_rank(chars, at, reading),
    }
}

/// 前5, 前三位 behind 全国, 居, 进入 and the like.
fn front_rank(chars: &[char], at: usize, reading: &Reading) -> Option<Verdict> {
    if before(chars, at) != Some('前') {
        return None;
    }
    // 全国前5, 前十名: but not 提前5天, 目前3名, 底前.
    let unit = chars.get(reading.end).filter(|c| matches!(c, '位' | '名' | '强'));
    let ranked =
        before(chars, at - 1).is_some_and(|c| "国省市区县州位列居入进名界球级类持稳排冲保跻".contains(c));
    let timed = before(chars, at - 1).is_some_and(|c| "提之以目此从先日年月底".contains(c));
    if !ranked && (unit.is_none() || timed) {
        return None;
    }
    let end = reading.end + usize::from(unit.is_some());
    let item = Item::new(at - 1..end, NumberKind::Ordinal, "number.ordinal.front", "前").valued(reading);
    Some(Verdict::Item(item.in_unit(reading.end..end)))
}

fn after_di(chars: &[char], at: usize, reading: &Reading) -> Verdict {
    if NAMES.longest(chars, reading.end).is_some() || names_an_institution(chars, reading.end) {
        return Verdict::Skip(reading.end);
    }
    if matches!(chars.get(reading.end), Some('，' | '、' | '：')) && opens_sentence(chars, at - 1) {
        return Verdict::Skip(reading.end);
    }
    let unit = units::read(chars, reading.end).filter(|unit| {
        matches!(unit.value, NumberKind::Count | NumberKind::Duration)
            && unit.entry.chars().count() == 1
            && !matches!(unit.entry, "人" | "大" | "口")
    });
    // 第一步 is counted like a place, though 步 is no unit elsewhere.
    let step = usize::from(chars.get(reading.end) == Some(&'步'));
    let end = reading.end + unit.map_or(step, |unit| unit.len);
    let mut item = Item::new(at - 1..end, NumberKind::Ordinal, "number.ordinal", "第").valued(reading);
    // 第1—3批 is one figure.
    if let Some(high) = upper_end(chars, end) {
        item.upper = high.value;
        item.range.end = high.end + 1;
        return Verdict::Item(item.in_unit(high.end..high.end + 1));
    }
    Verdict::Item(item.in_unit(reading.end..end))
}

/// The upper end of 第1—3批, whose unit is one character.
fn upper_end(chars: &[char], end: usize) -> Option<Reading> {
    matches!(chars.get(end), Some('-' | '—' | '~' | '至')).then_some(())?;
    chars.get(end + 1).copied().filter(|&c| numeral::may_start(c))?;
    let high = numeral::read(chars, end + 1)?;
    units::read(chars, high.end).filter(|unit| unit.value == NumberKind::Count && unit.len == 1)?;
    Some(high)
}

/// 第三电厂, 第七人民医院: a numbered institution, whose kind ends the name within a few characters.
fn names_an_institution(chars: &[char], at: usize) -> bool {
    let ends = ["厂", "医院", "中学", "小学", "幼儿园", "工业部", "研究院", "研究所", "师范", "监狱"];
    units::read(chars, at).is_none() && (at..at + 6).any(|i| ends.iter().any(|word| has(chars, i, word)))
}

/// 第一， at the head of a sentence enumerates.
fn opens_sentence(chars: &[char], at: usize) -> bool {
    matches!(before(chars, at), None | Some('。' | '；' | '：' | '，' | '\t'))
}

/// 连续三届, 举办两期: a number of them, no place in a row.
fn counted(chars: &[char], at: usize) -> bool {
    let words = ["连续", "蝉联", "举办", "开展", "共", "开设", "培训班", "累计", "历经", "成功举办", "组织"];
    chars[at] == '两' || words.iter().any(|word| ends_with(chars, at, word))
}

/// Whether a session's name follows: directly, or behind more numerals of the same kind (十次、十一次全会).
fn session_follows(chars: &[char], mut at: usize, unit: char) -> bool {
    for _ in 0..4 {
        if SESSIONS.longest(chars, at).is_some() {
            return true;
        }
        match next_in_list(chars, at, unit) {
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}

fn list_goes_on(chars: &[char], mut at: usize, unit: char) -> bool {
    for _ in 0..6 {
        if has(chars, at, "全会") {
            return true;
        }
        match next_in_list(chars, at, unit) {
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}

fn next_in_list(chars: &[char], at: usize, unit: char) -> Option<usize> {
    matches!(chars.get(at), Some('、' | '和' | '及')).then_some(())?;
    chars.get(at + 1).copied().filter(|&c| numeral::may_start(c))?;
    let reading = numeral::read(chars, at + 1)?;
    (chars.get(reading.end) == Some(&unit)).then_some(reading.end + 1)
}

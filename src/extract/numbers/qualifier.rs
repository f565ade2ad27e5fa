//! Qualifiers: words beside a figure that bend its value, inside the span and outside.

use std::sync::LazyLock;

use super::{
    item::Item,
    look::{ends_with, is_han},
    numeral,
};
use crate::extract::{Approx, Decimal, NumberKind};
use crate::text::lexicon::Lexicon;

/// Qualifiers that stand before a numeral, inside the span. Source: the guide, and the words that 2,991
/// reports have right before a number. A word like 节约 or 签约 holds 约 and is none: see [`GLUED`].
const BEFORE: &[(&str, Approx)] = &[
    ("近", Approx::Under),
    ("将近", Approx::Under),
    ("接近", Approx::Under),
    ("不到", Approx::Under),
    ("不足", Approx::Under),
    ("约", Approx::About),
    ("大约", Approx::About),
    ("约为", Approx::About),
    ("约达", Approx::About),
    ("超", Approx::Over),
    ("超过", Approx::Over),
    ("逾", Approx::Over),
    ("上", Approx::Over),
    ("不少于", Approx::AtLeast),
    ("不低于", Approx::AtLeast),
    ("不小于", Approx::AtLeast),
    ("至少", Approx::AtLeast),
    ("最少", Approx::AtLeast),
    ("不超过", Approx::AtMost),
    ("不高于", Approx::AtMost),
    ("不多于", Approx::AtMost),
    ("不大于", Approx::AtMost),
    ("最多", Approx::AtMost),
    ("至多", Approx::AtMost),
];

/// Words that end with a qualifier's character: no qualifier there.
const GLUED: &[&str] = &[
    "节约 集约 签约 合约 预约 公约 违约 契约 履约 条约 邀约 解约 附近 临近 邻近 靠近 就近 远近 最近 赶超 反超 高超 以上 线上 网上 海上",
    "会上 加上 用上 再上 迈上 跨上 登上 站上 跃上 走上 路上 水上 上上 规上 限上 早上 晚上 身上 马上 之上 基础上 世界上 地上 陆上 船上",
];

/// Qualifiers that stand behind, inside the span.
const BEHIND: &[(&str, Approx)] = &[
    ("左右", Approx::About),
    ("上下", Approx::About),
    ("以上", Approx::AtLeast),
    ("以下", Approx::AtMost),
    ("以内", Approx::AtMost),
    ("及以上", Approx::AtLeast),
    ("及以下", Approx::AtMost),
    ("之多", Approx::Exact),
];

/// Verbs outside the span that bend the value all the same: 突破1000亿元 is over a thousand.
const BENDING: &[(&str, Approx)] = &[
    ("突破", Approx::Over),
    ("超过了", Approx::Over),
    ("突破了", Approx::Over),
    ("过", Approx::Over),
    ("首超", Approx::Over),
];

static BEFORE_WORDS: LazyLock<Lexicon<Approx>> = LazyLock::new(|| Lexicon::backward(BEFORE.iter().copied()));
static GLUED_WORDS: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::backward(GLUED.iter().flat_map(|line| line.split(' ')).map(|word| (word, ()))));
static BEHIND_WORDS: LazyLock<Lexicon<Approx>> = LazyLock::new(|| Lexicon::forward(BEHIND.iter().copied()));
static BENDING_WORDS: LazyLock<Lexicon<Approx>> =
    LazyLock::new(|| Lexicon::backward(BENDING.iter().copied()));

/// How many characters the qualifier takes with which `chars` ends; 0 if it ends with none.
pub(super) fn at_end(chars: &[char]) -> usize {
    let ending = BEHIND.iter().filter(|(word, _)| ends_with(chars, chars.len(), word));
    ending.map(|(word, _)| word.chars().count()).max().unwrap_or_default()
}

/// Takes the qualifiers on both sides into the span. `floor` is where the last number ended.
pub(super) fn take(chars: &[char], mut item: Item, over: bool, floor: usize) -> Item {
    if over {
        item.approx = Approx::Over;
    }
    // 一年多, 三倍多: only where nothing follows that 多 could belong to (多元, 多个).
    let tail = chars.get(item.range.end + 1).copied();
    let alone = tail.is_none_or(|c| !is_han(c) || matches!(c, '的' | '来'));
    let loose =
        matches!(chars[item.range.end - 1], '成' | '倍') && tail.is_none_or(|c| !"元样种个层".contains(c));
    if matches!(chars.get(item.range.end), Some('多' | '余')) && (alone || loose) {
        item.approx = Approx::Over;
        item.range.end += 1;
    }
    // 上下 and 左右 are words of their own before some characters (上下游, 左右手).
    let next = |len: usize| chars.get(item.range.end + len).copied();
    if let Some(hit) = BEHIND_WORDS.longest(chars, item.range.end)
        && !(matches!(hit.entry, "上下" | "左右")
            && matches!(next(2), Some('游' | '级' | '联' | '齐' | '手' | '江' | '岸')))
    {
        item.range.end += hit.len;
        if hit.value != Approx::Exact {
            item.approx = hit.value;
        }
    }
    let at = item.range.start;
    let glued = GLUED_WORDS.longest(chars, at).is_some();
    match BEFORE_WORDS.longest(chars, at) {
        Some(hit) if !glued && at - hit.len >= floor && prefix_fits(chars, &item, hit.entry) => {
            item.range.start -= hit.len;
            if item.approx == Approx::Exact || hit.entry.chars().count() > 1 {
                item.approx = hit.value;
            }
        }
        _ => {
            if let Some(hit) = BENDING_WORDS.longest(chars, at)
                && item.approx == Approx::Exact
                && (hit.entry != "过" || bare_magnitude(chars, at))
            {
                item.approx = hit.value;
            }
        }
    }
    item
}

fn bare_magnitude(chars: &[char], at: usize) -> bool {
    chars.get(at).copied().is_some_and(|c| numeral::magnitude(c).is_some())
}

/// 近三年 is the last three years, no “almost”; 上 is a qualifier only before 百, 千, 万.
fn prefix_fits(chars: &[char], item: &Item, word: &str) -> bool {
    let numeral = item.range.start;
    match word {
        "近" => !(item.kind == NumberKind::Duration && item.value < Some(Decimal::from(20))),
        "上" => bare_magnitude(chars, numeral),
        _ => true,
    }
}

/// Whether a qualifier touches the figure in front.
pub(super) fn bends(chars: &[char], at: usize) -> bool {
    BEFORE_WORDS.longest(chars, at).is_some_and(|hit| hit.entry != "上")
        && GLUED_WORDS.longest(chars, at).is_none()
}

/// Whether a verb stands in front that says the figure is exceeded (过千亿, 突破百亿).
pub(super) fn exceeds(chars: &[char], at: usize) -> bool {
    BENDING_WORDS.longest(chars, at).is_some() || chars[..at].ends_with(&['达'])
}

/// Whether a verb that bends the value stands in front: 突破3000亿元.
pub(super) fn exceeds_by_verb(chars: &[char], at: usize) -> bool {
    BENDING_WORDS.longest(chars, at).is_some_and(|hit| hit.entry != "过" || bare_magnitude(chars, at))
}

/// Whether a qualifier touches the figure behind.
pub(super) fn bounds(chars: &[char], end: usize) -> bool {
    BEHIND_WORDS.longest(chars, end).is_some()
}

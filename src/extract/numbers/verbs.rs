//! The verb lexicon: which way a verb sends the quantity that it governs. Adding a verb is one word.
//!
//! Source: the guide, and the verbs that stand before numbers in 2,991 reports.

use std::sync::LazyLock;

use crate::extract::Direction::{self, Decrease, Increase, Reach, ReduceTo};
use crate::text::lexicon::Lexicon;

const INCREASE: &[&str] = &[
    "增长 零增长 净增长 提高 新增 增设 加装 增加 净增加 净增 提升 上升 上涨 上扬 递增 扩大 扩增 增收 增产 增添 增配 增建 增发 增购",
    "上调 加快 延长 翻了 增加了 增长了 提高了",
];

const DECREASE: &[&str] = &[
    "下降 减少 净减少 消减 削减 降低 减排 压减 压缩 压降 缩短 缩减 精简 缩小 回落 收窄 负增长 下调 下滑 下跌 减产 减亏 少于",
    "下降了 减少了 降低了",
];

const REACH: &[&str] = &[
    "达到 达到了 突破 突破了 提高到 提高至 提高为 提升到 提升至 提升为 增加到 增加至 增加为 增长到 增长至 增长为 上升到 上升至 上升为",
    "扩大到 扩大至 增至 增到 升至 升到 提至 提到 扩至 发展到 扩展到 扩展至 拓展到 拓展至 延伸到 延伸至 延长到 延长至 上调至 上涨至",
];

const REDUCE_TO: &[&str] = &[
    "降至 降到 降为 降低到 降低至 降低为 下降到 下降至 下降为 减至 减到 减少到 减少至 减少为 压减至 压减到 压缩至 压缩到 压降至",
    "精简至 精简到 精简为 缩短至 缩短到 缩短为 缩减至 缩减到 缩小到 缩小至 收窄至 收窄到 下调至 回落至 回落到 清",
];

/// Verbs, and nouns made of verbs, that end the reach of an earlier verb and send nothing anywhere.
const NEITHER: &[&str] = &[
    "控制在 保持在 稳定在 维持在 完成 实现 建成 建设 新建 改造 开展 举办 发放 拆除 检查 查处 推动 推进 启动 打造 引进 培育 创建 实施",
    "覆盖 惠及 占 高于 低于 快于 达标 从 由 获得 投资 投入 累计 超过 居 列 减免 减税 减负 翻修 翻译 翻新 翻建",
    "增长率 增长点 增长极 增加值 增加额 增长额 增幅 增速 增量 下降率 降幅 降雨 降水 降准 降费 降尘 增殖 增值 增信 增强 减灾 减振",
    "达成 达产 达效 提升工程 提升行动 提升计划 提升改造",
];

/// Verbs of one character, which count only right before the number.
const TOUCHING: &[(char, Direction)] = &[
    ('增', Increase),
    ('升', Increase),
    ('涨', Increase),
    ('翻', Increase),
    ('降', Decrease),
    ('减', Decrease),
    ('达', Reach),
    ('至', Reach),
];

/// Words that end with one of [`TOUCHING`] and are no such verb.
const NO_VERB: &[&str] = &["甚至 以至 乃至 截至 直至 发达 到达 抵达 不减 有增 冬至 夏至 同至 公升 毫升"];

/// Adverbs and particles that stand around a subject and are no part of it.
const AROUND: &[&str] = &[
    "期间 时期 末 以来 调整 同口径 涨 升 分别 每人每月 每人 每月 每人每年 截至 较年初 预计 全年 累计 其中 同比 共 共计 已 将 争取 力争 确保 年均 人均 每年 平均每年 平均 比上年 全部 约 再 到 为 使 对 把 在 年末",
    "目前 均 都 仅 合计 总计 总共 接近 以上 左右 总 则 也 并 且 和 与 及 以及 的 等 了 年内 计划 达 至 突破 完成 实现 建成 新建 增 降",
    "动态 紧紧围绕 围绕 聚焦 庆祝 迎接 较上年 同期 较上年同期 分别比上年 比去年 环比 实际 圆满 顺利 成功 全面 基本 有效 高标准 加快 持续 大力 积极 着力 深入",
    "近 超 逾 出台 制定 组织 安排 落实 发布 引入 引导 帮助 支持 为了 向 以 于 各类 各级 共有 拥有 设立 组建 成立 形成 保障 处置",
    "处理 办理 签约 签订 落户 吸引 集聚 认定 新认定 评选 评为 列入 纳入 入选 建立 完善 加强 改善 解决 收储 整治 治理 修复 种植",
];

/// All verbs by their way, matched from a place onwards.
pub(super) static VERB: LazyLock<Lexicon<Option<Direction>>> = LazyLock::new(|| {
    let sorts = [
        (INCREASE, Some(Increase)),
        (DECREASE, Some(Decrease)),
        (REACH, Some(Reach)),
        (REDUCE_TO, Some(ReduceTo)),
        (NEITHER, None),
    ];
    Lexicon::forward(sorts.into_iter().flat_map(|(table, way)| words(table).map(move |word| (word, way))))
});

/// What may stand before a subject's first word.
pub(super) static BEFORE_SUBJECT: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::forward(framing().map(|word| (word, ()))));

/// What may stand behind a subject's last word.
pub(super) static BEHIND_SUBJECT: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::backward(framing().map(|word| (word, ()))));

static NO_VERBS: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::backward(words(NO_VERB).map(|word| (word, ()))));

/// The verb of one character that ends right before `at`, unless it ends another word.
pub(super) fn touching(chars: &[char], at: usize, floor: usize) -> Option<Direction> {
    let last = at.checked_sub(1).filter(|&i| i >= floor).map(|i| chars[i])?;
    let &(_, direction) = TOUCHING.iter().find(|&&(c, _)| c == last)?;
    NO_VERBS.longest(chars, at).is_none().then_some(direction)
}

/// Verbs and adverbs, for cutting them off a subject. Nouns made of verbs (增加值, 投资) are left on it.
fn framing() -> impl Iterator<Item = &'static str> {
    let verbs = [INCREASE, DECREASE, REACH, REDUCE_TO, AROUND].into_iter().flat_map(words);
    verbs.chain(NEITHER[..2].iter().flat_map(|line| line.split(' ')).filter(|word| *word != "投资"))
}

fn words(table: &'static [&'static str]) -> impl Iterator<Item = &'static str> {
    table.iter().flat_map(|line| line.split(' '))
}

//! The unit lexicon: what numerals count in. Adding a unit is one line.
//!
//! Sources: the table of what follows a number in 2,991 reports of all tiers and years (counted by hand
//! into groups; every unit above some thirty occurrences is here), GB 3100 for names of physical units, and
//! GB/T 27772-style lists of measure words for the tail.

use std::sync::LazyLock;

use crate::extract::NumberKind::{
    self, Area, Concentration, Count, Duration, Energy, Length, Mass, Money, Percent, PercentagePoint, Ratio,
    Volume,
};
use crate::text::lexicon::{Hit, Lexicon};

/// Money: currencies that reports name.
const MONEY: &[&str] = &[
    "元",
    "元人民币",
    "人民币",
    "美元",
    "欧元",
    "港元",
    "港币",
    "日元",
    "英镑",
    "澳元",
    "新台币",
    "卢布",
    "块钱",
    "角",
    "角钱",
    "分钱",
    "元钱",
];

/// Shares. 成 is a tenth.
const PERCENT: &[&str] = &["%", "‰", "成"];

/// Differences of shares.
const PERCENTAGE_POINT: &[&str] = &["个百分点", "百分点", "个千分点"];

/// Length.
const LENGTH: &[&str] = &[
    "公里",
    "米",
    "千米",
    "厘米",
    "毫米",
    "微米",
    "纳米",
    "里",
    "华里",
    "海里",
    "延长米",
    "延米",
    "线公里",
    "单公里",
    "双公里",
    "皮长公里",
    "沟公里",
    "管公里",
    "km",
    "公尺",
    "尺",
    "寸",
    "英里",
    "英寸",
];

/// Area.
const AREA: &[&str] = &[
    "平方米",
    "平方公里",
    "平方千米",
    "平方厘米",
    "平米",
    "平方",
    "公顷",
    "亩",
    "亩次",
    "平方公尺",
    "市亩",
    "标准亩",
    "垧",
    "㎡",
    "m²",
    "km²",
    "顷",
    "平方英尺",
];

/// Mass; 吨级 is how berths and ships are rated.
const MASS: &[&str] = &[
    "吨",
    "公吨",
    "吨级",
    "公斤",
    "千克",
    "斤",
    "市斤",
    "克",
    "毫克",
    "微克",
    "担",
    "市担",
    "吨标准煤",
    "吨标煤",
    "吨二氧化碳",
    "吨二氧化碳当量",
    "克拉",
    "载重吨",
    "总吨",
    "综合吨",
];

/// Volume. 方 is 立方米 in earthworks and gas.
const VOLUME: &[&str] =
    &["立方米", "立方", "立方千米", "立方公尺", "公方", "土方", "方", "标方", "升", "毫升", "m³"];

/// Energy, power, voltage, heat.
const ENERGY: &[&str] = &[
    "千瓦",
    "千瓦时",
    "千瓦小时",
    "瓦",
    "瓦时",
    "兆瓦",
    "兆瓦时",
    "吉瓦",
    "吉瓦时",
    "千伏",
    "伏",
    "千伏安",
    "伏安",
    "兆伏安",
    "度电",
    "马力",
    "蒸吨",
    "大卡",
    "千卡",
    "焦耳",
    "吉焦",
    "百万千焦",
    "GW",
    "GWh",
    "MW",
    "MWh",
    "kW",
    "KW",
    "kWh",
    "kV",
    "kv",
    "KV",
    "kVA",
    "MVA",
    "W",
    "Wp",
    "MWp",
];

/// Concentrations that are one word; the others are 质量/体积.
const CONCENTRATION: &[&str] = &["ppm", "ppb"];

/// Time that passes. 岁 counts years.
const DURATION: &[&str] = &[
    "年",
    "周年",
    "年多",
    "个月",
    "天",
    "日",
    "小时",
    "个小时",
    "分钟",
    "秒",
    "秒钟",
    "毫秒",
    "微秒",
    "个工作日",
    "工作日",
    "周",
    "个星期",
    "星期",
    "个季度",
    "个年头",
    "年头",
    "载",
    "岁",
    "周岁",
    "学时",
    "课时",
    "昼夜",
    "个昼夜",
    "天天",
    "个春秋",
    "个交易日",
    "学年",
    "个学期",
    "个半月",
    "个半小时",
    "个世纪",
    "刻钟",
    "个寒暑",
];

/// How many times.
const RATIO: &[&str] = &["倍", "番"];

/// Count nouns and measure words that stand alone or before the noun counted.
const COUNT: &[&str] = &[
    "个",
    "家",
    "人",
    "户",
    "项",
    "条",
    "件",
    "所",
    "名",
    "套",
    "座",
    "位",
    "处",
    "场",
    "辆",
    "张",
    "台",
    "头",
    "部",
    "次",
    "宗",
    "种",
    "类",
    "栋",
    "列",
    "只",
    "批",
    "株",
    "枚",
    "支",
    "对",
    "例",
    "口",
    "间",
    "块",
    "片",
    "份",
    "轮",
    "艘",
    "幢",
    "盏",
    "门",
    "款",
    "笔",
    "段",
    "颗",
    "根",
    "架",
    "剂",
    "班",
    "眼",
    "群",
    "袋",
    "页",
    "本",
    "册",
    "卷",
    "篇",
    "首",
    "幅",
    "尊",
    "面",
    "节",
    "层",
    "级",
    "集",
    "期",
    "届",
    "箱",
    "瓶",
    "盒",
    "桶",
    "包",
    "床",
    "席",
    "单",
    "票",
    "起",
    "匹",
    "峰",
    "尾",
    "羽",
    "顶",
    "扇",
    "副",
    "双",
    "组",
    "堂",
    "回",
    "遍",
    "趟",
    "把",
    "棵",
    "朵",
    "粒",
    "盘",
    "局",
    "代",
    "孔",
    "栏",
    "档",
    "任",
    "折",
    "桌",
    "餐",
    "股",
    "具",
    "封",
    "锭",
    "分",
    "度",
    "摄氏度",
    "℃",
    "分贝",
    "方面",
    "大",
    "大类",
    "小类",
    "中类",
    "标段",
    "连冠",
    "车道",
    "卡",
    "金",
    "银",
    "铜",
];

/// Count nouns that join two: who or what, and how often.
const COUNT_OF_TURNS: &[&str] = &[
    "人次", "家次", "辆次", "场次", "件次", "户次", "批次", "车次", "班次", "架次", "艘次", "台次", "航次",
    "频次", "趟次", "组次", "处次", "人份", "人天", "人年", "项次", "例次", "头次", "只次", "剂次", "套次",
    "座次", "枚次", "台班",
];

/// Counts of freight, machines, print and data.
const COUNT_OF_GOODS: &[&str] = &[
    "台套",
    "台件",
    "套间",
    "标箱",
    "标准箱",
    "个标箱",
    "个标准箱",
    "TEU",
    "标台",
    "标准台",
    "标准车",
    "个标准机架",
    "标准机架",
    "机架",
    "印张",
    "重量箱",
    "标准件",
    "标准套",
    "车公里",
    "人公里",
    "吨公里",
    "吨海里",
    "兆",
    "兆比特",
    "字节",
    "TB",
    "PB",
    "GB",
    "MB",
    "Gbps",
    "Mbps",
    "P",
    "PFLOPS",
    "EFLOPS",
];

/// What the lexicon says of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct UnitEntry {
    /// What it measures.
    kind: NumberKind,
    /// What must not follow it.
    tails: &'static str,
}

/// Every unit with its kind.
static UNITS: LazyLock<Lexicon<UnitEntry>> = LazyLock::new(|| {
    let groups: [(&[&str], NumberKind); 14] = [
        (MONEY, Money),
        (PERCENT, Percent),
        (PERCENTAGE_POINT, PercentagePoint),
        (LENGTH, Length),
        (AREA, Area),
        (MASS, Mass),
        (VOLUME, Volume),
        (ENERGY, Energy),
        (CONCENTRATION, Concentration),
        (DURATION, Duration),
        (RATIO, Ratio),
        (COUNT, Count),
        (COUNT_OF_TURNS, Count),
        (COUNT_OF_GOODS, Count),
    ];
    let entry = |word: &'static str, kind| {
        let tails = NOT_BEFORE.iter().find(|(unit, _)| *unit == word).map_or("", |(_, tails)| tails);
        (word, UnitEntry { kind, tails })
    };
    Lexicon::forward(
        groups.into_iter().flat_map(|(words, kind)| words.iter().map(move |&word| entry(word, kind))),
    )
});

/// What must not follow a unit, because both together are another word (人才, 升级, 处理). Words that often
/// stand behind a real unit (家|电商, 种|植物, 台|风力) are left out: there the unit is far likelier.
const NOT_BEFORE: &[(&str, &str)] = &[
    ("人", "才民均工造"),
    ("个", "别"),
    ("处", "理置于"),
    ("位", "于居列"),
    ("升", "级至到格学温值"),
    ("方", "面案法向式便针略"),
    ("平方", "公千"),
    ("分", "别类布配散管区级工之享为钟成步析期店支局流开解担段"),
    ("成", "立为功果长员套本绩品都效就熟型年份分交"),
    ("里", "程"),
    ("名", "列牌称义"),
    ("部", "署分门委队落级省"),
    ("场", "所馆景"),
    ("户", "籍外口型"),
    ("条", "例约"),
    ("项", "目"),
    ("家", "庭"),
    ("所", "有以谓"),
    ("大", "力幅型概多关"),
    ("金", "融额属银价奖黄"),
    ("卡", "片车口点通"),
    ("角", "度落色形逐"),
    ("银", "行发川"),
    ("铜", "陵仁川矿业"),
    ("级", "别配"),
    ("类", "似别"),
    ("次", "性"),
    ("种", "业粮田"),
    ("层", "级次"),
    ("节", "能约水日气"),
    ("期", "间待望限"),
    ("面", "积向临对貌料"),
    ("口", "岸袋碑号"),
    ("台", "阶账湾"),
    ("门", "户诊槛"),
    ("代", "表码"),
    ("日", "常均益"),
    ("天", "然气津空"),
    ("周", "边期围转"),
    ("年", "轻级龄货"),
    ("起", "步来到点飞"),
    ("批", "准发复"),
    ("单", "位元独体"),
    ("组", "织建合成"),
    ("份", "额"),
    ("本", "科地土级市区县"),
    ("支", "持撑部"),
    ("克", "服"),
    ("首", "位"),
    ("回", "归收"),
    ("对", "接口"),
    ("集", "中聚团体约"),
    ("封", "闭"),
    ("具", "有体"),
    ("折", "合"),
    ("双", "方向"),
    ("副", "主省市"),
    ("任", "务"),
    ("局", "部"),
];

/// Units that are told by another name: 70周年 counts 年.
const TOLD_AS: &[(&str, &str)] = &[
    ("周年", "年"),
    ("周岁", "岁"),
    ("元钱", "元"),
    ("块钱", "元"),
    ("个千分点", "千分点"),
    ("个百分点", "百分点"),
    ("个半月", "个月"),
    ("个半小时", "个小时"),
];

/// The unit that starts at `at`, the longest that is not the head of another word.
pub(super) fn read(chars: &[char], at: usize) -> Option<Hit<NumberKind>> {
    let fits = |hit: &Hit<UnitEntry>| {
        let Some(&next) = chars.get(at + hit.len) else { return true };
        let latin = next.is_ascii_alphanumeric() && hit.entry.ends_with(|c: char| c.is_ascii_alphabetic());
        !latin && !hit.value.tails.contains(next)
    };
    let hit = UNITS.all(chars, at).find(fits)?;
    Some(Hit { len: hit.len, entry: hit.entry, value: hit.value.kind })
}

/// The unit that `text` is from `from` to its end, maybe with a second one behind a slash, and its kind.
pub(super) fn whole(text: &[char], from: usize) -> Option<(&'static str, NumberKind)> {
    let hit = UNITS.longest(text, from)?;
    match text.get(from + hit.len) {
        None => Some((told_as(hit.entry), hit.value.kind)),
        Some('/') => UNITS.longest(text, from + hit.len + 1).map(|_| (hit.entry, NumberKind::Rate)),
        Some(_) => None,
    }
}

/// The name by which the unit `entry` is told.
pub(super) fn told_as(entry: &'static str) -> &'static str {
    TOLD_AS.iter().find(|(written, _)| *written == entry).map_or(entry, |(_, told)| told)
}

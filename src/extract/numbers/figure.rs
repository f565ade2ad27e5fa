//! Quantities: a numeral, the unit behind it, and the qualifiers that touch it.
//!
//! Must hold: looks at a bounded stretch around a numeral, however long the line.

use std::{ops::Range, sync::LazyLock};

use super::{
    item::{Item, Unit},
    lexicon::Lexicon,
    numeral::{self, Form, Reading},
    units,
};
use crate::extract::{Approx, Decimal, NumberKind};

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
    "节约",
    "集约",
    "签约",
    "合约",
    "预约",
    "公约",
    "违约",
    "契约",
    "履约",
    "条约",
    "邀约",
    "解约",
    "附近",
    "临近",
    "邻近",
    "靠近",
    "就近",
    "远近",
    "最近",
    "赶超",
    "反超",
    "高超",
    "以上",
    "线上",
    "网上",
    "海上",
    "会上",
    "加上",
    "用上",
    "再上",
    "迈上",
    "跨上",
    "登上",
    "站上",
    "跃上",
    "走上",
    "路上",
    "水上",
    "上上",
    "规上",
    "限上",
    "早上",
    "晚上",
    "身上",
    "马上",
    "之上",
    "基础上",
    "世界上",
    "地上",
    "陆上",
    "船上",
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
    LazyLock::new(|| Lexicon::backward(GLUED.iter().map(|&word| (word, ()))));
static BEHIND_WORDS: LazyLock<Lexicon<Approx>> = LazyLock::new(|| Lexicon::forward(BEHIND.iter().copied()));
static BENDING_WORDS: LazyLock<Lexicon<Approx>> =
    LazyLock::new(|| Lexicon::backward(BENDING.iter().copied()));

/// A unit that was read, with what surrounds it.
struct Measure {
    /// The unit itself.
    unit: Unit,
    kind: NumberKind,
    entry: &'static str,
    /// First character after the unit.
    end: usize,
    /// 余 or 多 stood before it.
    over: bool,
}

/// Whether `c` joins the two ends of a range.
fn joins(c: char) -> bool {
    matches!(c, '-' | '—' | '~' | '至' | '到')
}

/// The quantity whose numeral `reading` stands at `at`, if a unit or its form makes it one.
pub(super) fn read(chars: &[char], at: usize, reading: &Reading, floor: usize) -> Option<Item> {
    if let Some(item) = ratio(chars, at, reading) {
        return Some(item);
    }
    let mut low = *reading;
    let mut measure = measure(chars, &low);
    // 3—5个, 4.5%—5%, 三至五家: one figure. The lower end takes the magnitude of the upper one.
    let mut end = measure.as_ref().map_or(low.end, |m| m.end);
    if let Some((high, other)) = upper_end(chars, end, &low, measure.as_ref()) {
        if measure.is_none() && low.power == 0 && high.power > 0 && low.value < high.value {
            low.value = low.value.and_then(|v| v.shift(i32::from(high.power)));
        }
        low.upper = high.value;
        low.over |= high.over;
        end = other.as_ref().map_or(high.end, |m| m.end);
        measure = other.or(measure);
    }
    let item = match measure {
        Some(measure) => measured(at..end, &low, measure, chars)?,
        None => bare(chars, at..end, &low)?,
    };
    Some(qualified(chars, item, low.over, floor))
}

/// The unit behind a numeral, with 余 or 多 before it, a second unit behind a slash, another name in brackets.
fn measure(chars: &[char], reading: &Reading) -> Option<Measure> {
    if let Form::Fraction { ten_to } = reading.form {
        let (unit, kind) = match ten_to {
            Some(2) => (Unit::Named("%"), NumberKind::Percent),
            Some(3) => (Unit::Named("‰"), NumberKind::Percent),
            _ => (Unit::None, NumberKind::Ratio),
        };
        return Some(Measure { unit, kind, entry: "分之", end: reading.end, over: false });
    }
    let mut start = reading.end;
    let over = chars.get(start).is_some_and(|c| matches!(c, '余' | '多' | '几' | '馀'));
    if over {
        start += 1;
    }
    let hit = units::read(chars, start)?;
    let mut end = start + hit.len;
    let mut kind = hit.value;
    // 吨/平方公里·月, 微克/立方米, 元/人: mass by volume is a concentration, all else a rate.
    let mut per = None;
    while let Some('/' | '·') = chars.get(end).copied().filter(|&c| c == '/' || per.is_some()) {
        let Some(next) = units::read(chars, end + 1)
            .filter(|next| next.value != NumberKind::Percent)
            .or_else(|| bare_time(chars, end + 1))
        else {
            break;
        };
        per = per.or(Some(next.value));
        end += 1 + next.len;
    }
    if let Some(per) = per {
        kind = if kind == NumberKind::Mass && per == NumberKind::Volume {
            NumberKind::Concentration
        } else {
            NumberKind::Rate
        };
    }
    if let Some('（' | '(') = chars.get(end)
        && let Some(other) = units::read(chars, end + 1)
        && matches!(chars.get(end + 1 + other.len), Some('）' | ')'))
    {
        end += other.len + 2;
    }
    Some(Measure { unit: Unit::Written(start..end), kind, entry: hit.entry, end, over })
}

/// 月 behind a slash or a point: it is a unit of time only there.
fn bare_time(chars: &[char], at: usize) -> Option<super::lexicon::Hit<NumberKind>> {
    (chars.get(at) == Some(&'月')).then_some(super::lexicon::Hit {
        len: 1,
        entry: "月",
        value: NumberKind::Duration,
    })
}

/// The upper end of a range whose lower end stops at `end`.
fn upper_end(
    chars: &[char],
    end: usize,
    low: &Reading,
    measure_of_low: Option<&Measure>,
) -> Option<(Reading, Option<Measure>)> {
    let join = chars.get(end).copied().filter(|&c| joins(c))?;
    let double = usize::from(join == '—' && chars.get(end + 1) == Some(&'—'));
    let from = end + 1 + double;
    if !chars.get(from).copied().is_some_and(numeral::may_start) {
        return None;
    }
    let high = numeral::read(chars, from)?;
    if high.value <= low.value && high.power >= low.power {
        return None;
    }
    let measure = measure(chars, &high);
    match (measure_of_low, &measure) {
        // 百分之四到五: the upper end shares the denominator.
        (Some(m), None) if m.entry == "分之" => {
            let ten_to = if m.kind == NumberKind::Percent { -2 } else { return None };
            let high = Reading { value: high.value.and_then(|v| v.shift(ten_to)), ..high };
            Some((high, None))
        }
        (Some(a), Some(b)) if a.kind == b.kind && a.kind != NumberKind::Duration => Some((high, measure)),
        (Some(a), Some(b)) if a.entry == b.entry => Some((high, measure)),
        (None, Some(b)) if b.kind != NumberKind::Duration || low.form != Form::Arabic || low.digits < 4 => {
            Some((high, measure))
        }
        _ => None,
    }
}

/// A numeral with a unit.
fn measured(range: Range<usize>, reading: &Reading, mut measure: Measure, chars: &[char]) -> Option<Item> {
    let single_one = reading.form == Form::Han && chars.get(range.start..reading.end) == Some(&['一']);
    if single_one && !one_counts(&measure) {
        return None;
    }
    // 千亿级 is a sum, 四级 a number of tiers.
    if measure.entry == "级" && chars.get(reading.end - 1) == Some(&'亿') {
        measure.kind = NumberKind::Money;
    }
    if measure.entry == "度" && reading.power >= 4 {
        measure.kind = NumberKind::Energy;
    }
    if matches!(measure.entry, "金" | "银" | "铜" | "分" | "度" | "升" | "折" | "方" | "P" | "里")
        && reading.form != Form::Arabic
        && reading.digits < 2
    {
        return None;
    }
    let power = match (measure.kind, measure.entry) {
        (NumberKind::Percent, "‰") => -3,
        (NumberKind::Percent, "成") => -1,
        (NumberKind::Percent, "分之") => 0,
        (NumberKind::Percent | NumberKind::PercentagePoint, _) => -2,
        _ => 0,
    };
    let scaled = |v: Option<Decimal>| v.and_then(|v| v.shift(power));
    let name = if measure.kind == NumberKind::Count { "number.count" } else { "number.measure" };
    let mut item = Item::new(range, measure.kind, name, measure.entry);
    item.value = scaled(reading.value);
    item.upper = scaled(reading.upper);
    item.power = reading.power;
    if measure.entry == "分之" {
        item.upper = reading.upper;
    }
    if measure.over {
        item.approx = Approx::Over;
    }
    let told = units::told_as(measure.entry);
    item.unit = if told == measure.entry { measure.unit } else { Unit::Named(told) };
    // 一倍半, 一年半, 三成半: half a unit more.
    let end = item.range.end;
    if chars.get(end) == Some(&'半') && matches!(measure.entry, "倍" | "年" | "成") {
        let half = Decimal::new(5, 1).shift(power);
        item.value = item.value.zip(half).and_then(|(v, h)| v.checked_add(h));
        item.range.end += 1;
    }
    Some(item)
}

/// Whether a lone 一 before this unit is a number: a year, a time as much, a house; not the article of 一个, 一条.
fn one_counts(measure: &Measure) -> bool {
    match measure.kind {
        NumberKind::Count => {
            matches!(measure.entry, "家" | "所" | "户" | "座" | "台" | "辆" | "栋" | "艘" | "人次")
        }
        _ => true,
    }
}

/// What a sum in 亿 without a unit stands before when it is money: 千亿级, 百亿企业, 500亿产业.
const MONEYED: &[&str] = &[
    "级",
    "产业",
    "企业",
    "园区",
    "台阶",
    "关口",
    "大关",
    "集群",
    "俱乐部",
    "项目",
    "基座",
    "板块",
    "规模",
    "县",
    "镇",
    "村",
    "强县",
    "投资",
    "市值",
    "产值",
];

/// A numeral without a unit: a quantity only if its form or what stands beside it says so.
fn bare(chars: &[char], mut range: Range<usize>, reading: &Reading) -> Option<Item> {
    let sum = reading.value >= Decimal::from(1).shift(8)
        && matches!(reading.form, Form::Arabic | Form::Han | Form::Magnitude)
        && chars.get(reading.end - 1) == Some(&'亿');
    if sum
        && let Some(word) = MONEYED
            .iter()
            .find(|word| word.chars().eq(chars.iter().skip(range.end).take(word.chars().count()).copied()))
    {
        range.end += usize::from(*word == "级");
        let unit = reading.end..range.end;
        let item = Item::new(range, NumberKind::Money, "number.sum", word).valued(reading);
        return Some(if unit.is_empty() { item } else { item.in_unit(unit) });
    }
    let more = chars.get(range.end).is_some_and(|c| matches!(c, '余' | '多' | '馀'));
    let arabic = reading.form == Form::Arabic;
    let big = reading.power >= 4 && reading.form != Form::Magnitude;
    let bent = BEFORE_WORDS.longest(chars, range.start).is_some_and(|hit| hit.entry != "上")
        && GLUED_WORDS.longest(chars, range.start).is_none();
    if arabic && let Some(unit) = place_counted(chars, reading) {
        let end = reading.end + 1;
        let item = Item::new(range.start..end, NumberKind::Count, "number.count.place", unit).valued(reading);
        return Some(item.in_unit(reading.end..end));
    }
    let bounded = BEHIND_WORDS.longest(chars, range.end).is_some();
    if !(big || arabic && (more || reading.over || bent || bounded || is_index(chars, &range))) {
        return None;
    }
    let mut item = Item::new(range.clone(), NumberKind::Count, "number.bare", "").valued(reading);
    if more {
        range.end += 1;
        item.approx = Approx::Over;
        item.range = range;
    }
    Some(item)
}

/// Nouns for places and bodies that small counts take without a measure word (28镇, 11省), each with what must
/// not follow it.
const PLACES: &[(&str, char, &str)] = &[
    ("镇", '镇', "级"),
    ("县", '县', "级道"),
    ("乡", '乡', "级道"),
    ("村", '村', "级民庄"),
    ("省", '省', "级道内委"),
    ("市", '市', "级场委政民内"),
    ("区", '区', "级域内位间"),
    ("国", '国', "际家内道有务土企"),
    ("州", '州', ""),
    ("校", '校', "园"),
    ("企", '企', "业"),
];

/// The place that a small bare numeral counts.
fn place_counted(chars: &[char], reading: &Reading) -> Option<&'static str> {
    let noun = chars.get(reading.end)?;
    let (name, _, tails) = PLACES.iter().find(|(_, c, _)| c == noun)?;
    let fits = chars.get(reading.end + 1).is_none_or(|&next| !tails.contains(next));
    (reading.digits <= 3 && reading.power == 0 && fits).then_some(*name)
}

/// 上升为189, 达到95.6: an index or a score, between the verb that gives it and the end of its clause.
fn is_index(chars: &[char], range: &Range<usize>) -> bool {
    let ends = chars.get(range.end).is_none_or(|c| matches!(c, '，' | '。' | '；' | '、' | '）' | '\n'));
    ends && ["为", "达到", "达", "至", "提高到", "上升到"].iter().any(|word| {
        let len = word.chars().count();
        range.start >= len && word.chars().eq(chars[range.start - len..range.start].iter().copied())
    })
}

/// Takes the qualifiers on both sides into the span. `floor` is where the last number ended.
fn qualified(chars: &[char], mut item: Item, over: bool, floor: usize) -> Item {
    if over {
        item.approx = Approx::Over;
    }
    // 一年多, 三倍多: only where nothing follows that 多 could belong to (多元, 多个).
    let tail = chars.get(item.range.end + 1).copied();
    let alone = tail.is_none_or(|c| !matches!(c, '\u{4e00}'..='\u{9fff}') || matches!(c, '的' | '来'));
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

/// 4.5:1, 1∶3, 7×24小时, 1/3.
fn ratio(chars: &[char], at: usize, first: &Reading) -> Option<Item> {
    if first.form != Form::Arabic {
        return None;
    }
    let mark =
        chars.get(first.end).copied().filter(|c| matches!(c, ':' | '：' | '×' | 'x' | 'X' | '*' | '/'))?;
    let next = chars
        .get(first.end + 1)
        .filter(|c| c.is_ascii_digit())
        .and_then(|_| numeral::read(chars, first.end + 1))?;
    match mark {
        '×' | 'x' | 'X' | '*' => {
            let unit = units::read(chars, next.end)
                .filter(|unit| matches!(unit.value, NumberKind::Duration | NumberKind::Energy))?;
            let end = next.end + unit.len;
            let mut item =
                Item::new(at..end, unit.value, "number.product", unit.entry).in_unit(next.end..end);
            item.value = first.value.zip(next.value).and_then(|(a, b)| a.checked_mul(b));
            Some(item)
        }
        // A slash parts 119/120 as well as 1/3: a fraction is below one and small.
        '/' if !(first.digits <= 2 && next.digits <= 2 && first.value < next.value) => None,
        _ => {
            let mut end = next.end;
            let mut parts = 2;
            while matches!(chars.get(end), Some(':' | '：'))
                && chars.get(end + 1).is_some_and(char::is_ascii_digit)
                && parts < 8
            {
                let Some(more) = numeral::read(chars, end + 1) else { break };
                end = more.end;
                parts += 1;
            }
            let mut item = Item::new(at..end, NumberKind::Ratio, "number.ratio", "");
            item.value = (parts == 2)
                .then(|| first.value.zip(next.value))
                .flatten()
                .and_then(|(a, b)| a.checked_div(b));
            Some(item)
        }
    }
}

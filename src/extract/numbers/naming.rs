//! Numerals that name instead of measure: ordinals, codes, slogans.

use std::{ops::Range, sync::LazyLock};

use super::{
    calendar,
    item::Item,
    lexicon::Lexicon,
    numeral::{self, Form, Reading},
    units,
    words::{IDIOM, SLOGAN, WORD_BEFORE},
};
use crate::extract::{Decimal, NumberKind};

/// The longest quotation that is still a slogan, in characters.
const SLOGAN_LEN: usize = 14;

/// What the numeral at a place turned out to be.
pub(super) enum Verdict {
    /// A number.
    Item(Item),
    /// None: go on behind this place.
    Skip(usize),
}

fn has(chars: &[char], at: usize, word: &str) -> bool {
    let mut text = chars.get(at..).unwrap_or_default().iter();
    word.chars().all(|c| text.next() == Some(&c))
}

fn before(chars: &[char], at: usize) -> Option<char> {
    at.checked_sub(1).and_then(|i| chars.get(i)).copied()
}

// ------------------------------------------------------------------------------------------ no numbers

/// Idioms, names, enumerators and note marks: where to go on if no number stands at `at`.
pub(super) fn no_number(chars: &[char], at: usize, reading: &Reading) -> Option<usize> {
    // 近万家, 上千家: what a qualifier bends is a number, whatever idiom it looks like.
    let bent = reading.form == Form::Magnitude
        && matches!(before(chars, at), Some('近' | '上' | '超' | '逾' | '过'));
    let doubled = chars[at.saturating_sub(4)..at].contains(&'翻');
    // 十分钟 is no 十分, 三方面 no 三方: the longer word wins.
    let outgrown =
        |len: usize| units::read(chars, reading.end).is_some_and(|unit| reading.end + unit.len > at + len);
    if let Some(hit) = IDIOM.longest(chars, at)
        && at + hit.len >= reading.end
        && !outgrown(hit.len)
        && !bent
        && !(doubled && hit.entry == "一番")
    {
        return Some(at + hit.len);
    }
    let single = reading.end == at + 1;
    if single && WORD_BEFORE.longest(chars, reading.end).is_some() {
        return Some(reading.end);
    }
    if chars[at] == '零' && single && !zero_counts(chars, at) {
        return Some(reading.end);
    }
    enumerator(chars, at, reading)
}

/// 零增长, 清零: a nought that is an outcome; not 零售, 零部件.
fn zero_counts(chars: &[char], at: usize) -> bool {
    // 社消零 is short for a sector, not a nought.
    let sector = before(chars, at) == Some('消');
    before(chars, at) == Some('清')
        || !sector
            && [
                "增长", "排放", "发生", "事故", "死亡", "新增", "上访", "投诉", "非访", "案件", "感染",
                "疫情", "输入", "伤亡", "进京", "填埋",
            ]
            .iter()
            .any(|word| has(chars, at + 1, word))
}

/// （一） (1) [12] 〔3〕 anywhere; 一、 1. at the start of a line; 一是 二是 anywhere.
fn enumerator(chars: &[char], at: usize, reading: &Reading) -> Option<usize> {
    let plain = reading.power == 0 && !reading.over && reading.value < Some(Decimal::from(400));
    if !plain {
        return None;
    }
    let (left, right) = (before(chars, at), chars.get(reading.end).copied());
    let bracketed = matches!(
        (left, right),
        (Some('（' | '('), Some('）' | ')'))
            | (Some('[' | '〔' | '【' | '［'), Some(']' | '〕' | '】' | '］'))
    );
    let opens = at == 0
        || matches!(left, Some('*' | '#' | '-' | '—'))
            && chars[..at].iter().all(|c| matches!(c, '*' | '#' | '-' | '—'));
    let listed = opens && matches!(right, Some('、' | '.' | '．' | '）' | ')' | '，' | ','));
    let pointed = reading.form == Form::Han
        && right == Some('是')
        && matches!(left, None | Some('。' | '，' | '；' | '：' | '、' | ';' | ':' | '\t' | '*' | '—'));
    (bracketed || listed || pointed).then_some(reading.end)
}

// ------------------------------------------------------------------------------------------- ordinals

/// What makes 第 and a numeral part of a name: 第三方, 第一中学.
static ORDINAL_NAMES: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::forward(
        [
            "方",
            "时间",
            "线",
            "书记",
            "责任人",
            "要务",
            "资源",
            "动力",
            "生产力",
            "人民医院",
            "医院",
            "中学",
            "小学",
            "中级",
            "污水",
            "水厂",
            "实验",
            "附属",
            "幼儿园",
            "高级中学",
            "汽车",
            "机械",
            "人民",
            "机床",
            "课堂",
            "热电",
            "议",
            "关",
            "保障",
            "国策",
        ]
        .map(|word| (word, ())),
    )
});

/// What follows a 次 that is a place in a row: 十二届十次全会, 五次会议.
static SESSIONS: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::forward(
        [
            "全会",
            "全体会议",
            "会议",
            "代表大会",
            "党代会",
            "常委会",
            "全国",
            "人民代表大会",
            "学代会",
            "大会",
            "常务会议",
        ]
        .map(|word| (word, ())),
    )
});

/// 第十六届, 第2, 第一个; 十二届, 十次全会, 四中, 十九大, 二期, 前5.
pub(super) fn ordinal(chars: &[char], at: usize, reading: &Reading) -> Option<Verdict> {
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
            && (Some(Decimal::from(10)) < reading.value || has(chars, at.saturating_sub(2), "党的")) =>
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
    let anchor = at.checked_sub(2).map(|i| chars[i])?;
    if chars[at - 1] != '前' || !"国省市区县州位列居入进名界球级类持稳排冲保跻".contains(anchor)
    {
        return None;
    }
    let unit = chars.get(reading.end).filter(|c| matches!(c, '位' | '名' | '强'));
    let end = reading.end + usize::from(unit.is_some());
    let item = Item::new(at - 1..end, NumberKind::Ordinal, "number.ordinal.front", "前").valued(reading);
    Some(Verdict::Item(item.in_unit(reading.end..end)))
}

fn after_di(chars: &[char], at: usize, reading: &Reading) -> Verdict {
    if ORDINAL_NAMES.longest(chars, reading.end).is_some() || names_an_institution(chars, reading.end) {
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
    let item = Item::new(at - 1..end, NumberKind::Ordinal, "number.ordinal", "第").valued(reading);
    Verdict::Item(item.in_unit(reading.end..end))
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
    chars[at] == '两'
        || words.iter().any(|word| at >= word.chars().count() && has(chars, at - word.chars().count(), word))
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

// ---------------------------------------------------------------------------------------------- codes

/// What makes the numeral before it a name, and is part of the name.
static CODE_TAILS: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::forward(
        ["号线", "号", "国道", "省道", "县道", "版", "强", "环路", "型机", "后"].map(|word| (word, ())),
    )
});

/// Numerals that people know by heart: emergency numbers, hotlines, programmes. Source: national numbering.
const KNOWN_CODES: &[&str] = &[
    "110", "119", "120", "122", "211", "985", "863", "973", "12306", "12315", "12319", "12328", "12333",
    "12338", "12345", "12348", "12355", "12369", "12380", "12388", "12393",
];

/// 12345, 5G, PM2.5, 4+7, 12号线, 3.0版, 500强, 5A级.
pub(super) fn code(chars: &[char], at: usize, reading: &Reading, floor: usize) -> Option<Item> {
    let item = |range: Range<usize>, name: &'static str, entry: &'static str| {
        Item::new(range, NumberKind::Code, name, entry)
    };
    if chars[at] == '零' {
        let mut zero = item(at..reading.end, "number.zero", "零").valued(reading);
        zero.kind = NumberKind::Count;
        return Some(zero);
    }
    if reading.form == Form::Arabic {
        if let Some(range) = latin(chars, at, reading, floor) {
            return Some(item(range, "number.code.letters", ""));
        }
        if let Some(end) = sum(chars, at) {
            return Some(item(at..end, "number.code.sum", "+"));
        }
    }
    let plain = reading.power == 0 && !reading.over && reading.upper.is_none();
    if let Some(hit) = CODE_TAILS.longest(chars, reading.end)
        && plain
        && (reading.form == Form::Arabic
            || hit.entry.starts_with('号')
            || hit.entry.ends_with('道')
            || hit.entry == "强")
        && !matches!(
            (hit.entry, chars.get(reading.end + hit.len)),
            ("号", Some('召' | '称')) | ("版", Some('本' | '权' | '图')) | ("后", Some(_))
        )
    {
        return Some(item(at..reading.end + hit.len, "number.code.tail", hit.entry));
    }
    None
}

/// A bare numeral in Arabic digits that nothing else explains.
pub(super) fn bare_code(chars: &[char], at: usize, reading: &Reading) -> Option<Item> {
    let plain = reading.form == Form::Arabic && reading.power == 0 && !reading.over;
    if !plain {
        return None;
    }
    let text: String = chars[at..reading.end].iter().collect();
    let entry = KNOWN_CODES.iter().find(|&&code| code == text).copied().unwrap_or_default();
    Some(Item::new(at..reading.end, NumberKind::Code, "number.code.bare", entry).valued(reading))
}

/// A token of Latin letters and digits: 5G, PM2.5, IPv6, 4A级. A unit in Latin letters (500kV) is none.
fn latin(chars: &[char], at: usize, reading: &Reading, floor: usize) -> Option<Range<usize>> {
    let letters = |c: &char| c.is_ascii_alphabetic();
    let word = |c: &char| c.is_ascii_alphanumeric();
    let mut start = at;
    while start > floor
        && (word(&chars[start - 1])
            || matches!(chars[start - 1], '-' | '.' | '_') && start > floor + 1 && word(&chars[start - 2]))
        && at - start < 24
    {
        start -= 1;
    }
    let leads = chars[start..at].iter().any(letters);
    let start = if leads { start } else { at };
    let unit = units::read(chars, reading.end).is_some_and(|unit| unit.entry.is_ascii() && unit.entry != "%");
    let follows = !unit && chars.get(reading.end).is_some_and(letters) && !has(chars, reading.end, "x");
    if !leads && !follows {
        return None;
    }
    let mut end = reading.end;
    while chars.get(end).is_some_and(word)
        || matches!(chars.get(end), Some('-' | '.')) && chars.get(end + 1).is_some_and(word) && end - at < 24
    {
        end += 1;
    }
    end += usize::from(chars.get(end) == Some(&'级') && !leads);
    Some(start..end)
}

/// 4+7, 1+N, 2+4+X, 1+1+6.
fn sum(chars: &[char], at: usize) -> Option<usize> {
    let part = |from: usize| {
        let len = chars.get(from..)?.iter().take(6).take_while(|c| c.is_ascii_digit()).count();
        match len {
            0 => chars.get(from).filter(|c| matches!(c, 'N' | 'X' | 'n' | 'x' | 'Y')).map(|_| from + 1),
            _ => Some(from + len),
        }
    };
    let mut end = part(at)?;
    let mut parts = 1;
    while chars.get(end) == Some(&'+') && parts < 12 {
        let Some(next) = part(end + 1) else { break };
        end = next;
        parts += 1;
    }
    (parts > 1).then_some(end)
}

// -------------------------------------------------------------------------------------------- slogans

/// A short quotation that opens at `at`, if it is a slogan with a numeral or a code.
pub(super) fn quoted(chars: &[char], at: usize) -> Option<Item> {
    let close = match chars[at] {
        '“' => '”',
        '"' => '"',
        '「' => '」',
        '‘' => '’',
        _ => return None,
    };
    let from = at + 1;
    let len = chars.get(from..)?.iter().take(SLOGAN_LEN + 1).position(|&c| c == close)?;
    let inside = &chars[from..from + len];
    if let Some(end) = sum(chars, from).or_else(|| calendar::five_year_plan(chars, from))
        && end == from + len
    {
        let kind = if inside.contains(&'+') { NumberKind::Code } else { NumberKind::Policy };
        return Some(Item::new(from..end, kind, "number.quoted", ""));
    }
    if !inside.is_empty() && inside.iter().all(char::is_ascii_digit) {
        let year = len == 4 && matches!(inside[0], '1' | '2') && matches!(inside[1], '9' | '0');
        return (!year).then(|| Item::new(from..from + len, NumberKind::Code, "number.quoted.code", ""));
    }
    let to = from + len;
    let first = slogan_inside(chars, from, to)?;
    // 党政同责、一岗双责: the members of a list before the first that counts are no part of it.
    let from = (from..first)
        .rev()
        .find(|&i| chars[i] == '、')
        .filter(|&i| !chars[from..i].contains(&'双'))
        .map_or(from, |i| i + 1);
    let len = to - from;
    // 清四乱, 金科十条: what stands before a numbered word of two characters is not part of the slogan.
    let trimmed = first > from && first - from <= 2 && from + len - first == 2;
    let start = if trimmed { first } else { from };
    Some(Item::new(start..from + len, NumberKind::Policy, "number.quoted.slogan", ""))
}

/// Where the first Chinese numeral of the quotation `from..to` stands, if it holds one that counts and
/// nothing that is a real figure, a rank or a name.
fn slogan_inside(chars: &[char], from: usize, to: usize) -> Option<usize> {
    let text = &chars[..to];
    if text[from..].iter().any(|c| c.is_ascii_digit() || matches!(c, '。' | '！' | '？')) {
        return None;
    }
    let mut at = from;
    let mut first = None;
    while at < to {
        let Some(reading) = numeral::may_start(text[at]).then(|| numeral::read(text, at)).flatten() else {
            at += 1;
            continue;
        };
        if let Some(next) = no_number(text, at, &reading) {
            at = next.max(at + 1);
            continue;
        }
        if matches!(before(text, at), Some('第' | '周')) || text.get(reading.end) == Some(&'号') {
            return None;
        }
        let lone_magnitude = reading.form == Form::Magnitude && reading.end == at + 1 && at > from;
        first = first.or((!lone_magnitude).then_some(at));
        at = reading.end;
    }
    first
}

/// A slogan that stands unquoted at `at` and has a name of its own: a fixed one, a five-year plan.
pub(super) fn slogan(chars: &[char], at: usize) -> Option<Item> {
    if let Some(hit) = SLOGAN.longest(chars, at) {
        return Some(Item::new(at..at + hit.len, NumberKind::Policy, "number.policy", hit.entry));
    }
    let end = calendar::five_year_plan(chars, at)?;
    Some(Item::new(at..end, NumberKind::Policy, "number.policy.plan", "五"))
}

/// What the parts of a layout or a scheme are called: 一核两翼, 五纵六横, 四梁八柱.
const LAYOUT: &str = "核主副轴带廊环圈心极翼横纵区园城片点线面屏网射联梁柱山水江湖岸港库谷馆平星海湾";

/// 一核两翼三带: numbered parts in a row, at least two.
pub(super) fn layout(chars: &[char], at: usize) -> Option<Item> {
    let part = |i: usize| {
        let counts = chars.get(i).copied().and_then(numeral::han_digit).is_some_and(|d| d > 0)
            || chars.get(i) == Some(&'多');
        counts && chars.get(i + 1).is_some_and(|&c| LAYOUT.contains(c))
    };
    let parts = (0..8).take_while(|k| part(at + 2 * k)).count();
    (parts >= 2).then(|| Item::new(at..at + 2 * parts, NumberKind::Policy, "number.policy.layout", ""))
}

/// 一企一策, 一镇一品: one of these for each of those.
pub(super) fn one_each(chars: &[char], at: usize) -> Option<Item> {
    let han = |i: usize| chars.get(i).is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
    let each = chars.get(at) == Some(&'一')
        && chars.get(at + 2) == Some(&'一')
        && (han(at + 1) && han(at + 3) && chars[at + 1] != chars[at + 3]);
    each.then(|| Item::new(at..at + 4, NumberKind::Policy, "number.policy.each", "一"))
}

//! The words by which the parts of a report are known, in normal form (ASCII quotation marks, no blanks).

/// Several years: a five-year plan, a term of office.
pub(super) const LONG: &[&str] = &[
    "五年",
    "5年",
    "十五五",
    "十四五",
    "十三五",
    "十二五",
    "十一五",
    "\"十五\"",
    "\"九五\"",
    "\"八五\"",
    "\"七五\"",
    "六五计划",
    "七五计划",
    "本届政府",
    "上届政府",
    "任期",
    "今后几年",
    "今后三年",
    "过去三年",
    "三年来",
    "今后一个时期",
    "远景目标",
];

/// Words that, with one of [`LONG`], make the start of a paragraph speak of those years and not of this one.
pub(super) const SPAN_OF_YEARS: &[&str] = &[
    "过去五年",
    "过去的五年",
    "过去5年",
    "过去的5年",
    "五年来",
    "5年来",
    "今后五年",
    "今后5年",
    "未来五年",
    "未来5年",
    "五年是",
    "这五年",
    "的五年",
    "五年,",
    "5年,",
    "时期,",
    "期间,",
    "时期是",
    "时期经济",
    "时期全",
    "本届政府",
    "今后三年",
    "过去三年",
    "三年来",
    "五年的奋斗目标",
    "五年的总体目标",
    "五年规划",
];

/// A heading that looks back.
pub(super) const BACK: &[&str] = &[
    "回顾",
    "总结",
    "工作情况",
    "成效",
    "成绩",
    "成就",
    "执行情况",
    "完成情况",
    "进展情况",
    "决算",
    "过去",
    "一年来",
    "五年来",
    "取得",
    "所做的工作",
    "主要做法",
];

/// A heading that looks ahead.
pub(super) const AHEAD: &[&str] = &[
    "安排",
    "部署",
    "任务",
    "打算",
    "建议",
    "目标",
    "要求",
    "重点工作",
    "工作重点",
    "工作思路",
    "总体思路",
    "措施",
    "举措",
    "预算",
    "预期",
    "展望",
    "努力",
    "奋斗",
    "今后",
    "未来",
    "做好",
    "计划",
    "思路",
    "工作要点",
    "指导思想",
    "明年",
];

/// A paragraph that opens the review.
pub(super) const LAST_YEAR: &[&str] = &["刚刚过去", "过去一年", "过去的一年", "一年来", "去年", "上年"];

/// A paragraph that opens the plan, if it names this year.
pub(super) const PLANNED: &[&str] = &[
    "总体要求",
    "总体思路",
    "预期目标",
    "主要目标",
    "工作目标",
    "目标任务",
    "奋斗目标",
    "总的要求",
    "指导思想",
    "主要安排",
    "之年",
    "开局",
    "做好",
    "工作重点",
    "重点工作",
    "重点抓好",
    "关键一年",
    "工作的总",
];

/// The first words of the report: 现在，我代表……
pub(super) const OPENING: &[&str] =
    &["审议", "报告工作", "作工作报告", "我代表", "报告如下", "作报告", "提出意见"];

/// Signs of a promise, and of something done, for sections that say neither.
const FUTURE: &[&str] = &[
    "确保",
    "力争",
    "争取",
    "将",
    "要",
    "今年",
    "着力",
    "加快",
    "大力",
    "继续",
    "进一步",
    "推进",
    "加强",
    "努力",
    "抓好",
    "年内",
    "以上",
];
const PAST: &[&str] = &[
    "了", "已", "完成", "实现", "同比", "累计", "成功", "顺利", "荣获", "获评", "连续", "去年", "达到",
    "全年", "过去", "增长", "新增",
];

/// Where the first of `words` stands in `text`, in bytes.
pub(super) fn first_of(text: &str, words: &[&str]) -> Option<usize> {
    words.iter().filter_map(|word| text.find(word)).min()
}

/// The first year that `text` names and where: 2019年, 二〇一九年, 一九八二年; 0 for 今年, 1 for 去年 and 过去一年.
pub(super) fn year(text: &str) -> Option<(usize, u32)> {
    let relative = [
        ("今年", 0),
        ("本年", 0),
        ("明年", 0),
        ("去年", 1),
        ("上年", 1),
        ("过去一年", 1),
        ("过去的一年", 1),
        ("一年来", 1),
    ];
    let relative = relative.iter().filter_map(|&(word, year)| Some((text.find(word)?, year))).min();
    let named = text.match_indices('年').find_map(|(at, _)| {
        let digits: Vec<(usize, u32)> =
            text[..at].char_indices().rev().map_while(|(at, c)| Some((at, digit(c)?))).take(5).collect();
        let [d, c, b, a] = digits.as_slice() else { return None };
        let year = 1000 * a.1 + 100 * b.1 + 10 * c.1 + d.1;
        (1900..2100).contains(&year).then_some((a.0, year))
    });
    relative.into_iter().chain(named).min()
}

fn digit(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| match c {
        '〇' | '零' => Some(0),
        _ => "一二三四五六七八九".chars().zip(1..).find(|&(digit, _)| digit == c).map(|(_, value)| value),
    })
}

/// Whether a paragraph of the review comes to what is still bad.
pub(super) fn tells_problems(start: &str) -> bool {
    let bad =
        ["问题", "困难", "不足", "挑战", "矛盾", "差距", "短板"].iter().any(|word| start.contains(word));
    let sees = [
        "清醒",
        "也要看到",
        "也看到",
        "应该看到",
        "应当看到",
        "必须看到",
        "还存在",
        "仍存在",
        "仍然存在",
        "依然存在",
        "还面临",
        "仍面临",
    ];
    let seen = sees.iter().any(|word| start.contains(word));
    (seen && bad) || (start.contains("清醒") && ["认识", "看到"].iter().any(|word| start.contains(word)))
}

/// Whether a paragraph gives thanks for what was done.
pub(super) fn gives_thanks(text: &str) -> bool {
    text.len() < 3 * 700
        && [
            "衷心感谢",
            "衷心的感谢",
            "诚挚感谢",
            "诚挚的感谢",
            "表示感谢",
            "崇高敬意",
            "崇高的敬意",
            "诚挚谢意",
        ]
        .iter()
        .any(|word| text.contains(word))
}

/// How much a paragraph speaks of what is to be done (above 0) or has been done (below 0).
pub(super) fn tense(text: &str) -> i64 {
    let count = |words: &[&str]| words.iter().map(|word| text.matches(word).count()).sum::<usize>();
    let signed = |count: usize| i64::try_from(count).unwrap_or(i64::MAX / 4);
    signed(count(FUTURE)) - signed(count(PAST))
}

//! The words by which the parts of a report are known, in normal form (ASCII quotation marks, no blanks), and
//! the list that finds all of them in one pass.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::text::lexicon::Lexicon;

/// What a word tells of the part in which it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// Several years: a five-year plan, a term of office.
    Long,
    /// At the start of a paragraph: it speaks of those years and not of this one.
    SpanOfYears,
    /// Of those: years that are to come.
    YearsToCome,
    /// Of those: years that are over.
    YearsPast,
    /// In a heading: it looks back.
    Back,
    /// In a heading: it looks ahead.
    Ahead,
    /// At the start of a paragraph: the review of last year begins.
    LastYear,
    /// In a paragraph that names this year: the plan begins.
    Planned,
    /// The first words of the report: 现在，我代表……
    Opening,
    /// 今年, whichever year that is.
    ThisYear,
    /// 去年.
    YearBefore,
    /// What is bad: 问题, 困难.
    Bad,
    /// That it is seen: 也要看到, 仍然存在.
    Seen,
    /// Both at once: 清醒地看到.
    Sober,
    /// 衷心感谢.
    Thanks,
    /// A sign of a promise, for sections that say neither.
    Future,
    /// A sign of something done.
    Past,
}

/// How many there are.
const CUES: usize = Cue::Past as usize + 1;

/// The words, by what they tell. A word may stand in several rows.
const WORDS: &[(Cue, &str)] = &[
    (
        Cue::Long,
        "五年 5年 十五五 十四五 十三五 十二五 十一五 \"十五\" \"九五\" \"八五\" \"七五\" 六五计划 七五计划 本届政府 上届政府 任期 \
         今后几年 今后三年 过去三年 三年来 今后一个时期 远景目标",
    ),
    (
        Cue::SpanOfYears,
        "五年间 5年间 这5年 过去五年 过去的五年 过去5年 过去的5年 五年来 5年来 今后五年 今后5年 未来五年 未来5年 五年是 这五年 的五年 五年, 5年, 时期, 期间, \
         时期是 时期经济 时期全 今后三年 过去三年 三年来 五年的奋斗目标 五年的总体目标 五年规划",
    ),
    (Cue::YearsToCome, "今后 未来 奋斗目标 总体目标 五年规划 五年计划"),
    (Cue::YearsPast, "过去 这五年 这5年 五年来 5年来 三年来 五年间 5年间 以来 回顾 回首 本届政府"),
    (
        Cue::Back,
        "回顾 总结 工作情况 成效 成绩 成就 执行情况 完成情况 进展情况 决算 过去 过往 回首 回望 走过 这五年 这5年 五年间 5年间 这一年 一年来 五年来 取得 所做的工作 主要做法",
    ),
    (
        Cue::Ahead,
        "安排 部署 任务 打算 建议 目标 要求 重点工作 工作重点 工作思路 总体思路 措施 举措 预算 预期 展望 努力 奋斗 今后 未来 做好 计划 \
         思路 工作要点 指导思想 明年",
    ),
    (Cue::LastYear, "刚刚过去 过去一年 过去的一年 一年来 去年 上年"),
    (
        Cue::Planned,
        "总体要求 总体思路 预期目标 主要目标 工作目标 目标任务 奋斗目标 总的要求 指导思想 主要安排 之年 开局 做好 工作重点 重点工作 \
         重点抓好 关键一年 工作的总",
    ),
    (Cue::Opening, "审议 报告工作 作工作报告 我代表 报告如下 作报告 提出意见"),
    (Cue::ThisYear, "今年 本年 明年"),
    (Cue::YearBefore, "去年 上年 过去一年 过去的一年 一年来"),
    (Cue::Bad, "问题 困难 不足 挑战 矛盾 差距 短板"),
    (
        Cue::Seen,
        "清醒 也要看到 也看到 应该看到 应当看到 必须看到 还存在 仍存在 仍然存在 依然存在 还面临 仍面临 仍然面临",
    ),
    (Cue::Sober, "清醒认识 清醒地认识 清醒的认识 清醒看到 清醒地看到 清醒的看到"),
    (
        Cue::Thanks,
        "衷心感谢 衷心的感谢 诚挚感谢 诚挚的感谢 表示感谢 崇高敬意 崇高的敬意 诚挚谢意 最诚挚的感谢",
    ),
    (Cue::Future, "确保 力争 争取 将 要 今年 着力 加快 大力 继续 进一步 推进 加强 努力 抓好 年内 以上"),
    (Cue::Past, "了 已 完成 实现 同比 累计 成功 顺利 荣获 获评 连续 去年 达到 全年 过去 增长 新增"),
];

/// Where the cues of a text stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cues {
    first: [Option<usize>; CUES],
}

impl Cues {
    /// Finds the cues of `text` in one pass.
    pub fn of(text: &str) -> Self {
        let mut first = [None; CUES];
        LEXICON.each_in(text, |start, hit| {
            for (_, place) in first.iter_mut().enumerate().filter(|(cue, _)| hit.value & (1 << cue) != 0) {
                place.get_or_insert(start);
            }
        });
        Self { first }
    }

    /// The byte at which the first word of this cue stands.
    pub fn first(&self, cue: Cue) -> Option<usize> {
        self.first[cue as usize]
    }

    /// Whether there is one.
    pub fn has(&self, cue: Cue) -> bool {
        self.first(cue).is_some()
    }

    /// Whether a paragraph of the review comes to what is still bad.
    pub fn tell_problems(&self) -> bool {
        self.has(Cue::Sober) || (self.has(Cue::Seen) && self.has(Cue::Bad))
    }

    /// The first year that `text` names and where: 2019年, 二〇一九年; 0 for 今年, 1 for 去年 and 过去一年.
    pub fn year(&self, text: &str) -> Option<(usize, u32)> {
        let named = text.match_indices('年').find_map(|(at, _)| year_before(text, at));
        let this = self.first(Cue::ThisYear).map(|at| (at, 0));
        let before = self.first(Cue::YearBefore).map(|at| (at, 1));
        [this, before, named].into_iter().flatten().min()
    }
}

/// The year whose four digits end at byte `at`, and where they start.
fn year_before(text: &str, at: usize) -> Option<(usize, u32)> {
    let mut digits = text[..at].char_indices().rev().map_while(|(at, c)| Some((at, digit(c)?)));
    let (mut year, mut start) = (0, at);
    for unit in [1, 10, 100, 1000] {
        let (at, value) = digits.next()?;
        (year, start) = (year + unit * value, at);
    }
    (digits.next().is_none() && (1900..2100).contains(&year)).then_some((start, year))
}

fn digit(c: char) -> Option<u32> {
    c.to_digit(10).or_else(|| match c {
        '〇' | '零' => Some(0),
        _ => "一二三四五六七八九".chars().zip(1..).find(|&(digit, _)| digit == c).map(|(_, value)| value),
    })
}

/// Whether a paragraph ends in thanks for what was done.
pub(super) fn gives_thanks(text: &str) -> bool {
    let start = text.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    Cues::of(&text[start..]).has(Cue::Thanks)
}

/// How much a paragraph speaks of what is to be done (above 0) or has been done (below 0).
pub(super) fn tense(text: &str) -> i64 {
    let mut tense = 0;
    LEXICON.each_in(text, |_, hit| {
        let holds = |cue: Cue| i64::from(hit.value & (1 << cue as u32) != 0);
        tense += holds(Cue::Future) - holds(Cue::Past);
    });
    tense
}

/// The words, with a bit for each of their cues.
static LEXICON: LazyLock<Lexicon<u32>> = LazyLock::new(|| {
    let mut words: BTreeMap<&str, u32> = BTreeMap::new();
    for (cue, row) in WORDS {
        for word in row.split_whitespace() {
            *words.entry(word).or_default() |= 1 << *cue as u32;
        }
    }
    Lexicon::forward(words)
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cue_has_words() {
        for (cue, row) in WORDS {
            let word = row.split_whitespace().next().unwrap();
            assert_eq!(Cues::of(word).first(*cue), Some(0), "{word}");
        }
    }

    #[test]
    fn years_are_read_in_digits_and_characters() {
        let check = |text: &str, expect| assert_eq!(Cues::of(text).year(text), expect, "{text}");
        check("2019年工作回顾", Some((0, 2019)));
        check("二〇一九年工作", Some((0, 2019)));
        check("实现2035年远景目标", Some((6, 2035)));
        check("今年工作", Some((0, 0)));
        check("刚刚过去的一年", Some((6, 1)));
        check("增长12019年", None);
        check("百年大计", None);
    }

    #[test]
    fn thanks_stand_at_the_end() {
        assert!(gives_thanks("成绩来之不易。在此，向大家表示衷心的感谢！"));
        assert!(!gives_thanks(&format!("表示衷心的感谢。{}", "全年投资增长。".repeat(20))));
    }

    #[test]
    fn problems_are_told_by_what_is_seen() {
        assert!(Cues::of("同时,我们也清醒地看到").tell_problems());
        assert!(Cues::of("发展中还存在不少困难").tell_problems());
        assert!(!Cues::of("解决了一批困难和问题").tell_problems());
    }

    #[test]
    fn tense_tells_promise_from_result() {
        assert!(tense("确保完成投资，力争年内开工，加快推进建设") > 0);
        assert!(tense("全年完成投资，同比增长，已建成通车") < 0);
    }
}

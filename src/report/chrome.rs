//! Lines that a web page puts around a report: menus, by-lines, buttons, copyright.
//!
//! Nothing is dropped for its looks alone: a line goes because the lexicon knows it, or because it stands
//! before the title of a page that the lexicon has recognised.

use std::{collections::BTreeSet, sync::OnceLock};

use super::{
    BlockKind,
    DropReason::{self, Chrome},
    front,
    join::{Wrap, ends_sentence},
    lines::Line,
    notes,
};
use crate::text::normal::{fold, fold_text};

/// The names of fields, in normal form; a mark, a figure or nothing follows them. Source: the templates of
/// government sites (the fields of the disclosure catalogue, 政府信息公开目录, and the by-lines that site
/// generators add).
const FIELDS: &[&str] = &[
    "来源",
    "信息来源",
    "文章来源",
    "稿件来源",
    "发布时间",
    "发布日期",
    "发布机构",
    "发布单位",
    "发布者",
    "发布人",
    "更新时间",
    "更新日期",
    "生成日期",
    "成文日期",
    "公开日期",
    "时间",
    "日期",
    "索引号",
    "主题分类",
    "信息分类",
    "主题词",
    "发文机关",
    "发文字号",
    "发文日期",
    "文号",
    "有效性",
    "信息名称",
    "公开方式",
    "公开范围",
    "浏览次数",
    "浏览量",
    "浏览",
    "点击数",
    "点击量",
    "点击",
    "阅读次数",
    "阅读",
    "阅读量",
    "访问量",
    "访问次数",
    "字号",
    "字体",
    "打印",
    "分享到",
    "分享",
    "责任编辑",
    "责编",
    "编辑",
    "审核",
    "校对",
    "作者",
    "供稿",
    "撰稿",
    "相关链接",
    "相关新闻",
    "相关阅读",
    "相关文章",
    "相关附件",
    "相关稿件",
    "版权所有",
    "主办",
    "主办单位",
    "承办",
    "承办单位",
    "备案号",
    "公安备案",
    "网站标识码",
    "技术支持",
    "首页",
    "copyright",
    "附件下载",
    "publicdomain",
];

/// What only such lines start with, whatever follows.
const LEADS: &[&str] = &[
    "[字体",
    "[字号",
    "[大",
    "大中小",
    "[打印",
    "[返回",
    "[关闭",
    "扫一扫",
    "手机扫",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "返回顶部",
    "返回首页",
    "关闭窗口",
    "关闭本页",
    "网站地图",
    "联系我们",
    "关于我们",
    "版权声明",
    "当前位置",
    "您的位置",
    "您现在的位置",
    "您所在的位置",
    "当前的位置",
    "无障碍",
    "适老版",
    "长者模式",
    "繁体",
    "手机版",
    "微信公众号",
    "点击下载",
    "下载word",
    "下载pdf",
    "我要纠错",
    "本作品是",
    "注:中文维基",
    "©",
    "(c)",
];

/// Whole lines, in normal form, and what only whole lines say.
const WHOLE: &[&str] = &[
    "首页",
    "关闭",
    "收藏",
    "打印本页",
    "登录",
    "注册",
    "搜索",
    "english",
    "false",
    "true",
    "公有领域",
    "微信",
    "微博",
    "a+",
    "a-",
];

/// What may stand anywhere in such a line.
const INSIDE: &[&str] = &[
    "icp备",
    "公网安备",
    "网站标识码",
    "版权所有",
    "责任编辑:",
    "浏览次数:",
    "当前位置:",
    "[打印",
    "打印本页",
];

/// Whether a web page put this line there.
fn is_web(line: &str) -> bool {
    if line.len() > 240 {
        return false;
    }
    let first = line.chars().filter(|c| !matches!(c, '*' | '#' | '>' | ' ')).find_map(fold);
    let sentence = ends_sentence(line);
    if !first.is_some_and(|first| firsts().contains(&first))
        && (sentence || !line.contains([':', '：', '>', 'I', '公', '网', '版', '打']))
    {
        return false;
    }
    let folded = fold_text(line);
    let folded = folded.trim_start_matches(['*', '#', '>']);
    // A sentence is text, whatever it starts with.
    if sentence && folded.chars().count() > 40 {
        return false;
    }
    let field = |rest: &str| {
        rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit() || ":[(>|-".contains(c))
    };
    FIELDS.iter().filter_map(|name| folded.strip_prefix(name)).any(field)
        || LEADS.iter().any(|lead| folded.starts_with(lead))
        || WHOLE.contains(&folded)
        || INSIDE.iter().any(|word| folded.contains(word))
        || folded.matches('>').count() >= 2
}

/// The characters with which a line can start that the lexicon knows.
fn firsts() -> &'static BTreeSet<char> {
    static FIRSTS: OnceLock<BTreeSet<char>> = OnceLock::new();
    FIRSTS.get_or_init(|| {
        [FIELDS, LEADS, WHOLE].concat().iter().filter_map(|word| word.chars().next()).collect()
    })
}

/// Marks what a web page put before and behind the report.
pub(super) fn mark(source: &str, lines: &[Line], wrap: &Wrap, roles: &mut [Option<DropReason>]) {
    before(source, lines, roles);
    behind(source, lines, wrap, roles);
}

fn before(source: &str, lines: &[Line], roles: &mut [Option<DropReason>]) {
    let end = front::end(source, lines, roles);
    let kinds: Vec<Option<BlockKind>> =
        lines[..end].iter().map(|line| front::kind(line.text(source))).collect();
    let subtitle = kinds.iter().position(|&kind| kind == Some(BlockKind::Subtitle)).unwrap_or(end);
    let is_title = |&i: &usize| kinds[i] == Some(BlockKind::Title) && roles[i].is_none();
    let title = (0..subtitle).rev().find(is_title).or_else(|| (0..end).rev().find(is_title));
    let web: Vec<bool> = lines
        .iter()
        .enumerate()
        .map_while(|(i, line)| {
            let found = roles[i].is_none() && is_web(line.text(source));
            (i < end || found).then_some(found)
        })
        .collect();
    let is_page = web.iter().any(|&found| found);
    for (i, found) in web.into_iter().enumerate() {
        let menu = is_page && title.is_some_and(|title| i < title);
        let greets = kinds.get(i).is_some_and(|kind| *kind == Some(BlockKind::Salutation));
        if roles[i].is_none() && ((found && !greets) || menu) {
            roles[i] = Some(Chrome);
        }
    }
}

/// Behind the text the first line that the lexicon knows takes the rest along, up to a list of notes.
fn behind(source: &str, lines: &[Line], wrap: &Wrap, roles: &mut [Option<DropReason>]) {
    let Some(last) = lines.last() else { return };
    let from = lines.partition_point(|line| line.start < last.end / 5 * 3);
    let known = |line: &Line| !wrap.is_full(line.text(source)) && is_web(line.text(source));
    let Some(first) = (from..lines.len()).find(|&i| known(&lines[i])) else {
        return;
    };
    let rest = lines[first..].iter().zip(&mut roles[first..]);
    for (_, role) in rest.take_while(|(line, _)| !notes::is_head(line.text(source))) {
        *role = Some(Chrome);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::lines::{split, tests::without_role};

    fn kept(source: &str) -> Vec<&str> {
        let lines = split(source);
        let mut roles = vec![None; lines.len()];
        mark(source, &lines, &Wrap::of(source, &lines), &mut roles);
        without_role(source, &lines, &roles)
    }

    #[test]
    fn what_a_page_puts_around_a_report_goes() {
        let source = "首页 > 政务公开 > 政府工作报告\n新闻中心\n2021年政府工作报告\n来源：市政府办 字号：[大 中 小]\n\
                      政府工作报告\n——2021年1月5日在市第九届人民代表大会第一次会议上\n浏览次数：12\n各位代表：\n\
                      一、工作回顾\n全年成绩很大，来源于全市人民。\n二、工作安排\n打印机产业要做强。\n各位代表！让我们努力奋斗！\n\
                      责任编辑：王某\n上一篇：某文\n友情提示";
        assert_eq!(
            kept(source),
            [
                "政府工作报告",
                "——2021年1月5日在市第九届人民代表大会第一次会议上",
                "各位代表：",
                "一、工作回顾",
                "全年成绩很大，来源于全市人民。",
                "二、工作安排",
                "打印机产业要做强。",
                "各位代表！让我们努力奋斗！"
            ]
        );
    }

    #[test]
    fn without_a_page_around_it_nothing_goes() {
        let source = "市九届人大一次会议文件\n政府工作报告\n各位代表：\n现在报告工作。\n一、回顾\n好。";
        assert_eq!(kept(source).len(), 6);
    }

    #[test]
    fn a_list_of_notes_behind_the_page_stays() {
        assert_eq!(
            kept("好。\n好。\n好。\n好。\n来源：市府\n分享\n名词解释\n甲：乙。").last(),
            Some(&"甲：乙。")
        );
    }
}

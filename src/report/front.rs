//! What stands before the text: title, subtitle, by-line, salutation.

use super::{BlockKind, DropReason, heading::enumerator, join::ends_sentence, lines::Line};
use crate::text::normal::fold_text;

/// How many lines of text may stand before the salutation: a page's menu is sometimes long.
const FARTHEST: usize = 120;

/// Who is greeted, in normal form.
const GREETED: &[&str] =
    &["各位代表", "各位委员", "同志们", "主席团", "尊敬的各位", "主席、各位代表", "各位领导"];

/// Who gives reports, as the last words of an office. Sources: the constitution's names of the heads of
/// government at each level, and their acting forms, which end alike.
const OFFICES: &[&str] = &[
    "市长", "县长", "区长", "省长", "州长", "盟长", "旗长", "镇长", "乡长", "主席", "总理", "主任", "专员",
    "部长",
];

/// Whether a line greets and does nothing else: 各位代表：
pub(super) fn is_salutation(line: &str) -> bool {
    if line.len() > 90 || !line.trim_end_matches('*').ends_with(['：', ':', '！', '!']) {
        return false;
    }
    let folded = fold_text(line);
    let folded = folded.trim_matches('*');
    let Some(greeted) = folded.strip_suffix([':', '!']) else { return false };
    GREETED.iter().any(|who| greeted.starts_with(who)) && !greeted.contains(['.', '!', ':'])
}

/// What a line before the text is, if it is anything that belongs there.
pub(super) fn kind(line: &str) -> Option<BlockKind> {
    if line.len() > 240 {
        return None;
    }
    if is_salutation(line) {
        return Some(BlockKind::Salutation);
    }
    let folded = fold_text(line);
    let folded = folded.trim_matches(['*', '#']);
    let (length, meets) = (folded.chars().count(), folded.contains("会议") || folded.contains("大会"));
    let dated = folded.starts_with(|c: char| c.is_ascii_digit() || c == '(' || c == '二' || c == '在')
        && folded.contains('年')
        && length <= 60;
    if folded.starts_with("--") || (dated && (meets || folded.trim_end_matches(')').ends_with('日'))) {
        return Some(BlockKind::Subtitle);
    }
    if is_title(folded, length) {
        return Some(BlockKind::Title);
    }
    let office = OFFICES.iter().any(|office| folded.contains(office));
    if office && length <= 30 && !folded.contains([',', '.', ':']) {
        return Some(BlockKind::Byline);
    }
    (meets && length <= 40 && !ends_sentence(line)).then_some(BlockKind::Subtitle)
}

fn is_title(folded: &str, length: usize) -> bool {
    let named = folded.contains("工作报告") || (folded.starts_with("关于") && folded.ends_with("报告"));
    named && length <= 40 && !folded.contains([',', ':', '_', '>', '|']) && enumerator(folded).is_none()
}

/// How many lines stand before the text, salutation included.
pub(super) fn end(source: &str, lines: &[Line], roles: &[Option<DropReason>]) -> usize {
    let text = || lines.iter().enumerate().filter(|&(i, _)| roles[i].is_none()).take(FARTHEST);
    if let Some((i, _)) = text().find(|(_, line)| is_salutation(line.text(source))) {
        return i + 1;
    }
    text()
        .take_while(|(_, line)| line.end - line.start < 240 && !ends_sentence(line.text(source)))
        .take(12)
        .filter(|(_, line)| kind(line.text(source)).is_some())
        .last()
        .map_or(0, |(i, _)| i + 1)
}

/// Whether one line before the text goes on in the next: a subtitle whose meeting is not yet named to its
/// end, an office whose holder stands on the next line.
pub(super) fn goes_on(before: &str, after: &str) -> bool {
    let next = kind(after);
    match kind(before) {
        Some(BlockKind::Subtitle) => {
            let folded = fold_text(before);
            let complete = |folded: &str| {
                ["会议上", "大会上", "会议", ")", "日"].iter().any(|end| folded.ends_with(end))
            };
            let meeting = after.contains("会议") || after.contains("大会");
            let completes = after.len() <= 90 && complete(&(folded.clone() + &fold_text(after)));
            !complete(&folded)
                && (meeting || completes)
                && !matches!(next, Some(BlockKind::Salutation | BlockKind::Title))
        }
        Some(BlockKind::Byline) => {
            let folded = fold_text(after);
            let name = (2..=4).contains(&folded.chars().count());
            let open = OFFICES.iter().any(|office| fold_text(before).trim_matches('*').ends_with(office));
            open && name && next.is_none()
        }
        _ => false,
    }
}

/// Parts lines that hold two things: a title with what follows it (政府工作报告2011年1月20日在…, 政府工作报告
/// ——…), a salutation with the first sentence.
pub(super) fn cut_glued(source: &str, lines: Vec<Line>) -> Vec<Line> {
    let mut cut = Vec::with_capacity(lines.len() + 2);
    for (i, line) in lines.into_iter().enumerate() {
        let place = if i < FARTHEST { seam(line.text(source)) } else { None };
        match place {
            Some(place) => cut.extend(line.cut(source, line.start + place)),
            None => cut.push(line),
        }
    }
    cut
}

/// Where a glued line comes apart.
fn seam(line: &str) -> Option<usize> {
    let title = line.find("工作报告").filter(|&at| at <= 90).map(|at| at + "工作报告".len());
    if let Some(at) = title
        && is_title(&fold_text(&line[..at]), 0)
    {
        let rest = line[at..].trim_start();
        let starts = |c: char| matches!(c, '—' | '-' | '－' | '–' | '（' | '(') || c.is_numeric();
        if rest.starts_with(starts) && rest.contains(['年', '会']) {
            return Some(at);
        }
    }
    let colon = line.find(['：', ':']).filter(|&at| at <= 60)?;
    let after = colon + line[colon..].chars().next()?.len_utf8();
    let rest = line[after..].trim_matches(['*', ' ', '\u{3000}']);
    (is_salutation(&line[..after]) && !rest.is_empty()).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::lines::split;

    #[test]
    fn lines_before_the_text_are_known() {
        let check = |line: &str, expect| assert_eq!(kind(line), expect, "{line}");
        check("政府工作报告", Some(BlockKind::Title));
        check("政 府 工 作 报 告", Some(BlockKind::Title));
        check("２０２１年某某市政府工作报告", Some(BlockKind::Title));
        check("——2021年2月3日在某某县第九届人民代表大会第一次会议上", Some(BlockKind::Subtitle));
        check("（2021年2月3日）", Some(BlockKind::Subtitle));
        check("2021年2月3日在某某县第九届人民代表大会", Some(BlockKind::Subtitle));
        check("某某县人民政府代县长  王 某", Some(BlockKind::Byline));
        check("各位代表：", Some(BlockKind::Salutation));
        check("**各位代表：**", Some(BlockKind::Salutation));
        check("现在，我代表县人民政府向大会报告工作，请予审议。", None);
        check("一、2020年工作报告的落实", None);
    }

    #[test]
    fn broken_subtitles_and_by_lines_are_whole_again() {
        assert!(goes_on("——2021年1月5日在某某县第九届", "人民代表大会第一次会议上"));
        assert!(goes_on("某某县人民政府县长", "王某"));
        assert!(!goes_on("——2021年1月5日在某某县第九届人民代表大会第一次会议上", "某某县人民政府县长"));
        assert!(!goes_on("某某县县长 王某", "各位代表："));
    }

    #[test]
    fn glued_lines_come_apart() {
        let check = |source: &str, expect: &[&str]| {
            let lines = cut_glued(source, split(source));
            assert_eq!(lines.iter().map(|line| line.text(source)).collect::<Vec<_>>(), expect);
        };
        check("政府工作报告2011年1月2日在会议上", &["政府工作报告", "2011年1月2日在会议上"]);
        check("政府工作报告  ——2011年在会议上", &["政府工作报告", "——2011年在会议上"]);
        check("各位代表：现在我报告工作。", &["各位代表：", "现在我报告工作。"]);
        check("政府工作报告的起草分3组开会", &["政府工作报告的起草分3组开会"]);
        check("各位代表！过去一年：成绩很大。", &["各位代表！过去一年：成绩很大。"]);
    }
}

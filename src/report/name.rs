//! What a report is called among others: 北京市西城区政府工作报告（2020）.
//!
//! Nearly every report is headed 政府工作报告 and nothing more, so that a shelf of them would show one title
//! many times over. Which government and which year stands beneath it, in the line that names the session
//! (——2020年1月5日在北京市西城区第十六届人民代表大会第七次会议上), or else in the by-line.

use super::{BlockKind, Report};

/// The bare title that a name makes more of.
const TITLE: &str = "政府工作报告";

/// The report's name, or `None` if its front says neither a title of its own nor whose report it is.
/// Looks at the front matter only.
pub fn name(report: &Report) -> Option<String> {
    let of_kind = |kind: BlockKind| report.blocks.iter().filter(move |block| block.kind == kind);
    let text = |kind| of_kind(kind).map(|block| report.slice(block.span));
    let title = text(BlockKind::Title).next();
    if let Some(own) = title.filter(|title| compact(title) != TITLE) {
        return Some(own.to_owned());
    }
    let place =
        text(BlockKind::Subtitle).find_map(session).or_else(|| text(BlockKind::Byline).find_map(office));
    let year = text(BlockKind::Subtitle).find_map(year);
    match (place, year) {
        (Some(place), Some(year)) => Some(format!("{place}{TITLE}（{year}）")),
        (Some(place), None) => Some(format!("{place}{TITLE}")),
        (None, _) => title.map(ToOwned::to_owned),
    }
}

/// 在北京市西城区第十六届人民代表大会… → 北京市西城区.
fn session(line: &str) -> Option<String> {
    let before = &line[..line.find("人民代表大会")?];
    let place = &before[before.rfind('在')? + '在'.len_utf8()..];
    Some(compact(&place[..place.find('第').unwrap_or(place.len())])).filter(|place| !place.is_empty())
}

/// 北京市西城区人民政府区长 → 北京市西城区.
fn office(line: &str) -> Option<String> {
    Some(compact(&line[..line.find("人民政府")?])).filter(|place| !place.is_empty())
}

/// 2020年… → 2020, full-width digits too.
fn year(line: &str) -> Option<String> {
    let before = compact(&line[..line.find('年')?]);
    let digits: Vec<char> = before.chars().rev().take_while(char::is_ascii_digit).collect();
    (digits.len() == 4).then(|| digits.iter().rev().collect())
}

/// Without blanks, and with ASCII digits for full-width ones.
fn compact(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if matches!(c, '０'..='９') { crate::text::normal::fold(c).unwrap_or(c) } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::{
        report::parse,
        text::{Encoding, SourceText},
    };

    fn check(front: &str, expect: Option<&str>) {
        let text = format!("{front}\n\n各位代表：\n\n现在，我代表市人民政府，向大会报告工作，请予审议。\n");
        let report = parse(SourceText::new(text, Encoding::Utf8));
        assert_eq!(super::name(&report).as_deref(), expect, "{front}");
    }

    #[test]
    fn whose_report_and_of_which_year() {
        check(
            "政府工作报告\n\n——2019年1月8日在临江市第八届人民代表大会第四次会议上\n\n临江市市长 王明",
            Some("临江市政府工作报告（2019）"),
        );
        check(
            "政 府 工 作 报 告\n\n——２０１２年２月９日在云岭县第九届人民代表大会第一次会议上",
            Some("云岭县政府工作报告（2012）"),
        );
        check(
            "政府工作报告\n\n（2021年3月1日）\n\n云岭县人民政府县长 李强",
            Some("云岭县政府工作报告（2021）"),
        );
    }

    #[test]
    fn a_title_that_says_it_all_stays() {
        check(
            "2023年临江市政府工作报告\n\n——2023年1月8日在临江市第九届人民代表大会第二次会议上",
            Some("2023年临江市政府工作报告"),
        );
    }

    #[test]
    fn a_front_that_says_nothing_gives_no_name() {
        check("", None);
        check("政府工作报告", Some("政府工作报告"));
    }
}

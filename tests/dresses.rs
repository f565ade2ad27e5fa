//! One small report in every dress in which reports come: the blocks, their parts and the fingerprint are always
//! the same.

#![allow(clippy::unwrap_used)] // In a test a failed unwrap is the failure.

use meipi::{
    intake,
    report::{BlockKind, Part, Report, parse},
    text::{Encoding, SourceText},
};

/// The report: what each paragraph is, where it belongs, what it says.
const REPORT: &[(&str, Part, &str)] = &[
    ("title", Part::Front, "政府工作报告"),
    ("subtitle", Part::Front, "——2022年1月12日在临江县第十七届人民代表大会第一次会议上"),
    ("byline", Part::Front, "临江县人民政府县长 田野"),
    ("salutation", Part::Front, "各位代表："),
    (
        "body",
        Part::Front,
        "现在，我代表县人民政府向大会报告工作，请予审议，并请县政协委员和列席人员提出意见。",
    ),
    ("heading1", Part::Review, "一、2021年工作回顾"),
    (
        "body",
        Part::Review,
        "过去一年，全县上下迎难而上，各项事业迈出新的步伐。全年地区生产总值达到312.5亿元、增长8.1%，一般公共预算收入\
         完成18.6亿元，城镇新增就业4200人，登记失业率控制在3%以内。",
    ),
    ("heading2", Part::Review, "（一）产业发展取得新成效"),
    (
        "body",
        Part::Review,
        "新建标准厂房12万平方米，引进企业35家，其中投资过亿元的有7家。粮食总产量达到26.3万吨，连续五年稳定在25万吨以上，\
         高标准农田累计建成41万亩。",
    ),
    ("heading2", Part::Review, "（二）民生福祉有了新改善"),
    (
        "body",
        Part::Review,
        "改造老旧小区18个，惠及居民6300余户。县医院新院区投入使用，新增床位400张；三所中学完成扩建，增加学位2400个。",
    ),
    (
        "body",
        Part::Other,
        "同时，我们也清醒地看到，产业结构还不够优，公共服务还有不少短板，群众反映的一些困难和问题有待解决。",
    ),
    ("heading1", Part::Plan, "二、2022年主要任务"),
    (
        "body",
        Part::Plan,
        "今年经济社会发展的主要预期目标是：地区生产总值增长7.5%左右，固定资产投资增长9%，居民收入增长与经济增长同步。\
         实现上述目标，要重点做好以下工作。",
    ),
    ("heading2", Part::Plan, "（一）着力扩大有效投资"),
    (
        "body",
        Part::Plan,
        "实施重点项目96个，年度完成投资85亿元以上。开工建设城北水厂，建成通车滨河大道，改造农村公路120公里。",
    ),
    ("heading2", Part::Plan, "（二）着力办好民生实事"),
    (
        "body",
        Part::Plan,
        "改造老旧小区20个，加装电梯15部，新建公办幼儿园4所。力争年内实现村级卫生室全覆盖，确保困难群众应保尽保。",
    ),
    ("heading1", Part::Plan, "三、加强政府自身建设"),
    (
        "body",
        Part::Plan,
        "严格落实过紧日子要求，压减一般性支出5%以上，把更多资金用在发展紧要处、民生急需上。",
    ),
    (
        "closing",
        Part::Other,
        "各位代表！新征程任重道远。让我们同心同德、埋头苦干，为建设更加美好的家乡而努力奋斗！",
    ),
];

fn kind(report: &Report, i: usize) -> String {
    let block = &report.blocks[i];
    match block.kind {
        BlockKind::Heading => format!("heading{}", block.level),
        kind => format!("{kind:?}").to_lowercase(),
    }
}

fn parsed(source: &str) -> Report {
    parse(SourceText::new(source.to_owned(), Encoding::Utf8))
}

/// Parses `source` and compares everything that a dress must not change.
fn check(source: &str) {
    let report = parsed(source);
    let found: Vec<_> = (0..report.blocks.len())
        .map(|i| (kind(&report, i), report.blocks[i].part, report.slice(report.blocks[i].span)))
        .collect();
    let expect: Vec<_> = REPORT.iter().map(|&(kind, part, text)| (kind.to_owned(), part, text)).collect();
    assert_eq!(found, expect, "{source}");
    assert_eq!(report.fingerprint(), parsed(&paragraphs("\n")).fingerprint());
}

fn paragraphs(between: &str) -> String {
    REPORT.iter().map(|&(_, _, text)| text).collect::<Vec<_>>().join(between)
}

fn is_text(kind: &str) -> bool {
    matches!(kind, "body" | "closing")
}

/// A printer's lines: each paragraph cut at `width` columns, with `indent` before its first line and `end` behind
/// its last one, `between` after each line.
fn wrapped(width: usize, indent: &str, end: &str, between: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for &(kind, _, text) in REPORT {
        let mut line = if is_text(kind) { indent.to_owned() } else { String::new() };
        let columns = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        for c in text.chars() {
            if columns(&line) >= width
                && !"，。、；：！".contains(c)
                && !(c.is_ascii() && line.ends_with(|c: char| c.is_ascii()))
            {
                lines.push(format!("{line}{between}"));
                line.clear();
            }
            line.push(c);
        }
        lines.push(format!("{line}{end}{between}"));
    }
    lines
}

#[test]
fn a_paragraph_a_line() {
    check(&paragraphs("\n"));
    check(&paragraphs("\n\n"));
    check(&paragraphs("\r\n"));
    check(&paragraphs("\r"));
    check(&paragraphs("\n　　"));
    check(&paragraphs("\u{2029}"));
}

#[test]
fn lines_of_a_pdf_with_a_blank_behind_each_paragraph() {
    check(&wrapped(44, "", " ", "\n\n").concat());
    check(&wrapped(56, "", " ", "\n").concat());
}

#[test]
fn lines_of_a_pdf_with_an_indent_before_each_paragraph() {
    check(&wrapped(56, "　　", "", "\n").concat());
    check(&wrapped(52, "    ", "", "\n\n").concat());
}

#[test]
fn lines_of_a_pdf_with_an_empty_line_between_paragraphs() {
    check(&wrapped(60, "", "\n", "\n").concat());
}

#[test]
fn page_numbers_and_running_heads_in_the_middle_of_sentences() {
    for number in
        [|n: usize| format!("- {n} -"), |n: usize| format!("{n}"), |n: usize| format!("第 {n} 页 共 9 页")]
    {
        let lines = wrapped(48, "　　", "", "\n");
        let source: String = lines
            .iter()
            .enumerate()
            .map(|(i, line)| {
                let page = if i % 9 == 8 {
                    format!("{}\n\u{c}临江县政府工作报告汇编\n", number(i / 9 + 1))
                } else {
                    String::new()
                };
                format!("{line}{page}")
            })
            .collect();
        check(&source);
    }
}

#[test]
fn one_line_with_literal_breaks() {
    check(&paragraphs(" \\r\\n"));
    check(&paragraphs("\\n"));
}

#[test]
fn markdown() {
    let source: Vec<String> = REPORT
        .iter()
        .map(|&(kind, _, text)| match kind {
            "body" => text.replacen("。", "。**", 0),
            _ => format!("**{text}**"),
        })
        .collect();
    check(&format!(
        "---\nsource: https://example.cn/1\ntitle: 报告\n---\n\n{}\n\n---\n",
        source.join("\n\n")
    ));
}

#[test]
fn a_web_page_around_it() {
    let before = "首页\n政务公开\n当前位置：首页 > 政务公开 > 政府工作报告\n2022年临江县政府工作报告\n\
                  来源：县政府办 发布时间：2022-01-20 浏览次数：308\n【字体：大 中 小】 打印\n";
    let after = "\n来源：县政府办公室\n责任编辑：李某\n扫一扫在手机打开当前页\n【打印本页】【关闭窗口】\n上一篇：无\n\
                 友情链接\n主办：临江县人民政府\n某ICP备12345678号";
    check(&format!("{before}{}{after}", paragraphs("\n")));
    check(&format!("{before}{}{after}", paragraphs("\n　　")));
}

#[test]
fn html() {
    check(&format!("<div class=\"text\"><p>{}</p></div>", paragraphs("</p>\n<p>")));
    check(&paragraphs("<br/>"));
    check(
        &REPORT
            .iter()
            .map(|(_, _, text)| format!("<p>&nbsp;&nbsp;<strong>{text}</strong></p>"))
            .collect::<String>(),
    );
}

#[test]
fn titles_and_salutations_without_a_break() {
    check(&paragraphs("\n").replacen("政府工作报告\n——", "政府工作报告——", 1));
    check(&paragraphs("\n").replacen("政府工作报告\n——", "政府工作报告  ——", 1));
    check(&paragraphs("\n").replacen("各位代表：\n", "各位代表：", 1));
}

#[test]
fn broken_front_lines() {
    check(&paragraphs("\n").replacen("人民代表大会第一次", "\n人民代表大会第一次", 1));
    check(&paragraphs("\n").replacen("县长 田野", "县长\n田野", 1));
    check(&paragraphs("\n").replacen("县长 田野", "县长　　田野", 1));
}

#[test]
fn blanks_around_figures() {
    let spaced: String = paragraphs("\n")
        .chars()
        .map(|c| if c.is_ascii_digit() { format!(" {c}") } else { c.to_string() })
        .collect::<String>();
    // Only blanks beside Chinese are put in: figures stay whole.
    let mut source = spaced;
    for digit in '0'..='9' {
        for before in "0123456789.".chars() {
            source = source.replace(&format!("{before} {digit}"), &format!("{before}{digit}"));
        }
    }
    check(&source);
}

#[test]
fn sentences_broken_around_figures() {
    check(&paragraphs("\n").replacen("达到26.3万吨", "达到\n26.3\n万吨", 1).replacen(
        "新增床位400张",
        "新增床位\n\n400\n\n张",
        1,
    ));
}

#[test]
fn radicals_for_ideographs() {
    let source: String = paragraphs("\n")
        .chars()
        .map(|c| match c {
            '一' => '⼀',
            '二' => '⼆',
            '人' => '⼈',
            '工' => '⼯',
            '民' => '⺠',
            '生' => '⽣',
            '长' => '⻓',
            '水' => '⽔',
            c => c,
        })
        .collect();
    check(&source);
}

#[test]
fn doubled_glyphs() {
    let doubled = |text: &str| text.chars().flat_map(|c| [c, c]).collect::<String>();
    let source: Vec<String> = REPORT
        .iter()
        .map(|&(kind, _, text)| if kind.starts_with("heading") { doubled(text) } else { text.to_owned() })
        .collect();
    check(&source.join("\n"));
}

#[test]
fn footnote_marks_in_the_text() {
    for mark in ["[3]", "〔12〕", "［1］", "〔 7〕"] {
        check(&paragraphs("\n").replacen("标准厂房", &format!("标准厂房{mark}"), 1).replacen(
            "城北水厂，",
            &format!("城北水厂{mark}，"),
            1,
        ));
    }
}

#[test]
fn full_width_figures_have_the_same_fingerprint() {
    let wide: String = paragraphs("\n")
        .chars()
        .map(|c| match c {
            '0'..='9' | '%' | '.' => char::from_u32(c as u32 + 0xfee0).unwrap(),
            c => c,
        })
        .collect();
    let report = parsed(&wide);
    assert_eq!(report.fingerprint(), parsed(&paragraphs("\n")).fingerprint());
    assert!(
        (0..report.blocks.len())
            .all(|i| kind(&report, i) == REPORT[i].0 && report.blocks[i].part == REPORT[i].1)
    );
}

#[test]
fn every_encoding() {
    let text = paragraphs("\r\n");
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [text.clone().into_bytes(), utf16, encoding_rs::GB18030.encode(&text).0.into_owned()] {
        check(intake::decode(&bytes).unwrap().text());
    }
}

#[test]
fn notes_and_tables_behind_it() {
    let source = format!(
        "{}\n附件\n名词解释\n1．标准厂房：指统一规划的工业用房。\n2．高标准农田：指旱涝保收的农田。\n2021年主要指标\n| 指标 | 单位 | 2021年 |\n|---|:-:|--:|\n\
         | 生产总值<br>（可比价） | 亿元 | 312.5 |\n|  | 万元 | 7 |",
        paragraphs("\n")
    );
    let report = parsed(&source);
    let behind: Vec<_> = (REPORT.len()..report.blocks.len())
        .map(|i| (kind(&report, i), report.slice(report.blocks[i].span)))
        .collect();
    let behind: Vec<(&str, &str)> = behind.iter().map(|(kind, text)| (kind.as_str(), *text)).collect();
    assert_eq!(
        behind,
        [
            ("heading1", "附件"),
            ("heading1", "名词解释"),
            ("note", "1．标准厂房：指统一规划的工业用房。"),
            ("note", "2．高标准农田：指旱涝保收的农田。"),
            ("heading1", "2021年主要指标"),
            ("row", "指标\t单位\t2021年"),
            ("row", "生产总值（可比价）\t亿元\t312.5"),
            ("row", "\t万元\t7"),
        ]
    );
    assert!(report.blocks[REPORT.len()..].iter().all(|block| block.part == Part::Other));
}

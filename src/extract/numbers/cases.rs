//! What the rules find in small texts: span, kind, value, unit, qualifier.

use proptest::prelude::*;

use crate::{
    extract::{Number, NumberKind, numbers},
    report::{Block, BlockKind, Part, Report},
    text::{Encoding, SourceMap, SourceText, Span},
};

/// A report of plain paragraphs, one a line, so that these tests stand on the number rules alone.
fn report(text: &str) -> Report {
    rows(text, BlockKind::Body)
}

fn rows(text: &str, kind: BlockKind) -> Report {
    let mut at = 0;
    let mut blocks = Vec::new();
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        if !words.is_empty() {
            let span = Span::of(start..start + words.len());
            blocks.push(Block { kind, level: 0, span, part: Part::Other });
        }
    }
    Report {
        source: SourceText::new(text.to_owned(), Encoding::Utf8),
        text: text.to_owned(),
        map: SourceMap::default(),
        blocks,
        dropped: Vec::new(),
        fingerprint: std::sync::OnceLock::new(),
    }
}

/// A number in one line: `6%左右 percent 0.06 % about`. `-` stands for nothing.
fn show(report: &Report, number: &Number) -> String {
    let value = number.value.map_or_else(|| "-".to_owned(), |v| v.to_string());
    let value = number.upper.map_or(value.clone(), |u| format!("{value}..{u}"));
    let unit = number.unit.as_deref().unwrap_or("-");
    let (kind, approx) = (number.kind.name(), number.approx.name());
    format!("{} {kind} {value} {unit} {approx}", report.slice(number.span))
}

fn check(text: &str, expect: &[&str]) {
    let report = report(text);
    let shown: Vec<String> = numbers::find(&report).iter().map(|n| show(&report, n)).collect();
    assert_eq!(shown, expect, "{text}");
}

#[test]
fn a_quantity_takes_its_magnitude_its_unit_and_what_bends_it() {
    check("实现产值3.6亿元、增长8.2%。", &["3.6亿元 money 360000000 元 exact", "8.2% percent 0.082 % exact"]);
    check("服务群众超过35余万人次", &["超过35余万人次 count 350000 人次 over"]);
    check("接待近2万余家次", &["近2万余家次 count 20000 家次 over"]);
    check("拆违不少于8万平方米", &["不少于8万平方米 area 80000 平方米 at_least"]);
    check("失业率控制在4.5％以内", &["4.5％以内 percent 0.045 % at_most"]);
    check("增速为7%左右", &["7%左右 percent 0.07 % about"]);
    check("节约用水30万吨", &["30万吨 mass 300000 吨 exact"]);
    check("签约项目26个，签约26个", &["26个 count 26 个 exact", "26个 count 26 个 exact"]);
    check("近三年累计投入", &["三年 duration 3 年 exact"]);
    check("上千家企业", &["上千家 count 1000 家 over"]);
    check("从业人员近万人", &["近万人 count 10000 人 under"]);
    check("出口突破900亿元", &["900亿元 money 90000000000 元 over"]);
    check("发展上下游企业3－5家", &["3－5家 count 3..5 家 exact"]);
}

#[test]
fn units_may_be_compound() {
    check("降尘量5.1吨/平方公里·月", &["5.1吨/平方公里·月 rate 5.1 吨/平方公里·月 exact"]);
    check("浓度为31微克/立方米", &["31微克/立方米 concentration 31 微克/立方米 exact"]);
    check("补助600元/人·年", &["600元/人·年 rate 600 元/人·年 exact"]);
    check("关停82家（户）", &["82家（户） count 82 家（户） exact"]);
    check("城乡收入比为1.9∶1", &["1.9∶1 ratio 1.9 - exact"]);
    check("2×66万千瓦机组", &["2×66万千瓦 energy 1320000 千瓦 exact"]);
    check("征地 1 7 00 户", &["1 7 00 户 count 1700 户 exact"]);
    check("5×8小时服务", &["5×8小时 duration 40 小时 exact"]);
    check(
        "装机500万千瓦、用电20亿千瓦时",
        &["500万千瓦 energy 5000000 千瓦 exact", "20亿千瓦时 energy 2000000000 千瓦时 exact"],
    );
    check("年产10万吨标准煤", &["10万吨标准煤 mass 100000 吨标准煤 exact"]);
    check("出生率9‰以内", &["9‰以内 percent 0.009 ‰ at_most"]);
}

#[test]
fn a_count_may_go_without_a_measure_word() {
    check("夺得3金2银1铜", &["3金 count 3 金 exact", "2银 count 2 银 exact", "1铜 count 1 铜 exact"]);
    check("覆盖28镇、连通9省", &["28镇 count 28 镇 exact", "9省 count 9 省 exact"]);
    check("带动近600农户", &["近600 count 600 - under"]);
    check("指数上升为189，", &["189 count 189 - exact"]);
    check("服务1200万人口", &["1200万 count 12000000 - exact"]);
    check("每千人口床位数", &["千人 count 1000 人 exact"]);
    check("服务千万人口", &["千万 count 10000000 - exact"]);
    check("搬迁3.5万农村人口", &["3.5万 count 35000 - exact"]);
    check("全国百强县", &["百强 code - - exact"]);
    check("占八成多", &["八成多 percent 0.8 成 over"]);
}

#[test]
fn chinese_numerals_fractions_tenths_and_times() {
    check("增长百分之四点六", &["百分之四点六 percent 0.046 % exact"]);
    check("递增百分之四到五", &["百分之四到五 percent 0.04..0.05 % exact"]);
    check("减少三成以上", &["三成以上 percent 0.3 成 at_least"]);
    check("增长一倍半", &["一倍半 ratio 1.5 倍 exact"]);
    check("产值翻两番", &["两番 ratio 2 番 exact"]);
    check("压缩三分之一以上", &["三分之一以上 ratio - - at_least"]);
    check("二十五点三亿元", &["二十五点三亿元 money 2530000000 元 exact"]);
    check("三至五家", &["三至五家 count 3..5 家 exact"]);
    check("增长5.5%—6%", &["5.5%—6% percent 0.055..0.06 % exact"]);
    check("减少一半以上", &["一半以上 ratio 0.5 - at_least"]);
    check("历时两个半月", &["两个半月 duration 2.5 个月 exact"]);
    check("三分之一强", &["三分之一 ratio - - exact"]);
    check("十来个村", &["十来个 count 10 个 over"]);
    check("两三年内", &["两三年 duration 2..3 年 exact"]);
    check("十分钟生活圈", &["十分钟 duration 10 分钟 exact"]);
}

#[test]
fn a_numeral_may_be_the_magnitude_itself() {
    check("万元产值能耗", &["万元 money 10000 元 exact"]);
    check("百亿元以上企业", &["百亿元以上 money 10000000000 元 at_least"]);
    check("打造2个千亿级集群", &["2个 count 2 个 exact", "千亿级 money 100000000000 级 exact"]);
    check("收入过百亿，签约3.5亿。", &["百亿 money 10000000000 - over", "3.5亿 money 350000000 - exact"]);
    check("总人口超过十亿。", &["超过十亿 count 1000000000 - over"]);
    check(
        "营收达600亿、800亿元",
        &["600亿 money 60000000000 元 exact", "800亿元 money 80000000000 元 exact"],
    );
    check("千万吨炼油", &["千万吨 mass 10000000 吨 exact"]);
}

#[test]
fn lists_share_qualifiers_and_units() {
    check(
        "合格率为97.2%、98.1%以上",
        &["97.2% percent 0.972 % at_least", "98.1%以上 percent 0.981 % at_least"],
    );
    check(
        "分别下降约7.5%、3.2%和4%；其余5%",
        &[
            "约7.5% percent 0.075 % about",
            "3.2% percent 0.032 % about",
            "4% percent 0.04 % about",
            "5% percent 0.05 % exact",
        ],
    );
    check(
        "产值突破70亿元、80亿元、90亿元，利润6亿元",
        &[
            "70亿元 money 7000000000 元 over",
            "80亿元 money 8000000000 元 over",
            "90亿元 money 9000000000 元 over",
            "6亿元 money 600000000 元 exact",
        ],
    );
    check("通过500多家、300家", &["500多家 count 500 家 over", "300家 count 300 家 exact"]);
    check("超过91%、82%", &["超过91% percent 0.91 % over", "82% percent 0.82 % over"]);
    check(
        "提高1.3、0.8和2.1个百分点",
        &[
            "1.3 percentage_point 0.013 百分点 exact",
            "0.8 percentage_point 0.008 百分点 exact",
            "2.1个百分点 percentage_point 0.021 百分点 exact",
        ],
    );
    check(
        "高于全省0.4个和0.2个百分点",
        &["0.4个 percentage_point 0.004 百分点 exact", "0.2个百分点 percentage_point 0.002 百分点 exact"],
    );
}

#[test]
fn what_only_looks_like_a_figure_is_none() {
    check("成立第一半导体研究所", &[]);
    check("创建三级甲等医院", &[]);
    check("实施十二大行动", &["十二大 count 12 大 exact"]);
    check("严控“两高一低”项目", &["两高一低 policy - - exact"]);
    check("挂牌新四板企业5家", &["5家 count 5 家 exact"]);
}

#[test]
fn a_full_width_comma_parts_thousands_or_clauses() {
    check("收入31，250元", &["31，250元 money 31250 元 exact"]);
    check("居全市第3，105个小区", &["第3 ordinal 3 - exact", "105个 count 105 个 exact"]);
    check("完成３，１５０，０００元", &["３，１５０，０００元 money 3150000 元 exact"]);
}

#[test]
fn dates() {
    check("2021年3月18日开幕", &["2021年3月18日 date 20210318 日 exact"]);
    check("2024年底前", &["2024年底前 date 2024 年 exact"]);
    check("6月底前完成", &["6月底前 date - 月 exact"]);
    check("二〇三五年", &["二〇三五年 date 2035 年 exact"]);
    check("四季度开工", &["四季度 date - 度 exact"]);
    check("第三季度", &["第三季度 date - 度 exact"]);
    check("20世纪90年代末", &["20世纪90年代末 date - 代 exact"]);
    check("2016—2020年", &["2016—2020年 date 2016..2020 年 exact"]);
    check("全民阅读2023活动", &["2023 date 2023 年 exact"]);
    check("2023家企业", &["2023家 count 2023 家 exact"]);
    check("4月15日至20日", &["4月15日至20日 date - 日 exact"]);
    check("1—11月用电", &["1—11月 date - 月 exact"]);
}

#[test]
fn ordinals() {
    check("第八届三次会议", &["第八届 ordinal 8 届 exact", "三次 ordinal 3 次 exact"]);
    check(
        "十届五次、六次全会",
        &["十届 ordinal 10 届 exact", "五次 ordinal 5 次 exact", "六次 ordinal 6 次 exact"],
    );
    check(
        "二十大和二十届三中全会",
        &["二十大 ordinal 20 大 exact", "二十届 ordinal 20 届 exact", "三中 ordinal 3 中 exact"],
    );
    check("“二十大”精神", &["二十大 ordinal 20 大 exact"]);
    check("体育馆（二期）", &["二期 ordinal 2 期 exact"]);
    check("第一批项目", &["第一批 ordinal 1 批 exact"]);
    check("第三产业", &["第三 ordinal 3 - exact"]);
    check("位列全国前5", &["前5 ordinal 5 - exact"]);
    check("完成第1—3批", &["第1—3批 ordinal 1..3 批 exact"]);
    check("进入前十名，提前五天", &["前十名 ordinal 10 名 exact", "五天 duration 5 天 exact"]);
    check("全国人大一次会议", &["一次 ordinal 1 次 exact"]);
    check("连续三届获奖", &["三届 count 3 届 exact"]);
}

#[test]
fn codes_name_and_have_no_value() {
    check("5G基站、IPv6改造、PM10浓度", &["5G code - - exact", "IPv6 code - - exact", "PM10 code - - exact"]);
    check("地铁7号线和206国道", &["7号线 code - - exact", "206国道 code - - exact"]);
    check("构建“1+3+N”体系", &["1+3+N code - - exact"]);
    check("12·9运动、“3·15”活动", &["12·9 code - - exact", "3·15 code - - exact"]);
    check("12328热线", &["12328 code - - exact"]);
    check(
        "4A级景区、世界500强、2.0版",
        &["4A级 code - - exact", "500强 code - - exact", "2.0版 code - - exact"],
    );
    check("架设220千伏线路", &["220千伏 energy 220 千伏 exact"]);
}

#[test]
fn slogans() {
    check("落实“六稳”“六保”", &["六稳 policy - - exact", "六保 policy - - exact"]);
    check("“十四五”收官，十五五开局", &["十四五 policy - - exact", "十五五 policy - - exact"]);
    check("落实“三个100%”", &["三个100% policy - - exact"]);
    check("打好三大攻坚战", &["三大攻坚战 policy - - exact"]);
    check("推行一院一策", &["一院一策 policy - - exact"]);
    check("推行“双公示、一承诺”", &["双公示、一承诺 policy - - exact"]);
    check("开展“清三乱”", &["三乱 policy - - exact"]);
    check("实施“双万双千”工程", &["双万双千 policy - - exact"]);
    check("“每三块钱花两块钱”", &["三块钱 money 3 元 exact", "两块钱 money 2 元 exact"]);
    check(
        "构建一核两翼三带格局，五纵六横路网",
        &["一核两翼三带 policy - - exact", "五纵六横 policy - - exact"],
    );
    check(
        "突破“六百亿”，保持“百分之百”",
        &["六百亿 money 60000000000 - exact", "百分之百 percent 1 % exact"],
    );
    check("建设四大园区", &["四大 count 4 大 exact"]);
}

#[test]
fn what_is_no_number() {
    for text in [
        "一、进一步统一思想",
        "（三）第三方评估",
        "1.一批一线一站式",
        "一是抓产业；二是抓项目",
        "新一轮改革，千方百计，万众一心",
        "“一带一路”",
        "百姓、三亚、五台山、万宁",
        "零售业和零部件",
        "任务十分繁重",
        "双创、首次、第一时间",
        "市第二中学、第四水厂",
    ] {
        check(text, &[]);
    }
}

#[test]
fn zero_is_a_number_where_it_is_an_outcome() {
    check("确保积案零新增、隐患清零", &["零 count 0 - exact", "零 count 0 - exact"]);
}

#[test]
fn a_table_gives_its_figures_units_from_other_cells() {
    let text = "序号\t指标\t单位\t2021年\t年均增长（%）\n1\t工业产值\t亿元\t310.5\t-1.2\n2\t城镇新增就业\t万人\t4.2（*）\t-\n";
    let report = rows(text, BlockKind::Row);
    let numbers = numbers::find(&report);
    let shown: Vec<String> = numbers.iter().map(|n| show(&report, n)).collect();
    assert_eq!(
        shown,
        [
            "2021年 date 2021 年 exact",
            "310.5 money 31050000000 元 exact",
            "-1.2 percent -0.012 % exact",
            "4.2 count 42000 人 exact",
        ]
    );
    assert_eq!(numbers[1].subject.as_deref(), Some("工业产值"));
}

#[test]
fn directions_follow_the_verb_that_governs() {
    let directions = |text: &str| {
        let report = report(text);
        let numbers = numbers::find(&report);
        numbers.iter().map(|n| n.direction.map_or("-", |d| d.name())).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(directions("产值达到30亿元、增长9%，降幅居首"), "reach increase");
    assert_eq!(directions("新增床位300张、学位600个，改造管网8公里"), "increase increase -");
    assert_eq!(directions("审批事项由96项精简至40项"), "- reduce_to");
    assert_eq!(directions("整治提升三年行动"), "-");
    assert_eq!(directions("能耗降低3.5%、成本减少2亿元"), "decrease decrease");
    assert_eq!(directions("覆盖率提高2个百分点，提高到96%"), "increase reach");
    assert_eq!(directions("完成投资50亿元，率达98%"), "- reach");
}

/// Text that is dense with what the rules look at.
fn hard_text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        "[0-9]{1,6}",
        "[０-９，．％]{1,4}",
        "[一二三四五六七八九十百千万亿零〇两几数第]{1,5}",
        "[余多近约超上下左右以内至到—－~.,，:：/×+·]{1,2}",
        "(个|家|元|年|月|日|亿元|个百分点|平方公里|届|次|中|大|期|号线|级|分之|点|成|倍|半|季度|世纪|年代|%|‰)",
        "(增长|下降|达到|新增|至少|分别|、|和|，|。|“|”|（|）|\t|\n| )",
        "[A-Za-z]{1,3}",
        ".{0,3}",
    ];
    proptest::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn numbers_of_any_text_are_ordered_apart_and_on_characters(text in hard_text()) {
        let report = report(&text);
        let mut end = 0;
        for number in numbers::find(&report) {
            let range = number.span.range();
            let slice = report.text.get(range.clone()).expect("on character boundaries");
            prop_assert!(range.start >= end && !range.is_empty());
            prop_assert_eq!(slice.trim(), slice);
            prop_assert!(!slice.contains('\n'), "inside one block");
            prop_assert!(number.kind.is_quantity() || !matches!(number.kind, NumberKind::Code) || number.value.is_none());
            end = range.end;
        }
    }

    #[test]
    fn numerals_of_any_text_are_ordered_and_apart(text in hard_text()) {
        let mut end = 0;
        for numeral in numbers::numerals(&text) {
            prop_assert!(numeral.range.start >= end && text.get(numeral.range.clone()).is_some());
            end = numeral.range.end;
        }
    }
}

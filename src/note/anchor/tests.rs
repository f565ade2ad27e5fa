//! Small cases of anchoring. The bars on a whole report are in `tests/anchoring.rs`.

use super::*;
use crate::{
    note::{DocumentRef, Quote},
    report::parse,
    text::{CodePointOffset, Digest, Encoding, SourceText},
};

pub(super) fn report(text: &str) -> Report {
    parse(SourceText::new(text.to_owned(), Encoding::Utf8))
}

/// A quotation written as `prefix[exact]suffix`, without position and document.
fn quote(marked: &str) -> Target {
    let (prefix, rest) = marked.split_once('[').unwrap_or(("", marked));
    let (exact, suffix) = rest.split_once(']').unwrap_or((rest, ""));
    Target {
        scope: Scope::Passage,
        document: DocumentRef { digest: None, fingerprint: None, foreign: None },
        quote: Quote { exact: exact.into(), prefix: prefix.into(), suffix: suffix.into() },
        position: None,
        other_selectors: Vec::new(),
    }
}

fn at(mut target: Target, start: usize, end: usize) -> Target {
    target.position = Some(Span::<CodePointOffset>::of(start..end));
    target
}

fn on(mut target: Target, document: &str) -> Target {
    target.document.digest = Some(Digest::of(document));
    target
}

/// State, passage, and changes of figures as `was→is`.
fn check(text: &str, target: &Target, state: AnchorState, passage: &str, changes: &[&str]) {
    let report = report(text);
    let anchor = AnchorIndex::new(&report).anchor(target);
    let told: Vec<String> = anchor.changes.iter().map(|c| format!("{}→{}", c.was, c.is)).collect();
    let found = anchor.span.map_or("", |span| report.slice(span));
    assert_eq!(
        (anchor.state, found, told.as_slice()),
        (state, passage, &changes.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>()[..]),
        "{target:?} in {text}"
    );
    assert_eq!(anchor.span.is_none(), matches!(state, AnchorState::Ambiguous | AnchorState::Orphaned));
}

#[test]
fn clean_and_raw_quotations_are_exact_at_their_place() {
    let text = "第一段说明。\n\n第二段写着改造 12 部电梯。\n";
    check(text, &on(at(quote("改造 12 部电梯"), 13, 22), text), AnchorState::Exact, "改造12部电梯", &[]);
    check(text, &on(at(quote("改造12部电梯"), 13, 22), text), AnchorState::Exact, "改造12部电梯", &[]);
    let across = "说明。\n\n第二";
    check(text, &on(at(quote(across), 3, 10), text), AnchorState::Exact, "说明。\n第二", &[]);
}

#[test]
fn positions_count_code_points() {
    let text = "𠮷祥😃里的老旧小区综合整治";
    check(text, &on(at(quote("老旧小区"), 5, 9), text), AnchorState::Exact, "老旧小区", &[]);
    check(text, &at(quote("里的[老旧小区]综合"), 5, 9), AnchorState::Exact, "老旧小区", &[]);
}

#[test]
fn another_document_is_never_exact() {
    let text = "今年实施老旧小区综合整治";
    let target = at(quote("今年[实施老旧小区]综合整治"), 2, 8);
    check(text, &on(target, "另一份"), AnchorState::Moved, "实施老旧小区", &[]);
}

#[test]
fn another_dress_is_word_for_word() {
    let text = "全年完成“一网通办”改革，增长６．５％以上";
    check(
        text,
        &quote("[完成\"一网\n通办\"改革,增长 6.5%]以上"),
        AnchorState::Moved,
        "完成“一网通办”改革，增长６．５％",
        &[],
    );
}

#[test]
fn a_changed_figure_is_told_at_its_place() {
    let text = "地区生产总值增长5%左右，社会消费品零售总额增长6%左右。";
    let target = quote("地区生产总值增长[6%]左右，社会消费品零售总额");
    check(text, &target, AnchorState::NumberChanged, "5%", &["6%左右→5%左右"]);
    let clause = quote("[地区生产总值增长6%左右]，社会消费品零售总额");
    check(text, &clause, AnchorState::NumberChanged, "地区生产总值增长5%左右", &["6%左右→5%左右"]);
}

#[test]
fn figures_are_compared_by_value() {
    let check = |was: &str, is: &str, state: AnchorState, changes: &[&str]| {
        let text = format!("全市城镇新增就业人数达到{is}人以上，登记失业率下降。");
        let target = quote(&format!("[全市城镇新增就业人数达到{was}人以上]，登记失业率下降。"));
        let passage = format!("全市城镇新增就业人数达到{is}人以上");
        check(&text, &target, state, &passage, changes);
    };
    check("1200万", "12,000,000", AnchorState::Reworded, &[]);
    check("1200万", "1300万", AnchorState::NumberChanged, &["1200万人以上→1300万人以上"]);
    check("3", "三", AnchorState::Reworded, &[]);
    check("120", "12", AnchorState::NumberChanged, &["120人以上→12人以上"]);
    check("12", "120", AnchorState::NumberChanged, &["12人以上→120人以上"]);
    check("5万", "5亿", AnchorState::NumberChanged, &["5万人以上→5亿人以上"]);
}

#[test]
fn chinese_numerals_are_figures() {
    let text = "制定城市更新五年行动计划，推进街区整理。";
    let target = quote("制定城市更新[三年]行动计划，推进街区整理。");
    check(text, &target, AnchorState::NumberChanged, "五年", &["三年→五年"]);
}

#[test]
fn a_figure_that_came_or_went_is_told() {
    let text = "建设便民菜店、改造公共厕所36座。";
    let target = quote("[建设便民菜店20个、改造公共厕所]");
    let anchor = AnchorIndex::new(&report(text)).anchor(&target);
    assert_eq!(anchor.state, AnchorState::NumberChanged);
    assert_eq!(anchor.changes.len(), 1);
    assert!(anchor.changes[0].was.starts_with("20") && !anchor.changes[0].is.contains("20"));
}

#[test]
fn a_word_that_holds_a_numeral_is_no_figure() {
    let text = "研究推出一革创新政策和重点工程项目，建好队员。";
    check(
        text,
        &quote("[研究推出一批改革创新政策和重点工程项目]"),
        AnchorState::Reworded,
        "研究推出一革创新政策和重点工程项目",
        &[],
    );
    check(
        text,
        &quote("[革创新政策和重点工程项目，建好队伍]。"),
        AnchorState::Reworded,
        "革创新政策和重点工程项目，建好队员",
        &[],
    );
}

#[test]
fn an_equal_figure_elsewhere_is_no_anchor() {
    // The sentence is gone; its figure stands in another one.
    let text = "社会消费品零售总额增长6%，区级税收保持平稳运行。";
    let target = quote("城镇居民人均可支配收入实际提高[6%]，同步推进分配制度改革");
    check(text, &target, AnchorState::Ambiguous, "", &[]);
    check(text, &quote("[7%]"), AnchorState::Orphaned, "", &[]);
}

#[test]
fn a_figure_that_the_quotation_cuts_stays_cut_only_if_it_is_the_same() {
    let target = quote("地区生产总值预计达到4[500亿元]、增长");
    check("去年地区生产总值预计达到4500亿元、增长", &target, AnchorState::Moved, "500亿元", &[]);
    let changed = "去年地区生产总值预计达到4600亿元、增长";
    check(changed, &target, AnchorState::NumberChanged, "4600亿元", &["4500亿元→4600亿元"]);
}

#[test]
fn blanks_and_invisible_marks_at_the_ends_of_a_quotation_are_nothing() {
    let text = "推广 Web 3 平台，改造老旧小区电梯十二部。";
    check(text, &quote("推广 Web[ 3 平台]，改造"), AnchorState::Moved, "3平台", &[]);
    let marked = quote("[\u{200b}改造老旧小区电梯\u{feff}]十二部。");
    check(text, &marked, AnchorState::Moved, "改造老旧小区电梯", &[]);
}

#[test]
fn rewording_is_told_with_the_difference() {
    let text = "我们将大力推进核心区背街小巷环境整治提升行动。";
    let target = quote("[持续推进核心区背街小巷环境整治]提升行动");
    check(text, &target, AnchorState::Reworded, "大力推进核心区背街小巷环境整治", &[]);
    let told = difference(text, &target);
    assert_eq!(told, ["-持续", "+大力", "=推进核心区背街小巷环境整治"]);
}

/// The difference, a sign before each piece: `=` kept, `-` removed, `+` added.
fn difference(text: &str, target: &Target) -> Vec<String> {
    let told = |edit: &Edit| match edit {
        Edit::Kept(s) => format!("={s}"),
        Edit::Removed(s) => format!("-{s}"),
        Edit::Added(s) => format!("+{s}"),
    };
    AnchorIndex::new(&report(text)).anchor(target).difference.iter().map(told).collect()
}

#[test]
fn another_qualifier_of_the_same_value_is_told() {
    let requalified = |was: &str, is: &str, told: &[&str]| {
        for (quote_of, before) in [("[地区生产总值增长{}]", "地区生产总值增长"), ("地区生产总值增长[{}]", "")]
        {
            let text = format!("地区生产总值增长{is}，城镇调查失业率保持平稳。");
            let target = quote(&(quote_of.replace("{}", was) + "，城镇调查失业率保持平稳。"));
            check(&text, &target, AnchorState::Reworded, &format!("{before}{is}"), &[]);
            let mut told: Vec<String> = told.iter().map(|edit| (*edit).to_owned()).collect();
            match told.first_mut().filter(|first| first.starts_with('=')) {
                Some(first) => first.insert_str(1, before),
                None if before.is_empty() => {}
                None => told.insert(0, format!("={before}")),
            }
            assert_eq!(difference(&text, &target), told, "{was} → {is}");
        }
    };
    requalified("5%左右", "5%以上", &["=5%", "-左右", "+以上"]);
    requalified("5%以上", "5%以下", &["=5%以", "-上", "+下"]);
    requalified("约5%", "近5%", &["-约", "+近", "=5%"]);
    requalified("超过5%", "不低于5%", &["-超过", "+不低于", "=5%"]);
    requalified("5%左右", "5%", &["=5%", "-左右"]);
}

#[test]
fn a_qualifier_that_touches_the_quotation_from_outside_is_told() {
    let told = |was: &str, is: &str, state: AnchorState, changes: &[&str]| {
        let (was, rest) = (format!("全年地区生产总值增长{was}，"), "城镇调查失业率保持平稳。");
        let text = format!("全年地区生产总值增长{is}，{rest}");
        let passage = was.split_once('[').unwrap().1.split_once(']').unwrap().0;
        check(&text, &quote(&format!("{was}{rest}")), state, passage, changes);
    };
    let (same, other) = (AnchorState::Moved, AnchorState::NumberChanged);
    told("[5%]左右", "5%以上", other, &["5%左右→5%以上"]);
    told("[5%]左右", "5%", other, &["5%左右→5%"]);
    told("[5%]", "5%以上", other, &["5%→5%以上"]);
    told("超过[5%]", "不低于5%", other, &["超过5%→不低于5%"]);
    told("[5]万元", "5万亩", other, &["5万元→5万亩"]);
    told("[5%]左右", "5%左右", same, &[]);
    told("[5%]，高于预期", "5%，好于预期", same, &[]);
    // The words beside it that bend nothing may change.
    told("[5%]左右，好于预期", "5%左右，高于预期", same, &[]);
    // What the note's file does not bring along cannot be compared.
    check("地区生产总值增长5%以上。", &quote("地区生产总值[增长5%]"), AnchorState::Moved, "增长5%", &[]);
}

#[test]
fn equal_places_are_ambiguous_unless_context_or_position_tells() {
    let text = "加强队伍建设。改进作风。加强队伍建设。厉行节约。";
    let candidates = |target: &Target| AnchorIndex::new(&report(text)).anchor(target).candidates;
    assert_eq!(candidates(&quote("加强队伍建设")).len(), 2);
    let second = "改进作风。加强队伍建设。厉行";
    assert!(candidates(&quote("改进作风。[加强队伍建设]。厉行")).is_empty(), "{second}");
    assert!(candidates(&at(quote("加强队伍建设"), 12, 18)).is_empty());
}

#[test]
fn overlapping_places_are_told_apart() {
    let report = report("bananas");
    let anchor = AnchorIndex::new(&report).anchor(&quote("ana"));
    assert_eq!(anchor.candidates, [Span::of(1..4), Span::of(3..6)]);
    check("bananas", &quote("ban[ana]s"), AnchorState::Moved, "ana", &[]);
}

#[test]
fn short_quotations_do_not_match_by_luck() {
    let text = "推动医疗卫生事业高质量发展，完善养老服务体系。";
    check(text, &quote("医疗服务"), AnchorState::Orphaned, "", &[]);
    check(text, &quote("养老事业"), AnchorState::Orphaned, "", &[]);
    check(text, &quote("深化[养老改革]体系"), AnchorState::Orphaned, "", &[]);
}

#[test]
fn a_note_that_quotes_nothing_needs_its_document() {
    let text = "今年的主要任务。";
    check(text, &on(at(quote(""), 0, 2), text), AnchorState::Exact, "今年", &[]);
    check(text, &at(quote(""), 0, 2), AnchorState::Ambiguous, "", &[]);
    check(text, &on(at(quote(""), 0, 2), "另一份"), AnchorState::Orphaned, "", &[]);
}

#[test]
fn a_note_on_the_whole_report_has_the_whole_text() {
    let text = "甲\n乙";
    let mut target = on(quote(""), text);
    target.scope = Scope::Report;
    check(text, &target, AnchorState::Exact, "甲\n乙", &[]);
}

#[test]
fn nothing_is_found_in_nothing() {
    check("", &quote("老旧小区"), AnchorState::Orphaned, "", &[]);
    check("老旧", &at(quote("小区"), 900, 902), AnchorState::Orphaned, "", &[]);
}

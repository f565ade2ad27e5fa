//! Laws of anchoring, for any quotation, context and position in any text.

use proptest::{
    prelude::*,
    sample::{Index, select},
};

use super::{sought::Sought, tests::report, *};
use crate::{
    note::{DocumentRef, Quote, tests::cases},
    text::{CodePointOffset, Digest, Offset, SourceOffset, normal::fold_text},
};

/// Few signs of many kinds, so that quotations meet what they quote: words, figures of three scripts, marks,
/// blanks, what is invisible, and characters of one to four bytes.
const SIGNS: [&str; 44] = [
    "增", "长", "老", "旧", "小", "区", "改", "造", "电", "梯", "队", "伍", "十", "二", "百", "万", "亿",
    "一", "批", "以上", "左右", "0", "1", "5", "%", "０", "５", "12", " ", "\n", "\t", "　", "。", "，", "—",
    "-", "“", ".", "a", "\u{200b}", "\u{feff}", "é", "𠮷", "\u{2f00}",
];

/// Up to `most` signs.
fn signs(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(select(&SIGNS[..]), 0..=most).prop_map(|signs| signs.concat())
}

/// A text of a report: of few signs, of the same again and again, or of anything.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => signs(60),
        2 => (signs(12), 1_usize..60).prop_map(|(piece, times)| piece.repeat(times)),
        1 => any::<String>(),
    ]
}

/// One of the texts of a quotation, given the characters of the report: a piece of it, as it is or edited, blanks,
/// figures or marks alone, anything, or something huge.
fn piece(of: Vec<char>) -> impl Strategy<Value = String> {
    let cut = move |(a, b): (Index, Index)| -> String {
        let (a, b) = (a.index(of.len() + 1), b.index(of.len() + 1));
        of[a.min(b)..a.max(b)].iter().collect()
    };
    let cut = (any::<Index>(), any::<Index>()).prop_map(cut);
    prop_oneof![
        6 => cut.clone(),
        3 => (cut.clone(), select(&SIGNS[..]), cut).prop_map(|(a, sign, b)| a + sign + &b),
        2 => signs(12),
        1 => "[ \n\t　\u{200b}]{0,6}",
        1 => "[0-9０-９一二十百万.,%]{0,8}",
        1 => "[。，；—“”-]{0,6}",
        1 => any::<String>(),
        1 => (signs(8), 1_usize..400).prop_map(|(piece, times)| piece.repeat(times)),
    ]
}

/// A position, within the text or not.
fn position(len: usize) -> impl Strategy<Value = Option<Span<CodePointOffset>>> {
    let far = prop_oneof![8 => 0..=len + 2, 1 => Just(usize::MAX)];
    let span = |(a, b): (usize, usize)| Span::of(a..b);
    prop_oneof![1 => Just(None), 4 => (far.clone(), far).prop_map(move |ends| Some(span(ends)))]
}

/// A report's text and a note that may have been made on it.
fn text_and_target() -> impl Strategy<Value = (String, Target)> {
    text().prop_flat_map(|text| {
        let of: Vec<char> = text.chars().collect();
        let quote = (piece(of.clone()), piece(of.clone()), piece(of.clone()));
        let digest = select(vec![None, Some(Digest::of(&text)), Some(Digest::of("另一份"))]);
        (Just(text), quote, position(of.len()), digest, any::<Option<(Index, Index)>>()).prop_map(
            |(text, (prefix, exact, suffix), position, digest, at)| {
                let mut quote = Quote { exact, prefix, suffix };
                let mut position = position;
                // Else hardly a note would fit the place that it names.
                if let Some((a, b)) = at {
                    let points: Vec<char> = text.chars().collect();
                    let (a, b) = (a.index(points.len() + 1), b.index(points.len() + 1));
                    let (a, b) = (a.min(b), a.max(b));
                    quote.exact = points[a..b].iter().collect();
                    quote.prefix = points[a.saturating_sub(9)..a].iter().collect();
                    position = Some(Span::of(a..b));
                }
                let document = DocumentRef { digest, fingerprint: None, foreign: None };
                let scope = Scope::Passage;
                (text, Target { scope, document, quote, position, other_selectors: Vec::new() })
            },
        )
    })
}

/// Whether the passage says what the quotation says, in the text or in the source under it.
fn says_the_same(report: &Report, target: &Target, passage: Span) -> bool {
    let sought = Sought::new(&target.quote);
    let quoted = [fold_text(&target.quote.exact), fold_text(&sought.text[sought.bytes])];
    let named: Option<Span<SourceOffset>> = target.position.map(|position| report.source.bytes(position));
    let passages = [
        fold_text(report.slice(passage)),
        named.map_or_else(String::new, |span| fold_text(span.slice_source(report.source.text()))),
    ];
    // Without words there is nothing to compare.
    quoted.iter().any(|quoted| passages.contains(quoted))
        || quoted[0].is_empty() && target.document.digest.as_ref() == Some(report.source.digest())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(1000)))]

    #[test]
    fn an_answer_is_within_the_text_and_never_silently_wrong((text, target) in text_and_target()) {
        let report = report(&text);
        let anchor = AnchorIndex::new(&report).anchor(&target);
        for span in anchor.span.iter().chain(&anchor.candidates) {
            prop_assert!(report.text.get(span.start.get()..span.end.get()).is_some(), "{anchor:?}");
            prop_assert!(!span.is_empty(), "{anchor:?}");
        }
        let found = !matches!(anchor.state, AnchorState::Ambiguous | AnchorState::Orphaned);
        prop_assert_eq!(anchor.span.is_some(), found);
        prop_assert_eq!(anchor.candidates.is_empty(), anchor.state != AnchorState::Ambiguous);
        prop_assert_eq!(anchor.changes.is_empty(), anchor.state != AnchorState::NumberChanged);
        match (anchor.state, anchor.span) {
            (AnchorState::Exact | AnchorState::Moved, Some(span)) => {
                prop_assert!(says_the_same(&report, &target, span), "{anchor:?}");
                prop_assert!(anchor.difference.is_empty());
            }
            (AnchorState::Reworded | AnchorState::NumberChanged, _) => {
                prop_assert!(!anchor.difference.is_empty());
            }
            _ => {}
        }
    }
}

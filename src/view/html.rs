//! A block's pieces as HTML: the one place where the reading room writes markup as text.
//!
//! A paragraph may hold dozens of pieces and a page thousands; handing the browser one string a paragraph
//! is several times faster than building each element through the language border.
//!
//! Must hold: the text of the elements is the block's text, to the character, so that a place in the DOM is
//! a place in the report; whatever else the reader sees (the numbers of notes, the count of a paragraph's
//! notes) comes from attributes through the style sheet. Nothing of the report gets in unescaped.

use std::fmt::Write as _;

use crate::{
    extract::{Findings, Strength},
    note::{Colour, NoteId},
    text::Span,
    view::{
        legend::QuantityGroup,
        pieces::{NoteMark, Piece, Tint},
    },
};

/// The reader's words for what the marks mean, for those who hear the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Before a note's number: 批注.
    pub note: String,
    /// 承诺 · 刚性
    pub firm: String,
    /// 承诺 · 意向
    pub intended: String,
    /// 承诺 · 探索
    pub exploratory: String,
    /// What the sign behind a corrected passage is called: 更正.
    pub correction: String,
    /// That sign: 改.
    pub corrected: String,
}

impl Words {
    fn strength(&self, strength: Strength) -> &str {
        match strength {
            Strength::Firm => &self.firm,
            Strength::Intended => &self.intended,
            Strength::Exploratory => &self.exploratory,
        }
    }
}

/// The bubble at a paragraph's end: how many notes the paragraph as a whole has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bubble {
    /// What it shows: 段评 3.
    pub label: String,
    /// What it is called: 本段段评 3 条.
    pub name: String,
    /// Whether there is no note yet, so that it only shows when one is about to be written.
    pub empty: bool,
}

/// The inside of one block's element. Linear in its output.
pub fn block(
    text: &str,
    findings: &Findings,
    pieces: &[Piece],
    notes: &[NoteMark],
    words: &Words,
    bubble: Option<&Bubble>,
) -> String {
    // The block's own bytes and as many for its marks: it is kept as long as the block is shown.
    let own: usize = pieces.iter().map(|piece| piece.span.len()).sum();
    let mut html = String::with_capacity(own * 2);
    let (mut number, mut verb_of) = (None, None);
    for piece in pieces {
        if piece.is_plain() {
            escape(piece.span.slice(text), &mut html);
        } else {
            open_span(findings, piece, notes, &mut html);
            if let Some(figure) = piece.number.filter(|_| piece.number != number) {
                control(&mut html, figure_name(text, findings.numbers[figure].span, piece).as_deref());
            } else if let (Some(strength), true) = (piece.strength, piece.verb && piece.statement != verb_of)
            {
                let statement = piece.statement.map_or(piece.span, |index| findings.statements[index].verb);
                let name = format!("{}：{}", words.strength(strength), statement.slice(text));
                control(&mut html, Some(&name));
                verb_of = piece.statement;
            }
            html.push('>');
            escape(piece.span.slice(text), &mut html);
            html.push_str("</span>");
        }
        number = piece.number;
        for &note in &piece.closes {
            reference(&notes[note], words, &mut html);
        }
    }
    if let Some(bubble) = bubble {
        html.push_str(if bubble.empty { "<button class=\"pn none\"" } else { "<button class=\"pn\"" });
        html.push_str(" type=\"button\" tabindex=\"-1\"");
        attribute("data-label", &bubble.label, &mut html);
        attribute("aria-label", &bubble.name, &mut html);
        html.push_str("></button>");
    }
    html
}

/// `<span class data-q data-c data-n`, without the closing `>`.
fn open_span(findings: &Findings, piece: &Piece, notes: &[NoteMark], html: &mut String) {
    html.push_str("<span class=\"");
    let before = html.len();
    let class = |name: &str, html: &mut String| {
        if html.len() > before {
            html.push(' ');
        }
        html.push_str(name);
    };
    if let Some(number) = piece.number {
        match QuantityGroup::of(findings.numbers[number].kind) {
            Some(group) => class(&format!("q u{}", group as usize), html),
            None => class("d", html),
        }
    }
    if piece.statement.is_some() {
        class(piece.strength.map_or("r", class_of), html);
    }
    if piece.verb {
        class("v", html);
    }
    if piece.lead {
        class("lead", html);
    }
    for name in note_classes(piece, notes) {
        class(name, html);
    }
    html.push('"');
    if let Some(number) = piece.number {
        let _ = write!(html, " data-q=\"{number}\"");
    }
    if let Some(statement) = piece.statement {
        let _ = write!(html, " data-c=\"{statement}\"");
    }
    let over = |quiet: bool| {
        let shown = piece.notes.iter().map(|&note| &notes[note]).filter(|note| note.tint != Tint::Draft);
        shown.filter(move |note| is_quiet(note) == quiet).map(|note| note.id)
    };
    ids("data-n", over(false), html);
    ids("data-k", over(true), html);
}

/// Whether a mark is a correction that nobody has to look at: a click asks about the finding, not about a note.
fn is_quiet(note: &NoteMark) -> bool {
    note.tint == Tint::Correction && !note.review
}

/// An attribute that names notes; none if there are none.
fn ids(name: &str, ids: impl Iterator<Item = NoteId>, html: &mut String) {
    let mut open = false;
    for id in ids {
        let _ = if open { write!(html, " {id}") } else { write!(html, " {name}=\"{id}") };
        open = true;
    }
    if open {
        html.push('"');
    }
}

/// The class of a commitment, by its strength.
pub fn class_of(strength: Strength) -> &'static str {
    match strength {
        Strength::Firm => "c g",
        Strength::Intended => "c y",
        Strength::Exploratory => "c t",
    }
}

/// The class of a colour that the reader chose.
pub fn colour_class(colour: Colour) -> &'static str {
    match colour {
        Colour::Gamboge => "k0",
        Colour::Azurite => "k1",
        Colour::Malachite => "k2",
        Colour::Rouge => "k3",
    }
}

fn note_classes<'a>(piece: &'a Piece, notes: &'a [NoteMark]) -> Vec<&'static str> {
    let mut classes = Vec::new();
    let mine = |note: &NoteMark| matches!(note.tint, Tint::Mine(_));
    let over = || piece.notes.iter().map(|&note| &notes[note]);
    let tints = |note: &&NoteMark| !matches!(note.tint, Tint::Draft | Tint::Correction) && !note.review;
    let tinted = over().filter(tints).count();
    if tinted > 0 {
        classes.push("n");
        classes.extend(over().any(|note| mine(note) && !note.review).then_some("mine"));
        classes.extend(over().any(|note| note.tint == Tint::Other && !note.review).then_some("o"));
        classes.extend((tinted > 1).then_some("n2"));
        let colour = over().rev().find_map(|note| match note.tint {
            Tint::Mine(colour) if colour != Colour::default() => Some(colour),
            _ => None,
        });
        classes.extend(colour.map(colour_class));
    }
    classes.extend(over().any(is_quiet).then_some("fx"));
    classes.extend(over().any(|note| note.tint == Tint::Draft).then_some("sel"));
    classes.extend(over().any(|note| note.active).then_some("on"));
    if over().any(|note| note.review) {
        classes.push("chg");
        let edge = |list: &[usize]| list.iter().any(|&note| notes[note].review);
        classes.extend(edge(&piece.opens).then_some("chg-a"));
        classes.extend(edge(&piece.closes).then_some("chg-z"));
    }
    classes
}

/// The number behind a passage: joined to the word before it by the style sheet, so that none starts a line.
fn reference(note: &NoteMark, words: &Words, html: &mut String) {
    if note.tint == Tint::Draft {
        return;
    }
    let who = match note.tint {
        Tint::Mine(_) => "mine",
        Tint::Correction => "cor",
        Tint::Other | Tint::Draft => "o",
    };
    let on = if note.active { " on" } else { "" };
    let changed = if note.review { " rev" } else { "" };
    let _ = write!(html, "<a class=\"ref {who}{on}{changed}\" role=\"button\" data-ref=\"{}\"", note.id);
    if note.tint == Tint::Correction {
        attribute("data-no", &words.corrected, html);
        attribute("aria-label", &words.correction, html);
        html.push_str("></a>");
        return;
    }
    let _ = write!(html, " data-no=\"{}\"", note.number);
    if let Some(ordinal) = note.ordinal {
        let _ = write!(html, " data-ord=\"{ordinal}\"");
    }
    attribute("aria-label", &reference_name(&words.note, note.number as usize), html);
    html.push_str("></a>");
}

/// What the number behind a passage is called.
pub fn reference_name(word: &str, number: usize) -> String {
    format!("{word} {number}")
}

/// Makes the span that is being written a control. It takes no focus until its paragraph is reached by key: a
/// browser that can focus it will not start a selection at its first character.
fn control(html: &mut String, name: Option<&str>) {
    html.push_str(" role=\"button\"");
    if let Some(name) = name {
        attribute("aria-label", name, html);
    }
}

/// The name of a figure that other marks cut in two; whole ones are named by their text.
fn figure_name(text: &str, figure: Span, piece: &Piece) -> Option<String> {
    (!piece.span.covers(figure)).then(|| figure.slice(text).to_owned())
}

fn attribute(name: &str, value: &str, html: &mut String) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    escape(value, html);
    html.push('"');
}

/// Appends `text` so that no reader of HTML takes it for markup, in text and in quoted attributes alike.
pub fn escape(text: &str, html: &mut String) {
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        let entity = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            // A parser turns these into something else, and then the text would not be the report's.
            '\r' => "&#13;",
            _ => continue,
        };
        html.push_str(&text[plain..at]);
        html.push_str(entity);
        plain = at + c.len_utf8();
    }
    html.push_str(&text[plain..]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::view::pieces;

    fn note(n: u32, span: Span, tint: Tint, review: bool) -> NoteMark {
        NoteMark {
            id: NoteId(uuid::Uuid::from_u128(u128::from(n))),
            span,
            number: n,
            ordinal: None,
            tint,
            review,
            active: false,
        }
    }

    fn words() -> Words {
        Words {
            note: "批注".into(),
            firm: "刚性".into(),
            intended: "意向".into(),
            exploratory: "探索".into(),
            correction: "更正".into(),
            corrected: "改".into(),
        }
    }

    #[test]
    fn a_block_takes_no_memory_for_the_rest_of_the_document() {
        let text = format!("建成路灯300盏。{}", "其他文字。".repeat(10_000));
        let findings = Findings::default();
        let pieces = pieces::cut(&findings, Span::of(0..21), &[]);
        let html = block(&text, &findings, &pieces, &[], &words(), None);
        assert_eq!(html, "建成路灯300盏。");
        assert!(html.capacity() < 200, "{}", html.capacity());
    }

    /// What a browser makes of it: the text without the tags.
    fn text_of(html: &str) -> String {
        let mut text = String::new();
        let mut rest = html;
        while let Some(open) = rest.find('<') {
            text.push_str(&rest[..open]);
            let mut quoted = false;
            let close = rest[open..].find(|c| {
                quoted ^= c == '"';
                c == '>' && !quoted
            });
            rest = &rest[open + close.unwrap() + 1..];
        }
        text.push_str(rest);
        ["&lt;<", "&gt;>", "&quot;\"", "&#13;\r", "&amp;&"].iter().fold(text, |text, pair| {
            let (entity, c) = pair.split_at(pair.len() - 1);
            text.replace(entity, c)
        })
    }

    #[test]
    fn a_note_tints_its_passage_and_numbers_its_end() {
        let text = "拆除违法建设";
        let span = Span::of(0..text.len());
        let notes = [note(4, Span::of(0..6), Tint::Mine(Colour::Gamboge), false)];
        let pieces = pieces::cut(&Findings::default(), span, &notes);
        let html = block(text, &Findings::default(), &pieces, &notes, &words(), None);
        assert_eq!(
            html,
            "<span class=\"n mine\" data-n=\"00000000-0000-0000-0000-000000000004\">拆除</span>\
             <a class=\"ref mine\" role=\"button\" \
             data-ref=\"00000000-0000-0000-0000-000000000004\" data-no=\"4\" aria-label=\"批注 4\"></a>违法建设"
        );
    }

    #[test]
    fn a_correction_tints_nothing_and_has_its_sign() {
        let text = "三农工作";
        let notes = [note(0, Span::of(0..6), Tint::Correction, false)];
        let pieces = pieces::cut(&Findings::default(), Span::of(0..text.len()), &notes);
        let html = block(text, &Findings::default(), &pieces, &notes, &words(), None);
        let id = notes[0].id;
        assert_eq!(
            html,
            format!(
                "<span class=\"fx\" data-k=\"{id}\">三农</span><a class=\"ref cor\" role=\"button\" \
                 data-ref=\"{id}\" data-no=\"改\" aria-label=\"更正\"></a>工作"
            )
        );
        let asks = [note(0, Span::of(0..6), Tint::Correction, true)];
        let html = block(text, &Findings::default(), &pieces, &asks, &words(), None);
        assert!(html.contains("data-n=") && html.contains("chg") && !html.contains("data-k"), "{html}");
    }

    #[test]
    fn a_box_round_a_changed_figure_opens_and_closes_once() {
        let text = "增长5.5%左右";
        let span = Span::of(0..text.len());
        let notes = [
            note(1, Span::of(6..text.len()), Tint::Other, true),
            note(2, Span::of(0..8), Tint::Mine(Colour::Rouge), false),
        ];
        let pieces = pieces::cut(&Findings::default(), span, &notes);
        let html = block(text, &Findings::default(), &pieces, &notes, &words(), None);
        assert_eq!(html.matches("chg-a").count(), 1);
        assert_eq!(html.matches("chg-z").count(), 1);
        assert_eq!(html.matches("k3").count(), 2);
    }

    proptest! {
        #[test]
        fn the_text_of_the_markup_is_the_text(
            text in "[<>&\"'\r甲乙1 a-z/=]{0,40}",
            spans in proptest::collection::vec((0usize..80, 0usize..80), 0..6),
        ) {
            let places: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
            let at = |n: usize| places[n % places.len()];
            let notes: Vec<_> = spans
                .iter()
                .zip(1..)
                .map(|(&(a, b), n)| {
                    let tint = if n % 3 == 0 { Tint::Correction } else { Tint::Other };
                    note(n, Span::of(at(a).min(at(b))..at(a).max(at(b))), tint, n % 2 == 0)
                })
                .collect();
            let pieces = pieces::cut(&Findings::default(), Span::of(0..text.len()), &notes);
            let bubble = Bubble { label: text.clone(), name: text.clone(), empty: true };
            let html = block(&text, &Findings::default(), &pieces, &notes, &words(), Some(&bubble));
            prop_assert_eq!(text_of(&html), text);
        }
    }
}

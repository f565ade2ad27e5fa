//! What was typed into the box, piece by piece.
//!
//! | typed | asks for |
//! | --- | --- |
//! | `就业`, `“老旧 小区”` | words, in the report and in the notes |
//! | `>1000万元` `≤5%` `=12部` `1000万元..1亿元` | numbers by value |
//! | `%` `金额` `下降` `以上` | numbers by kind, by where they go, by qualifier |
//! | `承诺` `刚性` `意向` `探索` `可考核` `有期限` | commitments |
//! | `@陈默` `#口径` `待答复` `已办` `需复核` `段评` `藤黄` | notes |
//!
//! Must hold: [`parse`] never fails, reads each piece once, and every piece knows what it was understood as; what is
//! also a word of the language (下降) is sought as a word too, and in quotation marks as nothing but words.

use std::{mem::discriminant, ops::Range};

use super::value::{self, ValueRange};
use crate::{
    extract::{Approx, Direction, Number, NumberKind, Statement, StatementKind, Strength},
    note::Colour,
    text::normal::fold_text,
    view::{
        filter::{Facet, Kind, State},
        legend::QuantityGroup,
    },
};

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Its pieces, in order.
    pub tokens: Vec<Token>,
}

/// A piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The bytes of the query that it takes, quotation marks included.
    pub at: Range<usize>,
    /// The words that it is sought as, in normal form; empty if it cannot be meant as words.
    pub words: String,
    /// What else it asks for.
    pub term: Option<Term>,
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// Numbers of such a value.
    Value(ValueRange),
    /// Numbers of a kind.
    Quantity(QuantityGroup),
    /// Numbers that a verb sends this way.
    Direction(Direction),
    /// Numbers with such a qualifier.
    Approx(Approx),
    /// Commitments, whatever their strength.
    Commitment,
    /// Commitments that bind so hard.
    Strength(Strength),
    /// Commitments that anyone could check.
    Measurable,
    /// Commitments that say by when.
    Dated,
    /// Notes by someone whose name holds this, in normal form.
    Author(String),
    /// Notes with a tag that begins so, in normal form.
    Tag(String),
    /// Notes with such a colour, state or kind.
    Note(Facet),
}

/// What a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The report's words.
    Text,
    /// Numbers.
    Number,
    /// Commitments.
    Commitment,
    /// Notes.
    Note,
}

impl Group {
    /// All of them, as results are listed.
    pub const ALL: [Self; 4] = [Self::Text, Self::Number, Self::Commitment, Self::Note];
}

/// Reads a query. Linear.
pub fn parse(typed: &str) -> Query {
    let mut tokens: Vec<Token> = Vec::new();
    let mut pieces = pieces(typed).into_iter().peekable();
    while let Some((mut at, quoted)) = pieces.next() {
        // > 1000 万元 is one condition, however it is spaced.
        if !quoted && value::is_sign(&typed[at.clone()]) {
            let mut figure = typed[at.clone()].to_owned();
            while let Some((next, false)) = pieces.peek().cloned()
                && value::read(&(figure.clone() + &typed[next.clone()])).is_some()
            {
                figure.push_str(&typed[next.clone()]);
                at.end = next.end;
                pieces.next();
            }
            if let Some(read) = value::read(&figure) {
                tokens.push(Token { at, words: String::new(), term: Some(Term::Value(read.range)) });
                continue;
            }
        }
        tokens.push(token(typed, at, quoted));
    }
    Query { tokens }
}

/// The pieces between blanks, and whether each stands in quotation marks.
fn pieces(typed: &str) -> Vec<(Range<usize>, bool)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = typed[at..].chars().next() {
        let rest = &typed[at + c.len_utf8()..];
        let closing = match c {
            '“' | '”' => Some('”'),
            '"' => Some('"'),
            '「' => Some('」'),
            _ => None,
        };
        if c.is_whitespace() {
            at += c.len_utf8();
        } else if let Some(end) = closing.and_then(|mark| Some(rest.find(mark)? + mark.len_utf8())) {
            let end = at + c.len_utf8() + end;
            found.push((at..end, true));
            at = end;
        } else {
            let end = typed[at..].find(char::is_whitespace).map_or(typed.len(), |len| at + len);
            found.push((at..end, false));
            at = end;
        }
    }
    found
}

fn token(typed: &str, at: Range<usize>, quoted: bool) -> Token {
    let piece = &typed[at.clone()];
    if quoted {
        let inside = piece.trim_matches(['“', '”', '"', '「', '」']);
        return Token { at, words: fold_text(inside), term: None };
    }
    let words = fold_text(piece);
    let name = |sign: &[char]| piece.strip_prefix(sign).map(fold_text).filter(|name| !name.is_empty());
    if let Some(name) = name(&['@', '＠']) {
        return Token { at, words: String::new(), term: Some(Term::Author(name)) };
    }
    if let Some(tag) = name(&['#', '＃']) {
        return Token { at, words: String::new(), term: Some(Term::Tag(tag)) };
    }
    if let Some(read) = value::read(piece) {
        let words = if read.words { words } else { String::new() };
        return Token { at, words, term: Some(Term::Value(read.range)) };
    }
    let term = meaning(&words);
    Token { at, words, term }
}

/// What a word asks for besides itself, in either language.
fn meaning(word: &str) -> Option<Term> {
    Some(match word {
        "%" | "百分比" | "percent" => Term::Quantity(QuantityGroup::Percent),
        "金额" | "money" => Term::Quantity(QuantityGroup::Money),
        "计数" | "count" => Term::Quantity(QuantityGroup::Count),
        "面积" | "长度" | "extent" => Term::Quantity(QuantityGroup::Extent),
        "期限" | "duration" => Term::Quantity(QuantityGroup::Duration),
        "上升" | "增长" | "增加" | "提高" | "increase" => Term::Direction(Direction::Increase),
        "下降" | "减少" | "降低" | "decrease" => Term::Direction(Direction::Decrease),
        "达到" | "reach" => Term::Direction(Direction::Reach),
        "降至" | "降到" | "reduce" => Term::Direction(Direction::ReduceTo),
        "左右" => Term::Approx(Approx::About),
        "超过" => Term::Approx(Approx::Over),
        "将近" => Term::Approx(Approx::Under),
        "以上" | "不少于" | "不低于" | "至少" => Term::Approx(Approx::AtLeast),
        "以下" | "以内" | "不超过" | "至多" => Term::Approx(Approx::AtMost),
        "承诺" | "commitment" => Term::Commitment,
        "刚性" | "firm" => Term::Strength(Strength::Firm),
        "意向" | "intended" => Term::Strength(Strength::Intended),
        "探索" | "exploratory" => Term::Strength(Strength::Exploratory),
        "可考核" | "可核对" | "可量化" | "measurable" => Term::Measurable,
        "有期限" | "deadline" => Term::Dated,
        "待答复" | "open" => Term::Note(Facet::State(State::Open)),
        "已答复" | "answered" => Term::Note(Facet::State(State::Answered)),
        "已办" | "done" => Term::Note(Facet::State(State::Done)),
        "需复核" | "review" => Term::Note(Facet::State(State::Review)),
        "批注" | "note" => Term::Note(Facet::Kind(Kind::Passage)),
        "标记" | "mark" => Term::Note(Facet::Kind(Kind::Mark)),
        "段评" | "paragraph" => Term::Note(Facet::Kind(Kind::Paragraph)),
        "更正" | "correction" => Term::Note(Facet::Kind(Kind::Correction)),
        "藤黄" | "gamboge" => Term::Note(Facet::Colour(Colour::Gamboge)),
        "石青" | "azurite" => Term::Note(Facet::Colour(Colour::Azurite)),
        "石绿" | "malachite" => Term::Note(Facet::Colour(Colour::Malachite)),
        "胭脂" | "rouge" => Term::Note(Facet::Colour(Colour::Rouge)),
        _ => return None,
    })
}

impl Query {
    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Its conditions.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.tokens.iter().filter_map(|token| token.term.as_ref())
    }

    /// `typed`, which this query was read from, without what piece `index` asks for: what is a word of the language
    /// too stays as that word, in quotation marks; anything else goes.
    pub fn without(&self, typed: &str, index: usize) -> String {
        let Some(token) = self.tokens.get(index) else { return typed.to_owned() };
        let (before, after) = (&typed[..token.at.start], &typed[token.at.end..]);
        if token.term.is_some() && !token.words.is_empty() {
            return format!("{before}“{}”{after}", &typed[token.at.clone()]);
        }
        let (before, after) = (before.trim_end(), after.trim_start());
        let blank = if before.is_empty() || after.is_empty() { "" } else { " " };
        format!("{before}{blank}{after}")
    }
}

impl Term {
    /// What it is about.
    pub fn group(&self) -> Group {
        match self {
            Self::Value(_) | Self::Quantity(_) | Self::Direction(_) | Self::Approx(_) => Group::Number,
            Self::Commitment | Self::Strength(_) | Self::Measurable | Self::Dated => Group::Commitment,
            Self::Author(_) | Self::Tag(_) | Self::Note(_) => Group::Note,
        }
    }

    /// Whether either of two conditions will do: two strengths, two colours, but not two values.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Value(_), Self::Value(_)) => self == other,
            (Self::Note(one), Self::Note(other)) => one.is_like(other),
            _ => discriminant(self) == discriminant(other),
        }
    }

    /// Whether a number fits; not for conditions on something else.
    pub(super) fn fits_number(&self, number: &Number) -> bool {
        match self {
            Self::Value(range) => range.holds(number),
            Self::Quantity(group) => QuantityGroup::of(number.kind) == Some(*group),
            Self::Direction(Direction::Decrease) => {
                matches!(number.direction, Some(Direction::Decrease | Direction::ReduceTo))
            }
            Self::Direction(direction) => number.direction == Some(*direction),
            Self::Approx(approx) => number.approx == *approx && number.kind != NumberKind::Date,
            _ => false,
        }
    }

    /// Whether a statement fits; not for conditions on something else.
    pub(super) fn fits_statement(&self, statement: &Statement) -> bool {
        let StatementKind::Commitment { strength, deadline } = statement.kind else { return false };
        match self {
            Self::Commitment => true,
            Self::Strength(wanted) => strength == *wanted,
            Self::Measurable => statement.measurable,
            Self::Dated => deadline.is_some(),
            _ => false,
        }
    }
}

/// Whether all of `terms` hold, of those that are alike any.
pub(super) fn all(terms: &[&Term], holds: &dyn Fn(&Term) -> bool) -> bool {
    terms.iter().all(|term| terms.iter().any(|other| other.is_like(term) && holds(other)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The pieces of a query as text: `word` for words, `=sort` for a condition, `word=sort` for what is both.
    fn check(typed: &str, expect: &[&str]) {
        let shown: Vec<String> = parse(typed)
            .tokens
            .iter()
            .map(|token| {
                let sort = token.term.as_ref().map(|term| match term {
                    Term::Value(range) => format!("={}", range.shown()),
                    Term::Author(name) => format!("=@{name}"),
                    Term::Tag(tag) => format!("=#{tag}"),
                    other => format!("={other:?}"),
                });
                token.words.clone() + &sort.unwrap_or_default()
            })
            .collect();
        assert_eq!(shown, expect, "{typed}");
    }

    #[test]
    fn words_are_words() {
        check("就业", &["就业"]);
        check("老旧小区　电梯", &["老旧小区", "电梯"]);
        check("“老旧 小区” GDP", &["老旧小区", "gdp"]);
        check("“下降”", &["下降"]);
        check("未完的“引号", &["未完的\"引号"]);
        check("“没有完", &["\"没有完"]);
        check("  ", &[]);
    }

    #[test]
    fn conditions_are_told_from_words() {
        check(">1000万元 就业", &["=> 10,000,000 元", "就业"]);
        check("> 1000 万元", &["=> 10,000,000 元"]);
        check(">= 5 % 左右", &["=≥ 5%"]);
        check("左右", &["左右=Approx(About)"]);
        check("1000万元..1亿元", &["=10,000,000–100,000,000 元"]);
        check("5%以上", &["5%以上=≥ 5%"]);
        check("% 下降", &["%=Quantity(Percent)", "下降=Direction(Decrease)"]);
        check("刚性 可考核", &["刚性=Strength(Firm)", "可考核=Measurable"]);
        check("＠陈默 #口径", &["=@陈默", "=#口径"]);
        check("FIRM", &["firm=Strength(Firm)"]);
        check("已办", &["已办=Note(State(Done))"]);
        check("@ #", &["@", "#"]);
        check("> ", &[">"]);
        check("> 就业", &[">", "就业"]);
    }

    #[test]
    fn a_condition_can_be_switched_off() {
        for (typed, index, expect) in [
            ("刚性 就业", 0, "“刚性” 就业"),
            ("#口径 就业", 0, "就业"),
            ("就业 >5% 下降", 1, "就业 下降"),
            ("就业", 0, ""),
            ("就业", 3, "就业"),
        ] {
            assert_eq!(parse(typed).without(typed, index), expect);
        }
    }

    #[test]
    fn of_what_is_alike_either_will_do() {
        let query = parse("刚性 意向 >5 <9");
        let terms: Vec<&Term> = query.terms().collect();
        let strengths: Vec<&Term> = terms[..2].to_vec();
        assert!(all(&strengths, &|term| *term == Term::Strength(Strength::Firm)));
        assert!(!all(&terms, &|term| matches!(term, Term::Strength(_)) || term == terms[2]));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read(typed in "[>＞=<≥@#“”\" .…0-9%万亿元部下降刚性甲a-c]{0,24}") {
            let query = parse(&typed);
            let mut end = 0;
            for (index, token) in query.tokens.iter().enumerate() {
                prop_assert!(token.at.start >= end && !typed[token.at.clone()].trim().is_empty());
                prop_assert!(!token.words.is_empty() || token.term.is_some() || typed[token.at.clone()].starts_with(['“', '”', '"']));
                end = token.at.end;
                query.without(&typed, index);
            }
            let read: String = query.tokens.iter().map(|token| &typed[token.at.clone()]).collect();
            let blanks = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(blanks(&read), blanks(&typed));
        }
    }
}

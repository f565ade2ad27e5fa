//! One clause under the lexicon: what carries it.
//!
//! A clause of a report has the shape (opening) (adverbs) verb object, or subject (adverbs) verb object, or it
//! starts with a prepositional phrase. [`Clause::new`] finds the verb that carries it; nothing here decides
//! whether it is a statement.

use std::ops::Range;

use super::{
    cues::{BlockCues, Cue, LONGEST},
    lexicon::Sense,
};
use crate::text::chars::CharSet;

/// How many openings and adverbs may stand before a verb; more are a list of something else.
const MAX_PRELUDE: usize = 6;

/// A clause, and the word that carries it.
#[derive(Clone)]
pub struct Clause<'a> {
    /// The report's text.
    pub text: &'a str,
    /// The cues that it holds.
    pub cues: BlockCues<'a>,
    /// Everything that some word of it can be: most questions end here.
    senses: Sense,
    /// First byte.
    pub start: usize,
    /// First byte behind it, its mark left out.
    pub end: usize,
    /// First byte behind opening words.
    pub core: usize,
    /// The verb that carries it.
    pub head: Option<Head<'a>>,
    /// First byte of what closes it: a bracket, a quotation mark, 等.
    tail: usize,
    /// Its numbers, as indices into the findings' numbers.
    pub numbers: Range<usize>,
    /// Whether one of them measures an outcome.
    pub measured: bool,
}

/// The verb that carries a clause.
#[derive(Clone, Copy)]
pub struct Head<'a> {
    /// The verb.
    pub cue: &'a Cue,
    /// Whether nothing but openings and adverbs stands before it.
    pub leads: bool,
    /// Whether an adverb stands before it.
    pub adverb: bool,
    /// Whether an adverb of effort stands before it.
    pub effort: bool,
    /// Whether an adverb without an end (不断, 进一步) stands before it.
    pub endless: bool,
}

impl<'a> Clause<'a> {
    /// Looks at `text[start..end]`. Linear in its length.
    pub fn new(text: &'a str, cues: BlockCues<'a>, start: usize, end: usize) -> Self {
        let cues = cues.within(start..end);
        let words = text[start..end].trim_end_matches(['”', '）', ')', '》', '等', '’', ' ']);
        let mut clause = Self {
            text,
            cues,
            senses: cues.senses(),
            start,
            end,
            core: start,
            head: None,
            tail: start + words.len(),
            numbers: 0..0,
            measured: false,
        };
        clause.core = behind_openings(text, cues, start..end);
        clause.head = clause.leading_verb(clause.core).or_else(|| clause.verb_behind_subject());
        clause
    }

    /// Its words.
    pub fn words(&self) -> &'a str {
        self.text.get(self.start..self.end).unwrap_or_default()
    }

    /// What stands behind the verb.
    pub fn object(&self) -> Range<usize> {
        self.head.map_or(self.core, |head| head.cue.end)..self.end
    }

    /// Whether it opens, behind openings and adverbs, with a word of `sense`.
    pub fn opens_with(&self, sense: Sense) -> Option<&'a Cue> {
        if !self.senses.is(sense) {
            return None;
        }
        self.cues.at(self.start, self.end, sense).or_else(|| {
            let mut at = self.core;
            for _ in 0..MAX_PRELUDE {
                if let Some(cue) = self.cues.at(at, self.end, sense) {
                    return Some(cue);
                }
                at = self.cues.at(at, self.end, Sense::ADVERB)?.end;
            }
            None
        })
    }

    /// Whether it ends in a word of `sense`; a closing bracket or quotation mark does not hide it.
    pub fn ends_in(&self, sense: Sense) -> Option<&'a Cue> {
        if !self.senses.is(sense) {
            return None;
        }
        self.cues.ending(self.start..self.tail, sense)
    }

    /// Whether some word of it can be what `sense` names.
    pub fn may(&self, sense: Sense) -> bool {
        self.senses.is(sense)
    }

    /// Whether it holds a word of `sense` anywhere.
    pub fn holds(&self, sense: Sense) -> Option<&'a Cue> {
        self.senses.is(sense).then(|| self.cues.first(self.start..self.end, sense)).flatten()
    }

    /// The verb that stands at `from` or behind adverbs there.
    fn leading_verb(&self, from: usize) -> Option<Head<'a>> {
        let (mut at, mut effort, mut endless) = (from, false, false);
        for _ in 0..MAX_PRELUDE {
            let verb = self.cues.at(at, self.end, Sense::VERB.or(Sense::PURPOSE));
            let adverb = self.cues.at(at, self.end, Sense::ADVERB);
            // 稳定就业 is a verb, 稳定增长 an adverb and a verb: an adverb is one if a verb follows it.
            let adverb = adverb.filter(|a| verb.is_none_or(|v| a.end >= v.end && self.verb_follows(a.end)));
            if let Some(adverb) = adverb {
                effort |= adverb.sense.is(Sense::EFFORT);
                endless |= adverb.sense.is(Sense::ENDLESS);
                at = adverb.end;
                continue;
            }
            return verb.map(|cue| Head { cue, leads: true, adverb: at > from, effort, endless });
        }
        None
    }

    fn verb_follows(&self, at: usize) -> bool {
        self.cues.at(at, self.end, Sense::VERB.or(Sense::PURPOSE).or(Sense::ADVERB)).is_some()
    }

    /// The verb behind a subject or a prepositional phrase: one with an adverb, else one that is no noun,
    /// else any with something behind it.
    fn verb_behind_subject(&self) -> Option<Head<'a>> {
        // 细化 inside 精细化 is no verb.
        let inside_word = |verb: &Cue| {
            self.cues
                .inside(self.core.max(verb.start.saturating_sub(LONGEST))..self.end)
                .take_while(|c| c.start < verb.start)
                .any(|c| c.end > verb.start)
        };
        let verbs = || {
            let all = self.cues.inside(self.core..self.end);
            all.filter(|c| c.sense.is(Sense::VERB) && !inside_word(c))
        };
        let adverbs = self.cues.inside(self.core..self.end).filter(|c| c.sense.is(Sense::ADVERB));
        let found = adverbs
            .clone()
            .find_map(|a| self.leading_verb(a.start).filter(|h| h.cue.start > a.start))
            .map(|h| (h.cue, true, h.effort, h.endless))
            .filter(|(cue, ..)| {
                verbs().find(|v| !v.sense.is(Sense::NOMINAL)).is_none_or(|v| v.start >= cue.start)
            })
            .or_else(|| {
                let pure = verbs().find(|v| !v.sense.is(Sense::NOMINAL) && v.end - v.start > '字'.len_utf8());
                pure.or_else(|| verbs().find(|v| v.end < self.end && v.end - v.start > '字'.len_utf8()))
                    .map(|cue| (cue, false, false, false))
            });
        found.map(|(cue, adverb, effort, endless)| {
            // 力争 anywhere before the verb makes it an effort: 地区生产总值力争增长7%.
            let effort = effort || adverbs.clone().any(|a| a.sense.is(Sense::EFFORT) && a.start < cue.start);
            Head { cue, leads: false, adverb, effort, endless }
        })
    }
}

/// Where the words `range` of `text` begin, signs and openings left out. `cues` are those of `range`.
pub fn behind_openings(text: &str, cues: BlockCues<'_>, range: Range<usize>) -> usize {
    let Range { start, end } = range;
    let mut at = start + leading_signs(&text[start..end]);
    for _ in 0..MAX_PRELUDE {
        let Some(cue) = cues.at(at, end, Sense::OPENING) else { break };
        // A verb that is an opening too (突出) carries the clause only where none follows.
        at = cue.end + leading_signs(&text[cue.end..end]);
    }
    at
}

/// The length of what stands before the first word: blanks, dashes, list signs, and an enumerator like （一）,
/// 1. or 一、.
fn leading_signs(text: &str) -> usize {
    let sign = |c: char| {
        c.is_whitespace() || matches!(c, '—' | '-' | '－' | '─' | '·' | '•' | '●' | '■' | '◆' | '*' | '#')
    };
    let bare = text.trim_start_matches(sign);
    let rest = bare[enumerator(bare)..].trim_start_matches(sign);
    text.len() - rest.len()
}

/// What enumerators are made of.
static NUMERALS: CharSet = CharSet::of("0123456789一二三四五六七八九十０１２３４５６７８９");

/// The length of the enumerator that `text` starts with; 0 if it starts with none. 1.5 is none.
fn enumerator(text: &str) -> usize {
    let numeral = |c: &char| NUMERALS.has(*c);
    let mut chars = text.chars();
    let first = chars.clone().next();
    if matches!(first, Some('①'..='⑳' | '⑴'..='⒇' | '㈠'..='㈩')) {
        return first.map_or(0, char::len_utf8);
    }
    let bracketed = matches!(first, Some('（' | '('));
    if bracketed {
        chars.next();
    }
    let digits = chars.clone().take_while(numeral).count();
    if digits == 0 || digits > 3 {
        return 0;
    }
    let mut rest = chars.skip(digits);
    let (close, behind) = (rest.next(), rest.next());
    let closed = match close {
        Some('）' | ')') => bracketed,
        Some('、' | '.' | '．') => !bracketed && !behind.is_some_and(|c| numeral(&c)),
        _ => false,
    };
    if !closed {
        return 0;
    }
    let length = digits + 1 + usize::from(bracketed);
    text.chars().take(length).map(char::len_utf8).sum()
}

#[cfg(test)]
mod tests {
    use super::{super::cues::Cues, *};
    use crate::{extract::testing::Sample, report::Part};

    fn check(text: &str, verb: &str, leads: bool) {
        let found = Sample::new(&[(Part::Plan, text)]);
        let cues = Cues::of(&found.report);
        let clause = Clause::new(text, cues.block(0), 0, text.len());
        let head = clause.head.map(|h| (h.cue.word(), h.leads));
        assert_eq!(head, (!verb.is_empty()).then_some((verb, leads)), "{text}");
    }

    #[test]
    fn the_verb_stands_behind_openings_and_adverbs() {
        check("我们要全面深入推进水利工程建设", "推进", true);
        check("同时加快建设城北水厂", "加快", true);
        check("（二）一是突出抓好春耕备耕", "突出抓好", true);
    }

    #[test]
    fn behind_a_subject_a_noun_is_no_verb() {
        check("旧城区安装路灯300盏", "安装", false);
        check("每个乡镇至少建成1个文化站", "建成", false);
        check("在有条件的乡村率先推广太阳能", "推广", false);
        check("为退休职工提供体检服务", "提供", false);
    }

    #[test]
    fn an_enumerator_is_no_word() {
        let check = |text: &str, length: usize| assert_eq!(enumerator(text), length, "{text}");
        check("（一）深化改革", "（一）".len());
        check("12.修建水渠", 3);
        check("1.5万亩", 0);
        check("三、农业", "三、".len());
        check("②医疗", "②".len());
        check("十三五", 0);
        check("（含续建）", 0);
    }

    #[test]
    fn a_clause_without_verb_has_none() {
        check("全市城乡居民", "", false);
    }
}

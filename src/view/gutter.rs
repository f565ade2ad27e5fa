//! The gutter beside a paragraph: a rule for each line that holds a commitment, and the commitments' numbers.
//!
//! Must hold: rules ascend and do not overlap; every commitment that begins in the paragraph is named once.

use crate::extract::Strength;

/// A stretch of a commitment on one line of the page. Lengths are CSS pixels from the paragraph's top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// The commitment, as an index into [`crate::extract::Findings::statements`].
    pub statement: usize,
    /// How hard it binds.
    pub strength: Strength,
    /// The middle of the line.
    pub middle: f64,
}

/// A rule beside one or more lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// The strongest commitment of these lines.
    pub strength: Strength,
    /// The middle of its first line.
    pub first: f64,
    /// The middle of its last line.
    pub last: f64,
}

/// The commitments that begin on one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The middle of the line.
    pub middle: f64,
    /// Which, in text order.
    pub statements: Vec<(usize, Strength)>,
}

/// Joins `stretches`, which come in text order, into rules and labels. Lines whose middles are nearer than
/// half of `line` (the height of a line) are one. Linear.
pub fn draw(stretches: &[Stretch], line: f64) -> (Vec<Rule>, Vec<Label>) {
    let mut lines: Vec<(f64, Strength)> = Vec::new();
    let mut labels: Vec<Label> = Vec::new();
    let mut named = None;
    for stretch in stretches {
        let near = |middle: f64| (middle - stretch.middle).abs() < line / 2.0;
        match lines.last_mut() {
            Some((middle, strength)) if near(*middle) => *strength = stretch.strength.max(*strength),
            _ => lines.push((stretch.middle, stretch.strength)),
        }
        if named == Some(stretch.statement) {
            continue;
        }
        named = Some(stretch.statement);
        let entry = (stretch.statement, stretch.strength);
        match labels.last_mut() {
            Some(label) if near(label.middle) => label.statements.push(entry),
            _ => labels.push(Label { middle: stretch.middle, statements: vec![entry] }),
        }
    }
    let mut rules: Vec<Rule> = Vec::new();
    for (middle, strength) in lines {
        match rules.last_mut() {
            Some(rule) if rule.strength == strength && middle - rule.last < line * 1.1 => rule.last = middle,
            _ => rules.push(Rule { strength, first: middle, last: middle }),
        }
    }
    (rules, labels)
}

#[cfg(test)]
mod tests {
    use Strength::{Firm, Intended};

    use super::*;

    fn stretches(list: &[(usize, Strength, f64)]) -> Vec<Stretch> {
        list.iter().map(|&(statement, strength, middle)| Stretch { statement, strength, middle }).collect()
    }

    #[test]
    fn lines_that_follow_each_other_share_a_rule() {
        let (rules, labels) = draw(&stretches(&[(3, Firm, 20.0), (3, Firm, 55.0), (4, Firm, 56.0)]), 35.0);
        assert_eq!(rules, [Rule { strength: Firm, first: 20.0, last: 55.0 }]);
        let shown: Vec<_> = labels.iter().map(|l| (l.middle, l.statements.len())).collect();
        assert_eq!(shown, [(20.0, 1), (56.0, 1)]);
    }

    #[test]
    fn the_strongest_of_a_line_wins_and_both_are_named_beside_it() {
        let (rules, labels) = draw(&stretches(&[(0, Intended, 20.0), (1, Firm, 21.0)]), 35.0);
        assert_eq!(rules, [Rule { strength: Firm, first: 20.0, last: 20.0 }]);
        assert_eq!(labels, [Label { middle: 20.0, statements: vec![(0, Intended), (1, Firm)] }]);
    }

    #[test]
    fn a_line_without_a_promise_parts_the_rule() {
        let (rules, _) = draw(&stretches(&[(0, Firm, 20.0), (1, Firm, 90.0)]), 35.0);
        assert_eq!(rules.len(), 2);
    }
}

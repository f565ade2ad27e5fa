//! Corrections in words: what the body of an annotation says of its passage (`purpose: classifying`), for every
//! program to show and for ours to read back where our own form of it has been lost.

use crate::note::Correction;

/// The words of a correction: `not a number`, `number: money`, `not a statement`, `commitment: firm`.
pub fn write(correction: &Correction) -> String {
    match correction {
        Correction::NotANumber => "not a number".to_owned(),
        Correction::NumberKind(kind) => format!("{NUMBER}{kind}"),
        Correction::NotAStatement => "not a statement".to_owned(),
        Correction::Commitment(strength) => format!("{COMMITMENT}{strength}"),
    }
}

/// The correction that these words are; `None` for any other words.
pub fn parse(words: &str) -> Option<Correction> {
    let correction = match words {
        "not a number" => Correction::NotANumber,
        "not a statement" => Correction::NotAStatement,
        _ => match (words.strip_prefix(NUMBER), words.strip_prefix(COMMITMENT)) {
            (Some(kind), _) => Correction::NumberKind(kind.to_owned()),
            (_, Some(strength)) => Correction::Commitment(strength.to_owned()),
            _ => return None,
        },
    };
    // Anything else is what somebody wrote, and stays a text.
    correction.verdict().is_some().then_some(correction)
}

const NUMBER: &str = "number: ";
const COMMITMENT: &str = "commitment: ";

/// What a correction says in Chinese, for a file that people read.
pub(super) fn words(correction: &Correction) -> String {
    match correction {
        Correction::NotANumber => "不是数字".to_owned(),
        Correction::NumberKind(kind) => format!("是数字（{}）", word(kind)),
        Correction::NotAStatement => "不是成果或承诺".to_owned(),
        Correction::Commitment(strength) => format!("是承诺（{}）", word(strength)),
    }
}

/// The names of kinds and strengths in Chinese; one that only a newer program knows stays as it is.
fn word(name: &str) -> &str {
    WORDS.iter().find(|(known, _)| *known == name).map_or(name, |(_, word)| word)
}

const WORDS: [(&str, &str); 20] = [
    ("money", "金额"),
    ("percent", "百分比"),
    ("percentage_point", "百分点"),
    ("count", "计数"),
    ("length", "长度"),
    ("area", "面积"),
    ("mass", "质量"),
    ("volume", "体积"),
    ("energy", "能量"),
    ("concentration", "浓度"),
    ("duration", "期限"),
    ("ratio", "比值"),
    ("rate", "强度"),
    ("date", "日期"),
    ("ordinal", "序数"),
    ("code", "代号"),
    ("policy", "口号"),
    ("firm", "刚性"),
    ("intended", "意向"),
    ("exploratory", "探索"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{NumberKind, Strength, Verdict};

    #[test]
    fn words_are_read_as_they_are_written_and_say_something_in_chinese() {
        let kinds = NumberKind::ALL.map(Verdict::Number);
        let strengths = Strength::ALL.map(Verdict::Commitment);
        let all = kinds.into_iter().chain(strengths).chain([Verdict::NotANumber, Verdict::NotAStatement]);
        for correction in all.map(Correction::from) {
            assert_eq!(parse(&write(&correction)).as_ref(), Some(&correction));
            assert!(!words(&correction).is_ascii() && !words(&correction).contains(|c: char| c.is_ascii()));
        }
    }

    #[test]
    fn other_words_are_no_correction() {
        for words in ["", "number", "number: wavelength", "Number: money", "not a number.", "commitment: "] {
            assert_eq!(parse(words), None, "{words}");
        }
    }
}

//! Sentences of the catalogue with numbers and words put into them.

/// Puts words into a sentence: each in the place of its name in braces. Where a language has two forms for one and for
/// many, the place of the form names the number and gives both: `{n} {n|note|notes}`. What is put in is never read
/// as a place itself, and a place that no word is given for stays. Linear.
pub fn fill(sentence: &str, words: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, (place, after))) =
        rest.split_once('{').and_then(|(before, inside)| Some((before, inside.split_once('}')?)))
    {
        filled.push_str(before);
        let (name, forms) =
            place.split_once('|').map_or((place, None), |(name, forms)| (name, forms.split_once('|')));
        match (words.iter().find(|(known, _)| *known == name), forms) {
            (Some((_, word)), None) => filled.push_str(word),
            (Some((_, word)), Some((one, many))) => filled.push_str(if *word == "1" { one } else { many }),
            (None, _) => {
                filled.push('{');
                filled.push_str(place);
                filled.push('}');
            }
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, words: &[(&str, &str)], expect: &str) {
        assert_eq!(fill(sentence, words), expect);
    }

    #[test]
    fn words_stand_in_their_places() {
        check("共 {n} 条", &[("n", "3")], "共 3 条");
        check("{m} of {n}", &[("n", "3"), ("m", "1")], "1 of 3");
        check("nothing", &[("n", "3")], "nothing");
        check("{n} and {m}", &[("n", "{m}")], "{m} and {m}");
        check("open { and {n}", &[("n", "3")], "open { and {n}");
        check("open {", &[], "open {");
    }

    #[test]
    fn a_number_chooses_its_form() {
        let sentence = "{n} {n|note is|notes are} here";
        check(sentence, &[("n", "0")], "0 notes are here");
        check(sentence, &[("n", "1")], "1 note is here");
        check(sentence, &[("n", "21")], "21 notes are here");
    }
}

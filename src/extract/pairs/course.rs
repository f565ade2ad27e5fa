//! Courses: a result that names both ends, 由10万辆降至5万辆.

use crate::{
    extract::{Course, Number, Rule, Statement},
    report::Report,
    text::Offset,
};

/// What stands before the first end.
const FROM: [&str; 2] = ["由", "从"];

/// What stands between the ends, last: 降至, 提高到, 调整为.
const TO: [char; 3] = ['至', '到', '为'];

/// How far before its figure 由 may stand, in bytes: 由年初的10万辆, 由2015年的3.2万元.
const REACH: usize = 36;

/// The courses in one statement.
pub fn of(report: &Report, numbers: &[Number], index: usize, statement: &Statement) -> Vec<Course> {
    let quantities = statement.numbers.iter().copied().filter(|&i| numbers[i].kind.is_quantity());
    let quantities: Vec<usize> = quantities.collect();
    let mut found = Vec::new();
    for (i, pair) in quantities.windows(2).enumerate() {
        let (from, to) = (&numbers[pair[0]], &numbers[pair[1]]);
        let earlier = i.checked_sub(1).map(|before| numbers[quantities[before]].span.end);
        let start = earlier.unwrap_or(statement.span.start).get();
        let before = report.text.get(start..from.span.start.get()).unwrap_or_default();
        let between = report.text.get(from.span.end.get()..to.span.start.get()).unwrap_or_default();
        let opened = FROM.iter().filter_map(|word| before.rfind(word)).max();
        let opened = opened.is_some_and(|at| before.len() - at <= REACH);
        let same = from.kind == to.kind && (from.unit == to.unit || from.unit.is_none() || to.unit.is_none());
        if opened && same && between.trim_end().ends_with(TO) && between.len() <= REACH {
            let rule = Rule { name: "course.from_to", entry: "" };
            found.push(Course { statement: index, from: pair[0], to: pair[1], rule });
        }
    }
    found
}

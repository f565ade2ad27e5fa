//! Numbers that a reader gave, read by the rules for numerals, units and qualifiers as far as these go.

use std::ops::Range;

use super::{
    govern,
    item::{Item, Unit, Verdict},
    judge,
    line::Line,
    lists,
    numeral::{self, Form},
    qualifier, scan,
    table::Table,
};
use crate::{
    extract::{
        Approx, Decimal, Number, NumberKind,
        given::{self, Given},
    },
    report::{BlockKind, Report},
};

/// `numbers`, which are those of `report`, with what is `given` in place. Reads the blocks again of which something
/// is said, and the rows of a table above such a row; the others keep their numbers.
pub(in crate::extract) fn amend(report: &Report, numbers: &[Number], given: &[Given]) -> Vec<Number> {
    let mut line = Line::default();
    let mut items = Vec::new();
    let mut amended = Vec::with_capacity(numbers.len() + given.len());
    let mut kept = 0;
    let mut blocks: Vec<usize> = given.iter().filter_map(|given| report.block_at(given.span.start)).collect();
    blocks.sort_unstable();
    blocks.dedup();
    for block in blocks {
        let span = report.blocks[block].span;
        let before = kept + numbers[kept..].partition_point(|number| number.span.end <= span.start);
        amended.extend_from_slice(&numbers[kept..before]);
        kept = before + numbers[before..].partition_point(|number| number.span.start < span.end);
        read(report, block, &mut line, &mut items);
        for given in given.iter().filter(|given| span.covers(given.span)) {
            place(&line, &mut items, given);
        }
        if report.blocks[block].kind != BlockKind::Row {
            govern::direct(&line.chars, &mut items);
        }
        amended.extend(items.drain(..).map(|item| item.finish(&line)));
    }
    amended.extend_from_slice(&numbers[kept..]);
    amended
}

/// The numbers of a block as the engine alone reads them, before it is asked what governs them.
fn read(report: &Report, block: usize, line: &mut Line, items: &mut Vec<Item>) {
    let is_row = |block: &usize| report.blocks[*block].kind == BlockKind::Row;
    if !is_row(&block) {
        line.read(report.slice(report.blocks[block].span), report.blocks[block].span.range().start);
        scan(&line.chars, items);
        lists::spread(&line.chars, items);
        return;
    }
    // What a row says depends on the heads above it, and on the caption above them.
    let first = (0..=block).rev().take_while(is_row).last().unwrap_or(block);
    let mut table = Table::default();
    for above in first.saturating_sub(1)..=block {
        line.read(report.slice(report.blocks[above].span), report.blocks[above].span.range().start);
        if is_row(&above) { table.row(&line.chars, items) } else { table.leave(&line.chars) }
    }
}

/// Puts one verdict in the place of the items that it overlaps.
fn place(line: &Line, items: &mut Vec<Item>, given: &Given) {
    let bytes = given.span.range();
    let inside = |at: &usize| {
        let place = line.bytes(*at..*at + 1);
        bytes.start < place.end && place.start < bytes.end
    };
    let first = (0..line.chars.len()).find(inside);
    let Some(range) = first.map(|first| first..first + (first..line.chars.len()).take_while(inside).count())
    else {
        return;
    };
    items.retain(|item| item.range.end <= range.start || range.end <= item.range.start);
    if let given::Verdict::Number(kind) = given.verdict {
        let at = items.partition_point(|item| item.range.end <= range.start);
        items.insert(at, item(&line.chars, range, kind));
    }
}

/// The characters `range` as one number of `kind`. What the rules read there counts if they see the same kind;
/// else the numeral alone gives the value, if there is just one.
fn item(chars: &[char], range: Range<usize>, kind: NumberKind) -> Item {
    let judged = range.clone().find_map(|at| match judge(chars, at, range.start) {
        Verdict::Item(item) if range.start <= item.range.start && item.range.end <= range.end => Some(item),
        _ => None,
    });
    let mut item = Item::new(range.clone(), kind, given::NUMBER.name, given::NUMBER.entry);
    if let Some(judged) = &judged {
        item.approx = judged.approx;
    }
    match judged.filter(|judged| judged.kind == kind && !has_numeral(chars, judged.range.end..range.end)) {
        Some(judged) => {
            item.value = judged.value;
            item.upper = judged.upper;
            item.unit = judged.unit;
            item.power = judged.power;
        }
        None => read_bare(chars, &mut item),
    }
    if !kind.is_quantity() {
        item.approx = Approx::Exact;
    }
    item
}

/// Gives `item` the value of the one numeral in it, and what stands behind that as its unit.
fn read_bare(chars: &[char], item: &mut Item) {
    let range = item.range.clone();
    let within = &chars[..range.end];
    let numeral = range
        .clone()
        .find_map(|at| numeral::may_start(within[at]).then(|| numeral::read(within, at)).flatten());
    let Some(reading) = numeral.filter(|reading| !has_numeral(chars, reading.end..range.end)) else { return };
    let share = matches!(item.kind, NumberKind::Percent | NumberKind::PercentagePoint);
    let fraction = matches!(reading.form, Form::Fraction { .. });
    let power = match within.get(reading.end) {
        _ if !share || fraction => 0,
        Some('‰') => -3,
        Some('成') => -1,
        _ => -2,
    };
    let scaled = |value: Decimal| value.shift(power);
    item.value = reading.value.and_then(scaled).filter(|value| is_date(item.kind, &reading, *value));
    item.upper = reading.upper.and_then(scaled).filter(|_| item.kind != NumberKind::Date);
    item.power = reading.power;
    if item.kind.is_quantity() {
        let tail = tail(&chars[reading.end..range.end]);
        item.unit = if share && tail == 0 && fraction {
            Unit::Named("%")
        } else if tail > 0 {
            Unit::Written(reading.end..reading.end + tail)
        } else {
            Unit::None
        };
        if reading.over {
            item.approx = Approx::Over;
        }
    }
}

/// Whether a value fits its kind: of a date that the calendar's rules do not know, only a year is certain.
fn is_date(kind: NumberKind, reading: &numeral::Reading, value: Decimal) -> bool {
    kind != NumberKind::Date
        || reading.digits == 4 && value >= Decimal::from(1900) && value < Decimal::from(2200)
}

/// How many characters of what stands behind a numeral are its unit: all but a qualifier at the end.
fn tail(behind: &[char]) -> usize {
    behind.len() - qualifier::at_end(behind)
}

fn has_numeral(chars: &[char], range: Range<usize>) -> bool {
    // 一 and 千 stand in words as often as in figures; a second figure in digits is sure.
    chars.get(range).is_some_and(|rest| rest.iter().any(char::is_ascii_digit))
}

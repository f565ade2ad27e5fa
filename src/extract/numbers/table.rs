//! Tables: a row's bare figures take their unit from another cell, the column's head, or the caption.
//!
//! Must hold: a row is read on its own and in one walk; all that is kept between rows is what their heads
//! and the caption say.

use std::ops::Range;

use super::{item::Item, item::Unit, numeral, scan, units};
use crate::extract::{Decimal, Direction, NumberKind};

/// A unit as a head or a cell names it, with its magnitude: 亿元, 万平方米, %.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Measure {
    kind: NumberKind,
    unit: &'static str,
    power: i32,
    /// How many characters of magnitude stand before the unit.
    lead: usize,
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    /// 序号: its figures only count rows.
    Index,
    /// 指标: what a row measures.
    Label,
    /// 单位: what a row counts in.
    Unit,
    /// Figures, with the unit and the direction that the head gives.
    Figures(Option<Measure>, Option<Direction>),
}

/// The table that is being read, row by row.
#[derive(Debug, Default)]
pub(super) struct Table {
    columns: Vec<Column>,
    caption: Option<Measure>,
    within: bool,
}

impl Table {
    /// Takes note of a block that is no row: it ends the table, and may be the caption of the next one.
    pub fn leave(&mut self, chars: &[char]) {
        self.within = false;
        self.columns.clear();
        self.caption = caption(chars);
    }

    /// Reads one row into `items`.
    pub fn row(&mut self, chars: &[char], items: &mut Vec<Item>) {
        items.clear();
        let cells = cells(chars);
        if !self.within {
            self.within = true;
            self.columns = cells.iter().map(|cell| column(&chars[cell.clone()])).collect();
            let headed = self.columns.iter().any(|column| *column != Column::Figures(None, None))
                || !cells.iter().any(|cell| figure(&chars[cell.clone()]).is_some());
            if headed {
                cells.into_iter().for_each(|cell| plain(chars, cell, items));
                return;
            }
        }
        self.data_row(chars, &cells, items);
    }

    fn data_row(&self, chars: &[char], cells: &[Range<usize>], items: &mut Vec<Item>) {
        let find = |wanted: Column| self.columns.iter().position(|&c| c == wanted).and_then(|i| cells.get(i));
        let unit_cell = find(Column::Unit);
        let own = unit_cell.and_then(|cell| measure(&chars[cell.clone()]));
        let label = find(Column::Label).or_else(|| {
            cells.iter().find(|cell| !cell.is_empty() && figure(&chars[(*cell).clone()]).is_none())
        });
        let subject = label.map_or(0..0, |cell| cell.start..cell.end.min(cell.start + 12));
        for (i, cell) in cells.iter().enumerate() {
            let column = self.columns.get(i).copied().unwrap_or(Column::Figures(None, None));
            let Column::Figures(head, direction) = column else {
                if column == Column::Label {
                    plain(chars, cell.clone(), items);
                }
                continue;
            };
            let unit = head.or(own).or(self.caption);
            // An index has no unit.
            let unit = unit.unwrap_or(Measure { kind: NumberKind::Count, unit: "", power: 0, lead: 0 });
            match figure(&chars[cell.clone()]) {
                Some((range, value)) => {
                    let mut item = Item::new(
                        cell.start + range.start..cell.start + range.end,
                        unit.kind,
                        "number.table",
                        unit.unit,
                    );
                    item.value = value.shift(unit.power);
                    // A compound unit (元/人) is told as its own cell writes it.
                    item.unit = match unit_cell {
                        Some(cell) if unit.kind == NumberKind::Rate && head.is_none() => {
                            Unit::Written(cell.start + unit.lead..cell.end)
                        }
                        _ if unit.unit.is_empty() => Unit::None,
                        _ => Unit::Named(unit.unit),
                    };
                    item.direction = direction.or_else(|| heading(&chars[subject.clone()], unit.kind));
                    item.subject = subject.clone();
                    items.push(item);
                }
                None => plain(chars, cell.clone(), items),
            }
        }
    }
}

/// The cells of a row, without the tabs between them.
fn cells(chars: &[char]) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut cells = Vec::new();
    for cell in chars.split(|&c| c == '\t') {
        cells.push(start..start + cell.len());
        start += cell.len() + 1;
    }
    cells
}

/// Reads a cell as if it were a line.
fn plain(chars: &[char], cell: Range<usize>, items: &mut Vec<Item>) {
    let mut found = Vec::new();
    scan(&chars[cell.clone()], &mut found);
    items.extend(found.into_iter().map(|item| item.shifted(cell.start)));
}

/// What the head of a column says.
fn column(head: &[char]) -> Column {
    let text: String = head.iter().collect();
    match text.as_str() {
        "序号" | "编号" | "序" => return Column::Index,
        "单位" | "计量单位" => return Column::Unit,
        "指标" | "指标名称" | "项目" | "项目名称" | "名称" | "内容" | "指标内容" => {
            return Column::Label;
        }
        _ => {}
    }
    let bracket = head.iter().position(|c| matches!(c, '（' | '('));
    let inside = bracket.map_or(&[][..], |at| &head[at + 1..]);
    let inside = inside.split(|c| matches!(c, '）' | ')')).next().unwrap_or_default();
    let unit = measure(inside);
    Column::Figures(unit, unit.and_then(|unit| heading(head, unit.kind)))
}

/// Which way a rate goes, by the words of its head: 年均增长（%）.
fn heading(words: &[char], kind: NumberKind) -> Option<Direction> {
    let has = |word: [char; 2]| words.windows(2).any(|pair| pair == word);
    match kind {
        NumberKind::Percent if has(['下', '降']) || has(['削', '减']) => Some(Direction::Decrease),
        NumberKind::Percent if has(['增', '长']) => Some(Direction::Increase),
        _ => None,
    }
}

/// The unit that `text` is, all of it.
fn measure(text: &[char]) -> Option<Measure> {
    let lead = text.iter().take_while(|&&c| matches!(c, '十' | '百' | '千' | '万' | '亿')).count();
    // 千瓦 and 百分点 are units whose first character is no magnitude.
    (0..=lead).find_map(|lead| {
        let hit = units::whole(text, lead)?;
        let power: i32 = text[..lead].iter().filter_map(|&c| numeral::magnitude(c)).map(i32::from).sum();
        let share = match hit.1 {
            NumberKind::Percent if hit.0 == "‰" => -3,
            NumberKind::Percent | NumberKind::PercentagePoint => -2,
            _ => 0,
        };
        Some(Measure { kind: hit.1, unit: hit.0, power: power + share, lead })
    })
}

/// The unit of a caption: 单位：亿元.
fn caption(chars: &[char]) -> Option<Measure> {
    let at = (0..chars.len().min(40)).find(|&i| chars[i..].starts_with(&['单', '位']))?;
    matches!(chars.get(at + 2), Some('：' | ':')).then_some(())?;
    let rest = &chars[at + 3..];
    let len = rest.iter().take_while(|c| !matches!(c, '）' | ')' | '，' | '、' | '\t')).count();
    measure(&rest[..len])
}

/// The figure that a cell is, all of it but a note in brackets, with its value.
fn figure(cell: &[char]) -> Option<(Range<usize>, Decimal)> {
    let minus = usize::from(matches!(cell.first(), Some('-' | '—')));
    cell.get(minus).filter(|c| c.is_ascii_digit())?;
    let reading = numeral::read(cell, minus)?;
    let noted = matches!(cell.get(reading.end), None | Some('（' | '(' | '*' | '\\'));
    let value = reading.value.filter(|_| noted)?;
    let value = if minus == 1 { Decimal::ZERO.checked_sub(value)? } else { value };
    Some((0..reading.end, value))
}

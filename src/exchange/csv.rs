//! Rows of comma-separated values as RFC 4180 has them, readable by Excel.
//!
//! Must hold: a file starts with a byte order mark (without it Excel reads UTF-8 as GBK), lines end with
//! CRLF, and a cell that a spreadsheet would run as a formula is written as text.

/// What a file starts with.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Appends one row to `out`.
pub fn write_row<'a>(out: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (i, cell) in cells.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write_cell(out, cell);
    }
    out.push_str("\r\n");
}

fn write_cell(out: &mut String, cell: &str) {
    // OWASP's guard against formula injection: an apostrophe makes the cell text. Plain numbers stay numbers.
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if !formula && !cell.contains([',', '"', '\n', '\r']) {
        out.push_str(cell);
        return;
    }
    out.push('"');
    if formula {
        out.push('\'');
    }
    for c in cell.chars() {
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cells: &[&str], line: &str) {
        let mut out = String::new();
        write_row(&mut out, cells.iter().copied());
        assert_eq!(out, line);
    }

    #[test]
    fn cells_are_quoted_only_where_they_must_be() {
        check(&["指标", "", "6%"], "指标,,6%\r\n");
        check(&["一, 二", "说“是”", "a\"b", "两\n行"], "\"一, 二\",说“是”,\"a\"\"b\",\"两\n行\"\r\n");
    }

    #[test]
    fn a_formula_becomes_text_and_a_number_does_not() {
        check(&["=SUM(A1)", "-0.05", "-见附件"], "\"'=SUM(A1)\",-0.05,\"'-见附件\"\r\n");
    }
}

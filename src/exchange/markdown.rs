//! Notes as a Markdown text: under the report's headings, each quotation with what people say of it.
//!
//! Must hold: whatever a note or a report says is shown as text; none of it becomes markup or HTML.

use super::{
    correction, instant,
    notes_table::changes,
    placed::{PlacedNote, Places, in_order},
    web_annotation::Export,
};
use crate::note::{AnchorState, Status};

/// Writes the notes of `export` in the order of the report, if one is given. Equal notes give equal bytes.
pub fn write(export: &Export<'_>, places: Option<&Places<'_>>) -> String {
    let title = export.report.map(|report| report.title.as_str()).filter(|title| !title.is_empty());
    let mut out = format!("# {}\n", escaped(title.unwrap_or("批注")));
    let mut section = None;
    for placed in in_order(export.notebook, places) {
        if placed.depth == 0 {
            let here = section_of(&placed);
            if here != section && here.is_some() {
                out.push_str(&format!("\n## {}\n", escaped(here.as_deref().unwrap_or_default())));
            }
            section = here;
        }
        write_note(&mut out, &placed, export.names);
    }
    out
}

/// What a note is listed under. Those that are not found come last, together.
fn section_of(placed: &PlacedNote) -> Option<String> {
    let lost = placed.anchor.as_ref().is_some_and(|anchor| anchor.span.is_none());
    if lost { Some("原文未找到".to_owned()) } else { placed.heading.clone() }
}

fn write_note(out: &mut String, placed: &PlacedNote, names: bool) {
    let (note, state) = (&placed.note, &placed.note.state);
    // Answers stand inside quotation marks of the mail kind, one deeper than what they answer.
    let indent = "> ".repeat(placed.depth.min(DEEPEST));
    let mut line = |text: &str| {
        let line = format!("{indent}{text}");
        out.push_str(line.trim_end());
        out.push('\n');
    };
    line("");
    if placed.depth == 0 && !state.target.quote.exact.is_empty() {
        for quoted in state.target.quote.exact.lines().filter(|line| !line.trim().is_empty()) {
            line(&format!("> {}", escaped(quoted.trim())));
        }
        line("");
    }
    for said in state.text.lines() {
        // Two blanks keep the line break that the note has.
        line(&format!("{}  ", escaped(said)));
    }
    if !state.text.is_empty() {
        line("");
    }
    let mut facts = Vec::new();
    if names && !note.creator.name.is_empty() {
        facts.push(escaped(&note.creator.name));
    }
    facts.push(instant::write(note.modified).chars().take(10).collect());
    facts.extend(state.tags.iter().map(|tag| format!("\\#{}", escaped(tag))));
    facts
        .extend(state.correction.as_ref().map(|said| format!("更正：{}", escaped(&correction::words(said)))));
    facts.extend(state.status.map(|status| status_word(status).to_owned()));
    // An answer stands where its conversation stands, which has said so.
    facts.extend(placed.anchor.as_ref().filter(|_| placed.depth == 0).and_then(|anchor| {
        let word = state_word(anchor.state)?;
        let changes = changes(anchor);
        Some(if changes.is_empty() { word.to_owned() } else { format!("{word}：{}", escaped(&changes)) })
    }));
    line(&format!("— {}", facts.join(" · ")));
}

/// Deeper answers stand no further in.
const DEEPEST: usize = 4;

fn status_word(status: Status) -> &'static str {
    match status {
        Status::Open => "待答复",
        Status::Answered => "已答复",
        Status::Done => "已办",
    }
}

/// What a reader should know of a place; nothing if it is sure.
fn state_word(state: AnchorState) -> Option<&'static str> {
    match state {
        AnchorState::Exact | AnchorState::Moved => None,
        AnchorState::Reworded => Some("原文已改"),
        AnchorState::NumberChanged => Some("数字已变"),
        AnchorState::Ambiguous => Some("原文不止一处"),
        AnchorState::Orphaned => Some("原文未找到"),
    }
}

/// `text` with every sign escaped that Markdown or HTML would read.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let start = text.len() - text.trim_start().len();
    let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in text.char_indices() {
        let at_start = at == start && matches!(c, '-' | '+' | '=' | ':');
        let numbered = digits > 0 && at == start + digits && matches!(c, '.' | ')');
        if at_start
            || numbered
            || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!')
        {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_note_becomes_markup() {
        assert_eq!(escaped("<script>a*b</script>"), "\\<script\\>a\\*b\\</script\\>");
        assert_eq!(escaped("# 1. 完成"), "\\# 1. 完成");
        assert_eq!(escaped("12. 完成"), "12\\. 完成");
        assert_eq!(escaped("- 完成6.5%"), "\\- 完成6.5%");
        assert_eq!(escaped("![x](http://e.org)"), "\\!\\[x\\](http://e.org)");
        assert_eq!(escaped("&lt;"), "\\&lt;");
    }
}

//! The palette: every command by name, with what keeps it from running now.
//!
//! Must hold: each command of the registry that does something now is listed once, or is a key by nature
//! ([`is_key_only`]); what cannot run says why.

use super::commands::Command;
use crate::text::normal::fold_text;

/// A line of the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it does.
    pub command: Command,
    /// The first letters of its Chinese name in pinyin.
    pub initials: &'static str,
}

const fn entry(command: Command, initials: &'static str) -> Entry {
    Entry { command, initials }
}

/// All lines, the commonest first.
pub const ENTRIES: &[Entry] = &[
    entry(Command::Find, "cz"),
    entry(Command::NextHit, "xyc"),
    entry(Command::PreviousHit, "syc"),
    entry(Command::Filter, "sxpz"),
    entry(Command::Bulk, "plxg"),
    entry(Command::Annotate, "xpz"),
    entry(Command::AnnotateParagraph, "xdp"),
    entry(Command::Highlight, "bj"),
    entry(Command::Quote, "fzyw"),
    entry(Command::Correct, "gz"),
    entry(Command::Grow, "kdxq"),
    entry(Command::Shrink, "sxxq"),
    entry(Command::NextNote, "xytpz"),
    entry(Command::PreviousNote, "sytpz"),
    entry(Command::NextCommitment, "xytcn"),
    entry(Command::PreviousCommitment, "sytcn"),
    entry(Command::Reply, "hf"),
    entry(Command::Edit, "bj"),
    entry(Command::Done, "yb"),
    entry(Command::Delete, "sc"),
    entry(Command::Outline, "ml"),
    entry(Command::Undo, "cx"),
    entry(Command::Redo, "cz"),
    entry(Command::Steps, "czjl"),
    entry(Command::Import, "dr"),
    entry(Command::Export, "dc"),
    entry(Command::Print, "dy"),
    entry(Command::Home, "qbbg"),
    entry(Command::Language, "qhyy"),
    entry(Command::Theme, "zt"),
    entry(Command::Letters, "dzmj"),
    entry(Command::Help, "jpb"),
];

/// Whether a command makes sense only as a key: it acts on what has the focus, or opens the palette itself.
pub fn is_key_only(command: Command) -> bool {
    matches!(command, Command::Palette | Command::Open | Command::Close | Command::Save)
}

/// Whether a command has no view to act on yet.
pub fn is_planned(command: Command) -> bool {
    matches!(command, Command::View(_) | Command::ToLedger)
}

/// What the page holds just now, as far as commands care.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    /// A report is open.
    pub report: bool,
    /// Something is selected in it.
    pub selection: bool,
    /// It has notes.
    pub notes: bool,
    /// It has commitments.
    pub commitments: bool,
    /// A note is at hand.
    pub note: bool,
    /// And it is the reader's own.
    pub own: bool,
    /// The box has found something.
    pub hits: bool,
    /// Something can be undone.
    pub undo: bool,
    /// Something can be done again.
    pub redo: bool,
}

/// What a command needs and has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// An open report.
    Report,
    /// Words selected in it.
    Selection,
    /// Notes.
    Notes,
    /// Commitments.
    Commitments,
    /// A note at hand.
    Note,
    /// A note at hand that is the reader's own.
    OwnNote,
    /// Something found.
    Hits,
    /// Something to undo.
    Undo,
    /// Something to do again.
    Redo,
}

/// What keeps `command` from running now; `None` if nothing does.
pub fn lack(command: Command, now: Situation) -> Option<Lack> {
    let needs: &[(bool, Lack)] = match command {
        Command::Language | Command::Theme | Command::Letters | Command::Help | Command::Palette => {
            return None;
        }
        Command::NextHit | Command::PreviousHit => &[(now.hits, Lack::Hits)],
        Command::Filter | Command::Bulk | Command::NextNote | Command::PreviousNote => {
            &[(now.notes, Lack::Notes)]
        }
        Command::NextCommitment | Command::PreviousCommitment => &[(now.commitments, Lack::Commitments)],
        Command::Highlight | Command::Quote | Command::Shrink => &[(now.selection, Lack::Selection)],
        Command::Reply | Command::Delete | Command::Done => &[(now.note, Lack::Note)],
        Command::Edit => &[(now.note, Lack::Note), (now.own, Lack::OwnNote)],
        Command::Undo => &[(now.undo, Lack::Undo)],
        Command::Redo => &[(now.redo, Lack::Redo)],
        Command::Steps => &[(now.undo || now.redo, Lack::Undo)],
        _ => &[],
    };
    let report = [(now.report, Lack::Report)];
    report.iter().chain(needs).find(|(there, _)| !there).map(|(_, lack)| *lack)
}

/// How well a command answers to what was typed, the less the better; `None` if it does not. `names`: what it is
/// called in each language. Every word that was typed must stand in one of the names or begin its initials.
pub fn rank(typed: &str, names: &[&str], initials: &str) -> Option<usize> {
    let names: Vec<String> = names.iter().map(|name| fold_text(name)).collect();
    let one = |word: &str| {
        let word = fold_text(word);
        let at = names.iter().filter_map(|name| name.find(&word)).min();
        // Names before initials: cx is 撤销, and the beginning of nothing else.
        at.or_else(|| initials.starts_with(&word).then(|| initials.len() - word.len() + 1))
    };
    typed.split_whitespace().map(one).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::commands::SHORTCUTS;

    #[test]
    fn every_command_is_listed_once_or_is_a_key_by_nature() {
        for (i, one) in ENTRIES.iter().enumerate() {
            assert!(ENTRIES[i + 1..].iter().all(|other| other.command != one.command), "{one:?}");
            assert!(!is_key_only(one.command) && !is_planned(one.command), "{one:?}");
            assert!(one.initials.chars().all(|c| c.is_ascii_lowercase()), "{one:?}");
        }
        for shortcut in SHORTCUTS {
            let listed = ENTRIES.iter().any(|entry| entry.command == shortcut.command);
            let excused = is_key_only(shortcut.command) || is_planned(shortcut.command);
            assert!(listed != excused, "{shortcut:?}");
        }
    }

    #[test]
    fn what_cannot_run_says_why() {
        let nothing = Situation::default();
        let open = Situation { report: true, ..nothing };
        for (command, now, expect) in [
            (Command::Theme, nothing, None),
            (Command::Help, nothing, None),
            (Command::Find, nothing, Some(Lack::Report)),
            (Command::Find, open, None),
            (Command::Highlight, open, Some(Lack::Selection)),
            (Command::Highlight, Situation { selection: true, ..open }, None),
            (Command::Annotate, open, None),
            (Command::Reply, open, Some(Lack::Note)),
            (Command::Edit, Situation { note: true, ..open }, Some(Lack::OwnNote)),
            (Command::Edit, Situation { note: true, own: true, ..open }, None),
            (Command::NextNote, open, Some(Lack::Notes)),
            (Command::Bulk, open, Some(Lack::Notes)),
            (Command::NextHit, open, Some(Lack::Hits)),
            (Command::Undo, nothing, Some(Lack::Report)),
            (Command::Undo, open, Some(Lack::Undo)),
            (Command::Redo, Situation { redo: true, ..open }, None),
            (Command::NextCommitment, open, Some(Lack::Commitments)),
        ] {
            assert_eq!(lack(command, now), expect, "{command:?} {now:?}");
        }
    }

    #[test]
    fn commands_are_found_by_name_in_either_language_and_by_initials() {
        let names = ["下一条批注", "Next note"];
        for (typed, expect) in [
            ("", Some(0)),
            ("下一条", Some(0)),
            ("批注", Some(9)),
            ("next", Some(0)),
            ("NOTE", Some(4)),
            ("note next", Some(4)),
            ("ｎｅｘｔ", Some(0)),
            ("xytpz", Some(1)),
            ("xyt", Some(3)),
            ("承诺", None),
            ("next thing", None),
        ] {
            assert_eq!(rank(typed, &names, "xytpz"), expect, "{typed}");
        }
    }
}

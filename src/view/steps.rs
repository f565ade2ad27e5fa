//! The list of what can be undone and redone: each action by name, with what it was about.

use crate::note::{ActionKind, UndoLog, history::Step};

/// One action of the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// How many actions are done when this is the last of them.
    pub place: usize,
    /// What it was.
    pub kind: ActionKind,
    /// What it was about.
    pub about: About,
}

/// What an action was about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// One note, by its first words, or those of its passage.
    Words(String),
    /// So many notes.
    Notes(usize),
}

/// Characters of a note's words that tell it from the others.
const WORDS: usize = 40;

/// The actions of `log`, the newest first. Those whose place is beyond how many are done can be redone. Linear.
pub fn rows(log: &UndoLog) -> Vec<Row> {
    let all = log.done().iter().chain(log.undone()).enumerate();
    let mut rows: Vec<Row> =
        all.map(|(i, action)| Row { place: i + 1, kind: action.kind, about: about(&action.steps) }).collect();
    rows.reverse();
    rows
}

fn about(steps: &[Step]) -> About {
    let [step] = steps else { return About::Notes(steps.len()) };
    let state = if step.after.state.deleted { &step.before.state } else { &step.after.state };
    let words = if state.text.trim().is_empty() { &state.target.quote.exact } else { &state.text };
    let line: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    About::Words(match line.char_indices().nth(WORDS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::note::{
        NoteId, Notebook, Revision, Snapshot,
        tests::{NOTE, snapshot, stamp},
    };

    #[test]
    fn the_newest_stands_first_with_what_it_was_about() {
        let (mut book, mut log) = (Notebook::default(), UndoLog::default());
        let first = |id: u128, note, text: &str| Revision::first(stamp(id, "甲"), note, snapshot(text));
        log.apply(&mut book, ActionKind::Add, [first(1, NOTE, "目标\n偏高")]);
        let note = book.note(NOTE).unwrap();
        let gone = Snapshot { deleted: true, ..note.state.clone() };
        log.apply(&mut book, ActionKind::Delete, [note.edit(stamp(2, "甲"), gone)]);
        let others = [3, 4].map(|n| first(n, NoteId(Uuid::from_u128(n)), ""));
        log.apply(&mut book, ActionKind::Import, others);
        log.apply(&mut book, ActionKind::Add, [first(5, NoteId(Uuid::from_u128(5)), "")]);
        let told =
            |log: &UndoLog| rows(log).into_iter().map(|row| (row.place, row.about)).collect::<Vec<_>>();
        let words = |text: &str| About::Words(text.to_owned());
        let all = [
            (4, words("新增绿地12公顷")),
            (3, About::Notes(2)),
            (2, words("目标 偏高")),
            (1, words("目标 偏高")),
        ];
        assert_eq!(told(&log), all);
        log.undo(&mut book, || stamp(9, "甲"));
        assert_eq!(told(&log), all, "what is undone is still there");
    }

    #[test]
    fn long_words_are_cut() {
        let (mut book, mut log) = (Notebook::default(), UndoLog::default());
        log.apply(
            &mut book,
            ActionKind::Add,
            [Revision::first(stamp(1, "甲"), NOTE, snapshot(&"长".repeat(80)))],
        );
        assert_eq!(rows(&log)[0].about, About::Words(format!("{}…", "长".repeat(40))));
    }
}

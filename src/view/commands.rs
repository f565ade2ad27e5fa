//! Everything that a key can do: the one registry that feeds shortcuts, the help page and the palette.
//!
//! Must hold: no key acts while an input method composes; single letters act outside fields only and can be
//! switched off; within one scope no key means two things.

/// What the reader can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Command {
    /// Everything that can be done, to be chosen from by name.
    Palette,
    /// To the search box.
    Find,
    /// To the next thing that was found.
    NextHit,
    /// To the one before.
    PreviousHit,
    /// Chooses which notes are shown.
    Filter,
    /// Changes all notes that are shown.
    Bulk,
    /// To the n-th view: reading, figures, ledger, comparison.
    View(u8),
    /// To the next note in text order.
    NextNote,
    /// To the one before.
    PreviousNote,
    /// To the next commitment.
    NextCommitment,
    /// To the one before.
    PreviousCommitment,
    /// A note on the selection, or on the clause at hand.
    Annotate,
    /// A note on the paragraph.
    AnnotateParagraph,
    /// A mark without words.
    Highlight,
    /// The selection as a quotation with its source.
    Quote,
    /// What the selection, or the finding at hand, really is.
    Correct,
    /// The commitment into the ledger.
    ToLedger,
    /// The selection one step smaller.
    Shrink,
    /// The selection one step larger.
    Grow,
    /// Opens what has the focus.
    Open,
    /// Closes what is open and goes back to the text.
    Close,
    /// Answers the note at hand.
    Reply,
    /// Edits it.
    Edit,
    /// Deletes it.
    Delete,
    /// Marks it as done.
    Done,
    /// Shows or hides the outline.
    Outline,
    /// Shows all keys.
    Help,
    /// Takes back the last change.
    Undo,
    /// Makes it again.
    Redo,
    /// Lists what was done, to go back to any step.
    Steps,
    /// Saves the note that is being written.
    Save,
    /// Brings notes in from a file.
    Import,
    /// Writes notes to a file.
    Export,
    /// Prints the report with its notes.
    Print,
    /// To the first screen and all reports.
    Home,
    /// To the other language.
    Language,
    /// To the next theme.
    Theme,
    /// Switches shortcuts of a single letter on or off.
    Letters,
}

/// Where a shortcut acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Anywhere but in a field.
    Page,
    /// Anywhere, fields included.
    Everywhere,
    /// In the note that is being written.
    Editor,
    /// In the search box.
    Find,
}

/// One line of the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// What it does.
    pub command: Command,
    /// The key, as `KeyboardEvent.key` names it; letters in lower case.
    pub key: &'static str,
    /// Whether Control (Command on a Mac) is held.
    pub control: bool,
    /// Whether Shift is held.
    pub shift: bool,
    /// Where it acts.
    pub scope: Scope,
}

const fn plain(command: Command, key: &'static str) -> Shortcut {
    Shortcut { command, key, control: false, shift: false, scope: Scope::Page }
}

/// All shortcuts, in the order of the help page.
pub const SHORTCUTS: &[Shortcut] = &[
    Shortcut { control: true, scope: Scope::Everywhere, ..plain(Command::Palette, "k") },
    plain(Command::Find, "/"),
    Shortcut { scope: Scope::Find, ..plain(Command::NextHit, "Enter") },
    Shortcut { scope: Scope::Find, shift: true, ..plain(Command::PreviousHit, "Enter") },
    Shortcut { scope: Scope::Everywhere, ..plain(Command::NextHit, "F3") },
    Shortcut { scope: Scope::Everywhere, shift: true, ..plain(Command::PreviousHit, "F3") },
    plain(Command::Filter, "f"),
    plain(Command::View(1), "1"),
    plain(Command::View(2), "2"),
    plain(Command::View(3), "3"),
    plain(Command::View(4), "4"),
    plain(Command::NextNote, "j"),
    plain(Command::PreviousNote, "k"),
    plain(Command::NextCommitment, "c"),
    Shortcut { shift: true, ..plain(Command::PreviousCommitment, "c") },
    plain(Command::Annotate, "n"),
    plain(Command::AnnotateParagraph, "p"),
    plain(Command::Highlight, "h"),
    plain(Command::Quote, "q"),
    plain(Command::Correct, "g"),
    plain(Command::ToLedger, "t"),
    plain(Command::Shrink, "["),
    plain(Command::Grow, "]"),
    plain(Command::Open, "Enter"),
    Shortcut { scope: Scope::Everywhere, ..plain(Command::Close, "Escape") },
    plain(Command::Reply, "r"),
    plain(Command::Edit, "e"),
    plain(Command::Delete, "Delete"),
    plain(Command::Done, "x"),
    plain(Command::Outline, "o"),
    Shortcut { shift: true, ..plain(Command::Help, "?") },
    Shortcut { control: true, ..plain(Command::Undo, "z") },
    Shortcut { control: true, shift: true, ..plain(Command::Redo, "z") },
    Shortcut { control: true, scope: Scope::Editor, ..plain(Command::Save, "Enter") },
];

impl Shortcut {
    /// The keys as they stand on the keyboard, one after the other.
    pub fn caps(&self) -> Vec<String> {
        let key = match self.key {
            "Escape" => "Esc".to_owned(),
            "Delete" => "Del".to_owned(),
            key if key.len() == 1 => key.to_uppercase(),
            key => key.to_owned(),
        };
        // A question mark needs Shift on most keyboards, but says so itself.
        let held = [("Ctrl", self.control), ("Shift", self.shift && self.key != "?")];
        held.into_iter().filter(|(_, held)| *held).map(|(name, _)| name.to_owned()).chain([key]).collect()
    }

    /// Whether it is a letter or sign by itself, which the reader can switch off.
    pub fn is_letter(&self) -> bool {
        !self.control && self.key.len() == 1
    }
}

/// The first shortcut of a command, if it has one that works now.
pub fn shortcut_of(command: Command, letters: bool) -> Option<&'static Shortcut> {
    SHORTCUTS.iter().find(|shortcut| shortcut.command == command && (letters || !shortcut.is_letter()))
}

/// A key as it was pressed.
#[derive(Clone, Copy, Debug, Default)]
pub struct KeyPress<'a> {
    /// `KeyboardEvent.key`.
    pub key: &'a str,
    /// Control or Command.
    pub control: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
    /// Whether an input method is composing: `isComposing`, or the key code 229 that some browsers send for
    /// the key that ends the composition.
    pub composing: bool,
    /// Where the focus is.
    pub focus: Focus,
}

/// Where the focus is, as far as shortcuts care.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// On the text, or on nothing that takes keys.
    #[default]
    Page,
    /// On a button or link, which keep Enter and the space bar for themselves.
    Control,
    /// In a field.
    Field,
    /// In the field of the note that is being written.
    Editor,
    /// In the search box.
    Find,
}

/// What `press` asks for. `letters`: whether single letters are switched on.
pub fn command(press: KeyPress<'_>, letters: bool) -> Option<Command> {
    if press.composing || press.alt {
        return None;
    }
    let key = press.key.to_lowercase();
    SHORTCUTS
        .iter()
        .find(|shortcut| {
            let symbol = shortcut.key.len() == 1 && !shortcut.key.as_bytes()[0].is_ascii_alphabetic();
            let here = match shortcut.scope {
                Scope::Everywhere => true,
                Scope::Editor => press.focus == Focus::Editor,
                Scope::Find => press.focus == Focus::Find,
                Scope::Page => matches!(press.focus, Focus::Page | Focus::Control),
            };
            shortcut.key.eq_ignore_ascii_case(&key)
                && shortcut.control == press.control
                // Where a symbol needs Shift depends on the keyboard.
                && (symbol || shortcut.shift == press.shift)
                && here
                && (letters || !shortcut.is_letter())
                && !(press.focus == Focus::Control && shortcut.command == Command::Open)
        })
        .map(|shortcut| shortcut.command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str) -> KeyPress<'_> {
        KeyPress { key, ..KeyPress::default() }
    }

    #[test]
    fn keys_do_what_the_registry_says() {
        assert_eq!(command(press("n"), true), Some(Command::Annotate));
        assert_eq!(command(KeyPress { shift: true, ..press("C") }, true), Some(Command::PreviousCommitment));
        assert_eq!(command(KeyPress { control: true, ..press("z") }, true), Some(Command::Undo));
        assert_eq!(command(KeyPress { control: true, shift: true, ..press("Z") }, true), Some(Command::Redo));
        assert_eq!(command(KeyPress { control: true, ..press("c") }, true), None);
        assert_eq!(command(KeyPress { alt: true, ..press("n") }, true), None);
        assert_eq!(command(press("?"), true), Some(Command::Help));
    }

    #[test]
    fn nothing_acts_during_composition() {
        for shortcut in SHORTCUTS {
            for focus in [Focus::Page, Focus::Control, Focus::Field, Focus::Editor, Focus::Find] {
                let press = KeyPress {
                    key: shortcut.key,
                    control: shortcut.control,
                    shift: shortcut.shift,
                    alt: false,
                    composing: true,
                    focus,
                };
                assert_eq!(command(press, true), None, "{shortcut:?}");
            }
        }
    }

    #[test]
    fn single_letters_stay_out_of_fields_and_can_be_switched_off() {
        for shortcut in SHORTCUTS.iter().filter(|shortcut| shortcut.is_letter()) {
            let press = KeyPress { key: shortcut.key, shift: shortcut.shift, ..KeyPress::default() };
            assert_eq!(command(press, true), Some(shortcut.command));
            assert_eq!(command(press, false), None, "{shortcut:?}");
            assert_eq!(command(KeyPress { focus: Focus::Field, ..press }, true), None, "{shortcut:?}");
            assert_eq!(command(KeyPress { focus: Focus::Editor, ..press }, true), None, "{shortcut:?}");
            assert_eq!(command(KeyPress { focus: Focus::Find, ..press }, true), None, "{shortcut:?}");
        }
    }

    #[test]
    fn a_note_is_saved_from_its_field_and_closed_from_anywhere() {
        let save = KeyPress { control: true, focus: Focus::Editor, ..press("Enter") };
        assert_eq!(command(save, false), Some(Command::Save));
        assert_eq!(command(KeyPress { focus: Focus::Field, ..save }, true), None);
        assert_eq!(command(KeyPress { focus: Focus::Field, ..press("Escape") }, false), Some(Command::Close));
    }

    #[test]
    fn the_search_box_goes_from_hit_to_hit() {
        let find = KeyPress { focus: Focus::Find, ..press("Enter") };
        assert_eq!(command(find, false), Some(Command::NextHit));
        assert_eq!(command(KeyPress { shift: true, ..find }, false), Some(Command::PreviousHit));
        assert_eq!(command(KeyPress { composing: true, ..find }, true), None);
        assert_eq!(command(KeyPress { focus: Focus::Field, ..find }, true), None);
        for focus in [Focus::Page, Focus::Control, Focus::Field, Focus::Editor, Focus::Find] {
            assert_eq!(command(KeyPress { focus, ..press("F3") }, false), Some(Command::NextHit));
            let k = KeyPress { focus, control: true, ..press("k") };
            assert_eq!(command(k, false), Some(Command::Palette), "{focus:?}");
        }
    }

    #[test]
    fn a_shortcut_is_shown_as_it_stands_on_the_keys() {
        let shown =
            |command, letters| shortcut_of(command, letters).map(|shortcut| shortcut.caps().join(" "));
        assert_eq!(shown(Command::Redo, true).as_deref(), Some("Ctrl Shift Z"));
        assert_eq!(shown(Command::Help, true).as_deref(), Some("?"));
        assert_eq!(shown(Command::Delete, false).as_deref(), Some("Del"));
        assert_eq!(shown(Command::Annotate, false), None, "a letter that is switched off is not shown");
        assert_eq!(shown(Command::Print, true), None);
    }

    #[test]
    fn a_button_keeps_its_enter() {
        assert_eq!(command(KeyPress { focus: Focus::Control, ..press("Enter") }, true), None);
        assert_eq!(command(press("Enter"), true), Some(Command::Open));
    }

    #[test]
    fn no_key_means_two_things() {
        for (i, one) in SHORTCUTS.iter().enumerate() {
            for other in &SHORTCUTS[i + 1..] {
                let same = one.key == other.key && one.control == other.control && one.shift == other.shift;
                assert!(!same || one.scope != other.scope, "{one:?} {other:?}");
            }
        }
    }
}

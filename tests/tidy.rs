//! The rules of the house that a compiler does not keep: the order of the rooms, who may know a browser, the size of
//! files, one place for colours, the same words in every language. Each failure names the file and says what to do.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each room imports only itself and rooms above it. The same order stands in `src/lib.rs` and ARCHITECTURE.md.
const ROOMS: [&str; 10] =
    ["text", "report", "extract", "note", "exchange", "intake", "view", "store", "app", "cli"];

/// The rooms that may know a browser.
const BROWSER_ROOMS: [&str; 2] = ["store", "app"];

/// Crates that exist only in the page.
const WEB_CRATES: [&str; 12] = [
    "console_error_panic_hook",
    "gloo_events",
    "gloo_file",
    "gloo_timers",
    "indexed_db_futures",
    "js_sys",
    "leptos",
    "leptos_i18n",
    "reactive_stores",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
];

/// What asks the machine for the time or for chance. Pure rooms get both passed in.
const IMPURE: [&str; 8] =
    ["SystemTime", "Instant::now", "now_utc", "now_local", "now_v7", "new_v4", "thread_rng", "RandomState"];

/// Lines that a file may have, tables apart.
const MOST_LINES: usize = 600;

/// Files that are one long table, where a line is an entry and no reader reads from top to bottom.
const TABLES: [&str; 1] = ["package-lock.json"];

#[test]
fn a_room_imports_only_rooms_above_it() {
    let mut wrong = Vec::new();
    for file in Source::all_in("src") {
        let Some(own) = file.room_rank() else { continue };
        for room in file.rooms_imported() {
            let rank = ROOMS.iter().position(|name| *name == room).unwrap();
            if rank > own {
                wrong.push(format!("{} imports `{room}`, which stands below it", file.name()));
            }
        }
    }
    none(&wrong, "move the shared part up, or pass it in");
}

#[test]
fn only_store_and_app_know_the_browser() {
    let mut wrong = Vec::new();
    for file in Source::all_in("src") {
        if file.room().is_some_and(|room| BROWSER_ROOMS.contains(&room)) {
            continue;
        }
        for krate in WEB_CRATES {
            if file.code_lines().any(|(_, line)| mentions(line, krate)) {
                wrong.push(format!("{} names the crate `{krate}`", file.name()));
            }
        }
    }
    none(&wrong, "what needs a browser belongs to src/store or src/app");
}

#[test]
fn pure_rooms_ask_for_no_time_and_no_chance() {
    let mut wrong = Vec::new();
    for file in Source::all_in("src") {
        // Tests may hold a stopwatch.
        let test = file.name().contains("/tests/");
        let pure = file.room().is_some_and(|room| room != "cli" && !BROWSER_ROOMS.contains(&room)) && !test;
        for (number, line) in file.code_lines().filter(|_| pure) {
            for name in IMPURE.iter().filter(|name| line.contains(**name)) {
                wrong.push(format!("{}:{number} uses {name}", file.name()));
            }
        }
    }
    none(&wrong, "take the time or the id as an argument, so that tests can choose it");
}

#[test]
fn files_stay_readable() {
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "benches", "style", "tools", "web", "script"] {
        for file in Source::all_in(folder).into_iter().filter(Source::is_code) {
            let lines = file.text.lines().count();
            if lines > MOST_LINES && !TABLES.contains(&file.name().as_str()) {
                wrong.push(format!("{} has {lines} lines", file.name()));
            }
        }
    }
    none(
        &wrong,
        &format!("split it by what it owns; {MOST_LINES} lines are the most, tables by name in TABLES apart"),
    );
}

#[test]
fn every_module_says_what_it_owns() {
    let silent = Source::all_in("src")
        .into_iter()
        .chain(Source::all_in("tests"))
        .filter(|file| file.has_extension("rs") && !file.text.starts_with("//!"))
        .map(|file| format!("{} does not open with `//!`", file.name()))
        .collect::<Vec<_>>();
    none(&silent, "say in a sentence or two what the module owns and what must always hold");
}

#[test]
fn nothing_is_left_for_later() {
    // Put together here, so that this file does not find itself.
    let words = [
        ["TO", "DO"].concat(),
        ["FIX", "ME"].concat(),
        ["to", "do!("].concat(),
        ["unimple", "mented!("].concat(),
    ];
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "benches", "style", "tools", "web", "script", "docs"] {
        for file in Source::all_in(folder).into_iter().filter(Source::is_code) {
            for (number, line) in file.numbered() {
                for word in words.iter().filter(|word| mentions(line, word)) {
                    wrong.push(format!("{}:{number} says {word}", file.name()));
                }
            }
        }
    }
    none(&wrong, "finish it, or leave it out");
}

#[test]
fn colours_have_one_home() {
    let mut wrong = Vec::new();
    for file in Source::all_in("style") {
        if file.name() == "style/tokens.css" {
            continue;
        }
        for (number, line) in without_css_comments(&file.text).lines().enumerate() {
            if let Some(colour) = colour_in(line) {
                wrong.push(format!("{}:{} says {colour}", file.name(), number + 1));
            }
        }
    }
    none(&wrong, "give the colour a name in style/tokens.css, light and dark, and use the name");
}

#[test]
fn every_sheet_is_in_the_page() {
    let page = read("index.html");
    let loose = Source::all_in("style")
        .iter()
        .filter(|file| !page.contains(&format!("href=\"{}\"", file.name())))
        .map(|file| format!("{} is linked by nothing", file.name()))
        .collect::<Vec<_>>();
    none(&loose, "add its line to index.html");
}

#[test]
fn every_language_has_the_same_keys() {
    // locales/LANGUAGE/VIEW.json: the keys of a language are those of all its views.
    let mut languages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in Source::all_in("locales").iter().filter(|file| file.has_extension("json")) {
        let name = file.name();
        let path: Vec<&str> = name.split('/').collect();
        let [_, language, view] = path[..] else { panic!("{name} is not locales/LANGUAGE/VIEW.json") };
        let value: serde_json::Value = serde_json::from_str(&file.text).unwrap();
        collect_keys(view, &value, languages.entry(language.to_owned()).or_default());
    }
    assert!(languages.len() >= 2, "locales/ holds one folder for each language, zh-CN and en at least");
    let all: BTreeSet<&String> = languages.values().flatten().collect();
    let missing = languages
        .iter()
        .flat_map(|(name, keys)| {
            all.iter().filter(|key| !keys.contains(**key)).map(move |key| format!("{name} lacks {key}"))
        })
        .collect::<Vec<_>>();
    none(&missing, "every language says everything, with the same variables in it");
}

#[test]
fn the_papers_are_in_order() {
    assert!(read("CHANGELOG.md").contains("## [Unreleased]"), "CHANGELOG.md needs a section [Unreleased]");
    for readme in ["README.md", "README.zh-CN.md"] {
        let text = read(readme);
        for command in ["script/server", "script/test"] {
            assert!(text.contains(command), "{readme} must show {command}");
            assert!(root().join(command).is_file(), "{command}, which {readme} shows, is not there");
        }
    }
    for room in ROOMS {
        assert!(
            read("ARCHITECTURE.md").contains(&format!("`{room}`")),
            "ARCHITECTURE.md says nothing of {room}"
        );
    }
}

/// A file of the project.
struct Source {
    path: PathBuf,
    text: String,
}

impl Source {
    /// Every text file under a folder of the project, in a fixed order; none where there is no such folder.
    fn all_in(folder: &str) -> Vec<Source> {
        let mut found = Vec::new();
        walk(&root().join(folder), &mut found);
        found.sort();
        let read = |path: PathBuf| Some(Source { text: fs::read_to_string(&path).ok()?, path });
        found.into_iter().filter_map(read).collect()
    }

    /// The path from the root of the project, with `/`.
    fn name(&self) -> String {
        self.path.strip_prefix(root()).expect("found below the root").to_string_lossy().replace('\\', "/")
    }

    fn has_extension(&self, extension: &str) -> bool {
        self.path.extension().is_some_and(|found| found == extension)
    }

    /// Data and pictures are not code; scripts have no extension.
    fn is_code(&self) -> bool {
        let name = self.name();
        let code =
            ["rs", "css", "mjs", "js", "sh", "md"].iter().any(|extension| self.has_extension(extension));
        (code || name.starts_with("script/")) && !name.starts_with("tests/data/")
    }

    /// The room that the file belongs to, if any.
    fn room(&self) -> Option<&'static str> {
        let name = self.name();
        let first = name.strip_prefix("src/")?.split(['/', '.']).next()?;
        ROOMS.into_iter().find(|room| *room == first)
    }

    fn room_rank(&self) -> Option<usize> {
        let room = self.room()?;
        ROOMS.iter().position(|name| *name == room)
    }

    fn numbered(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// Lines with their numbers, without comments. (A `//` in a string ends the line too, which only hides text.)
    fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.numbered().map(|(number, line)| (number, line.split("//").next().unwrap_or_default()))
    }

    /// The rooms named in `crate::room`, in `use crate::{room, other::…}`, and in `super::…::room` that leaves this one.
    fn rooms_imported(&self) -> BTreeSet<&'static str> {
        let code = self.code_lines().map(|(_, line)| line).collect::<Vec<_>>().join("\n");
        let mut names = BTreeSet::new();
        for (at, _) in code.match_indices("crate::") {
            if !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_') {
                first_names(&code[at + "crate::".len()..], &mut names);
            }
        }
        let depth = self.name().trim_end_matches("/mod.rs").matches('/').count();
        for (at, _) in code.match_indices(&"super::".repeat(depth)) {
            first_names(&code[at + "super::".len() * depth..], &mut names);
        }
        ROOMS.into_iter().filter(|room| names.contains(room) && Some(*room) != self.room()).collect()
    }
}

/// The first name of each path of a use tree: of `{a::b, c}` it is a and c, of `a::b` it is a.
fn first_names<'a>(tree: &'a str, names: &mut BTreeSet<&'a str>) {
    let identifier = |text: &'a str| {
        let end = text.find(|next: char| !(next.is_alphanumeric() || next == '_')).unwrap_or(text.len());
        &text[..end]
    };
    let Some(group) = tree.strip_prefix('{') else {
        names.insert(identifier(tree));
        return;
    };
    let (mut nesting, mut start) = (0, 0);
    for (at, next) in group.char_indices() {
        match next {
            '{' => nesting += 1,
            '}' if nesting == 0 => {
                names.insert(identifier(group[start..at].trim_start()));
                return;
            }
            '}' => nesting -= 1,
            ',' if nesting == 0 => {
                names.insert(identifier(group[start..at].trim_start()));
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// Keys of every leaf with the variables in it, so that a sentence that forgot one is told too.
fn collect_keys(prefix: &str, value: &serde_json::Value, keys: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, inner) in map {
                collect_keys(&format!("{prefix}.{key}"), inner, keys);
            }
        }
        other => {
            let text = other.to_string();
            let variables: BTreeSet<&str> =
                text.split("{{").skip(1).filter_map(|rest| rest.split("}}").next()).map(str::trim).collect();
            keys.insert(format!("{} {variables:?}", prefix.trim_start_matches('.')));
        }
    }
}

/// The first colour that a line of CSS gives as a value, not as a name of ours.
fn colour_in(line: &str) -> Option<String> {
    let functions = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch(", "color("];
    if let Some(function) = functions.iter().find(|function| mentions(line, function)) {
        return Some(format!("{function}…)"));
    }
    let value = line.split_once(':').map_or(line, |(_, value)| value);
    let words = value.split(|next: char| !(next.is_alphanumeric() || "#-_".contains(next)));
    let named = ["white", "black", "red", "green", "blue", "gray", "grey", "yellow", "orange"];
    let hexadecimal = |word: &str| {
        word.strip_prefix('#').is_some_and(|digits| {
            [3, 4, 6, 8].contains(&digits.len()) && digits.chars().all(|digit| digit.is_ascii_hexdigit())
        })
    };
    // An id selector such as `#fade` has no colon before it and a brace behind it.
    words
        .into_iter()
        .find(|word| named.contains(word) || hexadecimal(word) && line.contains(':'))
        .map(str::to_owned)
}

/// The sheet with its comments blanked out, line by line as it was.
fn without_css_comments(css: &str) -> String {
    let mut bare = String::new();
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        let (inside, after) = comment.split_once("*/").unwrap_or((comment, ""));
        bare.push_str(before);
        bare.extend(inside.chars().filter(|next| *next == '\n'));
        rest = after;
    }
    bare + rest
}

/// Whether a line has a word that does not go on to the left or right as the same word.
fn mentions(line: &str, word: &str) -> bool {
    let part = |next: char| next.is_alphanumeric() || next == '_';
    line.match_indices(word).any(|(at, _)| {
        let whole_right = !word.ends_with(part) || !line[at + word.len()..].starts_with(part);
        !line[..at].ends_with(part) && whole_right
    })
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() { walk(&path, found) } else { found.push(path) }
    }
}

fn none(wrong: &[String], remedy: &str) {
    assert!(wrong.is_empty(), "\n{}\n→ {remedy}\n", wrong.join("\n"));
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_readers_of_this_file_read_well() {
    let names = |tree| {
        let mut found = BTreeSet::new();
        first_names(tree, &mut found);
        found.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(names("text::Span;"), ["text"]);
    assert_eq!(names("{text::{A, B}, report, view::C};"), ["report", "text", "view"]);

    assert!(mentions("use leptos::prelude::*;", "leptos"));
    assert!(!mentions("use leptos_i18n::t;", "leptos"));

    assert_eq!(colour_in("  color: #fff;"), Some("#fff".to_owned()));
    assert_eq!(colour_in("  background: white;"), Some("white".to_owned()));
    assert_eq!(colour_in("  border: 1px solid rgb(0 0 0 / .1);"), Some("rgb(…)".to_owned()));
    assert_eq!(colour_in("  color: var(--green); white-space: nowrap;"), None);
    assert_eq!(colour_in("#fade {"), None);

    assert_eq!(without_css_comments("a /* #fff\n */ b"), "a \n b");
}

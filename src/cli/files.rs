//! Which files a command works on: files as given, folders with all reports in them, lists of names.

use std::{
    fs,
    io::{self, BufRead, Read},
    path::{Path, PathBuf},
};

use super::Problem;

/// What a report's file may end in when a folder is searched. A file that is named is taken as it is.
const REPORT_ENDINGS: [&str; 4] = ["txt", "md", "html", "htm"];

/// The name that stands for standard input.
pub const STANDARD_INPUT: &str = "-";

/// All files that `paths` mean, in the order given, a folder's sorted by name, and what cannot be looked into.
pub fn expand(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<Problem>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        if path.is_dir() {
            walk(path, &mut files, &mut problems);
        } else {
            files.push(path.clone());
        }
    }
    (files, problems)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>, problems: &mut Vec<Problem>) {
    let mut entries = match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
        Ok(entries) => entries,
        Err(cause) => return problems.push(Problem::read(folder, cause)),
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        // `file_type` does not follow links, so a link that leads back up cannot make a circle.
        let is_folder = entry.file_type().is_ok_and(|t| t.is_dir());
        if hidden {
            continue;
        } else if is_folder {
            walk(&path, files, problems);
        } else if is_report(&path) {
            files.push(path);
        }
    }
}

fn is_report(path: &Path) -> bool {
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| REPORT_ENDINGS.iter().any(|e| e.eq_ignore_ascii_case(ending)))
}

/// The names that a file holds, one a line; `-` is standard input.
pub fn read_list(list: &Path) -> Result<Vec<PathBuf>, Problem> {
    let reader: Box<dyn BufRead> = if list.as_os_str() == STANDARD_INPUT {
        Box::new(io::stdin().lock())
    } else {
        Box::new(io::BufReader::new(fs::File::open(list).map_err(|cause| Problem::read(list, cause))?))
    };
    let mut names = Vec::new();
    for line in reader.lines() {
        let line = line.map_err(|cause| Problem::read(list, cause))?;
        if !line.trim().is_empty() {
            names.push(PathBuf::from(line.trim_end_matches('\r')));
        }
    }
    Ok(names)
}

/// The bytes of a file; `-` is standard input.
pub fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    let bytes = if path.as_os_str() == STANDARD_INPUT {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    bytes.map_err(|cause| Problem::read(path, cause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_means_the_reports_in_it_sorted() {
        let folder = std::env::temp_dir().join(format!("meipi-files-{}", std::process::id()));
        fs::create_dir_all(folder.join("乙")).unwrap();
        for name in ["b.txt", "a.TXT", "c.json", ".hidden.txt", "乙/d.md"] {
            fs::write(folder.join(name), "x").unwrap();
        }
        let (files, problems) = expand(std::slice::from_ref(&folder));
        let names: Vec<_> =
            files.iter().map(|f| f.strip_prefix(&folder).unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["a.TXT", "b.txt", "乙/d.md"]);
        assert!(problems.is_empty());
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_file_that_is_named_is_taken_whatever_it_ends_in() {
        let (files, _) = expand(&[PathBuf::from("没有这个文件.dat")]);
        assert_eq!(files.len(), 1);
    }
}

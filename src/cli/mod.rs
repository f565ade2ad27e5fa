//! The command line: the second door to the same rooms. Native only.
//!
//! Each command has a file of its own with its arguments and its `run`. What goes wrong becomes a [`Problem`],
//! whose sentence is written in [`problem`] alone. Exit status: 0, 1 (some items failed), 2 (nothing done).

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod anchor;
mod convert;
mod extract;
mod files;
mod merge;
mod notes;
mod problem;
mod progress;

pub use problem::Problem;

/// Reads Chinese government work reports (政府工作报告): numbers, results, commitments, and notes on them.
#[derive(Parser)]
#[command(name = "meipi", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Find the numbers, results, commitments and pairs of reports.
    Extract(extract::Extract),
    /// Tell where notes stand in a report, one line of JSON a note.
    Anchor(anchor::AnchorNotes),
    /// Join the notes of several files in one.
    Merge(merge::Merge),
    /// Turn notes from one form into another.
    Convert(convert::Convert),
}

/// What became of a command's items; decides the exit status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Items that came out whole.
    pub done: usize,
    /// Items that failed, each told on standard error.
    pub failed: usize,
}

impl Tally {
    fn exit_code(self) -> ExitCode {
        ExitCode::from(match self {
            Self { done: 0, .. } => 2,
            Self { failed: 0, .. } => 0,
            _ => 1,
        })
    }
}

/// Runs the command that the process was started with.
pub fn run() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Extract(command) => command.run(),
        Command::Anchor(command) => command.run(),
        Command::Merge(command) => command.run(),
        Command::Convert(command) => command.run(),
    };
    match outcome {
        Ok(tally) => tally.exit_code(),
        Err(problem) => {
            problem.tell();
            ExitCode::from(2)
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_exit_status_tells_whole_some_and_none() {
        let check = |done, failed, code: u8| {
            assert_eq!(Tally { done, failed }.exit_code(), ExitCode::from(code));
        };
        check(3, 0, 0);
        check(2, 1, 1);
        check(0, 1, 2);
        check(0, 0, 2);
    }
}

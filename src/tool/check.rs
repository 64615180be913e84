//! `kurs check`: tells everything that is wrong with a course in one run.

use std::path::PathBuf;

use super::{Error, Status};

/// Check a course, or one lesson of it, and tell everything that is wrong.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The course folder, or one lesson file.
    #[arg(default_value = "lessons")]
    pub path: PathBuf,
    /// How findings are written: for people, one line each, or for programs.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With the source and carets under what is wrong.
    Human,
    /// `file:line:column: code: message`.
    Short,
    /// One array of objects.
    Json,
}

/// Checks the course at `args.path` and prints its findings.
pub fn run(_args: &Args) -> Result<Status, Error> {
    Ok(Status::Done)
}

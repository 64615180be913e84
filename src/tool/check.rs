//! `kurs check`: tells everything that is wrong with a course in one run.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use super::{Error, Status, load, print, table};

/// Check a course, or one lesson of it, and tell everything that is wrong.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The course folder, or one lesson file.
    #[arg(default_value = "lessons")]
    pub path: PathBuf,
    /// How findings are written: for people, one line each, or for programs.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Also tell, for people, what each lesson holds and how one goes through it: words, minutes, paths, meters at each ending.
    #[arg(long)]
    pub table: bool,
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
pub fn run(args: &Args) -> Result<Status, Error> {
    let folder = load::folder(&args.path)?;
    let today = load::today();
    let loaded = folder.load(today);
    let stdout = io::stdout();
    let colours = stdout.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let mut out = io::BufWriter::new(stdout.lock());
    let mut print = || {
        match args.format {
            Format::Human => {
                print::human(&mut out, &folder, &loaded.findings, colours)?;
                if args.table {
                    table::print(&mut out, &loaded, &folder.material(&loaded, today), folder.only.as_deref())?;
                }
                print::closing(&mut out, &loaded.findings, &loaded.report.total)?;
            }
            Format::Short => print::short(&mut out, &folder, &loaded.findings)?,
            Format::Json => print::json(&mut out, &folder, &loaded.findings)?,
        }
        out.flush()
    };
    match print() {
        // `kurs check | head` has read what it wanted.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        done => done?,
    }
    Ok(if loaded.has_errors() { Status::CourseErrors } else { Status::Done })
}

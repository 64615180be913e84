//! The commands of `kurs`, one file each: `Args` says what the command takes, `run` does it. Native only.

pub mod assets;
pub mod build;
pub mod check;
pub mod compress;
pub mod glue;
pub mod group;
pub mod guide;
pub mod load;
pub mod map;
pub mod new;
pub mod offline;
pub mod page;
pub mod parallel;
pub mod print;
pub mod serve;
pub mod table;

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// 0: done.
    Done,
    /// 1: the course has errors.
    CourseErrors,
    /// 2: the call or the disk was at fault.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(match status {
            Status::Done => 0,
            Status::CourseErrors => 1,
            Status::Failed => 2,
        })
    }
}

/// What can go wrong with the call or the disk, never with the course. Exit status 2.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file or folder could not be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Standard output could not be written.
    #[error("cannot print: {0}")]
    Print(#[from] io::Error),
    /// No connections can be taken there.
    #[error("cannot listen at {address}: {source}")]
    Listen {
        /// Address and port.
        address: String,
        /// Why.
        source: io::Error,
    },
    /// The call asks for something that cannot be done.
    #[error("{}: {what}", path.display())]
    Call {
        /// About which path.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
}

/// Prints a line. Who has stopped reading (`kurs build | head`, a closed terminal) stops nothing else.
pub fn say(line: impl std::fmt::Display) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// For `map_err`: a failure to read `path`.
pub fn reading(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Read { path, source }
}

/// For `map_err`: a failure to write `path`.
pub fn writing(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Write { path, source }
}

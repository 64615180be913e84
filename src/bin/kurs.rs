//! `kurs`, the author's tool: arguments in, a command of `tool` called, an exit status out.

use std::process::ExitCode;

use bruker_i_sentrum::tool::{self, Error, Status};
use clap::{Parser, Subcommand};

// Reading a lesson makes thousands of small names: with this it takes a ninth less time than with the system's own (`cargo bench`).
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Checks, builds and shows courses written in Markdown.
#[derive(Parser)]
#[command(name = "kurs", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Exit status: 0 done, 1 the course has errors, 2 the call or the disk was at fault.")]
struct Kurs {
    #[command(subcommand)]
    command: Command,
}

// One line per command here, one in `run`, and a file of its own in src/tool/ with `Args` and `run`.
#[derive(Subcommand)]
enum Command {
    Build(tool::build::Args),
    Check(tool::check::Args),
    #[command(hide = true)]
    Compress(tool::compress::Args),
    Guide(tool::guide::Args),
    New(tool::new::Args),
    Serve(tool::serve::Args),
}

fn run(command: Command) -> Result<Status, Error> {
    match command {
        Command::Build(args) => tool::build::run(&args),
        Command::Check(args) => tool::check::run(&args),
        Command::Compress(args) => tool::compress::run(&args),
        Command::Guide(args) => tool::guide::run(&args),
        Command::New(args) => tool::new::run(&args),
        Command::Serve(args) => tool::serve::run(&args),
    }
}

fn main() -> ExitCode {
    match run(Kurs::parse().command) {
        Ok(status) => status.into(),
        Err(error) => {
            eprintln!("kurs: {error}");
            Status::Failed.into()
        }
    }
}

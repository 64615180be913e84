//! Running programs, and saying what is being done and how long it took.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// What can go wrong here is told to a person, in one line.
pub type Outcome<T = ()> = Result<T, String>;

/// Says what is being done, does it, and says how long it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("» {what}");
    let start = Instant::now();
    let outcome = work();
    let end = if outcome.is_ok() { "done" } else { "failed" };
    println!("  {end} in {}", seconds(start));
    outcome
}

/// Time since `start`, for people: `0.4 s`, `95 s`.
pub fn seconds(start: Instant) -> String {
    let seconds = start.elapsed().as_secs_f64();
    if seconds < 10.0 { format!("{seconds:.1} s") } else { format!("{seconds:.0} s") }
}

/// A program with its arguments.
pub fn command(program: impl AsRef<OsStr>, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args);
    command
}

/// Runs a program that writes to our own terminal.
pub fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", shown(command))) }
}

/// Runs a program silently and gives what it wrote to stdout; where it fails, the line of stderr that tells why.
pub fn output(command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| not_started(command, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let stderr = String::from_utf8_lossy(&output.stderr);
    let mut lines = stderr.lines().filter(|line| !line.trim().is_empty());
    let telling = lines.clone().find(|line| line.starts_with("error") || line.starts_with("E: "));
    Err(format!("`{}` failed: {}", shown(command), telling.or(lines.next_back()).unwrap_or("no message").trim()))
}

/// What a program wrote while we passed it on, and whether it ended well.
pub struct Heard {
    /// Both streams, without colours.
    pub text: String,
    /// Exit status 0.
    pub success: bool,
}

/// Runs a program, passes on every line at once, and keeps them all.
pub fn hear(command: &mut Command) -> Outcome<Heard> {
    if std::io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
    }
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(|error| not_started(command, &error))?;
    let stdout = child.stdout.take().expect("stdout was piped");
    let stderr = child.stderr.take().expect("stderr was piped");
    let from_stderr = std::thread::spawn(move || pass_on(stderr));
    let mut text = pass_on(stdout);
    text.push_str(&from_stderr.join().unwrap_or_default());
    let status = child.wait().map_err(|error| not_started(command, &error))?;
    Ok(Heard { text, success: status.success() })
}

fn pass_on(stream: impl Read) -> String {
    let mut kept = String::new();
    for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        let _ = writeln!(std::io::stdout(), "{line}");
        kept.push_str(&without_colours(&line));
        kept.push('\n');
    }
    kept
}

/// A line without its escape sequences, so that counts can be read from it.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(char) = chars.next() {
        if char == '\u{1b}' {
            chars.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(char);
        }
    }
    plain
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!("cannot run `{}`: {error}", shown(command))
}

/// A command as a person would type it, shortened.
fn shown(command: &Command) -> String {
    let mut text = Path::new(command.get_program()).file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    for arg in command.get_args() {
        text.push(' ');
        text.push_str(&arg.to_string_lossy());
    }
    if text.chars().count() > 120 {
        text = text.chars().take(119).collect::<String>() + "…";
    }
    text
}

/// The full path of a program on PATH.
pub fn which(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(format!("{program}{}", std::env::consts::EXE_SUFFIX))).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_taken_out() {
        assert_eq!(without_colours("\u{1b}[32;1m     Summary\u{1b}[0m 3 passed"), "     Summary 3 passed");
    }
}

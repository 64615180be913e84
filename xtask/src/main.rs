//! `cargo xtask`: sets up what is missing, builds, serves and tests the course.
//!
//! Std only, so that it builds in a second. One file per command; `step` holds what they share.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod budget;
mod dist;
mod report;
mod setup;
mod step;
mod test;
mod tree;

use std::process::ExitCode;
use step::Outcome;

const USAGE: &str = "\
usage: cargo xtask <command>

  serve [--port 8080]   build what has changed and serve the course on this machine
  dist                  the release build, in dist/, with .br and .gz beside each text and wasm file
  check                 the fast loop: fmt, clippy, native tests, kurs check
  test                  everything, with a closing line that counts passed and failed
  budget                the byte budgets of dist/, in a table
  bench-page            our first lesson page beside a hand-written one, on a slow line and a slow machine
  bench-page --group    from the facilitator's key to the room's picture, beside a hand-written pair of windows
  setup [build|test]    only what the others do first: install what is missing

environment: CHROMIUM, CHROMEDRIVER (another browser), XTASK_WASM=rustup|debian (where the wasm target comes from)";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["setup"] | ["setup", "build"] => setup::for_build().map(|tools| println!("{tools}")),
        ["setup", "test"] => set_up_all(),
        ["dist"] => build(),
        ["serve"] => dist::serve(8080),
        ["serve", "--port", port] => port.parse().map_err(|_| format!("not a port: {port}")).and_then(dist::serve),
        ["check"] => test::check(),
        ["test"] => test::test(),
        ["budget"] => budget::check().and_then(|counts| match counts.failed {
            0 => Ok(()),
            failed => Err(format!("{failed} over budget")),
        }),
        ["bench-page", rest @ ..] => test::bench_page(rest),
        ["wasm-runner", rest @ ..] => test::wasm_runner(rest),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(format!("no such command: {}\n\n{USAGE}", words.join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> Outcome {
    let tools = setup::for_build()?;
    println!("{tools}");
    dist::dist(&tools).map(drop)
}

fn set_up_all() -> Outcome {
    println!("{}", setup::for_build()?);
    let browser = setup::for_tests()?;
    let nextest = setup::nextest()?;
    println!("tests: {}, {}", browser.chromium.display(), browser.driver.display());
    println!("nextest: {}", nextest.map_or("on PATH".into(), |folder| folder.display().to_string()));
    Ok(())
}

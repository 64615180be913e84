//! `cargo xtask check` and `test`: every part runs, whatever became of the ones before it.

use crate::report::{self, Counts, Report};
use crate::setup::{self, Browser, Tools};
use crate::step::{Outcome, command, hear, which};
use crate::{budget, dist, tree};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";
const WASM: [&str; 4] = ["--target", TARGET, "--features", "app,group,parser,course"];

/// The fast loop: fmt, clippy, native tests, `kurs check`.
pub fn check() -> Outcome {
    let tools = setup::for_check()?;
    println!("{tools}");
    let mut report = Report::default();
    natively(&mut report, &tools);
    report.close()
}

/// Everything.
pub fn test() -> Outcome {
    let tools = setup::for_build()?;
    println!("{tools}");
    let browser = setup::for_tests()?;
    let mut report = Report::default();
    natively(&mut report, &tools);
    report.part("wasm tests in the browser", || wasm_tests(&tools, &browser));
    report.part("release build", || dist::dist(&tools).map(|_| Counts::ONE));
    report.part("byte budgets", budget::check);
    report.part("browser suite", || browser_suite(&browser));
    report.close()
}

fn natively(report: &mut Report, tools: &Tools) {
    report.part("fmt", || holds(cargo(&["fmt", "--all", "--check"])));
    report.part("clippy", || holds(cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])));
    report.part("clippy for wasm", || wasm_warnings(tools));
    report.part("native tests", native_tests);
    report.part("kurs check", || {
        let kurs = dist::tested_kurs()?;
        holds(command(kurs.program, &["check"]).current_dir(tree::root()))
    });
}

fn cargo(args: &[&str]) -> Command {
    let mut cargo = command("cargo", args);
    cargo.current_dir(tree::root());
    cargo
}

fn holds(mut command: impl std::borrow::BorrowMut<Command>) -> Outcome<Counts> {
    crate::step::run(command.borrow_mut()).map(|()| Counts::ONE)
}

/// Clippy where the wasm toolchain has it, else the compiler alone. Either way a warning fails the part.
fn wasm_warnings(tools: &Tools) -> Outcome<Counts> {
    let targets = ["--lib", "--bin", "app", "--bin", "group", "--bin", "parser", "--bin", "course"];
    if tools.wasm.has_clippy() {
        let mut clippy = tools.command("cargo", &["clippy", "--quiet", "--locked"]);
        return holds(clippy.args(WASM).args(targets).args(["--", "-D", "warnings"]).current_dir(tree::root()));
    }
    let mut check = tools.command("cargo", &["check", "--quiet", "--locked"]);
    let heard = hear(check.args(WASM).args(targets).current_dir(tree::root()))?;
    // Passing -D warnings by RUSTFLAGS would compile every dependency anew. Cargo shows warnings of our own packages only.
    let warned = heard.text.lines().any(|line| line.starts_with("warning"));
    if heard.success && !warned { Ok(Counts::ONE) } else { Err("the compiler warns about the programs for the browser".into()) }
}

fn native_tests() -> Outcome<Counts> {
    let folder = setup::nextest().unwrap_or_else(|why| {
        println!("  cargo-nextest: {why}");
        None
    });
    let has_nextest = folder.is_some() || which("cargo-nextest").is_some();
    if !has_nextest {
        println!("  without nextest, by cargo test");
        return Ok(Counts::of(&hear(&mut cargo(&["test", "--workspace", "--locked", "--all-targets"]))?, report::cargo_test));
    }
    let mut nextest = cargo(&["nextest", "run", "--workspace", "--locked", "--no-fail-fast", "--status-level", "fail"]);
    if let Some(folder) = folder {
        let before = std::env::var_os("PATH").unwrap_or_default();
        let all = std::iter::once(folder).chain(std::env::split_paths(&before));
        nextest.env("PATH", std::env::join_paths(all).unwrap_or(before));
    }
    Ok(Counts::of(&hear(&mut nextest)?, report::nextest))
}

/// `tests/web.rs` in a real browser. The runner is this program: see `wasm_runner`.
fn wasm_tests(tools: &Tools, browser: &Browser) -> Outcome<Counts> {
    let ourselves = std::env::current_exe().map_err(|error| format!("where am I? {error}"))?;
    let mut test = tools.command("cargo", &["test", "--locked", "--test", "web"]);
    // Without features: cargo would first build all programs that they switch on.
    test.args(["--target", TARGET, "--no-default-features"])
        .current_dir(tree::root())
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", format!("{} wasm-runner", ourselves.display()))
        .env("CHROMEDRIVER", &browser.driver)
        .env("CHROMIUM", &browser.chromium);
    Ok(Counts::of(&hear(&mut test)?, report::cargo_test))
}

/// Hidden command: runs wasm-bindgen's runner in a folder with a webdriver.json that names our browser.
///
/// The runner reads that file from the folder it is started in, and takes the path of a browser nowhere else.
pub fn wasm_runner(args: &[&str]) -> Outcome {
    let folder = tree::target().join("webdriver");
    tree::make(&folder)?;
    let chromium = std::env::var("CHROMIUM").map_err(|_| "CHROMIUM is not set")?;
    let flags: Vec<String> = CHROMIUM_FLAGS.iter().map(|flag| format!("\"{flag}\"")).collect();
    let flags = flags.join(", ");
    let path = chromium.replace('\\', "\\\\").replace('"', "\\\"");
    tree::write(&folder.join("webdriver.json"), &format!("{{\"goog:chromeOptions\": {{\"binary\": \"{path}\", \"args\": [{flags}]}}}}\n"))?;
    crate::step::run(command("wasm-bindgen-test-runner", args).current_dir(folder))
}

/// Headless, also as root and without a network.
const CHROMIUM_FLAGS: [&str; 8] = [
    "headless",
    "no-sandbox",
    "disable-gpu",
    "disable-quic",
    "no-first-run",
    "disable-background-networking",
    "disable-component-update",
    "disable-sync",
];

/// What a person does, on the release build.
fn browser_suite(browser: &Browser) -> Outcome<Counts> {
    let folder = tree::root().join("tests/browser");
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let mut files: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".test.mjs"))
        .collect();
    files.sort();
    if files.is_empty() {
        return Ok(Counts::default()); // Node would look for test files of its own liking.
    }
    let mut node = command("node", &["--test", "--test-reporter=spec"]);
    node.args(&files).current_dir(&folder);
    node.env("DIST", tree::root().join("dist")).env("CHROMIUM", &browser.chromium).env("KURS", dist::built_kurs().program);
    Ok(Counts::of(&hear(&mut node)?, report::node))
}

/// `cargo xtask bench-page`.
pub fn bench_page(args: &[&str]) -> Outcome {
    let tools = setup::for_build()?;
    println!("{tools}");
    let browser = setup::for_tests()?;
    dist::dist(&tools)?;
    let lesson = budget::lessons()?.swap_remove(0);
    let script = if args.contains(&"--group") { "group.mjs" } else { "bench.mjs" };
    let script = tree::root().join("tests/bench-page").join(script);
    let mut node = command("node", &[]);
    node.arg(script).args(args).env("LESSON", lesson).env("DIST", tree::root().join("dist")).env("CHROMIUM", &browser.chromium);
    node.env("KURS", dist::built_kurs().program).env("LESSONS", tree::root().join("lessons"));
    crate::step::run(node.current_dir(tree::root()))
}

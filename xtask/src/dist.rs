//! `cargo xtask dist` and `serve`: the release build in dist/, made anew only when something it is made of has changed.

use crate::setup::{self, Tools};
use crate::step::{Outcome, command, run, seconds, step};
use crate::tree;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::{Instant, UNIX_EPOCH};

/// At the top of the clone, but not what dist/ is made of.
const NO_INPUT: [&str; 8] = ["target", "dist", "tests", "benches", "fuzz", "docs", "xtask", "node_modules"];

/// Warnings only, and not the one that its minifier cannot read wasm-bindgen's js: that is then copied as it is.
const TRUNK_LOG: &str = "error,trunk=warn,trunk::processing::minify=error";

/// Builds dist/ where that is needed, and gives the tool that was built on the way.
pub fn dist(tools: &Tools) -> Outcome<Kurs> {
    let kurs = build_kurs()?;
    let folder = tree::root().join("dist");
    let stamp = tree::target().join("dist-made-from");
    if folder.join("index.html").is_file() && tree::read(&stamp).is_ok_and(|made_from| made_from == fingerprint(tools, &folder)) {
        println!("» dist/ is up to date");
        return Ok(kurs);
    }
    let _ = std::fs::remove_file(&stamp);
    let start = Instant::now();
    step("building the programs for the browser and the pages (Trunk; some minutes the first time)", || {
        let mut trunk = tools.command("trunk", &["--skip-version-check", "--log", TRUNK_LOG, "build", "--release"]);
        // A backtrace of Trunk's own helps nobody who builds a course.
        trunk.current_dir(tree::root()).env("KURS_BIN", &kurs.program).env("RUST_BACKTRACE", "0");
        trunk.env("RUSTFLAGS", without_paths());
        if std::env::var_os("NO_COLOR").is_some() {
            trunk.env("NO_COLOR", "true"); // Trunk takes the usual `1` for a mistake.
        }
        run(&mut trunk).map_err(|_| "Trunk could not build the course; what stopped it stands above".into())
    })?;
    step("compressing dist/", || run(command(&kurs.program, &["compress"]).arg(&folder)))?;
    println!("  dist/ was built in {}", seconds(start));
    tree::write(&stamp, &fingerprint(tools, &folder))?;
    Ok(kurs)
}

/// The author's tool, built for this machine.
pub struct Kurs {
    /// Its full path.
    pub program: PathBuf,
}

/// Flags that leave this machine's folders out of the programs: a panic's place would else name them, in the page and byte for byte.
fn without_paths() -> String {
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let sources = cargo.map(|cargo| cargo.join("registry/src")).and_then(|folder| std::fs::read_dir(folder).ok());
    let folders = sources.into_iter().flatten().flatten().map(|registry| registry.path());
    let flags = folders.filter_map(|folder| Some(format!("--remap-path-prefix={}=", folder.to_str()?)));
    // Flags are parted by spaces; a folder with one in its name stays as it is.
    flags.filter(|flag| !flag.contains(' ')).collect::<Vec<_>>().join(" ")
}

/// Builds the author's tool. Before Trunk and not by its hook: there another compiler may be chosen.
pub fn build_kurs() -> Outcome<Kurs> {
    step("building kurs", || {
        run(command("cargo", &["build", "--quiet", "--release", "--locked", "--bin", "kurs"]).current_dir(tree::root()))
    })?;
    Ok(built_kurs())
}

/// The author's tool as it was last built for use.
pub fn built_kurs() -> Kurs {
    kurs_in("release")
}

/// The author's tool as the native tests have built it. Asking cargo for it alone would build its dependencies once more.
pub fn tested_kurs() -> Outcome<Kurs> {
    let kurs = kurs_in("debug");
    if kurs.program.is_file() { Ok(kurs) } else { Err("the native tests have not built kurs".into()) }
}

fn kurs_in(profile: &str) -> Kurs {
    Kurs { program: tree::target().join(profile).join(format!("kurs{}", std::env::consts::EXE_SUFFIX)) }
}

/// Builds and serves the course on this machine until it is ended.
pub fn serve(port: u16) -> Outcome {
    let tools = setup::for_build()?;
    println!("{tools}");
    let kurs = dist(&tools)?;
    println!("» serving dist/");
    let mut serve = command(&kurs.program, &["serve", "--dist", "dist", "--no-worker", "--port"]);
    run(serve.arg(port.to_string()).current_dir(tree::root()))
}

/// Names, sizes and times of all that dist/ is made of, of the tools, and of dist/ itself.
fn fingerprint(tools: &Tools, dist: &Path) -> String {
    let root = tree::root();
    let mut inputs = Vec::new();
    for entry in std::fs::read_dir(&root).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && !NO_INPUT.contains(&name.as_str()) {
            list(&entry.path(), &mut inputs);
        }
    }
    let mut outputs = Vec::new();
    list(dist, &mut outputs);
    format!("{:016x} {:016x}\n", hash(&inputs, &tools.names()), hash(&outputs, ""))
}

fn hash(files: &[PathBuf], more: &str) -> u64 {
    let mut files: Vec<_> = files.iter().collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    more.hash(&mut hasher);
    for file in files {
        file.hash(&mut hasher);
        if let Ok(about) = std::fs::metadata(file) {
            about.len().hash(&mut hasher);
            let changed = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            changed.hash(&mut hasher);
        }
    }
    hasher.finish()
}

fn list(path: &Path, found: &mut Vec<PathBuf>) {
    match std::fs::read_dir(path) {
        Ok(entries) => entries.flatten().for_each(|entry| list(&entry.path(), found)),
        Err(_) => found.push(path.to_path_buf()),
    }
}

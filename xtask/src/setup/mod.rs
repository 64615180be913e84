//! Installs what is missing. Everything here may be run again and again: what is there is left alone.

mod browser;
mod tools;
mod wasm;

use crate::step::Outcome;
use crate::tree;
use std::fmt;
use std::fs::File;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

pub use browser::Browser;
pub use wasm::Wasm;

/// What a build of the wasm programs needs.
pub struct Tools {
    /// Where the wasm target comes from.
    pub wasm: Wasm,
    /// Folders to put before PATH: Trunk, wasm-bindgen, wasm-opt, terser.
    folders: Vec<PathBuf>,
    /// What was found or installed, for people.
    summary: Vec<String>,
    took: String,
}

impl Tools {
    /// A program run with the tools on its PATH and the toolchain that can build for wasm.
    pub fn command(&self, program: &str, args: &[&str]) -> Command {
        let mut command = crate::step::command(program, args);
        command.env("PATH", self.path());
        self.wasm.choose(&mut command);
        command
    }

    /// PATH with the folders of the tools before it.
    pub fn path(&self) -> std::ffi::OsString {
        let before = std::env::var_os("PATH").unwrap_or_default();
        let all = self.folders.iter().cloned().chain(std::env::split_paths(&before));
        std::env::join_paths(all).unwrap_or(before)
    }
}

impl Tools {
    /// The tools with their versions; what they build depends on it.
    pub fn names(&self) -> String {
        self.summary.join(", ")
    }
}

impl fmt::Display for Tools {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "set-up: {} ({})", self.names(), self.took)
    }
}

/// Set-up for building: wasm target, Trunk, wasm-bindgen, wasm-opt, terser.
pub fn for_build() -> Outcome<Tools> {
    let start = Instant::now();
    let _lock = lock()?;
    let mut summary = Vec::new();
    let wasm = wasm::find_or_install(&mut summary)?;
    let folders = tools::find_or_install(&mut summary)?;
    Ok(Tools { wasm, folders, summary, took: crate::step::seconds(start) })
}

/// Set-up for checking: the wasm target alone, which takes seconds.
pub fn for_check() -> Outcome<Tools> {
    let start = Instant::now();
    let _lock = lock()?;
    let mut summary = Vec::new();
    let wasm = wasm::find_or_install(&mut summary)?;
    Ok(Tools { wasm, folders: Vec::new(), summary, took: crate::step::seconds(start) })
}

/// Set-up for tests: a browser with its driver, the Node packages of the browser suite, nextest.
pub fn for_tests() -> Outcome<Browser> {
    let _lock = lock()?;
    browser::find_or_install()
}

/// Folder of cargo-nextest, where it had to be installed.
pub use tools::nextest;

/// One set-up at a time for all clones of this user; the others wait for it and then find everything in place.
fn lock() -> Outcome<File> {
    let file = tree::cache()?.join("lock");
    let lock = File::create(&file).map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    if lock.try_lock().is_err() {
        println!("» waiting for another set-up on this machine");
        lock.lock().map_err(|error| format!("cannot lock {}: {error}", file.display()))?;
    }
    Ok(lock)
}

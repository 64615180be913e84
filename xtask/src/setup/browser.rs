//! What tests need beside the build: a browser, its driver, and the Node packages of the browser suite.

use crate::step::{Outcome, command, output, run, step, which};
use crate::tree;
use std::path::PathBuf;

/// A browser and the program that drives it.
pub struct Browser {
    /// Chromium or Chrome.
    pub chromium: PathBuf,
    /// ChromeDriver, for the wasm-bindgen tests.
    pub driver: PathBuf,
}

const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// Finds or installs all of it.
pub fn find_or_install() -> Outcome<Browser> {
    if chromium().is_none() || driver().is_none() {
        if which("apt-get").is_none() {
            return Err("tests need Chromium and ChromeDriver: install them, or set CHROMIUM and CHROMEDRIVER".into());
        }
        step("installing Chromium and ChromeDriver by apt", || apt_install(&["chromium", "chromium-driver"]))?;
    }
    let chromium = chromium().ok_or("Chromium was installed but is not on PATH")?;
    let driver = driver().ok_or("ChromeDriver was installed but is not on PATH")?;
    node_packages()?;
    Ok(Browser { chromium, driver })
}

fn chromium() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("CHROMIUM").filter(|path| !path.is_empty()) {
        return Some(path.into());
    }
    let mac = Some(PathBuf::from(MAC)).filter(|path| path.is_file());
    CHROMIUM.iter().find_map(|name| which(name)).or(mac)
}

fn driver() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("CHROMEDRIVER").filter(|path| !path.is_empty()) {
        return Some(path.into());
    }
    which("chromedriver")
}

/// The packages of `tests/browser`, from its lock file. Done again when the lock file has changed.
fn node_packages() -> Outcome {
    if !super::tools::has_node() {
        return Err("the browser suite needs Node 20 or newer, with npm".into());
    }
    let folder = tree::root().join("tests/browser");
    let lock = tree::read(&folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.installed-from");
    if tree::read(&stamp).is_ok_and(|from| from == lock) {
        return Ok(());
    }
    step("installing the Node packages of tests/browser", || {
        super::tools::npm_ci(&folder)?;
        tree::write(&stamp, &lock)
    })
}

/// Installs Debian packages, refreshing the lists only where that is needed.
pub fn apt_install(packages: &[&str]) -> Outcome {
    let mut args = vec!["install", "--yes", "--quiet=2", "--no-install-recommends"];
    args.extend(packages);
    if as_root("apt-get", &args).is_ok() {
        return Ok(());
    }
    as_root("apt-get", &["update", "--quiet=2"])?;
    as_root("apt-get", &args)
}

/// Runs a program as root: as it is, or by a sudo that asks for no password.
pub fn as_root(program: &str, args: &[&str]) -> Outcome {
    let is_root = output(&mut command("id", &["-u"])).is_ok_and(|id| id.trim() == "0");
    let mut command = if is_root {
        command(program, args)
    } else if which("sudo").is_some() {
        let mut sudo = command("sudo", &["-n", program]);
        sudo.args(args);
        sudo
    } else {
        return Err(format!("this needs root: {program} {}", args.join(" ")));
    };
    // apt tells about every package it unpacks; only a failure is of interest.
    command.env("DEBIAN_FRONTEND", "noninteractive");
    if program == "apt-get" { output(&mut command).map(drop) } else { run(&mut command) }
}

//! The compiler's wasm target: from rustup, or, where its servers are out of reach, from Debian's compiler.
//!
//! Debian packs a compiler together with the matching sources of std, so std for wasm32 can be built on the spot. The
//! result stands beside the ordinary toolchain under the name `wasm-debian`; only wasm builds use it.

use super::browser::as_root;
use crate::step::{Outcome, command, output, run, step, which};
use crate::tree;
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";
const LINKED: &str = "wasm-debian";
const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_TARGET: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";

/// Where the wasm target comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wasm {
    /// The toolchain that runs everything else has it.
    Ordinary,
    /// Debian's compiler, linked into rustup as a toolchain of its own.
    Debian,
}

impl Wasm {
    /// Makes a command use the toolchain that can build for wasm.
    pub fn choose(self, command: &mut Command) {
        if self == Wasm::Debian {
            // Cargo and rustup hand both of these down to us; they name the other toolchain.
            command.env("RUSTUP_TOOLCHAIN", LINKED).env_remove("LD_LIBRARY_PATH").env_remove("CARGO");
        }
    }

    /// Debian's compiler comes without clippy.
    pub fn has_clippy(self) -> bool {
        self == Wasm::Ordinary
    }
}

const ORDINARY: &str = "wasm target of the ordinary toolchain";

/// Takes the ordinary way where it is open, else Debian's.
pub fn find_or_install(summary: &mut Vec<String>) -> Outcome<Wasm> {
    let wanted = std::env::var("XTASK_WASM").unwrap_or_default();
    if wanted != "debian" && has_target("rustc") {
        summary.push(ORDINARY.into());
        return Ok(Wasm::Ordinary);
    }
    if wanted != "rustup" && debian_is_ready() {
        summary.push("wasm target of Debian's compiler".into());
        return Ok(Wasm::Debian);
    }
    let refused = match wanted.as_str() {
        "debian" => "XTASK_WASM=debian".to_string(),
        _ => match add_by_rustup() {
            Ok(()) => {
                // The same words as next time: what is built depends on which tools there are, not on when they came.
                summary.push(ORDINARY.into());
                return Ok(Wasm::Ordinary);
            }
            Err(why) if wanted == "rustup" => return Err(why),
            Err(why) => why,
        },
    };
    println!("  rustup cannot add the wasm target here ({refused}); building it with Debian's compiler");
    install_from_debian()?;
    summary.push("wasm target of Debian's compiler".into());
    Ok(Wasm::Debian)
}

fn add_by_rustup() -> Outcome {
    step("adding the wasm target by rustup", || {
        output(&mut command("rustup", &["target", "add", TARGET]))?;
        if has_target("rustc") { Ok(()) } else { Err("rustup says so, but rustc does not have it".into()) }
    })
}

/// Whether this compiler has a std for wasm32.
fn has_target(rustc: &str) -> bool {
    let Ok(folder) = output(&mut command(rustc, &["--print", "target-libdir", "--target", TARGET])) else {
        return false;
    };
    holds_std(Path::new(folder.trim()))
}

fn holds_std(folder: &Path) -> bool {
    let Ok(files) = std::fs::read_dir(folder) else { return false };
    files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
}

/// The std that we built is good for one version of Debian's compiler; this file says for which.
fn stamp() -> Outcome<PathBuf> {
    Ok(tree::cache()?.join("wasm-debian"))
}

fn debian_version() -> Outcome<String> {
    // By its path and without rustup's variables: this is not the rustc on PATH.
    output(command(DEBIAN_RUSTC, &["--version"]).env_remove("LD_LIBRARY_PATH"))
}

fn debian_is_ready() -> bool {
    let built_for = stamp().and_then(|file| tree::read(&file));
    built_for.is_ok() && built_for == debian_version() && holds_std(Path::new(DEBIAN_TARGET)) && is_linked()
}

fn is_linked() -> bool {
    let rustup = std::env::var_os("RUSTUP_HOME").map(PathBuf::from).or_else(|| Some(std::env::home_dir()?.join(".rustup")));
    rustup.is_some_and(|folder| folder.join("toolchains").join(LINKED).join("bin/rustc").is_file())
}

fn install_from_debian() -> Outcome {
    if which("rustup").is_none() || which("apt-get").is_none() {
        return Err(format!("no way to get the {TARGET} target: it takes rustup, or rustup and apt-get"));
    }
    let have_all = output(command("dpkg", &["--status"]).args(PACKAGES)).is_ok();
    if !have_all {
        step(&format!("installing {} by apt", PACKAGES.join(", ")), || super::browser::apt_install(&PACKAGES))?;
    }
    step("building std for wasm32 with Debian's compiler", build_std)?;
    output(&mut command("rustup", &["toolchain", "link", LINKED, "/usr"]))?;
    tree::write(&stamp()?, &debian_version()?)
}

/// Builds std by building an empty crate, and puts the libraries where the compiler looks for them.
fn build_std() -> Outcome {
    let folder = tree::cache()?.join("build-std");
    let _ = std::fs::remove_dir_all(&folder);
    tree::make(&folder.join("src"))?;
    tree::write(&folder.join("Cargo.toml"), "[package]\nname = \"emptiness\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n")?;
    tree::write(&folder.join("src/lib.rs"), "#![no_std]\n")?;
    run(command("/usr/bin/cargo", &["build", "--quiet", "--release", "--target", TARGET])
        .arg("-Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test")
        .current_dir(&folder)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", DEBIAN_RUSTC)
        // Without the bitcode a build with fat LTO fails ("Can't find section .llvmbc").
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("RUSTC_WRAPPER")
        .env_remove("LD_LIBRARY_PATH"))?;
    let built = folder.join("target").join(TARGET).join("release/deps");
    let files = std::fs::read_dir(&built).map_err(|error| format!("cannot read {}: {error}", built.display()))?;
    let libraries = files
        .flatten()
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "rlib"))
        .filter(|path| !path.to_string_lossy().contains("libemptiness"));
    as_root("rm", &["-rf", DEBIAN_TARGET])?;
    as_root("mkdir", &["-p", DEBIAN_TARGET])?;
    for library in libraries {
        as_root("cp", &[&library.to_string_lossy(), DEBIAN_TARGET])?;
    }
    let _ = std::fs::remove_dir_all(&folder);
    Ok(())
}

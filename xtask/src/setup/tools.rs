//! Trunk, wasm-bindgen, wasm-opt and terser, in folders of the cache named with their versions.

use crate::step::{Outcome, command, output, run, step, which};
use crate::tree;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// 0.22 needs a newer compiler than the one this project is pinned to.
const TRUNK: &str = "0.21.14";
const NEXTEST: &str = "0.9.143";
/// Versions and checksums of wasm-opt (binaryen) and of the minifier for JavaScript (terser).
const NODE_TOOLS: &str = include_str!("../../npm/package.json");
const NODE_TOOLS_LOCK: &str = include_str!("../../npm/package-lock.json");
/// Older ones refuse today's wasm.
const OLDEST_WASM_OPT: u32 = 117;

/// Gives the folders to put on PATH, wasm-bindgen first.
pub fn find_or_install(summary: &mut Vec<String>) -> Outcome<Vec<PathBuf>> {
    let mut folders = Vec::new();

    let bindgen = locked_version("wasm-bindgen")?;
    folders.extend(installed("wasm-bindgen-cli", "wasm-bindgen", &bindgen)?);
    summary.push(format!("wasm-bindgen {bindgen}"));

    folders.extend(installed("trunk", "trunk", TRUNK)?);
    summary.push(format!("Trunk {TRUNK}"));

    folders.extend(node_tools(summary)?);
    Ok(folders)
}

/// Folder of cargo-nextest, unless one is on PATH already.
pub fn nextest() -> Outcome<Option<PathBuf>> {
    if which("cargo-nextest").is_some() {
        return Ok(None);
    }
    installed("cargo-nextest", "cargo-nextest", NEXTEST)
}

/// The version of a package in Cargo.lock.
fn locked_version(package: &str) -> Outcome<String> {
    let lock = tree::read(&tree::root().join("Cargo.lock"))?;
    version_in(&lock, package).ok_or_else(|| format!("Cargo.lock does not name {package}"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_string())
}

/// Folder of a program of exactly this version: none if the one on PATH will do, else the one in the cache.
///
/// Trunk accepts any wasm-bindgen-test-runner, but wasm-bindgen itself has to be exact.
fn installed(package: &str, program: &str, version: &str) -> Outcome<Option<PathBuf>> {
    let folder = tree::cache()?.join(format!("{program}-{version}"));
    if folder.join(".crates.toml").is_file() {
        return Ok(Some(folder.join("bin")));
    }
    if which(program).is_some() {
        let found = output(&mut command(program, &["--version"])).unwrap_or_default();
        if found.split_whitespace().any(|word| word == version) {
            return Ok(None);
        }
    }
    step(&format!("installing {package} {version} by cargo (some minutes, once)"), || {
        install(package, version, &folder, true).or_else(|why| {
            println!("  with the lock file it was published with: {why}; trying without");
            install(package, version, &folder, false)
        })
    })?;
    Ok(Some(folder.join("bin")))
}

fn install(package: &str, version: &str, folder: &Path, locked: bool) -> Outcome {
    let target = tree::cache()?.join(format!("build-{package}"));
    let mut cargo = command("cargo", &["install", "--quiet", package, "--version", version, "--root"]);
    cargo.arg(folder).env("CARGO_TARGET_DIR", &target);
    if locked {
        cargo.arg("--locked");
    }
    output(&mut cargo)?;
    let _ = std::fs::remove_dir_all(&target);
    Ok(())
}

/// Folder with wasm-opt and terser; without Node, a stand-in for wasm-opt that copies, as Trunk would else download one.
fn node_tools(summary: &mut Vec<String>) -> Outcome<Option<PathBuf>> {
    if has_node() {
        let mut hasher = DefaultHasher::new();
        NODE_TOOLS_LOCK.hash(&mut hasher);
        let folder = tree::cache()?.join(format!("node-tools-{:08x}", hasher.finish() as u32));
        let done = folder.join("done");
        if !done.is_file() {
            step("installing wasm-opt and terser by npm", || {
                tree::make(&folder)?;
                tree::write(&folder.join("package.json"), NODE_TOOLS)?;
                tree::write(&folder.join("package-lock.json"), NODE_TOOLS_LOCK)?;
                npm_ci(&folder)?;
                tree::write(&done, "")
            })?;
        }
        for tool in ["binaryen", "terser"] {
            summary.push(format!("{tool} {}", version_of(NODE_TOOLS, tool)));
        }
        return Ok(Some(folder.join("node_modules/.bin")));
    }
    if let Some(version) = wasm_opt_on_path().filter(|version| *version >= OLDEST_WASM_OPT) {
        println!("  no Node here: wasm-opt {version} is used, the JavaScript is not minified");
        summary.push(format!("wasm-opt {version}"));
        return Ok(None);
    }
    println!("  no Node here, so no wasm-opt: the programs will be larger, the byte budgets may fail");
    summary.push("built without wasm-opt".into());
    let folder = tree::cache()?.join("without-wasm-opt");
    tree::make(&folder)?;
    let script = folder.join("wasm-opt");
    tree::write(&script, include_str!("without-wasm-opt.sh"))?;
    run(command("chmod", &["+x"]).arg(&script))?;
    Ok(Some(folder))
}

/// Whether programs and packages for Node can be used.
pub fn has_node() -> bool {
    which("npm").is_some() && which("node").is_some()
}

/// `"terser": "5.51.2"` in a package.json.
fn version_of<'a>(package_json: &'a str, package: &str) -> &'a str {
    let version = package_json.split_once(&format!("\"{package}\": \"")).map(|(_, rest)| rest);
    version.and_then(|rest| rest.split('"').next()).unwrap_or("?")
}

/// `wasm-opt version 132 (version_132)` is 132.
fn wasm_opt_on_path() -> Option<u32> {
    let text = output(&mut command("wasm-opt", &["--version"])).ok()?;
    text.split_whitespace().nth(2)?.parse().ok()
}

/// Installs exactly what the lock file in this folder names.
pub fn npm_ci(folder: &Path) -> Outcome {
    output(command("npm", &["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]).current_dir(folder)).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n\n[[package]]\nname = \"x\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "bindgen"), None);
        assert!(version_of(NODE_TOOLS, "binaryen").starts_with(|c: char| c.is_ascii_digit()));
    }
}

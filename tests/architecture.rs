//! The layers, held: arrows point down only, and the pure layers know nothing of disk, clock or terminal.
//!
//! views, tool > browser > journey > course, text, place. What a native build can't name at all (Leptos, the browser) the compiler holds.

use std::fs;
use std::path::{Path, PathBuf};

/// Each module at the top, and those it may name.
const LAYERS: [(&str, &[&str]); 7] = [
    ("course", &["course", "text", "place"]),
    ("text", &["text"]),
    ("place", &["place", "course"]),
    ("journey", &["journey", "course", "text", "place"]),
    ("browser", &["browser", "journey", "course", "text", "place"]),
    ("views", &["views", "browser", "journey", "course", "text", "place"]),
    ("tool", &["tool", "journey", "course", "text", "place"]),
];

/// The modules that must be pure, and what they may therefore not name.
const PURE: [&str; 4] = ["course", "text", "place", "journey"];
const IMPURE: [&str; 12] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::io",
    "SystemTime",
    "Instant",
    "println!",
    "eprintln!",
    "dbg!",
    "rand::",
];

/// What is wrong with one file, named relative to src, as `what it names that it may not`.
fn faults(file: &str, text: &str) -> Vec<String> {
    let module = file.split('/').next().unwrap_or_default().trim_end_matches(".rs");
    let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == module) else { return Vec::new() };
    // Tests stand last, or in a file of their own, and may do as they like.
    if file.ends_with("tests.rs") {
        return Vec::new();
    }
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code: String = code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    // Directly under src, `super` is the crate.
    let top = !file.contains('/') || file == format!("{module}/mod.rs");
    let mut faults = Vec::new();
    for (name, _) in LAYERS.iter().filter(|(name, _)| !allowed.contains(name)) {
        let named = |path: &str| code.contains(&format!("{path}::{name}::")) || code.contains(&format!("{path}::{name};"));
        let grouped = code.split("use crate::{").skip(1).any(|rest| {
            let group = rest.split(';').next().unwrap_or_default();
            group.split([',', '{', '}', ' ', '\n']).any(|word| word == *name || word.starts_with(&format!("{name}::")))
        });
        if named("crate") || named("bruker_i_sentrum") || grouped || (top && named("super")) {
            faults.push((*name).to_owned());
        }
    }
    if PURE.contains(&module) {
        faults.extend(IMPURE.iter().filter(|word| code.contains(**word)).map(|word| (*word).to_owned()));
    }
    faults
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be listed") {
        let path = entry.expect("src can be listed").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn arrows_point_down_and_pure_is_pure() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&src, &mut found);
    assert!(found.len() > 20, "src is not where it was");
    let mut wrong = Vec::new();
    for path in found {
        let name = path.strip_prefix(&src).expect("found under src").to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path).expect("a listed file can be read");
        wrong.extend(faults(&name, &text).into_iter().map(|fault| format!("src/{name} names {fault}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_has_its_layer() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("src/lib.rs");
    for module in lib.lines().filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';')) {
        assert!(LAYERS.iter().any(|(name, _)| *name == module), "src/lib.rs has `{module}`; say in which layer it is");
    }
}

#[test]
fn what_this_test_sees() {
    for (file, text, expected) in [
        ("course/graph.rs", "use crate::journey::fold;", &["journey"][..]),
        ("course/graph.rs", "use crate::{journey::fold, text};", &["journey"]),
        ("course/mod.rs", "use super::tool::check;", &["tool"]),
        ("course/html.rs", "use crate::text::NB; use super::graph::X;", &[]),
        ("place.rs", "use super::views::lesson;", &["views"]),
        ("journey/fold.rs", "let now = std::time::SystemTime::now();", &["SystemTime"]),
        ("journey/fold.rs", "// std::fs would be wrong here", &[]),
        ("journey/fold.rs", "fn f() {}\n#[cfg(test)]\nmod tests { use std::fs; }", &[]),
        ("views/lesson/mod.rs", "use crate::tool::build;", &["tool"]),
        ("tool/build.rs", "use crate::views::x; use std::fs;", &["views"]),
        ("bin/kurs.rs", "use bruker_i_sentrum::tool;", &[]),
    ] {
        assert_eq!(faults(file, text), expected, "{file}: {text}");
    }
}

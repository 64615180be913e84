//! What the site is without a network: the list of its files, and the service worker that keeps them. Why it is our own: docs/decisions/0008-offline.md.

use std::fmt::Write as _;

use super::assets::{short_hash, squeeze_script};
use super::build::Files;
use crate::course::graph::CourseId;
use crate::text::Texts;

/// The file of the service worker. No hash in its name, and at the root: it answers for all below.
pub const WORKER: &str = "worker.js";

/// Adds the worker, with the list of all that is there now.
pub fn add(files: &mut Files, course: &CourseId, text: Texts) {
    let worker = worker(files, course, text);
    files.insert(WORKER.to_owned(), worker.into_bytes());
}

fn worker(files: &Files, course: &CourseId, text: Texts) -> String {
    let mut list = String::new();
    for (path, bytes) in files.iter().filter(|(path, _)| is_kept(path)) {
        let _ = writeln!(list, "{}:[\"{}\",{}],", quoted(address(path)), short_hash(bytes), bytes.len());
    }
    let missing = format!(
        r#"<!doctype html><html lang="{}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><title>{title}</title><style>body{{max-width:34rem;margin:3rem auto;padding:0 1rem;font:1.2rem/1.6 sans-serif}}</style><main><h1>{title}</h1><p>{}</p><p><a href="ROOT">{}</a></p></main>"#,
        text.code(),
        text.not_here_about(),
        text.to_course(),
        title = text.not_here(),
    );
    let missing: Vec<_> = missing.split("ROOT").map(quoted).collect();
    format!(
        "const COURSE={},EDITION=\"{}\",MISSING=[{}],FILES={{__proto__:null,\n{list}}};\n{}\n",
        quoted(&course.0),
        short_hash(list.as_bytes()),
        missing.join(","),
        squeeze_script(include_str!("../worker.js"))
    )
}

/// The Markdown is for where a page is missing, and none is; so is the page that says so, which a host shows.
fn is_kept(path: &str) -> bool {
    path != "404.html" && (!path.starts_with("lessons/") || path == "lessons/course.json")
}

/// The path that is asked for: a folder's page is the folder's.
fn address(path: &str) -> &str {
    path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/')).unwrap_or(path)
}

/// As a text of JavaScript.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text always becomes JSON")
}

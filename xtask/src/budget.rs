//! `cargo xtask budget`: bytes and requests of the built course against the figures of the contract.
//!
//! Bytes are those of the `.br` beside a file where there is one: what a server sends. Read from dist/, not measured in a browser.

use crate::report::Counts;
use crate::step::Outcome;
use crate::tree;
use std::path::{Component, Path, PathBuf};

const FIRST_CHOICE: u64 = 20_000;
const FIRST_REQUESTS: u64 = 3;
const EVERYTHING: u64 = 150_000;
const PARSER: u64 = 130_000;
/// The program of the group places, its JavaScript and its sheet.
const GROUP: u64 = 232_000;

/// One of the entity names that the Markdown parser brings along; nothing else has a use for it.
const MARK_OF_THE_PARSER: &[u8] = b"CounterClockwiseContourIntegral";

/// Prints the table and the figures; one count per figure.
pub fn check() -> Outcome<Counts> {
    let dist = tree::root().join("dist");
    let mut pages = vec![Page::read(&dist, "index.html")?];
    for slug in lessons()? {
        pages.push(Page::read(&dist, &format!("leksjon/{slug}/index.html"))?);
    }
    println!("  {:<34}{:>20}{:>18}{:>18}", "", "until first choice", "in all", "pictures");
    for page in &pages {
        println!("  {:<34}{:>20}{:>18}{:>18}", page.name, page.first.shown(), page.all.shown(), page.pictures.shown());
    }
    let lessons = &pages[1..];
    let worst = |of: fn(&Page) -> u64| lessons.iter().map(of).max().unwrap_or_default();
    let parser_wasm = find(&dist, "parser", ".wasm")?;
    let parser = sent(&parser_wasm) + sent(&find(&dist, "parser", ".js")?);
    let app = std::fs::read(find(&dist, "app", ".wasm")?).map_err(|error| format!("cannot read the app: {error}"))?;
    let parser_code = std::fs::read(&parser_wasm).map_err(|error| format!("cannot read the parser: {error}"))?;

    let mut counts = Counts::default();
    let mut hold = |what: &str, found: u64, limit: u64| {
        let holds = found <= limit;
        println!("  {} {what}: {found} of {limit}", if holds { "✓" } else { "✗" });
        if holds { counts.passed += 1 } else { counts.failed += 1 }
    };
    hold("bytes until the first choice, largest lesson", worst(|page| page.first.bytes), FIRST_CHOICE);
    hold("requests until the first choice", worst(|page| page.first.requests), FIRST_REQUESTS);
    hold("bytes until all controls work, largest lesson", worst(|page| page.all.bytes), EVERYTHING);
    hold("bytes of the parser", parser, PARSER);
    let group = [("group_bg", ".wasm"), ("group-", ".js"), ("group_style", ".css")];
    let group = group.iter().map(|(stem, ending)| Ok(sent(&find(&dist, stem, ending)?))).sum::<Outcome<u64>>()?;
    hold("bytes of the group places' program", group, GROUP);
    let kept = kept(&dist)?;
    println!(
        "  without a network: {} files, {:.0} kB; the worker with their list {} bytes, what registers it {}",
        kept.requests,
        kept.bytes as f64 / 1000.0,
        sent(&find(&dist, "worker", ".js")?),
        sent(&find(&dist, "offline-", ".js")?)
    );
    hold("Markdown parsers in the app", u64::from(contains(&app, MARK_OF_THE_PARSER)), 0);
    // Else the line above could not fail.
    hold("parsers without a Markdown parser in them", u64::from(!contains(&parser_code, MARK_OF_THE_PARSER)), 0);
    Ok(counts)
}

/// Bytes and requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Load {
    bytes: u64,
    requests: u64,
}

impl Load {
    fn add(&mut self, bytes: u64) {
        self.bytes += bytes;
        self.requests += 1;
    }

    fn shown(self) -> String {
        format!("{:.1} kB / {}", self.bytes as f64 / 1000.0, self.requests)
    }
}

/// What a page makes a browser fetch.
struct Page {
    name: String,
    /// The page, and what stands between it and its first paint: scripts and the style sheets in the head.
    first: Load,
    /// Also the program and the other style sheets.
    all: Load,
    /// Pictures and sound, over and above.
    pictures: Load,
}

impl Page {
    fn read(dist: &Path, name: &str) -> Outcome<Page> {
        let file = dist.join(name);
        let html = tree::read(&file)?;
        let mut page = Page { name: name.into(), first: Load::default(), all: Load::default(), pictures: Load::default() };
        page.first.add(sent(&file));
        let mut later = Load::default();
        for fetch in fetches(&html) {
            let target = resolve(&file, &fetch.url);
            if !target.is_file() {
                return Err(format!("{name} refers to {}, which is not in dist/", fetch.url));
            }
            match fetch.when {
                When::First => page.first.add(sent(&target)),
                When::Later => later.add(sent(&target)),
                When::Picture => page.pictures.add(sent(&target)),
            }
        }
        page.all = Load { bytes: page.first.bytes + later.bytes, requests: page.first.requests + later.requests };
        Ok(page)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    First,
    Later,
    Picture,
}

#[derive(Debug, PartialEq, Eq)]
struct Fetch {
    url: String,
    when: When,
}

/// All that the service worker fetches, by its own list.
fn kept(dist: &Path) -> Outcome<Load> {
    let worker = tree::read(&dist.join("worker.js"))?;
    let list = worker.split_once("FILES={").and_then(|(_, rest)| rest.split_once("};")).map_or("", |(list, _)| list);
    let mut kept = Load::default();
    for path in list.lines().filter_map(|line| line.strip_prefix('"')?.split_once("\":[")).map(|(path, _)| path) {
        let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        kept.add(sent(&dist.join(file)));
    }
    if kept.requests == 0 { Err("worker.js lists no file".into()) } else { Ok(kept) }
}

/// What our own HTML makes a browser fetch, each address once.
fn fetches(html: &str) -> Vec<Fetch> {
    let mut found: Vec<Fetch> = Vec::new();
    let mut add = |url: Option<&str>, when| {
        if let Some(url) = url.filter(|url| !url.starts_with("data:"))
            && !found.iter().any(|fetch| fetch.url == url)
        {
            found.push(Fetch { url: url.to_string(), when });
        }
    };
    let body = html.find("<body").unwrap_or(html.len());
    for (at, tag) in tags(html) {
        match tag.split([' ', '\n']).next().unwrap_or_default() {
            "script" => {
                let is_module = attribute(tag, "type") == Some("module");
                // An address in data-app counts from the script, which like both programs lies at the top.
                let folder = attribute(tag, "src").and_then(|src| src.rsplit_once('/')).map_or("", |(folder, _)| folder);
                add(attribute(tag, "src"), if is_module { When::Later } else { When::First });
                for program in ["data-app", "data-wasm"] {
                    let url = attribute(tag, program).map(|url| format!("{folder}/{}", url.trim_start_matches("./")));
                    add(url.as_deref().map(|url| url.trim_start_matches('/')), When::Later);
                }
            }
            "link" => {
                let rel = attribute(tag, "rel").unwrap_or_default();
                let blocks = at < body && !matches!(attribute(tag, "media"), Some("print"));
                let when = if rel == "stylesheet" && blocks { When::First } else { When::Later };
                if ["stylesheet", "icon", "preload", "modulepreload", "manifest"].contains(&rel) {
                    add(attribute(tag, "href"), when);
                }
            }
            "img" | "audio" | "video" | "source" => add(attribute(tag, "src"), When::Picture),
            _ => {}
        }
    }
    found
}

/// Every tag that opens, without its brackets, and where it stands. Scripts and styles hold no `<` followed by a name of ours.
fn tags(html: &str) -> impl Iterator<Item = (usize, &str)> {
    html.match_indices('<').filter_map(|(at, _)| {
        let rest = &html[at + 1..];
        Some((at, &rest[..rest.find('>')?]))
    })
}

/// The value of an attribute, quoted or not. Its name follows a space, so that `src` is not found in `data-src`.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.match_indices(name).find_map(|(at, _)| {
        let after = tag[at + name.len()..].strip_prefix('=')?;
        tag[..at].ends_with([' ', '\n']).then_some(after)
    })?;
    match start.chars().next()? {
        quote @ ('"' | '\'') => start[1..].split(quote).next(),
        _ => start.split_whitespace().next(),
    }
}

/// A relative address, from the file it stands in.
fn resolve(page: &Path, url: &str) -> PathBuf {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let mut path = page.parent().unwrap_or(Path::new("")).to_path_buf();
    for part in Path::new(url).components() {
        match part {
            Component::ParentDir => drop(path.pop()),
            Component::Normal(name) => path.push(name),
            _ => {}
        }
    }
    path
}

/// Bytes that a server sends for a file.
fn sent(file: &Path) -> u64 {
    let mut br = file.as_os_str().to_owned();
    br.push(".br");
    let about = std::fs::metadata(br).or_else(|_| std::fs::metadata(file));
    about.map_or(0, |about| about.len())
}

/// The file at the top of dist/ with this beginning and ending.
fn find(dist: &Path, beginning: &str, ending: &str) -> Outcome<PathBuf> {
    let entries = std::fs::read_dir(dist).map_err(|error| format!("cannot read {}: {error}", dist.display()))?;
    let mut fitting = entries.flatten().map(|entry| entry.path()).filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(beginning) && name.ends_with(ending)
    });
    fitting.next().ok_or_else(|| format!("dist/ holds no {beginning}*{ending}"))
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

/// The slugs of the course's lessons, in order.
pub fn lessons() -> Outcome<Vec<String>> {
    let lessons = listed(&tree::read(&tree::root().join("lessons/course.toml"))?);
    if lessons.is_empty() { Err("lessons/course.toml lists no lesson".into()) } else { Ok(lessons) }
}

/// `lessons = [..]` at the top of course.toml.
fn listed(course: &str) -> Vec<String> {
    let Some((_, rest)) = course.split_once("\nlessons") else { return Vec::new() };
    let list = rest.split_once('[').and_then(|(_, list)| list.split_once(']')).map_or("", |(list, _)| list);
    list.split('"').skip(1).step_by(2).map(str::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_fetches_is_found() {
        let html = r#"<head><link rel="stylesheet" href="a.css"><link rel="stylesheet" media="print" href="p.css">
            <script async src="../../boot-1.js" data-app="./app-2.js" data-wasm="./app_bg-3.wasm"></script></head>
            <body><img alt="" src="../../media/laas.svg"><img src="data:x"><link rel=stylesheet href=../../later.css></body>"#;
        let expected = [
            ("a.css", When::First),
            ("p.css", When::Later),
            ("../../boot-1.js", When::First),
            ("../../app-2.js", When::Later),
            ("../../app_bg-3.wasm", When::Later),
            ("../../media/laas.svg", When::Picture),
            ("../../later.css", When::Later),
        ];
        let found: Vec<(String, When)> = fetches(html).into_iter().map(|fetch| (fetch.url, fetch.when)).collect();
        assert_eq!(found, expected.map(|(url, when)| (url.to_string(), when)));
    }

    #[test]
    fn addresses_count_from_the_page() {
        assert_eq!(resolve(Path::new("dist/leksjon/x/index.html"), "../../a.js?v"), Path::new("dist/a.js"));
    }

    #[test]
    fn lessons_are_read_in_order() {
        assert_eq!(listed("id = \"x\"\nlessons = [\n  \"en\", # først\n  \"to\",\n]\nmore = [\"tre\"]"), ["en", "to"]);
    }
}

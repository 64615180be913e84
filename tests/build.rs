//! `kurs build`, as an author runs it and as Trunk does: what comes out, and what must never come out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Output;

use sha2::{Digest, Sha256};

mod scratch;
use scratch::{Scratch, said};

const COURSE: &str = r#"
id = "prøve"
title = "Et prøvekurs"
languages = ["nb"]
lessons = ["første", "andre"]
root = "/kurs/"
about = "Om *kurset*."

[[meter]]
id = "tillit"
name = "Hva Rune våger å si"
max = 10
start = 4

[[planned]]
number = 3
title = "Tredje"
about = "Kommer en dag."

[[help_line]]
name = "Mental Helse"
phone = "116 123"
checked = 2026-11-22
"#;

const FIRST: &str = r#"---
minutes: 5
level: [individ]
goals: [Du kan prøve]
before: Det har hendt noe.
---

# Den første

Rune kom tidlig.

- [Spør «hva så?»](#spørsmål "tillit +2")

  Han ser opp.

- [La være](#taushet "tillit -2")
- [Gå til den andre](02-andre.md)

## Spørsmål

> [!REFLECTION] tanke
> Hva tror du?
>
> - En: «Ja.»

## Taushet {if=tillit>=1}

Stille, med <b>råtekst</b> & ampersand.

![En stol](../media/stol.svg)

## Slutt {.ending}

Ferdig.
"#;

const SECOND: &str = "# Den andre\n\nEn slutt.\n";

impl Scratch {
    fn new() -> Self {
        Self::course(COURSE, FIRST, SECOND)
    }

    /// The same, and a staged Trunk build in `dist`.
    fn staged() -> Self {
        let scratch = Self::new();
        let sheets = ["reset", "tokens", "base", "layout", "parts", "places", "print"];
        let links: String = sheets.iter().map(|name| format!("<link rel=stylesheet href=./{name}-c0ffee.css>")).collect();
        for name in sheets {
            scratch.write(&format!("dist/{name}-c0ffee.css"), &format!("@layer {name}{{.{name}{{color:red}}}}"));
        }
        scratch.write(
            "dist/index.html",
            &format!(
                "<!doctype html><html lang=nb><meta charset=utf-8><title>x</title>{links}\
                 <link rel=modulepreload href=./app-beef.js><link rel=preload href=./app-beef_bg.wasm as=fetch>\
                 <script type=module>import init from './app-beef.js';await init({{module_or_path:'./app-beef_bg.wasm'}})</script>"
            ),
        );
        scratch.write("dist/app-beef.js", "export default () => {};");
        scratch.write("dist/app-beef_bg.wasm", "\0asm");
        scratch.write("dist/parser.js", "export default () => {};");
        scratch.write("dist/parser_bg.wasm", "\0asm");
        scratch.write("dist/course.js", "export default () => {};");
        scratch.write("dist/course_bg.wasm", "\0asm");
        scratch.write("dist/boot.js", include_str!("../src/boot.js"));
        scratch
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn build(&self, arguments: &[&str]) -> Output {
        self.kurs(&[&["build"], arguments].concat())
    }

    /// As Trunk's `post_build` does.
    fn release(&self) -> Site {
        let output = self.build(&["--template", "dist/index.html", "--out", "dist"]);
        assert!(output.status.success(), "{}", said(&output));
        Site(self.files("dist"))
    }
}

/// A built folder: its files by path, with `/`.
struct Site(BTreeMap<String, Vec<u8>>);

impl Site {
    fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        let text = |bytes| std::str::from_utf8(bytes).expect("pages are UTF-8");
        self.0.iter().filter(|(name, _)| name.ends_with(".html")).map(move |(name, bytes)| (name.as_str(), text(bytes)))
    }

    fn page(&self, name: &str) -> &str {
        self.pages().find(|(page, _)| *page == name).unwrap_or_else(|| panic!("{name} is missing; there is {:?}", self.0.keys())).1
    }
}

/// Every tag's attributes, in order; `script` and `style` are jumped over.
fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let Some((tag, after)) = after.split_once('>') else { break };
        rest = after;
        let (name, mut attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        let mut list = Vec::new();
        while let Some((key, after)) = attributes.trim_start().split_once("=\"") {
            let (value, after) = after.split_once('"').unwrap_or((after, ""));
            // Attributes without a value stand before the name.
            list.extend(key.split_whitespace().rev().take(1).map(|key| (key.to_owned(), value.to_owned())));
            attributes = after;
        }
        for raw in ["script", "style"] {
            if name == raw {
                rest = rest.split_once(&format!("</{raw}>")).map_or("", |(_, after)| after);
            }
        }
        found.push((name.to_owned(), list));
    }
    found
}

fn values<'a>(html: &'a str, names: &'a [&str]) -> impl Iterator<Item = (String, String, String)> + 'a {
    tags(html)
        .into_iter()
        .flat_map(|(tag, list)| list.into_iter().map(move |(name, value)| (tag.clone(), name, value)))
        .filter(|(_, name, _)| names.contains(&name.as_str()))
}

/// Links and resources of a page that lead somewhere on the site, as file and id.
fn check_links(site: &Site) {
    let ids: BTreeMap<&str, BTreeSet<String>> =
        site.pages().map(|(name, html)| (name, values(html, &["id"]).map(|(_, _, id)| id).collect())).collect();
    let mut wrong = Vec::new();
    for (name, html) in site.pages() {
        for (tag, attribute, value) in values(html, &["href", "src", "data-app", "data-wasm", "data-offline"]) {
            if ["https:", "mailto:", "tel:", "data:image/"].iter().any(|scheme| value.starts_with(scheme)) {
                continue;
            }
            let value = value.replace("&amp;", "&");
            let (path, hash) = value.split_once('#').unwrap_or((&value, ""));
            // 404.html is shown at any depth, so its links begin at the host's root.
            let folder = if attribute.starts_with("data-") || name == "404.html" {
                ""
            } else {
                name.rsplit_once('/').map_or("", |(folder, _)| folder)
            };
            let path = match path.strip_prefix('/') {
                Some(absolute) if name == "404.html" => absolute.strip_prefix("kurs/").unwrap_or(absolute),
                Some(_) => {
                    wrong.push(format!("{name}: {tag} {attribute}={value} is absolute"));
                    continue;
                }
                None => path,
            };
            let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
            let mut outside = false;
            for part in path.split('/') {
                match part {
                    "" | "." => {}
                    ".." => outside |= parts.pop().is_none(),
                    part => parts.push(part),
                }
            }
            let mut file = bruker_i_sentrum::place::decode(&parts.join("/"));
            if value.starts_with('#') {
                file = name.to_owned();
            } else if path.is_empty() || path.ends_with('/') || path.ends_with('.') {
                file = if file.is_empty() { "index.html".to_owned() } else { file + "/index.html" };
            }
            let id = bruker_i_sentrum::place::decode(hash);
            if outside || !site.0.contains_key(&file) {
                wrong.push(format!("{name}: {tag} {attribute}={value} leads to no file"));
            } else if !id.is_empty() && !ids.get(file.as_str()).is_some_and(|ids| ids.contains(&id)) {
                wrong.push(format!("{name}: {tag} {attribute}={value} leads to no id in {file}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What must hold of any built page.
fn check_pages(site: &Site) {
    for (name, html) in site.pages() {
        for (tag, list) in tags(html) {
            for (attribute, value) in list {
                assert!(attribute != "style", "{name}: <{tag} style={value}>");
                assert!(!attribute.starts_with("on"), "{name}: <{tag} {attribute}={value}>");
                assert!(attribute != "title" || !value.contains(['+', '=']), "{name}: <{tag} title={value}> gives an effect away");
            }
        }
        let policy = values(html, &["content"]).map(|(_, _, value)| value).find(|value| value.contains("default-src")).expect("a policy");
        for (tag, directive) in [("style", "style-src"), ("script", "script-src")] {
            let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
            let within = html.split(&open).skip(1).filter_map(|rest| Some(rest.split_once(&close)?.0));
            let hashes: Vec<_> = within.map(|text| Sha256::digest(text).to_vec()).collect();
            let sources = policy.split(directive).nth(1).and_then(|rest| rest.split(';').next()).unwrap_or_default();
            let named: Vec<_> = sources.split('\'').filter_map(|source| source.strip_prefix("sha256-")).map(decode64).collect();
            assert_eq!(named, hashes, "{name}: the policy names another {tag}");
        }
        assert!(!policy.contains("unsafe-inline"), "{name}: {policy}");
        let scripts = html.matches("<script ").count() - html.matches("<script type=\"application/json\"").count();
        assert!(scripts <= 1, "{name} has {scripts} scripts");
    }
}

fn decode64(text: &str) -> Vec<u8> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = Vec::new();
    let (mut bits, mut count) = (0u32, 0);
    for digit in text.chars().filter_map(|c| DIGITS.find(c)) {
        bits = bits << 6 | digit as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    out
}

#[test]
fn every_place_is_a_file() {
    let site = Scratch::staged().release();
    for name in [
        "index.html",
        "leksjon/første/index.html",
        "leksjon/andre/index.html",
        "dagbok/index.html",
        "kart/index.html",
        "forhandsvis/index.html",
        "personvern/index.html",
        "om/index.html",
        "veien-videre/index.html",
        "404.html",
    ] {
        assert!(site.page(name).starts_with("<!doctype html>"), "{name}");
    }
    for name in [
        "lessons/nb/01-første.md",
        "lessons/course.toml",
        "lessons/course.json",
        "media/stol.svg",
        "parser.js",
        "parser_bg.wasm",
        "course.js",
        "course_bg.wasm",
    ] {
        assert!(site.0.contains_key(name), "{name} is missing; there is {:?}", site.0.keys());
    }
    let left: Vec<_> = site.0.keys().filter(|name| name.contains("c0ffee") || name.contains("beef") || *name == "boot.js").collect();
    assert!(left.is_empty(), "Trunk's files have been joined or renamed: {left:?}");
    check_pages(&site);
    check_links(&site);
}

#[test]
fn the_page_starts_the_program_by_names_that_change_with_the_content() {
    let site = Scratch::staged().release();
    let page = site.page("leksjon/første/index.html");
    assert!(page.contains(r#"<html lang="nb" data-root="../../" data-place="lesson">"#), "{page}");
    assert!(
        page.contains(r#"<script async src="../../boot-"#)
            && page.contains(r#" data-app="./app-"#)
            && page.contains(r#" data-wasm="./app_bg-"#)
    );
    assert!(!page.contains("modulepreload") && !page.contains("type=module"));
    assert!(page.contains(".parts{") && !page.contains(".places{"), "first paint's style is in the page, the rest is not");
    let later = site.0.iter().find(|(name, _)| name.starts_with("later-")).expect("the rest of the style").1;
    assert_eq!(String::from_utf8_lossy(later), "@layer places{.places{color:red}}@layer print{.print{color:red}}");
    assert!(site.page("404.html").contains(r#"data-root="/kurs/" data-place="missing""#));
}

/// A reader who tells us of a fault says which text she read.
#[test]
fn the_edition_changes_with_every_word() {
    let scratch = Scratch::staged();
    let edition = |site: &Site| {
        let all: BTreeSet<String> = site
            .pages()
            // Paper, and the rooms a group sits in, have no foot to say it in.
            .filter(|(name, _)| !name.starts_with("veileder/") && !name.starts_with("gruppe/"))
            .map(|(name, html)| html.split_once("<small>Utgave ").unwrap_or_else(|| panic!("{name} says none")).1[..9].to_owned())
            .collect();
        assert_eq!(all.len(), 1, "all pages are of one edition");
        all.into_iter().next().expect("there is one")
    };
    let first = edition(&scratch.release());
    assert!(first.ends_with('<') && first[..8].chars().all(|c| c.is_ascii_hexdigit()), "{first}");
    assert_eq!(edition(&scratch.release()), first);
    let text = scratch.read("lessons/nb/01-første.md");
    scratch.write("lessons/nb/01-første.md", &text.replace("Rune kom tidlig.", "Rune kom for tidlig."));
    assert_ne!(edition(&scratch.release()), first);
}

/// What is told of the course goes by the reader's own hand: the page holds an empty place for it, and an address only where there is one.
#[test]
fn a_place_for_what_readers_have_to_say() {
    let scratch = Scratch::staged();
    let site = scratch.release();
    for name in ["leksjon/første/index.html", "veien-videre/index.html"] {
        let page = site.page(name);
        assert!(page.contains(r#"<div data-slot="feedback"></div>"#), "{name}");
        assert!(!page.contains("mailto:") && !page.contains("<form") && !page.contains("<textarea"), "{name}");
    }
    scratch.write("lessons/course.toml", &COURSE.replace("root =", "feedback_mailto = \"kurs@example.no\"\nroot ="));
    let site = scratch.release();
    assert!(site.page("leksjon/første/index.html").contains(r#"<a href="mailto:kurs@example.no">"#));
}

#[test]
fn effects_stay_out_of_sight() {
    let site = Scratch::staged().release();
    for (name, html) in site.pages() {
        let mut seen = String::new();
        let mut rest = html;
        while let Some((before, after)) = rest.split_once("<script") {
            seen.push_str(before);
            rest = after.split_once("</script>").map_or("", |(_, after)| after);
        }
        seen.push_str(rest);
        assert!(!seen.contains("tillit"), "{name} names a meter: {seen}");
    }
    let graph = site.page("leksjon/første/index.html");
    assert!(graph.contains("data-graph") && graph.contains(r#""tillit""#), "the program must know");
}

#[test]
fn without_a_template_the_pages_do_without_the_program() {
    let scratch = Scratch::new();
    let output = scratch.build(&["--out", "site"]);
    assert!(output.status.success(), "{}", said(&output));
    let site = Site(scratch.files("site"));
    let page = site.page("leksjon/første/index.html");
    assert!(page.contains(r#"data-static="file""#) && !page.contains("<script async"), "{page}");
    check_pages(&site);
    check_links(&site);
}

#[test]
fn a_built_page_is_a_template_too() {
    let scratch = Scratch::staged();
    let first = scratch.release();
    let second = scratch.release();
    assert_eq!(first.0, second.0);
}

#[test]
fn with_errors_the_target_is_left_as_it_was() {
    let scratch = Scratch::new();
    assert!(scratch.build(&[]).status.success());
    let before = scratch.read("site/leksjon/andre/index.html");
    scratch.write("lessons/nb/02-andre.md", "# Den andre\n\n- [Videre](#slutt \"tillit * 2\")\n\n## Slutt\n\nSlutt.\n");
    let output = scratch.build(&[]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("bad-effect"), "{}", said(&output));
    assert_eq!(scratch.read("site/leksjon/andre/index.html"), before);
}

#[test]
fn what_does_not_change_is_not_written_and_what_is_gone_goes() {
    let scratch = Scratch::new();
    assert!(scratch.build(&[]).status.success());
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    let page = scratch.path("site/leksjon/andre/index.html");
    fs::File::options().append(true).open(&page).unwrap().set_modified(long_ago).unwrap();
    scratch.write("site/notes.txt", "mine");
    assert!(scratch.build(&[]).status.success());
    assert_eq!(fs::metadata(&page).unwrap().modified().unwrap(), long_ago);

    scratch.write("lessons/course.toml", &COURSE.replace(r#"["første", "andre"]"#, r#"["andre"]"#));
    fs::remove_file(scratch.path("lessons/nb/01-første.md")).unwrap();
    let output = scratch.build(&[]);
    assert!(output.status.success(), "{}", said(&output));
    let site = Site(scratch.files("site"));
    assert!(!site.0.keys().any(|name| name.contains("første")), "{:?}", site.0.keys());
    assert!(site.0.contains_key("notes.txt"), "what others put there is theirs");
}

#[test]
fn a_missing_course_is_the_call_s_fault() {
    let scratch = Scratch::new();
    let output = scratch.build(&["nowhere"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("nowhere"), "{}", said(&output));
}

#[test]
fn pages_are_never_written_into_the_course() {
    let scratch = Scratch::new();
    for out in ["lessons", "lessons/nb", "lessons/new/site", "./lessons/../lessons"] {
        let output = scratch.build(&["--out", out]);
        assert_eq!(output.status.code(), Some(2), "{out}: {}", said(&output));
    }
    assert!(!scratch.path("lessons/new").exists() && !scratch.path("lessons/index.html").exists());
}

#[test]
fn our_own_course_holds_together() {
    let scratch = Scratch::new();
    let lessons = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    let output = scratch.build(&[&lessons.to_string_lossy(), "--out", "own"]);
    assert!(output.status.success(), "{}", said(&output));
    let site = Site(scratch.files("own"));
    check_pages(&site);
    check_links(&site);
    let onward = site.page("veien-videre/index.html");
    assert_eq!(onward.matches(r#"<li class="tick">"#).count(), 4, "four things to ask before saying yes");
    for said in ["Hvem representerer jeg?", "Hva får jeg betalt?", "Får jeg papirene i tide?", "Kan jeg si nei?", "https://rio.no"] {
        assert!(onward.contains(said), "{said}");
    }
    let about = site.page("om/index.html");
    assert!(about.contains("KORUS") && about.contains("egen erfaring"), "/om/ says what the course is not, and who has not read it");
}

/// What the service worker says it keeps: addresses below the root, each with the beginning of its hash and its bytes.
fn kept(site: &Site) -> BTreeMap<String, (String, usize)> {
    let worker = String::from_utf8(site.0["worker.js"].clone()).expect("a script is UTF-8");
    let list = worker.split_once("FILES={__proto__:null,\n").and_then(|(_, rest)| rest.split_once("};")).expect("a list").0;
    let entry = |line: &str| {
        let (path, rest) = line.rsplit_once(":[").expect("an address and what is there");
        let (hash, bytes) = rest.trim_end_matches("],").split_once(',').expect("a hash and a number");
        let path = path.trim_matches('"').to_owned();
        (path, (hash.trim_matches('"').to_owned(), bytes.parse().expect("a number")))
    };
    list.lines().map(entry).collect()
}

fn edition(site: &Site) -> String {
    let worker = String::from_utf8_lossy(&site.0["worker.js"]).into_owned();
    worker.split_once("EDITION=\"").and_then(|(_, rest)| rest.split_once('"')).expect("an edition").0.to_owned()
}

#[test]
fn the_worker_s_list_is_all_that_is_needed_without_a_network() {
    let site = Scratch::staged().release();
    let kept = kept(&site);
    for (name, bytes) in &site.0 {
        let for_a_network = name == "worker.js" || name == "404.html" || (name.starts_with("lessons/") && name != "lessons/course.json");
        let address = name.strip_suffix("index.html").unwrap_or(name);
        let hash: String = Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(kept.get(address), (!for_a_network).then_some(&(hash, bytes.len())), "{name}");
    }
    assert!(kept.contains_key("leksjon/første/") && kept.contains_key("") && kept.contains_key("veileder/"), "{:?}", kept.keys());
}

#[test]
fn an_edition_changes_with_any_file_and_with_nothing_else() {
    let first = Scratch::staged();
    let site = first.release();
    assert_eq!(site.0["worker.js"], Scratch::staged().release().0["worker.js"], "the same course gives the same worker");
    for (name, text) in [
        ("lessons/nb/02-andre.md", "# Den andre\n\nEn annen slutt.\n"),
        ("lessons/media/stol.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><path/></svg>"),
        ("lessons/pages/nb/om.md", "Mer om kurset."),
        ("dist/app-beef_bg.wasm", "\0asm2"),
    ] {
        let changed = Scratch::staged();
        changed.write(name, text);
        assert_ne!(edition(&changed.release()), edition(&site), "{name}");
    }
}

#[test]
fn only_a_site_with_a_program_has_a_worker() {
    let scratch = Scratch::new();
    assert!(scratch.build(&[]).status.success());
    let site = Site(scratch.files("site"));
    assert!(!site.0.contains_key("worker.js") && !site.page("index.html").contains("data-offline"));
}

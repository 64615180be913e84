//! `kurs serve`: a course in the browser, on this machine only.
//!
//! With `--dist` it serves a built folder as a good static host would. Without, it builds the course in memory, shows findings at their
//! place, and builds again when a file changes; open pages then load themselves anew.

mod http;

use std::collections::BTreeMap;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::thread;
use std::time::{Duration, SystemTime};

use super::assets::{self, Assets};
use super::build::{self, Files};
use super::{Error, Status, offline, say};
use crate::place;
use http::{Answer, Body, Request};

/// Show a course in the browser, on this machine only.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The course folder. Its pages are built anew when a file in it changes.
    #[arg(default_value = "lessons")]
    pub path: PathBuf,
    /// The port on this machine; 0 for any that is free.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Serve this built folder as it is, and build nothing.
    #[arg(long, value_name = "DIR")]
    pub dist: Option<PathBuf>,
    /// With --dist: keep nothing in the browser, so that it shows what was built last and not what it kept for use without a network.
    #[arg(long, requires = "dist")]
    pub no_worker: bool,
    /// A page of a built course, such as dist/index.html: the course is then shown with its program.
    #[arg(long, value_name = "FILE", conflicts_with = "dist")]
    pub template: Option<PathBuf>,
}

/// Between two looks at the course folder.
const LOOK: Duration = Duration::from_millis(400);
/// Where pages ask whether there is something newer. No lesson can be called so.
const VERSION: &str = "~kurs/version";
const RELOAD: &str = "~kurs/reload.js";

/// Serves until it is ended.
pub fn run(args: &Args) -> Result<Status, Error> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
    let busy = |source| Error::Listen { address: address.to_string(), source };
    let listener = TcpListener::bind(address).map_err(busy)?;
    let address = listener.local_addr().map_err(busy)?;
    let source = match &args.dist {
        Some(path) if path.is_dir() => Source::Folder { path: path.clone(), worker: !args.no_worker },
        Some(folder) => return Err(Error::Call { path: folder.clone(), what: "is no folder; build the course first".to_owned() }),
        None => Source::Memory(RwLock::new((0, Files::new()))),
    };
    let source = Arc::new(source);
    if let Source::Memory(site) = &*source {
        let mut assets = match &args.template {
            Some(template) => Assets::from_template(template)?,
            None => Assets::embedded(),
        };
        if let Some(program) = &mut assets.program {
            program.offline = None;
        }
        // Before the build: what is changed while it runs must not be missed.
        let seen = state_of(&args.path);
        let first = build::preview(&args.path, &assets)?;
        *site.write().expect("no thread panics while it holds the site") = (1, first);
        let (watched, path) = (Arc::clone(&source), args.path.clone());
        thread::spawn(move || watch(&path, seen, &assets, &watched));
    }
    say(format_args!("serving http://{address}/ (Ctrl-C ends it)"));
    for stream in listener.incoming() {
        let source = Arc::clone(&source);
        // A connection that breaks concerns nobody else.
        let Ok(stream) = stream else { continue };
        thread::spawn(move || http::talk(&stream, |request| answer(&source, request)));
    }
    Ok(Status::Done)
}

/// Where files come from.
enum Source {
    /// A folder on disk, with its service worker or without.
    Folder { path: PathBuf, worker: bool },
    /// What was built last, with its number.
    Memory(RwLock<(u64, Files)>),
}

/// Builds the site anew whenever something in the course folder has changed.
fn watch(path: &Path, mut seen: BTreeMap<PathBuf, (u64, Option<SystemTime>)>, assets: &Assets, source: &Source) {
    let Source::Memory(site) = source else { return };
    loop {
        thread::sleep(LOOK);
        let now = state_of(path);
        if now == seen {
            continue;
        }
        seen = now;
        match build::preview(path, assets) {
            Ok(files) => {
                let mut site = site.write().expect("no thread panics while it holds the site");
                *site = (site.0 + 1, files);
                drop(site);
                say("built anew");
            }
            // An editor may be in the middle of saving: what was there stays.
            Err(error) => eprintln!("kurs: {error}"),
        }
    }
}

/// Every file under a folder, with what changes when it is written.
fn state_of(folder: &Path) -> BTreeMap<PathBuf, (u64, Option<SystemTime>)> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            match entry.metadata() {
                Ok(about) if about.is_dir() => waiting.push(entry.path()),
                Ok(about) => {
                    found.insert(entry.path(), (about.len(), about.modified().ok()));
                }
                Err(_) => {}
            }
        }
    }
    found
}

fn answer(source: &Source, request: &Request) -> Answer {
    if request.method != "GET" && request.method != "HEAD" {
        return Answer::text(405, "only GET and HEAD");
    }
    let Some(path) = safe(&request.path) else { return missing(source, request) };
    // An author must see what she has written: what the browser kept of this address earlier goes, and nothing new is kept.
    if !matches!(source, Source::Folder { worker: true, .. }) {
        let script = |script: &str| Answer { body: Body::plain(script.into()), ..Answer::of_type(&path) };
        match path.as_str() {
            offline::WORKER => return script(include_str!("serve/leave.js")),
            name if name.starts_with("offline-") && assets::is_named_by_content(name) => return script(""),
            _ => {}
        }
    }
    if let Source::Memory(site) = source {
        match path.as_str() {
            VERSION => return Answer::text(200, site.read().expect("no thread panics while it holds the site").0.to_string()),
            RELOAD => return Answer { body: Body::plain(include_bytes!("serve/reload.js").to_vec()), ..Answer::of_type("reload.js") },
            _ => {}
        }
    }
    let page = if path.is_empty() || path.ends_with('/') { path.clone() + "index.html" } else { path.clone() };
    if let Some(body) = find(source, &page, request) {
        let cache = if assets::is_named_by_content(&page) { "public, max-age=31536000, immutable" } else { "no-cache" };
        return Answer { body, cache, ..Answer::of_type(&page) };
    }
    if !page.ends_with("/index.html") && find(source, &format!("{page}/index.html"), request).is_some() {
        // Relative to the address asked for, so that it holds behind a proxy with another root.
        let last = page.rsplit('/').next().unwrap_or_default();
        return Answer { location: Some(format!("{}/", place::encode(last))), ..Answer::text(301, "") };
    }
    missing(source, request)
}

fn missing(source: &Source, request: &Request) -> Answer {
    match find(source, "404.html", request) {
        Some(body) => Answer { status: 404, body: Body { tag: None, ..body }, ..Answer::of_type("404.html") },
        None => Answer::text(404, "not found"),
    }
}

/// The path of a file under the root, or `None` when it is not one: nothing hidden, nothing above.
fn safe(path: &str) -> Option<String> {
    let path = place::decode(path.split(['?', '#']).next().unwrap_or_default());
    let path = path.strip_prefix('/')?;
    let fine = |segment: &str| !segment.starts_with('.') && !segment.contains(['\\', ':', '\0']);
    (path.split('/').all(fine) && !path.contains("//")).then(|| path.to_owned())
}

fn find(source: &Source, name: &str, request: &Request) -> Option<Body> {
    match source {
        Source::Folder { path: folder, .. } => {
            let path = folder.join(name);
            let changed = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?.modified().ok();
            for encoding in ["br", "gzip"] {
                let beside = folder.join(format!("{name}.{}", if encoding == "br" { "br" } else { "gz" }));
                let fresh = || fs::metadata(&beside).ok().and_then(|about| about.modified().ok()) >= changed;
                if request.accepts(encoding)
                    && fresh()
                    && let Ok(bytes) = fs::read(&beside)
                {
                    return Some(Body { encoding: Some(encoding), ..Body::tagged(bytes, changed, encoding) });
                }
            }
            Some(Body::tagged(fs::read(&path).ok()?, changed, ""))
        }
        Source::Memory(site) => {
            let site = site.read().expect("no thread panics while it holds the site");
            let mut bytes = site.1.get(name)?.clone();
            // The guide is paper: its policy lets no script in.
            if name.ends_with(".html") && !name.starts_with("veileder/") {
                bytes.extend_from_slice(format!("<script async src=\"/{RELOAD}\" data-version=\"{}\"></script>\n", site.0).as_bytes());
            }
            Some(Body::plain(bytes))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(source: &Source, path: &str, accepts: &str) -> Answer {
        answer(source, &Request { method: "GET".into(), path: path.into(), accepts: accepts.into(), ..Request::default() })
    }

    fn folder() -> (tempfile::TempDir, Source) {
        let folder = tempfile::tempdir().expect("a scratch folder");
        for (name, text) in [
            ("site/index.html", "home"),
            ("site/leksjon/møtet/index.html", "lesson"),
            ("site/404.html", "none"),
            ("site/app-0123456789ab.js", "js"),
            ("site/app-0123456789ab.js.br", "small"),
            ("site/.hidden", "no"),
            ("secret", "no"),
        ] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let site = Source::Folder { path: folder.path().join("site"), worker: true };
        (folder, site)
    }

    #[test]
    fn files_types_and_caches() {
        let (_folder, site) = folder();
        for (path, status, body, kind, cache) in [
            ("/", 200, "home", "text/html; charset=utf-8", "no-cache"),
            ("/leksjon/m%C3%B8tet/", 200, "lesson", "text/html; charset=utf-8", "no-cache"),
            ("/leksjon/m%C3%B8tet/?a=/..", 200, "lesson", "text/html; charset=utf-8", "no-cache"),
            ("/app-0123456789ab.js", 200, "js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
            ("/nowhere/", 404, "none", "text/html; charset=utf-8", "no-cache"),
            ("/../secret", 404, "none", "text/html; charset=utf-8", "no-cache"),
            ("/%2e%2e/secret", 404, "none", "text/html; charset=utf-8", "no-cache"),
            ("/..%2fsecret", 404, "none", "text/html; charset=utf-8", "no-cache"),
            ("/leksjon/..%5c..%5csecret", 404, "none", "text/html; charset=utf-8", "no-cache"),
            ("//secret", 404, "none", "text/html; charset=utf-8", "no-cache"),
            ("/.hidden", 404, "none", "text/html; charset=utf-8", "no-cache"),
        ] {
            let answer = get(&site, path, "");
            let got = (answer.status, String::from_utf8(answer.body.bytes).unwrap(), answer.kind, answer.cache);
            assert_eq!(got, (status, body.to_owned(), kind, cache), "{path}");
        }
    }

    #[test]
    fn compressed_when_the_browser_reads_it() {
        let (_folder, site) = folder();
        let small = get(&site, "/app-0123456789ab.js", "gzip, deflate, br");
        assert_eq!((small.body.encoding, &small.body.bytes[..]), (Some("br"), &b"small"[..]));
        let plain = get(&site, "/app-0123456789ab.js", "gzip, br;q=0");
        assert_eq!((plain.body.encoding, &plain.body.bytes[..]), (None, &b"js"[..]));
        assert_ne!(small.body.tag, plain.body.tag);
    }

    #[test]
    fn a_folder_s_name_leads_into_it() {
        let (_folder, site) = folder();
        let answer = get(&site, "/leksjon/m%C3%B8tet", "");
        assert_eq!((answer.status, answer.location.as_deref()), (301, Some("m%C3%B8tet/")));
        let post = super::answer(&site, &Request { method: "POST".into(), path: "/".into(), ..Request::default() });
        assert_eq!(post.status, 405);
    }
}

//! `kurs serve` as a browser meets it, over a real connection.

use std::fs;
use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running server; ends with the test.
struct Server {
    process: Child,
    address: String,
    /// What it says, line by line.
    said: Lines<BufReader<ChildStdout>>,
}

impl Server {
    fn start(arguments: &[&str], folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kurs"));
        command.arg("serve").args(arguments).args(["--port", "0"]).current_dir(folder).stdout(Stdio::piped());
        let mut process = command.spawn().expect("kurs runs");
        let mut said = BufReader::new(process.stdout.take().expect("piped")).lines();
        let serving = said.by_ref().map_while(Result::ok).find(|line| line.contains("http://")).expect("it says where it serves");
        let address = serving.split_once("http://").and_then(|(_, rest)| rest.split('/').next()).expect("an address").to_owned();
        Self { process, address, said }
    }

    /// Waits until it says this.
    fn hear(&mut self, words: &str) {
        self.said.by_ref().map_while(Result::ok).find(|line| line.contains(words)).expect("it goes on");
    }

    /// Head and body of the answer.
    fn get(&self, path: &str, headers: &str) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n").expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        (head.to_owned(), body.to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_built_folder_is_served_as_it_is() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::create_dir_all(folder.path().join("dist/kart")).unwrap();
    fs::write(folder.path().join("dist/kart/index.html"), "<h1>Kart</h1>").unwrap();
    fs::write(folder.path().join("dist/404.html"), "<h1>Fant ikke</h1>").unwrap();
    fs::write(folder.path().join("secret"), "no").unwrap();
    let server = Server::start(&["--dist", "dist"], folder.path());
    assert!(server.address.starts_with("127.0.0.1:"), "only this machine: {}", server.address);

    let (head, body) = server.get("/kart/", "");
    assert!(head.starts_with("HTTP/1.1 200 OK") && head.contains("Content-Type: text/html; charset=utf-8"), "{head}");
    assert_eq!(body, "<h1>Kart</h1>");
    let tag = head.lines().find_map(|line| line.strip_prefix("ETag: ")).expect("a tag");
    let (head, body) = server.get("/kart/", &format!("If-None-Match: {tag}\r\n"));
    assert!(head.starts_with("HTTP/1.1 304") && body.is_empty(), "{head}{body}");

    let (head, body) = server.get("/borte/", "");
    assert!(head.starts_with("HTTP/1.1 404 Not Found"), "{head}");
    assert_eq!(body, "<h1>Fant ikke</h1>");
    assert!(!server.get("/../secret", "").1.contains("no"));
}

#[test]
fn a_course_is_built_anew_when_it_changes_and_says_what_is_wrong_where_it_is() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let lesson = folder.path().join("lessons/nb/01-en.md");
    fs::create_dir_all(lesson.parent().unwrap()).unwrap();
    let course = "id = \"x\"\ntitle = \"X\"\nlanguages = [\"nb\"]\nlessons = [\"en\"]\n";
    fs::write(folder.path().join("lessons/course.toml"), course).unwrap();
    fs::write(&lesson, "# En\n\nFør.\n").unwrap();
    let mut server = Server::start(&[], folder.path());
    let page = server.get("/leksjon/en/", "").1;
    assert!(page.contains("Før.") && page.contains("~kurs/reload.js"), "{page}");
    let version = server.get("/~kurs/version", "").1;
    assert!(page.contains(&format!("data-version=\"{version}\"")), "a page knows which it is: {page}");

    fs::write(&lesson, "# En\n\nEtter.\n\n- [Videre](#to \"tull\")\n\n## To\n\nSlutt.\n").unwrap();
    // It may have looked while the file was still empty.
    let mut page = String::new();
    while !page.contains("Etter.") {
        server.hear("built anew");
        page = server.get("/leksjon/en/", "").1;
    }
    assert_ne!(server.get("/~kurs/version", "").1, version);
    assert!(page.contains("data-finding=\"bad-effect\""), "{page}");
}

#[test]
fn authors_get_a_worker_that_goes_and_nothing_that_registers_one() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::create_dir_all(folder.path().join("dist")).unwrap();
    fs::create_dir_all(folder.path().join("lessons/nb")).unwrap();
    let course = "id = \"x\"\ntitle = \"X\"\nlanguages = [\"nb\"]\nlessons = [\"en\"]\n";
    fs::write(folder.path().join("lessons/course.toml"), course).unwrap();
    fs::write(folder.path().join("lessons/nb/01-en.md"), "# En\n\nTekst.\n").unwrap();
    fs::write(folder.path().join("dist/worker.js"), "real").unwrap();
    fs::write(folder.path().join("dist/offline-0123456789ab.js"), "registers").unwrap();

    let plain = Server::start(&["--dist", "dist"], folder.path());
    let (head, body) = plain.get("/worker.js", "");
    assert!(head.contains("Content-Type: text/javascript") && head.contains("Cache-Control: no-cache"), "{head}");
    assert_eq!(body, "real");
    for arguments in [&["--dist", "dist", "--no-worker"][..], &[]] {
        let server = Server::start(arguments, folder.path());
        assert!(server.get("/worker.js", "").1.contains("registration.unregister()"), "{arguments:?}");
        let (head, body) = server.get("/offline-0123456789ab.js", "");
        assert!(
            head.starts_with("HTTP/1.1 200") && head.contains("Cache-Control: no-cache") && body.is_empty(),
            "{arguments:?}: {head}{body}"
        );
    }
}

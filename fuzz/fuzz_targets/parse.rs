//! Any bytes are a lesson and a course file: nothing panics, spans lie in the file, names are unique, and what is written is safe.
//!
//! `cargo +nightly fuzz run parse -- -dict=fuzz/lesson.dict -max_total_time=600`
#![no_main]

use std::collections::HashSet;

use bruker_i_sentrum::course::html::{self, PageContext};
use bruker_i_sentrum::course::parse::{self, lesson_graph};
use bruker_i_sentrum::course::source::SourceFile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (file, mut findings) = SourceFile::from_bytes("nb/01-t.md", bytes.to_vec());
    let (lesson, more) = parse::parse(&file);
    findings.extend(more);
    for finding in &findings {
        let span = finding.span;
        assert!(span.start <= span.end && file.text().is_char_boundary(span.start) && file.text().is_char_boundary(span.end), "{finding:?}");
        assert!(file.position(span.start) <= file.position(span.end));
    }
    let graph = lesson_graph(&lesson);
    let mut ids = HashSet::new();
    assert!(graph.scenes.iter().all(|scene| !scene.id.0.is_empty() && ids.insert(&scene.id)));

    let page = PageContext { number: 1, total: 1, tone: 1, root: "../../".to_owned(), media: "../../media/".to_owned(), ..PageContext::default() };
    let html = html::lesson(&lesson, &page);
    check(&html);
    check(&html::markdown(file.text()));

    let course = SourceFile::new("course.toml", file.text());
    let (read, findings) = parse::course(&course);
    assert!(findings.iter().all(|finding| finding.span.end <= course.text().len()));
    drop(read);
});

/// Tags close in order, and none is one of those that must never be there.
fn check(html: &str) {
    let mut open = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>').expect("a closed tag");
        let tag = &rest[..end];
        let name = tag.split(' ').next().unwrap_or_default();
        assert!(!matches!(name, "script" | "style" | "iframe" | "object" | "base"), "<{tag}>");
        assert!(!tag.contains(" style=\"") && !tag.contains("href=\"javascript:") && !tag.contains("src=\"javascript:"), "<{tag}>");
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "in {html}"),
            None if matches!(name, "img" | "br" | "hr" | "input") => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?} in {html}");
}

//! How fast lessons are read and written, beside pulldown-cmark alone on the same text.
//!
//! `cargo bench --bench course`. To hold, lesson by lesson: `lessons_parse` takes at most 1.5 times as long as `lessons_pulldown_cmark`.
//! `lesson_*` reads one lesson again and again, which a processor learns by heart; the other texts are longer than any lesson, and show how
//! the times grow.

use bruker_i_sentrum::course::html::{self, PageContext};
use bruker_i_sentrum::course::parse::{self, lesson_graph};
use bruker_i_sentrum::course::source::SourceFile;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

// As `kurs` has it.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// The first three lessons, again and again until there is this much of them. Unit: kB.
const SIZES: [usize; 3] = [15, 500, 5000];

/// Scenes and prompts are numbered, so that what is repeated is no mistake.
fn text(kilobytes: usize) -> String {
    let lessons = [
        include_str!("../lessons/nb/01-hvem-er-rune.md"),
        include_str!("../lessons/nb/02-fastlegen.md"),
        include_str!("../lessons/nb/03-timen-paa-nav.md"),
    ];
    let mut text = String::from("# Lang\n\n");
    for (round, lesson) in lessons.iter().cycle().enumerate() {
        let body = lesson.split_once("\n## ").map_or("", |(_, body)| body);
        for line in format!("## {body}").lines() {
            let heading = line.strip_prefix("## ").map(|title| match title.split_once('{') {
                Some((title, rest)) => format!("## {}{round} {{{rest}", title),
                None => format!("## {title} {round}"),
            });
            match (heading, line.strip_prefix("> [!").and_then(|l| l.split_once(']'))) {
                (Some(heading), _) => text.push_str(&heading),
                (None, Some((kind, id))) if !id.trim().is_empty() && !id.contains(['#', '/', 'A', 'O']) => {
                    text.push_str(&format!("> [!{kind}]{id}-{round}"));
                }
                _ => text.push_str(line),
            }
            text.push('\n');
        }
        if text.len() >= kilobytes * 1000 {
            break;
        }
    }
    text
}

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/lessons/nb");

/// The lessons of this course by file name.
fn names() -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(FOLDER)
        .expect("the lessons")
        .map(|entry| entry.expect("a lesson").file_name().into_string().expect("a name in UTF-8"))
        .collect();
    names.sort();
    names
}

/// A lesson as it is.
fn lesson(name: &str) -> SourceFile {
    SourceFile::new(format!("nb/{name}"), std::fs::read_to_string(format!("{FOLDER}/{name}")).expect("a lesson"))
}

fn lessons() -> Vec<SourceFile> {
    names().iter().map(|name| lesson(name)).collect()
}

fn events(text: &str) {
    pulldown_cmark::Parser::new_ext(text, parse::OPTIONS).into_offset_iter().for_each(|event| {
        black_box(event);
    });
}

#[divan::bench]
fn lessons_pulldown_cmark(bencher: Bencher) {
    let files = lessons();
    bencher.counter(BytesCount::new(files.iter().map(|file| file.text().len()).sum::<usize>())).bench(|| {
        files.iter().for_each(|file| events(black_box(file.text())));
    });
}

#[divan::bench]
fn lessons_parse(bencher: Bencher) {
    let files = lessons();
    bencher.counter(BytesCount::new(files.iter().map(|file| file.text().len()).sum::<usize>())).bench(|| {
        for file in &files {
            black_box(parse::parse(black_box(file)));
        }
    });
}

#[divan::bench(args = names())]
fn lesson_pulldown_cmark(bencher: Bencher, name: &str) {
    let file = lesson(name);
    bencher.counter(BytesCount::of_str(file.text())).bench(|| events(black_box(file.text())));
}

#[divan::bench(args = names())]
fn lesson_parse(bencher: Bencher, name: &str) {
    let file = lesson(name);
    bencher.counter(BytesCount::of_str(file.text())).bench(|| {
        black_box(parse::parse(black_box(&file)));
    });
}

#[divan::bench(args = SIZES)]
fn pulldown_cmark(bencher: Bencher, kilobytes: usize) {
    let text = text(kilobytes);
    bencher.counter(BytesCount::of_str(&text)).bench(|| events(black_box(&text)));
}

#[divan::bench(args = SIZES)]
fn parse(bencher: Bencher, kilobytes: usize) {
    let file = SourceFile::new("nb/01-lang.md", text(kilobytes));
    bencher.counter(BytesCount::of_str(file.text())).bench(|| {
        // Dropped at once, as pulldown-cmark's own tree is.
        black_box(parse::parse(black_box(&file)));
    });
}

#[divan::bench(args = SIZES)]
fn read_file(bencher: Bencher, kilobytes: usize) {
    let bytes = text(kilobytes).into_bytes();
    bencher
        .counter(BytesCount::of_slice(&bytes))
        .with_inputs(|| bytes.clone())
        .bench_values(|bytes| SourceFile::from_bytes("nb/01-lang.md", bytes));
}

#[divan::bench(args = SIZES)]
fn html_writer(bencher: Bencher, kilobytes: usize) {
    let file = SourceFile::new("nb/01-lang.md", text(kilobytes));
    let (lesson, _) = parse::parse(&file);
    let page = PageContext::default();
    bencher.counter(BytesCount::of_str(file.text())).bench(|| html::lesson(black_box(&lesson), &page));
}

#[divan::bench(args = SIZES)]
fn graph(bencher: Bencher, kilobytes: usize) {
    let file = SourceFile::new("nb/01-lang.md", text(kilobytes));
    let (lesson, _) = parse::parse(&file);
    bencher.counter(BytesCount::of_str(file.text())).bench(|| lesson_graph(black_box(&lesson)));
}

#[divan::bench]
fn course_toml(bencher: Bencher) {
    let file = SourceFile::new("course.toml", include_str!("../lessons/course.toml"));
    bencher.bench(|| parse::course(black_box(&file)));
}

//! How long a course of 10, 100 and 1,000 lessons takes to build, before compression.
//!
//! `cargo bench --bench build`. To hold: 1,000 lessons in under 5 s, and of that reading their Markdown (`parse`) at most 1.5 times as long as
//! pulldown-cmark alone takes for it, both on all processors. What opening a lesson of each costs, `cargo xtask bench-page` tells.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use bruker_i_sentrum::course::parse;
use bruker_i_sentrum::course::source::SourceFile;
use bruker_i_sentrum::tool::build::{self, Args};
use bruker_i_sentrum::tool::load;
use bruker_i_sentrum::tool::parallel::parallel;
use divan::{Bencher, black_box};
use tempfile::TempDir;

// As `kurs` has it.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Where courses and their sites are written. All of it goes at the end and nothing before: ext4 looks long for a free inode where files were
/// deleted within the last seconds, and that would be measured with what is to be measured.
static SCRATCH: OnceLock<PathBuf> = OnceLock::new();

fn main() {
    let scratch = TempDir::new().expect("a folder");
    SCRATCH.get_or_init(|| scratch.path().to_owned());
    divan::main();
}

/// A new folder that stays to the end.
fn folder() -> PathBuf {
    TempDir::new_in(SCRATCH.get().expect("main has set it")).expect("a folder").keep()
}

/// Writes a course of this many lessons: ours, again and again, without what leads from one to another.
fn course(root: &Path, lessons: usize) {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons");
    let nb = root.join("nb");
    fs::create_dir_all(&nb).expect("a folder");
    fs::create_dir_all(root.join("media")).expect("a folder");
    for file in fs::read_dir(ours.join("media")).expect("our media").flatten() {
        fs::copy(file.path(), root.join("media").join(file.file_name())).expect("a copy");
    }
    let mut texts: Vec<String> = Vec::new();
    for file in ["01-hvem-er-rune", "02-fastlegen", "03-timen-paa-nav"] {
        let text = fs::read_to_string(ours.join("nb").join(format!("{file}.md"))).expect("our lesson");
        texts.push(text.lines().map(|line| if line.contains("[!RECALL]") { "> [!NOTE]\n" } else { line }).collect::<Vec<_>>().join("\n"));
    }
    let mut slugs = Vec::new();
    for n in 0..lessons {
        fs::write(nb.join(format!("{n:04}-leksjon-{n}.md")), &texts[n % texts.len()]).expect("a lesson");
        slugs.push(format!("\"leksjon-{n}\""));
    }
    let meters: String = ["innflytelse", "avtaler", "tillit"]
        .iter()
        .map(|id| format!("[[meter]]\nid = \"{id}\"\nname = \"{id}\"\nmin = 0\nmax = 10\nstart = 4\n"))
        .collect();
    let toml = format!("id = \"mange\"\ntitle = \"Mange\"\nlanguages = [\"nb\"]\nlessons = [{}]\n{meters}", slugs.join(", "));
    fs::write(root.join("course.toml"), toml).expect("a course");
}

#[divan::bench(args = [10, 100, 1000], sample_count = 5)]
fn build(bencher: Bencher, lessons: usize) {
    let path = folder();
    course(&path, lessons);
    let into_new_folder = || Args { path: path.clone(), out: folder(), template: None };
    bencher.with_inputs(into_new_folder).bench_refs(|args| {
        let status = build::run(args).expect("it builds");
        assert!(matches!(status, bruker_i_sentrum::tool::Status::Done), "the generated course has errors");
    });
}

/// The files of a course of so many lessons.
fn files(lessons: usize) -> Vec<SourceFile> {
    let path = folder();
    course(&path, lessons);
    load::folder(&path).expect("a course").lessons
}

#[divan::bench(args = [10, 100, 1000])]
fn parse(bencher: Bencher, lessons: usize) {
    let files = files(lessons);
    let files: Vec<&SourceFile> = files.iter().collect();
    // Given back, so that freeing the lessons is not timed.
    bencher.bench(|| load::parse_all(black_box(&files)));
}

#[divan::bench(args = [10, 100, 1000])]
fn pulldown_cmark(bencher: Bencher, lessons: usize) {
    let files = files(lessons);
    let events = |at: usize| {
        let text = black_box(&files[at]).text();
        pulldown_cmark::Parser::new_ext(text, parse::OPTIONS).into_offset_iter().for_each(|event| drop(black_box(event)));
    };
    bencher.bench(|| parallel(files.len(), events));
}

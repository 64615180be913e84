//! A scratch folder with a course in it, and `kurs` as it is run there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder that goes away with the test.
pub struct Scratch {
    folder: tempfile::TempDir,
}

impl Scratch {
    /// With a course of two lessons, and a picture.
    pub fn course(course: &str, first: &str, second: &str) -> Self {
        let scratch = Self { folder: tempfile::tempdir().expect("a scratch folder") };
        scratch.write("lessons/course.toml", course);
        scratch.write("lessons/nb/01-første.md", first);
        scratch.write("lessons/nb/02-andre.md", second);
        scratch.write("lessons/media/stol.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        scratch
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub fn kurs(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_kurs")).args(arguments).current_dir(self.folder.path()).output().expect("kurs runs")
    }

    /// The files below a folder, by path with `/`.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        fn list(folder: &Path, root: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
            for entry in fs::read_dir(folder).expect("a written folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    list(&path, root, found);
                } else {
                    let name = path.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/");
                    found.insert(name, fs::read(&path).expect("a written file"));
                }
            }
        }
        let root = self.path(folder);
        let mut found = BTreeMap::new();
        list(&root, &root, &mut found);
        found
    }
}

/// What a run has told, on both streams.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

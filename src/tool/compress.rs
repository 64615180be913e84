//! `kurs compress`: a `.br` and a `.gz` beside each file that gets smaller by it, for servers that send them as they are.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use super::{Error, Status, reading, writing};

/// Write a .br and a .gz beside each text and wasm file of a built course.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The built course.
    #[arg(default_value = "dist")]
    pub folder: PathBuf,
}

/// Compresses the folder at `args.folder` and says what came of it.
pub fn run(args: &Args) -> Result<Status, Error> {
    let done = compress(&args.folder)?;
    println!("compressed {} files, {} kB to {} kB (brotli)", done.files, done.before / 1000, done.after / 1000);
    Ok(Status::Done)
}

/// What `compress` did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compressed {
    /// Files compressed now; those whose `.br` is newer than themselves are left alone.
    pub files: usize,
    /// Their bytes.
    pub before: u64,
    /// Their bytes with brotli.
    pub after: u64,
}

/// Endings of what is worth compressing: text, and wasm. Pictures and sound are compressed already.
const ENDINGS: [&str; 14] = ["css", "csv", "html", "ico", "js", "json", "map", "md", "mjs", "svg", "toml", "txt", "wasm", "webmanifest"];

/// Writes `.br` (brotli 11) and `.gz` beside each text and wasm file of a folder and those below it.
///
/// Errors: the folder cannot be read, or a file in it not written.
pub fn compress(folder: &Path) -> Result<Compressed, Error> {
    let mut waiting = Vec::new();
    list(folder, &mut waiting)?;
    // The largest first, so that no thread is left alone with the wasm at the end.
    waiting.sort_by_key(|(bytes, _)| *bytes);
    let waiting = Mutex::new(waiting);
    let next = || waiting.lock().expect("no thread panics while it holds the list").pop();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let done = thread::scope(|scope| {
        let work = || {
            let mut done = Compressed::default();
            while let Some((bytes, file)) = next() {
                done.files += 1;
                done.before += bytes;
                done.after += compress_file(&file)?;
            }
            Ok(done)
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().expect("compressing does not panic")).collect::<Result<Vec<_>, Error>>()
    })?;
    Ok(done.into_iter().fold(Compressed::default(), |sum, part| Compressed {
        files: sum.files + part.files,
        before: sum.before + part.before,
        after: sum.after + part.after,
    }))
}

/// Files to compress, with their sizes in bytes.
fn list(folder: &Path, found: &mut Vec<(u64, PathBuf)>) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(reading(folder))? {
        let path = entry.map_err(reading(folder))?.path();
        let about = fs::metadata(&path).map_err(reading(&path))?;
        if about.is_dir() {
            list(&path, found)?;
        } else if path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| ENDINGS.contains(&ending))
            && !is_done(&path, &about)
        {
            found.push((about.len(), path));
        }
    }
    Ok(())
}

/// Whether both are there and no older than the file.
fn is_done(path: &Path, about: &fs::Metadata) -> bool {
    ["br", "gz"].iter().all(|ending| {
        let beside = fs::metadata(beside(path, ending)).and_then(|beside| beside.modified());
        matches!((beside, about.modified()), (Ok(beside), Ok(file)) if beside >= file)
    })
}

/// `page.html` and `br` give `page.html.br`.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

/// Gives the bytes of the `.br`.
fn compress_file(path: &Path) -> Result<u64, Error> {
    let bytes = fs::read(path).map_err(reading(path))?;
    let small = brotli(&bytes).map_err(writing(path))?;
    let br = beside(path, "br");
    fs::write(&br, &small).map_err(writing(&br))?;
    let gz = beside(path, "gz");
    fs::write(&gz, gzip(&bytes).map_err(writing(path))?).map_err(writing(&gz))?;
    Ok(small.len() as u64)
}

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut small = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut small, &params)?;
    Ok(small)
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn text_gets_both_beside_it_and_reads_back() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let page = folder.path().join("side/page.html");
        fs::create_dir(folder.path().join("side")).unwrap();
        let text = "Rune kom et kvarter for tidlig. ".repeat(50);
        fs::write(&page, &text).unwrap();
        fs::write(folder.path().join("picture.png"), &text).unwrap();

        let done = compress(folder.path()).unwrap();
        assert_eq!((done.files, done.before), (1, text.len() as u64));
        assert!(!folder.path().join("picture.png.br").exists(), "pictures are left alone");

        let mut from_br = Vec::new();
        brotli::BrotliDecompress(&mut &*fs::read(beside(&page, "br")).unwrap(), &mut from_br).unwrap();
        assert_eq!(from_br, text.as_bytes());
        let mut from_gz = String::new();
        flate2::read::GzDecoder::new(&*fs::read(beside(&page, "gz")).unwrap()).read_to_string(&mut from_gz).unwrap();
        assert_eq!(from_gz, text);
    }

    #[test]
    fn a_second_run_does_nothing_until_a_file_changes() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let page = folder.path().join("page.html");
        fs::write(&page, "a").unwrap();
        assert_eq!(compress(folder.path()).unwrap().files, 1);
        assert_eq!(compress(folder.path()).unwrap().files, 0);
        let old = std::time::SystemTime::UNIX_EPOCH;
        fs::File::options().append(true).open(beside(&page, "gz")).unwrap().set_modified(old).unwrap();
        assert_eq!(compress(folder.path()).unwrap().files, 1, "one of the two is older than the file");
    }
}

//! What every page needs besides its words: style, boot script and the programs, named by their final content.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{Error, glue, reading};

/// Style sheets that first paint needs, by the name of their layer. All others come with `later.css`.
const FIRST: [&str; 5] = ["reset", "tokens", "base", "layout", "parts"];

/// Style sheets of the group places alone, which get a sheet of their own.
const GROUP: [&str; 3] = ["group", "facilitator", "projector"];

/// Layer and sheet, in the order of index.html.
const STYLES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/styles.rs"));

/// A file of the built site: path under its root, and what is in it.
pub type File = (String, Vec<u8>);

/// What every page refers to.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// What first paint needs, to stand in the page itself.
    pub style: String,
    /// `sha256-…` of it, for the Content-Security-Policy.
    pub style_hash: String,
    /// The rest of the style, by name under the root.
    pub later: Option<String>,
    /// The style of the group places, by name under the root.
    pub group_style: Option<String>,
    /// The program, unless the pages are to do without.
    pub program: Option<Program>,
    /// The files themselves.
    pub files: Vec<File>,
    /// Files beside the template that `files` have taken the place of.
    pub spent: Vec<String>,
}

/// Names, under the root, of what starts the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Program {
    /// The boot script.
    pub boot: String,
    /// What registers the service worker; `None` where pages are shown while they are written.
    pub offline: Option<String>,
    /// The app's JavaScript and wasm.
    pub app: (String, String),
    /// The same of the group places; `None` where it was not built.
    pub group: Option<(String, String)>,
}

impl Assets {
    /// From an `index.html` that Trunk has built, or a page that `kurs build` has: what it names, read from beside it.
    ///
    /// Errors: a file it names is missing, or it names no program.
    pub fn from_template(template: &Path) -> Result<Self, Error> {
        let folder = template.parent().unwrap_or(Path::new(""));
        let html = fs::read_to_string(template).map_err(reading(template))?;
        let named = |ending: &str| named_files(&html, ending);
        let read = |name: &str| fs::read(folder.join(name)).map_err(reading(&folder.join(name)));
        let missing = |what: &str| Error::Call { path: template.to_owned(), what: format!("names no {what}; was it built by Trunk?") };

        if let Some((_, rest)) = html.split_once("<style>") {
            // Built before: everything has its name already.
            let style = rest.split_once("</style>").map_or(rest, |(style, _)| style);
            let mut assets = Self::with_style(&[("reset".to_owned(), style.to_owned())]);
            let known = |stem: &str| {
                let name = named(".js").into_iter().chain(named(".wasm")).find(|name| name.starts_with(stem) && is_named_by_content(name));
                name.ok_or_else(|| missing("program"))
            };
            let boot = known("boot-")?;
            let app = (known("app-")?, known("app_bg-")?);
            assets.later = named(".css").into_iter().next();
            // No page of the course itself names what the group places need.
            let beside = |stem: &str| names_in(folder).into_iter().find(|name| name.starts_with(stem) && is_named_by_content(name));
            assets.group_style = beside("group_style-");
            let group = beside("group-").zip(beside("group_bg-"));
            for name in assets.later.iter().chain(&assets.group_style).chain([&boot, &app.0, &app.1]) {
                assets.files.push((name.clone(), read(name)?));
            }
            for name in group.iter().flat_map(|(js, wasm)| [js, wasm]) {
                assets.files.push((name.clone(), read(name)?));
            }
            assets.add_parser(folder)?;
            let offline = Some(assets.add_offline());
            assets.program = Some(Program { boot, offline, app, group });
            return Ok(assets);
        }

        let mut sheets = Vec::new();
        for name in named(".css") {
            sheets.push((layer(&name).to_owned(), String::from_utf8_lossy(&read(&name)?).into_owned()));
        }
        let mut assets = Self::with_style(&sheets);
        let js = named(".js").into_iter().find(|name| name != "boot.js").ok_or_else(|| missing("program"))?;
        let wasm = named(".wasm").into_iter().next().ok_or_else(|| missing("wasm"))?;
        let (script, program) = glue::shorten(String::from_utf8_lossy(&read(&js)?).into_owned(), read(&wasm)?);
        let app = (assets.add("app", "js", script.into_bytes()), assets.add("app_bg", "wasm", program));
        let boot = assets.add("boot", "js", squeeze_script(&String::from_utf8_lossy(&read("boot.js")?)).into_bytes());
        assets.add_parser(folder)?;
        assets.spent = named(".css").into_iter().chain([js, wasm, "boot.js".to_owned()]).collect();
        let group = ["group.js", "group_bg.wasm"];
        let group = if group.iter().all(|name| folder.join(name).is_file()) {
            let (script, program) = glue::shorten(String::from_utf8_lossy(&read(group[0])?).into_owned(), read(group[1])?);
            assets.spent.extend(group.map(str::to_owned));
            Some((assets.add("group", "js", script.into_bytes()), assets.add("group_bg", "wasm", program)))
        } else {
            None
        };
        let offline = Some(assets.add_offline());
        assets.program = Some(Program { boot, offline, app, group });
        assets.spent.retain(|name| !assets.files.iter().any(|(file, _)| file == name));
        Ok(assets)
    }

    /// The style this tool was built with, and no program: for pages written without Trunk.
    pub fn embedded() -> Self {
        let sheets: Vec<_> = STYLES.iter().map(|(layer, sheet)| ((*layer).to_owned(), squeeze_style(sheet))).collect();
        Self::with_style(&sheets)
    }

    fn with_style(sheets: &[(String, String)]) -> Self {
        let joined =
            |of: fn(&str) -> bool| -> String { sheets.iter().filter(|(layer, _)| of(layer)).map(|(_, sheet)| sheet.trim()).collect() };
        // `</style` in a sheet would end it early; nothing that style can say needs it.
        let style = joined(|layer| FIRST.contains(&layer)).replace("</", "<\\/");
        let mut assets = Self { style_hash: hash(&style), style, ..Self::default() };
        let group = joined(|layer| GROUP.contains(&layer));
        if !group.is_empty() {
            assets.group_style = Some(assets.add("group_style", "css", group.into_bytes()));
        }
        let later = joined(|layer| !FIRST.contains(&layer) && !GROUP.contains(&layer));
        if !later.is_empty() {
            assets.later = Some(assets.add("later", "css", later.into_bytes()));
        }
        assets
    }

    /// The programs that are fetched only where they are needed keep their names, as they are fetched by name.
    fn add_parser(&mut self, folder: &Path) -> Result<(), Error> {
        for stem in ["parser", "course"] {
            let names = [format!("{stem}.js"), format!("{stem}_bg.wasm")];
            if !names.iter().all(|name| folder.join(name).is_file()) {
                continue;
            }
            let read = |name: &str| fs::read(folder.join(name)).map_err(reading(&folder.join(name)));
            let (script, program) = glue::shorten(String::from_utf8_lossy(&read(&names[0])?).into_owned(), read(&names[1])?);
            let [js, wasm] = names;
            self.files.push((js, script.into_bytes()));
            self.files.push((wasm, program));
        }
        Ok(())
    }

    fn add_offline(&mut self) -> String {
        self.add("offline", "js", squeeze_script(include_str!("../offline.js")).into_bytes())
    }

    /// Keeps a file under a name that changes with its content, and gives the name.
    fn add(&mut self, stem: &str, ending: &str, bytes: Vec<u8>) -> String {
        let name = format!("{stem}-{}.{ending}", short_hash(&bytes));
        self.files.push((name.clone(), bytes));
        name
    }
}

/// Twelve digits that change with the content.
pub fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a name is one `add` has made: those of an earlier build can go.
pub fn is_named_by_content(name: &str) -> bool {
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let Some((stem, hash)) = stem.rsplit_once('-') else { return false };
    matches!(
        (stem, ending),
        ("app" | "boot" | "group" | "offline", "js") | ("app_bg" | "group_bg", "wasm") | ("later" | "group_style", "css")
    ) && hash.len() == 12
        && hash.bytes().all(|b| b.is_ascii_hexdigit())
}

/// The names of the files in a folder; none where it cannot be read.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// File names with this ending that the page mentions, each once, in order. Quoted or not: Trunk's minifier drops quotes.
fn named_files(html: &str, ending: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for word in html.split(|c: char| c.is_whitespace() || "\"'`<>=;,()".contains(c)) {
        let name = word.trim_start_matches("./").trim_start_matches('/');
        if name.len() > ending.len() && name.ends_with(ending) && !names.iter().any(|n| n == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// `tokens-0f3c.css` is the layer `tokens`.
fn layer(name: &str) -> &str {
    let stem = name.rsplit('/').next().unwrap_or(name).trim_end_matches(".css");
    stem.split_once('-').map_or(stem, |(layer, _)| layer)
}

/// Without whole-line comments and indentation. Only for scripts that are written for it.
pub fn squeeze_script(script: &str) -> String {
    script
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//") && !line.starts_with("/**"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// `sha256-…` of a style or script in the page, for the Content-Security-Policy.
pub fn hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text)))
}

/// Without comments and indentation.
pub fn squeeze_style(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Standard base64 with padding.
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let number = chunk.iter().fold(0u32, |sum, byte| sum << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = DIGITS[(number >> (18 - 6 * place)) as usize & 63];
            out.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_in_what_trunk_writes() {
        let html = r#"<link rel="stylesheet" href="./reset-1.css"/><link rel=stylesheet href=./places-2.css><link rel=modulepreload href=./app-3.js>
            <script type=module>import init, * as bindings from './app-3.js';const wasm=await init({module_or_path:'./app-3_bg.wasm'});</script>"#;
        assert_eq!(named_files(html, ".css"), ["reset-1.css", "places-2.css"]);
        assert_eq!(named_files(html, ".js"), ["app-3.js"]);
        assert_eq!(named_files(html, ".wasm"), ["app-3_bg.wasm"]);
        assert_eq!(layer("places-2.css"), "places");
    }

    #[test]
    fn base64_pads() {
        for (text, expected) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn the_boot_script_is_under_a_kilobyte() {
        let script = squeeze_script(include_str!("../boot.js"));
        assert!(script.len() < 1000, "{} bytes", script.len());
        assert!(!script.contains("//"), "a comment is left, or one ends a line");
    }

    #[test]
    fn names_by_content_are_known_again() {
        let mut assets = Assets::default();
        let name = assets.add("app_bg", "wasm", b"x".to_vec());
        assert!(is_named_by_content(&name), "{name}");
        assert!(!is_named_by_content("app.js") && !is_named_by_content("app-min.js") && !is_named_by_content("my-0123456789ab.js"));
    }
}

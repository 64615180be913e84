//! Turns the interface texts, `src/text/*.ftl`, into plain functions: one method of `text::Texts` per message.
//!
//! Fluent is read here and nowhere else, so the page pays for the words only. `nb` is the reference: every other language must have
//! the same messages with the same arguments. A fault stops the build with `file:line: what is wrong`.
//! What is supported: text, `{ $argument }`, `{ -term }`, `{ message }`, string literals, attributes (`message.title` becomes `message_title`)
//! and selectors on whole numbers (`[0]`, `[one]`, `*[other]`) or on words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource, VariantKey};
use fluent_syntax::parser;

const REFERENCE: &str = "nb";
/// Words a message would like to be called and can't: Rust has them.
const RESERVED: [&str; 16] =
    ["as", "async", "box", "break", "continue", "do", "else", "for", "if", "in", "let", "match", "move", "return", "true", "type"];

fn main() {
    let folder = Path::new("src/text");
    println!("cargo::rerun-if-changed=src/text");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("src/text is part of the package")
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "ftl"))
        .collect();
    files.sort();
    let sources: Vec<(String, String, String)> = files
        .iter()
        .map(|path| {
            let language = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
            (language, path.display().to_string(), fs::read_to_string(path).expect("a listed file can be read"))
        })
        .collect();
    match generate(&sources) {
        Ok(code) => {
            let target = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
            fs::write(target.join("texts.rs"), code).expect("OUT_DIR can be written");
            fs::write(target.join("styles.rs"), styles()).expect("OUT_DIR can be written");
        }
        Err(faults) => {
            for fault in faults {
                eprintln!("{fault}");
            }
            process::exit(1);
        }
    }
}

/// The style sheets that index.html lists, in its order, for pages written without Trunk.
fn styles() -> String {
    println!("cargo::rerun-if-changed=index.html");
    let page = fs::read_to_string("index.html").expect("index.html is part of the package");
    let sheets = page.split("href=\"style/").skip(1).filter_map(|rest| rest.split_once(".css\"").map(|(name, _)| name));
    let entries: String =
        sheets.map(|name| format!(r#"({name:?}, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/style/{name}.css"))),"#)).collect();
    format!("[{entries}]")
}

/// The Rust code for these texts, given as (language, file, source).
///
/// Errors: every fault in every file, as `file:line: what is wrong`.
pub fn generate(sources: &[(String, String, String)]) -> Result<String, Vec<String>> {
    let mut faults = Vec::new();
    let mut languages = Vec::new();
    for (language, file, source) in sources {
        match parser::parse(source.as_str()) {
            Ok(resource) => languages.push(Language::read(language, file, source, resource, &mut faults)),
            Err((_, errors)) => {
                faults
                    .extend(errors.iter().map(|e| format!("{file}:{}: {}", line(source, source[..e.pos.start].trim_end().len()), e.kind)));
            }
        }
    }
    languages.sort_by_key(|l| (l.code != REFERENCE, l.code.clone()));
    if let Some((reference, others)) = languages.split_first() {
        others.iter().for_each(|other| reference.compare(other, &mut faults));
    }
    if faults.is_empty() { Ok(write(&languages)) } else { Err(faults) }
}

/// An argument's type: what it is used for decides.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// Written as it is: `impl ToString`.
    Shown,
    /// Chosen by its words: `&str`.
    Word,
    /// Chosen by its number: `usize`.
    Count,
}

struct Message {
    line: usize,
    /// Arguments in the order of their first use.
    arguments: Vec<(String, Kind)>,
    /// The text when it has no arguments, else Rust statements that push onto `s`.
    body: Result<String, String>,
    /// The Fluent source, for the doc comment.
    shown: String,
}

struct Language {
    code: String,
    file: String,
    messages: BTreeMap<String, Message>,
}

type Patterns<'a> = BTreeMap<String, (usize, &'a Pattern<&'a str>)>;

impl Language {
    fn read(code: &str, file: &str, source: &str, resource: Resource<&str>, faults: &mut Vec<String>) -> Self {
        // Terms and messages by name, so that references can be put in where they stand.
        let mut patterns: Patterns = BTreeMap::new();
        let mut add = |name: String, id: &str, pattern| {
            // An identifier borrows from the source, so its place there is its line.
            let at = line(source, id.as_ptr() as usize - source.as_ptr() as usize);
            if patterns.insert(name.replace('-', "_"), (at, pattern)).is_some() {
                faults.push(format!("{file}:{at}: `{id}` is already there"));
            }
            if RESERVED.contains(&id) {
                faults.push(format!("{file}:{at}: `{id}` is a word of Rust's; call it something else"));
            }
        };
        for entry in &resource.body {
            match entry {
                Entry::Message(message) => {
                    if let Some(value) = &message.value {
                        add(message.id.name.to_owned(), message.id.name, value);
                    }
                    for attribute in &message.attributes {
                        add(format!("{}_{}", message.id.name, attribute.id.name), attribute.id.name, &attribute.value);
                    }
                }
                Entry::Term(term) => add(format!("-{}", term.id.name), term.id.name, &term.value),
                _ => {}
            }
        }
        let mut messages = BTreeMap::new();
        for (name, (at, pattern)) in patterns.iter().filter(|(name, _)| !name.starts_with('_')) {
            let mut reader = Reader { patterns: &patterns, arguments: Vec::new(), open: BTreeSet::new() };
            match reader.pattern(pattern) {
                Ok(pieces) => {
                    let body = match &pieces[..] {
                        [] => Ok(String::new()),
                        [Piece::Text(text)] => Ok(text.clone()),
                        _ => Err(statements(&pieces, &reader.arguments)),
                    };
                    let shown = outline(&pieces);
                    messages.insert(name.clone(), Message { line: *at, arguments: reader.arguments, body, shown });
                }
                Err(fault) => faults.push(format!("{file}:{at}: {fault}")),
            }
        }
        Self { code: code.to_owned(), file: file.to_owned(), messages }
    }

    /// Every message of the reference must be here, with the same arguments, and no other.
    fn compare(&self, other: &Language, faults: &mut Vec<String>) {
        for (name, message) in &self.messages {
            match other.messages.get(name) {
                None => faults.push(format!("{}:1: `{name}` is missing; it is at {}:{}", other.file, self.file, message.line)),
                Some(theirs) if kinds(&theirs.arguments) != kinds(&message.arguments) => {
                    faults.push(format!(
                        "{}:{}: `{name}` takes other arguments than at {}:{}",
                        other.file, theirs.line, self.file, message.line
                    ));
                }
                Some(_) => {}
            }
        }
        for (name, message) in other.messages.iter().filter(|(name, _)| !self.messages.contains_key(*name)) {
            faults.push(format!("{}:{}: `{name}` is not in {}", other.file, message.line, self.file));
        }
    }
}

fn kinds(arguments: &[(String, Kind)]) -> BTreeSet<&(String, Kind)> {
    arguments.iter().collect()
}

enum Piece {
    Text(String),
    Argument(String),
    /// The argument, and each branch's match pattern (`_` for the default) with what it says.
    Select(String, Vec<(String, Vec<Piece>)>),
}

struct Reader<'a> {
    patterns: &'a Patterns<'a>,
    arguments: Vec<(String, Kind)>,
    /// References being followed, so that a circle is seen.
    open: BTreeSet<String>,
}

impl Reader<'_> {
    fn pattern(&mut self, pattern: &Pattern<&str>) -> Result<Vec<Piece>, String> {
        let mut pieces = Vec::new();
        for element in &pattern.elements {
            let more = match element {
                PatternElement::TextElement { value } => vec![Piece::Text((*value).to_owned())],
                PatternElement::Placeable { expression } => self.expression(expression)?,
            };
            for piece in more {
                match (pieces.last_mut(), piece) {
                    (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
                    (_, piece) => pieces.push(piece),
                }
            }
        }
        Ok(pieces)
    }

    fn expression(&mut self, expression: &Expression<&str>) -> Result<Vec<Piece>, String> {
        let (selector, variants) = match expression {
            Expression::Inline(inline) => return self.inline(inline),
            Expression::Select { selector, variants } => (selector, variants),
        };
        let InlineExpression::VariableReference { id } = selector else {
            return Err("a selector must be an argument, such as `$count`".to_owned());
        };
        let number = |key: &VariantKey<&str>| match key {
            VariantKey::NumberLiteral { .. } => true,
            VariantKey::Identifier { name } => matches!(*name, "zero" | "one" | "two" | "few" | "many"),
        };
        let kind = if variants.iter().any(|v| number(&v.key)) { Kind::Count } else { Kind::Word };
        let name = self.argument(id.name, kind)?;
        let mut branches = Vec::new();
        let mut default = None;
        for variant in variants {
            let value = self.pattern(&variant.value)?;
            let key = match (kind, &variant.key) {
                _ if variant.default => "_".to_owned(),
                (Kind::Count, VariantKey::NumberLiteral { value }) => {
                    value.parse::<usize>().map_err(|_| format!("`[{value}]` is not a whole number"))?.to_string()
                }
                // nb, nn and en count alike: one is 1, all else is other.
                (Kind::Count, VariantKey::Identifier { name: "one" }) => "1".to_owned(),
                (Kind::Count, VariantKey::Identifier { name }) => return Err(format!("`[{name}]` is no plural of nb, nn or en")),
                (_, VariantKey::Identifier { name }) => format!("{name:?}"),
                (_, VariantKey::NumberLiteral { value }) => return Err(format!("`[{value}]` stands among words")),
            };
            if variant.default {
                default = Some((key, value));
            } else {
                branches.push((key, value));
            }
        }
        branches.extend(default);
        Ok(vec![Piece::Select(name, branches)])
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) -> Result<Vec<Piece>, String> {
        match inline {
            InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
                Ok(vec![Piece::Text(fluent_syntax::unicode::unescape_unicode_to_string(value).into_owned())])
            }
            InlineExpression::VariableReference { id } => Ok(vec![Piece::Argument(self.argument(id.name, Kind::Shown)?)]),
            InlineExpression::MessageReference { id, attribute: None } => self.reference(id.name),
            InlineExpression::TermReference { id, attribute: None, arguments: None } => self.reference(&format!("-{}", id.name)),
            InlineExpression::Placeable { expression } => self.expression(expression),
            _ => Err("functions, attributes of others and terms with arguments are not supported".to_owned()),
        }
    }

    fn reference(&mut self, name: &str) -> Result<Vec<Piece>, String> {
        let name = name.replace('-', "_");
        let patterns = self.patterns;
        let (_, pattern) = patterns.get(&name).ok_or_else(|| format!("nothing is called `{name}`"))?;
        if !self.open.insert(name.clone()) {
            return Err(format!("`{name}` refers to itself"));
        }
        let pieces = self.pattern(pattern);
        self.open.remove(&name);
        pieces
    }

    fn argument(&mut self, name: &str, kind: Kind) -> Result<String, String> {
        let name = name.replace('-', "_");
        match self.arguments.iter_mut().find(|(n, _)| *n == name) {
            None => self.arguments.push((name.clone(), kind)),
            Some((_, known)) if *known == Kind::Shown => *known = kind,
            Some((_, known)) if kind != Kind::Shown && *known != kind => return Err(format!("`${name}` is both number and word")),
            Some(_) => {}
        }
        Ok(name)
    }
}

fn statements(pieces: &[Piece], arguments: &[(String, Kind)]) -> String {
    let mut code = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => write!(code, "s.push_str({text:?});"),
            Piece::Argument(name) if arguments.contains(&(name.clone(), Kind::Word)) => write!(code, "s.push_str({name});"),
            Piece::Argument(name) => write!(code, "s.push_str(&{name}.to_string());"),
            Piece::Select(name, branches) => {
                write!(code, "match {name} {{").expect("writing to a String");
                for (key, value) in branches {
                    write!(code, "{key} => {{ {} }}", statements(value, arguments)).expect("writing to a String");
                }
                write!(code, "}}")
            }
        }
        .expect("writing to a String");
    }
    code
}

fn outline(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.replace('\n', " "),
            Piece::Argument(name) => format!("{{{name}}}"),
            Piece::Select(_, branches) => branches.iter().map(|(_, value)| outline(value)).collect::<Vec<_>>().join(" / "),
        })
        .collect()
}

fn write(languages: &[Language]) -> String {
    let mut code = String::from(
        "/// The languages there are texts in.\n#[derive(Clone, Copy, Debug, PartialEq, Eq)]\n#[allow(missing_docs)]\npub enum Language {",
    );
    let variant = |code: &str| code[..1].to_uppercase() + &code[1..];
    for language in languages {
        write!(code, "{},", variant(&language.code)).expect("writing to a String");
    }
    code.push_str("}\nimpl Language {\n/// All of them, the reference first.\npub const ALL: &[(&str, Language)] = &[");
    for language in languages {
        write!(code, "({:?}, Language::{}),", language.code, variant(&language.code)).expect("writing to a String");
    }
    code.push_str("];\n}\nimpl Texts {\n");
    let Some(reference) = languages.first() else { return code + "}" };
    for (name, message) in &reference.messages {
        write!(code, "/// «{}»\n///\n/// {}:{}\npub fn {name}(self", message.shown, reference.file, message.line)
            .expect("writing to a String");
        for (argument, kind) in &message.arguments {
            let kind = match kind {
                Kind::Shown => "impl ToString",
                Kind::Word => "&str",
                Kind::Count => "usize",
            };
            write!(code, ", {argument}: {kind}").expect("writing to a String");
        }
        let plain = languages.iter().all(|l| l.messages[name].body.is_ok());
        code.push_str(if plain { ") -> &'static str { " } else { ") -> String { let mut s = String::new(); " });
        code.push_str("match self.0 {");
        for language in languages {
            write!(code, "Language::{} => ", variant(&language.code)).expect("writing to a String");
            match &language.messages[name].body {
                Ok(text) if plain => write!(code, "{text:?},"),
                Ok(text) => write!(code, "s.push_str({text:?}),"),
                Err(body) => write!(code, "{{ {body} }}"),
            }
            .expect("writing to a String");
        }
        code.push_str(if plain { "} }\n" } else { "} s }\n" });
    }
    code + "}\n"
}

fn line(source: &str, at: usize) -> usize {
    1 + source.bytes().take(at).filter(|b| *b == b'\n').count()
}

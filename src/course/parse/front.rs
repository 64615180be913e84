//! The YAML at the top of a lesson.

use std::ops::Range;

use yaml_rust2::scanner::{Scanner, TScalarStyle, Token, TokenType};

use super::super::finding::Code;
use super::super::model::{FrontMatter, Level};
use super::super::slug::trim;
use super::super::source::{Position, SourceFile};
use super::report::Report;

const KEYS: &[&str] = &["minutes", "level", "goals", "before", "needs_review"];

/// The front matter, and where what follows it begins.
pub fn front_matter(file: &SourceFile, report: &mut Report) -> (FrontMatter, usize) {
    let text = file.text();
    let mut lines = text.split_inclusive('\n');
    let Some(start) = lines.next().filter(|line| is_fence(line)).map(str::len) else { return (FrontMatter::default(), 0) };
    let mut end = start;
    for line in lines {
        if is_fence(line) {
            return (read(file, start..end, report), end + line.len());
        }
        end += line.len();
    }
    report.add(Code::FrontMatter, 0..3, |f| {
        f.say("this opens the front matter, and nothing closes it").help("write `---` on a line of its own after it")
    });
    (FrontMatter::default(), start)
}

fn is_fence(line: &str) -> bool {
    line.strip_prefix("---").is_some_and(|rest| rest.trim_end().is_empty())
}

/// A value as far as front matter has any, with the character it begins at.
enum Value {
    Word {
        text: String,
        plain: bool,
        at: usize,
    },
    List {
        items: Vec<Value>,
        at: usize,
    },
    Alias {
        name: String,
        at: usize,
    },
    /// Anything else front matter has no use for.
    Other {
        at: usize,
    },
    /// A key has no value.
    Missing,
}

/// What stands between the fences. The YAML scanner counts characters; only where something is to be said are they turned into bytes.
#[derive(Clone, Copy)]
struct Written<'a> {
    file: &'a SourceFile,
    /// Characters before it.
    before: usize,
    /// Where it ends.
    end: usize,
}

impl<'a> Written<'a> {
    /// What stands from a character on.
    fn from(self, character: usize) -> &'a str {
        &self.file.text()[self.byte(character)..self.end]
    }

    /// Where a character stands.
    fn byte(self, character: usize) -> usize {
        self.file.byte(self.before + character).min(self.end)
    }

    /// The place of the next bytes from a character on.
    fn place(self, character: usize, bytes: usize) -> Range<usize> {
        let start = self.byte(character);
        start..start + bytes
    }

    /// Where a value is written.
    fn value(self, value: &Value, (key, key_at): (&str, usize)) -> Range<usize> {
        match value {
            Value::Word { text, at, .. } => self.word(*at, text),
            Value::List { at, .. } => self.place(*at, 1),
            Value::Alias { name, at } => self.place(*at, "*".len() + name.len()),
            Value::Other { at } => self.line(*at),
            Value::Missing => self.word(key_at, key),
        }
    }

    /// Where a word is written. Of one that is folded, its first line.
    fn word(self, character: usize, word: &str) -> Range<usize> {
        let written = self.from(character);
        let line = || written.lines().next().unwrap_or_default();
        let length = match written.chars().next() {
            Some(quote @ ('"' | '\'')) => line()[1..].rfind(quote).map_or(line().len(), |close| close + 2),
            _ if written.starts_with(word) => word.len(),
            _ => line().trim_end().len(),
        };
        self.place(character, length)
    }

    /// What stands on the line of a character, without what begins an item.
    fn line(self, character: usize) -> Range<usize> {
        let Position { line, .. } = self.file.position(self.byte(character));
        let (span, line) = (self.file.line_span(line), self.file.line(line).trim_end());
        let end = span.start + line.len();
        end - line.trim_start_matches([' ', '-']).len()..end
    }
}

/// The keys and values of the YAML, read from its tokens: the parser above the scanner would double what YAML costs the parser program, and
/// all that front matter has is words and lists of words.
struct Reader<'r, 'f> {
    written: Written<'r>,
    report: &'r mut Report<'f>,
    front: FrontMatter,
    /// The key whose value is being read, with the character it begins at.
    key: Option<(String, usize)>,
    /// Those before it.
    seen: Vec<(String, usize)>,
    /// The list being read, the character it begins at, and the depth its items stand at.
    list: Option<(Vec<Value>, usize, usize)>,
}

fn read(file: &SourceFile, at: Range<usize>, report: &mut Report) -> FrontMatter {
    let text = &file.text()[at.clone()];
    let written = Written { file, before: file.characters_before(at.start), end: at.end };
    let mut reader = Reader { written, report, front: FrontMatter::default(), key: None, seen: Vec::new(), list: None };
    // Lists and maps open; 1 is within the map itself.
    let mut depth = 0;
    let mut in_value = false;
    let mut scanner = Scanner::new(text.chars());
    for Token(mark, token) in scanner.by_ref() {
        let at = mark.index();
        // Where a key, a value or an item is looked at; deeper than that nothing is.
        let counts = depth == reader.list.as_ref().map_or(1, |(.., depth)| *depth);
        let value = match token {
            TokenType::BlockMappingStart | TokenType::FlowMappingStart if depth == 0 => {
                depth = 1;
                continue;
            }
            TokenType::BlockSequenceStart | TokenType::FlowSequenceStart if depth == 1 && in_value && reader.list.is_none() => {
                depth = 2;
                reader.list = Some((Vec::new(), at, depth));
                continue;
            }
            TokenType::BlockEntry if depth == 1 && in_value && reader.list.is_none() => {
                // A list whose items stand no deeper than their key.
                reader.list = Some((Vec::new(), at, depth));
                continue;
            }
            TokenType::BlockMappingStart | TokenType::FlowMappingStart | TokenType::BlockSequenceStart | TokenType::FlowSequenceStart => {
                depth += 1;
                if !counts && depth > 1 {
                    continue;
                }
                Value::Other { at }
            }
            TokenType::BlockEnd | TokenType::FlowSequenceEnd | TokenType::FlowMappingEnd => {
                if depth == 1 || (depth == 2 && counts) {
                    reader.end_value(in_value);
                    in_value = false;
                }
                depth = usize::saturating_sub(depth, 1);
                continue;
            }
            TokenType::Key if depth == 1 => {
                reader.end_value(in_value);
                in_value = false;
                continue;
            }
            TokenType::Value if depth == 1 => {
                in_value = true;
                continue;
            }
            TokenType::Scalar(style, text) if counts || depth == 0 => Value::Word { plain: style == TScalarStyle::Plain, at, text },
            TokenType::Alias(name) if counts || depth == 0 => Value::Alias { name, at },
            _ => continue,
        };
        if let Some((items, ..)) = &mut reader.list {
            items.push(value);
        } else if in_value {
            reader.set(value);
            in_value = false;
        } else if !reader.key(value, depth) {
            return reader.front;
        }
    }
    reader.end_value(in_value);
    if let Some(error) = scanner.get_error() {
        let at = reader.written.place(error.marker().index(), 0);
        reader.report.add(Code::FrontMatter, at, |f| f.say(format!("this is not YAML: {}", error.info())));
    }
    reader.front
}

impl Reader<'_, '_> {
    /// Takes a key. Whether what follows can be read.
    fn key(&mut self, value: Value, depth: usize) -> bool {
        self.seen.extend(self.key.take());
        self.seen.truncate(KEYS.len() * 2);
        let Value::Word { text, at, .. } = value else {
            self.no_key(self.written.value(&value, ("", 0)));
            return depth == 1;
        };
        if depth != 1 {
            self.no_key(self.written.word(at, &text));
            return false;
        }
        if let Some((_, first)) = self.seen.iter().find(|(name, _)| *name == text) {
            let (at, first) = (self.written.word(at, &text), self.written.word(*first, &text));
            self.report.add(Code::FrontMatter, at, |f| f.say(format!("`{text}` is already there")).see(first, "here"));
        }
        self.key = Some((text, at));
        true
    }

    fn no_key(&mut self, at: Range<usize>) {
        self.report.add(Code::FrontMatter, at, |f| {
            f.say("front matter is a list of `key: value`").help(format!("the keys are {}", KEYS.join(", ")))
        });
    }

    /// What can be said of a value when the next key comes: a list is whole, and of nothing there is nothing.
    fn end_value(&mut self, in_value: bool) {
        if let Some((items, at, _)) = self.list.take() {
            self.set(Value::List { items, at });
        } else if in_value {
            self.set(Value::Missing);
        }
    }

    /// Gives the key its value.
    fn set(&mut self, value: Value) {
        // Without one, what stands for it was no word.
        let Some((name, key_at)) = self.key.take() else { return };
        let (front, written) = (&mut self.front, self.written);
        let mut wrong = |value: &Value, what: &str| {
            let at = written.value(value, (&name, key_at));
            self.report.add(Code::FrontMatter, at, |f| f.say(format!("`{name}` must be {what}")));
        };
        match name.as_str() {
            "minutes" => match &value {
                Value::Word { text, plain: true, .. } if text.parse::<u32>().is_ok_and(|n| (1..=600).contains(&n)) => {
                    front.minutes = text.parse().ok()
                }
                _ => wrong(&value, "a whole number of minutes, 1 to 600"),
            },
            "needs_review" => match &value {
                Value::Word { text, plain: true, .. } if text == "true" || text == "false" => front.needs_review = text == "true",
                _ => wrong(&value, "true or false"),
            },
            "before" => match value {
                Value::Word { text, plain, .. } if !(plain && matches!(text.as_str(), "~" | "null")) => front.before = Some(trimmed(text)),
                value => wrong(&value, "a text"),
            },
            "goals" => match value {
                Value::List { items, .. } => {
                    for item in items {
                        match item {
                            Value::Word { text, .. } if !text.trim().is_empty() => front.goals.push(trimmed(text)),
                            item => wrong(&item, "a list of texts; put a text with `: ` in it in quotes"),
                        }
                    }
                }
                value => wrong(&value, "a list of texts, each on a line that begins with `- `"),
            },
            "level" => {
                let what = "a list of individ, tjeneste, system, such as `[individ]`";
                let items = match value {
                    Value::List { items, .. } => items,
                    value => {
                        wrong(&value, what);
                        vec![value]
                    }
                };
                for item in items {
                    let level = match &item {
                        Value::Word { text, .. } => Level::named(text),
                        _ => None,
                    };
                    match level {
                        Some(level) if front.level.contains(&level) => {}
                        Some(level) => front.level.push(level),
                        None => wrong(&item, what),
                    }
                }
            }
            _ => {
                let at = written.word(key_at, &name);
                self.report.add(Code::FrontMatter, at, |f| {
                    let f = f.say(format!("front matter has no `{name}`"));
                    match super::near(&name, KEYS) {
                        Some(known) => f.replace(format!("did you mean `{known}`?"), known),
                        None => f.help(format!("the keys are {}", KEYS.join(", "))),
                    }
                });
            }
        }
        self.seen.push((name, key_at));
    }
}

/// A text without blanks around it.
fn trimmed(text: String) -> String {
    match trim(&text) {
        part if part.len() == text.len() => text,
        part => part.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (FrontMatter, Vec<String>) {
        let mut report = Report::new("a.md");
        let (front, _) = front_matter(&SourceFile::new("a.md", text), &mut report);
        (front, report.finish().iter().map(|f| format!("{} [{}]", f.message, &text[f.span.start..f.span.end])).collect())
    }

    #[test]
    fn everything() {
        let text = "---\nminutes: 20\nlevel: [individ, tjeneste]\ngoals:\n  - Æ én\n  - \"to: tre\"\nbefore: >\n  Ett.\n  To.\nneeds_review: true\n---\n# A\n";
        let mut report = Report::new("a.md");
        let (front, after) = front_matter(&SourceFile::new("a.md", text), &mut report);
        assert_eq!(report.finish(), []);
        assert_eq!(&text[after..], "# A\n");
        assert_eq!(
            front,
            FrontMatter {
                minutes: Some(20),
                level: vec![Level::Individ, Level::Tjeneste],
                goals: vec!["Æ én".to_owned(), "to: tre".to_owned()],
                before: Some("Ett. To.".to_owned()),
                needs_review: true
            }
        );
    }

    #[test]
    fn faults() {
        for (text, wrong) in [
            ("---\n---\n", &[] as &[&str]),
            ("---\n# bare en kommentar\n---\n", &[]),
            ("--- \nminutes: 5\n---", &[]),
            ("----\n", &[]),
            ("---\nminutes: 20\n", &["this opens the front matter, and nothing closes it [---]"]),
            ("---\nminuter: 20\n---\n", &["front matter has no `minuter` [minuter]"]),
            (
                "---\næ: 1\nminutes: 20 min\n---\n",
                &["front matter has no `æ` [æ]", "`minutes` must be a whole number of minutes, 1 to 600 [20 min]"],
            ),
            ("---\nminutes: \"20\"\n---\n", &["`minutes` must be a whole number of minutes, 1 to 600 [\"20\"]"]),
            ("---\nlevel: [individ, ku]\n---\n", &["`level` must be a list of individ, tjeneste, system, such as `[individ]` [ku]"]),
            ("---\nlevel: system\n---\n", &["`level` must be a list of individ, tjeneste, system, such as `[individ]` [system]"]),
            ("---\ngoals: a\n---\n", &["`goals` must be a list of texts, each on a line that begins with `- ` [a]"]),
            ("---\ngoals:\n- a: b\n- c\n---\n", &["`goals` must be a list of texts; put a text with `: ` in it in quotes [a: b]"]),
            (
                "---\nneeds_review: yes\nneeds_review: true\n---\n",
                &["`needs_review` must be true or false [yes]", "`needs_review` is already there [needs_review]"],
            ),
            ("---\nbare tekst\n---\n", &["front matter is a list of `key: value` [bare tekst]"]),
            ("---\n- a\n- b\n---\n", &["front matter is a list of `key: value` [a]"]),
            ("---\n? [a]\n: b\nminutes: 3\n---\n", &["front matter is a list of `key: value` [? [a]]"]),
            ("---\nminutes: 3\n? x\n: 4\n---\n", &["front matter has no `x` [x]"]),
            (
                "---\nbefore:\nminutes:\n---\n",
                &["`before` must be a text [before]", "`minutes` must be a whole number of minutes, 1 to 600 [minutes]"],
            ),
            ("---\nbefore: &a x\ngoals: [*a]\n---\n", &["`goals` must be a list of texts; put a text with `: ` in it in quotes [*a]"]),
        ] {
            assert_eq!(read(text).1, wrong, "{text:?}");
        }
        let (front, wrong) = read("---\nminutes: 20\nå: [\n---\n");
        assert_eq!((front.minutes, wrong.len()), (Some(20), 1), "{wrong:?}");
    }
}

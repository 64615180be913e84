//! The YAML at the top of a lesson.

use std::ops::Range;

use yaml_rust2::scanner::{Scanner, TScalarStyle, Token, TokenType};

use super::super::finding::Code;
use super::super::model::{FrontMatter, Level};
use super::report::Report;

const KEYS: &[&str] = &["minutes", "level", "goals", "before", "needs_review"];

/// The front matter, and where what follows it begins.
pub fn front_matter(text: &str, report: &mut Report) -> (FrontMatter, usize) {
    let mut lines = text.split_inclusive('\n');
    let Some(start) = lines.next().filter(|line| is_fence(line)).map(str::len) else { return (FrontMatter::default(), 0) };
    let mut end = start;
    for line in lines {
        if is_fence(line) {
            return (read(&text[start..end], start, report), end + line.len());
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

/// A value as far as front matter has any.
enum Value {
    Word {
        text: String,
        plain: bool,
        at: Range<usize>,
    },
    List {
        items: Vec<Value>,
        at: Range<usize>,
    },
    /// Anything front matter has no use for.
    Other(Range<usize>),
}

impl Value {
    fn at(&self) -> Range<usize> {
        match self {
            Value::Word { at, .. } | Value::List { at, .. } | Value::Other(at) => at.clone(),
        }
    }
}

/// Turns the YAML scanner's character counts into bytes of the file. They come in rising order but for a few steps back.
struct Bytes<'a> {
    text: &'a str,
    base: usize,
    characters: usize,
    byte: usize,
}

impl Bytes<'_> {
    fn of(&mut self, characters: usize) -> usize {
        if characters < self.characters {
            (self.characters, self.byte) = (0, 0);
        }
        let rest = &self.text[self.byte..];
        self.byte += rest.char_indices().nth(characters - self.characters).map_or(rest.len(), |(i, _)| i);
        self.characters = characters;
        self.base + self.byte
    }

    /// What stands on the line of a byte, without what begins an item.
    fn line(&self, at: usize) -> Range<usize> {
        let before = &self.text[..at - self.base];
        let start = before.rfind('\n').map_or(0, |i| i + 1);
        let line = self.text[start..].lines().next().unwrap_or_default().trim_end();
        let said = line.trim_start_matches([' ', '-']);
        let end = self.base + start + line.len();
        end - said.len()..end
    }

    /// Where a scalar that begins at a byte is written. Of one that is folded, its first line.
    fn scalar(&self, start: usize, value: &str) -> Range<usize> {
        let written = &self.text[start - self.base..];
        let line = || written.lines().next().unwrap_or_default();
        let length = match written.chars().next() {
            Some(quote @ ('"' | '\'')) => line()[1..].rfind(quote).map_or(line().len(), |close| close + 2),
            _ if written.starts_with(value) => value.len(),
            _ => line().trim_end().len(),
        };
        start..start + length
    }
}

/// The keys and values of the YAML, read from its tokens: the parser above the scanner would double what YAML costs the parser program, and
/// all that front matter has is words and lists of words.
struct Reader<'r, 'f> {
    report: &'r mut Report<'f>,
    front: FrontMatter,
    /// The key whose value is being read.
    key: Option<(String, Range<usize>)>,
    seen: Vec<(String, Range<usize>)>,
    /// The list being read, and the depth its items stand at.
    list: Option<(Vec<Value>, Range<usize>, usize)>,
}

fn read(text: &str, base: usize, report: &mut Report) -> FrontMatter {
    let mut bytes = Bytes { text, base, characters: 0, byte: 0 };
    let mut reader = Reader { report, front: FrontMatter::default(), key: None, seen: Vec::new(), list: None };
    // Lists and maps open; 1 is within the map itself.
    let mut depth = 0;
    let mut in_value = false;
    let mut scanner = Scanner::new(text.chars());
    for Token(mark, token) in scanner.by_ref() {
        let at = bytes.of(mark.index()).min(base + text.len());
        // Where a key, a value or an item is looked at; deeper than that nothing is.
        let counts = depth == reader.list.as_ref().map_or(1, |(.., depth)| *depth);
        let value = match token {
            TokenType::BlockMappingStart | TokenType::FlowMappingStart if depth == 0 => {
                depth = 1;
                continue;
            }
            TokenType::BlockSequenceStart | TokenType::FlowSequenceStart if depth == 1 && in_value && reader.list.is_none() => {
                depth = 2;
                reader.list = Some((Vec::new(), at..at + 1, depth));
                continue;
            }
            TokenType::BlockEntry if depth == 1 && in_value && reader.list.is_none() => {
                // A list whose items stand no deeper than their key.
                reader.list = Some((Vec::new(), at..at + 1, depth));
                continue;
            }
            TokenType::BlockMappingStart | TokenType::FlowMappingStart | TokenType::BlockSequenceStart | TokenType::FlowSequenceStart => {
                depth += 1;
                if !counts && depth > 1 {
                    continue;
                }
                Value::Other(bytes.line(at))
            }
            TokenType::BlockEnd | TokenType::FlowSequenceEnd | TokenType::FlowMappingEnd => {
                if depth == 1 || (depth == 2 && counts) {
                    reader.end_value(in_value, at);
                    in_value = false;
                }
                depth = usize::saturating_sub(depth, 1);
                continue;
            }
            TokenType::Key if depth == 1 => {
                reader.end_value(in_value, at);
                in_value = false;
                continue;
            }
            TokenType::Value if depth == 1 => {
                in_value = true;
                continue;
            }
            TokenType::Scalar(style, word) if counts || depth == 0 => {
                let at = bytes.scalar(at, &word);
                Value::Word { plain: style == TScalarStyle::Plain, at, text: word }
            }
            TokenType::Alias(name) if counts || depth == 0 => Value::Other(at..at + 1 + name.len()),
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
    reader.end_value(in_value, base + text.len());
    if let Some(error) = scanner.get_error() {
        let at = bytes.of(error.marker().index()).min(base + text.len());
        reader.report.add(Code::FrontMatter, at..at, |f| f.say(format!("this is not YAML: {}", error.info())));
    }
    reader.front
}

impl Reader<'_, '_> {
    /// Takes a key. Whether what follows can be read.
    fn key(&mut self, value: Value, depth: usize) -> bool {
        let at = value.at();
        let Value::Word { text, .. } = value else {
            self.no_key(at.clone());
            // Its value follows and is not looked at.
            self.key = Some((String::new(), at));
            return depth == 1;
        };
        if depth != 1 {
            self.no_key(at);
            return false;
        }
        if let Some((_, first)) = self.seen.iter().find(|(name, _)| *name == text) {
            let first = first.clone();
            self.report.add(Code::FrontMatter, at.clone(), |f| f.say(format!("`{text}` is already there")).see(first, "here"));
        } else if self.seen.len() < KEYS.len() * 2 {
            self.seen.push((text.clone(), at.clone()));
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
    fn end_value(&mut self, in_value: bool, end: usize) {
        if let Some((items, at, _)) = self.list.take() {
            self.set(Value::List { items, at });
        } else if in_value {
            let at = self.key.as_ref().map_or(end..end, |(_, at)| at.clone());
            self.set(Value::Word { text: String::new(), plain: true, at });
        }
    }

    fn set(&mut self, value: Value) {
        if let Some((name, at)) = self.key.take() {
            set(&mut self.front, &name, at, value, self.report);
        }
    }
}

fn set(front: &mut FrontMatter, name: &str, at: Range<usize>, value: Value, report: &mut Report) {
    let wrong = |report: &mut Report, at: Range<usize>, what: &str| {
        report.add(Code::FrontMatter, at, |f| f.say(format!("`{name}` must be {what}")));
    };
    match name {
        "" => {}
        "minutes" => match &value {
            Value::Word { text, plain: true, .. } if text.parse::<u32>().is_ok_and(|n| (1..=600).contains(&n)) => {
                front.minutes = text.parse().ok()
            }
            _ => wrong(report, value.at(), "a whole number of minutes, 1 to 600"),
        },
        "needs_review" => match &value {
            Value::Word { text, plain: true, .. } if text == "true" || text == "false" => front.needs_review = text == "true",
            _ => wrong(report, value.at(), "true or false"),
        },
        "before" => match value {
            Value::Word { text, plain, .. } if !(plain && matches!(text.as_str(), "" | "~" | "null")) => {
                front.before = Some(text.trim().to_owned())
            }
            value => wrong(report, value.at(), "a text"),
        },
        "goals" => match value {
            Value::List { items, .. } => {
                for item in items {
                    match item {
                        Value::Word { text, .. } if !text.trim().is_empty() => front.goals.push(text.trim().to_owned()),
                        item => wrong(report, item.at(), "a list of texts; put a text with `: ` in it in quotes"),
                    }
                }
            }
            value => wrong(report, value.at(), "a list of texts, each on a line that begins with `- `"),
        },
        "level" => {
            let what = "a list of individ, tjeneste, system, such as `[individ]`";
            let items = match value {
                Value::List { items, .. } => items,
                value => {
                    wrong(report, value.at(), what);
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
                    None => wrong(report, item.at(), what),
                }
            }
        }
        _ => report.add(Code::FrontMatter, at, |f| {
            let f = f.say(format!("front matter has no `{name}`"));
            match super::near(name, KEYS) {
                Some(known) => f.replace(format!("did you mean `{known}`?"), known),
                None => f.help(format!("the keys are {}", KEYS.join(", "))),
            }
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (FrontMatter, Vec<String>) {
        let mut report = Report::new("a.md");
        let (front, _) = front_matter(text, &mut report);
        (front, report.finish().iter().map(|f| format!("{} [{}]", f.message, &text[f.span.start..f.span.end])).collect())
    }

    #[test]
    fn everything() {
        let text = "---\nminutes: 20\nlevel: [individ, tjeneste]\ngoals:\n  - Æ én\n  - \"to: tre\"\nbefore: >\n  Ett.\n  To.\nneeds_review: true\n---\n# A\n";
        let mut report = Report::new("a.md");
        let (front, after) = front_matter(text, &mut report);
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
            ("---\nbefore: &a x\ngoals: [*a]\n---\n", &["`goals` must be a list of texts; put a text with `: ` in it in quotes [*a]"]),
        ] {
            assert_eq!(read(text).1, wrong, "{text:?}");
        }
        let (front, wrong) = read("---\nminutes: 20\nå: [\n---\n");
        assert_eq!((front.minutes, wrong.len()), (Some(20), 1), "{wrong:?}");
    }
}

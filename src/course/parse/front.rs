//! The YAML at the top of a lesson.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::super::finding::Code;
use super::super::model::{FrontMatter, Level};
use super::report::Report;

const KEYS: &[&str] = &["minutes", "level", "goals", "before", "needs_review"];

/// The front matter, and where what follows it begins.
pub fn front_matter(text: &str, report: &mut Report) -> (FrontMatter, usize) {
    let Some(start) = fence(text, 0) else { return (FrontMatter::default(), 0) };
    let mut at = start;
    while at < text.len() {
        if let Some(after) = fence(text, at) {
            return (read(&text[start..at], start, report), after);
        }
        at = line_end(text, at);
    }
    report.add(Code::FrontMatter, 0..3, |f| {
        f.say("this opens the front matter, and nothing closes it").help("write `---` on a line of its own after it")
    });
    (FrontMatter::default(), start)
}

/// The byte after a line `---` that begins at `at`.
fn fence(text: &str, at: usize) -> Option<usize> {
    let end = line_end(text, at);
    (text[at..end].trim_end() == "---").then_some(end)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |i| at + i + 1)
}

/// A value as far as front matter has any.
enum Value<'a> {
    Word {
        text: std::borrow::Cow<'a, str>,
        plain: bool,
        at: Range<usize>,
    },
    List {
        items: Vec<Value<'a>>,
        at: Range<usize>,
    },
    /// Anything front matter has no use for.
    Other(Range<usize>),
}

impl Value<'_> {
    fn at(&self) -> Range<usize> {
        match self {
            Value::Word { at, .. } | Value::List { at, .. } | Value::Other(at) => at.clone(),
        }
    }
}

/// Turns the YAML parser's character counts into bytes of the file. Marks come in rising order but for a few steps back.
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
        let step = self.text[self.byte..].char_indices().nth(characters - self.characters).map_or(self.text.len() - self.byte, |(i, _)| i);
        self.characters = characters;
        self.byte += step;
        self.base + self.byte
    }

    fn range(&mut self, span: saphyr_parser::Span) -> Range<usize> {
        let start = self.of(span.start.index());
        start..self.of(span.end.index()).max(start)
    }
}

fn read(text: &str, base: usize, report: &mut Report) -> FrontMatter {
    let mut front = FrontMatter::default();
    let mut bytes = Bytes { text, base, characters: 0, byte: 0 };
    // Depth 1 is the map itself; keys and values take turns there.
    let (mut depth, mut map) = (0, false);
    let mut key: Option<(String, Range<usize>)> = None;
    let mut seen: Vec<(String, Range<usize>)> = Vec::new();
    let mut list: Option<(Vec<Value>, Range<usize>)> = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(found) => found,
            Err(error) => {
                let at = bytes.of(error.marker().index()).min(base + text.len());
                report.add(Code::FrontMatter, at..at, |f| f.say(format!("this is not YAML: {}", error.info())));
                return front;
            }
        };
        // Where a key, a value or an item of a list is looked at; deeper than that nothing is.
        let counts = depth <= 1 || (depth == 2 && list.is_some());
        let value = match event {
            Event::MappingStart(..) if depth == 0 => {
                (depth, map) = (1, true);
                continue;
            }
            Event::SequenceStart(..) if depth == 1 && key.is_some() => {
                depth = 2;
                list = Some((Vec::new(), bytes.range(span)));
                continue;
            }
            Event::SequenceEnd if depth == 2 && list.is_some() => {
                depth = 1;
                let (items, at) = list.take().expect("just looked");
                let end = bytes.range(span).end;
                Value::List { items, at: at.start..end.max(at.start) }
            }
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                depth += 1;
                if !counts {
                    continue;
                }
                Value::Other(bytes.range(span))
            }
            Event::SequenceEnd | Event::MappingEnd => {
                depth -= 1;
                continue;
            }
            Event::Scalar(text, style, ..) if counts => Value::Word { text, plain: style == ScalarStyle::Plain, at: bytes.range(span) },
            Event::Alias(_) if counts => Value::Other(bytes.range(span)),
            _ => continue,
        };
        if let Some((items, _)) = &mut list {
            items.push(value);
            continue;
        }
        match (key.take(), value) {
            (None, Value::Word { text, at, .. }) if depth == 1 => {
                if let Some((_, first)) = seen.iter().find(|(name, _)| *name == *text) {
                    report.add(Code::FrontMatter, at.clone(), |f| f.say(format!("`{text}` is already there")).see(first.clone(), "here"));
                } else if seen.len() < KEYS.len() * 2 {
                    seen.push((text.clone().into_owned(), at.clone()));
                }
                key = Some((text.into_owned(), at));
            }
            (None, value) => {
                report.add(Code::FrontMatter, value.at(), |f| {
                    f.say("front matter is a list of `key: value`").help(format!("the keys are {}", KEYS.join(", ")))
                });
                if !map {
                    return front;
                }
                // Its value follows and is not looked at.
                key = Some((String::new(), value.at()));
            }
            (Some((name, at)), value) => set(&mut front, &name, at, value, report),
        }
    }
    front
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
            Value::Word { text, plain, .. } if !(plain && matches!(&*text, "" | "~" | "null")) => {
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
            ("---\ngoals:\n- a: b\n- c\n---\n", &["`goals` must be a list of texts; put a text with `: ` in it in quotes []"]),
            (
                "---\nneeds_review: yes\nneeds_review: true\n---\n",
                &["`needs_review` must be true or false [yes]", "`needs_review` is already there [needs_review]"],
            ),
            ("---\nbare tekst\n---\n", &["front matter is a list of `key: value` [bare tekst]"]),
            ("---\n- a\n- b\n---\n", &["front matter is a list of `key: value` []"]),
            ("---\n? [a]\n: b\nminutes: 3\n---\n", &["front matter is a list of `key: value` [[]"]),
            ("---\nbefore: &a x\ngoals: [*a]\n---\n", &["`goals` must be a list of texts; put a text with `: ` in it in quotes [*a]"]),
        ] {
            assert_eq!(read(text).1, wrong, "{text:?}");
        }
        let (front, wrong) = read("---\nminutes: 20\nå: [\n---\n");
        assert_eq!((front.minutes, wrong.len()), (Some(20), 1), "{wrong:?}");
    }
}

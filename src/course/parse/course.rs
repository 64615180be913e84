//! `course.toml`.
//!
//! What may stand in the file is a table of keys and shapes, and one function holds a file to it: a reader per key and type would be
//! a fifth of the parser wasm. The values are then taken out of the tree; what is wrong there is left out, as its finding is told.

use std::collections::BTreeMap;

use super::super::finding::{Code, Finding};
use super::super::graph::{CourseId, CourseOutline, HelpLink, LessonName, LessonSlug, MeterId, Meters, Show};
use super::super::html::CourseSheet;
use super::super::model::{
    AvoidedWord, Course, Destination, HelpLine, Level, MeterEntry, Plan, Planned, Preset, Resource, Reviewed, Room, Text,
};
use super::super::slug::slug;
use super::super::source::SourceFile;
use super::report::Report;
use super::toml::{self, Item, Table, Value};
use super::{Names, Range, destination, effect, near};

/// `course.toml`. Findings are in file order.
pub fn course(file: &SourceFile) -> (Course, Vec<Finding>) {
    let (table, findings) = tree(file);
    let mut course = Course {
        id: CourseId(table.text("id")),
        title: table.words("title"),
        languages: table.list("languages").iter().filter_map(Item::text).map(str::to_owned).collect(),
        lessons: slugs(&table, "lessons"),
        was: was(&table),
        root: table.get("root").and_then(Item::text).map(str::to_owned),
        about: table.words("about"),
        audience: table.words("audience"),
        duration: table.words("duration"),
        about_lessons: table.table("about_lessons").map(|(slug, text)| (slug.into(), text.words())).collect(),
        planned: table
            .tables("planned")
            .map(|t| Planned {
                number: t.whole("number").unwrap_or(1).max(1) as usize,
                title: t.words("title"),
                level: levels(t),
                about: t.words("about"),
            })
            .collect(),
        feedback_mailto: table.get("feedback_mailto").and_then(Item::text).map(str::to_owned),
        meters: meters(&table),
        presets: table.tables("preset").map(|t| Preset { name: t.words("name"), meters: values(t) }).collect(),
        plans: table
            .tables("plan")
            .map(|t| Plan {
                name: t.words("name"),
                room: Room::named(&t.text("room")),
                lessons: slugs(t, "lessons"),
                core: t.truth("core"),
            })
            .collect(),
        help_lines: help_lines(&table),
        resources: table
            .tables("resource")
            .map(|t| Resource { name: t.words("name"), for_whom: t.words("for"), url: t.optional("url"), checked: t.day("checked") })
            .collect(),
        reviewed: table
            .tables("reviewed")
            .map(|t| Reviewed {
                lesson: t.optional("lesson").map(LessonSlug),
                who: t.text("who"),
                role: t.text("role"),
                date: t.day("date"),
            })
            .collect(),
        avoided_words: table
            .tables("avoided_word")
            .map(|t| AvoidedWord { word: t.words("word"), reason: t.words("reason"), better: t.words("better") })
            .collect(),
        places: BTreeMap::new(),
    };
    if course.languages.is_empty() {
        course.languages.push("nb".to_owned());
    }
    table.places("", &mut course.places);
    (course, findings)
}

/// What pages need of `course.toml` when it is all that is known of the course: its lessons are called as their slugs.
pub fn sheet(file: &SourceFile) -> (CourseSheet, Vec<Finding>) {
    let (table, findings) = tree(file);
    let language = table.list("languages").iter().find_map(Item::text).unwrap_or("nb").to_owned();
    let mut outline = CourseOutline {
        course: CourseId(table.text("id")),
        title: table.words("title").get(&language).to_owned(),
        was: was(&table),
        ..CourseOutline::default()
    };
    for meter in meters(&table) {
        outline.meters.push(meter.in_language(&language));
    }
    for line in help_lines(&table) {
        outline.help_lines.push(HelpLink { name: line.name.get(&language).to_owned(), phone: line.phone, url: line.url });
    }
    for slug in slugs(&table, "lessons") {
        outline.lessons.push(LessonName { title: slug.0.clone(), slug, number: outline.lessons.len() + 1, file: String::new() });
    }
    let mut reviewed = Vec::new();
    for table in table.tables("reviewed") {
        reviewed.push(LessonSlug(table.text("lesson")));
    }
    let total = outline.lessons.len() + table.list("planned").len();
    (CourseSheet { outline, language, total, reviewed }, findings)
}

/// The file as a tree, held to what may stand in it.
fn tree(file: &SourceFile) -> (Table, Vec<Finding>) {
    let mut report = Report::new(file.path());
    let table = toml::read(file.text(), &mut report);
    hold(&table, 0..0, "a course", COURSE, &mut report);
    (table, report.finish())
}

/// What a value must be.
#[derive(Clone, Copy)]
enum Shape {
    /// Any text.
    Plain,
    /// A text, or one for each language.
    Words,
    /// A lasting name.
    Name,
    /// Names, none of them twice.
    Names,
    /// Texts.
    Languages,
    /// Old name = new name.
    NameTable,
    /// Name = text.
    WordTable,
    /// Name = whole number.
    Values,
    /// A meter's name.
    Meter,
    Whole,
    /// 1 to 1000.
    Count,
    Truth,
    Day,
    /// An address that may be live.
    Url,
    /// `/kurs/`.
    Root,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// Some of these.
    SomeOf(&'static [&'static str]),
    /// Pairs of a value and a word, rising.
    Ladder,
    /// Tables, each called so and with these keys.
    Tables(&'static str, &'static [Key]),
}

/// A key: its name, whether it must be there, and what its value must be.
type Key = (&'static str, bool, Shape);

const COURSE: &[Key] = {
    use Shape::*;
    &[
        ("id", true, Name),
        ("title", true, Words),
        ("languages", true, Languages),
        ("lessons", true, Names),
        ("was", false, NameTable),
        ("root", false, Root),
        ("about", false, Words),
        ("audience", false, Words),
        ("duration", false, Words),
        ("about_lessons", false, WordTable),
        ("feedback_mailto", false, Plain),
        (
            "planned",
            false,
            Tables(
                "a planned lesson",
                &[("number", true, Count), ("title", true, Words), ("level", false, SomeOf(LEVELS)), ("about", false, Words)],
            ),
        ),
        (
            "meter",
            false,
            Tables(
                "a meter",
                &[
                    ("id", true, Meter),
                    ("name", true, Words),
                    ("min", false, Whole),
                    ("max", true, Whole),
                    ("start", false, Whole),
                    ("show", false, OneOf(SHOW)),
                    ("words", false, Ladder),
                ],
            ),
        ),
        ("preset", false, Tables("a preset", &[("name", true, Words), ("meters", true, Values)])),
        (
            "plan",
            false,
            Tables("a plan", &[("name", true, Words), ("room", false, OneOf(ROOMS)), ("lessons", true, Names), ("core", false, Truth)]),
        ),
        (
            "help_line",
            false,
            Tables("a help line", &[("name", true, Words), ("phone", false, Plain), ("url", false, Url), ("checked", true, Day)]),
        ),
        (
            "resource",
            false,
            Tables("a resource", &[("name", true, Words), ("for", false, Words), ("url", false, Url), ("checked", true, Day)]),
        ),
        (
            "reviewed",
            false,
            Tables("a review", &[("lesson", false, Name), ("who", true, Plain), ("role", true, Plain), ("date", true, Day)]),
        ),
        ("avoided_word", false, Tables("an avoided word", &[("word", true, Words), ("reason", false, Words), ("better", false, Words)])),
    ]
};
const LEVELS: &[&str] = &["individ", "tjeneste", "system"];
const ROOMS: &[&str] = &["staff", "users", "mixed"];
const SHOW: &[&str] = &["never", "end", "always"];

/// Finds what is wrong with a table.
fn hold(table: &Table, at: Range, whose: &str, keys: &[Key], report: &mut Report) {
    for (key, key_at, item) in &table.entries {
        match keys.iter().find(|(name, ..)| name == key) {
            Some((.., shape)) => hold_value(item, *shape, report),
            None => report.add(Code::CourseFile, key_at.clone(), |f| {
                let f = f.say(format!("{whose} has no `{key}`"));
                let known: Vec<&str> = keys.iter().map(|(name, ..)| *name).collect();
                match near(key, &known) {
                    Some(known) => f.replace(format!("did you mean `{known}`?"), known),
                    None => f.help(format!("it may have {}", known.join(", "))),
                }
            }),
        }
    }
    for (name, must, _) in keys {
        if *must && table.get(name).is_none() {
            report.add(Code::CourseFile, at.clone(), |f| f.say(format!("{whose} must have `{name}`")));
        }
    }
    match whose {
        "a help line" if table.get("phone").is_none() && table.get("url").is_none() => {
            report.add(Code::CourseFile, at, |f| f.say("a help line must have `phone` or `url`"));
        }
        "a meter" => {
            let (min, max) = (table.whole("min").unwrap_or(0), table.whole("max"));
            let place = |key| table.get(key).map_or(at.clone(), |item| item.at.clone());
            match (max, table.whole("start")) {
                (Some(max), _) if max <= min => {
                    report.add(Code::CourseFile, place("max"), |f| f.say(format!("this must be above the lowest value, {min}")));
                }
                (Some(max), Some(start)) if !(min..=max).contains(&start) => {
                    report.add(Code::CourseFile, place("start"), |f| f.say(format!("this must lie between {min} and {max}")));
                }
                _ => {}
            }
        }
        _ => {}
    }
}

fn wrong(report: &mut Report, at: &Range, what: &str) {
    report.add(Code::CourseFile, at.clone(), |f| f.say(format!("this must be {what}")));
}

fn hold_value(item: &Item, shape: Shape, report: &mut Report) {
    let at = &item.at;
    match (shape, &item.value) {
        (Shape::Plain, Value::Text(_))
        | (Shape::Words, Value::Text(_))
        | (Shape::Whole, Value::Whole(_))
        | (Shape::Truth, Value::Truth(_))
        | (Shape::Day, Value::Day(_))
        | (Shape::Count, Value::Whole(1..=1000)) => {}
        (Shape::Name, Value::Text(text)) => hold_name(text, at, report),
        (Shape::Names | Shape::Languages, Value::List(items)) => {
            let mut used = Names::new();
            for item in items {
                match (&item.value, shape) {
                    (Value::Text(_), Shape::Languages) => {}
                    (Value::Text(text), _) => {
                        hold_name(text, &item.at, report);
                        if let Some((_, first)) = used.take(text.into(), item.at.clone()) {
                            report.add(Code::CourseFile, item.at.clone(), |f| {
                                f.say(format!("`{text}` is already there")).see(first, "the first")
                            });
                        }
                    }
                    _ => hold_value(item, Shape::Plain, report),
                }
            }
        }
        (Shape::NameTable | Shape::WordTable | Shape::Words | Shape::Values, Value::Table(table)) => {
            let shape = match shape {
                Shape::NameTable => Shape::Name,
                Shape::WordTable => Shape::Words,
                Shape::Values => Shape::Whole,
                _ => Shape::Plain,
            };
            table.entries.iter().for_each(|(.., item)| hold_value(item, shape, report));
        }
        (Shape::Meter, Value::Text(text)) if effect::meter_id(text).is_some() => {}
        (Shape::Url, Value::Text(text)) if matches!(destination(text, &LessonSlug::default()), Destination::Out(_)) => {}
        (Shape::Root, Value::Text(text)) if text.starts_with('/') && text.ends_with('/') && !text.starts_with("//") => {}
        (Shape::OneOf(words), Value::Text(text)) if words.contains(&text.as_str()) => {}
        (Shape::SomeOf(words), Value::List(items)) => {
            items.iter().for_each(|item| hold_value(item, Shape::OneOf(words), report));
        }
        (Shape::Ladder, Value::List(items)) => {
            let mut last = None;
            for item in items {
                match &item.value {
                    Value::List(pair) if matches!(pair[..], [Item { value: Value::Whole(_), .. }, _]) => {
                        let from = pair[0].whole();
                        hold_value(&pair[1], Shape::Words, report);
                        if last.replace(from).is_some_and(|last| last >= from) {
                            report.add(Code::CourseFile, item.at.clone(), |f| f.say("the values of the words must rise"));
                        }
                    }
                    _ => wrong(report, &item.at, "a pair of a value and a word: `[4, \"noe\"]`"),
                }
            }
        }
        (Shape::Tables(whose, keys), Value::List(items)) => {
            let mut used = Names::new();
            for item in items {
                let Value::Table(table) = &item.value else {
                    wrong(report, &item.at, "a table");
                    continue;
                };
                hold(table, item.at.clone(), whose, keys, report);
                // Meters are told apart by their names.
                if let ("a meter", Some(Item { value: Value::Text(id), at })) = (whose, table.get("id"))
                    && let Some((_, first)) = used.take(id.into(), at.clone())
                {
                    report.add(Code::CourseFile, at.clone(), |f| f.say(format!("two meters are called `{id}`")).see(first, "the first"));
                }
            }
        }
        _ => wrong(report, at, &shape.what()),
    }
}

fn hold_name(text: &str, at: &Range, report: &mut Report) {
    let named = slug(text);
    if named != text || named.is_empty() {
        report.add(Code::CourseFile, at.clone(), |f| {
            let f = f.say(format!("`{text}` can't be a name: small letters, digits, `_` and `-`"));
            if named.is_empty() { f } else { f.replace(format!("such as `{named}`"), &format!("\"{named}\"")) }
        });
    }
}

impl Shape {
    /// In an author's words.
    fn what(self) -> String {
        match self {
            Self::Plain | Self::Name => "a text in quotes",
            Self::Words => "a text in quotes, or one for each language: `{ nb = \"..\", nn = \"..\" }`",
            Self::Names => "a list of lessons, such as `[\"hvem-er-rune\"]`",
            Self::Languages => "a list of language codes, such as `[\"nb\"]`",
            Self::NameTable => "a table of old name = new name",
            Self::WordTable => "a table of lesson = text",
            Self::Values => "a table of meter = value",
            Self::Meter => "letters, digits and hyphens in quotes, as effects can name it",
            Self::Whole => "a whole number",
            Self::Count => "a whole number from 1 to 1000",
            Self::Truth => "true or false",
            Self::Day => "a date without quotes, such as 2026-11-22",
            Self::Url => "an address that begins with `https://`",
            Self::Root => "a path that begins and ends with `/`, such as \"/kurs/\"",
            Self::OneOf(words) => return ["one of ", &words.join(", ")].concat(),
            Self::SomeOf(words) => return ["a list of ", &words.join(", ")].concat(),
            Self::Ladder => "a list of pairs, each a value and a word: `[[0, \"lite\"], [4, \"noe\"]]`",
            Self::Tables(..) => "a list of tables: put the name in double brackets, `[[..]]`",
        }
        .to_owned()
    }
}

/// Slugs in a list, each once.
fn slugs(table: &Table, key: &str) -> Vec<LessonSlug> {
    let mut slugs: Vec<LessonSlug> = Vec::new();
    let mut seen = Names::new();
    for text in table.list(key).iter().filter_map(Item::text) {
        let name = slug(text);
        if !name.is_empty() && seen.take(name.clone().into(), 0..0).is_none() {
            slugs.push(LessonSlug(name));
        }
    }
    slugs
}

/// `was`.
fn was(table: &Table) -> BTreeMap<LessonSlug, LessonSlug> {
    let mut was = BTreeMap::new();
    for (old, new) in table.table("was") {
        was.insert(LessonSlug::from(old), LessonSlug(new.text().unwrap_or_default().to_owned()));
    }
    was
}

fn levels(table: &Table) -> Vec<Level> {
    table.list("level").iter().filter_map(|item| Level::named(item.text()?)).collect()
}

fn values(table: &Table) -> Meters {
    table.table("meters").filter_map(|(id, value)| Some((MeterId::from(id), value.number()?))).collect()
}

/// `[[meter]]`, those that can be used.
fn meters(table: &Table) -> Vec<MeterEntry> {
    let mut meters: Vec<MeterEntry> = Vec::new();
    let mut seen = Names::new();
    for table in table.tables("meter") {
        let (Some(id), Some(max)) = (effect::meter_id(&table.text("id")), table.whole("max")) else { continue };
        if seen.take(id.0.clone().into(), 0..0).is_some() {
            continue;
        }
        let min = table.whole("min").unwrap_or(0);
        let max = max.max(min);
        let mut words = Vec::new();
        for pair in table.list("words") {
            if let Value::List(pair) = &pair.value
                && let [from, word] = &pair[..]
            {
                words.push((from.whole(), word.words()));
            }
        }
        meters.push(MeterEntry {
            id,
            name: table.words("name"),
            min,
            max,
            start: table.whole("start").unwrap_or(min).clamp(min, max),
            show: match table.text("show").as_str() {
                "never" => Show::Never,
                "always" => Show::Always,
                _ => Show::End,
            },
            words,
        });
    }
    meters
}

/// `[[help_line]]`.
fn help_lines(table: &Table) -> Vec<HelpLine> {
    let mut lines = Vec::new();
    for table in table.tables("help_line") {
        lines.push(HelpLine {
            name: table.words("name"),
            phone: table.optional("phone"),
            url: table.optional("url"),
            checked: table.day("checked"),
        });
    }
    lines
}

impl Item {
    /// A text's own.
    fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    fn number(&self) -> Option<i64> {
        match self.value {
            Value::Whole(n) => Some(n),
            _ => None,
        }
    }

    fn whole(&self) -> i64 {
        self.number().unwrap_or_default()
    }

    fn words(&self) -> Text {
        match &self.value {
            Value::Text(text) => Text::One(text.clone()),
            Value::Table(table) => {
                let mut words = BTreeMap::new();
                for (language, _, item) in &table.entries {
                    words.insert(language.clone(), item.text().unwrap_or_default().to_owned());
                }
                Text::ByLanguage(words)
            }
            _ => Text::default(),
        }
    }
}

impl Table {
    /// A text; empty when there is none.
    fn text(&self, key: &str) -> String {
        self.optional(key).unwrap_or_default()
    }

    fn optional(&self, key: &str) -> Option<String> {
        Some(self.get(key)?.text()?.to_owned())
    }

    /// A text by language.
    fn words(&self, key: &str) -> Text {
        self.get(key).map_or(Text::default(), Item::words)
    }

    fn whole(&self, key: &str) -> Option<i64> {
        self.get(key)?.number()
    }

    fn truth(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Item { value: Value::Truth(true), .. }))
    }

    fn day(&self, key: &str) -> super::super::model::Date {
        match self.get(key) {
            Some(Item { value: Value::Day(date), .. }) => *date,
            _ => Default::default(),
        }
    }

    fn list(&self, key: &str) -> &[Item] {
        match self.get(key) {
            Some(Item { value: Value::List(items), .. }) => items,
            _ => &[],
        }
    }

    fn tables(&self, key: &str) -> impl Iterator<Item = &Table> {
        self.list(key).iter().filter_map(|item| match &item.value {
            Value::Table(table) => Some(table),
            _ => None,
        })
    }

    fn table(&self, key: &str) -> impl Iterator<Item = (&str, &Item)> {
        let entries = match self.get(key) {
            Some(Item { value: Value::Table(table), .. }) => &table.entries[..],
            _ => &[],
        };
        entries.iter().map(|(key, _, item)| (key.as_str(), item))
    }
}

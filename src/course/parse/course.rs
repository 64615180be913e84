//! `course.toml`.

use std::collections::BTreeMap;

use super::super::finding::Code;
use super::super::graph::{CourseId, LessonSlug, MeterId, Meters, Show};
use super::super::model::{
    AvoidedWord, Course, Date, Destination, HelpLine, Level, MeterEntry, Plan, Planned, Preset, Resource, Reviewed, Room, Text,
};
use super::super::slug::slug;
use super::super::source::SourceFile;
use super::report::Report;
use super::toml::{self, Item, Table, Value};
use super::{Range, destination, effect, near};
use crate::course::finding::Finding;

/// `course.toml`. Findings are in file order.
pub fn course(file: &SourceFile) -> (Course, Vec<Finding>) {
    let mut reader = Reader { report: Report::new(file.path()) };
    let table = toml::read(file.text(), &mut reader.report);
    let mut places = BTreeMap::new();
    table.places("", &mut places);
    let mut course = reader.course(table);
    course.places = places;
    (course, reader.report.finish())
}

struct Reader<'a> {
    report: Report<'a>,
}

/// Reads the keys of a table into variables: `None` when missing or wrong. A key there is no place for and a lacking one are findings.
macro_rules! read {
    ($self:ident, $whose:literal, $table:ident, $at:ident,
     must { $($key:literal $slot:ident $read:ident,)* } may { $($may_key:literal $may_slot:ident $may_read:ident,)* }) => {
        $(let mut $slot = None;)*
        $(let mut $may_slot = None;)*
        let mut present = Vec::new();
        for (key, at, item) in $table.entries {
            match key.as_str() {
                $($key => $slot = $self.$read(item),)*
                $($may_key => $may_slot = $self.$may_read(item),)*
                _ => $self.unknown(&key, at, &[$($key,)* $($may_key,)*], $whose),
            }
            present.push(key);
        }
        for key in [$($key),*] {
            if !present.iter().any(|p| p == key) {
                $self.lacks($at.clone(), key, $whose);
            }
        }
    };
}

impl Reader<'_> {
    fn course(&mut self, table: Table) -> Course {
        let mut course = Course::default();
        let mut present = Vec::new();
        const KEYS: &[&str] = &[
            "id",
            "title",
            "languages",
            "lessons",
            "was",
            "root",
            "about",
            "audience",
            "duration",
            "about_lessons",
            "planned",
            "feedback_mailto",
            "meter",
            "preset",
            "plan",
            "help_line",
            "resource",
            "reviewed",
            "avoided_word",
        ];
        for (key, at, item) in table.entries {
            present.push(key.clone());
            match key.as_str() {
                "id" => course.id = CourseId(self.name(item).unwrap_or_default()),
                "title" => course.title = self.words(item).unwrap_or_default(),
                "languages" => course.languages = self.list(item, "a list of language codes, such as `[\"nb\"]`", Self::text),
                "lessons" => course.lessons = self.lessons(item),
                "was" => {
                    let table = self.table(item, "a table of old name = new name").unwrap_or_default();
                    course.was = table
                        .entries
                        .into_iter()
                        .filter_map(|(old, _, new)| Some((LessonSlug(old), LessonSlug(self.name(new)?))))
                        .collect();
                }
                "root" => course.root = self.root(item),
                "about" => course.about = self.words(item).unwrap_or_default(),
                "audience" => course.audience = self.words(item).unwrap_or_default(),
                "duration" => course.duration = self.words(item).unwrap_or_default(),
                "about_lessons" => {
                    let table = self.table(item, "a table of lesson = text").unwrap_or_default();
                    course.about_lessons =
                        table.entries.into_iter().filter_map(|(key, _, text)| Some((LessonSlug(key), self.words(text)?))).collect();
                }
                "planned" => course.planned = self.tables(item, Self::planned),
                "feedback_mailto" => course.feedback_mailto = self.text(item),
                "meter" => course.meters = self.meters(item),
                "preset" => course.presets = self.tables(item, Self::preset),
                "plan" => course.plans = self.tables(item, Self::plan),
                "help_line" => course.help_lines = self.tables(item, Self::help_line),
                "resource" => course.resources = self.tables(item, Self::resource),
                "reviewed" => course.reviewed = self.tables(item, Self::reviewed),
                "avoided_word" => course.avoided_words = self.tables(item, Self::avoided_word),
                _ => self.unknown(&key, at, KEYS, "a course"),
            }
        }
        for key in ["id", "title", "languages", "lessons"] {
            if !present.iter().any(|p| p == key) {
                self.lacks(0..0, key, "a course");
            }
        }
        if course.languages.is_empty() {
            course.languages.push("nb".to_owned());
        }
        course
    }

    fn wrong(&mut self, at: Range, what: &str) {
        self.report.add(Code::CourseFile, at, |f| f.say(format!("this must be {what}")));
    }

    fn lacks(&mut self, at: Range, key: &str, whose: &str) {
        self.report.add(Code::CourseFile, at, |f| f.say(format!("{whose} must have `{key}`")));
    }

    fn unknown(&mut self, key: &str, at: Range, known: &[&str], whose: &str) {
        self.report.add(Code::CourseFile, at, |f| {
            let f = f.say(format!("{whose} has no `{key}`"));
            match near(key, known) {
                Some(known) => f.replace(format!("did you mean `{known}`?"), known),
                None => f.help(format!("it may have {}", known.join(", "))),
            }
        });
    }

    fn text(&mut self, item: Item) -> Option<String> {
        match item.value {
            Value::Text(text) => Some(text),
            _ => {
                self.wrong(item.at, "a text in quotes");
                None
            }
        }
    }

    fn words(&mut self, item: Item) -> Option<Text> {
        match item.value {
            Value::Text(text) => Some(Text::One(text)),
            Value::Table(table) => Some(Text::ByLanguage(
                table.entries.into_iter().filter_map(|(language, _, text)| Some((language, self.text(text)?))).collect(),
            )),
            _ => {
                self.wrong(item.at, "a text in quotes, or one for each language: `{ nb = \"..\", nn = \"..\" }`");
                None
            }
        }
    }

    /// A lasting name.
    fn name(&mut self, item: Item) -> Option<String> {
        let at = item.at.clone();
        let text = self.text(item)?;
        let named = slug(&text);
        if named != text || named.is_empty() {
            self.report.add(Code::CourseFile, at, |f| {
                let f = f.say(format!("`{text}` can't be a name: small letters, digits, `_` and `-`"));
                if named.is_empty() { f } else { f.replace(format!("such as `{named}`"), format!("\"{named}\"")) }
            });
        }
        (!named.is_empty()).then_some(named)
    }

    fn whole(&mut self, item: Item) -> Option<i64> {
        match item.value {
            Value::Whole(n) => Some(n),
            _ => {
                self.wrong(item.at, "a whole number");
                None
            }
        }
    }

    fn count(&mut self, item: Item) -> Option<usize> {
        let at = item.at.clone();
        let n = self.whole(item)?;
        if (1..=1000).contains(&n) {
            return usize::try_from(n).ok();
        }
        self.wrong(at, "a number from 1 to 1000");
        None
    }

    fn truth(&mut self, item: Item) -> Option<bool> {
        match item.value {
            Value::Truth(value) => Some(value),
            _ => {
                self.wrong(item.at, "true or false");
                None
            }
        }
    }

    fn day(&mut self, item: Item) -> Option<Date> {
        match item.value {
            Value::Day(date) => Some(date),
            _ => {
                self.wrong(item.at, "a date without quotes, such as 2026-11-22");
                None
            }
        }
    }

    fn url(&mut self, item: Item) -> Option<String> {
        let at = item.at.clone();
        let text = self.text(item)?;
        if matches!(destination(&text, &LessonSlug::default()), Destination::Out(_)) {
            return Some(text);
        }
        self.wrong(at, "an address that begins with `https://`");
        None
    }

    fn root(&mut self, item: Item) -> Option<String> {
        let at = item.at.clone();
        let text = self.text(item)?;
        if text.starts_with('/') && text.ends_with('/') && !text.starts_with("//") {
            return Some(text);
        }
        self.wrong(at, "a path that begins and ends with `/`, such as \"/kurs/\"");
        None
    }

    fn show(&mut self, item: Item) -> Option<Show> {
        let at = item.at.clone();
        match self.text(item)?.as_str() {
            "never" => Some(Show::Never),
            "end" => Some(Show::End),
            "always" => Some(Show::Always),
            _ => {
                self.wrong(at, "\"never\", \"end\" or \"always\"");
                None
            }
        }
    }

    fn room(&mut self, item: Item) -> Option<Room> {
        let at = item.at.clone();
        let room = Room::named(&self.text(item)?);
        if room.is_none() {
            self.wrong(at, "\"staff\", \"users\" or \"mixed\"");
        }
        room
    }

    fn list<T>(&mut self, item: Item, what: &str, mut read: impl FnMut(&mut Self, Item) -> Option<T>) -> Vec<T> {
        match item.value {
            Value::List(items) => items.into_iter().filter_map(|item| read(self, item)).collect(),
            _ => {
                self.wrong(item.at, what);
                Vec::new()
            }
        }
    }

    fn table(&mut self, item: Item, what: &str) -> Option<Table> {
        match item.value {
            Value::Table(table) => Some(table),
            _ => {
                self.wrong(item.at, what);
                None
            }
        }
    }

    fn tables<T>(&mut self, item: Item, mut read: impl FnMut(&mut Self, Table, Range) -> Option<T>) -> Vec<T> {
        let what = "a list of tables: put the name in double brackets, `[[..]]`";
        self.list(item, what, |reader, item| {
            let at = item.at.clone();
            let table = reader.table(item, what)?;
            read(reader, table, at)
        })
    }

    fn lessons(&mut self, item: Item) -> Vec<LessonSlug> {
        let mut known: BTreeMap<String, Range> = BTreeMap::new();
        let mut read = |reader: &mut Self, item: Item| {
            let at = item.at.clone();
            let name = reader.name(item)?;
            if let Some(first) = known.get(&name) {
                let first = first.clone();
                reader.report.add(Code::CourseFile, at, |f| f.say(format!("`{name}` is already there")).see(first, "the first"));
                return None;
            }
            known.insert(name.clone(), at);
            Some(LessonSlug(name))
        };
        self.list(item, "a list of lessons, such as `[\"hvem-er-rune\"]`", &mut read)
    }

    fn slugs(&mut self, item: Item) -> Option<Vec<LessonSlug>> {
        Some(self.lessons(item))
    }

    fn levels(&mut self, item: Item) -> Option<Vec<Level>> {
        let what = "a list of \"individ\", \"tjeneste\", \"system\"";
        Some(self.list(item, what, |reader, item| {
            let at = item.at.clone();
            let level = Level::named(&reader.text(item)?);
            if level.is_none() {
                reader.wrong(at, what);
            }
            level
        }))
    }

    fn ladder(&mut self, item: Item) -> Option<Vec<(i64, Text)>> {
        let what = "a list of pairs, each a value and a word: `[[0, \"lite\"], [4, \"noe\"]]`";
        let mut last = None;
        Some(self.list(item, what, |reader, item| {
            let at = item.at.clone();
            let Value::List(pair) = item.value else {
                reader.wrong(at, what);
                return None;
            };
            let Ok([from, word]) = <[Item; 2]>::try_from(pair) else {
                reader.wrong(at, what);
                return None;
            };
            let (from, word) = (reader.whole(from)?, reader.words(word)?);
            if last.replace(from).is_some_and(|last| last >= from) {
                reader.report.add(Code::CourseFile, at, |f| f.say("the values of the words must rise"));
            }
            Some((from, word))
        }))
    }

    fn values(&mut self, item: Item) -> Option<Meters> {
        let table = self.table(item, "a table of meter = value")?;
        Some(table.entries.into_iter().filter_map(|(meter, _, value)| Some((MeterId(meter), self.whole(value)?))).collect())
    }

    fn meter_id(&mut self, item: Item) -> Option<MeterId> {
        let at = item.at.clone();
        let id = effect::meter_id(&self.text(item)?);
        if id.is_none() {
            self.wrong(at, "letters, digits and hyphens, as effects can name it");
        }
        id
    }

    fn meters(&mut self, item: Item) -> Vec<MeterEntry> {
        let mut known: BTreeMap<MeterId, Range> = BTreeMap::new();
        self.tables(item, |reader, table, at| {
            let place = |key: &str| table.entries.iter().find(|(name, ..)| name == key).map_or(at.clone(), |(.., item)| item.at.clone());
            let (id_at, start_at, max_at) = (place("id"), place("start"), place("max"));
            read!(reader, "a meter", table, at,
            must { "id" id meter_id, "name" name words, "max" max whole, } may { "min" min whole, "start" start whole, "show" show show, "words" words ladder, });
            let (min, max) = (min.unwrap_or(0), max?);
            let start = start.unwrap_or(min);
            if max <= min {
                reader.report.add(Code::CourseFile, max_at, |f| f.say(format!("this must be above the lowest value, {min}")));
            } else if !(min..=max).contains(&start) {
                reader.report.add(Code::CourseFile, start_at, |f| f.say(format!("this must lie between {min} and {max}")));
            }
            let id = id?;
            if let Some(first) = known.get(&id) {
                let first = first.clone();
                reader.report.add(Code::CourseFile, id_at, |f| f.say(format!("two meters are called `{id}`")).see(first, "the first"));
                return None;
            }
            known.insert(id.clone(), id_at);
            Some(MeterEntry {
                id,
                name: name.unwrap_or_default(),
                min,
                max: max.max(min),
                start: start.clamp(min, max.max(min)),
                show: show.unwrap_or_default(),
                words: words.unwrap_or_default(),
            })
        })
    }

    fn planned(&mut self, table: Table, at: Range) -> Option<Planned> {
        read!(self, "a planned lesson", table, at,
            must { "number" number count, "title" title words, } may { "level" level levels, "about" about words, });
        Some(Planned { number: number?, title: title?, level: level.unwrap_or_default(), about: about.unwrap_or_default() })
    }

    fn preset(&mut self, table: Table, at: Range) -> Option<Preset> {
        read!(self, "a preset", table, at,
            must { "name" name words, "meters" meters values, } may {  });
        Some(Preset { name: name?, meters: meters? })
    }

    fn plan(&mut self, table: Table, at: Range) -> Option<Plan> {
        read!(self, "a plan", table, at,
            must { "name" name words, "lessons" lessons slugs, } may { "room" room room, "core" core truth, });
        Some(Plan { name: name?, room, lessons: lessons?, core: core.unwrap_or_default() })
    }

    fn help_line(&mut self, table: Table, at: Range) -> Option<HelpLine> {
        read!(self, "a help line", table, at,
            must { "name" name words, "checked" checked day, } may { "phone" phone text, "url" url url, });
        if phone.is_none() && url.is_none() {
            self.lacks(at, "phone` or `url", "a help line");
        }
        Some(HelpLine { name: name?, phone, url, checked: checked.unwrap_or_default() })
    }

    fn resource(&mut self, table: Table, at: Range) -> Option<Resource> {
        read!(self, "a resource", table, at,
            must { "name" name words, "checked" checked day, } may { "for" for_whom words, "url" url url, });
        Some(Resource { name: name?, for_whom: for_whom.unwrap_or_default(), url, checked: checked.unwrap_or_default() })
    }

    fn avoided_word(&mut self, table: Table, at: Range) -> Option<AvoidedWord> {
        read!(self, "an avoided word", table, at,
            must { "word" word words, } may { "reason" reason words, "better" better words, });
        Some(AvoidedWord { word: word?, reason: reason.unwrap_or_default(), better: better.unwrap_or_default() })
    }

    fn reviewed(&mut self, table: Table, at: Range) -> Option<Reviewed> {
        read!(self, "a review", table, at,
            must { "who" who text, "role" role text, "date" date day, } may { "lesson" lesson name, });
        Some(Reviewed { lesson: lesson.map(LessonSlug), who: who?, role: role?, date: date? })
    }
}

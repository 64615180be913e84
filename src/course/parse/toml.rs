//! TOML as a tree in which every key and value knows its place.
//!
//! On toml_parser, the lexer and event parser beneath the `toml` crate: it tells all faults in one run, and without serde's code per type it
//! costs the parser wasm a third of what `toml` does.

use std::collections::BTreeMap;

use toml_parser::decoder::ScalarKind;
use toml_parser::parser::{Event, EventKind, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{ParseError, Source};

use super::super::finding::{Code, Span};
use super::super::model::Date;
use super::Range;
use super::names::NameMap;
use super::report::Report;

/// Arrays and tables within each other at most.
const DEPTH: u32 = 32;

/// A value with its bytes in the file.
pub struct Item {
    pub value: Value,
    pub at: Range,
}

/// What a course file has use for.
pub enum Value {
    Text(String),
    Whole(i64),
    Truth(bool),
    Day(Date),
    List(Vec<Item>),
    Table(Table),
    /// Times, fractions, numbers too large.
    Other,
}

/// Keys in file order.
#[derive(Default)]
pub struct Table {
    pub entries: Vec<(String, Range, Item)>,
    /// Places in `entries`.
    index: NameMap<'static>,
    /// Whether a `[header]` or `key = {}` has made it: then it can't be made again.
    closed: bool,
}

impl Table {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Item> {
        self.index.get(key).map(|(_, i)| &self.entries[*i].2)
    }

    fn get_mut(&mut self, key: &str) -> Option<&mut Item> {
        self.index.get(key).map(|(_, i)| &mut self.entries[*i].2)
    }

    fn insert(&mut self, key: String, at: Range, item: Item) {
        self.index.insert(key.clone().into(), (at.clone(), self.entries.len()));
        self.entries.push((key, at, item));
    }

    /// Notes where every value stands, by path: `meter.0.id`.
    pub fn places(&self, path: &str, places: &mut BTreeMap<String, Span>) {
        for (key, _, item) in &self.entries {
            item.places(format!("{path}{key}"), places);
        }
    }
}

impl Item {
    fn places(&self, path: String, places: &mut BTreeMap<String, Span>) {
        match &self.value {
            Value::List(items) => items.iter().enumerate().for_each(|(i, item)| item.places(format!("{path}.{i}"), places)),
            Value::Table(table) => table.places(&format!("{path}."), places),
            _ => {}
        }
        places.insert(path, self.at.clone().into());
    }
}

type Keys = Vec<(String, Range)>;

/// An array or inline table being read, with the keys it stands under.
struct Open {
    value: Value,
    start: usize,
    keys: Keys,
}

struct Builder<'r, 'f> {
    report: &'r mut Report<'f>,
    root: Table,
    /// The path of the `[header]` last read.
    here: Keys,
    keys: Keys,
    open: Vec<Open>,
}

/// The tree; every fault is a finding.
pub fn read(text: &str, report: &mut Report) -> Table {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut events: Vec<Event> = Vec::with_capacity(tokens.len());
    let mut errors: Vec<ParseError> = Vec::new();
    let mut collect = |event: Event| events.push(event);
    let mut whitespace = ValidateWhitespace::new(&mut collect, source);
    parse_document(&tokens, &mut RecursionGuard::new(&mut whitespace, DEPTH), &mut errors);

    let mut builder = Builder { report, root: Table::default(), here: Vec::new(), keys: Vec::new(), open: Vec::new() };
    for event in &events {
        builder.event(source, event, &mut errors);
    }
    let root = builder.root;
    for error in errors {
        let at = error.unexpected().or(error.context()).map_or(text.len()..text.len(), |span| span.start()..span.end());
        report.add(Code::CourseFile, at, |f| {
            let f = f.say(error.description());
            let expected: Vec<&str> = error
                .expected()
                .unwrap_or_default()
                .iter()
                .filter_map(|expected| match expected {
                    toml_parser::Expected::Literal("\n") => Some("a line end"),
                    toml_parser::Expected::Literal(text) | toml_parser::Expected::Description(text) => Some(text),
                    _ => None,
                })
                .collect();
            if expected.is_empty() { f } else { f.help(format!("expected {}", expected.join(", "))) }
        });
    }
    root
}

impl Builder<'_, '_> {
    fn event(&mut self, source: Source, event: &Event, errors: &mut Vec<ParseError>) {
        let at = event.span().start()..event.span().end();
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                self.keys.clear();
                self.open.clear();
            }
            EventKind::StdTableClose => self.header(at, false),
            EventKind::ArrayTableClose => self.header(at, true),
            EventKind::SimpleKey => {
                let mut key = String::new();
                if let Some(raw) = source.get(event) {
                    raw.decode_key(&mut key, errors);
                }
                self.keys.push((key, at));
            }
            EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                let value = match event.kind() {
                    EventKind::ArrayOpen => Value::List(Vec::new()),
                    _ => Value::Table(Table { closed: true, ..Table::default() }),
                };
                self.open.push(Open { value, start: at.start, keys: std::mem::take(&mut self.keys) });
            }
            EventKind::ArrayClose | EventKind::InlineTableClose => {
                if let Some(done) = self.open.pop() {
                    self.keys = done.keys;
                    self.value(Item { value: done.value, at: done.start..at.end });
                }
            }
            EventKind::Scalar => {
                let value = scalar(source, event, errors);
                self.value(Item { value, at });
            }
            EventKind::Newline if self.open.is_empty() => self.keys.clear(),
            _ => {}
        }
    }

    fn header(&mut self, at: Range, list: bool) {
        let mut path = std::mem::take(&mut self.keys);
        self.here.clone_from(&path);
        let Some((name, name_at)) = path.pop() else { return };
        let span = path.first().map_or(name_at.start, |(_, first)| first.start)..name_at.end.max(at.start);
        let Some(table) = descend(&mut self.root, &path) else { return self.taken(&name, name_at) };
        let fresh = || Item { value: Value::Table(Table { closed: true, ..Table::default() }), at: span.clone() };
        match (table.get_mut(&name).map(|item| &mut item.value), list) {
            (None, true) => table.insert(name, name_at, Item { value: Value::List(vec![fresh()]), at: span }),
            (None, false) => table.insert(name, name_at, fresh()),
            (Some(Value::List(items)), true) if items.iter().all(|i| matches!(i.value, Value::Table(_))) => items.push(fresh()),
            (Some(Value::Table(table)), false) if !table.closed => table.closed = true,
            _ => self.taken(&name, name_at),
        }
    }

    fn value(&mut self, item: Item) {
        let mut path = std::mem::take(&mut self.keys);
        let root = match self.open.last_mut().map(|open| &mut open.value) {
            Some(Value::List(items)) => return items.push(item),
            Some(Value::Table(table)) => Some(table),
            _ => descend(&mut self.root, &self.here),
        };
        let Some((name, at)) = path.pop() else { return };
        match root.and_then(|root| descend(root, &path)) {
            Some(table) if !table.index.contains_key(name.as_str()) => table.insert(name, at, item),
            _ => self.taken(&name, at),
        }
    }

    fn taken(&mut self, name: &str, at: Range) {
        self.report.add(Code::CourseFile, at, |f| f.say(format!("`{name}` is already there")));
    }
}

/// The table at a path, made where there is none; of a list of tables the last. `None` where something else stands.
fn descend<'t>(mut table: &'t mut Table, path: &[(String, Range)]) -> Option<&'t mut Table> {
    for (key, at) in path {
        if table.get(key).is_none() {
            table.insert(key.clone(), at.clone(), Item { value: Value::Table(Table::default()), at: at.clone() });
        }
        table = match &mut table.get_mut(key)?.value {
            Value::Table(table) => table,
            Value::List(items) => match &mut items.last_mut()?.value {
                Value::Table(table) => table,
                _ => return None,
            },
            _ => return None,
        };
    }
    Some(table)
}

fn scalar(source: Source, event: &Event, errors: &mut Vec<ParseError>) -> Value {
    let Some(raw) = source.get(event) else { return Value::Other };
    let mut text = String::new();
    match raw.decode_scalar(&mut text, errors) {
        ScalarKind::String => Value::Text(text),
        ScalarKind::Boolean(value) => Value::Truth(value),
        ScalarKind::Integer(radix) => i64::from_str_radix(&text, radix.value()).map_or(Value::Other, Value::Whole),
        ScalarKind::DateTime => day(&text).map_or(Value::Other, Value::Day),
        ScalarKind::Float => Value::Other,
    }
}

/// A day, `yyyy-mm-dd`.
fn day(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let date = Date { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
    let leap = date.year.is_multiple_of(4) && (!date.year.is_multiple_of(100) || date.year.is_multiple_of(400));
    let days = match date.month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (parts.next().is_none() && (1..=days).contains(&date.day)).then_some(date)
}

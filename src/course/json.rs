//! JSON as a small tree. One reader and one writer for all the program reads and saves: serde makes several kB of code for each struct
//! it derives, and the page would pay for every one.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// A JSON value.
#[derive(Clone, Debug)]
pub enum Field {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// True or false.
    Flag(bool),
    /// A list.
    List(Vec<Field>),
    /// An object.
    Object(Fields),
    /// Null, a fraction, or a number too large: nothing of ours.
    Other,
}

/// The fields of a JSON object, in order.
#[derive(Clone, Debug, Default)]
pub struct Fields(pub Vec<(String, Field)>);

impl Fields {
    /// Adds a field.
    pub fn put(&mut self, name: &str, value: Field) {
        self.0.push((name.to_owned(), value));
    }

    /// Adds a text.
    pub fn text(&mut self, name: &str, value: &str) {
        self.put(name, Field::Text(value.to_owned()));
    }

    /// Adds a flag, if it is set.
    pub fn flag(&mut self, name: &str, value: bool) {
        if value {
            self.put(name, Field::Flag(true));
        }
    }

    /// The field as text; empty where it is missing or something else.
    pub fn take_text(&mut self, name: &str) -> String {
        match self.take(name) {
            Some(Field::Text(text)) => text,
            _ => String::new(),
        }
    }

    /// The field as a number; 0 where it is missing or something else.
    pub fn take_number(&mut self, name: &str) -> i64 {
        match self.take(name) {
            Some(Field::Number(n)) => n,
            _ => 0,
        }
    }

    /// The field as a list; empty where it is missing or something else.
    pub fn take_list(&mut self, name: &str) -> Vec<Field> {
        match self.take(name) {
            Some(Field::List(list)) => list,
            _ => Vec::new(),
        }
    }

    /// Whether the field is there and true.
    pub fn take_flag(&mut self, name: &str) -> bool {
        matches!(self.take(name), Some(Field::Flag(true)))
    }

    /// The objects of a list; what is no object is left out.
    pub fn take_objects(&mut self, name: &str) -> Vec<Fields> {
        self.take_list(name).into_iter().filter_map(Field::object).collect()
    }

    /// Takes a field out.
    pub fn take(&mut self, name: &str) -> Option<Field> {
        let i = self.0.iter().position(|(n, _)| n == name)?;
        Some(self.0.swap_remove(i).1)
    }
}

impl Field {
    /// A text read as JSON; `None` when it is none.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The value as JSON text.
    pub fn write(&self) -> String {
        match serde_json::to_string(self) {
            Ok(text) => text,
            // Not `expect`: printing the error would bring kilobytes of formatting into the page.
            Err(_) => unreachable!("texts, numbers, flags and lists of them always have a JSON form"),
        }
    }

    /// The fields, if it is an object.
    pub fn object(self) -> Option<Fields> {
        match self {
            Self::Object(fields) => Some(fields),
            _ => None,
        }
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => to.serialize_str(text),
            Self::Number(n) => to.serialize_i64(*n),
            Self::Flag(flag) => to.serialize_bool(*flag),
            Self::List(list) => to.collect_seq(list),
            Self::Object(fields) => to.collect_map(fields.0.iter().map(|(name, value)| (name, value))),
            Self::Other => to.serialize_unit(),
        }
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AnyField)
    }
}

struct AnyField;

impl<'de> Visitor<'de> for AnyField {
    type Value = Field;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Field, E> {
        Ok(Field::Flag(flag))
    }

    fn visit_i64<E>(self, n: i64) -> Result<Field, E> {
        Ok(Field::Number(n))
    }

    fn visit_u64<E>(self, n: u64) -> Result<Field, E> {
        Ok(i64::try_from(n).map_or(Field::Other, Field::Number))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Field, E> {
        Ok(Field::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Field, E> {
        Ok(Field::Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Field, E> {
        Ok(Field::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Field, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = from.next_element()? {
            list.push(value);
        }
        Ok(Field::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Field, A::Error> {
        let mut fields = Fields::default();
        while let Some(entry) = from.next_entry()? {
            fields.0.push(entry);
        }
        Ok(Field::Object(fields))
    }
}

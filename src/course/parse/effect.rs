//! The titles of choices: conditions and effects.

use std::ops::Range;

use super::super::finding::Code;
use super::super::graph::{Change, Comparison, Condition, Effect, MeterId};
use super::super::model::At;
use super::super::slug::{is_letter, nfc, trim};
use super::report::Report;

/// What a choice's title says.
pub type Title = (Option<At<Condition>>, Vec<At<Effect>>);

/// `if COND`, `if COND: EFFECTS` or `EFFECTS`.
///
/// `at` is where the title stands; when its text is written another way there (with entities), all findings point at the whole of it.
pub fn title(text: &str, source: &str, at: Range<usize>, report: &mut Report) -> Title {
    let place = Place { whole: at.clone(), exact: source.get(at) == Some(text), text };
    let trimmed = trim(text);
    let Some(rest) = trimmed.strip_prefix("if").filter(|rest| rest.starts_with(char::is_whitespace)) else {
        return (None, effects(trimmed, &place, report));
    };
    match rest.split_once(':') {
        Some((before, after)) => (condition(before, &place, report), effects(trim(after), &place, report)),
        None => (condition(rest, &place, report), Vec::new()),
    }
}

/// A condition that stands at `at`, as in a heading's `if=`.
pub fn heading_condition(text: &str, at: Range<usize>, report: &mut Report) -> Option<At<Condition>> {
    condition(text, &Place { whole: at, exact: true, text }, report)
}

/// Finds where a part of the title stands in the file.
struct Place<'a> {
    whole: Range<usize>,
    exact: bool,
    text: &'a str,
}

impl Place<'_> {
    /// `part` is a slice of `self.text`, without blanks around it.
    fn of(&self, part: &str) -> Range<usize> {
        let offset = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        if !self.exact || part.is_empty() || offset > self.text.len() {
            return self.whole.clone();
        }
        let start = self.whole.start + offset;
        start..start + part.len()
    }
}

fn condition(text: &str, place: &Place, report: &mut Report) -> Option<At<Condition>> {
    let text = trim(text);
    let read = || {
        let sign = text.find(['<', '>', '=', '!']).ok_or("a condition compares a meter with a whole number")?;
        let (meter, rest) = text.split_at(sign);
        let two = rest.get(..2).unwrap_or_default();
        let (comparison, number) = match (two, &rest[..1]) {
            (">=", _) => (Comparison::AtLeast, &rest[2..]),
            ("<=", _) => (Comparison::AtMost, &rest[2..]),
            ("==", _) => (Comparison::Equal, &rest[2..]),
            ("!=", _) => (Comparison::NotEqual, &rest[2..]),
            (_, ">") => (Comparison::Above, &rest[1..]),
            (_, "<") => (Comparison::Below, &rest[1..]),
            (_, "=") => return Err("write `==` for “is exactly”"),
            _ => return Err("a condition compares with >= <= > < == or !="),
        };
        let meter = meter_id(meter.trim()).ok_or("the meter's name goes first: letters, digits and hyphens")?;
        let number = number.trim().parse().map_err(|_| "a condition is one comparison with a whole number, such as `tillit >= 4`")?;
        Ok(Condition(meter, comparison, number))
    };
    match read() {
        Ok(value) => Some(At { value, span: place.of(text).into() }),
        Err(help) => {
            report.add(Code::BadCondition, place.of(text), |f| f.say(format!("`{text}` is not a condition")).help(help));
            None
        }
    }
}

/// `text` is without blanks around it.
fn effects(text: &str, place: &Place, report: &mut Report) -> Vec<At<Effect>> {
    let mut effects = Vec::new();
    if text.is_empty() {
        return effects;
    }
    for part in text.split(',') {
        let part = trim(part);
        match effect(part) {
            Ok(value) => effects.push(At { value, span: place.of(part).into() }),
            Err(help) => {
                report.add(Code::BadEffect, place.of(part), |f| match part.replace(['−', '–'], "-") {
                    mended if mended != part && effect(&mended).is_ok() => {
                        f.say(format!("`{part}` is not an effect")).help(format!("use the hyphen of the keyboard: `{mended}`"))
                    }
                    _ if part.is_empty() => f.say("an effect is missing between the commas"),
                    _ => f.say(format!("`{part}` is not an effect")).help(help),
                });
            }
        }
    }
    effects
}

fn effect(part: &str) -> Result<Effect, &'static str> {
    let shape = "an effect is `meter +1`, `meter -1` or `meter = 1`";
    let plain = part.bytes().position(|b| !(b.is_ascii_alphanumeric() || b == b'-')).unwrap_or(part.len());
    let (name, rest) = part.split_at(match part.as_bytes().get(plain) {
        Some(0x80..) => part.find(|c: char| !is_meter_letter(c)).unwrap_or(part.len()),
        _ => plain,
    });
    let rest = rest.trim_start();
    if rest.is_empty() && name.contains('-') {
        return Err("put a space before the minus sign: `meter -1`");
    }
    if name.is_empty() {
        return Err(shape);
    }
    let meter = MeterId(nfc(name).into_owned());
    let number = rest.get(1..).unwrap_or_default().trim_start();
    let plain = || Some(number).filter(|n| n.starts_with(|c: char| c.is_ascii_digit())).and_then(|n| n.parse::<i64>().ok()).ok_or(shape);
    Ok(Effect(
        meter,
        match rest.as_bytes().first() {
            Some(b'+') => Change::Add(plain()?),
            Some(b'-') => Change::Add(-plain()?),
            Some(b'=') => Change::Set(number.parse().map_err(|_| shape)?),
            _ => return Err(shape),
        },
    ))
}

/// Letters, digits and hyphens.
pub fn meter_id(text: &str) -> Option<MeterId> {
    (!text.is_empty() && text.chars().all(is_meter_letter)).then(|| MeterId(nfc(text).into_owned()))
}

fn is_meter_letter(c: char) -> bool {
    // A letter and its mark may stand apart until they are put in NFC.
    is_letter(c) || c == '-' || matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Vec<String>) {
        let source = format!("xx{text}");
        let mut report = Report::new("a.md");
        let (condition, effects) = title(text, &source, 2..source.len(), &mut report);
        let mut said = String::new();
        let show = |span: super::super::super::finding::Span| source[span.start..span.end].to_owned();
        if let Some(c) = condition {
            said += &format!("if {} {:?} {} [{}]", c.value.0, c.value.1, c.value.2, show(c.span));
        }
        for e in effects {
            said += &format!("; {} {:?} [{}]", e.value.0, e.value.1, show(e.span));
        }
        (said, report.finish().iter().map(|f| format!("{} [{}]", f.code.as_str(), show(f.span))).collect())
    }

    #[test]
    fn titles() {
        for (text, said, wrong) in [
            ("", "", &[] as &[&str]),
            ("tillit +1", "; tillit Add(1) [tillit +1]", &[]),
            ("avtaler +1, innflytelse -1", "; avtaler Add(1) [avtaler +1]; innflytelse Add(-1) [innflytelse -1]", &[]),
            ("a=3", "; a Set(3) [a=3]", &[]),
            ("a = -3", "; a Set(-3) [a = -3]", &[]),
            ("sett-nå + 2", "; sett-nå Add(2) [sett-nå + 2]", &[]),
            ("if tillit >= 4: tillit +1", "if tillit AtLeast 4 [tillit >= 4]; tillit Add(1) [tillit +1]", &[]),
            ("if a<-2", "if a Below -2 [a<-2]", &[]),
            ("if a != 0 :", "if a NotEqual 0 [a != 0]", &[]),
            ("if", "", &["bad-effect [if]"]),
            ("iffy +1", "; iffy Add(1) [iffy +1]", &[]),
            ("Les mer", "", &["bad-effect [Les mer]"]),
            ("a +1, , b -1", "; a Add(1) [a +1]; b Add(-1) [b -1]", &["bad-effect [a +1, , b -1]"]),
            ("a-1", "", &["bad-effect [a-1]"]),
            ("a −1", "", &["bad-effect [a −1]"]),
            ("a +-1", "", &["bad-effect [a +-1]"]),
            ("a +1.5", "", &["bad-effect [a +1.5]"]),
            ("a +99999999999999999999", "", &["bad-effect [a +99999999999999999999]"]),
            ("if a = 4: b +1", "; b Add(1) [b +1]", &["bad-condition [a = 4]"]),
            ("if a >= 4 and b < 2", "", &["bad-condition [a >= 4 and b < 2]"]),
            ("if a ≥ 4", "", &["bad-condition [a ≥ 4]"]),
            ("if >= 4", "", &["bad-condition [>= 4]"]),
            ("if : a +1", "; a Add(1) [a +1]", &["bad-condition [if : a +1]"]),
        ] {
            assert_eq!(read(text), (said.to_owned(), wrong.iter().map(|w| (*w).to_owned()).collect()), "{text:?}");
        }
    }
}

//! `kurs check --table`: what each lesson holds and how one goes through it, in figures, for people.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::load::Loaded;
use crate::course::check::{self, Material, Survey};
use crate::course::graph::Meter;
use crate::course::walk::{End, Spread, Ways};

/// Prints the tables of the lessons in `files`, or of all.
pub fn print(out: &mut impl Write, loaded: &Loaded<'_>, material: &Material<'_>, only: Option<&str>) -> io::Result<()> {
    let course = &loaded.course;
    let language = course.languages.first().map_or("nb", String::as_str);
    let asked: Vec<usize> = (0..loaded.lessons.len()).filter(|n| only.is_none_or(|only| loaded.lessons[*n].file.path() == only)).collect();
    let names: Vec<String> = asked.iter().map(|n| loaded.lessons[*n].lesson.slug.to_string()).collect();
    let surveys = check::survey(material, &asked);
    let meters = course.meters(language);
    let starts: Vec<String> = check::starts(course)
        .into_iter()
        .map(|(name, _)| name.map_or("the course's start", |name| name.get(language)).to_owned())
        .collect();
    let scene = |lesson: usize, number: usize| loaded.lessons[asked[lesson]].lesson.scenes[number].id.to_string();

    let width = names.iter().map(|name| letters(name)).max().unwrap_or(0).max(6);
    writeln!(out, "{:<width$}  scenes   words  minutes  core min  LIX  hardest scene", "lesson")?;
    for (name, survey) in names.iter().zip(&surveys) {
        let Survey { scenes, words, minutes, core, .. } = survey;
        let core = if *core > 0.0 { format!("{:.0}", core.ceil()) } else { "–".to_owned() };
        let (lix, hardest) = survey
            .lix
            .as_ref()
            .map_or(("–".to_owned(), String::new()), |lix| (format!("{:.0}", lix.median), format!("  {:.0} {}", lix.worst, lix.scene)));
        writeln!(out, "{}  {scenes:>6}  {words:>6}  {minutes:>7}  {core:>8}  {lix:>3}{hardest}", padded(name, width))?;
    }

    let inner = starts.iter().map(|name| letters(name) + 2).max().unwrap_or(0);
    let ends =
        surveys.iter().enumerate().flat_map(|(n, s)| s.starts.iter().flat_map(move |ways| ways.ends.iter().map(move |end| (n, end))));
    let inner = ends.map(|(n, end)| 4 + letters(&end_name(end, |number| scene(n, number)))).fold(inner, usize::max);
    writeln!(out, "\n{:<inner$}  {:>8}  {:>16}  {:>20}", "ways", "paths", "scenes", "words")?;
    for (n, (name, survey)) in names.iter().zip(&surveys).enumerate() {
        writeln!(out, "{name}")?;
        for (start, ways) in starts.iter().zip(&survey.starts) {
            let Ways { scenes, words, .. } = ways;
            let bounded = if ways.bounded { "  not all of them walked" } else { "" };
            let circles = if ways.cyclic { "  and circles" } else { "" };
            let start = padded(&format!("  {start}"), inner);
            writeln!(out, "{start}  {:>8}  {:>16}  {:>20}{circles}{bounded}", many(ways.count), spread(scenes), spread(words))?;
            for end in &ways.ends {
                let place = padded(&format!("    {}", end_name(end, |number| scene(n, number))), inner);
                let left: Vec<String> =
                    end.meters.iter().filter_map(|(id, table)| left(meters.iter().find(|m| m.id == *id)?, table)).collect();
                writeln!(out, "{}", format!("{place}  {:>8}  {}", many(end.count), left.join(", ")).trim_end())?;
            }
        }
    }
    writeln!(
        out,
        "\nscenes and words of a path: fewest, median, most. At an ending: each meter from lowest to highest, and its most common word.\n"
    )
}

fn end_name(end: &End, scene: impl Fn(usize) -> String) -> String {
    end.scene.map_or_else(|| "another lesson".to_owned(), scene)
}

/// `tillit 2–6 litt av hvert`: over all ways that end there.
fn left(meter: &Meter, table: &BTreeMap<i64, u64>) -> Option<String> {
    let (low, high) = (table.first_key_value()?.0, table.last_key_value()?.0);
    let mut words: BTreeMap<&str, u64> = BTreeMap::new();
    for (value, ways) in table {
        let word = meter.words.iter().rev().find(|(from, _)| from <= value).map_or("", |(_, word)| word.as_str());
        let sum = words.entry(word).or_default();
        *sum = sum.saturating_add(*ways);
    }
    let usual = words.into_iter().max_by_key(|(_, ways)| *ways)?.0;
    let range = if low == high { low.to_string() } else { format!("{low}–{high}") };
    Some([meter.id.as_str(), &range, usual].join(" ").trim_end().to_owned())
}

fn spread(spread: &Spread) -> String {
    let median = spread.median.map_or("–".to_owned(), |median| median.to_string());
    format!("{} / {median} / {}", spread.least, spread.most)
}

fn many(count: u64) -> String {
    if count == u64::MAX { "countless".to_owned() } else { count.to_string() }
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(letters(text))))
}

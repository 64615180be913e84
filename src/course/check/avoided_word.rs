//! `avoided-word`: words `course.toml` asks authors not to use, with a reason and a better one.
//!
//! `word = "pasient"` is that word alone, `word = "bruker*"` all that begins so, and a phrase may hold spaces.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::finding::{Code, Finding};
use super::{Context, Findings};

struct Word<'c> {
    letters: Vec<char>,
    open: bool,
    reason: &'c str,
    better: &'c str,
}

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    let course = context.material.course;
    let default = course.languages.first().map_or("nb", String::as_str);
    for view in &context.views {
        let language = if course.languages.iter().any(|l| l == view.language) { view.language } else { default };
        let words: Vec<Word<'_>> = course
            .avoided_words
            .iter()
            .map(|entry| {
                let word = entry.word.get(language).trim();
                let open = word.ends_with('*');
                let letters = word.trim_end_matches('*').chars().flat_map(char::to_lowercase).collect();
                Word { letters, open, reason: entry.reason.get(language), better: entry.better.get(language) }
            })
            .filter(|w| !w.letters.is_empty())
            .collect();
        if words.is_empty() {
            continue;
        }
        let mut in_code = false;
        for (event, place) in view.lesson.events.iter() {
            match event {
                Event::Start(Tag::CodeBlock(_) | Tag::MetadataBlock(_)) => in_code = true,
                Event::End(TagEnd::CodeBlock | TagEnd::MetadataBlock(_)) => in_code = false,
                Event::Text(text) if !in_code => {
                    for (start, end, word) in matches(text, &words) {
                        // Written another way in the source (`&nbsp;`, a backslash): the whole stretch is the place.
                        let exact = view.file.text().get(place.clone()) == Some(text);
                        let span = if exact { place.start + start..place.start + end } else { place.clone() };
                        found.add(view.file, Code::AvoidedWord, || finding(view.file.path(), &text[start..end], span, word));
                    }
                }
                _ => {}
            }
        }
    }
}

fn finding(file: &str, written: &str, span: std::ops::Range<usize>, word: &Word<'_>) -> Finding {
    let reason = if word.reason.is_empty() { String::new() } else { format!(": {}", word.reason) };
    let finding = Finding::new(Code::AvoidedWord, file, span, format!("`{written}` is a word this course avoids{reason}"));
    match word.better {
        "" => finding,
        better => finding.help(format!("better: {better}")),
    }
}

/// Where avoided words stand in a text. Unit: bytes.
fn matches<'w, 'c>(text: &str, words: &'w [Word<'c>]) -> Vec<(usize, usize, &'w Word<'c>)> {
    let mut found = Vec::new();
    let mut before = ' ';
    for (start, c) in text.char_indices() {
        if c.is_alphanumeric() && !before.is_alphanumeric() {
            let hit = words.iter().find_map(|word| end_of(&text[start..], word).map(|end| (start, start + end, word)));
            found.extend(hit);
        }
        before = c;
    }
    found
}

/// Where the word ends that `text` begins with.
fn end_of(text: &str, word: &Word<'_>) -> Option<usize> {
    let mut rest = text.char_indices();
    let mut wanted = word.letters.iter();
    let mut end = 0;
    while wanted.len() > 0 {
        let (at, c) = rest.next()?;
        if !c.to_lowercase().all(|c| wanted.next() == Some(&c)) {
            return None;
        }
        end = at + c.len_utf8();
    }
    let tail = text[end..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - end);
    if tail == 0 || word.open { Some(end + tail) } else { None }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::AvoidedWord;
    use super::super::fixture::course_with;

    #[test]
    fn words_phrases_and_beginnings() {
        let toml = "id = \"x\"\nlessons = [\"a\"]\n\n[[avoided_word]]\nword = \"misbruk*\"\nreason = \"det dømmer\"\nbetter = \"rusmiddelbruk\"\n\n[[avoided_word]]\nword = \"på gulvet\"\n\n[[avoided_word]]\nword = \"Ånd\"\n";
        let lesson =
            "# En *misbruker*\n\nHan satt PÅ GULVET, på gulvets kant. Ånde og ånd. `misbruk` og rusmisbruk\n\n- [Misbruk](#b)\n\n## B\n";
        assert_eq!(
            course_with(&[AvoidedWord], toml, &[("nb/01-a.md", lesson)]),
            [
                "nb/01-a.md:1:7: avoided-word: `misbruker` is a word this course avoids: det dømmer",
                "nb/01-a.md:3:10: avoided-word: `PÅ GULVET` is a word this course avoids",
                "nb/01-a.md:3:46: avoided-word: `ånd` is a word this course avoids",
                "nb/01-a.md:5:4: avoided-word: `Misbruk` is a word this course avoids: det dømmer",
            ]
        );
    }
}

//! Where in `course.toml` something stands. The course itself keeps no places; findings about it are few.

use std::ops::Range;

use super::super::source::SourceFile;

/// Where `key` and its value stand: at the top (`table` empty), or in the `number`th (from 0) table of that name.
/// The file's first line when it is not there.
pub fn entry(file: &SourceFile, table: &str, number: usize, key: &str) -> Range<usize> {
    find(file.text(), table, number, key).unwrap_or_else(|| {
        let line = file.line_span(1);
        line.start..line.end
    })
}

/// Where `"value"` stands inside an entry; the whole entry when it is not there.
pub fn text_in(file: &SourceFile, entry: Range<usize>, value: &str) -> Range<usize> {
    let text = &file.text()[entry.clone()];
    for quote in ['"', '\''] {
        if let Some(at) = text.find(&format!("{quote}{value}{quote}")) {
            let start = entry.start + at + 1;
            return start..start + value.len();
        }
    }
    // A bare key, as in `was = { old = "new" }` and `meters = { tillit = 3 }`.
    let is_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    text.match_indices(value)
        .find(|(at, _)| !text[..*at].ends_with(is_name) && !text[at + value.len()..].starts_with(is_name))
        .map_or(entry.clone(), |(at, _)| entry.start + at..entry.start + at + value.len())
}

fn find(text: &str, table: &str, number: usize, key: &str) -> Option<Range<usize>> {
    let mut now = "";
    let mut seen: Option<usize> = None;
    let mut found: Option<Range<usize>> = None;
    let mut start = 0;
    let mut in_text = false;
    for line in text.split_inclusive('\n') {
        let begin = start;
        start += line.len();
        let bare = line.trim();
        let was_in_text = in_text;
        in_text ^= (bare.matches("\"\"\"").count() + bare.matches("'''").count()) % 2 == 1;
        let header = !was_in_text
            && bare.starts_with('[')
            && bare.split('#').next().is_some_and(|b| b.trim_end().ends_with(']'))
            && !bare.contains('"');
        let name = if was_in_text || header { None } else { bare.split_once('=').map(|(name, _)| name.trim().trim_matches('"')) };
        let is_key = name.is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_'));
        if header || is_key {
            if let Some(range) = found {
                return Some(trimmed(text, range.start..begin));
            }
        }
        if header {
            now = bare.split('#').next().unwrap_or_default().trim_matches(['[', ']', ' ']);
            if now == table {
                seen = Some(seen.map_or(0, |n| n + 1));
            }
        } else if is_key && name == Some(key) && now == table && (table.is_empty() || seen == Some(number)) {
            let indent = line.len() - line.trim_start().len();
            found = Some(begin + indent..start);
        }
    }
    found.map(|range| trimmed(text, range.start..text.len()))
}

/// Without the blank and comment lines at its end.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let mut end = range.end;
    loop {
        end = range.start + text[range.start..end].trim_end().len();
        let last = text[range.start..end].rfind('\n').map_or(range.start, |at| range.start + at + 1);
        if last > range.start && text[last..end].trim_start().starts_with('#') {
            end = last;
        } else {
            return range.start..end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COURSE: &str = r#"id = "x"
lessons = [
  "a",  # the first
  "b",
]
about = """
id = "not this"
[[help_line]]
"""

[[help_line]]
name = "A"
checked = 2026-01-01

# On the next one
[[help_line]]
name = "B"
checked = 2026-01-02   # again
was = { old = "new" }
"#;

    #[test]
    fn entries() {
        let file = SourceFile::new("course.toml", COURSE);
        for (table, number, key, expected) in [
            ("", 0, "id", "id = \"x\""),
            ("", 0, "lessons", "lessons = [\n  \"a\",  # the first\n  \"b\",\n]"),
            ("help_line", 0, "name", "name = \"A\""),
            ("help_line", 0, "checked", "checked = 2026-01-01"),
            ("help_line", 1, "checked", "checked = 2026-01-02   # again"),
            ("help_line", 2, "checked", "id = \"x\""),
            ("", 0, "nothing", "id = \"x\""),
        ] {
            assert_eq!(&COURSE[entry(&file, table, number, key)], expected, "{table} {number} {key}");
        }
    }

    #[test]
    fn texts_in_entries() {
        let file = SourceFile::new("course.toml", COURSE);
        let lessons = entry(&file, "", 0, "lessons");
        assert_eq!(file.position(text_in(&file, lessons, "b").start).line, 4);
        let was = entry(&file, "help_line", 1, "was");
        assert_eq!(&COURSE[text_in(&file, was.clone(), "old")], "old");
        assert_eq!(&COURSE[text_in(&file, was.clone(), "new")], "new");
        assert_eq!(text_in(&file, was.clone(), "ne"), was);
    }
}

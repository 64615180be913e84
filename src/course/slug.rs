//! Names made from titles, as GitHub makes them.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The slug of a text without markup: NFC, lower case; letters, digits, `_` and `-` kept, each space a `-`, the rest dropped.
///
/// Empty when nothing is kept, as for a title of nothing but emoji.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            'a'..='z' | '0'..='9' | '_' | '-' => out.push(c),
            // Marks are kept here so that normalising can join them to their letters.
            _ if c.is_ascii() => out.extend(c.is_ascii_whitespace().then_some('-')),
            _ if c.is_whitespace() => out.push('-'),
            '\u{fe00}'..='\u{fe0f}' => {}
            _ if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    let slug = nfc(&out).into_owned();
    // A name of marks and hyphens alone names nothing.
    if slug.chars().any(|c| c.is_alphanumeric() || c == '_') { slug } else { String::new() }
}

/// The text in NFC, as ids are compared.
pub fn nfc(text: &str) -> std::borrow::Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) { text.into() } else { text.nfc().collect::<String>().into() }
}

/// A lesson's lasting name: its file name without folder, number and ending.
pub fn lesson_slug(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.strip_suffix(".md").unwrap_or(name);
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let name = match rest.strip_prefix('-') {
        Some(rest) if rest.len() + 1 < name.len() && !rest.is_empty() => rest,
        _ => name,
    };
    nfc(name).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_github_s() {
        for (title, expected) in [
            ("Venterommet", "venterommet"),
            ("Hvem er Rune?", "hvem-er-rune"),
            ("Å spørre, først", "å-spørre-først"),
            ("A\u{30a}pent", "åpent"),
            ("«Nei»  sa  han – to", "nei--sa--han--to"),
            ("a_b-c.d", "a_b-cd"),
            ("1. januar", "1-januar"),
            ("✨ Ny dag", "-ny-dag"),
            ("✨✨", ""),
            ("❤\u{fe0f}", ""),
            ("Hei ❤\u{fe0f}", "hei-"),
            ("---", ""),
            ("", ""),
            ("İ", "i\u{307}"),
        ] {
            assert_eq!(slug(title), expected, "{title:?}");
        }
    }

    #[test]
    fn lessons_lose_number_and_ending() {
        for (path, expected) in [
            ("nb/01-hvem-er-rune.md", "hvem-er-rune"),
            ("hvem-er-rune.md", "hvem-er-rune"),
            ("nb/10-a.md", "a"),
            ("nb/10.md", "10"),
            ("nb/10-.md", "10-"),
            ("-a.md", "-a"),
            ("2026-plan.md", "plan"),
            ("x", "x"),
        ] {
            assert_eq!(lesson_slug(path), expected, "{path:?}");
        }
    }
}

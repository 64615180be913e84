//! Names made from titles, as GitHub makes them.

use std::borrow::Cow;

/// The slug of a text without markup: NFC, lower case; letters, digits, `_` and `-` kept, each space a `-`, the rest dropped.
///
/// Empty when nothing is kept that says anything, as for a title of nothing but emoji.
pub fn slug(text: &str) -> String {
    let text = lower(&nfc(text.trim()));
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' | '_' | '-' => out.push(c),
            _ if c.is_whitespace() => out.push('-'),
            _ if c.is_alphanumeric() => out.push(c),
            _ => {}
        }
    }
    if out.bytes().all(|b| b == b'-') { String::new() } else { out }
}

/// The text in NFC, as ids are compared.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { text.into() } else { unicode::nfc(text).into() }
}

/// The text in lower case.
pub fn lower(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { unicode::lower(text) }
}

#[cfg(not(target_arch = "wasm32"))]
mod unicode {
    pub fn nfc(text: &str) -> String {
        use unicode_normalization::UnicodeNormalization;
        text.nfc().collect()
    }

    pub fn lower(text: &str) -> String {
        text.to_lowercase()
    }
}

/// The language that runs the module has the tables: ours would be a third of the parser wasm.
#[cfg(target_arch = "wasm32")]
mod unicode {
    use js_sys::JsString;

    pub fn nfc(text: &str) -> String {
        JsString::from(text).normalize("NFC").into()
    }

    pub fn lower(text: &str) -> String {
        JsString::from(text).to_lower_case().into()
    }
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
    match slug(name) {
        name if name.is_empty() => "leksjon".to_owned(),
        name => name,
    }
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
            ("İ", "i"),
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
            ("nb/03-Å våge.md", "å-våge"),
            ("nb/✨.md", "leksjon"),
        ] {
            assert_eq!(lesson_slug(path), expected, "{path:?}");
        }
    }
}

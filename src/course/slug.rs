//! Names made from titles, as GitHub makes them.

use std::borrow::Cow;

/// The slug of a text without markup: NFC, lower case; letters, digits, `_` and `-` kept, each space a `-`, the rest dropped.
///
/// Empty when nothing is kept that says anything, as for a title of nothing but emoji.
pub fn slug(text: &str) -> String {
    let text = nfc(trim(text));
    let mut out = String::with_capacity(text.len());
    let mut plain = true;
    for c in text.chars() {
        match ASCII.get(c as usize) {
            Some(0) => {}
            Some(kept) => out.push(*kept as char),
            None if c.is_whitespace() => out.push('-'),
            None if is_letter(c) => {
                plain &= matches!(c, 'ß'..='ÿ');
                out.push(c);
            }
            None => {}
        }
    }
    if !plain {
        out = lower(&out);
        // Lower case can bring a mark with it, as that of `İ` does.
        out.retain(|c| is_letter(c) || matches!(c, '_' | '-'));
    }
    if out.bytes().all(|b| b == b'-') { String::new() } else { out }
}

/// What becomes of an ASCII character in a slug; 0 where nothing does.
const ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut c = 0;
    while c < table.len() {
        table[c] = match c as u8 {
            kept @ (b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-') => kept,
            capital @ b'A'..=b'Z' => capital.to_ascii_lowercase(),
            b'\t'..=b'\r' | b' ' => b'-',
            _ => 0,
        };
        c += 1;
    }
    table
};

/// The text without blanks around it. Sooner done than `str::trim` where there are none, as nearly always.
pub fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [] | [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}

/// Whether a character is a letter or a digit.
pub fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => true,
        '×' | '÷' => false,
        'À'..='ʯ' => true,
        _ => !c.is_ascii() && unicode::is_letter(c),
    }
}

/// The text in NFC, as ids are compared.
pub fn nfc(text: &str) -> Cow<'_, str> {
    // What stands before U+0300 (written CC 80) is in NFC, and so are nearly all names.
    if text.bytes().fold(0, u8::max) < 0xcc { text.into() } else { unicode::nfc(text) }
}

/// The text in lower case.
pub fn lower(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { unicode::lower(text) }
}

#[cfg(not(target_arch = "wasm32"))]
mod unicode {
    use std::borrow::Cow;

    use unicode_normalization::{UnicodeNormalization, is_nfc};

    pub fn nfc(text: &str) -> Cow<'_, str> {
        if is_nfc(text) { text.into() } else { text.nfc().collect::<String>().into() }
    }

    pub fn lower(text: &str) -> String {
        text.to_lowercase()
    }

    pub fn is_letter(c: char) -> bool {
        c.is_alphanumeric()
    }
}

/// The language that runs the module has the tables: ours would be a third of the parser wasm.
#[cfg(target_arch = "wasm32")]
mod unicode {
    use std::borrow::Cow;

    use js_sys::JsString;

    pub fn nfc(text: &str) -> Cow<'_, str> {
        String::from(JsString::from(text).normalize("NFC")).into()
    }

    pub fn lower(text: &str) -> String {
        JsString::from(text).to_lower_case().into()
    }

    pub fn is_letter(c: char) -> bool {
        let mut bytes = [0; 4];
        js_sys::RegExp::new("^[\\p{Alphabetic}\\p{N}]$", "u").test(c.encode_utf8(&mut bytes))
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

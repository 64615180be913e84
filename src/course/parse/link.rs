//! Where links lead, and where in the source that stands.

use std::borrow::Cow;
use std::ops::Range;

use super::super::graph::{LessonSlug, SceneId, Target};
use super::super::model::Destination;
use super::super::slug::{lesson_slug, nfc};

/// Where an address leads. `own` is the slug of the lesson it stands in.
pub fn destination(address: &str, own: &LessonSlug) -> Destination {
    // Browsers drop tabs and line ends inside an address, so `java\nscript:` is one too.
    let address: Cow<str> = if address.bytes().any(|b| b <= b' ') {
        address.trim_matches(|c: char| c <= ' ').replace(|c: char| c < ' ', "").into()
    } else {
        address.into()
    };
    let address = address.as_ref();
    if let Some(scene) = address.strip_prefix('#') {
        return match scene {
            "" => Destination::Unsafe(address.to_owned()),
            _ => Destination::Scene(Target { lesson: None, scene: Some(scene_id(scene)) }),
        };
    }
    let scheme_end = address.bytes().position(|b| matches!(b, b'/' | b'?' | b'#' | b':')).unwrap_or(address.len());
    if address[scheme_end..].starts_with(':') {
        let scheme = &address[..scheme_end];
        let known = ["https", "mailto", "tel"].iter().any(|known| known.eq_ignore_ascii_case(scheme));
        return if known { Destination::Out(address.to_owned()) } else { Destination::Unsafe(address.to_owned()) };
    }
    // `//host` and its likes with backslashes leave the site.
    let mut start = address.chars();
    let slash = |c: Option<char>| matches!(c, Some('/' | '\\'));
    if address.is_empty() || (slash(start.next()) && slash(start.next())) || address.starts_with('\\') {
        return Destination::Unsafe(address.to_owned());
    }
    let (path, scene) = address.split_once('#').map_or((address, None), |(path, scene)| (path, Some(scene)));
    if path.ends_with(".md") && !path.contains('?') {
        let lesson = LessonSlug(lesson_slug(&decode(path)));
        let scene = scene.filter(|s| !s.is_empty()).map(scene_id);
        return Destination::Scene(if lesson == *own {
            Target { lesson: None, scene: Some(scene.unwrap_or_else(|| SceneId(own.0.clone()))) }
        } else {
            Target { lesson: Some(lesson), scene }
        });
    }
    match path.split('?').next().unwrap_or_default() {
        "" => Destination::Unsafe(address.to_owned()),
        path => Destination::File(path.to_owned()),
    }
}

/// A scene's id from what follows `#`: decoded, in NFC.
pub fn scene_id(fragment: &str) -> SceneId {
    // Nearly all are written as they are meant.
    let plain = fragment.bytes().fold(true, |plain, b| plain & (b != b'%') & (b < 0xcc));
    SceneId(if plain { fragment.to_owned() } else { nfc(&decode(fragment)).into_owned() })
}

/// Percent-encoding undone; as written where that is no text.
pub fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return text.into();
    }
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let digit = |at: usize| tail.get(at).and_then(|b| (*b as char).to_digit(16));
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                rest = &tail[2..];
            }
            _ => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(out).map_or(text.into(), Cow::Owned)
}

/// Where a link's parts stand.
pub struct Places {
    /// The destination; the whole link when it stands elsewhere.
    pub to: Range<usize>,
    /// The title between its quotes; the whole link when it stands elsewhere.
    pub title: Range<usize>,
}

/// Where the parts of a link stand. `label_end` is the end of its text.
pub fn places(source: &str, link: &Range<usize>, label_end: usize) -> Places {
    inline_places(source, link, label_end).unwrap_or(Places { to: link.clone(), title: link.clone() })
}

fn inline_places(source: &str, link: &Range<usize>, label_end: usize) -> Option<Places> {
    if source.get(link.clone())?.ends_with("]()") {
        return None;
    }
    // As a rule the label ends where the brackets meet.
    let rest = source.get(label_end.max(link.start)..link.end)?;
    let inside = rest.strip_prefix("](").or_else(|| Some(rest.split_once("](")?.1))?.strip_suffix(')')?.trim_ascii();
    let start = inside.as_ptr() as usize - source.as_ptr() as usize;
    let length = match inside.strip_prefix('<') {
        Some(rest) => rest.find('>')? + 2,
        None => inside.bytes().position(|b| b.is_ascii_whitespace()).unwrap_or(inside.len()),
    };
    let rest = &inside[length..];
    let quoted = rest.trim_ascii_start();
    let title = if quoted.len() >= 2 { start + inside.len() - quoted.len() + 1..start + inside.len() - 1 } else { link.clone() };
    // Angle brackets belong to the writing, not to the destination.
    let to = if inside.starts_with('<') { start + 1..start + length - 1 } else { start..start + length };
    Some(Places { to, title })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations() {
        let own = LessonSlug::from("fastlegen");
        let scene = |lesson: Option<&str>, scene: Option<&str>| {
            Destination::Scene(Target { lesson: lesson.map(LessonSlug::from), scene: scene.map(SceneId::from) })
        };
        let out = |s: &str| Destination::Out(s.to_owned());
        let file = |s: &str| Destination::File(s.to_owned());
        for (address, expected) in [
            ("#skjemaet", scene(None, Some("skjemaet"))),
            ("#sp%C3%B8rsm%C3%A5l", scene(None, Some("spørsmål"))),
            ("#a\u{30a}", scene(None, Some("å"))),
            ("03-ida.md", scene(Some("ida"), None)),
            ("03-ida.md#", scene(Some("ida"), None)),
            ("./03-ida.md#natten", scene(Some("ida"), Some("natten"))),
            ("02-fastlegen.md", scene(None, Some("fastlegen"))),
            ("02-fastlegen.md#a", scene(None, Some("a"))),
            ("https://nav.no/a?b#c", out("https://nav.no/a?b#c")),
            ("HTTPS://nav.no", out("HTTPS://nav.no")),
            ("mailto:a@b.no", out("mailto:a@b.no")),
            ("tel:116123", out("tel:116123")),
            ("../media/laas.svg", file("../media/laas.svg")),
            ("../media/a.pdf?x#side-2", file("../media/a.pdf")),
            ("/a/b:c", file("/a/b:c")),
        ] {
            assert_eq!(destination(address, &own), expected, "{address:?}");
        }
        for address in [
            "",
            " ",
            "#",
            "?a",
            "http://nav.no",
            "javascript:alert(1)",
            " javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "java\tscript:x",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc",
            "//nav.no",
            "/\\nav.no",
            "\\\\nav.no",
            "\\nav.no",
            "/\t/nav.no",
            "blob:x",
            "x y:z",
            "ftp://a",
        ] {
            assert!(matches!(destination(address, &own), Destination::Unsafe(_)), "{address:?}");
        }
    }

    #[test]
    fn decoding() {
        for (text, expected) in [("a", "a"), ("%C3%A5", "å"), ("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("%ff", "%ff"), ("100%25", "100%")]
        {
            assert_eq!(decode(text), expected, "{text:?}");
        }
    }
}

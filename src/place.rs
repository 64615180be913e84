//! Places and their addresses: the one reading and writing of URLs, for every host and sub-path.
//!
//! An address is a root, a path under it and a hash. The root is what a page says in `<html data-root>` (`../../`; absolute on `404.html`
//! only), so the same files work under any sub-path. The path is compared as written, the hash decoded and in NFC.
//! Who calls brings the normaliser: the browser has one built in, and a table of our own would cost the page its weight.

use crate::course::graph::{CourseOutline, LessonSlug, SceneId};

/// Somewhere one can be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// `/`: the course.
    Course,
    /// `/leksjon/<slug>/#<scene>`: a lesson; without a scene its opening.
    Lesson {
        /// Which lesson. It need not exist: see [`Place::nearest`].
        slug: LessonSlug,
        /// Which scene or step of it.
        scene: Option<SceneId>,
    },
    /// `/dagbok/`: what the learner wrote.
    Journal,
    /// `/kart/#<slug>`: the plans; without a slug the first.
    Map {
        /// The plan shown.
        slug: Option<LessonSlug>,
    },
    /// `/forhandsvis/`: play a lesson file.
    Preview,
    /// `/personvern/`: what is stored and where.
    Privacy,
    /// `/om/`: who made this and who has read it.
    About,
    /// `/veien-videre/`: organisations, and how to take part oneself.
    Resources,
    /// `/gruppe/`: begin or go on with a group's session.
    Group,
    /// `/gruppe/fasilitator/`: the window of the one who leads.
    Facilitator,
    /// `/gruppe/lerret/`: what the room sees.
    Projector,
    /// `/gruppe/notater/<slug>/#<scene>`: notes for a device of one's own.
    Notes {
        /// Which lesson.
        slug: LessonSlug,
    },
    /// No such place.
    Missing,
}

/// How near [`Place::nearest`] came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearness {
    /// It is there.
    Here,
    /// It has another name now, or was written a little differently.
    Renamed,
    /// It is not there; this is the next best place, and the learner must be told.
    Instead,
}

impl Place {
    /// A lesson's opening scene.
    pub fn lesson(slug: &LessonSlug) -> Self {
        Self::Lesson { slug: slug.clone(), scene: None }
    }

    /// A scene of a lesson.
    pub fn scene(slug: &LessonSlug, scene: &SceneId) -> Self {
        Self::Lesson { slug: slug.clone(), scene: Some(scene.clone()) }
    }

    /// The place at a path under the root and a hash (with or without `#`), as the browser gives them.
    ///
    /// `index.html` and a missing last `/` make no difference. Unknown paths are [`Place::Missing`].
    pub fn read(path: &str, hash: &str, nfc: impl Fn(&str) -> String) -> Self {
        let decoded = |text: &str| nfc(&decode(text));
        let path = path.trim_start_matches('/');
        let path = path.strip_suffix("index.html").filter(|p| p.is_empty() || p.ends_with('/')).unwrap_or(path);
        let hash = Some(decoded(hash.trim_start_matches('#'))).filter(|h| !h.is_empty());
        let mut segments = path.split('/').filter(|s| !s.is_empty());
        match (segments.next(), segments.next(), segments.next()) {
            (None, ..) | (Some("leksjon"), None, _) => Self::Course,
            (Some("leksjon"), Some(slug), None) => Self::Lesson { slug: LessonSlug(decoded(slug)), scene: hash.map(SceneId) },
            (Some("dagbok"), None, _) => Self::Journal,
            (Some("kart"), None, _) => Self::Map { slug: hash.map(LessonSlug) },
            (Some("forhandsvis"), None, _) => Self::Preview,
            (Some("personvern"), None, _) => Self::Privacy,
            (Some("om"), None, _) => Self::About,
            (Some("veien-videre"), None, _) => Self::Resources,
            (Some("gruppe"), None, _) => Self::Group,
            (Some("gruppe"), Some("fasilitator"), None) => Self::Facilitator,
            (Some("gruppe"), Some("lerret"), None) => Self::Projector,
            (Some("gruppe"), Some("notater"), Some(slug)) => Self::Notes { slug: LessonSlug(decoded(slug)) },
            _ => Self::Missing,
        }
    }

    /// The path under the root, with a `/` at its end; empty for the course.
    pub fn path(&self) -> String {
        match self {
            Self::Course => String::new(),
            Self::Lesson { slug, .. } => ["leksjon/", &encode(slug.as_str()), "/"].concat(),
            Self::Journal => "dagbok/".to_owned(),
            Self::Map { .. } => "kart/".to_owned(),
            Self::Preview => "forhandsvis/".to_owned(),
            Self::Privacy => "personvern/".to_owned(),
            Self::About => "om/".to_owned(),
            Self::Resources => "veien-videre/".to_owned(),
            Self::Group => "gruppe/".to_owned(),
            Self::Facilitator => "gruppe/fasilitator/".to_owned(),
            Self::Projector => "gruppe/lerret/".to_owned(),
            Self::Notes { slug } => ["gruppe/notater/", &encode(slug.as_str()), "/"].concat(),
            Self::Missing => "404.html".to_owned(),
        }
    }

    /// The hash with its `#`, percent-encoded; empty when there is none.
    pub fn hash(&self) -> String {
        let name = match self {
            Self::Lesson { scene: Some(scene), .. } => scene.as_str(),
            Self::Map { slug: Some(slug) } => slug.as_str(),
            _ => return String::new(),
        };
        ["#", &encode(name)].concat()
    }

    /// The address as a link on a page with this root.
    pub fn href(&self, root: &str) -> String {
        [root, &self.path(), &self.hash()].concat()
    }

    /// The root as seen from this place: `./` for the course, `../../` for a lesson.
    ///
    /// [`Place::Missing`] has none of its own, as its page is shown at any depth: the host's root is asked for instead.
    pub fn root(&self) -> String {
        match self.path().matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }

    /// The name in `<html data-place>`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Course => "course",
            Self::Lesson { .. } => "lesson",
            Self::Journal => "journal",
            Self::Map { .. } => "map",
            Self::Preview => "preview",
            Self::Privacy => "privacy",
            Self::About => "about",
            Self::Resources => "resources",
            Self::Group => "group",
            Self::Facilitator => "facilitator",
            Self::Projector => "projector",
            Self::Notes { .. } => "notes",
            Self::Missing => "missing",
        }
    }

    /// The nearest place that exists in this course, and whether it is the one asked for.
    ///
    /// A lesson is found under an earlier name, in other letter case, and by its file's name (`02-fastlegen.md`).
    /// An unknown lesson leads to the course, an unknown plan to the first. Scenes are not looked at.
    pub fn nearest(&self, course: &CourseOutline) -> (Self, Nearness) {
        let known = |slug: &LessonSlug| course.lessons.iter().any(|l| l.slug == *slug);
        let renamed = |slug: &LessonSlug| {
            let mut now = slug;
            // A chain of renamings ends; a circle of them ends here too.
            for _ in 0..=course.was.len() {
                match course.was.get(now) {
                    Some(next) => now = next,
                    None => break,
                }
            }
            let plain = plain_name(now.as_str());
            course.lessons.iter().find(|l| l.slug == *now).or_else(|| course.lessons.iter().find(|l| plain_name(l.slug.as_str()) == plain))
        };
        match self {
            Self::Lesson { slug, .. } if known(slug) => (self.clone(), Nearness::Here),
            Self::Lesson { slug, scene } => match renamed(slug) {
                Some(lesson) => (Self::Lesson { slug: lesson.slug.clone(), scene: scene.clone() }, Nearness::Renamed),
                None => (Self::Course, Nearness::Instead),
            },
            Self::Map { slug: Some(slug) } if !known(slug) => match renamed(slug) {
                Some(lesson) => (Self::Map { slug: Some(lesson.slug.clone()) }, Nearness::Renamed),
                None => (Self::Map { slug: None }, Nearness::Instead),
            },
            Self::Missing => (Self::Course, Nearness::Instead),
            _ => (self.clone(), Nearness::Here),
        }
    }
}

/// A slug without what people add to it: number, ending, capitals.
fn plain_name(slug: &str) -> String {
    let slug = slug.strip_suffix(".md").or_else(|| slug.strip_suffix(".html")).unwrap_or(slug);
    let numberless = slug.trim_start_matches(|c: char| c.is_ascii_digit());
    let slug = if numberless.len() < slug.len() { numberless.strip_prefix('-').unwrap_or(slug) } else { slug };
    slug.chars().map(|c| c.to_ascii_lowercase()).collect()
}

/// The path under the root of a page whose address has this path, or `None` when it lies outside.
///
/// `root` is absolute and ends with `/`: what [`resolve`] gives.
pub fn under<'a>(root: &str, pathname: &'a str) -> Option<&'a str> {
    match pathname.strip_prefix(root) {
        None if pathname == root.trim_end_matches('/') => Some(""),
        rest => rest,
    }
}

/// The site's root as an absolute path: `data-root` as seen from the page at `pathname`. Ends with `/`.
pub fn resolve(pathname: &str, data_root: &str) -> String {
    if data_root.starts_with('/') {
        return data_root.trim_end_matches('/').to_owned() + "/";
    }
    let folder = pathname.rfind('/').map_or("", |end| &pathname[..end]);
    let mut segments: Vec<&str> = folder.split('/').collect();
    for step in data_root.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                if segments.len() > 1 {
                    segments.pop();
                }
            }
            name => segments.push(name),
        }
    }
    segments.join("/") + "/"
}

/// Percent-encoded for a path segment or a hash: everything but letters, digits, `-`, `_`, `.` and `~` of ASCII.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
            }
        }
    }
    out
}

/// The text behind a percent-encoded one. What is not an encoding of UTF-8 stays as it is.
pub fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    let value = |digit: u8| char::from(digit).to_digit(16);
    while let [first, tail @ ..] = rest {
        let pair = match (first, tail) {
            (b'%', [high, low, ..]) => value(*high).zip(value(*low)),
            _ => None,
        };
        match pair {
            Some((high, low)) => {
                out.push((high * 16 + low) as u8);
                rest = &tail[2..];
            }
            None => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization as _;

    use super::*;
    use crate::course::graph::LessonName;

    fn read(path: &str, hash: &str) -> Place {
        Place::read(path, hash, |text| text.nfc().collect())
    }

    fn lesson(slug: &str, scene: &str) -> Place {
        Place::Lesson { slug: slug.into(), scene: Some(scene).filter(|s| !s.is_empty()).map(SceneId::from) }
    }

    fn map(slug: Option<&str>) -> Place {
        Place::Map { slug: slug.map(LessonSlug::from) }
    }

    #[test]
    fn every_place_has_an_address_that_leads_back() {
        let table = [
            (Place::Course, "./", ""),
            (lesson("fastlegen", ""), "../../", "leksjon/fastlegen/"),
            (lesson("fastlegen", "skjemaet"), "../../", "leksjon/fastlegen/#skjemaet"),
            (lesson("fastlegen", "fastlegen~skjemaet"), "../../", "leksjon/fastlegen/#fastlegen~skjemaet"),
            (lesson("fastlegen", "spørsmål"), "../../", "leksjon/fastlegen/#sp%C3%B8rsm%C3%A5l"),
            (lesson("møtet", ""), "../../", "leksjon/m%C3%B8tet/"),
            (Place::Journal, "../", "dagbok/"),
            (map(None), "../", "kart/"),
            (map(Some("fastlegen")), "../", "kart/#fastlegen"),
            (Place::Preview, "../", "forhandsvis/"),
            (Place::Privacy, "../", "personvern/"),
            (Place::About, "../", "om/"),
            (Place::Resources, "../", "veien-videre/"),
            (Place::Group, "../", "gruppe/"),
            (Place::Facilitator, "../../", "gruppe/fasilitator/"),
            (Place::Projector, "../../", "gruppe/lerret/"),
            (Place::Notes { slug: "møtet".into() }, "../../../", "gruppe/notater/m%C3%B8tet/"),
        ];
        for (place, root, address) in table {
            assert_eq!(place.href(""), address, "{place:?}");
            assert_eq!(place.root(), root, "{place:?}");
            let (path, hash) = address.split_once('#').unwrap_or((address, ""));
            assert_eq!(read(path, hash), place, "{address}");
        }
    }

    #[test]
    fn addresses_as_people_and_hosts_write_them() {
        let table = [
            ("index.html", "", Place::Course),
            ("/", "", Place::Course),
            ("leksjon/", "", Place::Course),
            ("leksjon/fastlegen", "", lesson("fastlegen", "")),
            ("leksjon/fastlegen/index.html", "#a", lesson("fastlegen", "a")),
            ("leksjon/fastlegen/", "#", lesson("fastlegen", "")),
            ("leksjon/fastlegen/", "#spørsmål", lesson("fastlegen", "spørsmål")),
            ("leksjon/fastlegen/", "#spo\u{338}rsma\u{30a}l", lesson("fastlegen", "spo\u{338}rsmål")),
            ("leksjon/fastlegen/", "#sma%CC%8Al", lesson("fastlegen", "smål")),
            ("leksjon/fastlegen/", "#a%2", lesson("fastlegen", "a%2")),
            ("leksjon/fastlegen/", "#a%FF", lesson("fastlegen", "a%FF")),
            ("leksjon/fastlegen/mer/", "", Place::Missing),
            ("ukjent/", "", Place::Missing),
            ("dagbok/mer/", "", Place::Missing),
            ("404.html", "", Place::Missing),
            ("myindex.html", "", Place::Missing),
        ];
        for (path, hash, place) in table {
            assert_eq!(read(path, hash), place, "{path} {hash}");
        }
    }

    #[test]
    fn roots_resolve_on_any_host() {
        let table = [
            ("/", "./", "/"),
            ("/index.html", "./", "/"),
            ("/kurs/", "./", "/kurs/"),
            ("/leksjon/a/", "../../", "/"),
            ("/kurs/rune/leksjon/a/index.html", "../../", "/kurs/rune/"),
            ("/a/", "../../../", "/"),
            ("/hva/som/helst", "/kurs/", "/kurs/"),
            ("/hva/som/helst", "/kurs", "/kurs/"),
            ("/hva/som/helst", "/", "/"),
        ];
        for (pathname, data_root, root) in table {
            assert_eq!(resolve(pathname, data_root), root, "{pathname} {data_root}");
        }
        for (root, pathname, path) in [
            ("/", "/kart/", Some("kart/")),
            ("/kurs/", "/kurs/kart/", Some("kart/")),
            ("/kurs/", "/kurs", Some("")),
            ("/kurs/", "/kurset/", None),
        ] {
            assert_eq!(under(root, pathname), path, "{root} {pathname}");
        }
    }

    #[test]
    fn a_link_carries_the_root() {
        assert_eq!(lesson("a", "b").href("../"), "../leksjon/a/#b");
        assert_eq!(Place::Course.href("../../"), "../../");
        assert_eq!(Place::Course.href(&Place::Course.root()), "./");
    }

    #[test]
    fn unknown_places_lead_somewhere_sensible() {
        let name = |slug: &str| LessonName { slug: slug.into(), title: String::new(), number: 1, file: String::new() };
        let course = CourseOutline {
            course: "x".into(),
            title: String::new(),
            meters: Vec::new(),
            help_lines: Vec::new(),
            lessons: vec![name("fastlegen"), name("2-sider")],
            was: [("legen", "lege"), ("lege", "fastlegen"), ("a", "b"), ("b", "a")].map(|(old, new)| (old.into(), new.into())).into(),
        };
        let table = [
            (lesson("fastlegen", "x"), lesson("fastlegen", "x"), Nearness::Here),
            (lesson("legen", "x"), lesson("fastlegen", "x"), Nearness::Renamed),
            (lesson("Fastlegen", ""), lesson("fastlegen", ""), Nearness::Renamed),
            (lesson("02-fastlegen.md", ""), lesson("fastlegen", ""), Nearness::Renamed),
            (lesson("2-sider", ""), lesson("2-sider", ""), Nearness::Here),
            (lesson("a", ""), Place::Course, Nearness::Instead),
            (lesson("ukjent", ""), Place::Course, Nearness::Instead),
            (map(Some("legen")), map(Some("fastlegen")), Nearness::Renamed),
            (map(Some("ukjent")), map(None), Nearness::Instead),
            (map(None), map(None), Nearness::Here),
            (Place::Missing, Place::Course, Nearness::Instead),
            (Place::About, Place::About, Nearness::Here),
        ];
        for (place, nearest, how) in table {
            assert_eq!(place.nearest(&course), (nearest, how), "{place:?}");
        }
    }
}

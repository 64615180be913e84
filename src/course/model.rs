//! A lesson and a course as written: what the parser makes of the files, with the place of everything in the source.
//!
//! Prose stays as the Markdown parser's own events, borrowed from the source: scenes, boxes and choices are ranges of them.
//! Shape of `Lesson::events`: one entry per event, with its bytes in the file; all `Range<usize>` named *events* index into it.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::events::EventList;
use super::finding::Span;
use super::graph::{ChoiceName, Condition, CourseId, Effect, LessonSlug, Meter, PromptId, SceneId, Show, Target};

/// Indices into `Lesson::events`.
pub type Events = Range<usize>;

/// Something with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// The thing.
    pub value: T,
    /// Where it is written.
    pub span: Span,
}

/// One lesson file, read.
#[derive(Clone, Debug)]
pub struct Lesson<'a> {
    /// The file, relative to the course folder, with `/`.
    pub file: String,
    /// The file name without number and ending.
    pub slug: LessonSlug,
    /// Text of the `#` heading, without markup. Empty when missing.
    pub title: Cow<'a, str>,
    /// The front matter.
    pub front: FrontMatter,
    /// The Markdown parser's events with their bytes in the file.
    pub events: EventList<'a>,
    /// Scenes in file order; the first is the opening scene. Never empty.
    pub scenes: Vec<Scene<'a>>,
    /// Texts of footnotes by label.
    pub footnotes: HashMap<String, Events>,
    /// Every link and picture of the file in file order, choices included.
    pub links: Vec<Reference>,
}

/// A link or a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where it leads.
    pub to: Destination,
    /// Whether it is shown in place (`![..](..)`).
    pub picture: bool,
    /// The destination as written, `#skjemaet`; the whole link for `[text][reference]`.
    pub span: Span,
    /// The title between its quotes; the whole link where it has none.
    pub title: Span,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A scene of this lesson, or another lesson's file.
    Scene(Target),
    /// `https`, `mailto` or `tel`.
    Out(String),
    /// Another relative address, as written without `#..` and `?..`: a picture or a file beside the lessons.
    File(String),
    /// Anything else: shown as text, never live.
    Unsafe(String),
}

/// The level of involvement a lesson is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Influence on one's own help.
    Individ,
    /// Influence on how a service is run.
    Tjeneste,
    /// Influence on plans and politics.
    System,
}

impl Level {
    /// The level written so.
    pub fn named(text: &str) -> Option<Self> {
        Some(match text {
            "individ" => Self::Individ,
            "tjeneste" => Self::Tjeneste,
            "system" => Self::System,
            _ => return None,
        })
    }

    /// As written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Individ => "individ",
            Self::Tjeneste => "tjeneste",
            Self::System => "system",
        }
    }
}

/// The YAML at the top of a lesson. All optional.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// Unit: minutes for one person.
    pub minutes: Option<u32>,
    /// Levels of involvement.
    pub level: Vec<Level>,
    /// What the learner can do afterwards.
    pub goals: Vec<String>,
    /// What has happened, for those who begin here.
    pub before: Option<String>,
    /// Whether a professional must read it before use.
    pub needs_review: bool,
}

/// One scene: the opening, or a `##` and what follows it.
#[derive(Clone, Debug)]
pub struct Scene<'a> {
    /// Lasting name.
    pub id: SceneId,
    /// Title without markup and attributes.
    pub title: Cow<'a, str>,
    /// The heading's inline events (attributes stripped); empty for an opening without a title.
    pub heading: Events,
    /// Where the heading stands (without `## `); the file's beginning for an opening without one.
    pub heading_span: Span,
    /// `.core`: part of the short version.
    pub core: bool,
    /// `.ending`: the lesson ends here.
    pub ending: bool,
    /// `if=`: needed for the scene to open.
    pub condition: Option<At<Condition>>,
    /// Prose and boxes in file order, choices taken out.
    pub pieces: Vec<Piece<'a>>,
    /// Choices in file order.
    pub choices: Vec<Choice<'a>>,
}

/// A stretch of a scene.
#[derive(Clone, Debug)]
pub enum Piece<'a> {
    /// Ordinary Markdown.
    Prose(Events),
    /// A prompt or box.
    Aside(Box<Aside<'a>>),
}

impl<'a> Piece<'a> {
    /// The prompt or box it is.
    pub fn aside(&self) -> Option<&Aside<'a>> {
        match self {
            Self::Aside(aside) => Some(aside),
            Self::Prose(_) => None,
        }
    }
}

/// One thing the learner can do in a scene.
#[derive(Clone, Debug)]
pub struct Choice<'a> {
    /// Lasting name within the scene.
    pub name: ChoiceName,
    /// The link's text without markup.
    pub label: Cow<'a, str>,
    /// The link's inline events.
    pub label_events: Events,
    /// Where it leads.
    pub to: At<Target>,
    /// `if COND`.
    pub condition: Option<At<Condition>>,
    /// What it changes.
    pub effects: Vec<At<Effect>>,
    /// What follows the link in the item; empty when nothing does.
    pub consequence: Events,
    /// The consequence in prose and boxes.
    pub pieces: Vec<Piece<'a>>,
    /// The whole item.
    pub span: Span,
}

/// The room a variant is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Room {
    /// Professionals only.
    Staff,
    /// People who use the services only.
    Users,
    /// Both.
    Mixed,
}

impl Room {
    /// The room written so.
    pub fn named(text: &str) -> Option<Self> {
        Some(match text {
            "staff" => Self::Staff,
            "users" => Self::Users,
            "mixed" => Self::Mixed,
            _ => return None,
        })
    }

    /// As written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Users => "users",
            Self::Mixed => "mixed",
        }
    }
}

/// A block quote with a `[!KIND]` marker.
#[derive(Clone, Debug)]
pub struct Aside<'a> {
    /// What it is, with what only that kind has.
    pub kind: AsideKind,
    /// The rest of the marker line: a prompt's id, or a box's title.
    pub rest: At<&'a str>,
    /// The prompt's lasting name; `None` for boxes.
    pub id: Option<PromptId>,
    /// The room this variant is for; `None` for everyone.
    pub room: Option<Room>,
    /// `.core`: part of the short version.
    pub core: bool,
    /// The marker, from `[!` to `]`.
    pub marker: Span,
    /// The whole block.
    pub span: Span,
    /// What the block says, without the marker line and what the kind has taken out (voices, ends, answers).
    pub body: Events,
}

/// The kinds of boxes and prompts.
#[derive(Clone, Debug)]
pub enum AsideKind {
    /// Free text; `voices` are the items of the last list, each with its events.
    Reflection {
        /// Other voices.
        voices: Vec<Events>,
    },
    /// One thing to try.
    Intention,
    /// One whole number, `low..=high`, with the words at the two ends.
    Scale {
        /// Lowest and highest.
        range: (i64, i64),
        /// What they mean.
        ends: (String, String),
    },
    /// One or several of these.
    Poll {
        /// Whether several may be chosen.
        many: bool,
        /// The answers in file order.
        answers: Vec<Answer>,
    },
    /// A group task. Unit: minutes alone, together, in plenum; or one number.
    Discussion {
        /// One to three numbers.
        minutes: Vec<u32>,
    },
    /// For the facilitator only.
    Facilitator,
    /// A box with facts.
    Fact,
    /// A box with law.
    Law,
    /// A warning before heavy content.
    Care {
        /// The way past; the next scene when `None`.
        past: Option<SceneId>,
        /// The inline events of a link that stands alone at the end; empty when there is none.
        label: Events,
    },
    /// Quotes what the learner chose (`lesson#scene`) or wrote (`lesson/prompt`).
    Recall,
    /// The first `count` of these that the learner passed.
    Moments {
        /// How many are shown.
        count: usize,
        /// The candidates, each with its link's inline events.
        links: Vec<(Target, Events)>,
    },
    /// GitHub's own: note, tip, important, warning, caution (lower case), or an unknown kind shown as a note.
    Plain(&'static str),
}

/// One answer of a poll.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Lasting name: the slug of its text.
    pub name: String,
    /// Its text as inline events.
    pub label: Events,
    /// Shown once it is chosen; empty when nothing is.
    pub then: Events,
}

/// A text, or one per language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// The same in all languages.
    One(String),
    /// By language code.
    ByLanguage(BTreeMap<String, String>),
}

impl Default for Text {
    fn default() -> Self {
        Self::One(String::new())
    }
}

impl Text {
    /// The text in `language`, else in any language it has.
    pub fn get(&self, language: &str) -> &str {
        match self {
            Self::One(text) => text,
            Self::ByLanguage(texts) => texts.get(language).or_else(|| texts.values().next()).map_or("", String::as_str),
        }
    }
}

/// `course.toml`, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    /// Lasting name.
    pub id: CourseId,
    /// Title.
    pub title: Text,
    /// Language codes; the first is the default.
    pub languages: Vec<String>,
    /// Slugs in order.
    pub lessons: Vec<LessonSlug>,
    /// Renamed lessons: old slug to new.
    pub was: BTreeMap<LessonSlug, LessonSlug>,
    /// Path of the site's root on its host, such as `/kurs/`; only `404.html` needs it.
    pub root: Option<String>,
    /// What the course is, as Markdown.
    pub about: Text,
    /// For whom, in a sentence.
    pub audience: Text,
    /// How long it takes, in a sentence.
    pub duration: Text,
    /// One sentence on each lesson, by slug.
    pub about_lessons: BTreeMap<LessonSlug, Text>,
    /// Lessons to come.
    pub planned: Vec<Planned>,
    /// Where a reader's message goes.
    pub feedback_mailto: Option<String>,
    /// Meters.
    pub meters: Vec<MeterEntry>,
    /// Places to begin from in the middle.
    pub presets: Vec<Preset>,
    /// Ready-made group sessions.
    pub plans: Vec<Plan>,
    /// Someone to talk to.
    pub help_lines: Vec<HelpLine>,
    /// Organisations and courses.
    pub resources: Vec<Resource>,
    /// Who has read what.
    pub reviewed: Vec<Reviewed>,
    /// Words authors are asked not to use.
    pub avoided_words: Vec<AvoidedWord>,
    /// Where every value stands in the file, by path: `id`, `lessons.0`, `meter.0.start`, `preset.1.meters.tillit`.
    pub places: BTreeMap<String, Span>,
}

impl Course {
    /// Where a value stands, by path such as `plan.0.lessons.2`; the file's beginning when it is not there.
    pub fn place(&self, path: &str) -> Span {
        self.places.get(path).copied().unwrap_or_default()
    }

    /// The meters with texts in `language`.
    pub fn meters(&self, language: &str) -> Vec<Meter> {
        self.meters.iter().map(|m| m.in_language(language)).collect()
    }
}

/// `[[meter]]`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // see graph::Meter
pub struct MeterEntry {
    pub id: super::graph::MeterId,
    pub name: Text,
    pub min: i64,
    pub max: i64,
    pub start: i64,
    pub show: Show,
    pub words: Vec<(i64, Text)>,
}

impl MeterEntry {
    /// The meter with its texts in `language`.
    pub fn in_language(&self, language: &str) -> Meter {
        Meter {
            id: self.id.clone(),
            name: self.name.get(language).to_owned(),
            min: self.min,
            max: self.max,
            start: self.start,
            show: self.show,
            words: self.words.iter().map(|(from, word)| (*from, word.get(language).to_owned())).collect(),
        }
    }
}

/// `[[planned]]`: a lesson to come.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Planned {
    pub number: usize,
    pub title: Text,
    pub level: Vec<Level>,
    pub about: Text,
}

/// `[[preset]]`: meters to begin from in the middle.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Preset {
    pub name: Text,
    pub meters: super::graph::Meters,
}

/// `[[plan]]`: a ready-made group session.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Plan {
    pub name: Text,
    pub room: Option<Room>,
    pub lessons: Vec<LessonSlug>,
    pub core: bool,
}

/// `[[help_line]]`: someone to talk to. `checked` is a date, `yyyy-mm-dd`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct HelpLine {
    pub name: Text,
    pub phone: Option<String>,
    pub url: Option<String>,
    pub checked: Date,
}

/// `[[resource]]`: an organisation or a course. `checked` is a date.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Resource {
    pub name: Text,
    pub for_whom: Text,
    pub url: Option<String>,
    pub checked: Date,
}

/// `[[reviewed]]`: who has read a lesson, or the course when `lesson` is missing.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Reviewed {
    pub lesson: Option<LessonSlug>,
    pub who: String,
    pub role: String,
    pub date: Date,
}

/// `[[avoided_word]]`: a word this course does without. `word*` is all words that begin so.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct AvoidedWord {
    pub word: Text,
    pub reason: Text,
    pub better: Text,
}

/// A day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Such as 2026.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

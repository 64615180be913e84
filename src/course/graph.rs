//! What the program must know of a lesson and of the course: ids, conditions, effects, prompts. No prose, no Markdown.
//!
//! The page carries these as JSON (`data-graph`, `data-course`); the state-space walk runs on the same structs.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl From<&str> for $name {
            fn from(text: &str) -> Self { Self(text.to_owned()) }
        }
        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str { &self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
    )* };
}

names! {
    /// Lasting name of a course; keys in storage begin with it.
    CourseId,
    /// A lesson's lasting name: its file name without number and ending.
    LessonSlug,
    /// A scene's lasting name within its lesson.
    SceneId,
    /// A choice's lasting name within its scene: the target, plus `~` and the label's slug where two share a target.
    ChoiceName,
    /// A prompt's lasting name within its lesson.
    PromptId,
    /// A meter's name.
    MeterId,
}

/// When a meter is shown to the learner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Show {
    /// Never: a flag.
    Never,
    /// In words at the end of the lesson.
    #[default]
    End,
    /// Also while choosing.
    Always,
}

/// Something the course counts about the service, from `min` to `max`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meter {
    /// Name used in effects and conditions.
    pub id: MeterId,
    /// What the learner reads, in the page's language.
    pub name: String,
    /// Lowest value.
    #[serde(default)]
    pub min: i64,
    /// Highest value.
    pub max: i64,
    /// Value when the course begins.
    #[serde(default)]
    pub start: i64,
    /// When it is shown.
    #[serde(default)]
    pub show: Show,
    /// What is shown: words, each from a value up, in rising order.
    #[serde(default)]
    pub words: Vec<(i64, String)>,
}

/// Values of all meters. Shape: one entry per meter that has been set; a missing one stands at its start.
pub type Meters = std::collections::BTreeMap<MeterId, i64>;

/// A comparison sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    /// `>=`
    #[serde(rename = ">=")]
    AtLeast,
    /// `<=`
    #[serde(rename = "<=")]
    AtMost,
    /// `>`
    #[serde(rename = ">")]
    Above,
    /// `<`
    #[serde(rename = "<")]
    Below,
    /// `==`
    #[serde(rename = "==")]
    Equal,
    /// `!=`
    #[serde(rename = "!=")]
    NotEqual,
}

impl Comparison {
    /// Whether `value` stands so to `number`.
    pub fn holds(self, value: i64, number: i64) -> bool {
        match self {
            Self::AtLeast => value >= number,
            Self::AtMost => value <= number,
            Self::Above => value > number,
            Self::Below => value < number,
            Self::Equal => value == number,
            Self::NotEqual => value != number,
        }
    }
}

/// One comparison of a meter with a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition(pub MeterId, pub Comparison, pub i64);

impl Condition {
    /// Whether it holds at these values. A meter without a value counts as 0.
    pub fn holds(&self, meters: &Meters) -> bool {
        self.1.holds(meters.get(&self.0).copied().unwrap_or(0), self.2)
    }
}

/// What an effect does to its meter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// `+n` or `-n`.
    Add(i64),
    /// `= n`.
    Set(i64),
}

/// One change of one meter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect(pub MeterId, pub Change);

/// The values a course begins with.
pub fn start_values(meters: &[Meter]) -> Meters {
    // Not `collect`: that sorts first, and brings the standard library's sort into the page.
    let mut values = Meters::new();
    for meter in meters {
        values.insert(meter.id.clone(), meter.start);
    }
    values
}

/// The values after `effects`, run left to right and clamped after each. Effects on unknown meters do nothing.
pub fn apply(meters: &[Meter], values: &Meters, effects: &[Effect]) -> Meters {
    let mut values = values.clone();
    for Effect(id, change) in effects {
        if let Some(meter) = meters.iter().find(|m| m.id == *id) {
            let now = values.get(id).copied().unwrap_or(meter.start);
            let next = match change {
                Change::Add(n) => now.saturating_add(*n),
                Change::Set(n) => *n,
            };
            values.insert(id.clone(), next.max(meter.min).min(meter.max.max(meter.min)));
        }
    }
    values
}

/// Where a choice leads.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Target {
    /// Another lesson, or `None` for this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lesson: Option<LessonSlug>,
    /// The scene, or `None` for the other lesson's opening scene.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scene: Option<SceneId>,
}

/// A choice as the program sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceNode {
    /// Lasting name within the scene.
    pub name: ChoiceName,
    /// Where it leads.
    pub to: Target,
    /// Sees the meters before the effects.
    #[serde(default, rename = "if", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// Run when it is chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Effect>,
    /// Whether a consequence step stands between the choice and its target.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consequence: bool,
}

/// The kind of a prompt that keeps an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PromptKind {
    /// Free text.
    Reflection,
    /// One thing to try.
    Intention,
    /// One whole number.
    Scale,
    /// One or several of the answers.
    Poll,
    /// A group task.
    Discussion,
}

/// A prompt as the program sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromptNode {
    /// Lasting name within the lesson.
    pub id: PromptId,
    /// What it asks for.
    pub kind: PromptKind,
    /// Minutes of each part of a discussion.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub minutes: Vec<u32>,
}

/// A scene as the program sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneNode {
    /// Lasting name.
    pub id: SceneId,
    /// Sees the meters after the effects of the choice that leads here.
    #[serde(default, rename = "if", skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// Whether the lesson ends here: `.ending`, or the last scene without choices.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ending: bool,
    /// Choices in file order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<ChoiceNode>,
    /// Prompts in file order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<PromptNode>,
}

/// A lesson as the program sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonGraph {
    /// Lasting name.
    pub slug: LessonSlug,
    /// Scenes in file order; the first is the opening scene. Never empty.
    pub scenes: Vec<SceneNode>,
}

impl LessonGraph {
    /// The scene with this id, and its place.
    pub fn scene(&self, id: &str) -> Option<(usize, &SceneNode)> {
        self.scenes.iter().enumerate().find(|(_, s)| s.id.as_str() == id)
    }

    /// The scenes a scene without choices may go on to: file order, up to and with the first without a condition.
    pub fn candidates(&self, index: usize) -> &[SceneNode] {
        let after = self.scenes.get(index + 1..).unwrap_or_default();
        let end = after.iter().position(|s| s.condition.is_none()).map_or(after.len(), |i| i + 1);
        &after[..end]
    }

    /// Whether a choice is open at these values: its own condition holds before its effects, its target's after.
    pub fn is_open(&self, choice: &ChoiceNode, meters: &[Meter], values: &Meters) -> bool {
        if choice.condition.as_ref().is_some_and(|c| !c.holds(values)) {
            return false;
        }
        let target = match (&choice.to.lesson, &choice.to.scene) {
            (None, Some(id)) => self.scene(id.as_str()).and_then(|(_, s)| s.condition.as_ref()),
            _ => None,
        };
        target.is_none_or(|c| c.holds(&apply(meters, values, &choice.effects)))
    }
}

/// A lesson named: for links and headings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonName {
    /// Lasting name.
    pub slug: LessonSlug,
    /// Title, in the page's language.
    pub title: String,
    /// Place in the course, from 1.
    pub number: usize,
    /// Markdown file under `lessons/`, such as `nb/01-hvem-er-rune.md`.
    pub file: String,
}

/// Someone to talk to, as the page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpLink {
    /// Who, in the page's language.
    pub name: String,
    /// Number as it is read: `116 123`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// What a lesson page carries: this lesson, and no list that grows with the course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageGraph {
    /// The course.
    pub course: CourseId,
    /// All meters of the course.
    pub meters: Vec<Meter>,
    /// This lesson's name.
    pub name: LessonName,
    /// The lesson that follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<LessonName>,
    /// The lesson itself.
    pub lesson: LessonGraph,
}

/// What the other places carry: the course without its lessons' insides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourseOutline {
    /// The course.
    pub course: CourseId,
    /// Title, in the page's language.
    pub title: String,
    /// All meters of the course.
    pub meters: Vec<Meter>,
    /// Lessons in order.
    pub lessons: Vec<LessonName>,
    /// Someone to talk to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub help_lines: Vec<HelpLink>,
    /// Renamed lessons: old slug to new.
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub was: std::collections::BTreeMap<LessonSlug, LessonSlug>,
}

//! What is wrong with a course, beyond what the parser sees in one file: one file per rule, all told in one run.

mod avoided_word;
mod core_too_long;
mod course_file;
mod dead_end;
mod falls_through;
#[cfg(test)]
mod fixture;
mod hard_to_read;
mod long_scene;
mod missing_media;
mod missing_note;
mod missing_source;
mod near;
mod never_true;
mod one_sided_choice;
mod recall;
mod stale_link;
mod survey;
mod unknown_lesson;
mod unknown_meter;
mod unknown_scene;
mod unreachable_scene;
mod walk_bounded;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::finding::{Code, Finding, Span};
use super::graph::{LessonGraph, Meter, Meters};
use super::model::{AsideKind, Choice, Course, Date, Lesson, Scene};
use super::parse::{asides, lesson_graph};
use super::source::SourceFile;
use super::walk::{Ground, LessonWalk, Limits, walk};
use super::words::{self, Count};

pub use survey::{Lix, Survey, starts, survey};

/// One lesson as it was read.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Its file.
    pub file: &'a SourceFile,
    /// What the parser made of it.
    pub lesson: Lesson<'a>,
}

/// All that is checked.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The course.
    pub course: &'a Course,
    /// Its file; `None` for a lesson on its own, whose meters and neighbours nobody knows.
    pub course_file: Option<&'a SourceFile>,
    /// Lessons in the order of `course.toml`, one language after the other, then those it does not list.
    pub lessons: &'a [Entry<'a>],
    /// All files of the course folder, relative to it, with `/`; `None` when nobody knows them.
    pub media: Option<&'a BTreeSet<String>>,
    /// The day the check is made.
    pub today: Date,
}

/// What a course holds, for the line that closes a check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// Lessons, in all languages.
    pub lessons: usize,
    /// Scenes.
    pub scenes: usize,
    /// Words a learner may meet: prose, boxes, choices and what follows from them.
    pub words: usize,
    /// Minutes for one person: as the lessons say, else at 183 words a minute on the longest way
    /// (Brysbaert 2019, J. Mem. Lang. 109:104047, reading aloud).
    pub minutes: usize,
    /// Ways through the lessons, added up; saturating.
    pub paths: u64,
    /// Whether some lesson can be walked in circles.
    pub cyclic: bool,
}

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// In file order. What the parser found is not among them.
    pub findings: Vec<Finding>,
    /// What the course holds.
    pub total: Total,
    /// What the walk saw. Shape: one entry per entry of `Material::lessons`.
    pub walks: Vec<LessonWalk>,
}

/// Checks a course with every rule.
pub fn check(material: &Material<'_>) -> Report {
    let graphs: Vec<LessonGraph> = material.lessons.iter().map(|e| lesson_graph(&e.lesson)).collect();
    let context = Context::new(material, &graphs, &Limits::default());
    let mut found = Findings::default();
    for rule in RULES {
        rule(&context, &mut found);
    }
    let total = total(&context);
    Report { findings: found.in_order(material), total, walks: context.views.into_iter().map(|v| v.walk).collect() }
}

/// Sorts findings as a reader meets them: course.toml, then the lessons in order, each from top to bottom.
pub fn sort(findings: &mut [Finding], files: &[&str]) {
    let place: HashMap<&str, usize> = files.iter().enumerate().map(|(index, file)| (*file, index)).collect();
    findings.sort_by_cached_key(|f| (place.get(f.file.as_str()).copied(), f.span.start, f.span.end, f.code, f.message.clone()));
}

const RULES: &[fn(&Context<'_>, &mut Findings)] = &[
    avoided_word::rule,
    core_too_long::rule,
    course_file::rule,
    dead_end::rule,
    falls_through::rule,
    hard_to_read::rule,
    long_scene::rule,
    missing_media::rule,
    missing_note::rule,
    missing_source::rule,
    never_true::rule,
    one_sided_choice::rule,
    recall::rule,
    stale_link::rule,
    unknown_lesson::rule,
    unknown_meter::rule,
    unknown_scene::rule,
    unreachable_scene::rule,
    walk_bounded::rule,
];

/// A lesson with all that rules ask about it.
struct View<'a> {
    file: &'a SourceFile,
    lesson: &'a Lesson<'a>,
    graph: &'a LessonGraph,
    walk: LessonWalk,
    /// The folder it lies in: its language.
    language: &'a str,
    /// By scene: its words, counted once.
    words: Vec<SceneWords>,
    /// By scene id: the first scene with that id.
    scenes: HashMap<&'a str, usize>,
}

/// The words of a scene.
struct SceneWords {
    prose: Count,
    asides: Count,
    /// By choice: the prose that follows it, and words of label, prose and boxes together.
    choices: Vec<(Count, usize)>,
}

impl SceneWords {
    fn new(lesson: &Lesson<'_>, scene: &Scene) -> Self {
        let follows = |c: &Choice| {
            let prose = words::prose(lesson, &c.pieces);
            (prose, words::count(&c.label).words + prose.words + words::asides(lesson, &c.pieces).words)
        };
        Self {
            prose: words::prose(lesson, &scene.pieces),
            asides: words::asides(lesson, &scene.pieces),
            choices: scene.choices.iter().map(follows).collect(),
        }
    }
}

impl<'a> View<'a> {
    /// Not walked yet.
    fn new(entry: &'a Entry<'a>, graph: &'a LessonGraph) -> Self {
        let mut scenes = HashMap::with_capacity(entry.lesson.scenes.len());
        for (index, scene) in entry.lesson.scenes.iter().enumerate() {
            scenes.entry(scene.id.as_str()).or_insert(index);
        }
        let language = entry.file.path().rsplit_once('/').map_or("", |(folder, _)| folder);
        let words = entry.lesson.scenes.iter().map(|s| SceneWords::new(&entry.lesson, s)).collect();
        View { file: entry.file, lesson: &entry.lesson, graph, walk: LessonWalk::default(), language, words, scenes }
    }

    fn line(&self, byte: usize) -> usize {
        self.file.position(byte).line
    }
}

/// A span cut off at its first line end: a caret under ten lines points at nothing.
fn first_line(file: &SourceFile, span: Span) -> Span {
    let text = file.text().get(span.start..span.end).unwrap_or_default();
    Span { start: span.start, end: span.start + text.find('\n').unwrap_or(text.len()) }
}

/// Where a value of `course.toml` stands, without its quotes; the file's beginning when it is not there.
fn place(course: &Course, file: &SourceFile, path: &str) -> Span {
    let span = course.places.get(path).copied().unwrap_or_default();
    let text = file.text().get(span.start..span.end).unwrap_or_default();
    let quoted = text.len() >= 2 && text.starts_with(['"', '\'']) && !text.starts_with("\"\"\"");
    if quoted { Span { start: span.start + 1, end: span.end - 1 } } else { span }
}

/// Where a text stands in a list of `course.toml`. What could not be read is not in the course, so places do not count along.
fn place_in(course: &Course, file: &SourceFile, list: &str, value: &str) -> Span {
    (0..)
        .map(|number| format!("{list}.{number}"))
        .take_while(|path| course.places.contains_key(path))
        .map(|path| place(course, file, &path))
        .find(|span| file.text().get(span.start..span.end) == Some(value))
        .unwrap_or_else(|| place(course, file, list))
}

/// What all rules share.
struct Context<'a> {
    material: &'a Material<'a>,
    meters: Vec<Meter>,
    /// One per lesson, in the order of the material.
    views: Vec<View<'a>>,
    /// By language and slug.
    by_slug: HashMap<(&'a str, &'a str), usize>,
    near: near::Near,
}

impl<'a> Context<'a> {
    fn new(material: &'a Material<'a>, graphs: &'a [LessonGraph], limits: &Limits) -> Self {
        let course = material.course;
        let meters = course.meters(course.languages.first().map_or("nb", String::as_str));
        let mut views: Vec<View<'a>> = material.lessons.iter().zip(graphs).map(|(entry, graph)| View::new(entry, graph)).collect();
        let mut by_slug = HashMap::new();
        let mut by_language: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, view) in views.iter().enumerate() {
            by_slug.entry((view.language, view.lesson.slug.as_str())).or_insert(index);
            by_language.entry(view.language).or_default().push(index);
        }
        let starts: Vec<Meters> = starts(course).into_iter().map(|(_, values)| values).collect();
        for lessons in by_language.into_values() {
            let grounds: Vec<Ground<'_>> = lessons.iter().map(|&index| ground(&views[index])).collect();
            for (index, walked) in lessons.into_iter().zip(walk(&meters, &starts, &grounds, limits)) {
                views[index].walk = walked;
            }
        }
        Self { material, meters, views, by_slug, near: near::Near::default() }
    }

    fn lesson(&self, language: &str, slug: &str) -> Option<&View<'a>> {
        self.by_slug.get(&(language, slug)).map(|&index| &self.views[index])
    }

    /// Slugs of the lessons in one language.
    fn slugs(&self, language: &str) -> impl Iterator<Item = &'a str> {
        self.views.iter().filter(move |v| v.language == language).map(|v| v.lesson.slug.as_str())
    }
}

fn ground<'a>(view: &View<'a>) -> Ground<'a> {
    let lesson = view.lesson;
    let past = lesson.scenes.iter().enumerate().flat_map(|(index, scene)| {
        asides(scene).filter_map(move |aside| match &aside.kind {
            AsideKind::Care { past, .. } => Some((index, past.clone())),
            _ => None,
        })
    });
    Ground {
        graph: view.graph,
        past: past.collect(),
        words: view.words.iter().map(|s| s.prose.words + s.asides.words).collect(),
        choice_words: view.words.iter().map(|s| s.choices.iter().map(|(_, words)| *words).collect()).collect(),
    }
}

/// Words a learner may meet in a lesson.
fn word_count(view: &View<'_>) -> usize {
    let of = |s: &SceneWords| s.prose.words + s.asides.words + s.choices.iter().map(|(_, words)| words).sum::<usize>();
    view.words.iter().map(of).sum()
}

/// Minutes for one person, where the longest way has so many words.
fn minutes(lesson: &Lesson<'_>, longest: usize) -> usize {
    lesson.front.minutes.map_or(longest.div_ceil(183), |minutes| minutes as usize)
}

fn total(context: &Context<'_>) -> Total {
    let mut total = Total { lessons: context.views.len(), ..Total::default() };
    for view in &context.views {
        total.scenes += view.lesson.scenes.len();
        total.words += word_count(view);
        total.minutes += minutes(view.lesson, view.walk.paths.most_words);
        total.paths = total.paths.saturating_add(view.walk.paths.count);
        total.cyclic |= view.walk.paths.cyclic;
    }
    total
}

/// More findings of one code in one file than anyone reads; beyond this they are counted.
const MOST: usize = 1000;

/// What the rules have found so far.
#[derive(Default)]
struct Findings {
    list: Vec<Finding>,
    /// By file and code: how many, and the place in `list` of the last that was kept.
    counts: HashMap<(String, Code), (usize, usize)>,
}

impl Findings {
    /// Adds a finding; `finding` is only asked when it will be kept.
    fn add(&mut self, file: &SourceFile, code: Code, finding: impl FnOnce() -> Finding) {
        let (count, last) = self.counts.entry((file.path().to_owned(), code)).or_default();
        *count += 1;
        if *count <= MOST {
            *last = self.list.len();
            self.list.push(finding());
        }
    }

    fn in_order(mut self, material: &Material<'_>) -> Vec<Finding> {
        for (count, last) in self.counts.into_values() {
            if count > MOST {
                self.list[last].message.push_str(&format!(" (and {} more of these)", count - MOST));
            }
        }
        let course = material.course_file.map(SourceFile::path);
        let files: Vec<&str> = course.into_iter().chain(material.lessons.iter().map(|e| e.file.path())).collect();
        sort(&mut self.list, &files);
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::super::finding::Code;
    use super::fixture::course_with;

    const PARTS: &[&str] = &[
        "# T\n",
        "## A\n",
        "## Å {.ending}\n",
        "## B {if=tillit>=4}\n",
        "## C {#a .core if=mot<2}\n",
        "#### x\n",
        "- [a](#a)\n",
        "- [b](#b \"tillit +1\")\n",
        "- [å](#å \"if tillit >= 9: avtaler = 3\")\n",
        "- [n](#nei \"mot -1\")\n",
        "- [o](02-b.md#c)\n",
        "- [p](03-c.md)\n",
        "  Etterpå.\n",
        "\n",
        "\n\n",
        "Rune venter på medvirkning. ",
        "> ",
        "> [!FACT] x\n> y\n",
        "> [!LAW]\n",
        "> [!FACILITATOR]\n> z\n",
        "> [!RECALL] b/x\n> y\n",
        "> [!RECALL] a#b\n> y\n",
        "> [!CARE]\n> [forbi](#å)\n",
        "> [!MOMENTS 2]\n> - [x](#y)\n",
        "![](../media/nei.svg)",
        "![å](../media/Laas.svg)",
        "[x][y]\n\n[y]: #nope\n",
        "<b>",
        "æøå\u{30a}",
        "\u{feff}",
        "```\n",
        "---\n",
        "&nbsp;",
        "[^1]",
        "\n[^1]: å\n",
    ];

    const TOML: &str = "id = \"x\"\ntitle = \"X\"\nlanguages = [\"nb\"]\nlessons = [\"a\", \"b\", \"d\"]\n[[meter]]\nid = \"tillit\"\nname = \"T\"\nmax = 9\n[[avoided_word]]\nword = \"medvirk*\"\n";

    proptest::proptest! {
        /// The fixture holds that every span lies inside its file.
        #[test]
        fn no_rule_panics_and_no_span_lies_outside(one in parts(), two in parts()) {
            course_with(Code::ALL, TOML, &[("nb/01-a.md", &one), ("nb/02-b.md", &two)]);
        }
    }

    fn parts() -> impl proptest::strategy::Strategy<Value = String> {
        use proptest::strategy::Strategy;
        proptest::collection::vec(proptest::sample::select(PARTS), 0..25).prop_map(|parts| parts.concat())
    }
}

//! What all controls share: the page in the document, where one stands in it, and what has been done. Made once, above all views.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::keeper::Keeper;
use super::shared::{Followed, Shared};
use crate::browser::pages;
use crate::course::graph::{CourseId, CourseOutline, LessonName, LessonSlug, Meter, Meters, PageGraph, start_values};
use crate::course::page_data;
use crate::journey::{EventName, Journey, Trail, fold_renamed, trail};

/// The page in the document, as it describes itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Counts the pages shown: two visits to one place are two pages.
    pub generation: u32,
    /// `lesson`, `course`, `journal` and so on.
    pub place: String,
    /// Path below the root, such as `leksjon/fastlegen/`.
    pub path: String,
    /// The lesson, on a lesson's page.
    pub lesson: Option<Arc<PageGraph>>,
    /// The course, on the other pages.
    pub outline: Option<Arc<CourseOutline>>,
}

impl Page {
    /// The page as it stands; `None` when it is not one of ours.
    pub fn read() -> Option<Self> {
        let lesson = pages::data("data-graph").and_then(|text| page_data::page_graph(&text)).map(Arc::new);
        let outline = pages::data("data-course").and_then(|text| page_data::course_outline(&text)).map(Arc::new);
        let known = lesson.is_some() || outline.is_some();
        let place = pages::place();
        // The page for addresses that lead nowhere stands at the one it was asked for by, and at no path of its own.
        let path = match place.as_str() {
            "missing" => pages::path_of_address(),
            _ => pages::shown_path(),
        };
        known.then_some(Self { generation: 0, place, path, lesson, outline })
    }

    /// The course it belongs to.
    pub fn course(&self) -> CourseId {
        self.lesson.as_ref().map(|l| &l.course).or(self.outline.as_ref().map(|o| &o.course)).cloned().unwrap_or_default()
    }

    /// The course's meters.
    pub fn meters(&self) -> &[Meter] {
        self.lesson.as_ref().map(|l| &l.meters).or(self.outline.as_ref().map(|o| &o.meters)).map_or(&[], Vec::as_slice)
    }

    /// A lesson's title, as far as this page knows it; else its slug.
    pub fn title_of(&self, slug: &LessonSlug) -> String {
        let own = self.lesson.as_ref().filter(|l| l.lesson.slug == *slug).map(|l| &l.name);
        own.or(self.name_of(slug)).map_or_else(|| slug.0.clone(), |name| name.title.clone())
    }

    /// A lesson's place in the course, from 1.
    pub fn number_of(&self, slug: &LessonSlug) -> Option<usize> {
        self.name_of(slug).map(|name| name.number)
    }

    fn name_of(&self, slug: &LessonSlug) -> Option<&LessonName> {
        self.outline.as_ref()?.lessons.iter().find(|l| l.slug == *slug)
    }

    /// Renamed lessons: old slug to new.
    pub fn was(&self) -> BTreeMap<LessonSlug, LessonSlug> {
        self.outline.as_ref().map(|o| o.was.clone()).unwrap_or_default()
    }

    /// Values of all the course's meters: a meter that was added to the course later stands at its start.
    pub fn all_meters(&self, known: &Meters) -> Meters {
        let mut values = start_values(self.meters());
        for (id, n) in known {
            values.insert(id.clone(), *n);
        }
        values
    }

    /// The lesson's slug, on a lesson's page.
    pub fn slug(&self) -> Option<&LessonSlug> {
        self.lesson.as_ref().map(|l| &l.lesson.slug)
    }
}

/// What every control is given. Costs nothing to copy.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Absolute address of the site's root, with a slash at its end.
    pub root: StoredValue<String>,
    /// The page in the document.
    pub page: Followed<Page>,
    set_page: RwSignal<Arc<Page>>,
    /// The page's place, told anew at each page that comes; not when a lesson is tried out on it.
    pub turned: RwSignal<String>,
    /// Id of the section that shows: a scene, or a consequence.
    pub shown: RwSignal<String>,
    /// The step one stands at; none at an opening scene not yet gone on from.
    pub cursor: RwSignal<Option<EventName>>,
    /// What has been done, and where it is kept.
    pub keeper: Shared<Keeper>,
    /// All that follows from what has been done.
    pub journey: Followed<Journey>,
    /// How one came to the step one stands at.
    pub trail: Followed<Option<Trail>>,
    /// The values that conditions see where one stands.
    pub meters: Followed<Meters>,
    /// One thing that must be said; empty for nothing.
    pub notice: RwSignal<String>,
}

impl Desk {
    /// The desk for the page the program was started in.
    pub fn new(root: String, page: Page) -> Self {
        let keeper = Shared::new(Keeper::open(&page.course(), page.meters(), &page.was()));
        let turned = RwSignal::new(page.place.clone());
        let set_page = RwSignal::new(Arc::new(page));
        let page = Followed::new(move || Page::clone(&set_page.get()));
        let cursor = RwSignal::new(None::<EventName>);
        let journey = Followed::new(move || page.with(|page| keeper.with(|keeper| fold_renamed(page.meters(), &page.was(), keeper.log()))));
        let trail = Followed::new(move || {
            let step = cursor.get()?;
            keeper.with(|keeper| trail(keeper.log(), &step))
        });
        let meters = Followed::new(move || match &*trail.get() {
            Some(trail) => page.with(|page| page.all_meters(&trail.meters)),
            None => page.with(|page| page.all_meters(&journey.get().carried)),
        });
        Self {
            root: StoredValue::new(root),
            page,
            set_page,
            turned,
            shown: RwSignal::new(String::new()),
            cursor,
            keeper,
            journey,
            trail,
            meters,
            notice: RwSignal::new(String::new()),
        }
    }

    /// Says that another page is in the document now. A lesson that was tried out ends with the page it was played on.
    pub fn turn_to(&self, mut page: Page) {
        page.generation = self.page.with_untracked(|old| old.generation + 1);
        self.shown.set(String::new());
        if self.keeper.with_untracked(Keeper::is_trial) {
            self.keeper.update(Keeper::come_home);
        }
        let place = page.place.clone();
        self.set_page.set(Arc::new(page));
        self.turned.set(place);
    }

    /// Reads the page again after another has been put in its place. Whether it is one of ours.
    pub fn reread(&self) -> bool {
        let Some(page) = Page::read() else { return false };
        self.turn_to(page);
        true
    }

    /// Says that a lesson is tried out on the page one is on.
    pub fn play(&self, lesson: PageGraph) {
        let mut page = Page::clone(&self.page.get());
        page.lesson = Some(Arc::new(lesson));
        self.shown.set(String::new());
        self.set_page.set(Arc::new(page));
    }

    /// The lesson on the page.
    pub fn lesson(&self) -> Option<Arc<PageGraph>> {
        self.page.with_untracked(|page| page.lesson.clone())
    }

    /// Absolute address of a path below the root.
    pub fn url(&self, path: &str) -> String {
        self.root.with_value(|root| format!("{root}{path}"))
    }
}

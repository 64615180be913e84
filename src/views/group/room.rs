//! What the windows of a session share: who writes, what is shown, the lesson's text, and the way to the other windows.
//!
//! # For the places
//!
//! - [`Room::act`] is the one way to write: it takes the [`Recorder`] and the time, saves all events at once, and sends the new picture
//!   to the other windows. In a window that follows it does nothing. [`Room::choose`], [`Room::go_on`], [`Room::begin`], [`Room::jump`] and
//!   [`Room::advance`] are acts that need the lesson's page; they fetch it where it is not there yet.
//! - [`Room::picture`] is what the screen shows now, in the window that writes as in those that follow: read it, and nothing else, to show
//!   the screen. [`Room::look`] gives the recorder itself (plan, notes, votes, forecast), which a follower has from storage.
//! - The lesson of the picture stands in the page's `[data-stage]`, its own article as `kurs build` wrote it; the section that shows wears
//!   `data-on`, and `<html>` wears `data-room`, `data-seating` and `data-screen`. Links of the stage lead nowhere: see [`Room::on_door`].
//! - [`Room::now`] is the clock, told anew four times a second and when the window wakes. What shows time is worked out from it.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

use crate::browser::channel::{Channel, Windows};
use crate::browser::storage::Storage;
use crate::browser::{clock, dom, history, lock, pages, wake};
use crate::course::graph::{ChoiceName, CourseOutline, LessonSlug, PageGraph, SceneId};
use crate::course::group::{self, GroupSheet};
use crate::course::page_data;
use crate::journey::Unreadable;
use crate::journey::session::snapshot::Screen;
use crate::journey::session::{Backward, Follower, Onward, Recorder, Scene, SessionId, Snapshot, Standing, Then, keys, saved};
use crate::place::Place;
use crate::text::NB;
use crate::views::shared::Shared;
use crate::views::{parts, quotes};

/// What this window is to its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The address names no session.
    Nowhere,
    /// It writes.
    Leads,
    /// It shows what another window writes.
    Follows,
    /// It wrote until another window took over; now it follows.
    Superseded,
    /// There is no such session in this browser; a follower may yet hear of it.
    Unknown,
    /// What is saved of it cannot be read.
    Damaged,
    /// A newer program saved it.
    Newer,
}

/// Whether what is done is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// In this browser.
    Here,
    /// With this window alone: storage is denied.
    InMemory,
    /// Not the newest of it: storage is full.
    Full,
}

/// What is no signal: the channel and the lessons that were fetched.
#[derive(Default)]
struct Things {
    channel: Option<Windows>,
    lessons: BTreeMap<LessonSlug, (Arc<PageGraph>, Element)>,
    staged: Option<LessonSlug>,
    /// How many steps this window's screen has cut the text into.
    steps: usize,
}

/// What every view of a place is given. Costs nothing to copy.
#[derive(Clone, Copy)]
pub struct Room {
    /// Absolute address of the site's root, with a slash at its end.
    pub root: StoredValue<String>,
    /// The course.
    pub outline: StoredValue<Arc<CourseOutline>>,
    /// Plans, presets, minutes, care notices.
    pub sheet: StoredValue<Arc<GroupSheet>>,
    /// The session in the address; not valid where it names none.
    pub id: StoredValue<SessionId>,
    /// What this window is to it.
    pub side: RwSignal<Side>,
    /// Whether what is done is kept.
    pub kept: RwSignal<Kept>,
    /// What the screen shows; `None` until it is known.
    pub picture: RwSignal<Option<Arc<Snapshot>>>,
    /// The lesson that stands in the stage.
    pub lesson: RwSignal<Option<Arc<PageGraph>>>,
    /// The clock. Unit: milliseconds since 1970.
    pub now: RwSignal<i64>,
    /// What the newest follower has said, in the window that writes.
    pub heard: RwSignal<Option<Follower>>,
    /// How many windows of the projector are open.
    pub screens: RwSignal<usize>,
    /// Whether any window writes now; where the browser has no Web Locks, never.
    pub led: RwSignal<bool>,
    /// Whether the browser keeps the screen awake; `None` until it was asked.
    pub awake: RwSignal<Option<bool>>,
    /// One thing that must be said in this window; empty for none.
    pub notice: RwSignal<String>,
    place: StoredValue<String>,
    pen: Shared<Option<Recorder>>,
    things: StoredValue<Things, LocalStorage>,
}

impl Room {
    /// The room of the page in the document: reads its blocks and the session in its address, and joins the session's other windows.
    ///
    /// The facilitator's window writes, and the projector's where nobody leads; `/gruppe/` follows until [`Room::claim`].
    /// `None` when the page is not one of ours.
    pub fn open(place: &str) -> Option<Self> {
        let outline = pages::data("data-course").and_then(|text| page_data::course_outline(&text))?;
        let sheet = pages::data("data-group").and_then(|text| group::read(&text))?;
        let id = SessionId(history::query("okt"));
        let room = Self {
            root: StoredValue::new(pages::root()),
            outline: StoredValue::new(Arc::new(outline)),
            sheet: StoredValue::new(Arc::new(sheet)),
            id: StoredValue::new(id.clone()),
            side: RwSignal::new(if id.is_valid() { Side::Unknown } else { Side::Nowhere }),
            kept: RwSignal::new(if Storage::open().is_ok() { Kept::Here } else { Kept::InMemory }),
            picture: RwSignal::new(None),
            lesson: RwSignal::new(None),
            now: RwSignal::new(clock::now()),
            heard: RwSignal::new(None),
            screens: RwSignal::new(0),
            led: RwSignal::new(false),
            awake: RwSignal::new(None),
            notice: RwSignal::new(String::new()),
            place: StoredValue::new(place.to_owned()),
            pen: Shared::new(None),
            things: StoredValue::new_local(Things::default()),
        };
        if id.is_valid() {
            room.reread();
            room.join();
            let alone = room.peek(|recorder| !recorder.session().plan.led).unwrap_or(false);
            if place == "facilitator" || (place == "projector" && alone) {
                room.claim();
            } else {
                room.tell();
            }
            if place == "projector" {
                lock::hold(&format!("{}/lerret/{}", room.key(), clock::fresh_name()));
            }
        }
        room.run_clock();
        Some(room)
    }

    /// The course's outline.
    pub fn outline(&self) -> Arc<CourseOutline> {
        self.outline.get_value()
    }

    /// Plans, presets, minutes, care notices.
    pub fn sheet(&self) -> Arc<GroupSheet> {
        self.sheet.get_value()
    }

    /// Absolute address of a path below the root.
    pub fn url(&self, path: &str) -> String {
        self.root.with_value(|root| format!("{root}{path}"))
    }

    /// The address of a group place for this session: `""`, `fasilitator/` or `lerret/`.
    pub fn url_of(&self, place: &str) -> String {
        self.id.with_value(|id| self.url(&format!("gruppe/{place}?okt={}", id.0)))
    }

    /// A lesson's title; its slug where the course does not know it.
    pub fn title(&self, slug: &LessonSlug) -> String {
        self.outline().lessons.iter().find(|lesson| lesson.slug == *slug).map_or_else(|| slug.0.clone(), |lesson| lesson.title.clone())
    }

    /// How long a lesson takes; where it has no short version, the whole. Unit: minutes.
    pub fn minutes(&self, slug: &LessonSlug, core: bool) -> u32 {
        let sheet = self.sheet();
        sheet.lessons.iter().find(|lesson| lesson.slug == *slug).map_or(0, |lesson| match lesson.core_minutes {
            minutes if core && minutes > 0 => minutes,
            _ => lesson.minutes,
        })
    }

    /// Asks the browser to keep the screen awake, now and whenever this window shows again; see [`Room::awake`].
    pub fn keep_awake(&self) {
        if self.awake.get_untracked().is_none() {
            self.awake.set(Some(false));
            let room = *self;
            let ask = move || parts::spawn(async move { room.awake.set(Some(wake::keep().await)) });
            ask();
            window_event_listener(leptos::ev::visibilitychange, move |_| {
                if dom::document().visibility_state() == web_sys::VisibilityState::Visible {
                    ask();
                }
            });
        }
    }

    /// The key of the session in storage: also the name of its channel and of its writer's lock.
    pub fn key(&self) -> String {
        self.id.with_value(|id| keys::key(&self.outline().course, id))
    }

    /// Whether this window writes. Who asks is told when it changes.
    pub fn leads(&self) -> bool {
        self.side.get() == Side::Leads
    }

    /// Looks at the recorder: in a window that follows, what storage held when it last looked. Who asks is told when it changes.
    pub fn look<R>(&self, look: impl FnOnce(&Recorder) -> R) -> Option<R> {
        self.pen.with(|pen| pen.as_ref().map(look))
    }

    /// Looks at the recorder once.
    pub fn peek<R>(&self, look: impl FnOnce(&Recorder) -> R) -> Option<R> {
        self.pen.with_untracked(|pen| pen.as_ref().map(look))
    }

    /// Writes: gives the recorder and the time, saves all events, and sends the new picture. `None`, and nothing done, in a window that follows.
    pub fn act<R>(&self, act: impl FnOnce(&mut Recorder, i64) -> R) -> Option<R> {
        if self.side.get_untracked() != Side::Leads {
            return None;
        }
        if !self.notice.with_untracked(String::is_empty) {
            self.notice.set(String::new());
        }
        let done = self.pen.quietly(|pen| pen.as_mut().map(|recorder| act(recorder, clock::now())));
        self.after_act();
        done
    }

    /// Becomes the window that writes: whoever wrote before is told, and follows.
    pub fn claim(&self) {
        if self.side.get_untracked() == Side::Leads {
            return;
        }
        if self.place.with_value(|place| place == "group") {
            self.reread();
        } else {
            // Not what was last heard of, but what was last saved.
            self.read_on();
        }
        let meters = self.outline().meters.clone();
        let paces = self.sheet().lessons.clone();
        let claimed = self.pen.quietly(|pen| {
            let events = pen.as_ref().map(|recorder| recorder.events().to_vec())?;
            *pen = Some(Recorder::resume(meters, events, clock::now()).with_paces(paces));
            Some(())
        });
        if claimed.is_none() {
            return;
        }
        let room = *self;
        lock::take(&self.key(), move || room.superseded());
        self.side.set(Side::Leads);
        self.after_act();
    }

    /// The lesson the group is in, when its page is here. In a frozen picture that may be another than [`Room::lesson`].
    pub fn graph(&self) -> Option<Arc<PageGraph>> {
        let slug = self.peek(|recorder| recorder.session().here.as_ref().map(|here| here.lesson.clone())).flatten()?;
        self.graph_of(&slug)
    }

    /// A lesson whose page is here.
    pub fn graph_of(&self, slug: &LessonSlug) -> Option<Arc<PageGraph>> {
        self.things.with_value(|things| things.lessons.get(slug).map(|(graph, _)| graph.clone()))
    }

    /// The section of a lesson whose page is here: a scene, or `scene~choice` for a consequence.
    pub fn section(&self, lesson: &LessonSlug, id: &str) -> Option<Element> {
        let article = self.things.with_value(|things| things.lessons.get(lesson).map(|(_, article)| article.clone()))?;
        dom::all_in(&article, ":scope > .scene").into_iter().find(|section| section.id() == id)
    }

    /// The section the group stands in.
    pub fn section_here(&self) -> Option<Element> {
        let (lesson, id) =
            self.peek(|recorder| recorder.session().here.as_ref().map(|here| (here.lesson.clone(), here.section()))).flatten()?;
        self.section(&lesson, &id)
    }

    /// The words of a choice of the scene the group stands in, as the page shows them; empty when it has no such choice.
    pub fn label(&self, choice: &str) -> String {
        let links = self.section_here().map(|section| dom::all_in(&section, "a[data-choice]")).unwrap_or_default();
        let link = links.into_iter().find(|link| link.get_attribute("data-choice").as_deref() == Some(choice));
        link.map(|link| dom::text(&link)).unwrap_or_default()
    }

    /// A scene as its page shows it. Where the page is not here, or has no such scene, its id stands for the title.
    pub fn scene(&self, lesson: &LessonSlug, id: &SceneId) -> Scene {
        let section = self.section(lesson, id.as_str());
        let title = section.as_ref().and_then(|section| dom::find_in(section, "h1, h2")).map(|heading| dom::text(&heading));
        let ending = section.is_some_and(|section| dom::find_in(&section, "[data-end]").is_some());
        Scene { id: id.clone(), title: title.filter(|title| !title.is_empty()).unwrap_or_else(|| id.0.clone()), ending }
    }

    /// Decides for a choice, and goes where it leads. Whether it was open.
    pub fn choose(&self, choice: &ChoiceName) -> bool {
        let Some(page) = self.graph() else { return false };
        let label = self.label(choice.as_str());
        let room = *self;
        let scene = |id: &SceneId| room.scene(&page.lesson.slug, id);
        match self.act(|recorder, at| recorder.choose(&page.lesson, choice, &label, scene, at)).flatten() {
            None => false,
            Some(Then::Stay) => true,
            Some(Then::Lesson { lesson, scene }) => {
                self.begin(lesson, scene);
                true
            }
        }
    }

    /// Goes on from a scene without choices, or from a consequence. Whether there was a way on.
    pub fn go_on(&self) -> bool {
        let Some(page) = self.graph() else { return false };
        let Some((lesson, id)) = self.peek(|recorder| recorder.way_on(&page.lesson)).flatten() else { return false };
        if lesson != page.lesson.slug {
            self.begin(lesson, id);
            return true;
        }
        let scene = self.scene(&lesson, &id);
        self.act(|recorder, at| recorder.go_on(&page.lesson, scene, at)).unwrap_or(false)
    }

    /// Begins a lesson at a scene (its slug: the opening scene), once its page is here.
    pub fn begin(&self, lesson: LessonSlug, scene: SceneId) {
        let room = *self;
        parts::spawn(async move {
            if room.fetch(&lesson).await.is_some() {
                let scene = room.scene(&lesson, &scene);
                room.act(|recorder, at| recorder.begin(&lesson, scene, at));
            }
        });
    }

    /// Goes to a scene by the map, without effects; into another lesson it begins that.
    pub fn jump(&self, lesson: &LessonSlug, scene: &SceneId) {
        let here = self.peek(|recorder| recorder.session().here.as_ref().map(|here| here.lesson.clone())).flatten();
        if here.as_ref() != Some(lesson) {
            return self.begin(lesson.clone(), scene.clone());
        }
        let scene = self.scene(lesson, scene);
        self.act(|recorder, at| recorder.jump(scene, at));
    }

    /// A detour, "hva om": shows a scene of any lesson, once its page is here, with the values of `back_to` or of today.
    pub fn detour(&self, lesson: LessonSlug, scene: SceneId, back_to: Option<Standing>) {
        let room = *self;
        parts::spawn(async move {
            if room.fetch(&lesson).await.is_some() {
                let scene = room.scene(&lesson, &scene);
                room.act(|recorder, at| recorder.detour(&lesson, scene, back_to.as_ref(), at));
            }
        });
    }

    /// The one key forward, see [`Onward`]: `steps` is what the text was cut into, 0 where it is not. Whether it led anywhere; at a choice it
    /// does not.
    pub fn advance(&self, steps: usize) -> bool {
        let page = self.graph();
        match self.peek(|recorder| recorder.onward(page.as_ref().map(|page| &page.lesson), steps)) {
            Some(Onward::Show(screen)) => self.show(screen),
            Some(Onward::Step(step)) => drop(self.act(|recorder, at| recorder.step(step, at))),
            Some(Onward::Scene(_)) => return self.go_on(),
            Some(Onward::Lesson(lesson, scene)) => self.begin(lesson, scene),
            Some(Onward::ComeBack) => drop(self.act(|recorder, at| recorder.come_back(at))),
            Some(Onward::Choose | Onward::Nothing) | None => return false,
        }
        true
    }

    /// The one key back, see [`Backward`]. Whether it led anywhere.
    pub fn back(&self) -> bool {
        match self.peek(|recorder| recorder.backward(clock::now())) {
            Some(Backward::Step(step)) => drop(self.act(|recorder, at| recorder.step(step, at))),
            Some(Backward::Undo) => drop(self.act(|recorder, at| recorder.undo(at))),
            Some(Backward::Scene(scene)) => drop(self.act(|recorder, at| recorder.jump(scene, at))),
            Some(Backward::Nothing) | None => return false,
        }
        true
    }

    /// What the screen is for.
    pub fn show(&self, screen: Screen) {
        self.act(|recorder, at| recorder.show(screen, at));
    }

    /// Hears clicks on the links of the stage: doors (`data-choice`, `data-continue`), ways past (`data-past`) and others. The browser follows none.
    pub fn on_door(&self, act: impl Fn(Element) + 'static) {
        let click = Closure::<dyn Fn(web_sys::MouseEvent)>::new(move |event: web_sys::MouseEvent| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if let Some(link) = target.and_then(|target| target.closest("[data-stage] a[href]").ok().flatten()) {
                let href = link.get_attribute("href").unwrap_or_default();
                // What leads out of the course, or dials, is the browser's.
                if href.starts_with('#') || link.has_attribute("data-choice") || link.has_attribute("data-continue") {
                    event.prevent_default();
                    act(link);
                }
            }
        });
        let _ = dom::document().add_event_listener_with_callback("click", click.as_ref().unchecked_ref());
        click.forget();
    }

    /// Says how many steps this window's screen has cut the text into, and what it shows.
    pub fn tell_steps(&self, steps: usize) {
        self.things.update_value(|things| things.steps = steps);
        self.tell();
    }

    /// A lesson's page, fetched unless it is here. Says so when it does not come.
    pub async fn fetch(&self, slug: &LessonSlug) -> Option<Arc<PageGraph>> {
        if let Some(graph) = self.graph_of(slug) {
            return Some(graph);
        }
        let url = self.url(&Place::lesson(slug).path());
        let fetched = pages::fetch(&url).await;
        // It may have been asked for twice: the article that came first stands in the stage, and stays the one.
        if let Some(graph) = self.graph_of(slug) {
            return Some(graph);
        }
        let words = match fetched {
            Ok(text) => match read_lesson(&text, &url) {
                Some((graph, article)) => {
                    self.notice.set(String::new());
                    let read = (graph.clone(), article);
                    self.things.update_value(|things| drop(things.lessons.insert(slug.clone(), read)));
                    return Some(graph);
                }
                None => NB.group_no_lesson(),
            },
            Err(pages::Missing::NotFound) => NB.group_no_lesson(),
            Err(pages::Missing::NoAnswer) => NB.no_network(),
        };
        self.notice.set(words.to_owned());
        None
    }

    /// Reads the session from storage, for a window that does not write, and shows it.
    fn reread(&self) {
        let Some(mut side) = self.take_in() else { return };
        if side == Side::Follows {
            self.repaint();
            if self.side.get_untracked() == Side::Superseded {
                side = Side::Superseded;
            }
        }
        if self.side.get_untracked() != side {
            self.side.set(side);
        }
    }

    /// Takes in what the writer has saved, without touching the picture. What this window is by that; `None` where nothing is saved.
    fn take_in(&self) -> Option<Side> {
        let text = Storage::open().ok().and_then(|storage| storage.get(&self.key())).or_else(history::kept)?;
        Some(match saved::read(&text, &self.outline().course) {
            Ok((id, events)) if self.id.with_value(|own| *own == id) => {
                let recorder = Recorder::read(self.outline().meters.clone(), events).with_paces(self.sheet().lessons.clone());
                self.pen.update(|pen| *pen = Some(recorder));
                Side::Follows
            }
            Err(Unreadable::Newer(_)) => Side::Newer,
            _ => Side::Damaged,
        })
    }

    /// Shows where the group stands. When that scene is gone, from a lesson that was edited between two evenings, it goes back to the last on
    /// its way that is still there, and says so.
    fn find_ground(&self) {
        let gone = self.peek(|recorder| {
            let session = recorder.session();
            let here = session.here.as_ref().filter(|here| self.section(&here.lesson, &here.section()).is_none())?;
            let page = self.graph_of(&here.lesson)?;
            let mut way = session.way.iter().rev().filter(|step| step.lesson == here.lesson).map(|step| &step.scene.id);
            let last = way.find(|id| page.lesson.scene(id.as_str()).is_some()).cloned();
            Some((here.scene.title.clone(), here.lesson.clone(), last.unwrap_or_else(|| SceneId(here.lesson.0.clone()))))
        });
        let Some((title, lesson, scene)) = gone.flatten() else { return self.publish() };
        self.jump(&lesson, &scene);
        self.notice.set(NB.group_scene_gone(title));
    }

    fn after_act(&self) {
        self.save();
        self.pen.notify();
        self.publish();
    }

    fn save(&self) {
        let course = self.outline().course.clone();
        let text = self.peek(|recorder| self.id.with_value(|id| saved::write(&course, id, recorder.events()))).unwrap_or_default();
        let kept = match Storage::open() {
            Ok(storage) if storage.set(&self.key(), &text).is_ok() => Kept::Here,
            Ok(_) => Kept::Full,
            Err(_) => {
                history::keep(&text);
                Kept::InMemory
            }
        };
        if self.kept.get_untracked() != kept {
            self.kept.set(kept);
        }
    }

    /// Shows the newest picture here and sends it to the others. Without its lesson's page it has no doors: then it goes when the page has come.
    fn publish(&self) {
        self.repaint();
        let awaits = self.graph().is_none() && self.peek(|recorder| recorder.session().here.is_some()) == Some(true);
        if !awaits {
            self.send_picture();
        }
    }

    fn send_picture(&self) {
        if let Some(picture) = self.picture.get_untracked().filter(|_| self.side.get_untracked() == Side::Leads) {
            self.send(&picture.write());
        }
    }

    /// Works the picture out from the recorder, and shows it.
    fn repaint(&self) {
        let graph = self.graph();
        if let Some(picture) = self.peek(|recorder| recorder.snapshot(graph.as_ref().map(|page| &page.lesson))) {
            self.paint(picture);
        }
    }

    fn paint(&self, picture: Snapshot) {
        let picture = Arc::new(picture);
        self.stage(&picture);
        self.picture.set(Some(picture.clone()));
        let here = self.peek(|recorder| recorder.session().here.as_ref().map(|here| here.lesson.clone())).flatten();
        for slug in picture.lesson.iter().chain(&here) {
            if self.graph_of(slug).is_none() {
                let (room, slug) = (*self, slug.clone());
                parts::spawn(async move {
                    if room.fetch(&slug).await.is_none() {
                        return room.send_picture();
                    }
                    match room.side.get_untracked() {
                        Side::Leads => room.find_ground(),
                        // What was heard since stands; what was read from storage gets its doors now.
                        _ => match room.picture.get_untracked() {
                            Some(heard) if room.peek(|recorder| recorder.session().number) != Some(heard.number) => {
                                room.paint(Snapshot::clone(&heard))
                            }
                            _ => room.repaint(),
                        },
                    }
                });
            }
        }
    }

    /// Puts the picture's lesson in the stage, and lights its section.
    fn stage(&self, picture: &Snapshot) {
        let html = dom::html();
        let marks = [
            ("data-room", picture.room.map(|room| room.as_str()).unwrap_or_default()),
            ("data-seating", picture.seating.as_str()),
            ("data-screen", Screen::ALL.iter().find(|(screen, _)| *screen == picture.screen).map_or("", |(_, word)| word)),
        ];
        for (name, value) in marks {
            if html.get_attribute(name).unwrap_or_default() != value {
                let _ = html.set_attribute(name, value);
            }
        }
        let (Some(stage), Some(slug)) = (dom::find("[data-stage]"), &picture.lesson) else { return };
        let Some((graph, article)) = self.things.with_value(|things| things.lessons.get(slug).cloned()) else { return };
        if self.things.with_value(|things| things.staged.as_ref() != Some(slug)) {
            stage.set_text_content(None);
            let _ = stage.append_child(&article);
            self.things.update_value(|things| things.staged = Some(slug.clone()));
            self.lesson.set(Some(graph));
        }
        for section in dom::all_in(&article, ":scope > .scene") {
            let on = section.id() == picture.section;
            if section.has_attribute("data-on") != on {
                let _ = section.toggle_attribute_with_force("data-on", on);
            }
            if on {
                open_doors(&section, picture);
                self.quote(&section);
            }
        }
        if picture.screen == Screen::Scene && history::hash() != picture.section && self.place.with_value(|place| place != "group") {
            history::show_hash(&crate::place::encode(&picture.section));
        }
    }

    /// Quotes what the group chose where a recall asks for it; else the block's own words stand.
    fn quote(&self, section: &Element) {
        let blocks = dom::all_in(section, "[data-recall]");
        if !blocks.is_empty() && self.side.get_untracked() != Side::Leads {
            // Decided earlier: that much storage has.
            self.read_on();
        }
        for block in blocks {
            let of = block.get_attribute("data-recall").unwrap_or_default();
            let chosen = of.split_once('#').and_then(|(lesson, scene)| {
                self.peek(|recorder| recorder.session().chosen(lesson, scene).map(|decision| decision.label.clone())).flatten()
            });
            quotes::quote(&block, chosen.as_deref());
        }
    }

    fn join(&self) {
        let room = *self;
        let channel = Windows::join(&self.key(), move |text| room.hear(&text));
        self.things.update_value(|things| things.channel = channel);
        // What the writer has saved can reach this window later than its picture.
        if self.place.with_value(|place| place != "projector") {
            let _ = window_event_listener(leptos::ev::storage, move |event| {
                if event.key().is_some_and(|key| key == room.key()) {
                    room.read_on();
                }
            });
        }
    }

    fn send(&self, text: &str) {
        self.things.with_value(|things| {
            if let Some(channel) = &things.channel {
                channel.send(text);
            }
        });
    }

    /// Tells the writer that this window is here, and what it shows.
    fn tell(&self) {
        if self.side.get_untracked() == Side::Leads {
            return;
        }
        let seen = self.picture.with_untracked(|picture| picture.as_ref().map_or((0, 0), |picture| (picture.epoch, picture.number)));
        let steps = self.things.with_value(|things| things.steps);
        self.send(&Follower { session: self.id.get_value(), seen, steps }.write());
    }

    /// A text on the channel. What is no message of this session is passed over.
    fn hear(&self, text: &str) {
        let leads = self.side.get_untracked() == Side::Leads;
        if let Some(picture) = Snapshot::parse(text) {
            if self.id.with_value(|id| *id != picture.session) {
                return;
            }
            if leads {
                match self.peek(|recorder| recorder.session().epoch.cmp(&picture.epoch)) {
                    Some(Ordering::Less) => self.superseded(),
                    // An older writer that has not heard of this one.
                    Some(Ordering::Greater) => return self.publish(),
                    // Both took over at once: whoever has the lock will stay.
                    _ => return,
                }
            }
            self.follow(picture);
        } else if let Some(follower) = Follower::parse(text).filter(|follower| leads && self.id.with_value(|id| *id == follower.session)) {
            let seen = self.picture.with_untracked(|picture| picture.as_ref().map(|picture| (picture.epoch, picture.number)));
            if Some(follower.seen) != seen {
                self.publish();
            }
            if self.heard.with_untracked(|heard| heard.as_ref() != Some(&follower)) {
                self.heard.set(Some(follower));
            }
        }
    }

    fn follow(&self, picture: Snapshot) {
        let seen = self.picture.with_untracked(|shown| shown.as_ref().map(|shown| (shown.epoch, shown.number)));
        if !self.id.with_value(|id| picture.is_news(id, seen)) {
            return;
        }
        let turned = self.picture.with_untracked(|shown| shown.as_ref().is_none_or(|shown| shown.screen != picture.screen));
        if matches!(self.side.get_untracked(), Side::Unknown | Side::Damaged) {
            self.side.set(Side::Follows);
        }
        self.paint(picture);
        // The screen itself needs no more than its picture, but the opening and the closing name what was planned.
        if turned || self.place.with_value(|place| place != "projector") {
            let room = *self;
            set_timeout(move || room.read_on(), Duration::ZERO);
        }
    }

    /// Takes in what the writer has saved, unless this window has become the writer.
    fn read_on(&self) {
        if self.side.get_untracked() != Side::Leads {
            self.take_in();
        }
    }

    fn superseded(&self) {
        if self.side.get_untracked() == Side::Leads {
            self.side.set(Side::Superseded);
            self.tell();
            self.read_on();
        }
    }

    fn run_clock(&self) {
        let room = *self;
        let woke = move || {
            room.now.set(clock::now());
            if room.id.with_value(SessionId::is_valid) {
                room.tell();
            }
        };
        set_interval(move || room.now.set(clock::now()), Duration::from_millis(250));
        window_event_listener(leptos::ev::visibilitychange, move |_| woke());
        window_event_listener(leptos::ev::pageshow, move |_| woke());
        if self.id.with_value(SessionId::is_valid) {
            self.count_windows();
            set_interval(move || room.count_windows(), Duration::from_millis(1500));
        }
    }

    /// Which windows of the session are open.
    fn count_windows(&self) {
        let room = *self;
        parts::spawn(async move {
            let Some(held) = lock::held().await else { return };
            let key = room.key();
            let screens = format!("{key}/lerret/");
            let count = held.iter().filter(|name| name.starts_with(&screens)).count();
            if room.screens.get_untracked() != count {
                room.screens.set(count);
            }
            let led = held.contains(&key);
            if room.led.get_untracked() != led {
                room.led.set(led);
            }
        });
    }
}

/// Shows the doors that the picture has open, and hides the others.
fn open_doors(section: &Element, picture: &Snapshot) {
    for name in ["data-choice", "data-continue"] {
        for link in dom::all_in(section, &format!(".doors a[{name}]")) {
            let door = link.get_attribute(name).unwrap_or_default();
            let open = picture.doors.iter().any(|shown| shown.open && shown.name == door);
            // Without doors nothing is known of them yet.
            if let Some(item) = link.closest("li").ok().flatten().filter(|_| !picture.doors.is_empty()) {
                dom::set_hidden(&item, !open);
            }
        }
    }
}

/// A lesson's graph and article out of its page. Its links are made absolute: it was written for another depth.
fn read_lesson(text: &str, url: &str) -> Option<(Arc<PageGraph>, Element)> {
    let page = pages::parse(text)?;
    let block = page.query_selector("script[data-graph]").ok()??.text_content()?;
    let graph = page_data::page_graph(&block)?;
    let article = page.query_selector("article.lesson").ok()??;
    let article: Element = dom::document().adopt_node(&article).ok()?.dyn_into().ok()?;
    for name in ["href", "src"] {
        for element in dom::all_in(&article, &format!("[{name}]")) {
            let value = element.get_attribute(name).unwrap_or_default();
            if let Ok(whole) = web_sys::Url::new_with_base(&value, url)
                && !value.starts_with('#')
            {
                let _ = element.set_attribute(name, &whole.href());
            }
        }
    }
    // Pictures are there when their scene comes.
    for picture in dom::all_in(&article, "[loading]") {
        let _ = picture.remove_attribute("loading");
    }
    // What was adopted is of this document; `HtmlElement` holds for any article.
    article.dyn_into::<HtmlElement>().ok().map(|article| (Arc::new(graph), article.into()))
}

//! What one key leads on to, and back to: the same for the facilitator's window and for a projector that is alone.

use super::doors::{doors, target_scene};
use super::event::Scene;
use super::fold::Session;
use super::recorder::Recorder;
use super::snapshot::Screen;
use crate::course::graph::{LessonGraph, LessonSlug, SceneId};
use crate::course::group::LessonPace;

/// What going on means now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Onward {
    /// The screen is for this next.
    Show(Screen),
    /// The next step of the text.
    Step(usize),
    /// A scene of the same lesson: see [`Recorder::go_on`].
    Scene(SceneId),
    /// A lesson is to be begun, at this scene: see [`Recorder::begin`].
    Lesson(LessonSlug, SceneId),
    /// First one must choose.
    Choose,
    /// The detour is over: see [`Recorder::come_back`].
    ComeBack,
    /// There is nothing more.
    Nothing,
}

/// What going back means now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Backward {
    /// The step before, of the text.
    Step(usize),
    /// The decision just made is undone.
    Undo,
    /// The scene one came from, without effects.
    Scene(Scene),
    /// What lies before is a decision that stands, or nothing.
    Nothing,
}

/// Where something leads, for whoever must know ahead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// The door's name.
    pub door: String,
    /// The lesson.
    pub lesson: LessonSlug,
    /// The scene.
    pub scene: SceneId,
    /// Its title; empty when nobody knows it.
    pub title: String,
    /// How long it takes. Unit: seconds.
    pub seconds: u32,
}

impl Recorder {
    /// What going on means. `steps` is what the text was cut into for the screen; 0 when nobody knows.
    pub fn onward(&self, lesson: Option<&LessonGraph>, steps: usize) -> Onward {
        let session = self.session();
        let next = || match session.next_lesson() {
            Some(next) => Onward::Lesson(next.slug.clone(), SceneId(next.slug.0.clone())),
            None => Onward::Show(Screen::Closing),
        };
        match (session.screen, &session.here) {
            (Screen::Ready, _) => Onward::Show(Screen::Opening),
            // A session that goes on shows the scene it stood in again.
            (Screen::Opening, Some(_)) => Onward::Show(Screen::Scene),
            (Screen::Opening, None) | (Screen::Scene, None) => next(),
            (Screen::Scene, Some(here)) if here.step + 1 < steps => Onward::Step(here.step + 1),
            (Screen::Scene, Some(here)) => {
                let Some(lesson) = lesson.filter(|lesson| lesson.slug == here.lesson) else { return Onward::Nothing };
                match self.way_on(lesson) {
                    Some((slug, scene)) if slug == lesson.slug => Onward::Scene(scene),
                    Some((slug, scene)) => Onward::Lesson(slug, scene),
                    None if doors(session, lesson, self.meters()).iter().any(|d| d.open) => Onward::Choose,
                    None if session.in_detour() => Onward::ComeBack,
                    None => next(),
                }
            }
            (Screen::Closing, _) => Onward::Show(Screen::Ended),
            (Screen::Ended, _) => Onward::Nothing,
        }
    }

    /// What going back means at `now`. Back never takes a decision back that stands: that would run its effects twice.
    pub fn backward(&self, now: i64) -> Backward {
        let session = self.session();
        let Some(here) = session.here.as_ref().filter(|_| session.screen == Screen::Scene) else { return Backward::Nothing };
        if here.step > 0 {
            return Backward::Step(here.step - 1);
        }
        if session.undoable(now).is_some() {
            return Backward::Undo;
        }
        let before = before(session).filter(|_| here.choice.is_none());
        before.map_or(Backward::Nothing, Backward::Scene)
    }

    /// Where the doors lead that are open here, in the page's order.
    pub fn coming(&self, lesson: &LessonGraph) -> Vec<Coming> {
        let session = self.session();
        let mut coming = Vec::new();
        for door in doors(session, lesson, self.meters()).into_iter().filter(|d| d.open) {
            let way_on = if door.is_choice { None } else { self.way_on(lesson) };
            let (slug, scene) = way_on.unwrap_or_else(|| {
                let slug = door.to.lesson.clone().unwrap_or_else(|| lesson.slug.clone());
                (slug, target_scene(&door.to, lesson))
            });
            let known = self.paces().iter().find(|p| p.slug == slug).and_then(|p| p.scene(scene.as_str()));
            let seconds = known.map_or(0, |pace| pace.core.filter(|_| session.plan.core).unwrap_or(pace.seconds));
            coming.push(Coming {
                door: door.name,
                lesson: slug,
                scene,
                title: known.map_or_else(String::new, |pace| pace.title.clone()),
                seconds,
            });
        }
        coming
    }

    /// What takes how long in the lesson the group is in.
    pub fn pace(&self) -> Option<&LessonPace> {
        let here = self.session().here.as_ref()?;
        self.paces().iter().find(|p| p.slug == here.lesson)
    }
}

/// The scene before the one where one stands came for the first time, unless a choice led from there.
fn before(session: &Session) -> Option<Scene> {
    let here = session.here.as_ref()?;
    let same = |step: &super::fold::Step| step.lesson == here.lesson && step.detour == session.in_detour();
    let first = session.way.iter().position(|step| same(step) && step.scene.id == here.scene.id)?;
    let before = session.way[..first].last().filter(|step| same(step))?;
    session.decisions.iter().all(|d| d.from.visit != before.number).then(|| before.scene.clone())
}

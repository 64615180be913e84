//! The clock in words: when the evening will be over, how late that is, and what to pass over.

use super::fold::{Session, Standing};
use super::snapshot::Screen;
use super::timer::MINUTE;
use crate::course::graph::{LessonGraph, Meter, SceneId};
use crate::course::group::{self, LessonPace};
use crate::text::Texts;

/// To agree on how to talk. Unit: milliseconds.
const OPENING: i64 = 5 * MINUTE;
/// The three questions. Unit: milliseconds.
const CLOSING: i64 = 5 * MINUTE;

/// When the evening will be over. Unit: milliseconds; points in time since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// When it was to end: as the facilitator has said, else by the planned minutes of the lessons not finished when it began,
    /// with an opening and a closing.
    pub planned_end: i64,
    /// When it will end, at the pace of the lessons, by the longest way on.
    pub end: i64,
    /// What is left of the scene one stands in; 0 when it has taken more than its time.
    pub scene_left: i64,
    /// Scenes ahead that are not core, in order, and what passing over each would save: at least half a minute.
    pub skips: Vec<Skip>,
}

/// A scene that could be passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    /// The scene.
    pub scene: SceneId,
    /// Its title.
    pub title: String,
    /// Unit: milliseconds.
    pub saves: i64,
}

impl Forecast {
    /// How late it will be; less than 0 is early. Unit: whole minutes.
    pub fn minutes_late(&self) -> i64 {
        minutes(self.end.saturating_sub(self.planned_end))
    }

    /// The scene that saves most.
    pub fn best_skip(&self) -> Option<&Skip> {
        // The first of equals: what comes sooner is surer.
        self.skips.iter().rev().max_by_key(|skip| skip.saves)
    }

    /// In words: "Ferdig 14:32, 12 minutter etter." `clock` writes a point in time as the clock on the wall does.
    pub fn told(&self, texts: Texts, clock: &dyn Fn(i64) -> String) -> String {
        let time = clock(self.end);
        let late = self.minutes_late();
        let count = usize::try_from(late.unsigned_abs()).unwrap_or(usize::MAX);
        match late {
            0 => texts.session_on_time(time),
            1.. => texts.session_late(count, time),
            _ => texts.session_early(count, time),
        }
    }
}

impl Skip {
    /// In words: "Hopp over «Gangen»: sparer 7 min".
    pub fn told(&self, texts: Texts) -> String {
        texts.session_skip(&self.title, minutes(self.saves))
    }
}

/// Whole minutes of some milliseconds, rounded.
pub(super) fn minutes(ms: i64) -> i64 {
    ms.saturating_add(MINUTE / 2).div_euclid(MINUTE)
}

/// See [`super::Recorder::forecast`].
pub(super) fn forecast(
    session: &Session,
    paces: &[LessonPace],
    lesson: Option<&LessonGraph>,
    meters: &[Meter],
    now: i64,
) -> Option<Forecast> {
    let evening = session.evening()?;
    let planned = |finished: &[_]| {
        let left = session.plan.lessons.iter().filter(|l| !finished.contains(&l.slug));
        left.fold(0i64, |sum, l| sum.saturating_add(i64::from(l.minutes) * MINUTE))
    };
    let planned_end = evening.ends_at.unwrap_or_else(|| {
        // What was made ready yesterday begins when it begins.
        let from = if evening.begun { evening.from } else { now };
        from.saturating_add(OPENING + CLOSING).saturating_add(planned(&evening.finished))
    });
    let mut forecast = Forecast { planned_end, end: now, scene_left: 0, skips: Vec::new() };
    let mut done = session.finished.clone();
    // Without a graph, and in a detour, the lesson one is in counts as planned.
    if let Some(here) = session.on_the_way() {
        let used = session.used_in(here.lesson.as_str(), here.scene.id.as_str(), now);
        let pace = paces.iter().find(|p| p.slug == here.lesson);
        if let (Some(pace), Some(lesson)) = (pace, lesson.filter(|lesson| lesson.slug == here.lesson)) {
            let mut ahead = Ahead::of(session.plan.core, pace, lesson);
            let seconds = ahead.seconds.get(ahead.place(here)).copied().unwrap_or(0);
            for (scene, seconds) in lesson.scenes.iter().zip(&mut ahead.seconds) {
                if session.passes(lesson.slug.as_str(), scene.id.as_str()) {
                    *seconds = 0;
                }
            }
            forecast.scene_left = (i64::from(seconds) * 1000).saturating_sub(used).max(0);
            let left = ahead.after(here, meters, None);
            forecast.skips = ahead.skips(here, meters, left);
            forecast.end = now.saturating_add(forecast.scene_left).saturating_add(left);
            done.push(here.lesson.clone());
        }
    }
    let opening = match session.screen {
        Screen::Ready => OPENING,
        Screen::Opening => OPENING.saturating_sub(now.saturating_sub(evening.from)).clamp(0, OPENING),
        _ => 0,
    };
    let closing = if session.screen == Screen::Ended { 0 } else { CLOSING };
    forecast.end = forecast.end.saturating_add(planned(&done)).saturating_add(opening + closing);
    Some(forecast)
}

/// The scenes of a lesson, and how long each takes.
struct Ahead<'a> {
    lesson: &'a LessonGraph,
    pace: &'a LessonPace,
    /// By scene. Unit: seconds.
    seconds: Vec<u32>,
    onward: Vec<Vec<usize>>,
    core: bool,
}

impl<'a> Ahead<'a> {
    fn of(core: bool, pace: &'a LessonPace, lesson: &'a LessonGraph) -> Self {
        Self { lesson, pace, seconds: pace.seconds(lesson, core), onward: group::onward(lesson), core }
    }

    /// The longest way after where one stands, as if a scene took no time. Unit: milliseconds.
    ///
    /// Doors open now count, farther on all of them.
    fn after(&self, here: &Standing, meters: &[Meter], without: Option<usize>) -> i64 {
        let longest = group::longest(&self.seconds, &self.onward, without);
        let doors = super::doors::doors_at(here, self.lesson, meters);
        let place = self.place(here);
        let next =
            doors.iter().filter(|d| d.open && d.to.lesson.is_none()).filter_map(|d| self.lesson.scene(d.to.scene.as_ref()?.as_str()));
        next.filter(|(next, _)| *next > place).map(|(next, _)| i64::from(longest[next]) * 1000).max().unwrap_or(0)
    }

    fn place(&self, here: &Standing) -> usize {
        self.lesson.scene(here.scene.id.as_str()).map_or(0, |(place, _)| place)
    }

    fn skips(&self, here: &Standing, meters: &[Meter], left: i64) -> Vec<Skip> {
        let mut skips = Vec::new();
        for (i, scene) in self.lesson.scenes.iter().enumerate().skip(self.place(here) + 1) {
            // Where a choice must be made there is no passing over.
            let skippable = !self.core && !scene.ending && scene.choices.len() < 2;
            let Some(pace) = self.pace.scene(scene.id.as_str()).filter(|p| skippable && p.core.is_none()) else { continue };
            let saves = left.saturating_sub(self.after(here, meters, Some(i)));
            if saves >= MINUTE / 2 {
                skips.push(Skip { scene: scene.id.clone(), title: pace.title.clone(), saves });
            }
        }
        skips
    }
}

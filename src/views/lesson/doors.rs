//! Doors: which choices and ways on are open here, and what is recorded when one is taken.

use leptos::prelude::*;
use web_sys::Element;

use super::section;
use crate::browser::dom;
use crate::course::graph::{LessonGraph, LessonSlug, Meter, Meters, SceneId};
use crate::journey::{EventName, Here, Recorded, Then};
use crate::views::desk::Desk;
use crate::views::parts;

/// Opens and closes the doors of a section at once, before it is painted: those who follow signals come later.
pub fn open_now(desk: Desk, element: &Element, step: Option<&EventName>) {
    let Some(page) = desk.lesson() else { return };
    let here = Here { lesson: page.lesson.slug.clone(), scene: element.id().as_str().into(), step: step.cloned() };
    let meters = desk.keeper.with_untracked(|k| k.meters_at(&here));
    let meters = desk.page.with_untracked(|page| page.all_meters(&meters));
    open(element, &page.lesson, &page.meters, &meters);
}

/// Keeps the doors of the scene that shows in step with the values: a closed one is hidden.
pub fn keep_open(desk: Desk) {
    parts::follow(move || {
        let Some(page) = desk.page.with(|page| page.lesson.clone()) else { return };
        let Some((element, _)) = desk.shown.with(|id| section(id)) else { return };
        desk.meters.with(|meters| open(&element, &page.lesson, &page.meters, meters));
    });
}

/// Opens and closes the doors of one section by these values: those with a condition, and those that stand behind such a one.
fn open(element: &Element, lesson: &LessonGraph, meters: &[Meter], values: &Meters) {
    let id = element.id();
    let Some((index, scene)) = lesson.scene(&id) else { return };
    let mut ahead = true;
    for item in dom::all_in(element, "li[data-if], li[data-if] ~ li") {
        let Some(link) = dom::find_in(&item, "a") else { continue };
        let is_open = match (link.get_attribute("data-choice"), link.get_attribute("data-continue")) {
            (Some(name), _) => scene.choices.iter().find(|c| c.name.as_str() == name).is_none_or(|c| lesson.is_open(c, meters, values)),
            (None, Some(target)) => {
                // Of the ways on only the first that holds is open.
                let next = lesson.candidates(index).iter().find(|s| s.id.as_str() == target);
                let holds = next.is_none_or(|s| s.condition.as_ref().is_none_or(|c| c.holds(values)));
                let open = ahead && holds;
                ahead &= !holds;
                open
            }
            (None, None) => true,
        };
        dom::set_hidden(&item, !is_open);
    }
}

/// Records that a door was taken. Nobody who follows the keeper is told yet: first the next scene is to stand.
pub fn take(desk: Desk, link: &Element) -> Option<Recorded> {
    let page = desk.lesson()?;
    let element = link.closest(".scene").ok().flatten()?;
    let (_, scene) = section(&element.id())?;
    let here = Here { lesson: page.lesson.slug.clone(), scene: scene.as_str().into(), step: desk.cursor.get_untracked() };
    if let Some(name) = link.get_attribute("data-choice") {
        let (_, node) = page.lesson.scene(&scene)?;
        let choice = node.choices.iter().find(|c| c.name.as_str() == name)?;
        let then = match (choice.consequence, &choice.to.lesson, &choice.to.scene) {
            (true, ..) => Then::Consequence,
            (_, Some(lesson), target) => Then::Lesson { lesson: lesson.clone(), scene: opening_or(target.as_ref(), lesson) },
            (_, None, Some(target)) => Then::Enter { scene: target.clone(), ending: ends(&page.lesson, target) },
            (_, None, None) => return None,
        };
        let label = dom::find_in(link, "span").map_or_else(|| dom::text(link), |span| dom::text(&span));
        return Some(desk.keeper.quietly(|k| k.choose(&here, &choice.name, &label, &choice.effects, then)));
    }
    let target = link.get_attribute("data-continue").or_else(|| link.get_attribute("data-past"))?;
    Some(match target.split_once('#') {
        Some((lesson, scene)) => {
            let lesson = LessonSlug::from(lesson);
            let scene = opening_or(Some(&scene.into()).filter(|s: &&SceneId| !s.0.is_empty()), &lesson);
            desk.keeper.quietly(|k| k.cross(&here, &lesson, &scene))
        }
        None => {
            let target = SceneId(target);
            let ending = ends(&page.lesson, &target);
            desk.keeper.quietly(|k| k.enter(&here, &target, ending))
        }
    })
}

fn ends(lesson: &LessonGraph, scene: &SceneId) -> bool {
    lesson.scene(scene.as_str()).is_some_and(|(_, s)| s.ending)
}

fn opening_or(scene: Option<&SceneId>, lesson: &LessonSlug) -> SceneId {
    scene.cloned().unwrap_or_else(|| SceneId(lesson.0.clone()))
}

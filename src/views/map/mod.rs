//! The map: marks on the drawing and the list that the build laid out. Rooms walked, the present one, open doors, and walls.

use leptos::prelude::*;

use super::desk::Desk;
use super::parts;
use crate::browser::dom;
use crate::course::graph::{LessonGraph, Meters, start_values};
use crate::course::page_data;
use crate::journey::{DoorState, RoomState, map, trail};
use crate::text::NB;

/// Marks every plan on the page.
pub fn controls(desk: Desk) -> AnyView {
    let lessons = desk.page.with_untracked(|page| page.outline.as_ref().map(|o| o.lessons.clone())).unwrap_or_default();
    for lesson in lessons {
        let plan = dom::by_id(lesson.slug.as_str()).and_then(|p| dom::find_in(&p, "script[data-plan]")).and_then(|s| s.text_content());
        if let Some(graph) = plan.and_then(|text| page_data::lesson_graph(&text)) {
            parts::follow(move || mark(desk, &graph));
        }
    }
    parts::nothing()
}

/// Marks one plan.
fn mark(desk: Desk, lesson: &LessonGraph) {
    let Some(plan) = dom::by_id(lesson.slug.as_str()) else { return };
    let journey = desk.journey.get();
    let mine = journey.lesson(lesson.slug.as_str());
    let latest = mine.and_then(|l| l.latest.as_ref());
    desk.page.with(|page| {
        let at = latest.and_then(|l| desk.keeper.with(|k| trail(k.log(), &l.name))).map(|t| t.meters);
        let values: Meters = at.unwrap_or_else(|| start_values(page.meters()));
        let marks = map(lesson, page.meters(), &values, mine, latest.map(|l| &l.scene));
        for room in marks.rooms {
            let (state, words) = match room.state {
                RoomState::Current => ("current", NB.map_current()),
                RoomState::Visited => ("visited", NB.map_visited()),
                RoomState::Open => ("open", NB.map_open()),
                RoomState::Hidden => ("hidden", NB.map_hidden()),
            };
            for element in dom::all_in(&plan, &format!("[data-room=\"{}\"]", room.scene)) {
                let _ = element.set_attribute("data-state", state);
                // The drawing keeps its walls; the list leaves out what has not been seen, as it would give the story away.
                if element.closest("svg").is_ok_and(|svg| svg.is_none()) {
                    say(&element, words, state == "hidden");
                }
            }
        }
        for door in marks.doors {
            let state = match door.state {
                DoorState::Taken => "taken",
                DoorState::NotTaken => "open",
                DoorState::Unseen => "hidden",
            };
            for element in dom::all_in(&plan, &format!("[data-door=\"{}/{}\"]", door.scene, door.name)) {
                let _ = element.set_attribute("data-state", state);
            }
        }
    });
}

/// The state in words after a room's name in the list: colour alone says nothing to many.
fn say(room: &web_sys::Element, words: &str, hidden: bool) {
    let Some(item) = room.parent_element() else { return };
    dom::set_hidden(&item, hidden);
    let said = dom::find_in(&item, ":scope > [data-said]").or_else(|| {
        let new = dom::document().create_element("small").ok()?;
        let _ = new.set_attribute("data-said", "");
        room.insert_adjacent_element("afterend", &new).ok().flatten()
    });
    if let Some(said) = said {
        said.set_text_content(Some(&format!(" {words}")));
    }
}

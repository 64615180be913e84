//! What leads on from where the group stands, by the lesson's conditions and the values it has.

use super::fold::{Session, Standing};
use crate::course::graph::{ChoiceNode, LessonGraph, Meter, SceneId, Target};

/// Something that leads on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// `data-choice` or `data-continue` of its link in the lesson page.
    pub name: String,
    /// Where it leads.
    pub to: Target,
    /// Whether it is open. Open ones are numbered from 1 in this order; closed ones are not shown.
    pub open: bool,
    /// Whether it is a choice, to be voted on, and not just the way on.
    pub is_choice: bool,
}

/// The doors where the group stands, in the page's order. Empty at an ending, and when `lesson` is not the lesson it is in.
pub fn doors(session: &Session, lesson: &LessonGraph, meters: &[Meter]) -> Vec<Door> {
    session.here.as_ref().map_or_else(Vec::new, |here| doors_at(here, lesson, meters))
}

/// The same from anywhere.
pub fn doors_at(here: &Standing, lesson: &LessonGraph, meters: &[Meter]) -> Vec<Door> {
    let Some((index, scene)) = lesson.scene(here.scene.id.as_str()).filter(|_| lesson.slug == here.lesson) else { return Vec::new() };
    if let Some(choice) = &here.choice {
        let target = scene.choices.iter().find(|c| c.name == *choice).map(|c| way_on(c, lesson));
        return target.into_iter().collect();
    }
    if !scene.choices.is_empty() {
        let door = |choice: &ChoiceNode| Door {
            name: choice.name.0.clone(),
            to: choice.to.clone(),
            open: lesson.is_open(choice, meters, &here.meters),
            is_choice: true,
        };
        return scene.choices.iter().map(door).collect();
    }
    if scene.ending {
        return Vec::new();
    }
    // Of the ways on only the first that holds is open.
    let mut ahead = true;
    let door = |next: &crate::course::graph::SceneNode| {
        let holds = next.condition.as_ref().is_none_or(|c| c.holds(&here.meters));
        let open = ahead && holds;
        ahead &= !holds;
        let to = Target { lesson: None, scene: Some(next.id.clone()) };
        Door { name: next.id.0.clone(), to, open, is_choice: false }
    };
    lesson.candidates(index).iter().map(door).collect()
}

/// The open door with this digit, from 1.
pub fn numbered(doors: &[Door], digit: usize) -> Option<&Door> {
    doors.iter().filter(|d| d.open).nth(digit.checked_sub(1)?)
}

/// The scene a target means in a lesson: its own, or the opening scene of another.
pub(super) fn target_scene(to: &Target, lesson: &LessonGraph) -> SceneId {
    let slug = to.lesson.as_ref().unwrap_or(&lesson.slug);
    to.scene.clone().unwrap_or_else(|| SceneId(slug.0.clone()))
}

fn way_on(choice: &ChoiceNode, lesson: &LessonGraph) -> Door {
    let scene = target_scene(&choice.to, lesson);
    let name = match &choice.to.lesson {
        Some(other) => format!("{other}#{scene}"),
        None => scene.0,
    };
    Door { name, to: choice.to.clone(), open: true, is_choice: false }
}

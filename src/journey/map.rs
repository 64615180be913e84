//! A lesson's map as this learner sees it: rooms (scenes) and doors (choices and ways on).

use super::fold::LessonJourney;
use super::order::sort;
use crate::course::graph::{ChoiceName, LessonGraph, Meter, Meters, SceneId, SceneNode, Target};

/// The marks on a lesson's map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    /// All scenes, in file order.
    pub rooms: Vec<Room>,
    /// All choices and ways on, in file order.
    pub doors: Vec<Door>,
}

/// A scene on the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// The scene.
    pub scene: SceneId,
    /// How it stands to the learner.
    pub state: RoomState,
}

/// How a scene stands to the learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomState {
    /// One stands in it.
    Current,
    /// One has been there.
    Visited,
    /// Not been there, but a door to it has been seen.
    Open,
    /// Not seen yet.
    Hidden,
}

/// A choice, or a way on, on the map. Called `scene/name` in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// The scene it leads from.
    pub scene: SceneId,
    /// The choice; on a way on, the scene it leads to.
    pub name: ChoiceName,
    /// Where it leads.
    pub to: Target,
    /// How it stands to the learner.
    pub state: DoorState,
}

/// How a door stands to the learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoorState {
    /// Gone through.
    Taken,
    /// Seen and left.
    NotTaken,
    /// Not seen yet.
    Unseen,
}

/// The marks for a learner who stands in `here` with these values. Names that the lesson no longer has are passed over.
///
/// A door with a condition counts as seen if it was taken, or if it is open at these values.
pub fn map(lesson: &LessonGraph, meters: &[Meter], values: &Meters, journey: Option<&LessonJourney>, here: Option<&SceneId>) -> Map {
    let visited = |scene: &SceneId| here == Some(scene) || journey.is_some_and(|j| j.has_visited(scene.as_str()));
    let mut map = Map::default();
    for (i, scene) in lesson.scenes.iter().enumerate() {
        let been = visited(&scene.id);
        let mut door = |name: ChoiceName, to: Target, taken: bool, open: bool| {
            let state = match (been, taken, open) {
                (_, true, _) => DoorState::Taken,
                (true, _, true) => DoorState::NotTaken,
                _ => DoorState::Unseen,
            };
            map.doors.push(Door { scene: scene.id.clone(), name, to, state });
        };
        for choice in &scene.choices {
            let taken = journey.is_some_and(|j| j.has_chosen(scene.id.as_str(), choice.name.as_str()));
            door(choice.name.clone(), choice.to.clone(), taken, lesson.is_open(choice, meters, values));
        }
        if scene.choices.is_empty() && !scene.ending {
            let mut ahead = true;
            for next in lesson.candidates(i) {
                let to = Target { lesson: None, scene: Some(next.id.clone()) };
                let taken = journey.is_some_and(|j| j.passed.binary_search(&(scene.id.clone(), next.id.clone())).is_ok());
                let holds = holds(next, values);
                door(ChoiceName(next.id.0.clone()), to, taken, ahead && holds);
                ahead &= !holds;
            }
        }
    }
    let mut seen: Vec<&SceneId> =
        map.doors.iter().filter(|d| d.state != DoorState::Unseen && d.to.lesson.is_none()).filter_map(|d| d.to.scene.as_ref()).collect();
    sort(&mut seen, &Ord::cmp);
    for (i, scene) in lesson.scenes.iter().enumerate() {
        let state = if here == Some(&scene.id) {
            RoomState::Current
        } else if visited(&scene.id) {
            RoomState::Visited
        } else if i == 0 || seen.binary_search(&&scene.id).is_ok() {
            RoomState::Open
        } else {
            RoomState::Hidden
        };
        map.rooms.push(Room { scene: scene.id.clone(), state });
    }
    map
}

fn holds(scene: &SceneNode, values: &Meters) -> bool {
    scene.condition.as_ref().is_none_or(|c| c.holds(values))
}

//! The map's marks.

use bruker_i_sentrum::course::graph::{Comparison, Condition, LessonGraph};
use bruker_i_sentrum::journey::*;

use crate::help::*;

fn lesson() -> LessonGraph {
    serde_json::from_str(
        r#"{"slug":"l","scenes":[
        {"id":"l","choices":[{"name":"a","to":{"scene":"a"}},{"name":"b","to":{"scene":"b"}},{"name":"ut","to":{"lesson":"nav"}},
          {"name":"c","to":{"scene":"c"},"if":["innflytelse",">=",9]}]},
        {"id":"a"}, {"id":"c","if":["avtaler",">",100]}, {"id":"b"}, {"id":"d","ending":true}]}"#,
    )
    .expect("a graph")
}

fn states(window: &Window, here: Option<&str>) -> (Vec<RoomState>, Vec<(String, DoorState)>) {
    let journey = window.journey();
    let map = map(&lesson(), &meters(), &journey.meters, journey.lesson("l"), here.map(Into::into).as_ref());
    let doors = map.doors.iter().map(|d| (format!("{}/{}", d.scene, d.name), d.state)).collect();
    (map.rooms.iter().map(|r| r.state).collect(), doors)
}

#[test]
fn at_first_only_the_opening_is_open() {
    use RoomState::*;
    let (rooms, doors) = states(&Window::new("w"), None);
    assert_eq!(rooms, [Open, Hidden, Hidden, Hidden, Hidden]);
    assert!(doors.iter().all(|(_, state)| *state == DoorState::Unseen));
}

#[test]
fn rooms_and_doors_are_marked_as_one_goes() {
    use RoomState::*;
    let mut window = Window::new("w");
    window.open("l");
    let (rooms, _) = states(&window, Some("l"));
    assert_eq!(rooms, [Current, Open, Hidden, Open, Hidden], "a closed choice shows nothing");
    window.choose_to("a", &[], "a", false);
    window.enter("b", false);
    let (rooms, doors) = states(&window, Some("b"));
    assert_eq!(rooms, [Visited, Visited, Hidden, Current, Open]);
    let state = |name: &str| doors.iter().find(|(n, _)| n == name).map(|(_, s)| *s);
    let rows = [
        ("l/a", DoorState::Taken),
        ("l/b", DoorState::NotTaken),
        ("l/ut", DoorState::NotTaken),
        ("l/c", DoorState::Unseen),
        ("a/c", DoorState::Unseen),
        ("a/b", DoorState::Taken),
        ("c/b", DoorState::Unseen),
        ("b/d", DoorState::NotTaken),
    ];
    for (name, expected) in rows {
        assert_eq!(state(name), Some(expected), "{name}");
    }
    assert_eq!(doors.len(), rows.len());
}

#[test]
fn names_the_lesson_lost_are_passed_over() {
    let mut window = Window::new("w");
    window.open("l");
    window.choose_to("borte", &[], "revet", false);
    let (rooms, doors) = states(&window, Some("revet"));
    assert_eq!(rooms.len(), 5);
    assert_eq!(doors.len(), 8);
    assert_eq!(window.journey().lesson("l").and_then(|l| l.last_choice("l")).map(|c| c.label.as_str()), Some("Velg borte"));
}

#[test]
fn a_conditional_way_on_opens_with_the_values() {
    let mut lesson = lesson();
    lesson.scenes[2].condition = Some(Condition("avtaler".into(), Comparison::AtLeast, 2));
    let mut window = Window::new("w");
    window.open("l");
    window.choose_to("a", &[], "a", false);
    let journey = window.journey();
    let map = map(&lesson, &meters(), &journey.meters, journey.lesson("l"), Some(&"a".into()));
    let state = |name: &str| map.doors.iter().find(|d| d.scene.as_str() == "a" && d.name.as_str() == name).map(|d| d.state);
    assert_eq!((state("c"), state("b")), (Some(DoorState::NotTaken), Some(DoorState::Unseen)), "the first that holds is the way on");
}

//! One key leads through an evening, and one leads back, but never past what was decided.

use bruker_i_sentrum::journey::session::*;

use crate::help::*;

/// Presses the key that goes on. What it meant.
fn press(led: &mut Led) -> Onward {
    let graph = led.graph().clone();
    let onward = led.pen.onward(Some(&graph), 2);
    match &onward {
        Onward::Show(screen) => led.pen.show(*screen, led.now),
        Onward::Step(step) => led.pen.step(*step, led.now),
        Onward::Scene(_) => assert!(led.go_on()),
        Onward::Lesson(lesson, _) => led.begin(&lesson.0.clone()),
        Onward::ComeBack => led.pen.come_back(led.now),
        Onward::Choose | Onward::Nothing => {}
    }
    onward
}

fn back(led: &Led) -> Backward {
    led.pen.backward(led.now)
}

#[test]
fn a_whole_evening_by_one_key() {
    let mut led = Led::new();
    assert_eq!(press(&mut led), Onward::Show(Screen::Opening));
    assert_eq!(press(&mut led), Onward::Lesson("legen".into(), "legen".into()));
    assert_eq!(press(&mut led), Onward::Step(1), "its text has two steps");
    assert_eq!(press(&mut led), Onward::Choose);
    assert_eq!(press(&mut led), Onward::Choose, "however often it is pressed");
    led.choose("samtalen");
    let way: Vec<Onward> = (0..6).map(|_| press(&mut led)).collect();
    let scene = |id: &str| Onward::Scene(id.into());
    assert_eq!(way, [Onward::Step(1), scene("broren"), Onward::Step(1), scene("søsteren"), Onward::Step(1), Onward::Choose]);
    led.choose("slutt");
    assert_eq!(press(&mut led), Onward::Step(1));
    assert_eq!(press(&mut led), Onward::Lesson("nav".into(), "nav".into()), "the next of the plan");
    let way: Vec<Onward> = (0..4).map(|_| press(&mut led)).collect();
    assert_eq!(way, [Onward::Step(1), scene("skranken"), Onward::Step(1), Onward::Show(Screen::Closing)]);
    assert_eq!(press(&mut led), Onward::Show(Screen::Ended));
    assert_eq!(press(&mut led), Onward::Nothing);
}

#[test]
fn an_evening_later_shows_the_scene_again() {
    let mut led = Led::begun();
    led.crash_and_resume(EVENING + 1);
    assert_eq!((press(&mut led), press(&mut led)), (Onward::Show(Screen::Opening), Onward::Show(Screen::Scene)));
    assert_eq!(led.here(), "legen");
}

#[test]
fn at_the_end_of_a_detour_one_comes_back() {
    let mut led = Led::begun();
    let slutt = Led::scene(led.graph(), &"slutt".into());
    led.pen.detour(&"legen".into(), slutt, None, led.now);
    led.pen.step(1, led.now);
    assert_eq!(press(&mut led), Onward::ComeBack);
    assert_eq!(led.here(), "legen");
}

#[test]
fn without_the_lessons_page_there_is_nothing_to_go_on_to() {
    let mut led = Led::begun();
    led.pen.step(9, led.now);
    assert_eq!(led.pen.onward(None, 2), Onward::Nothing);
    assert_eq!(led.pen.onward(Some(&led.course.nav), 0), Onward::Nothing, "another lesson's page is none");
}

#[test]
fn back_is_a_step_then_the_decision_then_nothing() {
    let mut led = Led::begun();
    assert_eq!(back(&led), Backward::Nothing);
    led.choose("skjemaet");
    led.pen.step(1, led.now);
    assert_eq!(back(&led), Backward::Step(0));
    led.pen.step(0, led.now);
    assert_eq!(back(&led), Backward::Undo);
    led.wait(UNDO + 1);
    assert_eq!(back(&led), Backward::Nothing, "it stands");
    led.go_on();
    assert_eq!(back(&led), Backward::Nothing, "from where it leads too");
    assert_eq!(Led::new().pen.backward(ONE), Backward::Nothing);
}

#[test]
fn back_from_a_scene_is_the_one_before_and_no_farther_than_the_first() {
    let mut led = Led::begun();
    led.jump("samtalen");
    led.go_on();
    assert_eq!(led.here(), "broren");
    for expected in ["samtalen", "legen"] {
        let Backward::Scene(scene) = back(&led) else { panic!("{:?}", back(&led)) };
        assert_eq!(scene.id.as_str(), expected);
        led.jump(expected);
    }
    assert_eq!(back(&led), Backward::Nothing, "and not forth again");
}

#[test]
fn where_doors_lead_is_known_ahead() {
    let mut led = Led::begun();
    let coming = |led: &Led| led.pen.coming(led.graph()).into_iter().map(|c| (c.door, c.title)).collect::<Vec<_>>();
    let named = |rows: &[(&str, &str)]| rows.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
    assert_eq!(coming(&led), named(&[("skjemaet", "Skjemaet"), ("samtalen", "Samtalen")]), "closed doors lead nowhere");
    led.choose("skjemaet");
    assert_eq!(coming(&led), named(&[("skjemaet", "Skjemaet")]), "from a consequence too");
    led.jump("slutt");
    assert_eq!(coming(&led), []);
    led.jump("gangen");
    assert_eq!(led.pen.coming(led.graph())[0].seconds, 1, "two words");
    assert_eq!(led.pen.pace().map(|p| p.slug.as_str()), Some("legen"));
}

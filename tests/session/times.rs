//! Timers and the clock: end times, over sleep, midnight and the change of summer time.

use bruker_i_sentrum::journey::session::*;
use bruker_i_sentrum::text::NB;

use crate::help::*;

fn clock(at: i64) -> String {
    // Oslo in November.
    let minutes = at.div_euclid(MINUTE) + 60;
    format!("{:02}:{:02}", minutes.div_euclid(60).rem_euclid(24), minutes.rem_euclid(60))
}

fn timed(at: i64) -> Timer {
    Timer::start(None, &Talk::of_minutes(&[2, 8, 5]), at).expect("parts")
}

fn reads(timer: &Timer, now: i64) -> (Talk, i64, bool) {
    let reading = timer.read(now);
    (reading.talk, reading.left, reading.over)
}

#[test]
fn minutes_of_a_discussion() {
    use Talk::*;
    for (minutes, talks) in [
        (&[][..], &[][..]),
        (&[5], &[(Together, 5)]),
        (&[2, 8], &[(Alone, 2), (Together, 8)]),
        (&[2, 8, 5], &[(Alone, 2), (Together, 8), (Plenary, 5)]),
    ] {
        assert_eq!(Talk::of_minutes(minutes), talks, "{minutes:?}");
    }
    assert_eq!(Timer::start(None, &[], ONE), None);
}

#[test]
fn parts_follow_each_other_by_the_clock() {
    // Midnight in Oslo, the night to 29 March and the one to 25 October 2026, when clocks change: all the same to it.
    for began in [ONE, 1_795_388_100_000, 1_774_745_940_000, 1_792_889_940_000] {
        let timer = timed(began);
        let rows = [
            (0, Talk::Alone, 2 * MINUTE, false),
            (2 * MINUTE - 1, Talk::Alone, 1, false),
            (2 * MINUTE, Talk::Together, 8 * MINUTE, false),
            (11 * MINUTE, Talk::Plenary, 4 * MINUTE, false),
            (15 * MINUTE, Talk::Plenary, 0, true),
            // Slept for two hours.
            (135 * MINUTE, Talk::Plenary, 0, true),
            // Set back by an hour: never more than there is.
            (-HOUR, Talk::Alone, 2 * MINUTE, false),
        ];
        for (after, talk, left, over) in rows {
            assert_eq!(reads(&timer, began + after), (talk, left, over), "{after} after {began}");
        }
    }
}

#[test]
fn a_held_timer_keeps_what_is_left() {
    let mut timer = timed(ONE);
    timer.hold(ONE + 3 * MINUTE);
    timer.hold(ONE + 4 * MINUTE);
    assert_eq!(reads(&timer, ONE + 2 * HOUR), (Talk::Together, 7 * MINUTE, false));
    timer.go_on(ONE + 2 * HOUR);
    assert_eq!(reads(&timer, ONE + 2 * HOUR), (Talk::Together, 7 * MINUTE, false));
    assert_eq!(reads(&timer, ONE + 2 * HOUR + 7 * MINUTE), (Talk::Plenary, 5 * MINUTE, false));
    // Held, and the clock set back an hour meanwhile.
    timer.hold(ONE + 2 * HOUR + MINUTE);
    timer.go_on(ONE + HOUR + MINUTE);
    assert_eq!(reads(&timer, ONE + HOUR + MINUTE), (Talk::Together, 6 * MINUTE, false));
}

#[test]
fn a_minute_more_or_less() {
    let mut timer = timed(ONE);
    timer.give(MINUTE, ONE + MINUTE);
    assert_eq!(reads(&timer, ONE + MINUTE), (Talk::Alone, 2 * MINUTE, false));
    timer.give(-MINUTE, ONE + MINUTE);
    timer.give(-MINUTE, ONE + MINUTE);
    assert_eq!(reads(&timer, ONE + MINUTE), (Talk::Together, 8 * MINUTE, false), "no less than nothing, and the next has all its time");
    timer.next(ONE + 2 * MINUTE);
    assert_eq!(reads(&timer, ONE + 2 * MINUTE), (Talk::Plenary, 5 * MINUTE, false));
    timer.give(MINUTE, ONE + HOUR);
    assert_eq!(reads(&timer, ONE + HOUR), (Talk::Plenary, MINUTE, false), "over, and begun anew with a minute");
    timer.hold(ONE + HOUR);
    timer.give(MINUTE, ONE + 5 * HOUR);
    assert_eq!(reads(&timer, ONE + 9 * HOUR), (Talk::Plenary, 2 * MINUTE, false), "also while it is held");
}

#[test]
fn a_break_holds_the_timer_and_counts_for_no_scene() {
    let mut led = Led::begun();
    led.wait(MINUTE).pen.timer(Some("skjema".into()), Talk::of_minutes(&[5]), ONE + MINUTE);
    led.wait(MINUTE);
    led.pen.pause(led.now);
    led.wait(20 * MINUTE);
    assert!(led.snapshot().paused);
    assert_eq!(led.session().timer.as_ref().map(|t| t.read(led.now).left), Some(4 * MINUTE));
    led.pen.end_pause(led.now);
    led.wait(MINUTE);
    assert_eq!(led.session().timer.as_ref().map(|t| t.read(led.now).left), Some(3 * MINUTE));
    assert_eq!(led.session().used_in("legen", "legen", led.now), 3 * MINUTE);
    led.crash_and_resume(10 * MINUTE);
    led.wait(MINUTE);
    assert_eq!(
        led.session().used_in("legen", "legen", led.now),
        3 * MINUTE,
        "what was not saved by an act, and the crash, count for nothing"
    );
    led.choose("skjemaet");
    assert_eq!(led.session().timer, None, "another picture, no timer");
    // A timer held by hand stays held after a break.
    led.pen.timer(None, Talk::of_minutes(&[5]), led.now);
    led.pen.hold_timer(true, led.now);
    led.pen.pause(led.now);
    led.pen.end_pause(led.now + MINUTE);
    assert!(led.session().timer.as_ref().is_some_and(|t| t.held.is_some()));
}

#[test]
fn the_clock_in_words() {
    let mut led = Led::begun();
    let graph = led.course.legen.clone();
    let forecast = |led: &Led| led.pen.forecast(Some(&graph), led.now).expect("an evening");
    let first = forecast(&led);
    assert_eq!(first.planned_end, ONE + 55 * MINUTE, "the lessons, and ten minutes to open and to close");
    // First scene 4 min, form 4 + 15, corridor 5, end, Nav 15 as planned, closing 5: what is read aloud besides is less than half a minute.
    let minutes = |f: &Forecast| (f.end - ONE + MINUTE / 2) / MINUTE;
    assert_eq!(minutes(&first), 4 + 19 + 5 + 15 + 5);
    assert_eq!(first.told(NB, &clock), "Ferdig 13:48, 7 minutter før.");
    assert_eq!(first.best_skip().map(|s| s.told(NB)).as_deref(), Some("Hopp over «Gangen»: sparer 5 min"));

    // What is used over a scene's time comes on top.
    led.wait(20 * MINUTE);
    let late = forecast(&led);
    assert_eq!((late.scene_left, minutes(&late)), (0, 20 + 19 + 5 + 15 + 5));
    assert_eq!(late.told(NB, &clock), "Ferdig 14:04, 9 minutter etter.");
    led.pen.ends_at(Some(late.end), led.now);
    assert_eq!(forecast(&led).told(NB, &clock), "Ferdig 14:04, i rute.");
    led.pen.ends_at(None, led.now);

    // The other way is shorter, and has no corridor.
    led.choose("samtalen");
    assert_eq!(forecast(&led).skips, []);
    assert_eq!(minutes(&forecast(&led)), 20 + 15 + 5);
    led.jump("slutt");
    assert_eq!(minutes(&forecast(&led)), 20 + 15 + 5);
    // Without the lesson's graph it counts as planned.
    assert_eq!(led.pen.forecast(None, led.now).map(|f| f.end), Some(led.now + 20 * MINUTE));
    // The next evening has what is left.
    led.pen.show(Screen::Ended, led.now);
    led.crash_and_resume(24 * HOUR);
    assert_eq!(led.pen.forecast(None, led.now).map(|f| f.planned_end), Some(led.now + 25 * MINUTE));
}

#[test]
fn an_opening_that_takes_its_time_makes_nobody_late() {
    let mut led = Led::new();
    let late = |led: &Led| led.pen.forecast(None, led.now).map(|f| f.minutes_late());
    assert_eq!(late(&led), Some(0));
    led.wait(HOUR).pen.show(Screen::Opening, ONE + HOUR);
    led.wait(4 * MINUTE);
    assert_eq!(late(&led), Some(0));
    led.wait(3 * MINUTE);
    assert_eq!(late(&led), Some(2));
}

#[test]
fn what_is_passed_over_takes_no_time_and_is_gone_past_when_the_way_comes_to_it() {
    let mut led = Led::begun();
    let graph = led.course.legen.clone();
    let before = led.pen.forecast(Some(&graph), led.now).expect("an evening");
    let skip = before.best_skip().expect("the corridor").clone();
    led.pen.pass_over(&graph.slug, &skip.scene, led.now);
    let after = led.pen.forecast(Some(&graph), led.now).expect("an evening");
    assert_eq!((before.end - after.end, after.skips), (skip.saves, vec![]));
    led.choose("skjemaet");
    led.go_on();
    led.choose("gangen");
    assert_eq!(
        led.session().here.as_ref().map(|here| here.scene.id.as_str()),
        Some("slutt"),
        "past the corridor and the door that is closed"
    );
    led.crash_and_resume(MINUTE);
    assert!(led.session().passes("legen", "gangen"));
}

#[test]
fn the_short_version_has_nothing_to_pass_over() {
    let mut led = Led::with(Plan { core: true, ..plan() });
    led.begin("legen");
    let forecast = led.pen.forecast(Some(&led.course.legen), led.now).expect("an evening");
    assert_eq!(forecast.skips, []);
    assert_eq!((forecast.end - ONE + MINUTE / 2) / MINUTE, 4 + 19 + 15 + 5, "no corridor");
}

#[test]
fn time_over_midnight_is_time() {
    let mut led = Led::begun();
    led.wait(11 * HOUR);
    led.choose("samtalen");
    assert_eq!(led.session().used[0].ms, 11 * HOUR);
    led.wait(-HOUR);
    led.jump("slutt");
    assert_eq!(led.session().used[1].ms, 0, "a clock set back takes nothing away");
}

#[test]
fn getting_ready_the_evening_before_is_no_evening() {
    const HOUR: i64 = 60 * 60_000;
    let plan = Plan { session: "abcdefghijklmnop".into(), ..Default::default() };
    let mut pen = Recorder::plan(Vec::new(), plan, 0);
    pen.changed("Vi sitter i ring.", HOUR);
    let mut pen = Recorder::resume(Vec::new(), pen.events().to_vec(), 20 * HOUR);
    pen.show(Screen::Opening, 21 * HOUR);
    let evenings = &pen.session().evenings;
    assert_eq!(evenings.len(), 1);
    assert_eq!((evenings[0].from, evenings[0].changed.as_str()), (21 * HOUR, "Vi sitter i ring."), "it counts from its opening");
}

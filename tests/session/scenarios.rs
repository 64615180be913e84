//! What a facilitator does, told as she does it.

use bruker_i_sentrum::journey::session::*;

use crate::help::*;

fn open(names: &[(&str, bool)]) -> Vec<(String, bool)> {
    names.iter().map(|(name, open)| ((*name).to_owned(), *open)).collect()
}

#[test]
fn a_lesson_from_the_ready_page_to_the_end() {
    let mut led = Led::new();
    assert_eq!(led.session().screen, Screen::Ready);
    assert_eq!(led.snapshot().lesson, None);
    assert_eq!(led.session().next_lesson().map(|l| l.slug.as_str()), Some("legen"));
    led.pen.show(Screen::Opening, led.now);
    led.begin("legen");
    assert_eq!((led.session().screen, led.here().as_str()), (Screen::Scene, "legen"));
    assert_eq!(led.doors(), open(&[("skjemaet", true), ("samtalen", true), ("søsteren", false)]), "she needs more trust");

    // A digit marks, Enter decides.
    let graph = led.course.legen.clone();
    led.pen.mark(&graph, Some(&"søsteren".into()), led.now);
    assert_eq!(led.session().marked, None, "a closed door can't be marked");
    led.pen.mark(&graph, Some(&"skjemaet".into()), led.now);
    let doors = led.snapshot().doors;
    assert_eq!(doors.iter().map(|d| d.marked).collect::<Vec<_>>(), [true, false, false]);
    assert_eq!(led.choose("søsteren"), None, "nor taken");
    assert_eq!(led.choose("skjemaet"), Some(Then::Stay));
    assert_eq!((led.here().as_str(), led.tillit()), ("legen~skjemaet", 3), "its consequence, with its effect");
    assert_eq!(led.session().marked, None);
    assert_eq!(led.doors(), open(&[("skjemaet", true)]));
    assert_eq!(led.choose("skjemaet"), None, "nothing is chosen on a consequence");
    assert!(led.go_on());
    assert_eq!(led.here(), "skjemaet");
    led.choose("gangen");
    assert_eq!(led.here(), "gangen", "no consequence: there at once");
    assert_eq!(led.doors(), open(&[("åpen-dør", false), ("slutt", true)]), "trust is 3");
    assert!(led.go_on());
    assert_eq!(led.here(), "slutt");
    assert_eq!(led.doors(), []);
    assert!(!led.go_on());
    assert_eq!(led.session().finished, ["legen".into()]);

    // The next lesson starts from what this one left.
    assert_eq!(led.session().next_lesson().map(|l| l.slug.as_str()), Some("nav"));
    led.begin("nav");
    assert_eq!(led.tillit(), 3);
    assert!(led.go_on());
    led.pen.show(Screen::Closing, led.now);
    led.pen.answer(0, "Ja", led.now);
    led.pen.show(Screen::Ended, led.now);
    assert!(led.session().evening().expect("an evening").ended);
    assert_eq!(led.session().next_lesson(), None);
    assert_eq!(led.session().decisions.iter().map(|d| d.by).collect::<Vec<_>>(), [Decided::Together; 2]);
}

#[test]
fn a_preset_is_where_the_first_lesson_starts() {
    let mut led = Led::with(Plan { start: [("tillit".into(), 7)].into(), ..plan() });
    led.begin("legen");
    assert_eq!(led.session().here.as_ref().expect("begun").meters, values(7), "and what it does not name is at its start");
    assert_eq!(led.doors()[2], ("søsteren".to_owned(), true));
}

#[test]
fn hands_in_two_places_again_after_talking() {
    let mut led = Led::begun();
    led.pen.stage(Stage::Think, led.now);
    led.pen.stage(Stage::Hands, led.now);
    assert_eq!(led.outcome(), Outcome::Nobody);
    led.hands(Place::Room, &[("skjemaet", 7), ("samtalen", 5)]);
    led.hands(Place::Teams, &[("skjemaet", 1), ("samtalen", 3)]);
    assert_eq!(led.outcome(), Outcome::Tie(vec!["skjemaet".into(), "samtalen".into()]));
    led.hands(Place::Teams, &[("skjemaet", 1), ("samtalen", 2)]);
    assert_eq!(led.outcome(), Outcome::Leads("skjemaet".into()), "counted again, in the same round");
    assert_eq!(led.snapshot().doors[0].count, None, "not shown yet");
    led.pen.show_votes(true, led.now);
    let shown = led.snapshot();
    assert_eq!(shown.doors.iter().map(|d| d.count).collect::<Vec<_>>(), [Some(8), Some(7), Some(0)]);
    assert_eq!(shown.outcome, Some(Outcome::Leads("skjemaet".into())));

    led.pen.stage(Stage::Talk, led.now);
    led.pen.stage(Stage::HandsAgain, led.now);
    assert_eq!(led.snapshot().outcome, None, "a new round is hidden");
    led.hands(Place::Room, &[("skjemaet", 2), ("samtalen", 10)]);
    let poll = led.session().poll().expect("votes").clone();
    assert_eq!(poll.rounds.len(), 2);
    assert_eq!(poll.rounds.iter().map(|r| r.count("samtalen")).collect::<Vec<_>>(), [7, 10], "both are kept");
    led.choose("samtalen");
    assert_eq!(led.session().last_decision().map(|d| d.by), Some(Decided::Votes));
}

#[test]
fn who_decided() {
    type Votes = fn(&mut Led);
    let rows: [(&str, Votes, Decided); 9] = [
        ("nobody voted at all", |_| {}, Decided::Together),
        ("zero hands", |led| led.hands(Place::Room, &[("skjemaet", 0), ("samtalen", 0)]), Decided::Facilitator),
        ("it led", |led| led.hands(Place::Room, &[("skjemaet", 3), ("samtalen", 2)]), Decided::Votes),
        ("a tie", |led| led.hands(Place::Room, &[("skjemaet", 3), ("samtalen", 3)]), Decided::Tie),
        ("a tie of others", |led| led.hands(Place::Room, &[("søsteren", 3), ("samtalen", 3), ("skjemaet", 1)]), Decided::Facilitator),
        ("another led", |led| led.hands(Place::Room, &[("skjemaet", 2), ("samtalen", 3)]), Decided::Facilitator),
        ("500 people", |led| led.hands(Place::Room, &[("skjemaet", 251), ("samtalen", 249)]), Decided::Votes),
        ("estimated", |led| led.pen.estimate(Estimate::Most("skjemaet".into()), ONE), Decided::Votes),
        ("estimated to be divided", |led| led.pen.estimate(Estimate::Split, ONE), Decided::Tie),
    ];
    for (name, votes, by) in rows {
        let mut led = Led::begun();
        votes(&mut led);
        led.choose("skjemaet");
        assert_eq!(led.session().last_decision().map(|d| d.by), Some(by), "{name}");
    }
}

#[test]
fn tables_report_one_after_the_other() {
    let mut led = Led::begun();
    led.pen.tables(7, led.now);
    led.table(1, Some("skjemaet"), "Fristen er i dag.");
    led.table(3, Some("samtalen"), "Vi må høre først.");
    let round = led.session().round().expect("a round");
    assert_eq!(round.next_table(led.session().tables), Some(2));
    assert_eq!(round.outcome(), Outcome::Tie(vec!["skjemaet".into(), "samtalen".into()]));
    led.table(2, None, "Vi ble ikke enige.");
    led.table(1, Some("samtalen"), "Vi ombestemte oss.");
    let round = led.session().round().expect("a round");
    assert_eq!(round.tables.iter().map(|t| t.table).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(round.outcome(), Outcome::Leads("samtalen".into()));
    for table in 4..=7 {
        led.table(table, Some("samtalen"), "");
    }
    assert_eq!(led.session().round().and_then(|r| r.next_table(7)), None, "all have");
    led.pen.show_votes(true, led.now);
    assert_eq!(led.snapshot().doors[1].count, Some(6));
    // Hands stand before tables.
    led.hands(Place::Room, &[("skjemaet", 1)]);
    assert_eq!(led.outcome(), Outcome::Leads("skjemaet".into()));
}

#[test]
fn more_hands_than_people_are_told_and_kept() {
    let mut led = Led::with(Plan { people: Some(12), ..plan() });
    led.begin("legen");
    led.hands(Place::Room, &[("skjemaet", 10), ("samtalen", 5)]);
    let round = led.session().round().expect("a round");
    assert!(round.more_hands_than(led.session().people));
    assert_eq!(round.total_hands(), 15);
    led.hands(Place::Room, &[("skjemaet", u32::MAX), ("samtalen", u32::MAX)]);
    led.pen.show_votes(true, led.now);
    assert_eq!(led.session().round().expect("a round").total_hands(), 2 * u64::from(u32::MAX));
    led.pen.people(Some(500), led.now);
    assert_eq!(led.session().people, Some(500));
}

#[test]
fn a_decision_can_be_undone_for_ten_seconds() {
    for (after, undone) in [(0, true), (9_900, true), (10_000, true), (10_100, false), (-HOUR, true)] {
        let mut led = Led::begun();
        led.hands(Place::Room, &[("skjemaet", 1)]);
        led.choose("skjemaet");
        led.wait(after);
        assert_eq!(led.session().undoable(led.now).is_some(), undone, "{after}");
        assert_eq!(led.pen.undo(led.now), undone, "{after}");
        assert_eq!((led.here().as_str(), led.tillit()), if undone { ("legen", 4) } else { ("legen~skjemaet", 3) }, "{after}");
        assert_eq!(led.session().round().map(Round::total_hands), undone.then_some(1).or(Some(1)), "votes stay");
        assert_eq!(led.session().decisions.len(), usize::from(!undone), "{after}");
    }
}

#[test]
fn undoing_goes_back_over_what_came_after() {
    let mut led = Led::begun();
    led.jump("skjemaet");
    led.choose("slutt");
    assert_eq!(led.session().finished.len(), 1);
    led.wait(5 * SECOND);
    assert!(led.pen.undo(led.now));
    assert_eq!(led.here(), "skjemaet");
    assert_eq!(led.session().finished, [], "an ending that was undone was not reached");
    assert_eq!(led.session().way.iter().map(|s| s.scene.id.as_str()).collect::<Vec<_>>(), ["legen", "skjemaet"]);
    led.choose("gangen");
    assert_eq!(led.here(), "gangen", "and another way is free");
    assert!(!led.pen.undo(led.now + 11 * SECOND));
}

#[test]
fn what_if_and_back() {
    let mut led = Led::begun();
    led.choose("samtalen");
    assert_eq!((led.here().as_str(), led.tillit()), ("samtalen", 5));
    led.hands(Place::Room, &[("x", 1)]);
    let (from, lesson) = (led.session().decisions[0].from.clone(), "legen".into());
    let opening = Led::scene(&led.course.legen, &"legen".into());
    led.pen.detour(&lesson, opening, Some(&from), led.now);
    assert!(led.session().in_detour());
    assert_eq!((led.here().as_str(), led.tillit()), ("legen", 4), "the values one had there");
    assert_eq!(led.session().poll(), None, "votes of another visit");
    led.choose("skjemaet");
    led.go_on();
    led.choose("slutt");
    assert_eq!(led.session().finished, [], "an ending on a detour finishes nothing");
    assert_eq!(led.session().last_decision().map(|d| d.detour.is_some()), Some(true));
    led.pen.come_back(led.now);
    assert_eq!((led.here().as_str(), led.tillit()), ("samtalen", 5), "as if one had not been away");
    assert_eq!(led.session().round().map(Round::total_hands), Some(1));
    assert!(!led.pen.undo(led.now), "what was decided there is left behind");
    assert!(!led.session().in_detour());
    assert_eq!(led.session().way.iter().filter(|s| s.detour).count(), 3);
    led.pen.come_back(led.now);
    assert_eq!(led.here(), "samtalen", "there is nothing more to come back from");

    // On the way itself a decision before a detour can be undone after it.
    led.jump("legen");
    led.choose("skjemaet");
    let nav = Led::scene(&led.course.nav, &"nav".into());
    led.pen.detour(&"nav".into(), nav, None, led.now);
    assert!(!led.pen.undo(led.now));
    led.pen.come_back(led.now);
    assert!(led.pen.undo(led.now));
    assert_eq!(led.here(), "legen");
}

#[test]
fn a_heavy_scene_is_passed_over_with_its_summary() {
    let mut led = Led::begun();
    led.choose("samtalen");
    let to = Led::scene(&led.course.legen, &"slutt".into());
    led.pen.skip(to, "Her kommer noe tungt: Rune forteller om broren.", led.now);
    assert_eq!(led.here(), "slutt");
    assert!(matches!(&led.session().way[2].came, Came::Skipped(summary) if summary.contains("broren")));
    assert_eq!(led.session().finished, ["legen".into()], "going past counts as done");
}

#[test]
fn the_short_version_passes_over_what_is_not_core() {
    let mut led = Led::with(Plan { core: true, ..plan() });
    led.begin("legen");
    led.choose("skjemaet");
    assert!(led.go_on());
    led.choose("gangen");
    assert_eq!(led.here(), "slutt", "the corridor asks for nothing and is not core");
    led.jump("samtalen");
    assert!(led.go_on());
    assert_eq!(led.here(), "søsteren", "a choice has to be made, so it stands");
}

#[test]
fn frozen_black_and_a_notice() {
    let mut led = Led::begun();
    let graph = led.course.legen.clone();
    led.pen.freeze(Some(&graph), led.now);
    led.choose("skjemaet");
    led.pen.notice("Pause til 14.10", led.now);
    let picture = led.snapshot();
    assert!(picture.frozen);
    assert_eq!((picture.section.as_str(), picture.doors.len(), picture.notice.as_str()), ("legen", 3, ""));
    assert_eq!(picture.number, led.session().number, "followers take it as news all the same");
    led.pen.black(true, led.now);
    assert!(led.snapshot().black);
    led.crash_and_resume(MINUTE);
    assert_eq!(led.snapshot().section, "legen", "also after a reload");
    assert!(led.snapshot().epoch > picture.epoch);
    led.pen.thaw(led.now);
    assert_eq!((led.snapshot().section.as_str(), led.snapshot().notice.as_str()), ("legen~skjemaet", "Pause til 14.10"));
}

#[test]
fn steps_of_a_text_do_not_fill_the_list() {
    let mut led = Led::begun();
    let events = led.pen.events().len();
    for step in 1..50 {
        let before = led.snapshot();
        led.pen.step(step, led.now);
        assert!(led.snapshot().is_news(&"okt1".into(), Some((before.epoch, before.number))));
    }
    assert_eq!(led.pen.events().len(), events + 1);
    assert_eq!(led.snapshot().step, 49);
    led.choose("skjemaet");
    assert_eq!(led.snapshot().step, 0, "a new text begins at its beginning");
}

#[test]
fn a_note_written_over_is_kept_nowhere() {
    let mut led = Led::begun();
    let (scene, prompt, table) =
        (led.about("legen", None, None), led.about("legen", Some("skjema"), None), led.about("legen", Some("skjema"), Some(2)));
    led.pen.note(scene.clone(), "Hemmelig navn", led.now);
    led.choose("skjemaet");
    led.pen.note(prompt, "Mange ville vente", led.now);
    led.pen.note(table.clone(), "Bord to ville ringe", led.now);
    led.pen.note(scene.clone(), "Uten navn", led.now);
    assert_eq!(led.session().notes.len(), 3);
    assert_eq!(led.session().note(&scene).map(|n| n.text.as_str()), Some("Uten navn"));
    led.pen.note(table, " ", led.now);
    assert_eq!(led.session().notes.len(), 2);
    let text = saved::write(&course_id(), &"okt1".into(), led.pen.events());
    assert!(!text.contains("Hemmelig") && !text.contains("ringe"));
    assert_eq!(&fold(led.pen.events()), led.session());
}

#[test]
fn a_week_later() {
    let mut led = Led::begun();
    led.choose("samtalen");
    led.pen.show(Screen::Closing, led.now);
    led.pen.answer(1, "Mer tid", led.now);
    led.pen.answer(1, "Mer tid til å snakke", led.now);
    led.pen.show(Screen::Ended, led.now);
    led.crash_and_resume(7 * 24 * HOUR);
    let session = led.session();
    assert_eq!((session.evenings.len(), session.screen), (2, Screen::Ready));
    assert_eq!(session.last_decision().map(|d| d.label.as_str()), Some("Velg samtalen"));
    assert_eq!(session.evening_before().map(|e| e.said[1].as_str()), Some("Mer tid til å snakke"));
    assert!(!led.pen.undo(led.now), "what an evening before decided stands");
    led.pen.changed("Vi begynner med å snakke", led.now);
    led.pen.show(Screen::Scene, led.now);
    assert_eq!((led.here().as_str(), led.tillit()), ("samtalen", 5));
    led.pen.answer(1, "Bra nå", led.now);
    let evenings = &led.session().evenings;
    assert_eq!((evenings[0].said[1].as_str(), evenings[1].said[1].as_str()), ("Mer tid til å snakke", "Bra nå"));
    assert_eq!(evenings[1].changed, "Vi begynner med å snakke");
    // A crash in the middle of an evening is no new one.
    led.crash_and_resume(2 * MINUTE);
    assert_eq!((led.session().evenings.len(), led.session().screen), (2, Screen::Scene));
}

#[test]
fn the_newer_of_two_windows_takes_over() {
    let mut old = Led::begun();
    let text = saved::write(&course_id(), &"okt1".into(), old.pen.events());
    let (_, events) = saved::read(&text, &course_id()).expect("readable");
    let new = Recorder::resume(meters(), events, old.now + SECOND);
    old.choose("skjemaet");
    let (mine, theirs) = (old.snapshot(), new.snapshot(None));
    assert!(theirs.epoch > mine.epoch);
    // A follower goes over to the new one, and passes over the old one's later pictures.
    let seen = |s: &Snapshot| Some((s.epoch, s.number));
    assert!(theirs.is_news(&"okt1".into(), seen(&mine)) && !mine.is_news(&"okt1".into(), seen(&theirs)));
    assert!(!theirs.is_news(&"okt1".into(), seen(&theirs)) && !theirs.is_news(&"annen".into(), None));
    assert!(theirs.is_news(&"okt1".into(), None));
}

#[test]
fn a_clicker_that_sends_keys_twice() {
    let mut echo = echo::Echo::default();
    let keys =
        [("Enter", 0, true), ("Enter", 30, false), ("Enter", 300, true), ("b", 310, true), ("Enter", 320, true), ("Enter", 100, true)];
    for (key, at, meant) in keys {
        assert_eq!(echo.is_meant(key, at), meant, "{key} at {at}");
    }
}

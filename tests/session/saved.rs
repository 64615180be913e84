//! Saved sessions: every version that was ever written, the list, and what nobody should have written.

use bruker_i_sentrum::journey::Unreadable;
use bruker_i_sentrum::journey::keys::Entry;
use bruker_i_sentrum::journey::session::*;

use crate::help::*;

/// One of every kind of event. Never change it; a new kind gets a new fixture.
fn first_version() -> Led {
    let mut led = Led::with(Plan { people: Some(12), start: values(4), preset: "Møtt".to_owned(), core: true, ..plan() });
    let at = ONE + MINUTE;
    led.now = at;
    let legen = led.course.legen.clone();
    led.pen.people(None, at);
    led.pen.tables(7, at);
    led.pen.ends_at(Some(at + HOUR), at);
    led.pen.show(Screen::Opening, at);
    led.begin("legen");
    led.pen.step(2, at);
    led.pen.mark(&legen, Some(&"skjemaet".into()), at);
    led.pen.stage(Stage::Hands, at);
    led.pen.offer(vec![("skjemaet".into(), "Fyll ut «skjemaet»\n\u{1f552}".to_owned())], at);
    led.hands(Place::Room, &[("skjemaet", 3)]);
    led.table(2, Some("skjemaet"), "Fordi");
    led.pen.estimate(Estimate::Most("skjemaet".into()), at);
    led.pen.show_votes(true, at);
    led.pen.rerun(at);
    led.pen.estimate(Estimate::Split, at);
    led.pen.timer(Some("skjema".into()), Talk::of_minutes(&[2, 8, 5]), at);
    led.pen.hold_timer(true, at);
    led.pen.freeze(Some(&legen), at);
    led.pen.hold_timer(false, at);
    led.pen.give_time(-MINUTE, at);
    led.pen.next_part(at);
    led.pen.stop_timer(at);
    led.pen.note(led.about("legen", Some("skjema"), Some(2)), "Et notat", at);
    led.choose("skjemaet");
    led.pen.undo(at);
    led.choose("samtalen");
    led.jump("skjemaet");
    led.pen.detour(&"nav".into(), Led::scene(&led.course.nav, &"nav".into()), None, at);
    led.pen.come_back(at);
    led.pen.skip(Led::scene(&legen, &"slutt".into()), "Noe tungt", at);
    led.pen.pause(at);
    led.pen.end_pause(at);
    led.pen.black(true, at);
    led.pen.thaw(at);
    led.pen.notice("Pause", at);
    led.pen.show(Screen::Closing, at);
    led.pen.answer(2, "Takk", at);
    led.pen.changed("Mer tid", at);
    led.pen.show(Screen::Ended, at);
    led
}

fn fixture() -> String {
    format!("{}/tests/saved/session-v1.txt", env!("CARGO_MANIFEST_DIR"))
}

fn read(text: &str) -> Result<(SessionId, Vec<Event>), Unreadable> {
    saved::read(text, &course_id())
}

#[test]
fn version_1_is_read_and_written_as_it_was() {
    let led = first_version();
    let written = saved::write(&course_id(), &"okt1".into(), led.pen.events());
    if std::env::var_os("WRITE_FIXTURES").is_some() {
        std::fs::write(fixture(), written.clone() + "\n").expect("a writable checkout");
    }
    let kept = std::fs::read_to_string(fixture()).expect("the fixture");
    assert_eq!(written, kept.trim_end(), "the names in a saved form are stable");
    let (session, events) = read(&kept).expect("the first version");
    assert_eq!((session.0.as_str(), &events[..]), ("okt1", led.pen.events()));
    assert_eq!(&fold(&events), led.session());
}

#[test]
fn what_is_not_whole_is_damaged_and_what_is_newer_is_newer() {
    let whole = std::fs::read_to_string(fixture()).expect("the fixture");
    for end in (0..whole.trim_end().len()).filter(|end| whole.is_char_boundary(*end)) {
        assert!(matches!(read(&whole[..end]), Err(Unreadable::Damaged(_))), "cut at {end}");
    }
    let with = |from: &str, to: &str| read(&whole.replacen(from, to, 1));
    let damaged = |found| matches!(found, Err(Unreadable::Damaged(_)));
    assert!(damaged(with(r#""session":"okt1""#, r#""session":"../x""#)));
    assert!(damaged(with(r#""session":"okt1""#, r#""session":"okt2""#)));
    assert!(damaged(with(r#""epoch":1"#, r#""epoch":4294967295"#)));
    assert!(damaged(with(r#""epoch":1"#, r#""epoch":"1""#)));
    assert!(damaged(with(r#""number":3"#, r#""number":2"#)));
    assert!(damaged(with("Et notat", &"x".repeat(100_001))));
    assert!(damaged(with("{\"number\":3", &"[".repeat(100_000))));
    assert_eq!(with(r#""format":1"#, r#""format":2"#), Err(Unreadable::Newer(2)));
    assert_eq!(with(r#""what":"reran""#, r#""what":"danced""#), Err(Unreadable::Newer(1)));
    assert_eq!(with(r#""seating":"screen""#, r#""seating":"ring""#), Err(Unreadable::Newer(1)));
    assert_eq!(with("bruker-i-sentrum", "matkurs"), Err(Unreadable::OtherCourse("matkurs".into())));
    assert!(with(r#""what":"reran""#, r#""spare":[{}],"what":"reran""#).is_ok(), "fields nobody knows are passed over");
    // A frozen picture of another version is let go.
    let (_, events) = with(r#""snapshot":1"#, r#""snapshot":2"#).expect("readable");
    assert_eq!(fold(&events).frozen, None);
}

#[test]
fn the_list_of_sessions() {
    let course = course_id();
    let mut one = Led::begun();
    one.choose("samtalen");
    let two =
        Led { pen: Recorder::plan(meters(), Plan { session: "b".into(), name: "Ny".to_owned(), ..plan() }, ONE + HOUR), ..Led::new() };
    let entry = |session: &str, text: String| Entry { key: keys::key(&course, &session.into()), text };
    let text = |led: &Led| saved::write(&course, &led.session().plan.session, led.pen.events());
    let mut entries = vec![
        entry("okt1", text(&one)),
        entry("b", text(&two)),
        entry("ødelagt", String::new()),
        entry("skadet", "{".to_owned()),
        entry("byttet", text(&one)),
        Entry { key: "bruker-i-sentrum/okt/v9/ny".to_owned(), text: "?".to_owned() },
        Entry { key: "bruker-i-sentrum/okt/v1/okt1/skadet/1".to_owned(), text: "?".to_owned() },
        Entry { key: "bruker-i-sentrum/v1/okt".to_owned(), text: "a learner's own".to_owned() },
        Entry { key: "matkurs/okt/v1/x".to_owned(), text: String::new() },
    ];
    let list = keys::list(&course, &entries);
    let names: Vec<_> = list.iter().map(|l| (l.session.0.as_str(), l.found.as_ref().ok().map(|f| f.name.as_str()))).collect();
    assert_eq!(names, [("b", Some("Ny")), ("okt1", Some("Tirsdagsgruppa")), ("byttet", None), ("skadet", None), ("ny", None)]);
    let found = list[1].found.as_ref().expect("readable");
    assert_eq!((found.lesson.as_str(), found.scene.as_str()), ("Legen", "Samtalen"));
    assert_eq!((found.last_choice.as_deref(), found.finished, found.last_used), (Some("Velg samtalen"), (0, 2), ONE));
    assert_eq!(list[4].found, Err(Unreadable::Newer(9)));
    entries.reverse();
    assert_eq!(keys::list(&course, &entries), list, "in whatever order the browser lists keys");
    let all: Vec<String> = entries.into_iter().map(|e| e.key).collect();
    let mut gone = keys::delete(&course, &all, &"okt1".into());
    gone.sort();
    assert_eq!(gone, ["bruker-i-sentrum/okt/v1/okt1", "bruker-i-sentrum/okt/v1/okt1/skadet/1"]);
    // A learner's own keys and a group's are not taken for each other.
    assert_eq!(keys::parse(&course, "bruker-i-sentrum/v1/okt"), None);
    let own = bruker_i_sentrum::journey::keys::open(&course, &[Entry { key: keys::key(&course, &"okt1".into()), text: "{".to_owned() }]);
    assert_eq!(own, bruker_i_sentrum::journey::keys::Opened::default());
    assert_eq!(bruker_i_sentrum::journey::keys::parse(&course, &keys::key(&course, &"okt1".into())), None, "nor erased with them");
}

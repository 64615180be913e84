//! Saved forms: every version that was ever written, and what nobody should have written.

use bruker_i_sentrum::journey::*;

use crate::help::*;

fn fixture(name: &str) -> String {
    let path = format!("{}/tests/saved/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{path}: {why}"))
}

fn read(text: &str) -> Result<Saved, Unreadable> {
    saved::read(text, &course())
}

fn with_events(events: &str) -> String {
    format!(r#"{{"format":1,"course":"bruker-i-sentrum","writer":"a","events":[{events}]}}"#)
}

fn with_what(what: &str) -> String {
    with_events(&format!(r#"{{"name":"a.1","lamport":1,"at":0,{what}}}"#))
}

fn damaged(text: &str) -> bool {
    matches!(read(text), Err(Unreadable::Damaged(reason)) if !reason.is_empty())
}

/// One of every kind of event: what `v1-mended.json` holds. `v1.json` is of the same acts, before a mended answer took the earlier words
/// back. Never change them; a new kind gets a new fixture.
fn one_of_each() -> Window {
    use bruker_i_sentrum::course::graph::PromptKind::*;
    let mut one = Window::new("k3v9");
    one.open("fastlegen");
    one.choose("skjemaet", &[add("avtaler", 1), add("innflytelse", -1)]);
    let form = one.enter("skjemaet", false);
    one.choose_to("slutt", &[], "slutt", true);
    let at = 1_795_300_000_000;
    one.pen.write(&one.asked("forventning", Reflection), "At noen s", at);
    one.pen.write(&one.asked("forventning", Reflection), "At noen ser på «klokka».\n\tÆ \u{1f552} \"\\ \u{0}", at);
    one.pen.write(&one.asked("proeve", Intention), "Spørre hva Rune vil", at);
    one.pen.tried(&slug("fastlegen"), &"proeve".into(), Tried::Did, at + 6 * 86_400_000);
    one.pen.rate(&one.asked("trygg", Scale), Values::Scale(7), at);
    let picked = |name: &str, label: &str| Picked { name: name.to_owned(), label: label.to_owned() };
    one.pen.rate(&one.asked("hvem", Poll), Values::Poll(vec![picked("rune", "Rune"), picked("legen", "Legen")]), at);
    one.pen.think(&one.asked("tenk", Reflection), at);
    one.pen.skip(&one.asked("hopp", Reflection), at);
    one.pen.write(&one.asked("angret", Reflection), "denne teksten skal bort", at);
    one.erase("angret");
    let mut two = Window::with("q0-x_", one.pen.log().clone());
    two.stand("fastlegen", "skjemaet", &form);
    two.choose("ida", &[add("innflytelse", 2)]);
    two.jump("fastlegen", "samtalen");
    two.pen.write(&two.asked("forventning", Reflection), "Noe annet", at + 1);
    one.pen.hear(two.pen.log().clone());
    one
}

#[test]
fn version_1_is_read() {
    for (name, earlier) in [("v1", true), ("v1-mended", false)] {
        let text_of = fixture(name);
        let saved = read(&text_of).expect("the first version");
        assert_eq!(saved.writer, "k3v9".into());
        let journey = fold(&meters(), &saved.log);
        assert!(done(&journey, "fastlegen"));
        let prompts: Vec<_> = journey.answers.iter().map(|answer| answer.prompt.as_str()).collect();
        assert_eq!(prompts, ["forventning", "proeve", "trygg", "hvem", "tenk", "hopp"]);
        assert_eq!(text(&journey, "fastlegen", "forventning").as_deref(), Some("Noe annet"));
        assert_eq!(journey.intentions[0].tried.map(|t| t.0), Some(Tried::Did));
        assert!(!text_of.contains("skal bort"));
        assert_eq!(text_of.contains("klokka"), earlier, "{name}");
        assert_eq!(saved::write(&saved), text_of.trim_end(), "the names in a saved form are stable");
    }
}

#[test]
fn mending_takes_away_what_an_older_program_left() {
    let log = read(&fixture("v1")).expect("the first version").log;
    let mut window = Window::with("ny", log);
    window.open("fastlegen").write("forventning", "Noe tredje");
    let journey = window.journey();
    let answer = journey.answers.iter().find(|a| a.prompt == "forventning".into()).expect("answered");
    assert!(answer.others.is_empty(), "what stood behind the last answer does not come forth");
    let saved = saved::write(&Saved { course: course(), writer: "ny".into(), log: window.pen.log().clone() });
    assert!(!saved.contains("klokka") && !saved.contains("Noe annet"));
}

#[test]
fn version_1_is_written_as_it_was() {
    let saved = Saved { course: course(), writer: "k3v9".into(), log: one_of_each().pen.log().clone() };
    let written = saved::write(&saved);
    if std::env::var_os("WRITE_FIXTURES").is_some() {
        let path = format!("{}/tests/saved/v1-mended.json", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(path, written.clone() + "\n").expect("a writable checkout");
    }
    assert_eq!(written, fixture("v1-mended").trim_end(), "the names in a saved form are stable");
    assert_eq!(read(&written).expect("just written").log, saved.log);
}

#[test]
fn what_an_older_or_later_hand_added_is_passed_over() {
    // Fields nobody knows, all optional ones left out, a BOM, other order, white space.
    let saved = read(&fixture("v1-spare")).expect("readable");
    let journey = fold(&meters(), &saved.log);
    assert!(done(&journey, "fastlegen"));
    assert_eq!(text(&journey, "fastlegen", "forventning").as_deref(), Some("Et svar"));
}

#[test]
fn a_newer_one_is_told_apart_and_left_alone() {
    assert_eq!(read(&fixture("v2-of-the-future")), Err(Unreadable::Newer(2)));
    assert_eq!(read(r#"{"format":99999999999,"course":"bruker-i-sentrum"}"#), Err(Unreadable::Newer(u32::MAX)));
    let rows = [
        r#""what":"dreamt","of":"sheep""#,
        r#""what":"tried","lesson":"l","prompt":"p","how":"halfway""#,
        r#""what":"wrote","lesson":"l","prompt":"p","kind":"drawing","text":"x""#,
        r#""what":"rated","lesson":"l","prompt":"p","kind":"poll","ranked":[]"#,
    ];
    for what in rows {
        assert_eq!(read(&with_what(what)), Err(Unreadable::Newer(1)), "{what}");
    }
}

#[test]
fn another_course_is_told_apart() {
    let other = r#"{"format":1,"course":"matkurs","writer":"a","events":[]}"#;
    assert_eq!(read(other), Err(Unreadable::OtherCourse("matkurs".into())));
}

#[test]
fn damage_is_damage() {
    let whole = fixture("v1");
    assert!(damaged(&whole[..whole.len() / 2]), "cut short");
    let long = "x".repeat(saved::MAX_TEXT + 1);
    let rows = [
        ("nothing", String::new()),
        ("not JSON", "<html>".to_owned()),
        ("a number", "7".to_owned()),
        ("a list", "[]".to_owned()),
        ("empty", "{}".to_owned()),
        ("format 0", r#"{"format":0,"course":"bruker-i-sentrum","writer":"a","events":[]}"#.to_owned()),
        ("format -1", r#"{"format":-1,"course":"bruker-i-sentrum","writer":"a","events":[]}"#.to_owned()),
        ("format 1e999", r#"{"format":1e999,"course":"bruker-i-sentrum","writer":"a","events":[]}"#.to_owned()),
        ("no events", r#"{"format":1,"course":"bruker-i-sentrum","writer":"a"}"#.to_owned()),
        ("a writer with a slash", r#"{"format":1,"course":"bruker-i-sentrum","writer":"a/b","events":[]}"#.to_owned()),
        ("more after it", with_events("") + "x"),
        ("nested", with_events(&"[".repeat(100_000))),
        ("nested in a spare field", with_events(&format!(r#"{{"spare":{}"#, "[".repeat(100_000)))),
        ("a bad name", with_events(r#"{"name":"a","lamport":1,"at":0,"what":"jumped","scene":"s"}"#)),
        ("a name with a slash", with_events(r#"{"name":"../x.1","lamport":1,"at":0,"what":"jumped","scene":"s"}"#)),
        ("a huge count", with_events(r#"{"name":"a.1","lamport":4294967295,"at":0,"what":"jumped","scene":"s"}"#)),
        ("a huge number", with_events(r#"{"name":"a.4294967295","lamport":1,"at":0,"what":"jumped","scene":"s"}"#)),
        ("a clock out of range", with_events(r#"{"name":"a.1","lamport":1,"at":1e30,"what":"jumped","scene":"s"}"#)),
        ("a text too long", with_what(&format!(r#""what":"jumped","scene":"{long}""#))),
        ("a value out of range", with_what(r#""what":"began","lesson":"l","scene":"l","meters":{"m":1e40}"#)),
        ("no kind", with_what(r#""scene":"s""#)),
        ("a kind that is no text", with_what(r#""what":{"jumped":{}}"#)),
        ("a step without its scene", with_what(r#""what":"entered""#)),
        ("a text that isn't there", with_what(r#""what":"wrote","lesson":"l","prompt":"p","kind":"reflection""#)),
        ("half a letter", with_what(r#""what":"jumped","scene":"\ud800""#)),
        ("too long in all", " ".repeat(saved::MAX_BYTES + 1)),
    ];
    for (name, text) in &rows {
        assert!(damaged(text), "{name}: {:?}", read(text));
    }
}

#[test]
fn ten_megabytes_take_no_long_time() {
    let event = r#"{"name":"a.1","lamport":1,"at":0,"what":"began","lesson":"l","scene":"l","meters":{},"from":"a.1"},"#;
    let same = event.repeat(10_000_000 / event.len());
    let log = read(&with_events(same.trim_end_matches(','))).expect("one event, often").log;
    assert_eq!(log.events().len(), 1);
    let chain: Vec<String> = (1..60_000)
        .map(|n| {
            let from = n - 1;
            let scene = format!("s{n}");
            format!(
                r#"{{"name":"a.{n}","lamport":{n},"at":0,"what":"began","lesson":"l","scene":"{scene}","meters":{{}},"from":"a.{from}"}}"#
            )
        })
        .collect();
    let log = read(&with_events(&chain.join(","))).expect("a long chain").log;
    // What takes minutes here is ended by nextest (.config/nextest.toml), and fails.
    assert!(fold(&meters(), &log).lesson("l").is_some());
}

#[test]
fn a_text_is_never_longer_than_what_can_be_read_again() {
    let mut window = Window::new("a");
    window.open("fastlegen");
    window.write("tanke", &"å".repeat(saved::MAX_TEXT + 5));
    let text = saved::write_events(&course(), &"a".into(), window.pen.own());
    assert_eq!(&read(&text).expect("readable").log, window.pen.log());
}

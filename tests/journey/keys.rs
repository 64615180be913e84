//! Keys in storage.

use bruker_i_sentrum::journey::keys::*;
use bruker_i_sentrum::journey::*;

use crate::help::*;

fn entry(window: &Window) -> Entry {
    Entry { key: key(&course(), window.pen.writer()), text: saved::write_events(&course(), window.pen.writer(), window.pen.own()) }
}

fn at(key: &str, text: &str) -> Entry {
    Entry { key: key.to_owned(), text: text.to_owned() }
}

#[test]
fn keys_are_parsed() {
    let writer = |format, writer: &str| Some(Key::Writer { format, writer: writer.into() });
    let rows = [
        ("bruker-i-sentrum/v1/k3v9", writer(1, "k3v9")),
        ("bruker-i-sentrum/v12/k3v9", writer(12, "k3v9")),
        ("bruker-i-sentrum/v1/k3v9/skadet/1", Some(Key::Aside)),
        ("bruker-i-sentrum/v1/k3v9/skadet/", Some(Key::Unknown)),
        ("bruker-i-sentrum/v1/a/b", Some(Key::Unknown)),
        ("bruker-i-sentrum/v1/", Some(Key::Unknown)),
        ("bruker-i-sentrum/v/a", Some(Key::Unknown)),
        ("bruker-i-sentrum/valg", Some(Key::Unknown)),
        ("bruker-i-sentrum/okt/v1/tirsdag", None),
        ("bruker-i-sentrum-2/v1/a", None),
        ("matkurs/v1/a", None),
        ("", None),
    ];
    for (text, expected) in rows {
        assert_eq!(parse(&course(), text), expected, "{text}");
    }
    assert_eq!(key(&course(), &"k3v9".into()), "bruker-i-sentrum/v1/k3v9");
}

#[test]
fn all_that_is_whole_is_read_and_the_rest_is_named() {
    let mut one = Window::new("a");
    one.finish("fastlegen");
    let mut two = Window::new("b");
    two.finish("nav");
    let entries = [
        entry(&one),
        at("bruker-i-sentrum/v1/c", "{\"format\":1,\"cour"),
        at("bruker-i-sentrum/v1/d", r#"{"format":2,"course":"bruker-i-sentrum"}"#),
        at("bruker-i-sentrum/v2/e", "whatever the future wrote"),
        at("bruker-i-sentrum/v1/c/skadet/1", "x"),
        at("bruker-i-sentrum/tema", "dark"),
        at("matkurs/v1/a", "not ours"),
        entry(&two),
    ];
    let opened = open(&course(), &entries);
    assert_eq!(opened.log, merged(one.pen.log(), two.pen.log()));
    assert_eq!(opened.damaged.iter().map(|d| d.0.as_str()).collect::<Vec<_>>(), ["bruker-i-sentrum/v1/c"]);
    assert_eq!(opened.newer, ["bruker-i-sentrum/v1/d", "bruker-i-sentrum/v2/e"]);
    assert_eq!(opened.aside, ["bruker-i-sentrum/v1/c/skadet/1"]);
    let taken = |key: &str| entries.iter().any(|e| e.key == key);
    assert_eq!(aside("bruker-i-sentrum/v1/c", taken), "bruker-i-sentrum/v1/c/skadet/2");
}

#[test]
fn closed_windows_are_folded_into_one_key() {
    let windows: Vec<Window> = ["d", "b", "c", "a"]
        .into_iter()
        .map(|name| {
            let mut window = Window::new(name);
            window.finish("fastlegen");
            window
        })
        .collect();
    let mut entries: Vec<Entry> = windows.iter().map(entry).collect();
    entries.push(at("bruker-i-sentrum/v1/0", "damaged"));
    entries.push(at("bruker-i-sentrum/v2/1", "newer"));
    let is_open = |w: &WriterId| w.0 == "a";
    let rewrite = fold_keys(&course(), &entries, is_open);
    assert_eq!(rewrite.write.iter().map(|e| e.key.as_str()).collect::<Vec<_>>(), ["bruker-i-sentrum/v1/b"]);
    assert_eq!(rewrite.remove, ["bruker-i-sentrum/v1/c", "bruker-i-sentrum/v1/d"]);
    entries.reverse();
    assert_eq!(fold_keys(&course(), &entries, is_open), rewrite);

    entries.retain(|e| !rewrite.remove.contains(&e.key) && e.key != rewrite.write[0].key);
    entries.extend(rewrite.write);
    assert_eq!(fold_keys(&course(), &entries, is_open), Rewrite::default(), "nothing left to do");
    assert_eq!(fold_keys(&course(), &[], is_open), Rewrite::default());
}

#[test]
fn erasing_reaches_every_key() {
    let mut one = Window::new("a");
    one.open("fastlegen").write("tanke", "hemmelig");
    let mut two = Window::with("b", one.pen.log().clone());
    two.open("fastlegen");
    two.erase("tanke");
    let stripped = strip(&course(), &[entry(&one), entry(&two)], two.pen.log());
    assert_eq!(stripped.iter().map(|e| e.key.as_str()).collect::<Vec<_>>(), ["bruker-i-sentrum/v1/a"]);
    assert!(!stripped[0].text.contains("hemmelig"));

    // A window that never heard of it and closed: folding takes it out, even where there is only one key to fold.
    let rewrite = fold_keys(&course(), &[entry(&one), entry(&two)], |w| w.0 == "b");
    assert!(rewrite.remove.is_empty() && !rewrite.write[0].text.contains("hemmelig"));
}

#[test]
fn a_file_is_weighed_before_it_is_taken_in() {
    let mut window = Window::new("a");
    window.finish("fastlegen");
    let file = Saved { course: course(), writer: "a".into(), log: window.pen.log().clone() };
    assert_eq!(weigh(window.pen.log(), &file), Import { adds: 0, newest_at: Some(4000), older: false });
    window.open("fastlegen").write("tanke", "nytt");
    assert!(weigh(window.pen.log(), &file).older);
    let fresh = Window::new("b");
    assert_eq!(weigh(fresh.pen.log(), &file), Import { adds: 5, newest_at: Some(4000), older: false });

    let entry = import_entry(&course(), &"ny".into(), &file);
    assert_eq!(entry.key, "bruker-i-sentrum/v1/ny");
    assert_eq!(open(&course(), &[entry]).log, file.log);
}

#[test]
fn counts_go_on_after_the_highest_a_file_could_bring() {
    let text = r#"{"format":1,"course":"bruker-i-sentrum","writer":"x","events":[
        {"name":"a.1073741824","lamport":1073741824,"at":0,"what":"jumped","scene":"s"}]}"#;
    let file = saved::read(text, &course()).expect("as high as a file may be");
    let mut window = Window::with("a", file.log);
    window.finish("fastlegen");
    let opened = open(&course(), &[entry(&window)]);
    assert!(opened.damaged.is_empty() && done(&fold(&meters(), &opened.log), "fastlegen"));
}

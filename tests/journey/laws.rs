//! What holds for all logs.

use bruker_i_sentrum::course::graph::{Meters, PromptKind};
use bruker_i_sentrum::journey::*;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::help::*;

const LESSONS: [&str; 2] = ["fastlegen", "nav"];
const SCENES: [&str; 4] = ["fastlegen", "skjemaet", "samtalen", "slutt"];

/// One act in one of three windows.
#[derive(Clone, Debug)]
struct Deed {
    window: usize,
    kind: u8,
    a: usize,
    b: usize,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = (0..3usize, 0..15u8, 0..50usize, 0..4usize).prop_map(|(window, kind, a, b)| Deed { window, kind, a, b });
    vec(deed, 0..40)
}

/// Three windows that act, go back, hear of each other, write and erase, as real ones do.
fn windows() -> [Window; 3] {
    ["a", "b", "c"].map(Window::new)
}

fn act(windows: &mut [Window; 3], deed: &Deed) {
    let other = windows[(deed.window + 1 + deed.b % 2) % 3].pen.log().clone();
    let window = &mut windows[deed.window];
    let prompt = ["tanke", "annet"][deed.a % 2];
    if window.here.lesson.as_str().is_empty() {
        window.open(LESSONS[deed.a % 2]);
    }
    match deed.kind {
        0 | 1 => drop(window.open(LESSONS[deed.a % 2])),
        2 => drop(window.choose(SCENES[deed.b], &[add("avtaler", deed.a as i64 % 5 - 2)])),
        3 => drop(window.choose_to(SCENES[deed.b], &[add("innflytelse", 1)], SCENES[deed.b], deed.b == 3)),
        4 | 5 => drop(window.enter(SCENES[deed.b], deed.b == 3)),
        6 => drop(window.jump(LESSONS[deed.a % 2], SCENES[deed.b])),
        7 => {
            // Back to any step this window knows of.
            let steps: Vec<_> = window.pen.log().events().iter().filter(|e| e.what.is_step()).map(|e| e.name.clone()).collect();
            if !steps.is_empty() {
                let step = &steps[deed.a % steps.len()];
                let Some(trail) = trail(window.pen.log(), step) else { return };
                let scene = trail.steps.last().expect("never empty").scene.0.clone();
                window.stand(trail.lesson.as_str(), &scene, step);
            }
        }
        8 | 9 => drop(window.write(prompt, &format!("hemmelig {} {}", deed.a, deed.b))),
        10 => window.pen.close(),
        11 => drop(window.erase(prompt)),
        12 => {
            let asked = window.asked(prompt, PromptKind::Reflection);
            window.pen.think(&asked, deed.a as i64);
        }
        _ => window.pen.hear(other),
    }
}

fn played(deeds: &[Deed]) -> [Window; 3] {
    let mut windows = windows();
    deeds.iter().for_each(|deed| act(&mut windows, deed));
    windows
}

/// Events as a hostile or broken program might write them: names collide, steps point anywhere.
fn any_event() -> impl Strategy<Value = Event> {
    let name = || (0..3usize, 0..6u32).prop_map(|(w, number)| EventName { writer: ["a", "b", "c"][w].into(), number });
    let text = || prop::sample::select(&["", "x", "fastlegen", "slutt"][..]);
    let what = prop_oneof![
        (text(), text(), prop::option::of(name()), any::<bool>(), any::<i64>()).prop_map(|(l, s, from, ending, n)| What::Began {
            lesson: l.into(),
            scene: s.into(),
            meters: Meters::from([("avtaler".into(), n)]),
            from,
            ending
        }),
        (text(), any::<bool>()).prop_map(|(s, ending)| What::Entered { scene: s.into(), ending }),
        (text(), text(), any::<bool>()).prop_map(|(s, c, consequence)| What::Chose {
            scene: s.into(),
            choice: c.into(),
            label: c.into(),
            meters: Meters::new(),
            consequence
        }),
        text().prop_map(|s| What::Jumped { scene: s.into() }),
        (0..4u8, text(), text(), vec(name(), 0..3), 0..9u32).prop_map(|(kind, l, t, over, first)| {
            let answered = Answered {
                lesson: l.into(),
                prompt: "p".into(),
                kind: PromptKind::Intention,
                question: t.into(),
                text: if kind == 0 { t.into() } else { String::new() },
                values: (kind == 1).then_some(Values::Scale(3)),
                over,
                first,
            };
            [What::Wrote, What::Rated, What::Thought, What::Skipped][kind as usize](answered)
        }),
        text().prop_map(|l| What::Tried { lesson: l.into(), prompt: "p".into(), how: Tried::NotYet }),
        (text(), vec(name(), 0..4)).prop_map(|(l, names)| What::Erased { lesson: l.into(), prompt: "p".into(), names }),
    ];
    (name(), 0..3u32, 0..8u32, any::<i64>(), what).prop_map(|(name, rev, lamport, at, what)| Event { name, rev, lamport, at, what })
}

fn any_events() -> impl Strategy<Value = Vec<Event>> {
    vec(any_event(), 0..24)
}

proptest! {
    #[test]
    fn merge_is_commutative_associative_and_idempotent(a in any_events(), b in any_events(), c in any_events()) {
        let [a, b, c] = [a, b, c].map(Log::from_events);
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        prop_assert_eq!(merged(&a, &a), a.clone());
        prop_assert_eq!(merged(&merged(&a, &b), &b), merged(&a, &b));
        prop_assert_eq!(merged(&a, &Log::default()), a);
    }

    #[test]
    fn order_of_arrival_does_not_matter((events, shuffled) in any_events().prop_flat_map(|e| (Just(e.clone()), Just(e).prop_shuffle()))) {
        let log = Log::from_events(events.clone());
        prop_assert_eq!(&log, &Log::from_events(shuffled.clone()));
        let mut one_by_one = Log::default();
        shuffled.into_iter().for_each(|event| one_by_one.insert(event));
        prop_assert_eq!(&log, &one_by_one);
        prop_assert_eq!(fold(&meters(), &log), fold(&meters(), &one_by_one));
        prop_assert_eq!(fold(&meters(), &log), fold(&meters(), &log));
    }

    #[test]
    fn any_log_can_be_folded_walked_and_gone_on_with(events in any_events(), deeds in deeds()) {
        let log = Log::from_events(events);
        fold(&meters(), &log);
        for event in log.events() {
            if let Some(trail) = trail(&log, &event.name) {
                prop_assert_eq!(&trail.steps.last().expect("never empty").name, &event.name);
                summary(&trail, &meters());
            }
        }
        let mut windows = ["a", "b", "d"].map(|name| Window::with(name, log.clone()));
        deeds.iter().for_each(|deed| act(&mut windows, deed));
    }

    #[test]
    fn saved_forms_round_trip(events in any_events()) {
        let saved = Saved { course: course(), writer: "w".into(), log: Log::from_events(events) };
        let text = saved::write(&saved);
        prop_assert_eq!(saved::read(&text, &course()), Ok(saved));
    }

    #[test]
    fn a_sheet_written_on_says_what_one_written_anew_says(deeds in deeds()) {
        let mut windows = windows();
        let mut sheet = saved::Sheet::default();
        for deed in &deeds {
            act(&mut windows, deed);
            let (writer, own) = (windows[0].pen.writer(), windows[0].pen.own());
            prop_assert_eq!(sheet.write(&course(), writer, own), saved::write_events(&course(), writer, own));
        }
    }

    #[test]
    fn what_is_erased_is_in_no_merge(a in any_events(), b in any_events()) {
        let log = merged(&Log::from_events(a), &Log::from_events(b));
        for name in log.erased() {
            prop_assert!(log.get(name).is_none_or(|e| e.what.answered().is_none()));
        }
    }

    #[test]
    fn nothing_done_is_ever_lost(deeds in deeds()) {
        let mut windows = windows();
        for deed in &deeds {
            let before: Vec<_> = LESSONS.map(|l| done(&windows[deed.window].journey(), l)).to_vec();
            act(&mut windows, deed);
            let after: Vec<_> = LESSONS.map(|l| done(&windows[deed.window].journey(), l)).to_vec();
            prop_assert!(before.iter().zip(&after).all(|(b, a)| !b || *a));
        }
        let all = merged(&merged(windows[0].pen.log(), windows[1].pen.log()), windows[2].pen.log());
        let union = fold(&meters(), &all);
        for window in &windows {
            let own = window.journey();
            for lesson in LESSONS {
                prop_assert!(!done(&own, lesson) || done(&union, lesson));
            }
        }
        // `fold` and `trail` agree on what done means.
        for lesson in LESSONS {
            let ways = all.events().iter().filter(|e| e.what.is_step()).filter_map(|e| trail(&all, &e.name));
            let any = ways.into_iter().any(|t| t.lesson.as_str() == lesson && t.is_done());
            prop_assert_eq!(done(&union, lesson), any, "{}", lesson);
        }
    }

    #[test]
    fn windows_agree_once_they_have_heard_of_each_other(deeds in deeds()) {
        let windows = played(&deeds);
        let [a, b, c] = [0, 1, 2].map(|i| windows[i].pen.log().clone());
        let all = merged(&merged(&a, &b), &c);
        prop_assert_eq!(&all, &merged(&merged(&c, &a), &b));
        // What each window saves is its own events; their union is all there is.
        let entries: Vec<_> = windows.iter().map(|w| keys::Entry {
            key: keys::key(&course(), w.pen.writer()),
            text: saved::write_events(&course(), w.pen.writer(), w.pen.own()),
        }).collect();
        let opened = keys::open(&course(), &entries);
        prop_assert_eq!(&opened.log, &all);
        // Folding the closed ones changes nothing of it.
        let rewrite = keys::fold_keys(&course(), &entries, |w| w.0 == "b");
        let mut folded = entries.clone();
        for entry in &rewrite.write {
            folded.retain(|e| e.key != entry.key);
            folded.push(entry.clone());
        }
        prop_assert_eq!(&keys::open(&course(), &folded).log, &all, "cut short after writing");
        folded.retain(|e| !rewrite.remove.contains(&e.key));
        prop_assert_eq!(folded.len(), 2);
        prop_assert_eq!(&keys::open(&course(), &folded).log, &all);
    }

    #[test]
    fn an_erased_text_stays_gone_in_whatever_order(deeds in deeds(), order in Just(vec![0, 1, 2]).prop_shuffle()) {
        // Every text is of one writing; what a window has seen and erased is in no window that heard of it, nor in what it saves.
        let mut windows = played(&deeds);
        windows[0].open("fastlegen");
        windows[0].write("tanke", "dette må bort");
        let logs = [0, 1, 2].map(|i| windows[i].pen.log().clone());
        let mut eraser = Window::with("d", logs[0].clone());
        eraser.open("fastlegen");
        eraser.erase("tanke");
        for i in order {
            eraser.pen.hear(logs[i].clone());
        }
        let text = saved::write(&Saved { course: course(), writer: "d".into(), log: eraser.pen.log().clone() });
        prop_assert!(!text.contains("dette må bort"));
        let entry = keys::Entry { key: keys::key(&course(), &"a".into()), text: saved::write_events(&course(), &"a".into(), windows[0].pen.own()) };
        prop_assert!(entry.text.contains("dette må bort"));
        let stripped = keys::strip(&course(), &[entry], eraser.pen.log());
        prop_assert!(stripped.len() == 1 && !stripped[0].text.contains("dette må bort"));
    }

    #[test]
    fn reading_never_panics(text in any::<String>()) {
        let _ = saved::read(&text, &course());
        let _ = keys::parse(&course(), &text);
        let _ = text.parse::<EventName>();
    }

    #[test]
    fn reading_mutated_text_never_panics(events in any_events(), cuts in vec((any::<prop::sample::Index>(), 0..4u8, any::<u8>()), 1..6)) {
        let mut bytes = saved::write(&Saved { course: course(), writer: "w".into(), log: Log::from_events(events) }).into_bytes();
        for (at, how, byte) in cuts {
            let i = at.index(bytes.len().max(1));
            match how {
                0 if i < bytes.len() => bytes[i] = byte,
                1 => bytes.truncate(i),
                2 => bytes.insert(i.min(bytes.len()), b"0\"{}[],:-"[byte as usize % 9]),
                _ if i < bytes.len() => drop(bytes.remove(i)),
                _ => {}
            }
        }
        if let Ok(saved) = saved::read(&String::from_utf8_lossy(&bytes), &course()) {
            fold(&meters(), &saved.log);
            prop_assert_eq!(saved::read(&saved::write(&saved), &course()), Ok(saved), "what could be read can be written");
        }
    }
}

//! What holds for every session, and for every text on the channel and in storage.

use bruker_i_sentrum::course::graph::{ChoiceName, LessonSlug, Meters};
use bruker_i_sentrum::journey::session::*;
use bruker_i_sentrum::text::NB;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::help::*;

fn times() -> impl Strategy<Value = i64> {
    prop_oneof![9 => ONE..ONE + 10 * HOUR, 1 => any::<i64>()]
}

fn one_of<T: Clone + std::fmt::Debug + 'static>(all: impl IntoIterator<Item = T>) -> impl Strategy<Value = T> {
    prop::sample::select(all.into_iter().collect::<Vec<_>>())
}

fn names() -> impl Strategy<Value = String> {
    prop_oneof![one_of(["legen", "nav", "skjemaet", "samtalen", "slutt", "søsteren"].map(str::to_owned)), "\\PC{0,6}"]
}

fn lesson() -> impl Strategy<Value = LessonSlug> {
    one_of(["legen", "nav", "borte"]).prop_map(Into::into)
}

fn choice() -> impl Strategy<Value = ChoiceName> {
    names().prop_map(ChoiceName)
}

fn scene() -> impl Strategy<Value = Scene> {
    (names(), "\\PC{0,9}", any::<bool>()).prop_map(|(id, title, ending)| Scene { id: id.as_str().into(), title, ending })
}

fn values() -> impl Strategy<Value = Meters> {
    any::<i64>().prop_map(|n| [("tillit".into(), n)].into())
}

fn parts() -> impl Strategy<Value = Vec<(Talk, u32)>> {
    vec((one_of(Talk::ALL.map(|t| t.0)), any::<u32>()), 0..4)
}

fn any_plan() -> impl Strategy<Value = Plan> {
    let planned = (lesson(), names(), any::<u32>()).prop_map(|(slug, title, minutes)| PlannedLesson { slug, title, minutes });
    (vec(planned, 0..4), any::<bool>(), prop::option::of(any::<u32>()), one_of(Seating::ALL), values())
        .prop_map(|(lessons, core, people, (seating, _), start)| Plan { lessons, core, people, seating, start, ..plan() })
}

fn snapshots() -> impl Strategy<Value = Snapshot> {
    let timer =
        (prop::option::of(names()), any::<i64>(), parts(), prop::option::of(any::<i64>())).prop_map(|(prompt, began, parts, held)| {
            let prompt = prompt.filter(|p| !p.is_empty()).map(|p| p.as_str().into());
            Timer::start(prompt, &parts, began).map(|timer| Timer { held, ..timer })
        });
    let outcome = prop_oneof![
        Just(Outcome::Nobody),
        choice().prop_map(Outcome::Leads),
        Just(Outcome::Split),
        vec(choice(), 2..4).prop_map(Outcome::Tie)
    ];
    let door = (names(), any::<bool>(), any::<bool>(), prop::option::of(any::<u32>())).prop_map(|(name, open, marked, count)| ShownDoor {
        name: format!("d{name}"),
        open,
        marked,
        count,
    });
    let picture = (prop::option::of(lesson()), names(), 0..100_000usize, vec(door, 0..5), prop::option::of(outcome), timer);
    let screen = (one_of(Screen::ALL), one_of(Stage::ALL), any::<[bool; 3]>(), any::<(u32, u32)>(), "\\PC{0,20}");
    (picture, screen).prop_map(|((lesson, section, step, doors, outcome, timer), (screen, stage, flags, (epoch, number), notice))| {
        Snapshot {
            session: "okt1".into(),
            epoch,
            number,
            screen: screen.0,
            section: if lesson.is_some() { format!("s{section}") } else { String::new() },
            lesson,
            room: None,
            seating: Seating::Hall,
            step,
            doors,
            stage: stage.0,
            outcome,
            timer,
            black: flags[0],
            frozen: flags[1],
            paused: flags[2],
            notice,
        }
    })
}

/// Events in any order, also such as no recorder would write.
fn what() -> impl Strategy<Value = What> {
    let count = || prop::option::of(any::<u32>());
    let about = (lesson(), names(), names(), prop::option::of(names()), count()).prop_map(|(lesson, scene, title, prompt, table)| About {
        lesson,
        scene: scene.as_str().into(),
        title,
        prompt: prompt.map(|p| p.as_str().into()),
        table,
    });
    let hands = (one_of(Place::ALL), vec((choice(), any::<u32>()), 0..4)).prop_map(|(place, counts)| Hands { place: place.0, counts });
    let table =
        (any::<u32>(), prop::option::of(choice()), names()).prop_map(|(table, choice, sentence)| TableVote { table, choice, sentence });
    let way = prop_oneof![
        any_plan().prop_map(|plan| What::Planned(Box::new(plan))),
        (0..1u32 << 30).prop_map(|epoch| What::Resumed { epoch }),
        count().prop_map(What::People),
        any::<u32>().prop_map(What::Tables),
        prop::option::of(any::<i64>()).prop_map(What::EndsAt),
        one_of(Screen::ALL).prop_map(|s| What::Showed(s.0)),
        (lesson(), scene(), values()).prop_map(|(lesson, scene, meters)| What::Began { lesson, scene, meters }),
        scene().prop_map(What::Entered),
        scene().prop_map(What::Jumped),
        (scene(), names()).prop_map(|(to, summary)| What::Skipped { to, summary }),
        (lesson(), names()).prop_map(|(lesson, scene)| What::PassedOver { lesson, scene: scene.as_str().into() }),
        (0..u32::MAX as usize).prop_map(What::Stepped),
        (choice(), names(), values(), any::<bool>(), one_of(Decided::ALL))
            .prop_map(|(choice, label, meters, consequence, by)| What::Chose { choice, label, meters, consequence, by: by.0 }),
        (0..50u32).prop_map(|decision| What::Undone { decision }),
        (lesson(), scene(), values()).prop_map(|(lesson, scene, meters)| What::Detoured { lesson, scene, meters }),
        Just(What::Returned),
    ];
    let rest = prop_oneof![
        prop::option::of(choice()).prop_map(What::Marked),
        one_of([What::Paused, What::WentOn, What::Reran, What::TimerHeld, What::TimerWentOn, What::TimerNext, What::TimerStopped]),
        any::<bool>().prop_map(What::Black),
        any::<bool>().prop_map(What::Shown),
        prop::option::of(snapshots().prop_map(Box::new)).prop_map(What::Froze),
        one_of(Stage::ALL).prop_map(|s| What::Staged(s.0)),
        vec((choice(), names()), 0..3).prop_map(What::Offered),
        hands.prop_map(What::Hands),
        table.prop_map(What::Table),
        prop::option::of(choice()).prop_map(|c| What::Estimated(c.map_or(Estimate::Split, Estimate::Most))),
        (about, names()).prop_map(|(about, text)| What::Noted { about, text }),
        (prop::option::of(names()), parts())
            .prop_map(|(prompt, parts)| What::Timed { prompt: prompt.map(|p| format!("p{p}").as_str().into()), parts }),
        any::<i64>().prop_map(What::TimerGiven),
        names().prop_map(What::Noticed),
        (0..9usize, names()).prop_map(|(question, text)| What::Answered { question, text }),
        names().prop_map(What::Changed),
    ];
    prop_oneof![way, rest]
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    (any_plan(), vec((times(), what()), 0..40)).prop_map(|(plan, whats)| {
        let first = (ONE, What::Planned(Box::new(plan)));
        let numbered = std::iter::once(first).chain(whats).enumerate();
        numbered.map(|(i, (at, what))| Event { number: i as u32 + 1, at, what }).collect()
    })
}

/// One press of a facilitator.
#[derive(Clone, Debug)]
struct Press(u8, usize, i64);

fn presses() -> impl Strategy<Value = Vec<Press>> {
    vec((0..24u8, 0..6usize, prop_oneof![0..20 * SECOND, Just(-HOUR), Just(3 * HOUR)]).prop_map(|(kind, n, ms)| Press(kind, n, ms)), 0..60)
}

fn press(led: &mut Led, Press(kind, n, ms): &Press) {
    led.wait(*ms);
    let (n, now) = (*n, led.now);
    let id = ["legen", "skjemaet", "samtalen", "gangen", "slutt", "søsteren"][n];
    let graph = led.graph().clone();
    match kind {
        0 => led.begin(["legen", "nav"][n % 2]),
        1..=4 => drop(led.choose(id)),
        5..=6 => drop(led.go_on()),
        7 => drop(led.pen.undo(now)),
        8 => led.jump(id),
        9 => {
            let from = led.session().decisions.get(n).map(|d| d.from.clone());
            led.pen.detour(&"legen".into(), Led::scene(&led.course.legen, &id.into()), from.as_ref(), now);
        }
        10 => led.pen.come_back(now),
        11 => led.hands([Place::Room, Place::Teams][n % 2], &[(id, n as u32), ("slutt", 2)]),
        12 => led.table(n as u32, Some(id), "x"),
        13 => led.pen.estimate(Estimate::Split, now),
        14 => led.pen.stage(Stage::ALL[n % 5].0, now),
        15 => led.pen.note(led.about(id, None, None), ["", "a", "b"][n % 3], now),
        16 => led.pen.timer(None, Talk::of_minutes(&[1, 2, 3]), now),
        17 => led.pen.give_time(MINUTE * (n as i64 - 3), now),
        18 => led.pen.hold_timer(n % 2 == 0, now),
        19 => {
            if n % 2 == 0 {
                led.pen.pause(now)
            } else {
                led.pen.end_pause(now)
            }
        }
        20 => {
            if n % 2 == 0 {
                led.pen.freeze(Some(&graph), now)
            } else {
                led.pen.thaw(now)
            }
        }
        21 => led.pen.show(Screen::ALL[n % 5].0, now),
        22 => led.pen.answer(n, "svar", now),
        _ => led.pen.mark(&graph, Some(&id.into()), now),
    }
}

proptest! {
    #[test]
    fn any_list_is_a_session(events in events(), now in times()) {
        let session = fold(&events);
        prop_assert_eq!(&session, &fold(&events));
        let course = course();
        let pen = Recorder::resume(meters(), events, now).with_paces(course.paces.clone());
        prop_assert!(pen.session().epoch > session.epoch);
        for graph in [&course.legen, &course.nav] {
            doors(pen.session(), graph, pen.meters());
            pen.forecast(Some(graph), now).map(|f| (f.told(NB, &|at| at.to_string()), f.minutes_late()));
            let picture = pen.snapshot(Some(graph));
            if pen.session().here.as_ref().is_none_or(|h| !h.section().is_empty()) && picture.doors.iter().all(|d| !d.name.is_empty()) {
                prop_assert_eq!(Snapshot::parse(&picture.write()), Some(picture));
            }
        }
        record(&RecordOf { session: pen.session(), paces: &course.paces, texts: NB, date: &|at| at.to_string() });
        session.timer.map(|timer| timer.read(now));
        session.polls.iter().flat_map(|p| &p.rounds).for_each(|r| drop((r.outcome(), r.next_table(3))));
    }

    #[test]
    fn a_saved_session_is_the_same(events in events()) {
        let text = saved::write(&course_id(), &"okt1".into(), &events);
        prop_assert_eq!(text.lines().count(), events.len() + 1);
        prop_assert_eq!(saved::read(&text, &course_id()), Ok(("okt1".into(), events)));
    }

    #[test]
    fn an_evening_is_the_same_replayed(presses in presses()) {
        let mut led = Led::begun();
        let mut seen = None;
        for one in &presses {
            let before = led.pen.session().number;
            press(&mut led, one);
            prop_assert_eq!(&fold(led.pen.events()), led.session());
            let picture = led.snapshot();
            prop_assert_eq!(Snapshot::parse(&picture.write()), Some(picture.clone()));
            prop_assert_eq!(picture.is_news(&"okt1".into(), seen), seen.is_none() || led.session().number > before, "every act is news");
            seen = Some((picture.epoch, picture.number));
        }
        let text = saved::write(&course_id(), &"okt1".into(), led.pen.events());
        prop_assert_eq!(saved::read(&text, &course_id()).map(|(_, events)| fold(&events)), Ok(led.session().clone()));
    }

    #[test]
    fn any_message_is_a_snapshot_or_nothing(text in prop_oneof![any::<String>(), "[\\[\\]{}\":,a-z0-9]{0,60}"], snapshot in snapshots(), cut in any::<prop::sample::Index>(), byte in any::<char>()) {
        drop((Snapshot::parse(&text), Follower::parse(&text), saved::read(&text, &course_id())));
        let written = snapshot.write();
        prop_assert_eq!(Snapshot::parse(&written), Some(snapshot));
        // Cut short, or with one sign changed.
        let at = cut.index(written.chars().count());
        let some: String = written.chars().take(at).collect();
        prop_assert_eq!(Snapshot::parse(&some), None);
        let changed: String = written.chars().enumerate().map(|(i, c)| if i == at { byte } else { c }).collect();
        if let Some(read) = Snapshot::parse(&changed) {
            prop_assert_eq!(Snapshot::parse(&read.write()), Some(read));
        }
    }

    #[test]
    fn a_timer_never_shows_more_than_there_is(began in times(), parts in parts(), acts in vec((0..4u8, times(), any::<i32>()), 0..8), now in times()) {
        let Some(mut timer) = Timer::start(None, &parts, began) else { return Ok(()) };
        for (kind, at, ms) in acts {
            match kind {
                0 => timer.hold(at),
                1 => timer.go_on(at),
                2 => timer.give(ms.into(), at),
                _ => timer.next(at),
            }
        }
        let reading = timer.read(now);
        prop_assert!(0 <= reading.left && (reading.left <= reading.length || reading.held), "{:?}", reading);
        prop_assert_eq!(reading.over, reading.left == 0);
    }
}

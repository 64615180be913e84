//! "Klar til å begynne?": what one looks at the evening before, and again when the room is full.

use leptos::prelude::*;

use super::room::{Kept, Room, Side};
use super::{opening, start, table};
use crate::browser::offline::{self, Here};
use crate::browser::{lock, screens};
use crate::course::model;
use crate::journey::session::Seating;
use crate::place::Place;
use crate::text::NB;
use crate::views::parts::{self, part};

/// What the screen shows before the session: `<div class="test-line">`, to be read from the back row.
pub fn shown(room: Room) -> AnyView {
    let name = parts::live(move || parts::line("name", room.look(|recorder| recorder.session().plan.name.clone()).unwrap_or_default()));
    let test = part("p").class("test").text(NB.ready_test_line()).done();
    parts::block("test-line", vec![name, test])
}

/// The page of a session that is about to begin.
pub fn page(room: Room) -> AnyView {
    let Some(plan) = room.peek(|recorder| recorder.session().plan.clone()) else { return start::home(room) };
    start::clear_lead(true);
    lead_meanwhile(room);
    let mut facts = vec![seating(plan.seating).to_owned()];
    facts.extend(plan.room.map(|of| who(of).to_owned()));
    facts.push(NB.plan_holds(
        start::time(plan.minutes(), plan.lessons.len()),
        plan.lessons.iter().map(|l| l.title.clone()).collect::<Vec<_>>().join(", "),
    ));
    let mut all = vec![
        start::home(room),
        part("h1").set("tabindex", "-1").text(plan.name.clone()).done(),
        parts::line("facts", facts.join(" · ")),
        parts::live(move || kept(room)),
        last_time(room),
    ];
    let at_a_table = plan.seating == Seating::OneScreen;
    let mut checks = Vec::new();
    if at_a_table {
        all.push(table::roles());
    } else {
        checks.push(check("screen", NB.ready_screen(), screen(room)));
        checks.push(check("test", NB.ready_test(), parts::line("", NB.ready_test_more())));
        checks.push(check(
            "notes",
            NB.ready_notes(),
            notes(room, plan.lessons.iter().map(|l| (l.slug.clone(), l.title.clone())).collect()),
        ));
    }
    checks.push(check("offline", NB.ready_offline(), network()));
    checks.push(check("awake", NB.ready_awake(), awake(room)));
    all.push(part("h2").text(NB.ready()).done());
    all.push(parts::list("checks", checks));
    all.push(opening::to_copy(room));
    let begin = match (at_a_table, plan.led) {
        (true, _) => parts::button("", NB.ready_begin(), move || table::begin(room)),
        (_, true) => parts::link("button", room.url_of("fasilitator/"), String::new(), NB.ready_lead()).done(),
        (_, false) => parts::link("button", room.url_of("lerret/"), String::new(), NB.ready_begin_here()).done(),
    };
    let record = parts::link("button quiet", "#referat".to_owned(), String::new(), NB.record()).done();
    all.push(parts::acts(vec![begin, record]));
    // At a table this page becomes the lesson's.
    let all = parts::all(all);
    if at_a_table { part("div").class("ready").add(all).done() } else { all }
}

/// Until the facilitator's window is there this one writes: what is typed here, and the test line, are the session's already.
fn lead_meanwhile(room: Room) {
    if room.side.get_untracked() != Side::Follows {
        return;
    }
    parts::spawn(async move {
        if lock::held().await.is_some_and(|held| !held.contains(&room.key())) {
            room.claim();
        }
    });
}

fn check(name: &'static str, heading: &'static str, inside: AnyView) -> AnyView {
    part("div").set("data-check", name).add(part("h3").text(heading).done()).add(inside).done()
}

/// How they sit, in words.
pub fn seating(seating: Seating) -> &'static str {
    match seating {
        Seating::OneScreen => NB.seat_table(),
        Seating::Screen => NB.seat_screen(),
        Seating::Teams => NB.seat_teams(),
        Seating::Hall => NB.seat_hall(),
    }
}

/// Who is in the room, in words.
pub fn who(room: model::Room) -> &'static str {
    match room {
        model::Room::Staff => NB.room_all_staff(),
        model::Room::Users => NB.room_all_users(),
        model::Room::Mixed => NB.room_together(),
    }
}

/// Whether the session is kept, when it is not.
pub fn kept(room: Room) -> AnyView {
    match room.kept.get() {
        Kept::Here => parts::nothing(),
        Kept::InMemory => parts::status("notice", || NB.group_in_memory().to_owned()),
        Kept::Full => parts::status("notice", || NB.group_full().to_owned()),
    }
}

/// "Sist valgte dere …", what was said at the end of the evening before, and what has been changed since.
pub fn last_time(room: Room) -> AnyView {
    let found = room.peek(|recorder| {
        let session = recorder.session();
        let last = session.last_decision().map(|decision| decision.label.clone());
        (last, session.evening_before().map(|evening| evening.said.clone()), session.evening().map(|evening| evening.changed.clone()))
    });
    let Some((last, said, changed)) = found else { return parts::nothing() };
    let mut all = Vec::new();
    all.extend(last.map(|choice| parts::line("last", NB.session_last_chosen(choice))));
    let said = said.unwrap_or_default();
    if said.iter().any(|said| !said.is_empty()) {
        all.push(part("h2").text(NB.session_said_last()).done());
        for (question, said) in super::closing::questions().into_iter().zip(said).filter(|(_, said)| !said.is_empty()) {
            all.push(parts::line("ask", question));
            all.push(parts::quoted(said));
        }
        let changed = changed.unwrap_or_default();
        let write = move |text: String| {
            room.claim();
            room.act(|recorder, at| recorder.changed(&text, at));
        };
        all.push(parts::text_area("endret".to_owned(), NB.session_changed(), String::new(), move || changed.clone(), write, || {}));
    }
    parts::all(all)
}

/// Whether the projector's window is open, and where.
fn screen(room: Room) -> AnyView {
    let opened = StoredValue::new_local(None::<web_sys::Window>);
    let blocked = RwSignal::new(false);
    let url = room.url_of("lerret/");
    let open = {
        let url = url.clone();
        move || {
            let (url, name) = (url.clone(), room.key());
            parts::spawn(async move {
                match screens::open(&url, &name).await {
                    screens::Opened::Window { window, .. } => {
                        blocked.set(false);
                        opened.set_value(Some(window));
                    }
                    screens::Opened::Blocked => blocked.set(true),
                }
            });
        }
    };
    let state = move || {
        // Where it stands is asked anew as the clock goes: it can be dragged.
        room.now.track();
        let elsewhere = opened.with_value(|window| window.as_ref().and_then(screens::stands_elsewhere));
        match (room.screens.get(), elsewhere) {
            (0, None) => NB.ready_screen_closed(),
            (_, Some(true)) => NB.ready_screen_elsewhere(),
            (_, Some(false)) => NB.ready_screen_here(),
            _ => NB.ready_screen_open(),
        }
    };
    let state = Memo::new(move |_| state());
    let refused = parts::live(move || {
        if !blocked.get() {
            return parts::nothing();
        }
        let link =
            part("a").class("button").set("href", url.clone()).set("target", "_blank").set("rel", "opener").text(NB.ready_screen_link());
        parts::all(vec![parts::status("notice", || NB.ready_screen_blocked().to_owned()), link.done()])
    });
    let said = parts::status("state", move || state.get().to_owned());
    parts::all(vec![said, parts::button("quiet", NB.ready_screen_do(), open), refused])
}

/// "Ser deltakerne notatene dine?"
fn notes(room: Room, lessons: Vec<(crate::course::graph::LessonSlug, String)>) -> AnyView {
    let mirrored = RwSignal::new(None::<bool>);
    let radio = |words: &'static str, value: bool| {
        let input = part("input").set("type", "radio").set("name", "mirrored").set("autocomplete", "off");
        part("label").add(input.on("change", move |_| mirrored.set(Some(value))).done()).add(part("span").text(words).done()).done()
    };
    let legend = part("legend").text(NB.ready_notes_ask()).done();
    let ask =
        part("fieldset").class("choose").add(legend).add(radio(NB.ready_notes_no(), false)).add(radio(NB.ready_notes_yes(), true)).done();
    let advice = parts::live(move || match mirrored.get() {
        None => parts::nothing(),
        Some(false) => parts::line("", NB.ready_notes_apart()),
        Some(true) => {
            let links = lessons.iter().map(|(slug, title)| {
                let url = room.url(&Place::Notes { slug: slug.clone() }.path());
                parts::link("", url, String::new(), title.clone()).set("target", "_blank").done()
            });
            parts::all(vec![parts::line("", NB.ready_notes_mirrored()), parts::list("", links.collect())])
        }
    });
    parts::all(vec![ask, advice])
}

/// Whether it will do without a network: as it is, never as one would like it.
fn network() -> AnyView {
    let words = || match offline::here() {
        Here::No => NB.ready_offline_no().to_owned(),
        Here::Filling => NB.ready_offline_filling().to_owned(),
        Here::Whole(bytes) => NB.ready_offline_yes((bytes / 1_000_000.0).ceil()),
    };
    let said = RwSignal::new(words());
    let told = window_event_listener_untyped(offline::TOLD, move |_| said.set(words()));
    on_cleanup(move || told.remove());
    parts::status("state", move || said.get())
}

fn awake(room: Room) -> AnyView {
    room.keep_awake();
    parts::status("state", move || {
        let words = match room.awake.get() {
            None => NB.ready_awake_asking(),
            Some(true) => NB.ready_awake_yes(),
            Some(false) => NB.ready_awake_no(),
        };
        words.to_owned()
    })
}

//! `/gruppe/`: planning a session, going on with one, taking one away. With a session in the address: getting it ready, its record.

use leptos::prelude::*;

use super::room::{Room, Side};
use super::{ready, record, table};
use crate::browser::storage::Storage;
use crate::browser::{clock, dom, history, lock};
use crate::course::graph::{LessonSlug, Meters};
use crate::course::model;
use crate::journey::Unreadable;
use crate::journey::keys::Entry;
use crate::journey::session::{Plan, PlannedLesson, Recorder, Seating, SessionId, keys, saved};
use crate::text::NB;
use crate::views::parts::{self, part};

/// The controls of `/gruppe/`.
pub fn place(room: Room) -> AnyView {
    let shown = RwSignal::new(history::hash());
    window_event_listener(leptos::ev::hashchange, move |_| shown.set(history::hash()));
    parts::all(vec![
        parts::mounted(parts::slot(None, "group"), move || {
            parts::live(move || {
                let is_record = shown.get() == "referat";
                match room.side.get() {
                    Side::Nowhere => parts::all(vec![sessions(room), form(room)]),
                    Side::Unknown => trouble(room, NB.group_unknown()),
                    Side::Damaged => trouble(room, NB.group_damaged()),
                    Side::Newer => trouble(room, NB.group_newer()),
                    _ if is_record => record::view(room),
                    _ => ready::page(room),
                }
            })
        }),
        table::controls(room),
    ])
}

fn trouble(room: Room, words: &'static str) -> AnyView {
    parts::all(vec![parts::line("notice", words), home(room)])
}

/// The link back to all sessions.
pub fn home(room: Room) -> AnyView {
    parts::link("back", room.url("gruppe/"), String::new(), NB.group_all()).done()
}

/// What is chosen in the form.
#[derive(Clone, Debug, Default, PartialEq)]
struct Draft {
    seating: Option<Seating>,
    room: Option<model::Room>,
    /// The plan by its place; `None` for an own choice of lessons.
    plan: Option<usize>,
    lessons: Vec<LessonSlug>,
    core: bool,
    preset: Option<usize>,
    alone: bool,
    people: String,
    name: String,
}

type Chosen = Box<dyn Fn(Draft, usize) -> Draft>;

/// Radio buttons: words and whether each is chosen; `choose` makes of the draft and a place the draft after.
fn radios(
    draft: RwSignal<Draft>,
    name: &'static str,
    legend: &'static str,
    options: Vec<(String, String)>,
    at: usize,
    choose: Chosen,
) -> AnyView {
    let choose = std::rc::Rc::new(choose);
    let radio = |(i, (words, more)): (usize, (String, String))| {
        let choose = choose.clone();
        let input = part("input").set("type", "radio").set("name", name).set("autocomplete", "off");
        let input = if i == at { input.set("checked", "") } else { input };
        let input = input.on("change", move |_| draft.set(choose(draft.get_untracked(), i)));
        let words = part("span").text(words);
        let words = if more.is_empty() { words } else { words.add(part("small").text(more).done()) };
        part("label").add(input.done()).add(words.done()).done()
    };
    let legend = part("legend").text(legend).done();
    let options = options.into_iter().enumerate().map(radio).collect();
    part("fieldset").class("choose").add(legend).add(parts::all(options)).done()
}

fn words(words: &[&str]) -> Vec<(String, String)> {
    words.iter().map(|words| ((*words).to_owned(), String::new())).collect()
}

fn form(room: Room) -> AnyView {
    let sheet = room.sheet();
    let first = (!sheet.plans.is_empty()).then_some(0);
    let draft = RwSignal::new(with_plan(room, Draft::default(), first));
    let wrong = RwSignal::new("");
    let seats = [
        (NB.seat_screen(), NB.seat_screen_more()),
        (NB.seat_table(), NB.seat_table_more()),
        (NB.seat_teams(), NB.seat_teams_more()),
        (NB.seat_hall(), NB.seat_hall_more()),
    ];
    let seats = seats.iter().map(|(words, more)| ((*words).to_owned(), (*more).to_owned())).collect();
    let seating = radios(
        draft,
        "seating",
        NB.group_seating(),
        seats,
        usize::MAX,
        Box::new(|draft, i| Draft {
            seating: Some([Seating::Screen, Seating::OneScreen, Seating::Teams, Seating::Hall][i.min(3)]),
            ..draft
        }),
    );
    let rooms = words(&[NB.room_all_staff(), NB.room_all_users(), NB.room_both()]);
    let who = radios(
        draft,
        "room",
        NB.group_who(),
        rooms,
        usize::MAX,
        Box::new(|draft, i| Draft {
            room: [Some(model::Room::Staff), Some(model::Room::Users), Some(model::Room::Mixed)][i.min(2)],
            ..draft
        }),
    );
    let titles = |lessons: &[LessonSlug]| lessons.iter().map(|slug| room.title(slug)).collect::<Vec<_>>().join(", ");
    let mut plans: Vec<_> = sheet
        .plans
        .iter()
        .map(|plan| (plan.name.clone(), NB.plan_holds(how_long(room, &plan.lessons, plan.core), titles(&plan.lessons))))
        .collect();
    plans.push((NB.plan_own().to_owned(), String::new()));
    let count = sheet.plans.len();
    let plan = radios(
        draft,
        "plan",
        NB.group_plan(),
        plans,
        first.unwrap_or(count),
        Box::new(move |draft, i| with_plan(room, draft, (i < count).then_some(i))),
    );
    // Only what changes a part of the form makes that part anew: focus stays where one is.
    let is_own = Memo::new(move |_| draft.with(|draft| draft.plan.is_none()));
    let own = parts::live(move || if is_own.get() { lessons(room, draft) } else { parts::nothing() });
    let presets: Vec<_> = std::iter::once(NB.preset_start().to_owned())
        .chain(sheet.presets.iter().map(|p| p.name.clone()))
        .map(|name| (name, String::new()))
        .collect();
    let preset = match presets.len() {
        1 => parts::nothing(),
        _ => radios(draft, "preset", NB.group_preset(), presets, 0, Box::new(|draft, i| Draft { preset: i.checked_sub(1), ..draft })),
    };
    let at_a_table = Memo::new(move |_| draft.with(|draft| draft.seating == Some(Seating::OneScreen)));
    let led = parts::live(move || {
        if at_a_table.get() {
            return parts::nothing();
        }
        let at = usize::from(draft.with_untracked(|draft| draft.alone));
        let choose = Box::new(|draft, i| Draft { alone: i == 1, ..draft });
        radios(draft, "led", NB.group_led(), words(&[NB.led_own(), NB.led_alone()]), at, choose)
    });
    let taken = Memo::new(move |_| draft.with(|draft| (draft.plan, draft.lessons.clone())));
    let length = parts::live(move || {
        let (_, lessons) = taken.get();
        let options = [NB.length_whole(how_long(room, &lessons, false)), NB.length_core(how_long(room, &lessons, true))];
        let options = options.into_iter().map(|words| (words, String::new())).collect();
        let at = usize::from(draft.with_untracked(|draft| draft.core));
        radios(draft, "length", NB.group_length(), options, at, Box::new(|draft, i| Draft { core: i == 1, ..draft }))
    });
    let people =
        field("people", "number", NB.group_people(), NB.group_people_more(), move |value| draft.update(|draft| draft.people = value));
    let name = field("name", "text", NB.group_name(), NB.group_name_more(), move |value| draft.update(|draft| draft.name = value));
    let make = parts::button("", NB.group_make(), move || match draft.with_untracked(fault) {
        "" => begin(room, &draft.get_untracked()),
        fault => wrong.set(fault),
    });
    let kept = parts::live(move || match Storage::open() {
        Ok(_) => parts::nothing(),
        Err(_) => parts::line("notice", NB.group_in_memory()),
    });
    let stored = part("details").class("stored").add(part("summary").text(NB.group_stored()).done());
    let stored = stored
        .add(parts::line("", NB.group_stored_what()))
        .add(parts::line("", NB.group_stored_where()))
        .add(parts::line("", NB.group_stored_who()));
    let heading = part("h2").text(NB.group_new()).done();
    let said = parts::status("notice", move || wrong.get().to_owned());
    part("form")
        .class("plan-form")
        .set("autocomplete", "off")
        .on("submit", |event| event.prevent_default())
        .add(parts::all(vec![heading, seating, who, plan, own, length, preset, led, people, name, kept, said, make, stored.done()]))
        .done()
}

fn fault(draft: &Draft) -> &'static str {
    match draft {
        Draft { seating: None, .. } => NB.group_say_seating(),
        Draft { lessons, .. } if lessons.is_empty() => NB.group_say_lessons(),
        _ => "",
    }
}

fn with_plan(room: Room, draft: Draft, plan: Option<usize>) -> Draft {
    match plan.and_then(|i| room.sheet().plans.get(i).cloned()) {
        Some(chosen) => Draft { plan, lessons: chosen.lessons, core: chosen.core, ..draft },
        None => Draft { plan: None, ..draft },
    }
}

fn lessons(room: Room, draft: RwSignal<Draft>) -> AnyView {
    let outline = room.outline();
    let boxes = outline.lessons.iter().map(|name| {
        let slug = name.slug.clone();
        let taken = draft.with_untracked(|draft| draft.lessons.contains(&slug));
        let input = part("input").set("type", "checkbox").set("autocomplete", "off");
        let input = if taken { input.set("checked", "") } else { input };
        let order: Vec<LessonSlug> = room.outline().lessons.iter().map(|l| l.slug.clone()).collect();
        let input = input.on("change", move |_| {
            draft.update(|draft| {
                let had = draft.lessons.contains(&slug);
                // In the course's order, whatever was ticked first.
                draft.lessons = order.iter().filter(|l| if **l == slug { !had } else { draft.lessons.contains(l) }).cloned().collect();
            });
        });
        let words = part("span").text(format!("{}. {}", name.number, name.title)).done();
        part("label").add(input.done()).add(words).done()
    });
    let boxes = boxes.collect();
    part("fieldset").class("choose").add(part("legend").text(NB.group_lessons()).done()).add(parts::all(boxes)).done()
}

fn field(id: &'static str, kind: &'static str, label: &'static str, more: &'static str, write: impl Fn(String) + 'static) -> AnyView {
    let about = format!("{id}-mer");
    let input = part("input").set("id", id).set("type", kind).set("autocomplete", "off").set("aria-describedby", about.clone());
    let input =
        if kind == "number" { input.set("min", "1").set("max", "9999").set("inputmode", "numeric") } else { input.set("maxlength", "80") };
    let input = input.on("input", move |event| write(event_target_value(&event)));
    let label = part("label").set("for", id).text(label).done();
    parts::block("field", vec![label, input.done(), part("small").set("id", about).text(more).done()])
}

fn how_long(room: Room, lessons: &[LessonSlug], core: bool) -> String {
    time(lessons.iter().map(|slug| room.minutes(slug, core)).sum(), lessons.len())
}

/// How long lessons take together, in words: more than a day is a lesson an evening. Unit: minutes.
pub fn time(minutes: u32, lessons: usize) -> String {
    match minutes {
        0..120 => NB.time_minutes(minutes),
        120..360 => NB.time_hours(minutes / 60, minutes % 60),
        _ => NB.time_evenings((minutes + 30) / 60, lessons),
    }
}

/// Makes the session, and goes to it.
fn begin(room: Room, draft: &Draft) {
    let (outline, sheet, now) = (room.outline(), room.sheet(), clock::now());
    let session = SessionId(clock::fresh_name());
    let planned =
        |slug: &LessonSlug| PlannedLesson { slug: slug.clone(), title: room.title(slug), minutes: room.minutes(slug, draft.core) };
    let plan = draft.plan.and_then(|i| sheet.plans.get(i));
    let preset = draft.preset.and_then(|i| sheet.presets.get(i));
    let name = draft.name.trim();
    let plan = Plan {
        session: session.clone(),
        name: if name.is_empty() { NB.group_unnamed(clock::day(now)) } else { name.chars().take(80).collect() },
        plan: plan.map(|plan| plan.name.clone()).unwrap_or_default(),
        room: draft.room,
        seating: draft.seating.unwrap_or_default(),
        lessons: draft.lessons.iter().map(planned).collect(),
        core: draft.core,
        preset: preset.map(|preset| preset.name.clone()).unwrap_or_default(),
        start: preset.map_or_else(Meters::new, |preset| preset.meters.clone()),
        people: draft.people.trim().parse().ok().filter(|people| (1..=9999).contains(people)),
        led: !draft.alone && draft.seating != Some(Seating::OneScreen),
    };
    let recorder = Recorder::plan(outline.meters.clone(), plan, now);
    let text = saved::write(&outline.course, &session, recorder.events());
    let url = room.url(&format!("gruppe/?okt={}", session.0));
    let kept = Storage::open().is_ok_and(|storage| storage.set(&keys::key(&outline.course, &session), &text).is_ok());
    if kept { history::leave_for(&url) } else { history::leave_with(&url, &text) }
}

/// All sessions kept in this browser.
fn sessions(room: Room) -> AnyView {
    let turn = RwSignal::new(0u32);
    let said = RwSignal::new("");
    let list = parts::live(move || {
        turn.track();
        let course = room.outline().course.clone();
        let entries = Storage::open().map(|storage| storage.entries(&keys::prefix(&course))).unwrap_or_default();
        let entries: Vec<Entry> = entries.into_iter().map(|(key, text)| Entry { key, text }).collect();
        let listed = keys::list(&course, &entries);
        if listed.is_empty() {
            return parts::nothing();
        }
        let items = listed.into_iter().map(|listed| {
            let take_away = take_away(room, listed.session.clone(), turn, said);
            let to = |hash: &str| room.url(&format!("gruppe/?okt={}{hash}", listed.session.0));
            match listed.found {
                Ok(found) => {
                    let mut facts =
                        vec![NB.session_used(clock::day(found.last_used)), NB.session_finished(found.finished.0, found.finished.1)];
                    if !found.lesson.is_empty() {
                        facts.push(NB.session_at(&found.lesson, &found.scene));
                    }
                    let last = found.last_choice.map_or_else(parts::nothing, |choice| parts::line("", NB.session_last_chosen(choice)));
                    let acts = parts::acts(vec![
                        parts::link("button", to(""), String::new(), NB.session_resume()).done(),
                        parts::link("button quiet", to("#referat"), String::new(), NB.record()).done(),
                        take_away,
                    ]);
                    parts::block("session", vec![part("h3").text(found.name).done(), parts::line("facts", facts.join(" · ")), last, acts])
                }
                Err(Unreadable::Newer(_)) => parts::block("session", vec![parts::line("", NB.group_newer())]),
                Err(_) => parts::block("session", vec![parts::line("", NB.group_damaged()), parts::acts(vec![take_away])]),
            }
        });
        let items = items.collect();
        parts::all(vec![part("h2").text(NB.group_sessions()).done(), parts::list("sessions", items)])
    });
    parts::all(vec![list, parts::status("kept", move || said.get().to_owned())])
}

fn take_away(room: Room, session: SessionId, turn: RwSignal<u32>, said: RwSignal<&'static str>) -> AnyView {
    let asked = RwSignal::new(false);
    parts::live(move || {
        if !asked.get() {
            return parts::button("quiet", NB.session_delete(), move || asked.set(true));
        }
        let session = session.clone();
        let yes = move || {
            let session = session.clone();
            parts::spawn(async move {
                let course = room.outline().course.clone();
                // A window that is open would write it anew.
                if lock::held().await.is_some_and(|held| held.contains(&keys::key(&course, &session))) {
                    asked.set(false);
                    return said.set(NB.session_is_open());
                }
                if let Ok(storage) = Storage::open() {
                    let names: Vec<String> = storage.entries(&keys::prefix(&course)).into_iter().map(|(key, _)| key).collect();
                    keys::delete(&course, &names, &session).iter().for_each(|key| storage.remove(key));
                }
                said.set(NB.session_deleted());
                turn.update(|turn| *turn += 1);
            });
        };
        parts::confirm(NB.session_delete_sure(), NB.session_delete(), NB.journal_cancel(), yes, move || asked.set(false))
    })
}

/// Puts the page's own words away, where the session fills the page.
pub fn clear_lead(hidden: bool) {
    for part in [".group > .lead", ".group > h1"] {
        if let Some(part) = dom::find(part) {
            dom::set_hidden(&part, hidden);
        }
    }
}

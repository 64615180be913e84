//! `/gruppe/lerret/`: what the room sees. One scene in large type, in steps that fit the screen; nothing private, and nothing to scroll.
//!
//! What it shows follows from the room's picture alone, in a window that leads as in one that follows. Only one that leads has buttons,
//! and hears keys that are about where the group stands.

mod cut;
mod doors;
mod keys;
pub mod timer;

use leptos::prelude::*;
use web_sys::Element;

use super::room::{Room, Side};
use super::{closing, opening};
use crate::browser::{dom, measure, screens};
use crate::journey::session::clicker::{Key, View};
use crate::journey::session::snapshot::Screen;
use crate::journey::session::{Outcome, Snapshot, Stage};
use crate::text::NB;
use crate::views::parts::{all, block, follow, line, list, live, mounted, nothing, part, slot, spawn, status};
use crate::views::shared::Followed;

/// The most choices that have a button: as many as there are digits.
const DIGITS: usize = 9;

/// What the parts of the projector share. Costs nothing to copy.
#[derive(Clone, Copy)]
struct Wall {
    room: Room,
    /// The section that is shown.
    section: RwSignal<Option<Element>, LocalStorage>,
    /// How many steps it has on this screen.
    steps: RwSignal<usize>,
    /// Which of them is shown.
    step: RwSignal<usize>,
    /// The step of a text that is no scene: the session has no place for it.
    own_step: RwSignal<usize>,
    /// Told anew when the window has another size.
    resized: RwSignal<u32>,
    /// Whether the keys are explained.
    help: RwSignal<bool>,
    /// The cut that is shown.
    cut: Cut,
}

/// What was cut last, and what for.
type Cut = StoredValue<Option<(String, cut::Steps)>, LocalStorage>;

/// The projector's views, mounted in the page's slots.
pub fn place(room: Room) -> AnyView {
    let wall = Wall {
        room,
        section: RwSignal::new_local(None),
        steps: RwSignal::new(1),
        step: RwSignal::new(0),
        own_step: RwSignal::new(0),
        resized: RwSignal::new(0),
        help: RwSignal::new(false),
        cut: StoredValue::new_local(None),
    };
    keys::listen(wall);
    window_event_listener(leptos::ev::resize, move |_| wall.resized.update(|n| *n = n.wrapping_add(1)));
    room.keep_awake();
    follow(move || wall.show());
    let screen = Followed::new(move || room.picture.with(|picture| picture.as_ref().map(|picture| picture.screen)));
    follow(move || {
        screen.get();
        wall.own_step.set(0);
        // What is no scene is mounted in this turn of the page: it is cut in the next.
        spawn(async move {
            leptos::task::tick().await;
            wall.resized.update(|n| *n = n.wrapping_add(1));
        });
    });
    mounted(slot(None, "projector"), move || {
        all(vec![
            live(move || words(room, *screen.get())),
            timer::view(room),
            foot(wall),
            over(wall),
            part("p").class("unseen").set("role", "status").add(live(move || spoken(wall).into_any())).done(),
        ])
    })
}

impl Wall {
    /// Puts the picture on the wall.
    fn show(&self) {
        let cut = self.cut;
        let Some(picture) = self.room.picture.get() else { return };
        self.room.lesson.track();
        self.resized.track();
        let _ = dom::html().toggle_attribute_with_force("data-black", picture.black);
        let on_scene = picture.screen == Screen::Scene;
        let section = dom::find(if on_scene { "[data-stage] [data-on]" } else { "[data-slot=projector] .scene" });
        if self.section.with_untracked(|known| *known != section) {
            self.section.set(section.clone());
        }
        let Some(section) = section else { return };
        if on_scene {
            doors::mark(&section, &picture.doors);
        }
        let open: Vec<&str> = picture.doors.iter().filter(|door| door.open).map(|door| door.name.as_str()).collect();
        let lesson = picture.lesson.as_ref().map_or("", |lesson| lesson.as_str());
        let room = picture.room.map_or("", |room| room.as_str());
        let what = if on_scene { section.id() } else { (picture.screen as u8).to_string() };
        let (width, height) = measure::window_size();
        let of = format!("{width} {height} {room} {} {lesson}#{what} {}", picture.seating.as_str(), open.join(" "));
        if cut.with_value(|known| known.as_ref().is_none_or(|(known, steps)| *known != of || !steps.are_of(&section))) {
            still(&section);
            let steps = cut::Steps::of(&section, !on_scene && self.room.side.get_untracked() != Side::Leads);
            let count = steps.count();
            cut.set_value(Some((of, steps)));
            if self.steps.get_untracked() != count {
                self.steps.set(count);
            }
        }
        let count = self.steps.get_untracked();
        let step = if on_scene { picture.step } else { self.own_step.get() }.min(count - 1);
        cut.with_value(|known| known.as_ref().into_iter().for_each(|(_, steps)| steps.show(step)));
        if self.step.get_untracked() != step {
            self.step.set(step);
        }
        if on_scene {
            self.room.tell_steps(count);
        }
    }

    fn go_to_step(&self, step: usize) {
        let on_scene = self.room.picture.with_untracked(|picture| picture.as_ref().is_some_and(|picture| picture.screen == Screen::Scene));
        if on_scene {
            self.room.act(|recorder, at| recorder.step(step, at));
        } else {
            self.own_step.set(step);
        }
    }
}

/// What stands on the wall is read, not pressed: links and fields of the text are no stops for the keyboard.
fn still(section: &Element) {
    for element in dom::all_in(section, "a, input, summary, textarea") {
        let _ = element.set_attribute("tabindex", "-1");
    }
}

/// What is no scene: the test line, the opening, the closing, the end.
fn words(room: Room, screen: Option<Screen>) -> AnyView {
    let scene = |title: &'static str, text: Vec<AnyView>| {
        let heading = part("h2").text(title).done();
        part("section").class("scene").add(heading).add(block("text", text)).done()
    };
    let line = |text: &'static str| line("", text);
    match screen {
        Some(Screen::Ready) => {
            let full = part("button").set("type", "button").on("click", |_| screens::full()).text(NB.wall_full()).done();
            scene(NB.wall_test(), vec![line(NB.wall_test_small()), block("acts", vec![full])])
        }
        Some(Screen::Opening) => {
            let mut text = vec![list("rules", opening::rules().map(|rule| rule.into_any()).into())];
            let care = opening::care(room);
            if !care.is_empty() && room.side.get() == Side::Leads {
                text.push(part("h3").text(NB.opening_care()).done());
                for (title, notices) in care {
                    let title = part("b").text(title).done();
                    text.push(part("p").add(title).text([" ", &notices.join(" ")].concat()).done());
                }
            } else if !care.is_empty() {
                // Whoever leads says what: only she could turn the pages of it.
                text.push(line(NB.wall_care()));
            }
            scene(NB.opening(), text)
        }
        Some(Screen::Closing) => scene(NB.closing(), vec![list("", closing::questions().map(|question| question.into_any()).into())]),
        Some(Screen::Ended) => scene(NB.wall_ended(), vec![line(NB.wall_talk_to()), closing::help_lines()]),
        Some(Screen::Scene) | None => nothing(),
    }
}

/// Below the text: what the group is asked for, the buttons of the window that leads, and how far one has come in the text.
fn foot(wall: Wall) -> AnyView {
    let room = wall.room;
    let view = Followed::new(move || keys::view(wall));
    let asked = move || match room.picture.get() {
        // Only where the keys are that froze it: else it would look as if they were broken.
        Some(picture) if picture.frozen && room.leads() => NB.wall_frozen().to_owned(),
        Some(picture) => asked(&picture),
        None => String::new(),
    };
    let asked = Followed::new(asked);
    let buttons = block("keys", buttons(wall, view));
    part("div")
        .class("below")
        .add(status("asked", move || asked.with(String::clone)))
        .add(buttons)
        .add(live(move || match wall.steps.get() {
            1 => nothing(),
            count => line("how-far", NB.wall_step(wall.step.get() + 1, count)),
        }))
        .done()
}

/// What the screen asks the group for, or what came of the votes that are shown.
fn asked(picture: &Snapshot) -> String {
    if picture.screen != Screen::Scene {
        return String::new();
    }
    let number = |choice: &str| picture.doors.iter().filter(|door| door.open).position(|door| door.name == choice).map_or(0, |i| i + 1);
    match &picture.outcome {
        Some(Outcome::Leads(choice)) => NB.wall_leads(number(choice.as_str())),
        Some(Outcome::Tie(choices)) => {
            let numbers: Vec<String> = choices.iter().map(|choice| number(choice.as_str()).to_string()).collect();
            let (last, others) = numbers.split_last().map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
            NB.wall_tie(others.join(", "), last)
        }
        Some(Outcome::Split) => NB.wall_split().to_owned(),
        Some(Outcome::Nobody) => NB.wall_nobody().to_owned(),
        None => match picture.stage {
            Stage::None => "",
            Stage::Think => NB.talk_alone(),
            Stage::Hands => NB.wall_hands(),
            Stage::Talk => NB.talk_together(),
            Stage::HandsAgain => NB.wall_hands_again(),
        }
        .to_owned(),
    }
}

/// The buttons, each of which is a key. All are there from the start, so that none loses focus while it is used; those of no use are hidden.
fn buttons(wall: Wall, view: Followed<View>) -> Vec<AnyView> {
    let room = wall.room;
    let button = |key: Key, name: &'static str, words: AnyView| {
        part("button")
            .set("type", "button")
            .set("data-key", name)
            // Focus stays where it is: a clicker's Enter must not press what a finger pressed last.
            .on("mousedown", |event| event.prevent_default())
            .on("click", move |_| keys::press(wall, key))
            .add(words)
            .done()
    };
    let said = |words: &'static str| words.into_any();
    let timer_words = move || match timer::reading(room) {
        None => NB.wall_timer_start(),
        Some((_, at)) if at.over => NB.wall_timer_away(),
        Some((_, at)) if at.held => NB.wall_timer_on(),
        Some(_) => NB.wall_timer_hold(),
    };
    let timer_words = Followed::new(timer_words);
    let mut buttons = vec![button(Key::Undo, "undo", said(NB.wall_undo())), button(Key::Back, "back", said(NB.wall_back()))];
    for digit in 1..=DIGITS {
        const NAMES: [&str; DIGITS] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
        buttons.push(button(Key::Choice(digit), NAMES[digit - 1], said(NAMES[digit - 1])));
    }
    buttons.push(button(Key::Decide, "decide", said(NB.wall_decide())));
    buttons.push(button(Key::Past, "past", said(NB.wall_past())));
    buttons.push(button(Key::Timer, "timer", live(move || timer_words.get().into_any())));
    buttons.push(button(Key::Forward, "forward", said(NB.wall_forward())));
    follow(move || {
        let view = *view.get();
        let leads = room.leads();
        let has_timer = room.picture.with(|picture| picture.as_ref().is_some_and(|picture| picture.timer.is_some()));
        let ended = room.picture.with(|picture| picture.as_ref().is_some_and(|picture| picture.screen == Screen::Ended));
        let at_choices = view.choices > 0 && (view.step + 1 >= view.steps || view.marked.is_some());
        let shown = |key: &str| match key {
            "undo" => view.undoable,
            "back" => !view.undoable,
            "decide" => at_choices && view.marked.is_some(),
            "past" => !at_choices && keys::way_past(wall).is_some(),
            "timer" => has_timer || (!at_choices && keys::discussion(wall).is_some()),
            "forward" => !at_choices && !ended,
            digit => at_choices && digit.parse().is_ok_and(|digit: usize| digit <= view.choices),
        };
        let Some(band) = dom::find(".below .keys") else { return };
        dom::set_hidden(&band, !leads);
        let mut lost = false;
        for button in dom::all_in(&band, "[data-key]") {
            let key = button.get_attribute("data-key").unwrap_or_default();
            let shown = shown(&key);
            lost |= !shown && dom::document().active_element().as_ref() == Some(&button);
            dom::set_hidden(&button, !shown);
            if let Ok(digit) = key.parse::<usize>() {
                let _ = button.set_attribute("aria-pressed", if view.marked == Some(digit) { "true" } else { "false" });
            }
        }
        if lost {
            crate::browser::focus::on(".below .keys button:not([hidden])");
        }
    });
    buttons
}

/// What lies over the picture: what the keys do, a break, words of the facilitator, or why there is no picture.
fn over(wall: Wall) -> AnyView {
    let room = wall.room;
    let picture = Followed::new(move || {
        let picture = room.picture.get();
        picture.map(|picture| (picture.paused, picture.notice.clone(), picture.screen == Screen::Scene && picture.lesson.is_some()))
    });
    live(move || {
        let page = |class: &'static str, inside: Vec<AnyView>| part("div").class("over").set("data-of", class).add(all(inside)).done();
        if wall.help.get() {
            return help(wall);
        }
        let notice = room.notice.get();
        match (&*picture.get(), room.side.get()) {
            (None, side) => {
                let words = match side {
                    Side::Nowhere => NB.wall_nowhere(),
                    Side::Damaged | Side::Newer => NB.wall_unreadable(),
                    _ => NB.wall_waiting(),
                };
                let link = part("a").set("href", room.url("gruppe/")).text(NB.wall_to_start()).done();
                page("none", vec![line("", words), part("p").add(link).done()])
            }
            _ if !notice.is_empty() => page("notice", vec![line("", notice)]),
            (Some((_, words, _)), _) if !words.is_empty() => page("notice", vec![line("", words.clone())]),
            (Some((true, ..)), _) => page("pause", vec![line("", NB.wall_pause())]),
            _ => nothing(),
        }
    })
}

fn help(wall: Wall) -> AnyView {
    let rows = [
        (NB.key_forward(), NB.key_forward_does()),
        (NB.key_back(), NB.key_back_does()),
        (NB.key_digit(), NB.key_digit_does()),
        (NB.key_decide(), NB.key_decide_does()),
        (NB.key_undo(), NB.key_undo_does()),
        (NB.key_timer(), NB.key_timer_does()),
        (NB.key_past(), NB.key_past_does()),
        (NB.key_black(), NB.key_black_does()),
        (NB.key_freeze(), NB.key_freeze_does()),
        (NB.key_full(), NB.key_full_does()),
    ];
    let leads = wall.room.side.get_untracked() == Side::Leads;
    let rows = if leads { &rows[..] } else { &rows[rows.len() - 1..] };
    let rows = rows.iter().flat_map(|(key, does)| [part("dt").text(*key).done(), part("dd").text(*does).done()]).collect();
    let close = part("button").set("type", "button").on("click", move |_| wall.help.set(false)).text(NB.wall_help_away()).done();
    let keys = part("dl").add(all(rows)).done();
    let box_ = part("div").class("over").set("data-of", "help").set("role", "dialog").set("aria-label", NB.wall_help());
    box_.add(part("h2").text(NB.wall_help()).done()).add(keys).add(close).done()
}

/// What a screen reader says when the picture has changed: where one is in the text, and what is marked.
fn spoken(wall: Wall) -> String {
    let Some(section) = wall.section.get() else { return String::new() };
    let heading = dom::find_in(&section, "h1, h2").map(|heading| dom::text(&heading)).unwrap_or_default();
    let count = wall.steps.get();
    let mut said = if count > 1 { [&heading, ". ", &NB.wall_step(wall.step.get() + 1, count)].concat() } else { heading };
    let marked = wall.room.picture.with(|picture| {
        let door = picture.as_ref()?.doors.iter().filter(|door| door.open).position(|door| door.marked)?;
        Some(door + 1)
    });
    if let Some(number) = marked {
        said = NB.wall_marked(number, doors::words(&section, number));
    }
    said
}

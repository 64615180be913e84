//! Keys, clickers and the buttons of touch boards. What they mean is `journey/session/clicker.rs`; here they are heard, and done.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::super::room::Side;
use super::{Wall, doors};
use crate::browser::{clock, dom, measure, screens};
use crate::course::graph::{ChoiceName, SceneId};
use crate::journey::session::clicker::{Deed, Ear, Key, View, deed};
use crate::journey::session::snapshot::Screen;
use crate::journey::session::{Backward, Talk};

/// Hears the keyboard, and what acts like one.
pub fn listen(wall: Wall) {
    let ear = StoredValue::new_local(Ear::default());
    window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let Some(key) = Key::of(&event.key(), event.shift_key()) else { return };
        // A button or a link that has focus answers to these itself.
        let on = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_pressed =
            matches!(event.key().as_str(), "Enter" | " ") && on.is_some_and(|on| on.matches("button, a[href]").unwrap_or(false));
        if is_pressed || (key == Key::Away && !wall.help.get_untracked()) {
            return;
        }
        event.prevent_default();
        // A key that is held is pressed once.
        if !event.repeat() && ear.try_update_value(|ear| ear.hears(key, clock::now())) == Some(true) {
            press(wall, key);
        }
    });
}

/// What the keys see of the screen. Who asks is told when it changes.
pub fn view(wall: Wall) -> View {
    let room = wall.room;
    let Some(picture) = room.picture.get() else { return View::default() };
    let on_scene = picture.screen == Screen::Scene;
    let section = if on_scene { wall.section.get() } else { None };
    let open = section.map(|section| doors::open(&section, &picture.doors)).unwrap_or_default();
    let now = room.now.get();
    View {
        step: wall.step.get(),
        steps: wall.steps.get(),
        choices: open.len(),
        marked: open.iter().position(|door| door.marked).map(|i| i + 1),
        undoable: on_scene && room.look(|recorder| recorder.session().undoable(now).is_some()) == Some(true),
        black: picture.black,
        frozen: picture.frozen,
    }
}

/// Does what a key asks for.
pub fn press(wall: Wall, key: Key) {
    match key {
        Key::Full => return screens::full(),
        Key::Help => return wall.help.update(|help| *help = !*help),
        Key::Away => return wall.help.set(false),
        _ => {}
    }
    // The keys that follow are the writer's.
    if wall.room.side.get_untracked() != Side::Leads {
        return;
    }
    if wall.help.get_untracked() {
        wall.help.set(false);
    }
    let frozen = wall.room.picture.with_untracked(|picture| picture.as_ref().is_some_and(|picture| picture.frozen));
    match key {
        Key::Timer | Key::Past if frozen => {}
        Key::Timer => timer(wall),
        Key::Past => past(wall),
        _ => {
            if let Some(deed) = deed(key, untrack(move || view(wall))) {
                carry_out(wall, deed);
            }
        }
    }
}

fn carry_out(wall: Wall, deed: Deed) {
    let room = wall.room;
    match deed {
        Deed::Step(step) => wall.go_to_step(step),
        Deed::GoOn => drop(room.advance(0)),
        Deed::GoBack => match room.peek(|recorder| recorder.backward(clock::now())) {
            Some(Backward::Scene(scene)) => drop(room.act(|recorder, at| recorder.jump(scene, at))),
            Some(Backward::Nothing) => match room.picture.get_untracked().map(|picture| picture.screen) {
                Some(Screen::Opening) => room.show(Screen::Ready),
                Some(Screen::Closing) => room.show(Screen::Scene),
                Some(Screen::Ended) => room.show(Screen::Closing),
                _ => {}
            },
            _ => {}
        },
        Deed::Mark(number) => {
            let Some(page) = room.graph() else { return };
            let choice = number.and_then(|number| wall.choice(number));
            // Without a mark one stands where all have been read: at the last step.
            let steps = |known: &Option<(String, super::cut::Steps)>| known.as_ref()?.1.step_of_choice(number?);
            let step = wall.cut.with_value(steps).unwrap_or(wall.steps.get_untracked().saturating_sub(1));
            wall.go_to_step(step);
            room.act(|recorder, at| recorder.mark(&page.lesson, choice.as_ref(), at));
        }
        Deed::Decide(number) => {
            if let Some(choice) = wall.choice(number) {
                room.choose(&choice);
            }
        }
        Deed::Undo => drop(room.act(|recorder, at| recorder.undo(at))),
        Deed::Black(black) => drop(room.act(|recorder, at| recorder.black(black, at))),
        Deed::Freeze(true) => {
            let page = room.graph();
            room.act(|recorder, at| recorder.freeze(page.as_ref().map(|page| &page.lesson), at));
        }
        Deed::Freeze(false) => drop(room.act(|recorder, at| recorder.thaw(at))),
    }
}

/// The discussion that shows, with its minutes. Who asks is told when it changes.
pub fn discussion(wall: Wall) -> Option<(crate::course::graph::PromptId, Vec<u32>)> {
    let section = wall.section.get()?;
    let page = wall.room.lesson.get()?;
    let shown = dom::all_in(&section, ".prompt[data-kind=discussion][data-prompt]");
    // Of the wordings for several rooms one is shown; on another step than this one it has no box.
    let shown = shown.into_iter().find(|prompt| prompt.has_attribute("data-off") || measure::style(prompt, "display") != "none")?;
    let id = shown.get_attribute("data-prompt")?;
    let prompts = page.lesson.scenes.iter().flat_map(|scene| &scene.prompts);
    let prompt = prompts.into_iter().find(|prompt| prompt.id.as_str() == id && !prompt.minutes.is_empty())?;
    Some((prompt.id.clone(), prompt.minutes.clone()))
}

fn timer(wall: Wall) {
    let room = wall.room;
    let timer = room.picture.with_untracked(|picture| picture.as_ref().and_then(|picture| picture.timer.clone()));
    match timer {
        Some(timer) if !timer.read(clock::now()).over => drop(room.act(|recorder, at| recorder.hold_timer(timer.held.is_none(), at))),
        Some(_) => drop(room.act(|recorder, at| recorder.stop_timer(at))),
        None => {
            if let Some((prompt, minutes)) = untrack(move || discussion(wall)) {
                room.act(|recorder, at| recorder.timer(Some(prompt), Talk::of_minutes(&minutes), at));
            }
        }
    }
}

/// The way past heavy content, where the scene has one.
pub fn way_past(wall: Wall) -> Option<Element> {
    dom::find_in(&wall.section.get()?, ".care [data-past]")
}

fn past(wall: Wall) {
    let room = wall.room;
    let Some(way) = untrack(move || way_past(wall)) else { return };
    let Some(lesson) = room.picture.with_untracked(|picture| picture.as_ref().and_then(|picture| picture.lesson.clone())) else { return };
    let to = room.scene(&lesson, &SceneId(way.get_attribute("data-past").unwrap_or_default()));
    let words =
        way.closest(".care").ok().flatten().map(|care| dom::all_in(&care, ":scope > p:not(.kind, .box-title, :has(+ ul a[href^=tel]))"));
    let summary: Vec<String> = words.unwrap_or_default().iter().map(dom::text).collect();
    room.act(|recorder, at| recorder.skip(to, &summary.join(" "), at));
}

impl Wall {
    fn choice(&self, number: usize) -> Option<ChoiceName> {
        let section = self.section.get_untracked()?;
        let picture = self.room.picture.get_untracked()?;
        doors::open(&section, &picture.doors).get(number.checked_sub(1)?).map(|door| door.name.as_str().into())
    }
}

//! What the screen shows now, and what comes next.

use leptos::prelude::*;

use super::lead::Lead;
use crate::browser::dom;
use crate::journey::session::{Onward, Screen, Snapshot};
use crate::text::NB;
use crate::views::parts::{self, part};

/// Above the scene as the screen shows it: which step of it, and what else the screen is.
pub fn showing(lead: Lead) -> AnyView {
    let words = Memo::new(move |_| told(lead));
    let states = Memo::new(move |_| states(lead));
    let states = parts::live(move || {
        let states = states.get().into_iter().map(|words| part("li").text(words).done()).collect();
        part("ul").class("states").add(parts::all(states)).done()
    });
    parts::follow(move || {
        // How far the screen has come in its text, this has come too.
        let Some(picture) = lead.room.picture.get() else { return };
        let (step, last) = (picture.step, lead.steps().saturating_sub(1));
        parts::spawn(async move {
            leptos::task::tick().await;
            if let Some(stage) = dom::find("[data-stage]") {
                let over = (stage.scroll_height() - stage.client_height()).max(0) as usize;
                stage.set_scroll_top((over * step.min(last) / last.max(1)) as i32);
            }
        });
    });
    parts::all(vec![part("h2").text(NB.lead_now()).done(), parts::status("shown", move || words.get()), states])
}

fn told(lead: Lead) -> String {
    // Its title may come later, with its lesson's page.
    lead.room.lesson.track();
    let Some(picture) = lead.room.picture.get() else { return NB.lead_waits().to_owned() };
    let words = match picture.screen {
        Screen::Ready => NB.lead_shows_ready(),
        Screen::Opening => NB.lead_shows_opening(),
        Screen::Closing => NB.lead_shows_closing(),
        Screen::Ended => NB.lead_shows_end(),
        Screen::Scene => return scene(lead, &picture),
    };
    words.to_owned()
}

/// The scene on the screen, which is not the one she stands in while the picture is frozen.
fn scene(lead: Lead, picture: &Snapshot) -> String {
    let steps = match lead.room.heard.get() {
        Some(heard) if picture.frozen => heard.steps,
        _ => lead.steps(),
    };
    let id = picture.section.split('~').next().unwrap_or_default();
    let title = picture.lesson.as_ref().map(|lesson| lead.room.scene(lesson, &id.into()).title).unwrap_or_default();
    match steps {
        0 | 1 => title,
        _ => [title, ": ".to_owned(), NB.lead_step(picture.step.min(steps - 1) + 1, steps)].concat(),
    }
}

/// What the screen is beside its picture, each in a few words.
fn states(lead: Lead) -> Vec<String> {
    let Some(picture) = lead.room.picture.get() else { return Vec::new() };
    let mut states = Vec::new();
    let mut say = |holds: bool, words: &str| {
        if holds {
            states.push(words.to_owned());
        }
    };
    say(picture.black, NB.lead_is_black());
    say(picture.frozen, NB.lead_is_frozen());
    say(picture.paused, NB.lead_is_paused());
    say(lead.see(false, |session| session.in_detour()), NB.lead_is_detour());
    states
}

/// What comes next: the step, the scene, or what each choice leads to.
pub fn coming(lead: Lead) -> AnyView {
    let lines = Memo::new(move |_| lines(lead));
    let list = parts::live(move || {
        let lines = lines.get().into_iter().map(|words| part("li").text(words).done()).collect();
        part("ul").add(parts::all(lines)).done()
    });
    parts::all(vec![part("h2").text(NB.lead_next()).done(), list])
}

fn lines(lead: Lead) -> Vec<String> {
    let (room, steps) = (lead.room, lead.steps());
    room.picture.track();
    let page = room.graph();
    let graph = page.as_ref().map(|page| &page.lesson);
    // Asked before one looks at the recorder: whoever looks must not look again.
    let is_choice = lead.here.with(|here| !here.choices.is_empty());
    let found = room.look(|recorder| {
        let session = recorder.session();
        let title = |slug: &str| session.plan.lesson(slug).map_or_else(|| slug.to_owned(), |lesson| lesson.title.clone());
        let mut lines = Vec::new();
        match recorder.onward(graph, steps) {
            Onward::Show(Screen::Opening) => lines.push(NB.lead_shows_opening().to_owned()),
            Onward::Show(Screen::Closing) => lines.push(NB.lead_shows_closing().to_owned()),
            Onward::Show(Screen::Scene) => lines.extend(session.here.as_ref().map(|here| here.scene.title.clone())),
            Onward::Show(_) => lines.push(NB.lead_shows_end().to_owned()),
            Onward::Step(step) => lines.push(NB.lead_step(step + 1, steps)),
            Onward::Lesson(slug, _) => lines.push(NB.lead_next_lesson(title(slug.as_str()))),
            Onward::ComeBack => lines.push(NB.lead_return().to_owned()),
            Onward::Scene(_) | Onward::Choose | Onward::Nothing => {}
        }
        if session.screen == Screen::Scene {
            for (number, coming) in (1..).zip(graph.map_or_else(Vec::new, |graph| recorder.coming(graph))) {
                let title = if coming.title.is_empty() { title(coming.lesson.as_str()) } else { coming.title };
                let minutes = coming.seconds.div_ceil(60).max(1);
                lines.push(if is_choice { NB.lead_leads_to(number, title, minutes) } else { NB.lead_goes_to(title, minutes) });
            }
        }
        lines
    });
    found.unwrap_or_default()
}

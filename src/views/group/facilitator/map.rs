//! Going to any scene, and "hva om": a detour that is left as one came.

use leptos::prelude::*;

use super::acts::{self, Act};
use super::lead::{Lead, Panel};
use crate::course::graph::{LessonSlug, SceneId};
use crate::journey::session::{Came, Recorder, Standing};
use crate::text::NB;
use crate::views::parts::{self, part};

/// A scene in the list.
#[derive(Clone, PartialEq)]
struct Row {
    lesson: LessonSlug,
    scene: SceneId,
    title: String,
    minutes: u32,
    been: bool,
    here: bool,
}

/// The panel with the scenes of all planned lessons: a press goes there. No effects.
pub fn scenes(lead: Lead) -> AnyView {
    let list = parts::live(move || {
        lists(lead, &|lead, lesson, scene| {
            lead.room.jump(&lesson, &scene);
            acts::turn(lead, Panel::None);
        })
    });
    panel(lead, NB.lead_map(), vec![parts::line("", NB.lead_map_about()), list])
}

/// The panel of detours: the decisions made, to try another way; and any scene.
pub fn what_if(lead: Lead) -> AnyView {
    let decisions = Memo::new(move |_| {
        lead.see(Vec::new(), |session| {
            let of = |d: &crate::journey::session::Decision| (d.from.clone(), NB.lead_instead(&d.from.scene.title, &d.label));
            session.decisions.iter().rev().map(of).collect::<Vec<(Standing, String)>>()
        })
    });
    let decided = parts::live(move || {
        let item = move |(from, words): (Standing, String)| {
            let go = parts::button("quiet", words, move || {
                lead.room.detour(from.lesson.clone(), from.scene.id.clone(), Some(from.clone()));
                acts::turn(lead, Panel::None);
            });
            part("li").add(go).done()
        };
        let items: Vec<AnyView> = decisions.get().into_iter().map(item).collect();
        match items.is_empty() {
            true => parts::line("", NB.lead_nothing_decided()),
            false => part("ul").class("scenes").add(parts::all(items)).done(),
        }
    });
    let any = parts::live(move || {
        lists(lead, &|lead, lesson, scene| {
            lead.room.detour(lesson, scene, None);
            acts::turn(lead, Panel::None);
        })
    });
    let inside = vec![
        parts::line("", NB.lead_what_if_about()),
        decided,
        part("h3").text(NB.lead_what_if_scene()).done(),
        any,
        acts::button(lead, Act::Return),
    ];
    panel(lead, NB.lead_what_if(), inside)
}

/// A panel in the middle: Escape puts it away.
pub fn panel(lead: Lead, title: &'static str, inside: Vec<AnyView>) -> AnyView {
    let heading = part("h2").set("tabindex", "-1").text(title).done();
    let close = part("button").set("type", "button").class("key quiet").set("aria-keyshortcuts", "Escape");
    let close = close.on("click", move |_| acts::escape(lead)).add(part("span").text(NB.lead_close()).done());
    let close = close.add(part("kbd").set("aria-hidden", "true").text("Esc").done()).done();
    let head = part("div").class("panel-head").add(heading).add(close).done();
    part("div").class("panel").add(head).add(parts::all(inside)).done()
}

fn lists(lead: Lead, go: &'static (dyn Fn(Lead, LessonSlug, SceneId) + Sync)) -> AnyView {
    let lessons = lead.room.look(rows).unwrap_or_default();
    let list = |(title, rows): (String, Vec<Row>)| {
        let rows = rows.into_iter().map(|row| item(lead, row, go)).collect();
        parts::all(vec![part("h3").text(title).done(), part("ol").class("scenes").add(parts::all(rows)).done()])
    };
    parts::all(lessons.into_iter().map(list).collect())
}

fn item(lead: Lead, row: Row, go: &'static (dyn Fn(Lead, LessonSlug, SceneId) + Sync)) -> AnyView {
    let state = match (row.here, row.been) {
        (true, _) => NB.lead_here(),
        (_, true) => NB.lead_been(),
        _ => "",
    };
    let minutes = part("small")
        .text([NB.minutes_short(row.minutes), if state.is_empty() { String::new() } else { format!(", {state}") }].concat())
        .done();
    let button = part("button").set("type", "button").class("quiet").add(part("span").text(row.title).done()).text(" ").add(minutes);
    let button = if row.here { button.set("aria-current", "true") } else { button };
    part("li").add(button.on("click", move |_| go(lead, row.lesson.clone(), row.scene.clone())).done()).done()
}

/// The planned lessons with their scenes, in file order; the one the group is in first.
fn rows(recorder: &Recorder) -> Vec<(String, Vec<Row>)> {
    let session = recorder.session();
    let mut lessons = Vec::new();
    for planned in &session.plan.lessons {
        let Some(pace) = recorder.paces().iter().find(|pace| pace.slug == planned.slug) else { continue };
        let row = |scene: &crate::course::group::ScenePace| Row {
            lesson: planned.slug.clone(),
            scene: scene.id.clone(),
            title: if scene.title.is_empty() { planned.title.clone() } else { scene.title.clone() },
            minutes: scene.seconds.div_ceil(60).max(1),
            been: session.way.iter().any(|s| s.lesson == planned.slug && s.scene.id == scene.id && !matches!(s.came, Came::Detoured)),
            here: session.here.as_ref().is_some_and(|here| here.lesson == planned.slug && here.scene.id == scene.id),
        };
        let rows: Vec<Row> = pace.scenes.iter().map(row).collect();
        let at = if rows.iter().any(|row| row.here) { 0 } else { lessons.len() };
        lessons.insert(at, (planned.title.clone(), rows));
    }
    lessons
}

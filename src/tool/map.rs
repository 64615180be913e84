//! A lesson's plan on the map page: the drawing, and the same as a list.

use std::fmt::Write as _;

use crate::course::graph::{ChoiceNode, LessonGraph, LessonName, SceneNode};
use crate::course::html::{data_block, escape, tone};
use crate::course::layout::{self, room_number};
use crate::course::model::Lesson;
use crate::place::Place;
use crate::text::Texts;

/// `<section class="plan">…</section>` as on `/kart/`, one level below the site's root.
pub fn section(lesson: &Lesson, graph: &LessonGraph, name: &LessonName, total: usize, text: Texts) -> String {
    let titles: Vec<String> = lesson.scenes.iter().map(|scene| scene.title.to_string()).collect();
    let href = |scene: &SceneNode| match graph.scenes.first() {
        Some(first) if first.id == scene.id => Place::lesson(&name.slug).href("../"),
        _ => Place::scene(&name.slug, &scene.id).href("../"),
    };
    let link = |index: usize| {
        let scene = &graph.scenes[index];
        format!(
            r#"<a href="{}" data-room="{}"><span class="room">{}</span> {}</a>"#,
            href(scene),
            escape(scene.id.as_str()),
            room_number(name.number, index + 1),
            escape(titles.get(index).map_or("", String::as_str))
        )
    };
    let mut out = format!(
        r#"<section class="plan" id="{}" data-tone="{}"><p class="sign"><span class="room">{}</span> <span class="where">{}</span></p><h2 tabindex="-1">{}</h2>"#,
        escape(name.slug.as_str()),
        tone(name.number),
        name.number,
        text.lesson_of(name.number, total),
        escape(&name.title)
    );
    let drawing = layout::plan(graph, name.number, &titles);
    out.push_str(&drawing.svg(|id| graph.scene(id.as_str()).map(|(_, scene)| href(scene)).unwrap_or_default()));
    out.push_str(r#"<ul class="plan-list">"#);
    let mut groups = drawing.doors.chunk_by(|one, next| one.from == next.from).peekable();
    for (index, scene) in graph.scenes.iter().enumerate() {
        let _ = write!(out, "<li>{}", link(index));
        if scene.ending {
            let _ = write!(out, " <small>{}</small>", text.map_ending());
        }
        if let Some(doors) = groups.next_if(|doors| doors[0].from == index) {
            out.push_str("<ul>");
            for (place, door) in doors.iter().enumerate() {
                // Doors stand in the order of the choices; a scene without choices has the ways on.
                let choice = scene.choices.get(place);
                let label = choice.map_or(text.go_on(), |_| lesson.scenes[index].choices.get(place).map_or("", |c| &c.label));
                let to = match (door.to, choice) {
                    (Some(to), _) => room_number(name.number, to + 1) + " " + titles.get(to).map_or("", String::as_str),
                    (None, Some(ChoiceNode { to, .. })) if to.lesson.is_some() => text.map_other_lesson().to_owned(),
                    _ => continue,
                };
                let _ = write!(
                    out,
                    r#"<li data-door="{}"><span class="said">{}</span> <span class="to">{}</span></li>"#,
                    escape(&door.name),
                    escape(label),
                    escape(&text.map_leads_to(to))
                );
            }
            out.push_str("</ul>");
        }
        out.push_str("</li>");
    }
    out + "</ul>" + &data_block("data-plan", graph) + "</section>"
}

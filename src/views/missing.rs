//! The page for addresses that lead nowhere: the nearest place, and a line saying so. A lesson without a page is played from its text.

use leptos::prelude::*;

use super::desk::Desk;
use super::{markdown, parts, travel};
use crate::browser::{dom, history};
use crate::place::{Nearness, Place};
use crate::text::NB;

/// Looks for what the address may have meant.
pub fn controls(desk: Desk) -> AnyView {
    let path = travel::path_of(desk, &history::href()).unwrap_or_default();
    let Some(outline) = desk.page.with_untracked(|page| page.outline.clone()) else { return parts::nothing() };
    let place = Place::read(&path, &history::hash(), dom::nfc);
    let (nearest, nearness) = place.nearest(&outline);
    let unknown = match (&place, nearness) {
        (Place::Lesson { .. }, Nearness::Renamed) => {
            let _ = dom::window().location().replace(&nearest.href(&desk.url("")));
            false
        }
        (Place::Lesson { .. }, Nearness::Here) => {
            parts::spawn(async move {
                if let Some(lesson) = markdown::lesson_at(desk, &path).await
                    && markdown::show(desk, lesson, &path)
                {
                    history::announce();
                }
            });
            false
        }
        (Place::Lesson { .. }, Nearness::Instead) => true,
        _ => false,
    };
    parts::mounted(parts::slot(None, "missing"), move || match unknown {
        true => parts::status("notice", || NB.missing_lesson().to_owned()),
        false => parts::nothing(),
    })
}

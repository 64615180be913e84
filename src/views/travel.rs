//! Going from scene to scene and from place to place. The browser goes; the program notes the step and brings the page.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

use super::desk::Desk;
use super::lesson::{doors, marks, section};
use super::{keeper::Keeper, markdown, parts};
use crate::browser::history::{self, Entry};
use crate::browser::{dom, focus, lock, pages};
use crate::course::graph::SceneId;
use crate::journey::EventName;
use crate::text::NB;

/// What is to be noted in the history entry that a click is about to make: the address it leads to, and the note.
#[derive(Clone, Default)]
pub struct Coming(Option<(String, Entry)>);

/// Listens to the page's links and to the browser's history, and makes up for what was clicked before the program was there.
pub fn listen(desk: Desk) {
    let coming = StoredValue::new(Coming::default());
    catch_up(desk);
    settle(desk, coming, false);

    let click = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| clicked(desk, coming, &event));
    let _ = dom::document().add_event_listener_with_callback("click", click.as_ref().unchecked_ref());
    click.forget();
    window_event_listener(leptos::ev::popstate, move |_| arrive(desk, coming));
    window_event_listener(leptos::ev::storage, move |_| {
        if desk.keeper.try_update_untracked(Keeper::hear) == Some(true) {
            desk.keeper.notify();
        }
    });
    let close = move || {
        desk.keeper.try_update_untracked(Keeper::close);
    };
    window_event_listener(leptos::ev::pagehide, move |_| close());

    let course = desk.keeper.with_untracked(|k| k.course().clone());
    parts::spawn(async move {
        // After the flush the doors are right, and the page's own rule for closed ones may go.
        leptos::task::tick().await;
        let _ = dom::html().set_attribute("data-live", "");
        let _ = dom::html().remove_attribute("data-static");
        if let Some(held) = lock::held().await {
            lock::if_free(&format!("{course}/tidy"), move || Keeper::tidy(&course, &held));
        }
    });
}

/// Clicks that the boot script kept, in order; and what was ticked meanwhile.
fn catch_up(desk: Desk) {
    let early = js_sys::Reflect::get(&dom::window(), &"early".into()).unwrap_or(JsValue::UNDEFINED);
    let text = |click: &JsValue, name: &str| js_sys::Reflect::get(click, &name.into()).ok().and_then(|v| v.as_string()).unwrap_or_default();
    for click in js_sys::Array::from(&early).iter() {
        let hash = text(&click, "hash");
        let from = js_sys::decode_uri_component(hash.trim_start_matches('#')).map(String::from).unwrap_or_default();
        let within = if from.is_empty() { dom::find("main .lesson > .scene") } else { dom::by_id(&dom::nfc(&from)) };
        let (kind, name) = (text(&click, "kind"), text(&click, "name"));
        let link = within.and_then(|w| {
            dom::all_in(&w, &format!("a[data-{kind}]"))
                .into_iter()
                .find(|a| a.get_attribute(&format!("data-{kind}")).as_deref() == Some(&name))
        });
        if let Some(recorded) = link.and_then(|link| doors::take(desk, &link)) {
            desk.cursor.set(recorded.step.clone());
            history::note(&Entry { step: recorded.step, inside: true });
        }
    }
    if let (Some(page), Some(main)) = (desk.lesson(), dom::find("main")) {
        for input in dom::all_in(&main, ".prompt fieldset input:checked") {
            marks::record(desk, &page, &input);
        }
    }
}

/// A click anywhere. Links to scenes are left to the browser, so that it moves `:target`; links to other places bring their page here.
fn clicked(desk: Desk, coming: StoredValue<Coming>, event: &MouseEvent) {
    if event.default_prevented() || event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
        return;
    }
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    let Some(link) = target.and_then(|t| t.closest("a[href]").ok().flatten()) else { return };
    let Some(anchor) = link.dyn_ref::<HtmlAnchorElement>() else { return };
    if !anchor.target().is_empty() || anchor.has_attribute("download") {
        return;
    }
    let url = anchor.href();
    let is_door = ["data-choice", "data-continue", "data-past"].iter().any(|name| link.has_attribute(name));
    if is_door {
        if let Some(recorded) = doors::take(desk, &link) {
            let inside = history::entry().is_some_and(|entry| entry.inside);
            history::note(&Entry { step: recorded.before, inside });
            coming.set_value(Coming(Some((url.clone(), Entry { step: recorded.step, inside: true }))));
        }
    } else if let Some(step) = link.get_attribute("data-step").and_then(|step| step.parse::<EventName>().ok()) {
        coming.set_value(Coming(Some((url.clone(), Entry { step: Some(step), inside: false }))));
    }
    let Some(path) = path_of(desk, &url) else { return };
    if path == desk.page.with_untracked(|page| page.path.clone()) {
        if !url.contains('#') {
            // The page one is on, from its beginning: a hash, so that the browser moves the target.
            event.prevent_default();
            match desk.lesson() {
                Some(page) => history::go_to_hash(page.lesson.slug.as_str()),
                None => focus::top(),
            }
        }
        return;
    }
    if path.split('/').next_back().is_some_and(|file| file.contains('.')) {
        // A file, not a page: the browser's business.
        return;
    }
    event.prevent_default();
    parts::spawn(go(desk, coming, url, false));
}

/// The path below the root, without the hash; `None` for another site.
pub fn path_of(desk: Desk, url: &str) -> Option<String> {
    let path = url.split(['#', '?']).next().unwrap_or_default();
    desk.root.with_value(|root| path.strip_prefix(root.as_str()).map(str::to_owned))
}

/// The browser has moved: to another scene, or to an entry of another place.
fn arrive(desk: Desk, coming: StoredValue<Coming>) {
    let Some(path) = path_of(desk, &history::href()) else { return };
    if path == desk.page.with_untracked(|page| page.path.clone()) {
        settle(desk, coming, true);
    } else {
        parts::spawn(go(desk, coming, history::href(), true));
    }
}

/// Brings the page of another place. `arrived`: the address is there already, by Back or Forward.
pub async fn go(desk: Desk, coming: StoredValue<Coming>, url: String, arrived: bool) {
    let Some(path) = path_of(desk, &url) else { return };
    let entry = if arrived { history::entry() } else { None };
    let (page_url, hash) = url.split_once('#').map_or((url.as_str(), None), |(page, hash)| (page, Some(hash)));
    let brought = match pages::fetch(page_url).await {
        Ok(text) => Bring::Page(text),
        Err(pages::Missing::NotFound) => match markdown::lesson_at(desk, &path).await {
            Some(lesson) => Bring::Markdown(Box::new(lesson)),
            None => Bring::Leave,
        },
        Err(pages::Missing::NoAnswer) => {
            desk.notice.set(NB.no_network().to_owned());
            return;
        }
    };
    if arrived && path_of(desk, &history::href()).as_deref() != Some(&path) {
        // One has gone on while the page was on its way.
        return;
    }
    let shown = match brought {
        Bring::Page(text) => {
            // The address first: the new page's links are relative to it.
            if !arrived {
                history::go(page_url);
            }
            pages::swap(&text) && desk.reread()
        }
        Bring::Markdown(lesson) => {
            pages::detach_frame();
            if !arrived {
                history::go(page_url);
            }
            markdown::show(desk, *lesson, &path)
        }
        Bring::Leave => false,
    };
    if !shown {
        // Not a page of ours, or none that we can bring: the browser goes there by itself.
        let _ = dom::window().location().assign(&url);
        return;
    }
    desk.notice.set(String::new());
    if hash.is_some() {
        history::retarget(&url, entry.as_ref());
    }
    if !arrived {
        history::announce();
    }
    settle(desk, coming, true);
}

enum Bring {
    Page(String),
    Markdown(Box<markdown::Loaded>),
    Leave,
}

/// Takes note of where one stands now: the scene that shows, and the step it stands for.
pub fn settle(desk: Desk, coming: StoredValue<Coming>, moved: bool) {
    desk.keeper.try_update_untracked(Keeper::close);
    let hash = history::hash();
    let shown = pages::shown_scene();
    let id = shown.as_ref().map(Element::id).unwrap_or_default();
    let expected = coming.try_update_value(|c| c.0.take()).flatten();
    if let Some(page) = desk.lesson() {
        let slug = page.lesson.slug.clone();
        let opening = id == slug.as_str();
        let step = match (history::entry(), expected) {
            (Some(Entry { step: Some(step), .. }), _) if desk.keeper.with_untracked(|k| k.log().get(&step).is_some()) => Some(step),
            (_, Some((url, entry))) if url == history::href() => {
                history::note(&entry);
                entry.step
            }
            _ if opening || id.is_empty() => None,
            _ => {
                let scene = section(&id).map(|(_, scene)| scene).unwrap_or_default();
                let from = desk.cursor.get_untracked();
                let known = desk
                    .trail
                    .with_untracked(|t| t.as_ref().and_then(|t| t.steps.iter().rev().find(|s| s.id() == id)).map(|s| s.name.clone()));
                // Back to an entry from before the program was there is no jump: one has been here on this very way.
                let step = known.or_else(|| {
                    let same = desk.trail.with_untracked(|t| t.as_ref().is_some_and(|t| t.lesson == slug));
                    let from = from.filter(|_| same);
                    desk.keeper.try_update(|k| k.jump(&slug, from.as_ref(), &SceneId(scene))).and_then(|r| r.step)
                });
                history::note(&Entry { step: step.clone(), inside: false });
                step
            }
        };
        desk.cursor.set(step);
        let unknown = !hash.is_empty() && dom::by_id(&hash).is_none();
        desk.notice.set(if unknown { NB.unknown_scene().to_owned() } else { String::new() });
        if page.lesson.scenes.len() == 1 && opening && desk.cursor.get_untracked().is_none() {
            let recorded = desk.keeper.try_update(|k| k.begin(&slug));
            if let Some(step) = recorded.and_then(|r| r.step) {
                history::note(&Entry { step: Some(step.clone()), inside: false });
                desk.cursor.set(Some(step));
            }
        }
        let heading = shown.as_ref().and_then(|s| dom::find_in(s, "h1, h2")).map(|h| dom::text(&h)).unwrap_or_default();
        let title = &page.name.title;
        dom::document().set_title(&if opening { title.clone() } else { NB.page_title(&heading, title) });
    }
    if desk.shown.with_untracked(|old| *old != id) {
        desk.shown.set(id);
    }
    if moved {
        parts::spawn(async move {
            leptos::task::tick().await;
            match pages::shown_scene().or_else(|| dom::find("main")) {
                Some(section) => focus::heading(&section),
                None => focus::top(),
            }
        });
    }
}

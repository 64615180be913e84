//! Going from scene to scene and from place to place. The browser goes; the program notes the step and brings the page.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, MouseEvent};

use super::desk::Desk;
use super::lesson::{doors, heading, marks, recall, section};
use super::{keeper::Keeper, markdown, parts};
use crate::browser::history::{self, Entry};
use crate::browser::{dom, focus, lock, pages};
use crate::course::graph::{PageGraph, SceneId};
use crate::journey::{EventName, trail};
use crate::text::NB;

/// What a step has yet to do.
#[derive(Default)]
struct Way {
    /// What is to be noted in the history entry that a click is about to make: the address it leads to, and the note.
    coming: Option<(String, Entry)>,
    /// The same of entries that one had left again before they could be noted.
    unnoted: Vec<(String, Entry)>,
    /// What can wait until the scene has been painted.
    rest: Option<Box<dyn FnOnce()>>,
}

type UnderWay = StoredValue<Way, LocalStorage>;

/// Does what a step has left for after the paint, if it has not been done.
fn finish(way: UnderWay) {
    if let Some(rest) = way.try_update_value(|way| way.rest.take()).flatten() {
        rest();
    }
}

/// Listens to the page's links and to the browser's history, and makes up for what was clicked before the program was there.
pub fn listen(desk: Desk) {
    let way = StoredValue::new_local(Way::default());
    catch_up(desk);
    settle(desk, way, false);

    let click = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| clicked(desk, way, &event));
    let _ = dom::document().add_event_listener_with_callback("click", click.as_ref().unchecked_ref());
    click.forget();
    window_event_listener(leptos::ev::popstate, move |_| arrive(desk, way));
    window_event_listener(leptos::ev::storage, move |_| {
        if desk.keeper.quietly(Keeper::hear) {
            desk.keeper.notify();
        }
    });
    // A reload takes the entry's note as it stands when it begins: at `pagehide` it is too late for that.
    window_event_listener(leptos::ev::beforeunload, move |_| finish(way));
    window_event_listener(leptos::ev::pagehide, move |_| {
        finish(way);
        desk.keeper.quietly(Keeper::close);
    });

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

/// Clicks that the page kept until the program was there, in order; and what was ticked meanwhile.
fn catch_up(desk: Desk) {
    let window = dom::window();
    window.set_onclick(None);
    let early = js_sys::Reflect::get(&window, &"early".into()).ok().and_then(|early| early.dyn_into::<js_sys::Array>().ok());
    for link in early.unwrap_or_default().iter().filter_map(|click| followed(click.dyn_ref()?)) {
        if let Some(recorded) = doors::take(desk, &link) {
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

/// The link that a click follows in this window.
fn followed(event: &MouseEvent) -> Option<Element> {
    if event.default_prevented() || event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
        return None;
    }
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
    (!link.has_attribute("target") && !link.has_attribute("download")).then_some(link)
}

/// A click anywhere. Links to scenes are left to the browser, so that it moves `:target`; links to other places bring their page here.
fn clicked(desk: Desk, way: UnderWay, event: &MouseEvent) {
    let Some(link) = followed(event) else { return };
    // Not `href()`: the rooms drawn on the map are links of another kind.
    let href = link.get_attribute("href").unwrap_or_default();
    let Ok(url) = web_sys::Url::new_with_base(&href, &history::href()).map(|url| url.href()) else { return };
    finish(way);
    let is_door = ["data-choice", "data-continue", "data-past"].iter().any(|name| link.has_attribute(name));
    if is_door {
        let noted = desk.cursor.get_untracked();
        if let Some(recorded) = doors::take(desk, &link) {
            if noted != recorded.before {
                history::note(&Entry { step: recorded.before, ..history::entry().unwrap_or_default() });
            }
            way.update_value(|way| way.coming = Some((url.clone(), Entry { step: recorded.step, inside: true })));
        }
    } else if let Some(step) = link.get_attribute("data-step").and_then(|step| step.parse::<EventName>().ok()) {
        way.update_value(|way| way.coming = Some((url.clone(), Entry { step: Some(step), inside: false })));
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
    if path.starts_with("gruppe/") || path.split('/').next_back().is_some_and(|file| file.contains('.')) {
        // A file, or a place of another program: the browser's business.
        return;
    }
    event.prevent_default();
    parts::spawn(go(desk, way, url, false));
}

/// The path below the root, without the hash; `None` for another site.
pub fn path_of(desk: Desk, url: &str) -> Option<String> {
    let path = url.split(['#', '?']).next().unwrap_or_default();
    desk.root.with_value(|root| path.strip_prefix(root.as_str()).map(str::to_owned))
}

/// The browser has moved: to another scene, or to an entry of another place.
fn arrive(desk: Desk, way: UnderWay) {
    let Some(path) = path_of(desk, &history::href()) else { return };
    if path == desk.page.with_untracked(|page| page.path.clone()) {
        settle(desk, way, true);
    } else {
        // Later it would take away what is said here of a page that does not come.
        finish(way);
        parts::spawn(go(desk, way, history::href(), true));
    }
}

/// Brings the page of another place. `arrived`: the address is there already, by Back or Forward.
async fn go(desk: Desk, way: UnderWay, url: String, arrived: bool) {
    let Some(path) = path_of(desk, &url) else { return };
    let entry = if arrived { history::entry() } else { None };
    let (page_url, hash) = url.split_once('#').map_or((url.as_str(), None), |(page, hash)| (page, Some(hash)));
    let brought = match pages::fetch(page_url).await {
        Ok(text) => pages::ours(&text).map_or(Bring::Leave, Bring::Page),
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
        Bring::Page(page) => {
            // The address first: the new page's links are relative to it.
            if !arrived {
                history::go(page_url);
            }
            pages::swap(&page) && desk.reread()
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
        // Not a page of ours and of this program, or none that we can bring: the browser goes there by itself.
        let location = dom::window().location();
        // Where the address is there already, a hash in it would keep the browser where it is.
        let _ = if arrived { location.reload() } else { location.assign(&url) };
        return;
    }
    desk.notice.set(String::new());
    if hash.is_some() {
        history::retarget(&url, entry.as_ref());
    }
    settle(desk, way, true);
}

enum Bring {
    Page(web_sys::Document),
    Markdown(Box<markdown::Loaded>),
    Leave,
}

/// Takes note of where one stands now: the scene that shows, and the step it stands for. `moved`: one has just come here.
///
/// What must be right before the scene is painted is done at once: the step, the doors, what is quoted. The rest comes when it stands.
fn settle(desk: Desk, way: UnderWay, moved: bool) {
    finish(way);
    desk.keeper.quietly(Keeper::close);
    let shown = pages::shown_scene();
    let id = shown.as_ref().map(Element::id).unwrap_or_default();
    let here = history::href();
    let expected = way.try_update_value(|way| {
        let coming = way.coming.take().filter(|(url, _)| *url == here);
        coming.or_else(|| way.unnoted.iter().position(|(url, _)| *url == here).map(|i| way.unnoted.remove(i)))
    });
    let lesson = desk.lesson();
    let mut note = None;
    if let Some(page) = &lesson {
        let step = step_here(desk, page, &id, expected.flatten().map(|(_, entry)| entry), &mut note);
        desk.cursor.update_untracked(|cursor| *cursor = step);
        if let Some(section) = &shown {
            doors::open_now(desk, section, desk.cursor.get_untracked().as_ref());
            recall::fill_now(desk, section);
        }
    }
    let rest = move || {
        if moved && let Some(section) = shown.or_else(|| dom::find("#page main")) {
            focus::heading(&section);
        }
        match note {
            Some(entry) if history::href() != here => way.update_value(|way| way.unnoted.push((here, entry))),
            Some(entry) if history::entry().is_none() => history::note(&entry),
            _ => {}
        }
        if let Some(page) = lesson {
            let title = &page.name.title;
            let of_scene = (id != page.lesson.slug.as_str()).then(|| NB.page_title(heading(&id), title));
            dom::document().set_title(of_scene.as_ref().unwrap_or(title));
            let hash = history::hash();
            let unknown = !hash.is_empty() && dom::by_id(&hash).is_none();
            let words = if unknown { NB.unknown_scene() } else { "" };
            if desk.notice.with_untracked(|said| said != words) {
                desk.notice.set(words.to_owned());
            }
        }
        desk.keeper.notify();
        desk.cursor.notify();
        if desk.shown.get_untracked() != id {
            desk.shown.set(id);
        }
    };
    if !moved {
        return rest();
    }
    way.update_value(|way| way.rest = Some(Box::new(rest)));
    // The browser itself moves the view after it has moved the target; after that, and before the scene is painted, it goes to the top.
    // Till the heading has the focus, the Tab key goes on from the target.
    request_animation_frame(move || {
        focus::top();
        request_animation_frame(move || request_animation_frame(move || set_timeout(move || finish(way), std::time::Duration::ZERO)));
    });
}

/// The step one stands at: the one noted in the history entry, or the one a click has just made, or a jump. `note`: what the entry is
/// to be told, when it does not know.
fn step_here(desk: Desk, page: &PageGraph, id: &str, expected: Option<Entry>, note: &mut Option<Entry>) -> Option<EventName> {
    let slug = &page.lesson.slug;
    let opening = id == slug.as_str();
    let noted = history::entry().and_then(|entry| entry.step);
    if let Some(step) = noted.filter(|step| desk.keeper.with_untracked(|k| k.log().get(step).is_some())) {
        return Some(step);
    }
    let entry = if let Some(entry) = expected {
        entry
    } else if opening && page.lesson.scenes.len() == 1 {
        // A lesson of one scene is done by being read.
        Entry { step: desk.keeper.quietly(|k| k.begin(slug)).step, inside: false }
    } else if opening || id.is_empty() {
        return None;
    } else {
        let from = desk.cursor.get_untracked();
        let trail = from.as_ref().and_then(|step| desk.keeper.with_untracked(|k| trail(k.log(), step)));
        let trail = trail.filter(|trail| trail.lesson == *slug);
        // Back to an entry from before the program was there is no jump: one has been here on this very way.
        let known = trail.as_ref().and_then(|t| t.steps.iter().rev().find(|s| s.id() == id)).map(|s| s.name.clone());
        let step = known.or_else(|| {
            let scene = section(id).map(|(_, scene)| scene).unwrap_or_default();
            desk.keeper.quietly(|k| k.jump(slug, from.filter(|_| trail.is_some()).as_ref(), &SceneId(scene))).step
        });
        Entry { step, inside: false }
    };
    let step = entry.step.clone();
    *note = Some(entry);
    step
}

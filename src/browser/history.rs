//! The browser's history: which step of the journey an entry stands for, and going there and back.

use leptos_router::location::Url;
use wasm_bindgen::JsValue;

use super::dom::window;
use crate::journey::EventName;

/// What the program notes in a history entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// The step of the journey one stands at.
    pub step: Option<EventName>,
    /// Whether the entry before this one is the step before: then *Tilbake* is the browser's own.
    pub inside: bool,
}

/// What is noted in the present entry, as `inside step` or `outside step`; nothing when the address was typed, copied or followed
/// from elsewhere.
pub fn entry() -> Option<Entry> {
    let state = window().history().ok()?.state().ok()?.as_string()?;
    let (inside, step) = state.split_once(' ')?;
    Some(Entry { step: step.parse().ok(), inside: inside == "inside" })
}

fn state(entry: &Entry) -> JsValue {
    let step = entry.step.as_ref().map(EventName::to_string).unwrap_or_default();
    let inside = if entry.inside { "inside " } else { "outside " };
    JsValue::from_str(&(inside.to_owned() + &step))
}

/// Notes a step in the present entry.
pub fn note(entry: &Entry) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state(&state(entry), "");
    }
}

/// Adds an entry for `url`: absolute, without a hash.
pub fn go(url: &str) {
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(url));
    }
}

/// Lets the browser go to `url`'s hash in the page that has just been put in place: `pushState` alone does not move `:target`.
/// The entry's note is put back, for this clears it.
pub fn retarget(url: &str, entry: Option<&Entry>) {
    let _ = window().location().replace(url);
    if let Some(entry) = entry {
        note(entry);
    }
}

/// Says that what the address leads to has changed, as the browser itself does for hash links.
pub fn announce() {
    if let Ok(event) = web_sys::Event::new("popstate") {
        let _ = window().dispatch_event(&event);
    }
}

/// Writes the scene in the address in composed form, as ids are: the browser compares letter by letter when it moves `:target`.
pub fn compose() {
    let written = window().location().hash().unwrap_or_default();
    let Ok(decoded) = js_sys::decode_uri_component(&written).map(String::from) else { return };
    let composed = super::dom::nfc(&decoded);
    if composed != decoded {
        let _ = window().location().replace(&composed);
    }
}

/// The browser's Back.
pub fn back() {
    if let Ok(history) = window().history() {
        let _ = history.back();
    }
}

/// The address, whole.
pub fn href() -> String {
    window().location().href().unwrap_or_default()
}

/// The scene in the address: decoded, in composed form; empty without one.
pub fn hash() -> String {
    let hash = window().location().hash().unwrap_or_default();
    let hash = hash.strip_prefix('#').unwrap_or(&hash);
    super::dom::nfc(&Url::unescape(hash))
}

/// What follows `name=` in the address's query; empty when it is not there.
pub fn query(name: &str) -> String {
    let search = window().location().search().unwrap_or_default();
    let pairs = search.trim_start_matches('?').split('&');
    let value = pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name);
    value.map(|(_, value)| Url::unescape(value)).unwrap_or_default()
}

/// Writes a hash in the address without going there.
pub fn show_hash(id: &str) {
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(&("#".to_owned() + id)));
    }
}

/// A text that stays with this history entry, reloads included, where nothing may be stored.
pub fn kept() -> Option<String> {
    window().history().ok()?.state().ok()?.as_string()
}

/// Keeps a text with this history entry.
pub fn keep(text: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state(&JsValue::from_str(text), "");
    }
}

/// Goes to another page of this site.
pub fn leave_for(url: &str) {
    let _ = window().location().assign(url);
}

/// The same, and takes a text along that [`kept`] gives there: for where nothing may be stored.
pub fn leave_with(url: &str, text: &str) {
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::from_str(text), "", Some(url));
        let _ = window().location().reload();
    }
}

/// Lets the browser go to a scene of this page, so that it moves `:target` itself.
pub fn go_to_hash(id: &str) {
    let _ = window().location().set_hash(id);
}

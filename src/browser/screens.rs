//! Other windows and other screens: opening the big screen's window, and where it stands.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Window;

use super::dom::window;

/// What came of opening a window.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// It is open. Whether on another screen than this window: `None` when that cannot be known.
    Window {
        /// The window.
        window: Window,
        /// Whether it fills another screen.
        elsewhere: Option<bool>,
    },
    /// The browser blocked it.
    Blocked,
}

fn number(of: &JsValue, name: &str) -> Option<f64> {
    Reflect::get(of, &name.into()).ok()?.as_f64()
}

fn own_screen() -> JsValue {
    Reflect::get(&window(), &"screen".into()).unwrap_or(JsValue::UNDEFINED)
}

/// Whether this machine has more than one screen; `None` where the browser does not say.
pub fn several() -> Option<bool> {
    Reflect::get(&own_screen(), &"isExtended".into()).ok()?.as_bool()
}

/// Opens a window of this name at `url`, on another screen where there is one and the browser tells where. To be called from a click.
///
/// The window is opened at once, as a later one would be blocked; it is moved when the browser has told of its screens.
pub async fn open(url: &str, name: &str) -> Opened {
    let features = "popup,width=1280,height=800";
    let Ok(Some(opened)) = window().open_with_url_and_target_and_features(url, name, features) else { return Opened::Blocked };
    if several() == Some(true)
        && let Some(other) = other_screen().await
    {
        let at = |name| number(&other, name).unwrap_or_default() as i32;
        let _ = opened.move_to(at("availLeft"), at("availTop"));
        // Resized before it is there, it would be put back where it stood.
        until_elsewhere(&opened).await;
        let _ = opened.resize_to(at("availWidth"), at("availHeight"));
    }
    let elsewhere = stands_elsewhere(&opened);
    Opened::Window { window: opened, elsewhere }
}

/// Waits until a window stands on another screen than this one, for at most some seconds: nothing tells when a window has moved.
async fn until_elsewhere(other: &Window) {
    for _ in 0..40 {
        if stands_elsewhere(other) != Some(false) {
            return;
        }
        let pause = Promise::new(&mut |done, _| {
            let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, 50);
        });
        let _ = JsFuture::from(pause).await;
    }
}

/// Whether a window that this one opened stands on another screen; `None` when it is closed or cannot be asked.
pub fn stands_elsewhere(other: &Window) -> Option<bool> {
    if other.closed().unwrap_or(true) {
        return None;
    }
    if several() != Some(true) {
        return Some(false);
    }
    let screen = Reflect::get(other, &"screen".into()).ok()?;
    let corner = |of: &JsValue| (number(of, "availLeft"), number(of, "availTop"));
    Some(corner(&screen) != corner(&own_screen()))
}

async fn other_screen() -> Option<JsValue> {
    let ask: Function = Reflect::get(&window(), &"getScreenDetails".into()).ok()?.dyn_into().ok()?;
    let promise: Promise = ask.call0(&window()).ok()?.dyn_into().ok()?;
    // It asks the facilitator for leave, and may be told no.
    let details = JsFuture::from(promise).await.ok()?;
    let current = Reflect::get(&details, &"currentScreen".into()).ok()?;
    let screens: Array = Reflect::get(&details, &"screens".into()).ok()?.dyn_into().ok()?;
    screens.iter().find(|screen| !js_sys::Object::is(screen, &current))
}

/// Fills the screen with this window, or lets go of it. To be called from a key or a click.
pub fn full() {
    let document = super::dom::document();
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    } else {
        let _ = super::dom::html().request_fullscreen();
    }
}

//! Keeping the screen awake, where the browser can.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Asks the browser to keep the screen awake while this window shows. Whether it does. It lets go when the window is hidden: ask again then.
pub async fn keep() -> bool {
    let asked = || -> Option<Promise> {
        let wake = Reflect::get(&super::dom::window().navigator(), &"wakeLock".into()).ok()?;
        let request: Function = Reflect::get(&wake, &"request".into()).ok()?.dyn_into().ok()?;
        request.call1(&wake, &"screen".into()).ok()?.dyn_into().ok()
    };
    match asked() {
        Some(promise) => JsFuture::from(promise).await.is_ok(),
        None => false,
    }
}

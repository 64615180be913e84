//! Whether the site is here without a network. Asked of the browser; nothing is promised that it does not say.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

/// How many bytes are kept, when a service worker answers for this page; `None` when none does.
pub async fn ready() -> Option<f64> {
    let navigator: JsValue = super::dom::window().navigator().into();
    get(&get(&navigator, "serviceWorker")?, "controller")?;
    let storage = get(&navigator, "storage")?;
    let estimate: Function = get(&storage, "estimate")?.dyn_into().ok()?;
    let promise: Promise = estimate.call0(&storage).ok()?.dyn_into().ok()?;
    get(&JsFuture::from(promise).await.ok()?, "usage")?.as_f64()
}

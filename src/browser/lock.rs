//! Web Locks: which windows of this course are open, and who may tidy up.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

fn locks() -> Option<JsValue> {
    let locks = Reflect::get(&super::dom::window().navigator(), &"locks".into()).ok()?;
    (!locks.is_undefined() && !locks.is_null()).then_some(locks)
}

fn call(method: &str, arguments: &[JsValue]) -> Option<Promise> {
    let locks = locks()?;
    let method: Function = Reflect::get(&locks, &method.into()).ok()?.dyn_into().ok()?;
    method.apply(&locks, &arguments.iter().collect::<Array>()).ok()?.dyn_into().ok()
}

/// Holds a lock for as long as this window lives. Whether the browser has such locks.
pub fn hold(name: &str) -> bool {
    // A promise that never settles keeps the lock until the window closes.
    let for_ever = Closure::once_into_js(|| Promise::new(&mut |_, _| {}));
    call("request", &[name.into(), for_ever]).is_some()
}

/// Takes a lock for this window, from whoever has it. `lost` is called if another window takes it.
pub fn take(name: &str, lost: impl FnOnce() + 'static) {
    let options = Object::new();
    let _ = Reflect::set(&options, &"steal".into(), &JsValue::TRUE);
    let for_ever = Closure::once_into_js(|| Promise::new(&mut |_, _| {}));
    if let Some(promise) = call("request", &[name.into(), options.into(), for_ever]) {
        wasm_bindgen_futures::spawn_local(async move {
            if JsFuture::from(promise).await.is_err() {
                lost();
            }
        });
    }
}

/// The names of all locks held in this browser for this site; `None` where that cannot be known.
pub async fn held() -> Option<Vec<String>> {
    let snapshot = JsFuture::from(call("query", &[])?).await.ok()?;
    let held: Array = Reflect::get(&snapshot, &"held".into()).ok()?.dyn_into().ok()?;
    Some(held.iter().filter_map(|lock| Reflect::get(&lock, &"name".into()).ok()?.as_string()).collect())
}

/// Runs `work` if no other window holds the lock, and lets go of it afterwards.
pub fn if_free(name: &str, work: impl FnOnce() + 'static) {
    let options = Object::new();
    let _ = Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
    let work = Closure::once_into_js(move |lock: JsValue| {
        if !lock.is_null() {
            work();
        }
    });
    let _ = call("request", &[name.into(), options.into(), work]);
}

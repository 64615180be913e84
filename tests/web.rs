//! What only a browser can show: run in headless Chromium by `cargo xtask test`.

#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// A key survives a write and a read: the storage that everything saved rests on.
#[wasm_bindgen_test]
fn local_storage_keeps_what_is_written() {
    use gloo_storage::{LocalStorage, Storage};
    LocalStorage::set("web-test", "Rune").expect("storage is open in a test page");
    assert_eq!(LocalStorage::get::<String>("web-test").expect("it was just written"), "Rune");
    LocalStorage::delete("web-test");
}

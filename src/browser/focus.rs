//! Moving focus and the view to what has just been shown.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// Puts focus on a heading without moving the page; not when someone quick has gone on inside by the Tab key.
pub fn heading(of: &Element) {
    if super::dom::document().active_element().is_some_and(|active| of.contains(Some(&active))) {
        return;
    }
    if let Some(heading) = super::dom::find_in(of, "h1, h2").and_then(|h| h.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = heading.focus_with_options(&options);
    }
}

/// Moves the page to its top.
pub fn top() {
    super::dom::window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Puts focus on the first element that matches.
pub fn on(selector: &str) {
    if let Some(element) = super::dom::find(selector).and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

//! Finding and marking elements of the prerendered page.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, Window};

/// The window. There is always one: the program runs nowhere else.
pub fn window() -> Window {
    web_sys::window().expect("a window: the program runs in a page")
}

/// The document.
pub fn document() -> Document {
    window().document().expect("a document: the program runs in a page")
}

/// `<html>`.
pub fn html() -> HtmlElement {
    document().document_element().expect("a document has a root").unchecked_into()
}

/// The first element that matches.
pub fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// The first element inside `within` that matches.
pub fn find_in(within: &Element, selector: &str) -> Option<Element> {
    within.query_selector(selector).ok().flatten()
}

/// All elements inside `within` that match, in document order.
pub fn all_in(within: &Element, selector: &str) -> Vec<Element> {
    within
        .query_selector_all(selector)
        .map(|list| (0..list.length()).filter_map(|i| list.get(i)?.dyn_into().ok()).collect())
        .unwrap_or_default()
}

/// The element with this id.
pub fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// Shows or hides an element by its `hidden` attribute.
pub fn set_hidden(element: &Element, hidden: bool) {
    let _ = element.toggle_attribute_with_force("hidden", hidden);
}

/// An element's text, white space folded.
pub fn text(element: &Element) -> String {
    element.text_content().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same text in Unicode's composed form, so that two ways of typing å are one.
pub fn nfc(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    String::from(js_sys::JsString::from(text).normalize("NFC"))
}

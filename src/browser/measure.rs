//! Where things stand on the screen, and how large it is. Also parting a text at given places, so that its parts can be measured.

use web_sys::{Element, Node, Range};

use super::dom::{self, document, window};

/// Top and bottom of an element. Unit: pixels from the window's top.
pub fn edges(element: &Element) -> (f64, f64) {
    let at = element.get_bounding_client_rect();
    (at.top(), at.bottom())
}

/// Whether an element takes any room.
pub fn is_shown(element: &Element) -> bool {
    let at = element.get_bounding_client_rect();
    at.width() > 0.0 && at.height() > 0.0
}

/// What style an element has after all rules, such as `3px`; empty where there is none.
pub fn style(element: &Element, property: &str) -> String {
    let style = window().get_computed_style(element).ok().flatten();
    style.and_then(|style| style.get_property_value(property).ok()).unwrap_or_default()
}

/// The same as a number of pixels; 0 where it is none.
pub fn pixels(element: &Element, property: &str) -> f64 {
    style(element, property).trim_end_matches("px").parse().unwrap_or(0.0)
}

/// The window's inner width and height. Unit: pixels.
pub fn window_size() -> (f64, f64) {
    let number = |of: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| of.ok().and_then(|n| n.as_f64()).unwrap_or_default();
    (number(window().inner_width()), number(window().inner_height()))
}

/// Puts the parts of an element's text in a `span` of this class each. `borders`: where each part but the first begins, rising; unit: UTF-16 code
/// units. Whether it could be done.
pub fn part(element: &Element, borders: &[usize], class: &str) -> bool {
    let length = element.text_content().unwrap_or_default().encode_utf16().count();
    let mut parts = Vec::new();
    let mut end = length;
    // From the last: what stands before it keeps its places.
    for from in borders.iter().rev().copied().chain([0]) {
        let (Some(start), Some(stop), Ok(range)) = (place_in(element, from, true), place_in(element, end, false), Range::new()) else {
            return false;
        };
        let set = range.set_start(&start.0, start.1).and_then(|()| range.set_end(&stop.0, stop.1));
        let (Ok(()), Ok(content), Ok(span)) = (set, range.extract_contents(), document().create_element("span")) else { return false };
        let _ = span.set_attribute("class", class);
        let _ = span.append_child(&content);
        parts.push(span);
        end = from;
    }
    element.set_text_content(None);
    for part in parts.into_iter().rev() {
        let _ = element.append_child(&part);
    }
    true
}

/// The text node and the place in it, so many units into an element's text. `next`: at a border the beginning of the next node, not the end of this.
fn place_in(element: &Element, mut units: usize, next: bool) -> Option<(Node, u32)> {
    let mut texts = Vec::new();
    texts_of(element, &mut texts);
    let last = texts.len().checked_sub(1)?;
    for (i, text) in texts.into_iter().enumerate() {
        let length = text.text_content().unwrap_or_default().encode_utf16().count();
        if units < length || (units == length && !next) || i == last {
            return Some((text, u32::try_from(units.min(length)).ok()?));
        }
        units -= length;
    }
    None
}

fn texts_of(node: &Node, found: &mut Vec<Node>) {
    let mut child = node.first_child();
    while let Some(at) = child {
        if at.node_type() == Node::TEXT_NODE {
            found.push(at.clone());
        } else {
            texts_of(&at, found);
        }
        child = at.next_sibling();
    }
}

/// The elements directly inside one.
pub fn children(element: &Element) -> Vec<Element> {
    dom::all_in(element, ":scope > *")
}

//! The words that a recall quotes: the learner's own, or the group's.

use web_sys::Element;

use crate::browser::dom;

/// Puts words in a recall, instead of the block's own; `None` lets its own stand.
pub fn quote(block: &Element, words: Option<&str>) {
    let own = dom::all_in(block, ":scope > :not([data-quoted])");
    let quoted = dom::find_in(block, ":scope > [data-quoted]");
    own.iter().for_each(|element| dom::set_hidden(element, words.is_some()));
    match (words, quoted) {
        (None, Some(old)) => old.remove(),
        (Some(words), Some(old)) => old.set_text_content(Some(words)),
        (Some(words), None) => {
            if let Ok(new) = dom::document().create_element("p") {
                new.set_text_content(Some(words));
                let _ = new.set_attribute("data-quoted", "");
                let _ = block.append_child(&new);
            }
        }
        (None, None) => {}
    }
}

//! The choices of the scene as the room sees them: numbered, marked, counted. The link's own words are left as they are.

use web_sys::Element;

use crate::browser::dom;
use crate::journey::session::ShownDoor;

/// The choices that are open, in order: what a digit means.
pub fn open<'d>(section: &Element, doors: &'d [ShownDoor]) -> Vec<&'d ShownDoor> {
    let links = dom::all_in(section, ".doors a[data-choice]");
    let is_choice = |door: &&ShownDoor| links.iter().any(|link| link.get_attribute("data-choice").as_deref() == Some(&door.name));
    doors.iter().filter(|door| door.open).filter(is_choice).collect()
}

/// Numbers the open choices, hides the others, marks and counts.
pub fn mark(section: &Element, doors: &[ShownDoor]) {
    let open = open(section, doors);
    for item in dom::all_in(section, ".doors li") {
        let name = dom::find_in(&item, "a[data-choice]").and_then(|link| link.get_attribute("data-choice")).unwrap_or_default();
        let at = open.iter().position(|door| door.name == name);
        dom::set_hidden(&item, at.is_none());
        let Some((number, door)) = at.map(|at| (at + 1, open[at])) else { continue };
        say(&item, "number", &number.to_string());
        say(&item, "count", &door.count.map(|count| count.to_string()).unwrap_or_default());
        let _ = item.toggle_attribute_with_force("data-marked", door.marked);
    }
}

/// The words of the open choice with this number, as the page has them.
pub fn words(section: &Element, number: usize) -> String {
    let items = dom::all_in(section, ".doors li:not([hidden]) a[data-choice]");
    number.checked_sub(1).and_then(|i| items.get(i)).map(dom::text).unwrap_or_default()
}

/// A text in an element of its own, which is made the first time.
fn say(item: &Element, class: &str, words: &str) {
    let known = dom::find_in(item, &[":scope > .", class].concat());
    let element = known.or_else(|| {
        let made = dom::document().create_element("b").ok()?;
        let _ = made.set_attribute("class", class);
        item.append_child(&made).ok().map(|_| made)
    });
    if let Some(element) = element.filter(|element| element.text_content().as_deref() != Some(words)) {
        element.set_text_content(Some(words));
    }
}

//! Single keys. They act where no field has focus, and can be turned off; the help page names them all.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::acts::{self, Act, KEYS};
use super::lead::Lead;
use super::map;
use crate::browser::{clock, dom};
use crate::journey::session::echo::Echo;
use crate::text::NB;
use crate::views::parts::{self, part};

/// Listens to the keyboard.
pub fn listen(lead: Lead) {
    let echo = StoredValue::new(Echo::default());
    let _ = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| pressed(lead, echo, &event));
}

fn pressed(lead: Lead, echo: StoredValue<Echo>, event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() || !lead.is_open.get_untracked() {
        return;
    }
    let key = event.key();
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is = |selector: &str| target.as_ref().is_some_and(|target| target.matches(selector).unwrap_or(false));
    if key == "Escape" {
        return acts::escape(lead);
    }
    if is("textarea, select, input:not([type=radio])") {
        if key == "Enter" && is(".tally input") {
            event.prevent_default();
            next_field(target.as_ref());
        }
        return;
    }
    let presses = is("button, a, summary, input") && matches!(key.as_str(), "Enter" | " ");
    // A list that scrolls, and radio buttons, have the arrows and the pages for themselves.
    let moves = is("input, [tabindex=\"0\"]") && (key.starts_with("Arrow") || key.starts_with("Page") || key == " ");
    if event.repeat() || presses || moves || !lead.keys.get_untracked() {
        return;
    }
    let digit = key.parse::<usize>().ok().filter(|digit| (1..=9).contains(digit));
    let act = Act::of_key(&key);
    if digit.is_none() && act.is_none() {
        return;
    }
    event.prevent_default();
    // A clicker that sends a key twice; not so the plus of somebody who gives five minutes.
    let may_echo = matches!(act, Some(Act::Onward | Act::Back | Act::Black));
    if may_echo && !echo.try_update_value(|echo| echo.is_meant(&key, clock::now())).unwrap_or(true) {
        return;
    }
    match (digit, act) {
        (Some(digit), _) => acts::mark(lead, digit),
        (_, Some(act)) => acts::run(lead, act),
        _ => {}
    }
}

/// From one field of the counting to the next; after the last to showing the votes.
fn next_field(from: Option<&Element>) {
    let fields = dom::find("main").map(|main| dom::all_in(&main, ".tally input, .votes [data-act=v]")).unwrap_or_default();
    let at = fields.iter().position(|field| Some(field) == from).map_or(0, |at| at + 1);
    if let Some(next) = fields.get(at).and_then(|field| field.dyn_ref::<HtmlElement>()) {
        let _ = next.focus();
        if let Some(input) = next.dyn_ref::<web_sys::HtmlInputElement>() {
            input.select();
        }
    }
}

/// The panel of all keys, and turning them off.
pub fn help(lead: Lead) -> AnyView {
    let row = |(act, keys): &(Act, &[&str])| {
        let caps = keys.iter().map(|key| part("kbd").text(acts::cap(key)).done()).collect();
        parts::all(vec![part("dt").add(parts::all(caps)).done(), part("dd").text(act.words()).done()])
    };
    let mut rows: Vec<AnyView> = KEYS.iter().map(row).collect();
    rows.push(part("dt").add(part("kbd").text("1").done()).text("–").add(part("kbd").text("9").done()).done());
    rows.push(part("dd").text(NB.lead_mark()).done());
    rows.push(part("dt").add(part("kbd").text("Esc").done()).done());
    rows.push(part("dd").text(NB.lead_escape()).done());
    let on = part("input").set("type", "checkbox").set("autocomplete", "off");
    let on = if lead.keys.get_untracked() { on.set("checked", "") } else { on };
    let on = on.on("change", move |event| lead.keys.set(event_target_checked(&event))).done();
    let on = part("label").class("keys-on").add(on).text(" ").text(NB.lead_keys_on()).done();
    map::panel(lead, NB.lead_help(), vec![on, part("dl").class("keys").add(parts::all(rows)).done()])
}

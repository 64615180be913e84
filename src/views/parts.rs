//! The few parts all controls are built of. Each is one plain function of one type, for the page pays for every type a view has.

use leptos::ev::MouseEvent;
use leptos::portal::Portal;
use leptos::prelude::*;
use web_sys::Element;

use crate::browser::dom;

/// What is done at a click.
type Act = Box<dyn FnMut(MouseEvent)>;

/// A view that follows its signals.
pub fn live(view: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    fn of(view: Box<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
        (move || view()).into_any()
    }
    of(Box::new(view))
}

/// Nothing.
pub fn nothing() -> AnyView {
    ().into_any()
}

/// Several views, one after another.
pub fn all(views: Vec<AnyView>) -> AnyView {
    views.into_any()
}

/// A view in an element of the page; nothing where there is no such element.
pub fn mounted(slot: Option<Element>, view: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    fn of(slot: Element, view: Box<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
        view! { <Portal mount=slot>{view()}</Portal> }.into_any()
    }
    slot.map_or_else(nothing, |slot| of(slot, Box::new(view)))
}

/// The slot `name` of an element, or of the page.
pub fn slot(within: Option<&Element>, name: &str) -> Option<Element> {
    let selector = format!("[data-slot={name}]");
    match within {
        Some(element) => dom::find_in(element, &selector),
        None => dom::find(&format!("#page {selector}")),
    }
}

/// `<p class>` with a text.
pub fn line(class: &'static str, text: impl Into<String>) -> AnyView {
    fn of(class: &'static str, text: String) -> AnyView {
        view! { <p class=class>{text}</p> }.into_any()
    }
    of(class, text.into())
}

/// A block with a class: `<div class>`.
pub fn block(class: &'static str, inside: Vec<AnyView>) -> AnyView {
    view! { <div class=class>{inside}</div> }.into_any()
}

/// What someone wrote: white space kept.
pub fn quoted(text: String) -> AnyView {
    view! { <blockquote class="wrote">{text}</blockquote> }.into_any()
}

/// `<ul class>`, an item each.
pub fn list(class: &'static str, items: Vec<AnyView>) -> AnyView {
    let items = items.into_iter().map(|item| view! { <li>{item}</li> }.into_any()).collect::<Vec<_>>();
    view! { <ul class=class>{items}</ul> }.into_any()
}

/// Buttons and links side by side.
pub fn acts(inside: Vec<AnyView>) -> AnyView {
    block("acts", inside)
}

/// A button. `class`: empty for the main one, `quiet` for the others.
pub fn button(class: &'static str, words: impl Into<String>, act: impl FnMut(MouseEvent) + 'static) -> AnyView {
    fn of(class: &'static str, words: String, act: Act) -> AnyView {
        view! { <button type="button" class=class on:click=act>{words}</button> }.into_any()
    }
    of(class, words.into(), Box::new(act))
}

/// A link. `step`: the step of the journey it leads back to, empty for none.
pub fn link(class: &'static str, href: String, step: String, words: String) -> AnyView {
    let step = (!step.is_empty()).then_some(step);
    view! { <a class=class href=href rel="external" data-step=step>{words}</a> }.into_any()
}

/// One line that says what has just happened, and is read aloud when it changes.
pub fn status(class: &'static str, words: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    fn of(class: &'static str, words: Box<dyn Fn() -> String + Send + Sync>) -> AnyView {
        view! { <p class=class role="status">{move || words()}</p> }.into_any()
    }
    of(class, Box::new(words))
}

/// A question before something is lost, with its two answers.
pub fn confirm(
    words: &'static str,
    yes: &'static str,
    no: &'static str,
    on_yes: impl FnMut(MouseEvent) + 'static,
    on_no: impl FnMut(MouseEvent) + 'static,
) -> AnyView {
    fn of(words: &'static str, buttons: AnyView) -> AnyView {
        view! { <div class="confirm" role="alertdialog" aria-label=words><p>{words}</p>{buttons}</div> }.into_any()
    }
    of(words, acts(vec![button("", yes, on_yes), button("quiet", no, on_no)]))
}

/// A text field for several lines. `value` is what it shows; `write` hears every change, `leave` that one is done.
pub fn text_area(
    id: String,
    label: String,
    described_by: String,
    value: impl Fn() -> String + Send + Sync + 'static,
    write: impl Fn(String) + 'static,
    leave: impl Fn() + 'static,
) -> AnyView {
    type Read = Box<dyn Fn() -> String + Send + Sync>;
    fn of(id: String, label: String, described_by: String, value: Read, write: Box<dyn Fn(String)>, leave: Box<dyn Fn()>) -> AnyView {
        let of = id.clone();
        let described_by = (!described_by.is_empty()).then_some(described_by);
        view! {
            <label for=of>{label}</label>
            <textarea id=id rows="5" maxlength="20000" autocomplete="off" aria-describedby=described_by prop:value=move || value()
                on:input=move |event| write(event_target_value(&event)) on:blur=move |_| leave()></textarea>
        }
        .into_any()
    }
    of(id, label, described_by, Box::new(value), Box::new(write), Box::new(leave))
}

/// A button to choose files with.
pub fn file_input(words: &'static str, accept: &'static str, many: bool, chosen: impl Fn(Vec<web_sys::File>) + 'static) -> AnyView {
    let changed = move |event: leptos::ev::Event| {
        use wasm_bindgen::JsCast;
        if let Some(input) = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok()) {
            let files = crate::browser::file::list(input.files());
            // So that the same file can be chosen again.
            input.set_value("");
            chosen(files);
        }
    };
    view! { <label class="pick">{words} " " <input type="file" multiple=many accept=accept on:change=changed /></label> }.into_any()
}

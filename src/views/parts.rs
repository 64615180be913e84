//! What all controls are built of: one kind of element, and the few shapes that come again.
//!
//! `view!` makes a type of every element, and the page pays a kilobyte for each. Here all elements are of one type, and so are all
//! handlers and all views that follow signals.

use std::future::Future;
use std::pin::Pin;

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::ev;
use leptos::html::custom;
use leptos::portal::Portal;
use leptos::prelude::*;
use leptos::tachys::html::event::on;
use leptos::tachys::html::property::prop;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use crate::browser::{dom, file, focus};
use crate::text::NB;

/// An element in the making.
pub struct Part {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element of this kind.
pub fn part(tag: &'static str) -> Part {
    Part { tag, attributes: Vec::new(), children: Vec::new() }
}

impl Part {
    /// Sets an attribute.
    pub fn set(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let value: String = value.into();
        self.attributes.push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// Sets its class.
    pub fn class(self, class: &'static str) -> Self {
        self.set("class", class)
    }

    /// Does something when `event` happens to it.
    pub fn on(mut self, event: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        let act: Box<dyn FnMut(Event)> = Box::new(act);
        self.attributes.push(on(ev::Custom::<Event>::new(event), act).into_any_attr());
        self
    }

    /// Keeps its value in step.
    pub fn value(mut self, value: impl Fn() -> String + Send + Sync + 'static) -> Self {
        let value: Box<dyn Fn() -> String + Send + Sync> = Box::new(value);
        self.attributes.push(prop("value", value).into_any_attr());
        self
    }

    /// Keeps an attribute in step; `None` takes it away.
    pub fn keep(mut self, name: &'static str, value: impl Fn() -> Option<String> + Send + Sync + 'static) -> Self {
        let value: Box<dyn Fn() -> Option<String> + Send + Sync> = Box::new(value);
        self.attributes.push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// Adds a view inside.
    pub fn add(mut self, child: AnyView) -> Self {
        self.children.push(child);
        self
    }

    /// Adds a text inside.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        let text: String = text.into();
        self.children.push(text.into_any());
        self
    }

    /// The view.
    pub fn done(self) -> AnyView {
        custom(self.tag).add_any_attr(self.attributes).child(self.children).into_any()
    }
}

/// A view that follows its signals.
pub fn live(view: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    fn of(view: Box<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
        (move || view()).into_any()
    }
    of(Box::new(view))
}

/// Does something now, and again whenever the signals it reads change.
pub fn follow(act: impl Fn() + 'static) {
    fn of(act: Box<dyn Fn()>) {
        Effect::new(move |_| act());
    }
    of(Box::new(act));
}

/// Does something that takes its time.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    fn of(work: Pin<Box<dyn Future<Output = ()>>>) {
        leptos::task::spawn_local(work);
    }
    of(Box::pin(work));
}

/// Puts focus on the first element that matches, once what changes now has changed: what had it may be gone by then.
pub fn focus_next(selector: impl Into<String>) {
    let selector: String = selector.into();
    spawn(async move {
        leptos::task::tick().await;
        focus::on(&selector);
    });
}

/// Nothing.
pub fn nothing() -> AnyView {
    all(Vec::new())
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

/// A paragraph with a text.
pub fn line(class: &'static str, text: impl Into<String>) -> AnyView {
    part("p").class(class).text(text).done()
}

/// A block with a class.
pub fn block(class: &'static str, inside: Vec<AnyView>) -> AnyView {
    part("div").class(class).add(all(inside)).done()
}

/// What someone wrote: white space kept.
pub fn quoted(text: String) -> AnyView {
    part("blockquote").class("wrote").text(text).done()
}

/// A list, an item each.
pub fn list(class: &'static str, items: Vec<AnyView>) -> AnyView {
    let items = items.into_iter().map(|item| part("li").add(item).done()).collect();
    part("ul").class(class).add(all(items)).done()
}

/// Buttons and links side by side.
pub fn acts(inside: Vec<AnyView>) -> AnyView {
    block("acts", inside)
}

/// A button. `class`: empty for the main one, `quiet` for the others.
pub fn button(class: &'static str, words: impl Into<String>, mut act: impl FnMut() + 'static) -> AnyView {
    part("button").set("type", "button").class(class).on("click", move |_| act()).text(words).done()
}

/// A link. `step`: the step of the journey it leads back to, empty for none.
pub fn link(class: &'static str, href: String, step: String, words: impl Into<String>) -> Part {
    let link = part("a").class(class).set("href", href).set("rel", "external").text(words);
    if step.is_empty() { link } else { link.set("data-step", step) }
}

/// One line that says what has just happened, and is read aloud when it changes.
pub fn status(class: &'static str, words: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    part("p").class(class).set("role", "status").add(live(move || words().into_any())).done()
}

/// Puts a text on the clipboard, and says what came of it.
pub fn copy(text: String, said: RwSignal<String>) {
    spawn(async move {
        let words = if file::copy(&text).await { NB.journal_copied() } else { NB.journal_copy_failed() };
        said.set(words.to_owned());
    });
}

/// A question before something is lost, with its two answers.
pub fn confirm(
    words: &'static str,
    yes: &'static str,
    no: &'static str,
    on_yes: impl FnMut() + 'static,
    on_no: impl FnMut() + 'static,
) -> AnyView {
    let question = part("div").class("confirm").set("role", "alertdialog").set("aria-label", words);
    question.add(line("", words)).add(acts(vec![button("", yes, on_yes), button("quiet", no, on_no)])).done()
}

/// A text field for several lines. `value` is what it shows; `write` hears every change, `leave` that one is done.
pub fn text_area(
    id: String,
    label: impl Into<String>,
    described_by: String,
    value: impl Fn() -> String + Send + Sync + 'static,
    write: impl Fn(String) + 'static,
    leave: impl Fn() + 'static,
) -> AnyView {
    let label = part("label").set("for", id.clone()).text(label).done();
    let field = part("textarea").set("id", id).set("rows", "5").set("autocomplete", "off").value(value);
    let field = if described_by.is_empty() { field } else { field.set("aria-describedby", described_by) };
    let field = field.on("input", move |event| write(event_target_value(&event))).on("blur", move |_| leave());
    all(vec![label, field.done()])
}

/// A button to choose files with. `many`: whether several may be chosen.
pub fn file_input(words: &'static str, accept: &'static str, many: bool, chosen: impl Fn(Vec<web_sys::File>) + 'static) -> AnyView {
    let changed = move |event: Event| {
        if let Some(input) = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok()) {
            let files = crate::browser::file::list(input.files());
            // So that the same file can be chosen again.
            input.set_value("");
            chosen(files);
        }
    };
    let input = part("input").set("type", "file").set("accept", accept).on("change", changed);
    let input = if many { input.set("multiple", "") } else { input };
    part("label").class("pick").text(words).text(" ").add(input.done()).done()
}

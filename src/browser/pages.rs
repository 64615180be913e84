//! The prerendered pages: what the present one says of itself, and fetching another into its place.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomParser, Element, Response, SupportedType};

use super::dom::{document, find, html, window};

/// Absolute address of the site's root, with a slash at its end. Resolved once at start: relative links move with the address.
pub fn root() -> String {
    let depth = html().get_attribute("data-root").unwrap_or_default();
    let depth = if depth.is_empty() { "./" } else { &depth };
    web_sys::Url::new_with_base(depth, &super::history::href()).map(|url| url.href()).unwrap_or_default()
}

/// What is fetched: a text, or nothing there (404), or no answer at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The server has no such file.
    NotFound,
    /// The network or the server failed.
    NoAnswer,
}

/// The text at an address of this site.
pub async fn fetch(url: &str) -> Result<String, Missing> {
    let response = JsFuture::from(window().fetch_with_str(url)).await.map_err(|_| Missing::NoAnswer)?;
    let response: Response = response.dyn_into().map_err(|_| Missing::NoAnswer)?;
    if !response.ok() {
        return Err(if response.status() == 404 { Missing::NotFound } else { Missing::NoAnswer });
    }
    let text = JsFuture::from(response.text().map_err(|_| Missing::NoAnswer)?).await.map_err(|_| Missing::NoAnswer)?;
    text.as_string().ok_or(Missing::NoAnswer)
}

/// The text of the page's data block, if it has one.
pub fn data(attribute: &str) -> Option<String> {
    find(&format!("script[{attribute}]"))?.text_content()
}

/// The path below the root that the page in the document stands for.
pub fn shown_path() -> String {
    find("#page").and_then(|page| page.get_attribute("data-path")).unwrap_or_default()
}

/// The path below the root that the address names, without query and hash.
pub fn path_of_address() -> String {
    let href = super::history::href();
    let path = href.split(['#', '?']).next().unwrap_or_default();
    path.strip_prefix(root().as_str()).unwrap_or_default().to_owned()
}

/// Which kind of place the page is: `lesson`, `course`, `journal` and so on.
pub fn place() -> String {
    html().get_attribute("data-place").unwrap_or_default()
}

/// A fetched page, if it is one of ours and made for the program that runs here: a newer one comes with its own.
pub fn ours(text: &str) -> Option<web_sys::Document> {
    let program = |page: &web_sys::Document| page.query_selector("[data-app]").ok()??.get_attribute("data-app");
    parse(text).filter(|new| new.get_element_by_id("page").is_some() && program(new) == program(&document()))
}

/// Puts such a page in the present one's place: its `#page`, title and marks on `<html>`. Whether that could be done.
pub fn swap(new: &web_sys::Document) -> bool {
    let (Some(old_page), Some(new_page), Some(new_html)) = (find("#page"), new.get_element_by_id("page"), new.document_element()) else {
        return false;
    };
    for name in ["data-root", "data-place"] {
        if let Some(value) = new_html.get_attribute(name) {
            let _ = html().set_attribute(name, &value);
        }
    }
    document().set_title(&new.title());
    let _ = old_page.replace_with_with_node_1(&new_page);
    true
}

/// The document in a fetched page.
pub fn parse(text: &str) -> Option<web_sys::Document> {
    DomParser::new().and_then(|parser| parser.parse_from_string(text, SupportedType::TextHtml)).ok()
}

/// Makes the links around `<main>` absolute: they were written for the depth of the page that is being left.
pub fn detach_frame() {
    for link in find("#page").map(|page| super::dom::all_in(&page, ":scope > :not(main) a[href]")).unwrap_or_default() {
        if let Some(link) = link.dyn_ref::<web_sys::HtmlAnchorElement>() {
            link.set_href(&link.href());
        }
    }
}

/// Puts what was made in the browser into `<main>`, as the page of `path`.
pub fn set_main(html_of_main: &str, place: &str, path: &str) -> bool {
    let (Some(page), Some(main)) = (find("#page"), find("#page main")) else { return false };
    main.set_inner_html(html_of_main);
    let _ = page.set_attribute("data-path", path);
    let _ = html().set_attribute("data-place", place);
    true
}

/// The section that shows now: the one that is or holds the target, else the article's first.
pub fn shown_scene() -> Option<Element> {
    let hash = super::history::hash();
    let target = if hash.is_empty() { None } else { super::dom::by_id(&hash) };
    target.and_then(|t| t.closest(".scene").ok().flatten()).or_else(|| find("main .lesson > .scene"))
}

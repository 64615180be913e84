//! The programs that adopt the prerendered page: controls in its slots, and nothing it could show without them.
//!
//! The browser shows and hides scenes by itself. The program listens, records, and mounts what only a program can do.
//! There are two: that of self-study, `app`, and that of the group places, [`group`]. Each is built with its own feature.

#[cfg(feature = "app")]
mod app;
#[cfg(feature = "app")]
mod course;
#[cfg(feature = "app")]
mod desk;
#[cfg(feature = "app")]
mod feedback;
#[cfg(feature = "group")]
pub mod group;
#[cfg(feature = "app")]
mod journal;
#[cfg(feature = "app")]
mod keeper;
#[cfg(feature = "app")]
mod lesson;
#[cfg(feature = "app")]
mod map;
#[cfg(feature = "app")]
mod markdown;
#[cfg(feature = "app")]
mod missing;
// Each program uses what it needs of it.
#[cfg_attr(not(all(feature = "app", feature = "group")), allow(dead_code))]
mod parts;
#[cfg(feature = "app")]
mod preview;
#[cfg(feature = "app")]
mod privacy;
// Each program uses what it needs of it.
#[cfg(any(feature = "app", feature = "group"))]
mod quotes;
#[cfg(feature = "app")]
mod saved;
// Each program uses what it needs of it.
#[cfg_attr(not(all(feature = "app", feature = "group")), allow(dead_code))]
mod shared;
#[cfg(feature = "app")]
mod travel;

#[cfg(feature = "app")]
pub use app::start;

/// Says on `<html>` that the program will not be there: the static page is what remains.
fn fall_back(why: &str) {
    let html = crate::browser::dom::html();
    let _ = html.remove_attribute("data-live");
    let _ = html.set_attribute("data-static", why);
}

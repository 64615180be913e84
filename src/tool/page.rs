//! The page around every place, and the places that are not lessons. The shape is docs/page.md.

use std::fmt::Write as _;

use pulldown_cmark::{Event, Tag};

use super::assets::{Assets, base64, hash};
use crate::course::graph::{CourseOutline, HelpLink, LessonName};
use crate::course::html::{self, escape, tone};
use crate::course::model::{AsideKind, Course, FrontMatter, Lesson, Level, Piece, Reviewed};
use crate::place::Place;
use crate::text::Texts;

/// Within the page: as a file it would be fetched anew, and an SVG laid out anew, at each step from scene to scene.
const ICON: &[u8] = include_bytes!("icon.png");

/// What can't wait for a file. Clicks are kept for the program from the first: on a bad network the boot script may be long in coming. And
/// browsers open the room in the address when all of the page has been read: until then another one would show.
const AT_ONCE: &str = r#"var early=[];onclick=click=>early.push(click);if(location.hash){const{dataset}=document.documentElement;dataset.aim="";addEventListener("DOMContentLoaded",()=>delete dataset.aim)}"#;

/// What all pages of a course in one language share.
pub struct Site<'a> {
    /// `course.toml`.
    pub course: &'a Course,
    /// The course as the program sees it, in the page's language.
    pub outline: CourseOutline,
    /// Style and programs.
    pub assets: &'a Assets,
    /// Interface texts, in the page's language.
    pub text: Texts,
    /// The name of what the course says now: it changes with every word of it.
    pub edition: String,
}

/// What differs from page to page.
pub struct Page<'a> {
    /// Where it stands.
    pub place: Place,
    /// Title, without the course's.
    pub title: &'a str,
    /// For search engines and shared links: one or two sentences of plain text.
    pub description: &'a str,
    /// What stands in `<main>`, data block and all.
    pub main: String,
}

impl Site<'_> {
    /// The course's language.
    fn language(&self) -> &'static str {
        self.text.code()
    }

    /// A whole page: frame and content.
    pub fn page(&self, page: &Page) -> String {
        let Assets { style, style_hash, later, group_style, program, .. } = self.assets;
        let of_group = matches!(page.place, Place::Group | Place::Facilitator | Place::Projector | Place::Notes { .. });
        // What fills its window, and what is read on a telephone in the hand, needs all the room there is.
        let framed = !matches!(page.place, Place::Facilitator | Place::Projector | Place::Notes { .. });
        let program = program.as_ref().filter(|_| !matches!(page.place, Place::Notes { .. }));
        let started = program.and_then(|program| if of_group { program.group.as_ref() } else { Some(&program.app) });
        let root = self.root(&page.place);
        let course = &self.outline.title;
        let title = if page.title.is_empty() || page.title == course { course.clone() } else { self.text.page_title(page.title, course) };
        let path = page.place.path();
        // Of their rooms one shows.
        let has_rooms = matches!(page.place, Place::Lesson { .. } | Place::Map { .. });
        let script_hash = if has_rooms { format!(" '{}'", hash(AT_ONCE)) } else { String::new() };
        let mut out = String::with_capacity(style.len() + page.main.len() + 4096);
        let _ = write!(
            out,
            r#"<!doctype html><html lang="{}" data-root="{}" data-place="{}""#,
            self.language(),
            escape(&root),
            page.place.name()
        );
        if started.is_none() {
            // Written for reading alone: no program will come.
            out.push_str(r#" data-static="file""#);
        }
        let _ = write!(
            out,
            r#"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'{script_hash} 'wasm-unsafe-eval'; style-src 'self' '{style_hash}'; img-src 'self' data:; media-src 'self'; connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{}</title>"#,
            escape(&title)
        );
        if !page.description.is_empty() {
            let _ = write!(out, r#"<meta name="description" content="{}">"#, escape(page.description));
        }
        let _ = write!(out, "{}<style>{style}</style>", icon());
        // Beside the picture of a hall nothing may come in late: this sheet is waited for.
        if let Some(sheet) = group_style.as_ref().filter(|_| of_group) {
            let _ = write!(out, r#"<link rel="stylesheet" href="{root}{sheet}">"#);
        }
        if let Place::Lesson { slug, .. } = &page.place {
            // Where it is known, no empty frame is painted before the opening scene is there.
            let _ = write!(out, r##"<link rel="expect" href="#{}" blocking="render">"##, crate::place::encode(slug.as_str()));
        }
        if has_rooms {
            let _ = write!(out, "<script>{AT_ONCE}</script>");
        }
        let _ = write!(out, r#"</head><body><div id="page" data-path="{}">"#, escape(&path));
        if framed {
            self.header(&mut out, &page.place, &root);
        }
        let _ = write!(out, "<main>{}</main>", page.main);
        if framed {
            self.footer(&mut out, &page.place, &root);
        }
        out.push_str(r#"</div><div id="program"></div>"#);
        if let (Some(program), Some((js, wasm))) = (program, started) {
            let _ = write!(out, r#"<div class="offer" role="status" data-course="{}">"#, escape(&self.outline.course.0));
            if framed {
                let text = self.text;
                let _ =
                    write!(out, r#"<p hidden>{} <button class="quiet" type="button">{}</button></p>"#, text.offer_new(), text.offer_take());
            }
            // After what is to be read: a browser that meets it in the head paints an empty frame first.
            let _ = write!(out, r#"</div><script async src="{root}{}" data-app="./{js}" data-wasm="./{wasm}""#, program.boot);
            if let Some(offline) = &program.offline {
                let _ = write!(out, r#" data-offline="./{offline}""#);
            }
            out.push_str("></script>");
        }
        if let Some(later) = later {
            let _ = write!(out, r#"<link rel="stylesheet" href="{root}{later}">"#);
        }
        out.push_str("</body></html>\n");
        out
    }

    fn header(&self, out: &mut String, place: &Place, root: &str) {
        let text = self.text;
        let map = match place {
            Place::Lesson { slug, .. } => Place::Map { slug: Some(slug.clone()) },
            _ => Place::Map { slug: None },
        };
        let _ = write!(
            out,
            r#"<header class="top"><a class="home" href="{}"{}>{}</a><nav class="ways" aria-label="{}">{} {}</nav>"#,
            Place::Course.href(root),
            current(place == &Place::Course),
            escape(&self.outline.title),
            text.home_ways(),
            way(root, &map, place, text.map()),
            way(root, &Place::Journal, place, text.journal()),
        );
        if !self.outline.help_lines.is_empty() {
            let _ = write!(
                out,
                r#"<details class="help"><summary>{}</summary>{}</details>"#,
                text.talk_to_someone(),
                help_lines(&self.outline.help_lines)
            );
        }
        out.push_str(r#"<div data-slot="saved"></div></header>"#);
    }

    fn footer(&self, out: &mut String, place: &Place, root: &str) {
        let text = self.text;
        let _ = write!(
            out,
            r#"<footer class="foot">{} {} {}"#,
            way(root, &Place::Resources, place, text.resources()),
            way(root, &Place::Privacy, place, text.privacy()),
            way(root, &Place::About, place, text.about())
        );
        if let Some(address) = &self.course.feedback_mailto {
            let _ = write!(out, r#" <a href="mailto:{}">{}</a>"#, escape(address), text.feedback());
        }
        let _ = write!(out, r#" <small>{}</small>"#, text.edition(&self.edition));
        let _ = write!(out, r#"<p class="static-note">{}</p></footer>"#, text.static_note());
    }

    fn data(&self) -> String {
        html::data_block("data-course", &self.outline)
    }

    /// `/`: what this is, for whom, and its lessons. `lessons` stand in the order of the course.
    pub fn course_page(&self, lessons: &[&Lesson]) -> String {
        let (text, course, language) = (self.text, self.course, self.language());
        let mut main = String::from(r#"<article class="course">"#);
        let _ = write!(
            main,
            r#"<p class="sign">{}</p><h1 tabindex="-1">{}</h1><div class="text about">{}</div>"#,
            text.course_sign(total(course)),
            escape(&self.outline.title),
            html::markdown(course.about.get(language))
        );
        let facts: Vec<_> =
            [&course.audience, &course.duration].iter().map(|t| t.get(language)).filter(|t| !t.is_empty()).map(escape).collect();
        if !facts.is_empty() {
            let _ = write!(main, r#"<p class="facts">{}</p>"#, facts.join(" · "));
        }
        main.push_str(r#"<div data-slot="resume"></div><div data-slot="filter"></div><ol class="floors">"#);
        // Lessons there are and lessons to come, by their number.
        let mut floors: Vec<(usize, String)> = Vec::new();
        for (name, lesson) in self.outline.lessons.iter().zip(lessons) {
            floors.push((name.number, self.floor(name, lesson)));
        }
        for planned in &course.planned {
            let mut floor = String::new();
            let _ = write!(
                floor,
                r#"<li class="floor" data-planned data-tone="{}"{}><span class="room">{}</span> <span class="name">{}</span>{}<p class="facts">{}</p></li>"#,
                tone(planned.number),
                levels_attribute(&planned.level),
                planned.number,
                escape(planned.title.get(language)),
                teaser(planned.about.get(language)),
                text.planned()
            );
            floors.push((planned.number, floor));
        }
        floors.sort_by_key(|(number, _)| *number);
        floors.iter().for_each(|(_, floor)| main.push_str(floor));
        // Not a place of the program's: the browser itself goes there.
        let _ = write!(
            main,
            r#"</ol><p class="foot"><a href="./gruppe/" rel="external">{}</a> <a href="./veileder/" rel="external">{}</a></p></article>"#,
            text.group_for(),
            text.guide_for()
        );
        let main = main + &self.data();
        let description = [course.audience.get(language), course.duration.get(language)].join(" ");
        self.page(&Page { place: Place::Course, title: "", description: description.trim(), main })
    }

    fn floor(&self, name: &LessonName, lesson: &Lesson) -> String {
        let about = self.course.about_lessons.get(&name.slug).map_or("", |about| about.get(self.language()));
        let front = &lesson.front;
        let mut facts: Vec<String> = Vec::new();
        facts.extend(front.minutes.map(|minutes| self.text.minutes_short(minutes)));
        if !front.level.is_empty() {
            facts.push(front.level.iter().map(|level| self.level(*level)).collect::<Vec<_>>().join(", "));
        }
        let facts = if facts.is_empty() { String::new() } else { format!(r#"<p class="facts">{}</p>"#, facts.join(" · ")) };
        let thing = thing(lesson).map_or(String::new(), |path| {
            // The name beside it says it all to those who don't see it.
            format!(r#"<img class="thing" src="{}" alt="" loading="lazy">"#, escape(path))
        });
        format!(
            r#"<li class="floor" data-lesson="{slug}" data-tone="{}"{}><a href="{}"><span class="room">{}</span> <span class="name">{}</span></a>{}{facts}<div data-slot="progress"></div>{thing}</li>"#,
            tone(name.number),
            levels_attribute(&front.level),
            Place::lesson(&name.slug).href("./"),
            name.number,
            escape(&name.title),
            teaser(about),
            slug = escape(name.slug.as_str()),
        )
    }

    fn level(&self, level: Level) -> &'static str {
        match level {
            Level::Individ => self.text.level_individ(),
            Level::Tjeneste => self.text.level_tjeneste(),
            Level::System => self.text.level_system(),
        }
    }

    /// `/leksjon/<slug>/`: `article` and `graph` are what the HTML writer made of the lesson.
    pub fn lesson_page(&self, lesson: &LessonName, front: &FrontMatter, article: &str, graph: &str) -> String {
        let about = self.course.about_lessons.get(&lesson.slug).map_or("", |about| about.get(self.language()));
        let description = if about.is_empty() { front.goals.join(". ") } else { about.to_owned() };
        let main = [article, graph].concat();
        self.page(&Page { place: Place::lesson(&lesson.slug), title: &lesson.title, description: &description, main })
    }

    /// `/dagbok/`.
    pub fn journal_page(&self) -> String {
        let text = self.text;
        let main = format!(
            r#"<article class="journal"><h1 tabindex="-1">{}</h1><div class="text"><p>{}</p><p>{}</p><p class="needs">{}</p></div><div data-slot="journal"></div></article>{}"#,
            text.journal(),
            text.journal_about(),
            text.journal_warning(),
            text.journal_needs(),
            self.data()
        );
        self.page(&Page { place: Place::Journal, title: text.journal(), description: text.journal_about(), main })
    }

    /// `/kart/`: `plans` are the drawn lessons, as `<section>`s.
    pub fn map_page(&self, plans: &str) -> String {
        let text = self.text;
        let mut main = format!(
            r#"<article class="maps"><h1 tabindex="-1">{}</h1><div class="text"><p>{}</p></div><nav class="plans" aria-label="{}"><ol>"#,
            text.map(),
            text.map_about(),
            text.map_plans()
        );
        for lesson in &self.outline.lessons {
            let _ = write!(
                main,
                r#"<li data-lesson="{}" data-tone="{}"><a href="{}" rel="external">{}</a></li>"#,
                escape(lesson.slug.as_str()),
                tone(lesson.number),
                Place::Map { slug: Some(lesson.slug.clone()) }.hash(),
                escape(&lesson.title)
            );
        }
        let _ = write!(main, "</ol></nav>{plans}</article>{}", self.data());
        self.page(&Page { place: Place::Map { slug: None }, title: text.map(), description: text.map_about(), main })
    }

    /// `/forhandsvis/`.
    pub fn preview_page(&self) -> String {
        let text = self.text;
        let main = format!(
            r#"<article class="preview"><h1 tabindex="-1">{}</h1><div class="text"><p>{}</p><p class="needs">{}</p></div><div data-slot="preview"></div></article>{}"#,
            text.preview(),
            text.preview_about(),
            text.preview_needs(),
            self.data()
        );
        self.page(&Page { place: Place::Preview, title: text.preview(), description: text.preview_about(), main })
    }

    /// `/personvern/`, from its prose as Markdown.
    pub fn privacy_page(&self, prose: &str) -> String {
        let main = format!(
            r#"<article class="privacy"><h1 tabindex="-1">{}</h1><div data-slot="data"></div><div class="text">{}</div></article>{}"#,
            self.text.privacy(),
            page_prose(prose),
            self.data()
        );
        self.page(&Page { place: Place::Privacy, title: self.text.privacy(), description: "", main })
    }

    /// `/om/`, from its prose as Markdown, and who has read the course.
    pub fn about_page(&self, prose: &str) -> String {
        let text = self.text;
        let mut main = format!(
            r#"<article class="about"><h1 tabindex="-1">{}</h1><div class="text">{}<h2>{}</h2>"#,
            text.about(),
            page_prose(prose),
            text.reviewed_heading()
        );
        if self.course.reviewed.is_empty() {
            let _ = write!(main, "<p>{}</p>", text.reviewed_none());
        } else {
            main.push_str("<ul>");
            for review in &self.course.reviewed {
                let _ = write!(main, "<li>{}</li>", escape(&self.reviewed(review)));
            }
            main.push_str("</ul>");
        }
        if !self.outline.help_lines.is_empty() {
            let _ =
                write!(main, "<h2>{}</h2><p>{}</p>{}", text.talk_to_someone(), text.help_emergency(), help_lines(&self.outline.help_lines));
        }
        let _ = write!(main, "</div></article>{}", self.data());
        self.page(&Page { place: Place::About, title: text.about(), description: "", main })
    }

    /// `/veien-videre/`, from its prose as Markdown, and the organisations of course.toml.
    pub fn resources_page(&self, prose: &str) -> String {
        let text = self.text;
        // A list of things to tick off, on paper or in one's head.
        let prose = page_prose(prose).replace("<li>[ ] ", r#"<li class="tick">"#);
        let mut main = format!(
            r#"<article class="onward"><h1 tabindex="-1">{}</h1><div class="text"><p>{}</p>{prose}"#,
            text.resources_heading(),
            text.resources_about()
        );
        if !self.course.resources.is_empty() {
            let _ = write!(main, r#"<h2>{}</h2><ul class="resources">"#, text.resources_where());
            for resource in &self.course.resources {
                let name = escape(resource.name.get(self.language()));
                let name = match &resource.url {
                    Some(url) => format!(r#"<a href="{}" rel="noopener noreferrer">{name}</a>"#, escape(url)),
                    None => name,
                };
                let about = escape(resource.for_whom.get(self.language()));
                let colon = if about.is_empty() { "" } else { ": " };
                let _ = write!(main, "<li>{name}{colon}{about}</li>");
            }
            main.push_str("</ul>");
        }
        let _ = write!(main, r#"</div><div data-slot="feedback"></div></article>{}"#, self.data());
        self.page(&Page { place: Place::Resources, title: text.resources(), description: text.resources_about(), main })
    }

    fn reviewed(&self, review: &Reviewed) -> String {
        let what = match &review.lesson {
            None => self.text.reviewed_course().to_owned(),
            Some(slug) => self.outline.lessons.iter().find(|l| l.slug == *slug).map_or(slug.to_string(), |l| format!("«{}»", l.title)),
        };
        let date = format!("{}.{}.{}", review.date.day, review.date.month, review.date.year);
        self.text.reviewed_by(&what, &review.who, &review.role, date)
    }

    /// The site's root, as a page of this place writes it.
    fn root(&self, place: &Place) -> String {
        match place {
            // A page that is shown at any depth must be told where the site is.
            Place::Missing => format!("{}/", self.course.root.as_deref().unwrap_or("/").trim_end_matches('/')),
            _ => place.root(),
        }
    }

    /// `404.html`.
    pub fn missing_page(&self) -> String {
        let text = self.text;
        let main = format!(
            r#"<article class="missing"><h1 tabindex="-1">{}</h1><div class="text"><p>{}</p></div><nav class="doors on" aria-label="{}"><ul><li><a href="{}"><span>{}</span></a></li></ul></nav><div data-slot="missing"></div></article>{}"#,
            text.missing(),
            text.missing_about(),
            text.doors_on(),
            escape(&self.root(&Place::Missing)),
            text.to_course(),
            self.data()
        );
        self.page(&Page { place: Place::Missing, title: text.missing(), description: "", main })
    }
}

/// The icon's `<link>`: the picture is in the page, so that nothing is asked for.
pub fn icon() -> String {
    format!(r#"<link rel="icon" href="data:image/png;base64,{}">"#, base64(ICON))
}

/// A course's lessons, planned ones too.
pub fn total(course: &Course) -> usize {
    let last = course.planned.iter().map(|planned| planned.number).max().unwrap_or(0);
    last.max(course.lessons.len() + course.planned.len())
}

/// `<ul>` of someone to talk to.
pub fn help_lines(lines: &[HelpLink]) -> String {
    let mut out = String::from("<ul>");
    for line in lines {
        let name = escape(&line.name);
        out.push_str("<li>");
        match (&line.phone, &line.url) {
            (Some(phone), _) => {
                let number: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
                let _ = write!(out, r#"<a href="tel:{number}">{name} <span class="phone">{}</span></a>"#, escape(phone));
            }
            (None, Some(url)) => {
                let _ = write!(out, r#"<a href="{}" rel="noopener noreferrer">{name}</a>"#, escape(url));
            }
            (None, None) => out.push_str(&name),
        }
        out.push_str("</li>");
    }
    out + "</ul>"
}

/// The picture a lesson begins with, as its path under the site's root. A care notice may stand before it.
fn thing<'a>(lesson: &'a Lesson) -> Option<&'a str> {
    let is_care = |piece: &&Piece| piece.aside().is_some_and(|aside| matches!(aside.kind, AsideKind::Care { .. }));
    let Some(Piece::Prose(first)) = lesson.scenes.first()?.pieces.iter().find(|piece| !is_care(piece)) else { return None };
    let mut events = lesson.events.get(first.clone())?.iter().map(|(event, _)| event);
    let Some(Event::Start(Tag::Paragraph)) = events.next() else { return None };
    let Some(Event::Start(Tag::Image { dest_url, .. })) = events.next() else { return None };
    dest_url.strip_prefix("../").filter(|path| path.starts_with("media/"))
}

/// A page's own prose. Its `##` stand right under the page's title, where a lesson's stand under a scene's.
fn page_prose(markdown: &str) -> String {
    let html = html::markdown(markdown);
    (3..=6).fold(html, |html, level| {
        let up = level - 1;
        html.replace(&format!("<h{level}>"), &format!("<h{up}>")).replace(&format!("</h{level}>"), &format!("</h{up}>"))
    })
}

fn way(root: &str, to: &Place, here: &Place, name: &str) -> String {
    // The same place, whatever its hash.
    format!(r#"<a href="{}"{}>{name}</a>"#, to.href(root), current(to.name() == here.name()))
}

fn current(here: bool) -> &'static str {
    if here { r#" aria-current="page""# } else { "" }
}

fn teaser(about: &str) -> String {
    if about.is_empty() { String::new() } else { format!(r#"<p class="teaser">{}</p>"#, escape(about)) }
}

fn levels_attribute(levels: &[Level]) -> String {
    if levels.is_empty() {
        return String::new();
    }
    let names: Vec<_> = levels
        .iter()
        .map(|level| match level {
            Level::Individ => "individ",
            Level::Tjeneste => "tjeneste",
            Level::System => "system",
        })
        .collect();
    format!(r#" data-level="{}""#, names.join(" "))
}

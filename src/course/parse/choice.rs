//! Lists of choices.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::events::owns;
use super::super::finding::{Code, Span};
use super::super::graph::{ChoiceName, Target};
use super::super::model::{At, Choice, Destination, Events, Reference};
use super::super::slug::{is_letter, slug};
use super::names::{FEW, Names, all_differ};
use super::{Reader, effect, part, plain};

impl<'a> Reader<'a> {
    /// Whether a top-level list has choices.
    pub(super) fn has_choices(&self, list: &Events) -> bool {
        // As a rule the first item tells, and its end need not be looked for.
        list.len() > 2 && self.choice_link(list.start + 1).is_some()
            || self.items(list.clone()).any(|item| self.choice_link(item.start).is_some())
    }

    /// Takes a top-level list with choices into the scene: the choices, and what of it is none.
    pub(super) fn choices(&mut self, list: Events) {
        let open = self.scenes.len() - 1;
        let mut told = false;
        let mut at = list.start + 1;
        while at + 1 < list.end {
            let item = at..self.end_of(at);
            at = item.end;
            match self.choice_link(item.start) {
                Some((at, (to, link))) => {
                    let to = At { value: to.clone(), span: link.span };
                    let title = link.title;
                    let choice = self.choice(item, at, to, title);
                    self.scenes[open].choices.push(choice);
                }
                None => {
                    if !std::mem::replace(&mut told, true) {
                        let span = self.first_line(self.range(item.start));
                        self.report.add(Code::MixedList, span, |f| {
                            f.say("the other items of this list are choices, and this is none")
                                .help("begin it with a link to a scene, or put an ordinary list in a list of its own")
                        });
                    }
                    let rest = self.pieces(item.start + 1..item.end - 1);
                    self.scenes[open].pieces.extend(rest);
                }
            }
        }
    }

    /// Items of a list, each from its start to past its end.
    pub(super) fn items(&self, list: Events) -> impl Iterator<Item = Events> {
        let mut at = list.start + 1;
        std::iter::from_fn(move || {
            let start = at;
            (start + 1 < list.end).then(|| {
                at = self.end_of(start);
                start..at
            })
        })
    }

    /// The link an item begins with, if it leads to a scene.
    fn choice_link(&self, item: usize) -> Option<(usize, (&Target, &Reference))> {
        let at = item + 1 + usize::from(matches!(*self.event(item + 1), Event::Start(Tag::Paragraph)));
        Some((at, self.link_to_scene(at)?))
    }

    /// The link of the block being read that starts here, and where it leads, if it is to a scene.
    pub(super) fn link_to_scene(&self, at: usize) -> Option<(&Target, &Reference)> {
        let (Event::Start(Tag::Link { .. }), range) = self.events.get(at)? else { return None };
        // Every link has been gathered, in file order.
        let links = &self.links[self.links_before..];
        let links = &links[links.partition_point(|link| link.span.start < range.start)..];
        let link = links.iter().find(|link| !link.picture)?;
        if let Destination::Scene(to) = &link.to { Some((to, link)) } else { None }
    }

    fn choice(&mut self, item: Events, at: usize, to: At<Target>, title_at: Span) -> Choice<'a> {
        let mut close = self.end_of(at) - 1;
        // Read here, and no title of the page.
        let title = match &mut self.events[at].0 {
            Event::Start(Tag::Link { title, .. }) => std::mem::replace(title, "".into()),
            _ => "".into(),
        };
        self.owned -= usize::from(owns(&title));
        let (condition, effects) = effect::title(&title, self.text, title_at.start..title_at.end, &mut self.report);
        let label = plain(&self.events[at + 1..close]);
        let mut label_events = at + 1..close;

        // What follows in the same paragraph, and the blocks after it.
        let paragraph = at > item.start + 1;
        let mut inline_end = close + 1;
        while inline_end < item.end - 1
            && !self.starts_block(inline_end)
            && !matches!(*self.event(inline_end), Event::End(TagEnd::Paragraph))
        {
            inline_end = match *self.event(inline_end) {
                Event::Start(_) => self.end_of(inline_end),
                _ => inline_end + 1,
            };
        }
        let mut first = close + 1;
        while first < inline_end {
            match &mut self.events[first].0 {
                Event::SoftBreak | Event::HardBreak => {}
                Event::Text(text) if text.trim_start().is_empty() => {}
                Event::Text(text) => {
                    if text.starts_with(char::is_whitespace) {
                        *text = part(text, str::trim_start);
                    }
                    break;
                }
                _ => break,
            }
            first += 1;
        }
        let says_something = self.events[first..inline_end].iter().any(|(event, _)| match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => text.contains(is_letter),
            Event::Start(Tag::Image { .. }) | Event::FootnoteReference(_) => true,
            _ => false,
        });
        let consequence = match (says_something, paragraph) {
            (false, true) => inline_end + 1..item.end - 1,
            (false, false) => inline_end..item.end - 1,
            (true, true) => {
                self.events[first - 1].0 = Event::Start(Tag::Paragraph);
                first - 1..item.end - 1
            }
            (true, false) => {
                // A paragraph needs two places and the link's two tags are free: the label moves one to the left, and so does the text.
                self.events[at..close].rotate_left(1);
                label_events = at..close - 1;
                close -= 1;
                self.events[first - 1..inline_end].rotate_left(1);
                self.events[first - 2].0 = Event::Start(Tag::Paragraph);
                self.events[inline_end - 1].0 = Event::End(TagEnd::Paragraph);
                debug_assert!(first - 2 >= close);
                first - 2..item.end - 1
            }
        };
        let consequence = if consequence.start < consequence.end { consequence } else { consequence.end..consequence.end };
        let pieces = self.pieces(consequence.clone());
        Choice {
            name: ChoiceName::default(),
            label,
            label_events,
            to,
            condition,
            effects,
            consequence,
            pieces,
            span: self.range(item.start).into(),
        }
    }

    /// Gives the last scene's choices their lasting names.
    pub(super) fn name_choices(&mut self) {
        let Some(scene) = self.scenes.last_mut() else { return };
        let choices = &mut scene.choices;
        let own = self.slug.as_str();
        if choices.len() <= FEW {
            let mut shared = [false; FEW];
            for at in 1..choices.len() {
                let place = choices[at].place(own);
                for before in 0..at {
                    if choices[before].place(own) == place {
                        (shared[before], shared[at]) = (true, true);
                    }
                }
            }
            for (choice, shared) in choices.iter_mut().zip(shared) {
                choice.name = choice.name_at(own, shared);
            }
        } else {
            let mut counts = Names::new();
            for choice in choices.iter() {
                counts.take(choice.name_at(own, false).0.into(), 0..0);
            }
            for choice in choices.iter_mut() {
                let shared = counts.times(choice.name_at(own, false).as_str()) > 1;
                choice.name = choice.name_at(own, shared);
            }
        }
        if all_differ(choices.len(), |at| choices[at].name.as_str()) {
            return;
        }
        let mut used = Names::new();
        for choice in choices {
            let span = choice.to.span.start..choice.to.span.end;
            if let Some((free, first)) = used.take(choice.name.0.clone().into(), span.clone()) {
                choice.name.0 = free;
                self.report.add(Code::DuplicateId, span, |f| {
                    f.say(format!("two choices of this scene lead here, and both are called “{}”", choice.label))
                        .help("word them differently: a choice is remembered by where it leads and what it is called")
                        .see(first, "the first")
                });
            }
        }
    }
}

impl Choice<'_> {
    /// The scene and the lesson it leads to, as they stand in its name. The opening scene is called as its lesson.
    fn place<'s>(&'s self, own: &'s str) -> (&'s str, &'s str) {
        let Target { lesson, scene } = &self.to.value;
        let lesson = lesson.as_ref().map_or("", |lesson| lesson.as_str());
        (scene.as_ref().map_or(if lesson.is_empty() { own } else { lesson }, |scene| scene.as_str()), lesson)
    }

    /// Its name; `shared` when another leads to the same place.
    fn name_at(&self, own: &str, shared: bool) -> ChoiceName {
        let (scene, lesson) = self.place(own);
        let label = if shared { slug(&self.label) } else { String::new() };
        let mut name = String::with_capacity(lesson.len() + 1 + scene.len() + 1 + label.len());
        if !lesson.is_empty() {
            name.push_str(lesson);
            name.push('#');
        }
        name.push_str(scene);
        if shared {
            name.push('~');
            name.push_str(&label);
        }
        ChoiceName(name)
    }
}

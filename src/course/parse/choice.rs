//! Lists of choices.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::super::finding::Code;
use super::super::graph::{ChoiceName, Target};
use super::super::model::{At, Choice, Destination, Events, Piece, Scene};
use super::super::slug::slug;
use super::{Names, Reader, effect, link, plain};

impl Reader<'_> {
    /// The choices of a top-level list, and what of it is none. `None` for an ordinary list.
    pub(super) fn choices(&mut self, list: Events) -> Option<(Vec<Choice>, Vec<Piece>)> {
        let items = self.items(list);
        let links: Vec<Option<(usize, Target)>> = items.iter().map(|item| self.choice_link(item.clone())).collect();
        if links.iter().all(Option::is_none) {
            return None;
        }
        let mut choices = Vec::new();
        let mut rest = Vec::new();
        let mut told = false;
        for (item, found) in items.into_iter().zip(links) {
            match found {
                Some((at, to)) => choices.push(self.choice(item, at, to)),
                None => {
                    if !std::mem::replace(&mut told, true) {
                        let span = self.first_line(self.events[item.start].1.clone());
                        self.report.add(Code::MixedList, span, |f| {
                            f.say("the other items of this list are choices, and this is none")
                                .help("begin it with a link to a scene, or put an ordinary list in a list of its own")
                        });
                    }
                    rest.extend(self.pieces(item.start + 1..item.end - 1));
                }
            }
        }
        Some((choices, rest))
    }

    /// Items of a list, each from its start to past its end.
    pub(super) fn items(&self, list: Events) -> Vec<Events> {
        let mut items = Vec::new();
        let mut at = list.start + 1;
        while at + 1 < list.end {
            let end = self.end_of(at);
            items.push(at..end);
            at = end;
        }
        items
    }

    /// The link an item begins with, if it leads to a scene.
    fn choice_link(&self, item: Events) -> Option<(usize, Target)> {
        let at = item.start + 1 + usize::from(matches!(self.events[item.start + 1].0, Event::Start(Tag::Paragraph)));
        match &self.events.get(at)?.0 {
            Event::Start(Tag::Link { dest_url, link_type, .. }) if *link_type != LinkType::Email => {
                match link::destination(dest_url, &self.slug) {
                    Destination::Scene(to) => Some((at, to)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn choice(&mut self, item: Events, at: usize, to: Target) -> Choice {
        let mut close = self.end_of(at) - 1;
        let range = self.events[at].1.clone();
        let label_end = if close > at + 1 { self.events[close - 1].1.end } else { range.start + 1 };
        let places = link::places(self.text, &range, label_end);
        let title = match &self.events[at].0 {
            Event::Start(Tag::Link { title, .. }) => title.clone(),
            _ => "".into(),
        };
        let (condition, effects) = effect::title(&title, self.text, places.title, &mut self.report);
        let label = plain(&self.events[at + 1..close]).trim().to_owned();
        let mut label_events = at + 1..close;

        // What follows in the same paragraph, and the blocks after it.
        let paragraph = at > item.start + 1;
        let mut inline_end = close + 1;
        while inline_end < item.end - 1
            && !self.starts_block(inline_end)
            && !matches!(self.events[inline_end].0, Event::End(TagEnd::Paragraph))
        {
            inline_end = match self.events[inline_end].0 {
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
                        *text = text.trim_start().to_owned().into();
                    }
                    break;
                }
                _ => break,
            }
            first += 1;
        }
        let says_something = self.events[first..inline_end].iter().any(|(event, _)| match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => text.contains(char::is_alphanumeric),
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
            to: At { value: to, span: places.to.into() },
            condition,
            effects,
            consequence,
            pieces,
            span: self.events[item.start].1.clone().into(),
        }
    }

    /// Gives a scene's choices their lasting names.
    pub(super) fn name_choices(&mut self, scene: &mut Scene) {
        let own = &self.slug;
        let target = |to: &Target| match (&to.lesson, &to.scene) {
            (None, scene) => scene.as_ref().map_or(own.as_str(), |s| s.as_str()).to_owned(),
            // The opening scene is called as its lesson.
            (Some(lesson), scene) => format!("{lesson}#{}", scene.as_ref().map_or(lesson.as_str(), |s| s.as_str())),
        };
        let mut shared = Names::new();
        for choice in &scene.choices {
            super::free_name(&mut shared, target(&choice.to.value), 0..0);
        }
        let mut used = Names::new();
        for choice in &mut scene.choices {
            let mut name = target(&choice.to.value);
            if shared[&name].1 > 1 {
                name = format!("{name}~{}", slug(&choice.label));
            }
            let span = choice.to.span.start..choice.to.span.end;
            let (name, first) = super::free_name(&mut used, name, span.clone());
            if let Some(first) = first {
                self.report.add(Code::DuplicateId, span, |f| {
                    f.say(format!("two choices of this scene lead here, and both are called “{}”", choice.label))
                        .help("word them differently: a choice is remembered by where it leads and what it is called")
                        .see(first, "the first")
                });
            }
            choice.name = ChoiceName(name);
        }
    }
}

//! Lists of choices.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::finding::Code;
use super::super::graph::{ChoiceName, Target};
use super::super::model::{At, Choice, Destination, Events, Piece, Reference};
use super::super::slug::{is_letter, slug};
use super::{Names, Reader, effect, link, plain};

impl Reader<'_> {
    /// The choices of a top-level list, and what of it is none. `None` for an ordinary list.
    pub(super) fn choices(&mut self, list: Events) -> Option<(Vec<Choice>, Vec<Piece>)> {
        // Twice over the items rather than a list of them: as a rule the first tells.
        if !self.items(list.clone()).any(|item| self.choice_link(item).is_some()) {
            return None;
        }
        let mut choices = Vec::with_capacity(4);
        let mut rest = Vec::new();
        let mut told = false;
        let mut at = list.start + 1;
        while at + 1 < list.end {
            let item = at..self.end_of(at);
            at = item.end;
            match self.choice_link(item.clone()) {
                Some((at, to)) => choices.push(self.choice(item, at, to)),
                None => {
                    if !std::mem::replace(&mut told, true) {
                        let span = self.first_line(self.range(item.start));
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
    fn choice_link(&self, item: Events) -> Option<(usize, Target)> {
        let at = item.start + 1 + usize::from(matches!(*self.event(item.start + 1), Event::Start(Tag::Paragraph)));
        match &self.events.get(at)?.0 {
            Event::Start(Tag::Link { .. }) => {
                // Every link has been gathered, in file order.
                let range = &self.events[at].1;
                let link = self.links.partition_point(|link| link.span.start < range.start);
                match self.links[link..].iter().find(|link| !link.picture) {
                    Some(Reference { to: Destination::Scene(to), .. }) => Some((at, to.clone())),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn choice(&mut self, item: Events, at: usize, to: Target) -> Choice {
        let mut close = self.end_of(at) - 1;
        let range = self.range(at);
        let label_end = if close > at + 1 { self.range(close - 1).end } else { range.start + 1 };
        let places = link::places(self.text, &range, label_end);
        // Read here, and no title of the page.
        let title = match &mut self.events[at].0 {
            Event::Start(Tag::Link { title, .. }) => std::mem::replace(title, "".into()),
            _ => "".into(),
        };
        let (condition, effects) = effect::title(&title, self.text, places.title, &mut self.report);
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
                        *text = text.trim_start().to_owned().into();
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
            to: At { value: to, span: places.to.into() },
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
        let mut names: Vec<String> = choices
            .iter()
            .map(|choice| match &choice.to.value {
                Target { lesson: None, scene } => scene.as_ref().map_or(self.slug.as_str(), |s| s.as_str()).to_owned(),
                // The opening scene is called as its lesson.
                Target { lesson: Some(lesson), scene } => format!("{lesson}#{}", scene.as_ref().map_or(lesson.as_str(), |s| s.as_str())),
            })
            .collect();
        // A handful as a rule, and of scenes that can exist: then comparing them is quicker than a table.
        let few = choices.len() < 20 && names.iter().all(|name| !name.contains('~') && name.matches('#').count() < 2);
        let mut counts = Names::new();
        if !few {
            names.iter().for_each(|name| drop(super::free_name(&mut counts, name.clone(), 0..0)));
        }
        let shared: Vec<bool> = names
            .iter()
            .map(|name| if few { names.iter().filter(|other| *other == name).nth(1).is_some() } else { counts[name].1 > 1 })
            .collect();
        for (i, shared) in shared.into_iter().enumerate() {
            if shared {
                names[i] = [&names[i], "~", &slug(&choices[i].label)].concat();
            }
        }
        let few = few && names.iter().enumerate().all(|(i, name)| !names[..i].contains(name));
        let mut used = Names::new();
        for (choice, mut name) in choices.iter_mut().zip(names) {
            if !few {
                let span = choice.to.span.start..choice.to.span.end;
                let (free, first) = super::free_name(&mut used, name, span.clone());
                if let Some(first) = first {
                    self.report.add(Code::DuplicateId, span, |f| {
                        f.say(format!("two choices of this scene lead here, and both are called “{}”", choice.label))
                            .help("word them differently: a choice is remembered by where it leads and what it is called")
                            .see(first, "the first")
                    });
                }
                name = free;
            }
            choice.name = ChoiceName(name);
        }
    }
}

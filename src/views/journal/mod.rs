//! The journal: everything written and rated, by lesson, with what was asked beside it.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::Desk;
use super::parts::{self, part};
use crate::browser::{clock, dom};
use crate::course::graph::PromptKind;
use crate::journey::{Answer, Asked, Reply, Version, order};
use crate::text::NB;

/// Mounts the journal.
pub fn controls(desk: Desk) -> AnyView {
    parts::mounted(parts::slot(None, "journal"), move || journal(desk))
}

/// Which entry is open, and for what: `edit lesson/prompt`, `erase lesson/prompt`, or nothing. It lives above the list, so that what
/// changes elsewhere does not close it.
type Open = RwSignal<String>;

fn journal(desk: Desk) -> AnyView {
    let open: Open = RwSignal::new(String::new());
    let draft = RwSignal::new(String::new());
    let copied = RwSignal::new(String::new());
    let copy = move || parts::copy(as_text(&by_lesson(desk)), copied);
    let print = move || {
        let _ = dom::window().print();
    };
    parts::all(vec![
        parts::acts(vec![parts::button("quiet", NB.journal_copy(), copy), parts::button("quiet", NB.journal_print(), print)]),
        parts::status("kept", move || copied.get()),
        parts::live(move || {
            let groups = by_lesson(desk);
            if groups.is_empty() {
                return parts::line("", NB.journal_empty());
            }
            parts::all(groups.into_iter().map(|group| written(desk, group, open, draft)).collect())
        }),
    ])
}

/// A lesson's answers. Shape: number in the course, title, answers; the number of a lesson that is gone is empty.
type Group = (String, String, Vec<Answer>);

/// Answers under their lessons, in the course's order; those of lessons that are gone come last.
fn by_lesson(desk: Desk) -> Vec<Group> {
    let answers = desk.journey.with(|j| j.answers.iter().filter(|a| shown(&a.newest.reply).is_some()).cloned().collect::<Vec<_>>());
    let mut groups: Vec<(usize, Group)> = Vec::new();
    for answer in answers {
        let (place, title) = desk.page.with_untracked(|page| (page.number_of(&answer.lesson), page.title_of(&answer.lesson)));
        let number = place.map(|n| n.to_string()).unwrap_or_default();
        match groups.iter_mut().find(|(_, group)| group.1 == title) {
            Some((_, group)) => group.2.push(answer),
            None => groups.push((place.unwrap_or(usize::MAX), (number, title, vec![answer]))),
        }
    }
    order::sort(&mut groups, &|a, b| a.0.cmp(&b.0));
    groups.into_iter().map(|(_, group)| group).collect()
}

fn written(desk: Desk, (number, title, answers): Group, open: Open, draft: RwSignal<String>) -> AnyView {
    let entries = answers.into_iter().map(|answer| entry(desk, answer, open, draft)).collect();
    let heading = part("h2").add(part("span").class("room").text(number.clone()).done()).text(" ").text(title).done();
    part("section").class("written").set("data-tone", number).add(heading).add(parts::all(entries)).done()
}

/// What an answer says, as text; nothing for what was passed over.
fn shown(reply: &Reply) -> Option<String> {
    match reply {
        Reply::Text(text) => Some(text.clone()),
        Reply::Scale(n) => Some(n.to_string()),
        Reply::Poll(picked) if picked.is_empty() => None,
        Reply::Poll(picked) => Some(picked.iter().map(|p| p.label.as_str()).collect::<Vec<_>>().join("\n")),
        Reply::Thought | Reply::Skipped => None,
    }
}

/// Kind and date.
fn facts(version: &Version) -> String {
    let kind = match version.kind {
        PromptKind::Reflection => NB.kind_reflection(),
        PromptKind::Intention => NB.kind_intention(),
        PromptKind::Scale => NB.kind_scale(),
        PromptKind::Poll => NB.kind_poll(),
        PromptKind::Discussion => NB.kind_discussion(),
    };
    NB.journal_of_kind(kind, clock::day(version.at))
}

fn as_text(groups: &[Group]) -> String {
    let mut text = String::new();
    for (number, title, answers) in groups {
        text.push_str(&format!("{number} {title}\n\n"));
        for answer in answers {
            let said = shown(&answer.newest.reply).unwrap_or_default();
            text.push_str(&format!("{}\n{}\n\n{said}\n\n", answer.newest.question, facts(&answer.newest)));
        }
    }
    text
}

/// One answer: reading it, changing it, taking it back.
fn entry(desk: Desk, answer: Answer, open: Open, draft: RwSignal<String>) -> AnyView {
    let others: Vec<AnyView> = answer.others.iter().filter_map(|v| shown(&v.reply)).map(parts::quoted).collect();
    let others = match others.is_empty() {
        true => parts::nothing(),
        false => parts::all(vec![parts::line("kind", NB.other_version()), parts::all(others)]),
    };
    let question = answer.newest.question.clone();
    let answer = Arc::new(answer);
    let name = format!("{}/{}", answer.lesson, answer.prompt);
    let inside = vec![parts::line("ask", question), parts::live(move || reading(desk, &answer, open, draft)), others];
    part("div").class("entry").set("data-entry", name).add(parts::all(inside)).done()
}

fn reading(desk: Desk, answer: &Arc<Answer>, open: Open, draft: RwSignal<String>) -> AnyView {
    let name = format!("{}/{}", answer.lesson, answer.prompt);
    let (edit, erase) = (format!("edit {name}"), format!("erase {name}"));
    let asked = Asked {
        lesson: answer.lesson.clone(),
        prompt: answer.prompt.clone(),
        kind: answer.newest.kind,
        question: answer.newest.question.clone(),
    };
    let said = shown(&answer.newest.reply).unwrap_or_default();
    let shows = StoredValue::new(name.clone());
    // What had focus goes away with every press here; the next thing to press in this entry gets it.
    let turn = move |to: String, part: &str| {
        open.set(to);
        parts::focus_next(shows.with_value(|name| format!("[data-entry=\"{name}\"] {part}")));
    };
    let close = move || turn(String::new(), "button");
    let now = open.get();
    if now == edit {
        let keep = move || {
            desk.keeper.update(|k| {
                k.write(&asked, &draft.get_untracked());
                k.close();
            });
            close();
        };
        let label = answer.newest.question.clone();
        let field =
            parts::text_area(format!("endre-{name}"), label, String::new(), move || draft.get(), move |text| draft.set(text), || {});
        let buttons = vec![parts::button("", NB.journal_keep(), keep), parts::button("quiet", NB.journal_cancel(), close)];
        return parts::all(vec![field, parts::acts(buttons)]);
    }
    let text = parts::all(vec![parts::line("wrote", said.clone()), parts::line("facts", facts(&answer.newest))]);
    if now == erase {
        let yes = move || {
            desk.keeper.update(|k| k.erase(&asked.lesson, &asked.prompt));
            open.set(String::new());
            parts::focus_next("main h1");
        };
        let question = parts::confirm(NB.journal_delete_sure(), NB.yes_delete(), NB.no_keep(), yes, close);
        return parts::all(vec![text, question]);
    }
    let mut buttons = vec![parts::button("quiet", NB.journal_delete(), move || turn(erase.clone(), ".confirm .quiet"))];
    if matches!(answer.newest.reply, Reply::Text(_)) {
        let begin = move || {
            draft.set(said.clone());
            turn(edit.clone(), "textarea");
        };
        buttons.insert(0, parts::button("quiet", NB.journal_edit(), begin));
    }
    parts::all(vec![text, parts::acts(buttons)])
}

//! At a choice: think, hands, talk, hands again; counting; showing; deciding. All rounds stay.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use super::acts::{self, Act};
use super::lead::{Here, Lead, Way};
use crate::course::graph::ChoiceName;
use crate::journey::session::{Estimate, Hands, Outcome, Place, Round, Seating, TableVote};
use crate::text::NB;
use crate::views::parts::{self, part};
use crate::views::shared::Followed;

/// What a choice place has. Nothing where there is nothing to vote on.
pub fn all(lead: Lead) -> AnyView {
    // Another choice place has other fields; within one they stay, whatever is counted.
    let place = Followed::new(move || lead.here.with(|here| (here.visit, here.choices.clone())));
    parts::live(move || {
        let choices = place.with(|(_, choices)| choices.clone());
        let detour = parts::live(move || match lead.see(false, |session| session.in_detour()) {
            true => acts::button(lead, Act::Return),
            false => parts::nothing(),
        });
        if choices.is_empty() { detour } else { parts::all(vec![detour, of(lead, choices)]) }
    })
}

fn of(lead: Lead, choices: Vec<(ChoiceName, String)>) -> AnyView {
    let order = [Act::Think, Act::Hands, Act::Talk, Act::Again].into_iter().map(|act| acts::button(lead, act)).collect();
    let order = part("div").class("acts order").set("role", "group").set("aria-label", NB.lead_order()).add(parts::all(order)).done();
    let marks = (1..).zip(&choices).map(|(number, (name, label))| mark(lead, number, name.clone(), label)).collect();
    let marks = part("ul").class("marks").set("aria-label", NB.lead_choices()).add(parts::all(marks)).done();
    let ways = ways(lead);
    let counted = StoredValue::new(choices);
    let counting = parts::live(move || {
        let choices = counted.get_value();
        match lead.way.get() {
            Way::Hands => hands(lead, choices),
            Way::Tables => tables(lead, choices),
            Way::Estimate => estimate(lead, choices),
        }
    });
    let rounds = Memo::new(move |_| lead.here.with(|here| rounds(lead, here)));
    let rounds = parts::live(move || {
        let lines = rounds.get().into_iter().map(|line| part("li").text(line).done()).collect();
        part("ul").class("rounds").add(parts::all(lines)).done()
    });
    let outcome = parts::status("outcome", move || lead.here.with(|here| outcome(lead, here)));
    let decide = parts::acts(vec![acts::button(lead, Act::Votes), acts::button(lead, Act::Decide)]);
    let heading = part("h2").text(NB.lead_votes_heading()).done();
    let decide = part("div").class("decide").add(outcome).add(decide).done();
    let votes =
        part("div").class("votes").keep("data-way", move || Some(if lead.way.get() == Way::Tables { "tables" } else { "" }.to_owned()));
    votes.add(parts::all(vec![heading, order, marks, ways, counting, rounds, decide])).done()
}

/// A choice with its number: pressed, it is marked on the screen.
fn mark(lead: Lead, number: usize, name: ChoiceName, label: &str) -> AnyView {
    let marked = Memo::new(move |_| lead.see(false, |session| session.marked.as_ref() == Some(&name)));
    let button = part("button").set("type", "button").class("mark quiet").set("aria-keyshortcuts", number.to_string());
    let button = button.keep("aria-pressed", move || Some(if marked.get() { "true" } else { "false" }.to_owned()));
    let number_shown = part("kbd").text(number.to_string()).done();
    let button = button.on("click", move |_| acts::mark(lead, number)).add(number_shown).text(" ").add(part("span").text(label).done());
    part("li").add(button.done()).done()
}

/// Hands, tables or an estimate.
fn ways(lead: Lead) -> AnyView {
    let all = [(Way::Hands, NB.lead_by_hands()), (Way::Tables, NB.lead_by_tables()), (Way::Estimate, NB.lead_by_estimate())];
    let radio = move |(way, words): (Way, &'static str)| {
        let input = part("input").set("type", "radio").set("name", "telling").set("autocomplete", "off");
        let input = if lead.way.get_untracked() == way { input.set("checked", "") } else { input };
        let input = input.on("change", move |_| lead.way.set(way)).done();
        part("label").add(input).add(part("span").text(words).done()).done()
    };
    let legend = part("legend").text(NB.lead_count_by()).done();
    let radios = all.into_iter().map(radio).collect();
    part("fieldset").class("filter").add(legend).add(parts::all(radios)).done()
}

/// Digits for each choice, in the room and on Teams. Enter goes to the next field.
fn hands(lead: Lead, choices: Vec<(ChoiceName, String)>) -> AnyView {
    let both = lead.room.peek(|recorder| recorder.session().plan.seating == Seating::Teams).unwrap_or(false);
    let places: &[(Place, &str)] = match both {
        true => &[(Place::Room, NB.lead_in_room()), (Place::Teams, NB.lead_on_teams())],
        false => &[(Place::Room, NB.lead_in_room())],
    };
    let names = StoredValue::new(choices.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
    let mut columns = Vec::new();
    for (place, title) in places {
        let mut fields = vec![part("legend").text(*title).done()];
        for (number, (name, label)) in (1..).zip(&choices) {
            let input = digits(
                {
                    let (name, place) = (name.clone(), *place);
                    move || lead.see(None, |session| count(session.round(), place, &name)).map_or_else(String::new, |n| n.to_string())
                },
                {
                    let (name, place) = (name.clone(), *place);
                    move |n| tally(lead, names, place, &name, n)
                },
            );
            let number = part("kbd").text(number.to_string()).done();
            let label = part("span").class("unseen").text(label).done();
            fields.push(part("label").add(number).text(" ").add(label).add(input).done());
        }
        columns.push(part("fieldset").class("tally").add(parts::all(fields)).done());
    }
    columns.push(parts::line("hint", NB.lead_hands_hint()));
    part("div").class("counting").add(parts::all(columns)).done()
}

/// A field for a whole number. `write` gets what is typed; `None` when it is empty.
fn digits(shown: impl Fn() -> String + Send + Sync + 'static, write: impl Fn(Option<u32>) + 'static) -> AnyView {
    let typed = move |event: Event| {
        let Some(input) = event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) else { return };
        let value = input.value();
        let digits: String = value.chars().filter(char::is_ascii_digit).take(4).collect();
        if digits != value {
            input.set_value(&digits);
        }
        write(digits.parse().ok());
    };
    let field = part("input").set("type", "text").set("inputmode", "numeric").set("autocomplete", "off").set("size", "4");
    field.value(shown).on("input", typed).done()
}

fn count(round: Option<&Round>, place: Place, name: &ChoiceName) -> Option<u32> {
    let hands = round?.hands.iter().find(|hands| hands.place == place)?;
    hands.counts.iter().find(|(of, _)| of == name).map(|(_, n)| *n)
}

fn tally(lead: Lead, names: StoredValue<Vec<ChoiceName>>, place: Place, name: &ChoiceName, n: Option<u32>) {
    let choices = lead.here.with_untracked(|here| here.choices.clone());
    lead.room.act(|recorder, at| {
        let round = recorder.session().round().cloned();
        let counts = names.with_value(|names| {
            let now = |of: &ChoiceName| if of == name { n } else { count(round.as_ref(), place, of) };
            names.iter().filter_map(|of| now(of).map(|n| (of.clone(), n))).collect()
        });
        recorder.offer(choices, at);
        recorder.hands(Hands { place, counts }, at);
    });
}

/// A choice and a sentence from each table, in turn.
fn tables(lead: Lead, choices: Vec<(ChoiceName, String)>) -> AnyView {
    let how_many = digits(
        move || lead.see(0, |session| session.tables).checked_sub(1).map_or_else(String::new, |n| (n + 1).to_string()),
        // As many as can be seated, not as can be typed.
        move |n| lead.act(|recorder, at| recorder.tables(n.unwrap_or(0).min(99), at)),
    );
    let how_many = part("label").class("how-many").text(NB.lead_tables()).text(" ").add(how_many).done();
    let reporting = Memo::new(move |_| {
        let next = lead.see(None, |session| {
            let empty = Round::default();
            session.round().unwrap_or(&empty).next_table(session.tables)
        });
        (lead.see(0, |session| session.tables) > 0).then(|| lead.table.get().or(next)).flatten()
    });
    let choices = StoredValue::new(choices);
    let report = parts::live(move || match reporting.get() {
        Some(table) => report(lead, table, choices),
        None => parts::nothing(),
    });
    let reported = Memo::new(move |_| reported(lead));
    let reported = parts::live(move || {
        let line = move |(table, words): (u32, String)| {
            let again = parts::button("quiet", words, move || {
                lead.table.set(Some(table));
                parts::focus_next(".report input");
            });
            part("li").add(again).done()
        };
        part("ul").class("reported").add(parts::all(reported.get().into_iter().map(line).collect())).done()
    });
    part("div").class("counting").add(parts::all(vec![how_many, report, reported])).done()
}

/// The tables that have reported, as buttons say it.
fn reported(lead: Lead) -> Vec<(u32, String)> {
    let here = lead.here.get();
    let label = |choice: &ChoiceName| {
        let at = here.choices.iter().position(|(name, _)| name == choice);
        at.map_or_else(String::new, |at| (at + 1).to_string())
    };
    lead.see(Vec::new(), |session| {
        let tables = session.round().map_or(&[][..], |round| &round.tables);
        let said =
            |vote: &TableVote| NB.lead_table_said(vote.table, vote.choice.as_ref().map_or_else(|| "–".to_owned(), label), &vote.sentence);
        tables.iter().map(|vote| (vote.table, said(vote))).collect()
    })
}

fn report(lead: Lead, table: u32, choices: StoredValue<Vec<(ChoiceName, String)>>) -> AnyView {
    let of_table = move || {
        lead.see(None, |session| session.round()?.tables.iter().find(|vote| vote.table == table).cloned()).unwrap_or(TableVote {
            table,
            choice: None,
            sentence: String::new(),
        })
    };
    let write = move |change: &dyn Fn(&mut TableVote)| {
        let mut vote = untrack(of_table);
        change(&mut vote);
        // Stays at this table until the next is asked for.
        lead.table.set(Some(table));
        let choices = choices.get_value();
        lead.room.act(|recorder, at| {
            recorder.offer(choices, at);
            recorder.table(vote, at);
        });
    };
    let known = untrack(of_table);
    let radio = |number: usize, name: Option<ChoiceName>, words: String| {
        let input = part("input").set("type", "radio").set("name", format!("bord-{table}")).set("autocomplete", "off");
        let has_reported =
            untrack(|| lead.see(false, |s| s.round().is_some_and(|round| round.tables.iter().any(|vote| vote.table == table))));
        let input = if has_reported && known.choice == name { input.set("checked", "") } else { input };
        let input = input.on("change", move |_| write(&|vote| vote.choice.clone_from(&name))).done();
        let number = if number == 0 { "–".to_owned() } else { number.to_string() };
        part("label").add(input).add(part("span").add(part("kbd").text(number).done()).text(" ").text(words).done()).done()
    };
    let mut radios = vec![part("legend").text(NB.lead_report(table, lead.room.peek(|r| r.session().tables).unwrap_or(0))).done()];
    for (number, (name, label)) in (1..).zip(choices.get_value()) {
        radios.push(radio(number, Some(name), label));
    }
    radios.push(radio(0, None, NB.lead_no_choice().to_owned()));
    let sentence = part("input")
        .set("type", "text")
        .set("id", "setning")
        .set("autocomplete", "off")
        .set("maxlength", "300")
        .value(move || of_table().sentence);
    let sentence = sentence.on("input", move |event| {
        let text = event_target_value(&event);
        write(&|vote| vote.sentence.clone_from(&text));
    });
    let sentence = part("label").class("sentence").text(NB.lead_sentence()).text(" ").add(sentence.done()).done();
    let next = parts::button("quiet", NB.lead_next_table(), move || {
        // A table that could not agree, and said nothing, has reported all the same.
        if !untrack(|| lead.see(false, |s| s.round().is_some_and(|round| round.tables.iter().any(|vote| vote.table == table)))) {
            write(&|_| ());
        }
        lead.table.set(None);
        parts::focus_next(".report input");
    });
    let radios = part("fieldset").add(parts::all(radios)).done();
    let line = part("div").class("report-line").add(sentence).add(next).done();
    part("div").class("report").add(radios).add(line).done()
}

/// Most for one, or divided.
fn estimate(lead: Lead, choices: Vec<(ChoiceName, String)>) -> AnyView {
    let button = move |estimate: Estimate, words: String| {
        let own = estimate.clone();
        let said =
            Memo::new(move |_| lead.see(false, |session| session.round().and_then(|round| round.estimate.clone()).as_ref() == Some(&own)));
        let button = part("button").set("type", "button").class("quiet").text(words);
        let button = button.keep("aria-pressed", move || Some(if said.get() { "true" } else { "false" }.to_owned()));
        let press = move |_| {
            let choices = lead.here.with_untracked(|here| here.choices.clone());
            lead.room.act(|recorder, at| {
                recorder.offer(choices, at);
                recorder.estimate(estimate.clone(), at);
            });
        };
        button.on("click", press).done()
    };
    let mut buttons = Vec::new();
    for (number, (name, _)) in (1..).zip(choices) {
        buttons.push(button(Estimate::Most(name), NB.lead_most_for(number)));
    }
    buttons.push(button(Estimate::Split, NB.lead_split().to_owned()));
    part("div").class("counting").add(parts::acts(buttons)).done()
}

/// The rounds before this one, each in a line.
fn rounds(lead: Lead, here: &Here) -> Vec<String> {
    lead.see(Vec::new(), |session| {
        let rounds = session.poll().map_or(&[][..], |poll| &poll.rounds);
        let before = rounds.len().saturating_sub(1);
        (1..).zip(&rounds[..before]).map(|(number, round)| NB.lead_round(number, counts(round, here))).collect()
    })
}

/// A round's counts by the choices' numbers, as `1: 12, 2: 9`; or its outcome, where nothing was counted.
fn counts(round: &Round, here: &Here) -> String {
    if round.hands.is_empty() && round.tables.is_empty() {
        return said(&round.outcome(), here);
    }
    let count = |(number, (name, _)): (usize, &(ChoiceName, String))| format!("{number}: {}", round.count(name.as_str()));
    (1..).zip(&here.choices).map(count).collect::<Vec<_>>().join(", ")
}

fn said(outcome: &Outcome, here: &Here) -> String {
    let number = |choice: &ChoiceName| here.choices.iter().position(|(name, _)| name == choice).map_or(0, |at| at + 1);
    match outcome {
        Outcome::Nobody => NB.lead_nobody().to_owned(),
        Outcome::Leads(choice) => NB.lead_leads(number(choice)),
        Outcome::Tie(choices) => NB.lead_tie(choices.iter().map(|choice| number(choice).to_string()).collect::<Vec<_>>().join(", ")),
        Outcome::Split => NB.lead_is_split().to_owned(),
    }
}

/// Who leads in the round that is counted now, and what is odd about it.
fn outcome(lead: Lead, here: &Here) -> String {
    lead.see(String::new(), |session| {
        let Some(round) = session.round().filter(|round| !round.is_empty()) else { return String::new() };
        let mut words = said(&round.outcome(), here);
        if round.more_hands_than(session.people) {
            words.push(' ');
            words.push_str(&NB.lead_more_hands(session.people.unwrap_or(0)));
        }
        words
    })
}

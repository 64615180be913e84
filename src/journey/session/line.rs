//! A session's event as it is saved: one flat object with a `what`, and only the fields that kind has.

use super::event::{About, Event, Scene, Stage, What};
use super::plan::{Plan, PlannedLesson, Seating, SessionId};
use super::saved::FORMAT;
use super::snapshot::{Screen, Snapshot};
use super::timer::Talk;
use super::vote::{Decided, Estimate, Hands, Place, TableVote};
use super::words;
use crate::course::graph::{ChoiceName, LessonSlug, Meters, PromptId, SceneId};
use crate::course::json::{Field, Fields};
use crate::course::model::Room;
use crate::journey::line::{bad, count, flag, lesson, meters, number, put_meters, scene, text};
use crate::journey::saved::Unreadable;

/// The event as fields.
pub(super) fn write(event: &Event) -> Field {
    let mut line = Fields::default();
    put_number(&mut line, "number", event.number.into());
    put_number(&mut line, "at", event.at);
    line.text("what", word(&event.what));
    match &event.what {
        What::Planned(plan) => put_plan(&mut line, plan),
        What::Resumed { epoch } => put_number(&mut line, "epoch", (*epoch).into()),
        What::People(people) => put_some(&mut line, "count", people.map(i64::from)),
        What::Tables(tables) => put_number(&mut line, "count", (*tables).into()),
        What::EndsAt(ends_at) => put_some(&mut line, "when", *ends_at),
        What::Showed(screen) => line.text("screen", words::word(&Screen::ALL, *screen)),
        What::Began { lesson, scene, meters } | What::Detoured { lesson, scene, meters } => {
            line.text("lesson", lesson.as_str());
            put_scene(&mut line, scene);
            put_meters(&mut line, meters);
        }
        What::Entered(scene) | What::Jumped(scene) => put_scene(&mut line, scene),
        What::Skipped { to, summary } => {
            put_scene(&mut line, to);
            line.text("summary", summary);
        }
        What::PassedOver { lesson, scene } => {
            line.text("lesson", lesson.as_str());
            line.text("scene", scene.as_str());
        }
        What::Stepped(step) => put_number(&mut line, "step", i64::try_from(*step).unwrap_or(i64::MAX)),
        What::Marked(choice) => put_choice(&mut line, choice.as_ref()),
        What::Chose { choice, label, meters, consequence, by } => {
            put_choice(&mut line, Some(choice));
            line.text("label", label);
            put_meters(&mut line, meters);
            line.flag("consequence", *consequence);
            line.text("by", words::word(&Decided::ALL, *by));
        }
        What::Undone { decision } => put_number(&mut line, "decision", (*decision).into()),
        What::Black(on) | What::Shown(on) => line.flag("on", *on),
        What::Froze(picture) => {
            if let Some(picture) = picture {
                line.put("picture", picture.to_field());
            }
        }
        What::Staged(stage) => line.text("stage", words::word(&Stage::ALL, *stage)),
        What::Offered(labels) => {
            let pair = |(name, label): &(ChoiceName, String)| Field::List(vec![Field::Text(name.0.clone()), Field::Text(label.clone())]);
            line.put("labels", Field::List(labels.iter().map(pair).collect()));
        }
        What::Hands(hands) => {
            line.text("place", words::word(&Place::ALL, hands.place));
            let pair = |(name, n): &(ChoiceName, u32)| Field::List(vec![Field::Text(name.0.clone()), Field::Number((*n).into())]);
            line.put("counts", Field::List(hands.counts.iter().map(pair).collect()));
        }
        What::Table(vote) => {
            put_number(&mut line, "table", vote.table.into());
            put_choice(&mut line, vote.choice.as_ref());
            line.text("sentence", &vote.sentence);
        }
        What::Estimated(Estimate::Most(choice)) => put_choice(&mut line, Some(choice)),
        What::Noted { about, text } => {
            line.text("lesson", about.lesson.as_str());
            line.text("scene", about.scene.as_str());
            line.text("title", &about.title);
            put_prompt(&mut line, about.prompt.as_ref());
            put_some(&mut line, "table", about.table.map(i64::from));
            line.text("text", text);
        }
        What::Timed { prompt, parts } => {
            put_prompt(&mut line, prompt.as_ref());
            let pair = |(talk, minutes): &(Talk, u32)| {
                Field::List(vec![Field::Text(words::word(&Talk::ALL, *talk).to_owned()), Field::Number((*minutes).into())])
            };
            line.put("parts", Field::List(parts.iter().map(pair).collect()));
        }
        What::TimerGiven(ms) => put_number(&mut line, "ms", *ms),
        What::Noticed(words) | What::Changed(words) => line.text("text", words),
        What::Answered { question, text } => {
            put_number(&mut line, "question", i64::try_from(*question).unwrap_or(i64::MAX));
            line.text("text", text);
        }
        What::Estimated(Estimate::Split)
        | What::Returned
        | What::Paused
        | What::WentOn
        | What::Reran
        | What::TimerHeld
        | What::TimerWentOn
        | What::TimerNext
        | What::TimerStopped => {}
    }
    Field::Object(line)
}

fn word(what: &What) -> &'static str {
    match what {
        What::Planned(_) => "planned",
        What::Resumed { .. } => "resumed",
        What::People(_) => "people",
        What::Tables(_) => "tables",
        What::EndsAt(_) => "ends_at",
        What::Showed(_) => "showed",
        What::Began { .. } => "began",
        What::Entered(_) => "entered",
        What::Stepped(_) => "stepped",
        What::Marked(_) => "marked",
        What::Chose { .. } => "chose",
        What::Undone { .. } => "undone",
        What::Jumped(_) => "jumped",
        What::Detoured { .. } => "detoured",
        What::Returned => "returned",
        What::Skipped { .. } => "skipped",
        What::PassedOver { .. } => "passed_over",
        What::Paused => "paused",
        What::WentOn => "went_on",
        What::Black(_) => "black",
        What::Froze(_) => "froze",
        What::Staged(_) => "staged",
        What::Offered(_) => "offered",
        What::Hands(_) => "hands",
        What::Table(_) => "table",
        What::Estimated(_) => "estimated",
        What::Reran => "reran",
        What::Shown(_) => "shown",
        What::Noted { .. } => "noted",
        What::Timed { .. } => "timed",
        What::TimerHeld => "timer_held",
        What::TimerWentOn => "timer_went_on",
        What::TimerGiven(_) => "timer_given",
        What::TimerNext => "timer_next",
        What::TimerStopped => "timer_stopped",
        What::Noticed(_) => "noticed",
        What::Answered { .. } => "answered",
        What::Changed(_) => "changed",
    }
}

fn put_plan(line: &mut Fields, plan: &Plan) {
    line.text("session", &plan.session.0);
    line.text("name", &plan.name);
    line.text("plan", &plan.plan);
    if let Some(room) = plan.room {
        line.text("room", room.as_str());
    }
    line.text("seating", plan.seating.as_str());
    let lesson = |lesson: &PlannedLesson| {
        let mut fields = Fields::default();
        fields.text("slug", lesson.slug.as_str());
        fields.text("title", &lesson.title);
        put_number(&mut fields, "minutes", lesson.minutes.into());
        Field::Object(fields)
    };
    line.put("lessons", Field::List(plan.lessons.iter().map(lesson).collect()));
    line.flag("core", plan.core);
    line.text("preset", &plan.preset);
    put_meters(line, &plan.start);
    put_some(line, "people", plan.people.map(i64::from));
    line.flag("led", plan.led);
}

fn put_number(line: &mut Fields, field: &str, n: i64) {
    line.put(field, Field::Number(n));
}

fn put_some(line: &mut Fields, field: &str, n: Option<i64>) {
    if let Some(n) = n {
        put_number(line, field, n);
    }
}

fn put_scene(line: &mut Fields, scene: &Scene) {
    line.text("scene", scene.id.as_str());
    line.text("title", &scene.title);
    line.flag("ending", scene.ending);
}

fn put_choice(line: &mut Fields, choice: Option<&ChoiceName>) {
    if let Some(choice) = choice {
        line.text("choice", choice.as_str());
    }
}

fn put_prompt(line: &mut Fields, prompt: Option<&PromptId>) {
    if let Some(prompt) = prompt {
        line.text("prompt", prompt.as_str());
    }
}

/// The fields as an event. A word that is not known is of a newer program; a field that is missing or of another type is damage.
pub(super) fn read(field: Field) -> Result<Event, Unreadable> {
    let Field::Object(mut line) = field else { return Err(bad("event")) };
    let (number, at) = (count(&mut line, "number")?, number(&mut line, "at")?);
    Ok(Event { number, at, what: what(&mut line)? })
}

fn what(line: &mut Fields) -> Result<What, Unreadable> {
    let word = text(line, "what")?;
    Ok(match word.as_str() {
        "planned" => What::Planned(Box::new(plan(line)?)),
        "resumed" => What::Resumed { epoch: count(line, "epoch")? },
        "people" => What::People(some_count(line, "count")?),
        "tables" => What::Tables(count(line, "count")?),
        "ends_at" => What::EndsAt(some(line, "when", number)?),
        "showed" => What::Showed(named(line, "screen", &Screen::ALL)?),
        "began" => What::Began { lesson: lesson(line)?, scene: a_scene(line)?, meters: meters(line)? },
        "detoured" => What::Detoured { lesson: lesson(line)?, scene: a_scene(line)?, meters: meters(line)? },
        "entered" => What::Entered(a_scene(line)?),
        "jumped" => What::Jumped(a_scene(line)?),
        "skipped" => What::Skipped { to: a_scene(line)?, summary: text(line, "summary")? },
        "passed_over" => What::PassedOver { lesson: lesson(line)?, scene: scene(line)? },
        "stepped" => What::Stepped(count(line, "step")? as usize),
        "marked" => What::Marked(some(line, "choice", text)?.map(ChoiceName)),
        "chose" => What::Chose {
            choice: ChoiceName(text(line, "choice")?),
            label: text(line, "label")?,
            meters: meters(line)?,
            consequence: flag(line, "consequence")?,
            by: named(line, "by", &Decided::ALL)?,
        },
        "undone" => What::Undone { decision: count(line, "decision")? },
        "returned" => What::Returned,
        "paused" => What::Paused,
        "went_on" => What::WentOn,
        "black" => What::Black(flag(line, "on")?),
        // A picture of another version is one that cannot be shown any more.
        "froze" => What::Froze(line.take("picture").and_then(Snapshot::of_field).map(Box::new)),
        "staged" => What::Staged(named(line, "stage", &Stage::ALL)?),
        "offered" => {
            let pair = |pair: [Field; 2]| match pair {
                [Field::Text(name), Field::Text(label)] => Some((ChoiceName(name), label)),
                _ => None,
            };
            What::Offered(pairs(line, "labels", pair)?)
        }
        "hands" => {
            let pair = |pair: [Field; 2]| match pair {
                [Field::Text(name), Field::Number(n)] => Some((ChoiceName(name), u32::try_from(n).ok()?)),
                _ => None,
            };
            What::Hands(Hands { place: named(line, "place", &Place::ALL)?, counts: pairs(line, "counts", pair)? })
        }
        "table" => {
            let choice = some(line, "choice", text)?.map(ChoiceName);
            What::Table(TableVote { table: count(line, "table")?, choice, sentence: text(line, "sentence")? })
        }
        "estimated" => What::Estimated(some(line, "choice", text)?.map_or(Estimate::Split, |choice| Estimate::Most(ChoiceName(choice)))),
        "reran" => What::Reran,
        "shown" => What::Shown(flag(line, "on")?),
        "noted" => {
            let about = About {
                lesson: lesson(line)?,
                scene: scene(line)?,
                title: text(line, "title")?,
                prompt: some(line, "prompt", text)?.map(PromptId),
                table: some_count(line, "table")?,
            };
            What::Noted { about, text: text(line, "text")? }
        }
        "timed" => {
            let pair = |pair: [Field; 2]| match pair {
                [Field::Text(talk), Field::Number(n)] => Some((words::named(&Talk::ALL, &talk)?, u32::try_from(n).ok()?)),
                _ => None,
            };
            What::Timed { prompt: some(line, "prompt", text)?.map(PromptId), parts: pairs(line, "parts", pair)? }
        }
        "timer_held" => What::TimerHeld,
        "timer_went_on" => What::TimerWentOn,
        "timer_given" => What::TimerGiven(number(line, "ms")?),
        "timer_next" => What::TimerNext,
        "timer_stopped" => What::TimerStopped,
        "noticed" => What::Noticed(text(line, "text")?),
        "answered" => What::Answered { question: count(line, "question")? as usize, text: text(line, "text")? },
        "changed" => What::Changed(text(line, "text")?),
        _ => return Err(Unreadable::Newer(FORMAT)),
    })
}

fn plan(line: &mut Fields) -> Result<Plan, Unreadable> {
    let lesson = |field: Field| {
        let mut fields = field.object().ok_or_else(|| bad("lessons"))?;
        let slug = LessonSlug(text(&mut fields, "slug")?);
        Ok(PlannedLesson { slug, title: text(&mut fields, "title")?, minutes: count(&mut fields, "minutes")? })
    };
    let Some(Field::List(lessons)) = line.take("lessons") else { return Err(bad("lessons")) };
    let start: Meters = meters(line)?;
    Ok(Plan {
        session: SessionId(text(line, "session")?),
        name: text(line, "name")?,
        plan: text(line, "plan")?,
        room: some(line, "room", text)?.map(|room| Room::named(&room).ok_or(Unreadable::Newer(FORMAT))).transpose()?,
        seating: Seating::named(&text(line, "seating")?).ok_or(Unreadable::Newer(FORMAT))?,
        lessons: lessons.into_iter().map(lesson).collect::<Result<_, Unreadable>>()?,
        core: flag(line, "core")?,
        preset: text(line, "preset")?,
        start,
        people: some_count(line, "people")?,
        led: flag(line, "led")?,
    })
}

fn a_scene(line: &mut Fields) -> Result<Scene, Unreadable> {
    let id: SceneId = scene(line)?;
    Ok(Scene { id, title: text(line, "title")?, ending: flag(line, "ending")? })
}

/// Takes a field that may be missing.
fn some<T>(line: &mut Fields, field: &str, take: fn(&mut Fields, &str) -> Result<T, Unreadable>) -> Result<Option<T>, Unreadable> {
    if line.0.iter().any(|(name, _)| name == field) { take(line, field).map(Some) } else { Ok(None) }
}

fn some_count(line: &mut Fields, field: &str) -> Result<Option<u32>, Unreadable> {
    some(line, field, count)
}

fn named<T: Copy>(line: &mut Fields, field: &str, table: &[(T, &'static str)]) -> Result<T, Unreadable> {
    words::named(table, &text(line, field)?).ok_or(Unreadable::Newer(FORMAT))
}

fn pairs<T>(line: &mut Fields, field: &str, pair: impl Fn([Field; 2]) -> Option<T>) -> Result<Vec<T>, Unreadable> {
    let Some(Field::List(list)) = line.take(field) else { return Err(bad(field)) };
    let read = |item: Field| match item {
        Field::List(two) => <[Field; 2]>::try_from(two).ok().and_then(&pair),
        _ => None,
    };
    list.into_iter().map(|item| read(item).ok_or_else(|| bad(field))).collect()
}

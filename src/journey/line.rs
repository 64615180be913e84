//! An event as it is saved: one flat object with a `what`, and only the fields that kind has.

use super::event::{Answered, Event, EventName, Picked, Tried, Values, What};
use super::saved::{FORMAT, Unreadable};
use crate::course::graph::{ChoiceName, LessonSlug, MeterId, Meters, PromptId, PromptKind, SceneId};
use crate::course::json::{Field, Fields};

const KINDS: [(PromptKind, &str); 5] = [
    (PromptKind::Reflection, "reflection"),
    (PromptKind::Intention, "intention"),
    (PromptKind::Scale, "scale"),
    (PromptKind::Poll, "poll"),
    (PromptKind::Discussion, "discussion"),
];

const HOWS: [(Tried, &str); 3] = [(Tried::Did, "did"), (Tried::NotYet, "not_yet"), (Tried::LetGo, "let_go")];

/// The event as fields.
pub(super) fn write(event: &Event) -> Field {
    let mut line = Fields::default();
    line.text("name", &event.name.to_string());
    if event.rev > 0 {
        line.put("rev", Field::Number(event.rev.into()));
    }
    line.put("lamport", Field::Number(event.lamport.into()));
    line.put("at", Field::Number(event.at));
    line.text("what", word(&event.what));
    match &event.what {
        What::Began { lesson, scene, meters, from, ending } => {
            line.text("lesson", lesson.as_str());
            line.text("scene", scene.as_str());
            put_meters(&mut line, meters);
            if let Some(from) = from {
                line.text("from", &from.to_string());
            }
            line.flag("ending", *ending);
        }
        What::Entered { scene, ending } => {
            line.text("scene", scene.as_str());
            line.flag("ending", *ending);
        }
        What::Chose { scene, choice, label, meters, consequence } => {
            line.text("scene", scene.as_str());
            line.text("choice", choice.as_str());
            line.text("label", label);
            put_meters(&mut line, meters);
            line.flag("consequence", *consequence);
        }
        What::Jumped { scene } => line.text("scene", scene.as_str()),
        What::Wrote(answered) | What::Rated(answered) | What::Thought(answered) | What::Skipped(answered) => {
            put_prompt(&mut line, &answered.lesson, &answered.prompt);
            line.text("kind", KINDS.iter().find(|(kind, _)| *kind == answered.kind).map_or("", |(_, text)| text));
            if !answered.question.is_empty() {
                line.text("question", &answered.question);
            }
            if matches!(event.what, What::Wrote(_)) {
                line.text("text", &answered.text);
            }
            match &answered.values {
                Some(Values::Scale(n)) => line.put("scale", Field::Number(*n)),
                Some(Values::Poll(picked)) => line.put("poll", Field::List(picked.iter().map(write_picked).collect())),
                None => {}
            }
            put_names(&mut line, "over", &answered.over);
            if answered.first > 0 {
                line.put("first", Field::Number(answered.first.into()));
            }
        }
        What::Tried { lesson, prompt, how } => {
            put_prompt(&mut line, lesson, prompt);
            line.text("how", HOWS.iter().find(|(h, _)| h == how).map_or("", |(_, text)| text));
        }
        What::Erased { lesson, prompt, names } => {
            put_prompt(&mut line, lesson, prompt);
            put_names(&mut line, "names", names);
        }
    }
    Field::Object(line)
}

fn word(what: &What) -> &'static str {
    match what {
        What::Began { .. } => "began",
        What::Entered { .. } => "entered",
        What::Chose { .. } => "chose",
        What::Jumped { .. } => "jumped",
        What::Wrote(_) => "wrote",
        What::Rated(_) => "rated",
        What::Thought(_) => "thought",
        What::Skipped(_) => "skipped",
        What::Tried { .. } => "tried",
        What::Erased { .. } => "erased",
    }
}

fn put_prompt(line: &mut Fields, lesson: &LessonSlug, prompt: &PromptId) {
    line.text("lesson", lesson.as_str());
    line.text("prompt", prompt.as_str());
}

/// Puts values of meters.
pub(super) fn put_meters(line: &mut Fields, meters: &Meters) {
    let values = meters.iter().map(|(id, n)| (id.0.clone(), Field::Number(*n))).collect();
    line.put("meters", Field::Object(Fields(values)));
}

fn put_names(line: &mut Fields, field: &str, names: &[EventName]) {
    if !names.is_empty() {
        line.put(field, Field::List(names.iter().map(|name| Field::Text(name.to_string())).collect()));
    }
}

fn write_picked(picked: &Picked) -> Field {
    let mut fields = Fields::default();
    fields.text("name", &picked.name);
    fields.text("label", &picked.label);
    Field::Object(fields)
}

/// The fields as an event. A word that is not known is of a newer program; a field that is missing or of another type is damage.
pub(super) fn read(field: Field) -> Result<Event, Unreadable> {
    let Field::Object(mut line) = field else { return Err(bad("event")) };
    let name = name(text(&mut line, "name")?)?;
    let rev = count_or_0(&mut line, "rev")?;
    let lamport = count(&mut line, "lamport")?;
    let at = number(&mut line, "at")?;
    let what = what(&mut line)?;
    Ok(Event { name, rev, lamport, at, what })
}

fn what(line: &mut Fields) -> Result<What, Unreadable> {
    let word = text(line, "what")?;
    Ok(match word.as_str() {
        "began" => What::Began {
            lesson: lesson(line)?,
            scene: scene(line)?,
            meters: meters(line)?,
            from: match line.take("from") {
                None => None,
                Some(Field::Text(from)) => Some(name(from)?),
                Some(_) => return Err(bad("from")),
            },
            ending: flag(line, "ending")?,
        },
        "entered" => What::Entered { scene: scene(line)?, ending: flag(line, "ending")? },
        "chose" => What::Chose {
            scene: scene(line)?,
            choice: ChoiceName(text(line, "choice")?),
            label: text(line, "label")?,
            meters: meters(line)?,
            consequence: flag(line, "consequence")?,
        },
        "jumped" => What::Jumped { scene: scene(line)? },
        "tried" => What::Tried { lesson: lesson(line)?, prompt: PromptId(text(line, "prompt")?), how: find(&HOWS, &text(line, "how")?)? },
        "erased" => What::Erased { lesson: lesson(line)?, prompt: PromptId(text(line, "prompt")?), names: names(line, "names")? },
        "wrote" => What::Wrote(Answered { text: text(line, "text")?, ..answered(line)? }),
        "rated" => What::Rated(Answered { values: Some(values(line)?), ..answered(line)? }),
        "thought" => What::Thought(answered(line)?),
        "skipped" => What::Skipped(answered(line)?),
        _ => return Err(Unreadable::Newer(FORMAT)),
    })
}

fn answered(line: &mut Fields) -> Result<Answered, Unreadable> {
    Ok(Answered {
        lesson: lesson(line)?,
        prompt: PromptId(text(line, "prompt")?),
        kind: find(&KINDS, &text(line, "kind")?)?,
        question: match line.take("question") {
            None => String::new(),
            Some(question) => as_text(question, "question")?,
        },
        text: String::new(),
        values: None,
        over: names(line, "over")?,
        first: count_or_0(line, "first")?,
    })
}

fn values(line: &mut Fields) -> Result<Values, Unreadable> {
    match (line.take("scale"), line.take("poll")) {
        (Some(Field::Number(n)), None) => Ok(Values::Scale(n)),
        (None, Some(Field::List(list))) => Ok(Values::Poll(list.into_iter().map(picked).collect::<Result<_, _>>()?)),
        // Rated in a way that is not known here.
        (None, None) => Err(Unreadable::Newer(FORMAT)),
        _ => Err(bad("answer")),
    }
}

fn picked(field: Field) -> Result<Picked, Unreadable> {
    let Field::Object(mut fields) = field else { return Err(bad("poll")) };
    Ok(Picked { name: text(&mut fields, "name")?, label: text(&mut fields, "label")? })
}

/// A field that is missing or of another type.
pub(super) fn bad(field: &str) -> Unreadable {
    Unreadable::Damaged(["missing or of a wrong type: ", field].concat())
}

/// Takes a text that must be there.
pub(super) fn text(line: &mut Fields, field: &str) -> Result<String, Unreadable> {
    line.take(field).map_or_else(|| Err(bad(field)), |value| as_text(value, field))
}

/// Takes a number that must be there.
pub(super) fn number(line: &mut Fields, field: &str) -> Result<i64, Unreadable> {
    match line.take(field) {
        Some(Field::Number(n)) => Ok(n),
        _ => Err(bad(field)),
    }
}

fn as_text(value: Field, field: &str) -> Result<String, Unreadable> {
    match value {
        Field::Text(text) => Ok(text),
        _ => Err(bad(field)),
    }
}

/// Takes a count that must be there.
pub(super) fn count(line: &mut Fields, field: &str) -> Result<u32, Unreadable> {
    u32::try_from(number(line, field)?).map_err(|_| bad(field))
}

/// Takes a count; not there is 0.
fn count_or_0(line: &mut Fields, field: &str) -> Result<u32, Unreadable> {
    if line.0.iter().any(|(name, _)| name == field) { count(line, field) } else { Ok(0) }
}

/// Takes a flag; not there is false.
pub(super) fn flag(line: &mut Fields, field: &str) -> Result<bool, Unreadable> {
    match line.take(field) {
        None => Ok(false),
        Some(Field::Flag(flag)) => Ok(flag),
        Some(_) => Err(bad(field)),
    }
}

/// Takes the lesson, which must be there.
pub(super) fn lesson(line: &mut Fields) -> Result<LessonSlug, Unreadable> {
    text(line, "lesson").map(LessonSlug)
}

/// Takes the scene, which must be there.
pub(super) fn scene(line: &mut Fields) -> Result<SceneId, Unreadable> {
    text(line, "scene").map(SceneId)
}

/// Takes values of meters, which must be there.
pub(super) fn meters(line: &mut Fields) -> Result<Meters, Unreadable> {
    let Some(Field::Object(values)) = line.take("meters") else { return Err(bad("meters")) };
    let mut meters = Meters::new();
    for (id, value) in values.0 {
        let Field::Number(n) = value else { return Err(bad("meters")) };
        meters.insert(MeterId(id), n);
    }
    Ok(meters)
}

fn names(line: &mut Fields, field: &str) -> Result<Vec<EventName>, Unreadable> {
    match line.take(field) {
        None => Ok(Vec::new()),
        Some(Field::List(list)) => list.into_iter().map(|value| name(as_text(value, field)?)).collect(),
        Some(_) => Err(bad(field)),
    }
}

fn name(text: String) -> Result<EventName, Unreadable> {
    text.parse().map_err(|why: &str| Unreadable::Damaged(why.to_owned()))
}

fn find<T: Copy>(table: &[(T, &str)], text: &str) -> Result<T, Unreadable> {
    table.iter().find(|(_, name)| *name == text).map(|(value, _)| *value).ok_or(Unreadable::Newer(FORMAT))
}

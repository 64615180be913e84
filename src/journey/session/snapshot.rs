//! What followers get: small, versioned, and all they need to show the right picture.

use super::event::Stage;
use super::plan::{Seating, SessionId};
use super::timer::{Part, Talk, Timer};
use super::vote::Outcome;
use super::words::{named, word};
use crate::course::graph::LessonSlug;
use crate::course::json::{Field, Fields};
use crate::course::model::Room;

/// The version of the message written now. A follower passes over all others: both windows are of one build, or one is about to reload.
pub const VERSION: i64 = 1;

/// The longest message that is looked at. Unit: bytes.
pub const MAX_MESSAGE: usize = 64 << 10;

/// The most doors of a scene in a message.
pub const MAX_DOORS: usize = 99;

/// What the screen is for at the moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// Before the session: the test line.
    #[default]
    Ready,
    /// The opening.
    Opening,
    /// A scene or a consequence.
    Scene,
    /// The closing.
    Closing,
    /// It is over.
    Ended,
}

impl Screen {
    /// All, with their lasting words.
    pub const ALL: [(Self, &'static str); 5] =
        [(Self::Ready, "ready"), (Self::Opening, "opening"), (Self::Scene, "scene"), (Self::Closing, "closing"), (Self::Ended, "ended")];
}

/// A door as the screen shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownDoor {
    /// `data-choice` or `data-continue` of its link in the lesson page.
    pub name: String,
    /// Whether it is open. Closed ones are not shown; open ones are numbered from 1 in this order.
    pub open: bool,
    /// Whether it is marked.
    pub marked: bool,
    /// Hands or tables for it, when votes are shown.
    pub count: Option<u32>,
}

/// What a follower shows. Written by the session's one writer at each act.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The session.
    pub session: SessionId,
    /// Which writer: a window that takes over has a higher one.
    pub epoch: u32,
    /// Which picture of that writer: later ones are higher.
    pub number: u32,
    /// What the screen is for.
    pub screen: Screen,
    /// The lesson; `None` before the first.
    pub lesson: Option<LessonSlug>,
    /// Id of the section in the lesson page: `scene`, or `scene~choice` for a consequence. Empty before the first lesson.
    pub section: String,
    /// Whose variants of prompts and boxes are shown.
    pub room: Option<Room>,
    /// How the group sits.
    pub seating: Seating,
    /// Which step of the text, from 0. The screen knows how many there are; past the last means the last.
    pub step: usize,
    /// What leads on, in the page's order.
    pub doors: Vec<ShownDoor>,
    /// What the group is asked for.
    pub stage: Stage,
    /// Who leads, when votes are shown.
    pub outcome: Option<Outcome>,
    /// The discussion's timer.
    pub timer: Option<Timer>,
    /// Whether the screen is black.
    pub black: bool,
    /// Whether the picture is frozen: this is the frozen one.
    pub frozen: bool,
    /// Whether there is a break.
    pub paused: bool,
    /// Words over the picture; empty when there are none.
    pub notice: String,
}

/// What a follower tells the writer: that it is there, and what it shows. The writer answers with the newest snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Follower {
    /// The session it follows.
    pub session: SessionId,
    /// Epoch and number of what it shows; zeros before the first.
    pub seen: (u32, u32),
    /// How many steps the text of that section was cut into for its screen; 0 when it does not know yet.
    pub steps: usize,
}

impl Snapshot {
    /// Whether a follower of `session` that shows the picture `seen` (epoch, number) should show this one instead.
    pub fn is_news(&self, session: &SessionId, seen: Option<(u32, u32)>) -> bool {
        self.session == *session && seen.is_none_or(|seen| (self.epoch, self.number) > seen)
    }

    /// The message.
    pub fn write(&self) -> String {
        self.to_field().write()
    }

    /// A message as a snapshot; `None` for anything else that is on the channel. Never panics.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_MESSAGE {
            return None;
        }
        Self::of_field(Field::read(text)?)
    }

    pub(super) fn to_field(&self) -> Field {
        let mut form = Fields::default();
        form.put("snapshot", Field::Number(VERSION));
        form.text("session", &self.session.0);
        form.put("epoch", Field::Number(self.epoch.into()));
        form.put("number", Field::Number(self.number.into()));
        form.text("screen", word(&Screen::ALL, self.screen));
        if let Some(lesson) = &self.lesson {
            form.text("lesson", lesson.as_str());
            form.text("section", &self.section);
        }
        if let Some(room) = self.room {
            form.text("room", room.as_str());
        }
        form.text("seating", self.seating.as_str());
        form.put("step", Field::Number(self.step as i64));
        form.put("doors", Field::List(self.doors.iter().map(door_field).collect()));
        form.text("stage", word(&Stage::ALL, self.stage));
        if let Some(outcome) = &self.outcome {
            form.put("outcome", outcome_field(outcome));
        }
        if let Some(timer) = &self.timer {
            form.put("timer", timer_field(timer));
        }
        form.flag("black", self.black);
        form.flag("frozen", self.frozen);
        form.flag("paused", self.paused);
        if !self.notice.is_empty() {
            form.text("notice", &self.notice);
        }
        Field::Object(form)
    }

    pub(super) fn of_field(field: Field) -> Option<Self> {
        let mut form = field.object()?;
        if form.take_number("snapshot") != VERSION {
            return None;
        }
        let session = session(&mut form)?;
        let lesson = match form.take("lesson") {
            None => None,
            Some(Field::Text(slug)) if !slug.is_empty() => Some(LessonSlug(slug)),
            Some(_) => return None,
        };
        let section = form.take_text("section");
        if lesson.is_some() == section.is_empty() {
            return None;
        }
        let room = match form.take("room") {
            None => None,
            Some(Field::Text(room)) => Some(Room::named(&room)?),
            Some(_) => return None,
        };
        let doors = form.take_list("doors");
        if doors.len() > MAX_DOORS {
            return None;
        }
        Some(Self {
            session,
            epoch: count(&mut form, "epoch")?,
            number: count(&mut form, "number")?,
            screen: named(&Screen::ALL, &form.take_text("screen"))?,
            lesson,
            section,
            room,
            seating: Seating::named(&form.take_text("seating"))?,
            step: count(&mut form, "step")? as usize,
            doors: doors.into_iter().map(door).collect::<Option<_>>()?,
            stage: named(&Stage::ALL, &form.take_text("stage"))?,
            outcome: match form.take("outcome") {
                None => None,
                Some(field) => Some(outcome(field)?),
            },
            timer: match form.take("timer") {
                None => None,
                Some(field) => Some(timer(field)?),
            },
            black: form.take_flag("black"),
            frozen: form.take_flag("frozen"),
            paused: form.take_flag("paused"),
            notice: form.take_text("notice"),
        })
    }
}

impl Follower {
    /// The message.
    pub fn write(&self) -> String {
        let mut form = Fields::default();
        form.put("follower", Field::Number(VERSION));
        form.text("session", &self.session.0);
        form.put("epoch", Field::Number(self.seen.0.into()));
        form.put("number", Field::Number(self.seen.1.into()));
        form.put("steps", Field::Number(self.steps as i64));
        Field::Object(form).write()
    }

    /// A message of a follower; `None` for anything else that is on the channel. Never panics.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_MESSAGE {
            return None;
        }
        let mut form = Field::read(text)?.object()?;
        if form.take_number("follower") != VERSION {
            return None;
        }
        let session = session(&mut form)?;
        let seen = (count(&mut form, "epoch")?, count(&mut form, "number")?);
        Some(Self { session, seen, steps: count(&mut form, "steps")? as usize })
    }
}

fn session(form: &mut Fields) -> Option<SessionId> {
    Some(SessionId(form.take_text("session"))).filter(SessionId::is_valid)
}

fn count(form: &mut Fields, name: &str) -> Option<u32> {
    match form.take(name) {
        Some(Field::Number(n)) => u32::try_from(n).ok(),
        _ => None,
    }
}

fn door_field(door: &ShownDoor) -> Field {
    let mut form = Fields::default();
    form.text("name", &door.name);
    form.flag("open", door.open);
    form.flag("marked", door.marked);
    if let Some(count) = door.count {
        form.put("count", Field::Number(count.into()));
    }
    Field::Object(form)
}

fn door(field: Field) -> Option<ShownDoor> {
    let mut form = field.object()?;
    let shown = match form.take("count") {
        None => None,
        Some(Field::Number(n)) => Some(u32::try_from(n).ok()?),
        Some(_) => return None,
    };
    let name = form.take_text("name");
    (!name.is_empty()).then(|| ShownDoor { name, open: form.take_flag("open"), marked: form.take_flag("marked"), count: shown })
}

/// Shape: `[]` nobody, `["a"]` one leads, `["a", "b"]` a tie, `true` split.
fn outcome_field(outcome: &Outcome) -> Field {
    match outcome {
        Outcome::Nobody => Field::List(Vec::new()),
        Outcome::Leads(choice) => Field::List(vec![Field::Text(choice.0.clone())]),
        Outcome::Tie(choices) => Field::List(choices.iter().map(|c| Field::Text(c.0.clone())).collect()),
        Outcome::Split => Field::Flag(true),
    }
}

fn outcome(field: Field) -> Option<Outcome> {
    let list = match field {
        Field::Flag(true) => return Some(Outcome::Split),
        Field::List(list) if list.len() <= MAX_DOORS => list,
        _ => return None,
    };
    let name = |field: Field| match field {
        Field::Text(name) => Some(name.as_str().into()),
        _ => None,
    };
    let mut choices: Vec<_> = list.into_iter().map(name).collect::<Option<_>>()?;
    Some(match choices.len() {
        0 => Outcome::Nobody,
        1 => Outcome::Leads(choices.remove(0)),
        _ => Outcome::Tie(choices),
    })
}

fn timer_field(timer: &Timer) -> Field {
    let mut form = Fields::default();
    if let Some(prompt) = &timer.prompt {
        form.text("prompt", prompt.as_str());
    }
    form.put("began", Field::Number(timer.began));
    let part = |part: &Part| Field::List(vec![Field::Text(word(&Talk::ALL, part.talk).to_owned()), Field::Number(part.ends)]);
    form.put("parts", Field::List(timer.parts.iter().map(part).collect()));
    if let Some(held) = timer.held {
        form.put("held", Field::Number(held));
    }
    Field::Object(form)
}

fn timer(field: Field) -> Option<Timer> {
    let mut form = field.object()?;
    let number = |field: Option<Field>| match field {
        Some(Field::Number(n)) => Some(n),
        _ => None,
    };
    let prompt = form.take_text("prompt");
    let began = number(form.take("began"))?;
    let mut parts = Vec::new();
    for part in form.take_list("parts") {
        let Field::List(pair) = part else { return None };
        let Ok([Field::Text(talk), Field::Number(ends)]) = <[Field; 2]>::try_from(pair) else { return None };
        parts.push(Part { talk: named(&Talk::ALL, &talk)?, ends });
    }
    let rising = parts.is_sorted_by_key(|p| p.ends) && parts.first().is_some_and(|p| p.ends >= began);
    let held = match form.take("held") {
        None => None,
        held => Some(number(held)?),
    };
    (rising && parts.len() <= MAX_DOORS).then(|| Timer { prompt: (!prompt.is_empty()).then(|| prompt.as_str().into()), began, parts, held })
}

//! What the end of a lesson tells: in words and events, never in numbers.

use super::event::EventName;
use super::trail::{Act, Trail};
use crate::course::graph::{ChoiceName, Meter, MeterId, SceneId, Show};

/// How one meter went in a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeterWords {
    /// The meter.
    pub id: MeterId,
    /// What the learner reads.
    pub name: String,
    /// Its word when the lesson began; empty when the course has no words for it.
    pub at_begin: String,
    /// Its word at the end.
    pub at_end: String,
    /// Choices that raised it, in order.
    pub raised: Vec<Moment>,
    /// Choices that lowered it, in order.
    pub lowered: Vec<Moment>,
}

/// A choice that changed something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The scene it was made in.
    pub scene: SceneId,
    /// The choice.
    pub choice: ChoiceName,
    /// Its words, as they were shown.
    pub label: String,
    /// The step, for going back there.
    pub name: EventName,
}

/// A value in words: the word of the highest step at or below it, else the first. Empty when there are none.
pub fn word(meter: &Meter, value: i64) -> &str {
    let reached = meter.words.iter().rev().find(|(from, _)| *from <= value);
    reached.or(meter.words.first()).map_or("", |(_, word)| word)
}

/// What a trail did to each meter that is ever shown, in the course's order.
pub fn summary(trail: &Trail, meters: &[Meter]) -> Vec<MeterWords> {
    let shown = meters.iter().filter(|m| m.show != Show::Never);
    shown.map(|meter| told(trail, meter)).collect()
}

fn told(trail: &Trail, meter: &Meter) -> MeterWords {
    let value = |values: &crate::course::graph::Meters| values.get(&meter.id).copied().unwrap_or(meter.start);
    let begin = value(&trail.began_with);
    let mut now = begin;
    let (mut raised, mut lowered) = (Vec::new(), Vec::new());
    for step in &trail.steps {
        if let Act::Chose { choice, label, meters, .. } = &step.act {
            let next = value(meters);
            if next != now {
                let moment = Moment { scene: step.scene.clone(), choice: choice.clone(), label: label.clone(), name: step.name.clone() };
                if next > now { &mut raised } else { &mut lowered }.push(moment);
            }
            now = next;
        }
    }
    MeterWords {
        id: meter.id.clone(),
        name: meter.name.clone(),
        at_begin: word(meter, begin).to_owned(),
        at_end: word(meter, now).to_owned(),
        raised,
        lowered,
    }
}

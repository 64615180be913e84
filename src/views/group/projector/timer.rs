//! The discussion's timer: what one is to do now, and how long there is left. Worked out from the clock, never counted.

use leptos::prelude::*;

use super::super::room::Room;
use crate::journey::session::{Reading, Talk};
use crate::text::NB;
use crate::views::parts::{all, line, live, nothing, part};
use crate::views::shared::Followed;

/// What a part of a discussion is called.
pub fn name(talk: Talk) -> &'static str {
    match talk {
        Talk::Alone => NB.talk_alone(),
        Talk::Together => NB.talk_together(),
        Talk::Plenary => NB.talk_plenary(),
    }
}

/// Minutes and seconds, as on any clock: a begun second is shown until it is over.
pub fn digits(ms: i64) -> String {
    let seconds = (ms.max(0) + 999) / 1000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// What the timer shows, and the parts it has.
pub type Shown = Option<(Vec<Talk>, Reading)>;

/// What the timer of the picture shows now.
pub fn reading(room: Room) -> Shown {
    let picture = room.picture.get()?;
    let timer = picture.timer.as_ref()?;
    let reading = timer.read(room.now.get());
    Some((timer.parts.iter().map(|part| part.talk).collect(), reading))
}

/// The timer, beside the sign. Quiet: it changes once a second, and only a new part is read aloud.
pub fn view(room: Room) -> AnyView {
    let part_now = Followed::new(move || reading(room).map(|(talks, at)| (talks, at.part, at.over, at.held)));
    let left = Followed::new(move || reading(room).map(|(_, at)| digits(at.left)).unwrap_or_default());
    live(move || {
        let Some((talks, now, over, held)) = (*part_now.get()).clone() else { return nothing() };
        let of = |(i, talk): (usize, &Talk)| {
            let item = part("li").text(name(*talk));
            if i == now && !over { item.set("aria-current", "step").done() } else { item.done() }
        };
        let parts = part("ol").class("talks").add(all(talks.iter().enumerate().map(of).collect())).done();
        let digits = if over {
            line("left", NB.timer_over())
        } else {
            part("p").class("left").set("role", "timer").add(live(move || left.get().to_string().into_any())).done()
        };
        let clock = part("div").class("talk").add(parts).add(digits);
        if held { clock.set("data-held", "").done() } else { clock.done() }
    })
}

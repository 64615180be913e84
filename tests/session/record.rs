//! The record, with many and with few.

use bruker_i_sentrum::journey::session::*;
use bruker_i_sentrum::text::NB;

use crate::help::*;

fn evening(people: Option<u32>) -> Led {
    let mut led = Led::with(Plan { people, ..plan() });
    led.begin("legen");
    let labels = [("skjemaet", "Fyll ut *skjemaet*"), ("samtalen", "Spør hva det gjelder")];
    led.pen.offer(labels.iter().map(|(name, label)| ((*name).into(), (*label).to_owned())).collect(), led.now);
    led.wait(3 * MINUTE);
    led.hands(Place::Room, &[("skjemaet", 5), ("samtalen", 4)]);
    led.hands(Place::Teams, &[("skjemaet", 2), ("samtalen", 1)]);
    led.pen.rerun(led.now);
    led.hands(Place::Room, &[("skjemaet", 6), ("samtalen", 6)]);
    led.pen.note(led.about("legen", None, Some(2)), "Flere kjente\nigjen # køen", led.now);
    led.choose("samtalen");
    led.wait(2 * MINUTE);
    let to = Led::scene(&led.course.legen, &"slutt".into());
    led.pen.skip(to, "Noe tungt.", led.now);
    led.pen.show(Screen::Closing, led.now);
    led.pen.answer(0, "Ja, mest", led.now);
    led.pen.show(Screen::Ended, led.now);
    led
}

fn written(led: &Led) -> String {
    record(&RecordOf { session: led.session(), paces: &led.course.paces, texts: NB, date: &|_| "22. november 2026".to_owned() })
}

#[test]
fn twelve_people() {
    insta::assert_snapshot!(written(&evening(Some(12))));
}

#[test]
fn eight_people() {
    let led = evening(Some(8));
    let text = written(&led);
    assert!(!shows_counts(led.session()));
    for number in ["7 for", "5 for", "6 for", "bord 2", "talt flere"] {
        assert!(!text.contains(number), "{number} in {text}");
    }
    insta::assert_snapshot!(text);
}

#[test]
fn when_nobody_knows_how_many_the_hands_tell() {
    assert!(shows_counts(evening(None).session()), "twelve hands");
    let mut few = Led::begun();
    few.hands(Place::Room, &[("skjemaet", 4), ("samtalen", 5)]);
    assert!(!shows_counts(few.session()));
    assert!(!shows_counts(Led::begun().session()), "nothing counted, nothing known");
}

#[test]
fn places_tables_and_estimates() {
    let mut led = evening(Some(12));
    led.jump("legen");
    led.table(1, Some("skjemaet"), "Fristen.");
    led.table(2, Some("skjemaet"), "");
    led.pen.rerun(led.now);
    led.pen.estimate(Estimate::Split, led.now);
    led.choose("skjemaet");
    let text = written(&led);
    assert!(
        text.contains("Runde 1: 2 bord for «skjemaet»") && text.contains("Bord 1: Fristen.") && text.contains("Runde 2: delt"),
        "{text}"
    );
    assert!(!text.contains("2 for «"), "how many on Teams is nobody's business: {text}");
    led.pen.people(Some(9), led.now);
    let text = written(&led);
    assert!(text.contains("Runde 1: flest for «skjemaet»") && text.contains("Et bord sa: Fristen."), "{text}");
}

#[test]
fn an_evening_where_nothing_happened() {
    let text = written(&Led::new());
    assert!(text.contains("Ingenting er skrevet ned."), "{text}");
}

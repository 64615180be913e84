//! What learners do, told as they do it.

use bruker_i_sentrum::course::graph::PromptKind;
use bruker_i_sentrum::journey::*;

use crate::help::*;

const DAY: i64 = 24 * 60 * 60 * 1000;

#[test]
fn looking_at_a_lesson_writes_nothing() {
    let mut window = Window::new("a");
    window.open("fastlegen");
    assert_eq!(window.jump("fastlegen", "fastlegen"), None, "the opening scene by its hash is the opening scene");
    assert!(window.pen.log().is_empty());
    assert_eq!(window.journey().meters, values(2, 4));
}

#[test]
fn from_opening_to_ending_is_done() {
    let mut window = Window::new("a");
    window.open("fastlegen");
    window.choose("skjemaet", &[add("avtaler", 1), add("innflytelse", -1)]);
    let journey = window.journey();
    let lesson = journey.lesson("fastlegen").expect("begun");
    assert_eq!(lesson.latest.as_ref().map(Standing::id).as_deref(), Some("fastlegen~skjemaet"), "one stands on the consequence");
    assert!(lesson.done.is_none());

    window.enter("skjemaet", false);
    window.choose_to("samtalen", &[add("innflytelse", 9)], "samtalen", false);
    window.enter("slutt", true);
    let journey = window.journey();
    let lesson = journey.lesson("fastlegen").expect("begun");
    assert!(lesson.done.is_some());
    assert_eq!(journey.meters, values(3, 10), "clamped");
    assert_eq!(journey.carried, values(3, 10));
    assert!(["fastlegen", "skjemaet", "samtalen", "slutt"].iter().all(|s| lesson.has_visited(s)));
    assert!(lesson.has_chosen("fastlegen", "skjemaet") && !lesson.has_chosen("fastlegen", "samtalen"));
    assert_eq!(lesson.last_choice("fastlegen").map(|c| c.label.as_str()), Some("Velg skjemaet"));
    assert_eq!(lesson.passed, [("samtalen".into(), "slutt".into())], "a consequence is no way on");
    assert_eq!(lesson.first.iter().map(|c| c.choice.as_str()).collect::<Vec<_>>(), ["skjemaet", "samtalen"]);
    let kinds: Vec<_> = window.pen.log().events().iter().map(|e| e.what.scene().map(|s| s.as_str())).collect();
    assert_eq!(kinds.len(), 6, "began, chose, entered, chose, entered, entered: {kinds:?}");
}

#[test]
fn a_look_by_address_leaves_the_place_one_left_on_offer() {
    let left = |window: &Window, lesson: &str| {
        let journey = window.journey();
        let course = journey.left.map(|(lesson, standing)| format!("{lesson}#{}", standing.id()));
        (journey.lessons[&slug(lesson)].left.as_ref().map(Standing::id), course)
    };
    let said = |scene: &str, course: &str| (Some(scene.to_owned()), Some(course.to_owned()));
    let mut window = Window::new("a");
    window.open("nav");
    window.jump("nav", "koeen");
    assert_eq!(left(&window, "nav"), said("koeen", "nav#koeen"), "nothing but a look");
    window.open("fastlegen");
    window.choose("skjemaet", &[]);
    window.enter("skjemaet", false);
    window.jump("fastlegen", "samtalen");
    assert_eq!(left(&window, "fastlegen"), said("skjemaet", "fastlegen#skjemaet"));
    window.open("fastlegen");
    window.jump("fastlegen", "ida");
    window.open("nav");
    window.jump("nav", "koeen");
    assert_eq!(left(&window, "fastlegen"), said("skjemaet", "fastlegen#skjemaet"), "looked at from elsewhere");
    assert_eq!(left(&window, "nav"), said("koeen", "fastlegen#skjemaet"));
    window.enter("skranken", false);
    assert_eq!(left(&window, "nav"), said("skranken", "nav#skranken"), "gone on from there");
}

#[test]
fn back_writes_nothing_and_another_choice_is_a_branch() {
    let mut window = Window::new("a");
    window.open("fastlegen");
    let first = window.choose("skjemaet", &[add("avtaler", 1)]);
    let at_form = window.enter("skjemaet", false);
    window.choose_to("slutt", &[add("avtaler", 5)], "slutt", true);
    let before = window.pen.log().events().len();

    // Back to the form, and something else.
    window.stand("fastlegen", "skjemaet", &at_form);
    assert_eq!(window.pen.meters_at(&window.here), values(3, 4));
    let other = window.choose("ida", &[add("innflytelse", 2)]);
    assert_eq!(window.pen.log().events().len(), before + 2, "began and chose");
    let trail = trail(window.pen.log(), &other).expect("the branch");
    assert_eq!(trail.meters, values(3, 6), "the five agreements are of the other way");
    assert_eq!(trail.steps.iter().map(Step::id).collect::<Vec<_>>(), ["fastlegen", "fastlegen~skjemaet", "skjemaet", "skjemaet~ida"]);
    assert_eq!(trail.back().map(|s| &s.name), Some(&at_form));
    assert_eq!(trail.steps[1].name, first);

    let journey = window.journey();
    assert!(done(&journey, "fastlegen"), "the first run stays done");
    assert_eq!(journey.carried, values(8, 4), "the branch is not finished yet");
    assert_eq!(journey.lesson("fastlegen").expect("begun").runs, 1, "a branch is not begun anew");
    let ida = window.enter("ida", true);
    let journey = window.journey();
    assert_eq!(journey.carried, values(3, 6), "now it is");
    assert!(super::help::done(&journey, "fastlegen"));
    assert!(bruker_i_sentrum::journey::trail(window.pen.log(), &ida).expect("the way").is_done());
    let first: Vec<_> = journey.lesson("fastlegen").expect("begun").first.iter().map(|c| c.choice.0.clone()).collect();
    assert_eq!(first, ["skjemaet", "slutt"], "the first run's choices are kept");
}

#[test]
fn acting_tells_which_step_one_left() {
    let mut window = Window::new("a");
    window.open("fastlegen");
    let done = window.pen.choose(&window.here, &"skjemaet".into(), "Skjemaet", &[], Then::Consequence, 1);
    assert_eq!(done.events.len(), 2);
    assert_eq!(done.before.as_ref(), Some(&done.events[0].name), "the opening's history entry gets `began`");
    assert_eq!(done.step.as_ref(), Some(&done.events[1].name));

    // With it, something else at the opening scene is a branch of the same beginning.
    window.stand("fastlegen", "fastlegen", &done.before.expect("noted"));
    window.choose_to("slutt", &[], "slutt", true);
    let journey = window.journey();
    assert!(super::help::done(&journey, "fastlegen"));
    assert_eq!(journey.lesson("fastlegen").expect("begun").runs, 1);
}

#[test]
fn a_branch_that_stands_on_its_own_beginning_shows_the_step_before() {
    let mut window = Window::new("a");
    window.open("fastlegen");
    let said = window.choose("skjemaet", &[]);
    let mut other = Window::with("b", window.pen.log().clone());
    other.stand("fastlegen", "fastlegen", &said);
    let done = other.pen.enter(&other.here, &"skjemaet".into(), false, 5);
    let began = done.before.expect("a run of its own");
    let trail = trail(other.pen.log(), &began).expect("a way");
    assert_eq!(trail.steps.last().map(|s| (s.id(), s.name.clone())), Some(("fastlegen~skjemaet".to_owned(), began)));
}

#[test]
fn two_windows_go_on_from_the_same_step() {
    let mut one = Window::new("a");
    one.open("fastlegen");
    one.choose("skjemaet", &[add("avtaler", 1)]);
    let form = one.enter("skjemaet", false);

    let mut two = Window::with("b", one.pen.log().clone());
    two.stand("fastlegen", "skjemaet", &form);
    one.choose_to("slutt", &[add("avtaler", 1)], "slutt", true);
    let twos = two.choose("ida", &[add("innflytelse", 1)]);

    let log = merged(one.pen.log(), two.pen.log());
    assert_eq!(log, merged(two.pen.log(), one.pen.log()));
    let journey = fold(&meters(), &log);
    assert!(done(&journey, "fastlegen"));
    assert_eq!(trail(&log, &twos).expect("the second window's way").meters, values(3, 5), "neither has the other's effects");
    assert_eq!(journey.carried, values(4, 4));
    assert_eq!(journey.lesson("fastlegen").expect("begun").runs, 1);
}

#[test]
fn the_second_window_alone_is_not_done_until_the_first_ones_events_come() {
    let mut one = Window::new("a");
    one.open("fastlegen");
    let said = one.choose("skjemaet", &[]);
    let mut two = Window::with("b", one.pen.log().clone());
    two.stand("fastlegen", "fastlegen", &said);
    let end = two.enter("slutt", true);
    let alone = Log::from_events(two.pen.own().to_vec());
    assert!(!done(&fold(&meters(), &alone), "fastlegen"));
    assert!(!trail(&alone, &end).expect("its own part").from_opening);
    assert!(done(&fold(&meters(), &merged(&alone, one.pen.log())), "fastlegen"));
}

#[test]
fn a_new_run_starts_from_the_newest_finished_one() {
    let mut window = Window::new("a");
    window.finish("hvem-er-rune");
    assert_eq!(window.journey().carried, values(3, 3));
    window.open("fastlegen");
    window.choose("skjemaet", &[add("avtaler", 1)]);
    assert_eq!(window.journey().meters, values(4, 3));
    // Never finished: another lesson starts where the first ended.
    window.open("nav");
    assert_eq!(window.pen.meters_at(&window.here), values(3, 3));
    window.finish("nav");
    assert_eq!(window.journey().carried, values(4, 2));
    // Again from the opening: a run of its own, and the first stays done.
    window.finish("hvem-er-rune");
    let journey = window.journey();
    assert_eq!(journey.lesson("hvem-er-rune").expect("begun").runs, 2);
    assert_eq!(journey.carried, values(5, 1));
}

#[test]
fn a_deep_link_has_no_effects_and_makes_nothing_done() {
    let mut window = Window::new("a");
    window.jump("fastlegen", "samtalen");
    window.enter("slutt", true);
    let journey = window.journey();
    assert!(!done(&journey, "fastlegen"));
    assert!(journey.lesson("fastlegen").expect("begun").has_visited("samtalen"));
    assert_eq!(journey.meters, values(2, 4));
    assert_eq!(journey.carried, values(2, 4));

    // From within the lesson likewise; but the way up to the jump is still a way.
    window.open("nav");
    window.choose("skjemaet", &[add("avtaler", 3)]);
    let before = window.enter("skjemaet", false);
    window.jump("nav", "siste");
    let end = window.enter("slutt", true);
    assert!(trail(window.pen.log(), &end).expect("a way").has_jump);
    assert!(!done(&window.journey(), "nav"));
    assert_eq!(window.journey().meters, values(5, 4), "a jump changes no value");
    window.stand("nav", "skjemaet", &before);
    window.enter("slutt", true);
    assert!(done(&window.journey(), "nav"));
}

#[test]
fn a_step_that_no_log_knows_is_no_step() {
    let mut window = Window::new("a");
    let gone: EventName = "slettet.7".parse().expect("a name");
    window.stand("fastlegen", "samtalen", &gone);
    window.enter("slutt", true);
    assert!(!done(&window.journey(), "fastlegen"));
    assert!(trail(window.pen.log(), &gone).is_none());
    assert_eq!(window.pen.log().events().len(), 2, "began where one stands, entered");
}

#[test]
fn a_choice_into_another_lesson_takes_the_values_along() {
    let mut window = Window::new("a");
    window.open("fastlegen");
    let then = Then::Lesson { lesson: "nav".into(), scene: "nav".into() };
    let done = window.pen.choose(&window.here, &"nav".into(), "Til Nav", &[add("avtaler", 4)], then, 1);
    assert_eq!(done.events.len(), 3);
    // The new page knows no step; the beginning that lies there is taken up.
    window.open("nav");
    window.choose_to("slutt", &[], "slutt", true);
    let journey = window.journey();
    assert_eq!(journey.meters, values(6, 4));
    assert!(super::help::done(&journey, "nav") && !super::help::done(&journey, "fastlegen"));
    assert_eq!(journey.lesson("nav").expect("begun").runs, 1);
}

#[test]
fn a_lesson_of_one_scene_is_done_when_begun() {
    let mut window = Window::new("a");
    let done = window.pen.begin(&slug("takk"), true, 1);
    assert_eq!(done.events.len(), 1);
    assert!(window.pen.begin(&slug("takk"), true, 2).events.is_empty(), "a reload adds no event");
    assert!(super::help::done(&window.journey(), "takk"));
}

#[test]
fn a_course_is_done_when_all_its_lessons_are() {
    let mut window = Window::new("a");
    let lessons = [slug("hvem-er-rune"), slug("fastlegen")];
    window.finish("hvem-er-rune");
    window.finish("fjernet");
    let now = progress(&window.journey(), &lessons);
    assert_eq!((now.lessons, now.begun, now.done, now.is_done()), (2, 1, 1, false));
    window.finish("fastlegen");
    assert!(progress(&window.journey(), &lessons).is_done());
    assert!(!progress(&window.journey(), &[]).is_done());
}

#[test]
fn a_renamed_lesson_keeps_what_was_done() {
    let mut window = Window::new("a");
    window.finish("gamle-navnet");
    window.write("tanke", "Jeg skrev dette");
    let was = [(slug("gamle-navnet"), slug("mellom")), (slug("mellom"), slug("fastlegen"))].into();
    let journey = fold_renamed(&meters(), &was, window.pen.log());
    assert!(done(&journey, "fastlegen"));
    assert!(journey.lesson("fastlegen").expect("begun").has_visited("fastlegen"), "its opening scene has the new name too");
    assert!(journey.lesson("gamle-navnet").is_none());
    assert_eq!(text(&journey, "fastlegen", "tanke").as_deref(), Some("Jeg skrev dette"));

    // An answer given under the old name is edited and taken back under the new.
    let mut pen = Recorder::new("b".into(), meters(), window.pen.log().clone()).with_renames(was.clone());
    let asked = Asked { lesson: slug("fastlegen"), prompt: "tanke".into(), kind: PromptKind::Reflection, question: String::new() };
    pen.write(&asked, "Og så dette", 9);
    let journey = fold_renamed(&meters(), &was, pen.log());
    assert_eq!(text(&journey, "fastlegen", "tanke").as_deref(), Some("Og så dette"));
    assert!(journey.answer("fastlegen", "tanke").expect("answered").others.is_empty());
    pen.erase(&slug("fastlegen"), &"tanke".into(), 10);
    assert!(fold_renamed(&meters(), &was, pen.log()).answers.is_empty());
}

#[test]
fn an_edited_lesson_loses_nothing() {
    // Scenes, choices, prompts and meters of an earlier text of the lesson: all of it stands without the lesson.
    let mut window = Window::new("a");
    window.finish("fastlegen");
    window.write("borte", "Et svar på noe som ikke spørres om lenger");
    let fewer: Vec<_> = meters().into_iter().filter(|m| m.id.as_str() != "avtaler").collect();
    let journey = fold(&fewer, window.pen.log());
    assert!(done(&journey, "fastlegen"));
    assert_eq!(journey.answers[0].newest.question, "Hva med borte?");
    assert!(!journey.meters.contains_key("avtaler"), "a meter the course has no more is passed over");
    let mut more = meters();
    more.push(bruker_i_sentrum::course::graph::Meter { id: "ny".into(), start: 6, ..meters()[0].clone() });
    assert_eq!(fold(&more, window.pen.log()).meters["ny"], 6, "a new one stands at its start");
}

#[test]
fn typing_is_one_event_until_it_is_closed() {
    let mut window = Window::new("a");
    window.open("fastlegen");
    let first = window.write("tanke", "J").expect("new");
    let second = window.write("tanke", "Je").expect("new");
    assert_eq!((first.name.clone(), 1), (second.name.clone(), second.rev));
    assert_eq!(window.write("tanke", "Je"), None, "nothing new");
    assert_eq!(window.pen.log().events().len(), 1);
    window.pen.close();
    assert_eq!(window.write("tanke", "Je"), None, "nothing new since");
    let third = window.write("tanke", "Jeg tror").expect("new");
    assert_eq!(third.name.number, 2);
    window.choose("skjemaet", &[]);
    let fourth = window.write("tanke", "Jeg tror det").expect("new");
    assert_ne!(fourth.name, third.name, "going on closed it");
    let journey = window.journey();
    assert_eq!(text(&journey, "fastlegen", "tanke").as_deref(), Some("Jeg tror det"));
    assert!(journey.answers[0].others.is_empty(), "one's own earlier words are not another version");
}

#[test]
fn an_old_copy_of_a_text_does_not_win() {
    let mut window = Window::new("a");
    window.open("fastlegen");
    let old = window.write("tanke", "Zzz").expect("new");
    window.write("tanke", "Aaa");
    let mut log = window.pen.log().clone();
    log.merge(Log::from_events(vec![old]));
    assert_eq!(text(&fold(&meters(), &log), "fastlegen", "tanke").as_deref(), Some("Aaa"));
}

#[test]
fn of_two_windows_answers_the_newest_is_shown_and_the_other_offered() {
    let mut one = Window::new("a");
    let mut two = Window::new("b");
    one.open("fastlegen").write("tanke", "Fra det ene vinduet");
    two.open("fastlegen").write("annet", "Noe annet");
    two.write("tanke", "Fra det andre");
    one.pen.hear(two.pen.log().clone());
    let journey = one.journey();
    let answer = journey.answer("fastlegen", "tanke").expect("answered");
    assert_eq!(answer.newest.reply, Reply::Text("Fra det andre".to_owned()));
    assert_eq!(answer.others.iter().map(|v| &v.reply).collect::<Vec<_>>(), [&Reply::Text("Fra det ene vinduet".to_owned())]);

    // Tomorrow, in a new window, having seen both: then there is one answer.
    let mut three = Window::with("c", one.pen.log().clone());
    three.open("fastlegen").write("tanke", "Begge deler");
    let journey = three.journey();
    let answer = journey.answer("fastlegen", "tanke").expect("answered");
    assert_eq!(answer.newest.reply, Reply::Text("Begge deler".to_owned()));
    assert!(answer.others.is_empty(), "an edit tomorrow makes no other version");
}

#[test]
fn every_answer_is_honoured() {
    let mut window = Window::new("a");
    window.open("fastlegen");
    let thought = window.asked("en", PromptKind::Reflection);
    assert!(window.pen.think(&thought, 1).is_some());
    assert!(window.pen.think(&thought, 2).is_none());
    let skipped = window.asked("to", PromptKind::Reflection);
    window.pen.skip(&skipped, 3);
    let scale = window.asked("tre", PromptKind::Scale);
    window.pen.rate(&scale, Values::Scale(7), 4);
    window.pen.rate(&scale, Values::Scale(3), 5);
    assert!(window.pen.rate(&scale, Values::Scale(3), 6).is_none());
    let poll = window.asked("fire", PromptKind::Poll);
    let picked = vec![Picked { name: "ja".to_owned(), label: "Ja, gjerne".to_owned() }];
    window.pen.rate(&poll, Values::Poll(picked.clone()), 7);
    let journey = window.journey();
    let replies: Vec<_> = journey.answers.iter().map(|a| (a.prompt.as_str(), a.newest.reply.clone())).collect();
    assert_eq!(
        replies,
        [("en", Reply::Thought), ("to", Reply::Skipped), ("tre", Reply::Scale(3)), ("fire", Reply::Poll(picked))],
        "in the order they were first given"
    );
    assert!(journey.lesson("fastlegen").is_some_and(|l| l.latest.is_none()), "begun, without a step");
    assert_eq!(window.write("fem", "  \n"), None, "no answer without a word");
    window.write("fem", "ord");
    window.write("fem", "");
    assert!(window.journey().answer("fastlegen", "fem").is_none(), "an emptied field is no answer");
}

#[test]
fn an_intention_is_asked_after_from_the_fifth_day() {
    let mut window = Window::new("a");
    window.open("fastlegen");
    let asked = window.asked("proeve", PromptKind::Intention);
    window.pen.write(&asked, "Spørre hva Rune vil", 10 * DAY);
    let intention = |w: &Window| w.journey().intentions[0].clone();
    let rows = [(10 * DAY, false), (15 * DAY - 1, false), (15 * DAY, true), (99 * DAY, true), (0, false), (i64::MIN, false)];
    for (now, due) in rows {
        assert_eq!(intention(&window).due(now), due, "at {now}");
    }
    window.pen.tried(&slug("fastlegen"), &"proeve".into(), Tried::NotYet, 15 * DAY);
    assert!(!intention(&window).due(16 * DAY) && intention(&window).due(20 * DAY), "not yet: asked again after five days");
    window.pen.tried(&slug("fastlegen"), &"proeve".into(), Tried::LetGo, 20 * DAY);
    assert!(!intention(&window).due(99 * DAY));
    // A new intention in its place starts over.
    window.pen.close();
    window.pen.write(&asked, "Noe nytt", 30 * DAY);
    assert_eq!((intention(&window).tried, intention(&window).due(35 * DAY)), (None, true));
    window.erase("proeve");
    assert!(window.journey().intentions.is_empty());
}

#[test]
fn what_is_erased_never_comes_back() {
    let mut one = Window::new("a");
    one.open("fastlegen").write("tanke", "hemmelig");
    let export = one.pen.log().clone();
    let mut two = Window::with("b", export.clone());
    two.open("fastlegen");
    assert_eq!(two.erase("finnes-ikke"), None);
    two.erase("tanke").expect("there was an answer");
    assert!(two.pen.log().events().len() == 1, "only `erased` is left");
    two.pen.hear(export.clone());
    assert!(two.journey().answers.is_empty(), "an older file doesn't bring it back");

    // The first window is still typing in it.
    one.pen.hear(two.pen.log().clone());
    assert!(one.journey().answers.is_empty());
    let again = one.write("tanke", "noe nytt").expect("a new event");
    assert_eq!(again.name.number, 2, "the erased name is never used again");
    assert_eq!(text(&one.journey(), "fastlegen", "tanke").as_deref(), Some("noe nytt"));

    // Even when the program restarts under the old name and knows only that it was erased.
    let pen = Recorder::new("a".into(), meters(), two.pen.log().clone());
    let mut third = Window { pen, here: one.here.clone(), clock: 0 };
    assert_eq!(third.write("tanke", "x").expect("new").name.number, 2);
}

#[test]
fn words_that_were_mended_are_gone() {
    let mut one = Window::new("a");
    one.open("fastlegen").write("tanke", "Per på nav");
    one.write("plan", "en plan");
    let mut two = Window::with("b", one.pen.log().clone());
    two.open("fastlegen").write("tanke", "en saksbehandler");
    one.pen.hear(two.pen.log().clone());
    let whole = |window: &Window| saved::write(&Saved { course: course(), writer: "a".into(), log: window.pen.log().clone() });
    for window in [&one, &two] {
        assert!(!whole(window).contains("Per på nav"), "in no file that is made from now on");
        let prompts: Vec<_> = window.journey().answers.iter().map(|a| a.prompt.to_string()).collect();
        assert_eq!(prompts, ["tanke", "plan"], "the journal keeps its order");
        assert_eq!(text(&window.journey(), "fastlegen", "tanke").as_deref(), Some("en saksbehandler"));
    }
    // Once more, in the window it was written in first.
    one.write("tanke", "noen");
    assert!(!whole(&one).contains("saksbehandler"));
    assert_eq!(one.journey().answers[0].prompt, "tanke".into());

    // What was written elsewhere in the meantime is not: nobody has seen it yet.
    let mut three = Window::with("c", Log::from_events(two.pen.log().events().to_vec()));
    three.open("fastlegen").write("tanke", "skrevet ved siden av");
    one.pen.hear(three.pen.log().clone());
    let answer = &one.journey().answers[0];
    assert_eq!((answer.others.len(), answer.prompt.as_str()), (1, "tanke"));
}

#[test]
fn erasing_all_leaves_nothing() {
    let mut window = Window::new("a");
    window.finish("fastlegen");
    window.write("tanke", "hemmelig");
    window.pen.erase_all();
    assert!(window.pen.log().is_empty() && window.pen.head().is_none());
    assert_eq!(window.journey(), fold(&meters(), &Log::default()));
    let stale = window.here.clone();
    assert!(stale.step.is_some());
    let name = window.enter("slutt", true);
    assert!(name.number > 5, "no name is used twice");
}

#[test]
fn the_end_tells_in_words_what_the_service_did() {
    let mut window = Window::new("a");
    window.open("fastlegen");
    window.choose("skjemaet", &[add("avtaler", 3), add("innflytelse", -1), add("vet-om-ida", 1)]);
    window.enter("skjemaet", false);
    let end = window.choose_to("slutt", &[add("innflytelse", 9)], "slutt", true);
    let told = summary(&trail(window.pen.log(), &end).expect("a way"), &meters());
    let rows: Vec<_> = told.iter().map(|m| (m.id.as_str(), m.at_begin.as_str(), m.at_end.as_str())).collect();
    assert_eq!(rows, [("avtaler", "lite", "noe"), ("innflytelse", "noe", "mye")], "a flag is never told of");
    let scenes = |moments: &[Moment]| moments.iter().map(|m| m.scene.0.clone()).collect::<Vec<_>>();
    assert_eq!(scenes(&told[1].raised), ["skjemaet"]);
    assert_eq!(scenes(&told[1].lowered), ["fastlegen"]);
    assert_eq!(told[1].lowered[0].label, "Velg skjemaet");
    assert!(told[0].lowered.is_empty());
}

#[test]
fn words_are_reached_from_below() {
    let meter = &meters()[0];
    for (value, expected) in [(i64::MIN, "lite"), (0, "lite"), (3, "lite"), (4, "noe"), (7, "noe"), (8, "mye"), (i64::MAX, "mye")] {
        assert_eq!(word(meter, value), expected, "at {value}");
    }
    let wordless = bruker_i_sentrum::course::graph::Meter { words: vec![], ..meter.clone() };
    assert_eq!(word(&wordless, 3), "");
}

#[test]
fn circles_are_cut() {
    let a = r#"{"format":1,"course":"bruker-i-sentrum","writer":"x","events":[
        {"name":"x.1","lamport":1,"at":0,"what":"began","lesson":"l","scene":"l","meters":{},"from":"y.1"},
        {"name":"y.1","lamport":1,"at":0,"what":"began","lesson":"l","scene":"l","meters":{},"from":"x.2"},
        {"name":"x.2","lamport":2,"at":0,"what":"entered","scene":"slutt","ending":true},
        {"name":"z.1","lamport":1,"at":0,"what":"began","lesson":"l","scene":"l","meters":{},"from":"z.1"}]}"#;
    let log = saved::read(a, &course()).expect("well formed").log;
    let journey = fold(&meters(), &log);
    assert!(!done(&journey, "l"));
    assert!(log.events().iter().all(|e| trail(&log, &e.name).is_some()));
}

#[test]
fn names_are_text_and_back() {
    for text in ["a.1", "A-_9.4294967295"] {
        assert_eq!(text.parse::<EventName>().map(|n| n.to_string()).as_deref(), Ok(text));
    }
    for text in ["", "a", "a.", "a.-1", "a.4294967296", "a.1x"] {
        assert!(text.parse::<EventName>().is_err(), "{text}");
    }
    for (text, valid) in [("a", true), ("", false), ("a/b", false), ("a.b", false), ("å", false), (&*"x".repeat(65), false)] {
        assert_eq!(WriterId::from(text).is_valid(), valid, "{text}");
    }
}

#[test]
fn a_step_whose_beginning_is_lost_is_no_place_to_go_on_from() {
    let orphan = r#"{"format":1,"course":"bruker-i-sentrum","writer":"a","events":[
        {"name":"a.2","lamport":2,"at":0,"what":"entered","scene":"skjemaet"}]}"#;
    let mut window = Window::with("a", saved::read(orphan, &course()).expect("well formed").log);
    let step = "a.2".parse().expect("a name");
    assert!(trail(window.pen.log(), &step).is_none());
    window.stand("fastlegen", "skjemaet", &step);
    let end = window.enter("slutt", true);
    assert!(trail(window.pen.log(), &end).is_some_and(|t| !t.from_opening), "a run of its own");
    assert!(!done(&window.journey(), "fastlegen"));
}

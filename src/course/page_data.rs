//! Reading the page's data blocks: the graph's structs out of their JSON, the way serde writes it.
//!
//! Our own build wrote them, so what is missing or odd becomes the least harmful value; a block without a lesson or course is `None`.

use super::graph::{
    Change, ChoiceNode, Comparison, Condition, CourseOutline, Effect, LessonGraph, LessonName, Meter, PageGraph, PromptKind, PromptNode,
    SceneNode, Show, Target,
};
use super::json::{Field, Fields};

/// A lesson page's block.
pub fn page_graph(text: &str) -> Option<PageGraph> {
    page_graph_of(Field::read(text)?.object()?)
}

/// The same from fields already read.
pub fn page_graph_of(mut fields: Fields) -> Option<PageGraph> {
    Some(PageGraph {
        course: fields.take_text("course").as_str().into(),
        meters: fields.take_objects("meters").into_iter().map(meter).collect(),
        name: lesson_name(fields.take("name")?.object()?),
        next: fields.take("next").and_then(Field::object).map(lesson_name),
        lesson: lesson_of(fields.take("lesson")?.object()?)?,
    })
}

/// The block of the other pages. Help lines are left out: the page shows them itself.
pub fn course_outline(text: &str) -> Option<CourseOutline> {
    let mut fields = Field::read(text)?.object()?;
    let was = fields.take("was").and_then(Field::object).unwrap_or_default();
    let renamed = |(old, new): (String, Field)| match new {
        Field::Text(new) => Some((old.as_str().into(), new.as_str().into())),
        _ => None,
    };
    let mut renames = std::collections::BTreeMap::new();
    for (old, new) in was.0.into_iter().filter_map(renamed) {
        renames.insert(old, new);
    }
    Some(CourseOutline {
        course: fields.take_text("course").as_str().into(),
        title: fields.take_text("title"),
        meters: fields.take_objects("meters").into_iter().map(meter).collect(),
        lessons: fields.take_objects("lessons").into_iter().map(lesson_name).collect(),
        was: renames,
        ..CourseOutline::default()
    })
}

/// A plan's block on the map page.
pub fn lesson_graph(text: &str) -> Option<LessonGraph> {
    lesson_of(Field::read(text)?.object()?)
}

fn lesson_of(mut fields: Fields) -> Option<LessonGraph> {
    let scenes: Vec<SceneNode> = fields.take_objects("scenes").into_iter().map(scene).collect();
    (!scenes.is_empty()).then(|| LessonGraph { slug: fields.take_text("slug").as_str().into(), scenes })
}

fn lesson_name(mut fields: Fields) -> LessonName {
    LessonName {
        slug: fields.take_text("slug").as_str().into(),
        title: fields.take_text("title"),
        number: usize::try_from(fields.take_number("number")).unwrap_or(0),
        file: fields.take_text("file"),
    }
}

fn meter(mut fields: Fields) -> Meter {
    let word = |pair: Field| match pair {
        Field::List(pair) => match <[Field; 2]>::try_from(pair) {
            Ok([Field::Number(from), Field::Text(word)]) => Some((from, word)),
            _ => None,
        },
        _ => None,
    };
    Meter {
        id: fields.take_text("id").as_str().into(),
        name: fields.take_text("name"),
        min: fields.take_number("min"),
        max: fields.take_number("max"),
        start: fields.take_number("start"),
        show: match fields.take_text("show").as_str() {
            "never" => Show::Never,
            "always" => Show::Always,
            _ => Show::End,
        },
        words: fields.take_list("words").into_iter().filter_map(word).collect(),
    }
}

fn scene(mut fields: Fields) -> SceneNode {
    SceneNode {
        id: fields.take_text("id").as_str().into(),
        condition: fields.take("if").and_then(condition),
        ending: fields.take_flag("ending"),
        choices: fields.take_objects("choices").into_iter().map(choice).collect(),
        prompts: fields.take_objects("prompts").into_iter().filter_map(prompt).collect(),
    }
}

fn choice(mut fields: Fields) -> ChoiceNode {
    let mut to = fields.take("to").and_then(Field::object).unwrap_or_default();
    let text = |field: Option<Field>| match field {
        Some(Field::Text(text)) => Some(text),
        _ => None,
    };
    ChoiceNode {
        name: fields.take_text("name").as_str().into(),
        to: Target { lesson: text(to.take("lesson")).map(|t| t.as_str().into()), scene: text(to.take("scene")).map(|t| t.as_str().into()) },
        condition: fields.take("if").and_then(condition),
        effects: fields.take_list("effects").into_iter().filter_map(effect).collect(),
        consequence: fields.take_flag("consequence"),
    }
}

fn prompt(mut fields: Fields) -> Option<PromptNode> {
    let kind = match fields.take_text("kind").as_str() {
        "reflection" => PromptKind::Reflection,
        "intention" => PromptKind::Intention,
        "scale" => PromptKind::Scale,
        "poll" => PromptKind::Poll,
        "discussion" => PromptKind::Discussion,
        _ => return None,
    };
    let minutes = |field: Field| match field {
        Field::Number(n) => u32::try_from(n).ok(),
        _ => None,
    };
    let id = fields.take_text("id").as_str().into();
    Some(PromptNode { id, kind, minutes: fields.take_list("minutes").into_iter().filter_map(minutes).collect() })
}

fn condition(field: Field) -> Option<Condition> {
    let Field::List(parts) = field else { return None };
    let Ok([Field::Text(meter), Field::Text(sign), Field::Number(n)]) = <[Field; 3]>::try_from(parts) else { return None };
    let sign = match sign.as_str() {
        ">=" => Comparison::AtLeast,
        "<=" => Comparison::AtMost,
        ">" => Comparison::Above,
        "<" => Comparison::Below,
        "==" => Comparison::Equal,
        "!=" => Comparison::NotEqual,
        _ => return None,
    };
    Some(Condition(meter.as_str().into(), sign, n))
}

fn effect(field: Field) -> Option<Effect> {
    let Field::List(parts) = field else { return None };
    let Ok([Field::Text(meter), Field::Object(mut change)]) = <[Field; 2]>::try_from(parts) else { return None };
    let change = match (change.take("add"), change.take("set")) {
        (Some(Field::Number(n)), _) => Change::Add(n),
        (_, Some(Field::Number(n))) => Change::Set(n),
        _ => return None,
    };
    Some(Effect(meter.as_str().into(), change))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(slug: &str) -> LessonName {
        LessonName { slug: slug.into(), title: "Et «navn»".to_owned(), number: 2, file: format!("nb/02-{slug}.md") }
    }

    fn meters() -> Vec<Meter> {
        let meter = |id: &str, show| Meter {
            id: id.into(),
            name: id.to_uppercase(),
            min: -3,
            max: 10,
            start: 4,
            show,
            words: vec![(-3, "lite".to_owned()), (4, "mye".to_owned())],
        };
        vec![meter("a", Show::Never), meter("b", Show::End), meter("c", Show::Always)]
    }

    fn lesson() -> LessonGraph {
        let signs =
            [Comparison::AtLeast, Comparison::AtMost, Comparison::Above, Comparison::Below, Comparison::Equal, Comparison::NotEqual];
        let choices = signs.into_iter().enumerate().map(|(i, sign)| ChoiceNode {
            name: format!("valg-{i}").as_str().into(),
            to: Target { lesson: (i == 1).then(|| "annen".into()), scene: (i != 2).then(|| "b".into()) },
            condition: (i > 0).then(|| Condition("a".into(), sign, -2)),
            effects: vec![Effect("a".into(), Change::Add(-1)), Effect("b".into(), Change::Set(7))],
            consequence: i % 2 == 0,
        });
        let kinds = [PromptKind::Reflection, PromptKind::Intention, PromptKind::Scale, PromptKind::Poll, PromptKind::Discussion];
        let prompts = kinds.map(|kind| PromptNode { id: format!("{kind:?}").as_str().into(), kind, minutes: vec![2, 8, 5] });
        let scene = SceneNode { id: "a".into(), condition: None, ending: false, choices: choices.collect(), prompts: prompts.to_vec() };
        let last = SceneNode {
            id: "b".into(),
            condition: Some(Condition("c".into(), Comparison::Equal, 4)),
            ending: true,
            choices: vec![],
            prompts: vec![],
        };
        LessonGraph { slug: "fastlegen".into(), scenes: vec![scene, last] }
    }

    #[test]
    fn a_lesson_block_reads_as_it_was_written() {
        let graph =
            PageGraph { course: "kurs".into(), meters: meters(), name: name("fastlegen"), next: Some(name("nav")), lesson: lesson() };
        assert_eq!(page_graph(&serde_json::to_string(&graph).unwrap()), Some(graph.clone()));
        assert_eq!(lesson_graph(&serde_json::to_string(&graph.lesson).unwrap()), Some(graph.lesson));
    }

    #[test]
    fn a_course_block_reads_as_it_was_written() {
        let was = [("gammel".into(), "ny".into())].into();
        let outline = CourseOutline {
            course: "kurs".into(),
            title: "Et kurs".to_owned(),
            meters: meters(),
            lessons: vec![name("ny")],
            was,
            ..CourseOutline::default()
        };
        assert_eq!(course_outline(&serde_json::to_string(&outline).unwrap()), Some(outline));
    }

    #[test]
    fn what_is_no_block_is_none() {
        for text in ["", "[]", "{}", "{\"name\":{}}", "{\"name\":{},\"lesson\":{\"scenes\":[]}}"] {
            assert_eq!(page_graph(text), None, "{text}");
        }
    }
}

//! `unknown-lesson` and `unknown-scene` in `[!RECALL]`: what is to be quoted does not exist.

use super::super::finding::{Code, Finding};
use super::super::model::AsideKind;
use super::super::parse::asides;
use super::super::slug::nfc;
use super::{Context, Findings, View};

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    for view in &context.views {
        for aside in view.lesson.scenes.iter().flat_map(asides).filter(|a| matches!(a.kind, AsideKind::Recall)) {
            let Some((code, message, help)) = wrong(context, view, &nfc(aside.rest.value.trim())) else { continue };
            found.add(view.file, code, || {
                let finding = Finding::new(code, view.file.path(), aside.rest.span, message);
                match help {
                    Some(target) => finding.replace(format!("did you mean `{target}`?"), target),
                    None => finding.help("`lesson#scene` quotes a choice made there, `lesson/prompt` what was written there"),
                }
            });
        }
    }
}

/// What is wrong with a target, and what was probably meant.
fn wrong(context: &Context<'_>, view: &View<'_>, target: &str) -> Option<(Code, String, Option<String>)> {
    // The parser tells when it names neither.
    let at = target.find(['#', '/'])?;
    let (slug, sign, name) = (&target[..at], &target[at..=at], &target[at + 1..]);
    if slug.is_empty() || name.is_empty() {
        return None;
    }
    let there = if slug == view.lesson.slug.as_str() { Some(view) } else { context.lesson(view.language, slug) };
    let Some(there) = there else {
        // A lesson on its own has no neighbours to be found in.
        context.material.course_file?;
        let near = context.near.find(slug, context.slugs(view.language)).map(|near| format!("{near}{sign}{name}"));
        return Some((Code::UnknownLesson, format!("no lesson is called `{slug}`"), near));
    };
    let found = |near: Option<&str>| near.map(|near| format!("{slug}{sign}{near}"));
    if sign == "#" {
        if there.scenes.contains_key(name) {
            return None;
        }
        let near = context.near.find(name, there.lesson.scenes.iter().map(|s| s.id.as_str()));
        return Some((Code::UnknownScene, format!("no scene is called `{name}` in {}", there.file.path()), found(near)));
    }
    let prompts = || there.graph.scenes.iter().flat_map(|s| &s.prompts).map(|p| p.id.as_str());
    if prompts().any(|id| id == name) {
        return None;
    }
    let near = context.near.find(name, prompts());
    Some((Code::UnknownScene, format!("no prompt is called `{name}` in {}", there.file.path()), found(near)))
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::{self, UnknownLesson, UnknownScene};
    use super::super::fixture::course;

    const ONLY: &[Code] = &[UnknownScene, UnknownLesson];

    #[test]
    fn lessons_scenes_and_prompts_must_exist() {
        let first = "# A\n\n> [!REFLECTION] forventning\n> Hva tror du?\n\n## Notatet\n";
        let second = "# B\n\n> [!RECALL] a#notatet\n> x\n\n> [!RECALL] a/forventning\n> x\n\n> [!RECALL] b#b\n> x\n\n> [!RECALL] a#notat\n> x\n\n> [!RECALL] a/forvening\n> x\n\n> [!RECALL] c#d\n> x\n\n> [!RECALL] a\n> x\n";
        assert_eq!(
            course(ONLY, &[("nb/01-a.md", first), ("nb/02-b.md", second)]),
            [
                "nb/02-b.md:12:13: unknown-scene: no scene is called `notat` in nb/01-a.md",
                "nb/02-b.md:15:13: unknown-scene: no prompt is called `forvening` in nb/01-a.md",
                "nb/02-b.md:18:13: unknown-lesson: no lesson is called `c`",
            ]
        );
    }
}

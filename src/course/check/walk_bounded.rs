//! `walk-bounded`: a lesson has more states than the walk looks at.

use super::super::finding::{Code, Finding};
use super::{Context, Findings};

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    for view in context.views.iter().filter(|v| v.walk.stopped_here) {
        found.add(view.file, Code::WalkBounded, || {
            let message =
                format!("the walk stopped after {} states; beyond them, dead ends and closed ways are not told", view.walk.states);
            Finding::new(Code::WalkBounded, view.file.path(), view.lesson.scenes[0].heading_span, message)
                .help("fewer meters in conditions, or a smaller `max`, make fewer states")
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::WalkBounded;
    use super::super::fixture::course_with;

    #[test]
    fn too_many_states() {
        let meters: String = (0..8).map(|n| format!("[[meter]]\nid = \"m{n}\"\nname = \"M\"\nmax = 9\n")).collect();
        let toml = format!("id = \"x\"\nlessons = [\"a\"]\n{meters}");
        let choices: String = (0..8).map(|n| format!("- [{n}](#a \"m{n} +1\")\n- [{n} ferdig](#b \"if m{n} == 9\")\n")).collect();
        let text = format!("# A\n\n{choices}\n## B\n");
        assert_eq!(
            course_with(&[WalkBounded], &toml, &[("nb/01-a.md", &text)]),
            ["nb/01-a.md:1:3: walk-bounded: the walk stopped after 200000 states; beyond them, dead ends and closed ways are not told"]
        );
    }
}

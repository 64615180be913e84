//! `stale-link`: a help line or resource nobody has looked at for more than a year.

use super::super::finding::{Code, Finding};
use super::super::model::Date;
use super::{Context, Findings, place};

pub(super) fn rule(context: &Context<'_>, found: &mut Findings) {
    let Some(file) = context.material.course_file else { return };
    let course = context.material.course;
    let today = context.material.today;
    let help_lines = course.help_lines.iter().enumerate().map(|(n, h)| ("help_line", n, &h.name, h.checked));
    let resources = course.resources.iter().enumerate().map(|(n, r)| ("resource", n, &r.name, r.checked));
    for (table, number, name, checked) in help_lines.chain(resources) {
        // A date that could not be read is the parser's business.
        if checked == Date::default() || !over_a_year(checked, today) {
            continue;
        }
        found.add(file, Code::StaleLink, || {
            let Date { year, month, day } = checked;
            let name = name.get(course.languages.first().map_or("nb", String::as_str));
            let span = place(course, file, &format!("{table}.{number}.checked"));
            Finding::new(
                Code::StaleLink,
                file.path(),
                span,
                format!("“{name}” was last checked {year:04}-{month:02}-{day:02}, over a year ago"),
            )
            .help("call the number or open the page, then write today's date")
        });
    }
}

fn over_a_year(checked: Date, today: Date) -> bool {
    Date { year: checked.year.saturating_add(1), ..checked } < today
}

#[cfg(test)]
mod tests {
    use super::super::super::finding::Code::StaleLink;
    use super::super::fixture::course_with;
    use super::*;

    #[test]
    fn a_year_and_a_day() {
        let day = |year, month, day| Date { year, month, day };
        let today = day(2026, 11, 22);
        for (checked, stale) in [
            (day(2025, 11, 22), false),
            (day(2025, 11, 21), true),
            (day(2026, 12, 1), false),
            (day(2024, 2, 29), true),
            (day(2027, 1, 1), false),
        ] {
            assert_eq!(over_a_year(checked, today), stale, "{checked:?}");
        }
    }

    #[test]
    fn help_lines_and_resources() {
        // The fixture's day is 2026-11-22.
        let toml = "id = \"x\"\nlessons = [\"a\"]\n\n[[help_line]]\nname = \"A\"\nphone = \"1\"\nchecked = 2025-11-22\n\n[[help_line]]\nname = \"B\"\nphone = \"2\"\nchecked = 2025-11-21\n\n[[resource]]\nname = \"C\"\nfor = \"alle\"\nchecked = 2020-01-01\n";
        assert_eq!(
            course_with(&[StaleLink], toml, &[("nb/01-a.md", "# A\n")]),
            [
                "course.toml:12:11: stale-link: “B” was last checked 2025-11-21, over a year ago",
                "course.toml:17:11: stale-link: “C” was last checked 2020-01-01, over a year ago",
            ]
        );
    }
}

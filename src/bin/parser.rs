//! Markdown to page, for the browser: fetched only where a lesson has no prerendered page, and by `/forhandsvis/`.
//!
//! The same code as `kurs build`, so both make the same page; see `course::preview`. What comes in as JSON is read by the browser:
//! serde_json's reader would be a tenth of this program.

#[cfg(target_arch = "wasm32")]
mod exports {
    use bruker_i_sentrum::course::graph::{CourseOutline, HelpLink, LessonName, Meter, Show};
    use bruker_i_sentrum::course::html::CourseSheet;
    use bruker_i_sentrum::course::preview;
    use js_sys::{Array, JSON, Reflect};
    use wasm_bindgen::prelude::*;

    /// The Markdown file of a lesson under `lessons/`, or nothing. `sheet` is `lessons/course.json`.
    #[wasm_bindgen]
    pub fn file_of(sheet: &str, slug: &str) -> String {
        preview::file_of(&read_sheet(sheet), slug).to_owned()
    }

    /// A lesson's page as JSON: `html` and `graph`.
    #[wasm_bindgen]
    pub fn lesson(sheet: &str, file: &str, markdown: &str) -> String {
        preview::lesson(&read_sheet(sheet), file, markdown)
    }

    /// Lesson files that are tried out, `[[name, text], ..]`, as JSON: `lessons` and `findings`.
    #[wasm_bindgen]
    pub fn preview(sheet: &str, root: &str, files: &str) -> String {
        let mut read = Vec::new();
        for file in list(&parse(files)) {
            read.push((text_at(&file, 0), text_at(&file, 1)));
        }
        preview::preview(&read_sheet(sheet), root, &read)
    }

    fn parse(json: &str) -> JsValue {
        JSON::parse(json).unwrap_or(JsValue::UNDEFINED)
    }

    fn get(value: &JsValue, key: &str) -> JsValue {
        Reflect::get(value, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED)
    }

    fn list(value: &JsValue) -> Array {
        if Array::is_array(value) { Array::from(value) } else { Array::new() }
    }

    fn text(value: &JsValue, key: &str) -> String {
        get(value, key).as_string().unwrap_or_default()
    }

    fn text_at(value: &JsValue, index: u32) -> String {
        list(value).get(index).as_string().unwrap_or_default()
    }

    fn number(value: &JsValue) -> i64 {
        value.as_f64().unwrap_or_default() as i64
    }

    fn read_sheet(json: &str) -> CourseSheet {
        let sheet = parse(json);
        let outline = get(&sheet, "outline");
        let mut read =
            CourseOutline { course: text(&outline, "course").as_str().into(), title: text(&outline, "title"), ..CourseOutline::default() };
        for meter in list(&get(&outline, "meters")) {
            read.meters.push(read_meter(&meter));
        }
        for lesson in list(&get(&outline, "lessons")) {
            read.lessons.push(LessonName {
                slug: text(&lesson, "slug").as_str().into(),
                title: text(&lesson, "title"),
                number: number(&get(&lesson, "number")) as usize,
                file: text(&lesson, "file"),
            });
        }
        for line in list(&get(&outline, "help_lines")) {
            read.help_lines.push(HelpLink {
                name: text(&line, "name"),
                phone: get(&line, "phone").as_string(),
                url: get(&line, "url").as_string(),
            });
        }
        let mut reviewed = Vec::new();
        for slug in list(&get(&sheet, "reviewed")) {
            reviewed.push(slug.as_string().unwrap_or_default().as_str().into());
        }
        CourseSheet { outline: read, language: text(&sheet, "language"), total: number(&get(&sheet, "total")) as usize, reviewed }
    }

    fn read_meter(meter: &JsValue) -> Meter {
        let mut words = Vec::new();
        for pair in list(&get(meter, "words")) {
            words.push((number(&list(&pair).get(0)), text_at(&pair, 1)));
        }
        Meter {
            id: text(meter, "id").as_str().into(),
            name: text(meter, "name"),
            min: number(&get(meter, "min")),
            max: number(&get(meter, "max")),
            start: number(&get(meter, "start")),
            show: match text(meter, "show").as_str() {
                "never" => Show::Never,
                "always" => Show::Always,
                _ => Show::End,
            },
            words,
        }
    }
}

fn main() {}

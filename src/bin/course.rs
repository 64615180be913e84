//! course.toml to what pages know of a course, for the browser: fetched only when a course file is tried out in `/forhandsvis/`.
//!
//! A program of its own, as Markdown and TOML readers together are more than the parser may weigh. The same code as `kurs check`.

#[cfg(target_arch = "wasm32")]
mod exports {
    use bruker_i_sentrum::course::preview;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// A course file as JSON: `sheet`, which the parser program takes as it takes `lessons/course.json`, and `findings`.
    #[wasm_bindgen]
    pub fn sheet(toml: &str) -> String {
        preview::sheet(toml)
    }
}

fn main() {}

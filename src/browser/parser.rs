//! The programs beside the app: `parser`, Markdown to page, and `course`, course.toml to what pages know of a course. Each is fetched the first
//! time it is needed, never before.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Such a program, fetched and started.
pub struct Program(JsValue);

impl Program {
    /// Fetches and starts one by its name. Unit of `root`: absolute address with a slash at its end.
    pub async fn load(root: &str, name: &str) -> Result<Self, JsValue> {
        // The boot script keeps an `import` for us: only a script of the page may have one under our CSP.
        let import: Function = Reflect::get(&super::dom::window(), &"load".into())?.dyn_into()?;
        let module = JsFuture::from(import.call1(&JsValue::NULL, &[root, name, ".js"].concat().into())?.dyn_into::<Promise>()?).await?;
        let start: Function = Reflect::get(&module, &"default".into())?.dyn_into()?;
        let options = Object::new();
        Reflect::set(&options, &"module_or_path".into(), &[root, name, "_bg.wasm"].concat().into())?;
        JsFuture::from(start.call1(&JsValue::NULL, &options)?.dyn_into::<Promise>()?).await?;
        Ok(Self(module))
    }

    /// Calls one of its functions with texts, and gives the text it answers.
    pub fn call(&self, name: &str, arguments: &[&str]) -> Result<String, JsValue> {
        let function: Function = Reflect::get(&self.0, &name.into())?.dyn_into()?;
        let arguments: js_sys::Array = arguments.iter().map(|a| JsValue::from_str(a)).collect();
        function.apply(&JsValue::NULL, &arguments)?.as_string().ok_or(JsValue::NULL)
    }
}

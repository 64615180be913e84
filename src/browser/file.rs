//! Files: handing one to the learner, and reading one she has chosen. Nothing goes over the network.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// Hands the learner a text file by the browser's own download.
pub fn hand_over(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = super::dom::document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}

/// The text of a chosen file; an empty `Err` when it cannot be read. Bytes that are not UTF-8 become `None`.
pub async fn text(file: &File) -> Result<Option<String>, JsValue> {
    let bytes = JsFuture::from(file.array_buffer()).await?;
    Ok(String::from_utf8(js_sys::Uint8Array::new(&bytes).to_vec()).ok())
}

/// The files of an input or a drop, in order.
pub fn list(files: Option<web_sys::FileList>) -> Vec<File> {
    files.map(|list| (0..list.length()).filter_map(|i| list.get(i)).collect()).unwrap_or_default()
}

/// The files that were dropped.
pub fn dropped(event: &web_sys::Event) -> Vec<File> {
    let drag = event.dyn_ref::<web_sys::DragEvent>();
    list(drag.and_then(web_sys::DragEvent::data_transfer).and_then(|data| data.files()))
}

/// Puts a text on the clipboard. Whether the browser let us.
pub async fn copy(text: &str) -> bool {
    let clipboard = super::dom::window().navigator().clipboard();
    // Outside a secure context there is no clipboard, whatever the types say.
    if JsValue::from(clipboard.clone()).is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

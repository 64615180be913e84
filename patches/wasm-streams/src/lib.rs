//! As much of wasm-streams as `server_fn` is compiled against, and is never called by this program: it has no server functions.

use futures_util::Stream;
use wasm_bindgen::{JsValue, UnwrapThrowExt, throw_str};

const NO_SERVER: &str = "this program has no server functions, and so no streams";

/// A stream of JavaScript's.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Takes over a stream of JavaScript's.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Throws.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        throw_str(NO_SERVER)
    }

    /// The stream of JavaScript's.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Throws.
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> {
        None::<futures_util::stream::Empty<_>>.expect_throw(NO_SERVER)
    }
}

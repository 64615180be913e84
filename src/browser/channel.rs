//! Messages between the windows of one session. A trait, so that other ways than a browser's own can come.

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// A way to all other windows of one session. Texts go in and come out; whoever hears decides what they are.
pub trait Channel: Sized {
    /// Joins the channel of this name. `hear` gets every text that another sends. `None` where there is no such channel.
    fn join(name: &str, hear: impl Fn(String) + 'static) -> Option<Self>;

    /// Sends a text to all others.
    fn send(&self, text: &str);
}

/// Between windows of one browser: no server, no network.
pub struct Windows {
    channel: BroadcastChannel,
    _hear: Closure<dyn Fn(MessageEvent)>,
}

impl Channel for Windows {
    fn join(name: &str, hear: impl Fn(String) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                hear(text);
            }
        });
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        Some(Self { channel, _hear: hear })
    }

    fn send(&self, text: &str) {
        let _ = self.channel.post_message(&text.into());
    }
}

//! News between the tabs of one browser.

use gloo_events::EventListener;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

/// What one tab tells the others, once it is on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// These keys of [`Table::Revisions`](super::Table::Revisions) are new, all of the document with this digest.
    Revisions {
        /// The document's digest.
        document: String,
        /// The keys.
        keys: Vec<String>,
    },
    /// The list of documents has changed.
    Documents,
}

/// The channel. Closed when dropped.
pub struct Channel {
    channel: BroadcastChannel,
    _listener: EventListener,
}

impl Channel {
    /// Joins the channel of this name. `None` where the browser has none: tabs then see each other's notes when
    /// they come to the front.
    pub fn open(name: &str, news: impl Fn(News) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listener = EventListener::new(&channel, "message", move |event| {
            let data = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
            if let Some(heard) = data.and_then(|data| read(&data)) {
                news(heard);
            }
        });
        Some(Self { channel, _listener: listener })
    }

    /// Tells all other tabs.
    pub fn tell(&self, news: &News) {
        // It fails only on a closed channel, and this one closes when it is dropped.
        let _ = self.channel.post_message(&write(news).into());
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}

fn write(news: &News) -> String {
    match news {
        News::Revisions { document, keys } => json!({"document": document, "revisions": keys}),
        News::Documents => json!({"documents": true}),
    }
    .to_string()
}

/// Reads what some build of Meipi wrote; `None` for what this one does not know.
fn read(data: &str) -> Option<News> {
    let value: Value = serde_json::from_str(data).ok()?;
    if value.get("documents").is_some() {
        return Some(News::Documents);
    }
    let document = value.get("document")?.as_str()?.to_owned();
    let keys = value.get("revisions")?.as_array()?.iter().filter_map(|key| key.as_str().map(str::to_owned));
    Some(News::Revisions { document, keys: keys.collect() })
}

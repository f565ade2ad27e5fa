//! From a file, a drop, or pasted text to an open document, or to a sentence that says why not ([`words`]).

use gloo_file::{Blob, futures::read_as_bytes};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, Response, TextDecoder, TextDecoderOptions};

use super::{
    i18n::tu_string,
    session::{LONG, Progress},
    shell::words::fill,
    start::open::{Matter, Opener},
};
use crate::{
    exchange::{ReadError, any, import},
    intake::{self, IntakeError},
    text::{Encoding, SourceText},
};

mod progress;
mod words;

pub use progress::OpeningDialog;

/// The sample's file, beside the page, and its element in the page that is one file.
const SAMPLE: &str = "xicheng-2020.txt";
const SAMPLE_ELEMENT: &str = "sample";

/// What files of notes end in, for those that are not even read.
const NOTES: [&str; 4] = [".json", ".jsonld", ".annotation", ".meipi"];

/// Opens what the reader brought, or says why it cannot be opened.
pub async fn open(opener: Opener, matter: Matter) {
    match matter {
        Matter::File(file) => opener.read(file).await,
        Matter::Text(text) => {
            let name = tu_string!(opener.i18n, start.pasted).to_string();
            opener.bytes(text.into_bytes(), &name).await;
        }
        Matter::Sample => match sample().await {
            Some(text) => opener.document(SourceText::new(text, Encoding::Utf8), SAMPLE).await,
            None => opener.notices.fail(tu_string!(opener.i18n, start.error.no_sample).to_string()),
        },
    }
}

impl Opener {
    async fn read(self, file: File) {
        let name = file.name();
        // A file too large for notes is too large for anything, and is not even read.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a size is a whole number"
        )]
        let bytes = file.size() as usize;
        if bytes > import::MAX_BYTES {
            if NOTES.iter().any(|ending| name.to_lowercase().ends_with(ending)) {
                self.exchange.refuse(&name, &ReadError::TooLarge { bytes });
            } else {
                self.refuse(&name, IntakeError::TooLarge { bytes, limit: intake::MAX_BYTES });
            }
            return;
        }
        let is_long = bytes > LONG;
        if is_long {
            self.session.opening().set(Some(Progress { done: 0, total: 1 }));
        }
        let read = read_as_bytes(&Blob::from(file)).await;
        if is_long && self.session.opening().with_untracked(Option::is_none) {
            return;
        }
        match read {
            Ok(bytes) => self.bytes(bytes, &name).await,
            Err(_) => {
                self.notices.fail(fill(tu_string!(self.i18n, start.error.unreadable), &[("file", &name)]));
            }
        }
        self.session.opening().set(None);
    }

    async fn bytes(self, bytes: Vec<u8>, name: &str) {
        if looks_like_json(&bytes) {
            let read = std::str::from_utf8(&bytes).ok().map(any::begin);
            match read {
                Some(Ok(reading)) => {
                    // The import says itself how far it has come.
                    self.session.opening().set(None);
                    return self.exchange.take(reading, name).await;
                }
                Some(Err(why)) if is_named_json(name) => return self.exchange.refuse(name, &why),
                _ => {}
            }
        }
        match intake::decode_with(&bytes, gb18030) {
            Ok(source) => self.document(source, name).await,
            Err(why) => self.refuse(name, why),
        }
    }

    async fn document(self, source: SourceText, name: &str) {
        self.notices.close();
        let is_new = !self.session.is_kept(source.digest());
        if self.session.open(source, name).await.is_none() {
            return;
        }
        if is_new && let Some(brought) = self.session.bring_along().await {
            let session = self.session;
            self.notices.offer(
                untrack(|| words::brought(self.i18n, &brought)),
                tu_string!(self.i18n, start.leave_notes).to_string(),
                move || drop(session.undo()),
            );
        }
    }

    fn refuse(self, name: &str, why: IntakeError) {
        self.notices.fail(untrack(|| words::refusal(self.i18n, name, why)));
    }
}

/// The sample's text: from the page itself if it holds it, else from beside it.
async fn sample() -> Option<String> {
    if let Some(element) = document().get_element_by_id(SAMPLE_ELEMENT) {
        return element.text_content();
    }
    let response: Response = JsFuture::from(window().fetch_with_str(SAMPLE)).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// Whether the first sign of a file is one that JSON starts with. A report never starts so.
fn looks_like_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    matches!(bytes.iter().find(|byte| !byte.is_ascii_whitespace()), Some(b'{' | b'['))
}

fn is_named_json(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".json", ".jsonld", ".annotation", ".meipi"].iter().any(|ending| name.ends_with(ending))
}

/// The browser's own decoder, strict; see [`crate::intake`].
fn gb18030(bytes: &[u8]) -> Option<String> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = TextDecoder::new_with_label_and_options("gb18030", &options).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}

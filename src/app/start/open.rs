//! From a file, a drop, or pasted text to an open document.

use gloo_file::{Blob, futures::read_as_bytes};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, Response, TextDecoder, TextDecoderOptions};

use super::words;
use crate::{
    app::{
        exchange::{Exchange, use_exchange},
        i18n::{I18n, tu_string, use_i18n},
        session::{Session, use_session},
        shell::{
            notices::{Notices, use_notices},
            words::fill,
        },
    },
    exchange::{any, import},
    intake::{self, IntakeError},
    text::{Encoding, SourceText},
};

/// What the picker offers: text in any dress that is read now, and files of notes.
pub const ACCEPT: &str = ".txt,.md,.markdown,.json,.jsonld,.annotation,.meipi,text/plain,text/markdown,application/json,application/ld+json";

/// The sample's file, beside the page, and its element in the page that is one file.
const SAMPLE: &str = "xicheng-2020.txt";
const SAMPLE_ELEMENT: &str = "sample";

/// Documents larger than this, in bytes, take long enough to parse that the page says so first.
const LARGE: usize = 400_000;

/// What opening needs. A handle: copy it freely.
#[derive(Clone, Copy)]
pub struct Opener {
    session: Session,
    exchange: Exchange,
    notices: Notices,
    i18n: I18n,
}

impl Opener {
    /// From the contexts of the component at hand.
    pub fn here() -> Self {
        Self { session: use_session(), exchange: use_exchange(), notices: use_notices(), i18n: use_i18n() }
    }

    /// Opens a file: a report, or notes.
    pub fn file(self, file: File) {
        spawn_local(async move {
            let name = file.name();
            // A file too large for notes is too large for anything, and is not even read.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a size is a whole number"
            )]
            let bytes = file.size() as usize;
            if bytes > import::MAX_BYTES {
                self.refuse(&name, IntakeError::TooLarge { bytes, limit: intake::MAX_BYTES });
                return;
            }
            if bytes > LARGE {
                self.notices.say(fill(tu_string!(self.i18n, start.reading), &[("name", &name)]));
            }
            match read_as_bytes(&Blob::from(file)).await {
                Ok(bytes) => self.bytes(bytes, &name).await,
                Err(_) => {
                    self.notices
                        .fail(fill(tu_string!(self.i18n, start.error.unreadable), &[("file", &name)]));
                }
            }
        });
    }

    /// Opens pasted text.
    pub fn text(self, text: String) {
        let name = tu_string!(self.i18n, start.pasted).to_string();
        spawn_local(async move { self.bytes(text.into_bytes(), &name).await });
    }

    /// Opens the sample.
    pub fn sample(self) {
        spawn_local(async move {
            match sample().await {
                Some(text) => self.document(SourceText::new(text, Encoding::Utf8), SAMPLE).await,
                None => self.notices.fail(tu_string!(self.i18n, start.error.no_sample).to_string()),
            }
        });
    }

    async fn bytes(self, bytes: Vec<u8>, name: &str) {
        if looks_like_json(&bytes) {
            let read = std::str::from_utf8(&bytes).ok().map(any::read);
            match read {
                Some(Ok(import)) => return self.exchange.take(import, name).await,
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
        if source.text().len() > LARGE {
            // The notice that it is being read must be on screen before the parsing takes the thread.
            TimeoutFuture::new(30).await;
        }
        self.notices.close();
        let is_new = !self.session.is_kept(source.digest());
        self.session.open(source, name);
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

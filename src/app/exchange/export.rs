//! Writing notes to a file.

use gloo_timers::future::TimeoutFuture;
use js_sys::Array;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::{Exchange, use_exchange};
use crate::{
    app::{
        i18n::{t, t_string, tu_string, use_i18n},
        session::use_session,
        shell::{dialog::Dialog, words::fill},
    },
    exchange::{
        ReportCard, revision,
        web_annotation::{self, Export},
    },
    note::{Agent, Notebook},
    text::SourceText,
    view::Document,
};

/// The media type of Web Annotation files.
const MEDIA_TYPE: &str = "application/ld+json";

/// Milliseconds between two files, which browsers want lest one page flood the disk.
const BETWEEN_FILES: u32 = 400;

/// What goes into the file.
#[derive(Clone, Copy)]
struct Switches {
    text: bool,
    names: bool,
}

/// The export dialog.
#[component]
pub fn ExportDialog() -> impl IntoView {
    let (session, exchange, i18n) = (use_session(), use_exchange(), use_i18n());
    let title = Signal::derive(move || t_string!(i18n, exchange.export_title).to_string());
    let text = RwSignal::new(true);
    let names = RwSignal::new(true);
    let typed_name = RwSignal::new(None::<String>);
    let count = move || session.with_notebook(|book| book.notes().count());
    let suggested = move || {
        let title = session.document().get().map(|open| open.title.clone()).unwrap_or_default();
        let me = session.me().get();
        file_name(&title, if names.get() { me.name.trim() } else { "" })
    };
    let name = move || typed_name.get().unwrap_or_else(suggested);
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let name = name();
        exchange.export(&name, Switches { text: text.get_untracked(), names: names.get_untracked() });
        typed_name.set(None);
        exchange.exporting.set(false);
    };
    let checked = |event: ev::Event| event_target_checked(&event);
    let me = NodeRef::<html::Input>::new();
    view! {
        <Dialog open=exchange.exporting title>
            <form id="export-form" class="body" on:submit=save>
                <p>{move || fill(t_string!(i18n, exchange.export_what), &[("n", &count().to_string())])}</p>
                <label class="check">
                    <input type="checkbox" prop:checked=move || text.get() on:change=move |event| text.set(checked(event)) />
                    <span>{t!(i18n, exchange.with_text)}</span><small>{t!(i18n, exchange.with_text_note)}</small>
                </label>
                <label class="check">
                    <input type="checkbox" prop:checked=move || names.get() on:change=move |event| names.set(checked(event)) />
                    <span>{t!(i18n, exchange.with_names)}</span><small>{t!(i18n, exchange.with_names_note)}</small>
                </label>
                <label class="field">
                    {t!(i18n, exchange.my_name)}
                    <input type="text" autocomplete="name" maxlength="40" node_ref=me prop:value=move || session.me().get().name
                        on:change=move |_| if let Some(me) = me.get_untracked() { session.set_name(&me.value()) } />
                    <small>{t!(i18n, exchange.my_name_note)}</small>
                </label>
                <label class="field">
                    {t!(i18n, exchange.file_name)}
                    <input type="text" required prop:value=name on:change=move |event| typed_name.set(Some(event_target_value(&event))) />
                </label>
            </form>
            <footer>
                <button type="button" class="btn" on:click=move |_| exchange.exporting.set(false)>{t!(i18n, shell.cancel)}</button>
                <button type="submit" form="export-form" class="btn fill">{t!(i18n, exchange.save_file)}</button>
            </footer>
        </Dialog>
    }
}

impl Exchange {
    fn export(self, name: &str, switches: Switches) {
        let Some(document) = self.session.document().get_untracked() else { return };
        let me = self.session.me().get_untracked();
        let file = self.session.with_notebook(|book| write(book, &document, &me, switches));
        download(name, &file);
        self.session.set_exported();
        self.notices.say(fill(tu_string!(self.i18n, exchange.exported), &[("file", name)]));
    }

    /// Writes one file for each report with changes that no file holds.
    pub async fn export_all(self) {
        let me = self.session.me().get_untracked();
        let switches = Switches { text: true, names: true };
        for kept in untrack(|| self.session.documents()).into_iter().filter(|kept| kept.unexported > 0) {
            let Ok(Some((text, lines))) = self.session.read_all(&kept.id).await else { continue };
            let document = Document::new(SourceText::new(text, kept.encoding), &kept.file);
            let mut book = Notebook::default();
            for revision in lines.iter().filter_map(|line| revision::read(line).ok()) {
                book.insert(revision);
            }
            let name = file_name(&document.title, me.name.trim());
            download(&name, &write(&book, &document, &me, switches));
            self.session.set_exported_of(&kept.id);
            self.notices.say(fill(tu_string!(self.i18n, exchange.exported), &[("file", &name)]));
            TimeoutFuture::new(BETWEEN_FILES).await;
        }
    }
}

fn write(book: &Notebook, document: &Document, me: &Agent, switches: Switches) -> String {
    let card = ReportCard::new(&document.report, switches.text);
    web_annotation::write(&Export {
        notebook: book,
        report: Some(&card),
        by: Some(me),
        names: switches.names,
    })
}

/// A name that every system takes: the report's title, whose notes, and the day.
fn file_name(title: &str, me: &str) -> String {
    let today = js_sys::Date::new_0();
    let day = format!("{:02}{:02}", today.get_month() + 1, today.get_date());
    let sound = |part: &str| -> String {
        part.chars().filter(|c| !c.is_control() && !r#"\/:*?"<>|"#.contains(*c)).take(60).collect()
    };
    let parts = [sound(title.trim()), sound(me), day];
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    format!("{}.jsonld", parts.join("-"))
}

/// Hands a file to the browser to save.
fn download(name: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(MEDIA_TYPE);
    let parts = Array::of1(&text.into());
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else { return };
    let Ok(url) = Url::create_object_url_with_blob(&blob) else { return };
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // The browser reads the file after the click; taken back at once, it would be empty.
    gloo_timers::callback::Timeout::new(10_000, move || drop(Url::revoke_object_url(&url))).forget();
}

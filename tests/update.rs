//! A new build is announced to the page, and the reader's consent leaves it, through the two events of `web/update.js`.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test; clippy knows only those of the standard harness")]

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use leptos::prelude::*;
use meipi::app::update;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn announce() {
    window().dispatch_event(&web_sys::Event::new("meipi:update").unwrap()).unwrap();
}

#[wasm_bindgen_test]
fn news_reaches_a_page_that_listens() {
    let owner = Owner::new();
    owner.set();
    let waiting = update::waiting();
    assert!(!waiting.get_untracked());
    announce();
    assert!(waiting.get_untracked());
}

#[wasm_bindgen_test]
fn news_older_than_the_page_is_not_missed() {
    let root = document().document_element().unwrap();
    root.set_attribute("data-update", "waiting").unwrap();
    let owner = Owner::new();
    owner.set();
    assert!(update::waiting().get_untracked());
    root.remove_attribute("data-update").unwrap();
}

#[wasm_bindgen_test]
fn consent_is_told_once() {
    let heard = Rc::new(Cell::new(0));
    let count = Rc::clone(&heard);
    let _listener = EventListener::new(&window(), "meipi:update-agreed", move |_| count.set(count.get() + 1));
    update::agree();
    assert_eq!(heard.get(), 1);
}

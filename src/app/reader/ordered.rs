//! A list whose nodes stand in the document in the order of their keys, for those who go through it by Tab or hear it.
//!
//! Must hold: what comes and goes moves nothing that stands, and what holds the focus never moves at all: a node that
//! is put elsewhere loses it, and with it the signs that somebody is composing. The framework's own keyed list puts
//! nodes back in their places that were in them already.

use leptos::{
    html,
    mount::{UnmountHandle, mount_to},
    prelude::*,
    tachys::view::any_view::AnyViewState,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

/// What stands for a key.
struct Drawn<K> {
    key: K,
    element: Element,
    _view: UnmountHandle<AnyViewState>,
}

/// Keeps the view of each of `keys`, one element each, in `column`, behind the element that is there already. Keys are
/// different from each other.
pub fn keep_in_order<K: Copy + Eq + Send + Sync + 'static>(
    column: NodeRef<html::Aside>,
    keys: Signal<Vec<K>>,
    view: impl Fn(K) -> AnyView + Clone + 'static,
) {
    let owner = Owner::current();
    let drawn = StoredValue::new_local(Vec::<Drawn<K>>::new());
    Effect::new(move || {
        let keys = keys.get();
        let Some(column) = column.get() else { return };
        let draw = |key: K| -> Option<Drawn<K>> {
            let (view, parent) = (view.clone(), column.clone());
            // Under the list's owner, for this effect's forgets all that was made when it last ran.
            let mount = || mount_to(parent, move || view(key));
            let view = untrack(|| owner.as_ref().map(|owner| owner.with(mount)))?;
            Some(Drawn { key, element: column.last_element_child()?, _view: view })
        };
        drawn.update_value(|drawn| {
            drawn.retain(|one| keys.contains(&one.key));
            for &key in &keys {
                if !drawn.iter().any(|one| one.key == key) {
                    drawn.extend(draw(key));
                }
            }
            drawn.sort_by_key(|one| keys.iter().position(|key| *key == one.key));
            arrange(&column, drawn.iter().map(|one| &one.element));
        });
    });
}

/// Puts `wanted`, all of them behind the first child of `column`, in this order.
fn arrange<'a>(column: &HtmlElement, wanted: impl Iterator<Item = &'a Element>) {
    let focus = document().active_element();
    let mut at = column.first_element_child().and_then(|first| first.next_element_sibling());
    for element in wanted {
        if focus.as_ref().is_some_and(|focus| element.contains(Some(focus))) {
            // What stands before it goes behind it.
            while let Some(other) = at.take_if(|other| *other != *element) {
                at = other.next_element_sibling();
                let _ = column.append_child(&other);
            }
        }
        if at.as_ref() == Some(element) {
            at = element.next_element_sibling();
        } else {
            // Nothing can be wrong with it: both are children of the column.
            let _ = column.insert_before(element, at.as_ref().map(JsCast::unchecked_ref));
        }
    }
}

//! A conflict, its sides beside each other: in the note, where a click settles it, and in the preview of an import,
//! where it can only be looked at.

use leptos::prelude::*;

use super::{
    icon::{self, icon},
    words,
};
use crate::{
    app::{
        i18n::{t, t_string, use_i18n},
        session::use_session,
    },
    note::{Conflict, FieldValue, Side},
    view::conflict::{Parted, both, parted},
};

/// What a field held before, and what each person made of it. `settle` is what a click on one side does.
#[component]
pub fn ConflictView(
    /// The conflict.
    conflict: Conflict,
    /// Makes a value the one that the field holds; without it there is nothing to click.
    #[prop(optional_no_strip)]
    settle: Option<Callback<FieldValue>>,
    /// Opens the field in which the text can be written anew.
    #[prop(optional_no_strip)]
    edit: Option<Callback<()>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let field = conflict.field;
    let name = move || format!("{} · {}", words::field(field), t_string!(i18n, reader.conflict));
    let base = conflict.base.clone();
    let common = base.clone().map(|base| {
        let shown = move || match words::value(&base) {
            empty if empty.is_empty() => t_string!(i18n, reader.empty_value).to_string(),
            shown => shown,
        };
        view! {
            <section class="side base">
                <p class="by"><b>{t!(i18n, reader.common)}</b></p>
                <p class="body">{shown}</p>
            </section>
        }
    });
    let together = both(&conflict).zip(settle).map(|(value, settle)| {
        view! {
            <button type="button" class="btn line" on:click=move |_| settle.run(value.clone())>{t!(i18n, reader.both)}</button>
        }
    });
    let anew = edit.filter(|_| matches!(field, crate::note::Field::Text)).map(|edit| {
        view! { <button type="button" class="btn" on:click=move |_| edit.run(())>{t!(i18n, reader.anew)}</button> }
    });
    let sides = conflict.sides.into_iter().map(|side| view! { <SideView side base=base.clone() settle /> });
    view! {
        <div class="conflict" role="group" aria-label=name>
            <p class="flag">{icon(icon::WARNING)}{name}</p>
            <div class="sides">{common}{sides.collect_view()}</div>
            {(together.is_some() || anew.is_some()).then(|| view! { <div class="acts">{together}{anew}</div> })}
        </div>
    }
}

/// What one person made of it.
#[component]
fn SideView(side: Side, base: Option<FieldValue>, settle: Option<Callback<FieldValue>>) -> impl IntoView {
    let (session, i18n) = (use_session(), use_i18n());
    let Side { value, author, at, .. } = side;
    let mine = session.me().with_untracked(|me| me.id == author.id);
    let who = {
        let author = author.clone();
        move || words::name(&author, mine)
    };
    let shown = {
        let value = value.clone();
        move || match (&base, &value) {
            (Some(FieldValue::Text(was)), FieldValue::Text(is)) if !is.is_empty() => {
                let Parted { before, changed, after } = parted(was, is);
                view! { {before}{(!changed.is_empty()).then(|| view! { <ins>{changed}</ins> })}{after} }
                    .into_any()
            }
            (_, value) => match words::value(value) {
                empty if empty.is_empty() => {
                    view! { <span class="q3">{t!(i18n, reader.empty_value)}</span> }.into_any()
                }
                shown => shown.into_any(),
            },
        }
    };
    let take = settle.map(|settle| {
        let who = who.clone();
        let name = move || format!("{}: {}", t_string!(i18n, reader.take), who());
        view! {
            <button type="button" class="btn line" aria-label=name on:click=move |_| settle.run(value.clone())>{t!(i18n, reader.take)}</button>
        }
    });
    view! {
        <section class="side" class:me=mine>
            <p class="by"><b>{who}</b><time datetime=words::machine_date(at)>{move || words::date(at)}</time></p>
            <p class="body">{shown}</p>
            {take}
        </section>
    }
}

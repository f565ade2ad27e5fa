//! Correcting the engine: what a reader can say of a finding or of a selection, and what has been said of it.

use leptos::{either::Either, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    desk::{Card, Desk, use_desk},
    icon::{self, icon},
    keys, selection, words,
};
use crate::{
    app::{
        dom,
        i18n::{t, t_string, use_i18n},
    },
    extract::{NumberKind, StatementKind, Strength, Verdict},
    note::Claim,
    text::Span,
    view::{Document, document::Found},
};

/// Offers to correct what is at hand: the card's finding, the selection, or the mark that has the focus. Answers
/// whether there is one.
pub fn begin(desk: Desk) -> bool {
    if desk.selection.get_untracked().is_some() && desk.card.get_untracked().is_none() {
        return select(desk);
    }
    if desk.card.get_untracked().is_none() {
        let Some(card) = focused(desk) else { return false };
        desk.explain(Some(card));
    }
    desk.correcting.set(true);
    keys::focus_card();
    true
}

/// Opens the card for the selection, with all that it can be said to be.
pub fn select(desk: Desk) -> bool {
    let Some(selected) = desk.selection.get_untracked() else { return false };
    selection::clear();
    desk.selection.set(None);
    desk.activate(&[]);
    desk.explain(Some(Card { passage: Some(selected.span), ..Card::default() }));
    desk.correcting.set(true);
    keys::focus_card();
    true
}

/// The card of the mark that has the focus.
fn focused(desk: Desk) -> Option<Card> {
    let mark = document().active_element()?.closest("[data-q], [data-c]").ok()??;
    desk.card_of(&mark)
}

/// Says what a stretch is, and shows it.
fn say(desk: Desk, span: Span, verdict: Verdict) {
    desk.session.correct(span, verdict);
    shown(desk, span, verdict.is_of_number());
    let said = untrack(|| words::verdict(verdict));
    desk.say(words::fill(t_string!(desk.i18n, reader.corrected), &said));
}

/// Takes a correction back, and shows what is found without it.
fn take_back(desk: Desk, claim: &Claim) {
    desk.session.take_back(claim.note);
    shown(desk, claim.given.span, claim.given.verdict.is_of_number());
    desk.say(t_string!(desk.i18n, reader.taken_back).to_string());
}

/// Opens the card of what is now found at a stretch.
fn shown(desk: Desk, span: Span, numbers: bool) {
    selection::clear();
    desk.selection.set(None);
    desk.explain(Some(desk.card_at(span, numbers)));
    desk.correcting.set(false);
    keys::focus_card();
}

/// What has been said of the numbers, or else of the statements, at `span`: by whom, what the engine had found, and
/// what others say.
pub fn said(desk: Desk, document: &Document, span: Span, numbers: bool) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let concerning = || document.claims.iter().filter(move |claim| claim.concerns(span, numbers));
    let holding = concerning().find(|claim| claim.holds).cloned().map(|claim| {
        let found = engine(document, claim.given.span, numbers);
        let by = by(desk, &claim);
        let verdict = claim.given.verdict;
        view! {
            <p class="said">
                <b>{t!(i18n, reader.correction)}</b>" "{move || words::verdict(verdict)}
                <button type="button" class="btn" on:click=move |_| take_back(desk, &claim)>{t!(i18n, reader.take_back)}</button>
            </p>
            <p class="was q3">{by}</p>
            <p class="was">
                <i>{t!(i18n, reader.engine_found)}</i>
                {if found.is_empty() { Either::Left(t!(i18n, reader.nothing_found)) } else { Either::Right(found) }}
            </p>
        }
    });
    let others = concerning().filter(|claim| !claim.holds).map(|claim| {
        let given = claim.given;
        let (words, by) = (document.report.slice(given.span).to_owned(), by(desk, claim));
        view! {
            <p class="said">
                <i lang="zh-CN">{words}</i>" "{move || words::verdict(given.verdict)}
                <button type="button" class="btn" on:click=move |_| say(desk, given.span, given.verdict)>{t!(i18n, reader.take)}</button>
            </p>
            <p class="was q3">{by}</p>
        }
    });
    let others: Vec<_> = others.collect();
    let dispute = (!others.is_empty())
        .then(|| view! { <p class="flag">{icon(icon::WARNING)}{t!(i18n, reader.disputed)}</p> });
    view! { {holding} {dispute} {others} }
}

/// Who says it, and since when.
fn by(desk: Desk, claim: &Claim) -> impl Fn() -> String + Send + use<> {
    let (by, at) = (claim.by.clone(), claim.at);
    move || {
        let mine = desk.session.me().with(|me| me.id == by.id);
        format!("{} {}", words::name(&by, mine), words::date(at))
    }
}

/// What the engine on its own found at `span`, in words. Follows the language.
fn engine(document: &Document, span: Span, numbers: bool) -> Vec<impl IntoView + use<>> {
    let found = document.engine_at(span, numbers);
    let line = |found: Found<'_>| {
        let (span, verdict) = match found {
            Found::Number(number) => (number.span, Some(Verdict::Number(number.kind))),
            Found::Statement(statement) => {
                (statement.span, strength_of(statement.kind).map(Verdict::Commitment))
            }
        };
        let words = document.report.slice(span).to_owned();
        let name = move || match verdict {
            Some(verdict) => words::verdict(verdict),
            None => t_string!(use_i18n(), reader.result).to_string(),
        };
        view! { <span lang="zh-CN">{words}</span>" "{name}" " }
    };
    found.into_iter().map(line).collect()
}

fn strength_of(kind: StatementKind) -> Option<Strength> {
    match kind {
        StatementKind::Commitment { strength, .. } => Some(strength),
        StatementKind::Result => None,
    }
}

/// All that can be said of what a card is about.
#[component]
pub fn Choices(
    /// The card.
    card: Card,
) -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let document = desk.document();
    let findings = &document.findings;
    let number = card.number.or(card.passage);
    let statement = card.statement.or(card.passage);
    let found =
        |span: Option<Span>, numbers| span.is_some_and(|span| desk.card_at(span, numbers).passage.is_none());
    let kind = card.number_in(findings).map(|index| findings.numbers[index].kind);
    let now = card.statement_in(findings).map(|index| findings.statements[index].kind);
    let not_a_statement = move || match now {
        Some(StatementKind::Result) => t_string!(i18n, reader.not_a_result).to_string(),
        _ => t_string!(i18n, reader.not_a_commitment).to_string(),
    };
    let numbers = number.map(|span| {
        let kinds = NumberKind::ALL.map(|other| {
            chip(desk, span, Verdict::Number(other), kind == Some(other), move || words::kind(other))
        });
        let none = found(number, true).then(|| {
            chip(desk, span, Verdict::NotANumber, false, move || {
                t_string!(i18n, reader.not_a_number).to_string()
            })
        });
        let here = card.number.zip(kind).map(|(_, kind)| here(desk, Verdict::Number(kind)));
        view! {
            <div role="group" aria-labelledby="corr-n">
                <h5 id="corr-n">{t!(i18n, reader.number)}</h5>
                <div class="chips">{none}{kinds.into_iter().collect_view()}{here}</div>
            </div>
        }
    });
    let statements = statement.map(|span| {
        let strengths = Strength::ALL.map(|other| {
            let pressed = now.and_then(strength_of) == Some(other);
            chip(desk, span, Verdict::Commitment(other), pressed, move || words::strength(other))
        });
        let none =
            found(statement, false).then(|| chip(desk, span, Verdict::NotAStatement, false, not_a_statement));
        let here = now.and_then(strength_of).map(|strength| here(desk, Verdict::Commitment(strength)));
        view! {
            <div role="group" aria-labelledby="corr-s">
                <h5 id="corr-s">{t!(i18n, reader.commitment)}</h5>
                <div class="chips">{none}{strengths.into_iter().collect_view()}{here}</div>
            </div>
        }
    });
    view! { <div class="corr">{numbers}{statements}</div> }
}

/// One thing that a stretch can be said to be.
fn chip(
    desk: Desk,
    span: Span,
    verdict: Verdict,
    pressed: bool,
    name: impl Fn() -> String + Send + 'static,
) -> AnyView {
    view! {
        <button
            type="button"
            class="chip"
            aria-pressed=pressed.to_string()
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| say(desk, span, verdict)
        >
            {name}
        </button>
    }
    .into_any()
}

/// The same finding on the words that are selected.
fn here(desk: Desk, verdict: Verdict) -> AnyView {
    let i18n = use_i18n();
    let act = move |_| {
        if let Some(selected) = desk.selection.get_untracked() {
            say(desk, selected.span, verdict);
        }
    };
    view! {
        <button
            type="button"
            class="chip"
            aria-disabled=move || desk.selection.get().is_none().then_some("true")
            title=move || t_string!(i18n, reader.move_hint)
            // The selection must outlive the press of the button.
            on:mousedown=|event| event.prevent_default()
            on:click=act
        >
            {t!(i18n, reader.other_span)}
        </button>
    }
    .into_any()
}

/// Shows or hides what can be said.
pub fn toggle(desk: Desk, event: &leptos::ev::MouseEvent) {
    desk.correcting.update(|open| *open = !*open);
    let button = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    if let Some(card) = button.and_then(|button| button.closest(".card").ok().flatten()) {
        // What can be said stands below what is known, and both should be seen.
        request_animation_frame(move || {
            dom::show_whole(&card);
        });
    }
}

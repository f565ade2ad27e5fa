//! The card that explains a number, a commitment or a result.

use leptos::prelude::*;

use super::{
    correct,
    desk::{Card, Desk, use_desk},
    icon::{self, icon},
    keys, words,
};
use crate::{
    app::i18n::{t, t_string, use_i18n},
    extract::{Number, Rule, Statement, StatementKind},
    view::explain,
};

/// What is known of a mark, and a way to correct it.
#[component]
pub fn CardView(
    /// Of which.
    card: Card,
) -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let correcting = desk.correcting;
    view! {
        <section class="card" class:promise=card.number.is_none() role="dialog" tabindex="-1" aria-label=move || t_string!(i18n, reader.explanation)>
            {move || parts(desk, card)}
            <div class="acts">
                <button type="button" class="btn" aria-expanded=move || correcting.get().to_string() on:click=move |event| correct::toggle(desk, &event)>
                    {icon(icon::PEN)}{t!(i18n, reader.correct)}
                </button>
                <button type="button" class="btn" on:click=move |_| close(desk)>{icon(icon::CLOSE)}{t!(i18n, reader.close)}</button>
            </div>
        </section>
    }
}

/// What is found, as it stands corrected, and what has been said of it.
fn parts(desk: Desk, card: Card) -> AnyView {
    desk.follow_findings();
    let document = desk.document();
    let findings = &document.findings;
    let number = card.number_in(findings).map(|index| findings.numbers[index].clone());
    let statement = card.statement_in(findings).map(|index| (index, findings.statements[index].clone()));
    let passage = card.passage.map(|span| {
        let words = document.report.slice(span).to_owned();
        let said = [true, false].map(|numbers| correct::said(desk, &document, span, numbers));
        let [of_numbers, of_statements] = said;
        view! {
            <section>
                <header><h3 class="long" lang="zh-CN">{words}</h3></header>
                {of_numbers}
                {of_statements}
            </section>
        }
    });
    let choices = move || desk.correcting.get().then(|| view! { <correct::Choices card /> });
    view! {
        {passage}
        {number.map(|number| view! { <NumberPart number /> })}
        {statement.map(|(index, statement)| view! { <StatementPart index statement /> })}
        {choices}
    }
    .into_any()
}

/// Closes the card and goes back to the mark.
pub fn close(desk: Desk) {
    if let Some(card) = desk.card.get_untracked() {
        desk.explain(None);
        keys::focus_card_mark(desk, card);
    }
}

#[component]
fn NumberPart(number: Number) -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let document = desk.document();
    let figure = document.report.slice(number.span).to_owned();
    let said = correct::said(desk, &document, number.span, true);
    let value = explain::value(&number);
    let subject = number.subject.clone();
    view! {
        <section>
            <header><h3 lang="zh-CN">{figure}</h3><span class="q3">{move || words::kind(number.kind)}</span></header>
            <dl>
                {value.map(|value| view! { <dt>{t!(i18n, reader.value)}</dt><dd class="value">{value}</dd> })}
                {number.unit.clone().map(|unit| view! { <dt>{t!(i18n, reader.unit)}</dt><dd lang="zh-CN">{unit}</dd> })}
                <dt>{t!(i18n, reader.qualifier)}</dt><dd>{move || words::approx(number.approx)}</dd>
                {number.direction.map(|direction| view! {
                    <dt>{t!(i18n, reader.moves)}</dt><dd>{move || words::direction(direction)}</dd>
                })}
                {subject.map(|subject| view! { <dt>{t!(i18n, reader.measures)}</dt><dd lang="zh-CN">{subject}</dd> })}
            </dl>
            {said}
            {why(number.rule)}
        </section>
    }
}

#[component]
fn StatementPart(index: usize, statement: Statement) -> impl IntoView {
    let desk = use_desk();
    let i18n = use_i18n();
    let document = desk.document();
    let slice = |span| document.report.slice(span).to_owned();
    let number = desk.commitment_number(index);
    let (strength, deadline) = match statement.kind {
        StatementKind::Result => (None, None),
        StatementKind::Commitment { strength, deadline } => (Some(strength), deadline.map(slice)),
    };
    let figures: Vec<String> = statement
        .numbers
        .iter()
        .filter_map(|&index| Some(slice(document.findings.numbers.get(index)?.span)))
        .collect();
    let departments: Vec<String> = statement.departments.iter().map(|&span| slice(span)).collect();
    let theme = statement.theme.map(slice);
    let measurable = statement.measurable;
    let said = correct::said(desk, &document, statement.span, false);
    let pairs = explain::pairs(&document.report, &document.findings, index);
    let kind = move || match strength {
        Some(strength) => format!("{} · {}", t_string!(i18n, reader.commitment), words::strength(strength)),
        None => t_string!(i18n, reader.result).to_string(),
    };
    view! {
        <section>
            <h4>
                <span class="st" class:g=strength == Some(crate::extract::Strength::Firm) class:y=strength == Some(crate::extract::Strength::Intended) class:t=strength == Some(crate::extract::Strength::Exploratory)>{kind}</span>
                {number.map(|number| view! { <span class="q3">{number}</span> })}
            </h4>
            <dl>
                {theme.map(|theme| view! { <dt>{t!(i18n, reader.theme)}</dt><dd lang="zh-CN">{theme}</dd> })}
                {strength.map(|_| view! {
                    <dt>{t!(i18n, reader.deadline)}</dt>
                    <dd lang="zh-CN">{deadline.clone().map_or_else(|| view! { <span class="q3">{t!(i18n, reader.not_said)}</span> }.into_any(), IntoAny::into_any)}</dd>
                    <dt>{t!(i18n, reader.measurable)}</dt>
                    <dd>{move || if measurable { t_string!(i18n, reader.yes).to_string() } else { t_string!(i18n, reader.no).to_string() }}</dd>
                })}
                {(!figures.is_empty()).then(|| view! { <dt>{t!(i18n, reader.figures)}</dt><dd lang="zh-CN">{figures.join("　")}</dd> })}
                {(!departments.is_empty()).then(|| view! { <dt>{t!(i18n, reader.departments)}</dt><dd lang="zh-CN">{departments.join("、")}</dd> })}
            </dl>
            {pairs.into_iter().map(|pair| {
                let other = pair.other;
                let go = move |_| {
                    if let Some(card) = Card::of(&desk.document().findings, None, Some(other)) {
                        desk.explain(Some(card));
                        keys::focus_span(desk, card.span().unwrap_or_default());
                    }
                };
                view! {
                    <section>
                        <h4>{if pair.is_result { t!(i18n, reader.last_year).into_any() } else { t!(i18n, reader.this_year).into_any() }}<span class="q3" lang="zh-CN">{pair.indicator}</span></h4>
                        {pair.change.map(|change| view! { <p class="delta"><span class="q3">{change.from}</span>" → "<b>{change.to}</b>" "<span>{change.difference}</span></p> })}
                        <p><a href=format!("#b{}", pair.block) on:click=move |event| { event.prevent_default(); go(event); } lang="zh-CN">{pair.text}</a></p>
                    </section>
                }
            }).collect_view()}
            {said}
            {why(statement.rule)}
        </section>
    }
}

/// Why it was found. What a reader gave has been told with his name.
fn why(rule: Rule) -> Option<impl IntoView> {
    let i18n = use_i18n();
    (!rule.is_readers()).then(|| {
        view! {
            <p class="why">
                {t!(i18n, reader.why)}" "<code>{rule.name}</code>
                {(!rule.entry.is_empty()).then(|| view! { " · "<span lang="zh-CN">{rule.entry}</span> })}
            </p>
        }
    })
}

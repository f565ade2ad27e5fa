//! What find and filters call things.

use leptos::prelude::With;

use super::super::{desk::Desk, words};
use crate::{
    app::i18n::{t_string, use_i18n},
    note::Status,
    view::{
        filter::{Facet, Kind, State},
        find::{Group, Term, Token},
    },
};

/// The list that a hit belongs to.
pub fn group(group: Group) -> &'static str {
    let i18n = use_i18n();
    match group {
        Group::Text => t_string!(i18n, reader.find.text),
        Group::Number => t_string!(i18n, reader.find.numbers),
        Group::Commitment => t_string!(i18n, reader.commitment),
        Group::Note => t_string!(i18n, reader.note),
    }
}

/// What a piece of the query was understood as: its sort, and what is asked for.
pub fn token(desk: Desk, token: &Token, typed: &str) -> (&'static str, String) {
    let i18n = use_i18n();
    let typed = || typed.get(token.at.clone()).unwrap_or_default().to_owned();
    let commitment = t_string!(i18n, reader.commitment);
    match &token.term {
        None => (t_string!(i18n, reader.find.words), typed()),
        Some(Term::Value(range)) => (t_string!(i18n, reader.value), range.shown().to_owned()),
        Some(Term::Quantity(kind)) => (t_string!(i18n, reader.find.numbers), words::group(*kind)),
        Some(Term::Direction(direction)) => (t_string!(i18n, reader.moves), words::direction(*direction)),
        Some(Term::Approx(approx)) => (t_string!(i18n, reader.qualifier), words::approx(*approx)),
        Some(Term::Commitment) => (commitment, t_string!(i18n, reader.find.any).to_string()),
        Some(Term::Strength(strength)) => (commitment, words::strength(*strength)),
        Some(Term::Measurable) => (commitment, t_string!(i18n, reader.measurable).to_string()),
        Some(Term::Dated) => (commitment, t_string!(i18n, reader.find.dated).to_string()),
        Some(Term::Author(_)) => (t_string!(i18n, reader.find.author), typed()),
        Some(Term::Tag(_)) => (t_string!(i18n, reader.tags), typed()),
        Some(Term::Note(facet)) => (t_string!(i18n, reader.note), self::facet(desk, facet)),
    }
}

/// The sort of a facet.
pub fn sort(facet: &Facet) -> &'static str {
    let i18n = use_i18n();
    match facet {
        Facet::Author(_) => t_string!(i18n, reader.find.author),
        Facet::Tag(_) => t_string!(i18n, reader.tags),
        Facet::Colour(_) => t_string!(i18n, reader.colour),
        Facet::State(_) => t_string!(i18n, reader.find.state),
        Facet::Kind(_) => t_string!(i18n, reader.find.kind),
    }
}

/// What a facet asks of a note.
pub fn facet(desk: Desk, facet: &Facet) -> String {
    let i18n = use_i18n();
    match facet {
        Facet::Author(agent) => words::name(agent, desk.session.me().with(|me| me.id == agent.id)),
        Facet::Tag(tag) => format!("# {tag}"),
        Facet::Colour(colour) => words::colour(*colour),
        Facet::State(State::Open) => words::status(Status::Open),
        Facet::State(State::Answered) => words::status(Status::Answered),
        Facet::State(State::Done) => words::status(Status::Done),
        Facet::State(State::Plain) => t_string!(i18n, reader.find.no_state).to_string(),
        Facet::State(State::Review) => t_string!(i18n, reader.review).to_string(),
        Facet::Kind(Kind::Passage) => t_string!(i18n, reader.note).to_string(),
        Facet::Kind(Kind::Mark) => t_string!(i18n, reader.mark).to_string(),
        Facet::Kind(Kind::Paragraph) => t_string!(i18n, reader.paragraph_note).to_string(),
        Facet::Kind(Kind::Report) => t_string!(i18n, reader.find.on_report).to_string(),
        Facet::Kind(Kind::Correction) => t_string!(i18n, reader.find.correction).to_string(),
    }
}

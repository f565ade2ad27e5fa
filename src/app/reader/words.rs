//! The reading room's words that are more than one entry of the catalogue: names of kinds, dates, values.
//!
//! Every function reads the language where it is called, so a reaction that calls it follows the language.

use std::{cell::RefCell, collections::BTreeMap};

use wasm_bindgen::JsValue;

use crate::{
    app::i18n::{Locale, t_string, use_i18n},
    extract::{Approx, Direction, NumberKind, Strength, Verdict},
    note::{Agent, AnchorState, Colour, Correction, Field, FieldValue, Status, Timestamp},
    view::{
        html::Words,
        legend::{Mark, QuantityGroup},
        sentence,
    },
};

/// Puts a number or a word into a sentence of the catalogue, in the place of `{n}`.
pub fn fill(sentence: &str, word: &impl ToString) -> String {
    sentence::fill(sentence, &[("n", &word.to_string())])
}

/// The words for those who hear the marks.
pub fn marks() -> Words {
    let i18n = use_i18n();
    let strength =
        |strength| format!("{} · {}", t_string!(i18n, reader.commitment), self::strength(strength));
    Words {
        note: t_string!(i18n, reader.note).to_string(),
        firm: strength(Strength::Firm),
        intended: strength(Strength::Intended),
        exploratory: strength(Strength::Exploratory),
        correction: t_string!(i18n, reader.correction).to_string(),
        corrected: t_string!(i18n, reader.corrected_sign).to_string(),
    }
}

/// What the bubble of a paragraph with `count` notes shows, and what it is called.
pub fn bubble(count: usize) -> (String, String) {
    let i18n = use_i18n();
    let label = t_string!(i18n, reader.paragraph_note).to_string();
    if count == 0 {
        return (label, t_string!(i18n, reader.write_paragraph_note).to_string());
    }
    (format!("{label} {count}"), fill(t_string!(i18n, reader.paragraph_notes), &count))
}

/// How hard a commitment binds.
pub fn strength(strength: Strength) -> String {
    let i18n = use_i18n();
    match strength {
        Strength::Firm => t_string!(i18n, reader.firm).to_string(),
        Strength::Intended => t_string!(i18n, reader.intended).to_string(),
        Strength::Exploratory => t_string!(i18n, reader.exploratory).to_string(),
    }
}

/// A line of the legend.
pub fn mark(mark: Mark) -> String {
    let i18n = use_i18n();
    match mark {
        Mark::Quantity => t_string!(i18n, reader.quantity).to_string(),
        Mark::OtherNumber => t_string!(i18n, reader.other_numbers).to_string(),
        Mark::Firm => t_string!(i18n, reader.legend_firm).to_string(),
        Mark::Intended => t_string!(i18n, reader.legend_intended).to_string(),
        Mark::Exploratory => t_string!(i18n, reader.legend_exploratory).to_string(),
        Mark::Mine => t_string!(i18n, reader.my_notes).to_string(),
        Mark::Others => t_string!(i18n, reader.other_notes).to_string(),
        Mark::Review => t_string!(i18n, reader.review).to_string(),
        Mark::Corrected => t_string!(i18n, reader.corrections).to_string(),
    }
}

/// A group of quantities in the legend.
pub fn group(group: QuantityGroup) -> String {
    let i18n = use_i18n();
    match group {
        QuantityGroup::Count => t_string!(i18n, reader.kind.count).to_string(),
        QuantityGroup::Percent => t_string!(i18n, reader.kind.percent).to_string(),
        QuantityGroup::Money => t_string!(i18n, reader.kind.money).to_string(),
        QuantityGroup::Extent => t_string!(i18n, reader.kind.extent).to_string(),
        QuantityGroup::Duration => t_string!(i18n, reader.kind.duration).to_string(),
        QuantityGroup::Other => t_string!(i18n, reader.kind.other).to_string(),
    }
}

/// A kind of number.
pub fn kind(kind: NumberKind) -> String {
    let i18n = use_i18n();
    match kind {
        NumberKind::Money => t_string!(i18n, reader.kind.money).to_string(),
        NumberKind::Percent => t_string!(i18n, reader.kind.percent).to_string(),
        NumberKind::PercentagePoint => t_string!(i18n, reader.kind.percentage_point).to_string(),
        NumberKind::Count => t_string!(i18n, reader.kind.count).to_string(),
        NumberKind::Length => t_string!(i18n, reader.kind.length).to_string(),
        NumberKind::Area => t_string!(i18n, reader.kind.area).to_string(),
        NumberKind::Mass => t_string!(i18n, reader.kind.mass).to_string(),
        NumberKind::Volume => t_string!(i18n, reader.kind.volume).to_string(),
        NumberKind::Energy => t_string!(i18n, reader.kind.energy).to_string(),
        NumberKind::Concentration => t_string!(i18n, reader.kind.concentration).to_string(),
        NumberKind::Duration => t_string!(i18n, reader.kind.duration).to_string(),
        NumberKind::Ratio => t_string!(i18n, reader.kind.ratio).to_string(),
        NumberKind::Rate => t_string!(i18n, reader.kind.rate).to_string(),
        NumberKind::Date => t_string!(i18n, reader.kind.date).to_string(),
        NumberKind::Ordinal => t_string!(i18n, reader.kind.ordinal).to_string(),
        NumberKind::Code => t_string!(i18n, reader.kind.code).to_string(),
        NumberKind::Policy => t_string!(i18n, reader.kind.policy).to_string(),
    }
}

/// How a qualifier bends a value.
pub fn approx(approx: Approx) -> String {
    let i18n = use_i18n();
    match approx {
        Approx::Exact => t_string!(i18n, reader.approx.exact).to_string(),
        Approx::About => t_string!(i18n, reader.approx.about).to_string(),
        Approx::Over => t_string!(i18n, reader.approx.over).to_string(),
        Approx::Under => t_string!(i18n, reader.approx.under).to_string(),
        Approx::AtLeast => t_string!(i18n, reader.approx.at_least).to_string(),
        Approx::AtMost => t_string!(i18n, reader.approx.at_most).to_string(),
    }
}

/// Where the verb sends a quantity.
pub fn direction(direction: Direction) -> String {
    let i18n = use_i18n();
    match direction {
        Direction::Increase => t_string!(i18n, reader.direction.increase).to_string(),
        Direction::Decrease => t_string!(i18n, reader.direction.decrease).to_string(),
        Direction::Reach => t_string!(i18n, reader.direction.reach).to_string(),
        Direction::ReduceTo => t_string!(i18n, reader.direction.reduce_to).to_string(),
    }
}

/// How a note found its place.
pub fn anchor(state: AnchorState) -> String {
    let i18n = use_i18n();
    match state {
        AnchorState::Exact => t_string!(i18n, reader.anchor.exact).to_string(),
        AnchorState::Moved => t_string!(i18n, reader.anchor.moved).to_string(),
        AnchorState::Reworded => t_string!(i18n, reader.anchor.reworded).to_string(),
        AnchorState::NumberChanged => t_string!(i18n, reader.anchor.number_changed).to_string(),
        AnchorState::Ambiguous => t_string!(i18n, reader.anchor.ambiguous).to_string(),
        AnchorState::Orphaned => t_string!(i18n, reader.anchor.orphaned).to_string(),
    }
}

/// Where a conversation stands.
pub fn status(status: Status) -> String {
    let i18n = use_i18n();
    match status {
        Status::Open => t_string!(i18n, reader.status.open).to_string(),
        Status::Answered => t_string!(i18n, reader.status.answered).to_string(),
        Status::Done => t_string!(i18n, reader.status.done).to_string(),
    }
}

/// A field of a note.
pub fn field(field: Field) -> String {
    let i18n = use_i18n();
    match field {
        Field::Text => t_string!(i18n, reader.field.text),
        Field::Target => t_string!(i18n, reader.field.target),
        Field::Colour => t_string!(i18n, reader.field.colour),
        Field::Status => t_string!(i18n, reader.field.status),
        Field::ReplyTo => t_string!(i18n, reader.field.reply_to),
        Field::Correction => t_string!(i18n, reader.field.correction),
        Field::Deleted => t_string!(i18n, reader.field.deleted),
    }
    .to_string()
}

/// A value of a field in conflict.
pub fn value(value: &FieldValue) -> String {
    let i18n = use_i18n();
    match value {
        FieldValue::Text(text) => text.clone(),
        FieldValue::Target(target) => target.quote.exact.clone(),
        FieldValue::Colour(colour) => self::colour(*colour),
        FieldValue::Status(Some(status)) => self::status(*status),
        FieldValue::Deleted(true) => t_string!(i18n, reader.deleted_value).to_string(),
        FieldValue::Deleted(false) => t_string!(i18n, reader.kept_value).to_string(),
        FieldValue::Correction(Some(correction)) => self::correction(correction),
        FieldValue::Status(None) | FieldValue::ReplyTo(_) | FieldValue::Correction(None) => {
            t_string!(i18n, reader.other_value).to_string()
        }
    }
}

/// What a correction says.
pub fn correction(correction: &Correction) -> String {
    correction.verdict().map_or_else(|| t_string!(use_i18n(), reader.other_value).to_string(), verdict)
}

/// What a passage is said to be.
pub fn verdict(verdict: Verdict) -> String {
    let i18n = use_i18n();
    match verdict {
        Verdict::NotANumber => t_string!(i18n, reader.not_a_number).to_string(),
        Verdict::Number(kind) => format!("{} · {}", t_string!(i18n, reader.number), self::kind(kind)),
        Verdict::NotAStatement => t_string!(i18n, reader.not_a_statement).to_string(),
        Verdict::Commitment(strength) => {
            format!("{} · {}", t_string!(i18n, reader.commitment), self::strength(strength))
        }
    }
}

/// A colour of a note.
pub fn colour(colour: Colour) -> String {
    let i18n = use_i18n();
    match colour {
        Colour::Gamboge => t_string!(i18n, reader.gamboge).to_string(),
        Colour::Azurite => t_string!(i18n, reader.azurite).to_string(),
        Colour::Malachite => t_string!(i18n, reader.malachite).to_string(),
        Colour::Rouge => t_string!(i18n, reader.rouge).to_string(),
    }
}

/// Who someone is, for those who gave no name too.
pub fn name(agent: &Agent, mine: bool) -> String {
    let i18n = use_i18n();
    match agent.name.trim() {
        "" if mine => t_string!(i18n, reader.me).to_string(),
        "" => t_string!(i18n, reader.no_name).to_string(),
        name => name.to_owned(),
    }
}

/// A moment, in the language's form: 1月7日 21:40, with the year if it is another.
pub fn date(at: Timestamp) -> String {
    let i18n = use_i18n();
    let locale = match i18n.get_locale() {
        Locale::en => "en-GB",
        _ => "zh-CN",
    };
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 stay below 2^53")]
    let date = js_sys::Date::new(&JsValue::from_f64(at.0 as f64));
    let with_year = date.get_full_year() != js_sys::Date::new_0().get_full_year();
    let format = FORMATS.with_borrow_mut(|formats| {
        formats.entry((locale, with_year)).or_insert_with(|| date_format(locale, with_year)).clone()
    });
    let said = format.call1(&JsValue::UNDEFINED, &date).ok();
    said.and_then(|said| said.as_string()).unwrap_or_default()
}

thread_local! {
    /// The browser takes a tenth of a millisecond to learn a language's form, and a margin is full of dates.
    static FORMATS: RefCell<BTreeMap<(&'static str, bool), js_sys::Function>> = RefCell::default();
}

fn date_format(locale: &str, with_year: bool) -> js_sys::Function {
    let options = js_sys::Object::new();
    let mut fields = vec![
        ("month", if locale == "zh-CN" { "long" } else { "short" }),
        ("day", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
    ];
    if with_year {
        fields.push(("year", "numeric"));
    }
    for (field, form) in fields {
        let _ = js_sys::Reflect::set(&options, &field.into(), &form.into());
    }
    let _ = js_sys::Reflect::set(&options, &"hour12".into(), &false.into());
    js_sys::Intl::DateTimeFormat::new(&js_sys::Array::of1(&locale.into()), &options).format()
}

/// A moment as `<time datetime>` wants it.
pub fn machine_date(at: Timestamp) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 stay below 2^53")]
    let date = js_sys::Date::new(&JsValue::from_f64(at.0 as f64));
    date.to_iso_string().into()
}

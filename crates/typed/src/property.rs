//! A text in the field of a property, whatever its kind.

use crate::context::Context;
use crate::misunderstood::{Misunderstood, Problem, shortened};
use crate::plain::plain;
use crate::states::{state, yes_no};
use aigaq_schema::list::likely;
use aigaq_schema::value::{ValueError, fits};
use aigaq_schema::{Language, List, NameKind, Property, Schema, Value, ValueKind};

/// Reads what was typed in the field of a property: one value, or several parted by ";" (and lines)
/// where the property may have several. An empty text gives no values. Words for not knowing
/// («неизвестно», "withheld") become [`Value::Missing`] in every kind.
///
/// # Errors
/// [`Misunderstood`] of the first piece that is not understood.
pub fn read(
    schema: &Schema,
    property: &Property,
    text: &str,
    context: &Context,
) -> Result<Vec<Value>, Misunderstood> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    if let Err(ValueError::TooLong { most, .. }) = fits(property.kind, text) {
        return Err(Misunderstood::new(text, Problem::TooLong { most }));
    }
    // Prose keeps its semicolons and its lines.
    if property.kind == ValueKind::Text && !(property.many && property.countable) {
        return Ok(vec![words(text)]);
    }
    if !property.many {
        let values = one(schema, property, text, context)?;
        if values.len() > 1 {
            let each = values.iter().map(Value::plain).collect();
            return Err(Misunderstood::new(text, Problem::SeveralValues).offering(each));
        }
        return Ok(values);
    }
    let mut all = Vec::new();
    for piece in text.split([';', '\n']).filter(|p| !p.trim().is_empty()) {
        for value in one(schema, property, piece, context)? {
            if !all.contains(&value) {
                all.push(value);
            }
        }
    }
    Ok(all)
}

fn words(text: &str) -> Value {
    // «нет» alone in a field of prose says that there is none.
    match state(text) {
        Some(state) => Value::Missing(state),
        None => Value::text(text.trim()),
    }
}

fn one(
    schema: &Schema,
    property: &Property,
    text: &str,
    context: &Context,
) -> Result<Vec<Value>, Misunderstood> {
    match property.kind {
        ValueKind::Term => return term(schema, property, text).map(|value| vec![value]),
        ValueKind::YesNo => {
            return match (yes_no(text), state(text)) {
                (Ok(yes), _) => Ok(vec![Value::YesNo(yes)]),
                (_, Some(state)) => Ok(vec![Value::Missing(state)]),
                (Err(misunderstood), None) => Err(misunderstood),
            };
        }
        _ => {}
    }
    if let Some(state) = state(text) {
        return Ok(vec![Value::Missing(state)]);
    }
    let value = match property.kind {
        ValueKind::Text => Value::text(text.trim()),
        ValueKind::Name => Value::Name {
            text: plain(text),
            kind: NameKind::Full,
        },
        ValueKind::Date => {
            let typed = crate::date(text, context)?;
            Value::Date {
                date: typed.date,
                clock: typed.clock,
            }
        }
        ValueKind::Number => Value::Number(crate::number(text)?),
        ValueKind::Money => Value::Money(crate::money(text)?),
        ValueKind::Duration => Value::Duration(crate::duration(text)?),
        ValueKind::Law => {
            return Ok(crate::laws(text, context)?
                .into_iter()
                .map(Value::Law)
                .collect());
        }
        ValueKind::Url => url(text)?,
        ValueKind::Identifier => {
            let text = plain(text);
            let (scheme, number) = text.split_once(':').unwrap_or(("", &text));
            Value::Identifier {
                scheme: scheme.trim().to_owned(),
                text: number.trim().to_owned(),
            }
        }
        ValueKind::Term
        | ValueKind::YesNo
        | ValueKind::Reference
        | ValueKind::Statement
        | ValueKind::File
        | ValueKind::Sealed => return Err(Misunderstood::new(text, Problem::Chosen)),
    };
    Ok(vec![value])
}

/// A web address: kept as typed, but it must be one, since it becomes a link.
fn url(text: &str) -> Result<Value, Misunderstood> {
    let text = text.trim();
    let wrong = || Misunderstood::new(text, Problem::NotAUrl);
    let lower = text.to_ascii_lowercase();
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    match rest {
        Some(rest)
            if !rest.is_empty()
                && !rest.starts_with('/')
                && !text.chars().any(|c| c.is_whitespace() || c.is_control()) =>
        {
            Ok(Value::Url(text.to_owned()))
        }
        Some(_) => Err(wrong()),
        None if lower.starts_with("www.") && !lower.contains(char::is_whitespace) => {
            Err(wrong().offering(vec![format!("https://{text}")]))
        }
        None => Err(wrong()),
    }
}

fn term(schema: &Schema, property: &Property, text: &str) -> Result<Value, Misunderstood> {
    let Some(list) = schema.list_of(property) else {
        return Err(Misunderstood::new(text, Problem::Chosen));
    };
    let said = plain(text);
    let bare = said.trim_end_matches(['.', ',', ';']).trim();
    if let Some(entry) = list.find(&said).or_else(|| list.find(bare)) {
        return Ok(Value::term(&entry.code));
    }
    let same = named(list, bare);
    if same.len() > 1 {
        return Err(Misunderstood::new(
            text,
            Problem::SeveralInList {
                list: list.code.clone(),
            },
        )
        .offering(same));
    }
    // A list may itself have a code for "unknown", which is then meant; only after it the state.
    if let Some(state) = state(text) {
        return Ok(Value::Missing(state));
    }
    Err(Misunderstood::new(
        text,
        Problem::NotInList {
            list: list.code.clone(),
        },
    )
    .offering(near(list, bare)))
}

/// The codes of all entries of that name.
fn named(list: &List, text: &str) -> Vec<String> {
    let wanted = aigaq_schema::fold::fold(text);
    list.entries()
        .iter()
        .filter(|e| !e.retired)
        .filter(|e| {
            Language::ALL
                .iter()
                .any(|l| aigaq_schema::fold::fold(e.label.get(*l)) == wanted)
        })
        .map(|e| e.code.clone())
        .collect()
}

/// Up to three codes whose code, label or known name is like the text.
fn near(list: &List, text: &str) -> Vec<String> {
    let wanted = aigaq_schema::fold::fold(&shortened(text, 60));
    let names: Vec<(String, &str)> = list
        .entries()
        .iter()
        .filter(|e| !e.retired)
        .flat_map(|e| {
            let labels = Language::ALL.into_iter().map(|l| e.label.get(l));
            let known = e.maps.get("name").into_iter().flatten();
            labels
                .chain([e.code.as_str()])
                .chain(known.map(String::as_str))
                .map(|name| (aigaq_schema::fold::fold(name), e.code.as_str()))
        })
        .collect();
    likely(
        &wanted,
        names.iter().map(|(name, code)| (name.as_str(), *code)),
    )
}

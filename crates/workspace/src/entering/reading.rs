//! A typed text as values of a property, with the echo of what was understood or the sentence of what was not.

use super::choices::state_of;
use super::desk::Desk;
use super::fields::{Fault, Offer};
use crate::named::Naming;
use aigaq_schema::{Property, Value, ValueKind};
use aigaq_typed::{Context, Misunderstood, Problem};

/// The longest name, address or number, in characters.
const LONGEST_LINE: usize = 2_000;

/// What was understood.
pub(crate) struct Read {
    pub values: Vec<Value>,
    /// In words, where the words are not simply what was typed.
    pub echo: Option<String>,
}

/// Reads what was typed or chosen, with the state chosen beside it.
pub(crate) fn read(
    desk: &Desk<'_>,
    property: &Property,
    text: &str,
    state: &str,
) -> Result<Read, Fault> {
    let naming = &desk.naming;
    if let Some(state) = state_of(state) {
        if !text.is_empty() {
            return Err(Fault::new(naming.words.say("enter.state_and_value")));
        }
        return Ok(Read {
            values: vec![Value::Missing(state)],
            echo: None,
        });
    }
    if let Some(state) = state_of(text) {
        return Ok(Read {
            values: vec![Value::Missing(state)],
            echo: None,
        });
    }
    let short = !matches!(property.kind, ValueKind::Text);
    if short && text.chars().nth(LONGEST_LINE).is_some() {
        let most = LONGEST_LINE.to_string();
        let text = naming.words.fill("enter.too_long", &[("most", &most)]);
        return Err(Fault::new(text));
    }
    let values = match property.kind {
        ValueKind::Term => term(desk, property, text)?,
        ValueKind::Date => date(naming, property, text, &desk.context)?,
        _ => aigaq_typed::read(naming.schema, property, text, &desk.context)
            .map_err(|why| fault(naming, property, &why, &desk.context))?,
    };
    let echo = echo(naming, property, &values, text);
    Ok(Read { values, echo })
}

/// A code: as the list has it, else as somebody answered when a workbook with the word was imported.
fn term(desk: &Desk<'_>, property: &Property, text: &str) -> Result<Vec<Value>, Fault> {
    let naming = &desk.naming;
    aigaq_typed::read(naming.schema, property, text, &desk.context).or_else(|why| {
        let answered = match &why.problem {
            Problem::NotInList { list } => desk.answered(list, text),
            _ => None,
        };
        match answered {
            Some(code) => Ok(vec![Value::term(code)]),
            None => Err(fault(naming, property, &why, &desk.context)),
        }
    })
}

/// A date, none of whose words is lost: what a date cannot hold is named.
fn date(
    naming: &Naming<'_>,
    property: &Property,
    text: &str,
    context: &Context,
) -> Result<Vec<Value>, Fault> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    if let Some(state) = aigaq_typed::state(text) {
        return Ok(vec![Value::Missing(state)]);
    }
    let typed =
        aigaq_typed::date(text, context).map_err(|why| fault(naming, property, &why, context))?;
    let value = Value::Date {
        date: typed.date,
        clock: typed.clock,
    };
    if typed.unsaid.is_empty() {
        return Ok(vec![value]);
    }
    let unsaid = typed.unsaid.join(", ");
    Err(Fault {
        text: naming
            .words
            .fill("enter.date_unsaid", &[("words", &unsaid)]),
        offers: vec![Offer {
            text: value.plain(),
            label: naming.value_text(property, &value),
        }],
    })
}

/// What was understood, in words. Words themselves need no echo; of a code, what it means.
fn echo(naming: &Naming<'_>, property: &Property, values: &[Value], text: &str) -> Option<String> {
    let said: Vec<String> = match property.kind {
        // What a region is, everybody knows.
        ValueKind::Term if property.list.as_deref() == Some("regions") => Vec::new(),
        ValueKind::Term => values
            .iter()
            .filter_map(|value| match value {
                Value::Term(code) => naming.schema.list_of(property)?.get(code),
                _ => None,
            })
            .map(|entry| entry.definition.get(naming.ask.language).to_owned())
            .collect(),
        ValueKind::Date
        | ValueKind::Number
        | ValueKind::Money
        | ValueKind::Duration
        | ValueKind::Law
        | ValueKind::Identifier => values
            .iter()
            .map(|value| naming.value_text(property, value))
            .collect(),
        _ => values
            .iter()
            .filter(|value| !value.is_known() || values.len() > 1)
            .map(|value| naming.value_text(property, value))
            .collect(),
    };
    let said = said.join("; ");
    (!said.is_empty() && said != text).then_some(said)
}

/// What was not understood, in the reader's words, with the readings there are.
pub(crate) fn fault(
    naming: &Naming<'_>,
    property: &Property,
    why: &Misunderstood,
    context: &Context,
) -> Fault {
    let mut places = why.arguments();
    if let Problem::NotInList { list } | Problem::SeveralInList { list } = &why.problem {
        let label = naming
            .schema
            .list(list)
            .map(|l| l.label.get(naming.ask.language).to_owned());
        places.retain(|(name, _)| *name != "list");
        places.push(("list", label.unwrap_or_else(|| list.clone())));
    }
    let places: Vec<(&str, &str)> = places.iter().map(|(n, v)| (*n, v.as_str())).collect();
    Fault {
        text: naming.words.fill(&format!("typed.{}", why.key()), &places),
        offers: why
            .suggestions
            .iter()
            .map(|text| Offer {
                text: text.clone(),
                label: offered(naming, property, text, context),
            })
            .collect(),
    }
}

fn offered(naming: &Naming<'_>, property: &Property, text: &str, context: &Context) -> String {
    let values = aigaq_typed::read(naming.schema, property, text, context).unwrap_or_default();
    let words: Vec<String> = values
        .iter()
        .map(|value| naming.value_text(property, value))
        .collect();
    if words.is_empty() {
        text.to_owned()
    } else {
        words.join("; ")
    }
}

/// A value as it stands in a field: in the reader's words where these are read as the same value again, else in the
/// plain form. A state stands beside the field and not in it.
pub(crate) fn as_typed(desk: &Desk<'_>, property: &Property, value: &Value) -> String {
    match value {
        Value::Missing(state) => match property.kind {
            ValueKind::Term | ValueKind::YesNo => super::choices::state_value(*state),
            _ => String::new(),
        },
        Value::Term(code) => code.clone(),
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Text { text, .. } | Value::Name { text, .. } | Value::Url(text) => text.clone(),
        _ => {
            let words = desk.naming.value_text(property, value);
            let again = aigaq_typed::read(desk.naming.schema, property, &words, &desk.context);
            if again.is_ok_and(|values| values == [value.clone()]) {
                words
            } else {
                value.plain()
            }
        }
    }
}

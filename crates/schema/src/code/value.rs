//! Values: `[kind, …]`, each kind with its own number of items.

use super::parts::{array, id, numbered, option, optional, write_option};
use super::{CodeError, Out, Read, Written};
use crate::date::{Clock, PartialDate};
use crate::id::{RecordId, StatementId};
use crate::law::LawReference;
use crate::number::{Decimal, Money, Qualifier, Quantity};
use crate::value::{NameKind, State, Value};
use minicbor::Decoder;

/// Kinds: 0 missing, 1 text, 2 name, 3 term, 4 date, 5 number, 6 money, 7 duration, 8 law, 9 reference,
/// 10 statement, 11 url, 12 file, 13 yes/no, 14 identifier, 15 sealed.
pub(super) fn write_value(out: &mut Out<'_>, value: &Value) -> Written {
    match value {
        Value::Missing(state) => out.array(2)?.u8(0)?.u8(*state as u8)?,
        Value::Text { text, language } => {
            out.array(3)?.u8(1)?.str(text)?;
            return write_option(out, language.as_deref());
        }
        Value::Name { text, kind } => out.array(3)?.u8(2)?.str(text)?.u8(*kind as u8)?,
        Value::Term(code) => out.array(2)?.u8(3)?.str(code)?,
        Value::Date { date, clock } => {
            out.array(4)?.u8(4)?.str(date.text())?;
            match clock {
                Some(clock) => out.u16(clock.minute)?,
                None => out.null()?,
            };
            return write_option(out, clock.as_ref().and_then(|c| c.zone.as_deref()));
        }
        Value::Number(number) => {
            out.array(2)?.u8(5)?;
            return write_quantity(out, number);
        }
        Value::Money(money) => {
            out.array(5)?.u8(6)?;
            write_quantity(out, &money.amount)?;
            out.str(&money.currency)?;
            let (units, on) = money
                .index_units
                .as_ref()
                .map_or((None, None), |(u, on)| (Some(u.text()), Some(on.as_str())));
            write_option(out, units)?;
            return write_option(out, on);
        }
        Value::Duration(span) => out.array(2)?.u8(7)?.str(&span.to_string())?,
        Value::Law(law) => {
            out.array(5)?.u8(8)?.str(&law.code)?;
            for text in [&law.article, &law.part, &law.version] {
                write_option(out, text.as_deref())?;
            }
            return Ok(());
        }
        Value::Reference(record) => out.array(2)?.u8(9)?.bytes(&record.0)?,
        Value::Statement(record, statement) => out
            .array(3)?
            .u8(10)?
            .bytes(&record.0)?
            .bytes(&statement.0)?,
        Value::Url(url) => out.array(2)?.u8(11)?.str(url)?,
        Value::File(hash) => out.array(2)?.u8(12)?.bytes(hash)?,
        Value::YesNo(yes) => out.array(2)?.u8(13)?.bool(*yes)?,
        Value::Identifier { scheme, text } => out.array(3)?.u8(14)?.str(scheme)?.str(text)?,
        Value::Sealed(bytes) => out.array(2)?.u8(15)?.bytes(bytes)?,
    };
    Ok(())
}

pub(super) fn read_value(from: &mut Decoder<'_>) -> Read<Value> {
    let length = from.array()?;
    let kind = from.u64()?;
    let wanted = match kind {
        0 | 3 | 5 | 7 | 9 | 11 | 12 | 13 | 15 => 2,
        1 | 2 | 10 | 14 => 3,
        4 => 4,
        6 | 8 => 5,
        number => {
            return Err(CodeError::Newer {
                what: "kind of value",
                number,
            });
        }
    };
    if length != Some(wanted) {
        return Err(CodeError::Cbor(format!(
            "a value of kind {kind} has {wanted} items"
        )));
    }
    let bad = |why: &dyn std::fmt::Display| CodeError::Value(why.to_string());
    Ok(match kind {
        0 => Value::Missing(numbered(from.u64()?, &State::ALL, "state")?),
        1 => Value::Text {
            text: from.str()?.to_owned(),
            language: option(from)?,
        },
        2 => Value::Name {
            text: from.str()?.to_owned(),
            kind: numbered(from.u64()?, &NameKind::ALL, "kind of name")?,
        },
        3 => Value::Term(from.str()?.to_owned()),
        4 => {
            let date: PartialDate = from.str()?.parse().map_err(|e| bad(&e))?;
            let minute = optional(from, |from| Ok(from.u16()?))?;
            let zone = option(from)?;
            Value::Date {
                date,
                clock: minute.map(|minute| Clock { minute, zone }),
            }
        }
        5 => Value::Number(read_quantity(from)?),
        6 => {
            let amount = read_quantity(from)?;
            let currency = from.str()?.to_owned();
            let (units, on) = (option(from)?, option(from)?);
            let index_units = match (units, on) {
                (Some(units), Some(on)) => Some((units.parse().map_err(|e| bad(&e))?, on)),
                _ => None,
            };
            Value::Money(Money {
                amount,
                currency,
                index_units,
            })
        }
        7 => Value::Duration(from.str()?.parse().map_err(|e| bad(&e))?),
        8 => Value::Law(LawReference {
            code: from.str()?.to_owned(),
            article: option(from)?,
            part: option(from)?,
            version: option(from)?,
        }),
        9 => Value::Reference(RecordId(id(from)?)),
        10 => Value::Statement(RecordId(id(from)?), StatementId(id(from)?)),
        11 => Value::Url(from.str()?.to_owned()),
        12 => Value::File(
            from.bytes()?
                .try_into()
                .map_err(|_| bad(&"a hash has 32 bytes"))?,
        ),
        13 => Value::YesNo(from.bool()?),
        15 => Value::Sealed(from.bytes()?.to_vec()),
        _ => Value::Identifier {
            scheme: from.str()?.to_owned(),
            text: from.str()?.to_owned(),
        },
    })
}

fn write_quantity(out: &mut Out<'_>, number: &Quantity) -> Written {
    out.array(4)?
        .u8(number.qualifier().number())?
        .str(number.number().text())?;
    write_option(out, number.upper().map(Decimal::text))?;
    write_option(out, number.unit.as_deref())
}

fn read_quantity(from: &mut Decoder<'_>) -> Read<Quantity> {
    array(from, 4)?;
    let number = from.u64()?;
    let qualifier = u8::try_from(number)
        .ok()
        .and_then(Qualifier::from_number)
        .ok_or(CodeError::Newer {
            what: "qualifier of a number",
            number,
        })?;
    let bad = |e: crate::number::NumberError| CodeError::Value(e.to_string());
    let first: Decimal = from.str()?.parse().map_err(bad)?;
    let second = option(from)?
        .map(|text| text.parse::<Decimal>())
        .transpose()
        .map_err(bad)?;
    let unit = option(from)?;
    Ok(match (qualifier, second) {
        (Qualifier::Between, Some(second)) => Quantity::between(first, second).map_err(bad)?,
        (_, None) => Quantity::qualified(qualifier, first),
        _ => {
            return Err(CodeError::Value(
                "a number has a second end but is no range".to_owned(),
            ));
        }
    }
    .with_unit(unit))
}

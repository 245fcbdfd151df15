//! The stored form of statements: CBOR (RFC 8949), arrays only, one way to write each thing.
//!
//! ```text
//! segment    = [root: bytes 16, [* block]]
//! block      = [record: bytes 16, type: text, [* statement], [* withdrawal]]
//! statement  = [id: bytes 16, property: text, value, basis, via, origin: bytes 16 / null]
//! withdrawal = [statement: bytes 16, reason: text]
//! basis      = [source: bytes 16 / null, locator: text / null, quote: text / null, language: text / null, for the row: bool]
//! via        = [0] form / [1, table, row, column] import / [2, document, from, to] reading / [3, rule] rule
//! value      = [kind: uint, …], kinds as in `write_value`
//! ```
//!
//! Reading is strict: an unknown kind, a wrong length or anything behind the end is an error, never a guess.
//! New kinds get new numbers; a number is never used again for something else.

mod told;

pub use told::{Told, ToldBlock, told_block, told_segment};

use crate::date::{Clock, PartialDate};
use crate::id::{RecordId, StatementId};
use crate::law::LawReference;
use crate::number::{Decimal, Money, Qualifier, Quantity};
use crate::statement::{Basis, Block, Segment, Statement, Via, Withdrawal};
use crate::value::{NameKind, State, Value};
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

/// The bytes are not a segment as this version writes it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Not the CBOR expected at this place.
    #[error("stored statement damaged: {0}")]
    Cbor(String),
    /// A kind or form this version does not know: a newer program wrote it.
    #[error(
        "stored statement of an unknown {what} ({number}): written by a newer version of the program"
    )]
    Newer {
        /// What is unknown.
        what: &'static str,
        /// Its number.
        number: u64,
    },
    /// The text of a value does not parse.
    #[error("stored value damaged: {0}")]
    Value(String),
}

impl From<minicbor::decode::Error> for CodeError {
    fn from(error: minicbor::decode::Error) -> Self {
        Self::Cbor(error.to_string())
    }
}

/// Bytes of a usual statement, generously.
const USUAL: usize = 160;

/// Room made for at most so many items before they are read.
const MOST_RESERVED: usize = 64;

type Out<'a> = Encoder<&'a mut Vec<u8>>;
type Written = Result<(), minicbor::encode::Error<std::convert::Infallible>>;
type Read<T> = Result<T, CodeError>;

/// The bytes of a segment.
#[must_use]
pub fn encode(segment: &Segment) -> Vec<u8> {
    let statements: usize = segment.blocks.iter().map(|b| b.statements.len()).sum();
    let mut bytes = Vec::with_capacity(64 + 32 * segment.blocks.len() + USUAL * statements);
    let mut out = Encoder::new(&mut bytes);
    // Writing to memory cannot fail; the error type is uninhabited but for minicbor's own message case.
    let written = write_segment(&mut out, segment);
    debug_assert!(written.is_ok());
    bytes
}

/// The segment in these bytes.
///
/// # Errors
/// [`CodeError`] when they are not exactly one segment.
pub fn decode(bytes: &[u8]) -> Read<Segment> {
    let mut from = Decoder::new(bytes);
    array(&mut from, 2)?;
    let root = RecordId(id(&mut from)?);
    let blocks = many(&mut from, read_block)?;
    end(&from, bytes)?;
    Ok(Segment { root, blocks })
}

/// The block in these bytes.
///
/// # Errors
/// [`CodeError`] when they are not exactly one block.
pub fn decode_block(bytes: &[u8]) -> Read<Block> {
    let mut from = Decoder::new(bytes);
    let block = read_block(&mut from)?;
    end(&from, bytes)?;
    Ok(block)
}

/// The bytes of one value.
#[must_use]
pub fn encode_value(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(32);
    let written = write_value(&mut Encoder::new(&mut bytes), value);
    debug_assert!(written.is_ok());
    bytes
}

/// The value in these bytes.
///
/// # Errors
/// [`CodeError`] when they are not exactly one value.
pub fn decode_value(bytes: &[u8]) -> Result<Value, CodeError> {
    let mut from = Decoder::new(bytes);
    let value = read_value(&mut from)?;
    end(&from, bytes)?;
    Ok(value)
}

fn write_segment(out: &mut Out<'_>, segment: &Segment) -> Written {
    out.array(2)?
        .bytes(&segment.root.0)?
        .array(segment.blocks.len() as u64)?;
    segment
        .blocks
        .iter()
        .try_for_each(|block| write_block(out, block))
}

fn write_block(out: &mut Out<'_>, block: &Block) -> Written {
    out.array(4)?
        .bytes(&block.record.0)?
        .str(&block.record_type)?
        .array(block.statements.len() as u64)?;
    for statement in &block.statements {
        write_statement(out, statement)?;
    }
    out.array(block.withdrawals.len() as u64)?;
    for withdrawal in &block.withdrawals {
        out.array(2)?
            .bytes(&withdrawal.statement.0)?
            .str(&withdrawal.reason)?;
    }
    Ok(())
}

fn read_block(from: &mut Decoder<'_>) -> Read<Block> {
    array(from, 4)?;
    Ok(Block {
        record: RecordId(id(from)?),
        record_type: from.str()?.to_owned(),
        statements: many(from, read_statement)?,
        withdrawals: many(from, |from| {
            array(from, 2)?;
            Ok(Withdrawal {
                statement: StatementId(id(from)?),
                reason: from.str()?.to_owned(),
            })
        })?,
    })
}

fn write_statement(out: &mut Out<'_>, statement: &Statement) -> Written {
    out.array(6)?
        .bytes(&statement.id.0)?
        .str(&statement.property)?;
    write_value(out, &statement.value)?;
    let basis = &statement.basis;
    out.array(5)?;
    match &basis.source {
        Some(source) => out.bytes(&source.0)?,
        None => out.null()?,
    };
    for text in [&basis.locator, &basis.quote, &basis.language] {
        write_option(out, text.as_deref())?;
    }
    out.bool(basis.for_the_row)?;
    match &statement.via {
        Via::Form => out.array(1)?.u8(0)?,
        Via::Import { table, row, column } => {
            out.array(4)?.u8(1)?.str(table)?.str(row)?.str(column)?
        }
        Via::Reading { document, from, to } => out
            .array(4)?
            .u8(2)?
            .bytes(&document.0)?
            .u32(*from)?
            .u32(*to)?,
        Via::Rule(rule) => out.array(2)?.u8(3)?.str(rule)?,
    };
    match &statement.origin {
        Some(origin) => out.bytes(&origin.0)?,
        None => out.null()?,
    };
    Ok(())
}

fn read_statement(from: &mut Decoder<'_>) -> Read<Statement> {
    array(from, 6)?;
    let statement_id = StatementId(id(from)?);
    let property = from.str()?.to_owned();
    let value = read_value(from)?;
    array(from, 5)?;
    let basis = Basis {
        source: optional(from, |from| Ok(RecordId(id(from)?)))?,
        locator: option(from)?,
        quote: option(from)?,
        language: option(from)?,
        for_the_row: from.bool()?,
    };
    let via = read_via(from)?.into();
    let origin = optional(from, |from| Ok(StatementId(id(from)?)))?;
    Ok(Statement {
        id: statement_id,
        property,
        value,
        basis,
        via,
        origin,
    })
}

/// How a statement came in, its texts where they stand.
enum CameIn<'b> {
    Form,
    Import {
        table: &'b str,
        row: &'b str,
        column: &'b str,
    },
    Reading {
        document: RecordId,
        from: u32,
        to: u32,
    },
    Rule(&'b str),
}

impl From<CameIn<'_>> for Via {
    fn from(came: CameIn<'_>) -> Self {
        match came {
            CameIn::Form => Self::Form,
            CameIn::Import { table, row, column } => Self::Import {
                table: table.to_owned(),
                row: row.to_owned(),
                column: column.to_owned(),
            },
            CameIn::Reading { document, from, to } => Self::Reading { document, from, to },
            CameIn::Rule(rule) => Self::Rule(rule.to_owned()),
        }
    }
}

fn read_via<'b>(from: &mut Decoder<'b>) -> Read<CameIn<'b>> {
    let length = from.array()?;
    match (from.u64()?, length) {
        (0, Some(1)) => Ok(CameIn::Form),
        (1, Some(4)) => Ok(CameIn::Import {
            table: from.str()?,
            row: from.str()?,
            column: from.str()?,
        }),
        (2, Some(4)) => Ok(CameIn::Reading {
            document: RecordId(id(from)?),
            from: from.u32()?,
            to: from.u32()?,
        }),
        (3, Some(2)) => Ok(CameIn::Rule(from.str()?)),
        (number, _) => Err(CodeError::Newer {
            what: "way of coming in",
            number,
        }),
    }
}

/// Kinds: 0 missing, 1 text, 2 name, 3 term, 4 date, 5 number, 6 money, 7 duration, 8 law, 9 reference,
/// 10 statement, 11 url, 12 file, 13 yes/no, 14 identifier.
fn write_value(out: &mut Out<'_>, value: &Value) -> Written {
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
    };
    Ok(())
}

fn read_value(from: &mut Decoder<'_>) -> Read<Value> {
    let length = from.array()?;
    let kind = from.u64()?;
    let wanted = match kind {
        0 | 3 | 5 | 7 | 9 | 11 | 12 | 13 => 2,
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

fn write_option(out: &mut Out<'_>, text: Option<&str>) -> Written {
    match text {
        Some(text) => out.str(text)?,
        None => out.null()?,
    };
    Ok(())
}

fn option(from: &mut Decoder<'_>) -> Read<Option<String>> {
    optional(from, |from| Ok(from.str()?.to_owned()))
}

fn optional<'b, T>(
    from: &mut Decoder<'b>,
    read: impl FnOnce(&mut Decoder<'b>) -> Read<T>,
) -> Read<Option<T>> {
    if from.datatype()? == Type::Null {
        from.null()?;
        Ok(None)
    } else {
        read(from).map(Some)
    }
}

fn array(from: &mut Decoder<'_>, wanted: u64) -> Read<()> {
    match from.array()? {
        Some(length) if length == wanted => Ok(()),
        other => Err(CodeError::Cbor(format!(
            "an array of {wanted} items expected, found {other:?}"
        ))),
    }
}

fn many<'b, T>(
    from: &mut Decoder<'b>,
    mut read: impl FnMut(&mut Decoder<'b>) -> Read<T>,
) -> Read<Vec<T>> {
    let length = from
        .array()?
        .ok_or_else(|| CodeError::Cbor("an array of unstated length".to_owned()))?;
    // No more is reserved than the bytes can hold, whatever the length says: an item has at least a byte.
    let left = from.input().len().saturating_sub(from.position());
    let room = usize::try_from(length)
        .unwrap_or(usize::MAX)
        .min(left)
        .min(MOST_RESERVED);
    let mut all = Vec::with_capacity(room);
    for _ in 0..length {
        all.push(read(from)?);
    }
    Ok(all)
}

fn id(from: &mut Decoder<'_>) -> Read<[u8; 16]> {
    from.bytes()?
        .try_into()
        .map_err(|_| CodeError::Cbor("an id has 16 bytes".to_owned()))
}

fn numbered<T: Copy>(number: u64, all: &[T], what: &'static str) -> Read<T> {
    usize::try_from(number)
        .ok()
        .and_then(|n| all.get(n))
        .copied()
        .ok_or(CodeError::Newer { what, number })
}

fn end(from: &Decoder<'_>, bytes: &[u8]) -> Read<()> {
    if from.position() == bytes.len() {
        Ok(())
    } else {
        Err(CodeError::Cbor("something behind the end".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duration::Span;
    use proptest::prelude::*;

    fn values() -> impl Strategy<Value = Value> {
        let text = "\\PC{0,12}";
        prop_oneof![
            (0usize..4).prop_map(|n| Value::Missing(State::ALL[n])),
            (text, proptest::option::of("(en|ru|kk)"))
                .prop_map(|(text, language)| Value::Text { text, language }),
            (text, 0usize..6).prop_map(|(text, n)| Value::Name {
                text,
                kind: NameKind::ALL[n]
            }),
            "[a-z]{1,9}".prop_map(Value::Term),
            (
                "(2020|2020-06|2020-06-09|2020~|\\.\\./1999-10)",
                proptest::option::of(0u16..1440)
            )
                .prop_map(|(d, m)| Value::Date {
                    date: d.parse().unwrap(),
                    clock: m.map(|minute| Clock {
                        minute,
                        zone: (minute % 2 == 0).then(|| "Asia/Almaty".to_owned())
                    }),
                }),
            ("(at least |about |)[0-9]{1,6}", proptest::option::of(text)).prop_map(|(n, unit)| {
                Value::Number(n.parse::<Quantity>().unwrap().with_unit(unit))
            }),
            (1i64..9999).prop_map(|n| Value::Money(Money {
                amount: Quantity::exactly(n.into()),
                currency: "KZT".into(),
                index_units: (n % 2 == 0).then(|| (n.into(), "2020-01-01".into())),
            })),
            (0u32..9, 0u32..9).prop_map(|(years, days)| Value::Duration(Span {
                years,
                days,
                ..Span::default()
            })),
            "[A-Z][a-z]{2,8} Code [0-9]{1,3}"
                .prop_map(|t| Value::Law(LawReference::read(&t).unwrap())),
            any::<[u8; 16]>().prop_map(|b| Value::Reference(RecordId(b))),
            any::<([u8; 16], [u8; 16])>()
                .prop_map(|(a, b)| Value::Statement(RecordId(a), StatementId(b))),
            text.prop_map(Value::Url),
            any::<[u8; 32]>().prop_map(Value::File),
            any::<bool>().prop_map(Value::YesNo),
            (text, text).prop_map(|(scheme, text)| Value::Identifier { scheme, text }),
        ]
    }

    fn segments() -> impl Strategy<Value = Segment> {
        let statement = (
            any::<[u8; 16]>(),
            "[a-z_]{1,9}",
            values(),
            any::<Option<[u8; 16]>>(),
            0u8..4,
        )
            .prop_map(|(id, property, value, source, via)| Statement {
                id: StatementId(id),
                property,
                value,
                basis: Basis {
                    source: source.map(RecordId),
                    locator: source.map(|_| "p1 fn2".into()),
                    for_the_row: via == 1,
                    ..Basis::default()
                },
                via: match via {
                    0 => Via::Form,
                    1 => Via::Import {
                        table: "acts".into(),
                        row: "a-1".into(),
                        column: "date".into(),
                    },
                    2 => Via::Reading {
                        document: RecordId(id),
                        from: 3,
                        to: 9,
                    },
                    _ => Via::Rule("rights of the type".into()),
                },
                origin: source.map(StatementId),
            });
        let block = (
            any::<[u8; 16]>(),
            proptest::collection::vec(statement, 0..6),
            any::<Option<[u8; 16]>>(),
        )
            .prop_map(|(id, statements, gone)| Block {
                record: RecordId(id),
                record_type: "act".into(),
                statements,
                withdrawals: gone
                    .into_iter()
                    .map(|id| Withdrawal {
                        statement: StatementId(id),
                        reason: "typing error".into(),
                    })
                    .collect(),
            });
        (any::<[u8; 16]>(), proptest::collection::vec(block, 0..3)).prop_map(|(root, blocks)| {
            Segment {
                root: RecordId(root),
                blocks,
            }
        })
    }

    fn damaged() -> impl Strategy<Value = Vec<u8>> {
        (segments(), any::<proptest::sample::Index>(), any::<u8>()).prop_map(
            |(segment, at, byte)| {
                let mut bytes = encode(&segment);
                let at = at.index(bytes.len());
                bytes[at] = byte;
                bytes
            },
        )
    }

    proptest! {
        #[test]
        fn a_segment_survives_its_bytes(segment in segments()) {
            prop_assert_eq!(decode(&encode(&segment)).unwrap(), segment);
        }

        #[test]
        fn what_is_told_is_what_was_written(segment in segments()) {
            let bytes = encode(&segment);
            let (root, blocks) = told_segment(&bytes).unwrap();
            prop_assert_eq!(root, segment.root);
            prop_assert_eq!(blocks.len(), segment.blocks.len());
            for (told, original) in blocks.iter().zip(&segment.blocks) {
                prop_assert_eq!(&decode_block(told.bytes).unwrap(), original);
                prop_assert_eq!(&told_block(told.bytes).unwrap(), told);
                prop_assert_eq!((told.record, told.record_type), (original.record, &*original.record_type));
                let withdrawn: Vec<_> = original.withdrawals.iter().map(|w| w.statement).collect();
                prop_assert_eq!(&told.withdrawn, &withdrawn);
                let statements: Vec<_> = original.statements.iter().map(|s| Told {
                    id: s.id,
                    property: &s.property,
                    value: s.value.clone(),
                    source: s.basis.source,
                }).collect();
                prop_assert_eq!(&told.statements, &statements);
            }
        }

        #[test]
        fn what_cannot_be_read_cannot_be_told(bytes in damaged()) {
            prop_assert_eq!(told_segment(&bytes).err(), decode(&bytes).err());
        }

        #[test]
        fn one_thing_has_one_encoding(segment in segments()) {
            let bytes = encode(&segment);
            prop_assert_eq!(encode(&decode(&bytes).unwrap()), bytes);
        }

        #[test]
        fn cut_or_lengthened_bytes_are_refused(segment in segments(), cut in 1usize..40) {
            let mut bytes = encode(&segment);
            bytes.push(0);
            prop_assert!(decode(&bytes).is_err());
            bytes.pop();
            bytes.truncate(bytes.len().saturating_sub(cut));
            prop_assert!(decode(&bytes).is_err());
        }

        #[test]
        fn hostile_bytes_do_not_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = decode(&bytes);
        }
    }
}

//! The stored form of statements: CBOR (RFC 8949), arrays only, one way to write each thing.
//!
//! ```text
//! segment    = [root: bytes 16, [* block]]
//! block      = [record: bytes 16, type: text, [* statement], [* withdrawal]]
//! statement  = [id: bytes 16, property: text, value, basis, via, origin: bytes 16 / null]
//! withdrawal = [statement: bytes 16, reason: text]
//! basis      = [source: bytes 16 / null, locator: text / null, quote: text / null, language: text / null, for the row: bool]
//! via        = [0] form / [1, table, row, column] import / [2, document, from, to] reading / [3, rule] rule
//! value      = [kind: uint, …], kinds as in `code/value.rs`
//! ```
//!
//! Reading is strict: an unknown kind, a wrong length or anything behind the end is an error, never a guess.
//! New kinds get new numbers; a number is never used again for something else.

mod parts;
mod told;
mod value;

pub use told::{Told, ToldBlock, told_block, told_segment};

use crate::id::{RecordId, StatementId};
use crate::statement::{Basis, Block, Segment, Statement, Via, Withdrawal};
use crate::value::Value;
use minicbor::{Decoder, Encoder};
use parts::{array, end, id, many, option, optional, write_option};
use value::{read_value, write_value};

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

#[cfg(test)]
mod tests;

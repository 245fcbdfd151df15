//! Reading only what decides what holds: who keeps the bytes need not take everything out of them.
//!
//! A replay goes over every statement ever made. What it asks of one is its id, property, value and source; the
//! texts around them (locator, quote, table, row, column) are checked and passed over, and codes are borrowed.

use super::parts::{array, end, id, many, optional};
use super::value::read_value;
use super::{CodeError, Read, read_via};
use crate::id::{RecordId, StatementId};
use crate::value::Value;
use minicbor::Decoder;

/// A statement, as far as it decides what holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Told<'b> {
    /// Its id.
    pub id: StatementId,
    /// The property's code.
    pub property: &'b str,
    /// What is said.
    pub value: Value,
    /// According to which source.
    pub source: Option<RecordId>,
}

/// A block with its bytes: who keeps blocks keeps them as they came.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldBlock<'b> {
    /// The record.
    pub record: RecordId,
    /// Its type, by code.
    pub record_type: &'b str,
    /// The statements made.
    pub statements: Vec<Told<'b>>,
    /// The statements taken back.
    pub withdrawn: Vec<StatementId>,
    /// All of the block, as it stands.
    pub bytes: &'b [u8],
}

/// The root and the blocks of the segment in these bytes.
///
/// # Errors
/// [`CodeError`] when they are not exactly one segment.
pub fn told_segment(bytes: &[u8]) -> Result<(RecordId, Vec<ToldBlock<'_>>), CodeError> {
    let mut from = Decoder::new(bytes);
    array(&mut from, 2)?;
    let root = RecordId(id(&mut from)?);
    let blocks = many(&mut from, |from| read_told_block(from, bytes))?;
    end(&from, bytes)?;
    Ok((root, blocks))
}

/// The block in these bytes.
///
/// # Errors
/// [`CodeError`] when they are not exactly one block.
pub fn told_block(bytes: &[u8]) -> Result<ToldBlock<'_>, CodeError> {
    let mut from = Decoder::new(bytes);
    let block = read_told_block(&mut from, bytes)?;
    end(&from, bytes)?;
    Ok(block)
}

fn read_told_block<'b>(from: &mut Decoder<'b>, bytes: &'b [u8]) -> Read<ToldBlock<'b>> {
    let start = from.position();
    array(from, 4)?;
    let record = RecordId(id(from)?);
    let record_type = from.str()?;
    let statements = many(from, read_told)?;
    let withdrawn = many(from, |from| {
        array(from, 2)?;
        let statement = StatementId(id(from)?);
        from.str()?;
        Ok(statement)
    })?;
    Ok(ToldBlock {
        record,
        record_type,
        statements,
        withdrawn,
        bytes: &bytes[start..from.position()],
    })
}

fn read_told<'b>(from: &mut Decoder<'b>) -> Read<Told<'b>> {
    array(from, 6)?;
    let statement = StatementId(id(from)?);
    let property = from.str()?;
    let value = read_value(from)?;
    array(from, 5)?;
    let source = optional(from, |from| Ok(RecordId(id(from)?)))?;
    for _ in ["locator", "quote", "language"] {
        optional(from, |from| Ok(from.str()?))?;
    }
    from.bool()?;
    read_via(from)?;
    optional(from, id)?;
    Ok(Told {
        id: statement,
        property,
        value,
        source,
    })
}

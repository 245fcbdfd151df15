//! What all forms are put together from: arrays of a known length, ids, texts that may be missing.

use super::{CodeError, Out, Read, Written};
use minicbor::Decoder;
use minicbor::data::Type;

/// Room made for at most so many items before they are read.
const MOST_RESERVED: usize = 64;

pub(super) fn write_option(out: &mut Out<'_>, text: Option<&str>) -> Written {
    match text {
        Some(text) => out.str(text)?,
        None => out.null()?,
    };
    Ok(())
}

pub(super) fn option(from: &mut Decoder<'_>) -> Read<Option<String>> {
    optional(from, |from| Ok(from.str()?.to_owned()))
}

pub(super) fn optional<'b, T>(
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

pub(super) fn array(from: &mut Decoder<'_>, wanted: u64) -> Read<()> {
    match from.array()? {
        Some(length) if length == wanted => Ok(()),
        other => Err(CodeError::Cbor(format!(
            "an array of {wanted} items expected, found {other:?}"
        ))),
    }
}

pub(super) fn many<'b, T>(
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

pub(super) fn id(from: &mut Decoder<'_>) -> Read<[u8; 16]> {
    from.bytes()?
        .try_into()
        .map_err(|_| CodeError::Cbor("an id has 16 bytes".to_owned()))
}

pub(super) fn numbered<T: Copy>(number: u64, all: &[T], what: &'static str) -> Read<T> {
    usize::try_from(number)
        .ok()
        .and_then(|n| all.get(n))
        .copied()
        .ok_or(CodeError::Newer { what, number })
}

pub(super) fn end(from: &Decoder<'_>, bytes: &[u8]) -> Read<()> {
    if from.position() == bytes.len() {
        Ok(())
    } else {
        Err(CodeError::Cbor("something behind the end".to_owned()))
    }
}

//! What holds of a record now, packed into one value of one row.

use crate::resolve::{Agreement, How, Resolved};
use aigaq_schema::code::{CodeError, decode_value, encode_value};

/// Packs the resolved properties of a record: `[how, agreement, property, count, values…]` one behind the other,
/// lengths as two- and four-byte little endian numbers.
pub fn pack(resolved: &[Resolved]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(48 * resolved.len());
    for one in resolved {
        bytes.push(one.how as u8);
        bytes.push(one.agreement as u8);
        put(&mut bytes, one.property.as_bytes());
        let count = u32::try_from(one.values.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&count.to_le_bytes());
        for value in &one.values {
            put(&mut bytes, &encode_value(value));
        }
    }
    bytes
}

/// The reverse of [`pack`].
pub fn unpack(bytes: &[u8]) -> Result<Vec<Resolved>, CodeError> {
    let mut rest = bytes;
    let mut all = Vec::new();
    while !rest.is_empty() {
        let (how, agreement) = (take(&mut rest, 1)?[0], take(&mut rest, 1)?[0]);
        let property = String::from_utf8_lossy(get(&mut rest)?).into_owned();
        let count = number(&mut rest)?;
        let values = (0..count)
            .map(|_| decode_value(get(&mut rest)?))
            .collect::<Result<_, _>>()?;
        all.push(Resolved {
            property,
            values,
            how: *How::ALL.get(usize::from(how)).ok_or_else(damaged)?,
            agreement: *Agreement::ALL
                .get(usize::from(agreement))
                .ok_or_else(damaged)?,
        });
    }
    Ok(all)
}

fn damaged() -> CodeError {
    CodeError::Cbor("a packed record is damaged".to_owned())
}

fn put(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend_from_slice(part);
}

fn take<'a>(rest: &mut &'a [u8], n: usize) -> Result<&'a [u8], CodeError> {
    let (part, after) = rest.split_at_checked(n).ok_or_else(damaged)?;
    *rest = after;
    Ok(part)
}

fn number(rest: &mut &[u8]) -> Result<usize, CodeError> {
    let bytes: [u8; 4] = take(rest, 4)?.try_into().map_err(|_| damaged())?;
    Ok(u32::from_le_bytes(bytes) as usize)
}

fn get<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], CodeError> {
    let n = number(rest)?;
    take(rest, n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aigaq_schema::Value;

    #[test]
    fn what_is_packed_is_unpacked_and_what_is_cut_is_refused() {
        let resolved = vec![
            Resolved {
                property: "type".into(),
                values: vec![Value::term("LIB.detain")],
                how: How::Agreed,
                agreement: Agreement::Same,
            },
            Resolved {
                property: "rights".into(),
                values: vec![Value::term("liberty"), Value::term("trial")],
                how: How::All,
                agreement: Agreement::Same,
            },
        ];
        let bytes = pack(&resolved);
        assert_eq!(unpack(&bytes).unwrap(), resolved);
        assert!(unpack(&bytes[..bytes.len() - 1]).is_err());
        assert_eq!(unpack(&[]).unwrap(), []);
    }
}

//! Time stamps (RFC 3161): the request for one, and what an answer says. The signature of an answer is for OpenSSL to
//! check, with the certificate of whoever stamps.

use super::der::{Der, EXPLICIT_0, INTEGER, OBJECT, OCTETS, SEQUENCE, SET, TIME, element};

const SHA256: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
const TST_INFO: &[u8] = &[
    0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04,
];
const NULL: u8 = 0x05;
const BOOLEAN: u8 = 0x01;

/// What an answer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StampedAt {
    /// The SHA-256 that was stamped.
    pub imprint: [u8; 32],
    /// When, as the stamp says it: `20260417093000Z`.
    pub time: String,
}

/// Why something is no answer to a request of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAnswer {
    /// Its bytes are not those of an answer.
    #[error("it is no answer of a time-stamping service (RFC 3161)")]
    Unreadable,
    /// The service said no.
    #[error("the service refused the request (status {0})")]
    Refused(u8),
    /// It stamps a hash of another kind.
    #[error("it stamps no SHA-256")]
    NotSha256,
}

/// The request to stamp this SHA-256, with the service's certificate wished for. Always the same for the same hash.
#[must_use]
pub fn request(imprint: [u8; 32]) -> Vec<u8> {
    let version = element(INTEGER, &[1]);
    let algorithm = [element(OBJECT, SHA256), element(NULL, &[])].concat();
    let hashed = [element(SEQUENCE, &algorithm), element(OCTETS, &imprint)].concat();
    let with_certificate = element(BOOLEAN, &[0xff]);
    let all = [version, element(SEQUENCE, &hashed), with_certificate].concat();
    element(SEQUENCE, &all)
}

/// What an answer stamps, and when.
///
/// # Errors
/// [`NotAnAnswer`].
pub fn stamped(answer: &[u8]) -> Result<StampedAt, NotAnAnswer> {
    let mut whole = Der(answer);
    let mut response = whole.inside(SEQUENCE).ok_or(NotAnAnswer::Unreadable)?;
    let mut status = response.inside(SEQUENCE).ok_or(NotAnAnswer::Unreadable)?;
    match status.next(INTEGER) {
        // Granted, or granted with changes.
        Some([0 | 1]) => {}
        Some([other]) => return Err(NotAnAnswer::Refused(*other)),
        _ => return Err(NotAnAnswer::Unreadable),
    }
    let (mut imprint, time) = told(response).ok_or(NotAnAnswer::Unreadable)?;
    let mut algorithm = imprint.inside(SEQUENCE).ok_or(NotAnAnswer::Unreadable)?;
    if algorithm.next(OBJECT) != Some(SHA256) {
        return Err(NotAnAnswer::NotSha256);
    }
    let hash = imprint.next(OCTETS).and_then(|hash| hash.try_into().ok());
    let time = std::str::from_utf8(time).ok();
    let time = time.filter(|time| {
        time.bytes()
            .all(|b| b.is_ascii_digit() || b"Z.".contains(&b))
    });
    match (hash, time) {
        (Some(imprint), Some(time)) if whole.0.is_empty() => Ok(StampedAt {
            imprint,
            time: time.to_owned(),
        }),
        _ => Err(NotAnAnswer::Unreadable),
    }
}

/// What was hashed, and the time, in the token that follows the status.
fn told(mut response: Der<'_>) -> Option<(Der<'_>, &[u8])> {
    let mut content = response.inside(SEQUENCE)?;
    if content.next(OBJECT)? != SIGNED_DATA {
        return None;
    }
    let mut signed = content.inside(EXPLICIT_0)?.inside(SEQUENCE)?;
    signed.next(INTEGER)?;
    signed.next(SET)?;
    let mut inner = signed.inside(SEQUENCE)?;
    if inner.next(OBJECT)? != TST_INFO {
        return None;
    }
    let mut info = inner.inside(EXPLICIT_0)?.inside(OCTETS)?.inside(SEQUENCE)?;
    info.next(INTEGER)?;
    info.next(OBJECT)?;
    let imprint = info.inside(SEQUENCE)?;
    info.next(INTEGER)?;
    Some((imprint, info.next(TIME)?))
}

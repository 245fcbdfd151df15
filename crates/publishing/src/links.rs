//! Where a link leads: the document names records and queries, the place
//! where it is shown decides the address.

use crate::document::{Document, Query, RecordId};

/// Decides the addresses of links.
pub trait Links {
    /// The page of a record, or `None` where there is no page for it.
    fn record(&self, record: &RecordId) -> Option<String>;

    /// The page that lists the records a figure counts, or `None`.
    fn query(&self, query: &Query) -> Option<String>;

    /// Does this document have to hold its own evidence (an annex with the
    /// records counted), because no page lists what one of its figures counts?
    fn needs_annex(&self, document: &Document) -> bool;
}

/// Links to the pages of the running program. A record id and a query are
/// appended to the prefixes; the query is expected to be an encoded query
/// string or path already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// What stands before a record id: `/records/`.
    pub record_prefix: String,
    /// What stands before a query: `/`.
    pub query_prefix: String,
}

impl Links for Pages {
    fn record(&self, record: &RecordId) -> Option<String> {
        Some(format!("{}{}", self.record_prefix, encode(record.as_str())))
    }

    fn query(&self, query: &Query) -> Option<String> {
        (!query.is_within_file()).then(|| format!("{}{}", self.query_prefix, query.as_str()))
    }

    fn needs_annex(&self, document: &Document) -> bool {
        document.counts_within_file()
    }
}

/// A file that holds its own evidence: figures lead to an annex in the same
/// file, records to their row there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchors;

impl Links for Anchors {
    fn record(&self, _: &RecordId) -> Option<String> {
        None
    }

    fn query(&self, _: &Query) -> Option<String> {
        None
    }

    fn needs_annex(&self, _: &Document) -> bool {
        true
    }
}

/// No links to records or counts at all, and no annex.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoLinks;

impl Links for NoLinks {
    fn record(&self, _: &RecordId) -> Option<String> {
        None
    }

    fn query(&self, _: &Query) -> Option<String> {
        None
    }

    fn needs_annex(&self, _: &Document) -> bool {
        false
    }
}

/// A record id as one segment of a path.
fn encode(segment: &str) -> String {
    let mut out = String::with_capacity(segment.len());
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

//! Streams: entries in a file (`docs/format.md` §6).

use std::io::{Read, Write};

use sha2::{Digest, Sha256};

use crate::header::{HEADER_LENGTH, MAGIC, MAX_BODY, Signed};
use crate::report::Report;
use crate::rules::{BODY, FORK, MemoryLedger, Outcome, Refusal, SHAPE, Verdict};

const START: &[u8; 8] = b"AGQ1STRM";
const GONE: &[u8; 4] = b"GONE";
const END: &[u8; 4] = b"AGQE";
const END_LENGTH: usize = 4 + 8 + 32;
/// The longest item.
const ITEM: usize = 4 + HEADER_LENGTH + MAX_BODY;

/// Writes a stream.
pub(crate) struct StreamWriter<W: Write> {
    out: W,
    hash: Sha256,
    items: u64,
}

impl<W: Write> StreamWriter<W> {
    pub(crate) fn new(out: W) -> std::io::Result<Self> {
        let mut writer = Self {
            out,
            hash: Sha256::new(),
            items: 0,
        };
        writer.put(START)?;
        Ok(writer)
    }

    pub(crate) fn entry(&mut self, header: &[u8], body: &[u8]) -> std::io::Result<()> {
        self.items += 1;
        self.put(header)?;
        self.put(body)
    }

    /// An entry whose body could not be saved.
    pub(crate) fn without_body(&mut self, header: &[u8]) -> std::io::Result<()> {
        self.items += 1;
        self.put(GONE)?;
        self.put(header)
    }

    /// Writes the end and says how many items there are.
    pub(crate) fn finish(mut self) -> std::io::Result<u64> {
        let hash = self.hash.finalize();
        self.out.write_all(END)?;
        self.out.write_all(&self.items.to_be_bytes())?;
        self.out.write_all(&hash)?;
        self.out.flush()?;
        Ok(self.items)
    }

    fn put(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.hash.update(bytes);
        self.out.write_all(bytes)
    }
}

/// What stands in a stream.
pub(crate) enum Item {
    /// Shape, signature and body hash hold.
    Entry { entry: Signed, body: Vec<u8> },
    /// Shape and signature hold; there is no body.
    Gone { entry: Signed },
    /// Something does not hold; the header where it does.
    Damaged {
        refusal: Refusal,
        entry: Option<Signed>,
    },
}

/// Reads a stream and finds its way behind damage. Keeps a few entries in memory.
pub(crate) struct StreamReader<R: Read> {
    input: R,
    buffer: Vec<u8>,
    at: usize,
    input_ended: bool,
    hash: Sha256,
    items: u64,
    begun: bool,
    done: bool,
    damaged: bool,
}

impl<R: Read> StreamReader<R> {
    pub(crate) fn new(input: R) -> Self {
        Self {
            input,
            buffer: Vec::new(),
            at: 0,
            input_ended: false,
            hash: Sha256::new(),
            items: 0,
            begun: false,
            done: false,
            damaged: false,
        }
    }

    /// The next item; `None` at the end.
    pub(crate) fn next(&mut self) -> std::io::Result<Option<Item>> {
        if self.done {
            return Ok(None);
        }
        if !self.begun {
            self.begun = true;
            self.need(ITEM)?;
            if !self.rest().starts_with(START) {
                return self.lost(
                    SHAPE.broken("it does not begin like a stream of entries"),
                    0,
                );
            }
            self.pass(START.len());
        }
        self.need(ITEM + END_LENGTH)?;
        let rest = self.rest();
        if rest.starts_with(END) && rest.len() == END_LENGTH {
            return Ok(self.end());
        }
        if rest.is_empty() {
            self.done = true;
            self.damaged = true;
            return Ok(Some(damaged(
                SHAPE.broken("the stream ends without its end: it was cut"),
            )));
        }
        if let Some(header) = rest.strip_prefix(GONE) {
            return match Signed::read(header.get(..HEADER_LENGTH).unwrap_or(header)) {
                Ok(entry) => {
                    self.items += 1;
                    self.pass(GONE.len() + HEADER_LENGTH);
                    Ok(Some(Item::Gone { entry }))
                }
                Err(refusal) => self.lost(refusal, 1),
            };
        }
        if !rest.starts_with(MAGIC) {
            return self.lost(SHAPE.broken("no entry begins here"), 1);
        }
        match Signed::read(rest.get(..HEADER_LENGTH).unwrap_or(rest)) {
            Ok(entry) => self.body_of(entry),
            Err(refusal) => self.lost(refusal, 1),
        }
    }

    fn body_of(&mut self, entry: Signed) -> std::io::Result<Option<Item>> {
        self.items += 1;
        let end = HEADER_LENGTH + entry.header().body_length();
        let rest = self.rest();
        if let Some(body) = rest.get(HEADER_LENGTH..end)
            && crate::sha256(&[body]) == entry.header().body_hash()
        {
            let body = body.to_vec();
            self.pass(end);
            return Ok(Some(Item::Entry { entry, body }));
        }
        self.damaged = true;
        self.need(end + ITEM)?;
        let rest = self.rest();
        if rest.len() == end || rest.get(end..).is_some_and(begins_item) {
            self.pass(end);
        } else {
            self.pass(HEADER_LENGTH);
            self.find()?;
        }
        Ok(Some(Item::Damaged {
            refusal: BODY.broken("the body is not the one that was signed"),
            entry: Some(entry),
        }))
    }

    fn end(&mut self) -> Option<Item> {
        self.done = true;
        let hash = self.hash.clone().finalize();
        let rest = self.rest();
        let agrees = rest[4..12] == self.items.to_be_bytes() && rest[12..] == *hash.as_slice();
        if agrees || self.damaged {
            return None;
        }
        Some(damaged(SHAPE.broken(
            "the end of the stream does not agree with what stands before it",
        )))
    }

    /// Notes damage here and goes to where the next item begins, at least `skip` bytes on.
    fn lost(&mut self, refusal: Refusal, skip: usize) -> std::io::Result<Option<Item>> {
        self.damaged = true;
        self.pass(skip);
        self.find()?;
        Ok(Some(damaged(refusal)))
    }

    fn find(&mut self) -> std::io::Result<()> {
        loop {
            self.need(ITEM)?;
            let rest = self.rest();
            let found = rest
                .windows(4)
                .position(|w| matches!(w[0], b'A' | b'G') && (w == MAGIC || w == GONE || w == END));
            match found {
                Some(at) => {
                    self.pass(at);
                    self.need(ITEM)?;
                    if begins_item(self.rest()) {
                        return Ok(());
                    }
                    self.pass(1);
                }
                None if self.input_ended => {
                    self.pass(self.rest().len());
                    self.done = true;
                    return Ok(());
                }
                None => self.pass(self.rest().len().saturating_sub(3)),
            }
        }
    }

    fn rest(&self) -> &[u8] {
        &self.buffer[self.at..]
    }

    /// Makes `count` bytes available, or all there are.
    fn need(&mut self, count: usize) -> std::io::Result<()> {
        if self.input_ended || self.buffer.len() - self.at >= count {
            return Ok(());
        }
        self.buffer.drain(..self.at);
        self.at = 0;
        let missing = (count.max(4 * ITEM) - self.buffer.len()) as u64;
        let read = self
            .input
            .by_ref()
            .take(missing)
            .read_to_end(&mut self.buffer)?;
        self.input_ended = (read as u64) < missing;
        Ok(())
    }

    fn pass(&mut self, count: usize) {
        let end = (self.at + count).min(self.buffer.len());
        self.hash.update(&self.buffer[self.at..end]);
        self.at = end;
    }
}

fn damaged(refusal: Refusal) -> Item {
    Item::Damaged {
        refusal,
        entry: None,
    }
}

/// Whether an item begins here; `bytes` reach as far as the longest item, or to the end.
fn begins_item(bytes: &[u8]) -> bool {
    let header = if bytes.starts_with(MAGIC) {
        bytes
    } else if let Some(header) = bytes.strip_prefix(GONE) {
        header
    } else {
        return bytes.starts_with(END) && bytes.len() == END_LENGTH;
    };
    header
        .get(..HEADER_LENGTH)
        .is_some_and(|header| Signed::read(header).is_ok())
}

/// Checks a stream without any key: V1–V9, V13.
///
/// # Errors
/// Only when it cannot be read at all; whatever is wrong in it is in the report.
pub fn verify_stream(input: impl Read) -> std::io::Result<Report> {
    let mut reader = StreamReader::new(input);
    let mut ledger = MemoryLedger::default();
    let mut report = Report::default();
    let mut logs = std::collections::HashSet::new();
    while let Some(item) = reader.next()? {
        match item {
            Item::Entry { entry, body } => {
                report.entries += 1;
                logs.insert(entry.header().log());
                let outcome = ledger.take(&entry, &body);
                report.took(&entry, outcome);
            }
            Item::Gone { entry } => {
                report.unverified += 1;
                logs.insert(entry.header().log());
                report.problem(BODY.broken("its body is not here"), Some(entry.header()));
            }
            Item::Damaged { refusal, entry } => {
                report.problem(refusal, entry.as_ref().map(Signed::header));
            }
        }
    }
    report.still_waiting(&ledger);
    report.root = ledger.root_id();
    report.logs = logs.len() as u64;
    Ok(report)
}

impl Report {
    /// Counts what became of an entry.
    pub(crate) fn took(&mut self, entry: &Signed, outcome: Outcome) {
        if outcome.verdict == Verdict::Already {
            self.repeated += 1;
        }
        for (entry, verdict) in
            std::iter::once((entry.clone(), outcome.verdict)).chain(outcome.released)
        {
            match verdict {
                Verdict::Accepted => self.verified += 1,
                Verdict::Fork { .. } => {
                    self.verified += 1;
                    self.problem(
                        FORK.broken("another entry stands at the same place: the log was forked"),
                        Some(entry.header()),
                    );
                }
                Verdict::Already | Verdict::Pending(_) => {}
                Verdict::Refused(refusal) => self.problem(refusal, Some(entry.header())),
            }
        }
    }
}

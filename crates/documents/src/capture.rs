//! A capture of the web as other programs keep it (WACZ 1.1.1): a zip with `datapackage.json`, a list of pages and archives
//! (WARC). It is looked into where it lies and never unpacked: of its parts only the SHA-256 is taken, and compared with
//! what the capture says of them itself.
//!
//! That they agree proves that nothing was changed since the capture was packed, unless whoever changed it wrote the
//! digests anew as well; who packed it, and whether the pages were so, it does not prove.

mod package;
mod parts;

use crate::failure::{Failure, Kind};
use package::{Package, Resource};
use parts::Parts;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The largest capture that is looked into, in bytes: it is held in memory as a whole.
pub const LARGEST_CAPTURE: u64 = 512 * 1024 * 1024;

/// Pages that are told one by one.
const MOST_PAGES: usize = 20;
/// Parts that are named where something does not hold.
const MOST_NAMED: usize = 20;
/// The parts whose digests must be told: what shows the pages.
const EVIDENCE: [&str; 2] = ["archive/", "pages/"];

/// What a capture says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capture {
    /// Its title.
    pub title: Option<String>,
    /// The day on which it was made, in EDTF.
    pub made: Option<String>,
    /// The program that made it.
    pub software: Option<String>,
    /// The first pages in it.
    pub pages: Vec<CapturedPage>,
    /// How many pages there are in all.
    pub all_pages: usize,
    /// Whether its parts are what it says of them.
    pub digests: Digests,
}

/// A page in a capture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapturedPage {
    /// Its address: `http` or `https`.
    pub url: String,
    /// Its title.
    pub title: Option<String>,
    /// The day on which it was captured, in EDTF.
    pub day: Option<String>,
}

/// Whether the parts of a capture are what it says of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digests {
    /// Parts whose SHA-256 is the one that is told.
    pub hold: usize,
    /// Parts of which something does not hold, the first ones by name.
    pub differing: Vec<Differing>,
    /// How many there are of those.
    pub all_differing: usize,
}

/// A part of which something does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Differing {
    /// What the capture calls it.
    pub part: String,
    /// What does not hold.
    pub why: Why,
}

/// What does not hold of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Its bytes are not those of which the digest is told.
    Changed,
    /// It is told of, and is not there.
    Missing,
    /// It is there, and nothing is told of it.
    NotTold,
    /// Its digest is none that is known here (SHA-256 only).
    OtherDigest,
}

impl Digests {
    fn add(&mut self, part: &str, why: Why) {
        self.all_differing += 1;
        if self.differing.len() < MOST_NAMED {
            let part = package::line(part, 120).unwrap_or_default();
            self.differing.push(Differing { part, why });
        }
    }
}

/// Looks into a capture; `None` when the zip is none.
///
/// # Errors
/// [`Failure::Damaged`], [`Failure::Locked`], or [`Failure::Swollen`] when it unpacks to more than it may.
pub fn capture(bytes: &[u8]) -> Result<Option<Capture>, Failure> {
    if !bytes.starts_with(b"PK") {
        return Ok(None);
    }
    let mut parts = Parts::of(bytes)?;
    // Pages and archives make a capture of a zip; a data package alone may be of anything.
    if !parts.has(package::PACKAGE) || !parts.names().any(|name| name.starts_with("archive/")) {
        return Ok(None);
    }
    let text = parts.small(package::PACKAGE)?;
    let package = Package::of(&text)?;
    let mut digests = Digests::default();
    let of_package = parts.has(package::DIGEST);
    if of_package {
        let told = parts.small(package::DIGEST)?;
        match package::digest_of_package(&told) {
            Some(told) if told == parts::sha256(&text) => digests.hold += 1,
            Some(_) => digests.add(package::PACKAGE, Why::Changed),
            None => digests.add(package::DIGEST, Why::OtherDigest),
        }
    }
    compare(&mut parts, &package.resources, &mut digests)?;
    let (pages, all_pages) = package::pages(&mut parts)?;
    let first = pages.first();
    Ok(Some(Capture {
        title: package
            .title
            .or_else(|| first.and_then(|page| page.title.clone())),
        made: package
            .created
            .or_else(|| first.and_then(|page| page.day.clone())),
        software: package.software,
        pages,
        all_pages,
        digests,
    }))
}

fn compare(
    parts: &mut Parts<'_>,
    resources: &[Resource],
    digests: &mut Digests,
) -> Result<(), Failure> {
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for resource in resources {
        told.insert(&resource.path);
        if !parts.has(&resource.path) {
            digests.add(&resource.path, Why::Missing);
            continue;
        }
        let Some(expected) = &resource.sha256 else {
            digests.add(&resource.path, Why::OtherDigest);
            continue;
        };
        match parts.sha256_of(&resource.path)? == *expected {
            true => digests.hold += 1,
            false => digests.add(&resource.path, Why::Changed),
        }
    }
    let names: Vec<String> = parts.names().map(str::to_owned).collect();
    for name in names {
        let is_evidence = EVIDENCE.iter().any(|folder| name.starts_with(folder));
        if is_evidence && !name.ends_with('/') && !told.contains(name.as_str()) {
            digests.add(&name, Why::NotTold);
        }
    }
    Ok(())
}

fn damaged() -> Failure {
    Failure::Damaged { kind: Kind::Wacz }
}

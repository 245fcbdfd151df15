//! What stands in `datapackage.json`, `datapackage-digest.json` and `pages/pages.jsonl`. All of it comes from outside:
//! words become one line without signs that turn or hide others, addresses are of the web, days are days.

use super::parts::Parts;
use super::{CapturedPage, MOST_PAGES, damaged};
use crate::failure::Failure;
use serde::Deserialize;

pub(super) const PACKAGE: &str = "datapackage.json";
pub(super) const DIGEST: &str = "datapackage-digest.json";
/// The list of pages, and what some programs call the pages that were reached from them.
const PAGES: [&str; 2] = ["pages/pages.jsonl", "pages/extraPages.jsonl"];

/// Longest address, in characters.
const LONGEST_URL: usize = 2_000;
/// Longest title and name of a program, in characters.
const LONGEST_LINE: usize = 300;
/// Most bytes of a list of pages: it may hold the text of each.
const MOST_OF_PAGES: u64 = 256 * 1024 * 1024;
/// Longest line of it that is read.
const LONGEST_PAGE: usize = 8 * 1024 * 1024;

pub(super) struct Package {
    pub(super) title: Option<String>,
    pub(super) created: Option<String>,
    pub(super) software: Option<String>,
    pub(super) resources: Vec<Resource>,
}

pub(super) struct Resource {
    pub(super) path: String,
    /// `None` where the digest is of another kind, or none.
    pub(super) sha256: Option<[u8; 32]>,
}

#[derive(Deserialize)]
struct Written {
    title: Option<String>,
    created: Option<String>,
    software: Option<String>,
    #[serde(default)]
    resources: Vec<WrittenResource>,
}

#[derive(Deserialize)]
struct WrittenResource {
    path: Option<String>,
    hash: Option<String>,
}

#[derive(Deserialize)]
struct WrittenDigest {
    hash: Option<String>,
}

#[derive(Deserialize)]
struct WrittenPage {
    url: Option<String>,
    title: Option<String>,
    ts: Option<String>,
}

impl Package {
    pub(super) fn of(text: &[u8]) -> Result<Self, Failure> {
        let written: Written = serde_json::from_slice(text).map_err(|_| damaged())?;
        let told = |text: Option<String>| line(&text?, LONGEST_LINE);
        let resources = written.resources.into_iter().filter_map(|resource| {
            Some(Resource {
                sha256: resource.hash.as_deref().and_then(digest),
                path: resource.path?,
            })
        });
        Ok(Self {
            title: told(written.title),
            created: written.created.as_deref().and_then(day),
            software: told(written.software),
            resources: resources.collect(),
        })
    }
}

/// The SHA-256 of the package that `datapackage-digest.json` tells.
pub(super) fn digest_of_package(text: &[u8]) -> Option<[u8; 32]> {
    let written: WrittenDigest = serde_json::from_slice(text).ok()?;
    digest(&written.hash?)
}

/// The first pages, and how many there are. A line that cannot be read is no page; the first one tells the form.
pub(super) fn pages(parts: &mut Parts<'_>) -> Result<(Vec<CapturedPage>, usize), Failure> {
    let mut pages = Vec::new();
    let mut all = 0;
    for name in PAGES
        .into_iter()
        .filter(|name| parts.has(name))
        .collect::<Vec<_>>()
    {
        let mut line = Vec::new();
        let mut too_long = false;
        let mut end_of_line = |line: &mut Vec<u8>, too_long: &mut bool| {
            let page = if *too_long { None } else { page(line) };
            line.clear();
            *too_long = false;
            if let Some(page) = page {
                all += 1;
                if pages.len() < MOST_PAGES {
                    pages.push(page);
                }
            }
        };
        parts.read(name, MOST_OF_PAGES, |chunk| {
            for piece in chunk.split_inclusive(|byte| *byte == b'\n') {
                if line.len() + piece.len() > LONGEST_PAGE {
                    too_long = true;
                    line.clear();
                }
                if !too_long {
                    line.extend_from_slice(piece);
                }
                if piece.ends_with(b"\n") {
                    end_of_line(&mut line, &mut too_long);
                }
            }
        })?;
        end_of_line(&mut line, &mut too_long);
    }
    Ok((pages, all))
}

fn page(line: &[u8]) -> Option<CapturedPage> {
    let written: WrittenPage = serde_json::from_slice(line).ok()?;
    Some(CapturedPage {
        url: address(&written.url?)?,
        title: written
            .title
            .and_then(|title| self::line(&title, LONGEST_LINE)),
        day: written.ts.as_deref().and_then(day),
    })
}

/// An address of the web, in one piece; `None` for anything else (`javascript:`, `file:`, `urn:`).
pub(super) fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let is_web = text.starts_with("http://") || text.starts_with("https://");
    let is_whole = text.chars().nth(LONGEST_URL).is_none();
    let has_other = text.contains(|c: char| c.is_whitespace() || is_unseen(c));
    (is_web && is_whole && !has_other).then(|| text.to_owned())
}

/// Words on one line; `None` where there are none.
pub(super) fn line(text: &str, most: usize) -> Option<String> {
    let seen: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !is_unseen(*c))
        .take(most.saturating_mul(4))
        .collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    let line: String = words.join(" ").chars().take(most).collect();
    (!line.is_empty()).then(|| line.trim().to_owned())
}

fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The day of a time as RFC 3339 writes it, or of 14 digits as archives do.
fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if text.len() == 14 && digits(text) {
        return Some(format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..8]));
    }
    let day = text.get(..10)?;
    let shape: Vec<&str> = day.split('-').collect();
    let is_day = matches!(shape[..], [y, m, d] if y.len() == 4 && m.len() == 2 && d.len() == 2);
    let ends = text.len() == 10 || matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' '));
    (is_day && ends && shape.iter().all(|part| digits(part))).then(|| day.to_owned())
}

/// A SHA-256 as `sha256:` and 64 hexadecimal digits.
fn digest(text: &str) -> Option<[u8; 32]> {
    let (kind, digits) = text.trim().split_once(':')?;
    let is_known = kind.eq_ignore_ascii_case("sha256") || kind.eq_ignore_ascii_case("sha-256");
    let mut bytes = [0; 32];
    (is_known && hex::decode_to_slice(digits.trim(), &mut bytes).is_ok()).then_some(bytes)
}

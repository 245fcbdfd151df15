//! Addresses of sources: broken ones, two titles at one, and the date an address carries.

use crate::finding::{Finding, Kind, Made, Weight};
use crate::input::{Asked, Record, Records};
use crate::words::misprints;
use aigaq_schema::{PartialDate, Period, Statement};
use std::collections::BTreeMap;

/// An address with its parts.
pub(crate) struct Address<'a> {
    pub(crate) source: Record<'a>,
    pub(crate) said: &'a Statement,
    pub(crate) text: &'a str,
    /// Lower case, without `www.` and port; empty when there is none.
    pub(crate) host: String,
    /// After the host, without query and fragment.
    pub(crate) path: &'a str,
}

/// The addresses of all sources.
pub(crate) fn addresses<'a>(records: &Records<'a>) -> Vec<Address<'a>> {
    records
        .of_type("source")
        .filter_map(|source| {
            let (said, text) = source.text("url")?;
            let text = text.trim();
            let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
            let cut = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            let (host, tail) = rest.split_at(cut);
            let host = host.split(':').next().unwrap_or_default().to_lowercase();
            let path = tail.split(['?', '#']).next().unwrap_or_default();
            Some(Address {
                source: *source,
                said,
                text,
                host: host.strip_prefix("www.").unwrap_or(&host).to_owned(),
                path,
            })
        })
        .collect()
}

impl Address<'_> {
    /// The part of the host that belongs to one owner: `rus.azattyq.org` → `azattyq.org`, `bbc.co.uk` stays.
    pub(crate) fn owner(&self) -> &str {
        let labels: Vec<&str> = self.host.split('.').collect();
        let n = labels.len();
        let second_level = n >= 3
            && labels[n - 1].len() == 2
            && matches!(
                labels[n - 2],
                "co" | "com" | "org" | "gov" | "ac" | "net" | "edu" | "gob" | "or"
            );
        let keep = if second_level { 3 } else { 2 };
        let mut dots = self.host.rmatch_indices('.').skip(keep - 1);
        dots.next()
            .map_or(self.host.as_str(), |(at, _)| &self.host[at + 1..])
    }

    /// The words of the longest piece of the path that reads like a title.
    pub(crate) fn words(&self) -> Vec<String> {
        let pieces = self.path.split('/').map(|piece| {
            let bare = piece.rsplit_once('.').map_or(piece, |(name, ending)| {
                if ending.len() <= 5 && ending.chars().all(char::is_alphanumeric) {
                    name
                } else {
                    piece
                }
            });
            bare.split(|c: char| !c.is_alphanumeric())
                .filter(|w| !w.is_empty())
                .map(str::to_lowercase)
                .collect::<Vec<_>>()
        });
        let letters = |words: &Vec<String>| {
            words
                .iter()
                .filter(|w| w.len() >= 3 && w.chars().all(char::is_alphabetic))
                .count()
        };
        pieces.max_by_key(letters).unwrap_or_default()
    }

    /// The same page: without scheme, `www.`, slash at the end, query words of trackers.
    fn page(&self) -> String {
        let tail = self
            .text
            .split_once("://")
            .map_or(self.text, |(_, rest)| rest);
        let query = tail.split_once('?').map_or("", |(_, q)| q);
        let query: Vec<&str> = query
            .split(['&', '#'])
            .filter(|p| !p.starts_with("utm_") && !p.starts_with("fbclid") && !p.is_empty())
            .collect();
        format!(
            "{}{}?{}",
            self.host,
            self.path.trim_end_matches('/'),
            query.join("&")
        )
    }
}

pub(crate) fn check(records: &Records<'_>, _: &Asked, found: &mut Vec<Finding>) {
    let addresses = addresses(records);
    let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
    let mut endings: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for address in &addresses {
        *owners.entry(address.owner()).or_default() += 1;
        if let Some(ending) = ending(address.path) {
            *endings.entry((address.owner(), ending)).or_default() += 1;
        }
    }
    let known = Known { owners, endings };
    for address in &addresses {
        found.extend(broken(address, &known));
        found.extend(other_date(address));
    }
    let mut pages: BTreeMap<String, &Address<'_>> = BTreeMap::new();
    for address in &addresses {
        let page = address.page();
        // The front page of a site is the address of everything on it.
        if address.path.trim_matches('/').is_empty() {
            continue;
        }
        let Some(first) = pages.get(&page) else {
            pages.insert(page, address);
            continue;
        };
        let same = records.is_decided(first.source.id, address.source.id);
        if !same {
            found.push(
                Made::new(Kind::Reference, Weight::Doubt, "reference.one_address")
                    .record("source", first.source.id)
                    .record("other", address.source.id)
                    .value("address", first.source.id, first.said)
                    .rests_on(address.source.id, address.said)
                    .done(),
            );
        }
    }
}

/// What the other addresses are like.
struct Known<'a> {
    owners: BTreeMap<&'a str, usize>,
    endings: BTreeMap<(&'a str, &'a str), usize>,
}

/// The ending of a page's name: `html`, `pdf`.
fn ending(path: &str) -> Option<&str> {
    let (name, ending) = path.rsplit('/').next()?.rsplit_once('.')?;
    let plain = !name.is_empty()
        && (2..=5).contains(&ending.len())
        && ending.bytes().all(|b| b.is_ascii_lowercase());
    plain.then_some(ending)
}

/// Endings of hosts that are common; two letters are always a country.
const HOSTS: &[&str] = &[
    "com",
    "org",
    "net",
    "gov",
    "edu",
    "int",
    "mil",
    "info",
    "news",
    "media",
    "law",
    "art",
    "eu",
    "biz",
    "name",
    "asia",
    "fund",
    "foundation",
    "ngo",
    "ong",
    "online",
    "site",
    "press",
    "report",
    "today",
    "world",
    "blog",
    "app",
    "dev",
    "tech",
    "live",
    "video",
    "agency",
    "center",
    "international",
    "museum",
    "pro",
    "page",
    "link",
    "club",
    "xyz",
    "top",
    "tv",
    "cloud",
    "digital",
    "social",
    "network",
    "institute",
    "academy",
    "university",
    "africa",
    "london",
    "berlin",
    "moscow",
    "mobi",
    "travel",
    "jobs",
    "coop",
    "aero",
    "post",
    "tel",
    "arpa",
    "onion",
    "space",
    "store",
    "website",
    "wiki",
    "support",
    "solutions",
    "services",
    "systems",
    "tools",
    "team",
    "watch",
    "works",
    "zone",
];

/// Dashes that no address has and word processors put there.
const DASHES: &[char] = &[
    '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}', '\u{ad}',
];

fn is_cyrillic(letter: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&letter)
}

fn broken(address: &Address<'_>, known: &Known<'_>) -> Option<Finding> {
    let id = address.source.id;
    let made = |key| {
        Made::new(Kind::Reference, Weight::Contradiction, key)
            .record("source", id)
            .value("address", id, address.said)
    };
    let text = address.text;
    let labels: Vec<&str> = address.host.split('.').collect();
    let last = labels.last().copied().unwrap_or_default();
    // Letters of two alphabets in one name look right and lead elsewhere.
    let of_one_script = |label: &&str| {
        let latin = label.chars().any(|c| c.is_ascii_alphabetic());
        !(label.is_empty() || latin && label.chars().any(is_cyrillic))
    };
    let plain_host = labels.len() >= 2 && labels.iter().all(of_one_script);
    let is_number = address
        .host
        .bytes()
        .all(|b| b.is_ascii_digit() || b == b'.');
    if !plain_host && address.host != "localhost" {
        return Some(
            made("reference.broken_host")
                .words("host", &address.host)
                .done(),
        );
    }
    if !is_number
        && last.is_ascii()
        && last.len() > 2
        && !last.starts_with("xn--")
        && !HOSTS.contains(&last)
    {
        // Not known to us; wrong when it is a slip of one that everybody knows.
        let slip = ["gov", "com", "org", "net", "edu", "int", "info"]
            .iter()
            .find(|known| misprints(last, known, 1) == 1);
        if let Some(meant) = slip {
            let proposed = format!(
                "{}{meant}",
                address.host.strip_suffix(last).unwrap_or_default()
            );
            return Some(
                made("reference.host_slip")
                    .words("host", &address.host)
                    .words("proposed", proposed)
                    .done(),
            );
        }
    }
    if text.contains(DASHES) {
        return Some(made("reference.broken_dash").done());
    }
    let bad_form = text.contains(|c: char| c.is_whitespace() || "<>\"{}|\\^`“”«»…".contains(c))
        || text.ends_with([',', ';', ':', '.', '(', '[', '\''])
        || text.matches('(').count() != text.matches(')').count()
        || text.matches("://").count() > 1
            && !text.contains("web.archive.org")
            && !text.contains('?')
        || (text.contains("://")
            && !["http://", "https://", "ftp://"]
                .iter()
                .any(|s| text.to_lowercase().starts_with(s)))
        || has_lone_percent(text);
    if bad_form {
        return Some(made("reference.broken_form").done());
    }
    broken_ending(address, known).map(|usual| {
        Made::new(Kind::Reference, Weight::Doubt, "reference.broken_ending")
            .record("source", id)
            .value("address", id, address.said)
            .words("proposed", usual)
            .done()
    })
}

/// A per-cent sign that no two hexadecimal digits follow.
fn has_lone_percent(text: &str) -> bool {
    text.match_indices('%').any(|(at, _)| {
        let after = &text.as_bytes()[at + 1..];
        after.len() < 2 || !after[..2].iter().all(u8::is_ascii_hexdigit)
    })
}

/// An ending that looks cut off or misspelt beside the one all other pages of the same owner have.
fn broken_ending(address: &Address<'_>, known: &Known<'_>) -> Option<String> {
    let ending = ending(address.path)?;
    let owner = address.owner();
    let mine = known
        .endings
        .get(&(owner, ending))
        .copied()
        .unwrap_or_default();
    let in_all = known.owners.get(owner).copied().unwrap_or_default();
    known
        .endings
        .iter()
        .find(|((of, usual), times)| {
            *of == owner
                && **times >= 2
                && mine == 1
                && in_all >= 3
                && misprints(usual, ending, 1) == 1
        })
        .map(|((_, usual), _)| (*usual).to_owned())
}

/// The date in an address: `/2020/07/15/`, `/2019/jun/09/`, `2021-07-07`, `/20121121`.
pub(crate) fn date_in(path: &str) -> Option<PartialDate> {
    let numbers: Vec<&str> = path
        .split(|c: char| !c.is_alphanumeric())
        .filter(|p| !p.is_empty())
        .collect();
    for (at, piece) in numbers.iter().enumerate() {
        if piece.len() == 8
            && let Some(date) = as_date(&piece[..4], piece.get(4..6)?, piece.get(6..8))
        {
            return Some(date);
        }
        if piece.len() != 4 {
            continue;
        }
        let Some(month) = numbers.get(at + 1) else {
            continue;
        };
        if let Some(date) = as_date(piece, month, numbers.get(at + 2).copied()) {
            return Some(date);
        }
    }
    None
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

fn as_date(year: &str, month: &str, day: Option<&str>) -> Option<PartialDate> {
    let all_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(year) || !("1990".."2100").contains(&year) {
        return None;
    }
    let month: usize = match MONTHS.iter().position(|m| *m == month) {
        Some(at) => at + 1,
        None if month.len() == 2 && all_digits(month) => month.parse().ok()?,
        None => return None,
    };
    let day = day
        .filter(|d| (1..=2).contains(&d.len()) && all_digits(d))
        .and_then(|d| d.parse::<u8>().ok());
    let exact = day.and_then(|d| format!("{year}-{month:02}-{d:02}").parse().ok());
    exact.or_else(|| format!("{year}-{month:02}").parse().ok())
}

/// The date of a source and the date its address carries. Two exact days may lie a few apart, a page is put up before
/// or after its date; files are put up a month or so later.
fn other_date(address: &Address<'_>) -> Option<Finding> {
    let in_address = date_in(address.path)?;
    let (said, date) = address.source.date("date")?;
    let (first, last) = (date.first(), date.last());
    let known = first.is_known() && last.is_known();
    let is_file =
        ending(address.path).is_some_and(|e| matches!(e, "pdf" | "doc" | "docx" | "xls" | "xlsx"));
    let slack = match (is_file, in_address.is_exact() && date.is_exact()) {
        (true, _) => 62,
        (false, true) => 3,
        (false, false) => 0,
    };
    let near = Period {
        from: aigaq_schema::Day(first.0.saturating_sub(slack)),
        to: aigaq_schema::Day(last.0.saturating_add(slack)),
    };
    if !known || in_address.within(near) != aigaq_schema::Within::Outside {
        return None;
    }
    Some(
        Made::new(
            Kind::SourceDate,
            Weight::Contradiction,
            "source_date.address",
        )
        .record("source", address.source.id)
        .value("date", address.source.id, said)
        .words("address_date", in_address.text())
        .rests_on(address.source.id, address.said)
        .done(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_addresses_are_read() {
        let read = |path| date_in(path).map(|d| d.text().to_owned());
        assert_eq!(read("/2020/07/some-title/").as_deref(), Some("2020-07"));
        assert_eq!(
            read("/world/2019/jun/09/title").as_deref(),
            Some("2019-06-09")
        );
        assert_eq!(
            read("/factsheet-2021–07-07.pdf").as_deref(),
            Some("2021-07-07")
        );
        assert_eq!(read("/article/idUK20121121"), None);
        assert_eq!(read("/a/20121121/title").as_deref(), Some("2012-11-21"));
        for nothing in [
            "/a/30895138.html",
            "/2020/",
            "/2020-report-of-13",
            "",
            "/news/2020/99/x",
        ] {
            assert_eq!(read(nothing), None, "{nothing}");
        }
    }
}

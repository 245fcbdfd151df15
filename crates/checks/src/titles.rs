//! Titles of sources beside their addresses, which mostly repeat them: the address of another title, a misprinted
//! word, no title, no address; and the date a title carries.

use crate::addresses::{Address, addresses};
use crate::finding::{Finding, Kind, Made, Weight};
use crate::input::{Asked, Record, Records};
use crate::words::{misprints, words};
use aigaq_schema::RecordId;
use std::collections::{BTreeMap, BTreeSet};

/// A title and the words of its address.
struct Pair<'a> {
    address: Address<'a>,
    title: Vec<String>,
    slug: Vec<String>,
    untitled: bool,
}

/// So many words an address must have to be read as a title.
const ENOUGH: usize = 4;
/// The share of an address' words that its own title has at least, and another's at most; and how much better the
/// title of one must fit the other.
const OWN: f64 = 0.6;
const FOREIGN: f64 = 0.5;
const BETTER: f64 = 0.4;

pub(crate) fn check(records: &Records<'_>, _: &Asked, found: &mut Vec<Finding>) {
    let pairs: Vec<Pair<'_>> = addresses(records)
        .into_iter()
        .map(|address| {
            let title = address.source.text("title").map_or("", |(_, t)| t);
            let slug: Vec<String> = words(&address.words().join(" "))
                .into_iter()
                .filter(|w| w.chars().all(char::is_alphabetic))
                .collect();
            Pair {
                title: words(title),
                untitled: is_untitled(title),
                slug,
                address,
            }
        })
        .collect();
    let mut elsewhere: BTreeSet<RecordId> = BTreeSet::new();
    let index = by_word(&pairs);
    for pair in &pairs {
        if let Some(other) = title_elsewhere(pair, &pairs, &index) {
            elsewhere.insert(pair.address.source.id);
            found.push(other);
        }
    }
    let agreeing = agreeing(&pairs);
    for pair in &pairs {
        let id = pair.address.source.id;
        if pair.untitled {
            found.push(
                Made::new(Kind::Reference, Weight::Gap, "reference.untitled")
                    .record("source", id)
                    .value("address", id, pair.address.said)
                    .done(),
            );
        } else if !elsewhere.contains(&id) {
            found.extend(foreign(pair, &agreeing));
            found.extend(misprint(pair));
        }
    }
    for source in records.of_type("source") {
        found.extend(without_address(source));
        found.extend(later_than_itself(source));
    }
}

/// Nobody gave it a title: empty, in square brackets, or the address itself.
fn is_untitled(title: &str) -> bool {
    let title = title.trim();
    title.is_empty()
        || (title.starts_with('[') && title.ends_with(']'))
        || title.starts_with("http")
}

/// The share of the address' words that a title has.
fn share(slug: &[String], title: &[String]) -> f64 {
    if slug.is_empty() {
        return 0.0;
    }
    let has = |word: &&String| {
        title
            .iter()
            .any(|t| t == *word || endings_apart(t, word) || title_joined(title, word))
    };
    slug.iter().filter(has).count() as f64 / slug.len() as f64
}

/// Addresses leave out hyphens and apostrophes: "prewar" for "pre-war".
fn title_joined(title: &[String], word: &str) -> bool {
    title.windows(2).any(|two| two.concat() == *word)
}

fn by_word<'p>(pairs: &'p [Pair<'_>]) -> BTreeMap<&'p str, Vec<usize>> {
    let mut index: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, pair) in pairs.iter().enumerate() {
        for word in pair.slug.iter().collect::<BTreeSet<_>>() {
            index.entry(word).or_default().push(n);
        }
    }
    index
}

/// The title fits another source's address, and not its own.
fn title_elsewhere(
    pair: &Pair<'_>,
    pairs: &[Pair<'_>],
    index: &BTreeMap<&str, Vec<usize>>,
) -> Option<Finding> {
    if pair.untitled || pair.slug.len() < ENOUGH || share(&pair.slug, &pair.title) > FOREIGN {
        return None;
    }
    let candidates: BTreeSet<usize> = pair
        .title
        .iter()
        .filter_map(|w| index.get(w.as_str()))
        .filter(|with| with.len() <= 200)
        .flatten()
        .copied()
        .collect();
    let id = pair.address.source.id;
    let (_, other) = candidates
        .into_iter()
        .map(|n| &pairs[n])
        .filter(|other| other.address.source.id != id && other.slug.len() >= ENOUGH)
        .filter(|other| other.untitled || share(&other.slug, &other.title) <= FOREIGN)
        .map(|other| (share(&other.slug, &pair.title), other))
        .filter(|(fits, _)| *fits >= OWN && *fits >= share(&pair.slug, &pair.title) + BETTER)
        .max_by(|(a, x), (b, y)| {
            a.total_cmp(b)
                .then(y.address.source.id.cmp(&x.address.source.id))
        })?;
    let (title_said, _) = pair.address.source.text("title")?;
    Some(
        Made::new(
            Kind::Reference,
            Weight::Contradiction,
            "reference.title_elsewhere",
        )
        .record("source", id)
        .rests_on(id, title_said)
        .value("address", id, pair.address.said)
        .value("other", other.address.source.id, other.address.said)
        .done(),
    )
}

/// How far titles and addresses agree at each owner of addresses: how many there are, and how many do not.
fn agreeing(pairs: &[Pair<'_>]) -> BTreeMap<String, (usize, usize)> {
    let mut by_owner: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for pair in pairs
        .iter()
        .filter(|p| !p.untitled && p.slug.len() >= ENOUGH)
    {
        let counts = by_owner.entry(pair.address.owner().to_owned()).or_default();
        counts.0 += 1;
        counts.1 += usize::from(share(&pair.slug, &pair.title) < OWN);
    }
    by_owner
}

/// An address of nothing in the title, where all others of its owner repeat theirs.
fn foreign(pair: &Pair<'_>, agreeing: &BTreeMap<String, (usize, usize)>) -> Option<Finding> {
    let enough = pair.slug.len() >= ENOUGH && pair.title.len() >= 3;
    let differs = share(&pair.slug, &pair.title) <= 0.2;
    let (all, others) = agreeing
        .get(pair.address.owner())
        .copied()
        .unwrap_or_default();
    if !enough || !differs || all < 4 || others > 1 {
        return None;
    }
    let id = pair.address.source.id;
    let (title_said, _) = pair.address.source.text("title")?;
    Some(
        Made::new(
            Kind::Reference,
            Weight::Doubt,
            "reference.title_not_address",
        )
        .record("source", id)
        .rests_on(id, title_said)
        .value("address", id, pair.address.said)
        .done(),
    )
}

/// A word of the title that the address has with one letter otherwise, all other words being the same.
fn misprint(pair: &Pair<'_>) -> Option<Finding> {
    if pair.slug.len() < ENOUGH || share(&pair.slug, &pair.title) < OWN {
        return None;
    }
    let only_slug = pair
        .slug
        .iter()
        .filter(|w| w.len() >= 4 && !pair.title.contains(w));
    for word in only_slug {
        let slip = pair.title.iter().find(|t| {
            t.len() >= 4
                && !pair.slug.contains(t)
                && misprints(t, word, 1) == 1
                && !endings_apart(t, word)
                && !spelt_otherwise(t, word)
        });
        let Some(slip) = slip else { continue };
        let id = pair.address.source.id;
        let (title_said, _) = pair.address.source.text("title")?;
        return Some(
            Made::new(Kind::Reference, Weight::Contradiction, "reference.misprint")
                .record("source", id)
                .words("word", slip)
                .words("address_word", word)
                .rests_on(id, title_said)
                .rests_on(id, pair.address.said)
                .done(),
        );
    }
    None
}

/// Only the plural or the genitive: "kazakhstan" and "kazakhstans".
fn endings_apart(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short)
        .is_some_and(|rest| rest == "s" || rest == "es")
}

/// British and American spellings of one word.
fn spelt_otherwise(a: &str, b: &str) -> bool {
    let one = |word: &str| {
        word.replace("our", "or")
            .replace("is", "iz")
            .replace("ys", "yz")
            .replace("ll", "l")
            .replace("ae", "e")
            .replace("tre", "ter")
            .replace("ence", "ense")
            .replace("gramme", "gram")
            .replace("judgement", "judgment")
    };
    one(a) == one(b)
}

/// A page that is only on the net, told without its address.
fn without_address(source: &Record<'_>) -> Option<Finding> {
    let on_the_net = source
        .term("kind")
        .is_some_and(|kind| matches!(kind, "post" | "webpage"));
    if !on_the_net || source.first("url").is_some() {
        return None;
    }
    // A document of which somebody holds the text needs no address to be found by.
    source.first("cited_in")?;
    let (title_said, _) = source.text("title")?;
    Some(
        Made::new(Kind::Reference, Weight::Gap, "reference.no_address")
            .record("source", source.id)
            .rests_on(source.id, title_said)
            .done(),
    )
}

/// A full date in the title that lies after the day of publication.
fn later_than_itself(source: &Record<'_>) -> Option<Finding> {
    let (title_said, title) = source.text("title")?;
    let (said, date) = source.date("date")?;
    let in_title = full_date(title)?;
    if !date.last().is_known()
        || in_title.first() <= date.last()
        || date.text().contains(['~', '?'])
    {
        return None;
    }
    Some(
        Made::new(Kind::SourceDate, Weight::Doubt, "source_date.title")
            .record("source", source.id)
            .value("date", source.id, said)
            .words("title_date", in_title.text())
            .rests_on(source.id, title_said)
            .done(),
    )
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// "10 January 2021", "June 21, 2013", "01.07.2021", "2021-07-01".
fn full_date(title: &str) -> Option<aigaq_schema::PartialDate> {
    let lower = title.to_lowercase();
    let pieces: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|p| !p.is_empty())
        .collect();
    let number =
        |text: &str, most: u16| text.parse::<u16>().ok().filter(|n| (1..=most).contains(n));
    let year_of = |text: &str| number(text, 2100).filter(|y| *y >= 1900 && text.len() == 4);
    pieces.windows(3).find_map(|three| {
        let [a, b, c] = three else { return None };
        let month = |word: &str| {
            MONTHS
                .iter()
                .position(|m| *m == word)
                .map(|at| at as u16 + 1)
        };
        let (year, month, day) = if let (Some(day), Some(month), Some(year)) =
            (number(a, 31), month(b), year_of(c))
        {
            (year, month, day)
        } else if let (Some(month), Some(day), Some(year)) = (month(a), number(b, 31), year_of(c)) {
            (year, month, day)
        } else if let (Some(day), Some(month), Some(year)) =
            (number(a, 31), number(b, 12), year_of(c))
        {
            (year, month, day)
        } else if let (Some(year), Some(month), Some(day)) =
            (year_of(a), number(b, 12), number(c, 31))
        {
            (year, month, day)
        } else {
            return None;
        };
        format!("{year:04}-{month:02}-{day:02}").parse().ok()
    })
}

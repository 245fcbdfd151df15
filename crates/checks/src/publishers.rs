//! Publishers beside the hosts of their addresses: somebody else's host, a name one letter off.

use crate::addresses::{Address, addresses};
use crate::finding::{Finding, Kind, Made, Weight};
use crate::input::{Asked, Records};
use crate::spelling::sounds;
use crate::words::misprints;
use aigaq_schema::Statement;
use aigaq_schema::fold::fold;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn check(records: &Records<'_>, _: &Asked, found: &mut Vec<Finding>) {
    let all = addresses(records);
    let told: Vec<(&Address<'_>, &Statement, String)> = all
        .iter()
        .filter_map(|address| {
            let (said, publisher) = address.source.text("publisher")?;
            let name = sounds(publisher).join(" ");
            (!name.is_empty()).then_some((address, said, name))
        })
        .collect();
    let mut hosts: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut publishers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (address, _, name) in &told {
        *hosts
            .entry(name)
            .or_default()
            .entry(address.owner())
            .or_default() += 1;
        publishers.entry(address.owner()).or_default().insert(name);
    }
    for (address, said, name) in &told {
        let id = address.source.id;
        if let Some(usual) = somebody_elses(address, name, &hosts) {
            found.push(
                Made::new(
                    Kind::Reference,
                    Weight::Doubt,
                    "reference.publisher_address",
                )
                .record("source", id)
                .value("publisher", id, said)
                .words("host", &address.host)
                .words("usual", usual)
                .rests_on(id, address.said)
                .done(),
            );
        } else if is_letter_off(address, said) {
            found.push(
                Made::new(
                    Kind::Reference,
                    Weight::Doubt,
                    "reference.publisher_misprint",
                )
                .record("source", id)
                .value("publisher", id, said)
                .words("host", &address.host)
                .rests_on(id, address.said)
                .done(),
            );
        }
    }
}

/// The host is not the one that nearly all others of this publisher have, and bears another name.
fn somebody_elses(
    address: &Address<'_>,
    name: &str,
    hosts: &BTreeMap<&str, BTreeMap<&str, usize>>,
) -> Option<String> {
    let of_publisher = hosts.get(name)?;
    let in_all: usize = of_publisher.values().sum();
    let (usual, times) = of_publisher
        .iter()
        .max_by_key(|(host, n)| (**n, std::cmp::Reverse(**host)))?;
    let here = of_publisher
        .get(address.owner())
        .copied()
        .unwrap_or_default();
    // Three at home, and this one alone elsewhere: a publisher with several houses is none of our business.
    let alone = here == 1 && *times >= 3 && *times * 10 >= (in_all - 1) * 8;
    // Houses of one name (azattyq.org, azattyk.org) are one house.
    let named = |host: &str| sounds(host.split('.').next().unwrap_or_default()).concat();
    let one_house = misprints(&named(usual), &named(address.owner()), 1) <= 1;
    // Archives and social networks carry what others publish.
    let carrier = [
        "archive.org",
        "archive.is",
        "archive.ph",
        "twitter.com",
        "x.com",
        "facebook.com",
        "youtube.com",
        "t.me",
        "instagram.com",
    ]
    .contains(&address.owner());
    (alone && address.owner() != *usual && !one_house && !carrier).then(|| (*usual).to_owned())
}

/// A word of the publisher's name is the host's name with one letter otherwise.
fn is_letter_off(address: &Address<'_>, said: &Statement) -> bool {
    let host = address.owner().split('.').next().unwrap_or_default();
    let publisher = crate::input::text_of(&said.value).unwrap_or_default();
    let bare = publisher.split('(').next().unwrap_or_default();
    let joined: String = fold(bare).chars().filter(|c| c.is_alphanumeric()).collect();
    let host = &host.replace('-', "");
    if joined == *host || host.len() < 5 {
        return false;
    }
    let words: Vec<String> = fold(bare)
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_owned)
        .filter(|w| w.len() >= 5)
        .collect();
    let slip = |word: &str| {
        misprints(word, host, 1) == 1
            && word.strip_suffix('s') != Some(host.as_str())
            && host.strip_suffix('s') != Some(word)
    };
    !words.contains(host) && (words.iter().any(|w| slip(w)) || slip(&joined))
}

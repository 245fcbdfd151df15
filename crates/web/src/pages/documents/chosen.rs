//! Which suggestions a button is about: one, those that belong together, a section, the page.

use std::collections::HashSet;

use aigaq_workspace::entering::Filled;
use aigaq_workspace::{DocumentPage, Packet};

/// The keys that are accepted and those that are refused.
pub(super) type Chosen = (Vec<String>, Vec<String>);

/// Reads the button: `accept`, `refuse` or `nothing KEY`, and of what: nothing (what is ticked), `KEY`, `packet KEY`, `section CODE`,
/// `page`, `these` (what was asked about). Of several, what is ticked is accepted and the rest refused; what the
/// person was not shown is left as it is. `None`: no button that there is.
pub(super) fn chosen(page: &DocumentPage, filled: &Filled) -> Option<Chosen> {
    let mut words = filled.get("do").split(' ');
    let accept = match words.next() {
        Some("accept") => true,
        Some("refuse") => false,
        // "These words tell no such thing": this one is refused.
        Some("nothing") => false,
        _ => return None,
    };
    let keys = |name: &str| -> Vec<String> {
        let all = filled.get(name).split(' ').filter(|key| !key.is_empty());
        all.map(str::to_owned).collect()
    };
    let ticked: Vec<String> = filled.all("key").map(str::to_owned).collect();
    let of = words.next();
    let members: Vec<&Packet> = match (of, words.next()) {
        (None, _) => return Some(all(accept, ticked)),
        (Some("these"), _) => return Some((keys("keys"), keys("refused"))),
        (Some("packet"), Some(key)) => {
            let has = |packet: &&Packet| packet.suggestions.iter().any(|s| s.found.key == key);
            page.packets.iter().filter(has).collect()
        }
        (Some("section"), Some(code)) => {
            page.packets.iter().filter(|p| p.section == code).collect()
        }
        (Some("page"), _) => page.packets.iter().collect(),
        (Some(key), _) => return Some(all(accept, vec![key.to_owned()])),
    };
    let open: HashSet<String> = keys("open").into_iter().collect();
    let members = members.into_iter().flat_map(Packet::waiting);
    let members = members.map(|s| s.found.key.clone());
    let members: Vec<String> = members.filter(|key| open.contains(key)).collect();
    // One alone has no box to tick: it is what its button says it is. On a page or in a section it has one.
    let is_alone = of == Some("packet") && members.len() == 1;
    if !accept || is_alone {
        return Some(all(accept, members));
    }
    let (accepted, refused): (Vec<String>, Vec<String>) =
        members.into_iter().partition(|key| ticked.contains(key));
    // A button that says "accept" refuses nothing by itself.
    match accepted.is_empty() {
        true => Some((Vec::new(), Vec::new())),
        false => Some((accepted, refused)),
    }
}

fn all(accept: bool, keys: Vec<String>) -> Chosen {
    match accept {
        true => (keys, Vec::new()),
        false => (Vec::new(), keys),
    }
}

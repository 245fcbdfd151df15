//! What was just saved: a line above the page that leads to it and to its undoing.

use aigaq_schema::ChangeSetId;

use crate::address::Address;
use crate::visit::Visit;

/// The line. The address names the change-set only, so it tells nobody what was saved.
pub(crate) struct SavedNotice {
    pub(crate) href: String,
    pub(crate) undo_href: String,
    /// What was saved, with units; empty where the page does not tell.
    pub(crate) what: String,
    /// It was there already: the same form was sent before.
    pub(crate) again: bool,
}

impl SavedNotice {
    /// As the address says: `?saved=CHANGE-SET`. Anything else says nothing.
    pub(crate) fn of(visit: &Visit) -> Option<Self> {
        let id: ChangeSetId = visit.asked.one("saved")?.parse().ok()?;
        Some(Self {
            href: format!("/journal/{id}"),
            undo_href: format!("/journal/{id}/undo"),
            what: String::new(),
            again: visit.asked.one("again").is_some(),
        })
    }
}

/// The same address with what was saved behind it.
pub(crate) fn telling(address: Address, saved: ChangeSetId) -> Address {
    address.with("saved", saved.to_string())
}

//! Who a confidential source is: what the second passphrase protects.

use crate::entering::Filled;
use crate::reasons;
use crate::saving::Refused;
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroize;

/// The longest text of one field, in characters: as long as what a note can tell in clear, which is moved here.
pub const LONGEST_IDENTITY: usize = aigaq_schema::value::LONGEST_TEXT;

/// Who it is. Prints as dots, and is overwritten when dropped.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// How to reach them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// What binds them to what they tell, and by whom they are known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub bound: String,
    /// What to mind, so that nobody harms them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub safety: String,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("•••")
    }
}

impl Drop for Identity {
    fn drop(&mut self) {
        for text in [
            &mut self.name,
            &mut self.contact,
            &mut self.bound,
            &mut self.safety,
        ] {
            text.zeroize();
        }
    }
}

impl Identity {
    /// Of a name and a contact, as a note tells them.
    #[must_use]
    pub fn told(name: &str, contact: &str) -> Self {
        let mut told = Self::default();
        name.clone_into(&mut told.name);
        contact.clone_into(&mut told.contact);
        told
    }

    /// Nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let all = [&self.name, &self.contact, &self.bound, &self.safety];
        all.into_iter().all(|text| text.trim().is_empty())
    }

    /// It as the words that are sealed; `None` where nothing is said. Characters that nobody types are left out, as in
    /// every form.
    pub(crate) fn text(&self) -> Result<Option<String>, Refused> {
        let mut clean = Filled::default();
        for (field, text) in [
            ("name", &self.name),
            ("contact", &self.contact),
            ("bound", &self.bound),
            ("safety", &self.safety),
        ] {
            if text.chars().nth(LONGEST_IDENTITY).is_some() {
                return Err(Refused::Unfit(reasons::text_too_long(LONGEST_IDENTITY)));
            }
            clean.set(field, text);
        }
        let clean = Self {
            name: clean.get("name").to_owned(),
            contact: clean.get("contact").to_owned(),
            bound: clean.get("bound").to_owned(),
            safety: clean.get("safety").to_owned(),
        };
        if clean.is_empty() {
            return Ok(None);
        }
        // Four texts under short names: this cannot fail.
        let text = serde_json::to_string(&clean);
        text.map(Some)
            .map_err(|_| Refused::Unfit(reasons::text_missing()))
    }

    /// Reads what was sealed; `None` when it is nothing of ours.
    pub(crate) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

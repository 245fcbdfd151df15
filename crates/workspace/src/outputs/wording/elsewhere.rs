//! Texts that are written for the same publication, and not for these readers or this least verification: who publishes
//! for everybody what was written for partners must see that it is there, and may start from it.

use super::{Kept, SECTION, publication};
use crate::counted::Level;
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::outputs::{Output, Wish};
use aigaq_view::Audience;
use std::collections::BTreeMap;

/// What is written for other readers of a publication, or with another least verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFor {
    /// For whom.
    pub audience: Audience,
    /// From which verification on acts are told there.
    pub least: Option<Level>,
    /// The texts, by the ids of their sections.
    pub texts: BTreeMap<String, String>,
}

impl WrittenFor {
    /// By which it is asked for: `partners`, or `partners.v3`.
    #[must_use]
    pub fn key(&self) -> String {
        match &self.least {
            Some(least) => format!("{}.{}", self.audience.code(), least.code),
            None => self.audience.code().to_owned(),
        }
    }
}

impl Workspace {
    /// What is written for the same publication in this language, for others.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn written_for_others(
        &self,
        ask: &Asking,
        wish: &Wish,
    ) -> Result<Vec<WrittenFor>, WorkspaceError> {
        let kept = self.every_note()?;
        let levels = self.verification_levels(ask).into_iter();
        let levels: Vec<Option<Level>> = std::iter::once(None).chain(levels.map(Some)).collect();
        let mut all = Vec::new();
        for audience in Audience::ALL {
            for least in &levels {
                let Some(other) = other(wish, audience, least.as_ref()) else {
                    continue;
                };
                let texts = texts(&kept, &publication(ask, &other));
                if other != *wish && !texts.is_empty() {
                    all.push(WrittenFor {
                        audience,
                        least: least.clone(),
                        texts,
                    });
                }
            }
        }
        Ok(all)
    }
}

/// The same for these readers with this least verification; none where a publication knows no least verification.
fn other(wish: &Wish, audience: Audience, least: Option<&Level>) -> Option<Wish> {
    let mut other = wish.clone();
    other.audience = audience;
    match &mut other.output {
        Output::Report { least: there, .. } => *there = least.map(|level| level.code.clone()),
        _ if least.is_some() => return None,
        _ => {}
    }
    Some(other)
}

fn texts(kept: &[Kept], publication: &str) -> BTreeMap<String, String> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for note in kept {
        let section = note.title.strip_prefix(publication);
        let Some(section) = section.and_then(|rest| rest.strip_prefix(SECTION)) else {
            continue;
        };
        let text = texts.entry(section.to_owned()).or_default();
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&note.text);
    }
    texts
}

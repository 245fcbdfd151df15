//! Who gave a file: words for an institution, or a confidential source, of which the file keeps a link alone.

use crate::confidential::{Identity, KeptSource, Whom};
use crate::error::WorkspaceError;
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use crate::saving::{FormToken, Refused};
use aigaq_schema::{RecordId, SourceCode, Value};
use aigaq_view::Brief;

/// The record that a form makes of somebody new; files and steps have the first ones.
const OWN_RECORD: u32 = 1_000_000;

/// A source that must not be known, as a form tells of it. Empty fields say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GiverGiven {
    /// Its code, where it is there.
    pub code: String,
    /// What it is to what it tells, a code of `confidant_kinds`, for a new one.
    pub confidant: String,
    /// Who it is; sealed, and only with a second passphrase.
    pub identity: Identity,
}

impl GiverGiven {
    /// Nothing is told.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let all = [&self.code, &self.confidant];
        all.into_iter().all(|text| text.trim().is_empty()) && self.identity.is_empty()
    }
}

impl Workspace {
    /// The source that a form tells of, made where it is new; `None` where none is told of. The same form makes one.
    ///
    /// # Errors
    /// [`Refused::At`] the field of the code when no source has it, or two; as [`Workspace::keep_source`].
    pub fn giver(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
        given: &GiverGiven,
    ) -> Result<Option<KeptSource>, Refused> {
        if given.is_empty() {
            return Ok(None);
        }
        let known = match given.code.trim() {
            "" => None,
            code => Some(
                self.source_coded(ask, code)
                    .map_err(|why| why.at("from_code"))?,
            ),
        };
        if let Some(id) = known.filter(|_| given.identity.is_empty()) {
            let named = self.named(ask, id)?;
            let caption = named.map(|named| named.caption).unwrap_or_default();
            return Ok(Some(KeptSource { id, caption }));
        }
        let whom = known.map_or_else(|| Whom::New(given.confidant.clone()), Whom::Known);
        let form = (token.turn(OWN_RECORD), now);
        let kept = self.keep_source(ask, form, (&whom, &given.identity, &[]));
        kept.map(Some).map_err(|why| match why {
            Refused::At { field: "kind", why } => Refused::At {
                field: "from_kind",
                why,
            },
            other => other,
        })
    }

    /// The source that is meant where somebody typed nothing but a code; `None` where it is words.
    ///
    /// # Errors
    /// [`Refused::At`] the field, for a code that no source has, or two.
    pub fn coded_in_words(
        &self,
        ask: &Asking,
        (field, words): (&'static str, &str),
    ) -> Result<Option<RecordId>, Refused> {
        match words.trim().parse::<SourceCode>() {
            Ok(_) => self
                .source_coded(ask, words)
                .map(Some)
                .map_err(|why| why.at(field)),
            Err(_) => Ok(None),
        }
    }
}

/// Who gave or took, in words: the source as code and kind, and what was written.
pub(super) fn hand(
    naming: &Naming<'_>,
    brief: &Brief,
    (source, words): (&str, &str),
) -> Result<String, WorkspaceError> {
    let mut told = Vec::new();
    for value in brief.values(source) {
        if let Value::Reference(to) = value
            && let Some(named) = naming.by_id(*to)?
        {
            told.push(named.caption);
        }
    }
    let words = super::custody::text(naming, brief, words);
    told.extend((!words.is_empty()).then_some(words));
    Ok(told.join(", "))
}

//! Finding records by words.

use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use crate::overview::TypeCount;

/// Hits on one page.
pub const HITS: usize = 30;

/// One page of what was found.
#[derive(Debug, Clone, serde::Serialize)]
pub struct SearchPage {
    /// What was looked for.
    pub words: String,
    /// How many records were found (of the type, when one was chosen).
    pub total: usize,
    /// This page, from 0.
    pub page: usize,
    /// How many pages.
    pub pages: usize,
    /// How many of each type were found.
    pub by_type: Vec<TypeCount>,
    /// The records.
    pub hits: Vec<SearchHit>,
}

/// A record found.
#[derive(Debug, Clone, serde::Serialize)]
pub struct SearchHit {
    /// The record.
    pub named: Named,
    /// Where the words stand: before, the word, after.
    pub snippet: Option<(String, String, String)>,
}

impl Workspace {
    /// Records that hold all the words, in any of the languages.
    ///
    /// # Errors
    /// When the type is not there, or the view cannot be read.
    pub fn search(
        &self,
        ask: &Asking,
        words: &str,
        record_type: Option<&str>,
        page: usize,
    ) -> Result<SearchPage, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        if let Some(code) = record_type.filter(|c| naming.schema.record_type(c).is_none()) {
            return Err(WorkspaceError::no_such_type(naming.schema, code));
        }
        let found = self.view.search(
            &ask.reader,
            words,
            record_type,
            page.saturating_mul(HITS)..page.saturating_add(1).saturating_mul(HITS),
        )?;
        let hits = found
            .hits
            .into_iter()
            .map(|hit| {
                Ok(SearchHit {
                    named: naming.named(&hit.brief)?,
                    snippet: hit.snippet,
                })
            })
            .collect::<Result<_, WorkspaceError>>()?;
        Ok(SearchPage {
            words: words.to_owned(),
            total: found.total,
            page,
            pages: found.total.div_ceil(HITS).max(1),
            by_type: found
                .by_type
                .into_iter()
                .map(|(code, n)| TypeCount {
                    label: naming.plural(&code),
                    code,
                    count: n as u64,
                })
                .collect(),
            hits,
        })
    }
}

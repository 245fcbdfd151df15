//! Finding records by words.

use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use crate::overview::TypeCount;
use aigaq_view::{Brief, Found, FoundOfType, Hit, Piece, SearchedWords};

/// Hits on one page.
pub const HITS: usize = 30;
/// Other names that stand with a hit; its page tells all.
const SPELLINGS: usize = 4;
/// Hits of each type on the page of all types.
const FIRST_HITS: usize = 5;
/// Types that people look for first, in this order; the others follow by their codes.
const FIRST_TYPES: [&str; 5] = ["actor", "event", "act", "case", "restriction"];

/// One page of what was found. Records that are one stand once.
#[derive(Debug, Clone, serde::Serialize)]
pub struct SearchPage {
    /// What was looked for.
    pub words: String,
    /// How many records were found (of the type, when one was chosen).
    pub total: usize,
    /// So many of them do not hold the words: they have names that are written nearly so.
    pub near: usize,
    /// More was asked for than is read.
    pub cut: bool,
    /// This page, from 0.
    pub page: usize,
    /// How many pages.
    pub pages: usize,
    /// How many of each type were found.
    pub by_type: Vec<TypeCount>,
    /// The records.
    pub hits: Vec<SearchHit>,
}

/// The first that was found of each type.
#[derive(Debug, Clone, serde::Serialize)]
pub struct SearchOverview {
    /// How many records were found.
    pub total: usize,
    /// More was asked for than is read.
    pub cut: bool,
    /// Type by type.
    pub groups: Vec<SearchGroup>,
}

/// What was found of one type.
#[derive(Debug, Clone, serde::Serialize)]
pub struct SearchGroup {
    /// The type, and how many were found.
    pub of: TypeCount,
    /// The first of them.
    pub hits: Vec<SearchHit>,
}

/// A record found; of those that are one, the one that stands for them.
#[derive(Debug, Clone, serde::Serialize)]
pub struct SearchHit {
    /// The record.
    pub named: Named,
    /// How many records are one with it, itself among them.
    pub records: usize,
    /// Other names it has, and those that are one with it, with the words marked: the first of them.
    pub spellings: Vec<Vec<Piece>>,
    /// How many more such names there are.
    pub more_spellings: usize,
    /// What it is called, with the words marked.
    pub caption: Vec<Piece>,
    /// The label of the property in which the words stand, and where.
    pub snippet: Option<(String, Vec<Piece>)>,
    /// Not the words were found, but a name that is written nearly so.
    pub near: bool,
}

impl Workspace {
    /// Records that hold all the words, in any of the languages and scripts, and names that are written nearly so.
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
        let found = self.found(ask, words)?;
        let (mut hits, mut start, mut near) = (Vec::new(), 0_usize, 0);
        let first = page.saturating_mul(HITS);
        for group in &found.groups {
            if record_type.is_none_or(|t| t == group.record_type) {
                let from = first.saturating_sub(start);
                let to = first.saturating_add(HITS).saturating_sub(start);
                hits.extend(self.named_hits(&naming, words, group, from..to)?);
                start += group.len();
                near += group.len() - group.exact;
            }
        }
        Ok(SearchPage {
            words: words.to_owned(),
            total: start,
            near,
            cut: found.cut,
            page,
            pages: start.div_ceil(HITS).max(1),
            by_type: found.groups.iter().map(|g| count(&naming, g)).collect(),
            hits,
        })
    }

    /// As [`Workspace::search`]: the first of each type, and how many there are.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn search_all(&self, ask: &Asking, words: &str) -> Result<SearchOverview, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let found = self.found(ask, words)?;
        let groups: Vec<SearchGroup> = found
            .groups
            .iter()
            .map(|group| {
                Ok(SearchGroup {
                    of: count(&naming, group),
                    hits: self.named_hits(&naming, words, group, 0..FIRST_HITS)?,
                })
            })
            .collect::<Result<_, WorkspaceError>>()?;
        Ok(SearchOverview {
            total: found.groups.iter().map(FoundOfType::len).sum(),
            cut: found.cut,
            groups,
        })
    }

    fn found(&self, ask: &Asking, words: &str) -> Result<Found, WorkspaceError> {
        let mut found = self.view.find(&ask.reader, words)?;
        let sameness = self.sameness()?;
        for group in &mut found.groups {
            if let Some(up) = sameness.counted.of(&group.record_type) {
                group.keep_one_of_each(up);
            }
        }
        let rank = |code: &str| FIRST_TYPES.iter().position(|t| *t == code);
        found
            .groups
            .sort_by_key(|g| rank(&g.record_type).unwrap_or(FIRST_TYPES.len()));
        Ok(found)
    }

    fn named_hits(
        &self,
        naming: &Naming<'_>,
        words: &str,
        group: &FoundOfType,
        page: std::ops::Range<usize>,
    ) -> Result<Vec<SearchHit>, WorkspaceError> {
        let marking = SearchedWords::of(words).read_in(naming.ask.language);
        let hits = self.view.hits(&naming.ask.reader, &marking, group, page)?;
        hits.into_iter()
            .map(|hit| self.named_hit(naming, &marking, hit))
            .collect()
    }

    fn named_hit(
        &self,
        naming: &Naming<'_>,
        marking: &SearchedWords,
        hit: Hit,
    ) -> Result<SearchHit, WorkspaceError> {
        let mut members = Vec::new();
        for id in self.one_with(hit.brief.id)? {
            members.extend(self.view.brief(&naming.ask.reader, id)?);
        }
        let named = naming.named(members.first().unwrap_or(&hit.brief))?;
        let mut names: Vec<&str> = Vec::new();
        for (_, name) in members.iter().flat_map(Brief::names) {
            if name != named.caption && !names.contains(&name) {
                names.push(name);
            }
        }
        let snippet = hit.snippet.filter(|(_, pieces)| {
            let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            !names.iter().take(SPELLINGS).any(|name| *name == text)
        });
        Ok(SearchHit {
            caption: marking.marked(&named.caption),
            records: members.len().max(1),
            spellings: names
                .iter()
                .take(SPELLINGS)
                .map(|name| marking.marked(name))
                .collect(),
            more_spellings: names.len().saturating_sub(SPELLINGS),
            snippet: snippet.map(|(property, pieces)| {
                let label = naming.property_label(&hit.brief.record_type, &property);
                (label, pieces)
            }),
            near: hit.near,
            named,
        })
    }
}

fn count(naming: &Naming<'_>, group: &FoundOfType) -> TypeCount {
    TypeCount {
        label: naming.plural(&group.record_type),
        code: group.record_type.clone(),
        count: group.len() as u64,
    }
}

//! Articles of treaties as rights: "ICCPR 9, 21; UDHR 20" by the crosswalks of the list of rights.
//!
//! One article can carry several rights (UDHR 3: life, liberty, security). Which is meant shows in the company
//! it keeps: each article gives the right that most of the articles named speak for; a right that has the
//! article as its first or as the whole article counts a little more than one that has a paragraph of it;
//! where all is equal, the one that stands first in the list. What this gets wrong, a mapping says itself, in
//! `values`.

use crate::reason;
use aigaq_schema::{List, Reason};
use std::collections::{BTreeMap, HashMap};

/// For one right: its place in the list and its weight under an article.
type Candidate = (usize, u32);

/// The crosswalk from treaty articles to rights.
#[derive(Debug, Clone, Default)]
pub struct Articles {
    codes: Vec<String>,
    by_article: HashMap<(String, String), Vec<Candidate>>,
}

impl Articles {
    /// The crosswalk in the `maps` of a list.
    #[must_use]
    pub fn of(list: &List) -> Self {
        let mut all = Self::default();
        for (place, entry) in list.entries().iter().enumerate() {
            all.codes.push(entry.code.clone());
            for (treaty, articles) in &entry.maps {
                for (nth, article) in articles.iter().enumerate() {
                    let whole = article.split('(').next().unwrap_or_default();
                    let weight = if nth == 0 && whole == article { 10 } else { 9 };
                    let under = all
                        .by_article
                        .entry((treaty.to_lowercase(), whole.to_owned()))
                        .or_default();
                    match under.iter_mut().find(|(p, _)| *p == place) {
                        Some((_, old)) => *old = weight.max(*old),
                        None => under.push((place, weight)),
                    }
                }
            }
        }
        all
    }

    /// The rights that a text of articles names, in the order of the list; `Err` with the first piece that is
    /// no article, or when no article is in the crosswalk.
    ///
    /// # Errors
    /// The piece that cannot be read, with what is wrong.
    pub fn rights(&self, text: &str) -> Result<Vec<&str>, Reason> {
        let mut named: Vec<&[Candidate]> = Vec::new();
        for treaty in text.split(';') {
            let treaty = treaty.trim();
            let Some((name, articles)) = treaty.split_once(' ') else {
                return Err(reason::no_article(treaty));
            };
            for article in articles.split(',') {
                let article = article.trim();
                if !article.starts_with(|c: char| c.is_ascii_digit()) {
                    return Err(reason::not_an_article(article, name));
                }
                let whole = article.split('(').next().unwrap_or(article);
                if let Some(candidates) = self
                    .by_article
                    .get(&(name.to_lowercase(), whole.to_owned()))
                {
                    named.push(candidates);
                }
            }
        }
        let mut score: BTreeMap<usize, u32> = BTreeMap::new();
        for (place, weight) in named.iter().flat_map(|c| c.iter()) {
            *score.entry(*place).or_default() += weight;
        }
        let mut chosen: Vec<usize> = named
            .iter()
            .filter_map(|candidates| {
                candidates
                    .iter()
                    .map(|(place, _)| *place)
                    .max_by_key(|p| (score.get(p).copied(), std::cmp::Reverse(*p)))
            })
            .collect();
        chosen.sort_unstable();
        chosen.dedup();
        if chosen.is_empty() {
            return Err(reason::unknown_articles(crate::error::shortened(text, 60)));
        }
        Ok(chosen.into_iter().map(|p| self.codes[p].as_str()).collect())
    }
}

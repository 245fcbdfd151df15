//! References to law: `Criminal Code 174(2)`.

use std::fmt;

/// A provision as a source named it: the law, and article, part and version where given.
///
/// What a country calls its codes stands in its pack; here the name is kept as told, so nothing is lost
/// when a law is not in a list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LawReference {
    /// The law or code, as named.
    pub code: String,
    /// The article, as printed (`174`, `488-1`).
    pub article: Option<String>,
    /// The part or paragraph (`2`).
    pub part: Option<String>,
    /// The date of the version meant (ISO 8601), where told: laws change.
    pub version: Option<String>,
}

impl LawReference {
    /// Reads `Criminal Code 174(2)`, `Administrative Code 488`, `Law on peaceful assemblies`.
    /// Never fails: what is not an article at the end belongs to the name. `None` for an empty text.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let whole = || Self {
            code: text.to_owned(),
            article: None,
            part: None,
            version: None,
        };
        let Some((name, tail)) = text.rsplit_once([' ', '\u{a0}']) else {
            return Some(whole());
        };
        let (article, part) = match tail.strip_suffix(')').and_then(|t| t.split_once('(')) {
            Some((article, part)) => (article, Some(part)),
            None => (tail, None),
        };
        let numeric = |s: &str| {
            s.starts_with(|c: char| c.is_ascii_digit())
                && s.chars()
                    .all(|c| c.is_ascii_digit() || matches!(c, '-' | '.'))
        };
        // "of 2020" is a year in a title, not an article.
        let after_word = ["of", "in", "года", "от"]
            .iter()
            .any(|w| name.ends_with(&format!(" {w}")));
        if !numeric(article) || after_word || part.is_some_and(str::is_empty) {
            return Some(whole());
        }
        Some(Self {
            code: name.trim_end().to_owned(),
            article: Some(article.to_owned()),
            part: part.map(str::to_owned),
            version: None,
        })
    }
}

impl fmt::Display for LawReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        if let Some(article) = &self.article {
            write!(f, " {article}")?;
        }
        if let Some(part) = &self.part {
            write!(f, "({part})")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn article_and_part_are_found_at_the_end() {
        let law = LawReference::read("Criminal Code 174(2)").unwrap();
        assert_eq!(
            (
                law.code.as_str(),
                law.article.as_deref(),
                law.part.as_deref()
            ),
            ("Criminal Code", Some("174"), Some("2"))
        );
        let law = LawReference::read("Administrative Code 488-1").unwrap();
        assert_eq!(law.article.as_deref(), Some("488-1"));
    }

    #[test]
    fn a_name_without_an_article_stays_whole() {
        for text in [
            "Law on peaceful assemblies",
            "Administrative Code",
            "Law of 2020",
            "Criminal Code 174()",
        ] {
            assert_eq!(LawReference::read(text).unwrap().to_string(), text);
        }
        assert!(LawReference::read("  ").is_none());
    }
}

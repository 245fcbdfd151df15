//! Addresses within these pages: written with every part encoded, read with care.

use std::fmt;

pub(crate) use aigaq_counting::address::encode;

/// The longest path with its query that is read, in bytes.
pub(crate) const LONGEST: usize = 8 * 1024;

/// A path and the pairs behind its question mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    path: String,
    pairs: Vec<(&'static str, String)>,
}

impl Address {
    /// A path that needs no encoding.
    pub(crate) fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            pairs: Vec::new(),
        }
    }

    /// The same with one more pair.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.pairs.push((name, value.into()));
        self
    }

    /// The same with one more pair, if there is a value.
    #[must_use]
    pub(crate) fn with_some(self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.path)?;
        for (index, (name, value)) in self.pairs.iter().enumerate() {
            let sign = if index == 0 { '?' } else { '&' };
            write!(out, "{sign}{name}={}", encode(value))?;
        }
        Ok(())
    }
}

/// The page of a record.
pub(crate) fn record(id: impl fmt::Display) -> String {
    format!("/record/{id}")
}

/// The count with these parameters, as the workspace writes them.
pub(crate) fn of_count(parameters: &str) -> String {
    format!("/count?{parameters}")
}

/// Where to go back to: a path on this site and nothing else, so that no link can lead elsewhere
/// through us. Falls back to the start page.
pub(crate) fn back(wished: Option<&str>) -> String {
    let start = || "/".to_owned();
    let Some(path) = wished else { return start() };
    let leads_away = !path.starts_with('/')
        || path.starts_with("//")
        || path.contains('\\')
        || path.bytes().any(|byte| !(0x21..=0x7e).contains(&byte))
        || path.len() > LONGEST;
    let page = path.split(['?', '#']).next().unwrap_or_default();
    if leads_away || matches!(page, "/lock" | "/unlock" | "/language") || page.starts_with("/open/")
    {
        return start();
    }
    path.to_owned()
}

/// The address, if it is one of the web and fit to be a link.
pub(crate) fn web(text: &str) -> Option<&str> {
    let text = text.trim();
    let scheme = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let web = scheme.starts_with("http://") || scheme.starts_with("https://");
    let clean = !text.chars().any(|c| c.is_whitespace() || c.is_control());
    (web && clean).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_never_leaves_the_site() {
        for evil in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example/",
            "/a\r\nSet-Cookie: x",
            "/\tevil",
            "evil",
            "",
            "/unlock?back=/x",
            "/lock",
        ] {
            assert_eq!(back(Some(evil)), "/", "{evil}");
        }
        assert_eq!(back(None), "/");
        for good in [
            "/",
            "/records/act?where=type%3DLIB&page=2",
            "/record/x#history",
        ] {
            assert_eq!(back(Some(good)), good);
        }
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        assert_eq!(
            web(" https://example.org/a?b "),
            Some("https://example.org/a?b")
        );
        assert_eq!(web("HTTP://EXAMPLE.ORG"), Some("HTTP://EXAMPLE.ORG"));
        for not in [
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://x",
            "https://a b",
            "",
            "құқық",
        ] {
            assert_eq!(web(not), None, "{not}");
        }
    }

    #[test]
    fn every_part_is_encoded() {
        let address = Address::new("/records/act")
            .with("where", "type==A&B|C")
            .with_some("q", Some("құқық"))
            .with_some("sort", None::<&str>);
        assert_eq!(
            address.to_string(),
            "/records/act?where=type%3D%3DA%26B%7CC&q=%D2%9B%D2%B1%D2%9B%D1%8B%D2%9B"
        );
    }
}

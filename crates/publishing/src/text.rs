//! Text from outside, made safe to print, and made into addresses and ids. It is cleaned and escaped where the
//! pictures are, [`aigaq_charts::text`], since both print it.

pub use aigaq_charts::text::{clean, escape, escape_into};

use aigaq_charts::text::printable;

/// A phrase as the beginning of a sentence.
#[must_use]
pub fn begun(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// An address that may become a link: `http` or `https`, with a host, and
/// without white space, quotes, angle brackets, backslashes or control
/// characters. Everything else is printed as text.
#[must_use]
pub fn web_address(address: &str) -> Option<&str> {
    let trimmed = address.trim();
    let (scheme, rest) = trimmed.split_once("://")?;
    let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host_first = rest.chars().next()?;
    let harmless = trimmed.chars().all(|c| {
        printable(c) == c && !c.is_whitespace() && !matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`')
    });
    (known && harmless && host_first.is_alphanumeric()).then_some(trimmed)
}

/// An HTML id made of any text: letters and digits of ASCII stay, everything
/// else is written as its code, so that two texts never share an id.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == '-' {
            out.push(c);
        } else {
            out.push_str(&format!("_{:x}_", c as u32));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_web_addresses_become_links() {
        assert!(web_address("https://example.org/a?b=c&d=é").is_some());
        assert!(web_address("HTTP://example.org").is_some());
        for bad in [
            "javascript:alert(1)",
            "java\nscript://x",
            "data:text/html,<b>",
            "//example.org",
            "https://",
            "https:// example.org",
            "https://example.org/\"onmouseover=",
            "file:///etc/passwd",
            "https://exa\u{202E}mple.org",
            "",
        ] {
            assert_eq!(web_address(bad), None, "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn different_texts_have_different_ids(a in any::<String>(), b in any::<String>()) {
            prop_assert_eq!(a == b, slug(&a) == slug(&b));
        }
    }
}

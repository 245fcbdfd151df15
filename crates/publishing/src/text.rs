//! Text from outside, made safe to print: the one place where it is cleaned
//! and escaped.

/// What stands where a character was that may not be printed: visible, so
/// that nothing disappears in silence.
const REPLACEMENT: char = '\u{FFFD}';

/// The character as it may be printed, on one line.
///
/// Control characters, bidirectional embeddings, overrides and isolates
/// (which can make a name read as another) and noncharacters become U+FFFD;
/// line breaks and tabs become spaces.
const fn printable(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        '\u{0}'..='\u{1F}'
        | '\u{7F}'..='\u{9F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}'
        | '\u{FDD0}'..='\u{FDEF}' => REPLACEMENT,
        other if (other as u32) & 0xFFFE == 0xFFFE => REPLACEMENT,
        other => other,
    }
}

/// Text on one line without characters that may not be printed; a run of
/// white space becomes one space, a no-break space stays what it is.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim_start_matches('\u{FEFF}').chars().map(printable) {
        if c == ' ' && out.ends_with(' ') {
            continue;
        }
        out.push(c);
    }
    out
}

/// Cleans and escapes text for the content of an HTML element or for an
/// attribute in double quotes, and appends it to `out`.
pub fn escape_into(out: &mut String, text: &str) {
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
}

/// [`escape_into`] as a new string.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    escape_into(&mut out, text);
    out
}

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
    fn markup_is_printed_and_not_obeyed() {
        assert_eq!(
            escape("<script>alert(\"1\")</script> & 'x'"),
            "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;"
        );
    }

    #[test]
    fn an_override_of_direction_is_made_visible() {
        assert_eq!(clean("abc\u{202E}fdp.exe"), "abc\u{FFFD}fdp.exe");
        assert_eq!(clean("a\u{0}b\u{1b}c"), "a\u{FFFD}b\u{FFFD}c");
        assert_eq!(clean("one\r\n\ttwo"), "one two");
        assert_eq!(clean("1\u{A0}414"), "1\u{A0}414");
    }

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
        fn nothing_escaped_can_open_a_tag_or_close_an_attribute(text in any::<String>()) {
            let escaped = escape(&text);
            prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
            prop_assert!(!escaped.chars().any(char::is_control));
        }

        #[test]
        fn different_texts_have_different_ids(a in any::<String>(), b in any::<String>()) {
            prop_assert_eq!(a == b, slug(&a) == slug(&b));
        }
    }
}

//! Text from outside, made safe to print: the one place where it is cleaned
//! and escaped, for pictures and for publications.

/// What stands where a character was that may not be printed: visible, so
/// that nothing disappears in silence.
const REPLACEMENT: char = '\u{FFFD}';

/// The character as it may be printed, on one line.
///
/// Control characters, bidirectional embeddings, overrides and isolates
/// (which can make a name read as another) and noncharacters become U+FFFD;
/// line breaks and tabs become spaces.
#[must_use]
pub const fn printable(c: char) -> char {
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

/// Cleans and escapes text for the content of an element of HTML or XML or for an
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

    proptest! {
        #[test]
        fn nothing_escaped_can_open_a_tag_or_close_an_attribute(text in any::<String>()) {
            let escaped = escape(&text);
            prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
            prop_assert!(!escaped.chars().any(char::is_control));
        }
    }
}

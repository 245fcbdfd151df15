//! The words of an html page: its text with a blank line between blocks, without scripts, styles and menus.

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// Whether a text is an html page.
#[must_use]
pub fn is_html(text: &str) -> bool {
    let head: String = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .chars()
        .take(2_000)
        .collect::<String>()
        .to_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || head.starts_with("<?xml") && head.contains("<html")
        || head.starts_with('<') && (head.contains("<body") || head.contains("<p>"))
}

/// The words of a page.
#[must_use]
pub fn words_of(page: &str) -> String {
    let tokenizer = Tokenizer::new(Words::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(page));
    while let TokenizerResult::Script(()) = tokenizer.feed(&input) {}
    tokenizer.end();
    let words = tokenizer.sink.0.into_inner();
    words.text
}

#[derive(Default)]
struct State {
    text: String,
    /// Names of the elements left out that are open.
    left_out: Vec<String>,
    /// How many line ends are due before the next words.
    due: usize,
    space: bool,
    preformatted: usize,
}

#[derive(Default)]
struct Words(RefCell<State>);

/// Elements whose words are no part of the document.
fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "nav"
            | "footer"
            | "form"
            | "button"
            | "select"
            | "svg"
            | "head"
            | "iframe"
            | "aside"
    )
}

/// Elements before and behind which a line ends: two ends make a block of its own.
fn breaks(name: &str) -> usize {
    match name {
        "br" | "tr" | "dt" | "dd" => 1,
        "p" | "div" | "section" | "article" | "header" | "main" | "h1" | "h2" | "h3" | "h4"
        | "h5" | "h6" | "ul" | "ol" | "table" | "blockquote" | "figure" | "figcaption" | "hr"
        | "pre" | "body" | "title" | "dl" | "li" => 2,
        _ => 0,
    }
}

impl State {
    fn words(&mut self, words: &str) {
        for c in words.chars() {
            if c.is_whitespace() && c != '\u{a0}' {
                if self.preformatted > 0 && c == '\n' {
                    self.due = self.due.max(1);
                }
                self.space = true;
                continue;
            }
            if self.due > 0 {
                if !self.text.is_empty() {
                    let have = self.text.len() - self.text.trim_end_matches('\n').len();
                    for _ in have..self.due {
                        self.text.push('\n');
                    }
                }
            } else if self.space && !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
            self.due = 0;
            self.space = false;
            self.text.push(c);
        }
    }

    fn tag(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        if is_left_out(name) {
            if tag.kind == TagKind::StartTag && !tag.self_closing {
                self.left_out.push(name.to_owned());
            } else if let Some(at) = self.left_out.iter().rposition(|open| open == name) {
                self.left_out.truncate(at);
            }
            self.due = self.due.max(2);
            return;
        }
        // A page that forgets to close its head has words none the less.
        if name == "body" {
            self.left_out.retain(|open| open != "head");
        }
        if name == "pre" {
            self.preformatted = match tag.kind {
                TagKind::StartTag => self.preformatted + 1,
                TagKind::EndTag => self.preformatted.saturating_sub(1),
            };
        }
        let due = breaks(name);
        if due > 0 {
            self.due = self.due.max(due);
        }
        if name == "li" && tag.kind == TagKind::StartTag && self.left_out.is_empty() {
            self.words("• ");
        }
    }
}

impl TokenSink for Words {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(words) if state.left_out.is_empty() => state.words(&words),
            Token::TagToken(tag) => {
                state.tag(&tag);
                let opens = tag.kind == TagKind::StartTag && !tag.self_closing;
                match &*tag.name {
                    "script" if opens => {
                        return TokenSinkResult::RawData(RawKind::ScriptData);
                    }
                    "style" | "iframe" | "noscript" if opens => {
                        return TokenSinkResult::RawData(RawKind::Rawtext);
                    }
                    "title" | "textarea" if opens => {
                        return TokenSinkResult::RawData(RawKind::Rcdata);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_stand_apart_and_menus_scripts_and_styles_are_left_out() {
        let page = "<!doctype html><html><head><title>T</title><style>p{}</style></head><body><nav>Home</nav>\
            <h1>A &amp; B</h1><p>One\n two<br>three</p><script>var x = '<p>no</p>';</script><ul><li>four</li></ul></body></html>";
        assert!(is_html(page));
        assert_eq!(words_of(page), "A & B\n\nOne two\nthree\n\n• four");
    }

    #[test]
    fn what_is_never_closed_is_read_to_its_end() {
        assert_eq!(words_of("<html><body><p>words <b>more"), "words more");
        assert_eq!(words_of("<script>never closed"), "");
        assert!(!is_html("A text < with a sign"));
    }
}

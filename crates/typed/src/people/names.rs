//! What looks like a name: words with capitals, initials, the small words of Kazakh, Arabic and European names.

/// Small words inside names.
const INSIDE: &str = "оглы оглу кызы угли ұлы улы қызы кизи uly kyzy qyzy oglu ogly van von de da di el al bin ibn бин ибн эль аль оф фон ван де да";

/// A word that may stand in a name: it begins with a capital letter and holds only letters, hyphens, apostrophes, points.
fn is_word(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.all(|c| {
            c.is_alphabetic()
                || is_mark(c)
                || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | 'ʼ' | '.')
        })
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..'\u{370}').contains(&c)
}

/// A word of all capitals and more than three letters is a family name in many forms; up to three it is an
/// abbreviation («МВД», «РК»), unless it is initials.
fn is_abbreviation(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    (2..=3).contains(&letters) && !word.contains('.') && word.chars().all(char::is_uppercase)
}

/// «И.», «И.И.», "A.B.": initials alone.
pub(super) fn is_initials(text: &str) -> bool {
    !text.is_empty()
        && text.split(' ').all(|word| {
            let mut pieces = word.split('.').filter(|p| !p.is_empty()).peekable();
            word.contains('.')
                && pieces.peek().is_some()
                && pieces.all(|p| {
                    p.chars().count() <= 2 && p.chars().next().is_some_and(char::is_uppercase)
                })
        })
}

/// A family name (or other single word) alone.
pub(super) fn is_one_word_name(text: &str) -> bool {
    !text.contains(' ') && is_word(text) && !is_abbreviation(text)
}

/// The whole text looks like one person's name: up to six words of which each may stand in a name.
pub(super) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
    if words.is_empty() || words.len() > 6 || is_initials(text) {
        return false;
    }
    let small = |word: &str| INSIDE.split(' ').any(|w| w == word.to_lowercase());
    words[0].chars().next().is_some_and(char::is_uppercase)
        && words.iter().all(|w| is_word(w) || small(w))
        && words
            .iter()
            .any(|w| is_word(w) && !is_initials(w) && !is_abbreviation(w))
}

/// The text begins with a word of a name.
pub(super) fn begins_like_name(text: &str) -> bool {
    text.split([' ', ','])
        .next()
        .is_some_and(|word| is_word(word) && !is_abbreviation(word))
}

//! A code proposed from a label: Cyrillic letters as Latin ones, everything else a stroke below.

use super::LONGEST_CODE;

/// Letters of Russian and Kazakh, and what stands for them in a code.
const LETTERS: [(char, &str); 42] = [
    ('а', "a"),
    ('ә', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('ғ', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ё', "e"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('й', "i"),
    ('к', "k"),
    ('қ', "q"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('ң', "n"),
    ('о', "o"),
    ('ө', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ұ', "u"),
    ('ү', "u"),
    ('ф', "f"),
    ('х', "h"),
    ('һ', "h"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "sch"),
    ('ъ', ""),
    ('ы', "y"),
    ('і', "i"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
];

/// A code for what has this label: the first of its words that fit, in Latin letters. Empty when the label has no
/// letter that we can write in one.
#[must_use]
pub fn proposed_code(label: &str) -> String {
    let mut code = String::new();
    for letter in label.chars().flat_map(char::to_lowercase) {
        if code.len() > LONGEST_CODE * 2 {
            break;
        }
        if letter.is_ascii_alphanumeric() {
            code.push(letter);
        } else if let Some((_, latin)) = LETTERS.iter().find(|(of, _)| *of == letter) {
            code.push_str(latin);
        } else if !code.is_empty() && !code.ends_with('_') {
            code.push('_');
        }
    }
    let mut code = code
        .trim_start_matches(|c: char| !c.is_ascii_lowercase())
        .to_owned();
    if code.len() > LONGEST_CODE {
        // At a word's end, where there is one not far back.
        code.truncate(LONGEST_CODE);
        if let Some(end) = code.rfind('_').filter(|end| *end > LONGEST_CODE / 2) {
            code.truncate(end);
        }
    }
    code.truncate(code.trim_end_matches('_').len());
    code
}

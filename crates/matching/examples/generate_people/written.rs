//! How a name is written: in which letters, in which order, with which slips.

use crate::Somebody;
use crate::chance::Chance;

fn feminine(family: &str) -> String {
    if family.ends_with("ов")
        || family.ends_with("ев")
        || family.ends_with("ёв")
        || family.ends_with("ин")
    {
        format!("{family}а")
    } else {
        family.to_owned()
    }
}

fn patronymic(father: &str, female: bool, turkic: bool) -> String {
    if turkic {
        return format!("{father}{}", if female { "қызы" } else { "ұлы" });
    }
    let end = if female { "на" } else { "ич" };
    match father.chars().last() {
        Some('й') if father.ends_with("ий") => {
            format!("{}ьев{end}", father.trim_end_matches("ий"))
        }
        Some('й') => format!("{}ев{end}", father.trim_end_matches('й')),
        Some('ь') => format!("{}ев{end}", father.trim_end_matches('ь')),
        Some('а' | 'я' | 'ы' | 'і' | 'и') => format!("{father}ев{end}"),
        _ => format!("{father}ов{end}"),
    }
}

fn russian(word: &str) -> String {
    let mut out = String::new();
    for (from, to) in [("гүл", "гуль"), ("Гүл", "Гуль"), ("сел", "сель")] {
        if word.ends_with(from) {
            return russian(word.trim_end_matches(from)) + to;
        }
    }
    for letter in word.chars() {
        out.push(match letter {
            'ә' => 'а',
            'Ә' => 'А',
            'ғ' => 'г',
            'Ғ' => 'Г',
            'қ' => 'к',
            'Қ' => 'К',
            'ң' => 'н',
            'ө' => 'о',
            'Ө' => 'О',
            'ұ' | 'ү' => 'у',
            'Ұ' | 'Ү' => 'У',
            'һ' => 'х',
            'і' => 'и',
            'І' => 'И',
            other => other,
        });
    }
    out
}

/// Latin letters after one of six usages.
fn latin(word: &str, usage: u64) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for letter in word.chars() {
        let low: char = letter.to_lowercase().next().unwrap_or(letter);
        let vowel_before = "аәеёиоөуұүыіэюя ьъ".contains(before);
        let after: String = match (low, usage) {
            ('ә', 4) => "ä".into(),
            ('ө', 4) => "ö".into(),
            ('ү', 4) => "ü".into(),
            ('ұ', 4) => "ū".into(),
            ('қ', 4 | 5) => "q".into(),
            ('ғ', 4) => "ğ".into(),
            ('ш', 4) => "ş".into(),
            ('ж', 3..=5) => "j".into(),
            ('у', 4) => "u".into(),
            ('ы', 4) => "y".into(),
            ('і', 4) => "ı".into(),
            ('й', 1 | 3) => "i".into(),
            ('х', 3 | 4) => "h".into(),
            ('е', 0) if vowel_before => "ye".into(),
            ('ё', 0) => "yo".into(),
            ('ё', _) => "e".into(),
            ('ц', _) => "ts".into(),
            ('ч', _) => "ch".into(),
            ('ш', _) => "sh".into(),
            ('щ', _) => "shch".into(),
            ('ж', _) => "zh".into(),
            ('х', _) => "kh".into(),
            ('ю', 1) => "iu".into(),
            ('я', 1) => "ia".into(),
            ('ю', _) => "yu".into(),
            ('я', _) => "ya".into(),
            ('ь' | 'ъ', _) => String::new(),
            ('а' | 'ә', _) => "a".into(),
            ('б', _) => "b".into(),
            ('в', _) => "v".into(),
            ('г' | 'ғ', _) => "g".into(),
            ('д', _) => "d".into(),
            ('е' | 'э', _) => "e".into(),
            ('з', _) => "z".into(),
            ('и' | 'і', _) => "i".into(),
            ('й' | 'ы', _) => "y".into(),
            ('к' | 'қ', _) => "k".into(),
            ('л', _) => "l".into(),
            ('м', _) => "m".into(),
            ('н' | 'ң', _) => "n".into(),
            ('о' | 'ө', _) => "o".into(),
            ('п', _) => "p".into(),
            ('р', _) => "r".into(),
            ('с', _) => "s".into(),
            ('т', _) => "t".into(),
            ('у' | 'ұ' | 'ү', _) => "u".into(),
            ('ф', _) => "f".into(),
            (other, _) => other.to_string(),
        };
        if letter.is_uppercase() {
            let mut letters = after.chars();
            out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            out.push_str(letters.as_str());
        } else {
            out.push_str(&after);
        }
        before = low;
    }
    out
}

/// One letter left out, doubled, changed, or two changed about; never the first.
fn slip(c: &mut Chance, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 4 {
        return word.to_owned();
    }
    let at = 1 + usize::try_from(c.below(letters.len() as u64 - 2)).unwrap_or(0);
    match c.below(4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        2 => letters.swap(at, at + 1),
        _ => {
            let other = usize::try_from(c.below(letters.len() as u64 - 1)).unwrap_or(0) + 1;
            letters[at] = letters[other];
        }
    }
    letters.into_iter().collect()
}

/// The name of somebody as one list tells it.
pub fn written(c: &mut Chance, who: &Somebody) -> String {
    let usage = c.below(100);
    let turkic = who.kazakh && c.hundred(40);
    let mut family = who.family.clone();
    if who.kazakh && c.hundred(4) {
        family = family
            .trim_end_matches("ов")
            .trim_end_matches("ев")
            .to_owned();
    } else if who.female {
        family = feminine(&family);
    }
    let mut words = [
        who.given.clone(),
        patronymic(&who.father, who.female, turkic),
        family,
    ];
    for word in &mut words {
        if usage >= 24 {
            *word = russian(word);
        }
        if usage >= 60 {
            *word = latin(word, (usage - 60) / 7);
        }
    }
    if c.hundred(7) {
        let which = [0, 0, 1, 2, 2, 2][usize::try_from(c.below(6)).unwrap_or(0)];
        words[which] = slip(c, &words[which]);
    }
    let [mut given, mut middle, family] = words;
    let with_middle = c.hundred(42);
    if c.hundred(6) {
        given = given.chars().take(1).chain(['.']).collect();
        middle = middle.chars().take(1).chain(['.']).collect();
        return match (with_middle, c.hundred(50)) {
            (true, true) => format!("{family} {given}{middle}"),
            (true, false) => format!("{given}{middle} {family}"),
            (false, true) => format!("{given} {family}"),
            (false, false) => format!("{family} {given}"),
        };
    }
    match (with_middle, c.hundred(50)) {
        (true, true) => format!("{family} {given} {middle}"),
        (true, false) => format!("{given} {middle} {family}"),
        (false, true) => format!("{family} {given}"),
        (false, false) => format!("{given} {family}"),
    }
}

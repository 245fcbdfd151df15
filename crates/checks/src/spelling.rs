//! Names as they sound, so that spellings of one name meet: Kazakh, Russian and Latin letters.
//!
//! The key is coarse on purpose where transliterations differ (kh/h, q/k, y/i/j, zh/j, ev/iev, doubled letters), and
//! exact elsewhere; what is left of difference is counted in letters by the rule that compares.

use aigaq_schema::fold::fold;

/// One Cyrillic letter, folded, in coarse Latin.
fn latin(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'ы' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' | 'щ' => "sh",
        'ь' => "",
        'ю' => "iu",
        'я' => "ia",
        _ => return None,
    })
}

/// How a word of a name sounds.
pub(crate) fn sound(word: &str) -> String {
    let mut letters = String::new();
    for c in fold(word).chars() {
        match latin(c) {
            Some(text) => letters.push_str(text),
            None if c.is_alphanumeric() => letters.push(c),
            None => {}
        }
    }
    for (from, to) in [
        ("sch", "sh"),
        ("kh", "h"),
        ("gh", "g"),
        ("zh", "j"),
        ("dj", "j"),
        ("dzh", "j"),
        ("x", "ks"),
        ("q", "k"),
        ("w", "v"),
        ("yev", "ev"),
        ("iev", "ev"),
        ("aev", "aev"),
        ("ay", "ai"),
        ("y", "i"),
        ("ii", "i"),
        ("ck", "k"),
    ] {
        letters = letters.replace(from, to);
    }
    let mut heard = String::new();
    for c in letters.chars() {
        if !heard.ends_with(c) {
            heard.push(c);
        }
    }
    heard
}

/// The words of a name as they sound, in the order of the alphabet: "Kozlov, Vladimir" is "Vladimir Kozlov".
/// What stands in brackets is a remark, and "X's" is X.
pub(crate) fn sounds(name: &str) -> Vec<String> {
    let bare = without_remarks(name);
    let folded = fold(&bare).replace("'s ", " ");
    // A point is part of an abbreviation: U.S. is US.
    let folded = folded
        .strip_suffix("'s")
        .unwrap_or(&folded)
        .replace(['.', '\''], "");
    let mut all: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(sound)
        .filter(|w| !w.is_empty())
        .collect();
    all.sort();
    all
}

/// A name without what stands in brackets.
pub(crate) fn without_remarks(name: &str) -> String {
    let mut depth = 0usize;
    let bare: String = name
        .chars()
        .filter(|c| match c {
            '(' | '[' => {
                depth += 1;
                false
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect();
    // A name that is all brackets is its own.
    if bare.trim().is_empty() {
        return name.to_owned();
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_sound_alike() {
        for (a, b) in [
            ("Max Bokayev", "Maks Bokaev"),
            ("Нурсултан Назарбаев", "Nursultan Nazarbayev"),
            ("Kadyr-Kasiyet", "Kadyr-kassiyet"),
            ("Lukpan Akhmedyarov", "Лукпан Ахмедяров"),
            ("Radio Azattyq", "Radio Azattyk"),
            ("U.S. Department of State", "US Department of State"),
            ("RFE/RL's Kazakh Service", "RFE/RL Kazakh Service"),
            ("Құрманғазы Қадыров", "Курмангазы Кадыров"),
        ] {
            assert_eq!(sounds(a), sounds(b), "{a} {b}");
        }
        assert_ne!(sounds("Aset Abishev"), sounds("Aset Mataev"));
    }
}

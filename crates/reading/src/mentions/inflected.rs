//! Names in Russian cases: their nominative.

/// A person's name in the nominative, as far as endings tell: «Алексея Навального» → «Алексей Навальный».
pub(crate) fn nominative(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let russian = name.chars().any(|c| ('а'..='я').contains(&c));
    if !russian {
        return name.to_owned();
    }
    let known = |text: &str| {
        let parsed = aigaq_names::parse(text);
        parsed.tokens().first().and_then(aigaq_names::Token::sex)
    };
    let first = words.first().copied().unwrap_or_default();
    if words.len() < 2 {
        return surname(first, None);
    }
    // The given name tells the sex, and whether the name stands in a case at all.
    let forms = given(first);
    let found = forms
        .iter()
        .find_map(|form| known(form).map(|sex| (form.clone(), sex)));
    // «Бекова Марата»: the surname first.
    if let [surname_first, last] = words.as_slice()
        && is_surname(surname_first)
        && let Some(last) = given(last).into_iter().find(|form| is_given(form))
    {
        let whole = surname(surname_first, known(&last));
        return format!("{whole} {last}");
    }
    // «Нарын Бекова»: a man's name that ends so would be declined with his surname; she stands in the nominative.
    let is_whole = found.as_ref().is_some_and(|(form, _)| form == first);
    if is_whole && first.ends_with(|c: char| !"аеёиоуыэюяьй".contains(c)) && words.len() == 2
    {
        return name.to_owned();
    }
    let (first, sex) = found.map_or((first.to_owned(), None), |(form, sex)| (form, Some(sex)));
    let mut all = vec![first];
    all.extend(words[1..].iter().map(|word| surname(word, sex)));
    all.join(" ")
}

fn is_given(word: &str) -> bool {
    aigaq_names::parse(word)
        .part(aigaq_names::Role::Given)
        .is_some()
}

/// «Бекова», «Петрову»: what ends like a surname in some case.
fn is_surname(word: &str) -> bool {
    let stem = word.trim_end_matches(['а', 'у', 'ы', 'е']);
    let endings = ["ов", "ев", "ёв", "ин"];
    word.chars().count() > 4 && endings.iter().any(|ending| stem.ends_with(ending))
}

fn cut(word: &str, letters: usize) -> &str {
    let at = word
        .char_indices()
        .rev()
        .nth(letters.saturating_sub(1))
        .map_or(0, |(at, _)| at);
    &word[..at]
}

/// Beginnings of women's names that end with «ия», where a man's name would end with «ий».
const IN_IYA: [&str; 14] = [
    "Мари",
    "Юли",
    "Лиди",
    "Софи",
    "Виктори",
    "Анастаси",
    "Ксени",
    "Натали",
    "Клавди",
    "Лили",
    "Эмили",
    "Амали",
    "Зульфи",
    "Рузи",
];

/// What a given name may be in the nominative, the word itself first.
fn given(word: &str) -> Vec<String> {
    if matches!(
        word,
        "Али"
            | "Вели"
            | "Вали"
            | "Гали"
            | "Гаджи"
            | "Хаджи"
            | "Мехди"
            | "Махди"
            | "Назлы"
            | "Ники"
    ) {
        return vec![word.to_owned()];
    }
    let mut all = vec![word.to_owned()];
    let last = word.chars().last().unwrap_or(' ');
    let stem = cut(word, 1);
    match last {
        'а' => all.push(stem.to_owned()),
        'я' => all.extend([format!("{stem}й"), format!("{stem}ь")]),
        'у' => all.extend([format!("{stem}а"), stem.to_owned()]),
        // «Марию» and «Юрию» end alike, and are of a woman and of a man.
        'ю' if IN_IYA.iter().any(|begin| word.starts_with(begin)) => all.push(format!("{stem}я")),
        'ю' => all.extend([format!("{stem}й"), format!("{stem}я"), format!("{stem}ь")]),
        'е' => all.extend([
            format!("{stem}а"),
            format!("{stem}я"),
            stem.to_owned(),
            format!("{stem}й"),
        ]),
        'ы' => all.push(format!("{stem}а")),
        'и' => all.extend([format!("{stem}я"), format!("{stem}а"), format!("{stem}й")]),
        'м' => {
            let stem = cut(word, 2);
            all.extend([stem.to_owned(), format!("{stem}й"), format!("{stem}ь")]);
        }
        'й' => {
            let stem = cut(word, 2);
            all.extend([format!("{stem}а"), format!("{stem}я")]);
        }
        _ => {}
    }
    // The word itself is tried last where it looks like a case of another: «Алексея».
    if all.len() > 1 && matches!(last, 'у' | 'ю' | 'ы' | 'м' | 'и' | 'е') {
        all.rotate_left(1);
    }
    all
}

/// A surname in the nominative.
fn surname(word: &str, sex: Option<aigaq_names::Sex>) -> String {
    use aigaq_names::Sex::{Female, Male};
    // «Султонзода», «Султонзоду», of men and women alike.
    for ending in ["зоду", "зоды", "зоде", "зодой"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| !stem.is_empty()) {
            return format!("{stem}зода");
        }
    }
    let ends = |endings: &[&'static str]| {
        endings
            .iter()
            .copied()
            .find(|ending| word.len() > ending.len() + 4 && word.ends_with(ending))
    };
    if let Some(ending) = ends(&["ского", "скому", "ским", "ском", "цкого", "цкому", "цким"])
    {
        let stem = &word[..word.len() - ending.len()];
        let begin: String = ending.chars().take(2).collect();
        return format!("{stem}{begin}ий");
    }
    if let Some(ending) = ends(&[
        "ного", "ному", "ным", "лого", "лому", "того", "тому", "рого", "вого",
    ]) {
        let stem = &word[..word.len() - ending.len()];
        let begin: String = ending.chars().take(1).collect();
        if sex != Some(Female) {
            return format!("{stem}{begin}ый");
        }
    }
    for base in ["ов", "ев", "ёв", "ин", "ын"] {
        for (ending, female) in [
            ("а", sex == Some(Female)),
            ("у", sex == Some(Female)),
            ("ой", true),
            ("ым", false),
            ("е", sex == Some(Female)),
            ("ых", false),
        ] {
            let whole = format!("{base}{ending}");
            if word.len() > whole.len() + 2 && word.ends_with(&whole) {
                let stem = &word[..word.len() - ending.len()];
                // «Иванова» of an unknown sex is left as it stands.
                if sex.is_none() && ending == "а" {
                    return word.to_owned();
                }
                return if female {
                    format!("{stem}а")
                } else {
                    stem.to_owned()
                };
            }
        }
    }
    if sex == Some(Female)
        && let Some(ending) = ends(&["ской", "цкой", "скую", "цкую"])
    {
        let stem = &word[..word.len() - ending.len()];
        let begin: String = ending.chars().take(2).collect();
        return format!("{stem}{begin}ая");
    }
    if sex == Some(Male) {
        let last = word.chars().last().unwrap_or(' ');
        let before = cut(word, 1).chars().last().unwrap_or(' ');
        let consonant = !"аеёиоуыэюяьй".contains(before);
        return match last {
            'а' | 'у' if consonant => cut(word, 1).to_owned(),
            'я' | 'ю' => format!("{}й", cut(word, 1)),
            'м' if word.ends_with("ом") || word.ends_with("ем") => cut(word, 2).to_owned(),
            _ => word.to_owned(),
        };
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::nominative;

    #[test]
    fn a_name_in_a_case_is_given_in_the_nominative() {
        for (written, name) in [
            ("Алексея Навального", "Алексей Навальный"),
            ("Алексей Навальный", "Алексей Навальный"),
            ("Марии Алехиной", "Мария Алехина"),
            ("Сергея Удальцова", "Сергей Удальцов"),
            ("Михаилом Ходорковским", "Михаил Ходорковский"),
            ("Max Bokayev", "Max Bokayev"),
        ] {
            assert_eq!(nominative(written), name);
        }
    }
}

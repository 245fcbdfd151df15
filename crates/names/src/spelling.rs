//! Letters to sounds: Russian, Kazakh and neighbouring Cyrillic; Kazakh Latin of 2018 and 2021; English, German and
//! French romanisations.

use crate::phones::{
    A, B, CH, D, E, F, G, GERMAN_S, GERMAN_SCH, H, I, K, L, LATIN_CH, LATIN_J, M, N, O, OE, P,
    Phones, R, S, SH, T, TS, U, V, YO, Z, ZH, is_vowel,
};

/// In which manner Latin letters are used; judged for a whole name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// English, Kazakh Latin, or nothing that tells.
    #[default]
    Plain,
    /// German: sch, tsch, -ow, j for й, s for з.
    German,
    /// French: ou, tch, ï, ch for ш.
    French,
}

/// The style of a name, by all its letters in lower case.
pub(crate) fn style(name: &[char]) -> Style {
    let (mut latin, mut v, mut w, mut j, mut sch, mut tsch, mut ow) =
        (false, false, false, false, false, false, false);
    let mut french = false;
    for (at, letter) in name.iter().enumerate() {
        latin |= letter.is_ascii_lowercase();
        let next = name.get(at + 1);
        match letter {
            'v' => v = true,
            'w' => w = true,
            'j' => j = true,
            's' => sch |= next == Some(&'c') && name.get(at + 2) == Some(&'h'),
            't' | 'd'
                if name[at..].starts_with(&['t', 's', 'c', 'h'])
                    || name[at..].starts_with(&['d', 's', 'c', 'h']) =>
            {
                tsch = true;
            }
            't' => french |= next == Some(&'c') && name.get(at + 2) == Some(&'h'),
            'o' => {
                french |= next == Some(&'u');
                ow |= next == Some(&'w');
            }
            'e' => ow |= next == Some(&'w'),
            'ï' => french = true,
            _ => {}
        }
    }
    let w = w && !v;
    if latin && (tsch || sch && (w || j) || w && (ow || j)) {
        Style::German
    } else if latin && french {
        Style::French
    } else {
        Style::Plain
    }
}

/// The sounds of one word, given in lower case without apostrophes, points and hyphens.
pub(crate) fn phones(word: &[char], style: Style) -> Phones {
    let mut all = Phones::EMPTY;
    let mut at = 0;
    while at < word.len() {
        at += if is_cyrillic(word[at]) {
            cyrillic(&word[at..], &mut all)
        } else {
            latin(word, at, style, &mut all)
        };
    }
    tidy(&all)
}

/// One spelling for the glide: «ье», «ие», "ye", "ie", "je" behind a vowel and at the beginning are е; й and и are one.
fn tidy(raw: &Phones) -> Phones {
    let raw = raw.as_slice();
    let mut all = Phones::EMPTY;
    for (at, sound) in raw.iter().copied().enumerate() {
        let before = all.as_slice().last().copied();
        let next = raw.get(at + 1).copied();
        let after_vowel = before.is_none_or(|b| is_vowel(b) && b != I);
        if sound == I && after_vowel && matches!(next, Some(E | YO)) {
            continue;
        }
        all.push_single(sound);
    }
    all
}

pub(crate) fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

/// Reads one Cyrillic letter (or дж); answers how many letters were read.
fn cyrillic(word: &[char], all: &mut Phones) -> usize {
    let one = match word[0] {
        'а' | 'ә' | 'ӓ' | 'ӑ' => A,
        'б' => B,
        'в' => V,
        'г' | 'ғ' | 'ґ' | 'ѓ' => G,
        'д' if word.get(1) == Some(&'ж') => {
            all.push(ZH);
            return 2;
        }
        'д' => D,
        'е' | 'э' => E,
        'є' => {
            all.push(I);
            E
        }
        'ё' => YO,
        'ж' | 'җ' | 'ҷ' | 'ӂ' | 'џ' => ZH,
        'з' | 'ҙ' => Z,
        'и' | 'й' | 'і' | 'ы' | 'ӣ' | 'ј' | 'ѝ' => I,
        'ї' => I,
        'к' | 'қ' | 'ҡ' | 'ҝ' | 'ӄ' => K,
        'л' => L,
        'м' => M,
        'н' | 'ң' | 'ҥ' => N,
        'о' => O,
        'ө' | 'ӧ' => OE,
        'п' => P,
        'р' => R,
        'с' | 'ҫ' => S,
        'т' => T,
        'у' | 'ұ' | 'ү' | 'ў' | 'ӯ' | 'ӱ' => U,
        'ф' => F,
        'х' | 'һ' | 'ҳ' => H,
        'ц' => TS,
        'ч' | 'ҹ' => CH,
        'ш' | 'щ' => SH,
        'ю' => {
            all.push(I);
            U
        }
        'я' => {
            all.push(I);
            A
        }
        // Soft and hard signs, and what no name is written with.
        _ => return 1,
    };
    all.push(one);
    1
}

/// Reads one Latin letter or group; answers how many letters were read.
fn latin(word: &[char], at: usize, style: Style, all: &mut Phones) -> usize {
    let here = &word[at..];
    let next = here.get(1).copied();
    let is = |group: &str| {
        here.len() >= group.len() && group.bytes().zip(here).all(|(g, c)| char::from(g) == *c)
    };
    let mut take = |sound, letters| {
        all.push(sound);
        letters
    };
    let last = at.checked_sub(1).map(|b| word[b]);
    let after_vowel = last.is_some_and(is_latin_vowel);
    let before_vowel = next.is_some_and(is_latin_vowel);
    match here[0] {
        'a' | 'á' | 'ä' | 'à' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' | 'ə' => take(A, 1),
        'b' => take(B, 1),
        'c' if is("ch") => take(if style == Style::German { H } else { LATIN_CH }, 2),
        'c' if is("ck") => take(K, 2),
        'c' if matches!(next, Some('e' | 'i' | 'y' | 'é')) => {
            take(if style == Style::French { S } else { TS }, 1)
        }
        'c' if is("cz") => take(CH, 2),
        'c' => take(K, 1),
        'ç' | 'č' | 'ć' => take(CH, 1),
        'd' if is("dsch") => take(ZH, 4),
        'd' if is("dzh") => take(ZH, 3),
        'd' if is("dj") || is("dž") => take(ZH, 2),
        'd' => take(D, 1),
        'e' | 'é' | 'è' | 'ê' | 'ē' | 'ě' | 'ę' | 'ė' => take(E, 1),
        'ë' => take(YO, 1),
        'f' => take(F, 1),
        'g' if is("gh") => take(G, 2),
        'g' if style == Style::French
            && next == Some('u')
            && matches!(here.get(2), Some('e' | 'i' | 'é' | 'y')) =>
        {
            take(G, 2)
        }
        'g' | 'ğ' | 'ģ' | 'ǵ' => take(G, 1),
        'h' | 'ḩ' | 'ḥ' => take(H, 1),
        'i' if is("io") && !is("iou") && !after_vowel && at > 0 => take(YO, 2),
        'i' | 'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => take(I, 1),
        // Behind a vowel and before a consonant no ж stands: Ajdos, Ibraj.
        'j' if style == Style::German || after_vowel && !before_vowel => {
            if is("jo") && !after_vowel && at > 0 {
                take(YO, 2)
            } else {
                take(I, 1)
            }
        }
        'j' => take(LATIN_J, 1),
        'k' if is("kh") => take(H, 2),
        'k' | 'q' => take(K, 1),
        'l' | 'ł' => take(L, 1),
        'm' => take(M, 1),
        'n' | 'ñ' | 'ń' | 'ň' | 'ŋ' => take(N, 1),
        'o' if is("ou") || is("oo") => take(U, 2),
        'o' | 'ò' | 'ô' | 'õ' | 'ō' => take(O, 1),
        'ó' | 'ö' | 'ő' | 'ø' => take(OE, 1),
        'p' if is("ph") => take(F, 2),
        'p' => take(P, 1),
        'r' => take(R, 1),
        's' if is("shch") => take(SH, 4),
        's' if is("sch") => take(GERMAN_SCH, 3),
        's' if is("sh") => take(SH, 2),
        's' if is("ss") => take(S, 2),
        's' => take(if style == Style::German { GERMAN_S } else { S }, 1),
        'ş' | 'ș' | 'š' | 'ś' => take(SH, 1),
        'ß' => take(S, 1),
        't' if is("tsch") => take(CH, 4),
        't' if is("tch") => take(CH, 3),
        't' if next == Some('ş') || next == Some('š') => take(CH, 2),
        // Seithan is Сейіт-хан, Martha has one т.
        't' if is("th") && !(after_vowel && here.get(2) == Some(&'a')) => take(T, 2),
        't' if is("ts") && here.get(2) == Some(&'h') => take(CH, 3),
        't' if is("ts") || is("tz") && here.get(2) != Some(&'h') => take(TS, 2),
        't' => take(T, 1),
        'u' | 'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ý' => take(U, 1),
        'v' | 'w' => take(V, 1),
        // Uzbek and Kazakh x is х, elsewhere it is кс.
        'x' if at == 0 || word.iter().any(|c| matches!(c, '‘' | 'ʻ')) => take(H, 1),
        'x' => {
            all.push(K);
            all.push(S);
            1
        }
        'y' if is("yo") && !is("you") && !after_vowel && at > 0 => take(YO, 2),
        'y' | 'ÿ' => take(I, 1),
        'z' if is("zh") => take(ZH, 2),
        'z' => take(if style == Style::German { TS } else { Z }, 1),
        'ž' | 'ź' | 'ż' => take(ZH, 1),
        _ => 1,
    }
}

fn is_latin_vowel(c: char) -> bool {
    matches!(
        c,
        'a' | 'e'
            | 'i'
            | 'o'
            | 'u'
            | 'y'
            | 'á'
            | 'ä'
            | 'é'
            | 'è'
            | 'ë'
            | 'ï'
            | 'ı'
            | 'ó'
            | 'ö'
            | 'ú'
            | 'ü'
            | 'ū'
            | 'ý'
            | 'â'
            | 'ō'
            | 'ā'
    )
}

/// Bits of [`may_begin_with`] beside those of the sounds: a glide and a vowel (я, ю, "ya", "iu").
pub(crate) const GLIDE: u32 = 1 << 30;
/// ы, which Latin writes as y and Russian as и.
pub(crate) const DEEP_I: u32 = 1 << 31;

/// A bit for each sound that a word may begin with, by its letters; more for an initial, which shows one letter only.
pub(crate) fn may_begin_with(word: &[char], phones: &Phones, style: Style, initial: bool) -> u32 {
    let bit = |sound: u8| 1_u32 << sound;
    let all = |sounds: &[u8]| sounds.iter().fold(0, |sum, sound| sum | bit(*sound));
    let (Some(first), Some(letter)) = (phones.as_slice().first().copied(), word.first()) else {
        return 0;
    };
    if initial && word.len() == 1 {
        return bit(first)
            | match (letter, style) {
                ('y', _) => return bit(E) | bit(YO) | GLIDE | DEEP_I,
                ('i', _) => GLIDE,
                ('я' | 'ю', _) => return GLIDE,
                ('ы', _) => DEEP_I,
                ('ё', _) => bit(E),
                ('j', Style::German) => bit(E) | GLIDE,
                ('j', _) => bit(ZH) | bit(E) | GLIDE,
                ('c', _) => all(&[CH, SH, TS, S, LATIN_CH]),
                ('s', Style::German) => all(&[S, Z, SH, ZH]),
                ('s', _) => bit(SH),
                ('d', Style::German | Style::French) => bit(ZH),
                ('t', Style::German | Style::French) => all(&[CH, TS]),
                ('z', _) => all(&[Z, ZH, TS]),
                ('k', _) => bit(H),
                ('o' | 'ó' | 'ö', _) => all(&[OE, U]),
                ('u' | 'у', _) => bit(OE),
                ('x', _) => all(&[H, K]),
                ('е' | 'e', _) => bit(YO),
                _ => 0,
            };
    }
    match phones.as_slice() {
        [I, A | O | U | OE | YO, ..] => GLIDE,
        [I, ..] if matches!(letter, 'ы' | 'y') => bit(I) | DEEP_I,
        [LATIN_J, ..] => bit(ZH) | bit(LATIN_J) | GLIDE | bit(E),
        [LATIN_CH, ..] => all(&[LATIN_CH, CH, SH, H]),
        [GERMAN_SCH, ..] => all(&[GERMAN_SCH, SH, ZH]),
        [GERMAN_S, ..] => all(&[S, Z]),
        [OE, ..] => all(&[OE, O, U]),
        [YO, ..] => all(&[YO, E]) | GLIDE,
        _ => bit(first),
    }
}

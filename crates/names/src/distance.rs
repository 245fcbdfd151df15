//! How far two words are apart, in letters: what spellings regularly differ in costs little, a slip of the hand one.

use crate::phones::{
    A, B, CH, COUNT, D, E, F, G, GERMAN_S, GERMAN_SCH, H, I, K, LATIN_CH, LATIN_J, LONGEST, N, O,
    OE, P, Phone, S, SH, T, TS, U, V, YO, Z, ZH, is_vowel,
};

/// One whole letter wrong.
pub(crate) const LETTER: u16 = 20;

/// The first letter wrong: hands slip less there, and names part there.
const FIRST: u16 = 34;

/// Pairs of sounds that spellings confuse, with what that costs in twentieths of a letter.
const NEAR: &[(Phone, Phone, u8)] = &[
    (A, E, 10),
    (A, O, 14),
    (E, I, 7),
    (O, U, 6),
    (OE, O, 0),
    (OE, U, 2),
    (OE, E, 8),
    (OE, YO, 2),
    (YO, E, 0),
    (YO, O, 3),
    (YO, I, 6),
    (I, U, 10),
    (K, H, 5),
    (G, H, 9),
    (G, K, 10),
    (Z, S, 7),
    (TS, Z, 6),
    (TS, S, 8),
    (B, P, 11),
    (D, T, 12),
    (V, F, 8),
    (V, U, 8),
    (V, B, 14),
    (SH, CH, 8),
    (SH, ZH, 9),
    (SH, S, 9),
    (ZH, Z, 9),
    (LATIN_J, ZH, 0),
    (LATIN_J, I, 1),
    (LATIN_J, Z, 9),
    (LATIN_J, GERMAN_SCH, 1),
    (LATIN_CH, CH, 0),
    (LATIN_CH, SH, 1),
    (LATIN_CH, H, 1),
    (LATIN_CH, K, 6),
    (LATIN_CH, GERMAN_SCH, 1),
    (GERMAN_SCH, SH, 0),
    (GERMAN_SCH, ZH, 1),
    (GERMAN_SCH, CH, 8),
    (GERMAN_S, S, 0),
    (GERMAN_S, Z, 0),
    (GERMAN_S, TS, 6),
];

const COST: [[u8; COUNT]; COUNT] = costs();

const fn costs() -> [[u8; COUNT]; COUNT] {
    let mut table = [[20; COUNT]; COUNT];
    let mut at = 0;
    while at < COUNT {
        table[at][at] = 0;
        at += 1;
    }
    let mut at = 0;
    while at < NEAR.len() {
        let (a, b, cost) = NEAR[at];
        table[a as usize][b as usize] = cost;
        table[b as usize][a as usize] = cost;
        at += 1;
    }
    table
}

/// Whether two sounds are one in some spelling.
pub(crate) fn sounds_alike(a: Phone, b: Phone) -> bool {
    COST[usize::from(a)][usize::from(b)] <= 2
}

/// What it costs that a sound is not there: little for the glide beside a vowel, which spellings write or leave out.
fn absent(word: &[Phone], at: usize) -> u16 {
    let before = at.checked_sub(1).map(|b| word[b]);
    let after = word.get(at + 1).copied();
    let beside = before.is_some_and(is_vowel) || after.is_some_and(is_vowel);
    match word[at] {
        I if beside => 4,
        LATIN_J if after == Some(E) || after == Some(A) && before.is_some_and(is_vowel) => 4,
        U if before.is_some_and(is_vowel) && after.is_some_and(is_vowel) => 10,
        sound if is_vowel(sound) && (before == Some(sound) || after == Some(sound)) => 10,
        G if before == Some(N) => 9,
        H => 15,
        _ => LETTER,
    }
}

/// What it costs to read Latin "sh" as two letters.
const SH_OR_S_H: u16 = 3;

fn is_sh(sound: Phone) -> bool {
    matches!(sound, SH | GERMAN_SCH)
}

/// The distance of two words in twentieths of a letter; `most + 1` when it is more than `most`.
pub(crate) fn distance(a: &[Phone], b: &[Phone], most: u16) -> u16 {
    if a == b {
        return 0;
    }
    // Rows follow the shorter word, so that the table is the same whichever stands first.
    let mut gone_b = [0_u16; LONGEST];
    for (at, gone) in gone_b.iter_mut().enumerate().take(b.len()) {
        *gone = absent(b, at);
    }
    let mut rows = [[0_u16; LONGEST + 1]; 3];
    for at in 0..b.len() {
        rows[0][at + 1] = rows[0][at] + gone_b[at];
    }
    let (mut before, mut last, mut now) = (2, 0, 1);
    let mut least_before = 0;
    for i in 0..a.len() {
        let gone_a = absent(a, i);
        rows[now][0] = rows[last][0] + gone_a;
        let mut least = rows[now][0];
        let costs = &COST[usize::from(a[i])];
        for j in 0..b.len() {
            let mut instead = u16::from(costs[usize::from(b[j])]);
            if i + j == 0 && instead == LETTER {
                instead = FIRST;
            }
            let mut cost = (rows[last][j] + instead)
                .min(rows[last][j + 1] + gone_a)
                .min(rows[now][j] + gone_b[j]);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                cost = cost.min(rows[before][j - 1] + LETTER);
            }
            // "Ishakov" is Исхаков, too.
            if j > 0 && is_sh(a[i]) && b[j - 1] == S && b[j] == H {
                cost = cost.min(rows[last][j - 1] + SH_OR_S_H);
            }
            if i > 0 && is_sh(b[j]) && a[i - 1] == S && a[i] == H {
                cost = cost.min(rows[before][j] + SH_OR_S_H);
            }
            rows[now][j + 1] = cost;
            least = least.min(cost);
        }
        // Two sounds at once may jump over one row.
        if least.min(least_before) > most {
            return most + 1;
        }
        least_before = least;
        (before, last, now) = (last, now, before);
    }
    rows[last][b.len()].min(most + 1)
}

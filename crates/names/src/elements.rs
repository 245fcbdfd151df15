//! The last parts of compound Kazakh names: Нұр-лан, Нұр-жан, Назар-бай, Назар-хан. Two words that part in them are two
//! names, however few letters that makes.

use crate::distance::{LETTER, distance, sounds_alike};
use crate::phones::{A, B, D, E, G, H, I, K, L, M, N, O, Phone, R, S, SH, T, U, Z, ZH};

/// Longer ones stand before those they end with.
const LAST: &[&[Phone]] = &[
    &[ZH, A, M, A, L],
    &[S, U, L, T, A, N],
    &[D, A, U, L, E, T],
    &[B, E, R, G, E, N],
    &[T, E, M, I, R],
    &[B, O, L, A, T],
    &[M, U, R, A, T],
    &[M, I, R, Z, A],
    &[G, A, Z, I],
    &[B, E, R, D, I],
    &[G, E, L, D, I],
    &[K, E, L, D, I],
    &[S, E, I, T],
    &[S, U, L, U],
    &[SH, A, SH],
    &[G, A, L, I],
    &[K, A, L, I],
    &[N, I, A, Z],
    &[K, O, ZH, A],
    &[B, I, K, E],
    &[B, O, L],
    &[B, E, K],
    &[B, A, I],
    &[H, A, N],
    &[K, A, N],
    &[ZH, A, N],
    &[L, A, N],
    &[T, A, I],
    &[T, A, S],
    &[G, U, L],
    &[K, U, L],
    &[N, U, R],
    &[A, L, I],
];

/// What stands before the last part of a word, and that part; none when the word is no compound.
fn parted(word: &[Phone]) -> Option<(&[Phone], &'static [Phone])> {
    LAST.iter().find_map(|last| {
        let head = word
            .len()
            .checked_sub(last.len())
            .filter(|head| *head >= 2)?;
        let ends = word[head..]
            .iter()
            .zip(*last)
            .all(|(a, b)| sounds_alike(*a, *b));
        ends.then_some((&word[..head], *last))
    })
}

/// Both words are compounds of one beginning that part in their last parts, or one of them is the other's beginning:
/// «Назарбай» and «Назархан», «Базарбай» and «Базар».
pub(crate) fn end_differently(a: &[Phone], b: &[Phone]) -> bool {
    let one = |x: &[Phone], y: &[Phone]| distance(x, y, LETTER) <= LETTER / 2;
    match (parted(a), parted(b)) {
        (Some((a_head, a_last)), Some((b_head, b_last))) if one(a_head, b_head) => {
            !one(a_last, b_last)
        }
        (Some((head, _)), _) if one(head, b) => true,
        (_, Some((head, _))) if one(head, a) => true,
        _ => false,
    }
}

/// The word ends with one of the last parts of compounds.
pub(crate) fn is_compound(word: &[Phone]) -> bool {
    parted(word).is_some()
}

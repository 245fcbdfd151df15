//! The fonts that come with the program (`crates/press/fonts/`).

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::Font;

/// The fonts, as their files.
pub(crate) const FONTS: [&[u8]; 9] = [
    include_bytes!("../fonts/PTF55F.ttf"),
    include_bytes!("../fonts/PTF56F.ttf"),
    include_bytes!("../fonts/PTF75F.ttf"),
    include_bytes!("../fonts/PTF76F.ttf"),
    include_bytes!("../fonts/PTS55F.ttf"),
    include_bytes!("../fonts/PTS56F.ttf"),
    include_bytes!("../fonts/PTS75F.ttf"),
    include_bytes!("../fonts/PTM55F.ttf"),
    include_bytes!("../fonts/DejaVuSans.ttf"),
];

static READ: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files = FONTS.into_iter();
    files
        .filter_map(|file| Font::new(Bytes::new(file), 0))
        .collect()
});

/// The fonts, read.
pub(crate) fn read() -> &'static [Font] {
    &READ
}

/// Every letter that one of the fonts has, a bit each: the fonts themselves look through lists.
static LETTERS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut letters = Vec::new();
    for letter in read().iter().flat_map(|font| font.info().coverage.iter()) {
        let (word, bit) = (letter / 64, letter % 64);
        let word = usize::try_from(word).unwrap_or_default();
        if letters.len() <= word {
            letters.resize(word + 1, 0);
        }
        if let Some(word) = letters.get_mut(word) {
            *word |= 1 << bit;
        }
    }
    letters
});

/// Has one of the fonts this letter?
pub(crate) fn have(letter: char) -> bool {
    let letter = u32::from(letter);
    let word = usize::try_from(letter / 64).unwrap_or_default();
    LETTERS
        .get(word)
        .is_some_and(|word| word >> (letter % 64) & 1 == 1)
}

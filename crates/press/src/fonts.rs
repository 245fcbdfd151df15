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

/// Has one of the fonts this letter?
pub(crate) fn have(letter: char) -> bool {
    read()
        .iter()
        .any(|font| font.info().coverage.contains(letter.into()))
}

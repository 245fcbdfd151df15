//! Charts in a word processor: the drawing itself, and dots for programs that know no drawings.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::fonts::FONTS;

/// Dots for each px of the drawing: 192 to the inch.
const SCALE: f32 = 2.0;

static LETTERS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut letters = fontdb::Database::new();
    for font in FONTS {
        letters.load_font_data(font.to_vec());
    }
    Arc::new(letters)
});

/// A chart, ready to be laid in.
pub(super) struct Picture {
    pub svg: String,
    pub png: Vec<u8>,
    /// Width and height in px.
    pub size: (f32, f32),
}

/// None when the drawing cannot be read: what it shows then stands in its table alone.
pub(super) fn picture(svg: &str) -> Option<Picture> {
    let options = Options {
        font_family: "PT Sans".to_owned(),
        fontdb: Arc::clone(&LETTERS),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).ok()?;
    let size = tree.size();
    let whole = size.to_int_size().scale_by(SCALE)?;
    let mut dots = Pixmap::new(whole.width(), whole.height())?;
    dots.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(
        &tree,
        Transform::from_scale(SCALE, SCALE),
        &mut dots.as_mut(),
    );
    Some(Picture {
        svg: svg.to_owned(),
        png: dots.encode_png().ok()?,
        size: (size.width(), size.height()),
    })
}

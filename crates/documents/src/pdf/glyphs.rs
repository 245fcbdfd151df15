//! The letters of a page, where they stand: what is drawn, without drawing it.

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Device, GlyphDrawMode, Image, Paint, PathDrawMode, SoftMask,
};
use kurbo::{Affine, BezPath, Point};
use std::collections::HashMap;

/// Glyphs count a thousand units to the size of their font.
const UNITS: f64 = 1000.0;
/// How wide a letter is, of its size, where its font does not tell.
const USUAL_WIDTH: f64 = 0.5;

/// A letter of a page, or several drawn as one; sizes and places in points, from the upper left corner of the page.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub(super) words: String,
    pub(super) x: f64,
    pub(super) end: f64,
    /// The line it stands on.
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) bold: bool,
    /// It stands at an angle (a watermark, the side of a table).
    pub(super) turned: bool,
}

/// What is seen of a page.
pub(super) struct Seen {
    pub(super) glyphs: Vec<Letter>,
    /// Signs of which the file does not tell the letter.
    pub(super) unread: usize,
    pub(super) pictures: usize,
    width: f64,
    height: f64,
    /// Whether a font is bold, by its key.
    bold: HashMap<u128, bool>,
}

impl Seen {
    pub(super) fn on(width: f64, height: f64) -> Self {
        Self {
            glyphs: Vec::new(),
            unread: 0,
            pictures: 0,
            width,
            height,
            bold: HashMap::new(),
        }
    }

    fn is_bold(&mut self, glyph: &Glyph<'_>) -> bool {
        let Glyph::Outline(glyph) = glyph else {
            return false;
        };
        *self.bold.entry(glyph.font_cache_key()).or_insert_with(|| {
            glyph.font_data().is_some_and(|font| {
                let name = font.postscript_name.unwrap_or_default().to_lowercase();
                font.weight.is_some_and(|weight| weight >= 600)
                    || ["bold", "black", "heavy"].iter().any(|w| name.contains(w))
            })
        })
    }
}

/// Letters that are cast as one are several; other signs for a space are a space, and no sign of a file is one of ours.
fn plain(letter: char) -> String {
    let one = match letter {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        '\u{200b}' | '\u{feff}' | '\u{f8e0}' | '\u{f8e1}' => "",
        _ if letter.is_whitespace() || letter.is_control() => " ",
        _ => return letter.to_string(),
    };
    one.to_owned()
}

impl Device<'_> for Seen {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'_>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'_>,
        _: &GlyphDrawMode,
    ) {
        let whole = transform * glyph_transform;
        let [a, b, c, d, ..] = whole.as_coeffs();
        let at = whole * Point::ORIGIN;
        let size = c.hypot(d) * UNITS;
        let on_the_page =
            (-1.0..=self.width + 1.0).contains(&at.x) && (-1.0..=self.height + 1.0).contains(&at.y);
        // Not a number is on no page.
        if !on_the_page || !(0.5..=2000.0).contains(&size) {
            return;
        }
        let words = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => plain(letter),
            Some(BfString::String(letters)) => letters.chars().map(plain).collect(),
            None => {
                self.unread += 1;
                return;
            }
        };
        let advance = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width().map(f64::from),
            Glyph::Type3(_) => None,
        };
        let wide = advance.map_or(USUAL_WIDTH * size, |units| units * a.hypot(b));
        let again = self.glyphs.last().is_some_and(|last| {
            // Drawn twice, to look bold.
            last.words == words && (last.x - at.x).abs() < 0.1 * size && last.y == at.y
        });
        if again {
            return;
        }
        let bold = self.is_bold(glyph);
        self.glyphs.push(Letter {
            words,
            x: at.x,
            end: at.x + wide.clamp(0.0, 4.0 * size),
            y: at.y,
            size,
            bold,
            turned: b.abs() > 0.2 * a.abs() || a < 0.0,
        });
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {
        self.pictures += 1;
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

//! Printed pages (PDF, ISO 32000), read as a text with blocks.
//!
//! A pdf knows where letters stand, not what they say together: letters become lines ([`lines`]), lines are put in the
//! order of reading, page by page ([`pages`]), and joined into paragraphs across columns and pages ([`paragraphs`]).
//! What stands on every page is furniture; notes at the foot of pages stand behind the text. The parser is that of the
//! crate `hayro`, with which our own pages are set too.

mod glyphs;
mod lines;
mod pages;
mod paragraphs;

use crate::failure::{Failure, Kind};
use aigaq_reading::Laid;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page,
};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Most letters that are taken from a pdf: twice what a text may have.
const MOST_LETTERS: usize = 2 * aigaq_reading::LARGEST;
/// With fewer letters a page, and a picture on most pages, it is a scan with stamped page numbers.
const LETTERS_OF_A_SCAN: usize = 40;

/// The text of a pdf, with what its pages tell of its parts.
///
/// # Errors
/// [`Failure::Locked`] where it opens with a password only, [`Failure::Scanned`] where it has no text,
/// [`Failure::Damaged`] where its pages cannot be read, [`Failure::Swollen`] when it has more text than may be.
pub(crate) fn pdf(bytes: &[u8]) -> Result<Laid, Failure> {
    // The parser is another's, and files are hostile: a fault in it is a fault of the file, not of the program.
    catch_unwind(AssertUnwindSafe(|| read(bytes))).unwrap_or_else(|_| Err(damaged()))
}

fn damaged() -> Failure {
    Failure::Damaged { kind: Kind::Pdf }
}

fn read(bytes: &[u8]) -> Result<Laid, Failure> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|why| match why {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ) => Failure::Locked,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => damaged(),
    })?;
    let settings = InterpreterSettings {
        render_annotations: false,
        ..InterpreterSettings::default()
    };
    let cache = InterpreterCache::new();
    let (mut all, mut letters, mut unread, mut pictures) = (Vec::new(), 0, 0, 0);
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        let transform = page.initial_transform(true).to_kurbo();
        let bounds = kurbo::Rect::new(0.0, 0.0, width, height);
        let mut context = Context::new(transform, bounds, &cache, pdf.xref(), settings.clone());
        let mut seen = glyphs::Seen::on(width, height);
        interpret_page(page, &mut context, &mut seen);
        letters += seen.glyphs.len();
        unread += seen.unread;
        pictures += usize::from(seen.pictures > 0);
        if letters > MOST_LETTERS {
            return Err(Failure::Swollen {
                most: aigaq_reading::LARGEST as u64,
            });
        }
        let (lines, turned) = lines::lines(seen.glyphs);
        all.push(pages::Page {
            width,
            height,
            lines,
            turned,
        });
    }
    let count = all.len();
    if count == 0 {
        return Err(damaged());
    }
    let scanned = pictures * 2 > count && letters < LETTERS_OF_A_SCAN * count;
    if letters == 0 || scanned || unread > letters {
        let pages = count as u64;
        return Err(Failure::Scanned { pages });
    }
    Ok(paragraphs::laid(pages::ordered(all)))
}

//! Pictures shown safely: the dots of a photograph, and nothing else of its file.
//!
//! The process that reads a file ([`crate::Worker`]) decodes it within limits, turns it as its camera said, makes it
//! small enough for a page, and answers with bare dots ([`Dots`]). This process, which has the keys, never decodes
//! what came from outside; it encodes the dots anew ([`Picture::of`]), so that no byte of the original's file, and none
//! of what it says of place, time and camera, reaches a page.

use crate::media::Media;
use image::codecs::bmp::BmpDecoder;
use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::error::ImageError;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, Limits, Rgb, RgbImage};
use serde::{Deserialize, Serialize};
use std::io::Cursor;

/// The largest file of a picture that is read, in bytes.
pub const LARGEST_PICTURE: u64 = crate::LARGEST;
/// Longest side of a picture that is decoded, in dots.
const LONGEST_SIDE: u32 = 40_000;
/// Most dots of a picture that is decoded: telephones of today make 200 million.
const MOST_DOTS: u64 = 210_000_000;
/// Most bytes that decoding may take.
const MEMORY: u64 = 900 * 1024 * 1024;
/// The picture that is shown: no side of it is longer, in dots.
const SHOWN: u32 = 2400;
/// Of the hundred steps of quality of a jpeg. Print on a photographed page stays readable.
const QUALITY: u8 = 85;

/// What is asked of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// No side is to be longer, in dots; never more than 2,400.
    pub longest: u32,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { longest: SHOWN }
    }
}

/// The dots of a picture, three bytes each (red, green, blue), row by row from the top.
#[derive(Clone, PartialEq, Eq)]
pub struct Dots {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) bytes: Vec<u8>,
}

impl std::fmt::Debug for Dots {
    /// Shows no contents.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Dots({} × {})", self.width, self.height)
    }
}

impl Dots {
    /// Dots as another process told them; `None` where what it says of them does not fit.
    pub(crate) fn told((width, height): (u32, u32), bytes: Vec<u8>) -> Option<Self> {
        let fits = (1..=SHOWN).contains(&width) && (1..=SHOWN).contains(&height);
        let is_whole = || bytes.len() as u64 == u64::from(width) * u64::from(height) * 3;
        (fits && is_whole()).then_some(Self {
            width,
            height,
            bytes,
        })
    }
}

/// A picture, made here from its dots.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its width in dots.
    pub width: u32,
    /// Its height in dots.
    pub height: u32,
    /// A jpeg without anything but the picture.
    pub jpeg: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    /// Shows no contents.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} × {})", self.width, self.height)
    }
}

impl Picture {
    /// Encodes dots.
    ///
    /// # Errors
    /// [`Unshown::Broken`], which would be a fault of the program.
    pub fn of(dots: &Dots) -> Result<Self, Unshown> {
        let mut jpeg = Vec::new();
        JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
            .encode(
                &dots.bytes,
                dots.width,
                dots.height,
                ExtendedColorType::Rgb8,
            )
            .map_err(|_| Unshown::Broken)?;
        Ok(Self {
            width: dots.width,
            height: dots.height,
            jpeg,
        })
    }
}

/// Why a picture cannot be shown. Its original is kept all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Unshown {
    /// No kind of picture that is decoded.
    #[error("it is no picture that can be shown here")]
    NoPicture,
    /// Too many dots, or too many bytes.
    #[error("the picture is too large to be shown")]
    TooLarge,
    /// It is cut off, damaged, or made to do harm.
    #[error("the picture is damaged, or is not what it says it is")]
    Broken,
    /// The process that read it was ended or broke off.
    #[error("the process that read the picture was ended: it took too long, or met a fault")]
    BrokeOff,
}

/// Decodes a picture: for the process that reads files.
pub(crate) fn dots(bytes: &[u8], wanted: Wanted) -> Result<Dots, Unshown> {
    let input = Cursor::new(bytes);
    let refused = |why: ImageError| unshown(&why);
    match Media::of(bytes) {
        Media::Jpeg => decoded(JpegDecoder::new(input).map_err(refused)?, wanted),
        Media::Png => {
            let decoder = PngDecoder::with_limits(input, limits());
            decoded(decoder.map_err(refused)?, wanted)
        }
        Media::Gif => decoded(GifDecoder::new(input).map_err(refused)?, wanted),
        Media::Webp => decoded(WebPDecoder::new(input).map_err(refused)?, wanted),
        Media::Bmp => decoded(BmpDecoder::new(input).map_err(refused)?, wanted),
        _ => Err(Unshown::NoPicture),
    }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    limits
}

fn decoded(mut decoder: impl ImageDecoder, wanted: Wanted) -> Result<Dots, Unshown> {
    let (width, height) = decoder.dimensions();
    // Before anything is decoded: what a file says of its size costs it nothing.
    let is_large = u64::from(width) * u64::from(height) > MOST_DOTS;
    if is_large || width > LONGEST_SIDE || height > LONGEST_SIDE || decoder.total_bytes() > MEMORY {
        return Err(Unshown::TooLarge);
    }
    decoder.set_limits(limits()).map_err(|why| unshown(&why))?;
    // One that says it wrongly is shown as it lies.
    let turned = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder).map_err(|why| unshown(&why))?;
    let longest = wanted.longest.clamp(1, SHOWN);
    if image.width() > longest || image.height() > longest {
        // In whole numbers: other ways to make it smaller hold the large one twice, in fractions.
        image = image.thumbnail(longest, longest);
    }
    if let Some(turned) = turned {
        image.apply_orientation(turned);
    }
    let (width, height) = (image.width(), image.height());
    let bytes = on_white(image).into_raw();
    Dots::told((width, height), bytes).ok_or(Unshown::Broken)
}

/// What shows through lies on white, as on a page.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, alpha] = image.get_pixel(x, y).0;
        let laid = |part: u8| {
            let (part, alpha) = (u16::from(part), u16::from(alpha));
            u8::try_from((part * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        Rgb([laid(red), laid(green), laid(blue)])
    })
}

fn unshown(why: &ImageError) -> Unshown {
    match why {
        ImageError::Limits(_) => Unshown::TooLarge,
        _ => Unshown::Broken,
    }
}

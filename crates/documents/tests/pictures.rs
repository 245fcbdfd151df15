//! Pictures: only their dots come out, within limits, whatever their files hold or say.
#![expect(clippy::unwrap_used, reason = "tests may")]

use aigaq_documents::{Limits, Picture, PictureWanted, Reader, Unshown, Worker};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::Cursor;
use std::path::Path;
use std::time::{Duration, Instant};

const CANARY: &[u8] = b"43.238949N 76.889709E, phone of Aliya";

fn shown(bytes: &[u8]) -> Result<Picture, Unshown> {
    let read = Reader::Here.picture_unless(
        &mut Cursor::new(bytes.to_vec()),
        PictureWanted::default(),
        &|| false,
    );
    read.unwrap()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Left half red, right half blue.
fn red_and_blue(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| match x < width / 2 {
        true => Rgb([220, 10, 10]),
        false => Rgb([10, 10, 220]),
    })
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A jpeg whose Exif says that it lies on its side (orientation 6), with words that must not be seen.
fn with_exif() -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0".to_vec();
    exif.extend(2_u16.to_le_bytes());
    // Orientation, a short: 6.
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
    // ImageDescription, text behind the directory.
    let at = 8 + 2 + 2 * 12 + 4_u32;
    exif.extend([0x0e, 0x01, 2, 0]);
    exif.extend(u32::try_from(CANARY.len()).unwrap().to_le_bytes());
    exif.extend(at.to_le_bytes());
    exif.extend([0; 4]);
    exif.extend(CANARY);
    let image = red_and_blue(64, 32);
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder.set_exif_metadata(exif).unwrap();
    encoder
        .encode(&image, 64, 32, image::ExtendedColorType::Rgb8)
        .unwrap();
    assert!(holds(&bytes, CANARY), "the canary is in the original");
    bytes
}

fn dots(picture: &Picture) -> RgbImage {
    let image = image::load_from_memory_with_format(&picture.jpeg, ImageFormat::Jpeg).unwrap();
    image.into_rgb8()
}

#[test]
fn a_photograph_is_shown_upright_and_without_its_metadata() {
    let picture = shown(&with_exif()).unwrap();
    assert!(!holds(&picture.jpeg, CANARY) && !holds(&picture.jpeg, b"Exif"));
    assert_eq!(
        (picture.width, picture.height),
        (32, 64),
        "turned to the right"
    );
    let dots = dots(&picture);
    // What was left is above now.
    assert!(dots.get_pixel(16, 5).0[0] > 150 && dots.get_pixel(16, 60).0[2] > 150);
}

#[test]
fn every_kind_that_is_shown_comes_out_as_a_jpeg_of_the_same_dots() {
    let image = DynamicImage::ImageRgb8(red_and_blue(40, 20));
    for format in [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
    ] {
        let picture = shown(&encoded(&image, format)).unwrap();
        assert_eq!((picture.width, picture.height), (40, 20), "{format:?}");
        let dots = dots(&picture);
        assert!(dots.get_pixel(3, 10).0[0] > 150, "{format:?}");
        assert!(dots.get_pixel(36, 10).0[2] > 150, "{format:?}");
    }
}

#[test]
fn what_shows_through_lies_on_white() {
    let glass = RgbaImage::from_pixel(8, 8, Rgba([0, 0, 0, 0]));
    let picture = shown(&encoded(&DynamicImage::ImageRgba8(glass), ImageFormat::Png)).unwrap();
    assert!(
        dots(&picture)
            .get_pixel(4, 4)
            .0
            .iter()
            .all(|part| *part > 250)
    );
}

#[test]
fn a_large_picture_is_made_small_enough_for_a_page() {
    let image = DynamicImage::ImageRgb8(red_and_blue(5_000, 50));
    let picture = shown(&encoded(&image, ImageFormat::Bmp)).unwrap();
    assert_eq!((picture.width, picture.height), (2_400, 24));
}

/// A png that says it is so large, with next to nothing in it.
fn boasting(width: u32, height: u32) -> Vec<u8> {
    let whole = encoded(
        &DynamicImage::ImageLuma8(image::GrayImage::new(1, 1)),
        ImageFormat::Png,
    );
    let mut head = b"IHDR".to_vec();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend(&whole[24..29]);
    let mut crc = flate2::Crc::new();
    crc.update(&head);
    let mut bytes = whole[..8].to_vec();
    bytes.extend(13_u32.to_be_bytes());
    bytes.extend(&head);
    bytes.extend(crc.sum().to_be_bytes());
    bytes.extend(&whole[33..]);
    bytes
}

#[test]
fn a_picture_of_a_hundred_thousand_dots_each_way_costs_nothing() {
    let begun = Instant::now();
    for (width, height) in [
        (100_000, 100_000),
        (u32::MAX >> 1, u32::MAX >> 1),
        (1, 1_000_000_000),
        (30_000, 30_000),
    ] {
        assert_eq!(shown(&boasting(width, height)), Err(Unshown::TooLarge));
    }
    assert!(
        begun.elapsed() < Duration::from_secs(2),
        "{:?}",
        begun.elapsed()
    );
    assert_eq!(shown(&boasting(3_000, 2_000)), Err(Unshown::Broken));
}

#[test]
fn files_that_are_not_what_they_say_are_not_shown_and_nothing_of_them_is() {
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"><script>alert(1)</script></svg>";
    let html = b"<!doctype html><script>alert(1)</script>";
    for nothing in [&svg[..], html, b"", b"%PDF-1.7", b"PK\x03\x04", b"GIF8"] {
        assert_eq!(shown(nothing), Err(Unshown::NoPicture));
    }
    let whole = encoded(
        &DynamicImage::ImageRgb8(red_and_blue(40, 20)),
        ImageFormat::Png,
    );
    for (format, script) in [(ImageFormat::Png, &html[..]), (ImageFormat::Gif, &svg[..])] {
        // A picture and a page at once: the picture comes out, and nothing of the page.
        let image = DynamicImage::ImageRgb8(red_and_blue(40, 20));
        let mut both = encoded(&image, format);
        both.extend(script);
        let picture = shown(&both).unwrap();
        assert!(!holds(&picture.jpeg, b"script") && !holds(&picture.jpeg, b"alert"));
    }
    // Cut anywhere, or with a byte flipped anywhere: an answer, and never a fault of ours.
    for at in 0..whole.len() {
        let _ = shown(&whole[..at]);
        let mut flipped = whole.clone();
        flipped[at] ^= 0x55;
        let _ = shown(&flipped);
    }
    assert_eq!(shown(&whole[..whole.len() / 2]), Err(Unshown::Broken));
    let jpeg = with_exif();
    for at in (0..jpeg.len()).step_by(7) {
        let _ = shown(&jpeg[..at]);
    }
}

fn shell(script: &str) -> Worker {
    Worker::new(Path::new("/bin/sh").to_path_buf(), &["-c", script])
}

fn shown_by(worker: &Worker, bytes: &[u8]) -> Result<Picture, Unshown> {
    let mut input = Cursor::new(bytes.to_vec());
    let read = worker.picture_unless(&mut input, PictureWanted::default(), &|| false);
    read.unwrap()
}

#[test]
fn a_process_that_lies_hangs_or_breaks_off_shows_nothing() {
    let soon = Limits {
        time: Duration::from_millis(300),
        answer: 100_000,
    };
    let whole = encoded(
        &DynamicImage::ImageRgb8(red_and_blue(4, 2)),
        ImageFormat::Png,
    );
    for lie in [
        // Fewer dots than it says, more, none, far too many, and no dots at all but a page.
        r#"printf '{"Ok":[2,2]}\nabc'"#,
        r#"printf '{"Ok":[1,1]}\nabcd'"#,
        r#"printf '{"Ok":[0,0]}\n'"#,
        r#"printf '{"Ok":[4000000000,4000000000]}\n'"#,
        "printf '<script>alert(1)</script>\\n'",
        "exit 1",
        "yes",
        "exec sleep 60",
    ] {
        let begun = Instant::now();
        let answer = shown_by(&shell(lie).within(soon), &whole);
        assert_eq!(answer, Err(Unshown::BrokeOff), "{lie}");
        assert!(begun.elapsed() < Duration::from_secs(5), "{lie}");
    }
    // What it says honestly is believed.
    let honest = shell(r#"printf '{"Ok":[1,1]}\nabc'"#).within(soon);
    assert_eq!(shown_by(&honest, &whole).unwrap().width, 1);
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config {
        cases: 128,
        failure_persistence: None,
        ..Default::default()
    })]

    /// Any bytes behind any beginning, and a picture in which bytes were changed: dots, or why there are none.
    #[test]
    fn any_bytes_are_dots_or_none(
        begin in 0..6_usize,
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400),
        changes in proptest::collection::vec(proptest::prelude::any::<(usize, u8)>(), 0..8),
    ) {
        let begins: [&[u8]; 6] = [
            b"",
            b"\xff\xd8\xff\xe0",
            b"\x89PNG\r\n\x1a\n",
            b"GIF89a",
            b"RIFF\0\0\0\0WEBP",
            b"II*\0",
        ];
        let _ = shown(&[begins[begin], &bytes].concat());
        let whole = DynamicImage::ImageRgb8(red_and_blue(16, 8));
        for format in [ImageFormat::Png, ImageFormat::Jpeg] {
            let mut broken = encoded(&whole, format);
            for (at, byte) in &changes {
                let at = at % broken.len();
                broken[at] = *byte;
            }
            let _ = shown(&broken);
        }
    }
}

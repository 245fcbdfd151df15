//! What kind of file some bytes are, by how they begin; never by a name that somebody gave.

use serde::{Deserialize, Serialize};

/// A kind of file that is told from others by its beginning. Nothing is promised of what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is called as everybody calls it")]
pub enum Media {
    Jpeg,
    Png,
    Gif,
    Webp,
    Bmp,
    Tiff,
    Heic,
    Avif,
    Svg,
    Pdf,
    Html,
    Mp4,
    Quicktime,
    Matroska,
    Avi,
    Mp3,
    M4a,
    Amr,
    Ogg,
    Wav,
    Flac,
    Zip,
    Warc,
    OldOffice,
    Text,
    /// Nothing that is known.
    Other,
}

/// How many of the first bytes are looked at.
const LOOKED_AT: usize = 4096;

impl Media {
    /// How many of the first bytes of a file are enough to tell.
    pub const ENOUGH: usize = LOOKED_AT;

    /// The kind of a file that begins so.
    #[must_use]
    pub fn of(beginning: &[u8]) -> Self {
        let head = &beginning[..beginning.len().min(LOOKED_AT)];
        let starts = |sign: &[u8]| head.starts_with(sign);
        let riff = |kind: &[u8]| starts(b"RIFF") && head.get(8..12) == Some(kind);
        match head {
            _ if starts(b"\xff\xd8\xff") => Self::Jpeg,
            _ if starts(b"\x89PNG\r\n\x1a\n") => Self::Png,
            _ if starts(b"GIF87a") || starts(b"GIF89a") => Self::Gif,
            _ if riff(b"WEBP") => Self::Webp,
            _ if riff(b"WAVE") => Self::Wav,
            _ if riff(b"AVI ") => Self::Avi,
            _ if starts(b"BM") && head.get(6..10) == Some(&[0; 4]) => Self::Bmp,
            _ if starts(b"II*\0") || starts(b"MM\0*") => Self::Tiff,
            _ if head.get(4..8) == Some(b"ftyp") => iso(head.get(8..12).unwrap_or_default()),
            _ if starts(b"\x1a\x45\xdf\xa3") => Self::Matroska,
            _ if starts(b"OggS") => Self::Ogg,
            _ if starts(b"fLaC") => Self::Flac,
            _ if starts(b"#!AMR") => Self::Amr,
            _ if starts(b"ID3") || starts(b"\xff\xfb") || starts(b"\xff\xf3") => Self::Mp3,
            _ if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") => Self::Zip,
            _ if starts(b"WARC/") => Self::Warc,
            _ if starts(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) => Self::OldOffice,
            _ if crate::kinds::is_pdf(head) => Self::Pdf,
            _ => of_words(head),
        }
    }

    /// Its name among media types (IANA).
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Bmp => "image/bmp",
            Self::Tiff => "image/tiff",
            Self::Heic => "image/heic",
            Self::Avif => "image/avif",
            Self::Svg => "image/svg+xml",
            Self::Pdf => "application/pdf",
            Self::Html => "text/html",
            Self::Mp4 => "video/mp4",
            Self::Quicktime => "video/quicktime",
            Self::Matroska => "video/matroska",
            Self::Avi => "video/x-msvideo",
            Self::Mp3 => "audio/mpeg",
            Self::M4a => "audio/mp4",
            Self::Amr => "audio/amr",
            Self::Ogg => "audio/ogg",
            Self::Wav => "audio/vnd.wave",
            Self::Flac => "audio/flac",
            Self::Zip => "application/zip",
            Self::Warc => "application/warc",
            Self::OldOffice => "application/x-ole-storage",
            Self::Text => "text/plain",
            Self::Other => "application/octet-stream",
        }
    }

    /// The endings that names of such files have, the usual one first.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png", "apng"],
            Self::Gif => &["gif"],
            Self::Webp => &["webp"],
            Self::Bmp => &["bmp", "dib"],
            Self::Tiff => &["tif", "tiff", "dng", "nef", "arw", "cr2"],
            Self::Heic => &["heic", "heif"],
            Self::Avif => &["avif"],
            Self::Svg => &["svg"],
            Self::Pdf => &["pdf"],
            Self::Html => &["html", "htm", "mhtml", "mht"],
            Self::Mp4 => &["mp4", "m4v", "3gp", "3g2"],
            Self::Quicktime => &["mov", "qt"],
            Self::Matroska => &["mkv", "webm", "mka"],
            Self::Avi => &["avi"],
            Self::Mp3 => &["mp3"],
            Self::M4a => &["m4a", "m4b", "aac"],
            Self::Amr => &["amr"],
            Self::Ogg => &["ogg", "oga", "opus", "ogv"],
            Self::Wav => &["wav"],
            Self::Flac => &["flac"],
            // Many kinds are packed so.
            Self::Zip => &[
                "zip", "wacz", "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "jar", "apk",
            ],
            Self::Warc => &["warc"],
            Self::OldOffice => &["doc", "xls", "ppt", "msg"],
            Self::Text => &[
                "txt", "csv", "tsv", "json", "jsonl", "md", "log", "eml", "srt", "vtt", "xml",
            ],
            Self::Other => &["bin"],
        }
    }

    /// The kind with this name among media types.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|media| media.name() == name)
    }

    /// The ending of a name speaks of another kind than the bytes. A name without an ending, and one that no kind here
    /// has, say nothing.
    #[must_use]
    pub fn is_denied_by(self, name: &str) -> bool {
        let Some((_, ending)) = name.rsplit_once('.') else {
            return false;
        };
        let ending = ending.to_lowercase();
        let has = |media: Self| media.endings().contains(&ending.as_str());
        !has(self) && Self::ALL.into_iter().any(has)
    }

    /// A picture that can be shown ([`crate::Picture`]).
    #[must_use]
    pub const fn is_shown(self) -> bool {
        matches!(
            self,
            Self::Jpeg | Self::Png | Self::Gif | Self::Webp | Self::Bmp
        )
    }

    const ALL: [Self; 26] = [
        Self::Jpeg,
        Self::Png,
        Self::Gif,
        Self::Webp,
        Self::Bmp,
        Self::Tiff,
        Self::Heic,
        Self::Avif,
        Self::Svg,
        Self::Pdf,
        Self::Html,
        Self::Mp4,
        Self::Quicktime,
        Self::Matroska,
        Self::Avi,
        Self::Mp3,
        Self::M4a,
        Self::Amr,
        Self::Ogg,
        Self::Wav,
        Self::Flac,
        Self::Zip,
        Self::Warc,
        Self::OldOffice,
        Self::Text,
        Self::Other,
    ];
}

/// Of files in the container of ISO 14496-12, by their main brand.
fn iso(brand: &[u8]) -> Media {
    match brand {
        b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1" => Media::Heic,
        b"avif" | b"avis" => Media::Avif,
        b"qt  " => Media::Quicktime,
        b"M4A " | b"M4B " => Media::M4a,
        _ => Media::Mp4,
    }
}

fn of_words(head: &[u8]) -> Media {
    let text = String::from_utf8_lossy(head);
    // A sign that was cut in two at the end is no fault.
    let broken = text
        .chars()
        .rev()
        .skip(1)
        .any(|c| c == char::REPLACEMENT_CHARACTER);
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    if head.is_empty() || text.contains(is_control) {
        return Media::Other;
    }
    let begins = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if begins.starts_with('<') && text.to_lowercase().contains("<svg") {
        return Media::Svg;
    }
    match aigaq_reading::is_html(&text) {
        true => Media::Html,
        // Old texts in one-byte encodings are told by nothing: letters with nothing else among them.
        false
            if broken && text.chars().filter(char::is_ascii).count() * 4 < text.chars().count() =>
        {
            Media::Other
        }
        false => Media::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_told_by_how_the_file_begins() {
        let cases: [(&[u8], Media); 18] = [
            (b"\xff\xd8\xff\xe1\0\0Exif", Media::Jpeg),
            (b"\x89PNG\r\n\x1a\n\0\0", Media::Png),
            (b"RIFF\0\0\0\0WEBPVP8 ", Media::Webp),
            (b"RIFF\0\0\0\0WAVEfmt ", Media::Wav),
            (b"\0\0\0\x18ftypheic", Media::Heic),
            (b"\0\0\0\x18ftypisom", Media::Mp4),
            (b"\0\0\0\x14ftypqt  ", Media::Quicktime),
            (b"\x1a\x45\xdf\xa3", Media::Matroska),
            (b"%PDF-1.7\n", Media::Pdf),
            (b"PK\x03\x04", Media::Zip),
            (b"<!DOCTYPE html><html>", Media::Html),
            (b"<?xml version=\"1.0\"?>\n<svg onload=\"x()\">", Media::Svg),
            (b"  <SVG>", Media::Svg),
            ("Повестка".as_bytes(), Media::Text),
            (b"name,date\n1,2\n", Media::Text),
            (b"", Media::Other),
            (b"MZ\x90\0\x03", Media::Other),
            (b"BMW is a car", Media::Text),
        ];
        for (bytes, media) in cases {
            assert_eq!(
                Media::of(bytes),
                media,
                "{}",
                String::from_utf8_lossy(bytes)
            );
        }
    }

    #[test]
    fn a_name_that_speaks_of_another_kind_is_found_out() {
        assert!(Media::Other.is_denied_by("photo.jpg"));
        assert!(Media::Html.is_denied_by("photo.JPG"));
        assert!(Media::Pdf.is_denied_by("a.docx"));
        for (media, name) in [
            (Media::Jpeg, "IMG_1.JPEG"),
            (Media::Zip, "site.wacz"),
            (Media::Jpeg, "no ending"),
            (Media::Jpeg, "a.part2"),
            (Media::Text, "a.csv"),
        ] {
            assert!(!media.is_denied_by(name), "{name}");
        }
    }

    #[test]
    fn every_kind_has_a_name_of_its_own_and_no_ending_is_of_two() {
        let mut endings = std::collections::BTreeSet::new();
        for media in Media::ALL {
            assert_eq!(Media::named(media.name()), Some(media));
            for ending in media.endings() {
                assert!(endings.insert(*ending), "{ending}");
            }
        }
    }

    #[test]
    fn a_letter_cut_in_two_at_the_end_is_still_text() {
        let long = "ә".repeat(5000);
        assert_eq!(Media::of(&long.as_bytes()[..4095]), Media::Text);
    }
}

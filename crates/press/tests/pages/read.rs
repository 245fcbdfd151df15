//! Reads a PDF file as somebody who looks for hidden words would: every stream inflated, every string of every page
//! decoded by every font of the file. What is decoded by the wrong font is noise, and by the right one the text.

use std::collections::HashMap;
use std::io::Read as _;

use flate2::read::ZlibDecoder;

/// All text of a file: what pages show, what is said of drawings, addresses, metadata.
pub fn text(file: &[u8]) -> String {
    let streams = streams(file);
    let fonts: Vec<HashMap<u16, String>> = streams.iter().filter_map(|s| letters_of(s)).collect();
    let mut all = String::new();
    for raw in std::iter::once(file).chain(streams.iter().map(Vec::as_slice)) {
        all.push_str(&String::from_utf8_lossy(raw));
        all.push('\n');
        let strings = strings(raw);
        for string in &strings {
            // Titles, descriptions and addresses: UTF-16 with its mark, or letters of ASCII.
            if let Some(units) = string.strip_prefix(&[0xFE, 0xFF]) {
                let units: Vec<u16> = units
                    .chunks_exact(2)
                    .map(|b| u16::from_be_bytes([b[0], b[1]]))
                    .collect();
                all.push_str(&String::from_utf16_lossy(&units));
                all.push('\n');
            }
        }
        let shown: Vec<u8> = strings.concat();
        for font in &fonts {
            let glyphs = shown
                .chunks_exact(2)
                .map(|b| u16::from_be_bytes([b[0], b[1]]));
            all.extend(
                glyphs
                    .filter_map(|glyph| font.get(&glyph))
                    .map(String::as_str),
            );
            all.push('\n');
        }
    }
    all
}

/// Everything between `stream` and `endstream`, inflated where it is deflated.
fn streams(file: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut rest = file;
    while let Some(at) = position(rest, b"stream\n").or_else(|| position(rest, b"stream\r\n")) {
        let body = &rest[at + 7..];
        let Some(end) = position(body, b"endstream") else {
            break;
        };
        let raw = &body[..end];
        let mut out = Vec::new();
        let inflated = ZlibDecoder::new(raw).read_to_end(&mut out).is_ok();
        found.push(if inflated { out } else { raw.to_vec() });
        rest = &body[end + 9..];
    }
    found
}

fn position(of: &[u8], what: &[u8]) -> Option<usize> {
    of.windows(what.len()).position(|part| part == what)
}

/// The letters of a font, by its glyphs: what a stream with `beginbfchar` says.
fn letters_of(stream: &[u8]) -> Option<HashMap<u16, String>> {
    let text = std::str::from_utf8(stream).ok()?;
    text.contains("beginbfchar").then_some(())?;
    let mut letters = HashMap::new();
    let mut within = false;
    for line in text.lines() {
        within = (within || line.contains("beginbfchar")) && !line.contains("endbfchar");
        let mut parts = line
            .split(['<', '>'])
            .filter(|part| !part.trim().is_empty());
        if let (true, Some(glyph), Some(units)) = (within, parts.next(), parts.next())
            && let Ok(glyph) = u16::from_str_radix(glyph, 16)
        {
            let units: Vec<u16> = (0..units.len() / 4)
                .filter_map(|at| u16::from_str_radix(&units[at * 4..at * 4 + 4], 16).ok())
                .collect();
            letters.insert(glyph, String::from_utf16_lossy(&units));
        }
    }
    Some(letters)
}

/// The strings of a stream, `(…)` and `<…>`.
fn strings(raw: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(byte) = raw.get(at).copied() {
        match byte {
            b'(' => {
                let (string, end) = literal(raw, at + 1);
                found.push(string);
                at = end;
            }
            b'<' if raw.get(at + 1) != Some(&b'<') => {
                let end = raw[at..]
                    .iter()
                    .position(|b| *b == b'>')
                    .map_or(raw.len(), |p| at + p);
                let hex: Vec<u8> = raw[at + 1..end]
                    .iter()
                    .copied()
                    .filter(u8::is_ascii_hexdigit)
                    .collect();
                let bytes = hex.chunks_exact(2).filter_map(|pair| {
                    u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()
                });
                found.push(bytes.collect());
                at = end;
            }
            b'<' => at += 1,
            _ => {}
        }
        at += 1;
    }
    found
}

fn literal(raw: &[u8], from: usize) -> (Vec<u8>, usize) {
    let (mut out, mut depth, mut at) = (Vec::new(), 1, from);
    while let Some(byte) = raw.get(at).copied() {
        match byte {
            b'\\' => {
                at += 1;
                match raw.get(at).copied() {
                    Some(b'n') => out.push(b'\n'),
                    Some(b'r') => out.push(b'\r'),
                    Some(b't') => out.push(b'\t'),
                    Some(b'b') => out.push(8),
                    Some(b'f') => out.push(12),
                    Some(digit @ b'0'..=b'7') => {
                        let mut value = u32::from(digit - b'0');
                        for _ in 0..2 {
                            match raw.get(at + 1).copied() {
                                Some(digit @ b'0'..=b'7') => {
                                    value = value * 8 + u32::from(digit - b'0');
                                    at += 1;
                                }
                                _ => break,
                            }
                        }
                        out.push(value as u8);
                    }
                    Some(other) => out.push(other),
                    None => {}
                }
            }
            b'(' => {
                depth += 1;
                out.push(byte);
            }
            b')' if depth == 1 => return (out, at),
            b')' => {
                depth -= 1;
                out.push(byte);
            }
            _ => out.push(byte),
        }
        at += 1;
    }
    (out, at)
}

//! The one thing we look for in an upload before its page does: the sign among its first fields.

use axum::http::header::{CONTENT_TYPE, HeaderMap};

/// The text of the field with this name, which must stand before the first file (RFC 7578).
pub(super) fn first_text(headers: &HeaderMap, body: &[u8], name: &str) -> Option<String> {
    let kind = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let boundary = kind
        .split(';')
        .filter_map(|part| part.trim().split_once('='))
        .find(|(key, _)| key.eq_ignore_ascii_case("boundary"))?
        .1
        .trim_matches('"');
    if boundary.is_empty() || boundary.len() > 70 {
        return None;
    }
    let line = format!("--{boundary}\r\n");
    let end = format!("\r\n--{boundary}");
    let mut rest = body.strip_prefix(line.as_bytes())?;
    loop {
        let (head, content) = split(rest, b"\r\n\r\n")?;
        let head = std::str::from_utf8(head).ok()?;
        let (text, after) = split(content, end.as_bytes())?;
        let said = head.lines().find(|line| {
            line.to_ascii_lowercase()
                .starts_with("content-disposition:")
        })?;
        let mut said = said.split(';').map(str::trim);
        if said.clone().any(|part| part.starts_with("filename")) {
            return None;
        }
        if said.any(|part| part == format!("name=\"{name}\"")) {
            return String::from_utf8(text.to_vec()).ok();
        }
        rest = after.strip_prefix(b"\r\n")?;
    }
}

fn split<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(mark.len()).position(|part| part == mark)?;
    Some((&bytes[..at], &bytes[at + mark.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign_of(kind: &str, body: &str) -> Option<String> {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, kind.parse().unwrap())]);
        first_text(&headers, body.as_bytes(), "token")
    }

    #[test]
    fn the_sign_stands_before_the_file() {
        let kind = "multipart/form-data; boundary=----x";
        let field = |name: &str, text: &str| {
            format!("------x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
        };
        let file = "------x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\
                    Content-Type: application/octet-stream\r\n\r\n\0\r\n";
        let end = "------x--\r\n";
        let whole = [&field("as", "act"), &field("token", "f00d"), file, end].concat();
        assert_eq!(sign_of(kind, &whole).as_deref(), Some("f00d"));
        let behind = [file, &field("token", "f00d"), end].concat();
        assert_eq!(sign_of(kind, &behind), None);
        for bad in [
            "",
            "------x",
            "------x\r\n",
            "------x\r\n\r\n\r\n",
            end,
            &field("other", "name=\"token\"\r\n\r\nf00d"),
            &whole[..whole.len() / 3],
        ] {
            assert_eq!(sign_of(kind, bad), None, "{bad}");
        }
        assert_eq!(sign_of("multipart/form-data", &whole), None);
        assert_eq!(sign_of("multipart/form-data; boundary=\"\"", &whole), None);
    }
}

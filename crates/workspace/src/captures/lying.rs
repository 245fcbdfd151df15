//! Where a file that a list names lies in a folder.

use std::path::{Component, Path, PathBuf};

/// Parts of an address that are looked at, from its end.
const MOST_PARTS: usize = 12;

/// The file in the folder that a list calls so: by an address, or by a path on the machine where it was archived. The
/// longest end of it that lies in the folder is the one; nothing outside the folder ever is, whatever the list says.
#[must_use]
pub fn lying(folder: &Path, told: &str) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    let path = told.split(['?', '#']).next().unwrap_or_default();
    let path = match path.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => path,
    };
    let parts: Vec<String> = path
        .split(['/', '\\'])
        .filter(|part| !part.is_empty() && *part != ".")
        .map(unescaped)
        .collect();
    let skip = parts.len().saturating_sub(MOST_PARTS);
    (skip..parts.len()).find_map(|from| within(&folder, &parts[from..]))
}

fn within(folder: &Path, parts: &[String]) -> Option<PathBuf> {
    let relative: PathBuf = parts.iter().collect();
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    if relative.as_os_str().is_empty() || !relative.components().all(is_plain) {
        return None;
    }
    // A link inside the folder may lead out of it.
    let found = folder.join(relative).canonicalize().ok()?;
    (found.starts_with(folder) && found.is_file()).then_some(found)
}

/// `%20` is a space. What is no text stays as it is.
fn unescaped(part: &str) -> String {
    let bytes = part.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3);
        let escaped = digits
            .filter(|_| *byte == b'%')
            .and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        plain.push(escaped.unwrap_or(*byte));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    String::from_utf8(plain).unwrap_or_else(|_| part.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_by_the_end_of_its_address_and_never_outside_the_folder() {
        let around = tempfile::tempdir().unwrap();
        let folder = around.path().join("archive");
        std::fs::create_dir_all(folder.join("case 1")).unwrap();
        std::fs::write(around.path().join("secret.txt"), "x").unwrap();
        std::fs::write(folder.join("case 1/a b.html"), "x").unwrap();
        std::fs::write(folder.join("top.png"), "x").unwrap();
        for (told, found) in [
            (
                "https://cdn.example/x/case%201/a%20b.html?v=1#top",
                "case 1/a b.html",
            ),
            ("./local_archive/case 1/a b.html", "case 1/a b.html"),
            ("C:\\archive\\case 1\\a b.html", "case 1/a b.html"),
            ("https://cdn.example/elsewhere/top.png", "top.png"),
        ] {
            let expected = folder.join(found).canonicalize().unwrap();
            assert_eq!(lying(&folder, told), Some(expected), "{told}");
        }
        for told in [
            "",
            "/",
            "../secret.txt",
            "case 1/../../secret.txt",
            "https://cdn.example/%2e%2e/secret.txt",
            "%2e%2e%2fsecret.txt",
            "case 1",
            "https://cdn.example",
            "not there.png",
            "%zz%",
        ] {
            assert_eq!(lying(&folder, told), None, "{told}");
        }
        let secret = around.path().join("secret.txt");
        assert_eq!(lying(&folder, &secret.display().to_string()), None);
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&secret, folder.join("link.txt")).unwrap();
            assert_eq!(lying(&folder, "link.txt"), None);
        }
    }
}

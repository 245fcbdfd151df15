//! A row of a list of captures.

use super::python;
use crate::files::{CaptureCheck, Captured};
use crate::reasons;
use aigaq_schema::{PartialDate, Reason};
use serde_json::Value;

/// Most files of one row.
const MOST_FILES: usize = 200;
/// Longest address and title, in characters.
const LONGEST: usize = 2_000;

/// What a row tells: one page, and the files in which it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureRow {
    /// The address of the page.
    pub url: String,
    /// Its title; empty where none is told.
    pub title: String,
    /// When it was archived.
    pub made: Option<PartialDate>,
    /// The files.
    pub files: Vec<CaptureFile>,
}

/// A file that a row names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptureFile {
    /// Where it lies, or lay, as it is told.
    pub place: String,
    /// What it is, a code of the list `file_kinds`; empty where its bytes tell.
    pub kind: &'static str,
    /// What is told of its digest.
    pub digest: ToldDigest,
}

/// What is told of the digest of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ToldDigest {
    /// Its SHA-256, in small hexadecimal digits.
    Sha256(String),
    /// A digest of another kind.
    Other,
    /// Nothing.
    None,
}

impl ToldDigest {
    /// As the hash enricher writes it: `SHA-256:` and 64 digits.
    fn of(text: &str) -> Self {
        let (kind, digits) = text.trim().split_once(':').unwrap_or(("SHA-256", text));
        let digits = digits.trim().to_ascii_lowercase();
        let is_256 = digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        match kind.trim() {
            "SHA-256" | "sha256" if is_256 => Self::Sha256(digits),
            _ if text.trim().is_empty() || text.contains("not-calculated") => Self::None,
            _ => Self::Other,
        }
    }

    /// What comes of comparing it with the SHA-256 that a file has.
    #[must_use]
    pub fn check(&self, sha256: &str) -> Option<CaptureCheck> {
        match self {
            Self::Sha256(told) if told == sha256 => Some(CaptureCheck::Hold),
            Self::Sha256(_) => Some(CaptureCheck::Changed),
            Self::Other => Some(CaptureCheck::OtherDigest),
            Self::None => None,
        }
    }
}

impl CaptureRow {
    /// What is said of one of its files, whose SHA-256 this is, besides what the file tells of itself.
    pub fn tells(&self, file: &CaptureFile, sha256: &str, captured: &mut Captured) {
        if !captured.urls.contains(&self.url) {
            captured.urls.insert(0, self.url.clone());
        }
        if captured.title.is_empty() {
            captured.title.clone_from(&self.title);
        }
        if self.made.is_some() {
            captured.made.clone_from(&self.made);
        }
        match file.digest.check(sha256) {
            // That its own digests do not hold is not made good by this one.
            Some(CaptureCheck::Hold) if !captured.checks.is_empty() => {}
            Some(check) => {
                captured.checks.remove(&CaptureCheck::Hold);
                captured.checks.insert(check);
            }
            None => {}
        }
    }
}

/// Where what stands.
pub(super) enum Columns {
    Sheet(Sheet),
    /// `status`, `metadata`, `media`, as Python writes them.
    Records(usize, usize, usize),
}

/// The columns of the sheet, of which the address and the place of the archive must be there.
pub(super) struct Sheet {
    url: usize,
    archive: usize,
    status: Option<usize>,
    date: Option<usize>,
    title: Option<usize>,
    hash: Option<usize>,
    screenshot: Option<usize>,
    wacz: Option<usize>,
}

impl Columns {
    pub(super) fn of(headings: &[String]) -> Option<Self> {
        let at = |names: &[&str]| {
            let is = |heading: &String| names.contains(&heading.trim().to_lowercase().as_str());
            headings.iter().position(is)
        };
        if let (Some(status), Some(metadata), Some(media)) =
            (at(&["status"]), at(&["metadata"]), at(&["media"]))
        {
            return Some(Self::Records(status, metadata, media));
        }
        Some(Self::Sheet(Sheet {
            url: at(&["link", "url"])?,
            archive: at(&["archive location", "archive"])?,
            status: at(&["archive status", "status"]),
            date: at(&["archive date", "date"]),
            title: at(&["upload title", "title"]),
            hash: at(&["hash"]),
            screenshot: at(&["screenshot"]),
            wacz: at(&["wacz"]),
        }))
    }

    pub(super) fn row(&self, cells: &[String]) -> Result<CaptureRow, Reason> {
        let cell = |at: usize| cells.get(at).map_or("", String::as_str);
        match self {
            Self::Sheet(sheet) => sheet.row(cells),
            Self::Records(status, metadata, media) => {
                of_records(cell(*status), cell(*metadata), cell(*media))
            }
        }
    }
}

impl Sheet {
    fn row(&self, cells: &[String]) -> Result<CaptureRow, Reason> {
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).map_or("", String::as_str);
        let mut files = Vec::new();
        for (at, kind, digest) in [
            (
                Some(self.archive),
                "web_page",
                ToldDigest::of(cell(self.hash)),
            ),
            (self.wacz, "web_page", ToldDigest::None),
            (self.screenshot, "screenshot", ToldDigest::None),
        ] {
            // Several storages: the same file, told once for each.
            let place = cell(at).lines().map(str::trim).find(|l| !l.is_empty());
            files.extend(place.map(|place| CaptureFile {
                place: place.to_owned(),
                kind,
                digest: digest.clone(),
            }));
        }
        made_of(
            (cell(Some(self.url)), cell(self.title)),
            (cell(self.status), cell(self.date)),
            files,
        )
    }
}

fn made_of(
    (url, title): (&str, &str),
    (status, date): (&str, &str),
    mut files: Vec<CaptureFile>,
) -> Result<CaptureRow, Reason> {
    let url = url.trim();
    let is_web = url.starts_with("http://") || url.starts_with("https://");
    let has_other = url.contains(|c: char| c.is_whitespace() || c.is_control());
    if !is_web || has_other || url.chars().nth(LONGEST).is_some() {
        let shown: String = url.chars().take(80).collect();
        return Err(reasons::no_address(shown));
    }
    let mut seen: Vec<String> = Vec::new();
    files.retain(|file| {
        let is_new = !seen.contains(&file.place);
        seen.push(file.place.clone());
        is_new
    });
    files.truncate(MOST_FILES);
    if files.is_empty() {
        let status: String = status.trim().chars().take(120).collect();
        return Err(reasons::capture_not_archived(status));
    }
    let title: Vec<&str> = title.split_whitespace().collect();
    Ok(CaptureRow {
        url: url.to_owned(),
        title: title.join(" ").chars().take(300).collect(),
        // The day in the zone in which it is told.
        made: date.trim().get(..10).and_then(|day| day.parse().ok()),
        files,
    })
}

fn of_records(status: &str, metadata: &str, media: &str) -> Result<CaptureRow, Reason> {
    let (Some(metadata), Some(Value::Array(media))) =
        (python::literal(metadata), python::literal(media))
    else {
        return Err(reasons::capture_unreadable());
    };
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let files = media.iter().filter_map(|one| {
        let urls = one["urls"].as_array();
        let first = urls.and_then(|urls| urls.first()?.as_str());
        let place = first.map_or_else(|| text(one, "key"), str::to_owned);
        let properties = &one["properties"];
        let is_screenshot = properties["id"].as_str() == Some("screenshot");
        let is_page = text(one, "_mimetype") == "text/html";
        (!place.is_empty()).then(|| CaptureFile {
            place,
            kind: match (is_screenshot, is_page) {
                (true, _) => "screenshot",
                (false, true) => "web_page",
                _ => "",
            },
            digest: ToldDigest::of(&text(properties, "hash")),
        })
    });
    made_of(
        (&text(&metadata, "url"), &text(&metadata, "title")),
        (status, &text(&metadata, "_processed_at")),
        files.collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(all: &[&str]) -> Vec<String> {
        all.iter().map(|&heading| heading.to_owned()).collect()
    }

    #[test]
    fn a_digest_is_told_as_the_archiver_writes_it_or_not_at_all() {
        let digits = "AB".repeat(32);
        let told = ToldDigest::Sha256("ab".repeat(32));
        assert_eq!(ToldDigest::of(&format!("SHA-256:{digits}")), told);
        assert_eq!(ToldDigest::of(&digits), told);
        assert_eq!(ToldDigest::of("not-calculated"), ToldDigest::None);
        assert_eq!(ToldDigest::of(""), ToldDigest::None);
        assert_eq!(ToldDigest::of("SHA3-512:00"), ToldDigest::Other);
        assert_eq!(told.check(&"ab".repeat(32)), Some(CaptureCheck::Hold));
        assert_eq!(told.check(&"ac".repeat(32)), Some(CaptureCheck::Changed));
    }

    #[test]
    fn both_forms_of_the_list_are_read_and_others_are_not() {
        let sheet = Columns::of(&headings(&[
            "Link",
            "Archive Status",
            "Archive location",
            "Hash",
        ]));
        let cells = headings(&[
            "https://a.example/1",
            "telethon: success",
            "https://s3.example/1.html\nhttps://other.example/1.html",
            "not-calculated",
        ]);
        let row = sheet.unwrap().row(&cells).unwrap();
        assert_eq!(row.files.len(), 1);
        assert_eq!(row.files[0].place, "https://s3.example/1.html");
        let records = Columns::of(&headings(&["status", "metadata", "media"])).unwrap();
        let metadata = "{'_processed_at': datetime.datetime(2024, 5, 3, 10, 1, 2, 33, \
            tzinfo=datetime.timezone.utc), 'url': 'https://a.example/1', 'title': \"It's\"}";
        let digits = "ab".repeat(32);
        let media = format!(
            "[{{'filename': '/tmp/x/1.html', 'key': 'c/1.html', 'urls': ['./local/c/1.html'], \
             'properties': {{'hash': 'SHA-256:{digits}', 'id': 'screenshot'}}, '_mimetype': None, '_stored': True}}]"
        );
        let row = records
            .row(&headings(&["wayback: success", metadata, &media]))
            .unwrap();
        assert_eq!(
            (row.title.as_str(), row.files[0].kind),
            ("It's", "screenshot")
        );
        assert_eq!(row.made.unwrap().text(), "2024-05-03");
        assert_eq!(row.files[0].digest, ToldDigest::Sha256(digits));
        assert!(records.row(&headings(&["x", "{'url':", "[]"])).is_err());
        assert!(Columns::of(&headings(&["name", "date"])).is_none());
        assert!(Columns::of(&headings(&["link", "date"])).is_none());
    }
}

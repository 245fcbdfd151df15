//! Files as they are listed and looked at.

use super::adding::bytes_of;
use super::custody::{CustodyRow, text};
use super::giver::hand;
use super::typing::TRANSCRIPT;
use super::{FILE, GIVER, OF};
use crate::counted::visible_rows;
use crate::error::WorkspaceError;
use crate::named::{Asking, Named, Naming};
use crate::open::Workspace;
use crate::saving::Version;
use aigaq_documents::Media;
use aigaq_journal::{Error as JournalError, FileName, FileReader};
use aigaq_schema::{RecordId, Value};
use aigaq_view::Brief;

/// Files on a page of the list.
const PER_PAGE: usize = 50;
/// Records named beside a file in a list.
const MOST_NAMED: usize = 3;

/// A file in a list.
#[derive(Debug, Clone, serde::Serialize)]
pub struct FileRow {
    /// Its record.
    pub id: RecordId,
    /// The number to say; empty where it has none.
    pub number: String,
    /// What it is, in words; empty where nobody said.
    pub kind: String,
    /// Its title; empty where it has none.
    pub title: String,
    /// How it was called when it was given in.
    pub name: String,
    /// What its bytes are.
    pub media: Option<Media>,
    /// Its length in bytes.
    pub bytes: Option<u64>,
    /// When it was received, in words; empty where nobody said.
    pub received: String,
    /// The first records that it belongs to.
    pub of: Vec<Named>,
    /// How many more there are.
    pub more: usize,
}

/// A page of the list of all files, the newest first.
#[derive(Debug, Clone, serde::Serialize)]
pub struct FilesPage {
    /// The files.
    pub files: Vec<FileRow>,
    /// How many there are in all.
    pub all: usize,
    /// This page, from 0.
    pub page: usize,
    /// How many pages.
    pub pages: usize,
}

/// How the bytes of a file stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// They are there. Whether they are whole is seen when they are read to their end.
    There,
    /// They are not on the disk.
    Missing,
    /// What is on the disk is not what was kept.
    Damaged,
    /// Their key is not here: they were taken away, or came from another device that has not handed it on.
    NoKey,
}

/// A file, whole.
#[derive(Debug, Clone, serde::Serialize)]
pub struct FilePage {
    /// As in a list, with all the records that it belongs to.
    pub row: FileRow,
    /// The SHA-256 of the file as it was given in, in hexadecimal digits.
    pub sha256: String,
    /// How its bytes stand.
    pub standing: Standing,
    /// The name speaks of another kind of file than the bytes.
    pub name_lies: bool,
    /// When it was taken or made, in words.
    pub made: String,
    /// Who gave it.
    pub from_whom: String,
    /// How it came, in words.
    pub how: String,
    /// Who keeps the thing itself.
    pub custodian: String,
    /// The addresses of the pages in it, where it is a capture of the web.
    pub urls: Vec<String>,
    /// The program that saved it.
    pub software: String,
    /// Whether its digests hold, in words.
    pub checks: Vec<String>,
    /// All that are told do.
    pub holds: bool,
    /// The parts of which something does not hold.
    pub differing: String,
    /// What was typed off.
    pub transcript: String,
    /// The language of what was typed off, as a tag; empty where nobody said.
    pub transcript_language: String,
    /// The table of custody.
    pub custody: Vec<CustodyRow>,
    /// The state of the record, for the form that types it off.
    pub version: Version,
}

/// Types whose records the program makes of others: what belongs to them stands there.
const WITHOUT: [&str; 6] = [
    "custody",
    "definition",
    "file",
    "handover",
    "judgement",
    "publication",
];

impl Workspace {
    /// Files can belong to records of this type.
    #[must_use]
    pub fn takes_files(record_type: &str) -> bool {
        !WITHOUT.contains(&record_type)
    }

    /// A page of the list of all files, the newest first.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn files(&self, ask: &Asking, page: usize) -> Result<FilesPage, WorkspaceError> {
        let columns = self.view.columns();
        let mut rows: Vec<u32> = Vec::new();
        if let Some(table) = columns.table(FILE) {
            let mut live = table.live().clone();
            if let Some(visible) = visible_rows(self.schema(), &ask.reader, columns, FILE) {
                live.keep(&visible);
            }
            rows = live.rows().collect();
        }
        let pages = rows.len().div_ceil(PER_PAGE).max(1);
        let page = page.min(pages - 1);
        let naming = Naming::new(&self.view, *ask);
        let mut files = Vec::new();
        // Rows are given in the order in which the records came.
        for row in rows.iter().rev().skip(page * PER_PAGE).take(PER_PAGE) {
            if let Some(brief) = self.view.brief_at(&ask.reader, FILE, *row)? {
                files.push(file_row(&naming, &brief, MOST_NAMED)?);
            }
        }
        Ok(FilesPage {
            files,
            all: rows.len(),
            page,
            pages,
        })
    }

    /// The files of a record, in the order in which they came.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn files_of(&self, ask: &Asking, record: RecordId) -> Result<Vec<FileRow>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let briefs = self.view.pointing(&ask.reader, record, FILE, OF)?;
        let mut all: Vec<Brief> = briefs.into_iter().filter(|b| !b.is_withdrawn).collect();
        all.sort_by_key(|brief| brief.row);
        all.iter()
            .map(|brief| file_row(&naming, brief, 0))
            .collect()
    }

    /// A file; `None` when there is none of this id, or the reader may not see it.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn file(&self, ask: &Asking, id: RecordId) -> Result<Option<FilePage>, WorkspaceError> {
        let Some(brief) = self.view.brief(&ask.reader, id)? else {
            return Ok(None);
        };
        if brief.record_type != FILE {
            return Ok(None);
        }
        let naming = Naming::new(&self.view, *ask);
        let texts = |property| text(&naming, &brief, property);
        let row = file_row(&naming, &brief, usize::MAX)?;
        let (transcript, transcript_language) = match brief.value(TRANSCRIPT) {
            Some(Value::Text { text, language }) => {
                (text.clone(), language.clone().unwrap_or_default())
            }
            _ => <(String, String)>::default(),
        };
        Ok(Some(FilePage {
            sha256: plain(&brief, "sha256"),
            standing: self.standing(id)?,
            name_lies: row.media.is_some_and(|media| media.is_denied_by(&row.name)),
            made: texts("made"),
            from_whom: hand(&naming, &brief, (GIVER, "from_whom"))?,
            how: texts("how"),
            custodian: texts("custodian"),
            urls: brief.values("url").map(Value::plain).collect(),
            software: texts("software"),
            checks: all_texts(&naming, &brief, "capture_check"),
            holds: brief
                .values("capture_check")
                .all(|value| *value == Value::term("hold")),
            differing: texts("capture_parts"),
            transcript,
            transcript_language,
            custody: self.custody(&naming, &brief)?,
            version: self.version(id)?,
            row,
        }))
    }

    /// Opens the bytes of a file; `None` when it has none that is known. Whoever reads them needs nothing more of the
    /// workspace.
    ///
    /// # Errors
    /// When they are not on the disk or were changed.
    pub fn open_file_of(
        &self,
        ask: &Asking,
        id: RecordId,
    ) -> Result<Option<FileReader>, WorkspaceError> {
        // Only through what the reader may see.
        if self
            .view
            .brief(&ask.reader, id)?
            .is_none_or(|brief| brief.record_type != FILE)
        {
            return Ok(None);
        }
        match self.bytes(id)? {
            Some(name) => Ok(self.journal.open_file(name)?),
            None => Ok(None),
        }
    }

    /// The kind of a file by its bytes, for whoever shows it.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn media_of(&self, ask: &Asking, id: RecordId) -> Result<Option<Media>, WorkspaceError> {
        let brief = self.view.brief(&ask.reader, id)?;
        let brief = brief.filter(|brief| brief.record_type == FILE);
        Ok(brief.and_then(|brief| Media::named(&plain(&brief, "media_type"))))
    }

    pub(crate) fn bytes(&self, id: RecordId) -> Result<Option<FileName>, WorkspaceError> {
        Ok(bytes_of(&self.live(id)?))
    }

    fn standing(&self, id: RecordId) -> Result<Standing, WorkspaceError> {
        let Some(name) = self.bytes(id)? else {
            return Ok(Standing::NoKey);
        };
        match self.journal.open_file(name) {
            Ok(Some(_)) => Ok(Standing::There),
            Ok(None) => Ok(Standing::NoKey),
            Err(JournalError::Io { source, .. })
                if source.kind() == std::io::ErrorKind::NotFound =>
            {
                Ok(Standing::Missing)
            }
            Err(JournalError::Io { .. } | JournalError::BrokenFile { .. }) => Ok(Standing::Damaged),
            Err(why) => Err(why.into()),
        }
    }
}

fn file_row(naming: &Naming<'_>, brief: &Brief, most: usize) -> Result<FileRow, WorkspaceError> {
    let texts = |property| text(naming, brief, property);
    let mut of = Vec::new();
    let mut more = 0;
    for value in brief.values(OF) {
        let Value::Reference(id) = value else {
            continue;
        };
        match of.len() < most {
            true => of.extend(naming.by_id(*id)?),
            false => more += 1,
        }
    }
    let size = match brief.value("size") {
        Some(Value::Number(size)) => size.number().text().parse().ok(),
        _ => None,
    };
    Ok(FileRow {
        id: brief.id,
        number: crate::numbers::number(brief).unwrap_or_default(),
        kind: texts("kind"),
        title: texts("title"),
        name: texts("name_given"),
        media: Media::named(&plain(brief, "media_type")),
        bytes: size,
        received: texts("received"),
        of,
        more,
    })
}

/// All values of a property, in words.
fn all_texts(naming: &Naming<'_>, brief: &Brief, property: &str) -> Vec<String> {
    let Some(described) = naming.schema.property(&brief.record_type, property) else {
        return Vec::new();
    };
    let values = brief.values(property);
    values
        .map(|value| naming.value_text(described, value))
        .collect()
}

fn plain(brief: &Brief, property: &str) -> String {
    brief.value(property).map_or_else(String::new, Value::plain)
}

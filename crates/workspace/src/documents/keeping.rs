//! The original of a document and the source record that names it.

use crate::error::WorkspaceError;
use crate::files::{NotKept, TakenFile};
use crate::named::{Asking, Naming};
use crate::open::Workspace;
use crate::reasons;
use crate::saving::{FormToken, RecordChange, Refused, Saving, Say, Seen};
use aigaq_documents::Document;
use aigaq_journal::{ActOfSaving, FileName, FileReader, KeptFile};
use aigaq_schema::{Basis, PartialDate, RecordId, Statement, Value};
use aigaq_typed::Context;

/// The numbering under which the SHA-256 of an original stands in its source.
const SHA_256: &str = "SHA-256";
/// Longest title that is taken from a document, in characters.
const LONGEST_TITLE: usize = 300;

/// What the person who gives a document says of it. Empty fields say nothing.
#[derive(Debug, Clone, Default)]
pub struct DocumentGiven {
    /// The file's name, without its folder: the title where nobody tells another.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Where it stands on the internet.
    pub url: String,
    /// When it was published, as people write it.
    pub date: String,
}

/// A document that is kept.
#[derive(Debug, Clone, serde::Serialize)]
pub struct KeptDocument {
    /// Its source record.
    pub id: RecordId,
    /// Its original.
    pub file: KeptFile,
    /// It was here before: no second source was made.
    pub again: bool,
}

/// A document in the list of documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentBrief {
    /// Its source record.
    pub id: RecordId,
    /// What it is called.
    pub caption: String,
    /// Its original on the disk.
    pub file: FileName,
    /// How large its original is, in bytes; `None` when its key is gone.
    pub size: Option<u64>,
}

impl DocumentGiven {
    /// The day or time told, understood.
    ///
    /// # Errors
    /// [`WorkspaceError::Asked`] when it is no date.
    pub fn date(&self, ask: &Asking) -> Result<Option<PartialDate>, WorkspaceError> {
        let text = self.date.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let typed = aigaq_typed::date(text, &Context::on(ask.today, ask.language))
            .map_err(|why| WorkspaceError::Asked(why.reason()))?;
        Ok(Some(typed.date))
    }

    /// Whether a source can be made of what is told, before anything is kept.
    ///
    /// # Errors
    /// [`WorkspaceError::Asked`]: a date or an address that is none.
    pub fn check(&self, ask: &Asking) -> Result<(), WorkspaceError> {
        self.date(ask)?;
        self.address()?;
        Ok(())
    }

    /// The address told; `None` where none is.
    fn address(&self) -> Result<Option<&str>, WorkspaceError> {
        let url = self.url.trim();
        let is_address = url.starts_with("http://") || url.starts_with("https://");
        if url.is_empty() {
            return Ok(None);
        }
        if !is_address || url.contains(char::is_whitespace) {
            return Err(WorkspaceError::Asked(reasons::no_address(url)));
        }
        Ok(Some(url))
    }

    /// The year of publication, for the reader: "this year" is that one.
    #[must_use]
    pub fn year(&self, ask: &Asking) -> Option<i32> {
        let date = self.date(ask).ok().flatten()?;
        date.text().get(..4)?.parse().ok()
    }
}

impl Workspace {
    /// Opens a kept original; `None` when it is not known or was destroyed. Whoever reads it needs nothing more of the
    /// workspace.
    ///
    /// # Errors
    /// When it is not on the disk or was changed.
    pub fn open_original(&self, file: FileName) -> Result<Option<FileReader>, WorkspaceError> {
        Ok(self.journal.open_file(file)?)
    }

    /// Keeps the original of a document that was taken in, once, and makes its source: what the person says of it, else
    /// what the document says of itself, else its file's name. One that has a source keeps it, and nothing is changed.
    ///
    /// # Errors
    /// [`NotKept`]: a date or an address that is none, or when it cannot be saved.
    pub fn keep_document(
        &mut self,
        ask: &Asking,
        form: (FormToken, (i64, String)),
        taken: TakenFile,
        (given, read): (&DocumentGiven, Option<&Document>),
    ) -> Result<KeptDocument, NotKept> {
        self.keeping(taken, |workspace, taken| {
            // Before it is kept: a date or an address that is none.
            given.check(ask)?;
            let kept = workspace.settle_taken(taken)?;
            workspace.name_document(ask, form, &kept, (given, read))
        })
    }

    fn name_document(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
        file: &KeptFile,
        (given, read): (&DocumentGiven, Option<&Document>),
    ) -> Result<KeptDocument, Refused> {
        self.refresh()?;
        if let Some((id, names_it)) = self.document_with(ask, file)? {
            if !names_it {
                // Its original was missing or damaged, and was kept anew under another name.
                let basis = Basis::default();
                let say = vec![Say::new("file", Value::File(file.name.0), &basis)];
                self.save_now(&Saving {
                    token,
                    act: ActOfSaving::Form,
                    records: vec![RecordChange {
                        seen: Seen::Any,
                        ..RecordChange::new(id, "source", say)
                    }],
                    now,
                })?;
            }
            return Ok(KeptDocument {
                id,
                file: *file,
                again: true,
            });
        }
        let say = self.source_of(ask, file, given, read)?;
        let id = token.record(0);
        let saved = self.save_now(&Saving {
            token,
            act: ActOfSaving::Form,
            records: vec![RecordChange::new(id, "source", say)],
            now,
        })?;
        Ok(KeptDocument {
            id,
            file: *file,
            again: saved.again,
        })
    }

    fn source_of(
        &self,
        ask: &Asking,
        file: &KeptFile,
        given: &DocumentGiven,
        read: Option<&Document>,
    ) -> Result<Vec<Say>, Refused> {
        let basis = Basis::default();
        let mut say = Vec::new();
        let mut put = |property: &str, value: Value| say.push(Say::new(property, value, &basis));
        let of_itself = |told: Option<&String>| told.map(|words| shortened(words));
        let typed = |text: &str| Some(shortened(text)).filter(|text| !text.is_empty());
        let title = typed(&given.title)
            .or_else(|| of_itself(read?.title.as_ref()))
            .or_else(|| typed(&given.name));
        if let Some(title) = title {
            put("title", Value::text(title));
        }
        if let Some(author) = read.and_then(|read| of_itself(read.author.as_ref())) {
            put("author", Value::text(author));
        }
        if let Some(publisher) = typed(&given.publisher) {
            put("publisher", Value::text(publisher));
        }
        let told = given.date(ask)?;
        let written = read.and_then(|read| read.date.as_ref()?.parse::<PartialDate>().ok());
        if let Some(date) = told.or(written) {
            put("date", Value::date(date));
        }
        if let Some(url) = given.address()? {
            put("url", Value::Url(url.to_owned()));
        }
        put("kind", Value::term("document"));
        put("file", Value::File(file.name.0));
        put("external_id", identifier(file));
        Ok(say)
    }

    /// The source of an original with the same bytes, and whether it names this one.
    fn document_with(
        &self,
        ask: &Asking,
        file: &KeptFile,
    ) -> Result<Option<(RecordId, bool)>, WorkspaceError> {
        let (name, same) = (Value::File(file.name.0), identifier(file));
        let mut found: Option<(RecordId, bool)> = None;
        self.view.each_held(&ask.reader, "source", |held| {
            let says = |value: &Value| held.statements.iter().any(|said| said.value == *value);
            let has_file = file_in(&held.statements).is_some();
            let names_it = says(&name);
            if (names_it || has_file && says(&same)) && !found.is_some_and(|(_, named)| named) {
                found = Some((held.id, names_it));
            }
        })?;
        Ok(found)
    }

    /// Every source with a file of its own, with the first one it names, by id.
    fn sources_with_files(
        &self,
        ask: &Asking,
    ) -> Result<Vec<(RecordId, FileName)>, WorkspaceError> {
        let mut all = Vec::new();
        self.view.each_held(&ask.reader, "source", |held| {
            all.extend(file_in(&held.statements).map(|file| (held.id, file)));
        })?;
        Ok(all)
    }

    /// The original that a source names; of several, the first that can be opened.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn original_of(&self, source: RecordId) -> Result<Option<FileName>, WorkspaceError> {
        if self.view.type_of(source)?.as_deref() != Some("source") {
            return Ok(None);
        }
        let said = self.live(source)?;
        let opens = |name: &FileName| matches!(self.journal.open_file(*name), Ok(Some(_)));
        Ok(files_in(&said).find(opens).or_else(|| file_in(&said)))
    }

    /// What is known of a kept original: its hash and its length; `None` when it is not known or was destroyed.
    ///
    /// # Errors
    /// When the keybag cannot be read.
    pub fn kept_file(&self, file: FileName) -> Result<Option<KeptFile>, WorkspaceError> {
        Ok(self.journal.file(file)?)
    }

    /// The documents whose originals are kept, those made last first.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn documents(&self, ask: &Asking) -> Result<Vec<DocumentBrief>, WorkspaceError> {
        let naming = Naming::new(&self.view, *ask);
        let mut all = Vec::new();
        for (id, file) in self.sources_with_files(ask)? {
            let Some(named) = naming.by_id(id)? else {
                continue;
            };
            all.push(DocumentBrief {
                id,
                caption: named.caption,
                file,
                size: self.journal.file(file)?.map(|kept| kept.size),
            });
        }
        all.reverse();
        Ok(all)
    }
}

fn file_in(statements: &[Statement]) -> Option<FileName> {
    files_in(statements).next()
}

fn files_in(statements: &[Statement]) -> impl Iterator<Item = FileName> + '_ {
    statements.iter().filter_map(|said| match said.value {
        Value::File(name) if said.property == "file" => Some(FileName(name)),
        _ => None,
    })
}

/// The SHA-256 of an original, as its source tells it.
fn identifier(file: &KeptFile) -> Value {
    let sha256 = file.sha256.iter().map(|byte| format!("{byte:02x}"));
    Value::Identifier {
        scheme: SHA_256.to_owned(),
        text: sha256.collect(),
    }
}

/// Words on one line, no longer than a title is.
fn shortened(words: &str) -> String {
    let line: Vec<&str> = words.split_whitespace().collect();
    let line: String = line.join(" ").chars().take(LONGEST_TITLE).collect();
    line.trim().to_owned()
}

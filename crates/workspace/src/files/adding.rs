//! Adding a file: sealed as it comes, then kept and named by a record under one taking of the right to write, so that
//! nobody ever finds it kept and not named.

use super::given::FileGiven;
use super::{FILE, OF};
use crate::error::WorkspaceError;
use crate::named::Asking;
use crate::open::Workspace;
use crate::reasons;
use crate::saving::{FormToken, RecordChange, Refused, Saving, Say, Seen};
use aigaq_documents::Media;
use aigaq_exchange::ImportKey;
use aigaq_journal::{ActOfSaving, FileName, FileReader, KeptFile, SealedFile};
use aigaq_schema::Quantity;
use aigaq_schema::number::Decimal;
use aigaq_schema::running_number::NUMBER;
use aigaq_schema::{Basis, RecordId, Statement, Value, Withdrawal};
use std::io::{Read, Result as IoResult};

/// Where files are taken in. It needs nothing more of the workspace.
#[derive(Debug, Clone)]
pub struct FileIntake(aigaq_journal::FileIntake);

/// A file that was taken in and is not kept yet: it is taken away again unless it is added.
#[derive(Debug)]
pub struct TakenFile {
    sealed: SealedFile,
    media: Media,
}

/// Why a file that was taken in is not kept.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// Another program is writing. Nothing is lost: try again with what was taken in, when it is done
    /// ([`Workspace::is_written_by_others`]).
    #[error("{1}")]
    Busy(Box<TakenFile>, WorkspaceError),
    /// It cannot be kept; what was taken in is gone.
    #[error(transparent)]
    Refused(#[from] Refused),
}

impl From<NotKept> for Refused {
    /// For one who does not wait.
    fn from(why: NotKept) -> Self {
        match why {
            NotKept::Busy(_, why) => Self::Workspace(why),
            NotKept::Refused(why) => why,
        }
    }
}

/// A file that is kept, and its record.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct AddedFile {
    /// Its record.
    pub id: RecordId,
    /// The number to say.
    pub number: String,
    /// Its bytes.
    pub file: KeptFile,
    /// It was here before, under this record: no second one was made.
    pub again: bool,
}

impl FileIntake {
    /// Seals a file as it comes, to its end; never more of it than a few chunks is in memory.
    ///
    /// # Errors
    /// When it cannot be read to its end or written: nothing is left of it then. An empty one.
    pub fn take(&self, input: &mut dyn Read) -> Result<TakenFile, WorkspaceError> {
        let mut seen = Seeing {
            input,
            beginning: Vec::with_capacity(Media::ENOUGH),
        };
        let sealed = self.0.seal(&mut seen)?;
        if sealed.size() == 0 {
            return Err(WorkspaceError::Asked(reasons::file_empty()));
        }
        let media = Media::of(&seen.beginning);
        Ok(TakenFile { sealed, media })
    }
}

impl TakenFile {
    /// Its length as it was given in, in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.sealed.size()
    }

    /// It may be a capture of the web, to be looked into ([`super::Captured::looked`]).
    #[must_use]
    pub fn may_be_capture(&self) -> bool {
        self.media == Media::Zip
    }

    /// The SHA-256 of what was given in, in 64 hexadecimal digits.
    #[must_use]
    pub fn sha256_in_hex(&self) -> String {
        self.sealed.sha256_in_hex()
    }

    /// Reads what was given in, as it is kept later. One reader at a time.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(&self) -> Result<FileReader, WorkspaceError> {
        Ok(self.sealed.open()?)
    }
}

/// Reads through, and remembers how it began.
struct Seeing<'r> {
    input: &'r mut dyn Read,
    beginning: Vec<u8>,
}

impl Read for Seeing<'_> {
    fn read(&mut self, out: &mut [u8]) -> IoResult<usize> {
        let read = self.input.read(out)?;
        let wanted = Media::ENOUGH.saturating_sub(self.beginning.len());
        self.beginning.extend_from_slice(&out[..read.min(wanted)]);
        Ok(read)
    }
}

impl Workspace {
    /// Where files are taken in before they are added; also while others write.
    ///
    /// # Errors
    /// When the workspace is open for reading only, or the folder of files cannot be written.
    pub fn file_intake(&self) -> Result<FileIntake, WorkspaceError> {
        if !self.writes() {
            return Err(aigaq_journal::Error::ReadOnly.into());
        }
        Ok(FileIntake(self.journal.file_intake()?))
    }

    /// Whether another program is writing just now. One who has something to keep waits until it is done.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn is_written_by_others(&self) -> Result<bool, WorkspaceError> {
        Ok(self.journal.is_written_by_others()?)
    }

    /// Keeps a file that was taken in, and makes its record. One that is here already is not kept twice: it belongs to
    /// the records named now as well, and nothing else of it is changed.
    ///
    /// # Errors
    /// [`NotKept`]: nothing is saved then.
    pub fn add_file(
        &mut self,
        ask: &Asking,
        form: (FormToken, (i64, String)),
        taken: TakenFile,
        given: &FileGiven,
    ) -> Result<AddedFile, NotKept> {
        self.keeping(taken, |workspace, taken| {
            workspace.add_now(ask, form, taken, given)
        })
    }

    /// Keeps what was taken in, and does what names it, under one taking of the right to write.
    pub(crate) fn keeping<T>(
        &mut self,
        taken: TakenFile,
        work: impl FnOnce(&mut Self, TakenFile) -> Result<T, Refused>,
    ) -> Result<T, NotKept> {
        let mut waiting = Some(taken);
        let done = self.writing(|workspace| Ok(waiting.take().map(|taken| work(workspace, taken))));
        match (done, waiting) {
            (Ok(Some(done)), _) => Ok(done?),
            (Err(why), Some(taken)) if why.is_for_another_writer() => {
                Err(NotKept::Busy(Box::new(taken), why))
            }
            (Err(why), _) => Err(Refused::Workspace(why).into()),
            (Ok(None), _) => Err(Refused::Nothing.into()),
        }
    }

    /// Keeps what was taken in. Only within [`Workspace::keeping`].
    pub(crate) fn settle_taken(&mut self, taken: TakenFile) -> Result<KeptFile, WorkspaceError> {
        Ok(self.journal.settle_file(taken.sealed)?)
    }

    fn add_now(
        &mut self,
        ask: &Asking,
        (token, now): (FormToken, (i64, String)),
        taken: TakenFile,
        given: &FileGiven,
    ) -> Result<AddedFile, Refused> {
        let media = taken.media;
        self.refresh()?;
        let mut given = given.clone();
        // A code that was typed as words is the source that has it.
        if let Some(coded) = self.coded_in_words(ask, ("from", &given.from_whom))? {
            given.giver.get_or_insert(coded);
            given.from_whom.clear();
        }
        let said = given.said(ask, media)?;
        self.can_be_said(&said)?;
        let kept = self.settle_taken(taken)?;
        let id = self.file_record(&kept);
        let live = self.live(id)?;
        let again = !live.is_empty();
        let change = match again {
            true => joined(id, &kept, said, &live),
            false => self.new_file(id, (&kept, media), said)?,
        };
        if !change.say.is_empty() {
            self.save_now(&Saving {
                token,
                act: ActOfSaving::Form,
                records: vec![change],
                now,
            })?;
        }
        let brief = self.view.brief(&ask.reader, id)?;
        Ok(AddedFile {
            id,
            number: brief
                .as_ref()
                .and_then(crate::numbers::number)
                .unwrap_or_default(),
            file: kept,
            again,
        })
    }

    /// Before anything is kept: codes that there are, records that are there.
    fn can_be_said(&self, said: &[Say]) -> Result<(), Refused> {
        for say in said {
            match &say.value {
                Value::Term(code) => {
                    let property = self.schema().property(FILE, &say.property);
                    let list = property.and_then(|property| self.schema().list_of(property));
                    if list.is_none_or(|list| list.get(code).is_none()) {
                        let why = reasons::no_such_code(FILE, &say.property, code);
                        return Err(Refused::Unfit(why));
                    }
                }
                Value::Reference(record) if !self.view.has(*record)? => {
                    return Err(Refused::Unfit(reasons::no_such_record()));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The record of a file: the same on every device of the workspace, and nobody outside can tell it.
    fn file_record(&self, file: &KeptFile) -> RecordId {
        let key = ImportKey::new(self.unlocked.import_key().expose());
        key.row("files", "sha256", &file.sha256_in_hex())
    }

    /// The record of a file that has none, or of which everything was taken back: then it gets its old number again.
    fn new_file(
        &self,
        id: RecordId,
        (kept, media): (&KeptFile, Media),
        mut say: Vec<Say>,
    ) -> Result<RecordChange, WorkspaceError> {
        let basis = Basis::default();
        let mut put = |property: &str, value: Value| say.push(Say::new(property, value, &basis));
        put("file", Value::File(kept.name.0));
        put("sha256", Value::text(kept.sha256_in_hex()));
        put("media_type", Value::text(media.name()));
        if let Ok(size) = kept.size.to_string().parse::<Decimal>() {
            put("size", Value::Number(Quantity::exactly(size)));
        }
        let before = self.view.said(id)?;
        let mut statements = before.iter().flat_map(|(_, block)| &block.statements);
        if let Some(number) = statements.rfind(|s| s.property == NUMBER) {
            put(NUMBER, number.value.clone());
        }
        let mut change = RecordChange::new(id, FILE, say);
        if !before.is_empty() {
            change.seen = Seen::Any;
        }
        Ok(change)
    }
}

/// A file that has a record already: what is new is which records it belongs to, and where its bytes lie if those of
/// before were missing or damaged.
fn joined(id: RecordId, kept: &KeptFile, said: Vec<Say>, live: &[Statement]) -> RecordChange {
    let holds = |property: &str, value: &Value| {
        let mut all = live.iter();
        all.any(|s| s.property == property && s.value == *value)
    };
    let mut say = said;
    say.retain(|say| say.property == OF && !holds(OF, &say.value));
    let file = Value::File(kept.name.0);
    let mut change = RecordChange::new(id, FILE, say);
    change.seen = Seen::Any;
    if !holds("file", &file) {
        let gone = live.iter().filter(|s| s.property == "file");
        change.withdraw = gone
            .map(|s| Withdrawal {
                statement: s.id,
                reason: String::new(),
            })
            .collect();
        change.say.push(Say::new("file", file, &Basis::default()));
    }
    change
}

/// The bytes that a record of a file names, as far as something holds of it.
pub(super) fn bytes_of(live: &[Statement]) -> Option<FileName> {
    live.iter().find_map(|said| match said.value {
        Value::File(hash) if said.property == "file" => Some(FileName(hash)),
        _ => None,
    })
}

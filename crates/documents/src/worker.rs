//! A process that reads one document and ends: input and output over pipes, watched from outside.
//!
//! What goes in: `u32` (big endian) length of what is asked, that as JSON, then the bytes of the document to their end.
//! What comes out: one JSON value, what is asked for or the failure.

use crate::failure::Failure;
use crate::limits::{self, Limits};
use crate::{Document, Given, LARGEST};
use aigaq_reading::Laid;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::io::{ErrorKind, Read, Result as IoResult, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

/// Most bytes of what is asked, as JSON.
pub const LONGEST_GIVEN: u64 = 8 * 1024 * 1024;

/// How often somebody looks whether a reader is still wanted.
const LOOKED_AFTER: Duration = Duration::from_millis(50);

/// What came of waiting for a reader.
enum Waited {
    Answer(Vec<u8>),
    TooLong,
    Unwanted,
}

/// What is asked of the process.
#[derive(Debug, Serialize, Deserialize)]
enum Asked {
    /// What the document says.
    Document(Given),
    /// Its text only.
    Text,
}

/// How to start a process that reads documents.
#[derive(Debug, Clone)]
pub struct Worker {
    program: PathBuf,
    arguments: Vec<OsString>,
    limits: Limits,
}

impl Worker {
    /// One started by this program with these arguments; it must call [`serve`].
    #[must_use]
    pub fn new(program: PathBuf, arguments: &[&str]) -> Self {
        Self {
            program,
            arguments: arguments.iter().map(OsString::from).collect(),
            limits: Limits::default(),
        }
    }

    /// The same within other limits.
    #[must_use]
    pub fn within(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Reads a document in a process of its own, which is over when this returns.
    ///
    /// # Errors
    /// [`Failure`]: why it cannot be read.
    pub fn read(
        &self,
        original: &mut (dyn Read + Send),
        given: &Given,
    ) -> Result<Document, Failure> {
        let read = self.read_unless(original, given, &|| false);
        read.unwrap_or(Err(Failure::BrokeOff))
    }

    /// Reads a document as [`Worker::read`] does, as long as somebody wants it; `None` when nobody did any more. Then the
    /// process is ended at once.
    pub fn read_unless(
        &self,
        original: &mut (dyn Read + Send),
        given: &Given,
        is_unwanted: &dyn Fn() -> bool,
    ) -> Option<Result<Document, Failure>> {
        let asked = Asked::Document(given.clone());
        self.ask(original, &asked, is_unwanted).transpose()
    }

    /// Takes only the text of a document out of its file, in a process of its own, which is over when this returns.
    ///
    /// # Errors
    /// [`Failure`]: why it has none.
    pub fn text(&self, original: &mut (dyn Read + Send)) -> Result<Laid, Failure> {
        let text = self.ask(original, &Asked::Text, &|| false)?;
        text.ok_or(Failure::BrokeOff)
    }

    fn ask<T: DeserializeOwned>(
        &self,
        original: &mut (dyn Read + Send),
        asked: &Asked,
        is_unwanted: &dyn Fn() -> bool,
    ) -> Result<Option<T>, Failure> {
        let not_started = |why: std::io::Error| Failure::NotStarted {
            why: why.to_string(),
        };
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(not_started)?;
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(end(&mut child).map_or_else(not_started, |_| Failure::BrokeOff));
        };
        let (tell, told) = mpsc::channel();
        let most = self.limits.answer;
        let (fed, answer, ended) = std::thread::scope(|scope| {
            let feeding = scope.spawn(move || feed(&mut input, original, asked));
            scope.spawn(move || {
                let mut bytes = Vec::new();
                let read = output.take(most + 1).read_to_end(&mut bytes);
                // Nobody listens any more when the time is over.
                let _ = tell.send(read.map(|_| bytes));
            });
            let answer = self.wait(&told, is_unwanted);
            // It is ended in any case, and both threads come to their ends with it.
            let ended = end(&mut child);
            (feeding.join(), answer, ended)
        });
        if let Ok(Err(why)) = fed {
            let why = why.to_string();
            return Err(Failure::NoFile { why });
        }
        let seconds = self.limits.time.as_secs();
        match answer {
            Waited::Unwanted => Ok(None),
            Waited::Answer(bytes) if !ended.is_ok_and(ran_out_of_time) => {
                let answer = serde_json::from_slice(&bytes).unwrap_or(Err(Failure::BrokeOff));
                answer.map(Some)
            }
            Waited::Answer(_) | Waited::TooLong => Err(Failure::TooLong { seconds }),
        }
    }

    fn wait(&self, told: &Receiver<IoResult<Vec<u8>>>, is_unwanted: &dyn Fn() -> bool) -> Waited {
        let mut left = self.limits.time;
        while !is_unwanted() {
            let time = left.min(LOOKED_AFTER);
            match told.recv_timeout(time) {
                Ok(Ok(bytes)) => return Waited::Answer(bytes),
                Err(RecvTimeoutError::Timeout) if left > time => left -= time,
                Ok(Err(_)) | Err(_) => return Waited::TooLong,
            }
        }
        Waited::Unwanted
    }
}

fn end(child: &mut Child) -> IoResult<ExitStatus> {
    // It may be over already.
    let _ = child.kill();
    child.wait()
}

#[cfg(unix)]
fn ran_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(rustix::process::Signal::XCPU.as_raw())
}

#[cfg(not(unix))]
fn ran_out_of_time(_: ExitStatus) -> bool {
    false
}

/// Gives the document to the reader. That one may stop listening; only a file that cannot be read is an error.
fn feed(input: &mut dyn Write, original: &mut dyn Read, asked: &Asked) -> IoResult<()> {
    let known = serde_json::to_vec(asked)?;
    let length = u32::try_from(known.len()).unwrap_or(u32::MAX).to_be_bytes();
    if input.write_all(&length).is_err() || input.write_all(&known).is_err() {
        return Ok(());
    }
    let mut chunk = vec![0; 64 * 1024];
    loop {
        match original.read(&mut chunk) {
            Ok(0) => return Ok(()),
            Ok(read) if input.write_all(&chunk[..read]).is_ok() => {}
            Ok(_) => return Ok(()),
            Err(why) if why.kind() == ErrorKind::Interrupted => {}
            Err(why) => return Err(why),
        }
    }
}

/// What the process does: gives up its rights, reads one document, answers, ends.
///
/// # Errors
/// When what comes in is not what [`Worker::read`] sends, or nobody takes the answer.
pub fn serve(input: &mut dyn Read, output: &mut dyn Write) -> IoResult<()> {
    limits::restrict();
    let mut length = [0; 4];
    input.read_exact(&mut length)?;
    let length = u64::from(u32::from_be_bytes(length));
    if length > LONGEST_GIVEN {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut known = Vec::new();
    input.take(length).read_to_end(&mut known)?;
    let asked: Asked = serde_json::from_slice(&known)?;
    let mut bytes = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        let read = bytes.len() as u64;
        drop(bytes);
        let rest = std::io::copy(input, &mut std::io::sink())?;
        return tell(output, &Err::<(), _>(Failure::too_large(read + rest)));
    }
    match asked {
        Asked::Document(given) => tell(output, &crate::document(&bytes, &given)),
        Asked::Text => tell(output, &crate::text_of(&bytes)),
    }
}

fn tell(output: &mut dyn Write, answer: &impl Serialize) -> IoResult<()> {
    serde_json::to_writer(&mut *output, answer)?;
    output.flush()
}

/// Who reads documents.
#[derive(Debug, Clone)]
pub enum Reader {
    /// A process of its own for each.
    Apart(Worker),
    /// This process: for tests, and for files that were made here.
    Here,
}

impl Reader {
    /// Reads a document.
    ///
    /// # Errors
    /// [`Failure`]: why it cannot be read.
    pub fn read(
        &self,
        original: &mut (dyn Read + Send),
        given: &Given,
    ) -> Result<Document, Failure> {
        let read = self.read_unless(original, given, &|| false);
        read.unwrap_or(Err(Failure::BrokeOff))
    }

    /// Reads a document as long as somebody wants it; `None` when nobody did any more. A process of its own is then ended
    /// at once; this one reads to its end what it has begun.
    pub fn read_unless(
        &self,
        original: &mut (dyn Read + Send),
        given: &Given,
        is_unwanted: &dyn Fn() -> bool,
    ) -> Option<Result<Document, Failure>> {
        match self {
            Self::Apart(worker) => worker.read_unless(original, given, is_unwanted),
            Self::Here => (!is_unwanted()).then(|| read_here(original, given)),
        }
    }
}

fn read_here(original: &mut dyn Read, given: &Given) -> Result<Document, Failure> {
    let mut bytes = Vec::new();
    let read = original.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|why| Failure::NoFile {
        why: why.to_string(),
    })?;
    match bytes.len() as u64 {
        bytes if bytes > LARGEST => Err(Failure::too_large(bytes)),
        _ => crate::document(&bytes, given),
    }
}

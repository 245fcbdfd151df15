//! A process that reads one document and ends: input and output over pipes, watched from outside.
//!
//! What goes in: `u32` (big endian) length of what is asked, that as JSON, then the bytes of the document to their end.
//! What comes out: one JSON value, what is asked for or the failure; of a picture its width and height or why it is not
//! shown, a line feed, and the dots as bytes.

use crate::failure::Failure;
use crate::limits::{self, Limits};
use crate::picture::{self, Dots, Picture, Unshown, Wanted};
use crate::{Capture, Document, Given, LARGEST, LARGEST_CAPTURE};
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
    /// The dots of a picture.
    Picture(Wanted),
    /// What a capture of the web says of itself.
    Capture,
}

impl Asked {
    /// The largest file that is looked at for it, in bytes.
    const fn largest(&self) -> u64 {
        match self {
            Self::Capture => LARGEST_CAPTURE,
            Self::Document(_) | Self::Text | Self::Picture(_) => LARGEST,
        }
    }
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
        let answer = self.ask(original, &asked, is_unwanted).transpose()?;
        Some(answer.and_then(|bytes| parsed(&bytes)))
    }

    /// Takes the dots of a picture out of its file, in a process of its own, and makes a picture of them here; `None`
    /// when nobody wanted it any more.
    pub fn picture_unless(
        &self,
        original: &mut (dyn Read + Send),
        wanted: Wanted,
        is_unwanted: &dyn Fn() -> bool,
    ) -> Option<Result<Picture, Unshown>> {
        let answer = self.ask(original, &Asked::Picture(wanted), is_unwanted);
        let dots = match answer.transpose()? {
            Ok(bytes) => dots_of(bytes),
            // It was changed on the disk.
            Err(Failure::NoFile { .. }) => Err(Unshown::Broken),
            Err(_) => Err(Unshown::BrokeOff),
        };
        Some(dots.and_then(|dots| Picture::of(&dots)))
    }

    /// Looks into a capture of the web, in a process of its own, as long as somebody wants it; `Ok(None)` when the file is
    /// none, `None` when nobody wanted it any more.
    pub fn capture_unless(
        &self,
        original: &mut (dyn Read + Send),
        is_unwanted: &dyn Fn() -> bool,
    ) -> Option<Result<Option<Capture>, Failure>> {
        let answer = self.ask(original, &Asked::Capture, is_unwanted);
        Some(answer.transpose()?.and_then(|bytes| parsed(&bytes)))
    }

    /// Takes only the text of a document out of its file, in a process of its own, which is over when this returns.
    ///
    /// # Errors
    /// [`Failure`]: why it has none.
    pub fn text(&self, original: &mut (dyn Read + Send)) -> Result<Laid, Failure> {
        let text = self.ask(original, &Asked::Text, &|| false)?;
        parsed(&text.ok_or(Failure::BrokeOff)?)
    }

    /// What the process answers; nothing when nobody wanted it any more.
    fn ask(
        &self,
        original: &mut (dyn Read + Send),
        asked: &Asked,
        is_unwanted: &dyn Fn() -> bool,
    ) -> Result<Option<Vec<u8>>, Failure> {
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
            Waited::Answer(_) | Waited::TooLong if ended.as_ref().is_ok_and(ran_out_of_memory) => {
                Err(Failure::OutOfMemory)
            }
            Waited::Answer(bytes) if !ended.as_ref().is_ok_and(ran_out_of_time) => Ok(Some(bytes)),
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

fn parsed<T: DeserializeOwned>(answer: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(answer).unwrap_or(Err(Failure::BrokeOff))
}

fn dots_of(mut answer: Vec<u8>) -> Result<Dots, Unshown> {
    let end = answer.iter().position(|byte| *byte == b'\n');
    let end = end.ok_or(Unshown::BrokeOff)?;
    let size: Result<(u32, u32), Unshown> =
        serde_json::from_slice(&answer[..end]).unwrap_or(Err(Unshown::BrokeOff));
    answer.drain(..=end);
    Dots::told(size?, answer).ok_or(Unshown::BrokeOff)
}

fn end(child: &mut Child) -> IoResult<ExitStatus> {
    // It may be over already.
    let _ = child.kill();
    child.wait()
}

#[cfg(unix)]
fn ran_out_of_time(status: &ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(rustix::process::Signal::XCPU.as_raw())
}

/// The reader aborts where it gets no memory, of the heap or of its stack, and nowhere else: a fault that it finds in
/// itself unwinds.
#[cfg(unix)]
fn ran_out_of_memory(status: &ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(rustix::process::Signal::ABORT.as_raw())
}

#[cfg(not(unix))]
fn ran_out_of_memory(_: &ExitStatus) -> bool {
    false
}

#[cfg(not(unix))]
fn ran_out_of_time(_: &ExitStatus) -> bool {
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
    let limited = limits::restrict();
    let mut length = [0; 4];
    input.read_exact(&mut length)?;
    let length = u64::from(u32::from_be_bytes(length));
    if length > LONGEST_GIVEN {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut known = Vec::new();
    input.take(length).read_to_end(&mut known)?;
    let asked: Asked = serde_json::from_slice(&known)?;
    if let Err(why) = limited {
        // Nothing from outside is read without limits.
        std::io::copy(input, &mut std::io::sink())?;
        let why = why.to_string();
        return match asked {
            Asked::Picture(_) => tell_dots(output, &Err(Unshown::BrokeOff)),
            _ => tell(output, &Err::<(), _>(Failure::NotStarted { why })),
        };
    }
    let mut bytes = Vec::new();
    let most = asked.largest();
    input.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let read = bytes.len() as u64;
        drop(bytes);
        let rest = std::io::copy(input, &mut std::io::sink())?;
        return match asked {
            Asked::Picture(_) => tell_dots(output, &Err(Unshown::TooLarge)),
            _ => {
                let bytes = read + rest;
                tell(output, &Err::<(), _>(Failure::TooLarge { bytes, most }))
            }
        };
    }
    match asked {
        Asked::Document(given) => tell(output, &crate::document(&bytes, &given)),
        Asked::Text => tell(output, &crate::text_of(&bytes)),
        Asked::Picture(wanted) => tell_dots(output, &picture::dots(&bytes, wanted)),
        Asked::Capture => tell(output, &crate::capture(&bytes)),
    }
}

fn tell(output: &mut dyn Write, answer: &impl Serialize) -> IoResult<()> {
    serde_json::to_writer(&mut *output, answer)?;
    output.flush()
}

fn tell_dots(output: &mut dyn Write, dots: &Result<Dots, Unshown>) -> IoResult<()> {
    let size = dots.as_ref().map(|dots| (dots.width, dots.height));
    serde_json::to_writer(&mut *output, &size)?;
    output.write_all(b"\n")?;
    if let Ok(dots) = dots {
        output.write_all(&dots.bytes)?;
    }
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

impl Reader {
    /// Makes a picture of the dots of one, as long as somebody wants it; `None` when nobody did any more.
    pub fn picture_unless(
        &self,
        original: &mut (dyn Read + Send),
        wanted: Wanted,
        is_unwanted: &dyn Fn() -> bool,
    ) -> Option<Result<Picture, Unshown>> {
        match self {
            Self::Apart(worker) => worker.picture_unless(original, wanted, is_unwanted),
            Self::Here => (!is_unwanted()).then(|| picture_here(original, wanted)),
        }
    }
}

impl Reader {
    /// Looks into a capture of the web, as long as somebody wants it; `Ok(None)` when the file is none.
    pub fn capture_unless(
        &self,
        original: &mut (dyn Read + Send),
        is_unwanted: &dyn Fn() -> bool,
    ) -> Option<Result<Option<Capture>, Failure>> {
        match self {
            Self::Apart(worker) => worker.capture_unless(original, is_unwanted),
            Self::Here => (!is_unwanted()).then(|| capture_here(original)),
        }
    }
}

fn capture_here(original: &mut dyn Read) -> Result<Option<Capture>, Failure> {
    let mut bytes = Vec::new();
    let read = original.take(LARGEST_CAPTURE + 1).read_to_end(&mut bytes);
    read.map_err(|why| Failure::NoFile {
        why: why.to_string(),
    })?;
    match bytes.len() as u64 {
        bytes if bytes > LARGEST_CAPTURE => Err(Failure::TooLarge {
            bytes,
            most: LARGEST_CAPTURE,
        }),
        _ => crate::capture(&bytes),
    }
}

fn picture_here(original: &mut dyn Read, wanted: Wanted) -> Result<Picture, Unshown> {
    let mut bytes = Vec::new();
    let read = original.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|_| Unshown::Broken)?;
    match bytes.len() as u64 {
        bytes if bytes > LARGEST => Err(Unshown::TooLarge),
        _ => Picture::of(&picture::dots(&bytes, wanted)?),
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

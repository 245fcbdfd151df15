//! Files in one file.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Why files could not be put together.
#[derive(Debug, thiserror::Error)]
pub enum ZippedError {
    /// The list of them could not be written.
    #[error("the file cannot be put together: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// One of them could not be written.
    #[error("the file cannot be put together: {0}")]
    Write(#[from] std::io::Error),
}

/// Files, by their names, as a zip, in this order. The same files make the same bytes: it holds no time, no owner and no
/// rights.
///
/// # Errors
/// [`ZippedError`] when a name comes twice, or all is larger than the format allows.
pub fn zipped(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, ZippedError> {
    // The day of each is the first that the format knows.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

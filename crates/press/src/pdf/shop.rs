//! The shop in which pages are set: the typography, and what is to be set now. It has no disk, no clock and no
//! packages.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt, World};

use super::PdfError;
use crate::fonts;

/// The typography, a text for each thing that is set.
#[derive(Debug, Clone, Copy)]
pub(super) enum Typography {
    /// What stands on the pages.
    Press,
    /// What stands above and below it.
    Margins,
}

impl Typography {
    const fn text(self) -> (&'static str, &'static str) {
        match self {
            Self::Press => ("press.typ", include_str!("press.typ")),
            Self::Margins => ("margins.typ", include_str!("margins.typ")),
        }
    }
}

/// Read once: all that is the same for every document.
static STOCK: LazyLock<Stock> = LazyLock::new(|| Stock {
    library: LazyHash::new(
        Library::builder()
            // Headings of rows are told to those who have the page read aloud.
            .with_features(Features::from_iter([Feature::A11yExtras]))
            .build(),
    ),
    book: LazyHash::new(FontBook::from_fonts(fonts::read())),
});

struct Stock {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
}

pub(super) struct Shop {
    main: Source,
    document: FileId,
    told: Bytes,
}

impl Shop {
    /// With what is to be set, told as JSON, on the table.
    pub(super) fn open(typography: Typography, told: Vec<u8>) -> Result<Self, PdfError> {
        let (name, text) = typography.text();
        Ok(Self {
            main: Source::new(file(name)?, text.to_owned()),
            document: file("document.json")?,
            told: Bytes::new(told),
        })
    }

    /// The typography.
    pub(super) const fn text(&self) -> &Source {
        &self.main
    }
}

fn file(name: &str) -> Result<FileId, PdfError> {
    let path = VirtualPath::new(name).map_err(|_| PdfError::Set(name.to_owned()))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

impl World for Shop {
    fn library(&self) -> &LazyHash<Library> {
        &STOCK.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &STOCK.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id == self.main.id() {
            true => Ok(self.main.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id == self.document {
            true => Ok(self.told.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::read().get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

//! What a file tells as a capture of the web: addresses, title, day, program, and whether its bytes are those of which it,
//! or the list it came with, tells the digest. Only the file is evidence; all this is what was read from it.

use aigaq_documents::{Capture, Failure, Reader as DocumentReader, WhyDiffering};
use aigaq_schema::{Basis, PartialDate, Value};
use std::collections::BTreeSet;
use std::io::Read;

use crate::saving::Say;

/// What came of comparing digests: a code of the list `capture_checks`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CaptureCheck {
    /// All that are told hold.
    Hold,
    /// Something is not what it is told to be.
    Changed,
    /// Something that is told of is not there.
    Missing,
    /// Something is there of which nothing is told.
    NotTold,
    /// A digest of a kind that is not compared here.
    OtherDigest,
    /// It could not be looked into.
    Unread,
}

impl CaptureCheck {
    const fn code(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Changed => "changed",
            Self::Missing => "missing",
            Self::NotTold => "not_told",
            Self::OtherDigest => "other_digest",
            Self::Unread => "unread",
        }
    }
}

/// What is known of a file as a capture of the web; of what is none, nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Captured {
    /// The addresses of its pages, the first ones.
    pub urls: Vec<String>,
    /// Its title.
    pub title: String,
    /// The day on which it was made.
    pub made: Option<PartialDate>,
    /// The program that made it.
    pub software: String,
    /// What came of comparing digests.
    pub checks: BTreeSet<CaptureCheck>,
    /// The parts of which something does not hold, by name.
    pub parts: Vec<String>,
    /// Parts and pages that are not named here.
    pub more: (usize, usize),
}

impl Captured {
    /// Looks into a file that may be one ([`crate::TakenFile::may_be_capture`]), within limits; `None` when nobody wanted it
    /// any more. What cannot be looked into is kept all the same, and says so if its name calls it a capture.
    pub fn looked(
        name: &str,
        original: &mut (dyn Read + Send),
        reader: &DocumentReader,
        is_unwanted: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let is_called_so = name.to_lowercase().ends_with(".wacz");
        Some(match reader.capture_unless(original, is_unwanted)? {
            Ok(Some(capture)) => Self::of(&capture),
            Ok(None) => Self::default(),
            // One that is made to do harm, or holds no time, was one by its contents.
            Err(Failure::Swollen { .. } | Failure::TooLong { .. }) => Self::unread(),
            Err(_) if is_called_so => Self::unread(),
            Err(_) => Self::default(),
        })
    }

    fn unread() -> Self {
        Self {
            checks: BTreeSet::from([CaptureCheck::Unread]),
            ..Self::default()
        }
    }

    fn of(capture: &Capture) -> Self {
        let digests = &capture.digests;
        let mut checks: BTreeSet<CaptureCheck> = digests.differing.iter().map(check).collect();
        if checks.is_empty() && digests.hold > 0 {
            checks.insert(CaptureCheck::Hold);
        }
        let mut urls: Vec<String> = Vec::new();
        for page in &capture.pages {
            if !urls.contains(&page.url) {
                urls.push(page.url.clone());
            }
        }
        let made = capture.made.as_ref().and_then(|day| day.parse().ok());
        Self {
            urls,
            title: capture.title.clone().unwrap_or_default(),
            made,
            software: capture.software.clone().unwrap_or_default(),
            checks,
            parts: digests.differing.iter().map(|d| d.part.clone()).collect(),
            more: (
                digests.all_differing - digests.differing.len(),
                capture.all_pages - capture.pages.len(),
            ),
        }
    }

    /// Something does not hold, or could not be compared.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.checks.iter().any(|check| *check != CaptureCheck::Hold)
    }

    /// It is one.
    pub(super) fn is_one(&self) -> bool {
        *self != Self::default()
    }

    /// What is said of it besides its title and its day.
    pub(super) fn said(&self) -> Vec<Say> {
        let basis = Basis::default();
        let mut say = Vec::new();
        let mut put = |property: &str, value: Value| say.push(Say::new(property, value, &basis));
        for url in &self.urls {
            put("url", Value::Url(url.clone()));
        }
        if !self.software.is_empty() {
            put("software", Value::text(self.software.clone()));
        }
        for check in &self.checks {
            put("capture_check", Value::term(check.code()));
        }
        let mut parts = self.parts.join(" · ");
        if self.more.0 > 0 {
            parts += &format!(" · + {}", self.more.0);
        }
        if !parts.is_empty() {
            put("capture_parts", Value::text(parts));
        }
        say
    }
}

fn check(differing: &aigaq_documents::Differing) -> CaptureCheck {
    match differing.why {
        WhyDiffering::Changed => CaptureCheck::Changed,
        WhyDiffering::Missing => CaptureCheck::Missing,
        WhyDiffering::NotTold => CaptureCheck::NotTold,
        WhyDiffering::OtherDigest => CaptureCheck::OtherDigest,
    }
}

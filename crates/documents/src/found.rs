//! What was found in a document, each thing once, under a key that stays the same as long as the document does.

use aigaq_reading::{Fact, Mention, Named, Reading, Recommendation, Reference, Span, Text};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Something found in a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Of the document's hash, the kind and what it is: the same whenever the same file is read.
    pub key: String,
    /// What it is.
    #[serde(flatten)]
    pub what: What,
    /// The words, as printed where it stands first, on one line.
    pub words: String,
    /// The fullest form of the name in the document, where the words are another: of "Bekov" "Aidar Bekov".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full: Option<String>,
    /// Where it stands, in order; at least one place.
    pub places: Vec<Span>,
}

/// What was found, with the value it stands for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    /// A person; in Russian as printed, in whatever case.
    Person,
    /// An organisation, a court, a body of the state, a medium.
    Organisation,
    /// A place.
    Place,
    /// A date.
    Date {
        /// In EDTF.
        edtf: String,
    },
    /// A provision of law.
    Law {
        /// `criminal`, `administrative`, …, `other`.
        code: String,
        /// The article.
        article: Option<String>,
        /// The part of the article.
        part: Option<String>,
        /// The name of the law, where the code is `other`.
        name: Option<String>,
    },
    /// A number of people or things.
    Quantity {
        /// The number, where there is one.
        value: Option<f64>,
        /// What is counted.
        unit: String,
        /// `at least`, `about`, …
        qualifier: Option<String>,
    },
    /// A length of time.
    Duration {
        /// How many of the unit.
        value: f64,
        /// `year`, `month`, `week`, `day` or `hour`.
        unit: String,
    },
    /// Something that was done to somebody.
    Fact {
        /// To whom: the fullest name in the document, or the group as printed.
        who: String,
        /// `arrest`, `sentence`, …
        what: String,
        /// When, in EDTF.
        date: Option<String>,
        /// Under which provisions, as `code:article`.
        law: Vec<String>,
        /// The note that closes the statement.
        note: Option<u32>,
        /// A length of time or an offence that goes with it, as printed.
        detail: Option<String>,
        /// The words that tell what happened; in two parts, with " … " between, where whom it is done to stands there.
        phrase: String,
    },
    /// Something somebody is asked to do.
    Recommendation {
        /// Its number in the document.
        n: usize,
        /// Who is asked.
        addressee: String,
    },
    /// A source that notes cite.
    Reference {
        /// The notes in which it stands, also by "ibid.".
        notes: Vec<u32>,
        /// Who wrote it.
        author: Option<String>,
        /// Its title.
        title: Option<String>,
        /// Who published it.
        publisher: Option<String>,
        /// When, in EDTF.
        date: Option<String>,
        /// Its address as printed.
        url: Option<String>,
    },
}

impl Found {
    /// The name by its fullest form in the document; of what is no name, its words.
    #[must_use]
    pub fn name(&self) -> &str {
        self.full.as_deref().unwrap_or(&self.words)
    }
}

impl What {
    /// The code of the kind, as in JSON.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Date { .. } => "date",
            Self::Law { .. } => "law",
            Self::Quantity { .. } => "quantity",
            Self::Duration { .. } => "duration",
            Self::Fact { .. } => "fact",
            Self::Recommendation { .. } => "recommendation",
            Self::Reference { .. } => "reference",
        }
    }

    /// A number with what is said of it, "at least 17"; nothing where the words name no number.
    #[must_use]
    pub fn number(&self) -> Option<String> {
        let Self::Quantity {
            value, qualifier, ..
        } = self
        else {
            return None;
        };
        let value = value.map(|value| value.to_string());
        let parts = [qualifier.as_deref(), value.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        Some(parts.join(" ")).filter(|text| text.chars().any(|c| c.is_ascii_digit()))
    }

    /// The place of the kind in the order of looking at it.
    fn order(&self) -> u8 {
        match self {
            Self::Person => 0,
            Self::Organisation => 1,
            Self::Place => 2,
            Self::Date { .. } => 3,
            Self::Law { .. } => 4,
            Self::Quantity { .. } | Self::Duration { .. } => 5,
            Self::Fact { .. } => 6,
            Self::Recommendation { .. } => 7,
            Self::Reference { .. } => 8,
        }
    }
}

/// Everything found, kind by kind, each kind in the order of the text.
pub(crate) fn found(reading: &Reading, document: &[u8; 32]) -> Vec<Found> {
    let mut all = Gathered {
        document,
        found: Vec::new(),
        at: HashMap::new(),
    };
    let text = &reading.text;
    let mut fullest: Vec<(Span, String)> = reading.fullest.clone();
    fullest.sort_unstable();
    for mention in &reading.mentions {
        let (what, identity) = of_mention(text, mention);
        let words = text.clean(mention.span);
        let full = all.put(what, &identity, &words, mention.span);
        if let Ok(at) = fullest.binary_search_by_key(&mention.span, |(span, _)| *span) {
            full.get_or_insert_with(|| fullest[at].1.clone());
        }
    }
    let mut told: HashMap<String, usize> = HashMap::new();
    for fact in &reading.facts {
        let (what, identity) = of_fact(&reading.text, fact);
        // One sentence may tell of two arrests of one person. The day does not part them: it changes with the year in
        // which the document is said to be published.
        let before = told.entry(identity.clone()).or_default();
        let identity = format!("{identity} {before}");
        *before += 1;
        all.put(what, &identity, &text.clean(fact.span), fact.span);
    }
    for recommendation in &reading.recommendations {
        let (what, identity) = of_recommendation(recommendation);
        let span = recommendation.span;
        all.put(what, &identity, &text.clean(span), span);
    }
    all.references(reading);
    let mut found = all.found;
    // Stable: within a kind the order of the text stays.
    found.sort_by_key(|found| found.what.order());
    found
}

struct Gathered<'d> {
    document: &'d [u8; 32],
    found: Vec<Found>,
    /// Where each key stands among what was found.
    at: HashMap<String, usize>,
}

impl Gathered<'_> {
    /// Puts it where it belongs, and gives what is known of the fullest form of its name.
    fn put(&mut self, what: What, identity: &str, words: &str, span: Span) -> &mut Option<String> {
        let hash = Sha256::new()
            .chain_update(self.document)
            .chain_update(what.code())
            .chain_update([0])
            .chain_update(identity)
            .finalize();
        let key = hex::encode(&hash[..8]);
        if let Some(at) = self.at.get(&key) {
            let there = &mut self.found[*at];
            there.places.push(span);
            if let (What::Reference { notes, .. }, What::Reference { notes: more, .. }) =
                (&mut there.what, what)
            {
                notes.extend(more);
                notes.dedup();
            }
            return &mut there.full;
        }
        self.at.insert(key.clone(), self.found.len());
        self.found.push(Found {
            key,
            what,
            words: words.to_owned(),
            full: None,
            places: vec![span],
        });
        let last = self.found.len() - 1;
        &mut self.found[last].full
    }

    /// Each source once, with all notes that cite it; "ibid." cites that of the note meant.
    fn references(&mut self, reading: &Reading) {
        let mut of_note: HashMap<u32, &Reference> = HashMap::new();
        let body = |n: u32| {
            let note = reading.structure.notes.iter().find(|note| note.n == n);
            note.map(|note| note.body)
        };
        for reference in &reading.references {
            let meant = match reference.ibid {
                Some(before) => of_note.get(&before).copied(),
                None => Some(reference),
            };
            let (Some(meant), Some(span)) = (meant, body(reference.n)) else {
                continue;
            };
            // The last one of a note is what "ibid." in the next means.
            of_note.insert(reference.n, meant);
            if meant.title.is_none() && meant.url.is_none() {
                continue;
            }
            let date = meant.date.as_ref().map(|(edtf, _)| edtf.clone());
            let identity = match &meant.url {
                Some(url) => url.clone(),
                None => format!("{:?}{:?}{date:?}", meant.author, meant.title),
            };
            let words = [
                &meant.author,
                &meant.title,
                &meant.publisher,
                &date,
                &meant.url,
            ];
            let words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
            let what = What::Reference {
                notes: vec![reference.n],
                author: meant.author.clone(),
                title: meant.title.clone(),
                publisher: meant.publisher.clone(),
                date: date.clone(),
                url: meant.url.clone(),
            };
            self.put(what, &identity, &words.join(", "), span);
        }
    }
}

/// What is named, and what makes it the same as another.
fn of_mention(text: &Text, mention: &Mention) -> (What, String) {
    let words = text.clean(mention.span);
    let place = format!("{}-{}", mention.span.start, mention.span.end);
    match &mention.named {
        Named::Person => (What::Person, words.to_lowercase()),
        Named::Organisation => (What::Organisation, words.to_lowercase()),
        Named::Place => (What::Place, words.to_lowercase()),
        Named::Date(edtf) => (What::Date { edtf: edtf.clone() }, edtf.clone()),
        Named::Law(law) => {
            let what = What::Law {
                code: law.code.to_owned(),
                article: law.article.clone(),
                part: law.part.clone(),
                name: law.name.clone(),
            };
            let identity = format!("{:?}", (law.code, &law.article, &law.part, &law.name));
            (what, identity)
        }
        Named::Quantity(quantity) => {
            let what = What::Quantity {
                value: quantity.value,
                unit: quantity.unit.clone(),
                qualifier: quantity.qualifier.map(str::to_owned),
            };
            (what, place)
        }
        Named::Duration(duration) => {
            let what = What::Duration {
                value: duration.value,
                unit: duration.unit.to_owned(),
            };
            (what, format!("{} {}", duration.value, duration.unit))
        }
    }
}

fn of_fact(text: &Text, fact: &Fact) -> (What, String) {
    let identity = format!(
        "{} {} {}-{}",
        fact.untaught, fact.who, fact.span.start, fact.span.end
    );
    let what = What::Fact {
        who: fact.who.clone(),
        what: fact.kind.to_owned(),
        date: fact.date.clone(),
        law: fact.law.clone(),
        note: fact.note,
        detail: fact.detail.clone(),
        phrase: {
            let parts = fact.phrase.iter().map(|part| text.clean(*part));
            parts.collect::<Vec<_>>().join(" … ")
        },
    };
    (what, identity)
}

fn of_recommendation(recommendation: &Recommendation) -> (What, String) {
    let what = What::Recommendation {
        n: recommendation.n,
        addressee: recommendation.addressee.clone(),
    };
    let span = recommendation.span;
    (what, format!("{}-{}", span.start, span.end))
}

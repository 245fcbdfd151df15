//! The envelope: what a change-set says about itself (`docs/format.md` §3).

use std::fmt;

use aigaq_schema::ChangeSetId;

use crate::id::EntryId;
use crate::sha256;
use crate::strict::{Reader, Writer};

/// The act by which something was saved.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ActOfSaving {
    /// A person filled in a form.
    Form,
    /// A file was imported.
    Import,
    /// A person decided something: a judgement, an undo.
    Decision,
    /// The program itself, on order.
    System,
    /// A word of a later version.
    Other(String),
}

impl ActOfSaving {
    /// The word in the envelope.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            ActOfSaving::Form => "form",
            ActOfSaving::Import => "import",
            ActOfSaving::Decision => "decision",
            ActOfSaving::System => "system",
            ActOfSaving::Other(word) => word,
        }
    }

    fn from_word(word: &str) -> Self {
        match word {
            "form" => ActOfSaving::Form,
            "import" => ActOfSaving::Import,
            "decision" => ActOfSaving::Decision,
            "system" => ActOfSaving::System,
            other => ActOfSaving::Other(other.to_owned()),
        }
    }
}

/// The time the saving device claimed, and its zone. Nobody vouches for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedTime {
    /// Seconds since 1970-01-01T00:00Z.
    pub seconds: i64,
    /// IANA name of the zone, `Asia/Almaty`.
    pub zone: String,
}

/// What a change-set says about itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The act of saving it belongs to.
    pub change_set: ChangeSetId,
    /// Which part this is, from 1.
    pub part: u32,
    /// How many parts there are: said by the last part only. Complete when all parts 1 to this are there.
    pub parts: Option<u32>,
    /// How it came about.
    pub act: ActOfSaving,
    /// When, as the device claims.
    pub claimed: ClaimedTime,
    /// Program and version.
    pub program: String,
    /// The last entries of all other logs the device knew: what this was said in the knowledge of.
    pub heads: Vec<EntryId>,
    /// Hash of the imported file.
    pub imported_sha256: Option<[u8; 32]>,
}

impl fmt::Debug for Envelope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Envelope({}, part {} of {:?}, {})",
            self.change_set,
            self.part,
            self.parts,
            self.act.word()
        )
    }
}

impl Envelope {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut w = Writer::default()
            .map(if self.imported_sha256.is_some() { 9 } else { 8 })
            .uint(0)
            .bytes(self.change_set.as_bytes())
            .uint(1)
            .uint(u64::from(self.part))
            .uint(2)
            .uint(u64::from(self.parts.unwrap_or(0)))
            .uint(3)
            .text(self.act.word())
            .uint(4)
            .int(self.claimed.seconds)
            .uint(5)
            .text(&self.claimed.zone)
            .uint(6)
            .text(&self.program)
            .uint(7)
            .array(self.heads.len() as u64);
        for head in &self.heads {
            w = w.bytes(head.as_bytes());
        }
        if let Some(hash) = &self.imported_sha256 {
            w = w.uint(8).bytes(hash);
        }
        w.finish()
    }

    /// Reads an envelope whose heads must hash to what the header says.
    ///
    /// # Errors
    /// What is wrong, in few words (V10).
    pub(crate) fn decode(plain: &[u8], heads_hash: &[u8; 32]) -> Result<Self, &'static str> {
        let mut reader = Reader::new(plain)?;
        let envelope = read(&mut reader).ok_or("the envelope is not as it should be")?;
        if heads_hash != &hash_of_heads(&envelope.heads) {
            return Err("the heads in the envelope are not those of the header");
        }
        Ok(envelope)
    }
}

fn read(reader: &mut Reader<'_>) -> Option<Envelope> {
    let pairs = reader.map()?;
    reader.key(0)?;
    let change_set = ChangeSetId::from_bytes(reader.fixed()?);
    reader.key(1)?;
    let part = u32::try_from(reader.uint()?).ok().filter(|n| *n > 0)?;
    reader.key(2)?;
    let parts = u32::try_from(reader.uint()?).ok()?;
    if parts != 0 && parts != part {
        return None;
    }
    reader.key(3)?;
    let act = ActOfSaving::from_word(reader.text()?);
    reader.key(4)?;
    let seconds = reader.int()?;
    reader.key(5)?;
    let zone = reader.text()?.to_owned();
    reader.key(6)?;
    let program = reader.text()?.to_owned();
    reader.key(7)?;
    let mut heads = Vec::new();
    for _ in 0..reader.array()? {
        heads.push(EntryId(reader.fixed()?));
    }
    if !heads.is_sorted_by(|a, b| a < b) {
        return None;
    }
    let imported_sha256 = match pairs {
        8 => None,
        9 => {
            reader.key(8)?;
            Some(reader.fixed()?)
        }
        _ => return None,
    };
    reader.at_end().then_some(Envelope {
        change_set,
        part,
        parts: (parts != 0).then_some(parts),
        act,
        claimed: ClaimedTime { seconds, zone },
        program,
        heads,
        imported_sha256,
    })
}

/// What stands in the header for these heads (sorted).
pub(crate) fn hash_of_heads(heads: &[EntryId]) -> [u8; 32] {
    let parts: Vec<&[u8]> = heads.iter().map(|id| id.as_bytes().as_slice()).collect();
    sha256(&parts)
}

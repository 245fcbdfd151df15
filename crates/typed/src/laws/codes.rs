//! The codes of Kazakhstan, and how they are cited in three languages.

use crate::plain::{Kind, Token};
use aigaq_schema::Language;
use aigaq_schema::fold::fold;

/// A code of Kazakhstan that is cited without its full name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LawCode {
    /// The Criminal Code.
    Criminal,
    /// The Code of Administrative Offences.
    Administrative,
    /// The Criminal Procedure Code.
    CriminalProcedure,
    /// The Penal Execution Code.
    PenalExecution,
    /// The Administrative Procedures Code.
    AdministrativeProcedures,
    /// The Civil Code.
    Civil,
    /// The Civil Procedure Code.
    CivilProcedure,
    /// The Labour Code.
    Labour,
    /// The Constitution.
    Constitution,
}

impl LawCode {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::Criminal,
        Self::Administrative,
        Self::CriminalProcedure,
        Self::PenalExecution,
        Self::AdministrativeProcedures,
        Self::Civil,
        Self::CivilProcedure,
        Self::Labour,
        Self::Constitution,
    ];

    /// The name under which references to it are kept, whatever language they were written in.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Criminal => "Criminal Code",
            Self::Administrative => "Administrative Code",
            Self::CriminalProcedure => "Criminal Procedure Code",
            Self::PenalExecution => "Penal Execution Code",
            Self::AdministrativeProcedures => "Administrative Procedures Code",
            Self::Civil => "Civil Code",
            Self::CivilProcedure => "Civil Procedure Code",
            Self::Labour => "Labour Code",
            Self::Constitution => "Constitution",
        }
    }

    /// The code whose references are kept under this name.
    #[must_use]
    pub fn kept_as(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.name() == name)
    }

    /// What it is called in a language, in full: the short forms of one language are those of other codes in another
    /// (АПК).
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match (self, language) {
            (_, Language::En) => self.name(),
            (Self::Criminal, Language::Ru) => "Уголовный кодекс",
            (Self::Criminal, Language::Kk) => "Қылмыстық кодекс",
            (Self::Administrative, Language::Ru) => "Кодекс об административных правонарушениях",
            (Self::Administrative, Language::Kk) => "Әкімшілік құқық бұзушылық туралы кодекс",
            (Self::CriminalProcedure, Language::Ru) => "Уголовно-процессуальный кодекс",
            (Self::CriminalProcedure, Language::Kk) => "Қылмыстық-процестік кодекс",
            (Self::PenalExecution, Language::Ru) => "Уголовно-исполнительный кодекс",
            (Self::PenalExecution, Language::Kk) => "Қылмыстық-атқару кодексі",
            (Self::AdministrativeProcedures, Language::Ru) => {
                "Административный процедурно-процессуальный кодекс"
            }
            (Self::AdministrativeProcedures, Language::Kk) => "Әкімшілік рәсімдік-процестік кодекс",
            (Self::Civil, Language::Ru) => "Гражданский кодекс",
            (Self::Civil, Language::Kk) => "Азаматтық кодекс",
            (Self::CivilProcedure, Language::Ru) => "Гражданский процессуальный кодекс",
            (Self::CivilProcedure, Language::Kk) => "Азаматтық процестік кодекс",
            (Self::Labour, Language::Ru) => "Трудовой кодекс",
            (Self::Labour, Language::Kk) => "Еңбек кодексі",
            (Self::Constitution, Language::Ru) => "Конституция",
            (Self::Constitution, Language::Kk) => "Конституция",
        }
    }

    /// How it is cited; the words take the endings of their language.
    const fn cited(self) -> &'static str {
        match self {
            Self::Criminal => "criminal code|cc|ук|уголовн кодекс|ққ|қк|қылмыстық кодекс|qk",
            Self::Administrative => {
                "administrative code|code of administrative offences|code of administrative offenses|code on administrative offences|code on administrative offenses|administrative offences code|cao|coao|коап|ко ап|крк оап|крк об ап|кодекс об административн правонарушени|кодекс об ап|административн кодекс|әқбтк|әқбт к|әқбк|әкімшілік құқық бұзушылық туралы кодекс|әкімшілік кодекс"
            }
            Self::CriminalProcedure => {
                "criminal procedure code|code of criminal procedure|cpc|упк|уголовно - процессуальн кодекс|қпк|қжпк|қылмыстық - процестік кодекс|қылмыстық процестік кодекс"
            }
            Self::PenalExecution => {
                "penal execution code|criminal executive code|pec|уик|уголовно - исполнительн кодекс|қак|қылмыстық - атқару кодекс"
            }
            Self::AdministrativeProcedures => {
                "administrative procedures code|administrative procedure code|administrative procedural and process - related code|апк рк|аппк|административн процедурно - процессуальн кодекс|әрпк|әкімшілік рәсімдік - процестік кодекс"
            }
            Self::Civil => "civil code|гк|гражданск кодекс|азаматтық кодекс",
            Self::CivilProcedure => {
                "civil procedure code|code of civil procedure|гпк|гражданск процессуальн кодекс|азаматтық процестік кодекс|апк"
            }
            Self::Labour => "labour code|labor code|тк|трудов кодекс|еңбек кодекс|ек",
            Self::Constitution => "constitution|конституци|конституция",
        }
    }
}

/// The country's name behind (or before) a code: it adds nothing.
const COUNTRY: &str = "рк|республик казахстан|казахстан|қр|қазақстан республика|қазақстан|rk|of rk|of the rk|of kazakhstan|of the republic of kazakhstan|republic of kazakhstan|kazakhstan";

/// Another country's name behind a code makes it another code.
const ELSEWHERE: &str = "рф|российск|россии|кр|кыргызск|кыргызстан|руз|узбекистан|рт|украин|russia|russian|kyrgyz|kyrgyzstan|uzbekistan|france|germany";

/// One word of a citation: short ones whole, long ones with endings.
fn same(stem: &str, word: &str) -> bool {
    let stem = fold(stem);
    if stem == word {
        return true;
    }
    // «кодекстің», «уголовного», «ӘҚБтК-нің» (its ending is a word of its own).
    stem.chars().count() >= 6
        && word.starts_with(&stem)
        && word.chars().count() <= stem.chars().count() + 7
}

/// The length of the longest of the phrases that begins at the place.
fn longest(phrases: &str, tokens: &[Token], at: usize) -> Option<usize> {
    phrases
        .split('|')
        .filter_map(|phrase| {
            let words: Vec<&str> = phrase.split(' ').collect();
            let fits = words.iter().enumerate().all(|(n, wanted)| {
                match tokens.get(at + n).map(|t| &t.kind) {
                    Some(Kind::Word(word)) => same(wanted, word),
                    Some(Kind::Mark('-')) => *wanted == "-",
                    _ => false,
                }
            });
            fits.then_some(words.len())
        })
        .max()
}

/// A code that begins at the place, and how many tokens name it, with its country. `None` too where the
/// code is another country's.
pub(super) fn code_at(tokens: &[Token], at: usize) -> Option<(LawCode, usize)> {
    let (length, code) = LawCode::ALL
        .into_iter()
        .filter_map(|code| longest(code.cited(), tokens, at).map(|length| (length, code)))
        .max_by_key(|(length, _)| *length)?;
    let mut end = at + length;
    // «ҚК-нің», «КоАП-а».
    if let (Some(hyphen), Some(ending)) = (tokens.get(end), tokens.get(end + 1))
        && hyphen.glued
        && hyphen.kind == Kind::Mark('-')
        && ending.glued
        && matches!(&ending.kind, Kind::Word(w) if w.chars().count() <= 4 && marker_like(w))
    {
        end += 2;
    }
    if longest(ELSEWHERE, tokens, end).is_some() {
        return None;
    }
    end += longest(COUNTRY, tokens, end).unwrap_or(0);
    Some((code, end - at))
}

/// An ending, not a word that means something in a citation.
fn marker_like(word: &str) -> bool {
    matches!(
        word,
        "нин"
            | "нын"
            | "тин"
            | "тын"
            | "дин"
            | "дын"
            | "на"
            | "не"
            | "ке"
            | "ка"
            | "да"
            | "де"
            | "та"
            | "те"
            | "а"
            | "у"
            | "ом"
            | "е"
            | "i"
            | "и"
    )
}

/// A country's name at the place: «ҚР ҚК», «РК» alone.
pub(super) fn country_at(tokens: &[Token], at: usize) -> Option<usize> {
    longest(COUNTRY, tokens, at)
}

/// Words that show that a law is named which is not one of the codes.
pub(super) fn names_a_law(folded: &str) -> bool {
    const LAWS: &str = "закон|заң|law|act|code|кодекс|указ|постановлени|конвенци|convention|covenant|пакт|treaty|rules|правила|жарлық|қаулы|декларация|declaration|iccpr|udhr|icescr|cat|cedaw|crc|мпгпп|мпэскп|вдпч|ук|коап|упк|гк|constitution|конституция";
    LAWS.split('|').any(|stem| {
        let stem = fold(stem);
        folded == stem
            || (stem.chars().count() >= 3
                && !stem.is_ascii()
                && folded.starts_with(&stem)
                && folded.chars().count() <= stem.chars().count() + 7)
    })
}

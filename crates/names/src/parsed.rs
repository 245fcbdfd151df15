//! A name read: its words with their roles, in the order and spelling in which they stand.

use crate::affix::{self, Patronymic, Suffix};
use crate::given::{self, Names};
use crate::phones::{Phones, coarse, is_vowel};
use crate::roles::{self, Reading};
use crate::spelling::{self, Style};
use crate::words::{self, Word};
use crate::{Refusal, Repair, Sex};

/// What a word is within a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A given name.
    Given,
    /// The father's name with its ending: Серікұлы, Kuatovich, Айбеккызы.
    Patronymic,
    /// A family name.
    Surname,
    /// The first letter of a given name or a patronymic.
    Initial,
    /// A word of the name of which nothing tells what it is.
    Other,
}

/// In which order given name and surname stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// Mukhtar Ablyazov.
    GivenFirst,
    /// Ablyazov Mukhtar.
    SurnameFirst,
    /// One word, or a word between.
    Other,
}

/// What the order was seen by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OrderEvidence {
    /// «Аблязов, Мухтар».
    Comma,
    /// "ABLYAZOV Mukhtar".
    Capitals,
    /// The ending of the surname.
    Suffix,
    /// The patronymic follows the given name.
    Patronymic,
    /// What stands beside initials is the surname.
    Initials,
    /// One of the words is a known given name.
    KnownName,
    /// Nothing: the usual order was taken, and the other one is possible.
    None,
}

/// A word of a name.
#[derive(Debug, Clone)]
pub struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) role: Role,
    pub(crate) phones: Phones,
    pub(crate) stem: Phones,
    pub(crate) suffix: Option<Suffix>,
    pub(crate) sex: Option<Sex>,
    pub(crate) names: Option<Names>,
    pub(crate) stem_names: Option<Names>,
    /// A bit for each sound that the word may begin with.
    pub(crate) begins: u32,
    pub(crate) comma_before: bool,
    pub(crate) all_capitals: bool,
    /// A vowel and no point behind it: an initial, or the surname Ю.
    pub(crate) is_open_vowel: bool,
}

impl Token {
    /// What the word is within the name.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// The sex that the word tells of, by its ending or as a known given name.
    #[must_use]
    pub fn sex(&self) -> Option<Sex> {
        self.sex
    }

    /// The ending of a surname.
    #[must_use]
    pub fn suffix(&self) -> Option<Suffix> {
        self.suffix
    }

    /// The word in the phonemic alphabet, for reading.
    #[must_use]
    pub fn sounds(&self) -> String {
        self.phones.to_string()
    }

    /// The word without its ending, in the phonemic alphabet: the surname's stem, the father's name.
    #[must_use]
    pub fn stem_sounds(&self) -> String {
        self.stem.to_string()
    }

    /// The stem in the first spelling of the lists, where it is a known name; so that all spellings have one key.
    pub(crate) fn canonical_stem(&self) -> &Phones {
        let known = self.stem_names.and_then(Names::first);
        known.unwrap_or(&self.stem)
    }

    /// A bit for each coarse sound the word may begin with.
    pub(crate) fn sounds_it_may_begin_with(&self) -> u32 {
        let sounds = (0_u8..).take(crate::phones::COUNT);
        let glide = if self.begins & (spelling::GLIDE | spelling::DEEP_I) == 0 {
            0
        } else {
            1 << crate::phones::I
        };
        sounds
            .filter(|sound| self.begins & 1 << sound != 0)
            .fold(glide, |sum, sound| sum | 1 << coarse(sound))
    }
}

/// Two parts of a name that tell of different sexes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SexesApart {
    /// The parts, and what each tells.
    pub parts: [(Role, Sex); 2],
    /// In whichever way the name is read; else the patronymic may be a surname, which men and women share.
    pub sure: bool,
}

/// A name read. It keeps the text as it was written.
#[derive(Debug, Clone)]
pub struct Parsed {
    pub(crate) text: Box<str>,
    pub(crate) refusal: Option<Refusal>,
    pub(crate) tokens: Vec<Token>,
    pub(crate) readings: Vec<Reading>,
    pub(crate) repairs: Vec<Repair>,
    pub(crate) set_aside: Vec<(u32, u32)>,
    pub(crate) style: Style,
    pub(crate) order: Order,
    pub(crate) evidence: OrderEvidence,
    pub(crate) sex: Option<Sex>,
}

/// Reads a name. Every text is read; what is no name of one person says so by [`Parsed::refusal`].
#[must_use]
pub fn parse(text: &str) -> Parsed {
    let mut parsed = Parsed {
        text: text.into(),
        refusal: None,
        tokens: Vec::new(),
        readings: Vec::new(),
        repairs: Vec::new(),
        set_aside: Vec::new(),
        style: Style::Plain,
        order: Order::Other,
        evidence: OrderEvidence::None,
        sex: None,
    };
    match words::words(text) {
        Ok(found) => {
            parsed.style = found.style;
            parsed.repairs = found.repairs;
            parsed.set_aside = found.set_aside;
            parsed.tokens.reserve_exact(found.words.len());
            for word in &found.words {
                add(word, &found.letters, found.style, &mut parsed.tokens);
            }
            if let Err(refusal) = is_a_name(&found.words, &parsed.tokens) {
                parsed.tokens.clear();
                parsed.refusal = Some(refusal);
                return parsed;
            }
            roles::assign(&mut parsed);
        }
        Err(refusal) => parsed.refusal = Some(refusal),
    }
    parsed
}

/// Whether anything of the words can be a name of one person.
fn is_a_name(words: &[Word], tokens: &[Token]) -> Result<(), Refusal> {
    if tokens.is_empty() {
        return Err(Refusal::UnknownScript);
    }
    let tells = |t: &Token| t.role != Role::Other || t.names.is_some() || t.suffix.is_some();
    if !words.iter().any(|w| w.capital) && !tokens.iter().any(tells) {
        return Err(Refusal::NoName);
    }
    let count = |role: Role| tokens.iter().filter(|t| t.role == role).count();
    let full = count(Role::Other);
    if full > 1 && count(Role::Initial) > 2 || full > 2 && count(Role::Patronymic) > 1 {
        return Err(Refusal::SeveralPeople);
    }
    Ok(())
}

/// Adds a word as a token, or joins it to the patronymic before it («Серик улы»).
fn add(word: &Word, letters: &[char], style: Style, tokens: &mut Vec<Token>) {
    let spelt = &letters[word.from..word.to];
    let phones = spelling::phones(spelt, style);
    // A word of a script that is not read.
    if phones.len() == 0 {
        return;
    }
    if let (Some(sex), Some(last), false) = (
        affix::son_or_daughter(&phones),
        tokens.last_mut(),
        word.comma_before,
    ) && last.role == Role::Other
    {
        last.end = word.end;
        last.role = Role::Patronymic;
        last.stem = last.phones;
        last.stem_names = last.names;
        last.sex = Some(sex);
        last.suffix = Some(Suffix::Uly);
        return;
    }
    let initial = word.is_initial(&phones);
    let mut token = Token {
        start: word.start,
        end: word.end,
        role: Role::Other,
        phones,
        stem: phones,
        suffix: None,
        sex: None,
        names: None,
        stem_names: None,
        begins: spelling::may_begin_with(spelt, &phones, style, initial),
        comma_before: word.comma_before,
        all_capitals: word.all_capitals,
        is_open_vowel: !word.point_behind
            && phones.as_slice().last().is_some_and(|last| is_vowel(*last)),
    };
    if initial {
        token.role = Role::Initial;
    } else {
        let daughter = affix::daughter(spelt).map(|father| Patronymic {
            father: spelling::phones(father, style),
            sex: Sex::Female,
            suffix: Some(Suffix::Uly),
        });
        let father = daughter
            .or_else(|| affix::patronymic(&phones))
            .or_else(|| son_of_a_known_man(&phones));
        let ending = if father.is_none() {
            affix::surname(&phones)
        } else {
            None
        };
        // «Лев», «Марина», «Данияр»: known names that end like surnames.
        let plain = father.is_none() && ending.is_none();
        token.names = if plain {
            given::known(&phones)
        } else {
            given::heard_as(&phones)
        };
        match (father, ending) {
            (Some(of), _) if token.names.is_none() => {
                token.role = Role::Patronymic;
                token.stem = of.father;
                token.sex = Some(of.sex);
                token.suffix = of.suffix;
                token.stem_names = given::known(&of.father);
            }
            (_, Some(ending)) if token.names.is_none() => {
                token.stem = ending.stem;
                token.suffix = Some(ending.suffix);
                token.sex = Some(ending.sex);
                token.stem_names = given::known(&ending.stem);
            }
            _ => {
                token.stem_names = token.names;
                token.sex = token.names.and_then(Names::sex);
            }
        }
        token.begins |= token.stem_names.map_or(0, Names::begins);
    }
    tokens.push(token);
}

/// «Лукич», where there is a Лука.
fn son_of_a_known_man(word: &Phones) -> Option<Patronymic> {
    let is_man = |father: &Phones| given::spelt(father).and_then(Names::sex) == Some(Sex::Male);
    let father = affix::short_patronymic(word)?.into_iter().find(is_man)?;
    Some(Patronymic {
        father,
        sex: Sex::Male,
        suffix: None,
    })
}

impl Parsed {
    /// The text as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Why the text is not the name of one person; none when it is.
    #[must_use]
    pub fn refusal(&self) -> Option<Refusal> {
        self.refusal
    }

    /// The words of the name, in the order of the text; none for a text that was refused.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// A word of the name as it was written.
    #[must_use]
    pub fn written(&self, token: &Token) -> &str {
        self.text
            .get(token.start as usize..token.end as usize)
            .unwrap_or_default()
    }

    /// The word with this role, in the likeliest reading: given name (or its initial), patronymic (or its initial), or
    /// surname.
    #[must_use]
    pub fn part(&self, role: Role) -> Option<&Token> {
        let reading = self.readings.first()?;
        let place = match role {
            Role::Given => reading.given,
            Role::Patronymic => reading.patronymic,
            Role::Surname => reading.surname,
            Role::Initial | Role::Other => None,
        };
        place.and_then(|p| self.tokens.get(usize::from(p)))
    }

    /// Letters that were read as their twins of another script.
    #[must_use]
    pub fn repairs(&self) -> &[Repair] {
        &self.repairs
    }

    /// Titles, trades, numbers and remarks in brackets that stand beside the name, as written.
    pub fn set_aside(&self) -> impl Iterator<Item = &str> {
        self.set_aside
            .iter()
            .filter_map(|(start, end)| self.text.get(*start as usize..*end as usize))
    }

    /// The manner in which Latin letters are used.
    #[must_use]
    pub fn style(&self) -> Style {
        self.style
    }

    /// In which order given name and surname stand, and what tells it.
    #[must_use]
    pub fn order(&self) -> (Order, OrderEvidence) {
        (self.order, self.evidence)
    }

    /// The sex that the name tells of: what more of its words tell; none where nothing tells, or as much tells of the
    /// other.
    #[must_use]
    pub fn sex(&self) -> Option<Sex> {
        self.sex
    }

    /// Two words of the name that tell of different sexes: «Айгуль Серикович». One of them is written wrong, or they
    /// are not of one person; unless the name can be read otherwise («Марина Абрамович»).
    #[must_use]
    pub fn sexes_apart(&self) -> Option<SexesApart> {
        let mut apart = self
            .readings
            .iter()
            .map(|reading| roles::sexes_apart(&self.tokens, *reading));
        Some(SexesApart {
            parts: apart.next()??,
            sure: apart.all(|other| other.is_some()),
        })
    }

    pub(crate) fn readings(&self) -> &[Reading] {
        &self.readings
    }
}

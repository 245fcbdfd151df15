//! References to law as people write them: «ч. 6 ст. 488 КоАП РК», «ҚК 174-б. 2-т.», "174(2) CC".
//!
//! Codes of Kazakhstan are kept under one name each ([`LawCode::name`]), so that references in three languages
//! are one. A point stands in the part, after a dot: «ст. 274 ч. 4 п. 2» is `274(4.2)`. A law that is not one
//! of the codes keeps the name it was given.

mod codes;
mod parts;

pub use codes::LawCode;

use crate::context::Context;
use crate::misunderstood::{Misunderstood, Problem};
use crate::plain::{Kind, Token, plain, tokens};
use aigaq_schema::{Language, LawReference};
use parts::{Level, Part};

/// A reference as it is cited in a language: the code in its words, then article and part. It is read as the same
/// reference again. What is no code of Kazakhstan, and what names a version, stands as it is kept.
///
/// ```
/// use aigaq_schema::{Language, LawReference};
/// let law = LawReference::read("Criminal Code 174(2)").unwrap();
/// assert_eq!(aigaq_typed::law_in_words(&law, Language::Ru), "Уголовный кодекс, ст.\u{a0}174, ч.\u{a0}2");
/// ```
#[must_use]
pub fn law_in_words(law: &LawReference, language: Language) -> String {
    let code = LawCode::kept_as(&law.code).filter(|_| law.version.is_none());
    let Some(code) = code.filter(|_| language != Language::En) else {
        return law.to_string();
    };
    let is_ru = language == Language::Ru;
    let mut words = code.label(language).to_owned();
    if let Some(article) = &law.article {
        words += &match is_ru {
            true => format!(", ст.\u{a0}{article}"),
            false => format!(", {article}-бап"),
        };
    }
    if let Some(part) = &law.part {
        words += &match is_ru {
            true => format!(", ч.\u{a0}{part}"),
            false => format!(", {part}-бөлік"),
        };
    }
    words
}

/// The longest list of references that is read, in characters.
const LONGEST_LIST: usize = 2_000;

/// Reads references to law: one or several. A code that is named once for several articles counts for each.
///
/// # Errors
/// [`Misunderstood`] at the first part that is no reference, or names no code where none is known from the place.
pub fn laws(text: &str, context: &Context) -> Result<Vec<LawReference>, Misunderstood> {
    laws_with(text, context, &mut |_| None)
}

/// The same, where the code of an article that names none may be known from elsewhere: it is asked for with the
/// number of the article («488»), and answered with the name under which the code is kept.
///
/// # Errors
/// As [`laws`].
pub fn laws_with(
    text: &str,
    context: &Context,
    code_of: &mut dyn FnMut(&str) -> Option<String>,
) -> Result<Vec<LawReference>, Misunderstood> {
    if text.chars().nth(LONGEST_LIST).is_some() {
        let most = LONGEST_LIST;
        return Err(Misunderstood::new(text, Problem::TooLong { most }));
    }
    let mut all: Vec<Cited> = Vec::new();
    let mut leading: Option<Code> = None;
    let mut any = false;
    for piece in text.split([';', '\n']) {
        let piece = plain(piece);
        if piece.is_empty() {
            continue;
        }
        any = true;
        sentence(&piece, &mut all, &mut leading)?;
    }
    if !any {
        return Err(Misunderstood::new(text, Problem::Empty));
    }
    let mut laws = Vec::new();
    for cited in all {
        let code = match (cited.code.clone(), context.code) {
            (Some(Code::Known(code)), _) | (None, Some(code)) => code.name().to_owned(),
            (Some(Code::Named(name)), _) => name,
            (None, None) => {
                let article = cited.article.as_deref();
                if let Some(name) = article.and_then(&mut *code_of) {
                    laws_of(&mut laws, name, cited);
                    continue;
                }
                let offered = [LawCode::Administrative, LawCode::Criminal]
                    .map(|code| format!("{} {}", code.name(), cited.written));
                return Err(
                    Misunderstood::new(text, Problem::CodeMissing).offering(offered.to_vec())
                );
            }
        };
        laws_of(&mut laws, code, cited);
    }
    Ok(laws)
}

/// Adds a provision of a code, once.
fn laws_of(laws: &mut Vec<LawReference>, code: String, cited: Cited) {
    let law = LawReference {
        code,
        article: cited.article,
        part: cited.part,
        version: None,
    };
    if !laws.contains(&law) {
        laws.push(law);
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Code {
    Known(LawCode),
    Named(String),
}

/// One provision cited, its code perhaps still to come.
#[derive(Debug)]
struct Cited {
    code: Option<Code>,
    article: Option<String>,
    part: Option<String>,
    /// Article and part, for offering it with a code.
    written: String,
}

/// Reads one piece. Provisions without a code wait in `all` for one that follows in the piece: «405; 201 УПК» may well
/// be of two codes.
fn sentence(
    text: &str,
    all: &mut Vec<Cited>,
    leading: &mut Option<Code>,
) -> Result<(), Misunderstood> {
    let before = all.len();
    let tokens = tokens(text);
    let parts = parts::parts(text, &tokens);
    let unknown: Vec<usize> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Unknown(at) => Some(*at),
            _ => None,
        })
        .collect();
    if let Some(first) = unknown.first() {
        let of_a_code = parts.iter().any(|part| matches!(part, Part::Code(_)));
        let named = (!of_a_code)
            .then(|| named(text, &tokens))
            .flatten()
            .ok_or_else(|| {
                Misunderstood::new(
                    text,
                    Problem::WordInLaw {
                        word: text[tokens[*first].start..tokens[*first].end].to_owned(),
                    },
                )
            })?;
        let code = Code::Named(named.code);
        let written = String::new();
        all.push(Cited {
            code: Some(code),
            article: named.article,
            part: named.part,
            written,
        });
        return Ok(());
    }
    let mut group = Group::default();
    let mut any = false;
    for (place, part) in parts.iter().enumerate() {
        match part {
            Part::Numbers {
                level,
                numbers,
                apart,
            } => {
                any = true;
                if group.begins_anew(*level, *apart, &parts[place + 1..]) {
                    all.extend(group.finish(text, leading.as_ref())?);
                } else if group.goes_on(*level) {
                    // «ст. 488 ч. 6, ч. 11»: another part of the same article.
                    let article = group.articles.last().cloned();
                    all.extend(group.finish(text, leading.as_ref())?);
                    group.articles.extend(article);
                }
                group.take(*level, numbers.clone());
            }
            Part::Code(code) => {
                let code = Code::Known(*code);
                let had = !group.is_empty();
                all.extend(group.finish(text, leading.as_ref())?);
                let mut waited = false;
                for cited in all[before..].iter_mut().filter(|c| c.code.is_none()) {
                    cited.code = Some(code.clone());
                    waited = true;
                }
                if !waited {
                    *leading = Some(code);
                } else if had {
                    *leading = None;
                }
                any = true;
            }
            Part::Noise | Part::Unknown(_) => {}
        }
    }
    all.extend(group.finish(text, leading.as_ref())?);
    if !any {
        return Err(Misunderstood::new(text, Problem::NotALaw));
    }
    // A code alone is a reference to the whole of it.
    let numbered = parts.iter().any(|p| matches!(p, Part::Numbers { .. }));
    if !numbered && leading.is_some() {
        all.push(Cited {
            code: leading.clone(),
            article: None,
            part: None,
            written: String::new(),
        });
    }
    Ok(())
}

/// A law that is not one of the codes, named in words, with its article where one is marked.
fn named(text: &str, tokens: &[Token]) -> Option<LawReference> {
    let names = tokens
        .iter()
        .any(|t| matches!(&t.kind, Kind::Word(w) if codes::names_a_law(w)));
    if !names {
        return None;
    }
    // «ст. 9 Закона о …» and «Закон о …, ст. 9»: what is marked stands at one end.
    for cut in (1..tokens.len()).rev() {
        for (cited, name) in [
            (&tokens[cut..], &text[..tokens[cut - 1].end]),
            (&tokens[..cut], &text[tokens[cut].start..]),
        ] {
            let marked = matches!(&cited.first().map(|t| &t.kind), Some(Kind::Word(_)));
            let parts = parts::parts(text, cited);
            let clean = parts
                .iter()
                .all(|p| matches!(p, Part::Numbers { numbers, .. } if numbers.len() == 1));
            let names = crate::plain::tokens(name)
                .iter()
                .any(|t| matches!(&t.kind, Kind::Word(w) if codes::names_a_law(w)));
            if !(marked && clean && names && !parts.is_empty()) {
                continue;
            }
            let mut group = Group::default();
            for part in parts {
                if let Part::Numbers { level, numbers, .. } = part {
                    group.take(level, numbers);
                }
            }
            // The longest marked end is the one whose neighbour is not marked any more.
            let more =
                cut > 1 && std::ptr::eq(cited.as_ptr_range().end, tokens.as_ptr_range().end) && {
                    let longer = parts::parts(text, &tokens[cut - 2..]);
                    longer
                        .iter()
                        .all(|p| matches!(p, Part::Numbers { numbers, .. } if numbers.len() == 1))
                        && matches!(tokens[cut - 2].kind, Kind::Word(_))
                };
            if more {
                continue;
            }
            let cited = group.finish(text, None).ok()?.pop()?;
            return Some(LawReference {
                code: name.trim_matches([' ', ',', '.', ';']).to_owned(),
                article: cited.article,
                part: cited.part,
                version: None,
            });
        }
    }
    LawReference::read(text)
}

/// What is gathered of one provision (or of several articles of one).
#[derive(Debug, Default)]
struct Group {
    articles: Vec<String>,
    /// Parts, points, subpoints.
    below: [Vec<String>; 3],
    /// The parts stood before the article, as in «ч. 6 ст. 488».
    parts_first: bool,
}

impl Group {
    fn is_empty(&self) -> bool {
        self.articles.is_empty() && self.below.iter().all(Vec::is_empty)
    }

    fn take(&mut self, level: Level, numbers: Vec<String>) {
        match level {
            Level::Article => {
                self.parts_first = self.below.iter().any(|b| !b.is_empty());
                self.articles = numbers;
            }
            // «ч. 6, ч. 11 ст. 488»: both wait for their article.
            Level::Part => self.below[0].extend(numbers),
            Level::Point => self.below[1] = numbers,
            Level::Subpoint => self.below[2] = numbers,
        }
    }

    /// A number of this level belongs to another provision.
    fn begins_anew(&self, level: Level, apart: bool, rest: &[Part]) -> bool {
        let slot = match level {
            Level::Article => return !self.articles.is_empty(),
            Level::Part => &self.below[0],
            Level::Point => &self.below[1],
            Level::Subpoint => &self.below[2],
        };
        // «ст. 488, ч. 2 ст. 174»: the part belongs to what follows without a comma.
        let followed = rest.iter().find(|p| !matches!(p, Part::Noise)).is_some_and(
            |p| matches!(p, Part::Numbers { level: next, apart: false, .. } if *next < level),
        );
        if !slot.is_empty() {
            // Parts alone go on («ч. 6, ч. 11 ст. 488»), and so does an article with its parts («ст. 488 ч. 6, ч. 11»).
            let goes_on = match self.articles.is_empty() {
                true => level == Level::Part && self.below[1..].iter().all(Vec::is_empty),
                false => level == Level::Part && !followed,
            };
            return !goes_on;
        }
        (apart || self.parts_first) && !self.articles.is_empty() && followed
    }

    /// A number of this level is another one of the same article.
    fn goes_on(&self, level: Level) -> bool {
        level == Level::Part && !self.articles.is_empty() && !self.below[0].is_empty()
    }

    /// The provisions gathered; empties the group.
    fn finish(&mut self, text: &str, leading: Option<&Code>) -> Result<Vec<Cited>, Misunderstood> {
        let group = std::mem::take(self);
        if group.is_empty() {
            return Ok(Vec::new());
        }
        if group.articles.is_empty() {
            return Err(Misunderstood::new(text, Problem::NotALaw));
        }
        let bearer = if group.parts_first {
            0
        } else {
            group.articles.len() - 1
        };
        let mut all = Vec::new();
        for (n, article) in group.articles.iter().enumerate() {
            let tails = if n == bearer {
                below(&group.below, group.parts_first)
            } else {
                Vec::new()
            };
            let tails: Vec<Option<String>> = if tails.is_empty() {
                vec![None]
            } else {
                tails.into_iter().map(Some).collect()
            };
            for part in tails {
                let written = match &part {
                    Some(part) => format!("{article}({part})"),
                    None => article.clone(),
                };
                all.push(Cited {
                    code: leading.cloned(),
                    article: Some(article.clone()),
                    part,
                    written,
                });
            }
        }
        Ok(all)
    }
}

/// Parts with their points: «ч. 4 п. 1, 2» is 4.1 and 4.2. A point without a part stands for one.
fn below(levels: &[Vec<String>; 3], first_bears: bool) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for level in levels.iter().filter(|l| !l.is_empty()) {
        if all.is_empty() {
            all.clone_from(level);
            continue;
        }
        let bearer = if first_bears { 0 } else { all.len() - 1 };
        let above = all.remove(bearer);
        for (n, number) in level.iter().enumerate() {
            all.insert(bearer + n, format!("{above}.{number}"));
        }
    }
    all
}

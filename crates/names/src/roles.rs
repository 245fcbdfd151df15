//! Which word is the given name, which the patronymic, which the surname; and by what that is seen.

use crate::parsed::{Order, OrderEvidence, Parsed, Role, Token};
use crate::words::MOST_WORDS;
use crate::{Refusal, Sex, Suffix};
use std::cmp::Ordering;

/// One way to read a name: the places of its parts among the tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Reading {
    pub(crate) given: Option<u8>,
    pub(crate) patronymic: Option<u8>,
    pub(crate) surname: Option<u8>,
}

/// Places of some tokens, in their order; a name has at most [`crate::words::MOST_WORDS`].
#[derive(Default)]
struct Places {
    all: [u8; MOST_WORDS],
    count: usize,
}

impl Places {
    fn of(tokens: &[Token], wanted: impl Fn(&Token) -> bool) -> Self {
        let mut places = Self::default();
        for (at, token) in (0_u8..).zip(tokens) {
            if wanted(token) && places.count < MOST_WORDS {
                places.all[places.count] = at;
                places.count += 1;
            }
        }
        places
    }
}

impl std::ops::Deref for Places {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.all[..self.count]
    }
}

/// What was found of the order of a name.
struct Found {
    reading: Reading,
    other: Option<Reading>,
    evidence: OrderEvidence,
}

/// Gives each token its role, and the name its readings: the likeliest first, a second where nothing decides.
pub(crate) fn assign(parsed: &mut Parsed) {
    one_letter_surname(&mut parsed.tokens);
    let tokens = &parsed.tokens;
    let full = Places::of(tokens, |t| t.role == Role::Other);
    let initials = Places::of(tokens, |t| t.role == Role::Initial);
    let fathers = Places::of(tokens, |t| t.role == Role::Patronymic);
    if full.is_empty() && fathers.is_empty() {
        parsed.refusal = Some(match initials.len() {
            0 => Refusal::Empty,
            1 => Refusal::OneLetter,
            _ => Refusal::OnlyInitials,
        });
        parsed.tokens.clear();
        return;
    }
    let Found {
        mut reading,
        mut other,
        evidence,
    } = found(tokens, &full, &initials, &fathers);
    for reading in std::iter::once(&mut reading).chain(&mut other) {
        let mut letters = initials.iter().copied();
        if reading.given.is_none() && reading.surname.is_some() {
            reading.given = letters.next();
        }
        if reading.patronymic.is_none() {
            reading.patronymic = letters.next();
        }
    }
    parsed.evidence = evidence;
    parsed.order = match (reading.given, reading.surname) {
        (Some(given), Some(surname)) if given < surname => Order::GivenFirst,
        (Some(_), Some(_)) => Order::SurnameFirst,
        _ => Order::Other,
    };
    let parts = [
        (reading.given, Role::Given),
        (reading.patronymic, Role::Patronymic),
        (reading.surname, Role::Surname),
    ];
    for (place, role) in parts {
        if let Some(token) = place.and_then(|p| parsed.tokens.get_mut(usize::from(p)))
            && token.role != Role::Initial
        {
            token.role = role;
        }
    }
    parsed.sex = sex(&parsed.tokens, reading);
    parsed.readings.push(reading);
    parsed.readings.extend(other);
}

fn found(tokens: &[Token], full: &[u8], initials: &[u8], fathers: &[u8]) -> Found {
    let father = fathers.first().copied();
    let reading = |given, patronymic, surname| Reading {
        given,
        patronymic,
        surname,
    };
    let sure = |reading, evidence| Found {
        reading,
        other: None,
        evidence,
    };
    match (full, fathers) {
        // «Абрамович Р. А.»: a surname that is made like a patronymic.
        ([], [.., last]) if !initials.is_empty() => {
            sure(reading(None, None, Some(*last)), OrderEvidence::Initials)
        }
        ([], [first, last, ..]) => sure(
            reading(None, Some(*first), Some(*last)),
            OrderEvidence::None,
        ),
        ([], _) => sure(reading(None, father, None), OrderEvidence::None),
        ([only], []) if !initials.is_empty() => {
            sure(reading(None, None, Some(*only)), OrderEvidence::Initials)
        }
        ([only], [one]) => Found {
            reading: reading(Some(*only), Some(*one), None),
            // «Роман Абрамович».
            other: Some(reading(Some(*only), None, Some(*one))),
            evidence: OrderEvidence::Patronymic,
        },
        // «Абрамович Роман Аркадьевич», «Роман Аркадьевич Абрамович».
        ([only], [first, second, ..]) => {
            let (father, surname) = if *first > *only {
                (first, second)
            } else {
                (second, first)
            };
            sure(
                reading(Some(*only), Some(*father), Some(*surname)),
                OrderEvidence::Patronymic,
            )
        }
        ([only], []) => {
            let token = &tokens[usize::from(*only)];
            let is_given = token.suffix.is_none() && token.names.is_some();
            let surname = reading(None, None, Some(*only));
            if !is_given {
                return sure(surname, OrderEvidence::None);
            }
            // «Аян»: a given name, or a surname that has dropped its ending.
            Found {
                reading: reading(Some(*only), None, None),
                other: Some(surname),
                evidence: OrderEvidence::None,
            }
        }
        ([first, second, rest @ ..], _) => {
            // «Жумабаева-Ахметова Сауле»: two surnames, either of which may be told elsewhere.
            if let (Some(given), [one, two]) = (
                only(tokens, full, |t| t.suffix.is_none()),
                &*Places::of(tokens, |t| t.suffix.is_some() && t.role == Role::Other),
            ) {
                return Found {
                    reading: reading(Some(given), father, Some(*one)),
                    other: Some(reading(Some(given), father, Some(*two))),
                    evidence: OrderEvidence::Suffix,
                };
            }
            let (surname, evidence) = surname_of(tokens, full, father);
            let given = if surname == *first { *second } else { *first };
            let token = |at: u8| &tokens[usize::from(at)];
            // «Гүлбаршын Тоғызбай»: given names end in -in, too.
            let by_in = evidence == OrderEvidence::Suffix
                && token(surname).suffix == Some(Suffix::In)
                && token(given).names.is_none();
            let uncertain = (by_in
                || matches!(evidence, OrderEvidence::None | OrderEvidence::KnownName))
                && rest.is_empty();
            Found {
                reading: reading(Some(given), father, Some(surname)),
                other: uncertain.then(|| reading(Some(surname), father, Some(given))),
                evidence,
            }
        }
    }
}

/// «Нинель Ю»: a vowel without a point beside a known given name is no initial, but the surname of a Korean.
fn one_letter_surname(tokens: &mut [Token]) {
    let (mut letters, mut others) = (0, 0);
    for token in tokens.iter() {
        match token.role {
            Role::Initial if token.is_open_vowel => letters += 1,
            Role::Other if token.suffix.is_none() && token.names.is_some() => others += 1,
            Role::Patronymic => {}
            _ => return,
        }
    }
    if (letters, others) == (1, 1) {
        for token in tokens {
            if token.role == Role::Initial {
                token.role = Role::Other;
            }
        }
    }
}

/// The only one of some words of which something holds.
fn only(tokens: &[Token], full: &[u8], holds: impl Fn(&Token) -> bool) -> Option<u8> {
    let mut all = full
        .iter()
        .copied()
        .filter(|at| holds(&tokens[usize::from(*at)]));
    all.next().filter(|_| all.next().is_none())
}

/// Which of several full words is the surname.
fn surname_of(tokens: &[Token], full: &[u8], patronymic: Option<u8>) -> (u8, OrderEvidence) {
    let (first, last) = (full[0], full[full.len() - 1]);
    if full[1..]
        .iter()
        .any(|at| tokens[usize::from(*at)].comma_before)
    {
        return (first, OrderEvidence::Comma);
    }
    if let Some(one) = only(tokens, full, |t| t.all_capitals) {
        return (one, OrderEvidence::Capitals);
    }
    // Given names end in -in, too; beside -ov that is no ending of a surname.
    if let Some(one) = only(tokens, full, |t| {
        matches!(t.suffix, Some(Suffix::Ov | Suffix::Sky))
    }) {
        return (one, OrderEvidence::Suffix);
    }
    if let Some(one) = only(tokens, full, |t| t.suffix.is_some()) {
        return (one, OrderEvidence::Suffix);
    }
    if let Some(patronymic) = patronymic {
        let given = full.iter().copied().rev().find(|at| *at < patronymic);
        if let Some(surname) = full.iter().copied().find(|at| Some(*at) != given) {
            return (surname, OrderEvidence::Patronymic);
        }
    }
    if let Some(one) = only(tokens, full, |t| t.names.is_none()) {
        return (one, OrderEvidence::KnownName);
    }
    // A surname without ending is the name of a man, the father's father.
    let man = only(tokens, full, |t| t.sex == Some(Sex::Male));
    if let (Some(man), Some(_)) = (man, only(tokens, full, |t| t.sex == Some(Sex::Female))) {
        return (man, OrderEvidence::KnownName);
    }
    (last, OrderEvidence::None)
}

/// The sexes that the parts tell of, each where it tells.
fn told(tokens: &[Token], reading: Reading) -> [Option<(Role, Sex)>; 3] {
    let of = |place: Option<u8>| place.and_then(|p| tokens.get(usize::from(p)));
    // A surname without ending may be a man's given name, and one in -in too: they tell nothing of who bears them.
    let tells = |t: &&Token| match t.suffix {
        // «Абрамович» as a surname is a man's or a woman's; «Абрамовна» is a woman whatever it is.
        None => t.role == Role::Patronymic && t.sex == Some(Sex::Female),
        Some(Suffix::In) => t.sex == Some(Sex::Female),
        Some(Suffix::Ov | Suffix::Sky | Suffix::Uly) => true,
    };
    [
        (Role::Patronymic, of(reading.patronymic)),
        (Role::Surname, of(reading.surname).filter(tells)),
        (Role::Given, of(reading.given)),
    ]
    .map(|(role, token)| Some((role, token?.sex?)))
}

/// The sex that the parts tell of together: what more of them tell; none where as many tell of the other.
pub(crate) fn sex(tokens: &[Token], reading: Reading) -> Option<Sex> {
    let told = told(tokens, reading);
    let times = |sex: Sex| told.iter().flatten().filter(|(_, s)| *s == sex).count();
    match times(Sex::Male).cmp(&times(Sex::Female)) {
        Ordering::Greater => Some(Sex::Male),
        Ordering::Less => Some(Sex::Female),
        Ordering::Equal => None,
    }
}

/// Two parts that tell of different sexes.
pub(crate) fn sexes_apart(tokens: &[Token], reading: Reading) -> Option<[(Role, Sex); 2]> {
    let told = told(tokens, reading);
    let mut told = told.iter().flatten();
    let first = *told.next()?;
    let other = *told.find(|(_, sex)| *sex != first.1)?;
    Some([first, other])
}

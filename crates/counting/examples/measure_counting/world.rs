//! Invented acts, those who were in them, and their lists: the same for the same number of acts. Kept as columns, and
//! written as CSV with the same values.

use std::fmt::Write as _;
use std::path::Path;

use aigaq_counting::{Cell, Column, Columns, Dictionary, FIRST_CODE, LIVE, Span, State};

/// Lists: name, codes, and how many of them stand under one (itself included).
const LISTS: [(&str, u32, u32); 9] = [
    ("types", 170, 10),
    ("regions", 20, 1),
    ("rights", 34, 1),
    ("verification", 8, 1),
    ("categories", 20, 1),
    ("sources", 30, 1),
    ("genders", 3, 1),
    ("motives", 5, 1),
    ("responses", 6, 1),
];
const ROLES: [&str; 3] = ["target", "perpetrator", "perpetrator.main"];
const KINDS: [&str; 3] = ["person", "organisation", "group"];
/// 1 January 2015.
const FIRST_DAY: i32 = 16_436;

/// Numbers that look random and are the same for the same seed (splitmix64: G. L. Steele and others, 2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let high = (mixed ^ (mixed >> 31)) >> 32;
        u32::try_from((high * u64::from(most)) >> 32).unwrap_or(0)
    }

    /// A code of a list, none for one in fifty.
    fn code(&mut self, list: &str) -> Option<u32> {
        let (_, codes, _) = LISTS
            .into_iter()
            .find(|(name, ..)| *name == list)
            .expect("a list");
        (self.below(50) > 0).then(|| self.below(codes))
    }
}

/// Writes everything into a folder.
pub fn write(acts: u32, folder: &Path) {
    std::fs::create_dir_all(folder).expect("a folder");
    let mut columns = empty();
    let mut dice = Dice(1);
    let actors = actors(acts / 5 + 1, &mut columns, &mut dice, folder);
    acts_of(acts, &mut columns, &mut dice, folder);
    involvements(acts, actors, &mut columns, &mut dice, folder);
    let mut lists = String::from("list,code,top\n");
    for (name, codes, together) in LISTS {
        for number in 0..codes {
            let top = number / together * together;
            writeln!(lists, "{name},{name}-{number},{name}-{top}").expect("a text");
        }
    }
    std::fs::write(folder.join("lists.csv"), lists).expect("written");
    std::fs::write(folder.join("columns"), packed(&columns)).expect("written");
}

fn empty() -> Columns {
    let mut columns = Columns::new();
    for (name, codes, together) in LISTS {
        let list = columns.dictionary_mut(name);
        for number in 0..codes {
            let top = number / together * together;
            let parent = (top != number).then(|| format!("{name}-{top}"));
            list.add(&format!("{name}-{number}"), parent.as_deref());
        }
    }
    let roles = columns.dictionary_mut("roles");
    roles.add(ROLES[0], None);
    roles.add(ROLES[1], None);
    roles.add(ROLES[2], Some(ROLES[1]));
    let kinds = columns.dictionary_mut("kinds");
    KINDS.iter().for_each(|kind| {
        kinds.add(kind, None);
    });
    let tables: [(&str, Vec<(&str, Column)>); 3] = [
        (
            "actor",
            vec![
                ("kind", Column::codes("kinds")),
                ("gender", Column::codes("genders")),
                ("category", Column::many_codes("categories")),
                ("source_class", Column::many_codes("sources")),
            ],
        ),
        (
            "act",
            vec![
                ("type", Column::codes("types")),
                ("start", Column::dates()),
                ("region", Column::codes("regions")),
                ("rights", Column::many_codes("rights")),
                ("verification", Column::codes("verification")),
                ("motive", Column::codes("motives")),
                ("response", Column::codes("responses")),
            ],
        ),
        (
            "involvement",
            vec![
                ("act", Column::refs(&["act"])),
                ("actor", Column::refs(&["actor"])),
                ("role", Column::codes("roles")),
                ("category", Column::codes("categories")),
            ],
        ),
    ];
    for (table, properties) in tables {
        for (property, column) in properties {
            columns.table_mut(table).add_column(property, column);
        }
    }
    columns
}

fn cell(code: Option<u32>) -> Cell<'static> {
    code.map_or(Cell::State(State::Missing), |code| {
        Cell::Code(FIRST_CODE + code)
    })
}

fn word(list: &str, code: Option<u32>) -> String {
    code.map_or_else(String::new, |code| format!("{list}-{code}"))
}

/// Codes of a list, one or two, each once.
fn several(list: &str, dice: &mut Dice, two_in: u32) -> Vec<u32> {
    let mut codes: Vec<u32> = dice.code(list).into_iter().collect();
    if dice.below(two_in) == 0 {
        codes.extend(dice.code(list));
    }
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn numbered(codes: &[u32]) -> Vec<u32> {
    codes.iter().map(|code| FIRST_CODE + code).collect()
}

fn actors(most: u32, columns: &mut Columns, dice: &mut Dice, folder: &Path) -> u32 {
    let mut text = String::from("id,kind,gender,stands\n");
    let mut categories = String::from("actor,category\n");
    let mut sources = String::from("actor,source_class\n");
    let table = columns.table_mut("actor");
    for actor in 0..most {
        let kind = dice.below(10) / 8;
        let gender = dice.code("genders");
        let category = several("categories", dice, 10);
        let source = several("sources", dice, 20);
        // One in a hundred is one with another.
        let stands = if actor > 0 && actor % 100 == 99 {
            actor - 1
        } else {
            actor
        };
        let cells = [
            ("kind", Cell::Code(FIRST_CODE + kind)),
            ("gender", cell(gender)),
            ("category", Cell::Codes(&numbered(&category))),
            ("source_class", Cell::Codes(&numbered(&source))),
        ];
        table.upsert_row(None, &cells).expect("fits");
        let (kind, gender) = (KINDS[kind as usize], word("genders", gender));
        writeln!(text, "{actor},{kind},{gender},{stands}").expect("a text");
        for code in category {
            writeln!(categories, "{actor},categories-{code}").expect("a text");
        }
        for code in source {
            writeln!(sources, "{actor},sources-{code}").expect("a text");
        }
    }
    std::fs::write(folder.join("actor.csv"), text).expect("written");
    std::fs::write(folder.join("actor_category.csv"), categories).expect("written");
    std::fs::write(folder.join("actor_source.csv"), sources).expect("written");
    most
}

fn acts_of(most: u32, columns: &mut Columns, dice: &mut Dice, folder: &Path) {
    let mut text = String::from("id,type,first,last,region,verification,motive,response\n");
    let mut rights_text = String::from("act,rights\n");
    let table = columns.table_mut("act");
    for act in 0..most {
        let (kind, region) = (dice.code("types"), dice.code("regions"));
        let first = FIRST_DAY + i32::try_from(dice.below(2_500)).unwrap_or(0);
        let last = first + if dice.below(10) == 0 { 30 } else { 0 };
        let dated = dice.below(40) > 0;
        let rights = several("rights", dice, 3);
        let verification = dice.code("verification");
        let (motive, response) = (dice.code("motives"), dice.code("responses"));
        let start = if dated {
            Cell::Date(first, last)
        } else {
            Cell::State(State::Missing)
        };
        let cells = [
            ("type", cell(kind)),
            ("start", start),
            ("region", cell(region)),
            ("rights", Cell::Codes(&numbered(&rights))),
            ("verification", cell(verification)),
            ("motive", cell(motive)),
            ("response", cell(response)),
        ];
        table.upsert_row(None, &cells).expect("fits");
        let day = |day: i32| {
            if dated {
                Span::Day.of(day)
            } else {
                String::new()
            }
        };
        writeln!(
            text,
            "{act},{},{},{},{},{},{},{}",
            word("types", kind),
            day(first),
            day(last),
            word("regions", region),
            word("verification", verification),
            word("motives", motive),
            word("responses", response),
        )
        .expect("a text");
        for code in rights {
            writeln!(rights_text, "{act},rights-{code}").expect("a text");
        }
    }
    std::fs::write(folder.join("act.csv"), text).expect("written");
    std::fs::write(folder.join("act_rights.csv"), rights_text).expect("written");
}

/// 1.3 for each act: a target, and for some a perpetrator.
fn involvements(acts: u32, actors: u32, columns: &mut Columns, dice: &mut Dice, folder: &Path) {
    let mut text = String::from("act,actor,role,category\n");
    let table = columns.table_mut("involvement");
    for act in 0..acts {
        let many = match dice.below(20) {
            0 => 0,
            1..=12 => 1,
            13..=18 => 2,
            _ => 3,
        };
        for number in 0..many {
            // The second is a perpetrator; the third another target.
            let role = if number == 1 { 1 + dice.below(2) } else { 0 };
            let actor = dice.below(actors);
            let category = if dice.below(2) == 0 {
                None
            } else {
                dice.code("categories")
            };
            let cells = [
                ("act", Cell::Ref("act", act)),
                ("actor", Cell::Ref("actor", actor)),
                ("role", Cell::Code(FIRST_CODE + role)),
                ("category", cell(category)),
            ];
            table.upsert_row(None, &cells).expect("fits");
            let (role, category) = (ROLES[role as usize], word("categories", category));
            writeln!(text, "{act},{actor},{role},{category}").expect("a text");
        }
    }
    std::fs::write(folder.join("involvement.csv"), text).expect("written");
}

/// Everything as one file: parts of (record type or nothing, property or list, number of the block, bytes).
fn packed(columns: &Columns) -> Vec<u8> {
    let mut out = Vec::new();
    let mut put = |table: &str, property: &str, block: u32, bytes: &[u8]| {
        for part in [
            table.as_bytes(),
            property.as_bytes(),
            &block.to_le_bytes(),
            bytes,
        ] {
            out.extend_from_slice(&u32::try_from(part.len()).expect("short").to_le_bytes());
            out.extend_from_slice(part);
        }
    };
    for (name, list) in columns.dictionaries() {
        put("", name, 0, &list.pack());
    }
    for (code, table) in columns.tables() {
        let properties = std::iter::once(LIVE).chain(table.columns().map(|(name, _)| name));
        for property in properties {
            for block in 0.. {
                let Some(bytes) = table.pack(property, block) else {
                    break;
                };
                put(code, property, block, &bytes);
            }
        }
    }
    out
}

/// The columns of such a file.
pub fn loaded(mut bytes: &[u8]) -> Columns {
    let mut columns = Columns::new();
    let mut part = || -> Option<&[u8]> {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let (part, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        bytes = rest;
        Some(part)
    };
    while let Some(table) = part() {
        let [property, block, packed] = std::array::from_fn(|_| part().expect("whole"));
        let text = |bytes| std::str::from_utf8(bytes).expect("a name");
        let block = u32::from_le_bytes(block.try_into().expect("a number"));
        if table.is_empty() {
            let list = Dictionary::load(packed).expect("loads");
            columns.set_dictionary(text(property), list);
        } else {
            let table = columns.table_mut(text(table));
            table.load(text(property), block, packed).expect("loads");
        }
    }
    columns.check().expect("fits");
    columns
}

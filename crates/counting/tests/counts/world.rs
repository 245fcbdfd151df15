//! A small world of acts, actors and events: kept twice, as plain records and
//! as columns, so that counts over the columns can be held against a recount
//! of the records.

use aigaq_counting::{
    Answer, Cell, Clusters, Column, Columns, Counting, Labels, Plain, Query, Reader, State,
    first_and_last,
};

pub const TYPES: [(&str, &str); 9] = [
    ("DET", ""),
    ("DET.arrest", "DET"),
    ("DET.arrest.night", "DET.arrest"),
    ("DET.mass", "DET"),
    ("PHY", ""),
    ("PHY.attack", "PHY"),
    ("ORG", ""),
    ("ORG.fine", "ORG"),
    ("REL", ""),
];
pub const RIGHTS: [(&str, &str); 4] = [
    ("liberty", ""),
    ("civic", ""),
    ("assembly", "civic"),
    ("expression", "civic"),
];
pub const ROLES: [(&str, &str); 5] = [
    ("target", ""),
    ("perpetrator", ""),
    ("perpetrator.main", "perpetrator"),
    ("perpetrator.secondary", "perpetrator"),
    ("witness", ""),
];
pub const KINDS: [(&str, &str); 4] = [
    ("person", ""),
    ("organisation", ""),
    ("ngo", "organisation"),
    ("group", ""),
];
pub const REGIONS: [(&str, &str); 3] = [("KZ-75", ""), ("KZ-71", ""), ("KZ-10", "")];
pub const CATEGORIES: [(&str, &str); 3] = [("journalist", ""), ("lawyer", ""), ("activist", "")];
pub const SOURCES: [(&str, &str); 3] = [("police", ""), ("akimat", ""), ("court", "")];
pub const GENDERS: [(&str, &str); 2] = [("female", ""), ("male", "")];
pub const EVENT_KINDS: [(&str, &str); 2] = [("protest", ""), ("trial", "")];

/// First and last day; none without a date.
pub type When = Option<(i32, i32)>;

#[derive(Debug, Clone, Default)]
pub struct Event {
    pub kind: String,
    pub start: When,
    pub deaths: Option<(f64, f64)>,
}

/// Codes in brackets are states; an empty one is missing.
#[derive(Debug, Clone, Default)]
pub struct Act {
    pub kind: String,
    pub start: When,
    pub region: String,
    pub rights: Vec<String>,
    pub event: Option<u32>,
    pub withdrawn: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Actor {
    pub kind: String,
    pub gender: String,
    pub categories: Vec<String>,
    pub source_class: String,
    pub withdrawn: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Involvement {
    pub act: u32,
    pub actor: Option<u32>,
    pub role: String,
    pub category: String,
    pub number: Option<(f64, f64)>,
}

impl Act {
    pub fn of(kind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            ..Self::default()
        }
    }

    pub fn on(mut self, date: &str) -> Self {
        self.start = (!date.is_empty()).then(|| first_and_last(date).expect("a date"));
        self
    }

    pub fn between(mut self, from: &str, to: &str) -> Self {
        let first = first_and_last(from).expect("a date").0;
        self.start = Some((first, first_and_last(to).expect("a date").1));
        self
    }

    pub fn at(mut self, region: &str) -> Self {
        region.clone_into(&mut self.region);
        self
    }

    pub fn rights(mut self, rights: &[&str]) -> Self {
        self.rights = rights.iter().map(|right| (*right).to_owned()).collect();
        self
    }
}

pub struct World {
    pub columns: Columns,
    pub clusters: Clusters,
    pub events: Vec<Event>,
    pub acts: Vec<Act>,
    pub actors: Vec<Actor>,
    pub involvements: Vec<Involvement>,
    /// For each actor the one that stands for it.
    pub stands_for: Vec<u32>,
}

impl World {
    pub fn new() -> Self {
        let mut columns = Columns::new();
        for (name, codes) in [
            ("types", TYPES.as_slice()),
            ("rights", &RIGHTS),
            ("roles", &ROLES),
            ("kinds", &KINDS),
            ("regions", &REGIONS),
            ("categories", &CATEGORIES),
            ("sources", &SOURCES),
            ("genders", &GENDERS),
            ("event_kinds", &EVENT_KINDS),
            ("verification", &[("v1", ""), ("v3", "")]),
        ] {
            let list = columns.dictionary_mut(name);
            for (code, parent) in codes {
                list.add(code, Some(parent));
            }
        }
        let tables: [(&str, Vec<(&str, Column)>); 4] = [
            (
                "event",
                vec![
                    ("kind", Column::codes("event_kinds")),
                    ("start", Column::dates()),
                    ("deaths", Column::numbers()),
                ],
            ),
            (
                "act",
                vec![
                    ("event", Column::refs(&["event"])),
                    ("type", Column::codes("types")),
                    ("start", Column::dates()),
                    ("region", Column::codes("regions")),
                    ("rights", Column::many_codes("rights")),
                    ("verification", Column::codes("verification")),
                ],
            ),
            (
                "actor",
                vec![
                    ("kind", Column::codes("kinds")),
                    ("gender", Column::codes("genders")),
                    ("category", Column::many_codes("categories")),
                    ("source_class", Column::codes("sources")),
                    ("verification", Column::codes("verification")),
                ],
            ),
            (
                "involvement",
                vec![
                    ("act", Column::refs(&["act"])),
                    ("actor", Column::refs(&["actor"])),
                    ("role", Column::codes("roles")),
                    ("category", Column::codes("categories")),
                    ("number", Column::numbers()),
                ],
            ),
        ];
        for (table, properties) in tables {
            for (property, column) in properties {
                columns.table_mut(table).add_column(property, column);
            }
        }
        Self {
            columns,
            clusters: Clusters::identity(),
            events: Vec::new(),
            acts: Vec::new(),
            actors: Vec::new(),
            involvements: Vec::new(),
            stands_for: Vec::new(),
        }
    }

    pub fn ask<T>(
        &self,
        labels: &dyn Labels,
        reader: &Reader,
        ask: impl FnOnce(&Counting<'_>) -> T,
    ) -> T {
        ask(&Counting {
            columns: &self.columns,
            clusters: &self.clusters,
            labels,
            reader,
            threads: 2,
        })
    }

    pub fn count(&self, query: &Query) -> Answer {
        self.ask(&Plain, &Reader::of_everything(), |counting| {
            counting.count(query).expect("an answer")
        })
    }

    fn cell(&self, list: &str, code: &str) -> Cell<'static> {
        match code {
            "" => Cell::State(State::Missing),
            "(unknown)" => Cell::State(State::Unknown),
            "(not asked)" => Cell::State(State::NotAsked),
            "(withheld)" => Cell::State(State::Withheld),
            "(none)" => Cell::State(State::None),
            code => {
                let list = self.columns.dictionary(list).expect("a list");
                Cell::Code(list.number(code).expect("a code"))
            }
        }
    }

    fn codes(&self, list: &str, codes: &[String]) -> Vec<u32> {
        let list = self.columns.dictionary(list).expect("a list");
        codes
            .iter()
            .map(|code| list.number(code).expect("a code"))
            .collect()
    }

    pub fn event(&mut self, event: &Event) -> u32 {
        let cells = [
            ("kind", self.cell("event_kinds", &event.kind)),
            ("start", date(event.start)),
            ("deaths", number(event.deaths)),
        ];
        self.events.push(event.clone());
        self.columns
            .table_mut("event")
            .upsert_row(None, &cells)
            .expect("fits")
    }

    pub fn act(&mut self, act: &Act) -> u32 {
        self.acts.push(Act::default());
        self.write_act(None, act)
    }

    /// Writes an act, new or in place of another.
    pub fn write_act(&mut self, row: Option<u32>, act: &Act) -> u32 {
        let rights = self.codes("rights", &act.rights);
        let cells = [
            ("type", self.cell("types", &act.kind)),
            ("start", date(act.start)),
            ("region", self.cell("regions", &act.region)),
            ("rights", Cell::Codes(&rights)),
            (
                "event",
                act.event.map_or(Cell::State(State::Missing), |event| {
                    Cell::Ref("event", event)
                }),
            ),
        ];
        let table = self.columns.table_mut("act");
        let row = table.upsert_row(row, &cells).expect("fits");
        if act.withdrawn {
            table.withdraw_row(row).expect("there");
        }
        self.acts[row as usize] = act.clone();
        row
    }

    pub fn actor(&mut self, actor: &Actor) -> u32 {
        let categories = self.codes("categories", &actor.categories);
        let cells = [
            ("kind", self.cell("kinds", &actor.kind)),
            ("gender", self.cell("genders", &actor.gender)),
            ("category", Cell::Codes(&categories)),
            ("source_class", self.cell("sources", &actor.source_class)),
        ];
        let table = self.columns.table_mut("actor");
        let row = table.upsert_row(None, &cells).expect("fits");
        if actor.withdrawn {
            table.withdraw_row(row).expect("there");
        }
        self.actors.push(actor.clone());
        self.stands_for.push(row);
        row
    }

    pub fn person(&mut self, gender: &str, categories: &[&str]) -> u32 {
        self.actor(&Actor {
            kind: "person".to_owned(),
            gender: gender.to_owned(),
            categories: categories.iter().map(|code| (*code).to_owned()).collect(),
            ..Actor::default()
        })
    }

    /// An organisation; `police`, `akimat` and `court` are sources of threat,
    /// others NGOs.
    pub fn organisation(&mut self, what: &str) -> u32 {
        let source = SOURCES.iter().any(|(code, _)| *code == what);
        self.actor(&Actor {
            kind: if source { "organisation" } else { "ngo" }.to_owned(),
            source_class: if source { what } else { "" }.to_owned(),
            ..Actor::default()
        })
    }

    pub fn group(&mut self) -> u32 {
        self.actor(&Actor {
            kind: "group".to_owned(),
            ..Actor::default()
        })
    }

    pub fn actor_of_unknown_kind(&mut self) -> u32 {
        self.actor(&Actor::default())
    }

    pub fn involvement(&mut self, involvement: &Involvement) -> u32 {
        let cells = [
            ("act", Cell::Ref("act", involvement.act)),
            (
                "actor",
                involvement
                    .actor
                    .map_or(Cell::State(State::Missing), |actor| {
                        Cell::Ref("actor", actor)
                    }),
            ),
            ("role", self.cell("roles", &involvement.role)),
            ("category", self.cell("categories", &involvement.category)),
            ("number", number(involvement.number)),
        ];
        self.involvements.push(involvement.clone());
        self.columns
            .table_mut("involvement")
            .upsert_row(None, &cells)
            .expect("fits")
    }

    pub fn involve(&mut self, act: u32, actor: Option<u32>, role: &str) {
        self.involvement(&Involvement {
            act,
            actor,
            role: role.to_owned(),
            ..Involvement::default()
        });
    }

    pub fn involve_as(&mut self, act: u32, actor: Option<u32>, role: &str, category: &str) {
        self.involvement(&Involvement {
            act,
            actor,
            role: role.to_owned(),
            category: category.to_owned(),
            ..Involvement::default()
        });
    }

    pub fn involve_many(&mut self, act: u32, actor: Option<u32>, role: &str, low: f64, high: f64) {
        self.involvement(&Involvement {
            act,
            actor,
            role: role.to_owned(),
            number: Some((low, high)),
            ..Involvement::default()
        });
    }

    /// Judges two actors to be the same; the first row stands for both.
    pub fn same(&mut self, one: u32, other: u32) {
        let (from, to) = (
            self.stands_for[other as usize],
            self.stands_for[one as usize],
        );
        let (from, to) = (from.max(to), from.min(to));
        for stands in &mut self.stands_for {
            if *stands == from {
                *stands = to;
            }
        }
        self.clusters
            .set("actor", self.stands_for.clone())
            .expect("representatives represent themselves");
    }

    /// A world of about `acts` acts, the same for the same seed.
    pub fn generated(acts: u32, seed: u64) -> Self {
        let mut world = Self::new();
        let mut dice = Dice(seed);
        for _ in 0..acts / 4 + 1 {
            let event = Event {
                kind: dice.code(&EVENT_KINDS),
                start: dice.date(),
                deaths: dice.number(),
            };
            world.event(&event);
        }
        for _ in 0..acts / 2 + 2 {
            let actor = Actor {
                kind: dice.code(&KINDS),
                gender: dice.code(&GENDERS),
                categories: dice.codes(&CATEGORIES),
                source_class: dice.code(&SOURCES),
                withdrawn: dice.below(20) == 0,
            };
            world.actor(&actor);
        }
        for _ in 0..acts {
            let act = Act {
                kind: dice.code(&TYPES),
                start: dice.date(),
                region: dice.code(&REGIONS),
                rights: dice.codes(&RIGHTS),
                event: (dice.below(3) > 0).then(|| dice.below(acts / 4 + 1)),
                withdrawn: dice.below(15) == 0,
            };
            let row = world.act(&act);
            for _ in 0..dice.below(4) {
                let involvement = Involvement {
                    act: row,
                    actor: (dice.below(8) > 0).then(|| dice.below(acts / 2 + 2)),
                    role: dice.code(&ROLES),
                    category: dice.code(&CATEGORIES),
                    number: dice.number(),
                };
                world.involvement(&involvement);
            }
        }
        for _ in 0..dice.below(3) {
            let (one, other) = (dice.below(acts / 2 + 2), dice.below(acts / 2 + 2));
            world.same(one, other);
        }
        world
    }
}

fn date(when: When) -> Cell<'static> {
    when.map_or(Cell::State(State::Missing), |(first, last)| {
        Cell::Date(first, last)
    })
}

fn number(number: Option<(f64, f64)>) -> Cell<'static> {
    number.map_or(Cell::State(State::Missing), |(low, high)| {
        Cell::Number(low, high)
    })
}

/// Numbers that look random and are the same for the same seed
/// (splitmix64: G. L. Steele and others, 2014).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, most: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let high = (mixed ^ (mixed >> 31)) >> 32;
        u32::try_from((high * u64::from(most)) >> 32).expect("below most")
    }

    fn code(&mut self, list: &[(&str, &str)]) -> String {
        let states = ["", "(unknown)", "(withheld)", "(none)"];
        if self.below(6) == 0 {
            states[self.below(4) as usize].to_owned()
        } else {
            list[self.below(u32::try_from(list.len()).expect("short")) as usize]
                .0
                .to_owned()
        }
    }

    fn codes(&mut self, list: &[(&str, &str)]) -> Vec<String> {
        (0..self.below(3))
            .map(|_| list[self.below(u32::try_from(list.len()).expect("short")) as usize].0)
            .map(str::to_owned)
            .collect()
    }

    fn date(&mut self) -> When {
        let first = 18_250 + i32::try_from(self.below(500)).expect("small");
        match self.below(6) {
            0 => None,
            1 => Some((first, first + 30)),
            2 => Some((i32::MIN, first)),
            3 => Some((first, first + 3)),
            _ => Some((first, first)),
        }
    }

    fn number(&mut self) -> Option<(f64, f64)> {
        let low = f64::from(self.below(4));
        match self.below(4) {
            0 => None,
            1 => Some((low, low + 2.0)),
            2 => Some((low, f64::INFINITY)),
            _ => Some((low, low)),
        }
    }
}

//! Measures the whole way on a large table, with plain SQLite beside it: `measure ACTS.csv MAPPING.toml`.
//! Called by `./bench`; the table is made by the generator of `aigaq-exchange`. With `import`, `review`, `notes`, `rebuild` or
//! `duplicates` behind, it does no more than that: for a profile.
//!
//! The peer gets the same rows into ordinary tables (acts, involvements, people, a full-text index, an index a
//! column), unencrypted, unsigned, without sources: the least a program could do.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that fails should stop, and prints"
)]

use aigaq_counting::Filter;
use aigaq_journal::{Mode, create, unlock};
use aigaq_schema::{Day, Language, Schema};
use aigaq_testkit::memory::most_mb;
use aigaq_workspace::entering::Filled;
use aigaq_workspace::{
    Asking, CandidateKind, CandidateQuery, FormToken, ImportWish, InboxWish, ListQuery, Mapped,
    NoteGiven, Passphrase, QueueQuery, Reader, Step, Tables, Workspace,
};
use rusqlite::{Connection, params};
use std::path::Path;
use std::time::{Duration, Instant};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let (acts, mapping, until) = match &arguments[..] {
        [_, acts, mapping] => (acts, mapping, ""),
        [_, acts, mapping, until] => (acts, mapping, until.as_str()),
        _ => {
            println!(
                "usage: measure ACTS.csv MAPPING.toml [import | review | notes | rebuild | duplicates]"
            );
            return;
        }
    };
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("w");
    let passphrase = Passphrase::new("a passphrase for measuring");
    let (unlocked, _) = create(&dir, &passphrase).unwrap();
    let mut workspace = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();

    let wish = ImportWish {
        tables: Tables::Path(Path::new(acts)),
        mapped: Mapped::named(mapping, Schema::shipped()).unwrap(),
        clear: false,
        preview: false,
        language: Language::En,
        now: (1_600_000_000, "UTC".to_owned()),
    };
    let started = Instant::now();
    let mut written = None;
    let outcome = workspace
        .import(&wish, |step| {
            if matches!(step, Step::Viewing(_)) && written.is_none() {
                written = Some(started.elapsed());
            }
        })
        .unwrap();
    let ours = started.elapsed();
    let rows = outcome.report.rows;
    let per_second = |time: Duration| rows as f64 / time.as_secs_f64();
    println!(
        "import: {rows} rows, {} records, {} statements in {:.1} s ({:.1} s to the journal): {:.0} rows/s; {} in quarantine",
        outcome.report.records_new,
        outcome.report.statements,
        ours.as_secs_f64(),
        written.unwrap_or(ours).as_secs_f64(),
        per_second(ours),
        outcome.report.quarantined,
    );
    println!("memory at its highest: {} MB", most_mb());
    if until == "import" {
        return;
    }
    let ask = Asking {
        reader: Reader::keeper(),
        language: Language::En,
        today: Day(20_000),
    };
    if until == "review" {
        drop(workspace);
        let workspace = Workspace::open_to_read(&dir, &passphrase).unwrap();
        return reviewing(&workspace, &ask);
    }

    if until == "notes" {
        drop(workspace);
        return notes(&dir, &passphrase, &ask);
    }

    let started = Instant::now();
    workspace.rebuild(|_| {}).unwrap();
    println!(
        "rebuild: {:.1} s; memory at its highest: {} MB",
        started.elapsed().as_secs_f64(),
        most_mb()
    );
    if until == "rebuild" {
        return;
    }
    if until == "duplicates" {
        drop(workspace);
        return duplicates(&dir, &passphrase, &ask);
    }
    // After our own memory was read: this one's memory is not ours.
    let started = Instant::now();
    let peer = peer(Path::new(acts), &folder.path().join("peer.db"));
    let theirs = started.elapsed();
    println!(
        "  plain SQLite, same rows: {:.1} s; our import takes {:.1} times as long",
        theirs.as_secs_f64(),
        ours.as_secs_f64() / theirs.as_secs_f64()
    );
    let started = Instant::now();
    let report = workspace.verify().unwrap();
    println!(
        "verify: {} entries, {} problems in {:.1} s",
        report.entries,
        report.problems.len(),
        started.elapsed().as_secs_f64()
    );
    drop(workspace);

    let started = Instant::now();
    let unlocked = unlock(&dir, &passphrase).unwrap();
    println!(
        "unlock (Argon2id): {:.2} s",
        started.elapsed().as_secs_f64()
    );
    let started = Instant::now();
    let workspace = Workspace::of(unlocked, Mode::Read, |_| {}).unwrap();
    workspace.list(&ask, &query(0)).unwrap();
    println!(
        "from unlocked to the first page: {:.0} ms",
        started.elapsed().as_secs_f64() * 1e3
    );

    let mut times: Vec<Duration> = (0..100)
        .map(|n| {
            let query = query(n);
            let started = Instant::now();
            workspace.list(&ask, &query).unwrap();
            started.elapsed()
        })
        .collect();
    let mut peers: Vec<Duration> = (0..20).map(|n| peer_facets(&peer, n)).collect();
    let (ours, theirs) = (percentiles(&mut times), percentiles(&mut peers));
    println!(
        "eight facets and a page, 100 filters: median {:.1} ms, p95 {:.1} ms",
        ours.0, ours.1
    );
    println!(
        "  plain SQLite, eight GROUP BY and a page, 20 filters: median {:.1} ms, p95 {:.1} ms: {:.0} times ours",
        theirs.0,
        theirs.1,
        theirs.0 / ours.0
    );

    let words = ["полиция", "meeting", "жиналыс", "Нұрлан", "суд", "кала"];
    let mut searches = timed(words, 30, |words| {
        workspace.search_all(&ask, words).unwrap();
    });
    let (median, p95) = percentiles(&mut searches);
    println!("search, first page: median {median:.1} ms, p95 {p95:.1} ms");
    let names = [
        "Бойжанов",
        "Aigerum",
        "Тулеген Асел",
        "Абаев Ерлон",
        "жанов",
        "Елина",
    ];
    let mut searches = timed(names, 30, |words| {
        workspace.search_all(&ask, words).unwrap();
    });
    let (median, p95) = percentiles(&mut searches);
    // A small table does not hold all of them.
    let is_found = |words: &&str| workspace.search_all(&ask, words).unwrap().total > 0;
    println!(
        "search for names nearly so or by a part: median {median:.1} ms, p95 {p95:.1} ms; {} of {} found",
        names.iter().copied().filter(is_found).count(),
        names.len()
    );
    let cpu = cpu_seconds();
    let mut lists: Vec<Duration> = (0..60)
        .map(|n| {
            let query = ListQuery {
                words: Some(words[n % words.len()].to_owned()),
                ..query(n)
            };
            let started = Instant::now();
            workspace.list(&ask, &query).unwrap();
            started.elapsed()
        })
        .collect();
    let each = (cpu_seconds() - cpu) * 1e3 / 60.0;
    let (median, p95) = percentiles(&mut lists);
    println!(
        "list with facets and words: median {median:.1} ms, p95 {p95:.1} ms ({each:.1} ms of the processor each)"
    );
    reviewing(&workspace, &ask);
    drop(workspace);
    saving(&dir, &passphrase, &ask);
    notes(&dir, &passphrase, &ask);
    duplicates(&dir, &passphrase, &ask);
    many_names(&dir, &passphrase, &ask);
}

/// The queue of records that may be one, of each kind: first, when they are laid beside each other, and then.
fn duplicates(dir: &Path, passphrase: &Passphrase, ask: &Asking) {
    let workspace = Workspace::open_to_read(dir, passphrase).unwrap();
    for kind in CandidateKind::ALL {
        let query = CandidateQuery {
            kind,
            with: None,
            page: 0,
        };
        let started = Instant::now();
        let page = workspace.may_be_one(ask, &query).unwrap();
        let first = started.elapsed().as_secs_f64();
        let started = Instant::now();
        workspace.may_be_one(ask, &query).unwrap();
        println!(
            "possible duplicates, {}: {} pairs; the first page {first:.1} s, then {:.0} ms; memory at its highest {} MB",
            kind.code(),
            page.total,
            started.elapsed().as_secs_f64() * 1e3,
            most_mb(),
        );
    }
}

/// Incidents with two people saved beside all that is there, and the same bytes put durably into plain SQLite.
fn saving(dir: &Path, passphrase: &Passphrase, ask: &Asking) {
    const TIMES: u8 = 200;
    let mut workspace = Workspace::open(dir, passphrase).unwrap();
    let now = (1_600_000_002, "UTC".to_owned());
    let (mut reads, mut saves) = (Vec::new(), Vec::new());
    for n in 0..TIMES {
        let title = format!("Incident {n}");
        let names = [format!("Somebody {n}"), format!("Another {n}")];
        let pairs = [
            ("when", "12.03.2024"),
            ("title", &title),
            ("act.0.type", "LIB.detain"),
            ("who.0.name", &names[0]),
            ("who.0.name.asked", &names[0]),
            ("who.0.name.is", "new:person"),
            ("who.1.name", &names[1]),
            ("who.1.name.asked", &names[1]),
            ("who.1.name.is", "new:person"),
            ("do", "save"),
        ];
        let filled = Filled::new(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let token = FormToken::from_random([n.wrapping_add(1); 16]);
        let started = Instant::now();
        let entered = workspace.enter_incident(ask, &filled, token, &now).unwrap();
        reads.push(started.elapsed());
        let saving = entered.saving.unwrap();
        let started = Instant::now();
        workspace.save(&saving).unwrap();
        saves.push(started.elapsed());
    }
    let db = Connection::open(dir.with_file_name("bare.db")).unwrap();
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE entry (bytes BLOB)",
    )
    .unwrap();
    let mut bare: Vec<Duration> = (0..TIMES)
        .map(|n| {
            let started = Instant::now();
            db.execute("INSERT INTO entry VALUES (?)", [vec![n; 2_000]])
                .unwrap();
            started.elapsed()
        })
        .collect();
    let read = percentiles(&mut reads);
    let (save, peer) = (percentiles(&mut saves), percentiles(&mut bare));
    println!(
        "an incident with two people: saved durably in median {:.1} ms, p95 {:.1} ms (and {:.1} ms before, to read the form)",
        save.0, save.1, read.0
    );
    println!(
        "  plain SQLite, one durable commit of 2 kB: median {:.1} ms, p95 {:.1} ms: our saving takes {:.1} times as long",
        peer.0,
        peer.1,
        save.0 / peer.0
    );
}

/// Calls written down one after the other, as the pages save them: the right to write is taken for each.
fn notes(dir: &Path, passphrase: &Passphrase, ask: &Asking) {
    const TIMES: u32 = 200;
    let mut workspace = Workspace::open_to_share(dir, passphrase).unwrap();
    let mut times: Vec<Duration> = (0..TIMES)
        .map(|n| {
            let given = NoteGiven {
                text: format!("Увезли брата в отделение, звонок {n}"),
                told_by: "Сестра".to_owned(),
                ..NoteGiven::default()
            };
            let mut random = [7; 16];
            random[..4].copy_from_slice(&n.to_be_bytes());
            let form = (
                FormToken::from_random(random),
                (1_700_000_000, "UTC".to_owned()),
            );
            let started = Instant::now();
            workspace.keep_note(ask, form, &given).unwrap();
            started.elapsed()
        })
        .collect();
    let (median, p95) = percentiles(&mut times);
    println!("a note kept durably, with its number: median {median:.1} ms, p95 {p95:.1} ms");
    let started = Instant::now();
    let inbox = workspace.inbox(ask, InboxWish::default()).unwrap();
    println!(
        "the inbox of {} notes: {:.1} ms",
        inbox.waiting,
        started.elapsed().as_secs_f64() * 1e3
    );
}

/// The same search where no two names are alike: 50,000 of them, of syllables put together by counting.
fn many_names(dir: &Path, passphrase: &Passphrase, ask: &Asking) {
    const SYLLABLES: [&str; 16] = [
        "ба", "ке", "ни", "ро", "су", "та", "ле", "ми", "ша", "гу", "до", "зе", "жа", "ры", "ву",
        "ха",
    ];
    let name = |n: usize| -> String {
        (0..4)
            .map(|place| SYLLABLES[((n * 40_503) >> (4 * place)) % 16])
            .collect()
    };
    let mut table = String::from("id,name\n");
    for n in 0..50_000 {
        let row = format!("m{n},{}в {}\n", name(n), name(n * 31 + 7));
        table.push_str(&row);
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("actor.csv");
    std::fs::write(&file, table).unwrap();
    let mut workspace = Workspace::open(dir, passphrase).unwrap();
    let wish = ImportWish {
        tables: Tables::Path(&file),
        mapped: Mapped::named("actor", Schema::shipped()).unwrap(),
        clear: false,
        preview: false,
        language: Language::En,
        now: (1_600_000_001, "UTC".to_owned()),
    };
    workspace.import(&wish, |_| {}).unwrap();
    let started = Instant::now();
    workspace.search_all(ask, "бакенира").unwrap();
    let first = started.elapsed().as_secs_f64() * 1e3;
    let words = [
        "бакениро",
        "шагудоза",
        "Tashagudi",
        "ребамита сутале",
        "жарыв",
        "кенирос",
    ];
    let mut searches = timed(words, 60, |words| {
        workspace.search_all(ask, words).unwrap();
    });
    let (median, p95) = percentiles(&mut searches);
    println!(
        "the same among 50,000 more names: the first {first:.0} ms, then median {median:.1} ms, p95 {p95:.1} ms"
    );
    let found = workspace.search_all(ask, words[0]).unwrap();
    let of = found.groups[0].hits[0].named.id;
    let mut asked = timed(words, 60, |words| {
        workspace.called_alike(ask, of, words).unwrap();
    });
    let (median, p95) = percentiles(&mut asked);
    println!("\"is it one of these?\" among them: median {median:.1} ms, p95 {p95:.1} ms");
}

/// How long it takes with each of some words, in turns.
fn timed(words: [&str; 6], times: usize, work: impl Fn(&str)) -> Vec<Duration> {
    let once = |words: &&str| {
        let started = Instant::now();
        work(words);
        started.elapsed()
    };
    words.iter().cycle().take(times).map(once).collect()
}

/// Seconds of the processor used by this process so far; 0 where the system does not tell.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split(' ')
        .collect();
    let ticks = |at: usize| {
        fields
            .get(at)
            .and_then(|t| t.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    // User and system time, in hundredths.
    (ticks(12) + ticks(13)) / 100.0
}

/// Pages of records, those to which most others point among them, and of the queue of the unverified.
fn reviewing(workspace: &Workspace, ask: &Asking) {
    for (record_type, sort) in [("act", None), ("actor", Some("name")), ("source", None)] {
        let mut times = Vec::new();
        for page in 0..4 {
            let query = ListQuery {
                record_type: record_type.to_owned(),
                sort: sort.map(str::to_owned),
                page: page * 7,
                ..ListQuery::default()
            };
            for row in workspace.list(ask, &query).unwrap().rows {
                let started = Instant::now();
                workspace.record(ask, row.id).unwrap().unwrap();
                times.push(started.elapsed());
            }
        }
        let (median, p95) = percentiles(&mut times);
        let slowest = times.last().map_or(0.0, |t| t.as_secs_f64() * 1e3);
        println!(
            "page of a record, {} of type {record_type}: median {median:.1} ms, p95 {p95:.1} ms, slowest {slowest:.1} ms",
            times.len()
        );
    }
    let queue = |page| {
        let query = QueueQuery {
            record_type: Some("act".to_owned()),
            level: None,
            page,
        };
        let started = Instant::now();
        workspace.queue(ask, &query).unwrap();
        started.elapsed()
    };
    let first = queue(0).as_secs_f64() * 1e3;
    let mut times: Vec<Duration> = (0..20).map(queue).collect();
    let (median, p95) = percentiles(&mut times);
    println!(
        "queue of the unverified: the first page {first:.1} ms, then 20 pages: median {median:.1} ms, p95 {p95:.1} ms"
    );
    let started = Instant::now();
    workspace.overview(ask).unwrap();
    println!(
        "start page: {:.0} ms",
        started.elapsed().as_secs_f64() * 1e3
    );
    let import = workspace.journal(ask, 0).unwrap().rows[0].id;
    let started = Instant::now();
    let preview = workspace.undo_preview(ask, import).unwrap().unwrap();
    println!(
        "what undoing the import would do: {:.1} s for {} records",
        started.elapsed().as_secs_f64(),
        preview.records
    );
}

/// The n-th of many different filters.
fn query(n: usize) -> ListQuery {
    let years = [
        "2016", "2017", "2018", "2019", "2020", "2021", "2022", "2023",
    ];
    let types = [
        "LIB", "CRM", "ADM", "LIF", "RES", "ORG", "ASM", "MED", "PRS",
    ];
    let mut filters: Vec<Filter> = Vec::new();
    if n > 0 {
        filters.push(format!("type={}", types[n % types.len()]).parse().unwrap());
    }
    if n % 3 == 1 {
        filters.push(
            format!("start>={}", years[n % years.len()])
                .parse()
                .unwrap(),
        );
    }
    if n % 5 == 2 {
        filters.push("perpetrator.source_class=police".parse().unwrap());
    }
    ListQuery {
        record_type: "act".to_owned(),
        filters,
        page: n % 7,
        ..ListQuery::default()
    }
}

fn percentiles(times: &mut [Duration]) -> (f64, f64) {
    times.sort();
    let at =
        |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1e3;
    (at(50), at(95))
}

const COLUMNS: [&str; 8] = [
    "type",
    "date",
    "place",
    "region",
    "law",
    "perpetrator",
    "source",
    "locator",
];

fn peer(acts: &Path, to: &Path) -> Connection {
    let db = Connection::open(to).unwrap();
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
         CREATE TABLE act (id INTEGER PRIMARY KEY, row TEXT, type TEXT, date TEXT, place TEXT, region TEXT, law TEXT, perpetrator TEXT, source TEXT, locator TEXT, narrative TEXT);
         CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
         CREATE TABLE involvement (act INTEGER, person INTEGER);
         CREATE VIRTUAL TABLE words USING fts5(narrative, content='');
         BEGIN;",
    )
    .unwrap();
    let mut reader = csv::Reader::from_path(acts).unwrap();
    let headings = reader.headers().unwrap().clone();
    let place = |name: &str| headings.iter().position(|h| h == name);
    let at: Vec<Option<usize>> = COLUMNS.iter().map(|c| place(c)).collect();
    let (victims, narrative, id) = (place("victim"), place("narrative"), place("id"));
    {
        let mut act = db.prepare("INSERT INTO act (row, type, date, place, region, law, perpetrator, source, locator, narrative) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").unwrap();
        let mut person = db.prepare("INSERT INTO person (name) VALUES (?) ON CONFLICT DO UPDATE SET name = name RETURNING id").unwrap();
        let mut involvement = db.prepare("INSERT INTO involvement VALUES (?, ?)").unwrap();
        let mut words = db
            .prepare("INSERT INTO words (rowid, narrative) VALUES (?, ?)")
            .unwrap();
        for record in reader.records() {
            let record = record.unwrap();
            let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default();
            let c: Vec<&str> = at.iter().map(|at| cell(*at)).collect();
            act.execute(params![
                cell(id),
                c[0],
                c[1],
                c[2],
                c[3],
                c[4],
                c[5],
                c[6],
                c[7],
                cell(narrative)
            ])
            .unwrap();
            let number = db.last_insert_rowid();
            words.execute(params![number, cell(narrative)]).unwrap();
            for name in cell(victims).split(" | ") {
                let person: i64 = person.query_row([name], |row| row.get(0)).unwrap();
                involvement.execute([number, person]).unwrap();
            }
        }
    }
    db.execute_batch("COMMIT;").unwrap();
    for column in COLUMNS {
        db.execute_batch(&format!("CREATE INDEX act_{column} ON act ({column})"))
            .unwrap();
    }
    db
}

fn peer_facets(db: &Connection, n: usize) -> Duration {
    let types = ["LIB", "CRM", "ADM", "LIF"];
    let like = format!("{}%", types[n % types.len()]);
    let started = Instant::now();
    for column in COLUMNS {
        let mut facet = db
            .prepare_cached(&format!(
                "SELECT {column}, count(*) FROM act WHERE type LIKE ?1 GROUP BY {column}"
            ))
            .unwrap();
        let rows: Vec<(Option<String>, i64)> = facet
            .query_map([&like], |r| Ok((r.get(0)?, r.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert!(!rows.is_empty() || n > 0);
    }
    let mut page = db
        .prepare_cached("SELECT * FROM act WHERE type LIKE ?1 ORDER BY date DESC LIMIT 50")
        .unwrap();
    let shown = page
        .query_map([&like], |r| r.get::<_, i64>(0))
        .unwrap()
        .count();
    assert!(shown <= 50);
    started.elapsed()
}

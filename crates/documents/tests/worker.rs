//! A process that reads: what it may do, and what becomes of one that does not end.
#![expect(clippy::unwrap_used, reason = "tests may")]

use aigaq_documents::{Failure, Given, Limits, What, Worker, document, serve};
use std::io::{Cursor, Read};
use std::path::Path;
use std::time::{Duration, Instant};

const REPORT: &str = "The Long Year\n\nOn May 5, 2019 the activist Aidar Bekov was arrested in Taraz.[1] Bekov was \
    released on May 9.[2]\n\nThe Government of Kazakhstan should:\n\n• Release him;\n\n[1] Anna Petrova, The Long Road, \
    Steppe Review, May 2019, https://stepperev.example/road\n[2] Ibid.\n";

fn shell(script: &str) -> Worker {
    Worker::new(Path::new("/bin/sh").to_path_buf(), &["-c", script])
}

fn read_by(worker: &Worker, bytes: &[u8]) -> Result<aigaq_documents::Document, Failure> {
    worker.read(&mut Cursor::new(bytes.to_vec()), &Given::default())
}

#[test]
fn what_was_found_stands_once_under_a_key_that_stays() {
    let read = document(REPORT.as_bytes(), &Given::default()).unwrap();
    let again = document(REPORT.as_bytes(), &Given::default()).unwrap();
    assert_eq!(read, again);
    let keys: std::collections::BTreeSet<_> = read.found.iter().map(|f| &f.key).collect();
    assert_eq!(keys.len(), read.found.len());
    let other = document(format!("{REPORT} ").as_bytes(), &Given::default()).unwrap();
    assert!(
        other.found.iter().all(|f| !keys.contains(&f.key)),
        "another file, other keys"
    );
    let references: Vec<_> = read
        .found
        .iter()
        .filter(|f| matches!(f.what, What::Reference { .. }))
        .collect();
    assert_eq!(references.len(), 1, "one source, though two notes cite it");
    assert!(matches!(&references[0].what, What::Reference { notes, .. } if notes == &[1, 2]));
    let order: Vec<&str> = read.found.iter().map(|f| f.what.code()).collect();
    let place = |code: &str| order.iter().position(|c| *c == code).unwrap();
    assert!(place("person") < place("place") && place("place") < place("date"));
    assert!(place("date") < place("fact") && place("fact") < place("recommendation"));
    // Every place is a place in the text.
    let letters: Vec<char> = read.text.chars().collect();
    for found in &read.found {
        for span in &found.places {
            assert!(
                span.start < span.end && span.end <= letters.len(),
                "{found:?}"
            );
        }
    }
    let fact = read.found.iter().find(|f| f.what.code() == "fact").unwrap();
    let said: String = letters[fact.places[0].start..fact.places[0].end]
        .iter()
        .collect();
    assert_eq!(said, fact.words);
}

#[test]
fn keys_stay_when_the_year_of_publication_is_told_otherwise() {
    let text = "In May the activist Aidar Bekov was arrested in Taraz. He was released in June.\n";
    let facts = |year| {
        let given = Given {
            year: Some(year),
            ..Given::default()
        };
        let read = document(text.as_bytes(), &given).unwrap();
        let facts = read.found.into_iter().filter_map(|found| match found.what {
            What::Fact { date, .. } => Some((found.key, date)),
            _ => None,
        });
        facts.collect::<Vec<_>>()
    };
    let (then, now) = (facts(2019), facts(2020));
    assert!(!then.is_empty());
    for ((key, date), (same, other)) in then.iter().zip(&now) {
        assert_eq!(key, same);
        assert_ne!(date, other, "the day is of the year told");
    }
}

#[test]
fn what_goes_over_the_pipe_comes_back_the_same() {
    let mut input = Vec::new();
    let asked = serde_json::json!({ "Document": Given::default() });
    let given = serde_json::to_vec(&asked).unwrap();
    input.extend(u32::try_from(given.len()).unwrap().to_be_bytes());
    input.extend(given);
    input.extend(REPORT.as_bytes());
    // `serve` restricts its process for good, so it runs in a process of its own, not here.
    let mut output = Vec::new();
    let status = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["serving", "--exact", "--nocapture", "--quiet"])
        .env("AIGAQ_TEST_SERVE", "1")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .and_then(|mut child| {
            std::io::Write::write_all(&mut child.stdin.take().unwrap(), &input)?;
            child.stdout.take().unwrap().read_to_end(&mut output)?;
            child.wait()
        })
        .unwrap();
    assert!(status.success());
    let told = String::from_utf8(output).unwrap();
    let json = &told[told.find("{\"Ok\"").unwrap()..];
    let mut values = serde_json::Deserializer::from_str(json).into_iter();
    let answer: Result<aigaq_documents::Document, Failure> = values.next().unwrap().unwrap();
    assert_eq!(answer, document(REPORT.as_bytes(), &Given::default()));
}

/// What the child process does; run only by the test above.
#[test]
fn serving() {
    if std::env::var_os("AIGAQ_TEST_SERVE").is_some() {
        serve(&mut std::io::stdin().lock(), &mut std::io::stdout().lock()).unwrap();
    }
}

#[test]
fn one_that_hangs_is_ended_and_one_that_breaks_off_is_told_of() {
    let soon = Limits {
        time: Duration::from_millis(300),
        answer: 1000,
    };
    let begun = Instant::now();
    let hangs = shell("exec sleep 60").within(soon);
    assert!(matches!(
        read_by(&hangs, REPORT.as_bytes()),
        Err(Failure::TooLong { .. })
    ));
    // Also when it takes nothing in while more is given than a pipe holds.
    assert!(matches!(
        read_by(&hangs, &vec![b'a'; 1 << 20]),
        Err(Failure::TooLong { .. })
    ));
    let floods = shell("while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaa; done").within(soon);
    assert!(read_by(&floods, b"").is_err());
    assert!(begun.elapsed() < Duration::from_secs(20));
    for breaks in [
        "kill -SEGV $$",
        "exit 1",
        "echo not json",
        "cat >/dev/null; echo '{\"Ok\":1}'",
    ] {
        assert_eq!(
            read_by(&shell(breaks), REPORT.as_bytes()),
            Err(Failure::BrokeOff),
            "{breaks}"
        );
    }
    assert!(matches!(
        read_by(&shell("kill -XCPU $$"), b"x"),
        Err(Failure::TooLong { .. })
    ));
    // Rust aborts where it gets no memory.
    assert_eq!(
        read_by(&shell("kill -ABRT $$"), b"x"),
        Err(Failure::OutOfMemory)
    );
    let missing = Worker::new(Path::new("/no/such/program").to_path_buf(), &[]);
    assert!(matches!(
        read_by(&missing, b"x"),
        Err(Failure::NotStarted { .. })
    ));
}

/// What a reader is, as a process of its own.
#[test]
#[ignore = "other tests start it as a process of its own"]
fn serves() {
    // A reader that breaks off says nothing.
    let _ = serve(&mut std::io::stdin().lock(), &mut std::io::stdout().lock());
}

/// The true reader, under a limit that is narrower than its own.
fn under(limit: &str) -> Worker {
    let this = std::env::current_exe().unwrap();
    let script =
        format!("ulimit {limit}; exec \"$0\" serves --exact --ignored --nocapture --quiet");
    Worker::new(
        Path::new("/bin/sh").to_path_buf(),
        &["-c", &script, this.to_str().unwrap()],
    )
}

/// A text that takes a reader long, and much memory: many sentences, each with names that stand nowhere else.
fn endless(bytes: usize) -> Vec<u8> {
    let mut text = String::new();
    for at in 0.. {
        if text.len() >= bytes {
            break;
        }
        text += &format!(
            "On May 5, 2019 Bolat{at} Bekov{at} was arrested in Oral{at} and released two days later. "
        );
    }
    text.into_bytes()
}

#[test]
fn a_text_that_spins_the_reader_meets_the_limit_of_computing_and_says_so() {
    let begun = Instant::now();
    assert!(matches!(
        read_by(&under("-t 3"), &endless(7 << 20)),
        Err(Failure::TooLong { .. })
    ));
    // The limit is of computing, which others may delay; without it this would take minutes.
    assert!(
        begun.elapsed() < Duration::from_secs(80),
        "{:?}",
        begun.elapsed()
    );
}

#[test]
fn a_text_that_takes_more_memory_than_there_may_be_is_told_from_one_that_breaks_the_reader() {
    assert_eq!(
        read_by(&under("-v 200000"), &endless(7 << 20)),
        Err(Failure::OutOfMemory)
    );
}

#[test]
fn it_is_started_with_nothing_of_ours() {
    // PATH alone is set by the shell itself.
    let tells = shell(
        "cat >/dev/null; test -z \"$HOME$USER$AIGAQ_PASSPHRASE$CARGO\" && echo '{\"Err\":\"Empty\"}'",
    );
    assert_eq!(read_by(&tells, b"x"), Err(Failure::Empty));
}

#[test]
fn a_file_that_breaks_off_is_no_document() {
    struct Breaks;
    impl Read for Breaks {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the stick was pulled out"))
        }
    }
    let told =
        shell("cat >/dev/null; echo '{\"Err\":\"Empty\"}'").read(&mut Breaks, &Given::default());
    assert!(matches!(told, Err(Failure::NoFile { why }) if why.contains("pulled out")));
}

#[test]
fn a_reader_that_nobody_wants_any_more_is_ended() {
    // It would take longer than it may.
    let endless = shell("exec sleep 3600");
    let looked = std::cell::Cell::new(0);
    let is_unwanted = || {
        looked.set(looked.get() + 1);
        looked.get() > 2
    };
    let mut original = Cursor::new(REPORT.as_bytes().to_vec());
    let read = endless.read_unless(&mut original, &Given::default(), &is_unwanted);
    assert_eq!(read, None);
    assert_eq!(looked.get(), 3, "it is looked after while it reads");
}

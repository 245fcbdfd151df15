//! Imports the data set on Kazakhstan and writes its outputs into a folder, to be looked at.
//!
//! `cargo run -p aigaq-workspace --example outputs -- FOLDER`

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "an example that stops at the first surprise"
)]

use aigaq_journal::Mode;
use aigaq_publishing::{csv, html, links::Anchors};
use aigaq_schema::{Day, Language, Schema};
use aigaq_testkit::TestWorkspace;
use aigaq_workspace::{
    Asking, Audience, ImportWish, Mapped, Output, Reader, Tables, TemplateCode, Wish, Workspace,
};
use std::path::{Path, PathBuf};

fn main() {
    let out = PathBuf::from(
        std::env::args()
            .nth(1)
            .unwrap_or_else(|| "outputs".to_owned()),
    );
    std::fs::create_dir_all(&out).unwrap();
    let kept = TestWorkspace::new();
    let unlocked = aigaq_journal::unlock(
        kept.dir(),
        &aigaq_journal::Passphrase::new(aigaq_testkit::PASSPHRASE),
    )
    .unwrap();
    drop(kept.journal);
    let mut workspace = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/kazakhstan");
    let wish = ImportWish {
        tables: Tables::Path(&data),
        mapped: Mapped::named("kazakhstan", Schema::shipped()).unwrap(),
        clear: false,
        preview: false,
        language: Language::En,
        now: (1_626_912_000, "UTC".to_owned()),
    };
    workspace.import(&wish, |_| {}).unwrap();
    let on = Day::from_ymd(2021, 7, 22).unwrap();
    for language in Language::ALL {
        let ask = Asking {
            reader: Reader::keeper(),
            language,
            today: on,
        };
        for (name, output) in [
            (
                "bulletin-2020",
                Output::Report {
                    template: TemplateCode::bulletin(),
                    from: "2020".parse().unwrap(),
                    to: "2020".parse().unwrap(),
                    least: None,
                },
            ),
            (
                "bulletin-2016-05",
                Output::Report {
                    template: TemplateCode::bulletin(),
                    from: "2016-05".parse().unwrap(),
                    to: "2016-05".parse().unwrap(),
                    least: None,
                },
            ),
            (
                "bulletin-2011",
                Output::Report {
                    template: TemplateCode::bulletin(),
                    from: "2011".parse().unwrap(),
                    to: "2011".parse().unwrap(),
                    least: None,
                },
            ),
            ("restrictions", Output::Restrictions { on }),
            ("commitments", Output::Commitments { on }),
        ] {
            for audience in [Audience::Internal, Audience::Public] {
                let started = std::time::Instant::now();
                let document = workspace
                    .publish(
                        &ask,
                        &Wish {
                            output: output.clone(),
                            audience,
                        },
                    )
                    .unwrap();
                let whom = if audience == Audience::Public {
                    "public"
                } else {
                    "internal"
                };
                let stem = format!("{name}-{whom}-{}", language.tag());
                let page = html::html(&document, &Anchors);
                println!(
                    "{stem}: {} KB in {:?}",
                    page.len() / 1024,
                    started.elapsed()
                );
                std::fs::write(out.join(format!("{stem}.html")), page).unwrap();
                std::fs::write(
                    out.join(format!("{stem}.csv")),
                    csv::single(&document, csv::Mark::ForExcel).unwrap(),
                )
                .unwrap();
            }
        }
    }
}

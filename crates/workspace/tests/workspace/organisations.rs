//! Organisations in whose names that of somebody stands who may not be named.

use crate::audiences::ask;
use crate::outputs::kazakhstan;
use crate::world::World;
use aigaq_publishing::json;
use aigaq_schema::RecordId;
use aigaq_workspace::entering::Filled;
use aigaq_workspace::{Audience, HoldsName, Output, PackageWish, SiteWish, TemplateCode, Wish};

/// Nurlan, who was never asked, with organisations that have his name and some that begin alike.
fn world() -> World {
    let mut world = World::new();
    world.import(
        "actor",
        "id,name,kind,group\n\
         f,Фонд Ахметова,ngo,\ni,ИП Ахметов Н.,company,\nr,Радио Азаттык,media,\ng,семья Ахметова,group,\n\
         n,Нурлан Ахметов,person,f\na,Азат Темиров,person,\n",
    );
    world.import(
        "act",
        "id,type,start,target,perpetrator,outcome\n1,LIB.detain,2020-06-01,f,,Фонд Ахметова закрыт\n\
         2,LIB.detain,2020-06-02,i,,\n3,LIB.detain,2020-06-03,r,,\n4,LIB.detain,2020-06-04,n,,Ахметов сказал\n\
         5,LIB.detain,2020-06-05,a,,\n",
    );
    world
}

fn holding(gate: &[HoldsName]) -> Vec<(&str, Option<&str>)> {
    let all = gate.iter();
    all.map(|one| (one.name.as_str(), one.told_as.as_deref()))
        .collect()
}

impl World {
    fn organisation(&self, name: &str) -> RecordId {
        let gate = self.gate_of(Audience::Public);
        let mut all = gate.holding.iter();
        all.find(|one| one.name == name).unwrap().id
    }

    /// Decides that names of organisations stand in full for an audience, as the form at the gate does.
    fn lets_stand(&mut self, organisations: &[RecordId], audience: &str, reason: &str) -> bool {
        let mut filled = Filled::new([
            ("sent".to_owned(), "yes".to_owned()),
            ("whole_names".to_owned(), "yes".to_owned()),
            ("consent.answer".to_owned(), "already_public".to_owned()),
            ("consent.use".to_owned(), "publish".to_owned()),
            ("consent.audience".to_owned(), audience.to_owned()),
            ("reason".to_owned(), reason.to_owned()),
        ]);
        for id in organisations {
            filled.push("who", &id.to_string());
            filled.push("chosen", &id.to_string());
        }
        let form = (self.token(), &self.moment());
        let entered = self.workspace.consents_at_once(&ask(), &filled, form);
        let Some(saving) = entered.unwrap().saving else {
            return false;
        };
        self.workspace.save(&saving).unwrap();
        true
    }
}

#[test]
fn the_name_of_a_withheld_person_goes_from_that_of_an_organisation_and_a_number_tells_it_apart() {
    let world = world();
    for audience in [Audience::Public, Audience::Partners] {
        let told = world.june_for(audience);
        assert!(!told.contains("Ахметов"), "{told}");
        assert!(told.contains("Радио Азаттык"), "{told}");
        let gate = world.gate_of(audience);
        let [(fund, Some(fund_as)), (business, Some(_))] = holding(&gate.holding)[..] else {
            panic!("{:?}", gate.holding);
        };
        assert_eq!((fund, business), ("ИП Ахметов Н.", "Фонд Ахметова"));
        assert!(fund_as.starts_with("ИП ["), "{fund_as}");
        let numbers: Vec<&str> = gate.holding.iter().map(|one| &*one.number).collect();
        assert!(numbers[0] != numbers[1], "{numbers:?}");
        for one in &gate.holding {
            let cut = one.told_as.as_deref().unwrap();
            let called = format!("{cut} ({})", one.number);
            assert!(told.contains(&called), "{called} {told}");
        }
    }
    assert!(world.june_for(Audience::Internal).contains("Фонд Ахметова"));
    assert_eq!(holding(&world.gate_of(Audience::Internal).holding), []);
}

#[test]
fn a_decision_with_a_reason_lets_the_name_of_an_organisation_stand_and_no_persons() {
    let mut world = world();
    let fund = world.organisation("Фонд Ахметова");
    assert!(!world.lets_stand(&[fund], "public", ""), "no reason");
    assert!(world.lets_stand(&[fund], "partners", "Partners know it"));
    assert!(!world.june_for(Audience::Public).contains("Ахметов"));
    assert!(world.june_for(Audience::Partners).contains("Фонд Ахметова"));
    assert!(world.lets_stand(&[fund], "public", "It is known to everybody"));
    let told = world.june_for(Audience::Public);
    assert!(told.contains("Фонд Ахметова закрыт"), "{told}");
    assert!(!told.contains("ИП Ахметов"), "{told}");
    assert!(!told.contains("Ахметов сказал"), "{told}");
    let gate = world.gate_of(Audience::Public);
    assert_eq!(holding(&gate.holding)[1], ("Фонд Ахметова", None));
    assert_eq!(gate.masked.len(), 2, "{:?}", gate.masked);
    // Of a person the same form decides nothing.
    let person = gate.masked[0].id;
    assert!(!world.lets_stand(&[person], "public", "by mistake"));
}

#[test]
fn the_gate_tells_of_those_alone_of_whom_the_publication_does() {
    let mut world = world();
    world.import(
        "actor",
        "id,name,kind\nz,Zarina Elsewhere,person\ns,Secret Witness,person\n",
    );
    world.import(
        "act",
        "id,type,start,target,sensitivity\n8,LIB.detain,2019-01-01,z,\n9,LIB.detain,2019-01-02,z,restricted\n",
    );
    let gate = world.gate_of(Audience::Public);
    assert!(!gate.masked.iter().any(|one| one.name.contains("Zarina")));
    assert_eq!(gate.left_out, [], "another month's act is no part of June");
    world.import(
        "act",
        "id,type,start,target,sensitivity\n7,LIB.detain,2020-06-07,z,restricted\n",
    );
    let gate = world.gate_of(Audience::Public);
    assert_eq!(gate.left_out, [("Act".to_owned(), 1)]);
    assert!(!gate.masked.iter().any(|one| one.name.contains("Zarina")));
    let told = world.june_for(Audience::Public);
    for one in gate.masked.iter().chain(&gate.named) {
        assert!(told.contains(&one.number), "{one:?}");
    }
    // The package and the site say the same.
    let wish = PackageWish {
        from: "2020-06".parse().unwrap(),
        to: "2020-06".parse().unwrap(),
        least: None,
        audience: Audience::Public,
        licence: None,
    };
    let package = world.workspace.data_package(&ask(), &wish).unwrap();
    assert_eq!(package.gate.left_out, [("Act".to_owned(), 1)]);
    let wish = SiteWish {
        from: wish.from,
        to: wish.to,
        least: None,
        languages: Vec::new(),
        holds: Vec::new(),
        number: 1,
        licence: None,
    };
    let site = world.workspace.site(&ask(), &wish).unwrap();
    assert_eq!(site.gate.left_out, [("Act".to_owned(), 1)]);
}

#[test]
fn a_publication_counts_the_sources_that_it_cites() {
    let world = kazakhstan();
    for year in ["2020", "1955"] {
        for template in TemplateCode::shipped() {
            let wish = Wish {
                output: Output::Report {
                    template,
                    from: year.parse().unwrap(),
                    to: year.parse().unwrap(),
                    least: None,
                },
                audience: Audience::Public,
            };
            let document = world.workspace.publish(&ask(), &wish).unwrap();
            let told = json::json(&document).unwrap();
            if !told.contains("Sources used here: ") {
                continue;
            }
            let said = format!("Sources used here: {}.", document.sources.len());
            assert!(told.contains(&said), "{} {year}: {said}", document.stem);
        }
    }
}

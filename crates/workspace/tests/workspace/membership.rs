//! Where somebody belongs is itself evidence against them where taking part in an organisation is a crime: it says
//! according to whom, stays in the group, and leaves only by a decision that its own record tells.

use crate::about::{made, page, person, typed};
use crate::site::words_of_files;
use crate::world::{World, asking};
use aigaq_publishing::about::Form;
use aigaq_publishing::document::Note;
use aigaq_publishing::{csv, html, links::Anchors};
use aigaq_schema::{Day, Language};
use aigaq_workspace::{About, Audience, Output, PackageWish, TemplateCode, Wish};

/// Two organisations: one by a record that the person belongs to it, one by a relation.
const BELONGS: [&str; 2] = ["Steppe Front", "Aral Union"];

/// Somebody who allowed to be named to everybody, and who belongs to both; the relation has this sensitivity.
fn world(level: &str) -> World {
    let mut world = World::new();
    world.import(
        "actor",
        "id,name,kind,group\n\
         f,Steppe Front,ngo,\n\
         u,Aral Union,ngo,\n\
         a,Aset Bektov,person,f\n",
    );
    world.import(
        "source",
        "id,title,publisher,date\ns,News of June,Daily,2020-06-05\n",
    );
    let relation = "id,kind,from,to,since,sensitivity,sensitivity_reason,source";
    world.import(
        "relation",
        &format!("{relation}\nr,member_of,a,u,2019,{level},asked by him,s\n"),
    );
    world.import(
        "act",
        "id,type,start,region,target,source\n1,LIB.detain,2020-06-01,KZ-75,a,s\n",
    );
    let id = person(&world, "Aset Bektov");
    let consents = ["publish,public", "un_submission,partners"]
        .map(|allowed| format!("{allowed},{id},{allowed},named,2020-07-01\n"));
    let consents = consents.map(|row| row.replacen(',', "-", 1)).concat();
    world.import(
        "consent",
        &format!("id,person,use,audience,state,date\n{consents}"),
    );
    world
}

/// What others than the group get of it: by what it is called.
fn outside(world: &World) -> Vec<(String, String)> {
    let ask = asking(Language::En, Day::from_ymd(2021, 7, 22).unwrap());
    let mut all = Vec::new();
    let id = person(world, "Aset Bektov");
    for form in [Form::Questionnaire, Form::Letter, Form::Appeal] {
        let document = made(world, &typed(form, id), Audience::Partners, Language::En);
        all.push((format!("{form:?}"), page(&document.unwrap())));
    }
    for template in TemplateCode::shipped() {
        let code = template.as_str().to_owned();
        let output = Output::Report {
            template,
            from: "2020".parse().unwrap(),
            to: "2020".parse().unwrap(),
            least: None,
        };
        for audience in [Audience::Partners, Audience::Public] {
            let output = output.clone();
            let wish = Wish { output, audience };
            let document = world.workspace.publish(&ask, &wish).unwrap();
            all.push((format!("{code} html"), html::html(&document, &Anchors)));
            all.push((
                format!("{code} csv"),
                csv::single(&document, csv::Mark::Plain).unwrap(),
            ));
        }
    }
    let wish = PackageWish {
        from: "2020".parse().unwrap(),
        to: "2020".parse().unwrap(),
        least: None,
        audience: Audience::Public,
        licence: None,
    };
    for (name, bytes) in world.workspace.data_package(&ask, &wish).unwrap().files {
        all.push((name, String::from_utf8(bytes).unwrap()));
    }
    all.extend(words_of_files(world, "2020-06"));
    all
}

fn telling(world: &World, organisation: &str) -> Vec<String> {
    let bare = crate::canary::smooth(organisation);
    let tells = |text: &String| text.contains(organisation) || text.contains(&bare);
    let all = outside(world);
    assert!(all.iter().any(|(_, text)| text.contains("Bektov")));
    let telling = all.into_iter().filter(|(_, text)| tells(text));
    telling.map(|(name, _)| name).collect()
}

#[test]
fn where_somebody_belongs_is_told_within_the_group_with_who_said_it() {
    let world = world("");
    let about = About::draft(Form::Dossier, vec![person(&world, "Aset Bektov")]);
    let dossier = made(&world, &about, Audience::Internal, Language::En).unwrap();
    let page = page(&dossier);
    for organisation in BELONGS {
        assert!(page.contains(organisation), "{organisation}: {page}");
    }
    let cites = |note: &Note| format!("{note:?}").contains("News of June");
    assert!(dossier.notes.iter().any(cites), "according to whom");
    for audience in [Audience::Partners, Audience::Public] {
        let refused = made(&world, &about, audience, Language::En);
        assert!(refused.is_err(), "a dossier is for the group");
    }
}

#[test]
fn it_leaves_in_nothing_that_others_get_unless_its_record_says_that_it_may() {
    for organisation in BELONGS {
        for level in ["", "internal", "restricted"] {
            let told = telling(&world(level), organisation);
            assert!(told.is_empty(), "{organisation}, {level:?}: {told:?}");
        }
    }
    let decided = world("public");
    assert_eq!(
        telling(&decided, BELONGS[1]),
        ["Questionnaire", "Letter", "Appeal"],
        "what is written about the person says where they belong"
    );
    assert!(telling(&decided, BELONGS[0]).is_empty());
}

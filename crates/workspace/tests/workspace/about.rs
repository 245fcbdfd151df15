//! What is written about one person: what it says, whom it names, and that nothing is final that may not be.

use crate::outputs::kazakhstan;
use crate::world::{World, asking};
use aigaq_publishing::about::{Asked, Form, Stage};
use aigaq_publishing::document::Block;
use aigaq_publishing::{Document, csv, html, links::Anchors};
use aigaq_registers::consents::Purpose;
use aigaq_schema::{Day, Language, RecordId};
use aigaq_workspace::{About, Audience, FreezeWish, Freezing, Output, Wish, Words, WorkspaceError};

fn on() -> Day {
    Day::from_ymd(2021, 7, 22).unwrap()
}

pub(crate) fn person(world: &World, name: &str) -> RecordId {
    let ask = asking(Language::En, on());
    world.workspace.person_called(&ask, name).unwrap()
}

/// A questionnaire with everything typed.
pub(crate) fn typed(form: Form, id: RecordId) -> About {
    let mut about = About::draft(form, vec![id]);
    for (asked, text) in [
        (Asked::Submitter, "Anna Example"),
        (Asked::Address, "1 Example Street"),
        (Asked::Categories, "ii,iii"),
        (Asked::Number, "KAZ 001 / 0721"),
        (Asked::Fact, "A defender is held."),
        (Asked::Requests, "release,doctor"),
        (Asked::Addressees, "President of the Republic"),
    ] {
        about.typed.insert(asked, text.to_owned());
    }
    about
}

pub(crate) fn made(
    world: &World,
    about: &About,
    audience: Audience,
    language: Language,
) -> Result<Document, WorkspaceError> {
    let output = Output::About(about.clone());
    world
        .workspace
        .publish(&asking(language, on()), &Wish { output, audience })
}

fn why(refused: &WorkspaceError, language: Language) -> String {
    Words::reason(language, &refused.reason())
}

pub(crate) fn page(document: &Document) -> String {
    html::html(document, &Anchors).replace('\u{a0}', " ")
}

/// A person detained once, and another who stands beside them.
fn held() -> (World, RecordId) {
    let mut world = World::new();
    world.import(
        "actor",
        "id,name,kind\na,Aset Bektov,person\nb,Dana Sarsova,person\np,City police,state_body\n",
    );
    world.import(
        "source",
        "id,title,publisher,date\ns,News of June,Daily,2020-06-05\n",
    );
    world.import(
        "act",
        "id,type,start,target,perpetrator,outcome,source\n\
         1,LIB.detain,2020-06-01,a,p,held with Dana Sarsova,s\n\
         2,LIB.detain,2020-06-01,b,p,released,s\n",
    );
    let id = person(&world, "Aset Bektov");
    (world, id)
}

fn consent(world: &mut World, name: &str, said: &str) {
    let table = format!("id,person,use,audience,state,date\n{name},{said}\n");
    world.import("consent", &table);
}

#[test]
fn case_16_a_questionnaire_without_consent_or_submitter_is_never_final() {
    let (mut world, id) = held();
    let mut about = typed(Form::Questionnaire, id);
    about.stage = Stage::Final;
    let refused = |world: &World, about: &About| {
        let refused = made(world, about, Audience::Partners, Language::En).unwrap_err();
        why(&refused, Language::En)
    };
    // Neither consent nor a name that may be told.
    assert!(refused(&world, &about).contains("A consent to hand this over"));
    // A consent for another use, and one for the group alone, allow nothing.
    consent(
        &mut world,
        "c1",
        &format!("{id},publish,public,named,2021-01-01"),
    );
    assert!(refused(&world, &about).contains("A consent to hand this over"));
    consent(
        &mut world,
        "c2",
        &format!("{id},un_submission,internal,named,2021-01-02"),
    );
    assert!(refused(&world, &about).contains("does not allow it"));
    consent(
        &mut world,
        "c3",
        &format!("{id},un_submission,partners,named_mechanism,2021-01-03"),
    );
    made(&world, &about, Audience::Partners, Language::En).unwrap();
    // Each of what is typed is missed by its name, and where to enter it is said.
    for (asked, words) in [
        (Asked::Submitter, "Who submits it"),
        (Asked::Address, "Address, e-mail, telephone"),
        (Asked::Categories, "Categories of arbitrary detention"),
    ] {
        let mut without = about.clone();
        without.typed.insert(asked, "  ".to_owned());
        let said = refused(&world, &without);
        assert!(
            said.contains(words) && said.contains("Publications"),
            "{said}"
        );
        let russian = made(&world, &without, Audience::Partners, Language::Ru).unwrap_err();
        assert!(why(&russian, Language::Ru).contains("Не хватает"));
        without.stage = Stage::Draft;
        let draft = made(&world, &without, Audience::Partners, Language::En).unwrap();
        assert!(draft.title.starts_with("Draft: "));
        assert!(page(&draft).contains(words));
    }
    // What names all is not handed over, and what was taken back no longer allows.
    let inner = made(&world, &about, Audience::Internal, Language::En).unwrap_err();
    assert!(why(&inner, Language::En).contains("partners"));
    consent(
        &mut world,
        "c4",
        &format!("{id},un_submission,partners,withdrawn,2021-02-01"),
    );
    assert!(refused(&world, &about).contains("taken back"));
    // Nor can it be frozen.
    let wish = FreezeWish {
        of: Freezing::Output(Output::About(about)),
        title: "Questionnaire".to_owned(),
        caveat: None,
        audience: Audience::Partners,
        draw: aigaq_workspace::Draw::Nothing,
    };
    let form = (world.token(), world.moment());
    let ask = asking(Language::En, on());
    assert!(world.workspace.freeze(&ask, form, &wish).is_err());
}

#[test]
fn what_is_final_for_everybody_needs_a_consent_for_everybody() {
    let (mut world, id) = held();
    let mut about = typed(Form::Questionnaire, id);
    about.stage = Stage::Final;
    let final_for = |world: &World, audience| made(world, &about, audience, Language::En);
    let terms = "un_submission,partners,named,2021-01-01";
    consent(&mut world, "c1", &format!("{id},{terms}"));
    final_for(&world, Audience::Partners).unwrap();
    let refused = final_for(&world, Audience::Public).unwrap_err();
    let said = why(&refused, Language::En);
    assert!(said.contains("A consent to hand this over"), "{said}");
    // One may be handed over to everybody, and the name is still asked about for itself.
    for (key, terms) in [
        ("c2", "un_submission,public,named,2021-01-02"),
        ("c3", "publish,public,named,2021-01-02"),
    ] {
        assert!(final_for(&world, Audience::Public).is_err());
        consent(&mut world, key, &format!("{id},{terms}"));
    }
    let handed = page(&final_for(&world, Audience::Public).unwrap());
    assert!(handed.contains("Aset Bektov"));
}

#[test]
fn the_checks_ask_for_the_consent_that_a_form_needs() {
    for form in Form::ALL {
        let purpose = form.consent_use().map(Purpose::HandOver);
        assert_eq!(Purpose::of_output(form.code()), purpose, "{form:?}");
    }
}

#[test]
fn nothing_is_final_without_the_day_of_an_arrest() {
    let mut world = World::new();
    world.import("actor", "id,name,kind\na,Aset Bektov,person\n");
    world.import("act", "id,type,target\n1,LIB.arrest,a\n");
    let id = person(&world, "Aset Bektov");
    let terms = "un_submission,partners,named,2021-01-01";
    consent(&mut world, "c", &format!("{id},{terms}"));
    let mut about = typed(Form::Questionnaire, id);
    about.stage = Stage::Final;
    let refused = made(&world, &about, Audience::Partners, Language::En).unwrap_err();
    let said = why(&refused, Language::En);
    assert!(
        said.contains("The date of an arrest or detention") && !said.contains("consent"),
        "{said}"
    );
    // The custody to which the act led tells the day.
    world.import(
        "restriction",
        "id,kind,actor,act,start,length\nr,pretrial_detention,a,1,2020-06-01,P2M\n\
         s,house_arrest,a,,2021-02-01,P1M\n",
    );
    let handed = page(&made(&world, &about, Audience::Partners, Language::En).unwrap());
    // The arrest lasted, and stands among the detentions beside another.
    assert_eq!(handed.matches("2 months").count(), 1, "{handed}");
}

#[test]
fn a_mechanism_reads_the_name_of_who_agreed_and_of_nobody_else() {
    let (mut world, id) = held();
    consent(
        &mut world,
        "c",
        &format!("{id},un_submission,partners,named_mechanism,2021-01-03"),
    );
    let about = typed(Form::Questionnaire, id);
    let handed = page(&made(&world, &about, Audience::Partners, Language::En).unwrap());
    assert!(handed.contains("Aset Bektov") && handed.contains("City police"));
    assert!(!handed.contains("Sarsova"), "{handed}");
    let wish = |audience| Wish {
        output: Output::About(about.clone()),
        audience,
    };
    let ask = asking(Language::En, on());
    let gate = world
        .workspace
        .gate(&ask, &wish(Audience::Partners))
        .unwrap();
    assert!(gate.named.iter().any(|one| one.id == id));
    let all = page(&made(&world, &about, Audience::Public, Language::En).unwrap());
    assert!(!all.contains("Bektov") && !all.contains("Sarsova"));
    assert!(
        page(&made(&world, &about, Audience::Internal, Language::En).unwrap()).contains("Sarsova")
    );
}

#[test]
fn every_form_about_a_defender_of_the_data_is_made_in_every_language() {
    let world = kazakhstan();
    let id = person(&world, "Max Bokayev");
    for language in Language::ALL {
        for form in Form::ALL {
            let about = typed(form, id);
            let document = made(&world, &about, Audience::Internal, language).unwrap();
            let page = page(&document);
            assert!(!page.contains('⟦'), "{form:?} {language:?}");
            assert!(page.contains("2016"), "{form:?} {language:?}");
            assert!(!document.notes.is_empty(), "{form:?} {language:?}");
            let sheet = csv::single(&document, csv::Mark::Plain).unwrap();
            assert!(sheet.lines().count() > 10, "{form:?}: {sheet}");
        }
    }
    let document = made(
        &world,
        &typed(Form::Questionnaire, id),
        Audience::Internal,
        Language::En,
    );
    let page = page(&document.unwrap());
    for words in [
        "17 May 2016",
        "15 days",
        "5 years",
        "II. Exercise of rights",
        "Anna Example",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("I. No legal basis"));
}

#[test]
fn a_dossier_is_for_the_group_alone() {
    let (world, id) = held();
    let about = About::draft(Form::Dossier, vec![id]);
    made(&world, &about, Audience::Internal, Language::En).unwrap();
    for audience in [Audience::Partners, Audience::Public] {
        assert!(made(&world, &about, audience, Language::En).is_err());
    }
}

#[test]
fn nobody_an_organisation_and_a_name_of_several_are_refused_with_a_reason() {
    let (mut world, id) = held();
    let ask = asking(Language::En, on());
    let refused = |world: &World, given: &str| {
        why(
            &world.workspace.person_called(&ask, given).unwrap_err(),
            Language::En,
        )
    };
    assert!(refused(&world, "Zzyzx Qwrt").contains("nobody is called"));
    assert!(refused(&world, "").contains("nobody is called"));
    assert!(refused(&world, "City police").contains("no person"));
    let stranger = RecordId::from_random([9; 16]);
    assert!(refused(&world, &stranger.to_string()).contains("nobody is called"));
    world.import("actor", "id,name,kind\nx,Aset Bektov,person\n");
    assert!(refused(&world, "Aset Bektov").contains("exactly one person"));
    // By id each of them is meant.
    assert_eq!(
        world
            .workspace
            .person_called(&ask, &id.to_string())
            .unwrap(),
        id
    );
    let nobody = About::draft(Form::Letter, Vec::new());
    assert!(made(&world, &nobody, Audience::Internal, Language::En).is_err());
    let gone = About::draft(Form::Letter, vec![stranger]);
    assert!(made(&world, &gone, Audience::Internal, Language::En).is_err());
    let empty = World::new();
    assert!(refused(&empty, "Aset Bektov").contains("nobody is called"));
}

#[test]
fn somebody_never_detained_has_a_draft_that_says_so() {
    let mut world = World::new();
    world.import("actor", "id,name,kind\na,<b>Aset</b> & Co,person\n");
    let id = person(&world, "<b>Aset</b> & Co");
    for form in Form::ALL {
        let mut about = typed(form, id);
        about.typed.insert(
            Asked::Concern,
            "<script>alert(1)</script> #set [x]".to_owned(),
        );
        let document = made(&world, &about, Audience::Internal, Language::En).unwrap();
        let page = page(&document);
        assert!(!page.contains("<b>Aset") && !page.contains("<script>alert"));
    }
    let draft = made(
        &world,
        &typed(Form::Questionnaire, id),
        Audience::Internal,
        Language::En,
    );
    let first = &draft.unwrap().sections[0];
    let Block::Notice(notice) = &first.blocks[0] else {
        panic!("{first:?}");
    };
    let said = format!("{:?}", notice.content);
    assert!(
        said.contains("The date of an arrest or detention"),
        "{said}"
    );
}

#[test]
fn five_hundred_acts_against_one_person_are_all_told() {
    let mut world = World::new();
    world.import("actor", "id,name,kind\na,Aset Bektov,person\n");
    let mut acts = "id,type,start,target,outcome\n".to_owned();
    for at in 0..500 {
        acts += &format!(
            "{at},PRS.threat,2020-{:02}-{:02},a,threat no {at}.\n",
            at % 12 + 1,
            at % 28 + 1
        );
    }
    world.import("act", &acts);
    let id = person(&world, "Aset Bektov");
    let document = made(
        &world,
        &About::draft(Form::Dossier, vec![id]),
        Audience::Internal,
        Language::En,
    );
    let page = page(&document.unwrap());
    assert_eq!(
        (0..500)
            .filter(|at| page.contains(&format!("threat no {at}.")))
            .count(),
        500
    );
}

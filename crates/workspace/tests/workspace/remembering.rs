//! Answers about the words of workbooks are asked once and kept.

use aigaq_journal::{Mode, Passphrase, create_with, unlock};
use aigaq_schema::Schema;
use aigaq_testkit::{FAST, PASSPHRASE};
use aigaq_workspace::workbook::Remembered;
use aigaq_workspace::{FormToken, Workspace};

fn answer(word: &str, code: &str) -> Remembered {
    let mut answers = Remembered::default();
    answers
        .answer(Schema::shipped(), "act_types", word, vec![code.to_owned()])
        .unwrap();
    answers
}

#[test]
fn answers_are_kept_and_added_to() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("w");
    let (unlocked, _) = create_with(&dir, &Passphrase::new(PASSPHRASE), FAST).unwrap();
    let now = || (1_700_000_000, "UTC".to_owned());
    let form = |n: u8| FormToken::from_random([n; 16]);
    {
        let mut workspace = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
        assert!(workspace.remembered().unwrap().is_empty());
        let beseda = answer("проф. беседа", "PRS.threat");
        assert!(
            workspace
                .remember(&beseda, form(1), now())
                .unwrap()
                .is_some()
        );
        // The same again says nothing.
        assert!(
            workspace
                .remember(&beseda, form(2), now())
                .unwrap()
                .is_none()
        );
        let other = answer("недопуск", "MED.obstr");
        workspace.remember(&other, form(3), now()).unwrap().unwrap();
        // A second thought holds.
        let thought = answer("проф. беседа", "CRM.summon");
        workspace
            .remember(&thought, form(4), now())
            .unwrap()
            .unwrap();
    }
    let unlocked = unlock(&dir, &Passphrase::new(PASSPHRASE)).unwrap();
    let workspace = Workspace::of(unlocked, Mode::Write, |_| {}).unwrap();
    let kept = workspace.remembered().unwrap();
    assert_eq!(
        kept.word("act_types", "Проф. беседа"),
        Some(&["CRM.summon".to_owned()][..])
    );
    assert_eq!(
        kept.word("act_types", "недопуск"),
        Some(&["MED.obstr".to_owned()][..])
    );
}

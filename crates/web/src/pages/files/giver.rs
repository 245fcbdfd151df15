//! The part of a form that tells of somebody who gave a file and must not be known.

use crate::pages::wrong::FieldOf;
use aigaq_workspace::{Asking, GiverGiven, SecondPassphrase, Workspace, WorkspaceError};

/// The fields of the code and of the kind, which can be refused.
pub(super) const CODE: FieldOf = ("from_code", "g-code", "giver-code");
pub(super) const KIND: FieldOf = ("from_kind", "g-kind", "giver-kind");

/// The fields, with what was typed.
pub(crate) struct GiverForm {
    pub(crate) typed: GiverGiven,
    /// Name and contact can be sealed.
    pub(crate) is_sealed: bool,
    pub(crate) kinds: Vec<(String, String)>,
}

impl GiverForm {
    pub(crate) fn of(
        workspace: &Workspace,
        asking: &Asking,
        typed: GiverGiven,
    ) -> Result<Self, WorkspaceError> {
        Ok(Self {
            typed,
            is_sealed: workspace.second_passphrase()? != SecondPassphrase::NotSetUp,
            kinds: workspace.confidant_kinds(asking),
        })
    }

    pub(crate) fn is_unfolded(&self) -> bool {
        !self.typed.is_empty()
    }
}

/// Takes one of the fields; `false` when it is another one.
pub(super) fn take(typed: &mut GiverGiven, field: &str, text: &str) -> bool {
    let place = match field {
        "from_code" => &mut typed.code,
        "from_kind" => &mut typed.confidant,
        "from_name" => &mut typed.identity.name,
        "from_contact" => &mut typed.identity.contact,
        _ => return false,
    };
    text.clone_into(place);
    true
}

/// Somebody who was written down is told by code when the form is shown again: who it is stays sealed.
pub(super) fn by_code(caption: &str) -> GiverGiven {
    let code = caption.split(',').next().unwrap_or_default();
    GiverGiven {
        code: code.to_owned(),
        ..GiverGiven::default()
    }
}

/// Of the fields of a form.
pub(super) fn sent(of: impl Fn(&str) -> String) -> GiverGiven {
    let mut typed = GiverGiven::default();
    for field in ["from_code", "from_kind", "from_name", "from_contact"] {
        take(&mut typed, field, &of(field));
    }
    typed
}

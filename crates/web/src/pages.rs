//! The pages, one file each: from the workspace's ready values to a template.

pub(crate) mod checks;
pub(crate) mod count;
pub(crate) mod enter;
pub(crate) mod frozen;
pub(crate) mod import;
pub(crate) mod journal;
pub(crate) mod kept;
pub(crate) mod language;
pub(crate) mod list;
pub(crate) mod lock;
pub(crate) mod outputs;
pub(crate) mod pager;
pub(crate) mod problem;
pub(crate) mod quarantine;
pub(crate) mod record;
pub(crate) mod review;
pub(crate) mod same;
pub(crate) mod saved;
pub(crate) mod search;
pub(crate) mod searches;
pub(crate) mod settings;
pub(crate) mod start;
pub(crate) mod statics;
pub(crate) mod tables;
pub(crate) mod undo;
pub(crate) mod using;

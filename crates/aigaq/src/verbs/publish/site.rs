//! A static site: a folder of plain pages, or the same in one zip.

use super::{must_be_zip, period, written};
use crate::answer::write_whole;
use crate::asking::keeper;
use crate::cli::PublishArgs;
use crate::refusal::{
    Refusal, folder_taken, frozen_file, names_no_file, refuse, site_for_public, unwritable,
};
use crate::verbs::Common;
use aigaq_press::site::files;
use aigaq_press::zipped::zipped;
use aigaq_workspace::{Audience, SiteHolds, SiteWish};
use anyhow::Result;
use std::path::Path;
use std::process::ExitCode;

/// Makes a site for everybody and writes it.
pub fn site(common: &Common<'_>, args: &PublishArgs) -> Result<ExitCode> {
    if args.freeze.is_some() {
        return refuse(frozen_file());
    }
    // Nobody says for whom a site is unless they mean somebody else than everybody.
    if Audience::from(args.audience) == Audience::Partners {
        return refuse(site_for_public());
    }
    let is_zip = args.file().extension().is_some();
    match is_zip {
        true => must_be_zip(&args.file())?,
        false => must_be_free(&args.file())?,
    }
    let (from, to) = period(args.from.clone(), args.to.clone())?;
    let wish = SiteWish {
        from,
        to,
        least: args.least.clone(),
        languages: args.languages.0.clone(),
        holds: match args.holds.is_empty() {
            true => SiteHolds::usual(),
            false => args.holds.clone(),
        },
        number: args.edition,
        licence: args.licence.clone(),
    };
    let made = common
        .open_to_read()?
        .site(&keeper(common.language), &wish)?;
    let files = files(&made.site)?;
    match is_zip {
        true => write_whole(&args.file(), &zipped(&files)?)?,
        false => write_folder(&args.file(), &files)?,
    }
    written(common, args, &made.gate)
}

/// Nothing is written over: a page of an older site would stay beside the new ones.
fn must_be_free(folder: &Path) -> Result<()> {
    match std::fs::read_dir(folder).map(|mut there| there.next().is_none()) {
        Ok(true) => Ok(()),
        Ok(false) => refuse(folder_taken(folder)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => refuse(unwritable(folder, error)),
    }
}

/// Writes all files of a folder: beside it first, then in its place, so that what stands there is whole.
fn write_folder(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<()> {
    let Some(name) = folder.file_name() else {
        return refuse(names_no_file(folder));
    };
    let beside = folder.with_file_name(format!(".{}.part", name.to_string_lossy()));
    let unwritten = |error| -> anyhow::Error { Refusal(unwritable(folder, error)).into() };
    // Left by one that was killed: it has the name that only this gives.
    if beside.is_dir() {
        std::fs::remove_dir_all(&beside).map_err(unwritten)?;
    }
    let done = || -> Result<()> {
        for (path, bytes) in files {
            let path = beside.join(path);
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent).map_err(unwritten)?;
            }
            write_whole(&path, bytes)?;
        }
        if folder.is_dir() {
            // It is empty, as was seen; one that was filled since is left alone.
            std::fs::remove_dir(folder).map_err(unwritten)?;
        }
        std::fs::rename(&beside, folder).map_err(unwritten)
    };
    let written = done();
    if written.is_err() {
        // The first error is the one to tell.
        let _ = std::fs::remove_dir_all(&beside);
    }
    written
}

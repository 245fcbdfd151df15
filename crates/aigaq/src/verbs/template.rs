//! Templates of publications, for the command line: listed, written out, kept, taken back.

use super::{Common, form_token, not_saved};
use crate::answer::write_whole;
use crate::asking::{keeper, now};
use crate::cli::TemplateVerb;
use aigaq_workspace::TemplateCode;
use anyhow::{Context, Result};
use std::process::ExitCode;

/// Does what is asked with templates.
pub fn template(common: &Common<'_>, verb: &TemplateVerb) -> Result<ExitCode> {
    let ask = keeper(common.language);
    match verb {
        TemplateVerb::List => {
            let workspace = common.open_to_read()?;
            let all = workspace.templates(&ask)?;
            let told: Vec<(String, String)> = all
                .iter()
                .map(|(code, template)| {
                    (
                        code.to_string(),
                        template.title.get(ask.language).to_owned(),
                    )
                })
                .collect();
            common.answer(&serde_json::json!(told), || {
                let lines: Vec<String> = told
                    .iter()
                    .map(|(code, title)| format!("{code}: {title}"))
                    .collect();
                lines.join("\n")
            })
        }
        TemplateVerb::Show { code, out } => {
            let text = common
                .open_to_read()?
                .template_text(&ask, &code.parse::<TemplateCode>()?)?;
            match out {
                Some(out) => {
                    write_whole(out, text.as_bytes())?;
                    common.answer(&serde_json::json!({ "file": out }), || {
                        out.display().to_string()
                    })
                }
                None => common.answer(&serde_json::json!({ "text": text }), || text.clone()),
            }
        }
        TemplateVerb::Keep { code, file } => {
            let code: TemplateCode = code.parse()?;
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("{} cannot be read", file.display()))?;
            let mut workspace = common.open()?;
            let kept =
                workspace.keep_template(&ask, (form_token()?, now()), (&code, &text), "changed");
            kept.map_err(|why| not_saved(why, "nothing new: the template is here already"))?;
            common.answer(&serde_json::json!({ "template": code.as_str() }), || {
                code.to_string()
            })
        }
        TemplateVerb::TakeBack { code } => {
            let code: TemplateCode = code.parse()?;
            let mut workspace = common.open()?;
            let done =
                workspace.take_template_back(&ask, (form_token()?, now()), &code, "taken back");
            done.map_err(|why| not_saved(why, "there is no template of your own with this code"))?;
            common.answer(&serde_json::json!({ "template": code.as_str() }), || {
                code.to_string()
            })
        }
    }
}

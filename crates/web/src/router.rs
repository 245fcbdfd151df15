//! Which address leads to which page, and what every request passes on its way.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::forms;
use crate::pages::{
    at_once, bag, checks, closing, confidential, count, documents, enter, figures, files, forget,
    frozen, hold, import, inbox, journal, kept, language, list, lock, names, outputs, problem,
    protects, quarantine, record, registers, review, same, search, searches, settings, start,
    statics, tables, templates, undo, using,
};
use crate::problem::Problem;
use crate::safety;
use crate::state::App;
use aigaq_workspace::entering::{ConsentsAtOnce, LevelsAtOnce};

/// All pages of a workspace. From the outside in: the headers of every answer, the page of every
/// problem, the guard, the reading of forms, the lock, the page.
pub fn router(app: App) -> Router {
    let pages = Router::new()
        .route("/", get(start::start))
        .route("/records/{type}", get(list::list).post(list::ask))
        .route("/records/{type}/save", post(searches::save))
        .route(
            "/records/{type}/consents",
            get(at_once::of_all::<ConsentsAtOnce>),
        )
        .route(
            "/records/{type}/sensitivity",
            get(at_once::of_all::<LevelsAtOnce>),
        )
        .route("/records/{type}/{file}", get(list::sheet::sheet))
        .route(
            "/consents",
            get(at_once::of_one::<ConsentsAtOnce>).post(at_once::send::<ConsentsAtOnce>),
        )
        .route(
            "/sensitivity",
            get(at_once::of_one::<LevelsAtOnce>).post(at_once::send::<LevelsAtOnce>),
        )
        .route("/record/{id}", get(record::record))
        .route(
            "/enter",
            get(enter::incident::form).post(enter::incident::send),
        )
        .route(
            "/enter/{type}",
            get(enter::record::new_form).post(enter::record::send_new),
        )
        .route(
            "/record/{id}/edit",
            get(enter::record::edit_form).post(enter::record::send_edit),
        )
        .route("/codes/{list}", get(enter::codes::codes))
        .route("/search", get(search::search).post(search::ask))
        .route("/search/{id}", get(search::found))
        .route("/search/saved/{id}", get(searches::open))
        .route("/search/saved/{id}/name", post(searches::rename))
        .route("/search/saved/{id}/take-back", post(searches::take_back))
        .route("/count", get(count::count))
        .route("/count/narrow", get(count::narrowing::narrow))
        .route("/count/records", get(count::records::records))
        .route("/count/which", get(count::which::which))
        .route(
            "/count/estimate",
            get(count::estimate::estimate).post(count::estimate::use_it),
        )
        .route("/count/estimate/{file}", get(count::estimate::file))
        .route("/estimates", get(count::estimate::kept))
        .route("/estimates/{id}", post(count::estimate::take_back))
        .route("/count/use", get(using::of_definition))
        .route("/count/compare", get(using::compare))
        .route("/count/{file}", get(count::file))
        .route("/templates", get(templates::list).post(templates::keep))
        .route(
            "/templates/{code}",
            get(templates::one).post(templates::take_back),
        )
        .route("/tables", get(tables::list).post(tables::keep))
        .route("/tables/{id}", post(tables::change))
        .route("/figures", get(figures::list).post(figures::ask))
        .route("/figures/{key}", get(figures::one))
        .route("/frozen", get(frozen::list).post(frozen::freeze))
        .route("/frozen/least", post(frozen::least))
        .route("/frozen/{id}", get(frozen::one))
        .route("/frozen/{id}/{file}", get(frozen::file))
        .route("/outputs", get(outputs::outputs))
        .route("/outputs/package", get(outputs::data::package))
        .route("/outputs/package.zip", get(outputs::data::package_file))
        .route("/outputs/site", get(outputs::data::site))
        .route("/outputs/site.zip", get(outputs::data::site_file))
        .route("/outputs/{output}", get(outputs::output).post(outputs::say))
        .route("/outputs/{output}/draft", post(outputs::draft))
        .route("/registers", get(registers::registers))
        .route(
            "/registers/soon",
            get(registers::soon::soon).post(registers::soon::done),
        )
        .route(
            "/registers/rules",
            get(registers::rules::rules).post(registers::rules::approve),
        )
        .route(
            "/registers/{register}",
            get(registers::one::register).post(registers::one::ask),
        )
        .route("/journal", get(journal::journal))
        .route("/journal/{change_set}", get(journal::change_set))
        .route(
            "/journal/{change_set}/undo",
            get(undo::form).post(undo::undo),
        )
        .route("/forget/{id}", get(forget::show).post(forget::forget))
        .route("/forget/{id}/look", post(forget::look))
        .route("/forgotten/{id}", get(forget::report))
        .route("/hold/{id}", get(hold::show).post(hold::hold))
        .route("/verify", get(journal::verify))
        .route("/import", get(import::form).post(import::upload))
        .route("/import/{id}", get(import::look).post(import::act))
        .route("/documents", get(documents::list).post(documents::upload))
        .route(
            "/documents/taught",
            get(documents::taught).post(documents::unteach),
        )
        .route(
            "/documents/{id}",
            get(documents::one).post(documents::decide),
        )
        .route("/documents/{id}/original", get(documents::give_back))
        .route("/files", get(files::list).post(files::add))
        .route("/file/{id}", get(files::one))
        .route("/file/{id}/picture", get(files::picture))
        .route("/file/{id}/original", get(files::give_back))
        .route("/file/{id}/text", post(files::type_off))
        .route("/file/{id}/custody", post(files::custody))
        .route("/bag", get(bag::tell).post(bag::make))
        .route("/inbox", get(inbox::list).post(inbox::keep))
        .route("/inbox/{note}", post(inbox::decide))
        .route("/confidential", get(confidential::list))
        .route("/confidential/set-up", post(confidential::set_up))
        .route("/confidential/open", post(confidential::open))
        .route("/confidential/close", post(confidential::close))
        .route("/confidential/passphrase", post(confidential::change))
        .route("/confidential/look", post(confidential::look))
        .route("/confidential/keep", post(confidential::keep))
        .route("/confidential/move", post(confidential::move_tellers))
        .route("/quarantine", get(quarantine::list))
        .route("/quarantine/{note}", post(quarantine::settle))
        .route("/review", get(review::review))
        .route("/follow-ups", get(review::follow_ups))
        .route(
            "/record/{id}/readers/{property}",
            get(closing::show).post(closing::close),
        )
        .route("/record/{id}/level", post(review::forms::level))
        .route("/record/{id}/comment", post(review::forms::comment))
        .route("/record/{id}/follow-up", post(review::forms::follow_up))
        .route("/note/{id}/done", post(review::forms::done))
        .route(
            "/record/{id}/judge",
            get(review::judging::form).post(review::judging::judge),
        )
        .route("/checks", get(checks::checks).post(checks::settle))
        .route("/checks/{finding}", get(checks::one))
        .route("/same", get(same::queue).post(same::decide))
        .route("/record/{id}/same", get(same::of_record).post(same::act))
        .route("/record/{id}/names", get(names::names).post(names::choose))
        .route("/settings", get(settings::start).post(settings::device))
        .route("/settings/notes", post(outputs::set_notes))
        .route(
            "/settings/types",
            get(settings::types).post(settings::change_types),
        )
        .route(
            "/settings/types/{type}",
            get(settings::of_type).post(settings::change_type),
        )
        .route(
            "/settings/types/{type}/{property}",
            get(settings::property).post(settings::change_property),
        )
        .route(
            "/settings/lists",
            get(settings::lists).post(settings::change_lists),
        )
        .route(
            "/settings/lists/{list}",
            get(settings::list).post(settings::change_list),
        )
        .route(
            "/settings/lists/{list}/{code}",
            get(settings::code).post(settings::change_code),
        )
        .route("/kept", get(kept::list))
        .route("/kept/{number}", post(kept::throw_away))
        .fallback(async || Problem::NotFound)
        .layer(from_fn_with_state(app.clone(), only_unlocked));
    let always = Router::new()
        .route("/lock", post(lock::lock))
        .route("/open/{token}", get(lock::open))
        .route("/unlock", get(lock::unlock_form).post(lock::unlock))
        .route("/language", get(language::language))
        .route("/protects", get(protects::protects))
        .route("/static/aigaq.css", get(statics::style))
        .route("/static/pages.css", get(statics::pages_style))
        .route("/static/forms.css", get(statics::forms_style))
        .route("/static/publication.css", get(statics::publication_style))
        .route("/static/echo.js", get(statics::echo_script))
        .route("/static/keys.js", get(statics::keys_script))
        .route("/static/icon.svg", get(statics::icon));
    let all = pages
        .merge(always)
        // What is sent was read within limits already.
        .layer(DefaultBodyLimit::disable())
        .with_state(app.clone());
    // Around the choice of the page, because a form given back goes on to another address.
    Router::new()
        .fallback_service(all)
        .layer(from_fn_with_state(app.clone(), forms::receive))
        .layer(from_fn_with_state(app.clone(), safety::guard))
        .layer(from_fn_with_state(app, problem::dress))
        .layer(from_fn(safety::harden))
}

/// Nothing behind this is reached while the workspace is locked.
async fn only_unlocked(State(app): State<App>, request: Request, next: Next) -> Response {
    app.lock_if_idle().await;
    let session = app.sessions().of(request.headers(), app.port());
    if !app.is_unlocked() || !session.is_some_and(|session| session.open) {
        return Problem::Locked.into_response();
    }
    app.touch();
    let answer = next.run(request).await;
    app.touch();
    answer
}

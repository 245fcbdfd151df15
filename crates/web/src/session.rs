//! Who has shown the passphrase: one session for each browser that did.
//!
//! A session is made when the passphrase was typed, or when the address that the program printed was
//! opened. It lives in memory until the program ends. Locking shuts all sessions: their browsers are known
//! still, so that a form sent too late can be kept for the one who sent it, and see nothing until the
//! passphrase is typed there again.
//!
//! The cookie is bound to this host, hidden from scripts and never sent along from another site. Cookies do
//! not know ports, so its name does: two workspaces served at once do not push each other out. It has no
//! `__Host-` prefix, which asks for `Secure`: not every browser takes a `Secure` cookie from
//! `http://127.0.0.1` (docs/decisions/005-sessions.md).

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::header::{COOKIE, HeaderMap, HeaderValue};

use crate::problem::Problem;
use crate::token::Token;

/// Most browsers that are known at once; the one that came first is forgotten first.
const MOST: usize = 32;

/// A browser that is known.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    /// Stays the same when the browser unlocks again: what was kept for it is found by it.
    pub(crate) number: u64,
    id: Token,
    /// What each form of this browser carries. It too stays over a lock, so that a page that was open
    /// meanwhile can still be sent.
    pub(crate) form_token: Token,
    /// The passphrase was shown since the workspace was locked last.
    pub(crate) open: bool,
}

/// All browsers that are known.
#[derive(Debug, Default)]
pub(crate) struct Sessions(Mutex<Table>);

#[derive(Debug, Default)]
struct Table {
    last_number: u64,
    known: VecDeque<Session>,
}

impl Sessions {
    /// The session whose cookie a request carries.
    pub(crate) fn of(&self, headers: &HeaderMap, port: u16) -> Option<Session> {
        let name = cookie_name(port);
        let table = self.table();
        headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .filter(|(given, _)| *given == name)
            .find_map(|(_, value)| table.known.iter().find(|session| session.id.is(value)))
            .cloned()
    }

    /// Opens a session for a browser that has shown the passphrase. Its cookie is always new; the rest stays
    /// as it was before a lock.
    pub(crate) fn open(&self, before: Option<&Session>, port: u16) -> Result<HeaderValue, Problem> {
        let id = Token::random().map_err(|_| Problem::Broken)?;
        let cookie = HeaderValue::try_from(format!(
            "{}={}; Path=/; HttpOnly; SameSite=Strict",
            cookie_name(port),
            id.as_str()
        ))
        .map_err(|_| Problem::Broken)?;
        let mut table = self.table();
        let session = match before {
            Some(before) => {
                let number = before.number;
                table.known.retain(|known| known.number != number);
                Session {
                    number,
                    id,
                    form_token: before.form_token.clone(),
                    open: true,
                }
            }
            None => {
                table.last_number += 1;
                Session {
                    number: table.last_number,
                    id,
                    form_token: Token::random().map_err(|_| Problem::Broken)?,
                    open: true,
                }
            }
        };
        table.known.push_back(session);
        while table.known.len() > MOST {
            table.known.pop_front();
        }
        Ok(cookie)
    }

    /// Nobody sees anything from now on.
    pub(crate) fn shut(&self) {
        for session in &mut self.table().known {
            session.open = false;
        }
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn cookie_name(port: u16) -> String {
    format!("aigaq-{port}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carrying(cookie: &HeaderValue) -> HeaderMap {
        let pair = cookie.to_str().unwrap().split(';').next().unwrap();
        HeaderMap::from_iter([(COOKIE, format!("lang=ru; {pair}").parse().unwrap())])
    }

    #[test]
    fn a_browser_is_known_by_its_cookie_and_stays_the_same_over_a_lock() {
        let sessions = Sessions::default();
        let first = carrying(&sessions.open(None, 4480).unwrap());
        let other = carrying(&sessions.open(None, 4480).unwrap());
        let known = sessions.of(&first, 4480).unwrap();
        assert!(known.open);
        assert_ne!(known.number, sessions.of(&other, 4480).unwrap().number);
        assert!(
            sessions.of(&first, 4481).is_none(),
            "another port, another name"
        );
        assert!(sessions.of(&HeaderMap::new(), 4480).is_none());

        sessions.shut();
        assert!(!sessions.of(&first, 4480).unwrap().open);
        let again = carrying(&sessions.open(Some(&known), 4480).unwrap());
        assert!(
            sessions.of(&first, 4480).is_none(),
            "the old cookie opens nothing"
        );
        let renewed = sessions.of(&again, 4480).unwrap();
        assert!(renewed.open);
        assert_eq!(
            (renewed.number, renewed.form_token),
            (known.number, known.form_token)
        );
        assert!(
            !sessions.of(&other, 4480).unwrap().open,
            "each shows the passphrase"
        );
    }

    #[test]
    fn the_table_has_an_end() {
        let sessions = Sessions::default();
        let first = carrying(&sessions.open(None, 1).unwrap());
        for _ in 0..MOST {
            sessions.open(None, 1).unwrap();
        }
        assert!(sessions.of(&first, 1).is_none());
        assert_eq!(sessions.table().known.len(), MOST);
    }
}

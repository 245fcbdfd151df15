//! Values as Python writes them (`repr`): what the auto-archiver puts into the cells of its own CSV. Read, never run.

use serde_json::{Map, Number, Value};

/// How deep values may stand in one another.
const DEEPEST: usize = 24;

/// The value that a text writes; `None` when it is none. Times become texts of their day, other objects nothing.
pub(super) fn literal(text: &str) -> Option<Value> {
    let mut reading = Reading { rest: text.trim() };
    let value = reading.value(0)?;
    reading.rest.trim().is_empty().then_some(value)
}

struct Reading<'t> {
    rest: &'t str,
}

impl Reading<'_> {
    fn take(&mut self, sign: char) -> bool {
        self.rest = self.rest.trim_start();
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        self.rest = self.rest.trim_start();
        match self.rest.chars().next()? {
            quote @ ('\'' | '"') => self.text(quote).map(Value::String),
            '[' => self.all('[', ']', depth).map(Value::Array),
            '(' => self.all('(', ')', depth).map(Value::Array),
            '{' => self.map(depth),
            '0'..='9' | '-' | '.' => self.number(),
            c if c.is_ascii_alphabetic() || c == '_' => self.name(depth),
            _ => None,
        }
    }

    fn all(&mut self, open: char, shut: char, depth: usize) -> Option<Vec<Value>> {
        let mut all = Vec::new();
        self.take(open);
        while !self.take(shut) {
            all.push(self.argument(depth)?);
            if !self.take(',') {
                return self.take(shut).then_some(all);
            }
        }
        Some(all)
    }

    /// A value, or one with its name before it (`tzinfo=…`).
    fn argument(&mut self, depth: usize) -> Option<Value> {
        let value = self.value(depth + 1)?;
        match self.take('=') {
            true => self.value(depth + 1).map(|_| Value::Null),
            false => Some(value),
        }
    }

    /// A dictionary, or a set.
    fn map(&mut self, depth: usize) -> Option<Value> {
        let mut map = Map::new();
        self.take('{');
        while !self.take('}') {
            let key = self.value(depth + 1)?;
            if self.take(':') {
                let value = self.value(depth + 1)?;
                let key = key.as_str().map_or_else(|| key.to_string(), str::to_owned);
                map.insert(key, value);
            }
            if !self.take(',') {
                return self.take('}').then_some(Value::Object(map));
            }
        }
        Some(Value::Object(map))
    }

    fn number(&mut self) -> Option<Value> {
        let is_of_it = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | '_');
        let end = self.rest.find(|c| !is_of_it(c)).unwrap_or(self.rest.len());
        let (written, rest) = self.rest.split_at(end);
        self.rest = rest;
        let number = match written.parse::<i64>() {
            Ok(whole) => Number::from(whole),
            Err(_) => Number::from_f64(written.parse().ok()?)?,
        };
        Some(Value::Number(number))
    }

    /// `None`, `True`, `False`, or an object: `datetime.datetime(2024, 5, 3, …)`, `Media(…)`.
    fn name(&mut self, depth: usize) -> Option<Value> {
        let is_of_it = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_');
        let end = self.rest.find(|c| !is_of_it(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        if !rest.starts_with('(') {
            return Some(match name {
                "True" => Value::Bool(true),
                "False" => Value::Bool(false),
                _ => Value::Null,
            });
        }
        let arguments = self.all('(', ')', depth)?;
        let whole = |at: usize| arguments.get(at).and_then(Value::as_i64);
        Some(match (name, whole(0), whole(1), whole(2)) {
            ("datetime.datetime" | "datetime.date", Some(year), Some(month), Some(day)) => {
                Value::String(format!("{year:04}-{month:02}-{day:02}"))
            }
            _ => Value::Null,
        })
    }

    fn text(&mut self, quote: char) -> Option<String> {
        let mut text = String::new();
        let mut signs = self.rest[quote.len_utf8()..].chars();
        loop {
            match signs.next()? {
                '\\' => text.push(escaped(&mut signs)?),
                sign if sign == quote => break,
                sign => text.push(sign),
            }
        }
        self.rest = signs.as_str();
        Some(text)
    }
}

fn escaped(signs: &mut std::str::Chars<'_>) -> Option<char> {
    let digits = match signs.next()? {
        'n' => return Some('\n'),
        't' => return Some('\t'),
        'r' => return Some('\r'),
        'x' => 2,
        'u' => 4,
        'U' => 8,
        other => return Some(other),
    };
    let code: String = signs.by_ref().take(digits).collect();
    let code = u32::from_str_radix(&code, 16).ok()?;
    Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_python_writes_is_read_and_what_it_does_not_is_none() {
        for (text, value) in [
            ("'a\\'b'", json!("a'b")),
            ("\"it's\"", json!("it's")),
            ("'\\u049b\\x41\\n'", json!("қA\n")),
            ("[1, -2.5, None, True,]", json!([1, -2.5, null, true])),
            ("('a',)", json!(["a"])),
            ("{'a': {'b': []}}", json!({"a": {"b": []}})),
            (
                "datetime.datetime(2024, 5, 3, 1, 2, tzinfo=datetime.timezone.utc)",
                json!("2024-05-03"),
            ),
            ("Media(filename='x', urls=['y'])", json!(null)),
            ("{}", json!({})),
        ] {
            assert_eq!(literal(text), Some(value), "{text}");
        }
        for text in [
            "", "{", "'a", "[1 2]", "{'a': 1", "1 2", "!", "'\\", "'\\u12'",
        ] {
            assert_eq!(literal(text), None, "{text}");
        }
        let deep = "[".repeat(100_000);
        assert_eq!(literal(&deep), None);
    }
}

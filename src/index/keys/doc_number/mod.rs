//! Keys of document numbers: `code|year|serial`, equal whatever brackets, padding and spaces are printed.

mod parse;
#[cfg(test)]
mod tests;

use serde_json::Value;

use super::equal_key;
pub use parse::parse;
use parse::serial_key;

/// A range of serials is written out up to this many numbers.
const LONGEST_RANGE: u32 = 200;

/// A document number taken apart. Missing parts are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Number {
    /// The issuer's code, or the organ with 令 or 公告.
    pub code: String,
    /// Four digits.
    pub year: String,
    /// Serials in key form, as ranges with both ends.
    pub serials: Vec<(String, String)>,
}

/// Every term under which a record's document number is found.
///
/// `printed` is the number as it stands, `parts` the record's `doc_number_parts`.
pub fn terms(printed: &str, parts: Option<&Value>) -> Vec<String> {
    let mut out = vec![raw_key(printed)];
    for number in [parts.and_then(from_parts), parse(printed)]
        .into_iter()
        .flatten()
    {
        for serial in number.serials.iter().flat_map(spread) {
            out.push(format!("{}|{}|{serial}", number.code, number.year));
            if !number.code.is_empty() {
                out.push(format!("|{}|{serial}", number.year));
            }
        }
    }
    out.sort();
    out.dedup();
    out
}

/// The key by which lists sort: code, year, serial as a number.
pub fn sort_key(printed: &str, parts: Option<&Value>) -> String {
    match parts.and_then(from_parts).or_else(|| parse(printed)) {
        Some(Number {
            code,
            year,
            serials,
        }) => {
            let serial = serials.first().map_or("", |(from, _)| from);
            format!("{code}|{year}|{serial}")
        }
        None => equal_key(printed),
    }
}

/// The whole number without brackets, 第 and 号: what is compared when no parts can be told.
pub fn raw_key(text: &str) -> String {
    let key: String = equal_key(text)
        .chars()
        .map(|c| if is_open(c) || is_close(c) { '|' } else { c })
        .filter(|c| *c != '第')
        .collect();
    format!(
        "raw:{}",
        key.trim_end_matches('|')
            .trim_end_matches('号')
            .trim_end_matches('|')
    )
}

/// Reads `doc_number_parts`.
fn from_parts(parts: &Value) -> Option<Number> {
    let text = |key: &str| match parts.get(key) {
        Some(Value::String(text)) => equal_key(text),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let serial = serial_key(&text("serial"))?;
    let last = serial_key(&text("serial_to")).unwrap_or_else(|| serial.clone());
    Some(Number {
        code: text("code"),
        year: text("year"),
        serials: vec![(serial, last)],
    })
}

/// Whether a typed text is a code alone, without any number.
pub fn is_code(text: &str) -> bool {
    let key = equal_key(text);
    !key.is_empty()
        && !key
            .chars()
            .any(|c| c.is_ascii_digit() || is_open(c) || is_close(c))
}

/// Every serial of a range, within reason.
fn spread((from, to): &(String, String)) -> Vec<String> {
    match (from.parse::<u32>(), to.parse::<u32>()) {
        (Ok(low), Ok(high)) if low < high && high - low <= LONGEST_RANGE => {
            (low..=high).map(|n| format!("{n:06}")).collect()
        }
        _ if from == to => vec![from.clone()],
        _ => vec![from.clone(), to.clone()],
    }
}

/// An opening bracket after folding.
pub fn is_open(c: char) -> bool {
    matches!(c, '[' | '(' | '{' | '<' | '〈' | '《' | '⟨')
}

/// A closing bracket after folding.
pub fn is_close(c: char) -> bool {
    matches!(c, ']' | ')' | '}' | '>' | '〉' | '》' | '⟩')
}

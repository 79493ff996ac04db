//! Keys of proposal references: 市政协八届六次会议第178号提案.

use serde_json::Value;

use super::{equal_key, number, numeral};

/// A reference as far as it is given; empty parts are not asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// 国, 省, 市, 县 … as one character.
    pub level: String,
    /// `cppcc` or `npc`.
    pub assembly: String,
    /// 届.
    pub term: String,
    /// 次.
    pub session: String,
    /// The proposal's number without padding.
    pub number: String,
}

const LEVELS: &str = "国省市县区州盟旗";

/// Every combination of parts under which one proposal of a record is found.
///
/// Where the record tells neither level nor assembly, `?` stands for it, so that a query which
/// does is still met.
pub fn terms(proposal: &Value) -> Vec<String> {
    let whole = Reference {
        level: level_of(&text(proposal, "level")).unwrap_or_else(|| "?".into()),
        assembly: match text(proposal, "assembly") {
            known if known.is_empty() => "?".into(),
            known => known,
        },
        term: text(proposal, "term"),
        session: text(proposal, "session"),
        number: number::term(&text(proposal, "number")).unwrap_or_default(),
    };
    let mut out = Vec::new();
    for mask in 1u8..32 {
        let pick = |bit: u8, part: &str| {
            if mask >> bit & 1 == 1 {
                part.to_owned()
            } else {
                String::new()
            }
        };
        let some = Reference {
            level: pick(0, &whole.level),
            assembly: pick(1, &whole.assembly),
            term: pick(2, &whole.term),
            session: pick(3, &whole.session),
            number: pick(4, &whole.number),
        };
        out.push(some.key());
    }
    out.sort();
    out.dedup();
    out
}

impl Reference {
    fn key(&self) -> String {
        [
            &self.level,
            &self.assembly,
            &self.term,
            &self.session,
            &self.number,
        ]
        .map(String::as_str)
        .join("|")
    }

    /// The terms any of which meets this reference.
    pub fn any_of(&self) -> Vec<String> {
        let choices = |part: &str| {
            if part.is_empty() {
                vec![String::new()]
            } else {
                vec![part.to_owned(), "?".to_owned()]
            }
        };
        let mut out = Vec::new();
        for level in choices(&self.level) {
            for assembly in choices(&self.assembly) {
                out.push(
                    Reference {
                        level: level.clone(),
                        assembly,
                        ..self.clone()
                    }
                    .key(),
                );
            }
        }
        out
    }
}

/// Reads `八届六次178号`, `8届6次`, `市政协八届六次会议第178号提案`, `十四届全国人大一次会议`, `178`.
///
/// `None` if anything else stands in the text.
pub fn parse(value: &str) -> Option<Reference> {
    let key = equal_key(value);
    let mut rest = key.as_str();
    let mut found = Reference::default();
    while !rest.is_empty() {
        rest = step(rest, &mut found)?;
    }
    (found != Reference::default()).then_some(found)
}

/// Reads one piece of a reference and gives what follows it.
fn step<'a>(rest: &'a str, found: &mut Reference) -> Option<&'a str> {
    const NOISE: [&str; 13] = [
        "委员会",
        "会议",
        "提案",
        "建议",
        "议案",
        "代表大会",
        "常委会",
        "第",
        "号",
        "全会",
        "全",
        "级",
        ",",
    ];
    for (word, assembly) in [("政协", "cppcc"), ("人大", "npc"), ("人民代表大会", "npc")]
    {
        if let Some(after) = rest.strip_prefix(word) {
            found.assembly = assembly.into();
            return Some(after);
        }
    }
    if let Some(after) = NOISE.iter().find_map(|word| rest.strip_prefix(word)) {
        return Some(after);
    }
    let first = rest.chars().next()?;
    if LEVELS.contains(first) {
        found.level = first.into();
        return Some(&rest[first.len_utf8()..]);
    }
    // A place or a season may count its proposals apart: 余168号, 闭12号.
    let behind = &rest[first.len_utf8()..];
    let apart = !first.is_ascii()
        && !numeral::is_numeral(first)
        && behind.starts_with(|c: char| c.is_ascii_digit());
    let prefix = if apart { first.len_utf8() } else { 0 };
    let end = rest[prefix..]
        .find(|c: char| !(c.is_ascii_alphanumeric() || numeral::is_numeral(c) || c == '-'))
        .map_or(rest.len(), |at| prefix + at);
    let (numeral, after) = rest.split_at(end);
    if let Some(after) = after.strip_prefix('届') {
        found.term = numeral::small(numeral)?.to_string();
        return Some(after);
    }
    if let Some(after) = after.strip_prefix('次') {
        found.session = numeral::small(numeral)?.to_string();
        return Some(after);
    }
    let value = numeral::small(numeral)
        .map(|n| n.to_string())
        .or_else(|| number::term(numeral))?;
    (found.number.is_empty() && !numeral.is_empty()).then(|| found.number = value)?;
    Some(after)
}

fn text(object: &Value, key: &str) -> String {
    match object.get(key) {
        Some(Value::String(text)) => equal_key(text),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn level_of(text: &str) -> Option<String> {
    text.chars().find(|c| LEVELS.contains(*c)).map(String::from)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn meets(query: &str, proposal: &Value) -> bool {
        let terms = terms(proposal);
        parse(query).is_some_and(|r| r.any_of().iter().any(|key| terms.contains(key)))
    }

    #[test]
    fn references_meet_their_proposal_however_they_are_written() {
        let proposal =
            json!({"assembly": "cppcc", "level": "市", "term": 8, "session": 6, "number": "178"});
        for query in [
            "八届六次178号",
            "8届6次",
            "届8届",
            "八届",
            "178",
            "第0178号",
            "市政协八届六次会议第178号提案",
            "政协第八届委员会第六次会议178号",
            "八届市政协六次会议",
        ] {
            assert_eq!(meets(query, &proposal), query != "届8届", "{query}");
        }
        for query in [
            "八届六次179号",
            "七届六次178号",
            "市人大八届六次",
            "省政协八届六次178号",
            "17",
            "云川市政协八届",
            "",
        ] {
            assert!(!meets(query, &proposal), "{query}");
        }
    }

    #[test]
    fn numbers_with_a_year_or_a_letter_are_read() {
        for (number, query) in [
            ("Q2024-0155", "市政协十五届三次会议Q2024-0155号提案"),
            ("平2021-06", "十五届三次平2021-06号"),
            ("余168", "十五届三次余168号"),
            ("B015", "十五届三次B015号"),
        ] {
            let proposal = json!({"assembly": "cppcc", "level": "市", "term": 15, "session": 3, "number": number});
            assert!(meets(query, &proposal), "{query}");
            assert!(!meets("十五届三次7号", &proposal), "{query}");
        }
    }

    #[test]
    fn what_the_record_does_not_tell_is_not_held_against_it() {
        let proposal = json!({"term": "14", "session": 1, "number": "0045"});
        assert!(meets("省人大十四届一次45号建议", &proposal));
        assert!(!meets("十四届二次", &proposal));
    }

    #[test]
    fn what_is_no_reference_is_refused() {
        for text in ["科技", "八", "八届六次178号179号", "届次"] {
            assert_eq!(parse(text).is_some(), text == "八", "{text}");
        }
    }
}

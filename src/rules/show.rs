//! How values read on one line, for people.

use serde_json::Value;

/// A text as it is; a list joined with 、; an object's texts joined with spaces.
pub fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join("、"),
        Value::Object(map) => map
            .values()
            .map(plain)
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// Names with their role or post in brackets: `陆知行（委员）`.
pub fn named(value: &Value) -> String {
    each(value, |item| {
        let name = item["name"].as_str().unwrap_or_default();
        match ["role", "post", "kind"]
            .iter()
            .find_map(|key| item[key].as_str())
        {
            Some(role) => format!("{name}（{role}）"),
            None => name.to_owned(),
        }
    })
}

/// Names alone: `林舟、沈若岚`.
pub fn names(value: &Value) -> String {
    let names = value.as_array().into_iter().flatten();
    let names = names.filter_map(|item| item["name"].as_str());
    names.collect::<Vec<_>>().join("、")
}

/// Organs with copies: `市政协提案委（2份）`.
pub fn copies(value: &Value) -> String {
    each(value, |item| match item["copies"].as_u64() {
        Some(copies) => format!("{}（{copies}份）", item["org"].as_str().unwrap_or_default()),
        None => item["org"].as_str().unwrap_or_default().to_owned(),
    })
}

/// A reply's points that are paragraphs: `关于停车难的问题；关于末班车的建议`. Those with numbers stand in the
/// outline.
pub fn points(value: &Value) -> String {
    let paragraph = |item: &Value| {
        item["text"]
            .as_str()
            .filter(|_| item["number"].is_null())
            .map(str::to_owned)
    };
    match value {
        Value::Array(list) => list
            .iter()
            .filter_map(paragraph)
            .collect::<Vec<_>>()
            .join("；"),
        item => paragraph(item).unwrap_or_default(),
    }
}

/// Proposal references: `政协 8届6次第178号《关于…的提案》`.
pub fn proposals(value: &Value) -> String {
    each(value, |item| {
        let assembly = match item["assembly"].as_str() {
            Some("cppcc") => "政协",
            Some("npc") => "人大",
            _ => "",
        };
        let level = item["level"].as_str().unwrap_or_default();
        let number = |key: &str, word: &str| {
            item[key]
                .as_u64()
                .map_or(String::new(), |value| format!("{value}{word}"))
        };
        let serial = item["number"]
            .as_str()
            .map_or(String::new(), |text| format!("第{text}号"));
        let title = item["title"]
            .as_str()
            .map_or(String::new(), |text| format!("《{text}》"));
        format!(
            "{level}{assembly}{}{}{serial}{title}",
            number("term", "届"),
            number("session", "次")
        )
    })
}

/// Cited documents: `《…》（国办发〔2014〕46号）`.
pub fn citations(value: &Value) -> String {
    each(value, |item| {
        let title = item["title"]
            .as_str()
            .map_or(String::new(), |text| format!("《{text}》"));
        match item["doc_number"].as_str() {
            Some(number) if !title.is_empty() => format!("{title}（{number}）"),
            Some(number) => number.to_owned(),
            None => title,
        }
    })
}

/// Numbered titles: `1.走教教师名册`.
pub fn numbered(value: &Value) -> String {
    each(value, |item| {
        let title = item["title"].as_str().unwrap_or_default();
        item["no"]
            .as_u64()
            .map_or(title.to_owned(), |no| format!("{no}.{title}"))
    })
}

/// How many sections or parts there are; `show` prints them as an outline.
pub fn count(value: &Value) -> String {
    value
        .as_array()
        .map_or(String::new(), |list| format!("{} 条", list.len()))
}

fn each(value: &Value, show: impl Fn(&Value) -> String) -> String {
    match value {
        Value::Array(list) => list.iter().map(show).collect::<Vec<_>>().join("、"),
        one => show(one),
    }
}

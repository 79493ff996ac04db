//! Which names a user's field may have: those that nothing built in has.

use crate::index::keys::equal_key;
use crate::rules::RULES;
use crate::text::is_han;

/// Keys that stand in a record, or beside one in the output of a command, and names in queries and
/// headings of tables that belong to no rule.
const FIXED: &[&str] = &[
    "schema",
    "id",
    "kind",
    "source",
    "evidence",
    "warnings",
    "more",
    "paths",
    "paths_hex",
    "text",
    "source_text",
    "outcome",
    "error",
    "date",
    "类型",
    "日期",
    "标识",
    "路径",
];
/// The longest name, in characters.
const LONGEST_NAME: usize = 40;
/// The longest label, in characters.
const LONGEST_LABEL: usize = 20;

/// What is wrong with the name of a field.
pub(super) fn fault_of_name(name: &str) -> Option<String> {
    let snake = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !snake || name.len() > LONGEST_NAME {
        return Some(format!(
            "the name {name:?} is no JSON key; use up to {LONGEST_NAME} of a-z, 0-9 and _, a letter first, as in case_worker"
        ));
    }
    is_taken(name)
        .then(|| format!("the name {name:?} is built in; choose another, as in my_{name}"))
}

/// What is wrong with the label of a field.
pub(super) fn fault_of_label(label: &str) -> Option<String> {
    let plain = label.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !plain || !label.contains(is_han) || label.chars().count() > LONGEST_LABEL {
        return Some(format!(
            "the label {label:?} cannot be typed in a query; use up to {LONGEST_LABEL} characters, Chinese ones and no spaces or signs, as in 经办科室"
        ));
    }
    is_taken(label).then(|| {
        format!(
            "the label {label:?} is the name of a built-in field; choose another, as in 我的{label}"
        )
    })
}

/// What is wrong with a spelling in documents.
pub(super) fn fault_of_spelling(spelling: &str) -> Option<String> {
    let word = crate::labels::squeezed(spelling);
    let sign = |c: char| c.is_control() || matches!(c, ':' | ';' | '|');
    if word.contains(sign) {
        return Some(format!(
            "{spelling:?} holds a colon or another sign that ends a label; leave it out"
        ));
    }
    let long = word.chars().count() > LONGEST_LABEL;
    (long || !word.contains(is_han)).then(|| {
        format!(
            "{spelling:?} is no label; use up to {LONGEST_LABEL} characters with a Chinese one among them"
        )
    })
}

fn is_taken(name: &str) -> bool {
    let key = equal_key(name);
    let same = |taken: &str| equal_key(taken) == key;
    FIXED.iter().any(|fixed| same(fixed))
        || RULES.iter().any(|rule| {
            let outer = rule.field.split('.').next().unwrap_or_default();
            [rule.field, outer, rule.label].into_iter().any(same)
                || rule.extra.iter().any(|(extra, _)| same(extra))
                || rule
                    .queries
                    .iter()
                    .any(|query| query.names.iter().any(|n| same(n)))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Layout;

    #[test]
    fn every_name_of_a_query_is_taken() {
        for name in Layout::of_rules()
            .typed
            .iter()
            .flat_map(|field| &field.names)
        {
            assert!(is_taken(name), "{name}");
        }
        for name in [
            "title",
            "dates",
            "result_text",
            "doc_number_parts",
            "sections",
            "結構",
        ] {
            assert!(is_taken(name), "{name}");
        }
        assert!(!is_taken("case_worker") && !is_taken("经办科室"));
    }

    #[test]
    fn names_are_keys_and_labels_are_words() {
        for name in ["", "Case", "1a", "a-b", "经办", &"a".repeat(41)] {
            assert!(fault_of_name(name).is_some(), "{name}");
        }
        for label in [
            "",
            "case",
            "经办 科室",
            "经办:科室",
            "(经办)",
            &"科".repeat(21),
        ] {
            assert!(fault_of_label(label).is_some(), "{label}");
        }
        for spelling in [
            "",
            "  ",
            "Case worker",
            "经办科室：",
            "甲|乙",
            &"科".repeat(21),
        ] {
            assert!(fault_of_spelling(spelling).is_some(), "{spelling}");
        }
        assert_eq!(fault_of_name("case_worker2"), None);
        assert_eq!(fault_of_label("经办科室"), None);
        assert_eq!(fault_of_spelling("经 办 科 室（盖章）"), None);
    }
}

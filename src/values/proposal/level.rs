//! The level of the assembly: 全国, 省, 市, 县, as the place before it is named.

use crate::values::without_spaces;
use crate::values::words::find_word;

/// Ends of a place's name that tell its level, the longer ones first.
const LEVELS: &[&str] = &[
    "自治区",
    "自治州",
    "自治县",
    "全国",
    "省",
    "市",
    "县",
    "区",
    "州",
    "镇",
    "乡",
    "盟",
    "旗",
];

pub(super) fn level(before: &str, inside: &str) -> Option<String> {
    let squeezed = without_spaces(before);
    let place = ["政协", "人大", "人民代表大会"].iter().find_map(|body| {
        let (place, rest) = squeezed.split_at(find_word(&squeezed, body)?);
        Some(if place.is_empty() {
            &rest[body.len()..]
        } else {
            place
        })
    });
    let inside = without_spaces(inside);
    let bodies = ["委员会", "人民代表大会", "人大", "政协"];
    let named = bodies
        .iter()
        .fold(&inside[..], |named, body| without_ends(named, body));
    let candidates = [place.unwrap_or(&squeezed), named];
    candidates.iter().find_map(|text| {
        let level = LEVELS.iter().find(|level| text.ends_with(**level));
        level.map(|level| (*level).to_owned())
    })
}

/// A text without the words `end` at its end.
fn without_ends<'t>(mut text: &'t str, end: &str) -> &'t str {
    while let Some(rest) = text.strip_suffix(end) {
        text = rest;
    }
    text
}

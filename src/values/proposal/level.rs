//! The level of the assembly: 全国, 省, 市, 县, as the place before it is named.

use crate::values::without_spaces;

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
        squeezed
            .split_once(body)
            .map(|(place, rest)| if place.is_empty() { rest } else { place })
    });
    let inside = without_spaces(inside);
    let candidates = [
        place.unwrap_or(&squeezed),
        inside
            .trim_end_matches("委员会")
            .trim_end_matches("人民代表大会")
            .trim_end_matches("人大")
            .trim_end_matches("政协"),
    ];
    candidates.iter().find_map(|text| {
        let level = LEVELS.iter().find(|level| text.ends_with(**level));
        level.map(|level| (*level).to_owned())
    })
}

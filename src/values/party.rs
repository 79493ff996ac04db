//! Parties, bodies of the people and groups of members: who proposes as a body and is no office.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;

/// How names of the parties begin 民主党派.
const PARTIES: [&str; 8] = [
    "民革", "民盟", "民建", "民进", "农工", "致公", "九三", "台盟",
];

/// Bodies of the people 人民团体.
const BODIES: [&str; 6] = ["工商联", "侨联", "共青团", "妇联", "总工会", "科协"];

/// Whether a text is the name of a party or a circle, which is spoken to as it is: `民盟云川市委`, `医卫界别`.
pub fn is_party(text: &str) -> bool {
    const GROUPS: [&str; 7] = ["代表团", "支部", "总部", "小组", "委员组", "代表组", "界别"];
    const SPOKEN_TO: [&str; 4] = ["工商联", "侨联", "共青团", "妇联"];
    let mut begins = PARTIES.iter().chain(&SPOKEN_TO);
    begins.any(|word| text.starts_with(word)) || GROUPS.iter().any(|word| text.ends_with(word))
}

/// Whether a text names who proposes as a body, the place before it or behind it: `云川市工商联`, `医卫界`.
pub fn proposes_as_body(text: &str) -> bool {
    static BODY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"委员会|支部|总支|界别?$|界委员|小组|^(?:{})|{}|团[市县区省]委",
            PARTIES.join("|"),
            BODIES.join("|")
        ))
    });
    BODY.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parties_and_bodies() {
        for (text, party, body) in [
            ("民盟云川市委", true, true),
            ("九三学社云川支社", true, true),
            ("云川市工商联", false, true),
            ("共青团云川市委", true, true),
            ("民生界别第三委员小组", true, true),
            ("医卫界", false, true),
            ("云川市教育局", false, false),
            ("林舟", false, false),
        ] {
            assert_eq!(
                (is_party(text), proposes_as_body(text)),
                (party, body),
                "{text}"
            );
        }
    }
}
